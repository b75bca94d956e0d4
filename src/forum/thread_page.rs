//! A thread's page: the question, directly under it the solution, then the talk. `GET /t/{id}/{slug}`
//!
//! At most ten statements, however long the thread: version of the boards, the thread, opening and solution, the page
//! of posts (with authors), tags, sources, similar threads, and for members three for what they have done here. Sorted
//! by marks, or as a duplicate, one more; with a form that was asked for filled (`?to=`, `?quote=`) up to five more.

mod about;
mod compose;
mod doing;
mod facts;
mod mine;
mod place;
mod post_view;
mod reading;
mod talk;

use std::collections::HashMap;

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

pub use self::compose::Typed;
pub use self::place::{find as place_of, open as open_post};
pub use self::reading::open_new;

use self::compose::{Compose, accepted_draft};
use self::doing::{Doing, doing};
use self::facts::{Facts, facts};
use self::mine::Mine;
use self::place::with_query;
use self::post_view::{PostView, Scene, nest};
use self::talk::PostRow;
use super::act::look;
use super::board::{Board, Boards};
use super::follow::Level;
use super::permissions::*;
use super::read_position::Reads;
use super::similar::{Like, Similar, SimilarThread};
use super::source::{self, Source};
use super::tag::{self, Tag};
use super::thread::{self, Kind, State, Thread};
use crate::db::Db;
use crate::ids::{PostId, ThreadId, Ts};
use crate::members::{Me, Viewer};
use crate::web::filters;
use crate::web::{Cursor, Frame, Pager, Part, Refusal, Shared, Site, see_other};

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Query {
    /// From which post on: a [`Cursor`].
    at: String,
    /// `helpful`: answers by their marks.
    sort: String,
    /// The post that the form replies to.
    pub to: String,
    /// The post that the form quotes.
    pub quote: String,
    /// What was just done.
    done: String,
}

#[derive(Template)]
#[template(path = "forum/thread_page.html")]
struct ThreadPage {
    frame: Frame,
    id: ThreadId,
    href: String,
    title: String,
    title_lang: Option<String>,
    crumbs: Vec<(String, String)>,
    kind: &'static str,
    /// Text key, and the end of class and icon.
    state: Option<(String, &'static str)>,
    facts: Facts,
    opening: Option<PostView>,
    solution: Option<Solution>,
    /// Title and path of the thread that asks the same.
    duplicate_of: Option<(String, String)>,
    talk: Vec<PostView>,
    pager: Pager,
    by_helpful: bool,
    /// Path of its board, where its tags lead to others like it.
    board: String,
    tags: Vec<Tag>,
    similar: Vec<SimilarThread>,
    doing: Doing,
    compose: Option<Compose>,
    is_variant: bool,
    forget_draft: Option<String>,
}

impl ThreadPage {
    fn is_question(&self) -> bool {
        self.kind == Kind::Question.word()
    }

    fn kind_key(&self) -> String {
        format!("kind-{}", self.kind)
    }

    /// The path of an action on the thread.
    fn path(&self, action: &str) -> String {
        format!("/t/{}/{action}", self.id)
    }

    fn has_problem(&self) -> bool {
        self.compose.as_ref().is_some_and(|form| form.problem.is_some())
    }

    fn follows(&self) -> bool {
        self.doing.follow.is_some_and(|level| level != Level::Nothing.word())
    }

    /// The levels to choose from with their text keys: only questions have a solution to wait for.
    fn levels(&self) -> Vec<(&'static str, &'static str)> {
        let mut levels =
            vec![("all", "follow-all"), ("solution", "follow-solution"), ("none", "follow-none")];
        levels.retain(|(level, _)| self.is_question() || *level != Level::Solution.word());
        levels
    }
}

/// The accepted answer, as it stands under the question.
struct Solution {
    post: PostView,
    /// The asker's name, where they accepted it themselves.
    by_asker: Option<String>,
    at: Ts,
    /// Path to its own place in the talk.
    place: String,
}

/// Everything read for one page.
struct Loaded {
    duplicate_of: Option<(String, String)>,
    path: Vec<Board>,
    thread: Thread,
    fixed: Vec<PostRow>,
    talk: Vec<PostRow>,
    pager: Pager,
    tags: Vec<Tag>,
    similar: Vec<SimilarThread>,
    mine: Mine,
    sources: HashMap<PostId, Source>,
    compose: Option<Compose>,
    may_reply: bool,
}

enum Found {
    Here(Box<Loaded>),
    Elsewhere(String),
}

/// `GET /t/{id}/{slug}`; another slug leads to the right one.
pub async fn open(
    site: web::Data<Site>,
    reads: web::Data<Reads>,
    viewer: Viewer,
    path: web::Path<(ThreadId, String)>,
    query: web::Query<Query>,
    similar: web::Data<Similar>,
    request: HttpRequest,
) -> Result<HttpResponse, Refusal> {
    let (id, slug) = path.into_inner();
    let query = query.into_inner();
    match load(&site, &viewer, id, Some((slug, similar)), query.clone(), Typed::default()).await? {
        Found::Here(loaded) => {
            if let Some(me) = viewer.me.as_ref().filter(|me| me.unread > 0) {
                site.opened.thread(me.id, id);
            }
            reading::note(&reads, &viewer, &loaded, &query);
            let head = about::of_page(&site, &viewer, &loaded, &query);
            let mut page = page(&viewer, *loaded, &query);
            page.frame.head = head;
            viewer.html_shared(&page, || Shared {
                address: own_address(&page, &query),
                parts: vec![Part::Thread(page.id)],
            })
        }
        Found::Elsewhere(path) => Ok(see_other(&with_query(&path, request.query_string()))),
    }
}

/// The address of what a visitor is shown: nothing in the query but the place and the order.
fn own_address(page: &ThreadPage, query: &Query) -> String {
    let sort = if page.by_helpful { Some("sort=helpful".to_owned()) } else { None };
    let at = query.at.parse::<Cursor>().ok().map(|cursor| format!("at={cursor}"));
    let query: Vec<String> = sort.into_iter().chain(at).collect();
    if query.is_empty() { page.href.clone() } else { format!("{}?{}", page.href, query.join("&")) }
}

/// `GET /t/{id}`: leads to the path with its slug.
pub async fn open_bare(
    site: web::Data<Site>,
    viewer: Viewer,
    id: web::Path<ThreadId>,
    request: HttpRequest,
) -> Result<HttpResponse, Refusal> {
    let id = id.into_inner();
    let path =
        look(&site, viewer.me.as_ref(), move |db, boards, me| Ok(thread::find(db, boards, me, id)?.href()))
            .await?;
    Ok(see_other(&with_query(&path, request.query_string())))
}

/// The page with the form as it was sent, for what could not be posted.
pub async fn again(
    site: &web::Data<Site>,
    viewer: &Viewer,
    id: ThreadId,
    typed: Typed,
) -> Result<impl Template + use<>, Refusal> {
    let query = Query::default();
    match load(site, viewer, id, None, query.clone(), typed).await? {
        Found::Here(loaded) => Ok(page(viewer, *loaded, &query)),
        Found::Elsewhere(_) => Err(Refusal::NOT_FOUND),
    }
}

async fn load(
    site: &web::Data<Site>,
    viewer: &Viewer,
    id: ThreadId,
    opened: Option<(String, web::Data<Similar>)>,
    query: Query,
    typed: Typed,
) -> Result<Found, Refusal> {
    let words = viewer.visit.words.clone();
    look(site, viewer.me.as_ref(), move |db, boards, me| {
        let thread = thread::find(db, boards, me, id)?;
        if opened.as_ref().is_some_and(|(slug, _)| *slug != thread.slug) {
            return Ok(Found::Elsewhere(thread.href()));
        }
        let board = boards.get(thread.board).ok_or(Refusal::NOT_FOUND)?;
        let may_reply = me.is_some_and(|me| may_reply(me, board, &thread));
        let compose = match me {
            Some(me) if may_reply || typed.is_filled() => {
                Some(Compose::new(db, boards, me, &thread, &query, typed, &words)?)
            }
            _ => None,
        };
        let mut loaded = read(db, boards, me, thread, &query)?;
        (loaded.compose, loaded.may_reply) = (compose, may_reply);
        // At the end of the thread: whoever is in the middle of it reads on.
        if let Some((_, similar)) = opened.filter(|_| loaded.pager.older.is_none()) {
            let (id, title, tags) = (loaded.thread.id, &loaded.thread.title, &loaded.tags);
            loaded.similar = similar.to(db, boards, me, Like::Thread { id, title, tags })?;
        }
        Ok(Found::Here(Box::new(loaded)))
    })
    .await
}

fn read(
    db: &mut Db,
    boards: &Boards,
    me: Option<&Me>,
    thread: Thread,
    query: &Query,
) -> Result<Loaded, Refusal> {
    let at: Option<Cursor> = query.at.parse().ok();
    let fixed = talk::opening_and_solution(db, me, &thread)?;
    let (talk, pager) = match is_by_helpful(&thread, query) {
        true => talk::best(db, me, &thread, at)?,
        false => talk::written(db, me, &thread, at)?,
    };
    let tags = tag::of_thread(db, thread.id)?;
    let shown: Vec<&PostRow> = fixed.iter().chain(&talk).collect();
    let mine = mine::read(db, me, &thread, &shown)?;
    let sources = source::of_posts(db, shown.iter().map(|row| row.post.id))?;
    let path = boards.path(thread.board).into_iter().cloned().collect();
    // Nobody hears of a thread they may not see.
    let twin = thread.duplicate_of.and_then(|id| thread::find(db, boards, me, id).ok());
    let duplicate_of = twin.map(|twin| (twin.title.clone(), twin.href()));
    Ok(Loaded {
        duplicate_of,
        path,
        thread,
        fixed,
        talk,
        pager,
        tags,
        similar: Vec::new(),
        mine,
        sources,
        compose: None,
        may_reply: false,
    })
}

fn is_by_helpful(thread: &Thread, query: &Query) -> bool {
    thread.kind == Kind::Question && query.sort == "helpful"
}

fn page(viewer: &Viewer, loaded: Loaded, query: &Query) -> ThreadPage {
    let frame = viewer.frame();
    let (thread, now) = (&loaded.thread, viewer.visit.words.now);
    let (me, may_reply) = (viewer.me.as_ref(), loaded.may_reply);
    let (mine, sources, lang) = (&loaded.mine, &loaded.sources, frame.lang);
    let scene = Scene { me, thread, may_reply, mine, sources, lang, now };
    // The query has left out what is not to be seen; asked again, since one of the two may be changed without the other.
    let seen = |row: &&PostRow| may_see_post(me, thread, &row.post);
    let talk: Vec<PostView> = loaded.talk.iter().filter(seen).map(|row| scene.view(row)).collect();
    let fixed = |id| loaded.fixed.iter().filter(seen).find(|row| Some(row.post.id) == id);
    let is_here = talk.iter().any(|post| post.is_solution);
    ThreadPage {
        id: thread.id,
        href: thread.href(),
        title: thread.title.clone(),
        title_lang: thread.language.clone().filter(|language| language != frame.lang),
        crumbs: loaded.path.iter().map(|board| (board.name.clone(), board.href())).collect(),
        kind: thread.kind.word(),
        state: state_shown(thread.state()),
        facts: facts(thread),
        opening: fixed(thread.opening).map(|row| scene.view(row)),
        solution: fixed(thread.solution).map(|row| Solution {
            post: scene.view(row),
            by_asker: asker_who_accepted(thread, &loaded.fixed),
            at: thread.ended_at.unwrap_or(thread.last_post_at),
            place: if is_here { format!("#p{}", row.post.id) } else { row.post.href() },
        }),
        duplicate_of: loaded.duplicate_of,
        talk: nest(talk),
        pager: loaded.pager,
        by_helpful: is_by_helpful(thread, query),
        board: loaded.path.last().map(Board::href).unwrap_or_default(),
        tags: loaded.tags,
        similar: loaded.similar,
        doing: doing(me, thread, &loaded.mine, now),
        compose: loaded.compose,
        is_variant: !(query.to.is_empty() && query.quote.is_empty() && query.sort.is_empty()),
        forget_draft: accepted_draft(&query.done, thread.id),
        frame,
    }
}

fn asker_who_accepted(thread: &Thread, fixed: &[PostRow]) -> Option<String> {
    let asker = thread.ended_by.filter(|by| *by == thread.author)?;
    fixed.iter().find(|row| row.post.author == asker).map(|row| row.author.name.clone())
}

fn state_shown(state: State) -> Option<(String, &'static str)> {
    let mark = match state {
        State::None => return None,
        State::SelfSolved => State::Solved.word(),
        other => other.word(),
    };
    Some((format!("state-{}", state.word()), mark))
}
