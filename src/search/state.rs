//! What the pages know of the index: the one that is open, and whether another is being made.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use super::index::Opened;
use crate::ids::EventId;

/// The search of this server; shared by the pages and the thread that keeps the index.
#[derive(Default)]
pub struct Search {
    opened: RwLock<Option<Arc<Opened>>>,
    /// Percent of the index that is being made, plus one; 0 while none is.
    building: AtomicI64,
    suspect: AtomicBool,
    /// The event up to which the index that serves has read the log.
    read_up_to: AtomicI64,
}

/// How the index stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SearchState {
    /// Posts that can be found; nothing while no index serves.
    pub documents: Option<u64>,
    /// The number of the event up to which the log has been read; 0 while no index serves.
    pub read_up_to: i64,
    /// How far the index that is being made has come, in percent; nothing while none is.
    pub building: Option<i64>,
}

impl Search {
    /// The index to search in; nothing before the first one is made.
    pub fn opened(&self) -> Option<Arc<Opened>> {
        self.opened.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How far the index that is being made has come, in percent; nothing while none is.
    pub fn building(&self) -> Option<i64> {
        match self.building.load(Ordering::Relaxed) {
            0 => None,
            percent => Some(percent - 1),
        }
    }

    /// Asks the index; nothing while there is none, or when it cannot be read: then it is made anew.
    pub fn ask<T>(&self, ask: impl FnOnce(&Opened) -> tantivy::Result<T>) -> Option<T> {
        let opened = self.opened()?;
        // A file that somebody has cut short makes its reader panic.
        match catch_unwind(AssertUnwindSafe(|| ask(&opened))) {
            Ok(Ok(answer)) => return Some(answer),
            Ok(Err(problem)) => tracing::error!(%problem, "the search index cannot be read"),
            Err(_) => tracing::error!("reading the search index panicked"),
        }
        self.suspect.store(true, Ordering::Relaxed);
        None
    }

    /// How the index stands, for whoever looks after the machine.
    pub fn state(&self) -> SearchState {
        let documents = self.opened().map(|opened| opened.searcher().num_docs());
        let read_up_to = documents.map_or(0, |_| self.read_up_to.load(Ordering::Relaxed));
        SearchState { documents, read_up_to, building: self.building() }
    }

    pub(super) fn set_read_up_to(&self, event: EventId) {
        self.read_up_to.store(event.0, Ordering::Relaxed);
    }

    pub(super) fn take_suspicion(&self) -> bool {
        self.suspect.swap(false, Ordering::Relaxed)
    }

    pub(super) fn set_opened(&self, opened: Option<Arc<Opened>>) {
        *self.opened.write().unwrap_or_else(PoisonError::into_inner) = opened;
    }

    pub(super) fn set_building(&self, percent: Option<i64>) {
        self.building.store(percent.map_or(0, |percent| percent.clamp(0, 100) + 1), Ordering::Relaxed);
    }
}
