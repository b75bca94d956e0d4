//! The daily mail: what had no room in the day, by thread. What was read meanwhile is left out.

use askama::Template;
use diesel::prelude::*;

use super::item::{Item, item};
use super::letter::{Desk, Paper};
use super::unsubscribe;
use crate::db::Db;
use crate::db::schema::{notification_causes as causes, notifications};
use crate::i18n::{Arg, filters};
use crate::ids::Ts;
use crate::mail::{Letter, OutboxRow};

/// Causes one mail tells of; the inbox has the rest.
const MOST: i64 = 40;
/// Characters of each post.
const EXCERPT: usize = 220;

#[derive(Template)]
#[template(path = "mail/daily/mail.txt")]
struct DailyText<'a> {
    home: &'a str,
    it: &'a Day,
}

#[derive(Template)]
#[template(path = "mail/daily/mail.html")]
struct DailyHtml<'a> {
    paper: Paper<'a>,
    it: &'a Day,
}

struct Day {
    parts: Vec<Part>,
    /// Address of the inbox.
    inbox: String,
    unsubscribe: String,
}

/// What happened in one thread.
struct Part {
    title: String,
    items: Vec<(Item, String)>,
}

/// The letter; `None` when nothing is left to tell.
pub fn letter(db: &mut Db, desk: &Desk<'_>, row: &OutboxRow) -> anyhow::Result<Option<Letter>> {
    let due = Ts(row.data()["due"].as_i64().unwrap_or(0));
    let waiting: Vec<i64> = causes::table
        .inner_join(notifications::table.on(notifications::id.eq(causes::notification)))
        .filter(causes::member.eq(desk.to.me.id))
        .filter(causes::mail_due.eq(due))
        .filter(notifications::read_at.is_null())
        .order((notifications::thread, causes::caused_at, causes::id))
        .limit(MOST)
        .select(causes::id)
        .load(db)?;
    let mut parts: Vec<Part> = Vec::new();
    let mut count = 0;
    for cause in waiting {
        let Some(mut item) = item(db, desk.boards, &desk.to, &desk.words, cause)? else { continue };
        count += 1;
        item.excerpt = item.excerpt.map(|text| crate::text::cut(&text, EXCERPT));
        let title = item.title.clone().unwrap_or_else(|| desk.words.t("mail-daily-else").into_owned());
        let link = desk.link(&item.path);
        match parts.last_mut().filter(|part| part.title == title) {
            Some(part) => part.items.push((item, link)),
            None => parts.push(Part { title, items: vec![(item, link)] }),
        }
    }
    if parts.is_empty() {
        return Ok(None);
    }
    let args = [("community", Arg::from(desk.community.name.clone())), ("n", Arg::from(count))];
    let subject = desk.words.with("mail-daily-subject", &args).into_owned();
    let path = unsubscribe::path(desk.site, desk.to.me.id, unsubscribe::Wish::Daily);
    let day = Day { parts, inbox: desk.link("/inbox"), unsubscribe: desk.link(&path) };
    let text = DailyText { home: &desk.home, it: &day }.render_with_values(&desk.words)?;
    let html = DailyHtml { paper: desk.paper(), it: &day }.render_with_values(&desk.words)?;
    Ok(Some(desk.letter(row, subject, text, html, Some(day.unsubscribe), None)))
}
