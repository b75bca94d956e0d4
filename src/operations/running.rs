//! What a server knows of itself.

use std::sync::atomic::{AtomicBool, Ordering};

use super::figures::{Members, Stored};
use crate::ids::Ts;
use crate::web::Kept;

/// Since when it runs, whether it is about to stop, and what was read for the last who asked.
#[derive(Debug)]
pub struct Running {
    /// When it was started.
    pub since: Ts,
    is_draining: AtomicBool,
    pub(super) stored: Kept<(), Stored>,
    pub(super) members: Kept<(), Members>,
}

impl Default for Running {
    fn default() -> Running {
        Running {
            since: Ts::now(),
            is_draining: AtomicBool::default(),
            stored: Kept::new(1),
            members: Kept::new(1),
        }
    }
}

impl Running {
    /// From now on it takes no more work.
    pub fn drain(&self) {
        self.is_draining.store(true, Ordering::Relaxed);
    }

    /// Whether it takes no more work.
    pub fn is_draining(&self) -> bool {
        self.is_draining.load(Ordering::Relaxed)
    }
}
