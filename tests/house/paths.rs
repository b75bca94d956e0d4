//! Which modules a file names: `use crate::…` trees and `crate::a::b` in the middle of code.

use crate::scan::{close_of, whole_words, word_at};
use crate::source::Source;

/// A path as written after `crate::`, and the line it is on.
pub struct Named {
    pub parts: Vec<String>,
    pub line: usize,
}

/// Every `crate::…` path of a file outside its tests, trees taken apart; exported macros,
/// which always live at the root, are left out.
pub fn named(source: &Source) -> Vec<Named> {
    let code = source.shipped();
    let mut found = Vec::new();
    for at in whole_words(&code, "crate") {
        let Some(start) = after_colons(&code, at + "crate".len()) else {
            continue;
        };
        for parts in tree(&code, start) {
            found.push(Named { parts, line: source.line(at) });
        }
    }
    found
}

/// How far `super::super::…` climbs, for each chain outside tests, beyond inline modules.
pub fn climbs(source: &Source) -> Vec<(usize, usize)> {
    let code = source.shipped();
    let mut found = Vec::new();
    let mut done = 0;
    for at in whole_words(&code, "super").collect::<Vec<_>>() {
        if at < done {
            continue;
        }
        let mut height = 0;
        let mut here = at;
        while word_at(&code, here) == "super" {
            height += 1;
            match after_colons(&code, here + "super".len()) {
                Some(next) => here = next,
                None => break,
            }
        }
        done = here;
        if code[..at].trim_end().ends_with("pub(in") || code[..at].ends_with("pub(") {
            continue;
        }
        found.push((height - inline_modules(&code, at).min(height), source.line(at)));
    }
    found
}

fn inline_modules(code: &str, at: usize) -> usize {
    whole_words(code, "mod")
        .filter(|start| *start < at)
        .filter(|start| {
            let Some(open) = code[*start..].find(['{', ';']).map(|n| start + n) else {
                return false;
            };
            code.as_bytes()[open] == b'{' && open < at && at < close_of(code, open)
        })
        .count()
}

fn after_colons(code: &str, at: usize) -> Option<usize> {
    let rest = code[at..].trim_start();
    let rest = rest.strip_prefix("::")?.trim_start();
    Some(code.len() - rest.len())
}

/// Takes the tree `a::{b::c, d as e, f::*}` that starts at `start` apart into `a::b::c`,
/// `a::d`, `a::f`.
fn tree(code: &str, start: usize) -> Vec<Vec<String>> {
    let mut finished = Vec::new();
    let mut waiting = vec![(Vec::<String>::new(), start)];
    while let Some((mut parts, mut at)) = waiting.pop() {
        loop {
            let word = word_at(code, at);
            if word.is_empty() {
                if code.as_bytes().get(at) == Some(&b'{') {
                    let inside = at + 1..close_of(code, at) - 1;
                    waiting.extend(pieces(code, inside).map(|piece| (parts.clone(), piece)));
                } else {
                    finished.push(parts);
                }
                break;
            }
            if code.as_bytes().get(at + word.len()) == Some(&b'!') && parts.is_empty() {
                break; // an exported macro
            }
            parts.push(word.to_owned());
            match after_colons(code, at + word.len()) {
                Some(next) => at = next,
                None => {
                    finished.push(parts);
                    break;
                }
            }
        }
    }
    finished
}

/// Where the comma-separated pieces of a `{…}` begin.
fn pieces(code: &str, inside: std::ops::Range<usize>) -> impl Iterator<Item = usize> {
    let mut starts = vec![inside.start];
    let mut depth = 0i32;
    for (n, byte) in code.as_bytes()[inside.clone()].iter().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            b',' if depth == 0 => starts.push(inside.start + n + 1),
            _ => {}
        }
    }
    let end = inside.end;
    starts
        .into_iter()
        .filter_map(move |start| {
            let blank = code[start..end].find(|c: char| !c.is_whitespace())?;
            Some(start + blank)
        })
        .collect::<Vec<_>>()
        .into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        let mut all: Vec<_> =
            named(&Source::new("src/a.rs", text)).into_iter().map(|one| one.parts.join("::")).collect();
        all.sort();
        all
    }

    #[test]
    fn trees_are_taken_apart() {
        let text = "use crate::{a::{b::C, d as e},\n f::*, };\nfn x() { crate::g::h(1); crate::on_each!(y) }";
        assert_eq!(of(text), ["a::b::C", "a::d", "f", "g::h"]);
    }

    #[test]
    fn tests_comments_and_strings_name_nothing() {
        assert!(of("// crate::a\n\"crate::b\";\n#[cfg(test)]\nmod tests { use crate::c; }").is_empty());
    }

    #[test]
    fn climbing_is_counted_beyond_inline_modules() {
        let text = "use super::a;\nmod inner {\n use super::super::b;\n}\npub(super) fn c() {}";
        assert_eq!(climbs(&Source::new("src/x/y.rs", text)), [(1, 1), (1, 3)]);
    }
}
