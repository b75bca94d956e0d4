//! Index: **what can happen.**
//!
//! An [`Event`] is a fact in the past tense. It is written to the append-only log in the transaction of the change
//! itself ([`Tx::record`]), with ids and with what may change later (author, board, tags at the time). What follows
//! from it is written down in one place, `reactions.rs`; this room only knows the port [`Inside`].

mod log;

use std::sync::Arc;

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::db::schema::events;
use crate::db::{Database, Db, DbError};
use crate::ids::{BoardId, DepartmentId, FlagId, MemberId, PostId, TagId, ThreadId, Ts};

pub use log::{Cursor, Logged, after, end};

/// Everything that can happen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)] // the names of the fields are the documentation
#[rustfmt::skip] // an index: one line each
pub enum Event {
    // Members
    MemberJoined { member: MemberId },
    MemberRenamed { member: MemberId },
    MemberSeen { member: MemberId, day: i64 },
    AddressChanged { member: MemberId },
    PasswordChanged { member: MemberId },
    RoleChanged { member: MemberId, role: i16, by: MemberId },
    MemberSuspended { member: MemberId, by: MemberId },
    MemberReinstated { member: MemberId, by: MemberId },
    MemberErased { member: MemberId, texts: bool, by: MemberId },
    RankReached { member: MemberId, rank: i16 },
    // The community
    CommunityChanged { by: MemberId },
    BoardChanged { board: BoardId, by: MemberId },
    BoardVisibilityChanged { board: BoardId, by: MemberId },
    TagChanged { tag: TagId, by: MemberId },
    DepartmentChanged { department: DepartmentId, by: MemberId },
    LegalPageChanged { slug: String, language: String, by: MemberId },
    // Threads and posts
    ThreadStarted { thread: ThreadId, opening: PostId, author: MemberId, board: BoardId, kind: i16, tags: Vec<TagId> },
    AnswerGiven { thread: ThreadId, post: PostId, author: MemberId, board: BoardId, tags: Vec<TagId> },
    ReplyGiven { thread: ThreadId, post: PostId, author: MemberId, board: BoardId, to: Option<PostId> },
    PostEdited { thread: ThreadId, post: PostId, by: MemberId },
    PostDeleted { thread: ThreadId, post: PostId, by: MemberId },
    PostRestored { thread: ThreadId, post: PostId, by: MemberId },
    PostHidden { thread: ThreadId, post: PostId, by: MemberId, reason: i16 },
    ThreadDeleted { thread: ThreadId, by: MemberId },
    ThreadRestored { thread: ThreadId, by: MemberId },
    ThreadHidden { thread: ThreadId, by: MemberId, reason: i16 },
    ThreadMoved { thread: ThreadId, from: BoardId, to: BoardId, by: MemberId },
    ThreadLocked { thread: ThreadId, by: MemberId },
    ThreadUnlocked { thread: ThreadId, by: MemberId },
    ThreadPinned { thread: ThreadId, by: MemberId },
    ThreadUnpinned { thread: ThreadId, by: MemberId },
    ThreadMadeOfficial { thread: ThreadId, by: MemberId },
    ThreadMadeUnofficial { thread: ThreadId, by: MemberId },
    ThreadMarkedDuplicate { thread: ThreadId, of: Option<ThreadId>, by: MemberId },
    ThreadRetitled { thread: ThreadId, by: MemberId },
    ThreadTagged { thread: ThreadId, tags: Vec<TagId>, by: MemberId },
    ThreadKindChanged { thread: ThreadId, kind: i16, by: MemberId },
    // Endings
    SolutionAccepted { thread: ThreadId, post: PostId, author: MemberId, asker: MemberId, by: MemberId, board: BoardId },
    SolutionWithdrawn { thread: ThreadId, post: PostId, author: MemberId, asker: MemberId, by: MemberId },
    ThreadSelfSolved { thread: ThreadId, by: MemberId },
    ThreadSettled { thread: ThreadId, by: MemberId },
    ThreadReopened { thread: ThreadId, by: MemberId },
    // Marks
    HelpfulGiven { thread: ThreadId, post: PostId, author: MemberId, by: MemberId },
    HelpfulTakenBack { thread: ThreadId, post: PostId, author: MemberId, by: MemberId },
    HelpfulImported { thread: ThreadId, post: PostId, author: MemberId, count: i64 },
    WorkedGiven { thread: ThreadId, post: PostId, author: MemberId, by: MemberId },
    WorkedTakenBack { thread: ThreadId, post: PostId, author: MemberId, by: MemberId },
    SameHereGiven { thread: ThreadId, by: MemberId },
    SameHereTakenBack { thread: ThreadId, by: MemberId },
    // Moderation
    PostFlagged { thread: ThreadId, post: PostId, flag: FlagId, reason: i16, by: Option<MemberId> },
    FlagSettled { flag: FlagId, post: PostId, by: MemberId },
}

/// Where an event comes from: imports tell nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Somebody did it here.
    Live = 0,
    /// It was brought in with old content.
    Import = 1,
}

/// The schema version written with new events; replay reads older ones by their number.
const SCHEMA_VERSION: i16 = 1;

/// Events written in one statement.
const EVENTS_AT_ONCE: usize = 1_000;

/// How deep reactions may record further events.
const DEPTH: usize = 3;

/// Port: what happens inside the transaction of an event (`reactions::inside`), filled in `lib.rs`.
pub type Inside = fn(&mut Tx<'_>, &Event) -> QueryResult<()>;

/// Port: what a node does for itself the moment a transaction of its own is on disk; quick, and safe to leave out,
/// since the log says it again ([`after`]).
pub type After = Arc<dyn Fn(&[Event]) + Send + Sync>;

/// A transaction that writes: the database, the time it happens at, and the events recorded so far.
pub struct Tx<'a> {
    /// The connection, inside its transaction.
    pub db: &'a mut Db,
    /// When this happens: the same for everything in the transaction.
    pub now: Ts,
    /// Where it comes from.
    pub origin: Origin,
    pending: Vec<Event>,
    followed: Vec<Event>,
}

impl Tx<'_> {
    /// Writes `event` to the log; what follows from it runs before the transaction commits.
    pub fn record(&mut self, event: Event) -> QueryResult<()> {
        let (kind, data) = split(&event)?;
        diesel::insert_into(events::table)
            .values((
                events::kind.eq(kind),
                events::data.eq(data),
                events::schema_version.eq(SCHEMA_VERSION),
                events::origin.eq(self.origin as i16),
                events::happened_at.eq(self.now.0),
                events::recorded_at.eq(Ts::now().0),
            ))
            .execute(self.db)?;
        self.pending.push(event);
        Ok(())
    }

    /// Writes what happened elsewhere long ago to the log, many at once, each with its time. Nothing follows from it
    /// here: whoever brings it in writes what follows for all of it together, and ends where the reactions would
    /// (a test of the import compares).
    pub fn record_past(&mut self, past: &[(Ts, Event)]) -> QueryResult<()> {
        let recorded_at = Ts::now();
        for some in past.chunks(EVENTS_AT_ONCE) {
            let mut rows = Vec::with_capacity(some.len());
            for (happened_at, event) in some {
                let (kind, data) = split(event)?;
                rows.push((
                    events::kind.eq(kind),
                    events::data.eq(data),
                    events::schema_version.eq(SCHEMA_VERSION),
                    events::origin.eq(self.origin as i16),
                    events::happened_at.eq(happened_at.0),
                    events::recorded_at.eq(recorded_at.0),
                ));
            }
            crate::on_each!(self.db, |c| diesel::insert_into(events::table).values(&rows).execute(c))?;
        }
        Ok(())
    }
}

/// The name of an event and its fields as JSON.
fn split(event: &Event) -> QueryResult<(String, String)> {
    let unwritable = |e: serde_json::Error| diesel::result::Error::SerializationError(Box::new(e));
    let value = serde_json::to_value(event).map_err(unwritable)?;
    let (kind, data) = value.as_object().and_then(|o| o.iter().next()).unwrap_or_else(|| {
        // cannot fail: serde writes an enum of struct variants as an object with one field
        unreachable!("an event is one named object")
    });
    Ok((kind.clone(), data.to_string()))
}

/// Reads a row of the log; `None` for kinds this program does not know, which are kept and skipped.
pub fn parse(kind: &str, data: &str) -> Option<Event> {
    let data: serde_json::Value = serde_json::from_str(data).ok()?;
    serde_json::from_value(serde_json::json!({ kind: data })).ok()
}

/// The way into the database for everything that changes something.
#[derive(Clone)]
pub struct Store {
    database: Database,
    inside: Inside,
    after: After,
}

impl Store {
    /// A store whose events are followed up by `inside`.
    pub fn new(database: Database, inside: Inside) -> Store {
        Store { database, inside, after: Arc::new(|_| {}) }
    }

    /// The same store; `after` hears of what it has committed, before the writer gets its answer.
    pub fn then(self, after: After) -> Store {
        Store { after, ..self }
    }

    /// The database itself, for reading.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// See [`Database::read`].
    pub async fn read<T, E>(&self, f: impl FnOnce(&mut Db) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: DbError,
    {
        self.database.read(f).await
    }

    /// Runs `f` and what follows from its events in one transaction; returns once it is on disk.
    pub async fn write<T, E>(&self, f: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: DbError,
    {
        let inside = self.inside;
        let run = move |db: &mut Db| run(db, inside, Ts::now(), Origin::Live, &f);
        let (value, events) = self.database.write(run).await?;
        (self.after)(&events);
        Ok(value)
    }

    /// [`Store::write`] for threads that may wait, at a time of the caller's choosing (the demo's past, imports).
    pub fn write_at<T, E>(
        &self,
        now: Ts,
        origin: Origin,
        f: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: DbError,
    {
        let inside = self.inside;
        let (value, events) = self.database.write_now(move |db| run(db, inside, now, origin, &f))?;
        (self.after)(&events);
        Ok(value)
    }
}

fn run<T, E: DbError>(
    db: &mut Db,
    inside: Inside,
    now: Ts,
    origin: Origin,
    f: &impl Fn(&mut Tx<'_>) -> Result<T, E>,
) -> Result<(T, Vec<Event>), E> {
    let mut tx = Tx { db, now, origin, pending: Vec::new(), followed: Vec::new() };
    let value = f(&mut tx)?;
    follow_up(&mut tx, inside)?;
    Ok((value, tx.followed))
}

impl Tx<'_> {
    /// Runs one more step of a longer transaction at another time, with everything that follows from it.
    ///
    /// For the demo community, which writes months of history in one go.
    pub fn step<T, E: DbError>(
        &mut self,
        now: Ts,
        inside: Inside,
        f: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut step =
            Tx { db: self.db, now, origin: self.origin, pending: Vec::new(), followed: Vec::new() };
        let value = f(&mut step)?;
        follow_up(&mut step, inside)?;
        let mut followed = step.followed;
        self.followed.append(&mut followed);
        Ok(value)
    }
}

/// Runs reactions in order; they may record further events, at most [`DEPTH`] deep.
fn follow_up(tx: &mut Tx<'_>, inside: Inside) -> QueryResult<()> {
    for _ in 0..DEPTH {
        let events = std::mem::take(&mut tx.pending);
        if events.is_empty() {
            return Ok(());
        }
        for event in &events {
            inside(tx, event)?;
        }
        tx.followed.extend(events);
    }
    debug_assert!(tx.pending.is_empty(), "reactions went deeper than {DEPTH}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_survives_the_log() {
        let event = Event::HelpfulGiven {
            thread: ThreadId(1),
            post: PostId(2),
            author: MemberId(3),
            by: MemberId(4),
        };
        let (kind, data) = split(&event).expect("written");
        assert_eq!(kind, "HelpfulGiven");
        assert_eq!(parse(&kind, &data), Some(event));
    }

    #[test]
    fn an_unknown_kind_is_skipped() {
        assert_eq!(parse("RocketLaunched", "{\"by\":1}"), None);
    }
}
