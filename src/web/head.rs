//! What a page says about itself in its head: to search engines, to programs that show a link, to feed readers.

use serde_json::Value;

/// Characters of a description; search engines show no more.
pub const DESCRIPTION_CHARS: usize = 200;

/// Said by pages that everyone may see; others say nothing and ask not to be indexed.
#[derive(Clone, Debug, Default)]
pub struct PageHead {
    /// The one address of this page, with the public address in front.
    pub canonical: String,
    /// Its title, without the community's name.
    pub title: String,
    /// What it is about in a sentence or two; plain text.
    pub description: String,
    /// Whether it is an article or a page of lists (Open Graph's `og:type`).
    pub is_article: bool,
    /// The feed that goes with it: path and title.
    pub feed: Option<(String, String)>,
    /// Data for search engines (schema.org), safe inside a `script` element; see [`json_ld`].
    pub json_ld: Option<String>,
}

impl PageHead {
    /// For the page at `path`.
    pub fn of(home: &str, path: &str, title: &str, description: &str) -> PageHead {
        PageHead {
            canonical: format!("{home}{path}"),
            title: title.to_owned(),
            description: description.to_owned(),
            ..PageHead::default()
        }
    }

    /// What kind of thing it is, as Open Graph calls it.
    pub fn og_type(&self) -> &'static str {
        if self.is_article { "article" } else { "website" }
    }
}

/// JSON that can stand inside a `script` element: nothing in it can end the element or a line of script.
pub fn json_ld(value: &Value) -> String {
    let text = value.to_string();
    let mut safe = String::with_capacity(text.len() + 64);
    for c in text.chars() {
        match c {
            // Only ever inside strings, where an escape says the same.
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_title_ends_the_script() {
        let evil = serde_json::json!({ "name": "</script><!--\u{2028}&amp;" });
        let safe = json_ld(&evil);
        assert!(!safe.contains(['<', '>', '&', '\u{2028}']), "{safe}");
        assert_eq!(serde_json::from_str::<Value>(&safe).expect("JSON"), evil);
    }
}
