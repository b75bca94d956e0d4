//! Large work, in batches: telling many followers, and what changes for many inboxes when something is hidden, shown
//! again or moved, or when a member's own view changes. Each batch is a short transaction; a job that is run again
//! tells nobody twice.

use diesel::prelude::*;

use super::audience;
use super::bundle::{recount, refresh};
use super::kind::Kind;
use super::tell::{tell_page, thread_and_post};
use crate::db::Db;
use crate::db::schema::{notification_causes as causes, notifications};
use crate::events::{Origin, Tx};
use crate::forum::Boards;
use crate::ids::{MemberId, NotificationId, PostId, ThreadId, Ts};
use crate::jobs;
use crate::members::{Me, present};
use crate::web::{Cached, Site};

/// Rows of `follows` worked off in one transaction.
const BATCH: i64 = 60;
/// Rows of inboxes looked at anew in one transaction.
const ROWS: i64 = 60;
/// Rows looked at anew in the transaction of the event itself.
const AT_ONCE: usize = 12;

/// The job that looks at the rows of a thread anew.
pub const THREAD_JOB: &str = "inbox-thread";
/// The job that looks at the rows of a member anew.
pub const MEMBER_JOB: &str = "inbox-member";
/// The job that looks at all rows anew.
pub const EVERYONE_JOB: &str = "inbox-everyone";
/// The job that takes back what was told of a solution.
pub const UNSOLVED_JOB: &str = "untell-solved";

/// Tells everybody who hears of a post.
pub fn tell_post(site: &Site, subject: i64) -> anyhow::Result<()> {
    walk(site, move |tx, after| {
        let boards = Boards::load(tx.db)?;
        let (thread, post) = thread_and_post(tx.db, PostId(subject))?;
        let page = audience::of_post(tx.db, &boards, &thread, &post, after, BATCH)?;
        tell_page(tx, &boards, &thread, &post, &page)?;
        Ok(page.next)
    })
}

/// Tells everybody who hears of a solution, if it still is one.
pub fn tell_solved(site: &Site, subject: i64) -> anyhow::Result<()> {
    walk(site, move |tx, after| {
        let boards = Boards::load(tx.db)?;
        let (thread, answer) = thread_and_post(tx.db, PostId(subject))?;
        if thread.solution != Some(answer.id) {
            return Ok(None);
        }
        let page = audience::of_solution(tx.db, &boards, &thread, &answer, after, BATCH)?;
        tell_page(tx, &boards, &thread, &answer, &page)?;
        Ok(page.next)
    })
}

fn walk(
    site: &Site,
    step: impl Fn(&mut Tx<'_>, MemberId) -> QueryResult<Option<MemberId>> + Copy + Send + 'static,
) -> anyhow::Result<()> {
    let mut after = Some(MemberId(0));
    while let Some(from) = after {
        let now = Ts::now();
        after = site.store.write_at(now, Origin::Live, move |tx| Ok::<_, anyhow::Error>(step(tx, from)?))?;
    }
    Ok(())
}

/// Something in a thread was hidden, shown again, deleted or moved: counts anew what its readers may see.
pub fn look_again(tx: &mut Tx<'_>, thread: ThreadId) -> QueryResult<()> {
    let rows = rows_after(tx.db, Of::Thread(thread), NotificationId(0), AT_ONCE as i64 + 1)?;
    if rows.len() > AT_ONCE {
        return jobs::enqueue(tx.db, THREAD_JOB, thread.0, tx.now);
    }
    count_anew(tx, &rows)
}

/// What a member may see has changed.
pub fn look_again_for(tx: &mut Tx<'_>, member: MemberId) -> QueryResult<()> {
    jobs::enqueue(tx.db, MEMBER_JOB, member.0, tx.now)
}

/// What everybody may see has changed.
pub fn look_again_for_everyone(tx: &mut Tx<'_>) -> QueryResult<()> {
    jobs::enqueue(tx.db, EVERYONE_JOB, 0, tx.now)
}

/// A solution was withdrawn: nobody is told of it any more.
pub fn untell_accepted(tx: &mut Tx<'_>, post: PostId) -> QueryResult<()> {
    let told: Vec<i64> = told_of(tx.db, post)?;
    if told.len() > AT_ONCE {
        return jobs::enqueue(tx.db, UNSOLVED_JOB, post.0, tx.now);
    }
    forget(tx, &told)
}

/// [`untell_accepted`] for many.
pub fn untell_solved(site: &Site, subject: i64) -> anyhow::Result<()> {
    loop {
        let left = site.store.write_at(Ts::now(), Origin::Live, move |tx| {
            let (thread, answer) = thread_and_post(tx.db, PostId(subject))?;
            if thread.solution == Some(answer.id) {
                return Ok::<_, anyhow::Error>(0);
            }
            let told = told_of(tx.db, answer.id)?;
            forget(tx, &told)?;
            Ok(told.len())
        })?;
        if left == 0 {
            return Ok(());
        }
    }
}

fn told_of(db: &mut Db, post: PostId) -> QueryResult<Vec<i64>> {
    causes::table
        .filter(causes::post.eq(post))
        .filter(causes::kind.eq_any([Kind::Accepted, Kind::Solved]))
        .order(causes::id)
        .limit(ROWS)
        .select(causes::id)
        .load(db)
}

fn forget(tx: &mut Tx<'_>, told: &[i64]) -> QueryResult<()> {
    let these = || causes::table.filter(causes::id.eq_any(told));
    let rows: Vec<NotificationId> = these().select(causes::notification).load(tx.db)?;
    diesel::delete(these()).execute(tx.db)?;
    let rows: Vec<(NotificationId, MemberId)> = notifications::table
        .filter(notifications::id.eq_any(rows))
        .select((notifications::id, notifications::member))
        .load(tx.db)?;
    count_anew(tx, &rows)
}

#[derive(Clone, Copy)]
enum Of {
    Thread(ThreadId),
    Member(MemberId),
    Everyone,
}

/// Looks at the rows of a thread anew.
pub fn correct_thread(site: &Site, subject: i64) -> anyhow::Result<()> {
    correct(site, Of::Thread(ThreadId(subject)))
}

/// Looks at the rows of a member anew.
pub fn correct_member(site: &Site, subject: i64) -> anyhow::Result<()> {
    correct(site, Of::Member(MemberId(subject)))
}

/// Looks at all rows anew. There is one such job, whatever its subject.
pub fn correct_everyone(site: &Site, _subject: i64) -> anyhow::Result<()> {
    correct(site, Of::Everyone)
}

fn correct(site: &Site, of: Of) -> anyhow::Result<()> {
    let mut after = Some(NotificationId(0));
    while let Some(from) = after {
        after = site.store.write_at(Ts::now(), Origin::Live, move |tx| {
            let rows = rows_after(tx.db, of, from, ROWS)?;
            count_anew(tx, &rows)?;
            Ok::<_, anyhow::Error>(rows.last().map(|(id, _)| *id))
        })?;
    }
    Ok(())
}

fn rows_after(
    db: &mut Db,
    of: Of,
    after: NotificationId,
    most: i64,
) -> QueryResult<Vec<(NotificationId, MemberId)>> {
    let rows = notifications::table
        .filter(notifications::id.gt(after))
        .order(notifications::id)
        .limit(most)
        .select((notifications::id, notifications::member))
        .into_boxed();
    match of {
        Of::Thread(thread) => rows.filter(notifications::thread.eq(thread)).load(db),
        Of::Member(member) => rows.filter(notifications::member.eq(member)).load(db),
        Of::Everyone => rows.load(db),
    }
}

fn count_anew(tx: &mut Tx<'_>, rows: &[(NotificationId, MemberId)]) -> QueryResult<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let boards = Boards::load(tx.db)?;
    let mut ids: Vec<MemberId> = rows.iter().map(|(_, member)| *member).collect();
    ids.sort_unstable();
    ids.dedup();
    let people: Vec<Me> = present(tx.db, &ids)?;
    for me in &people {
        for (row, _) in rows.iter().filter(|(_, member)| *member == me.id) {
            refresh(tx.db, &boards, me, *row)?;
        }
        recount(tx.db, me.id)?;
    }
    Ok(())
}
