//! While there is no index: the titles of the newest threads. Said so on the page.

use diesel::prelude::*;

use super::find::{Candidate, Wanted};
use super::mark::Marker;
use super::query::Fit;
use crate::db::Db;
use crate::db::schema::threads;
use crate::ids::{PostId, ThreadId};

/// Threads whose titles are looked at.
pub const TITLES: i64 = 1_000;

/// Threads with all words in their titles, the newest first: one statement.
pub fn find(db: &mut Db, wanted: &Wanted<'_>, most: usize) -> QueryResult<Vec<Candidate>> {
    let filter = &wanted.filter;
    let is_narrowed = filter.tag.is_some()
        || filter.author.is_some()
        || filter.kind.is_some()
        || filter.since.is_some()
        || !filter.states.is_empty();
    if is_narrowed {
        return Ok(Vec::new());
    }
    let boards: Vec<i64> = filter.boards.iter().map(|id| id.0).collect();
    let rows: Vec<(ThreadId, Option<PostId>, String)> = threads::table
        // The sum keeps the database from sorting whole boards: newest first is the order of the table itself.
        .filter((threads::board + 0).eq_any(boards))
        .filter(threads::hidden_at.is_null())
        .filter(threads::deleted_at.is_null())
        .order(threads::id.desc())
        .limit(TITLES)
        .select((threads::id, threads::opening, threads::title))
        .load(db)?;
    let mut marker = Marker::new(wanted.typed, Fit::All);
    let words = wanted.typed.wanted().filter(|part| !part.is_little).count();
    let fits = rows.into_iter().filter(|(_, _, title)| marker.parts_in(title) >= words);
    let candidates =
        fits.filter_map(|(thread, opening, _)| opening.map(|post| Candidate { thread, post, score: 0.0 }));
    Ok(candidates.take(most).collect())
}
