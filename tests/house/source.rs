//! Reading the source tree.

use std::fs;
use std::path::{Path, PathBuf};

use crate::scan::shipped_code;

/// One text file of the project; `path` is relative to its root, with `/` between parts.
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    /// A made-up file, for showing that a rule refuses it.
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// Whether the whole file is a test: by its place (`tests/…`) or its name (`tests.rs`,
    /// `post_tests.rs`).
    pub fn is_test(&self) -> bool {
        let parts: Vec<_> = self.path.split('/').collect();
        let name = parts.last().copied().unwrap_or("");
        parts[..parts.len() - 1].contains(&"tests") || name == "tests.rs" || name.ends_with("_tests.rs")
    }

    /// What is shipped of this file: code without comments, strings and tests.
    pub fn shipped(&self) -> String {
        if self.is_test() { String::new() } else { shipped_code(&self.text) }
    }

    /// The line number (from 1) of a byte position.
    pub fn line(&self, at: usize) -> usize {
        line_of(&self.text, at)
    }
}

/// The line number (from 1) of a byte position in `text`.
pub fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1
}

/// All text files below `place` (or `place` itself) whose names end in one of `kinds`; every
/// text file when `kinds` is empty; nothing when the place is not there.
pub fn tree(place: &str, kinds: &[&str]) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut waiting: Vec<PathBuf> = vec![root.join(place)];
    let mut found = Vec::new();
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).expect("the source tree can be read");
            waiting.extend(entries.map(|entry| entry.expect("the source tree can be read").path()));
            continue;
        }
        let kind = path.extension().and_then(|kind| kind.to_str()).unwrap_or("");
        if !kinds.is_empty() && !kinds.contains(&kind) {
            continue;
        }
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        let relative = path.strip_prefix(root).expect("below the root");
        let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
        found.push(Source { path: parts.join("/"), text });
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

#[test]
fn the_tree_of_this_very_file_is_found() {
    let found = tree("tests/house", &["rs"]);
    assert!(found.iter().any(|source| source.path == "tests/house/source.rs"));
    assert!(tree("no/such/place", &[]).is_empty());
}

#[test]
fn tests_are_known_by_place_and_name() {
    let is_test = |path: &str| Source::new(path, "").is_test();
    assert!(is_test("tests/site/a.rs") && is_test("src/text/tests/bombs.rs"));
    assert!(is_test("src/mail/transport_tests.rs") && is_test("src/db/tests.rs"));
    assert!(!is_test("src/forum/contests.rs") && !is_test("src/tests_of_time/a.rs"));
}
