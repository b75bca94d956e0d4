//! Taking rows of a queue so that nobody else in the cluster takes them too.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::Db;
use crate::ids::Ts;

/// A table with the columns `due_at`, `leased_until`, `attempts` and `problem` that is worked off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Queue {
    /// Background work, first come first served.
    Jobs,
    /// Mail: what expires (codes) before everything else, the newest of it first, since somebody is waiting for it.
    Outbox,
}

impl Queue {
    const fn table(self) -> &'static str {
        match self {
            Queue::Jobs => "jobs",
            Queue::Outbox => "outbox",
        }
    }

    const fn order(self) -> &'static str {
        match self {
            Queue::Jobs => "due_at, id",
            Queue::Outbox => {
                "CASE WHEN expires_at IS NULL THEN 1 ELSE 0 END, \
                 CASE WHEN expires_at IS NULL THEN due_at ELSE -id END"
            }
        }
    }
}

#[derive(QueryableByName)]
struct Claimed {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// Takes up to `most` rows that are due, leased until `until`; counts the attempt. Rows with a problem are left.
///
/// On SQLite the one writer takes them; PostgreSQL skips rows that another node is just taking.
pub fn claim(db: &mut Db, queue: Queue, now: Ts, until: Ts, most: i64) -> QueryResult<Vec<i64>> {
    let skip = match db {
        Db::Pg(_) => " FOR UPDATE SKIP LOCKED",
        Db::Sqlite(_) => "",
    };
    let (table, order) = (queue.table(), queue.order());
    let statement = format!(
        "UPDATE {table} SET leased_until = $1, attempts = attempts + 1 WHERE id IN (SELECT id FROM {table} \
         WHERE due_at <= $2 AND leased_until <= $3 AND problem IS NULL ORDER BY {order} LIMIT $4{skip}) \
         RETURNING id"
    );
    let claimed: Vec<Claimed> = diesel::sql_query(statement)
        .bind::<BigInt, _>(until)
        .bind::<BigInt, _>(now)
        .bind::<BigInt, _>(now)
        .bind::<BigInt, _>(most)
        .load(db)?;
    Ok(claimed.into_iter().map(|row| row.id).collect())
}

/// How a queue stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, QueryableByName)]
pub struct QueueState {
    /// Rows that are still to be worked off, whenever they are due.
    #[diesel(sql_type = BigInt)]
    pub waiting: i64,
    /// Those among them that have failed at least once and are tried again.
    #[diesel(sql_type = BigInt)]
    pub retried: i64,
    /// Rows that were given up.
    #[diesel(sql_type = BigInt)]
    pub failed: i64,
    /// Since when the oldest row waits that could have been worked off by now; 0 when there is none.
    #[diesel(sql_type = BigInt)]
    pub since: Ts,
}

/// How a queue stands at `now`. What has failed waits since it was written, everything else since it is due.
pub fn queue_state(db: &mut Db, queue: Queue, now: Ts) -> QueryResult<QueueState> {
    let table = queue.table();
    let is_retried = "attempts > 0 AND leased_until = 0";
    let count =
        |which: &str| format!("CAST(COALESCE(SUM(CASE WHEN {which} THEN 1 ELSE 0 END), 0) AS BIGINT)");
    let statement = format!(
        "SELECT {} AS waiting, {} AS retried, {} AS failed, CAST(COALESCE(MIN(CASE WHEN problem IS NOT NULL \
         THEN NULL WHEN {is_retried} THEN created_at WHEN due_at <= $1 THEN due_at END), 0) AS BIGINT) AS since \
         FROM {table}",
        count("problem IS NULL"),
        count(&format!("problem IS NULL AND {is_retried}")),
        count("problem IS NOT NULL"),
    );
    diesel::sql_query(statement).bind::<BigInt, _>(now).get_result(db)
}
