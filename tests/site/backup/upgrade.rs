//! Backups across versions: of a database of before, and before a database is brought up to date.

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, SqliteConnection};
use lotse::App;
use lotse::backup::Extent;

use super::{Place, back_up, lived_in, open, restore, rows};
use crate::support::{DatabaseKind, on_each_database};

/// The newest migration, whose tables hold nothing that the comparison needs.
const NEWEST: &str = "00000000000011_tag_shares";

/// Takes the newest migration back, as an earlier program would have left the database.
fn age(place: &Place) {
    let version = NEWEST.split('_').next().expect("a number");
    let forget = format!("DELETE FROM __diesel_schema_migrations WHERE version = '{version}'");
    let path =
        |database: &str| format!("{}/migrations/{database}/{NEWEST}/down.sql", env!("CARGO_MANIFEST_DIR"));
    let read = |database: &str| std::fs::read_to_string(path(database)).expect("it is there");
    match &place.database {
        Some(database) => {
            let mut c = PgConnection::establish(&database.url()).expect("it runs");
            c.batch_execute(&format!("{}; {forget}", read("postgres"))).expect("it can be taken back");
        }
        None => {
            let file = place.folder.path().join("lotse.db");
            let mut c = SqliteConnection::establish(file.to_str().expect("text")).expect("it is there");
            c.batch_execute(&format!("{}; {forget}", read("sqlite"))).expect("it can be taken back");
        }
    }
}

#[test]
fn the_newest_migration_is_the_newest() {
    let newest = lotse::db::known_migrations().pop().expect("there are some");
    assert_eq!(NEWEST.split('_').next(), Some(newest.as_str()), "name it in NEWEST");
}

#[test]
fn an_upgrade_makes_a_backup_first() {
    on_each_database(|site| {
        lived_in(site);
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let archive = folder.path().join("a.zip");
        back_up(&site.config(), &archive);
        let place = Place::new(site.kind).expect("this database is there");
        restore(&place.config(), &archive).expect("it can be restored");
        age(&place);
        let before = rows(&place.config());
        drop(App::open(place.config()).expect("it is brought up to date"));
        let made: Vec<_> = std::fs::read_dir(place.folder.path().join("backups"))
            .expect("there is one")
            .map(|entry| entry.expect("readable").path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "zip"))
            .collect();
        assert_eq!(made.len(), 1, "{made:?}");
        assert!(made[0].to_string_lossy().contains(&format!("before-{}-", env!("CARGO_PKG_VERSION"))));
        drop(App::open(place.config()).expect("it is up to date"));
        // That one, and a note of when it was.
        assert_eq!(std::fs::read_dir(place.folder.path().join("backups")).expect("there").count(), 2);
        // It is of the database of before, and this program can still make that community again.
        let opened = open(&made[0]).expect("it is good");
        assert_eq!(opened.manifest().migrations.len() + 1, lotse::db::known_migrations().len());
        assert_eq!(opened.manifest().files, None);
        for kind in [DatabaseKind::Sqlite, DatabaseKind::Postgres] {
            let Some(again) = Place::new(kind) else { continue };
            restore(&again.config(), &made[0]).expect("an older archive is brought up to date");
            let after = rows(&again.config());
            assert!(before.iter().all(|(table, rows)| after[table] == *rows));
        }
    });
}

#[test]
fn a_backup_changes_nothing_about_an_older_database() {
    on_each_database(|site| {
        lived_in(site);
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let archive = folder.path().join("a.zip");
        back_up(&site.config(), &archive);
        let place = Place::new(site.kind).expect("this database is there");
        restore(&place.config(), &archive).expect("it can be restored");
        age(&place);
        let older = folder.path().join("older.zip");
        lotse::backup::to_file(&place.config(), &older, Extent::RowsOnly, &mut |_| {}).expect("backed up");
        let made = open(&older).expect("it is good").manifest().migrations.clone();
        assert_eq!(made.len() + 1, lotse::db::known_migrations().len());
        assert!(!rows(&place.config()).contains_key("tag_counts"), "it was not migrated");
    });
}
