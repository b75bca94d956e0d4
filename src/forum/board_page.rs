//! A board: what belongs here, and its threads as rows. `GET /b/{slug}`

use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::prelude::*;
use serde::Deserialize;

use super::board::{Board, Boards, Visibility};
use super::follow::{self, Level, Subject};
use super::list_choice::{Choice, address, sorts, states};
use super::permissions::may_start;
use super::read_position::{self, Reads};
use super::tag::{self, Tag};
use super::thread::Kind;
use super::thread_row::{self, List, Sort, ThreadRow, Wanted};
use crate::config::Limits;
use crate::db::Db;
use crate::db::schema::boards;
use crate::ids::{BoardId, Ts};
use crate::members::{Me, Viewer};
use crate::web::head::PageHead;
use crate::web::{Frame, Pager, Part, Refusal, Shared, Site, filters};

/// What can be chosen on the page; unknown words count as the usual choice.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    state: String,
    sort: String,
    tag: String,
    at: String,
}

#[derive(Template)]
#[template(path = "forum/board_page.html")]
struct Page {
    frame: Frame,
    board: Head,
    above: Vec<(String, String)>,
    below: Vec<Head>,
    /// Who may start threads here, where it is not everyone: a text key.
    only: Option<String>,
    may_ask: bool,
    /// Whether they follow it; `None` for visitors.
    follows: Option<bool>,
    states: Vec<Choice>,
    sorts: Vec<Choice>,
    tag: Option<Tag>,
    without_tag: String,
    rows: Vec<ThreadRow>,
    /// Something on this page is unread.
    has_unread: bool,
    pager: Pager,
    now: Ts,
}

/// A board as its page and the home page show it.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// The end of its path.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// One line about what belongs here.
    pub line: String,
    /// Not everyone sees it.
    pub is_private: bool,
    /// How many questions there are.
    pub questions: i64,
    /// How many of them are solved.
    pub solved: i64,
}

impl Head {
    /// Without its counts.
    pub fn of(board: &Board) -> Head {
        Head {
            slug: board.slug.clone(),
            name: board.name.clone(),
            line: board.line.clone(),
            is_private: board.visibility != Visibility::Everyone,
            questions: 0,
            solved: 0,
        }
    }

    /// Path of its page.
    pub fn href(&self) -> String {
        format!("/b/{}", self.slug)
    }

    /// The solved share of its questions, from 0.0 to 1.0.
    pub fn share(&self) -> f64 {
        if self.questions <= 0 { 0.0 } else { self.solved as f64 / self.questions as f64 }
    }
}

/// `GET /b/{slug}?state=&sort=&tag=&at=`: thirteen statements at most, two of the session included.
pub async fn show(
    site: web::Data<Site>,
    reads: web::Data<Reads>,
    viewer: Viewer,
    slug: web::Path<String>,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, Refusal> {
    let (slug, asked, reader, reading) =
        (slug.into_inner(), asked.into_inner(), viewer.clone(), site.clone());
    let (page, parts, address) =
        site.store.read(move |db| read(db, &reading, &reads, &reader, &slug, &asked)).await?;
    viewer.html_shared(&page, || Shared { address, parts })
}

/// The page, what it shows, and its own address.
type Made = (Page, Vec<Part>, String);

fn read(
    db: &mut Db,
    site: &Site,
    reads: &Reads,
    viewer: &Viewer,
    slug: &str,
    asked: &Asked,
) -> Result<Made, Refusal> {
    let boards = site.cached::<Boards>(db, viewer.site_version)?;
    let me = viewer.me.as_ref();
    let found = boards.by_slug(slug).ok_or(Refusal::NOT_FOUND)?;
    let board = boards.visible(me, found.id).ok_or(Refusal::NOT_FOUND)?;
    let tag = match asked.tag.as_str() {
        "" => None,
        slug => Some(tag::seen(db, slug, &boards.ids_visible_to(me))?),
    };
    let path = board.href();
    let list = list_of(board.id, asked, tag.as_ref());
    let link = |at: &str| address(&path, list.state, list.sort, tag.as_ref(), at);
    let (mut rows, pager) = thread_row::page(db, &list, |cursor| link(&cursor.to_string()))?;
    if list.pinned == Some(false) && list.at.is_none() {
        let mut pinned = thread_row::top(db, &List { pinned: Some(true), ..list.clone() })?;
        pinned.append(&mut rows);
        rows = pinned;
    }
    thread_row::add_tags(db, &mut [&mut rows])?;
    if let Some(me) = me {
        read_position::add_unread(db, reads, me.id, viewer.visit.words.now, &mut [&mut rows])?;
    }
    let children: Vec<&Board> =
        boards.visible_to(me).into_iter().filter(|b| b.parent == Some(board.id)).collect();
    let ids: Vec<BoardId> = std::iter::once(board.id).chain(children.iter().map(|b| b.id)).collect();
    let counts = counts(db, &ids)?;
    let follows = match me {
        Some(me) => Some(follow::level(db, me.id, Subject::Board(board.id))?.is_some_and(is_followed)),
        None => None,
    };
    let above = boards.path(board.id);
    let above = above.iter().filter(|b| b.id != board.id).map(|b| (b.href(), b.name.clone())).collect();
    let parts = ids.iter().map(|id| Part::Board(*id)).chain([Part::Lists]).collect();
    let own = link(&list.at.map(|at| at.to_string()).unwrap_or_default());
    let page = Page {
        frame: viewer.frame().about(about(site, board, &list, asked)),
        board: head(board, &counts),
        above,
        below: children.into_iter().map(|board| head(board, &counts)).collect(),
        only: only(board),
        may_ask: may_start_something(me, board),
        follows,
        states: states(&path, &list, tag.as_ref()),
        sorts: sorts(&path, &list, tag.as_ref()),
        without_tag: address(&path, list.state, list.sort, None, ""),
        tag,
        has_unread: rows.iter().any(|row| row.unread.is_some()),
        rows,
        pager,
        now: viewer.visit.words.now,
    };
    Ok((page, parts, own))
}

/// What the page says in its head, where everyone sees the board. A filter is no page of its own; older threads are.
fn about(site: &Site, board: &Board, list: &List, asked: &Asked) -> Option<PageHead> {
    if board.is_private() {
        return None;
    }
    let path = match (list.state, list.tag, &list.at) {
        (None, None, Some(at)) if asked.sort.is_empty() => format!("{}?at={at}", board.href()),
        _ => board.href(),
    };
    let feed = Some((format!("{}/feed.atom", board.href()), board.name.clone()));
    let head = PageHead::of(&site.config.public_url(), &path, &board.name, &board.line);
    Some(PageHead { feed, ..head })
}

fn list_of(board: BoardId, asked: &Asked, tag: Option<&Tag>) -> List {
    let state = Wanted::from_word(&asked.state);
    List {
        boards: vec![board],
        sort: Sort::from_word(&asked.sort),
        state,
        tag: tag.map(|tag| tag.id),
        // Who filters looks for something: pinned threads stand where they belong then.
        pinned: (state.is_none() && tag.is_none()).then_some(false),
        at: asked.at.parse().ok(),
        size: Limits::THREADS_A_PAGE as usize,
    }
}

fn is_followed(level: Level) -> bool {
    level != Level::Nothing
}

/// Whether the viewer may start a thread of any kind here.
pub fn may_start_something(me: Option<&Me>, board: &Board) -> bool {
    Kind::ALL.iter().any(|kind| may_start(me, board, *kind))
}

/// Who alone may start threads here: a text key; none where everyone may.
fn only(board: &Board) -> Option<String> {
    if board.closed_at.is_some() {
        return Some("board-closed".to_owned());
    }
    match board.who_may_ask {
        Visibility::Everyone => None,
        group => Some(format!("visibility-{}", group.word())),
    }
}

/// Questions and solved ones of these boards: one statement.
fn counts(db: &mut Db, ids: &[BoardId]) -> QueryResult<Vec<(BoardId, i64, i64)>> {
    boards::table
        .filter(boards::id.eq_any(ids))
        .select((boards::id, boards::questions, boards::solved))
        .load(db)
}

fn head(board: &Board, counts: &[(BoardId, i64, i64)]) -> Head {
    let (questions, solved) = counts
        .iter()
        .find(|(id, ..)| *id == board.id)
        .map_or((0, 0), |(_, questions, solved)| (*questions, *solved));
    Head { questions, solved, ..Head::of(board) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forum::board::tests::board;

    #[test]
    fn pinned_threads_stand_apart_only_in_the_whole_list() {
        let asked = Asked::default();
        assert_eq!(list_of(BoardId(1), &asked, None).pinned, Some(false));
        let asked = Asked { state: "solved".into(), ..Asked::default() };
        assert_eq!(list_of(BoardId(1), &asked, None).pinned, None);
    }

    #[test]
    fn nonsense_in_the_address_is_the_usual_list() {
        let asked = Asked { state: "x".into(), sort: "y".into(), at: "after.1".into(), ..Asked::default() };
        let list = list_of(BoardId(1), &asked, None);
        assert_eq!((list.state, list.sort, list.at), (None, Sort::Active, None));
    }

    #[test]
    fn a_board_without_questions_has_solved_nothing() {
        assert_eq!(Head::default().share(), 0.0);
        assert_eq!(Head { questions: 4, solved: 3, ..Head::default() }.share(), 0.75);
    }

    #[test]
    fn who_alone_may_start_is_said() {
        let mut one = board(1, None, Visibility::Everyone);
        assert_eq!(only(&one), None);
        one.who_may_ask = Visibility::Staff;
        assert_eq!(only(&one).as_deref(), Some("visibility-staff"));
        one.closed_at = Some(Ts(1));
        assert_eq!(only(&one).as_deref(), Some("board-closed"));
    }
}
