//! The counters of threads and boards: made from the posts, every time anew, so that they cannot drift.

use diesel::prelude::*;

use super::post::PostKind;
use super::tag_share;
use super::thread::{Ending, Kind};
use crate::db::Db;
use crate::db::schema::{boards, posts, same_here_marks, threads};
use crate::ids::{BoardId, MemberId, ThreadId, Ts};

/// What counting looks at of a post.
#[derive(Queryable, Clone, Copy, Debug)]
#[allow(missing_docs)] // columns of the table
pub struct Counted {
    pub kind: PostKind,
    pub author: MemberId,
    pub hidden_at: Option<Ts>,
    pub deleted_at: Option<Ts>,
    pub helpful: i64,
    pub created_at: Ts,
}

impl Counted {
    fn is_visible(&self) -> bool {
        self.hidden_at.is_none() && self.deleted_at.is_none()
    }
}

/// What is counted of a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // columns of the table
pub struct Counts {
    pub answers: i64,
    pub replies: i64,
    pub helpful: i64,
    pub unanswered: bool,
    pub waiting_since: Option<Ts>,
    /// When the last post was written, and by whom.
    pub last: Option<(Ts, MemberId)>,
}

/// Counts visible posts, in the order of their writing.
///
/// *Unanswered*: no answer visible. *Waiting since*: the asker's first post that nobody else has written after, while
/// the question has no ending.
pub fn count(asker: MemberId, kind: Kind, ending: Option<Ending>, posts: &[Counted]) -> Counts {
    let visible = || posts.iter().filter(|p| p.is_visible());
    let of_kind = |kind| visible().filter(|p| p.kind == kind).count() as i64;
    let answers = of_kind(PostKind::Answer);
    let is_open = kind == Kind::Question && ending.is_none();
    let waiting_since = visible().fold(None, |since, post| match (post.author == asker, since) {
        (true, None) => Some(post.created_at),
        (true, since) => since,
        (false, _) => None,
    });
    Counts {
        answers,
        replies: of_kind(PostKind::Reply),
        helpful: visible().map(|p| p.helpful).sum(),
        unanswered: is_open && answers == 0,
        waiting_since: waiting_since.filter(|_| is_open),
        last: visible().next_back().map(|p| (p.created_at, p.author)),
    }
}

const IS_THREAD: i16 = 1;
const IS_QUESTION: i16 = 2;
const IS_SOLVED: i16 = 4;

/// Counts a thread anew and moves its share in its board's counters; five statements and more where shares change.
pub fn refresh(db: &mut Db, thread: ThreadId) -> QueryResult<()> {
    let (asker, kind, ending): (MemberId, Kind, Option<Ending>) =
        threads::table.find(thread).select((threads::author, threads::kind, threads::ending)).first(db)?;
    let all: Vec<Counted> = posts::table
        .filter(posts::thread.eq(thread))
        .order((posts::created_at, posts::id))
        .select((
            posts::kind,
            posts::author,
            posts::hidden_at,
            posts::deleted_at,
            posts::helpful,
            posts::created_at,
        ))
        .load(db)?;
    let counts = count(asker, kind, ending, &all);
    diesel::update(threads::table.find(thread))
        .set((
            threads::answers.eq(counts.answers),
            threads::replies.eq(counts.replies),
            threads::helpful.eq(counts.helpful),
            threads::unanswered.eq(counts.unanswered),
            threads::waiting_since.eq(counts.waiting_since),
        ))
        .execute(db)?;
    if let Some((at, author)) = counts.last {
        diesel::update(threads::table.find(thread))
            .set((threads::last_post_at.eq(at), threads::last_author.eq(author)))
            .execute(db)?;
    }
    tag_share::refresh(db, thread)?;
    refresh_board_share(db, thread)
}

#[derive(Queryable)]
struct Share {
    board: BoardId,
    kind: Kind,
    ending: Option<Ending>,
    hidden_at: Option<Ts>,
    deleted_at: Option<Ts>,
    counted: i16,
    counted_board: Option<BoardId>,
}

/// Counts the thread in the board it is in now, and no longer in the one it was counted in before.
pub fn refresh_board_share(db: &mut Db, thread: ThreadId) -> QueryResult<()> {
    let share: Share = threads::table
        .find(thread)
        .select((
            threads::board,
            threads::kind,
            threads::ending,
            threads::hidden_at,
            threads::deleted_at,
            threads::counted,
            threads::counted_board,
        ))
        .first(db)?;
    let visible = share.hidden_at.is_none() && share.deleted_at.is_none();
    let now = if visible { share_of(share.kind, share.ending) } else { 0 };
    if now == share.counted && share.counted_board == Some(share.board) {
        return Ok(());
    }
    if let Some(before) = share.counted_board {
        add(db, before, share.counted, -1)?;
    }
    add(db, share.board, now, 1)?;
    diesel::update(threads::table.find(thread))
        .set((threads::counted.eq(now), threads::counted_board.eq(share.board)))
        .execute(db)?;
    Ok(())
}

/// The share of a visible thread in the counters of its board, as stored in `threads.counted`.
pub fn share_of(kind: Kind, ending: Option<Ending>) -> i16 {
    let solved = matches!(ending, Some(Ending::Solution | Ending::SelfSolved));
    match kind {
        Kind::Question => IS_THREAD | IS_QUESTION | if solved { IS_SOLVED } else { 0 },
        _ => IS_THREAD,
    }
}

/// Adds a share to a board's counters so many times; negative takes it away.
pub fn add(db: &mut Db, board: BoardId, bits: i16, times: i64) -> QueryResult<()> {
    if bits == 0 {
        return Ok(());
    }
    let one = |bit: i16| if bits & bit != 0 { times } else { 0 };
    diesel::update(boards::table.find(board))
        .set((
            boards::threads.eq(boards::threads + one(IS_THREAD)),
            boards::questions.eq(boards::questions + one(IS_QUESTION)),
            boards::solved.eq(boards::solved + one(IS_SOLVED)),
        ))
        .execute(db)?;
    Ok(())
}

/// Counts "I have this too" anew.
pub fn refresh_same_here(db: &mut Db, thread: ThreadId) -> QueryResult<()> {
    let count: i64 =
        same_here_marks::table.filter(same_here_marks::thread.eq(thread)).count().get_result(db)?;
    diesel::update(threads::table.find(thread)).set(threads::same_here.eq(count)).execute(db)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKER: MemberId = MemberId(1);
    const HELPER: MemberId = MemberId(2);

    fn post(kind: PostKind, author: MemberId, at: i64) -> Counted {
        Counted { kind, author, hidden_at: None, deleted_at: None, helpful: 1, created_at: Ts(at) }
    }

    fn question(posts: &[Counted]) -> Counts {
        count(ASKER, Kind::Question, None, posts)
    }

    #[test]
    fn the_clock_runs_while_the_asker_waits() {
        let opening = post(PostKind::Opening, ASKER, 1);
        let answer = post(PostKind::Answer, HELPER, 2);
        let follow_up = post(PostKind::Reply, ASKER, 3);
        let more = post(PostKind::Reply, ASKER, 4);
        assert_eq!(question(&[opening]).waiting_since, Some(Ts(1)));
        assert_eq!(question(&[opening, answer]).waiting_since, None);
        assert_eq!(question(&[opening, answer, follow_up, more]).waiting_since, Some(Ts(3)));
        let ended = count(ASKER, Kind::Question, Some(Ending::Settled), &[opening, answer, follow_up]);
        assert_eq!(ended.waiting_since, None);
    }

    #[test]
    fn hidden_answers_leave_the_question_unanswered() {
        let opening = post(PostKind::Opening, ASKER, 1);
        let mut answer = post(PostKind::Answer, HELPER, 2);
        assert!(!question(&[opening, answer]).unanswered);
        answer.hidden_at = Some(Ts(3));
        let counts = question(&[opening, answer]);
        assert!(counts.unanswered);
        assert_eq!((counts.answers, counts.helpful, counts.waiting_since), (0, 1, Some(Ts(1))));
        assert_eq!(counts.last, Some((Ts(1), ASKER)));
    }

    #[test]
    fn talk_is_never_unanswered() {
        let opening = post(PostKind::Opening, ASKER, 1);
        let counts = count(ASKER, Kind::Discussion, None, &[opening]);
        assert!(!counts.unanswered);
        assert_eq!(counts.waiting_since, None);
    }
}
