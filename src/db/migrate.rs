//! Migrations: run at start, and never against a database made by a newer program.

use diesel::migration::MigrationSource;
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

fn run_on<DB, C>(connection: &mut C, ours: EmbeddedMigrations) -> anyhow::Result<()>
where
    DB: diesel::backend::Backend,
    C: MigrationHarness<DB>,
    EmbeddedMigrations: MigrationSource<DB>,
{
    let known: Vec<String> = MigrationSource::<DB>::migrations(&ours)
        .map_err(|e| anyhow::anyhow!("{e}"))?
        .iter()
        .map(|m| m.name().version().to_string())
        .collect();
    let applied = connection.applied_migrations().map_err(|e| anyhow::anyhow!("{e}"))?;
    if let Some(newer) = applied.iter().find(|version| !known.contains(&version.to_string())) {
        anyhow::bail!(
            "this database was made by a newer Lotse (migration {newer} is unknown here); please start that version"
        );
    }
    connection.run_pending_migrations(ours).map_err(|e| anyhow::anyhow!("{e}"))?;
    Ok(())
}
