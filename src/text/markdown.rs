//! Markdown to HTML, once, when a post is written.
//!
//! CommonMark with tables, strikethrough, task lists and bare addresses as links; a single line end is a
//! line break, as people expect who never heard of Markdown. HTML in the source is shown as typed.
//!
//! Bounds, because the source is a stranger's: nesting, columns, links, pictures and mentions are
//! counted, and a text whose HTML grows out of proportion is shown plain, as typed, instead.

use super::parse;
use super::sanitise::sanitise;
use super::writer::{Writer, escape_lines};
use std::cell::RefCell;
use std::collections::HashSet;

/// What the renderer must be told about the world.
pub struct Links<'a> {
    /// The path of the page of the member with this name (as typed), or `None` where there is nobody.
    /// Ask the database before, with [`mention_candidates`]; this is called while rendering.
    pub member: &'a dyn Fn(&str) -> Option<String>,
    /// The host of this community's own address, whose links are not "links" in the sense of spam.
    pub own_host: Option<&'a str>,
}

impl Links<'_> {
    /// Nobody to mention, no host of one's own: for previews of texts without context, and tests.
    pub const NONE: Links<'static> = Links { member: &|_| None, own_host: None };
}

/// A rendered body and what was found in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rendered {
    /// Sanitised HTML, ready to be shown.
    pub html: String,
    /// Names of members mentioned, as typed, each once, in order.
    pub mentions: Vec<String>,
    /// Whether anything leads off this site.
    pub has_links: bool,
    /// Ids of the pictures shown (`/files/{id}`), each once, in order. The caller checks whose they are.
    pub pictures: Vec<i64>,
}

/// Renders a body. Never fails: what cannot be shown well is shown as typed.
pub fn render(source: &str, links: &Links<'_>) -> Rendered {
    let prepared = parse::prepare(source);
    let most = 10 * prepared.len() + 2_048;
    let mut writer = Writer::new(links);
    for event in parse::events(&prepared) {
        writer.event(event);
        if writer.out.len() > most {
            return as_typed(&prepared);
        }
    }
    let html = sanitise(&writer.out);
    if html.len() > 2 * most {
        return as_typed(&prepared);
    }
    Rendered { html, ..writer.found }
}

/// The names a source may mention, each once: ask which of them exist, then [`render`] with the answer.
///
/// Longer than the list of real mentions: of "@Ada Lovelace danke" come `Ada Lovelace danke`, `Ada Lovelace`, `Ada`.
pub fn mention_candidates(source: &str) -> Vec<String> {
    if !source.contains('@') {
        return Vec::new();
    }
    let names = RefCell::new((HashSet::new(), Vec::new()));
    let member = |name: &str| {
        let (seen, list) = &mut *names.borrow_mut();
        if seen.insert(name.to_owned()) {
            list.push(name.to_owned());
        }
        None
    };
    let prepared = parse::prepare(source);
    let links = Links { member: &member, own_host: None };
    let mut writer = Writer::new(&links);
    parse::events(&prepared).for_each(|event| writer.event(event));
    names.into_inner().1
}

/// The way out for sources made to swell: one paragraph, as typed.
fn as_typed(prepared: &str) -> Rendered {
    let mut out = String::from("<p>");
    escape_lines(prepared, &mut out);
    out.push_str("</p>");
    Rendered { html: sanitise(&out), ..Rendered::default() }
}
