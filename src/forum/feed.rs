//! Feeds (Atom, RFC 4287): the newest threads of the community, a board or a tag, and the newest posts of a thread.
//!
//! Feed readers come without a session, so a feed holds what visitors see and is not there for a private board. Three
//! statements, the version of the boards included.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use diesel::prelude::*;

use super::act::look;
use super::board::Boards;
use super::byline::Byline;
use super::post::PostKind;
use super::tag;
use super::thread;
use super::thread_row::{self, List, Sort, ThreadRow};
use crate::config::Community;
use crate::db::Db;
use crate::db::schema::{departments, members, posts};
use crate::ids::{BoardId, PostId, TagId, ThreadId, Ts};
use crate::members::Viewer;
use crate::text;
use crate::web::{Refusal, Site, xml};

/// Entries of a feed.
const ENTRIES: usize = 40;
/// Characters of a post's text that stand in for a title.
const TITLE_CHARS: usize = 80;
const MIME: &str = "application/atom+xml; charset=utf-8";

/// A feed, its texts clean enough for XML.
#[derive(Template)]
#[template(path = "forum/feed.xml")]
struct Feed {
    home: String,
    lang: String,
    id: String,
    title: String,
    updated: String,
    /// The feed's own path.
    me: String,
    /// The page it is about.
    page: String,
    entries: Vec<Entry>,
}

/// A thread or post in a feed. Its id stays when a title or a slug changes.
struct Entry {
    id: String,
    href: String,
    title: String,
    author: String,
    tags: Vec<String>,
    html: String,
    published: String,
    updated: String,
}

/// What a feed is about.
struct About {
    title: String,
    lang: Option<String>,
    page: String,
    entries: Vec<Entry>,
}

/// `GET /feed.atom`
pub async fn of_site(
    site: web::Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
) -> Result<HttpResponse, Refusal> {
    let name = viewer.community.name.clone();
    let about = look(&site, None, move |db, boards, _| {
        let entries = newest(db, boards.ids_visible_to(None), None)?;
        Ok(About { title: name, lang: None, page: "/".to_owned(), entries })
    });
    answer(&site, &viewer.community, &request, about.await?)
}

/// `GET /b/{slug}/feed.atom`
pub async fn of_board(
    site: web::Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: web::Path<String>,
) -> Result<HttpResponse, Refusal> {
    let slug = slug.into_inner();
    let about = look(&site, None, move |db, boards, _| {
        let found = boards.by_slug(&slug).and_then(|board| boards.visible(None, board.id));
        let board = found.ok_or(Refusal::NOT_FOUND)?;
        let entries = newest(db, vec![board.id], None)?;
        Ok(About { title: board.name.clone(), lang: board.language.clone(), page: board.href(), entries })
    });
    answer(&site, &viewer.community, &request, about.await?)
}

/// `GET /tag/{tag}/feed.atom`
pub async fn of_tag(
    site: web::Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: web::Path<String>,
) -> Result<HttpResponse, Refusal> {
    let slug = slug.into_inner();
    let about = look(&site, None, move |db, boards, _| {
        let everyones = boards.ids_visible_to(None);
        let tag = tag::seen(db, &slug, &everyones)?;
        let entries = newest(db, everyones, Some(tag.id))?;
        Ok(About { page: tag.href(), title: tag.name, lang: None, entries })
    });
    answer(&site, &viewer.community, &request, about.await?)
}

/// `GET /t/{id}/feed.atom`
pub async fn of_thread(
    site: web::Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: web::Path<ThreadId>,
) -> Result<HttpResponse, Refusal> {
    let id = id.into_inner();
    let about = look(&site, None, move |db, boards, _| thread_feed(db, boards, id));
    answer(&site, &viewer.community, &request, about.await?)
}

fn answer(
    site: &Site,
    community: &Community,
    request: &HttpRequest,
    about: About,
) -> Result<HttpResponse, Refusal> {
    let title = match about.title == community.name {
        true => about.title,
        false => format!("{} · {}", about.title, community.name),
    };
    // An empty feed has changed at no moment in particular; the date has to be one that stays.
    let updated =
        about.entries.iter().map(|entry| entry.updated.clone()).max().unwrap_or_else(|| Ts(0).iso());
    let feed = Feed {
        home: site.config.public_url(),
        lang: about.lang.unwrap_or_else(|| community.language.clone()),
        id: about.page.clone(),
        title: xml::clean(&title),
        updated,
        me: request.path().to_owned(),
        page: about.page,
        entries: about.entries,
    };
    Ok(xml::answer(MIME, feed.render().map_err(Refusal::broken)?))
}

/// The newest threads of these boards with their opening posts.
fn newest(db: &mut Db, boards: Vec<BoardId>, tag: Option<TagId>) -> Result<Vec<Entry>, Refusal> {
    let mut rows =
        thread_row::top(db, &List { boards, tag, sort: Sort::New, size: ENTRIES, ..List::default() })?;
    thread_row::add_tags(db, &mut [&mut rows])?;
    let ids: Vec<ThreadId> = rows.iter().map(|row| row.facts.id).collect();
    let openings: Vec<(ThreadId, String, Option<Ts>)> = posts::table
        .filter(posts::thread.eq_any(ids))
        .filter(posts::kind.eq(PostKind::Opening))
        .filter(posts::hidden_at.is_null().and(posts::deleted_at.is_null()))
        .select((posts::thread, posts::html, posts::edited_at))
        .load(db)?;
    let entry = |row: ThreadRow| {
        let opening = openings.iter().find(|(thread, ..)| *thread == row.facts.id);
        let edited = opening.and_then(|(.., edited)| *edited).unwrap_or(row.facts.created_at);
        Entry {
            id: format!("/t/{}", row.facts.id),
            href: row.href(),
            title: xml::clean(&row.facts.title),
            author: xml::clean(&row.author.name),
            tags: row.tags.iter().map(|tag| xml::clean(&tag.name)).collect(),
            html: xml::clean(opening.map_or("", |(_, html, _)| html)),
            published: row.facts.created_at.iso(),
            updated: (edited.max(row.facts.created_at)).iso(),
        }
    };
    Ok(rows.into_iter().map(entry).collect())
}

/// The newest posts of a thread that visitors see.
fn thread_feed(db: &mut Db, boards: &Boards, id: ThreadId) -> Result<About, Refusal> {
    let thread = thread::find(db, boards, None, id)?;
    type Row = (PostId, String, String, Ts, Option<Ts>, Byline);
    let rows: Vec<Row> = posts::table
        .inner_join(members::table.on(members::id.eq(posts::author)))
        .left_join(departments::table.on(departments::id.nullable().eq(members::department)))
        .filter(posts::thread.eq(id))
        .filter(posts::hidden_at.is_null().and(posts::deleted_at.is_null()))
        .order((posts::created_at.desc(), posts::id.desc()))
        .limit(ENTRIES as i64)
        .select((
            posts::id,
            posts::body,
            posts::html,
            posts::created_at,
            posts::edited_at,
            Byline::as_select(),
        ))
        .load(db)?;
    let entry = |(post, body, html, at, edited, author): Row| Entry {
        id: format!("/p/{post}"),
        href: format!("/p/{post}"),
        title: match xml::clean(&text::excerpt(&body, TITLE_CHARS)) {
            nothing if nothing.is_empty() => xml::clean(&thread.title),
            words => words,
        },
        author: xml::clean(&author.name),
        tags: Vec::new(),
        html: xml::clean(&html),
        published: at.iso(),
        updated: (edited.unwrap_or(at)).iso(),
    };
    let entries = rows.into_iter().map(entry).collect();
    Ok(About { title: thread.title.clone(), lang: thread.language.clone(), page: thread.href(), entries })
}
