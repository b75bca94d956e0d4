//! A thread's share in its tags: what lists by tag and counts of tags read, however many threads a tag has.
//!
//! `thread_tags` repeats of each thread when it was started and last written in and, while it is visible, its board; lists read
//! along that. `tag_counts` has the number of visible threads by tag and board. [`refresh`] brings both up to date
//! with the thread; whoever changes a thread's tags, board, visibility or last post calls it, by way of the counters.

use std::collections::{BTreeMap, HashMap};

use diesel::prelude::*;

use crate::db::schema::{tag_counts, tags, thread_tags, threads};
use crate::db::{Both, Db, Difference};
use crate::ids::{BoardId, TagId, ThreadId, Ts};

/// Brings the thread's share in its tags up to date: two statements, and one or two a tag where something changed.
pub fn refresh(db: &mut Db, thread: ThreadId) -> QueryResult<()> {
    let (board, hidden, deleted, created, last): (BoardId, Option<Ts>, Option<Ts>, Ts, Ts) = threads::table
        .find(thread)
        .select((
            threads::board,
            threads::hidden_at,
            threads::deleted_at,
            threads::created_at,
            threads::last_post_at,
        ))
        .first(db)?;
    let now = (hidden.is_none() && deleted.is_none()).then_some(board);
    for (tag, before, noted) in shares(db, thread)? {
        if (before, noted) == (now, last) {
            continue;
        }
        move_count(db, tag, before, now)?;
        diesel::update(thread_tags::table.find((thread, tag)))
            .set((
                thread_tags::board.eq(now),
                thread_tags::created_at.eq(created),
                thread_tags::last_post_at.eq(last),
            ))
            .execute(db)?;
    }
    Ok(())
}

/// Takes all tags off the thread, and its share out of their counts.
pub fn leave(db: &mut Db, thread: ThreadId) -> QueryResult<()> {
    for (tag, before, _) in shares(db, thread)? {
        move_count(db, tag, before, None)?;
    }
    diesel::delete(thread_tags::table.filter(thread_tags::thread.eq(thread))).execute(db)?;
    Ok(())
}

/// Tags in the order of their numbers, so that two writers lock their counts in the same order.
fn shares(db: &mut Db, thread: ThreadId) -> QueryResult<Vec<(TagId, Option<BoardId>, Ts)>> {
    thread_tags::table
        .filter(thread_tags::thread.eq(thread))
        .order(thread_tags::tag)
        .select((thread_tags::tag, thread_tags::board, thread_tags::last_post_at))
        .load(db)
}

fn move_count(db: &mut Db, tag: TagId, from: Option<BoardId>, to: Option<BoardId>) -> QueryResult<()> {
    if from == to {
        return Ok(());
    }
    if let Some(board) = from {
        add(db, tag, board, -1)?;
    }
    if let Some(board) = to {
        add(db, tag, board, 1)?;
    }
    Ok(())
}

/// Adds so many threads to a tag's count on a board.
pub fn add(db: &mut Db, tag: TagId, board: BoardId, threads: i64) -> QueryResult<()> {
    let statement = diesel::insert_into(tag_counts::table)
        .values((tag_counts::tag.eq(tag), tag_counts::board.eq(board), tag_counts::threads.eq(threads)))
        .on_conflict((tag_counts::tag, tag_counts::board))
        .do_update()
        .set(tag_counts::threads.eq(tag_counts::threads + threads));
    Both(statement).execute(db)?;
    Ok(())
}

/// Gives all threads of one tag to another, which must be on none of them.
pub fn hand_over(db: &mut Db, from: TagId, to: TagId) -> QueryResult<()> {
    diesel::update(thread_tags::table.filter(thread_tags::tag.eq(from)))
        .set(thread_tags::tag.eq(to))
        .execute(db)?;
    count_anew(db, from)?;
    count_anew(db, to)
}

/// Counts a tag anew on all boards.
pub fn count_anew(db: &mut Db, tag: TagId) -> QueryResult<()> {
    diesel::delete(tag_counts::table.filter(tag_counts::tag.eq(tag))).execute(db)?;
    counted(db, &[tag])?.into_iter().try_for_each(|((tag, board), threads)| add(db, tag, board, threads))
}

/// What the tags' threads say of themselves.
fn counted(db: &mut Db, tags: &[TagId]) -> QueryResult<BTreeMap<(TagId, BoardId), i64>> {
    let rows: Vec<(TagId, Option<BoardId>, i64)> = thread_tags::table
        .filter(thread_tags::tag.eq_any(tags))
        .filter(thread_tags::board.is_not_null())
        .group_by((thread_tags::tag, thread_tags::board))
        .select((thread_tags::tag, thread_tags::board, diesel::dsl::count_star()))
        .load(db)?;
    Ok(rows.into_iter().filter_map(|(tag, board, threads)| Some(((tag, board?), threads))).collect())
}

/// How many threads on these boards carry each of these tags: one statement; tags on none are left out.
pub fn counts(db: &mut Db, tags: &[TagId], boards: &[BoardId]) -> QueryResult<HashMap<TagId, i64>> {
    let rows: Vec<(TagId, BoardId, i64)> = tag_counts::table
        .filter(tag_counts::tag.eq_any(tags))
        .filter(tag_counts::board.eq_any(boards))
        .filter(tag_counts::threads.gt(0))
        .select((tag_counts::tag, tag_counts::board, tag_counts::threads))
        .load(db)?;
    let mut counts = HashMap::new();
    for (tag, _, threads) in rows {
        *counts.entry(tag).or_insert(0) += threads;
    }
    Ok(counts)
}

/// Counts up to `most` tags with ids after `after` anew, for `lotse check`: what differs, and the last id looked at;
/// `None` at the end.
pub fn differences(db: &mut Db, after: TagId, most: i64) -> QueryResult<(Vec<Difference>, Option<TagId>)> {
    let some = tags::table.filter(tags::id.gt(after)).order(tags::id).limit(most).select(tags::id);
    let ids: Vec<TagId> = some.load(db)?;
    let stored: Vec<(TagId, BoardId, i64)> = tag_counts::table
        .filter(tag_counts::tag.eq_any(&ids))
        .select((tag_counts::tag, tag_counts::board, tag_counts::threads))
        .load(db)?;
    let mut both: BTreeMap<(TagId, BoardId), (i64, i64)> = BTreeMap::new();
    for (tag, board, threads) in stored {
        both.entry((tag, board)).or_default().0 = threads;
    }
    for (key, threads) in counted(db, &ids)? {
        both.entry(key).or_default().1 = threads;
    }
    let differ = both.into_iter().filter(|(_, (stored, counted))| stored != counted);
    let found = differ.map(|((tag, board), (stored, counted))| {
        let on_board = |threads| format!("{threads} on board {board}");
        difference("tag_counts", tag.0, "threads", on_board(stored), on_board(counted))
    });
    Ok((found.collect(), ids.last().copied()))
}

#[derive(Queryable)]
struct Repeated {
    thread: ThreadId,
    board: Option<BoardId>,
    created_at: Ts,
    last_post_at: Ts,
    of_thread: (BoardId, Option<Ts>, Option<Ts>, Ts, Ts),
}

/// What the tags of up to `most` threads with ids after `after` repeat of them and is no longer so, and the last id
/// looked at; `None` at the end. [`refresh`] mends it.
pub fn stale(db: &mut Db, after: ThreadId, most: i64) -> QueryResult<(Vec<Difference>, Option<ThreadId>)> {
    let some = threads::table.filter(threads::id.gt(after)).order(threads::id).limit(most);
    let Some(last) = some.select(threads::id).load::<ThreadId>(db)?.pop() else {
        return Ok((Vec::new(), None));
    };
    let rows: Vec<Repeated> = thread_tags::table
        .inner_join(threads::table.on(threads::id.eq(thread_tags::thread)))
        .filter(thread_tags::thread.gt(after).and(thread_tags::thread.le(last)))
        .select((
            thread_tags::thread,
            thread_tags::board,
            thread_tags::created_at,
            thread_tags::last_post_at,
            (
                threads::board,
                threads::hidden_at,
                threads::deleted_at,
                threads::created_at,
                threads::last_post_at,
            ),
        ))
        .load(db)?;
    let mut found = Vec::new();
    for row in rows {
        let (board, hidden, deleted, created, written) = row.of_thread;
        let board = (hidden.is_none() && deleted.is_none()).then_some(board);
        let word = |board: Option<BoardId>| board.map_or("nothing".to_owned(), |board| board.to_string());
        let id = row.thread.0;
        if row.board != board {
            found.push(difference("thread_tags", id, "board", word(row.board), word(board)));
        }
        for (column, stored, real) in
            [("created_at", row.created_at, created), ("last_post_at", row.last_post_at, written)]
        {
            if stored != real {
                found.push(difference("thread_tags", id, column, stored.0.to_string(), real.0.to_string()));
            }
        }
    }
    Ok((found, Some(last)))
}

fn difference(
    table: &'static str,
    id: i64,
    column: &'static str,
    stored: String,
    counted: String,
) -> Difference {
    Difference { table, id, column, stored, counted }
}
