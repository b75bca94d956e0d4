//! A small scanner for Rust text: enough to tell code from comments and strings, and to match
//! braces. It does not parse; it only never mistakes a brace in a string for one in code.

use std::ops::Range;

/// The text with comments, strings and character literals turned into spaces. Positions and
/// line breaks stay where they were.
pub fn code_only(text: &str) -> String {
    blank(text, true)
}

/// The text with only comments turned into spaces.
pub fn without_comments(text: &str) -> String {
    blank(text, false)
}

fn blank(text: &str, strings_too: bool) -> String {
    let bytes = text.as_bytes();
    let mut out = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let (end, is_comment) = match bytes[at] {
            b'/' if bytes.get(at + 1) == Some(&b'/') => (line_end(bytes, at), true),
            b'/' if bytes.get(at + 1) == Some(&b'*') => (block_comment_end(bytes, at), true),
            b'"' => (string_end(bytes, at), false),
            b'r' if !is_word_before(bytes, at) => match raw_string_end(bytes, at) {
                Some(end) => (end, false),
                None => {
                    at += 1;
                    continue;
                }
            },
            b'\'' => match char_end(bytes, at) {
                Some(end) => (end, false),
                None => {
                    at += 1;
                    continue;
                }
            },
            _ => {
                at += 1;
                continue;
            }
        };
        if is_comment || strings_too {
            for byte in &mut out[at..end] {
                if *byte != b'\n' {
                    *byte = b' ';
                }
            }
        }
        at = end;
    }
    String::from_utf8(out).expect("whole characters were replaced by spaces")
}

fn line_end(bytes: &[u8], from: usize) -> usize {
    bytes[from..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |n| from + n)
}

fn block_comment_end(bytes: &[u8], from: usize) -> usize {
    let mut depth = 0;
    let mut at = from;
    while at + 1 < bytes.len() {
        match &bytes[at..at + 2] {
            b"/*" => {
                depth += 1;
                at += 2;
            }
            b"*/" => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return at;
                }
            }
            _ => at += 1,
        }
    }
    bytes.len()
}

fn string_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// `r"…"`, `r#"…"#`; `br` and `cr` arrive here at their `r`.
fn raw_string_end(bytes: &[u8], from: usize) -> Option<usize> {
    let hashes = bytes[from + 1..].iter().take_while(|byte| **byte == b'#').count();
    let open = from + 1 + hashes;
    if bytes.get(open) != Some(&b'"') {
        return None;
    }
    let mut close = vec![b'"'];
    close.resize(hashes + 1, b'#');
    let rest = &bytes[open + 1..];
    let end = rest.windows(close.len()).position(|window| window == close.as_slice());
    Some(end.map_or(bytes.len(), |n| open + 1 + n + close.len()))
}

/// The end of a character literal, or nothing when the quote begins a lifetime.
fn char_end(bytes: &[u8], from: usize) -> Option<usize> {
    if bytes.get(from + 1) == Some(&b'\\') {
        let rest = bytes.get(from + 3..)?;
        return rest.iter().position(|byte| *byte == b'\'').map(|n| from + 3 + n + 1);
    }
    let text = std::str::from_utf8(bytes.get(from + 1..)?).ok()?;
    let width = text.chars().next()?.len_utf8();
    (bytes.get(from + 1 + width) == Some(&b'\'')).then_some(from + 2 + width)
}

/// Whether the byte before belongs to a longer word, `b` and `c` prefixes apart.
fn is_word_before(bytes: &[u8], at: usize) -> bool {
    let word = |n: usize| at >= n && is_word(bytes[at - n]);
    match at.checked_sub(1).map(|before| bytes[before]) {
        Some(b'b' | b'c') => word(2),
        Some(_) => word(1),
        None => false,
    }
}

/// Whether a byte can be part of a Rust name.
pub fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// The name that starts at `at`, perhaps empty.
pub fn word_at(code: &str, at: usize) -> &str {
    let length = code.as_bytes()[at..].iter().take_while(|byte| is_word(**byte)).count();
    &code[at..at + length]
}

/// Where `word` stands in `code` as a whole word.
pub fn whole_words<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let bytes = code.as_bytes();
    code.match_indices(word).map(|(at, _)| at).filter(move |at| {
        let before = at.checked_sub(1).map(|n| bytes[n]);
        let after = bytes.get(at + word.len()).copied();
        !before.is_some_and(is_word) && !after.is_some_and(is_word)
    })
}

/// The position after the bracket that closes the one at `open`; the end of the text when
/// none does. `code` has no comments or strings left.
pub fn close_of(code: &str, open: usize) -> usize {
    let mut depth = 0usize;
    for (n, byte) in code.as_bytes()[open..].iter().enumerate() {
        match byte {
            b'{' | b'(' | b'[' => depth += 1,
            b'}' | b')' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return open + n + 1;
                }
            }
            _ => {}
        }
    }
    code.len()
}

/// The parts of a file that only exist in tests: whatever follows `#[cfg(test)]`.
pub fn test_parts(code: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    for (at, mark) in code.match_indices("#[cfg(test)]") {
        let from = at + mark.len();
        let end = match code[from..].find(['{', ';']).map(|n| from + n) {
            Some(open) if code.as_bytes()[open] == b'{' => close_of(code, open),
            Some(semicolon) => semicolon + 1,
            None => code.len(),
        };
        parts.push(at..end);
    }
    parts
}

/// Code without comments, strings and tests.
pub fn shipped_code(text: &str) -> String {
    let code = code_only(text);
    let mut bytes = code.clone().into_bytes();
    for part in test_parts(&code) {
        for byte in &mut bytes[part] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
    }
    String::from_utf8(bytes).expect("brackets are never inside a character")
}

/// Every string literal with its position: the text between the quotes, escapes untouched.
pub fn strings(text: &str) -> Vec<(usize, String)> {
    let with = without_comments(text);
    let without = code_only(text);
    let (with, without) = (with.as_bytes(), without.as_bytes());
    let mut found = Vec::new();
    let mut at = 0;
    while at < with.len() {
        if with[at] == b'"' && without[at] == b' ' {
            let raw = at > 0 && matches!(with[at - 1], b'#' | b'r') && without[at - 1] == b' ';
            let end = if raw {
                let hashes = with[..at].iter().rev().take_while(|byte| **byte == b'#').count();
                raw_string_end(with, at - hashes - 1).unwrap_or(with.len())
            } else {
                string_end(with, at)
            };
            let inside = String::from_utf8_lossy(&with[at + 1..end.min(with.len())]);
            found.push((at, inside.trim_end_matches(['"', '#']).to_owned()));
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_in_comments_strings_and_characters_are_no_code() {
        let text = "fn a<'x>() { '{'; '\\''; \"}\\\"{\"; r#\"}\"{\"#; /* { /* } */ */ b\"{\" } // }";
        let code = code_only(text);
        assert_eq!(code.len(), text.len());
        assert_eq!(code.matches('{').count(), 1, "{code}");
        assert_eq!(code.matches('}').count(), 1, "{code}");
        assert!(code.contains("<'x>"));
    }

    #[test]
    fn lines_stay_where_they_were() {
        let text = "a\n/* b\nc */ \"d\ne\"\nf";
        assert_eq!(code_only(text).lines().count(), text.lines().count());
        assert!(code_only(text).ends_with("\nf"));
    }

    #[test]
    fn tests_are_told_from_what_is_shipped() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests { fn b() { \"}\" } }\nfn c() {}";
        let code = shipped_code(text);
        assert!(code.contains("fn a") && code.contains("fn c") && !code.contains("fn b"));
    }

    #[test]
    fn strings_are_found_with_their_text() {
        let found: Vec<_> = strings("f(\"/a\"); // \"no\"\n g(r#\"/b\"c\"#, 'x', b\"d\", r\"e\")")
            .into_iter()
            .map(|(_, text)| text)
            .collect();
        assert_eq!(found, ["/a", "/b\"c", "d", "e"]);
    }
}
