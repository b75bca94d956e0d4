//! Reading Markdown within bounds: what both the renderer and the excerpt see.
//!
//! The parser itself is linear but for one thing: every line is held against every open quote and list.
//! A first line opening 50,000 of them makes each following line dear, so [`prepare`] takes the meaning
//! from markers beyond [`MOST_MARKERS`] in one line.

use super::clean;
use pulldown_cmark::{Event, Options, Parser, TextMergeStream};

/// Quote and list markers taken seriously at the start of one line. People need a handful.
const MOST_MARKERS: usize = 40;

/// The source as the parser gets it: cleaned, and with markers beyond the bound escaped.
pub(super) fn prepare(source: &str) -> String {
    let clean = clean::body(source);
    let mut out = String::with_capacity(clean.len() + 16);
    for line in clean.split_inclusive('\n') {
        match excess_marker(line) {
            Some(at) => {
                out.push_str(&line[..at]);
                out.push('\\');
                out.push_str(&line[at..]);
            }
            None => out.push_str(line),
        }
    }
    out
}

/// The events of a prepared source, neighbouring texts joined.
pub(super) fn events(prepared: &str) -> impl Iterator<Item = Event<'_>> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    TextMergeStream::new(Parser::new_ext(prepared, options))
}

/// Where to put a backslash so that the marker after the last allowed one is plain text.
fn excess_marker(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    let (mut at, mut markers) = (0, 0);
    while let Some(&byte) = bytes.get(at) {
        let sign = match byte {
            b' ' | b'\t' => {
                at += 1;
                continue;
            }
            b'>' => at,
            b'-' | b'+' | b'*' if ends_marker(bytes, at) => at,
            b'0'..=b'9' => {
                let digits = bytes[at..].iter().take(10).take_while(|b| b.is_ascii_digit()).count();
                let sign = at + digits;
                if !matches!(bytes.get(sign), Some(b'.' | b')')) || !ends_marker(bytes, sign) {
                    return None;
                }
                sign
            }
            _ => return None,
        };
        markers += 1;
        if markers > MOST_MARKERS {
            // "* * * *" is a ruler, however long.
            return (!is_rule(line)).then_some(sign);
        }
        at = sign + 1;
    }
    None
}

fn ends_marker(bytes: &[u8], sign: usize) -> bool {
    matches!(bytes.get(sign + 1), None | Some(b' ' | b'\t' | b'\n'))
}

fn is_rule(line: &str) -> bool {
    let mut signs = line.bytes().filter(|b| !b.is_ascii_whitespace());
    signs.next().is_some_and(|first| matches!(first, b'-' | b'*') && signs.all(|b| b == first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_lines_stay_as_they_are() {
        for line in ["> > a", "- 1. - a", "1) b", "2026. ein Jahr", "* * *", "-5 Grad"] {
            assert_eq!(prepare(line), line);
        }
        let rule = "* ".repeat(60).trim_end().to_owned();
        assert_eq!(prepare(&rule), rule);
    }

    #[test]
    fn markers_beyond_the_bound_are_text() {
        for marker in [">", "- ", "+ ", "> - ", "1. ", "12) "] {
            let source = format!("{}x", marker.repeat(60));
            let prepared = prepare(&source);
            assert_eq!(prepared.len(), source.len() + 1, "{marker}");
            let starts = events(&prepared).filter(|event| matches!(event, Event::Start(_))).count();
            assert!(starts <= 2 * MOST_MARKERS + 1, "{marker}: {starts}");
        }
    }
}
