//! What members do in the history besides writing and ending: marks, corrections, moderation.

use diesel::prelude::*;

use crate::db::schema::{helpful_marks, posts, revisions, same_here_marks, threads, worked_marks};
use crate::events::{Event, Tx};
use crate::forum::body::{self, Body};
use crate::forum::permissions::{may_edit, may_mark, may_moderate, may_say_same_here};
use crate::forum::thread::{self, Reason};
use crate::forum::{Boards, post, solution};
use crate::ids::{PostId, ThreadId};
use crate::members::Me;
use crate::web::Refusal;

const MAY_NOT: Refusal = Refusal::forbidden("error-forbidden-text");

/// Marks the post as helpful.
pub fn helpful(tx: &mut Tx<'_>, boards: &Boards, me: &Me, id: PostId) -> Result<(), Refusal> {
    let (thread, post) = post::take(tx, boards, Some(me), id)?;
    if !may_mark(me, &thread, &post) {
        return Err(MAY_NOT);
    }
    let (post, author, by) = (post.id, post.author, me.id);
    diesel::insert_into(helpful_marks::table)
        .values((
            helpful_marks::post.eq(post),
            helpful_marks::member.eq(by),
            helpful_marks::marked_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    diesel::update(posts::table.find(post)).set(posts::helpful.eq(posts::helpful + 1)).execute(tx.db)?;
    Ok(tx.record(Event::HelpfulGiven { thread: thread.id, post, author, by })?)
}

/// Says that it worked.
pub fn worked(tx: &mut Tx<'_>, boards: &Boards, me: &Me, id: PostId) -> Result<(), Refusal> {
    let (thread, post) = post::take(tx, boards, Some(me), id)?;
    if !may_mark(me, &thread, &post) {
        return Err(MAY_NOT);
    }
    let (post, author, by) = (post.id, post.author, me.id);
    diesel::insert_into(worked_marks::table)
        .values((
            worked_marks::post.eq(post),
            worked_marks::member.eq(by),
            worked_marks::marked_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    diesel::update(posts::table.find(post)).set(posts::worked.eq(posts::worked + 1)).execute(tx.db)?;
    Ok(tx.record(Event::WorkedGiven { thread: thread.id, post, author, by })?)
}

/// Has the same problem.
pub fn same_here(tx: &mut Tx<'_>, boards: &Boards, me: &Me, id: ThreadId) -> Result<(), Refusal> {
    let thread = thread::take(tx, boards, Some(me), id)?;
    if !may_say_same_here(me, &thread) {
        return Err(MAY_NOT);
    }
    diesel::insert_into(same_here_marks::table)
        .values((
            same_here_marks::thread.eq(id),
            same_here_marks::member.eq(me.id),
            same_here_marks::marked_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    Ok(tx.record(Event::SameHereGiven { thread: id, by: me.id })?)
}

/// Changes the text; what it said before is kept.
pub fn edit(tx: &mut Tx<'_>, boards: &Boards, me: &Me, id: PostId, new: &Body) -> Result<(), Refusal> {
    let (thread, post) = post::take(tx, boards, Some(me), id)?;
    if !may_edit(me, &thread, &post) {
        return Err(MAY_NOT);
    }
    diesel::insert_into(revisions::table)
        .values((
            revisions::post.eq(id),
            revisions::number.eq(post.revision),
            revisions::body.eq(&post.body),
            revisions::author.eq(me.id),
            revisions::created_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    diesel::update(posts::table.find(id))
        .set((
            posts::body.eq(&new.source),
            posts::html.eq(&new.html),
            posts::language.eq(new.language),
            posts::revision.eq(post.revision + 1),
            posts::edited_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    body::attach(tx, me.id, id, new)?;
    Ok(tx.record(Event::PostEdited { thread: thread.id, post: id, by: me.id })?)
}

/// Hides the post.
pub fn hide(tx: &mut Tx<'_>, boards: &Boards, me: &Me, id: PostId, reason: Reason) -> Result<(), Refusal> {
    let (thread, post) = post::take(tx, boards, Some(me), id)?;
    if !may_moderate(me) {
        return Err(MAY_NOT);
    }
    diesel::update(posts::table.find(id))
        .set((posts::hidden_at.eq(tx.now), posts::hidden_reason.eq(reason), posts::hidden_by.eq(me.id)))
        .execute(tx.db)?;
    if thread.solution == Some(post.id) {
        solution::clear(tx, &thread, me.id)?;
    }
    Ok(tx.record(Event::PostHidden { thread: thread.id, post: id, by: me.id, reason: reason.code() })?)
}

/// What moderation does to a whole thread.
#[derive(Clone, Copy, Debug)]
pub enum Decision {
    /// No more answers and replies.
    Lock,
    /// At the top of its board.
    Pin,
    /// The company's.
    MakeOfficial,
}

/// Decides it.
pub fn decide(
    tx: &mut Tx<'_>,
    boards: &Boards,
    me: &Me,
    id: ThreadId,
    what: Decision,
) -> Result<(), Refusal> {
    let thread = thread::take(tx, boards, Some(me), id)?.id;
    if !may_moderate(me) {
        return Err(MAY_NOT);
    }
    let (row, at, by) = (threads::table.find(thread), tx.now, me.id);
    let event = match what {
        Decision::Lock => {
            diesel::update(row).set(threads::locked_at.eq(at)).execute(tx.db)?;
            Event::ThreadLocked { thread, by }
        }
        Decision::Pin => {
            diesel::update(row).set(threads::pinned_at.eq(at)).execute(tx.db)?;
            Event::ThreadPinned { thread, by }
        }
        Decision::MakeOfficial => {
            diesel::update(row).set(threads::official_at.eq(at)).execute(tx.db)?;
            Event::ThreadMadeOfficial { thread, by }
        }
    };
    Ok(tx.record(event)?)
}
