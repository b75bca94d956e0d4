//! A backup of a community that is written to meanwhile is one moment of it, whole.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::{Place, back_up, lived_in, restore, rows};
use crate::support::{PATIENCE, Person, on_each_database, patiently, short};

/// Who writes, each in a thread of their own.
const WRITERS: [&str; 3] = ["ada", "bob", "cleo"];

/// Answers with pictures until told to stop; counts those that were acknowledged.
fn write_on(mut person: Person, thread: &str, stop: &AtomicBool, acknowledged: &AtomicU64) {
    for number in 0.. {
        person.get("/uploads").expect_status(200);
        let line = person
            .post_file("/uploads", "picture", "x.png", &crate::forum::pictures::png())
            .select("section textarea");
        person.get(thread).expect_status(200);
        let body = format!("Trick number {number}. {}", line.first().map_or("", String::as_str));
        let reply = format!("{}/reply", short(thread));
        // Newcomers may write so many an hour.
        if stop.load(Ordering::SeqCst) || person.post(&reply, &[("body", &body)]).status != 303 {
            break;
        }
        acknowledged.fetch_add(1, Ordering::SeqCst);
    }
}

#[test]
fn a_backup_under_load_is_one_moment() {
    on_each_database(|site| {
        let threads = lived_in(site);
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let (stop, acknowledged) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
        let before = rows(&site.config())["posts"].len() as u64;
        let writers: Vec<_> = WRITERS
            .into_iter()
            .zip(&threads)
            .map(|(name, thread)| {
                let (person, thread) = (site.sign_in(name), thread.clone());
                let (stop, acknowledged) = (stop.clone(), acknowledged.clone());
                std::thread::spawn(move || write_on(person, &thread, &stop, &acknowledged))
            })
            .collect();
        let mut archives = Vec::new();
        for number in 1..=3 {
            patiently("answers", PATIENCE, || {
                (acknowledged.load(Ordering::SeqCst) >= number * 5).then_some(())
            });
            let archive = folder.path().join(format!("{number}.zip"));
            let least = before + acknowledged.load(Ordering::SeqCst);
            let done = back_up(&site.config(), &archive);
            let most = before + acknowledged.load(Ordering::SeqCst) + WRITERS.len() as u64;
            let posts = done.manifest.rows_of("posts");
            assert!((least..=most).contains(&posts), "{posts} is not between {least} and {most}");
            assert_eq!(done.missing, [""; 0]);
            archives.push((archive, posts));
        }
        stop.store(true, Ordering::SeqCst);
        writers.into_iter().for_each(|writer| writer.join().expect("it wrote"));
        for (archive, posts) in archives {
            let place = Place::new(site.kind).expect("this database is there");
            restore(&place.config(), &archive).expect("it can be restored");
            assert_eq!(rows(&place.config())["posts"].len() as u64, posts);
            let again = place.serve();
            again.running().app().check().expect("every sum is right, every picture is there");
        }
    });
}
