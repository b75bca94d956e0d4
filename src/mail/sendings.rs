//! What the threads that send have lived through since the start: for the page that says what is wrong.

use std::sync::{Mutex, PoisonError};

use crate::ids::Ts;
use crate::metrics::Counter;

/// Counts of letters, and what went wrong last.
#[derive(Debug, Default)]
pub struct Sendings {
    /// Letters that left.
    pub sent: Counter,
    /// Letters that did not, this time or for good.
    pub failed: Counter,
    last: Mutex<Option<(Ts, String)>>,
}

impl Sendings {
    /// The last problem since a letter left, and when it was; its text holds no addresses.
    pub fn last_problem(&self) -> Option<(Ts, String)> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn note_sent(&self) {
        self.sent.one();
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// `problem` is kept where it may be everybody's, not where it is about one address.
    pub(super) fn note_failed(&self, problem: Option<&str>) {
        self.failed.one();
        if let Some(problem) = problem {
            let noted = Some((Ts::now(), problem.to_owned()));
            *self.last.lock().unwrap_or_else(PoisonError::into_inner) = noted;
        }
    }
}
