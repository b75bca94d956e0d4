//! Cleaning of what people type, before anything else looks at it.
//!
//! Removed are characters that nobody sees and that make a text say something else than it shows: controls,
//! direction overrides, zero-width fillers. Towers of combining marks are cut, because they cover the
//! lines above and below.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Most combining marks kept on one base character; no living orthography needs more.
const MOST_MARKS: usize = 4;

/// Cleans a single line (title, tag, name of a board): NFC, invisible characters removed, white space
/// collapsed and trimmed, marks limited.
pub fn line(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut gap = false;
    let seen = raw.chars().filter(|&c| c.is_whitespace() || !is_unwanted(c));
    for c in fewer_marks(seen.nfc()) {
        if c.is_whitespace() {
            gap = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

/// Cleans a body: NFC, line ends become `\n`, invisible characters removed (tabs stay), marks limited,
/// empty lines at the start and white space at the end removed.
pub fn body(raw: &str) -> String {
    let unix = raw.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{85}'], "\n");
    let mut out = String::with_capacity(unix.len());
    let seen = unix.chars().filter(|&c| c == '\n' || c == '\t' || !is_unwanted(c));
    out.extend(fewer_marks(seen.nfc()));
    out.truncate(out.trim_end().len());
    let blank = out.len() - out.trim_start().len();
    // The white space before the first word of the first full line stays: it may be an indented code block.
    let start = out[..blank].rfind('\n').map_or(0, |end| end + 1);
    out.drain(..start);
    out
}

/// The length by which limits are measured: characters (Unicode scalar values), never bytes.
pub fn length(text: &str) -> usize {
    text.chars().count()
}

/// Whether a character may make a text deceive or break what shows it.
pub(super) fn is_unwanted(c: char) -> bool {
    c.is_control() || is_bidi_control(c) || is_invisible(c)
}

/// Characters that reorder the text after them (Unicode TR 9: embeddings, overrides, isolates).
fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Fillers without a shape. The joiners U+200C and U+200D stay: Persian and many emoji need them.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{115F}' | '\u{1160}' | '\u{180E}' | '\u{200B}' | '\u{2060}'..='\u{2064}'
            | '\u{206A}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}'
            | '\u{FFFE}' | '\u{FFFF}' | '\u{E0000}'..='\u{E007F}'
    )
}

fn fewer_marks(chars: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    let mut run = 0;
    chars.filter(move |&c| {
        run = if is_combining_mark(c) { run + 1 } else { 0 };
        run <= MOST_MARKS
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_is_one_line_without_tricks() {
        assert_eq!(line("  Heizung\t\n  piept \u{0} laut\r\n"), "Heizung piept laut");
        assert_eq!(line("ab\u{202E}cd\u{2066}ef\u{2069}\u{200B}g\u{FEFF}"), "abcdefg");
        assert_eq!(line("u\u{308}ber"), "über");
        assert_eq!(line(&format!("a{}b", "\u{301}\u{316}".repeat(50))).chars().count(), 6);
        assert_eq!(line(" \u{200B} "), "");
    }

    #[test]
    fn a_body_keeps_its_lines() {
        assert_eq!(body("\r\n\r\n  eins\r\nzwei\rdrei\u{2028}vier\n\n \t"), "  eins\nzwei\ndrei\nvier");
        assert_eq!(body("a\u{0}\u{1b}[31mb\tc"), "a[31mb\tc");
        assert_eq!(body("\u{202E}evil"), "evil");
        assert_eq!(body(" \n "), "");
    }

    #[test]
    fn length_counts_characters() {
        assert_eq!(length("Grüße"), 5);
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(text in "\\PC{0,60}|[ \\t\\r\\n\\x00-\\x1fa\u{301}\u{202e}\u{200b}é]{0,60}") {
            let once = line(&text);
            prop_assert_eq!(&line(&once), &once);
            let once = body(&text);
            prop_assert_eq!(&body(&once), &once);
        }
    }
}
