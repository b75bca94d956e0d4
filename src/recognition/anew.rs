//! Credits of a member made anew from everything there is, with what they add up to.
//!
//! After an import: its threads, answers and marks are written without settling each event, and each of its members
//! waits in the queue of jobs. The import works that queue off at its end; where it was cut short, the server does.
//! What is written is what [`recount`](super::recount) counts, so the two cannot differ.

use std::collections::{BTreeSet, HashMap};
use std::time::{Duration, Instant};

use diesel::prelude::*;

use super::context::Context;
use super::ledger::{self, Row};
use super::recount::credits;
use super::rules::{Cause, Fact, Key};
use super::{facts, standing};
use crate::db::Db;
use crate::db::schema::{jobs, ledger as rows, members};
use crate::events::{Origin, Tx};
use crate::ids::{MemberId, Ts};
use crate::web::Site;

/// The job of [`make_anew`].
pub const ANEW: &str = "points-anew";
/// Rows written to the ledger in one transaction; a busier member takes several.
const ROWS_AT_ONCE: usize = 400;
/// How long one transaction works.
const SLICE: Duration = Duration::from_millis(12);

/// Leaves these members to a job, not before `due_at`.
pub fn enqueue(tx: &mut Tx<'_>, members: &BTreeSet<MemberId>, due_at: Ts) -> QueryResult<()> {
    for member in members {
        crate::jobs::enqueue(tx.db, ANEW, member.0, due_at)?;
    }
    Ok(())
}

/// Members that wait for it, by number, and whether there may be more.
pub fn waiting(db: &mut Db, most: i64) -> QueryResult<Vec<MemberId>> {
    let all = jobs::table.filter(jobs::kind.eq(ANEW)).order(jobs::subject).limit(most);
    all.select(jobs::subject.into_sql::<diesel::sql_types::BigInt>()).load(db)
}

/// Makes the credits of as many of these members anew as fit into a slice, and takes them out of the queue. Returns
/// how many are done.
pub fn work_off(tx: &mut Tx<'_>, members: &[MemberId]) -> QueryResult<usize> {
    let begun = Instant::now();
    let context = Context::load(tx.db)?;
    for (done, member) in members.iter().enumerate() {
        if begun.elapsed() > SLICE || !anew(tx, &context, *member)? {
            return Ok(done);
        }
        let theirs = jobs::table.filter(jobs::kind.eq(ANEW)).filter(jobs::subject.eq(member));
        diesel::delete(theirs).execute(tx.db)?;
    }
    Ok(members.len())
}

/// Makes the credits of these members anew in the transaction at hand: for whoever writes months of history in one go.
pub fn make_now(tx: &mut Tx<'_>, members: &BTreeSet<MemberId>) -> QueryResult<()> {
    let context = Context::load(tx.db)?;
    for member in members {
        while !anew(tx, &context, *member)? {}
    }
    Ok(())
}

/// The job: makes the credits of a member anew.
pub fn make_anew(site: &Site, subject: i64) -> anyhow::Result<()> {
    let step = move |tx: &mut Tx<'_>| {
        let context = Context::load(tx.db)?;
        Ok::<_, anyhow::Error>(anew(tx, &context, MemberId(subject))?)
    };
    while !site.store.write_at(Ts::now(), Origin::Live, step)? {}
    Ok(())
}

/// Brings some rows of the member's ledger to what they must be; true when all are, with sums and rank.
fn anew(tx: &mut Tx<'_>, context: &Context, member: MemberId) -> QueryResult<bool> {
    facts::lock_owners(tx.db, BTreeSet::from([member]))?;
    let counted = credits(tx.db, context, member)?;
    let mut stored: HashMap<Key, Row> =
        ledger::of_member(tx.db, member)?.into_iter().map(|row| (row.fact.key, row)).collect();
    let points: i64 = counted.iter().map(|credit| credit.1).sum();
    let solutions = counted.iter().filter(|credit| credit.0.key.cause == Cause::Solution).count() as i64;
    let mut new = Vec::new();
    let mut gone = Vec::new();
    for credit in counted {
        match stored.remove(&credit.0.key) {
            Some(row) if (row.fact, row.points, row.capped) == credit => {}
            Some(row) => {
                gone.push(row.id);
                new.push(credit);
            }
            None => new.push(credit),
        }
    }
    gone.extend(stored.into_values().map(|row| row.id));
    // In one order always, so that the same import writes the same ledger.
    new.sort_by_key(|credit| credit.0.order());
    let is_last = gone.len() + new.len() <= ROWS_AT_ONCE;
    if !is_last && gone.len() > ROWS_AT_ONCE {
        new.clear();
    }
    gone.truncate(ROWS_AT_ONCE);
    new.truncate(ROWS_AT_ONCE);
    diesel::delete(rows::table.filter(rows::id.eq_any(&gone))).execute(tx.db)?;
    insert(tx.db, &new)?;
    if !is_last {
        return Ok(false);
    }
    let sums = (members::points.eq(points), members::solutions.eq(solutions));
    diesel::update(members::table.find(member)).set(sums).execute(tx.db)?;
    standing::refresh(tx, context, member)?;
    Ok(true)
}

fn insert(db: &mut Db, new: &[(Fact, i64, i16)]) -> QueryResult<()> {
    let row = |(fact, points, capped): &(Fact, i64, i16)| {
        (
            rows::member.eq(fact.member),
            rows::cause.eq(fact.key.cause),
            rows::subject.eq(fact.key.subject),
            rows::giver.eq(fact.key.giver),
            rows::thread.eq(fact.thread),
            rows::board.eq(fact.board),
            rows::points.eq(*points),
            rows::capped.eq(*capped),
            rows::earned_at.eq(fact.at),
            rows::times.eq(fact.times),
        )
    };
    let values: Vec<_> = new.iter().map(row).collect();
    if !values.is_empty() {
        crate::on_each!(db, |c| diesel::insert_into(rows::table).values(&values).execute(c))?;
    }
    Ok(())
}
