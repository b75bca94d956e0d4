//! Every event has its line in the reactions and is spoken of by a test.

use crate::scan::{close_of, code_only, is_word, test_parts, whole_words, word_at};
use crate::source::Source;

/// `src` and `tests` are all Rust files there.
pub fn faults(src: &[Source], tests: &[Source]) -> Vec<String> {
    let variants = src.iter().filter(|one| one.path.starts_with("src/events")).flat_map(variants);
    let variants: Vec<_> = variants.collect();
    if variants.is_empty() {
        return vec!["no `enum Event` found in src/events".to_owned()];
    }
    let reactions: Vec<_> =
        src.iter().filter(|one| one.path.starts_with("src/reactions")).map(|one| one.shipped()).collect();
    let tested: Vec<_> = tests
        .iter()
        .filter(|one| !one.path.starts_with("tests/house"))
        .map(|one| code_only(&one.text))
        .chain(src.iter().map(only_tests))
        .collect();
    let mut faults = Vec::new();
    for variant in variants {
        if !mentioned(&reactions, &variant) {
            faults.push(format!("Event::{variant} has no line in src/reactions.rs"));
        }
        if !mentioned(&tested, &variant) {
            faults.push(format!("Event::{variant} is in no test"));
        }
    }
    faults
}

fn mentioned(code: &[String], variant: &str) -> bool {
    code.iter().any(|code| whole_words(code, variant).next().is_some())
}

/// The test code of a file: all of a test file.
fn only_tests(source: &Source) -> String {
    let code = code_only(&source.text);
    if source.is_test() {
        return code;
    }
    test_parts(&code).into_iter().map(|part| code[part].to_owned()).collect()
}

/// The names of the variants of `enum Event`.
fn variants(source: &Source) -> Vec<String> {
    let code = code_only(&source.text);
    let Some(start) = whole_words(&code, "Event").find(|at| code[..*at].trim_end().ends_with("enum")) else {
        return Vec::new();
    };
    let Some(open) = code[start..].find('{').map(|n| start + n) else {
        return Vec::new();
    };
    let end = close_of(&code, open) - 1;
    let mut found = Vec::new();
    let mut at = open + 1;
    while at < end {
        match code.as_bytes()[at] {
            b'{' | b'(' | b'[' => at = close_of(&code, at),
            byte if is_word(byte) => {
                let name = word_at(&code, at);
                found.push(name.to_owned());
                at += name.len();
            }
            _ => at += 1,
        }
    }
    // A discriminant (`A = 1`) is a word too, and no name.
    found.retain(|name| name.starts_with(|c: char| c.is_ascii_uppercase()));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVENTS: &str = "/// What\n#[derive(Debug)]\npub enum Event {\n /// One\n #[serde(rename = \"x\")]\n ThreadOpened { thread: ThreadId, kind: Kind },\n RankReached(Rank), Left,\n}";

    #[test]
    fn variants_are_read_from_the_enum() {
        let found = variants(&Source::new("src/events.rs", EVENTS));
        assert_eq!(found, ["ThreadOpened", "RankReached", "Left"]);
    }

    #[test]
    fn an_event_without_reaction_or_test_is_refused() {
        let src = [
            Source::new("src/events.rs", EVENTS),
            Source::new("src/reactions.rs", "Event::ThreadOpened { .. } | Event::Left => {} // RankReached"),
            Source::new("src/forum/a.rs", "#[cfg(test)] mod tests { fn a() { Event::Left } }"),
        ];
        let tests = [Source::new("tests/site/a.rs", "Event::RankReached(x)")];
        assert_eq!(
            faults(&src, &tests),
            ["Event::ThreadOpened is in no test", "Event::RankReached has no line in src/reactions.rs"]
        );
        assert_eq!(faults(&[], &[]).len(), 1, "no events is no success");
    }
}
