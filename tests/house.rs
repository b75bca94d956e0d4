//! The house keeps its own rules: what `docs/ARCHITECTURE.md` and `docs/CONTRIBUTING.md` ask of the
//! source tree, said as tests.
//!
//! Each rule is a pure function from sources to faults (sentences with a place), so that a unit test
//! beside it can show a small bad example being refused. The tests in this file run the rules on
//! the real tree.

#[path = "house/events.rs"]
mod events;
#[path = "house/floors.rs"]
mod floors;
#[path = "house/german.rs"]
mod german;
#[path = "house/migrations.rs"]
mod migrations;
#[path = "house/paths.rs"]
mod paths;
#[path = "house/posts.rs"]
mod posts;
#[path = "house/scan.rs"]
mod scan;
#[path = "house/sizes.rs"]
mod sizes;
#[path = "house/source.rs"]
mod source;
#[path = "house/templates.rs"]
mod templates;
#[path = "house/texts.rs"]
mod texts;
#[path = "house/words.rs"]
mod words;

use std::path::Path;

use source::{Source, tree};

/// Ends the test with every fault at once: one run shows the whole list.
fn no_faults(faults: &[String]) {
    assert!(faults.is_empty(), "{} fault(s):\n  {}", faults.len(), faults.join("\n  "));
}

fn rust() -> Vec<Source> {
    let mut all = tree("src", &["rs"]);
    all.extend(tree("tests", &["rs"]));
    all.extend(tree("benches", &["rs"]));
    all.extend(tree("build.rs", &["rs"]));
    all
}

#[test]
fn imports_go_down_never_sideways_never_up() {
    no_faults(&floors::faults(&tree("src", &["rs"])));
}

#[test]
fn from_another_room_only_what_its_front_door_hands_out() {
    no_faults(&floors::back_doors(&tree("src", &["rs"])));
}

#[test]
fn files_and_functions_stay_small() {
    no_faults(&sizes::faults(&rust()));
}

#[test]
fn every_migration_has_a_twin_and_a_way_back() {
    no_faults(&migrations::faults(&tree("migrations", &["sql"])));
}

#[test]
fn every_template_is_used() {
    no_faults(&templates::unused(&tree("templates", &[]), &tree("src", &["rs"])));
}

#[test]
fn templates_say_why_when_they_trust_html() {
    no_faults(&templates::unexplained_safe(&tree("templates", &[])));
}

#[test]
fn templates_hold_no_scripts_and_no_styles() {
    no_faults(&templates::inline(&tree("templates", &["html", "svg"])));
}

#[test]
fn every_event_has_a_reaction_and_a_test() {
    no_faults(&events::faults(&tree("src", &["rs"]), &tree("tests", &["rs"])));
}

#[test]
fn every_post_route_is_posted_to() {
    no_faults(&posts::faults(&tree("src", &["rs"]), &tree("tests/site", &["rs"])));
}

#[test]
fn nothing_panics_without_saying_why_it_cannot() {
    no_faults(&words::panics(&tree("src", &["rs"])));
}

#[test]
fn nothing_is_left_for_later_and_no_machine_is_named() {
    let mut all = rust();
    for (place, kinds) in [
        ("templates", &[][..]),
        ("static", &["css", "js", "svg"]),
        ("migrations", &["sql"]),
        ("docs", &["md"]),
        (".ci", &[]),
        ("locales", &["ftl"]),
        ("README.md", &[]),
        ("CHANGELOG.md", &[]),
        ("Cargo.toml", &[]),
        ("deny.toml", &[]),
    ] {
        all.extend(tree(place, kinds));
    }
    no_faults(&words::forbidden(&all));
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn every_language_is_complete() {
    no_faults(&texts::every_language_is_complete(root()));
}

#[test]
fn du_and_sie_are_never_mixed() {
    no_faults(&texts::du_and_sie_are_never_mixed(root()));
}

#[test]
fn variables_agree() {
    no_faults(&texts::variables_agree(root()));
}

#[test]
fn typography_is_right() {
    no_faults(&texts::typography_is_right(root()));
}

#[test]
fn text_keys_and_their_uses_match() {
    no_faults(&texts::keys_and_uses_match(root()));
}
