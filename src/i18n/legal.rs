//! The legal pages as a community starts with them: templates with gaps marked `[fill in: …]`.
//!
//! An admin completes them; until then the page says that it is a draft.

use super::{Locale, embedded};

/// Every legal page, by its path.
pub const PAGES: [&str; 5] = ["imprint", "privacy", "rules", "accessibility", "contact"];

/// How a gap in a German template begins.
pub const GAP_DE: &str = "[ausfüllen";

/// How a gap in an English template begins.
pub const GAP_EN: &str = "[fill in";

/// The Markdown template of a page; the one with du where none with Sie is needed.
/// `None` for a page that is not in [`PAGES`].
pub fn template(page: &str, locale: Locale) -> Option<&'static str> {
    let find = |folder: &str| {
        let named =
            |name: &str| name.strip_prefix(page).and_then(|rest| rest.strip_prefix('.')) == Some(folder);
        embedded::LEGAL.iter().find(|(name, _)| named(name)).map(|(_, text)| *text)
    };
    find(locale.folder()).or_else(|| find(locale.lang()))
}

/// Whether a text, a template or an admin's, still has gaps.
pub fn has_gaps(text: &str) -> bool {
    text.contains(GAP_DE) || text.contains(GAP_EN)
}

/// The gaps in sanitised HTML made visible: each becomes a `<mark>`. A gap with markup in it stays as it is.
pub fn mark_gaps(html: &str) -> String {
    let mut marked = String::with_capacity(html.len() + 64);
    let mut rest = html;
    while let Some(start) = [GAP_DE, GAP_EN].into_iter().filter_map(|gap| rest.find(gap)).min() {
        let (before, gap) = rest.split_at(start);
        marked.push_str(before);
        let end = gap.find(']').map(|end| end + 1).filter(|end| !gap[..*end].contains('<'));
        let (gap, after) = gap.split_at(end.unwrap_or(1));
        if end.is_some() {
            marked.push_str("<mark>");
            marked.push_str(gap);
            marked.push_str("</mark>");
        } else {
            marked.push_str(gap);
        }
        rest = after;
    }
    marked.push_str(rest);
    marked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_exists_in_each_language() {
        for page in PAGES {
            for locale in Locale::ALL {
                let text = template(page, locale).unwrap_or_else(|| panic!("{page} in {}", locale.folder()));
                assert!(text.lines().next().is_some_and(|line| line.starts_with("# ")), "{page} has a title");
                assert!(!text.contains('"'), "{page} in {}: typographic quotes", locale.folder());
            }
            assert_ne!(template(page, Locale::De), template(page, Locale::En));
        }
        assert_eq!(template("nothing", Locale::De), None);
        assert_eq!(template("", Locale::De), None);
    }

    #[test]
    fn what_only_the_company_knows_is_a_gap() {
        for locale in Locale::ALL {
            assert!(template("imprint", locale).is_some_and(has_gaps));
        }
        assert!(!has_gaps("Example Ltd, 1 Harbour Street"));
    }

    #[test]
    fn gaps_are_marked_and_markup_is_left_whole() {
        assert_eq!(mark_gaps("<p>a [fill in: b] c</p>"), "<p>a <mark>[fill in: b]</mark> c</p>");
        assert_eq!(mark_gaps("[ausfüllen: a][fill in: b]").matches("<mark>").count(), 2);
        for whole in ["<p>[fill in: <em>b</em>]</p>", "<p>[fill in", "[x]", "", "[ausfüllen: ü"] {
            assert_eq!(mark_gaps(whole), whole);
        }
    }
}
