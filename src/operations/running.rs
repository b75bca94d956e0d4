//! What a server knows of itself.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::figures::{Members, Stored};
use crate::ids::Ts;

/// Since when it runs, whether it is about to stop, and what was read for the last who asked.
#[derive(Debug)]
pub struct Running {
    /// When it was started.
    pub since: Ts,
    is_draining: AtomicBool,
    pub(super) stored: Kept<Stored>,
    pub(super) members: Kept<Members>,
}

impl Default for Running {
    fn default() -> Running {
        Running {
            since: Ts::now(),
            is_draining: AtomicBool::default(),
            stored: Kept::default(),
            members: Kept::default(),
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

/// Something that was read and is good for a while.
#[derive(Debug)]
pub struct Kept<T>(Mutex<Option<(Instant, T)>>);

impl<T> Default for Kept<T> {
    fn default() -> Kept<T> {
        Kept(Mutex::new(None))
    }
}

impl<T: Clone> Kept<T> {
    /// What was read at most `age` ago, or what `read` reads now.
    pub fn get<E>(&self, age: Duration, read: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, value)) = kept.filter(|(at, _)| at.elapsed() < age) {
            return Ok(value);
        }
        // Not under the lock: reading may take its time.
        let value = read()?;
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), value.clone()));
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_is_good_for_a_while() {
        let kept = Kept::default();
        let read = |value: i32| kept.get(Duration::from_secs(60), || Ok::<_, ()>(value));
        assert_eq!((read(1), read(2)), (Ok(1), Ok(1)));
        assert_eq!(kept.get(Duration::ZERO, || Err(())), Err(()), "read anew");
        assert_eq!(read(3), Ok(1));
    }
}
