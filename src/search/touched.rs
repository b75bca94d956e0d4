//! What an event changes of the index: the words that `reactions.rs` says it with.

use std::collections::BTreeSet;

use crate::events::Event;
use crate::ids::{PostId, TagId, ThreadId};

/// Port: what has to be read anew after an event, filled with `reactions::searched`.
pub type Touches = fn(&Event) -> Touched;

/// What has to be read anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touched {
    /// Nothing that is searched for.
    Nothing,
    /// All posts of a thread.
    Thread(ThreadId),
    /// One post; in short threads the others too, since the thread's state may have changed with it.
    Post(ThreadId, PostId),
    /// All threads with a tag.
    Tag(TagId),
}

/// What several events together have touched.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    /// Threads.
    pub threads: BTreeSet<ThreadId>,
    /// Posts with their threads.
    pub posts: BTreeSet<(ThreadId, PostId)>,
    /// Tags.
    pub tags: BTreeSet<TagId>,
}

impl Gathered {
    /// Adds what one more event has touched.
    pub fn add(&mut self, touched: Touched) {
        match touched {
            Touched::Nothing => {}
            Touched::Thread(thread) => {
                self.threads.insert(thread);
            }
            Touched::Post(thread, post) => {
                self.posts.insert((thread, post));
            }
            Touched::Tag(tag) => {
                self.tags.insert(tag);
            }
        }
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.threads.is_empty() && self.posts.is_empty() && self.tags.is_empty()
    }
}
