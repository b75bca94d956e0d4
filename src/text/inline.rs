//! What hides in plain text: bare addresses, and mentions of members.

use linkify::{LinkFinder, LinkKind};
use unicode_normalization::char::is_combining_mark;

/// A piece of a text; all pieces joined are the text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Nothing special.
    Text(&'t str),
    /// A bare address starting with `http://`, `https://` or `www.`.
    Url(&'t str),
    /// `@name` of somebody who exists.
    Mention { name: &'t str, href: String },
}

/// Words a mentioned name may have ("@Nautilus 417").
const MOST_WORDS: usize = 3;
/// Characters looked at behind an `@`; longer than any name.
const MOST_CHARS: usize = 40;

/// Cuts a text into pieces. `member` tells the path of a member's page, or that there is nobody of that
/// name; of several names that fit, the longest is taken.
pub(super) fn pieces<'t>(text: &'t str, member: &mut dyn FnMut(&str) -> Option<String>) -> Vec<Piece<'t>> {
    let mut out = Vec::new();
    let mut rest = 0;
    if text.contains("://") || text.contains("www.") {
        let mut finder = LinkFinder::new();
        finder.kinds(&[LinkKind::Url]).url_must_have_scheme(false);
        for link in finder.links(text).filter(|link| is_web(link.as_str())) {
            mentions(&text[rest..link.start()], member, &mut out);
            out.push(Piece::Url(link.as_str()));
            rest = link.end();
        }
    }
    mentions(&text[rest..], member, &mut out);
    out
}

fn is_web(link: &str) -> bool {
    let starts = |with: &str| link.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    starts("http://") || starts("https://") || starts("www.")
}

fn mentions<'t>(text: &'t str, member: &mut dyn FnMut(&str) -> Option<String>, out: &mut Vec<Piece<'t>>) {
    let mut rest = 0;
    for (at, _) in text.match_indices('@') {
        let starts_word =
            text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && !"@/_".contains(c));
        if at < rest || !starts_word {
            continue;
        }
        let after = &text[at + 1..];
        let found = name_ends(after).into_iter().rev().find_map(|end| Some((end, member(&after[..end])?)));
        if let Some((end, href)) = found {
            push_text(&text[rest..at], out);
            out.push(Piece::Mention { name: &after[..end], href });
            rest = at + 1 + end;
        }
    }
    push_text(&text[rest..], out);
}

fn push_text<'t>(text: &'t str, out: &mut Vec<Piece<'t>>) {
    if !text.is_empty() {
        out.push(Piece::Text(text));
    }
}

/// The places where a name that starts here may end, ascending: after each word, with and without the
/// punctuation behind it ("@ada." may be "ada." or "ada" at the end of a sentence; "@ada's" may be "ada").
fn name_ends(after: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut end = 0;
    let mut words = 1;
    let mut last = ' ';
    for (at, c) in after.char_indices().take(MOST_CHARS) {
        let joins = matches!(c, '_' | '.' | '-' | '\'' | '’');
        if c.is_alphanumeric() || (at > 0 && (joins || is_combining_mark(c))) {
            if joins && is_word(last) {
                ends.push(at);
            }
            end = at + c.len_utf8();
        } else if c == ' ' && last != ' ' && words < MOST_WORDS {
            ends.push(end);
            words += 1;
        } else {
            break;
        }
        last = c;
    }
    ends.push(end);
    ends.retain(|&end| end > 0);
    ends.dedup();
    ends
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let mut known = |name: &str| {
            ["ada", "Ada L", "Nautilus 417", "o.k", "jürgen", "max"]
                .contains(&name)
                .then(|| format!("/u/{name}"))
        };
        let show = |piece| match piece {
            Piece::Text(text) => text.to_owned(),
            Piece::Url(url) => format!("<{url}>"),
            Piece::Mention { name, .. } => format!("[{name}]"),
        };
        pieces(text, &mut known).into_iter().map(show).collect()
    }

    #[test]
    fn members_are_mentioned_by_their_whole_name() {
        assert_eq!(shown("@ada."), "[ada].");
        assert_eq!(shown("Danke,@ada’s Tipp"), "Danke,[ada]’s Tipp");
        assert_eq!(shown("@Nautilus 417 danke"), "[Nautilus 417] danke");
        assert_eq!(shown("@Ada L."), "[Ada L].");
        assert_eq!(shown("(@o.k)"), "([o.k])");
        assert_eq!(shown("@jürgen @max"), "[jürgen] [max]");
        assert_eq!(shown("@@ada @ada"), "@@ada [ada]");
    }

    #[test]
    fn others_are_not_mentioned() {
        for text in ["me@ada", "a@ada.de", "@adam", "@nobody", "@", "@ ada", "_@ada", "x/@ada", "ü@ada"] {
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn bare_addresses_are_found_without_the_sentence_around_them() {
        assert_eq!(shown("siehe https://a.de/b_(c), oder"), "siehe <https://a.de/b_(c)>, oder");
        assert_eq!(shown("www.example.com."), "<www.example.com>.");
        assert_eq!(
            shown("main.rs und ftp://a.de und javascript://a.de"),
            "main.rs und ftp://a.de und javascript://a.de"
        );
        assert_eq!(shown("https://social.example/@ada"), "<https://social.example/@ada>");
    }
}
