//! Signing in: a code for the browser that asked, and a link for other devices, both sent by mail, both used once.
//!
//! - Joining and signing in are one: whoever proves an address is signed in, and where there is no member yet, one is
//!   made at that moment. So what is answered never depends on whether an address is known.
//! - Mails are counted by address, known or not.
//! - A wrong code uses up a try even though nothing else happens: [`try_code`] never fails for it.

use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use diesel::prelude::*;
use diesel::sql_types::SmallInt;

use super::asking::Asking;
use crate::config::Limits;
use crate::db::schema::sign_ins;
use crate::db::{Cols, Db};
use crate::events::Tx;
use crate::i18n::Locale;
use crate::ids::{MemberId, SignInId, Ts};
use crate::mail::{Address, Outgoing, enqueue};
use crate::web::answer::own_path;
use crate::web::secrets::{Key, hash_token, is_same, random_code, random_token};
use crate::web::{Refusal, Site};

/// What a code or link is for.
#[derive(AsExpression, FromSqlRow, Clone, Copy, Debug, PartialEq, Eq)]
#[diesel(sql_type = SmallInt)]
pub enum Purpose {
    /// To sign in or join.
    SignIn,
    /// To confirm a member's new address.
    Address,
    /// Printed by the command line for one sign-in, without a mail.
    Printed,
    /// Printed by the demo; good as long as it runs.
    Demo,
}

crate::small_codes!(Purpose { SignIn = 0, Address = 1, Printed = 2, Demo = 3 });

/// A code and a link on their way.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = sign_ins)]
pub struct SignIn {
    /// Its number.
    pub id: SignInId,
    /// What it is for.
    pub purpose: Purpose,
    /// The address as typed.
    pub email: String,
    /// The address as compared.
    pub email_key: String,
    /// Whose new address it is to be.
    pub member: Option<MemberId>,
    /// The browser that asked.
    pub browser_hash: String,
    code_hash: String,
    link_hash: String,
    tries: i16,
    /// In which language to write: the name of a folder below `locales/`.
    pub language: String,
    /// Where to go afterwards: a path of this site.
    pub back: String,
}

/// A wish to sign in, with its secrets; made outside the transaction.
#[derive(Clone, Debug)]
pub struct SignInWanted {
    /// The address to prove.
    pub email: Address,
    /// What for.
    pub purpose: Purpose,
    /// Whose new address it is to be, for [`Purpose::Address`].
    pub member: Option<MemberId>,
    /// In which language to write.
    pub locale: Locale,
    /// The browser that asks; see [`super::Asking`].
    pub browser_hash: String,
    /// Where to go afterwards.
    pub back: String,
    network: String,
    code: String,
    code_hash: String,
    link: String,
}

impl SignInWanted {
    /// With a fresh code and link.
    pub fn new(site: &Site, email: Address, locale: Locale, asking: &Asking, back: &str) -> SignInWanted {
        let (code, link) = (random_code(), random_token());
        SignInWanted {
            code_hash: code_hash(&key(site), &asking.hash, &hash_token(&link), &code),
            email,
            purpose: Purpose::SignIn,
            member: None,
            locale,
            browser_hash: asking.hash.clone(),
            network: asking.network.clone(),
            back: own_path(back).chars().take(500).collect(),
            code,
            link,
        }
    }

    /// The same for a member's new address.
    pub fn for_address(self, member: MemberId) -> SignInWanted {
        SignInWanted { purpose: Purpose::Address, member: Some(member), ..self }
    }
}

/// The key that codes are stored with.
pub fn key(site: &Site) -> Key {
    site.secret.key("sign-in code")
}

fn code_hash(key: &Key, browser_hash: &str, link_hash: &str, code: &str) -> String {
    key.mac(&[browser_hash, link_hash, code])
}

/// Writes the wish down and its mail into the outbox. Whether the address has an account makes no difference.
///
/// Errors: 429 when the address had its mails for this hour.
pub fn begin(tx: &mut Tx<'_>, wanted: &SignInWanted) -> Result<SignInId, Refusal> {
    let id = write_down(tx, wanted, &wanted.code_hash)?;
    let data = serde_json::json!({ "sign_in": id.0, "code": wanted.code, "link": wanted.link });
    send(tx, wanted, "sign_in_code", data)?;
    Ok(id)
}

/// Like [`begin`], for a new address that is somebody else's: to its owner goes a mail that says so, and no code.
pub fn begin_in_vain(tx: &mut Tx<'_>, wanted: &SignInWanted) -> Result<SignInId, Refusal> {
    // No code's hash is empty.
    let id = write_down(tx, wanted, "")?;
    let data = serde_json::json!({ "notice": "address_taken", "language": wanted.locale.folder() });
    send(tx, wanted, "account_notice", data)?;
    Ok(id)
}

fn write_down(tx: &mut Tx<'_>, wanted: &SignInWanted, code_hash: &str) -> Result<SignInId, Refusal> {
    // From where the owner is, strangers elsewhere cannot use up the mails of an hour.
    let here = asked_since(tx, wanted, true, tx.now.plus_hours(-1), Limits::SIGN_IN_MAILS_AN_HOUR)?;
    let today = asked_since(tx, wanted, false, tx.now.plus_days(-1), Limits::SIGN_IN_MAILS_A_DAY)?;
    if let Some(until) = here.map(|at| at.plus_hours(1)).max(today.map(|at| at.plus_days(1))) {
        let wait = until.seconds_since(tx.now).clamp(1, 86_400);
        return Err(Refusal::too_many("sign-in-too-many-mails", wait as u32));
    }
    let row = (
        sign_ins::purpose.eq(wanted.purpose),
        sign_ins::email.eq(&wanted.email.shown),
        sign_ins::email_key.eq(&wanted.email.key),
        sign_ins::member.eq(wanted.member),
        sign_ins::browser_hash.eq(&wanted.browser_hash),
        sign_ins::network.eq(&wanted.network),
        sign_ins::code_hash.eq(code_hash),
        sign_ins::link_hash.eq(hash_token(&wanted.link)),
        sign_ins::language.eq(wanted.locale.folder()),
        sign_ins::back.eq(&wanted.back),
        sign_ins::created_at.eq(tx.now),
        sign_ins::expires_at.eq(tx.now.plus_minutes(Limits::SIGN_IN_MINUTES)),
    );
    Ok(diesel::insert_into(sign_ins::table).values(row).returning(sign_ins::id).get_result(tx.db)?)
}

/// When the earliest of the last `most` mails to the address was asked for; `None` while there are fewer since then.
fn asked_since(
    tx: &mut Tx<'_>,
    wanted: &SignInWanted,
    only_here: bool,
    since: Ts,
    most: i64,
) -> QueryResult<Option<Ts>> {
    let mut asked = sign_ins::table
        .filter(sign_ins::email_key.eq(&wanted.email.key))
        .filter(sign_ins::created_at.gt(since))
        .order(sign_ins::created_at.desc())
        .limit(most)
        .select(sign_ins::created_at)
        .into_boxed();
    if only_here {
        asked = asked.filter(sign_ins::network.eq(&wanted.network));
    }
    let asked: Vec<Ts> = asked.load(tx.db)?;
    Ok(asked.last().copied().filter(|_| asked.len() as i64 >= most))
}

fn send(
    tx: &mut Tx<'_>,
    wanted: &SignInWanted,
    kind: &'static str,
    data: serde_json::Value,
) -> QueryResult<()> {
    let mail = Outgoing {
        kind,
        member: None,
        address: Some(wanted.email.shown.clone()),
        data,
        due_at: tx.now,
        expires_at: Some(tx.now.plus_minutes(Limits::SIGN_IN_MINUTES)),
    };
    enqueue(tx.db, &mail).map(|_| ())
}

/// A link that signs in without a mail, for the command line and the demo: the token for `/login/{token}`.
///
/// A [`Purpose::Printed`] link works once and for a day, a [`Purpose::Demo`] link until the demo ends.
pub fn print_link(tx: &mut Tx<'_>, email: &Address, purpose: Purpose, token: &str) -> QueryResult<()> {
    print_link_to(tx, email, purpose, token, "/")
}

/// [`print_link`] that leads to one of our own paths.
pub fn print_link_to(
    tx: &mut Tx<'_>,
    email: &Address,
    purpose: Purpose,
    token: &str,
    back: &str,
) -> QueryResult<()> {
    let expires_at = if purpose == Purpose::Demo { Ts(i64::MAX) } else { tx.now.plus_days(1) };
    diesel::insert_into(sign_ins::table)
        .values((
            sign_ins::purpose.eq(purpose),
            sign_ins::email.eq(&email.shown),
            sign_ins::email_key.eq(&email.key),
            sign_ins::browser_hash.eq(""),
            sign_ins::code_hash.eq(""),
            sign_ins::link_hash.eq(hash_token(token)),
            sign_ins::language.eq(Locale::default().folder()),
            sign_ins::back.eq(back),
            sign_ins::created_at.eq(tx.now),
            sign_ins::expires_at.eq(expires_at),
        ))
        .execute(tx.db)
        .map(|_| ())
}

/// What this browser waits for a code for: the newest wish of this purpose.
pub fn pending(db: &mut Db, browser_hash: &str, purpose: Purpose, now: Ts) -> QueryResult<Option<SignIn>> {
    sign_ins::table
        .filter(sign_ins::browser_hash.eq(browser_hash))
        .filter(sign_ins::purpose.eq(purpose))
        .filter(sign_ins::used_at.is_null())
        .filter(sign_ins::expires_at.gt(now))
        .order(sign_ins::id.desc())
        .select(SignIn::as_select())
        .first(db)
        .optional()
}

/// What became of a typed code.
#[derive(Debug)]
pub enum Tried {
    /// It was right, and is used now.
    Right(Box<SignIn>),
    /// It was wrong; so many tries are left.
    Wrong(i16),
    /// This browser waits for no code: none asked for, expired, used, or tried too often.
    Nothing,
}

/// Tries a code (six digits) in the browser that asked for it. Counts the try.
pub fn try_code(
    tx: &mut Tx<'_>,
    key: &Key,
    browser_hash: &str,
    purpose: Purpose,
    code: &str,
) -> QueryResult<Tried> {
    let Some(waiting) = pending(tx.db, browser_hash, purpose, tx.now)? else {
        return Ok(Tried::Nothing);
    };
    let this = sign_ins::table
        .filter(sign_ins::id.eq(waiting.id))
        .filter(sign_ins::used_at.is_null())
        .filter(sign_ins::tries.lt(Limits::CODE_TRIES));
    let counted: Option<SignIn> = diesel::update(this)
        .set(sign_ins::tries.eq(sign_ins::tries + 1))
        .returning(SignIn::cols())
        .get_result(tx.db)
        .optional()?;
    let Some(row) = counted else {
        return Ok(Tried::Nothing);
    };
    let right = code_hash(key, browser_hash, &row.link_hash, code);
    if !is_same(&right, &row.code_hash) {
        return Ok(match Limits::CODE_TRIES - row.tries {
            left @ 1.. => Tried::Wrong(left),
            _ => Tried::Nothing,
        });
    }
    // Of two that type it at the same moment one comes first.
    Ok(if use_up(tx, row.id)? { Tried::Right(Box::new(row)) } else { Tried::Nothing })
}

/// The wish behind a link that is still good.
pub fn by_link(db: &mut Db, token: &str, now: Ts) -> QueryResult<Option<SignIn>> {
    sign_ins::table
        .filter(sign_ins::link_hash.eq(hash_token(token)))
        .filter(sign_ins::used_at.is_null())
        .filter(sign_ins::expires_at.gt(now))
        .select(SignIn::as_select())
        .first(db)
        .optional()
}

/// Uses a link. `None`: unknown, used, or expired.
pub fn use_link(tx: &mut Tx<'_>, token: &str) -> QueryResult<Option<SignIn>> {
    let Some(row) = by_link(tx.db, token, tx.now)? else {
        return Ok(None);
    };
    // A link in vain leads nowhere: its address is somebody else's.
    let leads_nowhere = row.purpose == Purpose::Address && row.code_hash.is_empty();
    let is_used = row.purpose == Purpose::Demo || use_up(tx, row.id)?;
    Ok(Some(row).filter(|_| is_used && !leads_nowhere))
}

/// Marks as used; false when somebody was faster.
fn use_up(tx: &mut Tx<'_>, id: SignInId) -> QueryResult<bool> {
    let this = sign_ins::table.filter(sign_ins::id.eq(id)).filter(sign_ins::used_at.is_null());
    Ok(diesel::update(this).set(sign_ins::used_at.eq(tx.now)).execute(tx.db)? > 0)
}

/// Deletes codes and links that expired a day ago; until then they count against floods of mail.
pub fn forget_old(tx: &mut Tx<'_>) -> QueryResult<usize> {
    diesel::delete(sign_ins::table.filter(sign_ins::expires_at.lt(tx.now.plus_days(-1)))).execute(tx.db)
}

/// The wish with this number while its code and link are good; a mail is sent for nothing else.
pub fn waiting(db: &mut Db, id: SignInId, now: Ts) -> QueryResult<Option<SignIn>> {
    sign_ins::table
        .filter(sign_ins::id.eq(id))
        .filter(sign_ins::used_at.is_null())
        .filter(sign_ins::expires_at.gt(now))
        .select(SignIn::as_select())
        .first(db)
        .optional()
}

/// The six digits of what somebody typed as a code: spaces and hyphens do not matter.
pub fn digits(typed: &str) -> Option<String> {
    let kept: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').take(7).collect();
    (kept.len() == 6 && kept.bytes().all(|byte| byte.is_ascii_digit())).then_some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::{Origin, Store};

    fn asked_from(network: &str, number: usize) -> SignInWanted {
        SignInWanted {
            email: crate::mail::parse("ada@example.org").expect("an address"),
            purpose: Purpose::SignIn,
            member: None,
            locale: Locale::En,
            browser_hash: format!("browser {number}"),
            back: "/".to_owned(),
            network: network.to_owned(),
            code: "123456".to_owned(),
            code_hash: "hash".to_owned(),
            link: random_token(),
        }
    }

    #[test]
    fn strangers_cannot_use_up_the_mails_of_an_address() {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let url = crate::db::DatabaseUrl::Sqlite(dir.path().join("t.db"));
        let store = Store::new(crate::db::Database::open(url).expect("opens"), |_, _| Ok(()));
        let ask = |network: &str, number: usize| {
            let wanted = asked_from(network, number);
            let done = store.write_at(Ts::now(), Origin::Live, move |tx| begin(tx, &wanted));
            done.map_err(|refusal| refusal.status.as_u16())
        };
        for number in 0..5 {
            ask("elsewhere", number).expect("sent");
        }
        assert_eq!(ask("elsewhere", 5).err(), Some(429), "an hour's mails are used up there");
        ask("at home", 6).expect("and not here");
        for number in 7..21 {
            ask(&format!("network {number}"), number).expect("sent");
        }
        assert_eq!(ask("yet another", 30).err(), Some(429), "nobody's mailbox is flooded");
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        for typed in ["123456", "123 456", " 123-456\r\n", "1 2 3 4 5 6"] {
            assert_eq!(digits(typed).as_deref(), Some("123456"), "{typed:?}");
        }
        for typed in ["", "12345", "1234567", "12345a", "१२३४५६", "123456 7"] {
            assert_eq!(digits(typed), None, "{typed:?}");
        }
    }
}
