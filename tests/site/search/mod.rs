//! Searching, as people do.

mod found;
mod index;
mod suggest;

use std::time::Duration;

use crate::support::{Page, Person, patiently};

/// Found within a second, where the machine is not busy with other tests.
const PATIENCE: Duration = Duration::from_secs(20);

/// Searches again and again until the page shows `text`: what was written a moment ago is found within a second.
fn found(person: &mut Person, path: &str, text: &str) -> Page {
    patiently(&format!("{text} on {path}"), PATIENCE, || {
        let page = person.get(path);
        page.expect_status(200);
        hits(&page).contains(text).then_some(page)
    })
}

/// Searches again and again until the page no longer shows `text`.
fn gone(person: &mut Person, path: &str, text: &str) {
    patiently(&format!("{text} to go from {path}"), PATIENCE, || {
        let page = person.get(path);
        page.expect_status(200);
        (!hits(&page).contains(text)).then_some(())
    });
}

/// The text of the hits.
fn hits(page: &Page) -> String {
    page.select(".hits").join(" ")
}
