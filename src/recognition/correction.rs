//! Large corrections: a long thread hidden, a busy member suspended, a board closed to members, another ladder.
//!
//! A job walks through everything concerned in short transactions and settles each piece as an event would. Every
//! piece is looked at as it is then, so it bears being run again, and whatever happens between two slices is settled
//! by its own event.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use diesel::prelude::*;

use super::context::Context;
use super::facts::Keys;
use super::ledger::{self, Writing};
use super::rules::Cause;
use super::settle::settle;
use super::standing;
use crate::db::Db;
use crate::db::schema::{helpful_marks, jobs, members, posts, threads, worked_marks};
use crate::events::{Origin, Tx};
use crate::forum::{Ending, PostKind};
use crate::ids::{BoardId, MemberId, PostId, ThreadId, Ts};
use crate::web::Site;

/// How long one transaction works.
const SLICE: Duration = Duration::from_millis(15);
/// How many posts, threads, marks or members one step takes.
const STEP: i64 = 10;

/// The job of [`correct_thread`].
pub const THREAD: &str = "points-thread";
/// The job of [`correct_member`].
pub const MEMBER: &str = "points-member";
/// The job of [`correct_board`].
pub const BOARD: &str = "points-board";
/// The job of [`correct_everyone`].
pub const EVERYONE: &str = "points-everyone";

/// What is to be gone through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// All posts of a thread, and how it ended.
    Thread(ThreadId),
    /// All that a member wrote and gave.
    Member(MemberId),
    /// All threads of a board and those below it.
    Board(BoardId),
    /// Every member's days and rank, after a change of time zone or ladder.
    Everyone,
}

impl Work {
    fn row(self) -> (&'static str, i64) {
        match self {
            Work::Thread(id) => (THREAD, id.0),
            Work::Member(id) => (MEMBER, id.0),
            Work::Board(id) => (BOARD, id.0),
            Work::Everyone => (EVERYONE, 0),
        }
    }
}

/// Leaves the work to a job that is due at once.
pub fn enqueue(tx: &mut Tx<'_>, work: Work) -> QueryResult<()> {
    let (kind, subject) = work.row();
    crate::jobs::enqueue(tx.db, kind, subject, tx.now)
}

/// Whether a correction is still to come, so that points may be other than a recount makes them.
pub fn is_pending(db: &mut Db) -> QueryResult<bool> {
    let waiting = jobs::table.filter(jobs::kind.eq_any([THREAD, MEMBER, BOARD, EVERYONE, super::anew::ANEW]));
    Ok(waiting.count().get_result::<i64>(db)? > 0)
}

/// Settles a thread; on a thread of the machine that may wait.
pub fn correct_thread(site: &Site, subject: i64) -> anyhow::Result<()> {
    run(site, Work::Thread(ThreadId(subject)))
}

/// Settles what a member wrote and gave, likewise.
pub fn correct_member(site: &Site, subject: i64) -> anyhow::Result<()> {
    run(site, Work::Member(MemberId(subject)))
}

/// Settles a board and those below it, likewise.
pub fn correct_board(site: &Site, subject: i64) -> anyhow::Result<()> {
    run(site, Work::Board(BoardId(subject)))
}

/// Settles everybody's days and ranks, likewise. There is one such job, whatever its subject.
pub fn correct_everyone(site: &Site, _subject: i64) -> anyhow::Result<()> {
    run(site, Work::Everyone)
}

fn run(site: &Site, work: Work) -> anyhow::Result<()> {
    let mut place = Some(Place::default());
    while let Some(from) = place {
        let next = move |tx: &mut Tx<'_>| Ok::<_, anyhow::Error>(slice(tx, work, from)?);
        place = site.store.write_at(Ts::now(), Origin::Live, next)?;
    }
    Ok(())
}

/// How far a job has come: which part, and the last id done in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    part: u8,
    after: i64,
}

/// Works for [`SLICE`] and returns where to go on; `None` at the end.
pub fn slice(tx: &mut Tx<'_>, work: Work, from: Place) -> QueryResult<Option<Place>> {
    let begun = Instant::now();
    let context = Context::load(tx.db)?;
    let mut place = Some(from);
    while let Some(at) = place.filter(|_| begun.elapsed() < SLICE) {
        place = step(tx, &context, work, at)?;
    }
    Ok(place)
}

/// One step, and where the next begins.
fn step(tx: &mut Tx<'_>, context: &Context, work: Work, at: Place) -> QueryResult<Option<Place>> {
    let last = match (work, at.part) {
        (Work::Thread(thread), 0) => {
            let rows = posts::table
                .filter(posts::thread.eq(thread))
                .filter(posts::id.gt(at.after))
                .order(posts::id)
                .limit(STEP)
                .select((posts::id, posts::author, posts::thread))
                .load(tx.db)?;
            settle_posts(tx, context, rows)?
        }
        (Work::Board(board), 0) => {
            let rows = posts::table
                .inner_join(threads::table)
                .filter(threads::board.eq_any(context.boards.with_descendants(board)))
                .filter(posts::id.gt(at.after))
                .order(posts::id)
                .limit(STEP)
                .select((posts::id, posts::author, posts::thread))
                .load(tx.db)?;
            settle_posts(tx, context, rows)?
        }
        (Work::Member(member), part) => return member_step(tx, context, member, part, at),
        (Work::Everyone, 0) => everyone_step(tx, context, at.after)?,
        _ => return Ok(None),
    };
    Ok(Some(match last {
        Some(after) => Place { after, ..at },
        None => Place { part: at.part + 1, after: 0 },
    }))
}

/// These posts, how their threads ended, and the rank of their authors. Returns the last one's id.
fn settle_posts(
    tx: &mut Tx<'_>,
    context: &Context,
    rows: Vec<(PostId, MemberId, ThreadId)>,
) -> QueryResult<Option<i64>> {
    let Some(last) = rows.last().map(|row| row.0.0) else { return Ok(None) };
    let authors: BTreeSet<MemberId> = rows.iter().map(|row| row.1).collect();
    let in_threads: BTreeSet<ThreadId> = rows.iter().map(|row| row.2).collect();
    let keys = Keys {
        posts: rows.iter().map(|row| row.0).collect(),
        endings: in_threads.into_iter().collect(),
        ..Keys::default()
    };
    let authors: Vec<MemberId> = authors.into_iter().collect();
    settle(tx, context, &keys, &authors, usize::MAX)?;
    Ok(Some(last))
}

/// A member: 0 their posts, 1 their solved questions, 2 and 3 their marks.
fn member_step(
    tx: &mut Tx<'_>,
    context: &Context,
    member: MemberId,
    part: u8,
    at: Place,
) -> QueryResult<Option<Place>> {
    let last = match part {
        0 => {
            let rows = posts::table
                .filter(posts::author.eq(member))
                .filter(posts::kind.ne(PostKind::Reply))
                .filter(posts::id.gt(at.after))
                .order(posts::id)
                .limit(STEP)
                .select((posts::id, posts::author, posts::thread))
                .load(tx.db)?;
            settle_posts(tx, context, rows)?
        }
        1 => {
            let endings: Vec<ThreadId> = threads::table
                .filter(threads::author.eq(member))
                .filter(threads::ending.eq(Ending::Solution))
                .filter(threads::id.gt(at.after))
                .order(threads::id)
                .limit(STEP)
                .select(threads::id)
                .load(tx.db)?;
            let last = endings.last().map(|id| id.0);
            settle(tx, context, &Keys { endings, ..Keys::default() }, &[], usize::MAX)?;
            last
        }
        2 => {
            let on: Vec<PostId> = helpful_marks::table
                .filter(helpful_marks::member.eq(member))
                .filter(helpful_marks::post.gt(at.after))
                .order(helpful_marks::post)
                .limit(STEP)
                .select(helpful_marks::post)
                .load(tx.db)?;
            settle_marks(tx, context, Cause::HelpfulReceived, member, on)?
        }
        3 => {
            let on: Vec<PostId> = worked_marks::table
                .filter(worked_marks::member.eq(member))
                .filter(worked_marks::post.gt(at.after))
                .order(worked_marks::post)
                .limit(STEP)
                .select(worked_marks::post)
                .load(tx.db)?;
            settle_marks(tx, context, Cause::WorkedReceived, member, on)?
        }
        _ => {
            standing::refresh(tx, context, member)?;
            return Ok(None);
        }
    };
    Ok(Some(match last {
        Some(after) => Place { part, after },
        None => Place { part: part + 1, after: 0 },
    }))
}

fn settle_marks(
    tx: &mut Tx<'_>,
    context: &Context,
    cause: Cause,
    giver: MemberId,
    on: Vec<PostId>,
) -> QueryResult<Option<i64>> {
    let last = on.last().map(|id| id.0);
    let marks = on.into_iter().map(|post| (cause, post, giver)).collect();
    settle(tx, context, &Keys { marks, ..Keys::default() }, &[], usize::MAX)?;
    Ok(last)
}

/// The next members: which of their answers count on days of today's time zone, and their rank.
fn everyone_step(tx: &mut Tx<'_>, context: &Context, after: i64) -> QueryResult<Option<i64>> {
    let next: Vec<MemberId> = members::table
        .filter(members::id.gt(after))
        .order(members::id)
        .limit(STEP)
        .select(members::id)
        .load(tx.db)?;
    for member in &next {
        let mut writing = Writing::default();
        for row in ledger::of_member(tx.db, *member)? {
            if row.fact.key.cause == Cause::Answer {
                writing.look_at(&row.fact, &context.zone);
            }
        }
        writing.cap(tx.db)?;
        writing.add_up(tx.db)?;
        standing::refresh(tx, context, *member)?;
    }
    Ok(next.last().map(|id| id.0))
}
