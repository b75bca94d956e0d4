//! Something that was read or found and is good for a while, so that the next who asks need not wait for it.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What is kept, by what was asked for. Values are handed out as clones: keep an `Arc` of what is large.
#[derive(Debug)]
pub struct Kept<K, V> {
    most: usize,
    all: Mutex<HashMap<K, (Instant, V)>>,
}

impl<K: Eq + Hash, V: Clone> Kept<K, V> {
    /// An empty one. Beyond `most` things all are forgotten.
    pub fn new(most: usize) -> Kept<K, V> {
        Kept { most, all: Mutex::default() }
    }

    /// What was put there at most `age` ago.
    pub fn get(&self, key: &K, age: Duration) -> Option<V> {
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(key).filter(|(at, _)| at.elapsed() < age).map(|(_, value)| value.clone())
    }

    /// Keeps it from now on.
    pub fn put(&self, key: K, value: V) {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= self.most && !all.contains_key(&key) {
            all.clear();
        }
        all.insert(key, (Instant::now(), value));
    }

    /// What was read at most `age` ago, or what `read` reads now.
    pub fn get_or<E>(&self, key: K, age: Duration, read: impl FnOnce() -> Result<V, E>) -> Result<V, E> {
        if let Some(value) = self.get(&key, age) {
            return Ok(value);
        }
        // Not under the lock: reading may take its time.
        let value = read()?;
        self.put(key, value.clone());
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn what_was_read_is_good_for_a_while() {
        let kept = Kept::new(1);
        let read = |value: i32| kept.get_or((), LONG, || Ok::<_, ()>(value));
        assert_eq!((read(1), read(2)), (Ok(1), Ok(1)));
        assert_eq!(kept.get_or((), Duration::ZERO, || Err(())), Err(()), "read anew");
        assert_eq!(read(3), Ok(1));
    }

    #[test]
    fn it_does_not_grow_without_end() {
        let kept = Kept::new(2);
        for key in 0..3 {
            kept.put(key, key);
        }
        assert_eq!((kept.get(&0, LONG), kept.get(&2, LONG)), (None, Some(2)));
        kept.put(3, 3);
        kept.put(3, 4);
        assert_eq!((kept.get(&2, LONG), kept.get(&3, LONG)), (Some(2), Some(4)));
    }
}
