//! Checks of what admins type: pure, each with the sentence that says what is wrong.

use crate::text::{self, clean};
use crate::web::Note;

/// Characters of a board's or department's name.
pub const NAME_CHARS: usize = 60;
/// Characters of the line under a name.
pub const LINE_CHARS: usize = 160;
/// Characters of a slug.
pub const SLUG_CHARS: usize = 60;

/// A single line, cleaned; may be empty.
pub fn line(typed: &str, most: usize) -> Result<String, Note> {
    let line = clean::line(typed);
    if clean::length(&line) > most {
        return Err(Note::new("field-too-long").with("n", most as i64));
    }
    Ok(line)
}

/// A single line that must not be empty.
pub fn needed_line(typed: &str, most: usize) -> Result<String, Note> {
    let line = line(typed, most)?;
    if line.is_empty() {
        return Err(Note::new("field-empty"));
    }
    Ok(line)
}

/// The end of a path: small letters, digits and single hyphens; made from `name` where nothing was typed.
///
/// A name without any Latin letter or digit needs one typed.
pub fn slug(typed: &str, name: &str) -> Result<String, Note> {
    let typed = typed.trim();
    if typed.is_empty() {
        let has_ascii = !text::slug(&format!("x{name}")).trim_start_matches('x').is_empty();
        return if has_ascii { Ok(text::slug(name)) } else { Err(Note::new("admin-slug-needed")) };
    }
    if clean::length(typed) > SLUG_CHARS {
        return Err(Note::new("field-too-long").with("n", SLUG_CHARS as i64));
    }
    if text::slug(typed) != typed {
        return Err(Note::new("admin-slug-rule"));
    }
    Ok(typed.to_owned())
}

/// A colour as `#rrggbb`, in small letters.
pub fn colour(typed: &str) -> Result<String, Note> {
    let colour = typed.trim().to_ascii_lowercase();
    let is_colour = colour.len() == 7
        && colour.starts_with('#')
        && colour.bytes().skip(1).all(|byte| byte.is_ascii_hexdigit());
    if is_colour { Ok(colour) } else { Err(Note::new("admin-colour-rule")) }
}

/// One of these words, or "choose something".
pub fn one_of<T>(found: Option<T>) -> Result<T, Note> {
    found.ok_or(Note::new("field-no-choice"))
}

/// What a search field means inside a `LIKE` pattern, its own wildcards taken literally (escape character `\`).
pub fn like(needle: &str) -> String {
    let mut pattern = String::from("%");
    for c in needle.chars().take(100).filter(|c| *c != '\0') {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_made_from_the_name() {
        assert_eq!(slug("", "Motor, Akku & Display"), Ok("motor-akku-display".into()));
        assert_eq!(slug(" motor ", "x"), Ok("motor".into()));
        assert_eq!(slug("", "Xylophon"), Ok("xylophon".into()));
    }

    #[test]
    fn a_slug_that_is_none_is_refused() {
        for bad in ["Motor", "a b", "-a", "a--b", "ä", "a/b", ".."] {
            assert_eq!(slug(bad, "x").map_err(|n| n.key), Err("admin-slug-rule"), "{bad}");
        }
        assert_eq!(slug("", "насос").map_err(|n| n.key), Err("admin-slug-needed"));
        assert_eq!(slug(&"a".repeat(61), "x").map_err(|n| n.key), Err("field-too-long"));
    }

    #[test]
    fn colours_are_six_hex_digits() {
        assert_eq!(colour(" #1F6f78 "), Ok("#1f6f78".into()));
        for bad in ["", "#fff", "1f6f78", "#1f6f7g", "red", "#1f6f781", "#1f6f7ä", "}"] {
            assert!(colour(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn lines_are_cleaned_and_measured() {
        assert_eq!(line("  a \t b ", 9), Ok("a b".into()));
        assert_eq!(needed_line(" \u{200b} ", 9).map_err(|n| n.key), Err("field-empty"));
        assert!(line("abc", 2).is_err());
    }

    #[test]
    fn wildcards_are_taken_literally() {
        assert_eq!(like("50%_a\\"), "%50\\%\\_a\\\\%");
    }
}
