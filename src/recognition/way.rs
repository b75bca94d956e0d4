//! The way up, as a profile shows it: what is missing to the next rank, and where the points come from.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::ladder::{Preset, Standing, needs};
use super::rules::Cause;
use crate::db::Db;
use crate::db::schema::ledger;
use crate::ids::{MemberId, Ts};
use crate::members::Rank;

/// The way to the next rank. Each pair is what there is and what is needed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Way {
    /// The rank after the one reached; `None` at the top.
    pub next: Option<Rank>,
    /// Points.
    pub points: (i64, i64),
    /// Solutions.
    pub solutions: (i64, i64),
    /// Days since joining.
    pub age_days: (i64, i64),
    /// What is missing is a post that has been visible for a day.
    pub needs_a_post: bool,
    /// How far, 0 to 1: as far as the part that lags behind most.
    pub share: f64,
}

/// The way from the rank that was reached to the next.
pub fn way_to_next(reached: Rank, standing: &Standing, now: Ts, preset: Preset) -> Way {
    let next = Rank::ALL.iter().copied().find(|rank| *rank > reached);
    let needs = needs(next.unwrap_or(reached), preset);
    let points = (standing.points, needs.points);
    let solutions = (standing.solutions, needs.solutions);
    let age_days = (now.seconds_since(standing.joined_at) / 86_400, needs.days);
    let needs_a_post = needs.a_post && standing.first_post_at.is_none();
    let lagging = [points, solutions, age_days].into_iter().map(share).fold(1.0, f64::min);
    let share = match next {
        None => 1.0,
        Some(_) if needs_a_post => 0.0,
        Some(_) => lagging,
    };
    Way { next, points, solutions, age_days, needs_a_post, share }
}

fn share((have, need): (i64, i64)) -> f64 {
    if have >= need { 1.0 } else { have.max(0) as f64 / need as f64 }
}

/// What a member earned for one cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// What for.
    pub cause: Cause,
    /// How many of them, capped ones too.
    pub count: i64,
    /// Points they gave.
    pub points: i64,
}

/// Where a member's points come from, most points first. One statement.
pub fn points_by_cause(db: &mut Db, member: MemberId) -> QueryResult<Vec<Origin>> {
    // Cast, as the databases differ in what a sum is.
    let total = sql::<BigInt>("CAST(SUM(ledger.points) AS BIGINT)");
    let count = sql::<BigInt>("CAST(SUM(ledger.times) AS BIGINT)");
    let rows: Vec<(Cause, i64, i64)> = ledger::table
        .filter(ledger::member.eq(member))
        .group_by(ledger::cause)
        .select((ledger::cause, count, total))
        .load(db)?;
    let mut origins: Vec<Origin> =
        rows.into_iter().map(|(cause, count, points)| Origin { cause, count, points }).collect();
    origins.sort_by_key(|origin| (-origin.points, origin.cause));
    Ok(origins)
}
