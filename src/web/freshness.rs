//! What a kept page was made of, and whether it is still so.
//!
//! A page says which [`Part`]s of the community it shows. Whatever changes one of them moves this node's clock and
//! notes its time; a page is fresh while none of its parts has changed since the time read before its transaction
//! began. So a page that was being made from an older state while something changed is out of date at once.
//!
//! The node that writes notes it right after its commit, before the writer gets an answer; other nodes when they read
//! the log, four times a second. On PostgreSQL the log is read up to the oldest open transaction.

use std::collections::HashMap;
use std::sync::RwLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::ids::{BoardId, ThreadId};

/// How old a kept page may become, whatever its parts say: points, ranks and "an hour ago" are as old at most.
pub const OLDEST: Duration = Duration::from_secs(60);
/// Changes remembered at most; more of them at once count as a change of everything.
const MOST: usize = 20_000;

/// Something that pages show and that changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// Settings, boards, names, whatever is hidden or taken away: every page shows it.
    Everything,
    /// How threads stand in lists, on whatever board.
    Lists,
    /// The threads of any board; changes with each [`Part::Board`].
    AnyBoard,
    /// The threads of a board.
    Board(BoardId),
    /// A thread and its posts.
    Thread(ThreadId),
}

/// When parts last changed, by this node's clock.
#[derive(Default)]
pub struct Freshness {
    clock: AtomicU64,
    changed: RwLock<HashMap<Part, (u64, Instant)>>,
}

impl Freshness {
    /// The present time; read it before the transaction a page is made in.
    pub fn now(&self) -> u64 {
        self.clock.load(Ordering::Acquire)
    }

    /// These parts have changed.
    pub fn outdate(&self, parts: &[Part]) {
        if parts.is_empty() {
            return;
        }
        let mut changed = self.changed.write().unwrap_or_else(|e| e.into_inner());
        let (time, at) = (self.now() + 1, Instant::now());
        for part in parts {
            changed.insert(*part, (time, at));
            if let Part::Board(_) = part {
                changed.insert(Part::AnyBoard, (time, at));
            }
        }
        if changed.len() > MOST {
            // Pages made before these are too old anyway.
            changed.retain(|_, (_, at)| at.elapsed() < 2 * OLDEST);
            if changed.len() > MOST {
                changed.clear();
                changed.insert(Part::Everything, (time, at));
            }
        }
        self.clock.store(time, Ordering::Release);
    }

    /// Whether nothing of this has changed since `time`.
    pub fn is_current(&self, parts: &[Part], time: u64) -> bool {
        if self.now() == time {
            return true;
        }
        let changed = self.changed.read().unwrap_or_else(|e| e.into_inner());
        let is_since = |part: &Part| changed.get(part).is_some_and(|(at, _)| *at > time);
        !is_since(&Part::Everything) && !parts.iter().any(is_since)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_current_until_one_of_its_parts_changes() {
        let freshness = Freshness::default();
        let (one, two) = (Part::Thread(ThreadId(1)), Part::Thread(ThreadId(2)));
        let time = freshness.now();
        freshness.outdate(&[two]);
        assert!(freshness.is_current(&[one], time));
        assert!(!freshness.is_current(&[one, two], time));
        assert!(freshness.is_current(&[two], freshness.now()));
        freshness.outdate(&[Part::Everything]);
        assert!(!freshness.is_current(&[one], time));
    }

    #[test]
    fn a_board_is_one_of_all_boards() {
        let freshness = Freshness::default();
        let time = freshness.now();
        freshness.outdate(&[Part::Board(BoardId(7))]);
        assert!(!freshness.is_current(&[Part::AnyBoard], time));
        assert!(freshness.is_current(&[Part::Board(BoardId(8)), Part::Lists], time));
    }

    #[test]
    fn too_many_changes_are_a_change_of_everything() {
        let freshness = Freshness::default();
        let time = freshness.now();
        for id in 0..=MOST as i64 {
            freshness.outdate(&[Part::Thread(ThreadId(id))]);
        }
        assert!(freshness.changed.read().unwrap().len() <= MOST);
        assert!(!freshness.is_current(&[Part::Lists], time));
    }
}
