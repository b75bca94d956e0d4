//! Backed up and restored, the community is the same: on the same database, and on the other one.

use std::path::Path;

use super::{Place, back_up, expect_same, lived_in, masked, open, restore};
use crate::support::{DatabaseKind, PATIENCE, Site, on_each_database, patiently};

/// Restores into an empty place of this kind; nothing where there is no such database.
fn moved(archive: &Path, kind: DatabaseKind) -> Option<Place> {
    let place = Place::new(kind)?;
    restore(&place.config(), archive).expect("it can be restored");
    Some(place)
}

fn other(kind: DatabaseKind) -> DatabaseKind {
    if kind == DatabaseKind::Sqlite { DatabaseKind::Postgres } else { DatabaseKind::Sqlite }
}

/// What a visitor and a member see is the same, byte by byte.
fn expect_same_pages(one: &Site, there: &Site, threads: &[String]) {
    let mut paths = vec!["/", "/b/help", "/b/chat", "/members", "/tags", "/unanswered", "/b/help/feed"];
    paths.retain(|path| one.person().get(path).status == 200);
    assert!(paths.len() > 3, "{paths:?}");
    paths.extend(threads.iter().map(String::as_str));
    let (mut here, mut there_too) = (one.person().reading("en"), there.person().reading("en"));
    for path in &paths {
        expect_same_lines(&masked(one, &mut here, path), &masked(there, &mut there_too, path), path);
    }
    let (mut here, mut there_too) = (one.sign_in("bob"), there.sign_in("bob"));
    // One thread, and last: what was opened counts as read some time within two seconds.
    let read_last = threads.first().map(String::as_str);
    let lists = paths.iter().copied().filter(|path| !path.starts_with("/t/"));
    for path in lists.chain(["/inbox", "/settings/follows", "/settings/mail", "/b/club"]).chain(read_last) {
        expect_same_lines(&masked(one, &mut here, path), &masked(there, &mut there_too, path), path);
    }
}

fn expect_same_lines(one: &str, other: &str, path: &str) {
    for (here, there) in one.lines().zip(other.lines()) {
        assert_eq!(here, there, "a line of {path}");
    }
    assert_eq!(one.len(), other.len(), "{path}");
}

#[test]
fn a_backup_gives_back_the_same_community() {
    on_each_database(|site| {
        let threads = lived_in(site);
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let archive = folder.path().join("a.zip");
        let done = back_up(&site.config(), &archive);
        assert_eq!(done.missing, [""; 0]);
        assert_eq!(done.manifest.rows_of("threads"), 3);
        assert_eq!(
            done.manifest.files.as_ref().map(|files| files.count),
            Some(2),
            "a picture and its thumbnail"
        );
        let place = moved(&archive, site.kind).expect("this database is there");
        expect_same(&site.config(), &place.config());
        let again = place.serve();
        again.running().app().check().expect("every sum is right");
        expect_same_pages(site, &again, &threads);
        // The picture came along, whoever held a session is signed out, and numbers go on.
        let mut ada = again.sign_in("ada");
        let image = ada.get(&threads[1]).attributes("article img[src^='/files/']", "src").remove(0);
        ada.get(&image).expect_status(200);
        let fourth = ada.ask("help", "Does it still take questions", "It does, nochmals.");
        assert!(fourth.starts_with("/t/4/"), "{fourth}");
        patiently("the index to be made", PATIENCE, || {
            ada.get("/search?q=sings").has_text("sings").then_some(())
        });
    });
}

#[test]
fn from_one_database_to_the_other_and_back() {
    on_each_database(|site| {
        let threads = lived_in(site);
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let (there, back) = (folder.path().join("there.zip"), folder.path().join("back.zip"));
        back_up(&site.config(), &there);
        let Some(elsewhere) = moved(&there, other(site.kind)) else { return };
        expect_same(&site.config(), &elsewhere.config());
        let again = back_up(&elsewhere.config(), &back);
        assert_eq!(again.missing, [""; 0]);
        let home = moved(&back, site.kind).expect("this database is there");
        expect_same(&site.config(), &home.config());
        let elsewhere = elsewhere.serve();
        elsewhere.running().app().check().expect("every sum is right");
        expect_same_pages(site, &elsewhere, &threads);
    });
}

#[test]
fn no_secret_on_its_way_is_in_a_backup() {
    on_each_database(|site| {
        lived_in(site);
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let archive = folder.path().join("a.zip");
        back_up(&site.config(), &archive);
        let opened = open(&archive).expect("it is good");
        let tables: Vec<&str> = opened.manifest().tables.iter().map(|table| table.name.as_str()).collect();
        for secret in ["sessions", "sign_ins", "held_questions", "form_keys", "outbox", "cursors"] {
            assert!(!tables.contains(&secret), "{secret}");
        }
        assert!(tables.contains(&"members"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(&archive).expect("it is there").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        let place = moved(&archive, site.kind).expect("this database is there");
        let again = place.serve();
        again.person().get("/t/4").expect_status(404);
    });
}
