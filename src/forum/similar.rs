//! Threads like another one, or like what somebody is about to ask: a port, filled by the search in `lib.rs`.

use diesel::prelude::*;

use super::board::Boards;
use super::tag::Tag;
use super::thread::State;
use crate::db::Db;
use crate::ids::ThreadId;
use crate::members::Me;

/// What others are to be like.
#[derive(Clone, Copy, Debug)]
pub enum Like<'a> {
    /// This thread; it is not like itself.
    Thread {
        /// Its id.
        id: ThreadId,
        /// Its title.
        title: &'a str,
        /// Its tags.
        tags: &'a [Tag],
    },
    /// A title that somebody has typed.
    Typed(&'a str),
}

/// A thread that is like something.
#[derive(Clone, Debug)]
pub struct SimilarThread {
    /// Its path.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Its language, where known.
    pub language: Option<String>,
    /// How it stands: text key.
    pub state_key: String,
    /// How it stands: end of class and icon; none for what is no question.
    pub state_mark: Option<&'static str>,
}

impl SimilarThread {
    /// Whether it holds a solution.
    pub fn is_solved(&self) -> bool {
        self.state_mark == Some(State::Solved.word())
    }

    /// The `lang` of its title, where it differs from the page's.
    pub fn other_language(&self, lang: &str) -> Option<&str> {
        self.language.as_deref().filter(|language| *language != lang)
    }
}

/// At most five that this viewer sees, the most similar first: one statement, or none where nothing is known yet.
pub type Look =
    dyn Fn(&mut Db, &Boards, Option<&Me>, Like<'_>) -> QueryResult<Vec<SimilarThread>> + Send + Sync;

/// The port.
pub struct Similar(Box<Look>);

impl Similar {
    /// Filled with this.
    pub fn new(
        look: impl Fn(&mut Db, &Boards, Option<&Me>, Like<'_>) -> QueryResult<Vec<SimilarThread>>
        + Send
        + Sync
        + 'static,
    ) -> Similar {
        Similar(Box::new(look))
    }

    /// Threads like this.
    pub fn to(
        &self,
        db: &mut Db,
        boards: &Boards,
        me: Option<&Me>,
        like: Like<'_>,
    ) -> QueryResult<Vec<SimilarThread>> {
        self.0(db, boards, me, like)
    }
}
