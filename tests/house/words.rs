//! Words that do not belong: what may panic without a reason, work left for later, and the
//! places of one machine.

use crate::source::Source;

const PANICS: [&str; 7] =
    [".unwrap()", ".expect(", "panic!(", "unreachable!(", "todo!(", "unimplemented!(", "dbg!("];

/// What may panic outside tests needs a comment with the word "cannot" or "never" ("cannot fail: …") on
/// its line or right above it.
pub fn panics(sources: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for source in sources.iter().filter(|source| !source.path.ends_with("/tests.rs")) {
        let code = source.shipped();
        let lines: Vec<_> = source.text.lines().collect();
        for word in PANICS {
            for (at, _) in code.match_indices(word) {
                let line = source.line(at);
                if !word.starts_with('.') && code[..at].ends_with(|c: char| c == '_' || c.is_alphanumeric()) {
                    continue; // a longer name, like `debug_panic!`
                }
                if !reason(&lines, first_line(&code, at)..line) {
                    let word = word.trim_end_matches('(');
                    faults.push(format!(
                        "{}:{line}: `{word}` without a comment why it cannot fail",
                        source.path
                    ));
                }
            }
        }
    }
    faults.sort();
    faults
}

/// The line (from 0) on which the statement around `at` begins: rustfmt breaks long chains.
fn first_line(code: &str, at: usize) -> usize {
    let begin = code[..at].rfind([';', '{', '}']).map_or(0, |n| n + 1);
    let start = code[begin..at].find(|c: char| !c.is_whitespace()).map_or(at, |n| begin + n);
    crate::source::line_of(code, start) - 1
}

fn reason(lines: &[&str], statement: std::ops::Range<usize>) -> bool {
    let says = |line: &str| {
        line.split_once("//")
            .is_some_and(|(_, comment)| comment.contains("cannot") || comment.contains("never"))
    };
    let above = lines[..statement.start].iter().rev().take_while(|line| line.trim_start().starts_with("//"));
    lines[statement].iter().any(|line| says(line)) || above.into_iter().any(|line| says(line))
}

/// Marks of unfinished work and paths of somebody's machine. Put together here so that this
/// file does not name them itself.
fn forbidden_words() -> [String; 7] {
    [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X:"),
        concat!("HA", "CK:"),
        concat!("/ro", "ot/"),
        concat!("/wo", "rk/"),
        concat!("/ho", "me/"),
    ]
    .map(str::to_owned)
}

pub fn forbidden(sources: &[Source]) -> Vec<String> {
    let words = forbidden_words();
    let mut faults = Vec::new();
    for source in sources {
        for (n, line) in source.text.lines().enumerate() {
            for word in words.iter().filter(|word| line.contains(word.as_str())) {
                faults.push(format!("{}:{}: {word}", source.path, n + 1));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> usize {
        panics(&[Source::new("src/a.rs", text)]).len()
    }

    #[test]
    fn a_bare_unwrap_is_refused() {
        assert_eq!(of("fn a() { b().unwrap() }"), 1);
        assert_eq!(of("// unwrap is fine\nb().expect(\"x\");"), 1);
        assert_eq!(of("unreachable!(\"never\")"), 1);
        assert_eq!(
            of("b();\n// cannot fail: fixed text\nc();\nd().unwrap();"),
            1,
            "a reason for another line"
        );
    }

    #[test]
    fn a_reason_a_test_or_a_string_is_no_fault() {
        assert_eq!(of("b().unwrap(); // cannot fail: checked above"), 0);
        assert_eq!(
            of("// A fixed text cannot\n// fail to parse.\nlet a = b()\n    .c()\n    .expect(\"x\");"),
            0
        );
        assert_eq!(of("#[cfg(test)]\nmod tests { fn a() { b().unwrap() } }"), 0);
        assert_eq!(of("let a = \".unwrap()\"; b.unwrap_or(1)"), 0);
    }

    #[test]
    fn test_files_may_panic() {
        assert!(panics(&[Source::new("src/a/b_tests.rs", "b().unwrap()")]).is_empty());
    }

    #[test]
    fn unfinished_work_and_machine_paths_are_refused() {
        for word in forbidden_words() {
            let line = format!("# {word} later");
            assert_eq!(forbidden(&[Source::new("docs/a.md", &line)]).len(), 1, "{word}");
        }
        assert!(forbidden(&[Source::new("docs/a.md", "a network/to do")]).is_empty());
    }
}
