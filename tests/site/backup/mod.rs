//! The community in one file, and back.

mod check;
mod live;
mod refused;
mod round;
mod upgrade;

use std::collections::BTreeMap;
use std::path::Path;

use lotse::backup::{self, Archive, Extent};
use lotse::config::Config;
use lotse::db::{self, DatabaseUrl};
use serde_json::Value;

use crate::start;
use crate::support::{DatabaseKind, OnPostgres, PATIENCE, Person, Site, patiently};

/// A place for a community: a folder, and an empty database.
pub struct Place {
    pub folder: tempfile::TempDir,
    pub database: Option<OnPostgres>,
}

impl Place {
    /// Nothing where PostgreSQL is not installed.
    pub fn new(kind: DatabaseKind) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let database = match kind {
            DatabaseKind::Sqlite => None,
            DatabaseKind::Postgres => Some(OnPostgres::fresh(start::migrate)?),
        };
        Some(Self { folder, database })
    }

    pub fn config(&self) -> Config {
        Config {
            data_dir: self.folder.path().to_owned(),
            database_url: self.database.as_ref().map(OnPostgres::url),
            ..Config::default()
        }
    }

    pub fn serve(self) -> Site {
        let kind = if self.database.is_some() { DatabaseKind::Postgres } else { DatabaseKind::Sqlite };
        Site::on(kind, self.database, self.folder)
    }
}

pub fn back_up(config: &Config, to: &Path) -> backup::Done {
    backup::to_file(config, to, Extent::Whole, &mut |_| {}).expect("it can be backed up")
}

pub fn restore(config: &Config, from: &Path) -> Result<backup::Restored, String> {
    backup::restore(config, from, &mut |_| {}).map_err(|problem| format!("{problem:#}"))
}

/// Everything in the tables, but for what a backup leaves out and for the log's epoch.
pub fn rows(config: &Config) -> BTreeMap<String, Vec<Vec<Value>>> {
    let url: DatabaseUrl = config.database().expect("a good address");
    let read = db::look(&url, |db| {
        let mut all = BTreeMap::new();
        for mut table in db::tables(db)? {
            if backup::left_out::table(&table.name) {
                continue;
            }
            table.columns.retain(|column| {
                let is_life = table.name == "site" && matches!(column.name.as_str(), "epoch" | "version");
                !is_life && !backup::left_out::column(&table.name, &column.name)
            });
            let mut rows: Vec<Vec<Value>> = Vec::new();
            db::each_row(db, &table, &mut |line| {
                rows.push(serde_json::from_str(line)?);
                Ok(())
            })?;
            all.insert(table.name, rows);
        }
        Ok(all)
    });
    read.expect("the tables can be read")
}

/// The two communities are the same, table by table.
pub fn expect_same(one: &Config, other: &Config) {
    let (one, other) = (rows(one), rows(other));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (table, rows) in &one {
        assert_eq!(rows.len(), other[table].len(), "rows of {table}");
        for (here, there) in rows.iter().zip(&other[table]) {
            assert_eq!(here, there, "a row of {table}");
        }
    }
}

/// A little of everything: threads, answers, a solution, marks, a picture, flags, reading, a held question.
pub fn lived_in(site: &Site) -> Vec<String> {
    site.with_community();
    let mut ada = site.sign_in("ada");
    let mut bob = site.sign_in("bob");
    let mut mona = site.sign_in("mona");
    let first =
        ada.ask("help", "The pump “sings” at night", "It sings: ü, ß, 🚢, \\ and \"quotes\".\n\nNew line.");
    let answer = bob.answer(&first, "Clean the valve; `a < b && c`.");
    ada.press(&first, &answer, "accept").expect_status(303);
    site.sign_in("cleo").press(&first, &answer, "helpful").expect_status(303);
    ada.get("/uploads").expect_status(200);
    let uploaded = ada.post_file("/uploads", "picture", "x.png", &crate::forum::pictures::png());
    let line = uploaded.one("section textarea");
    let second = ada.ask("help", "What does this light mean", &format!("Here it is: {line}"));
    bob.answer(&second, "@Ada it means nothing.");
    let third = bob.start("discussion", "chat", "Which cups do you like", "Large ones.");
    let reply = ada.answer(&third, "Small ones, and tea.");
    mona.get(&format!("/p/{reply}/hide")).expect_status(200);
    mona.post(&format!("/p/{reply}/hide"), &[("reason", "spam")]).expect_status(303);
    let mut cleo = site.sign_in("cleo");
    cleo.get(&second).expect_status(200);
    let mut stranger = site.person().reading("en");
    stranger.get("/ask?board=help").expect_status(200);
    let fields = [
        ("kind", "question"),
        ("board", "help"),
        ("title", "Is this held until a code is typed"),
        ("body", "It is."),
        ("email", "new@example.org"),
    ];
    stranger.post("/ask", &fields).expect_status(303);
    // What is only noted in memory is written down before anybody compares.
    mona.get(&first).expect_status(200);
    notes_written(site);
    vec![first, second, third]
}

/// Writes down what pages only note in memory, and waits for the work that was left to jobs and for the mail: from
/// then on nothing changes by itself.
fn notes_written(site: &Site) {
    let app = site.running().app();
    for (_, every, act) in lotse::schedule::ENTRIES {
        if every.as_secs() < 60 {
            act(app).expect("it is written");
        }
    }
    let database = app.site().store.database();
    patiently("jobs and mail to be done", PATIENCE, || {
        let is_waiting = |db: &mut db::Db| {
            Ok::<_, anyhow::Error>(db::has_rows(db, "jobs")? || db::has_rows(db, "outbox")?)
        };
        (!database.read_now(is_waiting).expect("readable")).then_some(())
    });
}

/// A page without what is different at each rendering and each address.
pub fn masked(site: &Site, person: &mut Person, path: &str) -> String {
    let page = person.get(path);
    page.expect_status(200);
    let mut text = page.body().replace(site.address(), "HERE");
    for name in ["token", "key"] {
        let start = format!("name=\"{name}\" value=\"");
        let mut from = 0;
        while let Some(at) = text[from..].find(&start) {
            let begin = from + at + start.len();
            let end = begin + text[begin..].find('"').expect("it ends");
            text.replace_range(begin..end, "MASKED");
            from = begin;
        }
    }
    text
}

pub fn open(path: &Path) -> Result<Archive, String> {
    Archive::open(path, &mut |_| {}).map_err(|problem| format!("{problem:#}"))
}
