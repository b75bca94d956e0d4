//! Who else uses the same database: one server a SQLite file; on PostgreSQL any number, but none beside a restore.

use std::fs::{File, TryLockError};
use std::time::{Duration, Instant};

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::{DatabaseUrl, Db, pool};

/// One server a SQLite file: a second one would send mail twice and keep stale pages. Commands take no lock.
///
/// Held as long as the file lives; nothing on PostgreSQL. Errors: another server holds it.
pub fn lock(url: &DatabaseUrl) -> anyhow::Result<Option<File>> {
    let DatabaseUrl::Sqlite(path) = url else {
        return Ok(None);
    };
    let path = path.with_added_extension("lock");
    let file = pool::open_private(&path)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => anyhow::bail!(
            "another Lotse is serving {url}; stop it first, or use PostgreSQL for several servers"
        ),
        // Some network file systems have no locks; then the operator has to take care.
        Err(TryLockError::Error(problem)) => {
            tracing::warn!(%problem, "cannot tell whether another server uses the same database");
            Ok(Some(file))
        }
    }
}

#[derive(QueryableByName)]
struct Others {
    #[diesel(sql_type = BigInt)]
    others: i64,
}

/// How long a connection that has ended may still be listed: the server clears up a moment later.
const LEAVING: Duration = Duration::from_secs(3);

/// How many connections of other Lotse processes there are to this PostgreSQL database; none on SQLite.
pub fn others(db: &mut Db) -> QueryResult<i64> {
    let Db::Pg(c) = db else { return Ok(0) };
    let begun = Instant::now();
    loop {
        let others = listed(c)?;
        if others == 0 || begun.elapsed() > LEAVING {
            return Ok(others);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn listed(c: &mut PgConnection) -> QueryResult<i64> {
    let query = "SELECT COUNT(*) AS others FROM pg_stat_activity \
                 WHERE datname = current_database() AND application_name = 'lotse' AND pid <> pg_backend_pid()";
    Ok(diesel::sql_query(query).get_result::<Others>(c)?.others)
}
