//! What the database has been asked for, for whoever looks after the machine.

use crate::metrics::{Counter, Gauge, Histogram};

/// Writes committed together: the steps of [`Counts::together`].
const TOGETHER: &[u64] = &[1, 2, 4, 8, 16, 32, 64, 128];
/// Microseconds: the steps of [`Counts::took`].
const TOOK: &[u64] = &[1_000, 2_500, 5_000, 10_000, 25_000, 100_000, 1_000_000];

/// Counted since the start of this server.
#[derive(Debug)]
pub struct Counts {
    /// Snapshots that were read.
    pub reads: Counter,
    /// Writes that were asked for.
    pub writes: Counter,
    /// Writes that were committed together, by commit. SQLite only: on PostgreSQL each has its own.
    pub together: Histogram,
    /// Microseconds from the begin of a write transaction to its end on disk.
    pub took: Histogram,
    /// Writes that wait for their turn.
    pub waiting: Gauge,
    /// Reads and writes that were turned away: no connection in time, or too many writes waiting.
    pub turned_away: Counter,
    /// Commits that were lost, and transactions that had to be run again.
    pub lost: Counter,
}

impl Default for Counts {
    fn default() -> Counts {
        Counts {
            reads: Counter::default(),
            writes: Counter::default(),
            together: Histogram::new(TOGETHER),
            took: Histogram::new(TOOK),
            waiting: Gauge::default(),
            turned_away: Counter::default(),
            lost: Counter::default(),
        }
    }
}
