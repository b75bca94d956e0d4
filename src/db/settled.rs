//! Up to where the log stands still.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::Db;

/// Transactions with a smaller number than this are over, as seen by this snapshot, and what they wrote is visible.
///
/// SQLite writes one transaction after the other and gives them no numbers (`events.tx` is 0): all of them are over.
pub fn settled_before(db: &mut Db) -> QueryResult<i64> {
    match db {
        Db::Sqlite(_) => Ok(i64::MAX),
        Db::Pg(c) => {
            let oldest_open =
                diesel::dsl::sql::<BigInt>("pg_snapshot_xmin(pg_current_snapshot())::text::bigint");
            diesel::select(oldest_open).first(c)
        }
    }
}
