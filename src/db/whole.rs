//! A database as a whole: looking at it as it stands, and filling an empty one at a stroke.

use std::fs::{self, File};
use std::path::PathBuf;

use diesel::connection::{AnsiTransactionManager, Connection, SimpleConnection, TransactionManager};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::catalogue::{Column, Table};
use super::pool::{self, Purpose};
use super::{DatabaseUrl, Db, migrate, rows, serving};

/// Runs `f` on one snapshot of the database as it stands: no migration runs, nothing is made, nothing is written.
///
/// Errors: there is no database, it is not reachable, or the first of `f`.
pub fn look<T>(url: &DatabaseUrl, f: impl FnOnce(&mut Db) -> anyhow::Result<T>) -> anyhow::Result<T> {
    if let DatabaseUrl::Sqlite(path) = url {
        anyhow::ensure!(path.is_file(), "there is no database at {}", path.display());
    }
    let mut db = pool::connect(url, Purpose::Whole)?;
    if let Db::Sqlite(c) = &mut db {
        c.batch_execute("PRAGMA query_only = ON;")?;
    }
    pool::in_snapshot(&mut db, f)
}

/// A new community on its way into an empty database. Dropped before [`Filling::finish`], nothing has happened.
///
/// On PostgreSQL it is one transaction. On SQLite it is a file of its own beside the database, put in its place at
/// the end: without a journal it is several times faster, and killed it is a file that nobody opens.
pub struct Filling {
    db: Db,
    place: Option<Beside>,
    again: Vec<String>,
}

struct Beside {
    made: PathBuf,
    wanted: PathBuf,
}

impl Drop for Beside {
    fn drop(&mut self) {
        // In its place by then, when all went well.
        let _ = remove_sqlite(&self.made);
    }
}

/// Makes sure that nobody serves the database. On SQLite the lock is held as long as what is returned lives.
pub fn refuse_if_in_use(url: &DatabaseUrl) -> anyhow::Result<Option<File>> {
    if let DatabaseUrl::Postgres(_) = url {
        let others = serving::others(&mut pool::connect(url, Purpose::Whole)?)?;
        anyhow::ensure!(others == 0, "another Lotse is using {url}; stop it first");
    }
    serving::lock(url)
}

impl Filling {
    /// Begins, with the tables as these migrations make them.
    pub fn begin(url: &DatabaseUrl, migrations: &[String]) -> anyhow::Result<Filling> {
        let place = match url {
            DatabaseUrl::Postgres(_) => None,
            DatabaseUrl::Sqlite(wanted) => {
                let made = wanted.with_added_extension("restoring");
                remove_sqlite(&made)?;
                pool::open_private(&made)?;
                Some(Beside { made, wanted: wanted.clone() })
            }
        };
        let mut db = match &place {
            None => pool::connect(url, Purpose::Whole)?,
            Some(place) => pool::connect(&DatabaseUrl::Sqlite(place.made.clone()), Purpose::Whole)?,
        };
        match &mut db {
            Db::Sqlite(c) => c.batch_execute(
                "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; \
                 PRAGMA mmap_size = 0; PRAGMA cache_size = -65536; PRAGMA temp_store = FILE;",
            )?,
            Db::Pg(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN")?,
        }
        migrate::hold(&mut db)?;
        migrate::bring_to(&mut db, migrations)?;
        for table in super::tables(&mut db)? {
            // The row about an installation that nobody has used yet.
            rows::empty(&mut db, &table.name)?;
        }
        let again = rows::set_aside(&mut db)?;
        if let Db::Sqlite(c) = &mut db {
            AnsiTransactionManager::begin_transaction_sql(c, "BEGIN")?;
        }
        Ok(Filling { db, place, again })
    }

    /// The tables to be filled.
    pub fn tables(&mut self) -> anyhow::Result<Vec<Table>> {
        super::tables(&mut self.db)
    }

    /// Puts rows in: a JSON array of lines as [`each_row`](super::each_row) gives them.
    pub fn put(&mut self, table: &Table, columns: &[&Column], lines: &str) -> QueryResult<usize> {
        rows::put_rows(&mut self.db, table, columns, lines)
    }

    /// Has the numbering of a table go on after this number.
    pub fn number_on(&mut self, table: &str, last: i64) -> QueryResult<()> {
        rows::number_on(&mut self.db, table, last)
    }

    /// Makes references and indexes, runs the migrations that came later, and then `last`.
    ///
    /// Errors: rows that point to nothing, or twice the same where that cannot be.
    pub fn settle(&mut self, last: impl FnOnce(&mut Db) -> anyhow::Result<()>) -> anyhow::Result<()> {
        for statement in self.again.drain(..) {
            self.db.batch_execute(&statement)?;
        }
        if let Db::Sqlite(c) = &mut self.db {
            <SqliteConnection as Connection>::TransactionManager::commit_transaction(c)?;
        }
        migrate::bring_to(&mut self.db, &migrate::known())?;
        if let Some(first) = dangling(&mut self.db)?.first() {
            anyhow::bail!("{first}");
        }
        last(&mut self.db)
    }

    /// Puts the new community in its place, on disk.
    pub fn finish(mut self) -> anyhow::Result<()> {
        match &mut self.db {
            Db::Pg(c) => {
                AnsiTransactionManager::commit_transaction(c)?;
                // Without it the first pages would be planned for empty tables.
                c.batch_execute("ANALYZE")?;
            }
            Db::Sqlite(_) => {}
        }
        drop(self.db);
        let Some(place) = self.place else { return Ok(()) };
        let (made, wanted) = (&place.made, &place.wanted);
        File::open(made)?.sync_all()?;
        // The log of the empty database must not be taken for the new one's.
        remove_sqlite(wanted)?;
        fs::rename(made, wanted)?;
        if let Some(folder) = wanted.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    }
}

/// Removes a SQLite database and what SQLite keeps beside it.
fn remove_sqlite(path: &std::path::Path) -> std::io::Result<()> {
    let beside = ["-wal", "-shm", "-journal", ""].map(|ending| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    });
    for path in beside {
        match fs::remove_file(path) {
            Err(problem) if problem.kind() != std::io::ErrorKind::NotFound => return Err(problem),
            _ => {}
        }
    }
    Ok(())
}

#[derive(QueryableByName)]
struct Dangling {
    #[diesel(sql_type = Text)]
    in_table: String,
    #[diesel(sql_type = BigInt)]
    at: i64,
    #[diesel(sql_type = Text)]
    to: String,
}

/// Rows that point to rows that are not there; PostgreSQL has none.
pub fn dangling(db: &mut Db) -> QueryResult<Vec<String>> {
    let Db::Sqlite(c) = db else { return Ok(Vec::new()) };
    let found: Vec<Dangling> = diesel::sql_query(
        "SELECT \"table\" AS in_table, COALESCE(rowid, 0) AS at, parent AS \"to\" FROM pragma_foreign_key_check \
         LIMIT 100",
    )
    .load(c)?;
    Ok(found
        .into_iter()
        .map(|one| format!("{}: row {} points to nothing in {}", one.in_table, one.at, one.to))
        .collect())
}
