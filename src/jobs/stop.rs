//! How background threads are told to end, and how they wait meanwhile.

use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

/// A sign to stop, seen by everybody who has a clone of it.
#[derive(Clone, Default)]
pub struct Stop(Arc<(Mutex<bool>, Condvar)>);

impl Stop {
    /// Tells everybody, and wakes who waits.
    pub fn set(&self) {
        *self.0.0.lock().unwrap_or_else(|e| e.into_inner()) = true;
        self.0.1.notify_all();
    }

    /// Whether it was told.
    pub fn is_set(&self) -> bool {
        *self.0.0.lock().unwrap_or_else(|e| e.into_inner())
    }

    /// Waits this long, or until it is told; says whether it was.
    pub fn wait(&self, time: Duration) -> bool {
        let told = self.0.0.lock().unwrap_or_else(|e| e.into_inner());
        let waited = self.0.1.wait_timeout_while(told, time, |told| !*told);
        *waited.unwrap_or_else(|e| e.into_inner()).0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_waits_is_woken() {
        let stop = Stop::default();
        assert!(!stop.wait(Duration::ZERO));
        let waiting = stop.clone();
        let thread = std::thread::spawn(move || waiting.wait(Duration::from_secs(600)));
        stop.set();
        assert!(thread.join().expect("woken"));
        assert!(stop.is_set());
    }
}
