//! Following the log: every event once, in an order that nothing can slip behind.
//!
//! SQLite numbers events as they become visible. On PostgreSQL number 8 can be committed before number 7, so a
//! [`Cursor`] goes by transaction first, and only as far as no transaction is open any more.

use diesel::prelude::*;

use super::{Event, parse};
use crate::db::schema::{events, site};
use crate::db::{Db, settled_before};
use crate::ids::{EventId, Ts};

/// How far somebody has read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cursor {
    /// The life of the log; a restored backup begins another, and then everything made from the log is made anew.
    pub epoch: i64,
    /// PostgreSQL's transaction; 0 on SQLite.
    pub tx: i64,
    /// The event.
    pub event: EventId,
}

/// A row of the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Logged {
    /// Where it stands; reading goes on [`after`] it.
    pub at: Cursor,
    /// When it happened.
    pub happened_at: Ts,
    /// `None`: made by a newer program, to be skipped.
    pub event: Option<Event>,
}

/// The present end of the log: for what is kept in memory and so begins empty.
pub fn end(db: &mut Db) -> QueryResult<Cursor> {
    let settled = settled_before(db)?;
    let last: Option<(i64, EventId)> = events::table
        .filter(events::tx.lt(settled))
        .order((events::tx.desc(), events::id.desc()))
        .select((events::tx, events::id))
        .first(db)
        .optional()?;
    let (tx, event) = last.unwrap_or_default();
    Ok(Cursor { epoch: epoch(db)?, tx, event })
}

/// The next events after a cursor, at most so many. A cursor of another epoch reads from the start.
pub fn after(db: &mut Db, cursor: Cursor, most: i64) -> QueryResult<Vec<Logged>> {
    let epoch = epoch(db)?;
    let from = if cursor.epoch == epoch { cursor } else { Cursor::default() };
    let settled = settled_before(db)?;
    let rows: Vec<(i64, EventId, Ts, String, String)> = events::table
        .filter(events::tx.gt(from.tx).or(events::tx.eq(from.tx).and(events::id.gt(from.event))))
        .filter(events::tx.lt(settled))
        .order((events::tx, events::id))
        .limit(most)
        .select((events::tx, events::id, events::happened_at, events::kind, events::data))
        .load(db)?;
    let read = |(tx, event, happened_at, kind, data): (i64, EventId, Ts, String, String)| Logged {
        at: Cursor { epoch, tx, event },
        happened_at,
        event: parse(&kind, &data),
    };
    Ok(rows.into_iter().map(read).collect())
}

fn epoch(db: &mut Db) -> QueryResult<i64> {
    site::table.select(site::epoch).first(db)
}
