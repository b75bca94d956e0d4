//! The letters: what is written when a row of the outbox is sent, through what its reader may see then.

use askama::Template;

use super::item::{Item, item};
use super::kind::{Kind, MailChoice, MailKind};
use super::mailing::DAILY;
use super::recipient::Recipient;
use super::{address_check, daily, solved, unsubscribe};
use crate::config::Community;
use crate::db::Db;
use crate::forum::Boards;
use crate::i18n::{Arg, Words, filters};
use crate::ids::ThreadId;
use crate::mail::{Address, Letter, OutboxRow, traced_id};
use crate::web::assets::text_on;
use crate::web::{Site, version};

/// The kinds of mail [`render`] writes.
pub const KINDS: [&str; 7] =
    ["first_answer", "new_posts", "mention", "solution_accepted", "decision", DAILY, address_check::KIND];

/// What every letter shows around its content.
pub struct Paper<'a> {
    /// `de` or `en`.
    pub lang: &'static str,
    /// The community's name.
    pub community: &'a str,
    /// The address of the site.
    pub home: &'a str,
    /// The community's colour, and that of text on it.
    pub accent: &'a str,
    /// See there.
    pub on_accent: &'static str,
}

/// Everything a letter is written with.
pub struct Desk<'a> {
    /// The site.
    pub site: &'a Site,
    /// Its settings.
    pub community: &'a Community,
    /// Its boards.
    pub boards: &'a Boards,
    /// Who gets it.
    pub to: Recipient,
    /// Where.
    pub address: Address,
    /// How they are spoken to.
    pub words: Words,
    /// `https://…` without a slash at the end.
    pub home: String,
}

#[derive(Template)]
#[template(path = "mail/news/mail.txt")]
struct NewsText<'a> {
    home: &'a str,
    it: &'a News,
}

#[derive(Template)]
#[template(path = "mail/news/mail.html")]
struct NewsHtml<'a> {
    paper: Paper<'a>,
    it: &'a News,
}

struct News {
    item: Item,
    /// Where "did this solve it?" is asked.
    solved: Option<String>,
    link: String,
    /// Why it comes, as a key.
    why: &'static str,
    unsubscribe: String,
}

/// The letter of a row; `None` when there is nothing to say any more.
pub fn render(db: &mut Db, site: &Site, row: &OutboxRow) -> anyhow::Result<Option<Letter>> {
    let version = version(db)?;
    let community = site.cached::<Community>(db, version)?;
    let boards = site.cached::<Boards>(db, version)?;
    let Some(member) = row.member else { return Ok(None) };
    let Some(to) = Recipient::one(db, member)? else { return Ok(None) };
    if row.kind == address_check::KIND {
        return address_check::letter(site, &community, &to, row);
    }
    let Some(address) = to.address() else { return Ok(None) };
    let words = to.words(&community);
    let home = site.config.public_url();
    let desk = Desk { site, community: &community, boards: &boards, to, address, words, home };
    match row.kind.as_str() {
        DAILY => daily::letter(db, &desk, row),
        kind => match MailKind::from_word(kind) {
            Some(kind) => news(db, &desk, kind, row),
            None => Ok(None),
        },
    }
}

fn news(db: &mut Db, desk: &Desk<'_>, kind: MailKind, row: &OutboxRow) -> anyhow::Result<Option<Letter>> {
    if desk.to.choice(kind) == MailChoice::Never {
        return Ok(None);
    }
    let cause = row.data()["cause"].as_i64().unwrap_or(0);
    let Some(item) = item(db, desk.boards, &desk.to, &desk.words, cause)? else { return Ok(None) };
    let wish = match (item.kind, item.thread) {
        (Kind::Post | Kind::Reply | Kind::Solved, Some(thread)) => unsubscribe::Wish::Thread(thread),
        _ => unsubscribe::Wish::Kind(kind),
    };
    let unsubscribe = desk.link(&unsubscribe::path(desk.site, desk.to.me.id, wish));
    let asks = kind == MailKind::FirstAnswer;
    let solved = item.post.filter(|_| asks).map(|post| {
        let path = solved::path(desk.site, desk.to.me.id, post);
        desk.link(&path)
    });
    let subject = subject(desk, &item);
    let thread = item.thread;
    let news = News {
        solved,
        link: desk.link(&item.path),
        why: match (item.kind, wish) {
            (_, unsubscribe::Wish::Thread(_)) if item.is_own_thread => "mail-why-own",
            (_, unsubscribe::Wish::Thread(_)) => "mail-why-follow",
            _ => "mail-why-kind",
        },
        unsubscribe,
        item,
    };
    let text = NewsText { home: &desk.home, it: &news }.render_with_values(&desk.words)?;
    let html = NewsHtml { paper: desk.paper(), it: &news }.render_with_values(&desk.words)?;
    Ok(Some(desk.letter(row, subject, text, html, Some(news.unsubscribe), thread)))
}

fn subject(desk: &Desk<'_>, item: &Item) -> String {
    let title = item.title.clone().unwrap_or_default();
    let args = [
        ("title", Arg::from(title)),
        ("name", Arg::from(item.name.clone())),
        ("community", Arg::from(desk.community.name.clone())),
    ];
    let key = match item.kind {
        Kind::Started => "mail-subject-started",
        Kind::Mention => "mail-subject-mention",
        Kind::Accepted => "mail-subject-accepted",
        Kind::Decision => "mail-subject-decision",
        _ => "mail-subject-thread",
    };
    desk.words.with(key, &args).into_owned()
}

impl Desk<'_> {
    /// A path of the site as a whole address.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.home)
    }

    /// What surrounds the HTML.
    pub fn paper(&self) -> Paper<'_> {
        Paper {
            lang: self.words.locale.lang(),
            community: &self.community.name,
            home: &self.home,
            accent: &self.community.accent,
            on_accent: text_on(&self.community.accent),
        }
    }

    /// A letter to the reader; letters about one thread stand together in mail programs.
    pub fn letter(
        &self,
        row: &OutboxRow,
        subject: String,
        text: String,
        html: String,
        unsubscribe: Option<String>,
        thread: Option<ThreadId>,
    ) -> Letter {
        let root = thread.map(|thread| {
            let from = self.site.config.mail_from();
            let domain = from.rsplit_once('@').map_or("localhost", |(_, domain)| domain);
            format!("<thread-{thread}@{domain}>")
        });
        Letter {
            to: self.address.clone(),
            to_name: Some(self.to.me.name.clone()),
            subject,
            text,
            html,
            message_id: traced_id(self.site, row, &self.address),
            list_unsubscribe: unsubscribe,
            references: root.iter().cloned().collect(),
            in_reply_to: root,
            language: self.words.locale.lang().to_owned(),
        }
    }
}
