//! A member's rank and rights, kept on the member.
//!
//! The rank shown is the highest ever reached. Rights, and the time at which age alone gives the next rank, are
//! what today's rules give. Staff keep the rank they had and have none of today's: their role opens everything.

use diesel::prelude::*;

use super::context::Context;
use super::ladder::{self, Standing};
use crate::db::Db;
use crate::db::schema::{members, posts, threads};
use crate::events::{Event, Tx};
use crate::ids::{MemberId, Ts};
use crate::members::{Rank, Role};

/// How many members one call of [`ranks_due`] looks at.
const BATCH: i64 = 100;

/// What is stored about a member's rank.
#[derive(Queryable, Selectable, Clone, Copy, Debug, PartialEq, Eq)]
#[diesel(table_name = members)]
pub struct Kept {
    role: Role,
    points: i64,
    solutions: i64,
    created_at: Ts,
    /// The highest rank reached.
    pub rank: Rank,
    /// The rights of today's rank.
    pub rights: i32,
    /// When time alone gives the next rank.
    pub rank_due_at: Option<Ts>,
}

/// Reads it.
pub fn kept(db: &mut Db, member: MemberId) -> QueryResult<Kept> {
    members::table.find(member).select(Kept::as_select()).first(db)
}

/// What today's rules give: rank, rights, and when time alone gives the next rank.
pub fn today(
    db: &mut Db,
    context: &Context,
    member: MemberId,
    kept: &Kept,
    now: Ts,
) -> QueryResult<(Rank, Option<Ts>)> {
    if kept.role.is_staff() {
        return Ok((Rank::New, None));
    }
    let mut standing = Standing {
        points: kept.points,
        solutions: kept.solutions,
        joined_at: kept.created_at,
        first_post_at: None,
    };
    // The oldest post matters for "Joined in" only, so whoever is further needs no search for it.
    if ladder::rank_for(&standing, now, context.preset) <= Rank::Joined {
        standing.first_post_at = first_post_at(db, context, member)?;
    }
    let rank = ladder::rank_for(&standing, now, context.preset);
    Ok((rank, ladder::next_due_at(&standing, now, context.preset)))
}

/// When the member's oldest post was written that all members see.
fn first_post_at(db: &mut Db, context: &Context, member: MemberId) -> QueryResult<Option<Ts>> {
    posts::table
        .inner_join(threads::table)
        .filter(posts::author.eq(member))
        .filter(posts::hidden_at.is_null())
        .filter(posts::deleted_at.is_null())
        .filter(threads::hidden_at.is_null())
        .filter(threads::deleted_at.is_null())
        .filter(threads::board.eq_any(context.public_boards()))
        .order((posts::created_at, posts::id))
        .select(posts::created_at)
        .first(db)
        .optional()
}

/// Brings rank, rights and the next due time up to date; records a rank that is reached for the first time.
pub fn refresh(tx: &mut Tx<'_>, context: &Context, member: MemberId) -> QueryResult<()> {
    let kept = kept(tx.db, member)?;
    let (today, rank_due_at) = today(tx.db, context, member, &kept, tx.now)?;
    let rank = kept.rank.max(today);
    let now = Kept { rank, rights: ladder::unlocks_of(today).0, rank_due_at, ..kept };
    if now == kept {
        return Ok(());
    }
    diesel::update(members::table.find(member))
        .set((
            members::rank.eq(now.rank),
            members::rights.eq(now.rights),
            members::rank_due_at.eq(now.rank_due_at),
        ))
        .execute(tx.db)?;
    if now.rank > kept.rank {
        tx.record(Event::RankReached { member, rank: now.rank.code() })?;
    }
    Ok(())
}

/// Raises the ranks that have become due by the passing of time. Returns whether there may be more.
///
/// Run every minute, and again as long as it returns true.
pub fn ranks_due(tx: &mut Tx<'_>) -> QueryResult<bool> {
    let due: Vec<MemberId> = members::table
        .filter(members::rank_due_at.le(tx.now))
        .order((members::rank_due_at, members::id))
        .limit(BATCH)
        .select(members::id)
        .load(tx.db)?;
    if due.is_empty() {
        return Ok(false);
    }
    let context = Context::load(tx.db)?;
    for member in &due {
        refresh(tx, &context, *member)?;
    }
    Ok(due.len() as i64 == BATCH)
}
