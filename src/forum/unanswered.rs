//! Questions that nobody else has answered yet, on all boards, the longest waiting first. `GET /unanswered`

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::board::Boards;
use super::read_position::{self, Reads};
use super::tag;
use super::thread_row::{self, List, Sort, ThreadRow, Wanted};
use crate::config::Limits;
use crate::db::Db;
use crate::ids::Ts;
use crate::members::Viewer;
use crate::web::head::PageHead;
use crate::web::{Frame, Pager, Refusal, Shared, Site, filters};

/// What can be chosen on the page.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    board: String,
    tag: String,
    at: String,
}

#[derive(Template)]
#[template(path = "forum/unanswered.html")]
struct Page {
    frame: Frame,
    boards: Vec<Choice>,
    tag: String,
    is_filtered: bool,
    rows: Vec<ThreadRow>,
    pager: Pager,
    now: Ts,
}

/// A board to choose.
struct Choice {
    slug: String,
    name: String,
    depth: usize,
    is_chosen: bool,
}

/// `GET /unanswered?board=&tag=&at=`: nine statements at most, two of the session included.
pub async fn show(
    site: web::Data<Site>,
    reads: web::Data<Reads>,
    viewer: Viewer,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, Refusal> {
    let (asked, reader, reading) = (asked.into_inner(), viewer.clone(), site.clone());
    let (page, own) = site.store.read(move |db| read(db, &reading, &reads, &reader, &asked)).await?;
    viewer.html_shared(&page, || Shared::list(own))
}

/// The page, and its own address.
fn read(
    db: &mut Db,
    site: &Site,
    reads: &Reads,
    viewer: &Viewer,
    asked: &Asked,
) -> Result<(Page, String), Refusal> {
    let all = site.cached::<Boards>(db, viewer.site_version)?;
    let me = viewer.me.as_ref();
    let (visible, ids) = (all.visible_to(me), all.ids_visible_to(me));
    let board = match asked.board.as_str() {
        "" => None,
        slug => Some(visible.iter().find(|board| board.slug == slug).ok_or(Refusal::NOT_FOUND)?),
    };
    // What is typed into the field is a name; what the address says is a slug: both lead to the tag.
    let tag = match crate::text::slug(&asked.tag) {
        _ if asked.tag.trim().is_empty() => None,
        slug => Some(tag::seen(db, &slug, &ids)?),
    };
    let boards = match board {
        // Sub-boards belong to the board; those that the viewer does not see do not.
        Some(board) => all.with_descendants(board.id).into_iter().filter(|id| ids.contains(id)).collect(),
        None => ids,
    };
    let list = List {
        boards,
        sort: Sort::Waiting,
        state: Some(Wanted::Unanswered),
        tag: tag.as_ref().map(|tag| tag.id),
        at: asked.at.parse().ok(),
        size: Limits::THREADS_A_PAGE as usize,
        ..List::default()
    };
    let slug = board.map_or("", |board| &board.slug);
    let tag_slug = tag.as_ref().map_or("", |tag| &tag.slug);
    let link = |at: &str| address(&[("board", slug), ("tag", tag_slug), ("at", at)]);
    let (mut rows, pager) = thread_row::page(db, &list, |cursor| link(&cursor.to_string()))?;
    thread_row::add_tags(db, &mut [&mut rows])?;
    if let Some(me) = me {
        read_position::add_unread(db, reads, me.id, viewer.visit.words.now, &mut [&mut rows])?;
    }
    let choice = |one: &&crate::forum::Board| Choice {
        slug: one.slug.clone(),
        name: one.name.clone(),
        depth: all.depth(one.id),
        is_chosen: one.slug == slug,
    };
    let own = link(&list.at.map(|at| at.to_string()).unwrap_or_default());
    let head =
        PageHead::of(&site.config.public_url(), "/unanswered", &viewer.visit.words.t("frame-unanswered"), "");
    let page = Page {
        frame: viewer.frame().about(Some(head)),
        boards: visible.iter().map(choice).collect(),
        is_filtered: board.is_some() || tag.is_some(),
        tag: tag.as_ref().map_or_else(String::new, |tag| tag.name.clone()),
        rows,
        pager,
        now: viewer.visit.words.now,
    };
    Ok((page, own))
}

/// The address of the list; what is empty is left out.
fn address(chosen: &[(&str, &str)]) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in chosen.iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(name, value);
    }
    match query.finish() {
        query if query.is_empty() => "/unanswered".to_owned(),
        query => format!("/unanswered?{query}"),
    }
}
