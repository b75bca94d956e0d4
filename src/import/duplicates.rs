//! Questions that were marked there as asking the same as another.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use super::dump::Duplicate;
use super::write::Place;
use crate::db::Db;
use crate::db::schema::{imported_links, imported_posts, posts, threads};
use crate::events::{Event, Tx};
use crate::forum::SourceKind;
use crate::ids::{MemberId, ThreadId};

/// How far a chain of duplicates is followed to the question that stands at its end.
const CHAIN: usize = 10;

/// What became of some links.
#[derive(Clone, Copy, Debug, Default)]
pub struct Marked {
    /// Threads marked now.
    pub new: u64,
    /// Links between questions of which one is not here.
    pub left: u64,
}

/// Marks the threads of these links, unless that was done before: what was changed here since stays.
pub fn mark(tx: &mut Tx<'_>, place: &Place, links: &[Duplicate]) -> QueryResult<Marked> {
    let numbers: Vec<i64> = links.iter().map(|one| one.link).collect();
    let done: HashSet<i64> = imported_links::table
        .filter(imported_links::site.eq(place.site))
        .filter(imported_links::original.eq_any(&numbers))
        .select(imported_links::original)
        .load(tx.db)?
        .into_iter()
        .collect();
    let new: Vec<&Duplicate> = links.iter().filter(|one| !done.contains(&one.link)).collect();
    let questions: Vec<i64> = new.iter().flat_map(|one| [one.post, one.of]).collect();
    let here = threads_of(tx.db, place, &questions)?;
    let mut marked = Marked::default();
    let mut looked_at = Vec::new();
    let mut past = Vec::new();
    for link in new {
        let (Some(thread), Some(of)) = (here.get(&link.post), here.get(&link.of)) else {
            marked.left += 1;
            continue;
        };
        looked_at.push((imported_links::site.eq(place.site), imported_links::original.eq(link.link)));
        let Some(of) = end_of_chain(tx.db, *thread, *of)? else { continue };
        let open = threads::table.find(*thread).filter(threads::duplicate_of.is_null());
        if diesel::update(open).set(threads::duplicate_of.eq(of)).execute(tx.db)? == 1 {
            marked.new += 1;
            past.push((
                tx.now,
                Event::ThreadMarkedDuplicate { thread: *thread, of: Some(of), by: MemberId(0) },
            ));
        }
    }
    if !looked_at.is_empty() {
        crate::on_each!(tx.db, |c| diesel::insert_into(imported_links::table).values(&looked_at).execute(c))?;
    }
    tx.record_past(&past)?;
    Ok(marked)
}

/// The threads that these questions became.
fn threads_of(db: &mut Db, place: &Place, questions: &[i64]) -> QueryResult<HashMap<i64, ThreadId>> {
    let rows: Vec<(i64, ThreadId)> = imported_posts::table
        .inner_join(posts::table)
        .filter(imported_posts::site.eq(place.site))
        .filter(imported_posts::kind.eq(SourceKind::Question))
        .filter(imported_posts::original.eq_any(questions))
        .select((imported_posts::original, posts::thread))
        .load(db)?;
    Ok(rows.into_iter().collect())
}

/// The thread to read instead; none where a chain leads back to where it began.
fn end_of_chain(db: &mut Db, thread: ThreadId, of: ThreadId) -> QueryResult<Option<ThreadId>> {
    let mut at = of;
    for _ in 0..CHAIN {
        if at == thread {
            return Ok(None);
        }
        let further: Option<ThreadId> = threads::table.find(at).select(threads::duplicate_of).first(db)?;
        match further {
            Some(further) => at = further,
            None => return Ok(Some(at)),
        }
    }
    Ok(None)
}
