//! A held question: asked signed out, kept until its code is typed or its writer says so from the mail.
//!
//! - One for each browser: a new one takes the place of the old.
//! - It belongs to the sign-in it was asked with, and to every later one of the same browser and address: a code that
//!   ran out does not lose the question.
//! - Its text is rendered before it is held, so that publishing is SQL only.

use diesel::prelude::*;

use super::board::Boards;
use super::body::Body;
use super::permissions::may_start;
use super::thread::Kind;
use super::thread_start::{self, NewThread};
use crate::config::Limits;
use crate::db::Db;
use crate::db::schema::{boards, held_questions, sign_ins};
use crate::events::Tx;
use crate::ids::{BoardId, MemberId, SignInId};
use crate::members::{self, Held, HeldPreview, Me, SignInWanted};
use crate::web::secrets::hash_token;
use crate::web::{Cached, Note, Refusal};

/// Questions that wait for a code at once under one address.
const FOR_ONE_ADDRESS: i64 = 3;

/// What signing in does with held questions; for `lib.rs`.
pub const PORT: Held = Held { peek, lock, publish, discard };

/// Holds a question and sends the code. Whether the address is known makes no difference.
///
/// Errors: 429 when too much waits for the address already.
pub fn hold(tx: &mut Tx<'_>, wanted: &SignInWanted, board: BoardId, new: &NewThread) -> Result<(), Refusal> {
    let browser = &wanted.browser_hash;
    let waiting: i64 = held_questions::table
        .inner_join(sign_ins::table)
        .filter(sign_ins::email_key.eq(&wanted.email.key))
        .filter(held_questions::browser_hash.ne(browser))
        .filter(held_questions::held_at.gt(tx.now.plus_days(-1)))
        .count()
        .get_result(tx.db)?;
    if waiting >= FOR_ONE_ADDRESS {
        let mut refusal = Refusal::too_many("ask-too-many-held", 3600);
        refusal.fields.push(("email", Note::new("ask-too-many-held")));
        return Err(refusal);
    }
    let sign_in = members::begin(tx, wanted)?;
    forget(tx, browser)?;
    let mentions: Vec<i64> = new.body.mentions.iter().map(|id| id.0).collect();
    diesel::insert_into(held_questions::table)
        .values((
            held_questions::browser_hash.eq(browser),
            held_questions::sign_in.eq(sign_in),
            held_questions::board.eq(board),
            held_questions::kind.eq(new.kind),
            held_questions::title.eq(&new.title),
            held_questions::body.eq(&new.body.source),
            held_questions::html.eq(&new.body.html),
            held_questions::language.eq(new.body.language),
            held_questions::mentions.eq(serde_json::json!(mentions).to_string()),
            held_questions::has_links.eq(new.body.has_links),
            held_questions::tags.eq(new.tags.join(", ")),
            held_questions::held_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    Ok(())
}

/// A question as it is held.
#[derive(Queryable, Selectable, Clone, Debug)]
#[diesel(table_name = held_questions)]
pub struct HeldQuestion {
    /// The browser it was asked in.
    pub browser_hash: String,
    /// On which board.
    pub board: BoardId,
    /// What it is.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// Its text, as written.
    pub body: String,
    html: String,
    language: Option<String>,
    mentions: String,
    has_links: bool,
    /// Names of its tags, separated by commas.
    pub tags: String,
}

/// The question this browser asked and nobody has published yet.
pub fn of_browser(db: &mut Db, browser_hash: &str) -> QueryResult<Option<HeldQuestion>> {
    held_questions::table
        .filter(held_questions::browser_hash.eq(browser_hash))
        .select(HeldQuestion::as_select())
        .first(db)
        .optional()
}

/// Forgets the question this browser asked.
pub fn forget(tx: &mut Tx<'_>, browser_hash: &str) -> QueryResult<()> {
    let this = held_questions::table.filter(held_questions::browser_hash.eq(browser_hash));
    diesel::delete(this).execute(tx.db).map(|_| ())
}

/// Forgets questions whose code was never typed; before old sign-ins are forgotten, which they point to.
pub fn forget_old(tx: &mut Tx<'_>) -> QueryResult<usize> {
    let old =
        held_questions::table.filter(held_questions::held_at.lt(tx.now.plus_hours(-Limits::HELD_HOURS)));
    diesel::delete(old).execute(tx.db)
}

/// The question held for a sign-in: by the browser that asked for it, under the same address.
fn held_for(db: &mut Db, sign_in: SignInId) -> QueryResult<Option<HeldQuestion>> {
    let (browser, address): (String, String) = sign_ins::table
        .filter(sign_ins::id.eq(sign_in))
        .select((sign_ins::browser_hash, sign_ins::email_key))
        .first(db)?;
    held_questions::table
        .inner_join(sign_ins::table)
        .filter(held_questions::browser_hash.eq(browser))
        .filter(sign_ins::email_key.eq(address))
        .select(HeldQuestion::as_select())
        .first(db)
        .optional()
}

fn peek(db: &mut Db, sign_in: SignInId) -> QueryResult<Option<HeldPreview>> {
    let Some(held) = held_for(db, sign_in)? else { return Ok(None) };
    let board: String = boards::table.find(held.board).select(boards::name).first(db)?;
    let seal = held.seal();
    Ok(Some(HeldPreview { title: held.title, text: held.body, board, tags: held.tags, seal }))
}

fn lock(tx: &mut Tx<'_>, sign_in: SignInId) -> QueryResult<Option<HeldPreview>> {
    let browser: String =
        sign_ins::table.filter(sign_ins::id.eq(sign_in)).select(sign_ins::browser_hash).first(tx.db)?;
    let this = held_questions::table.filter(held_questions::browser_hash.eq(browser));
    // Written as it is: that takes the row on both databases.
    diesel::update(this).set(held_questions::held_at.eq(held_questions::held_at)).execute(tx.db)?;
    peek(tx.db, sign_in)
}

fn discard(tx: &mut Tx<'_>, sign_in: SignInId) -> QueryResult<()> {
    match held_for(tx.db, sign_in)? {
        Some(held) => forget(tx, &held.browser_hash),
        None => Ok(()),
    }
}

/// Starts the thread as the member's. The board may have changed meanwhile: then the question stays held.
fn publish(tx: &mut Tx<'_>, sign_in: SignInId, me: &Me) -> Result<Option<String>, Refusal> {
    let Some(held) = held_for(tx.db, sign_in)? else {
        return Ok(None);
    };
    let boards = Boards::load(tx.db)?;
    let board = boards
        .visible(Some(me), held.board)
        .filter(|board| may_start(Some(me), board, held.kind))
        .ok_or(Refusal::conflict("ask-not-on-this-board"))?;
    let browser = held.browser_hash.clone();
    let started = thread_start::start(tx, me, board, &held.into_thread())?;
    forget(tx, &browser)?;
    Ok(Some(format!("{}?done=asked", started.href)))
}

impl HeldQuestion {
    /// A hash of everything that would appear.
    fn seal(&self) -> String {
        let (board, kind) = (self.board.to_string(), self.kind.word());
        // As JSON, so that no text can pass for two.
        hash_token(&serde_json::json!([board, kind, self.title, self.body, self.tags]).to_string())
    }

    fn into_thread(self) -> NewThread {
        let mentions: Vec<i64> = serde_json::from_str(&self.mentions).unwrap_or_default();
        let body = Body {
            source: self.body,
            html: self.html,
            mentions: mentions.into_iter().map(MemberId).collect(),
            // Pictures are uploaded by members.
            pictures: Vec::new(),
            has_links: self.has_links,
            language: match self.language.as_deref() {
                Some("de") => Some("de"),
                Some("en") => Some("en"),
                _ => None,
            },
        };
        let tags = self.tags.split(", ").filter(|tag| !tag.is_empty()).map(str::to_owned).collect();
        NewThread { kind: self.kind, title: self.title, body, tags, official: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_held_question_becomes_what_was_written() {
        let held = HeldQuestion {
            browser_hash: "b".into(),
            board: BoardId(1),
            kind: Kind::Question,
            title: "Kein Strom am Dynamo".into(),
            body: "Seit *gestern*.".into(),
            html: "<p>Seit <em>gestern</em>.</p>".into(),
            language: Some("de".into()),
            mentions: "[3,4]".into(),
            has_links: false,
            tags: "licht, dynamo".into(),
        };
        let new = held.into_thread();
        assert_eq!(new.tags, ["licht", "dynamo"]);
        assert_eq!(new.body.mentions, [MemberId(3), MemberId(4)]);
        assert_eq!(new.body.language, Some("de"));
        assert!(!new.official);
    }
}
