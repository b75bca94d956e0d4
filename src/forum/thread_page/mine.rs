//! What the reader has done in a thread: marks, follow, bookmark, posts of their own. Three statements at most.

use std::collections::HashSet;

use diesel::prelude::*;

use super::talk::PostRow;
use crate::db::Db;
use crate::db::schema::{
    bookmarks, follows, helpful_marks, ignores, posts, same_here_marks, threads, worked_marks,
};
use crate::forum::follow::Level;
use crate::forum::thread::Thread;
use crate::ids::{MemberId, PostId};
use crate::members::Me;

/// What one member has done in one thread; nothing for visitors.
#[derive(Clone, Debug, Default)]
pub struct Mine {
    /// Posts marked helpful.
    pub helpful: HashSet<PostId>,
    /// Posts marked "worked for me".
    pub worked: HashSet<PostId>,
    /// Own posts that somebody has replied to.
    pub replied: HashSet<PostId>,
    /// Posts by members they ignore.
    pub ignored: HashSet<PostId>,
    /// Whether they wrote in the thread.
    pub has_written: bool,
    /// "I have this too".
    pub same_here: bool,
    /// Bookmarked.
    pub bookmarked: bool,
    /// How they follow it.
    pub follow: Option<Level>,
}

/// Reads it, as far as these posts are concerned.
pub fn read(db: &mut Db, me: Option<&Me>, thread: &Thread, shown: &[&PostRow]) -> QueryResult<Mine> {
    let Some(me) = me else { return Ok(Mine::default()) };
    let mut mine = of_thread(db, me.id, thread)?;
    let others: Vec<PostId> =
        shown.iter().filter(|row| row.post.author != me.id).map(|row| row.post.id).collect();
    if !others.is_empty() {
        of_posts(db, me.id, &others, &mut mine)?;
    }
    let own: Vec<PostId> =
        shown.iter().filter(|row| row.post.author == me.id).map(|row| row.post.id).collect();
    mine.has_written = !own.is_empty();
    if !own.is_empty() || me.reaches(thread.board) {
        let related: Vec<(MemberId, Option<PostId>)> = posts::table
            .filter(posts::thread.eq(thread.id))
            .filter(posts::reply_to.eq_any(own.iter().copied().map(Some)).or(posts::author.eq(me.id)))
            .select((posts::author, posts::reply_to))
            .load(db)?;
        mine.has_written |= related.iter().any(|(author, _)| *author == me.id);
        mine.replied = related.into_iter().filter_map(|(_, to)| to).filter(|to| own.contains(to)).collect();
    }
    Ok(mine)
}

fn of_thread(db: &mut Db, me: MemberId, thread: &Thread) -> QueryResult<Mine> {
    let same_here = same_here_marks::thread.eq(threads::id).and(same_here_marks::member.eq(me));
    let bookmark = bookmarks::thread.eq(threads::id).and(bookmarks::member.eq(me));
    let follow = follows::subject
        .eq(threads::id)
        .and(follows::subject_kind.eq(crate::forum::follow::THREAD))
        .and(follows::member.eq(me));
    let (same_here, bookmark, follow): (Option<MemberId>, Option<MemberId>, Option<Level>) = threads::table
        .left_join(same_here_marks::table.on(same_here))
        .left_join(bookmarks::table.on(bookmark))
        .left_join(follows::table.on(follow))
        .filter(threads::id.eq(thread.id))
        .select((same_here_marks::member.nullable(), bookmarks::member.nullable(), follows::level.nullable()))
        .first(db)?;
    Ok(Mine { same_here: same_here.is_some(), bookmarked: bookmark.is_some(), follow, ..Mine::default() })
}

fn of_posts(db: &mut Db, me: MemberId, ids: &[PostId], mine: &mut Mine) -> QueryResult<()> {
    let helpful = helpful_marks::post.eq(posts::id).and(helpful_marks::member.eq(me));
    let worked = worked_marks::post.eq(posts::id).and(worked_marks::member.eq(me));
    let ignored = ignores::ignored.eq(posts::author).and(ignores::member.eq(me));
    type Row = (PostId, Option<MemberId>, Option<MemberId>, Option<MemberId>);
    let rows: Vec<Row> = posts::table
        .left_join(helpful_marks::table.on(helpful))
        .left_join(worked_marks::table.on(worked))
        .left_join(ignores::table.on(ignored))
        .filter(posts::id.eq_any(ids))
        .select((
            posts::id,
            helpful_marks::member.nullable(),
            worked_marks::member.nullable(),
            ignores::member.nullable(),
        ))
        .load(db)?;
    mine.helpful = rows.iter().filter(|row| row.1.is_some()).map(|row| row.0).collect();
    mine.ignored = rows.iter().filter(|row| row.3.is_some()).map(|row| row.0).collect();
    mine.worked = rows.iter().filter(|row| row.2.is_some()).map(|row| row.0).collect();
    Ok(())
}
