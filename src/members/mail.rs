//! Mail about accounts: codes, and what a member must hear of when their account changes.
//!
//! Rendered when sent: a code that was used or has expired meanwhile is not sent at all.

use askama::Template;
use diesel::prelude::*;

use super::door::Ports;
use super::member;
use super::sign_in::{self, Purpose, SignIn};
use crate::config::{Community, Limits};
use crate::db::Db;
use crate::db::schema::members;
use crate::events::{Origin, Tx};
use crate::i18n::{Arg, Locale, Tone, Words, filters};
use crate::ids::{MemberId, SignInId, Ts};
use crate::mail::{self, Letter, OutboxRow, Outgoing, enqueue, traced_id};
use crate::text;
use crate::web::{Site, version, zone};

/// Days after which news about an account is too old to be sent.
const NOTICE_DAYS: i64 = 3;
/// Characters of a held question's title in a mail: it was typed by anybody.
const HELD_TITLE_CHARS: usize = 80;

/// The kinds of mail [`render`] writes.
pub const KINDS: [&str; 2] = ["sign_in_code", "account_notice"];

#[derive(Template)]
#[template(path = "mail/sign_in_code/mail.txt")]
struct CodeText<'a> {
    it: &'a Code,
}

#[derive(Template)]
#[template(path = "mail/sign_in_code/mail.html")]
struct CodeHtml<'a> {
    lang: &'static str,
    community: &'a str,
    home: &'a str,
    it: &'a Code,
}

/// What a mail with a code says.
struct Code {
    community: String,
    code: String,
    link: String,
    minutes: i64,
    held_title: Option<String>,
    is_new: bool,
    is_new_address: bool,
}

#[derive(Template)]
#[template(path = "mail/account_notice/mail.txt")]
struct NoticeText<'a> {
    it: &'a Notice,
}

#[derive(Template)]
#[template(path = "mail/account_notice/mail.html")]
struct NoticeHtml<'a> {
    lang: &'static str,
    community: &'a str,
    home: &'a str,
    it: &'a Notice,
}

/// What news about an account says.
struct Notice {
    text: String,
    advice: String,
    link: String,
}

/// The letter of a row; `None` when there is nothing to say any more.
pub fn render(db: &mut Db, site: &Site, ports: &Ports, row: &OutboxRow) -> anyhow::Result<Option<Letter>> {
    let version = version(db)?;
    let community = site.cached::<Community>(db, version)?;
    match row.kind.as_str() {
        "sign_in_code" => code_letter(db, site, &community, ports, row),
        "account_notice" => notice_letter(db, site, &community, row),
        _ => Ok(None),
    }
}

fn code_letter(
    db: &mut Db,
    site: &Site,
    community: &Community,
    ports: &Ports,
    row: &OutboxRow,
) -> anyhow::Result<Option<Letter>> {
    let data = row.data();
    let text = |name: &str| data[name].as_str().unwrap_or_default().to_owned();
    let id = SignInId(data["sign_in"].as_i64().unwrap_or(0));
    let Some(wish) = sign_in::waiting(db, id, Ts::now())? else {
        return Ok(None);
    };
    let to = mail::parse(&wish.email)?;
    let held = if wish.purpose == Purpose::SignIn { (ports.held.peek)(db, id)? } else { None };
    let code = Code {
        community: community.name.clone(),
        code: text("code"),
        link: format!("{}/login/{}", site.config.public_url(), text("link")),
        minutes: Limits::SIGN_IN_MINUTES,
        held_title: held.map(|held| text::cut(&held.title, HELD_TITLE_CHARS)),
        is_new: wish.purpose == Purpose::SignIn && member::by_address(db, &to)?.is_none(),
        is_new_address: wish.purpose == Purpose::Address,
    };
    let words = words(community, spoken(&wish, community));
    let subject = if code.is_new_address { "mail-address-subject" } else { "mail-code-subject" };
    let args = [("community", Arg::from(community.name.clone())), ("code", Arg::from(code.code.clone()))];
    let home = site.config.public_url();
    let (lang, name) = (words.locale.lang(), community.name.as_str());
    Ok(Some(Letter {
        message_id: traced_id(site, row, &to),
        to,
        to_name: None,
        subject: words.with(subject, &args).into_owned(),
        text: CodeText { it: &code }.render_with_values(&words)?,
        html: CodeHtml { lang, community: name, home: &home, it: &code }.render_with_values(&words)?,
        list_unsubscribe: None,
        in_reply_to: None,
        references: Vec::new(),
        language: lang.to_owned(),
    }))
}

fn notice_letter(
    db: &mut Db,
    site: &Site,
    community: &Community,
    row: &OutboxRow,
) -> anyhow::Result<Option<Letter>> {
    let data = row.data();
    let Some(kind) = NoticeKind::from_word(data["notice"].as_str().unwrap_or_default()) else {
        return Ok(None);
    };
    let reader = match row.member {
        Some(id) => reader(db, id)?,
        None => None,
    };
    let own = reader.as_ref().and_then(|reader| reader.email.clone());
    let Some(to) = row.address.clone().or(own) else {
        return Ok(None);
    };
    let to = mail::parse(&to)?;
    let locale = reader.as_ref().and_then(|reader| reader.locale(community));
    let locale = locale.or_else(|| locale_of(data["language"].as_str().unwrap_or_default()));
    let words = words(community, locale.unwrap_or_else(|| usual(community)));
    let args = [("community", Arg::from(community.name.clone()))];
    let home = site.config.public_url();
    let (subject, text, advice, path) = kind.keys();
    let notice = Notice {
        text: words.with(text, &args).into_owned(),
        advice: words.t(advice).into_owned(),
        link: format!("{home}{path}"),
    };
    let (lang, name) = (words.locale.lang(), community.name.as_str());
    Ok(Some(Letter {
        message_id: traced_id(site, row, &to),
        to,
        to_name: reader.map(|reader| reader.name),
        subject: words.with(subject, &args).into_owned(),
        text: NoticeText { it: &notice }.render_with_values(&words)?,
        html: NoticeHtml { lang, community: name, home: &home, it: &notice }.render_with_values(&words)?,
        list_unsubscribe: None,
        in_reply_to: None,
        references: Vec::new(),
        language: lang.to_owned(),
    }))
}

/// What there is to hear about an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NoticeKind {
    AddressTaken,
    AddressChanged,
    PasswordChanged,
    Suspended,
    Reinstated,
    Erased,
}

impl NoticeKind {
    const ALL: [NoticeKind; 6] = [
        NoticeKind::AddressTaken,
        NoticeKind::AddressChanged,
        NoticeKind::PasswordChanged,
        NoticeKind::Suspended,
        NoticeKind::Reinstated,
        NoticeKind::Erased,
    ];

    const fn word(self) -> &'static str {
        match self {
            NoticeKind::AddressTaken => "address_taken",
            NoticeKind::AddressChanged => "address_changed",
            NoticeKind::PasswordChanged => "password_changed",
            NoticeKind::Suspended => "suspended",
            NoticeKind::Reinstated => "reinstated",
            NoticeKind::Erased => "erased",
        }
    }

    fn from_word(word: &str) -> Option<NoticeKind> {
        NoticeKind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Keys of subject, text and advice, and the path its link leads to.
    const fn keys(self) -> (&'static str, &'static str, &'static str, &'static str) {
        match self {
            NoticeKind::AddressTaken => (
                "mail-address-taken-subject",
                "mail-address-taken-text",
                "mail-address-taken-advice",
                "/login",
            ),
            NoticeKind::AddressChanged => (
                "mail-address-changed-subject",
                "mail-address-changed-text",
                "mail-changed-advice",
                "/contact",
            ),
            NoticeKind::PasswordChanged => {
                ("mail-password-subject", "mail-password-text", "mail-changed-advice", "/contact")
            }
            NoticeKind::Suspended => {
                ("mail-suspended-subject", "mail-suspended-text", "mail-suspended-advice", "/contact")
            }
            NoticeKind::Reinstated => {
                ("mail-reinstated-subject", "mail-reinstated-text", "mail-reinstated-advice", "/login")
            }
            NoticeKind::Erased => {
                ("mail-erased-subject", "mail-erased-text", "mail-erased-advice", "/contact")
            }
        }
    }
}

/// Tells the old address that the account has a new one.
pub fn tell_address_changed(tx: &mut Tx<'_>, member: MemberId, old_address: &str) -> QueryResult<()> {
    if old_address.is_empty() {
        return Ok(());
    }
    tell(tx, member, Some(old_address.to_owned()), NoticeKind::AddressChanged)
}

/// Tells a member that their password was set, changed or removed.
pub fn tell_password_changed(tx: &mut Tx<'_>, member: MemberId) -> QueryResult<()> {
    tell(tx, member, None, NoticeKind::PasswordChanged)
}

/// Tells a member that they are suspended; the decision is moderation's, nobody is named.
pub fn tell_suspended(tx: &mut Tx<'_>, member: MemberId) -> QueryResult<()> {
    tell(tx, member, None, NoticeKind::Suspended)
}

/// Tells a member that they may sign in again.
pub fn tell_reinstated(tx: &mut Tx<'_>, member: MemberId) -> QueryResult<()> {
    tell(tx, member, None, NoticeKind::Reinstated)
}

/// Tells whoever left that the account is gone; `language` is the folder of the texts they read.
pub fn tell_erased(tx: &mut Tx<'_>, address: &str, language: &str) -> QueryResult<()> {
    let mail = Outgoing {
        kind: "account_notice",
        member: None,
        address: Some(address.to_owned()),
        data: serde_json::json!({ "notice": NoticeKind::Erased.word(), "language": language }),
        due_at: tx.now,
        expires_at: Some(tx.now.plus_days(NOTICE_DAYS)),
    };
    enqueue(tx.db, &mail).map(|_| ())
}

fn tell(tx: &mut Tx<'_>, member: MemberId, address: Option<String>, kind: NoticeKind) -> QueryResult<()> {
    if tx.origin == Origin::Import {
        return Ok(());
    }
    let mail = Outgoing {
        kind: "account_notice",
        member: Some(member),
        address,
        data: serde_json::json!({ "notice": kind.word() }),
        due_at: tx.now,
        expires_at: Some(tx.now.plus_days(NOTICE_DAYS)),
    };
    enqueue(tx.db, &mail).map(|_| ())
}

/// Who reads a mail, as they are when it is sent.
#[derive(Queryable, Selectable)]
#[diesel(table_name = members)]
struct Reader {
    name: String,
    email: Option<String>,
    language: Option<String>,
    tone: Option<String>,
}

impl Reader {
    fn locale(&self, community: &Community) -> Option<Locale> {
        let tone = self.tone.as_deref().and_then(Tone::from_code).unwrap_or(usual(community).tone());
        match &self.language {
            Some(code) => Locale::from_code(code, tone),
            None => Some(usual(community).with_tone(tone)),
        }
    }
}

fn reader(db: &mut Db, id: MemberId) -> QueryResult<Option<Reader>> {
    let living = members::table.filter(members::id.eq(id)).filter(members::erased_at.is_null());
    living.select(Reader::as_select()).first(db).optional()
}

fn spoken(wish: &SignIn, community: &Community) -> Locale {
    locale_of(&wish.language).unwrap_or_else(|| usual(community))
}

fn locale_of(folder: &str) -> Option<Locale> {
    Locale::ALL.into_iter().find(|locale| locale.folder() == folder)
}

pub(super) fn usual(community: &Community) -> Locale {
    let tone = Tone::from_code(&community.tone).unwrap_or_default();
    Locale::from_code(&community.language, tone).unwrap_or_default()
}

fn words(community: &Community, locale: Locale) -> Words {
    Words { locale, zone: zone(community), now: Ts::now() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_notice_is_found_by_its_word_and_has_texts() {
        for kind in NoticeKind::ALL {
            assert_eq!(NoticeKind::from_word(kind.word()), Some(kind));
            let (subject, text, advice, path) = kind.keys();
            for key in [subject, text, advice] {
                for locale in Locale::ALL {
                    assert!(crate::i18n::has_text(locale, key), "{key} in {}", locale.folder());
                }
            }
            assert!(path.starts_with('/'));
        }
    }

    #[test]
    fn a_reader_is_spoken_to_as_they_chose() {
        let community = Community { language: "de".into(), tone: "sie".into(), ..Community::default() };
        let reader = |language: Option<&str>, tone: Option<&str>| Reader {
            name: "Ada".into(),
            email: None,
            language: language.map(str::to_owned),
            tone: tone.map(str::to_owned),
        };
        assert_eq!(reader(None, None).locale(&community), Some(Locale::DeSie));
        assert_eq!(reader(None, Some("du")).locale(&community), Some(Locale::De));
        assert_eq!(reader(Some("en"), None).locale(&community), Some(Locale::En));
        assert_eq!(locale_of("de-Sie"), Some(Locale::DeSie));
        assert_eq!(locale_of("fr"), None);
    }
}
