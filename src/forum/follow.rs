//! Following threads, boards and tags: what somebody wants to hear of.

use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use diesel::prelude::*;
use diesel::sql_types::SmallInt;

use crate::db::schema::{follows, members};
use crate::db::{Both, Db};
use crate::events::Tx;
use crate::ids::{BoardId, MemberId, TagId, ThreadId};

/// How much somebody wants to hear.
#[derive(AsExpression, FromSqlRow, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[diesel(sql_type = SmallInt)]
pub enum Level {
    /// All posts.
    All,
    /// Only the solution.
    Solution,
    /// Nothing, although they wrote here.
    Nothing,
}

crate::small_codes!(Level { All = 0, Solution = 1, Nothing = 2 });

impl Level {
    /// The word in forms and text keys (`follow-…`).
    pub const fn word(self) -> &'static str {
        match self {
            Level::All => "all",
            Level::Solution => "solution",
            Level::Nothing => "none",
        }
    }

    /// Reads [`Level::word`].
    pub fn from_word(word: &str) -> Option<Level> {
        Level::ALL.iter().copied().find(|level| level.word() == word)
    }
}

/// `follows.subject_kind` of a thread.
pub const THREAD: i16 = 0;
/// `follows.subject_kind` of a board.
pub const BOARD: i16 = 1;
/// `follows.subject_kind` of a tag.
pub const TAG: i16 = 2;

/// What is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A thread.
    Thread(ThreadId),
    /// A board.
    Board(BoardId),
    /// A tag.
    Tag(TagId),
}

impl Subject {
    fn columns(self) -> (i16, i64) {
        match self {
            Subject::Thread(id) => (THREAD, id.0),
            Subject::Board(id) => (BOARD, id.0),
            Subject::Tag(id) => (TAG, id.0),
        }
    }
}

/// Follows at this level, whatever was before.
pub fn follow(tx: &mut Tx<'_>, member: MemberId, subject: Subject, level: Level) -> QueryResult<()> {
    let (kind, id) = subject.columns();
    let row = (
        follows::member.eq(member),
        follows::subject_kind.eq(kind),
        follows::subject.eq(id),
        follows::level.eq(level),
        follows::followed_at.eq(tx.now),
    );
    let statement = diesel::insert_into(follows::table)
        .values(row)
        .on_conflict((follows::member, follows::subject_kind, follows::subject))
        .do_update()
        .set(follows::level.eq(level));
    Both(statement).execute(tx.db)?;
    Ok(())
}

/// Who writes in a thread follows it, unless they said otherwise before, of this thread or in their settings.
pub fn follow_by_writing(tx: &mut Tx<'_>, member: MemberId, thread: ThreadId) -> QueryResult<()> {
    let wanted: bool = members::table.find(member).select(members::follow_by_writing).first(tx.db)?;
    if !wanted {
        return Ok(());
    }
    let (kind, id) = Subject::Thread(thread).columns();
    let row = (
        follows::member.eq(member),
        follows::subject_kind.eq(kind),
        follows::subject.eq(id),
        follows::level.eq(Level::All),
        follows::followed_at.eq(tx.now),
    );
    Both(diesel::insert_into(follows::table).values(row).on_conflict_do_nothing()).execute(tx.db)?;
    Ok(())
}

/// No longer follows.
pub fn unfollow(tx: &mut Tx<'_>, member: MemberId, subject: Subject) -> QueryResult<()> {
    let (kind, id) = subject.columns();
    let row = follows::table
        .filter(follows::member.eq(member))
        .filter(follows::subject_kind.eq(kind))
        .filter(follows::subject.eq(id));
    diesel::delete(row).execute(tx.db)?;
    Ok(())
}

/// How a member follows it; `None` when they do not.
pub fn level(db: &mut Db, member: MemberId, subject: Subject) -> QueryResult<Option<Level>> {
    let (kind, id) = subject.columns();
    follows::table
        .filter(follows::member.eq(member))
        .filter(follows::subject_kind.eq(kind))
        .filter(follows::subject.eq(id))
        .select(follows::level)
        .first(db)
        .optional()
}
