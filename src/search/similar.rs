//! What is like a thread, or like a title that somebody has typed: what fills [`forum::Similar`].
//!
//! What is like a thread is asked with each of its pages, and weighs more the more threads there are: which ones were
//! found is kept for a minute. They are read anew each time, so that nobody is shown what is gone.

use diesel::QueryResult;

use super::find::{Candidate, Found, Wanted, find_as};
use super::hit::{self, Loaded};
use super::query::{Filter, Fit};
use super::state::Search;
use super::words::Typed;
use crate::db::Db;
use crate::forum::thread_row::ThreadRow;
use crate::forum::{Boards, Like, Similar, SimilarThread};
use crate::ids::{BoardId, ThreadId};
use crate::members::Me;
use crate::web::{Kept, OLDEST};

/// Threads shown.
const MOST: usize = 5;
/// Threads looked at.
const LOOKED_AT: usize = 12;
/// A thread is shown when it fits at least so well, measured by the best one.
const SHARE: f32 = 0.4;

/// Threads of which it is kept at most.
const KEPT: usize = 4096;

/// For whom it was asked: the thread, its words, the boards its reader sees.
type Asked = (ThreadId, String, Vec<BoardId>);

/// The port of the forum, filled with this search.
pub fn port(search: actix_web::web::Data<Search>) -> Similar {
    let kept: Kept<Asked, Vec<Candidate>> = Kept::new(KEPT);
    Similar::new(move |db, boards, me, like| match like {
        Like::Thread { id, title, tags } => {
            let names: Vec<&str> = tags.iter().map(|tag| tag.name.as_str()).collect();
            let asked: Asked = (id, format!("{title} {}", names.join(" ")), boards.ids_visible_to(me));
            let found = match kept.get(&asked, OLDEST) {
                Some(found) => found,
                None => {
                    let found = look(&search, &asked.1, asked.2.clone(), Some(id));
                    // Nothing may mean that there is no index yet.
                    if !found.is_empty() {
                        kept.put(asked, found.clone());
                    }
                    found
                }
            };
            show(db, boards, me, &found)
        }
        Like::Typed(title) => show(db, boards, me, &look(&search, title, boards.ids_visible_to(me), None)),
    })
}

/// Threads on these boards that are like the words, the best first.
fn look(search: &Search, words: &str, boards: Vec<BoardId>, not_in: Option<ThreadId>) -> Vec<Candidate> {
    let typed = Typed::read(words);
    if typed.is_empty() {
        return Vec::new();
    }
    let filter = Filter { boards, only_openings: true, not_in, ..Filter::default() };
    let wanted = Wanted { typed: &typed, authors: Vec::new(), filter, by_time: false };
    let found = search.ask(|opened| find_as(opened, &wanted, Fit::Like, LOOKED_AT));
    found.map(|found| close(&found)).unwrap_or_default()
}

fn show(
    db: &mut Db,
    boards: &Boards,
    me: Option<&Me>,
    found: &[Candidate],
) -> QueryResult<Vec<SimilarThread>> {
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let mut loaded = hit::load(db, boards, me, found)?;
    loaded.truncate(MOST);
    Ok(loaded.into_iter().map(similar).collect())
}

/// Those that fit nearly as well as the best one.
pub fn close(found: &Found) -> Vec<Candidate> {
    let best = found.threads.first().map_or(0.0, |first| first.score);
    found.threads.iter().copied().filter(|candidate| candidate.score >= best * SHARE).collect()
}

fn similar((_, _, _, _, facts, author): Loaded) -> SimilarThread {
    let row = ThreadRow { facts, author, tags: Vec::new(), unread: None };
    SimilarThread {
        href: row.href(),
        state_key: row.state_key(),
        state_mark: row.is_question().then(|| row.state_mark()),
        title: row.facts.title,
        language: row.facts.language,
    }
}
