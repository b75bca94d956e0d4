//! Connections: how they are opened and kept.

use std::cell::Cell;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use diesel::connection::{
    AnsiTransactionManager, Connection, InstrumentationEvent, SimpleConnection, TransactionManager,
};
use diesel::pg::PgConnection;
use diesel::sqlite::SqliteConnection;

use super::{DatabaseUrl, Db, DbError};

/// The pool of reading connections (on PostgreSQL of all connections).
pub type Pool = r2d2::Pool<Manager>;

/// SQLite readers: enough for two to four cores; each maps the file, none costs memory of its own.
const SQLITE_READERS: u32 = 6;
/// PostgreSQL connections of one node.
const POSTGRES_CONNECTIONS: u32 = 16;
/// How long a request waits for a connection, and then for its answer, before it is answered 503.
pub const PATIENCE: Duration = Duration::from_secs(5);
/// How long a request waits for what it wrote; longer, as many may be writing to the same thread.
pub const WRITE_PATIENCE: Duration = Duration::from_secs(10);

/// What libpq is told unless the address says otherwise: seconds PostgreSQL has to answer at first, milliseconds after
/// which a network that swallows everything counts as gone, and how that is noticed while waiting for an answer.
const TOLD: [(&str, u32); 5] = [
    ("connect_timeout", 2),
    ("tcp_user_timeout", 5000),
    ("keepalives_idle", 5),
    ("keepalives_interval", 2),
    ("keepalives_count", 3),
];

thread_local! {
    static UNCOUNTED: Cell<bool> = const { Cell::new(false) };
}

/// From now on what this thread sends is not counted: it works in the background, beside the pages that are.
pub fn leave_uncounted() {
    UNCOUNTED.set(true);
}

/// What a connection is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Pages: SQLite refuses writes on it.
    Read,
    /// The writer.
    Write,
    /// Backups and restores: statements may take as long as they take.
    Whole,
}

/// Opens one connection.
pub fn connect(url: &DatabaseUrl, purpose: Purpose) -> anyhow::Result<Db> {
    match url {
        DatabaseUrl::Sqlite(path) => {
            if purpose == Purpose::Write {
                // SQLite itself would let everybody on the machine read it; its log takes over the file's mode.
                open_private(path)?;
            }
            let mut c = SqliteConnection::establish(&path.to_string_lossy())?;
            c.batch_execute(
                "PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; \
                 PRAGMA mmap_size = 268435456; PRAGMA synchronous = FULL;",
            )?;
            match purpose {
                Purpose::Write => c.batch_execute("PRAGMA journal_mode = WAL;")?,
                Purpose::Read => c.batch_execute("PRAGMA query_only = ON;")?,
                Purpose::Whole => {}
            }
            Ok(Db::Sqlite(c))
        }
        DatabaseUrl::Postgres(address) => {
            let mut c =
                PgConnection::establish(&complete(address, openssl_probe::probe().cert_file.as_deref()))?;
            c.batch_execute(
                "SET TIME ZONE 'UTC'; SET synchronous_commit = on; SET statement_timeout = '30s'; \
                 SET lock_timeout = '5s'; SET idle_in_transaction_session_timeout = '60s'; \
                 SET client_min_messages = warning; SET application_name = 'lotse';",
            )?;
            if purpose == Purpose::Whole {
                c.batch_execute("SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0;")?;
            }
            Ok(Db::Pg(c))
        }
    }
}

/// Opens a file for writing, and makes it first, readable by nobody else, when there is none.
pub fn open_private(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// The address as libpq gets it: with bounds on how long is waited, by itself it waits for minutes; and,
/// where the server has to prove its name and nothing else is said, with the system's authorities. The TLS library
/// inside the binary does not know where those lie.
fn complete(address: &str, authorities: Option<&Path>) -> String {
    let mut complete = address.to_owned();
    let mut add = |name: &str, value: &str| {
        if !complete.contains(&format!("{name}=")) {
            complete.push(if complete.contains('?') { '&' } else { '?' });
            complete.push_str(&format!("{name}={value}"));
        }
    };
    TOLD.iter().for_each(|(name, value)| add(name, &value.to_string()));
    if let Some(file) = authorities.and_then(Path::to_str).filter(|_| address.contains("sslmode=verify-")) {
        add("sslrootcert", file);
    }
    complete
}

/// What was asked on another thread, unless that takes too long: a connection may wait for an answer that never comes.
pub async fn patiently<T, E>(patience: Duration, asked: impl Future<Output = Result<T, E>>) -> Option<T> {
    match tokio::time::timeout(patience, asked).await {
        Ok(answer) => answer.ok(),
        Err(_) => {
            tracing::warn!("the database did not answer in time");
            None
        }
    }
}

/// Runs `f` in a read-only transaction, so that all its statements see the same moment.
pub fn in_snapshot<T, E: DbError>(db: &mut Db, f: impl FnOnce(&mut Db) -> Result<T, E>) -> Result<T, E> {
    match db {
        Db::Pg(c) => AnsiTransactionManager::begin_transaction_sql(
            c,
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        )?,
        Db::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN")?,
    }
    let result = f(db);
    // Nothing was written, so rolling back is as good as committing, and cannot fail on a broken statement.
    <Db as Connection>::TransactionManager::rollback_transaction(db)?;
    result
}

/// Makes connections for the pool, choosing the database by its address.
pub struct Manager {
    url: DatabaseUrl,
    statements: Arc<AtomicU64>,
}

impl r2d2::ManageConnection for Manager {
    type Connection = Db;
    type Error = ConnectionLost;

    fn connect(&self) -> Result<Db, ConnectionLost> {
        let mut db = connect(&self.url, Purpose::Read).map_err(|e| ConnectionLost(e.to_string()))?;
        let statements = self.statements.clone();
        db.set_instrumentation(move |event: InstrumentationEvent<'_>| {
            if let InstrumentationEvent::StartQuery { .. } = event
                && !UNCOUNTED.get()
            {
                statements.fetch_add(1, Ordering::Relaxed);
            }
        });
        Ok(db)
    }

    fn is_valid(&self, db: &mut Db) -> Result<(), ConnectionLost> {
        match db {
            // A file does not go away; asking it would cost each page a statement.
            Db::Sqlite(_) => Ok(()),
            Db::Pg(c) => c.batch_execute("SELECT 1").map_err(|e| ConnectionLost(e.to_string())),
        }
    }

    fn has_broken(&self, db: &mut Db) -> bool {
        std::thread::panicking() || <Db as Connection>::TransactionManager::is_broken_transaction_manager(db)
    }
}

/// A connection could not be made or is gone.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct ConnectionLost(String);

/// Opens the pool.
pub fn open(url: &DatabaseUrl, statements: Arc<AtomicU64>) -> anyhow::Result<Pool> {
    let size = match url {
        DatabaseUrl::Sqlite(_) => SQLITE_READERS,
        DatabaseUrl::Postgres(_) => POSTGRES_CONNECTIONS,
    };
    let pool = r2d2::Pool::builder()
        .max_size(size)
        .min_idle(Some(1))
        .connection_timeout(PATIENCE)
        .test_on_check_out(matches!(url, DatabaseUrl::Postgres(_)))
        .error_handler(Box::new(LogTrouble))
        .build(Manager { url: url.clone(), statements })?;
    Ok(pool)
}

#[derive(Debug)]
struct LogTrouble;

impl<E: std::fmt::Display> r2d2::HandleError<E> for LogTrouble {
    fn handle_error(&self, problem: E) {
        tracing::warn!(%problem, "a database connection failed");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_completed_where_it_says_nothing() {
        let file = Some(Path::new("/etc/ssl/authorities.crt"));
        let rest = "tcp_user_timeout=5000&keepalives_idle=5&keepalives_interval=2&keepalives_count=3";
        let plain = complete("postgres://h/l", file);
        assert_eq!(plain, format!("postgres://h/l?connect_timeout=2&{rest}"));
        let proved = complete("postgres://h/l?sslmode=verify-full&connect_timeout=9", file);
        assert_eq!(
            proved,
            format!(
                "postgres://h/l?sslmode=verify-full&connect_timeout=9&{rest}&sslrootcert=/etc/ssl/authorities.crt"
            )
        );
        let own = format!("postgres://h/l?sslmode=verify-ca&sslrootcert=own.crt&connect_timeout=1&{rest}");
        assert_eq!(complete(&own, file), own);
    }

    #[cfg(unix)]
    #[test]
    fn a_new_database_is_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt;

        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lotse.db");
        let mut db = connect(&DatabaseUrl::Sqlite(path.clone()), Purpose::Write).unwrap();
        db.batch_execute("CREATE TABLE a (b INTEGER); INSERT INTO a VALUES (1);").unwrap();
        for file in [path.clone(), path.with_extension("db-wal")] {
            let mode = std::fs::metadata(&file).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{}", file.display());
        }
    }
}
