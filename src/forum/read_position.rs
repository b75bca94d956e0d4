//! Read positions: how far a member has read a thread, gathered while pages are served.
//!
//! *Position*: the last post of a thread that a page has shown them. *Mark*: everything on a board until then counts
//! as read. What is older than their joining, or than [`DAYS`], counts as read too.
//!
//! Rules:
//! 1. Reading a page writes nothing: positions are gathered in memory ([`Reads`]), shown to that member at once, and
//!    written every few seconds by the schedule. A crash may lose the last of them, and nothing else.
//! 2. A position only moves forward.
//! 3. The marks of all lists of a page take three statements ([`add_unread`]), however many rows there are.

use std::collections::HashMap;
use std::sync::Mutex;

use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::post::PostKind;
use super::thread_row::ThreadRow;
use crate::db::schema::{board_reads, members, posts, read_positions};
use crate::db::{Both, Db, MultiBackend};
use crate::events::{Origin, Store, Tx};
use crate::ids::{BoardId, MemberId, PostId, ThreadId, Ts};

/// Days after which a post counts as read by everybody.
const DAYS: i64 = 60;
/// Positions gathered between two flushes at most.
const MOST: usize = 100_000;
/// Positions written in one transaction.
const SLICE: usize = 200;

/// A place in a thread: the time a post was written, and the post.
pub type Place = (Ts, PostId);

/// What a member has not read of a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unread {
    /// How many posts.
    pub posts: i64,
    /// None of it, not even the opening.
    pub is_whole: bool,
}

/// A position on its way to the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Gathered {
    place: Place,
    at: Ts,
}

/// Positions of all members, until they are written.
#[derive(Default)]
pub struct Reads(Mutex<HashMap<MemberId, HashMap<ThreadId, Gathered>>>);

impl Reads {
    /// A page has shown a member the thread up to this place.
    pub fn note(&self, member: MemberId, thread: ThreadId, place: Place, at: Ts) {
        let mut all = self.0.lock().unwrap_or_else(|e| e.into_inner());
        if all.len() >= MOST && !all.contains_key(&member) {
            return;
        }
        let of_member = all.entry(member).or_default();
        let known = of_member.get(&thread).is_some_and(|known| known.place >= place);
        if !known && of_member.len() < MOST {
            of_member.insert(thread, Gathered { place, at });
        }
    }

    /// What is not written yet of one member.
    fn of(&self, member: MemberId) -> HashMap<ThreadId, Place> {
        let all = self.0.lock().unwrap_or_else(|e| e.into_inner());
        let theirs = all.get(&member).into_iter().flatten();
        theirs.map(|(thread, gathered)| (*thread, gathered.place)).collect()
    }

    /// Writes what was gathered, and then forgets it; what cannot be written now is tried again.
    pub fn flush(&self, store: &Store) -> anyhow::Result<()> {
        let mut rows: Vec<(MemberId, ThreadId, Gathered)> = {
            let all = self.0.lock().unwrap_or_else(|e| e.into_inner());
            let of_one = |(member, theirs): (&MemberId, &HashMap<ThreadId, Gathered>)| {
                let member = *member;
                theirs.iter().map(move |(thread, one)| (member, *thread, *one)).collect::<Vec<_>>()
            };
            all.iter().flat_map(of_one).collect()
        };
        // Rows are always locked in the same order, so that two nodes cannot wait for each other.
        rows.sort_unstable_by_key(|(member, thread, _)| (*member, *thread));
        for slice in rows.chunks(SLICE) {
            let written = slice.to_vec();
            store.write_at(Ts::now(), Origin::Live, move |tx| {
                written.iter().try_for_each(|(member, thread, one)| write(tx, *member, *thread, one))?;
                Ok::<_, anyhow::Error>(())
            })?;
            self.forget(slice);
        }
        Ok(())
    }

    /// Forgets what is written, unless it has moved on since.
    fn forget(&self, written: &[(MemberId, ThreadId, Gathered)]) {
        let mut all = self.0.lock().unwrap_or_else(|e| e.into_inner());
        for (member, thread, one) in written {
            if let Some(theirs) = all.get_mut(member) {
                if theirs.get(thread) == Some(one) {
                    theirs.remove(thread);
                }
                if theirs.is_empty() {
                    all.remove(member);
                }
            }
        }
    }
}

/// Moves a position forward. The member or the thread may be gone by now; then there is nothing to keep.
fn write(tx: &mut Tx<'_>, member: MemberId, thread: ThreadId, one: &Gathered) -> QueryResult<()> {
    use read_positions::dsl;
    let (posted_at, post) = one.place;
    let values = (dsl::post.eq(post), dsl::posted_at.eq(posted_at), dsl::read_at.eq(one.at));
    let this = dsl::read_positions.filter(dsl::member.eq(member)).filter(dsl::thread.eq(thread));
    let known: Option<Ts> = this.select(dsl::posted_at).first(tx.db).optional()?;
    match known {
        Some(known) if known > posted_at => Ok(()),
        Some(_) => diesel::update(this).set(values).execute(tx.db).map(|_| ()),
        None => {
            let row = (dsl::member.eq(member), dsl::thread.eq(thread), values);
            let row = diesel::insert_into(read_positions::table).values(row).on_conflict_do_nothing();
            Both(row).execute(tx.db).map(|_| ())
        }
    }
}

/// Deletes positions that say nothing any more: what was read then counts as read by now.
pub fn forget_old(tx: &mut Tx<'_>) -> QueryResult<usize> {
    let old = read_positions::table.filter(read_positions::read_at.lt(tx.now.plus_days(-DAYS)));
    diesel::delete(old).execute(tx.db)
}

/// Marks everything on a board as read until now.
pub fn mark_board(tx: &mut Tx<'_>, member: MemberId, board: BoardId) -> QueryResult<()> {
    use board_reads::dsl;
    let statement = diesel::insert_into(board_reads::table)
        .values((dsl::member.eq(member), dsl::board.eq(board), dsl::marked_at.eq(tx.now)))
        .on_conflict((dsl::member, dsl::board))
        .do_update()
        .set(dsl::marked_at.eq(tx.now));
    Both(statement).execute(tx.db)?;
    Ok(())
}

/// From when on posts can be unread for a member: everywhere, and on boards that they marked.
struct Horizon {
    everywhere: Ts,
    boards: HashMap<BoardId, Ts>,
}

impl Horizon {
    /// One statement.
    fn read(db: &mut Db, member: MemberId, now: Ts) -> QueryResult<Horizon> {
        let rows: Vec<(Ts, Option<(BoardId, Ts)>)> = members::table
            .left_join(board_reads::table.on(board_reads::member.eq(members::id)))
            .filter(members::id.eq(member))
            .select((members::created_at, (board_reads::board, board_reads::marked_at).nullable()))
            .load(db)?;
        let joined = rows.first().map_or(now, |(joined, _)| *joined);
        Ok(Horizon {
            everywhere: joined.max(now.plus_days(-DAYS)),
            boards: rows.into_iter().filter_map(|(_, mark)| mark).collect(),
        })
    }

    /// The place after which posts of a thread are unread.
    fn place(&self, board: BoardId, position: Option<Place>) -> Place {
        let mark = self.boards.get(&board).copied().unwrap_or_default().max(self.everywhere);
        // No post of this time is after it.
        position.unwrap_or_default().max((mark, PostId(i64::MAX)))
    }
}

/// Positions as stored, with what is still in memory over them. One statement.
fn positions(
    db: &mut Db,
    reads: &Reads,
    member: MemberId,
    threads: &[ThreadId],
) -> QueryResult<HashMap<ThreadId, Place>> {
    use read_positions::dsl;
    let rows: Vec<(ThreadId, Ts, PostId)> = dsl::read_positions
        .filter(dsl::member.eq(member))
        .filter(dsl::thread.eq_any(threads))
        .select((dsl::thread, dsl::posted_at, dsl::post))
        .load(db)?;
    let mut places: HashMap<ThreadId, Place> =
        rows.into_iter().map(|(thread, at, post)| (thread, (at, post))).collect();
    for (thread, place) in reads.of(member) {
        let known = places.entry(thread).or_default();
        *known = place.max(*known);
    }
    Ok(places)
}

type Condition = Box<dyn BoxableExpression<posts::table, MultiBackend, SqlType = Bool>>;

fn after(thread: ThreadId, (at, post): Place) -> Condition {
    // The first condition on time is implied by the second, and lets the index begin there.
    let later = posts::created_at.gt(at).or(posts::id.gt(post));
    Box::new(posts::thread.eq(thread).and(posts::created_at.ge(at)).and(later))
}

/// Gives rows of any number of lists what their reader has not read of them: three statements.
pub fn add_unread(
    db: &mut Db,
    reads: &Reads,
    member: MemberId,
    now: Ts,
    lists: &mut [&mut Vec<ThreadRow>],
) -> QueryResult<()> {
    let mut shown: HashMap<ThreadId, (BoardId, Ts)> = HashMap::new();
    for row in lists.iter().flat_map(|rows| rows.iter()) {
        shown.insert(row.facts.id, (row.facts.board, row.facts.last_post_at));
    }
    let ids: Vec<ThreadId> = shown.keys().copied().collect();
    let horizon = Horizon::read(db, member, now)?;
    let positions = positions(db, reads, member, &ids)?;
    let mut wanted: Condition = Box::new(posts::id.lt(0_i64));
    let (mut behind, mut since) = (Vec::new(), now);
    for (thread, (board, last)) in shown {
        let place = horizon.place(board, positions.get(&thread).copied());
        if last >= place.0 {
            wanted = Box::new(wanted.or(after(thread, place)));
            behind.push(thread);
            since = since.min(place.0);
        }
    }
    let counted: Vec<(ThreadId, i64, Option<PostKind>)> = posts::table
        // What follows says it all, but is too much for SQLite to find an index for: it would read every post.
        .filter(posts::thread.eq_any(behind))
        .filter(posts::created_at.ge(since))
        .filter(wanted)
        .filter(posts::author.ne(member))
        .filter(posts::hidden_at.is_null())
        .filter(posts::deleted_at.is_null())
        .group_by(posts::thread)
        .select((posts::thread, diesel::dsl::count_star(), diesel::dsl::min(posts::kind)))
        .load(db)?;
    let counted: HashMap<ThreadId, Unread> = counted
        .into_iter()
        .map(|(thread, posts, first)| (thread, Unread { posts, is_whole: first == Some(PostKind::Opening) }))
        .collect();
    for row in lists.iter_mut().flat_map(|rows| rows.iter_mut()) {
        row.unread = counted.get(&row.facts.id).copied();
    }
    Ok(())
}

/// The first post of a thread that the member has not read and everybody sees; three statements.
pub fn first_unread(
    db: &mut Db,
    reads: &Reads,
    member: MemberId,
    (thread, board): (ThreadId, BoardId),
    now: Ts,
) -> QueryResult<Option<PostId>> {
    let position = positions(db, reads, member, &[thread])?.get(&thread).copied();
    let place = Horizon::read(db, member, now)?.place(board, position);
    posts::table
        .filter(after(thread, place))
        .filter(posts::author.ne(member))
        .filter(posts::hidden_at.is_null())
        .filter(posts::deleted_at.is_null())
        .order((posts::created_at, posts::id))
        .select(posts::id)
        .first(db)
        .optional()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADA: MemberId = MemberId(1);
    const HERE: ThreadId = ThreadId(7);

    #[test]
    fn a_position_only_moves_forward() {
        let reads = Reads::default();
        reads.note(ADA, HERE, (Ts(10), PostId(2)), Ts(11));
        reads.note(ADA, HERE, (Ts(5), PostId(1)), Ts(12));
        assert_eq!(reads.of(ADA).get(&HERE), Some(&(Ts(10), PostId(2))));
        assert!(reads.of(MemberId(2)).is_empty());
    }

    #[test]
    fn what_moved_on_while_it_was_written_is_written_again() {
        let reads = Reads::default();
        reads.note(ADA, HERE, (Ts(10), PostId(2)), Ts(11));
        let written = [(ADA, HERE, Gathered { place: (Ts(10), PostId(2)), at: Ts(11) })];
        reads.note(ADA, HERE, (Ts(20), PostId(3)), Ts(21));
        reads.forget(&written);
        assert_eq!(reads.of(ADA).get(&HERE), Some(&(Ts(20), PostId(3))));
        reads.forget(&[(ADA, HERE, Gathered { place: (Ts(20), PostId(3)), at: Ts(21) })]);
        assert!(reads.of(ADA).is_empty());
    }

    #[test]
    fn old_posts_and_marked_boards_count_as_read() {
        let board = BoardId(3);
        let horizon = Horizon { everywhere: Ts(100), boards: HashMap::from([(board, Ts(200))]) };
        assert!(horizon.place(BoardId(4), None) >= (Ts(100), PostId(9)));
        assert!(horizon.place(board, Some((Ts(150), PostId(1)))) >= (Ts(200), PostId(9)));
        assert_eq!(horizon.place(board, Some((Ts(300), PostId(1)))), (Ts(300), PostId(1)));
    }
}
