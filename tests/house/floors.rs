//! Imports go down, never sideways, never up; and from another room only through its front door.

use crate::paths::{climbs, named};
use crate::source::Source;

/// The rooms, floor by floor, as in `docs/ARCHITECTURE.md`. On floor 0 a room may import the
/// rooms written before it; on every other floor only the floors below.
const FLOORS: [&[&str]; 6] = [
    &["config", "ids", "metrics", "db", "events", "jobs", "text", "i18n", "web", "mail", "pictures"],
    &["members"],
    &["forum", "surveys", "messaging"],
    &["moderation", "recognition", "search", "notifications", "import"],
    &["lifecycle", "own_data", "operations", "backup"],
    &["pages", "admin", "api"],
];

/// Imports everything, imported by nobody.
const ROOF: [&str; 9] =
    ["main", "lib", "check", "server", "routes", "reactions", "follow", "schedule", "seed"];

/// Where a room lies: its floor, and its place on it.
fn place(room: &str) -> Option<(usize, usize)> {
    FLOORS
        .iter()
        .enumerate()
        .find_map(|(floor, rooms)| rooms.iter().position(|name| *name == room).map(|order| (floor, order)))
}

/// The room a file belongs to, by its path: `src/forum/post.rs` and `src/forum.rs` to `forum`.
fn room_of(path: &str) -> &str {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    let first = inside.split('/').next().unwrap_or(inside);
    first.strip_suffix(".rs").unwrap_or(first)
}

/// How many modules deep a file is: `src/ids.rs` and `src/forum/mod.rs` one, `src/forum/post.rs` two.
fn depth(path: &str) -> usize {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    inside.split('/').filter(|part| *part != "mod.rs").count()
}

/// Imports that go sideways or up.
pub fn faults(sources: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for source in sources {
        let room = room_of(&source.path);
        if ROOF.contains(&room) {
            continue;
        }
        let Some(here) = place(room) else {
            faults.push(format!("{}: `{room}` has no floor; give it one in FLOORS", source.path));
            continue;
        };
        for one in named(source) {
            let Some(target) = one.parts.first().filter(|target| *target != room) else {
                continue;
            };
            let wrong = match place(target) {
                Some((floor, order)) if floor == 0 && here.0 == 0 => order > here.1,
                Some((floor, _)) => floor >= here.0,
                None => true, // the roof, or something kept in lib.rs
            };
            if wrong {
                let path = one.parts.join("::");
                faults.push(format!("{}:{}: {room} may not import crate::{path}", source.path, one.line));
            }
        }
        for (height, line) in climbs(source) {
            if height >= depth(&source.path) {
                faults.push(format!("{}:{line}: leave a room with crate::, not super::", source.path));
            }
        }
    }
    faults
}

/// Paths into another room's files, past its `mod.rs`.
pub fn back_doors(sources: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for source in sources {
        let room = room_of(&source.path);
        for one in named(source) {
            let [target, file, _, ..] = one.parts.as_slice() else {
                continue;
            };
            if target == room || !is_private_file(sources, target, file) {
                continue;
            }
            let path = one.parts.join("::");
            faults.push(format!(
                "{}:{}: crate::{path} goes past the front door src/{target}/mod.rs",
                source.path, one.line
            ));
        }
    }
    faults
}

fn is_private_file(sources: &[Source], room: &str, file: &str) -> bool {
    let ways = [format!("src/{room}/{file}.rs"), format!("src/{room}/{file}/mod.rs")];
    let door = format!("src/{room}/mod.rs");
    let is_file = sources.iter().any(|source| ways.contains(&source.path));
    let is_public = sources
        .iter()
        .filter(|source| source.path == door)
        .any(|source| source.text.lines().any(|line| line.trim() == format!("pub mod {file};")));
    is_file && !is_public
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(path: &str, text: &str) -> Vec<String> {
        faults(&[Source::new(path, text)])
    }

    #[test]
    fn down_is_allowed() {
        assert!(of("src/forum/post.rs", "use crate::{members::Viewer, db, forum::Thread};").is_empty());
        assert!(of("src/events.rs", "use crate::ids::PostId;").is_empty());
        assert!(of("src/routes.rs", "use crate::admin;").is_empty());
    }

    #[test]
    fn up_and_sideways_are_refused() {
        assert_eq!(
            of("src/members/mod.rs", "\nuse crate::{\n forum::Post};"),
            ["src/members/mod.rs:2: members may not import crate::forum::Post"]
        );
        assert_eq!(of("src/search/mod.rs", "fn a() { crate::recognition::b() }").len(), 1);
        assert_eq!(of("src/db/mod.rs", "use crate::events::Event;").len(), 1, "order on the ground");
        assert_eq!(of("src/forum/post.rs", "use crate::reactions;").len(), 1, "the roof");
        assert_eq!(of("src/forum/post.rs", "use crate::App;").len(), 1, "lib.rs is the roof too");
    }

    #[test]
    fn super_does_not_lead_out_of_a_room() {
        assert!(of("src/forum/post.rs", "use super::Thread;").is_empty());
        assert_eq!(of("src/forum/post.rs", "use super::super::admin;").len(), 1);
    }

    #[test]
    fn an_unknown_room_must_be_given_a_floor() {
        assert_eq!(of("src/attic/mod.rs", "").len(), 1);
    }

    #[test]
    fn a_back_door_is_refused_unless_the_room_opens_it() {
        let post = Source::new("src/forum/post.rs", "");
        let user = Source::new("src/pages/home.rs", "use crate::forum::post::Post;");
        let closed = [Source::new("src/forum/mod.rs", "mod post;\npub use post::Post;"), post, user];
        assert_eq!(back_doors(&closed).len(), 1);
        let [_, post, user] = closed;
        let open = [Source::new("src/forum/mod.rs", "pub mod post;"), post, user];
        assert!(back_doors(&open).is_empty());
    }
}
