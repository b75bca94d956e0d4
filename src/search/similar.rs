//! What is like a thread, or like a title that somebody has typed: what fills [`forum::Similar`].

use diesel::QueryResult;

use super::find::{Candidate, Found, Wanted, find_as};
use super::hit::{self, Loaded};
use super::query::{Filter, Fit};
use super::state::Search;
use super::words::Typed;
use crate::db::Db;
use crate::forum::thread_row::ThreadRow;
use crate::forum::{Boards, Like, Similar, SimilarThread};
use crate::ids::ThreadId;
use crate::members::Me;

/// Threads shown.
const MOST: usize = 5;
/// Threads looked at.
const LOOKED_AT: usize = 12;
/// A thread is shown when it fits at least so well, measured by the best one.
const SHARE: f32 = 0.4;

/// The port of the forum, filled with this search.
pub fn port(search: actix_web::web::Data<Search>) -> Similar {
    Similar::new(move |db, boards, me, like| match like {
        Like::Thread { id, title, tags } => {
            let names: Vec<&str> = tags.iter().map(|tag| tag.name.as_str()).collect();
            look(&search, db, boards, me, &format!("{title} {}", names.join(" ")), Some(id))
        }
        Like::Typed(title) => look(&search, db, boards, me, title, None),
    })
}

fn look(
    search: &Search,
    db: &mut Db,
    boards: &Boards,
    me: Option<&Me>,
    words: &str,
    not_in: Option<ThreadId>,
) -> QueryResult<Vec<SimilarThread>> {
    let typed = Typed::read(words);
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let boards_seen = boards.ids_visible_to(me);
    let filter = Filter { boards: boards_seen, only_openings: true, not_in, ..Filter::default() };
    let wanted = Wanted { typed: &typed, authors: Vec::new(), filter, by_time: false };
    let Some(found) = search.ask(|opened| find_as(opened, &wanted, Fit::Like, LOOKED_AT)) else {
        return Ok(Vec::new());
    };
    let mut loaded = hit::load(db, boards, me, &close(&found))?;
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
