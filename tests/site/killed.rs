//! Killed in the middle of everything: what was acknowledged is there, once, and every sum is right.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::command::{Process, run, said};
use crate::support::{Person, patiently};

/// Browsers that write at the same time; a newcomer may write twenty posts an hour.
const WRITERS: [&str; 8] = ["bob", "cleo", "dora", "emil", "fritz", "gerda", "hanna", "ingo"];
/// Answers acknowledged in each round before the server is killed.
const ENOUGH: usize = 60;

/// A community with one board, made as an operator and its first admin make it.
fn found(folder: &Path) {
    let server = Process::serve(folder);
    let add = |name: &str, role: &str| {
        let address = format!("{name}@example.org");
        let done = run(folder, &["member", "add", "--email", &address, "--name", name, "--role", role]);
        assert!(said(&done).starts_with("Added "), "{done:?}");
    };
    add("alice", "admin");
    for name in WRITERS {
        add(name, "member");
    }
    let mut alice = sign_in(&server, folder, "alice");
    alice.get("/admin/boards/new").expect_status(200);
    let board = [("slug", "help"), ("name", "Help"), ("kind_question", "on")];
    let known: Vec<_> = board.into_iter().filter(|(name, _)| has_field(&alice, name)).collect();
    alice.post("/admin/boards/new", &known).expect_status(303);
}

fn has_field(person: &Person, name: &str) -> bool {
    person.page().has(&format!("form [name={name}]"))
}

fn sign_in(server: &Process, folder: &Path, name: &str) -> Person {
    let link = said(&run(folder, &["login-link", &format!("{name}@example.org")]));
    let path = link.trim().split_once("/login/").map(|(_, token)| format!("/login/{token}")).expect("a link");
    let mut person = Person::new(&server.address).reading("en");
    person.get(&path).expect_status(200);
    person.post(&path, &[]).expect_status(303);
    person
}

/// Answers until the server is gone; what was answered with 303 is noted.
fn write_on(mut person: Person, thread: &str, name: &str, round: usize, noted: &Mutex<Vec<String>>) {
    for number in 0.. {
        person.get(thread);
        let body = format!("Round {round}, {name}: trick number {number} helped.");
        let reply = format!("/t/{}/reply", thread.split('/').nth(2).expect("a thread"));
        if person.post(&reply, &[("body", &body)]).status == 303 {
            noted.lock().expect("nobody panicked with it").push(body);
        }
    }
}

/// How often each text stands in the thread, page after page.
fn standing(person: &mut Person, thread: &str) -> HashMap<String, usize> {
    let mut found = HashMap::new();
    let mut next = Some(thread.to_owned());
    while let Some(path) = next {
        let page = person.get(&path);
        page.expect_status(200);
        for text in page.select(".post--answer .post__body") {
            *found.entry(text.trim().to_owned()).or_insert(0) += 1;
        }
        next = page.attributes("a[rel=next]", "href").into_iter().next();
    }
    found
}

#[test]
fn nothing_acknowledged_is_lost_and_nothing_is_there_twice() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let folder = folder.path();
    std::fs::write(folder.join("lotse.toml"), "limit_addresses = false\n").expect("it can be written");
    found(folder);
    let mut thread = String::new();
    let noted = Arc::new(Mutex::new(Vec::new()));
    for round in 1..=2 {
        let server = Process::serve(folder);
        if round == 1 {
            thread =
                sign_in(&server, folder, "alice").ask("help", "What helps against the squeak", "It squeaks.");
        }
        let writers: Vec<_> = WRITERS
            .into_iter()
            .map(|name| {
                let (person, thread, noted) = (sign_in(&server, folder, name), thread.clone(), noted.clone());
                // In a thread of its own, which ends in a panic when the server is gone.
                std::thread::spawn(move || write_on(person, &thread, name, round, &noted))
            })
            .collect();
        patiently("the answers", Duration::from_secs(60), || {
            (noted.lock().expect("unharmed").len() >= round * ENOUGH).then_some(())
        });
        // Dropped is killed: no signal a program could hear.
        drop(server);
        for writer in writers {
            assert!(writer.join().is_err(), "it wrote until the server was gone");
        }
        let noted = noted.lock().expect("unharmed").clone();
        let server = Process::serve(folder);
        let found = standing(&mut Person::new(&server.address).reading("en"), &thread);
        for body in &noted {
            assert!(found.contains_key(body), "acknowledged and lost: {body}");
        }
        let doubled: Vec<_> = found.iter().filter(|(_, times)| **times > 1).collect();
        assert!(doubled.is_empty(), "there twice: {doubled:?}");
        server.terminate();
        let check = said(&run(folder, &["check"]));
        assert!(check.starts_with("Settings and data are sound"), "{check}");
    }
}
