//! What to do without a program that tests use: say so once, or fail when it was required.

use std::collections::HashSet;
use std::io::Write;
use std::sync::Mutex;

/// Names what must be there, separated by commas: `postgres`, `chromium`.
const REQUIRED: &str = "LOTSE_TEST_REQUIRE";

/// Says once that `name` is missing and what follows; panics when it was required.
pub fn missing(name: &str, sentence: &str) {
    static SAID: Mutex<Option<HashSet<String>>> = Mutex::new(None);
    let required = std::env::var(REQUIRED).unwrap_or_default();
    let is_required = required.split(',').any(|one| one.trim() == name);
    assert!(!is_required, "{sentence} ({REQUIRED} asks for {name})");
    let mut said = SAID.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    if said.get_or_insert_default().insert(name.to_owned()) {
        // Written past the test harness, which shows what passing tests print to nobody.
        let _ = writeln!(std::io::stderr(), "\nNOTE: {sentence}\n");
    }
}
