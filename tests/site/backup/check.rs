//! `lotse check` names what is not as it must be, and mends what can be counted.

use std::fs;
use std::io::{Seek, SeekFrom, Write};
use std::time::{Duration, SystemTime};

use diesel::prelude::*;

use super::{Place, back_up, lived_in, restore};
use crate::command::{run, said};
use crate::support::{DatabaseKind, Site, on_each_database};

fn spoil(site: &Site, statement: &str) {
    let (statement, database) = (statement.to_owned(), site.running().app().site().store.database().clone());
    let done =
        database.write_now(move |db| Ok::<_, anyhow::Error>(diesel::sql_query(&statement).execute(db)?));
    assert!(done.expect("it is written") > 0, "a row is spoiled");
}

/// What is found, each with whether it was mended.
fn found(site: &Site, is_mending: bool) -> Vec<(String, bool)> {
    let mut all = Vec::new();
    let looked = site
        .running()
        .app()
        .look_over(is_mending, &mut |_, _| {}, &mut |one| all.push((one.text, one.is_mended)));
    looked.expect("everything can be looked at");
    all
}

#[test]
fn every_sum_is_counted_anew_named_and_mended() {
    on_each_database(|site| {
        lived_in(site);
        assert_eq!(found(site, false), [], "nothing is wrong with a community that was lived in");
        for (statement, part) in [
            ("UPDATE posts SET helpful = helpful + 3 WHERE id = 2", "posts 2: helpful is 4, counted are 1"),
            ("UPDATE posts SET worked = 1 WHERE id = 1", "posts 1: worked is 1, counted are 0"),
            ("UPDATE posts SET revision = 7 WHERE id = 1", "posts 1: revision is 7, counted are 0"),
            ("UPDATE threads SET same_here = 2 WHERE id = 1", "threads 1: same_here is 2, counted are 0"),
            ("UPDATE threads SET answers = 5 WHERE id = 2", "threads 2: answers is 5, counted are 1"),
            ("UPDATE threads SET replies = 5 WHERE id = 3", "threads 3: replies is 5, counted are 0"),
            ("UPDATE threads SET helpful = 9 WHERE id = 1", "threads 1: helpful is 9, counted are 1"),
            (
                "UPDATE threads SET waiting_since = 1 WHERE id = 1",
                "threads 1: waiting_since is 1, counted are nothing",
            ),
            ("UPDATE threads SET last_author = 3 WHERE id = 1", "threads 1: last_author is 3, counted are 2"),
            ("UPDATE boards SET threads = 77 WHERE id = 1", "boards 1: threads is 77, counted are 2"),
            ("UPDATE boards SET solved = 77 WHERE id = 1", "boards 1: solved is 77, counted are 1"),
            ("UPDATE members SET points = points + 5 WHERE id = 2", "members 2: points is"),
            ("UPDATE members SET solutions = 9 WHERE id = 2", "members 2: solutions is 9, counted are 1"),
            ("UPDATE members SET rights = 7 WHERE id = 2", "members 2: rights is 7"),
            ("UPDATE ledger SET points = 1000 WHERE member = 2", "members 2: credit is"),
            ("UPDATE members SET unread = 40 WHERE id = 1", "members 1: unread is 40"),
            ("UPDATE notifications SET causes = 40 WHERE id = 1", "notifications 1: causes is 40"),
        ] {
            spoil(site, statement);
            let all = found(site, false);
            assert!(all.iter().any(|(text, mended)| text.contains(part) && !mended), "{statement}: {all:?}");
            let mended = found(site, true);
            assert!(mended.iter().all(|(_, mended)| *mended), "{statement}: {mended:?}");
            assert_eq!(found(site, false), [], "{statement}");
        }
    });
}

#[test]
fn missing_and_stray_files_are_named() {
    let site = Site::on_sqlite();
    lived_in(&site);
    let mut pictures = Vec::new();
    for shelf in fs::read_dir(site.folder().join("files")).expect("there are pictures") {
        let shelf = shelf.expect("readable").path();
        pictures.extend(fs::read_dir(shelf).expect("readable").map(|entry| entry.expect("readable").path()));
    }
    let full = pictures.iter().find(|path| !path.to_string_lossy().contains("thumb")).expect("there is one");
    let stray = full.with_file_name("0123456789abcdef0123456789abcdef.png");
    fs::copy(full, &stray).expect("copied");
    assert_eq!(found(&site, false), [], "it may be an upload under way");
    let old = SystemTime::now() - Duration::from_secs(48 * 3600);
    fs::File::options().write(true).open(&stray).expect("there").set_modified(old).expect("set");
    fs::remove_file(full).expect("removed");
    let all: Vec<String> = found(&site, true).into_iter().map(|(text, _)| text).collect();
    assert!(
        all.iter().any(|text| text.starts_with("files 1: files/") && text.ends_with("is missing")),
        "{all:?}"
    );
    assert!(all.iter().any(|text| text.ends_with("0123456789abcdef.png belongs to nothing")), "{all:?}");
    // A backup says so too, and takes what there is.
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let done = back_up(&site.config(), &folder.path().join("a.zip"));
    assert_eq!(done.missing.len(), 1, "{:?}", done.missing);
}

#[test]
fn a_damaged_file_is_no_empty_community() {
    let site = Site::on_sqlite();
    lived_in(&site);
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let archive = folder.path().join("a.zip");
    back_up(&site.config(), &archive);
    let place = Place::new(DatabaseKind::Sqlite).expect("SQLite is there");
    restore(&place.config(), &archive).expect("it can be restored");
    let here = place.folder.path();
    let data_dir = here.to_str().expect("text").to_owned();
    let database = here.join("lotse.db");
    let check = || run(here, &["check", "--data-dir", &data_dir]);
    assert!(said(&check()).starts_with("Settings and data are sound"));
    // Half of the pages.
    let mut file = fs::File::options().write(true).open(&database).expect("there");
    let length = file.metadata().expect("there").len();
    file.seek(SeekFrom::Start(length / 2)).expect("within");
    file.write_all(&vec![0xa5; 64 * 1024]).expect("writable");
    let output = check();
    assert_eq!(output.status.code(), Some(1));
    let text = format!("{}{}", said(&output), String::from_utf8_lossy(&output.stderr));
    assert!(text.contains("the database is damaged") || text.contains("malformed"), "{text}");
    // The first page.
    file.seek(SeekFrom::Start(0)).expect("within");
    file.write_all(&[0xa5; 4096]).expect("writable");
    let output = run(here, &["serve", "--listen", "127.0.0.1:0", "--data-dir", &data_dir]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(text.contains("lotse: cannot open SQLite at") && text.contains("not a database"), "{text}");
}
