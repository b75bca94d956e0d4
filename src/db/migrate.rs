//! Migrations: run at start, and never against a database made by a newer program.

use diesel::migration::MigrationSource;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel::sqlite::Sqlite;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::Db;

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// Brings the database up to this program, all or nothing where the database can.
///
/// Errors: the database holds a migration this program does not know, so a newer program has been here.
pub fn run(db: &mut Db) -> anyhow::Result<()> {
    match db {
        Db::Sqlite(c) => run_on(c, SQLITE),
        Db::Pg(c) => {
            use diesel::connection::SimpleConnection;
            // Two nodes may start at once: the second waits here and then finds nothing left to do.
            c.batch_execute("SELECT pg_advisory_lock(7653021)")?;
            let result = run_on(c, POSTGRES);
            c.batch_execute("SELECT pg_advisory_unlock(7653021)")?;
            result
        }
    }
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
    let known = match db {
        Db::Sqlite(_) => versions::<Sqlite>(&SQLITE)?,
        Db::Pg(_) => versions::<Pg>(&POSTGRES)?,
    };
    // Not by diesel's own words: those would create the table, and this is read on connections that cannot write.
    let applied = diesel::sql_query("SELECT version FROM __diesel_schema_migrations").load::<Applied>(db)?;
    if applied.iter().any(|one| !known.contains(&one.version)) {
        return Ok(Some(Mismatch::Newer));
    }
    let is_missing = known.iter().any(|version| !applied.iter().any(|one| one.version == *version));
    Ok(is_missing.then_some(Mismatch::Older))
}

fn versions<DB: diesel::backend::Backend>(ours: &EmbeddedMigrations) -> anyhow::Result<Vec<String>>
where
    EmbeddedMigrations: MigrationSource<DB>,
{
    let all = MigrationSource::<DB>::migrations(ours).map_err(|e| anyhow::anyhow!("{e}"))?;
    Ok(all.iter().map(|m| m.name().version().to_string()).collect())
}

fn run_on<DB, C>(connection: &mut C, ours: EmbeddedMigrations) -> anyhow::Result<()>
where
    DB: diesel::backend::Backend,
    C: MigrationHarness<DB>,
    EmbeddedMigrations: MigrationSource<DB>,
{
    let known = versions::<DB>(&ours)?;
    let applied = connection.applied_migrations().map_err(|e| anyhow::anyhow!("{e}"))?;
    if let Some(newer) = applied.iter().find(|version| !known.contains(&version.to_string())) {
        anyhow::bail!(
            "this database was made by a newer Lotse (migration {newer} is unknown here); please start that version"
        );
    }
    connection.run_pending_migrations(ours).map_err(|e| anyhow::anyhow!("{e}"))?;
    Ok(())
}
