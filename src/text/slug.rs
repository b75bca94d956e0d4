//! Readable path ends, and the folded form by which words are compared.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest slug, in characters (all ASCII).
const MOST: usize = 60;

/// The slug of a title: ASCII letters, digits and single hyphens, at most 60, cut between words.
///
/// - ä ö ü ß become ae oe ue ss (and their kin: æ œ ø å þ ð ł đ); other letters lose their accents.
/// - What has no ASCII form is left out. Where nothing remains the slug is `thread`, so it is never empty.
pub fn slug(title: &str) -> String {
    let mut out = String::new();
    for c in title.nfc().take(400).flat_map(char::to_lowercase) {
        match german(c) {
            Some(letters) => out.push_str(letters),
            None => push_ascii(c, &mut out),
        }
    }
    let mut slug = out.trim_matches('-');
    if slug.len() > MOST {
        let cut = &slug[..MOST];
        let at_word = if slug.as_bytes()[MOST] == b'-' { MOST } else { cut.rfind('-').unwrap_or(MOST) };
        slug = cut[..at_word].trim_end_matches('-');
    }
    if slug.is_empty() { "thread".to_owned() } else { slug.to_owned() }
}

/// The form by which tags, titles and search words are compared: NFKC, lower case, `ß` as `ss`,
/// white space collapsed.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let lower = text.nfkc().flat_map(char::to_lowercase).collect::<String>();
    let mut gap = false;
    // Once more after lowering: a few capitals come apart into pieces that compose.
    for c in lower.nfkc() {
        if c.is_whitespace() {
            gap = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push(' ');
        }
        match c {
            'ß' => out.push_str("ss"),
            'ς' => out.push('σ'),
            c => out.push(c),
        }
    }
    out
}

fn german(c: char) -> Option<&'static str> {
    Some(match c {
        'ä' | 'æ' => "ae",
        'ö' | 'œ' | 'ø' => "oe",
        'ü' => "ue",
        'ß' => "ss",
        'å' => "aa",
        'þ' => "th",
        'ð' | 'đ' => "d",
        'ł' => "l",
        'ı' => "i",
        _ => return None,
    })
}

/// Appends the ASCII rest of a letter, or one hyphen for anything that separates words.
fn push_ascii(c: char, out: &mut String) {
    for part in std::iter::once(c).nfkd() {
        if part.is_ascii_alphanumeric() {
            out.push(part.to_ascii_lowercase());
        } else if !is_combining_mark(part)
            && !part.is_alphanumeric()
            && !matches!(part, '\'' | '’')
            && !out.ends_with('-')
        {
            out.push('-');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn slugs_read_well() {
        assert_eq!(slug("Wärmepumpe läuft nicht: Störung „E17“?"), "waermepumpe-laeuft-nicht-stoerung-e17");
        assert_eq!(slug("Größe, Straße & MÜLLER"), "groesse-strasse-mueller");
        assert_eq!(slug("Crème brûlée n’est pas ½"), "creme-brulee-nest-pas-1-2");
        assert_eq!(slug("u\u{308}ber"), "ueber");
        assert_eq!(slug("насос"), "thread");
        assert_eq!(slug("--- ?! ---"), "thread");
        assert_eq!(slug(""), "thread");
    }

    #[test]
    fn slugs_are_cut_between_words() {
        assert_eq!(slug(&"wort ".repeat(30)), ["wort"; 12].join("-"));
        assert_eq!(slug(&"x".repeat(200)), "x".repeat(60));
    }

    #[test]
    fn folding_joins_what_looks_alike_in_case_and_width() {
        assert_eq!(fold("  STRASSE \t Straße ﬁn Ｆull"), "strasse strasse fin full");
        assert_eq!(fold("ΟΔΟΣ"), fold("οδος"));
    }

    proptest! {
        #[test]
        fn a_slug_is_always_a_slug(title in "\\PC{0,200}") {
            let slug = slug(&title);
            prop_assert!((1..=MOST).contains(&slug.len()));
            prop_assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
            prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
            prop_assert_eq!(&super::slug(&slug), &slug);
        }

        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,80}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}
