//! Everything anew, from threads, posts and marks: what the ledger, the sums and the rights must be.
//!
//! For `lotse check`, and for the test over any sequence of changes. It goes member by member, so that memory does
//! not grow with the community.

use std::collections::HashMap;

use diesel::prelude::*;

use super::context::Context;
use super::facts::{Seen, as_marks, as_people, states};
use super::ladder;
use super::ledger;
use super::rules::{self, Cause, Fact, Key, Mark, PostState, ThreadState, World};
use super::standing;
use crate::db::Db;
use crate::db::schema::{helpful_marks, imported_helpfuls, members, posts, threads, worked_marks};
use crate::forum::{Ending, PostKind};
use crate::ids::{MemberId, PostId, Ts};

/// How many rows are asked for by id in one statement.
const AT_A_TIME: usize = 500;

/// A number that is not what it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Whose it is.
    pub member: MemberId,
    /// Which one, for the operator.
    pub what: &'static str,
    /// As stored.
    pub stored: String,
    /// As counted.
    pub counted: String,
}

/// All differences of up to `most` members with ids after `after`, and the last id looked at; `None` at the end.
///
/// Ranks due by time alone up to `now` are taken as the schedule's business: rights may lag behind by them.
pub fn differences(
    db: &mut Db,
    now: Ts,
    after: MemberId,
    most: i64,
) -> QueryResult<(Vec<Difference>, Option<MemberId>)> {
    let context = Context::load(db)?;
    let next: Vec<MemberId> = members::table
        .filter(members::id.gt(after))
        .order(members::id)
        .limit(most)
        .select(members::id)
        .load(db)?;
    let mut found = Vec::new();
    for member in &next {
        found.extend(of_member(db, &context, *member, now)?);
    }
    Ok((found, next.last().copied()))
}

fn of_member(db: &mut Db, context: &Context, member: MemberId, now: Ts) -> QueryResult<Vec<Difference>> {
    let mut found = Vec::new();
    let mut compare = |what, stored: String, counted: String| {
        if stored != counted {
            found.push(Difference { member, what, stored, counted });
        }
    };
    let counted = credits(db, context, member)?;
    let mut stored: HashMap<Key, (Fact, i64, i16)> = ledger::of_member(db, member)?
        .into_iter()
        .map(|row| (row.fact.key, (row.fact, row.points, row.capped)))
        .collect();
    for credit in &counted {
        let there = stored.remove(&credit.0.key);
        compare("credit", format!("{there:?}"), format!("{:?}", Some(credit)));
    }
    for extra in stored.into_values() {
        compare("credit", format!("{:?}", Some(extra)), "None".into());
    }
    let points: i64 = counted.iter().map(|credit| credit.1).sum();
    let solutions = counted.iter().filter(|credit| credit.0.key.cause == Cause::Solution).count();
    let (had_points, had_solutions): (i64, i64) =
        members::table.find(member).select((members::points, members::solutions)).first(db)?;
    compare("points", had_points.to_string(), points.to_string());
    compare("solutions", had_solutions.to_string(), solutions.to_string());
    let kept = standing::kept(db, member)?;
    if kept.rank_due_at.is_none_or(|at| at > now) {
        let (today, due_at) = standing::today(db, context, member, &kept, now)?;
        compare("rank", kept.rank.word().into(), kept.rank.max(today).word().into());
        compare("rights", kept.rights.to_string(), ladder::unlocks_of(today).0.to_string());
        compare("next rank", format!("{:?}", kept.rank_due_at), format!("{due_at:?}"));
    }
    Ok(found)
}

/// What a member has earned: each credit with its points and the caps it lies beyond.
pub fn credits(db: &mut Db, context: &Context, member: MemberId) -> QueryResult<Vec<(Fact, i64, i16)>> {
    let mut seen = written_by(db, member)?;
    let given = given_by(db, member)?;
    let mut ids: Vec<PostId> = given.iter().map(|mark| mark.post).collect();
    ids.sort_unstable();
    ids.dedup();
    for some in ids.chunks(AT_A_TIME) {
        seen.posts.extend(states(db, some)?);
    }
    seen.marks.extend(given);
    let ids: Vec<MemberId> = seen.people().into_iter().collect();
    let mut rows = Vec::new();
    for some in ids.chunks(AT_A_TIME) {
        let people = members::table.filter(members::id.eq_any(some));
        let found: Vec<(MemberId, crate::members::Role, Option<Ts>)> =
            people.select((members::id, members::role, members::suspended_at)).load(db)?;
        rows.extend(found);
    }
    let people = as_people(rows);
    // What the member gave to others counts against what those two may give each other.
    let facts = seen.facts(&World { boards: &context.boards, people: &people });
    let caps = rules::caps(&facts, &context.zone);
    let credits = facts.into_iter().zip(caps).filter(|(fact, _)| fact.member == member);
    Ok(credits
        .map(|(fact, capped)| (fact, rules::points(fact.key.cause, fact.times, capped), capped))
        .collect())
}

/// The member's posts with the marks on them, and their own questions that were solved.
fn written_by(db: &mut Db, member: MemberId) -> QueryResult<Seen> {
    let written: Vec<(PostState, ThreadState)> = posts::table
        .inner_join(threads::table)
        .filter(posts::author.eq(member))
        .filter(posts::kind.ne(PostKind::Reply))
        .select((PostState::as_select(), ThreadState::as_select()))
        .load(db)?;
    let helpful: Vec<(PostId, MemberId, Ts)> = helpful_marks::table
        .inner_join(posts::table)
        .filter(posts::author.eq(member))
        .select((helpful_marks::post, helpful_marks::member, helpful_marks::marked_at))
        .load(db)?;
    let worked: Vec<(PostId, MemberId, Ts)> = worked_marks::table
        .inner_join(posts::table)
        .filter(posts::author.eq(member))
        .select((worked_marks::post, worked_marks::member, worked_marks::marked_at))
        .load(db)?;
    let imported: Vec<(PostId, i64)> = imported_helpfuls::table
        .inner_join(posts::table)
        .filter(posts::author.eq(member))
        .select((imported_helpfuls::post, imported_helpfuls::earning))
        .load(db)?;
    let solved: Vec<Option<PostId>> = threads::table
        .filter(threads::author.eq(member))
        .filter(threads::ending.eq(Ending::Solution))
        .select(threads::solution)
        .load(db)?;
    let solved: Vec<PostId> = solved.into_iter().flatten().collect();
    let mut endings = written.clone();
    for some in solved.chunks(AT_A_TIME) {
        endings.extend(states(db, some)?);
    }
    let marks =
        as_marks(Cause::HelpfulReceived, helpful).chain(as_marks(Cause::WorkedReceived, worked)).collect();
    Ok(Seen { posts: written.clone(), answers: written, marks, imported, endings })
}

fn given_by(db: &mut Db, member: MemberId) -> QueryResult<Vec<Mark>> {
    let helpful: Vec<(PostId, MemberId, Ts)> = helpful_marks::table
        .filter(helpful_marks::member.eq(member))
        .select((helpful_marks::post, helpful_marks::member, helpful_marks::marked_at))
        .load(db)?;
    let worked: Vec<(PostId, MemberId, Ts)> = worked_marks::table
        .filter(worked_marks::member.eq(member))
        .select((worked_marks::post, worked_marks::member, worked_marks::marked_at))
        .load(db)?;
    Ok(as_marks(Cause::HelpfulReceived, helpful).chain(as_marks(Cause::WorkedReceived, worked)).collect())
}
