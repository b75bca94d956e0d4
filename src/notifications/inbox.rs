//! The inbox: what happened that concerns the reader. `GET /inbox` (`?show=unread`), `POST /inbox/read`
//!
//! `GET /inbox/{id}` leads to what a row is about; that it was opened is gathered in memory. Two statements besides
//! the session's.

use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::prelude::*;
use serde::Deserialize;

use super::kind::{Decided, Kind};
use super::read;
use crate::db::Db;
use crate::db::schema::{members, notifications, threads};
use crate::forum::act::look;
use crate::forum::byline::rank_key;
use crate::forum::permissions::may_see_thread;
use crate::forum::{Boards, Thread};
use crate::ids::{MemberId, NotificationId, PostId, Ts};
use crate::members::{Me, Rank, Signed};
use crate::web::{
    Cursor, Direction, Form, Frame, Opening, Pager, Refusal, Site, filters, see_other, see_other_noting,
};

/// Rows on one page.
const A_PAGE: usize = 30;

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Query {
    /// `unread`: only those.
    show: String,
    /// From which row on: a [`Cursor`].
    at: String,
}

/// Nothing is typed.
#[derive(Deserialize)]
pub struct Pressed {}

#[derive(Template)]
#[template(path = "notifications/inbox.html")]
struct Page {
    frame: Frame,
    rows: Vec<Row>,
    only_unread: bool,
    unread: i64,
    pager: Pager,
}

/// A row as the page shows it.
struct Row {
    id: NotificationId,
    icon: &'static str,
    /// Key of the sentence, which names `name` and counts the others with `$n`.
    key: String,
    name: String,
    others: i64,
    /// Posts it bundles, where more than one.
    posts: i64,
    /// Title of the thread, with its language where it differs.
    title: Option<(String, Option<String>)>,
    at: Ts,
    is_unread: bool,
}

#[derive(Queryable)]
struct Columns {
    id: NotificationId,
    kind: Kind,
    actors: i64,
    causes: i64,
    detail: i16,
    newest_at: Ts,
    read_at: Option<Ts>,
    thread: Option<Thread>,
    actor: Option<String>,
    actor_erased_at: Option<Ts>,
}

/// `GET /inbox`
pub async fn show(
    site: web::Data<Site>,
    who: Signed,
    query: web::Query<Query>,
) -> Result<HttpResponse, Refusal> {
    let only_unread = query.show == "unread";
    let at: Option<Cursor> = query.at.parse().ok();
    let opening = site.opened.of(who.me().id);
    let (frame, lang) = (who.frame(), who.frame().lang);
    let former = who.visit.words.t("role-former-member").into_owned();
    let (rows, pager) = look(&site, Some(who.me()), move |db, boards, me| {
        let me = me.ok_or(Refusal::NOT_FOUND)?;
        let mut found = read_page(db, me.id, only_unread, at)?;
        let path = if only_unread { "/inbox?show=unread&at=" } else { "/inbox?at=" };
        let place = |row: &Columns| (row.newest_at.0, row.id.0);
        let pager = Pager::cut(&mut found, A_PAGE, at, place, |cursor| format!("{path}{cursor}"));
        let rows = found.into_iter().filter_map(|row| row.shown(boards, me, &opening, lang, &former));
        Ok((rows.filter(|row| row.is_unread || !only_unread).collect(), pager))
    })
    .await?;
    who.html(&Page { rows, only_unread, unread: who.me().unread, pager, frame })
}

fn read_page(db: &mut Db, me: MemberId, only_unread: bool, at: Option<Cursor>) -> QueryResult<Vec<Columns>> {
    use notifications as n;
    let mut rows = n::table
        .left_join(threads::table.on(threads::id.nullable().eq(n::thread)))
        .left_join(members::table.on(members::id.nullable().eq(n::actor)))
        .filter(n::member.eq(me))
        .filter(n::causes.gt(0))
        .limit(A_PAGE as i64 + 1)
        .select((
            n::id,
            n::kind,
            n::actors,
            n::causes,
            n::detail,
            n::newest_at,
            n::read_at,
            Option::<Thread>::as_select(),
            members::name.nullable(),
            members::erased_at.nullable(),
        ))
        .into_boxed();
    if only_unread {
        rows = rows.filter(n::read_at.is_null());
    }
    let older = (n::newest_at.desc(), n::id.desc());
    match at {
        None => rows.order(older),
        Some(Cursor { direction: Direction::After, value, id }) => {
            rows.filter(n::newest_at.lt(value).or(n::newest_at.eq(value).and(n::id.lt(id)))).order(older)
        }
        Some(Cursor { direction: Direction::Before, value, id }) => rows
            .filter(n::newest_at.gt(value).or(n::newest_at.eq(value).and(n::id.gt(id))))
            .order((n::newest_at.asc(), n::id.asc())),
    }
    .load(db)
}

impl Columns {
    fn shown(self, boards: &Boards, me: &Me, opening: &Opening, lang: &str, former: &str) -> Option<Row> {
        let thread = self.thread.filter(|thread| may_see_thread(Some(me), boards, thread));
        if self.kind.is_about_a_post() && thread.is_none() {
            return None;
        }
        let is_own = thread.as_ref().is_some_and(|thread| thread.author == me.id);
        let of_thread = thread.as_ref().and_then(|thread| opening.threads.get(&thread.id));
        let was_opened = [opening.rows.get(&self.id), of_thread]
            .into_iter()
            .flatten()
            .any(|opened_at| self.newest_at <= *opened_at);
        let name = match (self.actor, self.actor_erased_at) {
            (Some(name), None) => name,
            _ => former.to_owned(),
        };
        let bundles_posts = matches!(self.kind, Kind::Post | Kind::Reply | Kind::Mention);
        Some(Row {
            id: self.id,
            icon: self.kind.icon(),
            key: key(self.kind, self.detail, is_own),
            name,
            others: (self.actors - 1).max(0),
            posts: if bundles_posts && self.causes > 1 { self.causes } else { 0 },
            title: thread.map(|thread| (thread.title, thread.language.filter(|other| other != lang))),
            at: self.newest_at,
            is_unread: self.read_at.is_none() && !was_opened,
        })
    }
}

/// The key of a row's sentence; the name of a rank where that says all.
fn key(kind: Kind, detail: i16, is_own_thread: bool) -> String {
    match kind {
        Kind::Post if is_own_thread => "inbox-post-own",
        Kind::Post => "inbox-post",
        Kind::Reply => "inbox-reply",
        Kind::Mention => "inbox-mention",
        Kind::Started => "inbox-started",
        Kind::Solved => "inbox-solved",
        Kind::Accepted => "inbox-accepted",
        Kind::Helpful => "inbox-helpful",
        Kind::Rank => return rank_key(Rank::from_code(detail).unwrap_or_default(), None),
        Kind::Decision => Decided::from_code(detail).unwrap_or(Decided::Hidden).key(),
    }
    .to_owned()
}

impl Row {
    fn is_rank(&self) -> bool {
        self.key.starts_with("rank-")
    }
}

/// `GET /inbox/{id}`: to what the row is about.
pub async fn follow(
    site: web::Data<Site>,
    who: Signed,
    id: web::Path<NotificationId>,
) -> Result<HttpResponse, Refusal> {
    let id = id.into_inner();
    let (kind, is_unread, post) = look(&site, Some(who.me()), move |db, boards, me| {
        let me = me.ok_or(Refusal::NOT_FOUND)?;
        let (kind, read_at, post): (Kind, Option<Ts>, Option<PostId>) = notifications::table
            .filter(notifications::id.eq(id))
            .filter(notifications::member.eq(me.id))
            .select((notifications::kind, notifications::read_at, notifications::post))
            .first(db)?;
        let seen = post.filter(|post| crate::forum::post::find(db, boards, Some(me), *post).is_ok());
        Ok((kind, read_at.is_none(), seen))
    })
    .await?;
    if is_unread {
        site.opened.row(who.me().id, id);
    }
    Ok(see_other(&match (kind, post) {
        (Kind::Rank, _) => "/ranks".to_owned(),
        (_, Some(post)) => format!("/p/{post}"),
        (_, None) => "/inbox".to_owned(),
    }))
}

/// `POST /inbox/read`: all of it.
pub async fn mark_read(
    site: web::Data<Site>,
    who: Signed,
    _form: Form<Pressed>,
) -> Result<HttpResponse, Refusal> {
    let me = who.me().id;
    site.store.write(move |tx| Ok::<_, Refusal>(read::mark_all(tx, me)?)).await?;
    Ok(see_other_noting("/inbox", "inbox-read"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Locale, has_text};

    #[test]
    fn every_row_has_its_sentence() {
        for kind in Kind::ALL {
            let details: Vec<i16> = match kind {
                Kind::Rank => Rank::ALL.iter().map(|rank| rank.code()).collect(),
                Kind::Decision => Decided::ALL.iter().map(|decided| decided.code()).collect(),
                _ => vec![0],
            };
            for detail in details {
                for is_own in [true, false] {
                    let key = key(*kind, detail, is_own);
                    assert!(Locale::ALL.iter().all(|locale| has_text(*locale, &key)), "{key}");
                }
            }
        }
    }
}
