//! Backups across versions: of a database of before, and before a database is brought up to date.

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, SqliteConnection};
use lotse::App;
use lotse::backup::Extent;

use super::{Place, back_up, lived_in, open, restore, rows};
use crate::support::{DatabaseKind, on_each_database};

/// Takes the newest migration back, as an earlier program would have left the database.
fn age(place: &Place) {
    let version = lotse::db::known_migrations().pop().expect("there are some");
    let forget = format!("DELETE FROM __diesel_schema_migrations WHERE version = '{version}'");
    let read = |database: &str| {
        let folder = format!("{}/migrations/{database}", env!("CARGO_MANIFEST_DIR"));
        let newest = std::fs::read_dir(folder).expect("there are some").flatten().map(|entry| entry.path());
        let newest = newest.max().expect("there are some");
        assert!(newest.display().to_string().contains(&version));
        std::fs::read_to_string(newest.join("down.sql")).expect("it is there")
    };
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
            for (table, rows) in &before {
                assert_eq!(rows.len(), after[table].len(), "rows of {table}");
                // What the migration adds comes last.
                assert!(rows.iter().zip(&after[table]).all(|(old, new)| new.starts_with(old)), "{table}");
            }
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
        let url = place.config().database().expect("a good address");
        let now = lotse::db::look(&url, |db| Ok(lotse::db::applied_migrations(db)?)).expect("readable");
        assert_eq!(now, made, "it was not migrated");
    });
}

#[test]
fn an_older_program_leaves_a_newer_database_alone() {
    on_each_database(|site| {
        lived_in(site);
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let archive = folder.path().join("a.zip");
        back_up(&site.config(), &archive);
        let place = Place::new(site.kind).expect("this database is there");
        restore(&place.config(), &archive).expect("it can be restored");
        let add = "INSERT INTO __diesel_schema_migrations (version) VALUES ('99990101000000')";
        match &place.database {
            Some(database) => drop(database.sql(add)),
            None => {
                let file = place.folder.path().join("lotse.db");
                let mut c = SqliteConnection::establish(file.to_str().expect("text")).expect("it is there");
                c.batch_execute(add).expect("it can be written");
            }
        }
        let problem = App::open(place.config()).err().expect("it is refused");
        assert!(format!("{problem:#}").contains("made by a newer Lotse"), "{problem:#}");
        // Nor does it back up what it does not know, secrets perhaps among it.
        let other = folder.path().join("b.zip");
        let done = lotse::backup::to_file(&place.config(), &other, Extent::Whole, &mut |_| {});
        assert!(done.expect_err("it is refused").to_string().contains("made by a newer Lotse"));
        assert!(!other.exists());
        let problem = restore(&place.config(), &archive).expect_err("it is refused");
        assert!(problem.contains("made by a newer Lotse"), "{problem}");
    });
}
