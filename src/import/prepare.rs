//! Making a piece ready outside of any transaction: Markdown, HTML, language, slugs.

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::html::{self, Home};
use super::markdown_line::escape_start;
use super::piece::{Head, Piece, RawPost, Text, Version};
use super::report::Left;
use super::who::Who;
use crate::config::Limits;
use crate::forum::{Licence, SourceKind};
use crate::ids::Ts;
use crate::text::{self, Links, clean};

/// Signs at the start of a line beyond which it is not looked into what a text means.
const MOST_MARKERS: usize = 40;

/// Part of a thread, ready to be written.
#[derive(Debug, Default)]
#[allow(missing_docs)] // as in `Piece`
pub struct ReadyPiece {
    pub question: i64,
    pub head: Option<ReadyHead>,
    pub posts: Vec<ReadyPost>,
    /// What was left, and why.
    pub left: Vec<(SourceKind, Left)>,
}

/// What is said once of a thread.
#[derive(Debug)]
#[allow(missing_docs)] // as in `Head`
pub struct ReadyHead {
    pub title: String,
    pub slug: String,
    /// Names and slugs.
    pub tags: Vec<(String, String)>,
    pub locked_at: Option<Ts>,
    pub accepted: Option<(i64, Ts)>,
}

/// A post, ready to be written.
#[derive(Debug)]
#[allow(missing_docs)] // as in `RawPost`
pub struct ReadyPost {
    pub kind: SourceKind,
    pub original: i64,
    pub who: Who,
    pub named: Option<String>,
    pub at: Ts,
    pub edited_at: Option<Ts>,
    pub source: String,
    pub html: String,
    pub language: Option<&'static str>,
    /// Earlier texts, and the one of now.
    pub versions: Vec<Version>,
    pub helpful: i64,
    pub is_wiki: bool,
    pub licence: Licence,
    pub to: Option<i64>,
}

/// Makes a piece ready. Without its question a thread is not.
pub fn ready(piece: Piece, home: &Home<'_>, own_host: Option<&str>) -> ReadyPiece {
    let mut ready = ReadyPiece { question: piece.question, ..ReadyPiece::default() };
    let title = piece.head.as_ref().map(|head| head.title.clone());
    for raw in piece.posts {
        let kind = raw.kind;
        match post(raw, title.as_deref(), home, own_host) {
            Ok(post) => ready.posts.push(post),
            Err(why) => ready.left.push((kind, why)),
        }
    }
    if piece.head.is_some() && !ready.posts.iter().any(|post| post.kind == SourceKind::Question) {
        let orphans = ready.posts.drain(..).map(|post| (post.kind, Left::Parent)).collect::<Vec<_>>();
        ready.left.extend(orphans);
        return ready;
    }
    ready.head = piece.head.map(ready_head);
    ready
}

fn ready_head(head: Head) -> ReadyHead {
    let mut tags: Vec<(String, String)> = Vec::with_capacity(head.tags.len());
    for name in head.tags {
        let slug = text::slug(&name);
        if tags.iter().all(|(_, known)| *known != slug) {
            tags.push((name, slug));
        }
    }
    let slug = text::slug(&head.title);
    ReadyHead { slug, title: head.title, tags, locked_at: head.locked_at, accepted: head.accepted }
}

fn post(
    raw: RawPost,
    title: Option<&str>,
    home: &Home<'_>,
    own_host: Option<&str>,
) -> Result<ReadyPost, Left> {
    let mut source = match &raw.text {
        Text::Line(text) => line(text),
        Text::Html(html) => match raw.versions.last().filter(|last| means_the_same(&last.body)) {
            Some(last) => clean::body(&last.body),
            None => clean::body(&html::to_markdown(html, home)),
        },
    };
    if source.trim().is_empty() {
        match title.filter(|_| raw.kind == SourceKind::Question) {
            // Some say everything in the title.
            Some(title) => source = escape_start(title),
            None => return Err(Left::Empty),
        }
    }
    if clean::length(&source) > Limits::BODY_CHARS {
        return Err(Left::Long);
    }
    let rendered = text::render(&source, &Links { member: &|_| None, own_host });
    Ok(ReadyPost {
        kind: raw.kind,
        original: raw.original,
        who: raw.who,
        named: raw.named,
        at: raw.at,
        edited_at: raw.edited_at,
        language: text::guess(&source).map(|guess| guess.tag()),
        html: rendered.html,
        source,
        versions: raw.versions,
        helpful: raw.helpful,
        is_wiki: raw.is_wiki,
        licence: raw.licence,
        to: raw.to,
    })
}

/// A comment: Markdown within a line, but no blocks.
fn line(text: &str) -> String {
    let clean = clean::body(text);
    clean.lines().map(escape_start).collect::<Vec<_>>().join("\n")
}

/// Whether a source written for another renderer means the same here: there HTML is HTML, a line end is a space, and
/// pictures are shown.
fn means_the_same(source: &str) -> bool {
    if source.len() > Limits::BODY_CHARS * 4
        || source.lines().any(|line| line.starts_with(">!") || is_deep(line))
    {
        return false;
    }
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    !Parser::new_ext(source, options).any(|event| {
        matches!(
            event,
            Event::Html(_)
                | Event::InlineHtml(_)
                | Event::SoftBreak
                | Event::TaskListMarker(_)
                | Event::Start(Tag::Image { .. } | Tag::HtmlBlock | Tag::Strikethrough)
        )
    })
}

fn is_deep(line: &str) -> bool {
    let markers = line.bytes().take_while(|byte| b" \t>-+*0123456789.)".contains(byte));
    markers.filter(|byte| !b" \t".contains(byte)).count() > MOST_MARKERS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_kept_where_it_means_the_same() {
        for same in [
            "a *b* [c](https://d.e)",
            "- a\n- b\n\n> q",
            "    code\n    more",
            "a  \nb",
            "[a][1]\n\n[1]: https://b.c",
        ] {
            assert!(means_the_same(same), "{same}");
        }
        for other in ["a<br>b", "<!-- x -->", "a\nb", "![a](https://b.c/d.png)", ">! spoiler", "- [ ] a"] {
            assert!(!means_the_same(other), "{other}");
        }
        assert!(!means_the_same(&">".repeat(50_000)));
    }

    #[test]
    fn comments_have_no_blocks() {
        assert_eq!(line("# 1 `a` [b](https://c.d)"), "\\# 1 `a` [b](https://c.d)");
        assert_eq!(line("- a\n1. b"), "\\- a\n1\\. b");
    }
}
