//! What goes after an account, slice by slice: first what was only the member's own, then, if they chose so, their
//! texts.
//!
//! A post whose text is gone stays as a gap, so that answers and marks of others keep their place; a thread nobody else
//! wrote in goes as a whole. Both jobs begin anew after a crash and find nothing to do where they have been.

use diesel::prelude::*;

use crate::config::Community;
use crate::db::schema::{
    board_reads, bookmarks, files, follows, helpful_marks, imported_posts, mentions, posts, read_positions,
    revisions, threads, worked_marks,
};
use crate::events::{Event, Origin, Tx};
use crate::forum::PostKind;
use crate::i18n::{self, Locale, Tone};
use crate::ids::{MemberId, PostId, ThreadId, Ts};
use crate::jobs;
use crate::notifications::forget_member;
use crate::pictures::keep;
use crate::text;
use crate::web::{Cached, Site, bump_version};

/// Posts emptied in one transaction.
const SLICE: i64 = 50;

/// The job that removes what was only the member's own.
pub const TIDY_JOB: &str = "former_member_tidy";
/// The job that removes what a member wrote.
pub const TEXTS_JOB: &str = "former_member_texts";

/// What follows when an account has ended: pages forget the name at once, the rest is left to the jobs.
pub fn follow_up(tx: &mut Tx<'_>, member: MemberId, texts: bool) -> QueryResult<()> {
    bump_version(tx.db)?;
    jobs::enqueue(tx.db, TIDY_JOB, member.0, tx.now)?;
    if texts { jobs::enqueue(tx.db, TEXTS_JOB, member.0, tx.now) } else { Ok(()) }
}

/// Removes follows, bookmarks, inbox, wishes about mail, unused pictures, and the words beside marks; the marks themselves stay.
pub fn tidy(site: &Site, subject: i64) -> anyhow::Result<()> {
    let member = MemberId(subject);
    let unused: Vec<String> = site.store.write_at(Ts::now(), Origin::Live, move |tx| {
        diesel::delete(follows::table.filter(follows::member.eq(member))).execute(tx.db)?;
        diesel::delete(read_positions::table.filter(read_positions::member.eq(member))).execute(tx.db)?;
        diesel::delete(board_reads::table.filter(board_reads::member.eq(member))).execute(tx.db)?;
        diesel::delete(bookmarks::table.filter(bookmarks::member.eq(member))).execute(tx.db)?;
        forget_member(tx, member)?;
        let thanked = helpful_marks::table.filter(helpful_marks::member.eq(member));
        diesel::update(thanked.filter(helpful_marks::words.ne("")))
            .set(helpful_marks::words.eq(""))
            .execute(tx.db)?;
        let tried = worked_marks::table.filter(worked_marks::member.eq(member));
        diesel::update(tried.filter(worked_marks::product_version.ne("")))
            .set(worked_marks::product_version.eq(""))
            .execute(tx.db)?;
        // Where a post was brought in from stays, who wrote it there goes.
        let theirs = posts::table.filter(posts::author.eq(member)).select(posts::id);
        let nobody = (imported_posts::author.eq(None::<i64>), imported_posts::author_name.eq(None::<String>));
        diesel::update(imported_posts::table.filter(imported_posts::post.eq_any(theirs)))
            .set(nobody)
            .execute(tx.db)?;
        let unused = files::table.filter(files::owner.eq(member).and(files::post.is_null()));
        let names = unused.select(files::name).load(tx.db)?;
        diesel::delete(unused).execute(tx.db)?;
        Ok::<_, anyhow::Error>(names)
    })?;
    remove_pictures(site, &unused);
    Ok(())
}

/// Empties everything the member wrote.
pub fn erase_texts(site: &Site, subject: i64) -> anyhow::Result<()> {
    let member = MemberId(subject);
    loop {
        let names = site
            .store
            .write_at(Ts::now(), Origin::Live, move |tx| slice(tx, member).map_err(anyhow::Error::from))?;
        match names {
            Some(names) => remove_pictures(site, &names),
            None => return Ok(()),
        }
    }
}

fn remove_pictures(site: &Site, names: &[String]) {
    for name in names {
        keep::remove(&site.config.data_dir, name);
    }
}

/// The next posts with a text; returns the names of their pictures, `None` when there are no more.
fn slice(tx: &mut Tx<'_>, member: MemberId) -> QueryResult<Option<Vec<String>>> {
    let next: Vec<(PostId, ThreadId, PostKind)> = posts::table
        .filter(posts::author.eq(member).and(posts::body.ne("")))
        .order(posts::id)
        .limit(SLICE)
        .select((posts::id, posts::thread, posts::kind))
        .load(tx.db)?;
    if next.is_empty() {
        return Ok(None);
    }
    let mut within: Vec<ThreadId> = next.iter().map(|(_, thread, _)| *thread).collect();
    within.sort_unstable();
    within.dedup();
    for thread in within {
        // Taken in one order, as every action takes its thread first.
        let this = threads::table.find(thread);
        diesel::update(this).set(threads::version.eq(threads::version + 1)).execute(tx.db)?;
    }
    let ids: Vec<PostId> = next.iter().map(|(post, ..)| *post).collect();
    diesel::update(posts::table.filter(posts::id.eq_any(&ids)))
        .set((posts::body.eq(""), posts::html.eq(""), posts::revision.eq(0)))
        .execute(tx.db)?;
    diesel::delete(revisions::table.filter(revisions::post.eq_any(&ids))).execute(tx.db)?;
    diesel::delete(mentions::table.filter(mentions::post.eq_any(&ids))).execute(tx.db)?;
    let names = diesel::delete(files::table.filter(files::post.eq_any(&ids)))
        .returning(files::name)
        .get_results(tx.db)?;
    for (post, thread, kind) in next {
        if kind == PostKind::Opening {
            empty_thread(tx, thread, member)?;
        }
        tx.record(Event::PostEdited { thread, post, by: member })?;
    }
    Ok(Some(names))
}

/// A thread whose opening is gone: deleted when nobody else wrote in it, else without its title.
fn empty_thread(tx: &mut Tx<'_>, thread: ThreadId, member: MemberId) -> QueryResult<()> {
    let others = posts::table.filter(posts::thread.eq(thread).and(posts::author.ne(member)));
    let this = threads::table.find(thread);
    if others.count().get_result::<i64>(tx.db)? == 0 {
        let opening = posts::table.filter(posts::thread.eq(thread).and(posts::kind.eq(PostKind::Opening)));
        diesel::update(opening.filter(posts::deleted_at.is_null()))
            .set(posts::deleted_at.eq(tx.now))
            .execute(tx.db)?;
        let there = threads::table.filter(threads::id.eq(thread).and(threads::deleted_at.is_null()));
        if diesel::update(there).set(threads::deleted_at.eq(tx.now)).execute(tx.db)? > 0 {
            tx.record(Event::ThreadDeleted { thread, by: member })?;
        }
    }
    let community = Community::load(tx.db)?;
    let locale = Locale::from_code(&community.language, Tone::default()).unwrap_or_default();
    let title = i18n::text(locale, "erased-title").into_owned();
    let slug = text::slug(&title);
    diesel::update(this).set((threads::title.eq(&title), threads::slug.eq(&slug))).execute(tx.db)?;
    tx.record(Event::ThreadRetitled { thread, by: member })
}
