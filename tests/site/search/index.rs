//! The index: followed, and made anew whenever it has to be, while the site serves.

use std::fs;
use std::path::{Path, PathBuf};

use lotse::search::{Reindexed, reindex};

use super::{PATIENCE, found, gone, hits};
use crate::support::{Site, patiently};

/// The newest folder of the index.
fn newest(data: &Path) -> PathBuf {
    let number = |path: &PathBuf| path.file_name()?.to_str()?.strip_prefix('i')?.parse::<u32>().ok();
    let entries = fs::read_dir(data.join("search")).expect("there is an index");
    let folders = entries.map(|entry| entry.expect("a readable entry").path());
    folders.filter(|path| number(path).is_some()).max_by_key(number).expect("an index")
}

/// Waits for an index that is not this one, and says where it is.
fn made_anew(data: &Path, old: &Path) -> PathBuf {
    patiently("a new index", PATIENCE, || (!old.exists()).then(|| newest(data)))
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("writable");
    for entry in fs::read_dir(from).expect("readable") {
        let path = entry.expect("a readable entry").path();
        fs::copy(&path, to.join(path.file_name().expect("a name"))).expect("copied");
    }
}

/// A site with one thread that is found.
fn with_a_thread() -> Site {
    let site = Site::on_sqlite();
    site.with_community();
    let mut ada = site.sign_in("ada");
    ada.ask("help", "The boiler is singing", "In the morning, erstmals.");
    found(&mut ada, "/search?q=erstmals", "boiler");
    site
}

#[test]
fn a_restart_goes_on_where_the_index_was() {
    let mut site = with_a_thread();
    let before = newest(site.folder());
    site.restart(|_| ());
    let mut ada = site.sign_in("ada");
    found(&mut ada, "/search?q=boilers", "boiler");
    ada.ask("help", "Another one is humming", "In the evening, nochmals.");
    found(&mut ada, "/search?q=nochmals", "humming");
    assert_eq!(newest(site.folder()), before, "the index is the same");
}

#[test]
fn what_was_posted_and_not_yet_indexed_when_it_was_killed_is_found() {
    let mut site = with_a_thread();
    let kept = tempfile::tempdir().expect("a temporary folder can be made");
    let index = newest(site.folder());
    site.restart(|_| copy(&index, kept.path()));
    let mut ada = site.sign_in("ada");
    let thread = ada.ask("help", "Another one is humming", "In the evening, nochmals.");
    found(&mut ada, "/search?q=nochmals", "humming");
    // As if it had been killed before the last commit: the log knows more than the index.
    site.restart(|_| {
        fs::remove_dir_all(&index).expect("removed");
        copy(kept.path(), &index);
    });
    let mut ada = site.sign_in("ada");
    let page = found(&mut ada, "/search?q=nochmals", "humming");
    assert_eq!(page.select(".hit").len(), 1);
    let opening = ada.get(&thread).attributes("article[id^=p]", "id")[0].replace('p', "");
    ada.get(&format!("/p/{opening}/edit")).expect_status(200);
    ada.post(&format!("/p/{opening}/edit"), &[("body", "At noon, mittags.")]).expect_status(303);
    found(&mut ada, "/search?q=mittags", "humming");
    gone(&mut ada, "/search?q=nochmals", "humming");
    assert_eq!(newest(site.folder()), index, "the index is the same");
}

/// Spoils the index of a stopped site; it must be made anew and then find everything.
fn spoiled(what: &str, spoil: impl Fn(&Path)) {
    let mut site = with_a_thread();
    let old = newest(site.folder());
    site.restart(|_| spoil(&old));
    let mut ada = site.sign_in("ada");
    ada.get("/search?q=boiler").expect_status(200);
    ada.ask("help", "Another one is humming", "In the evening, nochmals.");
    found(&mut ada, "/search?q=boiler", "singing");
    found(&mut ada, "/search?q=nochmals", "humming");
    // A folder that is gone leaves its number free.
    if what != "missing" {
        assert_ne!(made_anew(site.folder(), &old), old, "{what}");
    }
    assert_eq!(hits(&ada.get("/search?q=singing")).matches("boiler").count(), 1, "{what}");
}

fn change(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).expect("readable");
    assert!(text.contains(from), "{text}");
    fs::write(file, text.replace(from, to)).expect("writable");
}

#[test]
fn a_spoiled_index_is_made_anew() {
    spoiled("missing", |index| fs::remove_dir_all(index).expect("removed"));
    spoiled("without its list", |index| fs::remove_file(index.join("meta.json")).expect("removed"));
    spoiled("no index at all", |index| {
        for entry in fs::read_dir(index).expect("readable") {
            fs::write(entry.expect("an entry").path(), b"What is this?").expect("writable");
        }
    });
    spoiled("one bit of a part", |index| {
        let parts = fs::read_dir(index).expect("readable").map(|entry| entry.expect("an entry").path());
        let part = parts.into_iter().find(|path| path.extension().is_some_and(|e| e == "term"));
        let part = part.expect("a list of words");
        let mut bytes = fs::read(&part).expect("readable");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x10;
        fs::write(&part, bytes).expect("writable");
    });
}

#[test]
fn an_index_of_another_version_or_log_is_made_anew() {
    spoiled("older", |index| change(&index.join("meta.json"), r#"\"version\":1"#, r#"\"version\":0"#));
    spoiled("of another log", |index| change(&index.join("meta.json"), r#"\"epoch\":1"#, r#"\"epoch\":9"#));
    spoiled("ahead of the log", |index| {
        change(&index.join("meta.json"), r#"\"event\":"#, r#"\"event\":9999"#)
    });
    spoiled("of another community", |index| {
        change(&index.join("meta.json"), r#"\"founded\":"#, r#"\"founded\":9"#)
    });
}

#[test]
fn a_running_server_is_asked_to_make_its_index_anew() {
    let mut site = with_a_thread();
    let old = newest(site.folder());
    let asked = reindex(site.running().app().site(), |_| ()).expect("it can be asked");
    assert_eq!(asked, Reindexed::Asked);
    let mut ada = site.sign_in("ada");
    let new = made_anew(site.folder(), &old);
    found(&mut ada, "/search?q=boiler", "singing");
    // Stopped, it is made by the command itself.
    let app = site.running().app().site().clone();
    site.restart(|_| {
        assert_eq!(reindex(&app, |_| ()).expect("it can be made"), Reindexed::Made);
    });
    assert!(!new.exists());
    found(&mut site.sign_in("ada"), "/search?q=boiler", "singing");
}
