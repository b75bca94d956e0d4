//! The outbox: mail to be sent, as rows.
//!
//! A row is written in the transaction that causes the mail and holds kind, recipient and ids. The letter is
//! rendered when it is sent, so that it never says what its reader may no longer see. Only codes and links to sign
//! in are kept as text, and erased with their row.

use diesel::prelude::*;

use crate::db::Db;
use crate::db::schema::outbox;
use crate::ids::{MemberId, OutboxId, Ts};
use crate::web::secrets::random_token;

/// A mail to be written into the outbox.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// Which mail: the folder below `templates/mail/`.
    pub kind: &'static str,
    /// Who gets it, when it goes to a member; their language is spoken.
    pub member: Option<MemberId>,
    /// Where it goes, when not to the member's address of the moment of sending.
    pub address: Option<String>,
    /// Ids and whatever the letter needs besides.
    pub data: serde_json::Value,
    /// Not before this moment.
    pub due_at: Ts,
    /// After this moment it is of no use and dropped.
    pub expires_at: Option<Ts>,
}

/// A row of the outbox.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable)]
#[diesel(table_name = outbox)]
pub struct OutboxRow {
    /// Its number.
    pub id: OutboxId,
    /// Which mail.
    pub kind: String,
    /// Who gets it, when it goes to a member.
    pub member: Option<MemberId>,
    /// Where it goes, when not to the member's own address.
    pub address: Option<String>,
    /// What the letter needs, as JSON.
    pub data: String,
    /// The part of its `Message-ID` before the @; see [`OutboxRow::message_id`].
    pub message_id: String,
    /// When it is to be sent.
    pub due_at: Ts,
    /// When it is of no use any more.
    pub expires_at: Option<Ts>,
    /// How often sending was tried.
    pub attempts: i16,
    /// When it was written.
    pub created_at: Ts,
}

impl OutboxRow {
    /// The `Message-ID`, the same at every attempt: `sender` is the address all mail comes from.
    pub fn message_id(&self, sender: &str) -> String {
        let domain = sender.rsplit_once('@').map_or("localhost", |(_, domain)| domain);
        format!("<{}@{}>", self.message_id, domain.trim_end_matches('>'))
    }

    /// What the letter needs; an unreadable text counts as nothing.
    pub fn data(&self) -> serde_json::Value {
        serde_json::from_str(&self.data).unwrap_or_default()
    }
}

/// Writes a mail into the outbox, with the `Message-ID` it keeps.
pub fn enqueue(db: &mut Db, mail: &Outgoing) -> QueryResult<OutboxId> {
    diesel::insert_into(outbox::table)
        .values((
            outbox::kind.eq(mail.kind),
            outbox::member.eq(mail.member),
            outbox::address.eq(&mail.address),
            outbox::data.eq(mail.data.to_string()),
            outbox::message_id.eq(random_token()),
            outbox::due_at.eq(mail.due_at),
            outbox::expires_at.eq(mail.expires_at),
            outbox::created_at.eq(Ts::now()),
        ))
        .returning(outbox::id)
        .get_result(db)
}

/// How the problem of a letter begins that was tried for days and given up.
pub(super) const GIVEN_UP: &str = "given up: ";

/// Letters written since then that were given up: how many, and the problem of the newest one.
pub fn given_up(db: &mut Db, since: Ts) -> QueryResult<(i64, Option<String>)> {
    let of_them = || {
        outbox::table
            .filter(outbox::problem.like(format!("{GIVEN_UP}%")))
            .filter(outbox::created_at.ge(since))
    };
    let count = of_them().count().get_result(db)?;
    let newest = of_them().order(outbox::id.desc()).select(outbox::problem).first::<Option<String>>(db);
    let problem = newest.optional()?.flatten();
    Ok((count, problem.map(|problem| problem.trim_start_matches(GIVEN_UP).to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_id_is_fixed_but_for_the_senders_domain() {
        let row = OutboxRow {
            id: OutboxId(1),
            kind: "sign_in_code".into(),
            member: None,
            address: None,
            data: "no json".into(),
            message_id: "abc-_".into(),
            due_at: Ts(0),
            expires_at: None,
            attempts: 0,
            created_at: Ts(0),
        };
        assert_eq!(row.message_id("lotse@example.org"), "<abc-_@example.org>");
        assert_eq!(row.message_id("nobody"), "<abc-_@localhost>");
        assert!(row.data().is_null());
    }
}
