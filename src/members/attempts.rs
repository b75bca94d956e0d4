//! Wrong passwords, counted for each address: the pause grows, and after a hundred in a row only a code helps.
//!
//! Kept in memory, for known and unknown addresses alike. A restart forgets it; the limit of the network address
//! and the cost of a hash still stand.

use std::collections::HashMap;
use std::sync::Mutex;

use crate::ids::Ts;
use crate::web::secrets::hash_token;

/// Wrong ones before the first pause: people mistype.
const FREE: u32 = 5;
/// Wrong ones in a row before only a code helps.
const MOST: u32 = 100;
/// Seconds of the longest pause.
const LONGEST_PAUSE_SECONDS: i64 = 900;
/// Addresses remembered at once.
const ADDRESSES: usize = 20_000;
/// Hours after which an address is forgotten.
const FORGET_HOURS: i64 = 24;

#[derive(Clone, Copy)]
struct Failed {
    count: u32,
    last: Ts,
}

/// The addresses for which a wrong password was given lately.
#[derive(Default)]
pub struct Attempts(Mutex<HashMap<String, Failed>>);

impl Attempts {
    /// Counts an attempt before it is checked, so that many at once are counted too.
    ///
    /// Errors: seconds to wait.
    pub fn begin(&self, address_key: &str, now: Ts) -> Result<(), u32> {
        let mut all = self.0.lock().unwrap_or_else(|e| e.into_inner());
        let key = hash_token(address_key);
        let failed = all.get(&key).copied().filter(|f| now < f.last.plus_hours(FORGET_HOURS));
        let failed = failed.unwrap_or(Failed { count: 0, last: now });
        let wait = pause_seconds(failed.count) - now.seconds_since(failed.last);
        if failed.count > 0 && wait > 0 {
            return Err(u32::try_from(wait).unwrap_or(u32::MAX));
        }
        make_room(&mut all, now);
        all.insert(key, Failed { count: failed.count.saturating_add(1), last: now });
        Ok(())
    }

    /// The right password or a code was given: all is forgotten.
    pub fn succeed(&self, address_key: &str) {
        self.0.lock().unwrap_or_else(|e| e.into_inner()).remove(&hash_token(address_key));
    }
}

/// Seconds between the `failed`-th wrong password in a row and the next attempt.
fn pause_seconds(failed: u32) -> i64 {
    match failed {
        0..=FREE => 0,
        MOST.. => FORGET_HOURS * 3600,
        _ => (1_i64 << (failed - FREE).min(20)).min(LONGEST_PAUSE_SECONDS),
    }
}

fn make_room(all: &mut HashMap<String, Failed>, now: Ts) {
    if all.len() < ADDRESSES {
        return;
    }
    all.retain(|_, failed| now < failed.last.plus_hours(FORGET_HOURS));
    if all.len() < ADDRESSES {
        return;
    }
    // Those with the fewest failures go: a flood of new addresses must not wash away the one under attack.
    let mut counts: Vec<u32> = all.values().map(|failed| failed.count).collect();
    counts.sort_unstable();
    let middle = counts.get(counts.len() / 2).copied().unwrap_or(0);
    all.retain(|_, failed| failed.count > middle);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_grows_and_ends_in_a_day() {
        let pauses: Vec<_> = [0, 5, 6, 7, 10, 50, 99, 100].map(pause_seconds).to_vec();
        assert_eq!(pauses, [0, 0, 2, 4, 32, 900, 900, 86_400]);
    }

    #[test]
    fn waiting_helps_and_success_forgets() {
        let attempts = Attempts::default();
        let now = Ts(0);
        for _ in 0..6 {
            assert_eq!(attempts.begin("a@example.org", now), Ok(()));
        }
        assert_eq!(attempts.begin("a@example.org", now), Err(2));
        assert_eq!(attempts.begin("b@example.org", now), Ok(()));
        assert_eq!(attempts.begin("a@example.org", now.plus_seconds(2)), Ok(()));
        assert_eq!(attempts.begin("a@example.org", now.plus_seconds(3)), Err(3));
        attempts.succeed("a@example.org");
        assert_eq!(attempts.begin("a@example.org", now.plus_seconds(3)), Ok(()));
    }

    #[test]
    fn memory_is_bounded_and_the_attacked_stay() {
        let attempts = Attempts::default();
        for _ in 0..7 {
            let _ = attempts.begin("attacked@example.org", Ts(0));
        }
        for n in 0..2 * ADDRESSES {
            let _ = attempts.begin(&format!("{n}@example.org"), Ts(0));
        }
        assert!(attempts.0.lock().unwrap().len() <= ADDRESSES);
        assert!(attempts.begin("attacked@example.org", Ts(0)).is_err());
    }
}
