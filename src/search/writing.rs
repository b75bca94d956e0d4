//! Bringing an open index up to date: the log from its cursor on, what it names read anew, one commit.

use std::sync::Arc;

use diesel::prelude::*;

use super::document::{self, Of, SLICE};
use super::index::{Mark, Opened, Writer};
use super::touched::{Gathered, Touches};
use crate::db::Db;
use crate::db::schema::{thread_tags, threads};
use crate::events::{self, Cursor};
use crate::ids::{EventId, PostId, TagId, ThreadId, Ts};
use crate::web::Site;

/// Events read at once; what they name together is read once.
const EVENTS: i64 = 2_000;
/// Posts of a thread up to which all of them are read anew when one changes.
const SHORT: i64 = 200;
/// Threads read anew together.
const THREADS: usize = 50;

/// An index with its place in the log.
pub struct Writing {
    /// What the pages search in.
    pub opened: Arc<Opened>,
    founded: Ts,
    cursor: Cursor,
    kept: Cursor,
    /// Made with the first thing to write: most of the time a community is read.
    writer: Option<Writer>,
}

impl Writing {
    /// Goes on with this index from `cursor`.
    pub fn new(opened: Opened, founded: Ts, cursor: Cursor) -> Writing {
        Writing { opened: Arc::new(opened), founded, cursor, kept: cursor, writer: None }
    }

    /// Follows the log to its end, a batch at a time; `true` when there may be more.
    pub fn follow(&mut self, site: &Site, touches: Touches) -> anyhow::Result<bool> {
        let cursor = self.cursor;
        let database = site.store.database();
        let logged = database.read_now(|db| Ok::<_, anyhow::Error>(events::after(db, cursor, EVENTS)?))?;
        let Some(last) = logged.last() else { return Ok(false) };
        let mut gathered = Gathered::default();
        for event in logged.iter().filter_map(|row| row.event.as_ref()) {
            gathered.add(touches(event));
        }
        if !gathered.is_empty() {
            let writer = match &mut self.writer {
                Some(writer) => writer,
                none => none.insert(self.opened.writer()?),
            };
            write(site, writer, &gathered)?;
            writer.commit(Mark::new(self.founded, last.at))?;
            self.opened.reload()?;
            self.kept = last.at;
        }
        self.cursor = last.at;
        Ok(logged.len() as i64 == EVENTS)
    }

    /// The event up to which it has read.
    pub fn read_up_to(&self) -> EventId {
        self.cursor.event
    }

    /// Keeps how far it has read, also where nothing had to be written for a while.
    pub fn keep(&mut self) -> anyhow::Result<()> {
        if self.kept != self.cursor {
            let mark = Mark::new(self.founded, self.cursor);
            if self.writer.is_none() {
                self.writer = Some(self.opened.writer()?);
            }
            if let Some(writer) = &mut self.writer {
                writer.commit(mark)?;
            }
            self.kept = self.cursor;
        }
        Ok(())
    }

    /// Ends writing; merges under way are finished first.
    pub fn close(mut self) -> anyhow::Result<()> {
        self.keep()?;
        self.writer.map_or(Ok(()), Writer::finish)
    }
}

/// Replaces the documents of everything that was touched.
fn write(site: &Site, writer: &Writer, gathered: &Gathered) -> anyhow::Result<()> {
    let database = site.store.database();
    let mut whole: Vec<ThreadId> = gathered.threads.iter().copied().collect();
    let mut single: Vec<PostId> = Vec::new();
    let long = database.read_now(|db| Ok::<_, anyhow::Error>(long_threads(db, gathered)?))?;
    for (thread, post) in &gathered.posts {
        match long.contains(thread) {
            true => single.push(*post),
            false => whole.push(*thread),
        }
    }
    whole.sort_unstable();
    whole.dedup();
    for threads in whole.chunks(THREADS) {
        threads.iter().for_each(|thread| writer.remove_thread(*thread));
        add(site, writer, Of::Threads(threads))?;
    }
    for posts in single.chunks(SLICE as usize) {
        posts.iter().for_each(|post| writer.remove_post(*post));
        add(site, writer, Of::Posts(posts))?;
    }
    for tag in &gathered.tags {
        let mut after = ThreadId(0);
        loop {
            let threads = database.read_now(|db| Ok::<_, anyhow::Error>(tagged(db, *tag, after)?))?;
            let Some(last) = threads.last() else { break };
            after = *last;
            threads.iter().for_each(|thread| writer.remove_thread(*thread));
            add(site, writer, Of::Threads(&threads))?;
        }
    }
    Ok(())
}

/// Adds documents slice by slice, so that a long thread does not fill the memory.
fn add(site: &Site, writer: &Writer, of: Of<'_>) -> anyhow::Result<()> {
    let mut after = PostId(0);
    loop {
        let database = site.store.database();
        let (rows, tags) = database.read_now(|db| Ok::<_, anyhow::Error>(document::slice(db, of, after)?))?;
        writer.add(&rows, &tags)?;
        match rows.last() {
            Some(last) if rows.len() as i64 == SLICE => after = last.post,
            _ => return Ok(()),
        }
    }
}

/// Those threads among the touched posts' that are too long to be read anew as a whole.
fn long_threads(db: &mut Db, gathered: &Gathered) -> QueryResult<Vec<ThreadId>> {
    let mut ids: Vec<ThreadId> = gathered.posts.iter().map(|(thread, _)| *thread).collect();
    ids.dedup();
    let mut long = Vec::new();
    for ids in ids.chunks(SLICE as usize) {
        let found: Vec<ThreadId> = threads::table
            .filter(threads::id.eq_any(ids))
            .filter((threads::answers + threads::replies).gt(SHORT))
            .select(threads::id)
            .load(db)?;
        long.extend(found);
    }
    Ok(long)
}

/// The next threads with this tag.
fn tagged(db: &mut Db, tag: TagId, after: ThreadId) -> QueryResult<Vec<ThreadId>> {
    thread_tags::table
        .filter(thread_tags::tag.eq(tag))
        .filter(thread_tags::thread.gt(after))
        .order(thread_tags::thread)
        .limit(THREADS as i64)
        .select(thread_tags::thread)
        .load(db)
}
