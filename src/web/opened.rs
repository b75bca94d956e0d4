//! What members have opened lately, so that it counts as read: gathered in memory, written down every few seconds by
//! a higher room, since a GET never takes the write path. Only what was gathered in the last seconds is lost when the
//! machine fails.

use std::collections::{BTreeMap, HashMap};
use std::sync::Mutex;

use crate::ids::{MemberId, NotificationId, ThreadId, Ts};

/// Members remembered between two rounds at most.
const AT_MOST: usize = 100_000;
/// Things remembered of one member at most.
const OF_ONE: usize = 200;

/// What one member has opened, and when: what came after that is still new.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opening {
    /// Threads whose page was opened.
    pub threads: BTreeMap<ThreadId, Ts>,
    /// Unread rows of the inbox that were followed.
    pub rows: BTreeMap<NotificationId, Ts>,
}

/// One for each running site.
#[derive(Default)]
pub struct Opened(Mutex<HashMap<MemberId, Opening>>);

impl Opened {
    /// Notes that a thread's page was opened.
    pub fn thread(&self, member: MemberId, thread: ThreadId) {
        self.with(member, |opening| {
            if opening.threads.len() < OF_ONE {
                opening.threads.insert(thread, Ts::now());
            }
        });
    }

    /// Notes that an unread row of the inbox was followed.
    pub fn row(&self, member: MemberId, row: NotificationId) {
        self.with(member, |opening| {
            if opening.rows.len() < OF_ONE {
                opening.rows.insert(row, Ts::now());
            }
        });
    }

    fn with(&self, member: MemberId, f: impl FnOnce(&mut Opening)) {
        let mut opened = self.0.lock().unwrap_or_else(|e| e.into_inner());
        if opened.len() < AT_MOST || opened.contains_key(&member) {
            f(opened.entry(member).or_default());
        }
    }

    /// What a member has opened that is not written down yet.
    pub fn of(&self, member: MemberId) -> Opening {
        let opened = self.0.lock().unwrap_or_else(|e| e.into_inner());
        opened.get(&member).cloned().unwrap_or_default()
    }

    /// Everything gathered, by member; to be given back to [`Opened::forget`] once it is written down.
    pub fn all(&self) -> Vec<(MemberId, Opening)> {
        let opened = self.0.lock().unwrap_or_else(|e| e.into_inner());
        let mut all: Vec<_> = opened.iter().map(|(member, opening)| (*member, opening.clone())).collect();
        all.sort_unstable_by_key(|(member, _)| *member);
        all
    }

    /// Forgets what was written down; what came in meanwhile stays.
    pub fn forget(&self, member: MemberId, written: &Opening) {
        let mut opened = self.0.lock().unwrap_or_else(|e| e.into_inner());
        if let Some(opening) = opened.get_mut(&member) {
            opening.threads.retain(|thread, at| written.threads.get(thread) != Some(at));
            opening.rows.retain(|row, at| written.rows.get(row) != Some(at));
            if *opening == Opening::default() {
                opened.remove(&member);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_opened_while_it_is_written_stays() {
        let opened = Opened::default();
        let ada = MemberId(1);
        opened.thread(ada, ThreadId(7));
        opened.row(ada, NotificationId(9));
        let all = opened.all();
        assert_eq!(all.len(), 1);
        opened.thread(ada, ThreadId(8));
        opened.forget(ada, &all[0].1);
        assert_eq!(opened.of(ada).threads.into_keys().collect::<Vec<_>>(), [ThreadId(8)]);
        let all = opened.all();
        opened.forget(ada, &all[0].1);
        assert!(opened.all().is_empty());
    }
}
