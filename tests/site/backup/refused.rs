//! What is no whole backup of ours, and what is no empty place, is refused before anything is touched.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::{Place, back_up, lived_in, open, restore};
use crate::command::{Process, run, said};
use crate::support::{DatabaseKind, Site, on_each_database};

/// A community's archive, and a place that must stay empty.
fn archive_of(site: &Site) -> (tempfile::TempDir, PathBuf) {
    lived_in(site);
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let archive = folder.path().join("a.zip");
    back_up(&site.config(), &archive);
    (folder, archive)
}

fn expect_refused(archive: &Path, part: &str) {
    let place = Place::new(DatabaseKind::Sqlite).expect("SQLite is there");
    let problem = restore(&place.config(), archive).expect_err("it is refused");
    assert!(problem.contains(part), "{problem}");
    let left: Vec<_> = fs::read_dir(place.folder.path()).expect("readable").collect();
    assert!(left.is_empty(), "nothing was touched: {left:?}");
}

#[test]
fn an_archive_cut_short_is_refused() {
    let site = Site::on_sqlite();
    let (folder, archive) = archive_of(&site);
    let bytes = fs::read(&archive).expect("readable");
    let cut = folder.path().join("cut.zip");
    for length in [0, 1, 3, 100, bytes.len() / 2, bytes.len() - 30, bytes.len() - 1] {
        fs::write(&cut, &bytes[..length]).expect("writable");
        expect_refused(&cut, if length < 2 { "no backup of Lotse" } else { "the backup is damaged" });
    }
}

#[test]
fn a_flipped_bit_is_noticed_or_does_no_harm() {
    let site = Site::on_sqlite();
    let (folder, archive) = archive_of(&site);
    let bytes = fs::read(&archive).expect("readable");
    let spoiled = folder.path().join("spoiled.zip");
    let good = open(&archive).expect("it is good").manifest().clone();
    let mut noticed = 0;
    let places: Vec<usize> = (0..bytes.len()).step_by(bytes.len() / 150).collect();
    for place in &places {
        let mut changed = bytes.clone();
        changed[*place] ^= 0x10;
        fs::write(&spoiled, &changed).expect("writable");
        match open(&spoiled) {
            Err(_) => noticed += 1,
            // A time or a mode in the directory of the ZIP; what is in it has been summed up.
            Ok(archive) => assert_eq!(*archive.manifest(), good, "at {place}"),
        }
    }
    assert!(noticed * 10 > places.len() * 8, "{noticed} of {}", places.len());
}

/// Copies an archive, entry by entry, as `change` wants it; `None` leaves one out.
fn rewritten(from: &Path, to: &Path, change: impl Fn(&str, Vec<u8>) -> Option<Vec<u8>>) {
    let mut old = zip::ZipArchive::new(fs::File::open(from).expect("there")).expect("a ZIP");
    let mut new = zip::ZipWriter::new(fs::File::create(to).expect("writable"));
    for number in 0..old.len() {
        let mut entry = old.by_index(number).expect("an entry");
        let name = String::from_utf8(entry.name_raw().to_vec()).expect("text");
        let mut bytes = Vec::new();
        std::io::copy(&mut entry, &mut bytes).expect("readable");
        if let Some(bytes) = change(&name, bytes) {
            new.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("writable");
            new.write_all(&bytes).expect("writable");
        }
    }
    new.finish().expect("writable");
}

#[test]
fn foreign_newer_and_incomplete_archives_are_refused() {
    let site = Site::on_sqlite();
    let (folder, archive) = archive_of(&site);
    let made = folder.path().join("made.zip");
    fs::write(&made, "Dear diary").expect("writable");
    expect_refused(&made, "no backup of Lotse");
    rewritten(&archive, &made, |name, bytes| (name != "lotse-backup.json").then_some(bytes));
    expect_refused(&made, "no backup of Lotse");
    let replace = |from: &'static str, to: &'static str| {
        move |name: &str, bytes: Vec<u8>| {
            let text = String::from_utf8(bytes.clone());
            match (name, text) {
                ("lotse-backup.json", Ok(text)) => Some(text.replace(from, to).into_bytes()),
                _ => Some(bytes),
            }
        }
    };
    rewritten(&archive, &made, replace("\"format\": 1", "\"format\": 2"));
    expect_refused(&made, "newer than this program");
    rewritten(&archive, &made, replace("00000000000001", "99990101000000"));
    expect_refused(&made, "made by a newer Lotse");
    rewritten(&archive, &made, |name, bytes| (name != "tables/posts.jsonl").then_some(bytes));
    expect_refused(&made, "tables/posts.jsonl is missing");
    rewritten(&archive, &made, |name, mut bytes| {
        if name == "tables/posts.jsonl" {
            bytes.truncate(bytes.len() / 2);
        }
        Some(bytes)
    });
    expect_refused(&made, "the rows of posts are not those of then");
    rewritten(&archive, &made, |name, bytes| {
        (!name.ends_with(".thumb.png") && !name.ends_with(".thumb.jpg")).then_some(bytes)
    });
    expect_refused(&made, "is missing");
}

#[test]
fn only_an_empty_place_is_filled() {
    on_each_database(|site| {
        let (folder, archive) = archive_of(site);
        let problem = restore(&site.config(), &archive).expect_err("it runs");
        assert!(problem.contains("another Lotse"), "{problem}");
        let again =
            lotse::backup::to_file(&site.config(), &archive, lotse::backup::Extent::Whole, &mut |_| {});
        assert!(again.expect_err("it is there").to_string().contains("is there already"));
        let place = Place::new(site.kind).expect("this database is there");
        restore(&place.config(), &archive).expect("it is empty");
        let problem = restore(&place.config(), &archive).expect_err("it is full");
        assert!(problem.contains("is not empty"), "{problem}");
        // A community that was set up and never used is empty.
        let fresh = Place::new(site.kind).expect("this database is there");
        let url = fresh.database.as_ref().map_or_else(
            || format!("sqlite:{}", fresh.folder.path().join("lotse.db").display()),
            crate::support::OnPostgres::url,
        );
        crate::start::migrate(&url);
        restore(&fresh.config(), &archive).expect("nobody was there");
        super::expect_same(&site.config(), &fresh.config());
        drop(folder);
    });
}

#[test]
fn commands_say_what_happened() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let here = folder.path();
    let fails = |words: &[&str], part: &str| {
        let output = run(here, words);
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{words:?}");
        assert!(text.contains(part), "{words:?} says {text}");
    };
    fails(&["backup", "a.zip"], "there is no database at");
    let server = Process::serve(here);
    run(here, &["member", "add", "--email", "ada@example.org", "--name", "Ada", "--role", "admin"]);
    let done = said(&run(here, &["backup", "a.zip"]));
    assert!(done.starts_with("a.zip: 1 members, 0 threads, 0 posts"), "{done}");
    fails(&["backup", "a.zip"], "is there already");
    fails(&["restore", "a.zip"], "another Lotse is serving");
    let stream = run(here, &["backup", "-"]).stdout;
    fs::write(here.join("b.zip"), stream).expect("writable");
    server.terminate();
    fails(&["restore", "a.zip"], "is not empty");
    let done = said(&run(here, &["restore", "b.zip", "--data-dir", "there"]));
    assert!(done.contains("1 members, 0 threads, 0 posts"), "{done}");
    assert!(said(&run(here, &["check", "--data-dir", "there"])).starts_with("Settings and data are sound"));
}

#[test]
fn a_restore_that_was_killed_says_so_and_runs_again() {
    let site = Site::on_sqlite();
    let (_folder, archive) = archive_of(&site);
    let place = Place::new(DatabaseKind::Sqlite).expect("SQLite is there");
    // As a killed one leaves it: the mark, and half a database beside the place of the whole one.
    fs::write(place.folder.path().join("restore-unfinished"), "").expect("writable");
    fs::write(place.folder.path().join("lotse.db.restoring"), "half").expect("writable");
    let here = place.folder.path().display().to_string();
    let output = run(place.folder.path(), &["serve", "--listen", "127.0.0.1:0", "--data-dir", &here]);
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(text.contains("was begun and has not ended; run lotse restore again"), "{text}");
    assert!(!place.folder.path().join("lotse.db").exists(), "no empty community in its place");
    restore(&place.config(), &archive).expect("it runs again");
    super::expect_same(&site.config(), &place.config());
    assert!(!place.folder.path().join("lotse.db.restoring").exists());
    place.serve().running().app().check().expect("every sum is right");
}
