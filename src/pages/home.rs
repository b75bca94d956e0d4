//! The home page: the question first; then boards, what needs an answer, what was solved, who helped. `GET /`

use std::sync::Arc;

use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::prelude::*;

use super::helpers_of_week::{Helper, HelpersOfWeek};
use super::next_step::{self, Step};
use super::tour::{self, Tour};
use crate::config::Limits;
use crate::db::Db;
use crate::db::schema::{boards, threads};
use crate::forum::board_page::Head;
use crate::forum::thread_row::{self, List, Sort, ThreadRow, Wanted};
use crate::forum::{Board, Boards, Reads, read_position};
use crate::ids::{BoardId, ThreadId, Ts};
use crate::members::Viewer;
use crate::web::head::PageHead;
use crate::web::{Frame, Refusal, Shared, Site, filters};

/// Questions that need an answer, and as many solved ones.
const QUESTIONS: usize = 5;
/// Official threads.
const OFFICIAL: i64 = 5;

#[derive(Template)]
#[template(path = "pages/home.html")]
struct Page {
    frame: Frame,
    line: String,
    signed_in: bool,
    title_most: usize,
    solved_in_all: i64,
    boards: Vec<BoardRow>,
    waiting: Vec<ThreadRow>,
    solved: Vec<ThreadRow>,
    official: Vec<Link>,
    helpers: Arc<Vec<Helper>>,
    step: Option<Step>,
    tour: Option<tour::Seen>,
    now: Ts,
}

/// A top board with what lies below it.
struct BoardRow {
    head: Head,
    below: Vec<Head>,
    latest: Option<(Link, Ts)>,
}

/// A title that leads somewhere.
#[derive(Clone, Debug, PartialEq)]
struct Link {
    title: String,
    href: String,
}

/// `GET /`: fourteen statements at most, the session's included; eight for visitors; two fewer while the list of who
/// helped is kept.
pub async fn show(
    site: web::Data<Site>,
    reads: web::Data<Reads>,
    helpers: web::Data<HelpersOfWeek>,
    tour: web::Data<Tour>,
    viewer: Viewer,
) -> Result<HttpResponse, Refusal> {
    let (reading, reader, time) = (site.clone(), viewer.clone(), site.freshness.now());
    let mut page = site.store.read(move |db| read(db, &reading, &reads, (&helpers, time), &reader)).await?;
    page.tour = tour.seen_by(viewer.me.as_ref());
    if page.tour.is_some() {
        // Its buttons carry a form token, and such a page is never kept.
        return viewer.html(&page);
    }
    viewer.html_shared(&page, || Shared::list("/"))
}

fn about(site: &Site, viewer: &Viewer) -> PageHead {
    let community = &viewer.community;
    let feed = Some(("/feed.atom".to_owned(), community.name.clone()));
    PageHead { feed, ..PageHead::of(&site.config.public_url(), "/", &community.name, &community.line) }
}

fn read(
    db: &mut Db,
    site: &Site,
    reads: &Reads,
    (helpers, time): (&HelpersOfWeek, u64),
    viewer: &Viewer,
) -> Result<Page, Refusal> {
    let all = site.cached::<Boards>(db, viewer.site_version)?;
    let (me, now) = (viewer.me.as_ref(), viewer.visit.words.now);
    let visible = all.visible_to(me);
    let ids: Vec<BoardId> = visible.iter().map(|board| board.id).collect();
    let list = |sort, state| List { boards: ids.clone(), sort, state, size: QUESTIONS, ..List::default() };
    let mut waiting = thread_row::top(db, &list(Sort::Waiting, Some(Wanted::Unanswered)))?;
    let mut solved = thread_row::top(db, &list(Sort::Ended, Some(Wanted::Solved)))?;
    thread_row::add_tags(db, &mut [&mut waiting, &mut solved])?;
    if let Some(me) = me {
        read_position::add_unread(db, reads, me.id, now, &mut [&mut waiting, &mut solved])?;
    }
    let standings = standings(db, &ids)?;
    let open_to_all: Vec<BoardId> = ids.iter().copied().filter(|id| !all.is_private(*id)).collect();
    let step = match me {
        Some(me) => next_step::next_step(&next_step::done_by(db, me)?),
        None => None,
    };
    Ok(Page {
        frame: viewer.frame().about(Some(about(site, viewer))),
        line: viewer.community.line.clone(),
        signed_in: me.is_some(),
        title_most: Limits::TITLE_CHARS,
        solved_in_all: standings.iter().map(|standing| standing.solved).sum(),
        boards: board_rows(&all, &visible, &standings),
        waiting,
        solved,
        official: official(db, &ids)?,
        helpers: helpers.read(db, (&site.freshness, time), &open_to_all, now)?,
        step,
        tour: None,
        now,
    })
}

/// How a board stands: its counters and its latest thread.
#[derive(Queryable, Clone, Debug)]
struct Standing {
    board: BoardId,
    questions: i64,
    solved: i64,
    latest: Option<(ThreadId, String, String, Ts)>,
}

/// One statement for all boards; of each board's threads it reads the first of an index.
fn standings(db: &mut Db, ids: &[BoardId]) -> QueryResult<Vec<Standing>> {
    let others = diesel::alias!(threads as others);
    let latest = others
        .filter(others.field(threads::board).eq(boards::id))
        .filter(others.field(threads::hidden_at).is_null())
        .filter(others.field(threads::deleted_at).is_null())
        .order((others.field(threads::last_post_at).desc(), others.field(threads::id).desc()))
        .select(others.field(threads::id))
        .limit(1)
        .single_value();
    boards::table
        .left_join(threads::table.on(threads::id.nullable().eq(latest)))
        .filter(boards::id.eq_any(ids))
        .select((
            boards::id,
            boards::questions,
            boards::solved,
            (threads::id, threads::title, threads::slug, threads::last_post_at).nullable(),
        ))
        .load(db)
}

/// Top boards, each with its visible sub-boards: their counts and latest threads are the board's too.
fn board_rows(all: &Boards, visible: &[&Board], standings: &[Standing]) -> Vec<BoardRow> {
    let is_top = |board: &&&Board| board.parent.is_none_or(|up| visible.iter().all(|other| other.id != up));
    visible
        .iter()
        .filter(is_top)
        .map(|board| {
            let within = all.with_descendants(board.id);
            let here = || standings.iter().filter(|standing| within.contains(&standing.board));
            let latest = here()
                .filter_map(|standing| standing.latest.as_ref())
                .max_by_key(|(id, _, _, at)| (*at, *id));
            BoardRow {
                head: Head {
                    questions: here().map(|standing| standing.questions).sum(),
                    solved: here().map(|standing| standing.solved).sum(),
                    ..Head::of(board)
                },
                below: visible.iter().filter(|b| b.parent == Some(board.id)).map(|b| Head::of(b)).collect(),
                latest: latest.map(|(id, title, slug, at)| (link(*id, title, slug), *at)),
            }
        })
        .collect()
}

/// Pinned official threads, the latest first.
fn official(db: &mut Db, ids: &[BoardId]) -> QueryResult<Vec<Link>> {
    let rows: Vec<(ThreadId, String, String)> = threads::table
        .filter(threads::pinned_at.is_not_null())
        .filter(threads::official_at.is_not_null())
        .filter(threads::hidden_at.is_null())
        .filter(threads::deleted_at.is_null())
        .filter((threads::board + 0).eq_any(ids.iter().map(|id| id.0)))
        .order((threads::pinned_at.desc(), threads::id.desc()))
        .limit(OFFICIAL)
        .select((threads::id, threads::title, threads::slug))
        .load(db)?;
    Ok(rows.iter().map(|(id, title, slug)| link(*id, title, slug)).collect())
}

fn link(id: ThreadId, title: &str, slug: &str) -> Link {
    Link { title: title.to_owned(), href: format!("/t/{id}/{slug}") }
}
