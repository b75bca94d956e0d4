//! One answer of the site, as a person sees it.

use scraper::{ElementRef, Html, Selector};

/// An answer: status, headers and body.
#[derive(Clone, Debug)]
pub struct Page {
    /// The path that was asked for, with its query.
    pub path: String,
    pub status: u16,
    pub headers: ureq::http::HeaderMap,
    pub bytes: Vec<u8>,
}

impl Page {
    /// The body as it came.
    pub fn body(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// What can be read on the page, white space joined.
    pub fn text(&self) -> String {
        joined(self.html().root_element())
    }

    /// The texts of all elements that a CSS selector finds.
    pub fn select(&self, css: &str) -> Vec<String> {
        self.html().select(&selector(css)).map(joined).collect()
    }

    /// The text of the one element that a CSS selector finds.
    pub fn one(&self, css: &str) -> String {
        let mut found = self.select(css);
        assert_eq!(found.len(), 1, "{css} on {} found {found:?}", self.path);
        found.remove(0)
    }

    /// The values of an attribute of all elements that a CSS selector finds.
    pub fn attributes(&self, css: &str, name: &str) -> Vec<String> {
        let html = self.html();
        let wanted = selector(css);
        html.select(&wanted).filter_map(|element| element.attr(name)).map(str::to_owned).collect()
    }

    pub fn has(&self, css: &str) -> bool {
        self.html().select(&selector(css)).next().is_some()
    }

    pub fn has_text(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// Fails with the page's words when the status is another.
    pub fn expect_status(&self, status: u16) -> &Self {
        let found = self.status;
        assert_eq!(found, status, "{} said {found}: {}", self.path, self.text());
        self
    }

    /// Fails with the page's words when these are not among them.
    pub fn expect_text(&self, words: &str) -> &Self {
        let text = self.text();
        assert!(text.contains(words), "no “{words}” on {}: {text}", self.path);
        self
    }

    /// Fails when these words are anywhere in the answer, also where nobody reads.
    pub fn expect_nowhere(&self, words: &str) -> &Self {
        assert!(!self.body().contains(words), "“{words}” is on {}", self.path);
        let in_headers =
            self.headers.values().any(|value| String::from_utf8_lossy(value.as_bytes()).contains(words));
        assert!(!in_headers, "“{words}” is in the headers of {}", self.path);
        self
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// Where a redirect leads, as a path on this site or a whole address elsewhere.
    pub fn location(&self) -> Option<&str> {
        self.header("location")
    }

    pub fn is_redirect(&self) -> bool {
        (300..400).contains(&self.status) && self.location().is_some()
    }

    pub fn html(&self) -> Html {
        Html::parse_document(&self.body())
    }
}

pub(super) fn selector(css: &str) -> Selector {
    Selector::parse(css).unwrap_or_else(|error| panic!("{css} is no CSS selector: {error}"))
}

/// The words in an element as one line; what stands in different blocks is kept apart.
fn joined(element: ElementRef<'_>) -> String {
    const INLINE: [&str; 16] = [
        "a", "abbr", "b", "bdi", "code", "del", "em", "i", "ins", "kbd", "mark", "s", "small", "span",
        "strong", "time",
    ];
    let unread = selector("script, style, template");
    let mut words = String::new();
    for node in element.descendants() {
        if let Some(text) = node.value().as_text() {
            let mut above = node.ancestors().filter_map(ElementRef::wrap);
            if !above.any(|above| unread.matches(&above)) {
                words.push_str(text);
            }
        } else if node.value().as_element().is_some_and(|one| !INLINE.contains(&one.name())) {
            words.push(' ');
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn text_joins_words_but_not_blocks() {
    let html = Html::parse_document("<ul><li>Hi, <b>Bob</b>!</li><li>x</li></ul><script>no</script>");
    assert_eq!(joined(html.root_element()), "Hi, Bob! x");
}
