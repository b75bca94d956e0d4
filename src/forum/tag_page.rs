//! A tag: what it means, and the threads that carry it. `GET /tag/{tag}`

use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::prelude::*;
use serde::Deserialize;

use super::board::Boards;
use super::follow::{self, Level, Subject};
use super::list_choice::{Choice, address, sorts, states};
use super::read_position::{self, Reads};
use super::tag::{self, Tag};
use super::thread_row::{self, List, Sort, ThreadRow, Wanted};
use crate::config::Limits;
use crate::db::Db;
use crate::db::schema::tags;
use crate::ids::Ts;
use crate::members::Viewer;
use crate::web::head::PageHead;
use crate::web::{Frame, Pager, Refusal, Shared, Site, filters, see_other};

/// What can be chosen on the page; unknown words count as the usual choice.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    state: String,
    sort: String,
    at: String,
}

#[derive(Template)]
#[template(path = "forum/tag_page.html")]
struct Page {
    frame: Frame,
    tag: Tag,
    description: String,
    /// Whether they follow it; `None` for visitors.
    follows: Option<bool>,
    states: Vec<Choice>,
    sorts: Vec<Choice>,
    rows: Vec<ThreadRow>,
    pager: Pager,
    now: Ts,
}

/// The page, or the tag that this one was merged into.
enum Found {
    /// With its own address.
    Here(Box<Page>, String),
    MergedInto(String),
}

/// `GET /tag/{tag}?state=&sort=&at=`: twelve statements at most, two of the session included.
pub async fn show(
    site: web::Data<Site>,
    reads: web::Data<Reads>,
    viewer: Viewer,
    slug: web::Path<String>,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, Refusal> {
    let (slug, asked, reader, reading) =
        (slug.into_inner(), asked.into_inner(), viewer.clone(), site.clone());
    match site.store.read(move |db| read(db, &reading, &reads, &reader, &slug, &asked)).await? {
        Found::Here(page, address) => viewer.html_shared(&*page, || Shared::list(address)),
        Found::MergedInto(path) => Ok(see_other(&path)),
    }
}

fn read(
    db: &mut Db,
    site: &Site,
    reads: &Reads,
    viewer: &Viewer,
    slug: &str,
    asked: &Asked,
) -> Result<Found, Refusal> {
    let me = viewer.me.as_ref();
    let boards = site.cached::<Boards>(db, viewer.site_version)?.ids_visible_to(me);
    let tag = tag::seen(db, slug, &boards)?;
    if tag.slug != slug {
        return Ok(Found::MergedInto(tag.href()));
    }
    let list = List {
        boards,
        sort: Sort::from_word(&asked.sort),
        state: Wanted::from_word(&asked.state),
        tag: Some(tag.id),
        at: asked.at.parse().ok(),
        size: Limits::THREADS_A_PAGE as usize,
        ..List::default()
    };
    let path = tag.href();
    let link = |at: &str| address(&path, list.state, list.sort, None, at);
    let (mut rows, pager) = thread_row::page(db, &list, |cursor| link(&cursor.to_string()))?;
    thread_row::add_tags(db, &mut [&mut rows])?;
    if let Some(me) = me {
        read_position::add_unread(db, reads, me.id, viewer.visit.words.now, &mut [&mut rows])?;
    }
    let follows = match me {
        Some(me) => {
            let level = follow::level(db, me.id, Subject::Tag(tag.id))?;
            Some(level.is_some_and(|level| level != Level::Nothing))
        }
        None => None,
    };
    let description: String = tags::table.filter(tags::id.eq(tag.id)).select(tags::description).first(db)?;
    // Older threads and filters are no pages of their own to search engines.
    let feed = Some((format!("{path}/feed.atom"), tag.name.clone()));
    let head = PageHead { feed, ..PageHead::of(&site.config.public_url(), &path, &tag.name, &description) };
    let own = link(&list.at.map(|at| at.to_string()).unwrap_or_default());
    let page = Page {
        frame: viewer.frame().about(Some(head)),
        description,
        follows,
        states: states(&path, &list, None),
        sorts: sorts(&path, &list, None),
        tag,
        rows,
        pager,
        now: viewer.visit.words.now,
    };
    Ok(Found::Here(Box::new(page), own))
}
