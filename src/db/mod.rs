//! The database: one set of queries for SQLite and PostgreSQL.
//!
//! *Read* through [`Database::read`]: a pooled connection that cannot write, one snapshot for the whole closure.
//! *Write* through [`Database::write`]: on SQLite one thread commits many requests with one fsync, on PostgreSQL
//! each request has its own transaction.
//!
//! Rules:
//! 1. Only this room knows which database it is. Other rooms write plain diesel, [`Both`] for what diesel offers on
//!    each database but not on the pair (`ON CONFLICT`), and [`on_each!`](crate::on_each) for many rows at once.
//! 2. A write closure may run again (serialisation failures, a lost batch), so it is `Fn` and does nothing but SQL:
//!    Markdown, hashing and mail texts are made before it.
//! 3. Columns are small and big integers, text, bytes and bools; times are [`Ts`](crate::ids::Ts).

mod both;
mod catalogue;
mod claims;
mod codes;
mod counts;
mod migrate;
mod numbers;
mod pool;
mod rows;
pub mod schema;
mod serving;
mod settled;
mod sums;
mod whole;
mod writer;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use diesel::prelude::*;

pub use crate::config::DatabaseUrl;
pub(crate) use both::load_locked;
pub use both::{Both, Cols};
pub use catalogue::{Column, Holds, Table, tables};
pub use claims::{Queue, QueueState, claim, queue_state};
pub use counts::Counts;
pub use migrate::{
    Mismatch, Standing, applied as applied_migrations, known as known_migrations, mismatch, standing,
};
pub use numbers::{Numbered, reserve};
pub use pool::{leave_uncounted, open_private};
pub use rows::{each_row, has_rows, last_number};
pub use serving::lock;
pub use settled::settled_before;
pub use sums::{Difference, Sum, differences, integrity, mend};
pub use whole::{Filling, look, refuse_if_in_use};

/// A connection to either database.
#[derive(diesel::MultiConnection)]
pub enum Db {
    /// PostgreSQL.
    Pg(PgConnection),
    /// SQLite.
    Sqlite(SqliteConnection),
}

/// The database did not answer in time, or lost the batch this write was in. Trying again may help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the database is not available")]
pub struct Unavailable;

/// What a closure given to [`Database::read`] or [`Database::write`] may fail with.
pub trait DbError: From<diesel::result::Error> + From<Unavailable> + Send + 'static {
    /// Whether the transaction should be run again (serialisation failure, deadlock).
    fn is_retryable(&self) -> bool {
        false
    }
}

/// For work outside requests, where `anyhow` says it all.
impl DbError for anyhow::Error {
    fn is_retryable(&self) -> bool {
        self.downcast_ref::<diesel::result::Error>().is_some_and(is_serialisation_failure)
    }
}

/// Whether PostgreSQL asks for the transaction to be run again.
pub fn is_serialisation_failure(error: &diesel::result::Error) -> bool {
    use diesel::result::{DatabaseErrorKind, Error};
    match error {
        Error::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => true,
        Error::DatabaseError(_, info) => info.message().contains("deadlock detected"),
        _ => false,
    }
}

/// Whether the database itself is in trouble (gone, locked, full), rather than the statement.
pub fn is_unavailable(error: &diesel::result::Error) -> bool {
    use diesel::result::{DatabaseErrorKind, Error};
    match error {
        Error::BrokenTransactionManager => true,
        Error::DatabaseError(DatabaseErrorKind::ClosedConnection, _) => true,
        Error::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => true,
        Error::DatabaseError(_, info) => {
            let text = info.message();
            [
                "database is locked",
                "disk is full",
                "disk I/O error",
                "readonly database",
                "read-only transaction",
                "unable to open",
                "connection",
                "deadlock",
            ]
            .iter()
            .any(|sign| text.contains(sign))
        }
        _ => false,
    }
}

/// The open database; cheap to clone.
#[derive(Clone)]
pub struct Database {
    url: DatabaseUrl,
    pool: pool::Pool,
    writer: writer::Writer,
    statements: Arc<AtomicU64>,
    counts: Arc<Counts>,
}

impl Database {
    /// Opens the database named by `url`, creates the SQLite file when there is none, and runs missing migrations.
    ///
    /// Errors: not reachable, not writable, or made by a newer program.
    pub fn open(url: DatabaseUrl) -> anyhow::Result<Database> {
        let mut first = pool::connect(&url, pool::Purpose::Write)?;
        migrate::run(&mut first)?;
        let statements = Arc::new(AtomicU64::new(0));
        let pool = pool::open(&url, statements.clone())?;
        let counts = Arc::<Counts>::default();
        let writer = writer::Writer::start(&url, first, pool.clone(), counts.clone())?;
        Ok(Database { url, pool, writer, statements, counts })
    }

    /// Runs `f` on a connection of one snapshot, off the async threads. It is for pages: where PostgreSQL does not
    /// answer within some seconds, the page does not wait on.
    pub async fn read<T, E>(&self, f: impl FnOnce(&mut Db) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: DbError,
    {
        let this = self.clone();
        // What is logged in there belongs to whoever asked.
        let span = tracing::Span::current();
        let asked = actix_web::web::block(move || span.in_scope(|| this.read_now(f)));
        let answer = match &self.url {
            DatabaseUrl::Sqlite(_) => asked.await.ok(),
            DatabaseUrl::Postgres(_) => pool::patiently(pool::PATIENCE, asked).await,
        };
        answer.unwrap_or_else(|| Err(Unavailable.into()))
    }

    /// [`Database::read`] for threads that may wait.
    pub fn read_now<T, E: DbError>(&self, f: impl FnOnce(&mut Db) -> Result<T, E>) -> Result<T, E> {
        let mut connection = self.pool.get().map_err(|problem| {
            tracing::error!(%problem, "no database connection to read from");
            self.counts.turned_away.one();
            Unavailable
        })?;
        self.counts.reads.one();
        pool::in_snapshot(&mut connection, f)
    }

    /// Runs `f` in a transaction and returns once it is on disk.
    ///
    /// `f` may be run more than once. An error rolls back what `f` did, and nothing else.
    pub async fn write<T, E>(&self, f: impl Fn(&mut Db) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: DbError,
    {
        self.writer.write(f).await
    }

    /// [`Database::write`] for threads that may wait.
    pub fn write_now<T, E>(&self, f: impl Fn(&mut Db) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: DbError,
    {
        self.writer.write_now(f)
    }

    /// How many statements [`Database::read`] has sent so far; tests compare it before and after a page.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Moves what is still in SQLite's log into its file, so that the file alone is the whole of it; called when nothing
    /// writes any more. PostgreSQL looks after itself.
    pub fn checkpoint(&self) -> anyhow::Result<()> {
        match &self.url {
            DatabaseUrl::Postgres(_) => Ok(()),
            DatabaseUrl::Sqlite(_) => {
                use diesel::connection::SimpleConnection;
                let mut db = pool::connect(&self.url, pool::Purpose::Write)?;
                Ok(db.batch_execute("PRAGMA wal_checkpoint(TRUNCATE);")?)
            }
        }
    }

    /// What it has been asked for since the start.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// Connections of the pool: open ones, and how many of them are free.
    pub fn connections(&self) -> (u32, u32) {
        let state = self.pool.state();
        (state.connections, state.idle_connections)
    }

    /// Where the data is.
    pub fn url(&self) -> &DatabaseUrl {
        &self.url
    }
}
