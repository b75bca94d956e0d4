//! What follows from an event for points and ranks, in its own transaction.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;

use super::context::Context;
use super::correction::{self, Work};
use super::facts::{self, Keys};
use super::ledger::{self, Row, Writing};
use super::rules::{Cause, Fact, Key};
use super::standing;
use crate::db::schema::{helpful_marks, posts, threads, worked_marks};
use crate::events::{Event, Tx};
use crate::forum::{Ending, PostKind};
use crate::ids::{BoardId, MemberId, PostId, ThreadId};

/// Credits that may change in the transaction of an event; with the members they belong to and the neighbours whose
/// caps move, it stays at about 50 rows. More becomes a job.
pub const AT_ONCE: usize = 25;

/// How many posts, or marks on them, are looked at in the transaction of an event before it becomes a job.
const LOOKED_AT: i64 = 50;

/// Brings ledger, sums and ranks up to date after an event, or leaves a job that will within seconds.
pub fn derive(tx: &mut Tx<'_>, event: &Event) -> QueryResult<()> {
    derive_within(tx, event, AT_ONCE)
}

/// [`derive`] with another limit of credits at once.
pub fn derive_within(tx: &mut Tx<'_>, event: &Event, most: usize) -> QueryResult<()> {
    use Event::*;
    match event {
        AnswerGiven { post, author, .. } | HelpfulImported { post, author, .. } => {
            let keys = Keys { posts: vec![*post], ..Keys::default() };
            settle_now(tx, &keys, &[*author])
        }
        ThreadStarted { author, .. } | ReplyGiven { author, .. } => {
            settle_now(tx, &Keys::default(), &[*author])
        }
        PostDeleted { thread, post, .. }
        | PostRestored { thread, post, .. }
        | PostHidden { thread, post, .. } => settle_post(tx, *thread, *post, most),
        ThreadDeleted { thread, .. }
        | ThreadRestored { thread, .. }
        | ThreadHidden { thread, .. }
        | ThreadMoved { thread, .. }
        | ThreadKindChanged { thread, .. } => settle_thread(tx, *thread, most),
        SolutionAccepted { thread, .. }
        | SolutionWithdrawn { thread, .. }
        | ThreadSelfSolved { thread, .. }
        | ThreadSettled { thread, .. }
        | ThreadReopened { thread, .. } => {
            let keys = Keys { endings: vec![*thread], ..Keys::default() };
            settle_now(tx, &keys, &[])
        }
        HelpfulGiven { post, by, .. } | HelpfulTakenBack { post, by, .. } => {
            settle_mark(tx, Cause::HelpfulReceived, *post, *by)
        }
        WorkedGiven { post, by, .. } | WorkedTakenBack { post, by, .. } => {
            settle_mark(tx, Cause::WorkedReceived, *post, *by)
        }
        MemberSuspended { member, .. } | MemberReinstated { member, .. } | RoleChanged { member, .. } => {
            settle_member(tx, *member, most)
        }
        BoardVisibilityChanged { board, .. } => settle_board(tx, *board, most),
        // Another preset or time zone; the event does not say what changed.
        CommunityChanged { .. } => correction::enqueue(tx, Work::Everyone),
        MemberJoined { .. }
        | MemberSeen { .. }
        | MemberRenamed { .. }
        | AddressChanged { .. }
        | PasswordChanged { .. }
        // Their name goes; what others earned through them stays earned.
        | MemberErased { .. }
        | RankReached { .. }
        | BoardChanged { .. }
        | TagChanged { .. }
        | DepartmentChanged { .. }
        | LegalPageChanged { .. }
        | PostEdited { .. }
        | ThreadLocked { .. }
        | ThreadUnlocked { .. }
        | ThreadPinned { .. }
        | ThreadUnpinned { .. }
        | ThreadMadeOfficial { .. }
        | ThreadMadeUnofficial { .. }
        | ThreadMarkedDuplicate { .. }
        | ThreadRetitled { .. }
        | ThreadTagged { .. }
        | SameHereGiven { .. }
        | SameHereTakenBack { .. }
        | PostFlagged { .. }
        | FlagSettled { .. } => Ok(()),
    }
}

fn settle_now(tx: &mut Tx<'_>, keys: &Keys, also: &[MemberId]) -> QueryResult<()> {
    let context = Context::load(tx.db)?;
    settle(tx, &context, keys, also, usize::MAX)?;
    Ok(())
}

fn settle_mark(tx: &mut Tx<'_>, cause: Cause, post: PostId, by: MemberId) -> QueryResult<()> {
    settle_now(tx, &Keys { marks: vec![(cause, post, by)], ..Keys::default() }, &[])
}

fn settle_post(tx: &mut Tx<'_>, thread: ThreadId, post: PostId, most: usize) -> QueryResult<()> {
    if marks_on(tx, &[post])? > LOOKED_AT {
        return correction::enqueue(tx, Work::Thread(thread));
    }
    let author: MemberId = posts::table.find(post).select(posts::author).first(tx.db)?;
    let keys = Keys { posts: vec![post], endings: vec![thread], ..Keys::default() };
    let context = Context::load(tx.db)?;
    if settle(tx, &context, &keys, &[author], most)? {
        return Ok(());
    }
    correction::enqueue(tx, Work::Thread(thread))
}

fn settle_thread(tx: &mut Tx<'_>, thread: ThreadId, most: usize) -> QueryResult<()> {
    settle_threads(tx, &[thread], Work::Thread(thread), most)
}

fn settle_board(tx: &mut Tx<'_>, board: BoardId, most: usize) -> QueryResult<()> {
    let context = Context::load(tx.db)?;
    let inside: Vec<ThreadId> = threads::table
        .filter(threads::board.eq_any(context.boards.with_descendants(board)))
        .limit(LOOKED_AT)
        .select(threads::id)
        .load(tx.db)?;
    if inside.len() as i64 == LOOKED_AT {
        return correction::enqueue(tx, Work::Board(board));
    }
    settle_threads(tx, &inside, Work::Board(board), most)
}

/// Everything in these threads at once, or `work` later.
fn settle_threads(tx: &mut Tx<'_>, inside: &[ThreadId], work: Work, most: usize) -> QueryResult<()> {
    let rows: Vec<(PostId, MemberId)> = posts::table
        .filter(posts::thread.eq_any(inside))
        .limit(LOOKED_AT)
        .select((posts::id, posts::author))
        .load(tx.db)?;
    let (in_them, authors): (Vec<PostId>, Vec<MemberId>) = rows.into_iter().unzip();
    let authors: BTreeSet<MemberId> = authors.into_iter().collect();
    let authors: Vec<MemberId> = authors.into_iter().collect();
    if in_them.len() as i64 == LOOKED_AT || authors.len() > most || marks_on(tx, &in_them)? > LOOKED_AT {
        return correction::enqueue(tx, work);
    }
    let keys = Keys { posts: in_them, endings: inside.to_vec(), ..Keys::default() };
    let context = Context::load(tx.db)?;
    if settle(tx, &context, &keys, &authors, most)? { Ok(()) } else { correction::enqueue(tx, work) }
}

/// What a member gave and earned, at once if it is little.
fn settle_member(tx: &mut Tx<'_>, member: MemberId, most: usize) -> QueryResult<()> {
    let work = Work::Member(member);
    let written: Vec<(PostId, ThreadId)> = posts::table
        .filter(posts::author.eq(member))
        .filter(posts::kind.ne(PostKind::Reply))
        .limit(LOOKED_AT)
        .select((posts::id, posts::thread))
        .load(tx.db)?;
    let solved: Vec<ThreadId> = threads::table
        .filter(threads::author.eq(member))
        .filter(threads::ending.eq(Ending::Solution))
        .limit(LOOKED_AT)
        .select(threads::id)
        .load(tx.db)?;
    let helpful: Vec<PostId> = helpful_marks::table
        .filter(helpful_marks::member.eq(member))
        .limit(LOOKED_AT)
        .select(helpful_marks::post)
        .load(tx.db)?;
    let worked: Vec<PostId> = worked_marks::table
        .filter(worked_marks::member.eq(member))
        .limit(LOOKED_AT)
        .select(worked_marks::post)
        .load(tx.db)?;
    let (in_them, mut endings): (Vec<PostId>, Vec<ThreadId>) = written.into_iter().unzip();
    let looked_at = in_them.len().max(solved.len()).max(helpful.len()).max(worked.len()) as i64;
    if looked_at == LOOKED_AT || marks_on(tx, &in_them)? > LOOKED_AT {
        return correction::enqueue(tx, work);
    }
    endings.extend(solved);
    let given = |cause, on: Vec<PostId>| on.into_iter().map(move |post| (cause, post, member));
    let marks = given(Cause::HelpfulReceived, helpful).chain(given(Cause::WorkedReceived, worked)).collect();
    let context = Context::load(tx.db)?;
    if settle(tx, &context, &Keys { posts: in_them, marks, endings }, &[member], most)? {
        return Ok(());
    }
    correction::enqueue(tx, work)
}

fn marks_on(tx: &mut Tx<'_>, on: &[PostId]) -> QueryResult<i64> {
    let helpful: i64 =
        helpful_marks::table.filter(helpful_marks::post.eq_any(on)).count().get_result(tx.db)?;
    let worked: i64 = worked_marks::table.filter(worked_marks::post.eq_any(on)).count().get_result(tx.db)?;
    Ok(helpful + worked)
}

/// Makes the credits of these keys what they are now, and with them sums and ranks, also those of `also`.
///
/// Returns false, with nothing written, if more than `most` credits differ.
pub fn settle(
    tx: &mut Tx<'_>,
    context: &Context,
    keys: &Keys,
    also: &[MemberId],
    most: usize,
) -> QueryResult<bool> {
    let mut moved: BTreeSet<MemberId> = also.iter().copied().collect();
    if !keys.is_empty() {
        let now = facts::eligible(tx.db, context, keys)?;
        let stored = ledger::of_keys(tx.db, keys)?;
        let difference = Difference::between(now, stored);
        if difference.len() > most {
            return Ok(false);
        }
        facts::lock_owners(tx.db, difference.owners())?;
        moved.extend(difference.write(tx, context)?);
    }
    for member in moved {
        standing::refresh(tx, context, member)?;
    }
    Ok(true)
}

/// What is to be written.
struct Difference {
    gone: Vec<Row>,
    new: Vec<Fact>,
    other: Vec<(Row, Fact)>,
}

impl Difference {
    fn between(now: Vec<Fact>, stored: Vec<Row>) -> Difference {
        let mut now: HashMap<Key, Fact> = now.into_iter().map(|fact| (fact.key, fact)).collect();
        let mut difference = Difference { gone: Vec::new(), new: Vec::new(), other: Vec::new() };
        let stored: HashMap<Key, Row> = stored.into_iter().map(|row| (row.fact.key, row)).collect();
        for (key, row) in stored {
            match now.remove(&key) {
                None => difference.gone.push(row),
                Some(fact) if fact != row.fact => difference.other.push((row, fact)),
                Some(_) => {}
            }
        }
        difference.new = now.into_values().collect();
        // In one order always, so that the same events write the same ledger.
        difference.new.sort_by_key(Fact::order);
        difference
    }

    fn len(&self) -> usize {
        self.gone.len() + self.new.len() + self.other.len()
    }

    /// Those whose credits go: they were not among the people of what is there now.
    fn owners(&self) -> BTreeSet<MemberId> {
        let gone = self.gone.iter().chain(self.other.iter().map(|(row, _)| row));
        gone.flat_map(|row| [row.fact.member, row.fact.key.giver]).filter(|id| id.0 != 0).collect()
    }

    fn write(&self, tx: &mut Tx<'_>, context: &Context) -> QueryResult<Vec<MemberId>> {
        let mut writing = Writing::default();
        for row in &self.gone {
            writing.delete(tx.db, row, &context.zone)?;
        }
        for (row, fact) in &self.other {
            writing.replace(tx.db, row, fact, &context.zone)?;
        }
        for fact in &self.new {
            writing.insert(tx.db, fact, &context.zone)?;
        }
        writing.cap(tx.db)?;
        writing.add_up(tx.db)
    }
}
