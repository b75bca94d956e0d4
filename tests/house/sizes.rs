//! Small files, small functions. The five indexes and the schema may be long: they are lists.

use crate::scan::{close_of, code_only, whole_words, word_at};
use crate::source::Source;

const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 70;

/// The five one-page indexes, and the list of all tables and columns.
const LISTS: [&str; 6] = [
    "src/routes.rs",
    "src/config.rs",
    "src/events.rs",
    "src/reactions.rs",
    "src/schedule.rs",
    "src/db/schema.rs",
];

pub fn faults(sources: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for source in sources.iter().filter(|source| !LISTS.contains(&source.path.as_str())) {
        let lines = source.text.lines().count();
        if lines > FILE_LINES {
            faults.push(format!("{}: {lines} lines, {FILE_LINES} at most", source.path));
        }
        for (name, line, length) in functions(source) {
            if length > FUNCTION_LINES {
                faults.push(format!(
                    "{}:{line}: `{name}` is {length} lines long, {FUNCTION_LINES} at most",
                    source.path
                ));
            }
        }
    }
    faults
}

/// Every function with a body: its name, its line, and how many lines it takes.
fn functions(source: &Source) -> Vec<(String, usize, usize)> {
    let code = code_only(&source.text);
    let mut found = Vec::new();
    for at in whole_words(&code, "fn") {
        let name = code[at + 2..].find(|c: char| !c.is_whitespace()).map(|n| at + 2 + n);
        let Some(name) = name.map(|start| word_at(&code, start)).filter(|name| !name.is_empty()) else {
            continue; // a function type, or a macro's `fn $name`
        };
        let Some(open) = body(&code, at) else {
            continue;
        };
        let (first, last) = (source.line(at), source.line(close_of(&code, open) - 1));
        found.push((name.to_owned(), first, last - first + 1));
    }
    found
}

/// The brace that opens the body of the function declared at `at`, if it has one.
fn body(code: &str, at: usize) -> Option<usize> {
    let mut depth = 0i32;
    for (n, byte) in code.as_bytes()[at..].iter().enumerate() {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth -= 1,
            b'{' if depth == 0 => return Some(at + n),
            b';' | b'}' if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_function_is_named_and_a_brace_in_a_string_does_not_end_it() {
        let text = format!("fn long(a: [u8; 3]) {{\n\"}}\";\n{}}}\nfn short() {{}}\n", "x();\n".repeat(69));
        let faults = faults(&[Source::new("src/forum/post.rs", &text)]);
        assert_eq!(faults, ["src/forum/post.rs:1: `long` is 72 lines long, 70 at most"]);
    }

    #[test]
    fn a_long_file_is_named_but_not_an_index() {
        let text = "// line\n".repeat(401);
        assert_eq!(faults(&[Source::new("src/web/frame.rs", &text)]).len(), 1);
        assert_eq!(faults(&[Source::new("src/routes.rs", &text)]).len(), 0);
    }

    #[test]
    fn declarations_and_function_types_have_no_length() {
        let text = "trait A { fn a(&self) -> u8; }\ntype F = fn(u8) -> u8;\nfn b() {\n}\n";
        let lengths = functions(&Source::new("a.rs", text));
        assert_eq!(lengths, [("b".to_owned(), 3, 2)]);
    }
}
