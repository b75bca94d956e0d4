//! The line under a thread's title.

use crate::forum::thread::Thread;
use crate::ids::Ts;

/// What stands under the title.
pub struct Facts {
    pub created_at: Ts,
    pub answers: i64,
    pub posts: i64,
    pub same_here: i64,
    pub is_locked: bool,
    pub is_pinned: bool,
    pub is_official: bool,
    /// Hidden or deleted: the text key, and that of the reason.
    pub notice: Option<(&'static str, Option<String>)>,
}

/// What stands under the title of this thread.
pub fn facts(thread: &Thread) -> Facts {
    let notice = match (thread.hidden_at, thread.deleted_at) {
        (Some(_), _) => {
            let reason = thread.hidden_reason.map(|reason| format!("flag-reason-{}", reason.word()));
            Some(("thread-hidden", reason))
        }
        (None, Some(_)) => Some(("thread-deleted", None)),
        (None, None) => None,
    };
    Facts {
        created_at: thread.created_at,
        answers: thread.answers,
        posts: thread.answers + thread.replies,
        same_here: thread.same_here,
        is_locked: thread.locked_at.is_some(),
        is_pinned: thread.pinned_at.is_some(),
        is_official: thread.official_at.is_some(),
        notice,
    }
}
