//! Bodies as dumps have them, HTML, read as Markdown. [`markdown`](super::markdown) writes it.
//!
//! html5ever takes the tags apart; no tree is built. Tags are taken for what they mean to a reader: what is unknown
//! leaves its text. Nothing is loaded, and nothing of the HTML gets through: the Markdown is rendered and sanitised
//! like anybody's.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use url::Url;

use super::markdown::{Mark, Writer};

/// Where links of a body lead.
pub struct Home<'a> {
    /// The address of the site; none where it has none.
    pub base: Option<&'a Url>,
    /// The path here of what an address of the site leads to, if that is brought along.
    pub here: &'a (dyn Fn(&Url) -> Option<String> + Sync),
}

/// The body as Markdown.
pub fn to_markdown(html: &str, home: &Home<'_>) -> String {
    let sink = Sink { home, state: RefCell::default() };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    // The sink never asks to stop.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.state.into_inner().writer.finish()
}

struct Sink<'a> {
    home: &'a Home<'a>,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    writer: Writer,
    /// The tag whose contents are not for readers.
    unseen: Option<String>,
}

impl TokenSink for Sink<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let state = &mut *self.state.borrow_mut();
        match token {
            Token::CharacterTokens(text) if state.unseen.is_none() => state.writer.text(&text),
            Token::TagToken(tag) => self.tag(state, &tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    tag.attrs.iter().find(|one| &*one.name.local == name).map(|one| &*one.value)
}

impl Sink<'_> {
    fn tag(&self, state: &mut State, tag: &Tag) {
        let name: &str = &tag.name;
        let opens = tag.kind == TagKind::StartTag;
        if let Some(unseen) = &state.unseen {
            if !opens && unseen == name {
                state.unseen = None;
            }
            return;
        }
        let writer = &mut state.writer;
        match (name, opens) {
            ("script" | "style" | "template" | "iframe", true) => state.unseen = Some(name.to_owned()),
            ("em" | "i" | "dfn" | "cite" | "var", _) => writer.mark(Mark::Emphasis, opens),
            ("strong" | "b", _) => writer.mark(Mark::Strong, opens),
            ("del" | "s" | "strike", _) => writer.mark(Mark::Struck, opens),
            ("sup", _) => writer.raise(opens, '^'),
            ("sub", _) => writer.raise(opens, '_'),
            ("code" | "kbd" | "tt" | "samp", true) => writer.begin_code(attribute(tag, "class")),
            ("code" | "kbd" | "tt" | "samp", false) => writer.end_code(),
            ("pre", true) => writer.begin_pre(attribute(tag, "class")),
            ("pre", false) => writer.end_pre(),
            ("a", true) => writer.begin_link(attribute(tag, "href").and_then(|href| self.target(href))),
            ("a", false) => writer.end_link(),
            ("img", true) => {
                let target = attribute(tag, "src").and_then(|src| self.target(src));
                writer.picture(attribute(tag, "alt").unwrap_or_default(), target);
            }
            ("br", true) => writer.line_break(),
            ("hr", true) => writer.rule(),
            ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", true) => {
                writer.heading(usize::from(name.as_bytes()[1] - b'0'));
            }
            ("blockquote", true) => {
                let class = attribute(tag, "class").unwrap_or_default();
                writer.begin_quote(class.split_whitespace().any(|one| one == "spoiler"));
            }
            ("ul", true) => writer.begin_list(None),
            ("ol", true) => {
                let start = attribute(tag, "start").and_then(|start| start.trim().parse().ok());
                writer.begin_list(Some(start.unwrap_or(1)));
            }
            ("li", true) => writer.begin_item(),
            ("li", false) => writer.end_item(),
            ("blockquote" | "ul" | "ol", false) => writer.end_container(name == "blockquote"),
            ("table", true) => writer.begin_table(),
            ("table", false) => writer.end_table(),
            ("tr", true) => writer.begin_row(),
            ("td" | "th", _) => writer.cell(opens),
            ("p", true) => writer.paragraph(),
            _ if is_block(name) => writer.end_block(),
            _ => {}
        }
    }

    /// The address a link leads to; none where it leads nowhere a reader could go.
    fn target(&self, href: &str) -> Option<String> {
        let href = href.trim();
        let url = match (Url::parse(href), self.home.base) {
            (Ok(url), _) => url,
            (Err(_), Some(base)) => base.join(href).ok()?,
            (Err(_), None) => return None,
        };
        if !matches!(url.scheme(), "http" | "https" | "mailto") {
            return None;
        }
        let is_of_site = self.home.base.is_some_and(|base| base.host_str() == url.host_str());
        if let Some(path) = is_of_site.then(|| (self.home.here)(&url)).flatten() {
            return Some(path);
        }
        Some(String::from(url))
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "dl"
            | "dt"
            | "dd"
            | "details"
            | "summary"
            | "section"
            | "article"
            | "center"
            | "figure"
            | "figcaption"
            | "thead"
            | "tbody"
    )
}

#[cfg(test)]
#[path = "html_tests.rs"]
mod tests;
