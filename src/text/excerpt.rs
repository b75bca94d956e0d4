//! Plain text out of Markdown: for lists, mail, feeds and the search index.

use super::parse;
use pulldown_cmark::{Event, Tag, TagEnd};
use unicode_segmentation::UnicodeSegmentation;

/// The words of a source without its marks: blocks and line breaks become one space, pictures their
/// description, links their text.
pub fn plain(source: &str) -> String {
    let prepared = parse::prepare(source);
    let mut out = String::with_capacity(prepared.len());
    for event in parse::events(&prepared) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                push(&text, &mut out)
            }
            Event::Start(tag) if !is_inline(&tag) => gap(&mut out),
            Event::End(tag) if !is_inline_end(tag) => gap(&mut out),
            Event::SoftBreak | Event::HardBreak | Event::Rule => gap(&mut out),
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The beginning of a source as plain text, at most `most` graphemes with the "…" that shows a cut.
pub fn excerpt(source: &str, most: usize) -> String {
    // Marks and addresses take room of their own; beyond this nothing can reach the excerpt of a real post.
    let enough = most.saturating_mul(16).saturating_add(2_000);
    let head = source.char_indices().nth(enough).map_or(source, |(end, _)| &source[..end]);
    let mut text = plain(head);
    if head.len() < source.len() && text.graphemes(true).nth(most).is_none() {
        text.push_str(" …");
    }
    cut(&text, most)
}

/// Cuts plain text to at most `most` graphemes, at the end of a word where there is one, and adds "…".
pub fn cut(text: &str, most: usize) -> String {
    let text = text.trim();
    if text.grapheme_indices(true).nth(most).is_none() {
        return text.to_owned();
    }
    let end = text.grapheme_indices(true).nth(most.saturating_sub(1)).map_or(text.len(), |(end, _)| end);
    let head = &text[..end];
    let ends_word = text[end..].starts_with(char::is_whitespace);
    let word = if ends_word { Some(end) } else { head.rfind(char::is_whitespace) };
    // A word longer than half the room is cut: better half a word than nearly nothing.
    let end = word.filter(|&at| at * 2 >= end).unwrap_or(end);
    let kept = head[..end]
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '–' | '…'));
    if most == 0 { String::new() } else { format!("{kept}…") }
}

fn push(text: &str, out: &mut String) {
    for c in text.chars() {
        if c.is_whitespace() {
            gap(out);
        } else {
            out.push(c);
        }
    }
}

fn gap(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    is_inline_end(tag.to_end())
}

/// Whether a tag runs within a line of text.
pub(super) fn is_inline_end(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_are_gone_and_words_stay() {
        assert_eq!(
            plain("# Titel\n\nEin **fetter** [Link](https://a.de) und `code`\nneue Zeile"),
            "Titel Ein fetter Link und code neue Zeile"
        );
        assert_eq!(plain("- [x] a\n- b\n\n> c\n\n![Bild](/files/1)"), "a b c Bild");
        assert_eq!(plain("|a|b|\n|-|-|\n|c|d|"), "a b c d");
        assert_eq!(plain("wort**teil** <b>x</b> &amp; y"), "wortteil <b>x</b> & y");
    }

    #[test]
    fn cuts_fall_between_words() {
        assert_eq!(cut("Die Heizung piept", 30), "Die Heizung piept");
        assert_eq!(cut("Die Heizung piept", 17), "Die Heizung piept");
        assert_eq!(cut("Die Heizung piept laut", 15), "Die Heizung…");
        assert_eq!(cut("Die Heizung, piept laut", 14), "Die Heizung…");
        assert_eq!(cut(&"x".repeat(50), 10), format!("{}…", "x".repeat(9)));
        assert_eq!(cut("👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", 2), "👨‍👩‍👧…");
        assert_eq!(cut("abc", 0), "");
    }

    #[test]
    fn long_sources_are_read_only_at_their_start() {
        let long = format!("{} Ende", "wort ".repeat(20_000));
        let text = excerpt(&long, 20);
        assert_eq!(text, "wort wort wort wort…");
        assert!(excerpt(&format!("[]({})  spät", "x".repeat(5_000)), 10).ends_with('…'));
    }

    proptest! {
        #[test]
        fn an_excerpt_is_never_too_long(source in "\\PC{0,200}", most in 0_usize..60) {
            prop_assert!(excerpt(&source, most).graphemes(true).count() <= most);
        }
    }
}
