//! The last gate: an allow-list over HTML, whatever made it.
//!
//! The renderer escapes everything by itself; this pass does not trust it. What is not named here does not
//! exist: no scripts, styles, ids, forms, frames, drawings, and nothing that loads from another host.

use super::links;
use ammonia::{Builder, UrlRelative};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

#[rustfmt::skip]
const TAGS: &[&str] = &[
    "a", "blockquote", "br", "code", "del", "div", "em", "h3", "h4", "h5", "h6", "hr", "img", "input", "label", "li",
    "ol", "p", "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
];

/// Attributes by tag. Their values are held against [`value`] as well.
const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href", "rel", "class"]),
    ("code", &["class"]),
    ("div", &["class"]),
    ("img", &["src", "alt", "loading"]),
    ("input", &["type", "disabled", "checked"]),
    ("label", &["class"]),
    ("ol", &["start"]),
    ("td", &["class"]),
    ("th", &["class", "scope"]),
];

/// The relation of links that lead off this site.
pub(super) const REL: &str = "nofollow ugc noopener";

static GATE: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut gate = Builder::empty();
    gate.tags(TAGS.iter().copied().collect())
        .clean_content_tags(HashSet::from([
            "script", "style", "iframe", "svg", "math", "title", "template", "noscript", "select",
        ]))
        .tag_attributes(
            ATTRIBUTES.iter().map(|&(tag, names)| (tag, names.iter().copied().collect())).collect(),
        )
        .set_tag_attribute_values(HashMap::from([(
            "input",
            HashMap::from([("type", "checkbox"), ("disabled", "")]),
        )]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .attribute_filter(value);
    gate
});

/// Takes everything out of an HTML fragment that a member's text may not contain.
///
/// What [`render`](super::render) makes passes unchanged; HTML that is badly nested may come out nested otherwise.
pub fn sanitise(html: &str) -> String {
    GATE.clean(html).to_string()
}

/// Whether an attribute may have this value on this tag; `None` removes it.
fn value<'v>(tag: &str, name: &str, value: &'v str) -> Option<Cow<'v, str>> {
    let fits = match (tag, name) {
        ("a", "href") => links::target(value, None).is_some_and(|target| target.href == value),
        ("a", "rel") => value == REL,
        ("a", "class") => value == "mention",
        ("code", "class") => value.strip_prefix("language-").is_some_and(is_language),
        ("div", "class") => value == "scroll",
        ("label", "class") => value == "task",
        ("td" | "th", "class") => matches!(value, "align-left" | "align-center" | "align-right"),
        ("th", "scope") => value == "col",
        ("img", "src") => value.strip_suffix("?size=thumb").and_then(picture_of).is_some(),
        ("img", "loading") => value == "lazy",
        ("img", "alt") => true,
        ("input", "type") => value == "checkbox",
        ("input", "disabled" | "checked") => value.is_empty(),
        ("ol", "start") => value.len() <= 9 && value.bytes().all(|b| b.is_ascii_digit()),
        _ => false,
    };
    fits.then_some(Cow::Borrowed(value))
}

/// Whether a word may name the language of a code block: `[a-z0-9+-]{1,20}`.
pub(super) fn is_language(word: &str) -> bool {
    (1..=20).contains(&word.len())
        && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"+-".contains(&b))
}

/// The id in `/files/{id}`, the only place pictures come from.
pub(super) fn picture_of(path: &str) -> Option<i64> {
    let id = path.strip_prefix("/files/")?;
    let plain = !id.starts_with('0') && id.bytes().all(|b| b.is_ascii_digit());
    if plain { id.parse().ok().filter(|&id| id > 0) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_allowed_is_gone() {
        assert_eq!(sanitise("<p onclick=x style=y id=z class=post>a<script>b</script></p>"), "<p>a</p>");
        assert_eq!(sanitise("<a href='javascript:x'>a</a>"), "<a>a</a>");
        assert_eq!(sanitise("<a href='//evil.com' class='button'>a</a>"), "<a>a</a>");
        assert_eq!(sanitise("<img src='https://evil.com/x.png' alt=b>"), "<img alt=\"b\">");
        assert_eq!(sanitise("<img src='/files/1/../../logout?size=thumb'>"), "<img>");
        assert_eq!(
            sanitise("<form action=/x><input name=q type=text></form>"),
            "<input type=\"checkbox\" disabled=\"\">"
        );
        assert_eq!(sanitise("<svg><a href=/x>b</a></svg><iframe src=/x></iframe>c"), "c");
    }

    #[test]
    fn what_the_renderer_makes_stays() {
        for html in [
            "<a class=\"mention\" href=\"/u/ada\">@ada</a>",
            "<a href=\"https://a.de/\" rel=\"nofollow ugc noopener\">a</a>",
            "<img src=\"/files/12?size=thumb\" alt=\"b\" loading=\"lazy\">",
            "<pre><code class=\"language-c++\">a\n</code></pre>",
            "<ol start=\"3\"><li>a</li></ol>",
        ] {
            assert_eq!(sanitise(html), html);
        }
    }

    #[test]
    fn pictures_are_ours_alone() {
        assert_eq!(picture_of("/files/12"), Some(12));
        for path in [
            "/files/",
            "/files/0",
            "/files/-1",
            "/files/1/x",
            "/files/99999999999999999999",
            "/x/1",
            "/files/+1",
        ] {
            assert_eq!(picture_of(path), None, "{path}");
        }
    }
}
