//! One running site for one test, on a database of its own.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::{Mailbox, Person, postgres};
use crate::start::{self, Running};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatabaseKind {
    Sqlite,
    Postgres,
}

/// A site with nobody on it yet.
pub struct Site {
    pub kind: DatabaseKind,
    pub mailbox: Mailbox,
    // Dropped in this order: the server hangs up, then its database and its folder go.
    running: Option<Running>,
    database: Option<postgres::Database>,
    folder: tempfile::TempDir,
}

impl Site {
    /// Stops the site as SIGTERM does.
    pub fn drain(&mut self) {
        self.running.as_mut().expect("it runs").drain();
    }

    /// Stops the site, does something to its data directory, and starts it again, at another address. SQLite only.
    pub fn restart(&mut self, meanwhile: impl FnOnce(&Path)) {
        drop(self.running.take());
        meanwhile(self.folder.path());
        let url = format!("sqlite://{}", self.folder.path().join("lotse.db").display());
        self.running = Some(Running::start(&url, self.folder.path()));
    }

    /// A site on its own SQLite file.
    pub fn on_sqlite() -> Self {
        Self::start(DatabaseKind::Sqlite, None)
    }

    /// A site on its own PostgreSQL database, or nothing where PostgreSQL is not installed.
    pub fn on_postgres() -> Option<Self> {
        let database = postgres::Database::fresh(start::migrate)?;
        Some(Self::start(DatabaseKind::Postgres, Some(database)))
    }

    fn start(kind: DatabaseKind, database: Option<postgres::Database>) -> Self {
        Self::on(kind, database, tempfile::tempdir().expect("a temporary folder can be made"))
    }

    /// Serves what is in a folder and, on PostgreSQL, in a database.
    pub fn on(kind: DatabaseKind, database: Option<postgres::Database>, folder: tempfile::TempDir) -> Self {
        let url = match &database {
            Some(database) => database.url(),
            None => format!("sqlite://{}", folder.path().join("lotse.db").display()),
        };
        let running = Running::start(&url, folder.path());
        let mailbox = Mailbox::new(folder.path().join("mail"));
        Self { kind, mailbox, running: Some(running), database, folder }
    }

    /// `http://127.0.0.1:port`, without a slash at the end.
    pub fn address(&self) -> &str {
        self.running().address()
    }

    /// The site's data directory.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Somebody who comes by for the first time.
    pub fn person(&self) -> Person {
        Person::new(self.address())
    }

    /// Runs SQL beside the site, on PostgreSQL; rows come as lines, columns separated by `|`.
    pub fn sql(&self, sql: &str) -> String {
        self.database.as_ref().expect("a site on PostgreSQL").sql(sql)
    }

    /// The address of its database, on PostgreSQL.
    pub fn database_url(&self) -> String {
        self.database.as_ref().expect("a site on PostgreSQL").url()
    }

    /// Its settings, for commands beside it.
    pub fn config(&self) -> lotse::config::Config {
        self.running().app().site().config.clone()
    }

    /// How many SQL statements `act` took: with everything else quiet, those of its pages.
    pub fn statements_of(&self, act: impl FnOnce()) -> u64 {
        let before = self.running().statements();
        act();
        self.running().statements() - before
    }

    /// What is running, for what only the program itself can tell.
    pub fn running(&self) -> &Running {
        self.running.as_ref().expect("it runs")
    }
}

/// Runs a test on SQLite and then on PostgreSQL (left out, and said so, where it is not
/// installed); a failure names the database.
pub fn on_each_database(test: impl Fn(&Site)) {
    let on_sqlite = catch_unwind(AssertUnwindSafe(|| test(&Site::on_sqlite())));
    let on_postgres = catch_unwind(AssertUnwindSafe(|| Site::on_postgres().map(|site| test(&site))));
    match (on_sqlite, on_postgres) {
        (Ok(()), Ok(_)) => {}
        (Err(_), Ok(None)) => panic!("failed on SQLite; the reason is above"),
        (Err(_), Ok(Some(()))) => {
            panic!("failed on SQLite, not on PostgreSQL; the reason is above")
        }
        (Ok(()), Err(_)) => panic!("failed on PostgreSQL, not on SQLite; the reason is above"),
        (Err(_), Err(_)) => panic!("failed on both databases; the reasons are above"),
    }
}

/// Runs a test on SQLite alone, where the database cannot matter.
pub fn on_sqlite(test: impl FnOnce(&Site)) {
    test(&Site::on_sqlite());
}
