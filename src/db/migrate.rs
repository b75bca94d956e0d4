//! Migrations: run at start, and never against a database made by a newer program.

use diesel::connection::SimpleConnection;
use diesel::migration::{Migration, MigrationSource};
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::Db;

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// The table diesel keeps its list of migrations in.
pub(super) const LIST: &str = "__diesel_schema_migrations";

/// How a database stands to this program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It holds nothing yet.
    New,
    /// An earlier program made it: so many migrations are missing.
    Behind(usize),
    /// It is as this program wants it.
    Current,
    /// It holds this migration, which this program does not know.
    Newer(String),
}

/// Brings the database up to this program, all or nothing where the database can.
///
/// Errors: the database holds a migration this program does not know, so a newer program has been here.
pub fn run(db: &mut Db) -> anyhow::Result<()> {
    let all = known();
    if let Db::Pg(c) = db {
        // Two nodes may start at once: the second waits here and then finds nothing left to do.
        c.batch_execute("SELECT pg_advisory_lock(7653021)")?;
    }
    let result = bring_to(db, &all);
    if let Db::Pg(c) = db {
        c.batch_execute("SELECT pg_advisory_unlock(7653021)")?;
    }
    result
}

/// Has everybody else who wants to migrate this PostgreSQL database wait until the transaction ends.
pub fn hold(db: &mut Db) -> QueryResult<()> {
    match db {
        Db::Pg(c) => c.batch_execute("SELECT pg_advisory_xact_lock(7653021)"),
        Db::Sqlite(_) => Ok(()),
    }
}

/// The migrations of this program, by name, the oldest first; the same in both databases.
pub fn known() -> Vec<String> {
    // Embedded migrations are a list in the program; reading it cannot fail.
    let all: Vec<Box<dyn Migration<diesel::sqlite::Sqlite>>> = SQLITE.migrations().unwrap_or_default();
    let mut names: Vec<String> = all.iter().map(|one| one.name().version().to_string()).collect();
    names.sort();
    names
}

#[derive(QueryableByName)]
struct Applied {
    #[diesel(sql_type = Text)]
    version: String,
}

/// How the database differs from what this program made of it at its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// A newer program has changed it since.
    Newer,
    /// Steps of this program are missing: an older one was put back, or a backup.
    Older,
}

impl Mismatch {
    /// What is wrong and what to do, in a sentence for operators.
    pub const fn sentence(self) -> &'static str {
        match self {
            Mismatch::Newer => "the database was changed by a newer Lotse: start that version here too",
            Mismatch::Older => "the database lacks steps of this version: start Lotse again",
        }
    }
}

/// Whether the database is still of this program's version; nothing where all is well.
pub fn mismatch(db: &mut Db) -> anyhow::Result<Option<Mismatch>> {
    Ok(match standing(db)? {
        Standing::Newer(_) => Some(Mismatch::Newer),
        Standing::Behind(_) | Standing::New => Some(Mismatch::Older),
        Standing::Current => None,
    })
}

/// The migrations this database holds, the oldest first; looks and changes nothing.
pub fn applied(db: &mut Db) -> QueryResult<Vec<String>> {
    let is_there = match db {
        Db::Sqlite(_) => "SELECT name AS version FROM sqlite_master WHERE type = 'table' AND name = $1",
        Db::Pg(_) => {
            "SELECT relname::text AS version FROM pg_class \
             WHERE relname = $1 AND relnamespace = current_schema()::regnamespace"
        }
    };
    let list = diesel::sql_query(is_there).bind::<Text, _>(LIST).get_result::<Applied>(db).optional()?;
    let Some(list) = list else { return Ok(Vec::new()) };
    let all = format!("SELECT version FROM {} ORDER BY version", list.version);
    Ok(diesel::sql_query(all).load::<Applied>(db)?.into_iter().map(|one| one.version).collect())
}

/// How the database stands to this program; looks and changes nothing.
pub fn standing(db: &mut Db) -> QueryResult<Standing> {
    let (applied, known) = (applied(db)?, known());
    if let Some(newer) = applied.iter().find(|one| !known.contains(one)) {
        return Ok(Standing::Newer(newer.clone()));
    }
    Ok(match known.len() - applied.len() {
        0 => Standing::Current,
        _ if applied.is_empty() => Standing::New,
        missing => Standing::Behind(missing),
    })
}

/// Brings the database to exactly these migrations, which this program must know: takes back what is too much (of a
/// database that holds nothing else), and runs what is missing.
pub fn bring_to(db: &mut Db, wanted: &[String]) -> anyhow::Result<()> {
    if let Standing::Newer(newer) = standing(db)? {
        anyhow::bail!(
            "this database was made by a newer Lotse (migration {newer} is unknown here); please start that version"
        );
    }
    match db {
        Db::Sqlite(c) => bring_on(c, SQLITE, wanted),
        Db::Pg(c) => bring_on(c, POSTGRES, wanted),
    }
}

fn bring_on<DB, C>(connection: &mut C, ours: EmbeddedMigrations, wanted: &[String]) -> anyhow::Result<()>
where
    DB: diesel::backend::Backend,
    C: MigrationHarness<DB>,
    EmbeddedMigrations: MigrationSource<DB>,
{
    let said = |problem| anyhow::anyhow!("a migration failed: {problem}");
    let mut all: Vec<(String, Box<dyn Migration<DB>>)> = Vec::new();
    for one in MigrationSource::<DB>::migrations(&ours).map_err(said)? {
        all.push((one.name().version().to_string(), one));
    }
    all.sort_by(|one, other| one.0.cmp(&other.0));
    let applied = connection.applied_migrations().map_err(said)?;
    let applied: Vec<String> = applied.iter().map(ToString::to_string).collect();
    for (_, one) in all.iter().rev().filter(|(name, _)| applied.contains(name) && !wanted.contains(name)) {
        connection.revert_migration(one.as_ref()).map_err(said)?;
    }
    for (_, one) in all.iter().filter(|(name, _)| wanted.contains(name) && !applied.contains(name)) {
        connection.run_migration(one.as_ref()).map_err(said)?;
    }
    Ok(())
}
