//! A thread: a title, an opening post, and what came of it.

use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use diesel::prelude::*;
use diesel::sql_types::SmallInt;

use super::board::Boards;
use super::permissions::may_see_thread;
use crate::db::schema::threads;
use crate::db::{Cols, Db};
use crate::events::Tx;
use crate::ids::{BoardId, MemberId, PostId, ThreadId, Ts};
use crate::members::Me;
use crate::web::Refusal;

/// What a thread is. Shown by its own word: members never read "thread".
#[derive(AsExpression, FromSqlRow, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[diesel(sql_type = SmallInt)]
pub enum Kind {
    /// Somebody needs help. The only kind with answers and endings.
    #[default]
    Question,
    /// Somebody shares how something is done.
    Tip,
    /// Talk.
    Discussion,
    /// A wish for the product.
    Idea,
    /// News from the company.
    Announcement,
}

crate::small_codes!(Kind { Question = 0, Tip = 1, Discussion = 2, Idea = 3, Announcement = 4 });

impl Kind {
    /// The word in forms and text keys (`kind-…`).
    pub const fn word(self) -> &'static str {
        match self {
            Kind::Question => "question",
            Kind::Tip => "tip",
            Kind::Discussion => "discussion",
            Kind::Idea => "idea",
            Kind::Announcement => "announcement",
        }
    }

    /// Reads [`Kind::word`].
    pub fn from_word(word: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.word() == word)
    }

    /// Its bit in `boards.kinds`.
    pub const fn bit(self) -> i32 {
        1 << self.code()
    }
}

/// How a question ended.
#[derive(AsExpression, FromSqlRow, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[diesel(sql_type = SmallInt)]
pub enum Ending {
    /// An answer was accepted.
    Solution,
    /// The asker found it themselves.
    SelfSolved,
    /// It is no longer a problem.
    Settled,
}

crate::small_codes!(Ending { Solution = 0, SelfSolved = 1, Settled = 2 });

/// Why moderation hid something, or a member flagged it.
#[derive(AsExpression, FromSqlRow, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[diesel(sql_type = SmallInt)]
pub enum Reason {
    /// Advertising.
    Spam,
    /// Insulting.
    Insulting,
    /// Against the law.
    Illegal,
    /// Somebody's personal data.
    PersonalData,
    /// Belongs somewhere else.
    WrongPlace,
    /// Anything else; the note says what.
    Other,
}

crate::small_codes!(Reason {
    Spam = 0,
    Insulting = 1,
    Illegal = 2,
    PersonalData = 3,
    WrongPlace = 4,
    Other = 5
});

impl Reason {
    /// The word in forms and text keys (`flag-reason-…`).
    pub const fn word(self) -> &'static str {
        match self {
            Reason::Spam => "spam",
            Reason::Insulting => "insulting",
            Reason::Illegal => "illegal",
            Reason::PersonalData => "personal_data",
            Reason::WrongPlace => "wrong_place",
            Reason::Other => "other",
        }
    }

    /// The key of its text.
    pub fn key(self) -> String {
        format!("flag-reason-{}", self.word())
    }

    /// Reads [`Reason::word`].
    pub fn from_word(word: &str) -> Option<Reason> {
        Reason::ALL.iter().copied().find(|reason| reason.word() == word)
    }
}

/// What a list shows beside a thread's title, by shape and word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// No answer by anybody else yet.
    Unanswered,
    /// Answered, no ending yet.
    Unsolved,
    /// By a solution.
    Solved,
    /// By the asker.
    SelfSolved,
    /// No longer a problem.
    Settled,
    /// No question, so no state.
    None,
}

impl State {
    /// The end of its text key (`state-…`) and CSS class.
    pub const fn word(self) -> &'static str {
        match self {
            State::Unanswered => "unanswered",
            State::Unsolved => "unsolved",
            State::Solved => "solved",
            State::SelfSolved => "self_solved",
            State::Settled => "settled",
            State::None => "none",
        }
    }
}

/// A thread as stored.
#[derive(Queryable, Selectable, Clone, Debug)]
#[diesel(table_name = threads)]
#[allow(missing_docs)] // the migration says what each column is
pub struct Thread {
    pub id: ThreadId,
    pub board: BoardId,
    pub kind: Kind,
    pub title: String,
    pub slug: String,
    pub language: Option<String>,
    pub author: MemberId,
    pub opening: Option<PostId>,
    pub answers: i64,
    pub replies: i64,
    pub helpful: i64,
    pub same_here: i64,
    pub ending: Option<Ending>,
    pub solution: Option<PostId>,
    pub ended_at: Option<Ts>,
    pub ended_by: Option<MemberId>,
    pub waiting_since: Option<Ts>,
    pub reminded_at: Option<Ts>,
    pub unanswered: bool,
    pub last_post_at: Ts,
    pub locked_at: Option<Ts>,
    pub pinned_at: Option<Ts>,
    pub official_at: Option<Ts>,
    pub hidden_at: Option<Ts>,
    pub hidden_reason: Option<Reason>,
    pub hidden_by: Option<MemberId>,
    pub deleted_at: Option<Ts>,
    pub duplicate_of: Option<ThreadId>,
    pub version: i64,
    pub created_at: Ts,
}

impl Thread {
    /// Path of its page.
    pub fn href(&self) -> String {
        format!("/t/{}/{}", self.id, self.slug)
    }

    /// What lists show.
    pub fn state(&self) -> State {
        state(self.kind, self.ending, self.unanswered)
    }
}

/// What lists show of a thread with these columns.
pub const fn state(kind: Kind, ending: Option<Ending>, unanswered: bool) -> State {
    match (kind, ending) {
        (Kind::Question, Some(Ending::Solution)) => State::Solved,
        (Kind::Question, Some(Ending::SelfSolved)) => State::SelfSolved,
        (Kind::Question, Some(Ending::Settled)) => State::Settled,
        (Kind::Question, None) if unanswered => State::Unanswered,
        (Kind::Question, None) => State::Unsolved,
        _ => State::None,
    }
}

/// The thread, if this viewer may see it; otherwise there is none.
pub fn find(db: &mut Db, boards: &Boards, me: Option<&Me>, id: ThreadId) -> Result<Thread, Refusal> {
    let thread: Thread = threads::table.find(id).select(Thread::as_select()).first(db)?;
    if may_see_thread(me, boards, &thread) { Ok(thread) } else { Err(Refusal::NOT_FOUND) }
}

/// The thread for changing: taken by a row lock and with a new version, if this viewer may see it.
///
/// Every action on a thread begins here, so that two of them happen one after the other.
pub fn take(tx: &mut Tx<'_>, boards: &Boards, me: Option<&Me>, id: ThreadId) -> Result<Thread, Refusal> {
    let thread: Thread = diesel::update(threads::table.find(id))
        .set(threads::version.eq(threads::version + 1))
        .returning(Thread::cols())
        .get_result(tx.db)?;
    if may_see_thread(me, boards, &thread) { Ok(thread) } else { Err(Refusal::NOT_FOUND) }
}
