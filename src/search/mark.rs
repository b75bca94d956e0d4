//! Excerpts: the place of a text that fits best, with the words marked.

use std::ops::Range;

use tantivy::tokenizer::TextAnalyzer;

use super::fields::{LANGUAGES, analyzer};
use super::query::{Fit, slips};
use super::words::Typed;

/// Bytes of a text that are looked at: beyond, the beginning is shown.
const LOOKED_AT: usize = 20_000;

/// A piece of an excerpt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Plain text, to be escaped.
    pub text: String,
    /// One of the words looked for.
    pub is_match: bool,
}

/// Knows the words of a query in texts.
pub struct Marker {
    analyzers: [TextAnalyzer; 2],
    /// Stems with their part, by language.
    stems: [Vec<(String, usize)>; 2],
    /// What the last word begins with, while it is typed.
    begun: Option<(String, usize)>,
    near: bool,
}

impl Marker {
    /// Marks the words of this query.
    pub fn new(typed: &Typed, fit: Fit) -> Marker {
        let mut stems = [Vec::new(), Vec::new()];
        let mut begun = None;
        for (place, part) in typed.wanted().enumerate() {
            begun = (fit == Fit::Begun && !part.is_phrase).then(|| (part.text.to_lowercase(), place));
            if part.is_little {
                continue;
            }
            for (known, stems) in part.stems.iter().zip(&mut stems) {
                stems.extend(known.iter().map(|(_, stem)| (stem.clone(), place)));
            }
        }
        Marker { analyzers: LANGUAGES.map(analyzer), stems, begun, near: fit == Fit::Near }
    }

    /// The whole text in pieces.
    pub fn mark(&mut self, text: &str) -> Vec<Piece> {
        let matches = self.matches(text);
        pieces(text, 0..text.len(), &matches)
    }

    /// The part of the text with most of the words, about `most` bytes long, at the ends of words; its beginning where
    /// there are none.
    pub fn excerpt(&mut self, text: &str, most: usize) -> Vec<Piece> {
        let matches = self.matches(text);
        let range = best_range(text, &matches, most);
        let mut pieces = pieces(text, range.clone(), &matches);
        if range.start > 0 {
            pieces.insert(0, Piece { text: "… ".to_owned(), is_match: false });
        }
        if range.end < text.len() {
            pieces.push(Piece { text: " …".to_owned(), is_match: false });
        }
        pieces
    }

    /// How many different words of the query stand in the text.
    pub fn parts_in(&mut self, text: &str) -> usize {
        let mut parts: Vec<usize> = self.matches(text).into_iter().map(|(_, part)| part).collect();
        parts.sort_unstable();
        parts.dedup();
        parts.len()
    }

    /// Where the words stand, with their parts, in their order.
    fn matches(&mut self, text: &str) -> Vec<(Range<usize>, usize)> {
        let head = &text[..text.floor_char_boundary(LOOKED_AT)];
        let mut found: Vec<(Range<usize>, usize)> = Vec::new();
        for (analyzer, stems) in self.analyzers.iter_mut().zip(&self.stems) {
            let mut stream = analyzer.token_stream(head);
            while stream.advance() {
                let token = stream.token();
                let range = token.offset_from..token.offset_to;
                let known = stems.iter().find(|(stem, _)| is_like(stem, &token.text, self.near));
                let begun = self.begun.as_ref().filter(|(begun, _)| {
                    head.get(range.clone()).is_some_and(|word| word.to_lowercase().starts_with(begun))
                });
                found.extend(known.or(begun).map(|(_, part)| (range, *part)));
            }
        }
        found.sort_by_key(|(range, _)| (range.start, range.end));
        found.dedup_by_key(|(range, _)| range.start);
        found
    }
}

/// Whether two stems are the same, or may be mistyped for one another.
fn is_like(wanted: &str, found: &str, near: bool) -> bool {
    if wanted == found {
        return true;
    }
    near && slips(wanted.chars().count()).is_some_and(|most| is_within(wanted, found, usize::from(most)))
}

/// Whether at most so many letters have to be added, left out, changed or swapped.
fn is_within(a: &str, b: &str, most: usize) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > most {
        return false;
    }
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut cost = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i - 1] == *y && *x == b[j - 1] {
                cost = cost.min(before[j - 1] + 1);
            }
            row.push(cost);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().is_some_and(|cost| *cost <= most)
}

/// The range with the most different words, then the most words; it begins a little before the first of them.
fn best_range(text: &str, matches: &[(Range<usize>, usize)], most: usize) -> Range<usize> {
    let mut best = (0, 0, 0..0);
    let mut end = 0;
    for (start, (first, _)) in matches.iter().enumerate() {
        end = end.max(start);
        while end < matches.len() && matches[end].0.end <= first.start + most * 3 / 4 {
            end += 1;
        }
        let inside = &matches[start..end];
        let mut parts: Vec<usize> = inside.iter().map(|(_, part)| *part).collect();
        parts.sort_unstable();
        parts.dedup();
        if (parts.len(), inside.len()) > (best.0, best.1) {
            best = (parts.len(), inside.len(), first.clone());
        }
    }
    let from = best.2.start.saturating_sub(most / 4);
    let start = if from == 0 { 0 } else { word_start(text, from, best.2.start) };
    let end = text.floor_char_boundary((start + most).min(text.len()));
    start..word_end(text, start, end)
}

/// The beginning of a sentence or word after `from`, before `first`.
fn word_start(text: &str, from: usize, first: usize) -> usize {
    let from = text.ceil_char_boundary(from);
    let before = text.get(from..first).unwrap_or_default();
    let sentence = before.rfind(['.', '!', '?']).map(|at| at + 1);
    let word = sentence.or_else(|| before.find(' '));
    let start = from + word.unwrap_or_default();
    start + text[start..].len() - text[start..].trim_start().len()
}

fn word_end(text: &str, start: usize, end: usize) -> usize {
    if end == text.len() {
        return end;
    }
    // A word longer than half the room is cut.
    match text[start..end].rfind(' ') {
        Some(at) if at > (end - start) / 2 => start + at,
        _ => end,
    }
}

fn pieces(text: &str, range: Range<usize>, matches: &[(Range<usize>, usize)]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = range.start;
    let mut push = |text: &str, is_match| {
        if !text.is_empty() {
            pieces.push(Piece { text: text.to_owned(), is_match });
        }
    };
    for (found, _) in matches {
        if found.start < at || found.end > range.end {
            continue;
        }
        push(&text[at..found.start], false);
        push(&text[found.clone()], true);
        at = found.end;
    }
    push(&text[at..range.end], false);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(typed: &str, fit: Fit, text: &str, most: usize) -> String {
        let pieces = Marker::new(&Typed::read(typed), fit).excerpt(text, most);
        pieces.iter().map(|p| if p.is_match { format!("[{}]", p.text) } else { p.text.clone() }).collect()
    }

    #[test]
    fn words_are_marked_in_all_their_forms() {
        assert_eq!(shown("haus", Fit::All, "Die Häuser am Hang", 100), "Die [Häuser] am Hang");
        assert_eq!(shown("<b>", Fit::All, "a <b> c", 100), "a <[b]> c");
        assert_eq!(shown("heizng", Fit::Near, "Die Heizung piept", 100), "Die [Heizung] piept");
        assert_eq!(shown("die hei", Fit::Begun, "Die Heizung piept", 100), "Die [Heizung] piept");
        assert_eq!(shown("anderes", Fit::All, "Die Heizung piept", 100), "Die Heizung piept");
    }

    #[test]
    fn the_best_place_is_shown() {
        let text =
            format!("{}Davor. Das Ventil klemmt bei Frost. {}", "Füllwort ".repeat(60), "Danach ".repeat(60));
        let excerpt = shown("ventil frost", Fit::All, &text, 80);
        assert!(excerpt.contains("Das [Ventil] klemmt bei [Frost]."), "{excerpt}");
        assert!(excerpt.starts_with("… ") && excerpt.ends_with(" …"), "{excerpt}");
        assert!(excerpt.len() < 120, "{excerpt}");
    }

    #[test]
    fn letters_of_many_bytes_are_never_cut() {
        for most in 0..40 {
            shown("ö", Fit::All, &"äöü🦀 ".repeat(20), most);
            shown("x", Fit::All, &"🦀".repeat(30), most);
        }
    }

    #[test]
    fn slips_of_the_finger() {
        assert!(is_within("heizung", "heizng", 1));
        assert!(is_within("heizung", "hiezung", 1));
        assert!(!is_within("heizung", "kessel", 2));
    }
}
