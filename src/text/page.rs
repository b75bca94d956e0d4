//! A whole page from Markdown: its first heading is the title, the others go on below it.

use super::markdown::{Links, render};

/// A page ready to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The text of its first line, where that is a heading; plain text, to be escaped where it is shown.
    pub title: Option<String>,
    /// The rest as sanitised HTML; its highest heading is `h2`.
    pub html: String,
}

/// Makes a page of what somebody of the company wrote.
pub fn page(source: &str) -> Page {
    let (title, rest) = split(source);
    Page { title: title.map(str::to_owned), html: raise_headings(&render(rest, &Links::NONE).html) }
}

/// The title alone, of a source that is rendered already.
pub fn page_title(source: &str) -> Option<&str> {
    let (title, _) = split(source);
    title
}

/// The text of the first line, where that is a heading, and the rest.
fn split(source: &str) -> (Option<&str>, &str) {
    let Some(text) = source.trim_start().strip_prefix("# ") else { return (None, source) };
    let (title, rest) = text.split_once('\n').unwrap_or((text, ""));
    let title = title.trim().trim_end_matches('#').trim_end();
    (Some(title).filter(|title| !title.is_empty()), rest)
}

/// Posts stand under a thread's headings and begin with `h3`; a page's own parts are `h2`.
///
/// Tags in rendered HTML are written by the renderer alone: a `<` from the source is always escaped.
fn raise_headings(html: &str) -> String {
    let mut raised = html.to_owned();
    for (from, to) in [("h3>", "h2>"), ("h4>", "h2>"), ("h5>", "h3>"), ("h6>", "h4>")] {
        raised = raised.replace(&format!("<{from}"), &format!("<{to}"));
        raised = raised.replace(&format!("</{from}"), &format!("</{to}"));
    }
    raised
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_heading_is_the_title() {
        let page = page("# Impressum\n\n## Anbieter\n\nFirma\n\n### Register\n");
        assert_eq!(page.title.as_deref(), Some("Impressum"));
        assert!(page.html.starts_with("<h2>Anbieter</h2>"), "{}", page.html);
        assert!(page.html.contains("<h3>Register</h3>"), "{}", page.html);
    }

    #[test]
    fn a_page_needs_no_title() {
        assert_eq!(page("Text").title, None);
        assert_eq!(page("# \nText").title, None);
        assert_eq!(page("").html, "");
    }

    #[test]
    fn what_looks_like_a_tag_stays_text() {
        let html = page("# A\n\n<h4>no</h4> <script>x</script>").html;
        assert!(!html.contains("<script") && !html.contains("<h2>no"), "{html}");
    }
}
