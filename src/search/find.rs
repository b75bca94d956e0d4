//! Asking the index: posts by how well they fit, gathered by thread, so that each thread is one hit with its best post.

use std::collections::HashMap;

use tantivy::collector::{Count, TopDocs};
use tantivy::columnar::Column;
use tantivy::query::Query;
use tantivy::{DocAddress, Order, Score, Searcher, SegmentOrdinal};

use super::fields::Role;
use super::index::Opened;
use super::query::{Author, Filter, Fit, query};
use super::words::Typed;
use crate::ids::{PostId, ThreadId};

/// Posts looked at for one page at first: most threads have a few that fit.
const AT_FIRST: usize = 100;
/// Posts looked at for one page at most.
const AT_MOST: usize = 6_400;
/// How much more an accepted answer counts.
const SOLUTION: Score = 1.15;

/// A thread that was found, with its best post.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// The thread.
    pub thread: ThreadId,
    /// The post that fits best.
    pub post: PostId,
    /// How well; of no meaning beside other queries.
    pub score: Score,
}

/// What is looked for.
#[derive(Clone, Debug)]
pub struct Wanted<'a> {
    /// The words.
    pub typed: &'a Typed,
    /// Members whose name is among the words.
    pub authors: Vec<Author>,
    /// Which posts may be found.
    pub filter: Filter,
    /// The newest first, not the best.
    pub by_time: bool,
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// One for each thread, in their order.
    pub threads: Vec<Candidate>,
    /// Posts that fit, in all threads.
    pub posts: usize,
    /// How closely.
    pub fit: Fit,
}

/// Finds the first `most` threads: with all words, if there are none with some of them, if there are none again with
/// words like them.
pub fn find(opened: &Opened, wanted: &Wanted<'_>, most: usize) -> tantivy::Result<Found> {
    let searcher = opened.searcher();
    let mut found = gather(&searcher, opened, wanted, Fit::All, most)?;
    for fit in [Fit::Some, Fit::Near] {
        if wanted.typed.is_empty() || !found.threads.is_empty() {
            break;
        }
        found = gather(&searcher, opened, wanted, fit, most)?;
    }
    Ok(found)
}

/// Finds threads that fit in one way.
pub fn find_as(opened: &Opened, wanted: &Wanted<'_>, fit: Fit, most: usize) -> tantivy::Result<Found> {
    gather(&opened.searcher(), opened, wanted, fit, most)
}

fn gather(
    searcher: &Searcher,
    opened: &Opened,
    wanted: &Wanted<'_>,
    fit: Fit,
    most: usize,
) -> tantivy::Result<Found> {
    let query = query(&opened.fields, wanted.typed, &wanted.authors, &wanted.filter, fit);
    let mut limit = AT_FIRST.max(most);
    loop {
        let (top, posts) = top(searcher, query.as_ref(), wanted.by_time, limit)?;
        let is_everything = top.len() < limit;
        let mut threads = by_thread(searcher, &top, wanted.by_time)?;
        if threads.len() >= most || is_everything || limit >= AT_MOST {
            threads.truncate(most);
            return Ok(Found { threads, posts, fit });
        }
        limit *= 4;
    }
}

fn top(
    searcher: &Searcher,
    query: &dyn Query,
    by_time: bool,
    limit: usize,
) -> tantivy::Result<(Vec<(Score, DocAddress)>, usize)> {
    let best = TopDocs::with_limit(limit);
    if !by_time {
        return searcher.search(query, &(best.order_by_score(), Count));
    }
    let newest = best.order_by_fast_field::<i64>("written", Order::Desc);
    let (top, count) = searcher.search(query, &(newest, Count))?;
    Ok((top.into_iter().map(|(_, at)| (0.0, at)).collect(), count))
}

/// One candidate for each thread, the best or the newest.
fn by_thread(
    searcher: &Searcher,
    top: &[(Score, DocAddress)],
    by_time: bool,
) -> tantivy::Result<Vec<Candidate>> {
    let mut columns: HashMap<SegmentOrdinal, [Column<u64>; 3]> = HashMap::new();
    let mut places: HashMap<ThreadId, usize> = HashMap::new();
    let mut found: Vec<Candidate> = Vec::new();
    for (score, at) in top {
        let [threads, posts, roles] = match columns.entry(at.segment_ord) {
            std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::hash_map::Entry::Vacant(free) => {
                let fast = searcher.segment_reader(at.segment_ord).fast_fields();
                free.insert([fast.u64("thread")?, fast.u64("post")?, fast.u64("role")?])
            }
        };
        let id = |column: &Column<u64>| column.first(at.doc_id).and_then(|id| i64::try_from(id).ok());
        let (Some(thread), Some(post)) = (id(threads), id(posts)) else { continue };
        let is_solution = roles.first(at.doc_id) == Some(Role::Solution as u64);
        let score = if is_solution { score * SOLUTION } else { *score };
        let candidate = Candidate { thread: ThreadId(thread), post: PostId(post), score };
        match places.get(&candidate.thread) {
            None => {
                places.insert(candidate.thread, found.len());
                found.push(candidate);
            }
            Some(&place) if !by_time && found[place].score < score => found[place] = candidate,
            Some(_) => {}
        }
    }
    if !by_time {
        found.sort_by(|a, b| b.score.total_cmp(&a.score));
    }
    Ok(found)
}
