//! What somebody typed, as words, phrases and words not wanted. Anything may be typed; nothing of it is a mistake.

use tantivy::tokenizer::TextAnalyzer;

use super::fields::{LANGUAGES, analyzer};

/// Characters of a query that are looked at.
pub const CHARS: usize = 300;
/// Words of a query that count, each of a phrase too.
const WORDS: usize = 16;

/// Little words that need not be in a post, besides those that the index leaves out: those questions are made of.
#[rustfmt::skip]
const LITTLE: &[&str] = &[
    "about", "after", "all", "am", "any", "anyone", "been", "can", "cannot", "cant", "could", "did", "do", "does", "doesn",
    "don", "from", "get", "got", "had", "has", "have", "help", "how", "i", "im", "isn", "just", "me", "my", "need", "our",
    "out", "please", "should", "so", "some", "than", "thanks", "them", "up", "us", "use", "using", "want", "we", "what",
    "when", "where", "which", "who", "why", "would", "you", "your",
    "bitte", "danke", "geht", "gibt", "hallo", "kriege", "jemand", "warum", "wer", "wieso", "weshalb", "wann",
    "mal", "schon", "seit", "beim", "etwas",
];

/// One thing a query asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The words as typed: one, or those of a phrase.
    pub text: String,
    /// In this order, one right after the other.
    pub is_phrase: bool,
    /// Must not be there.
    pub is_excluded: bool,
    /// One of those words that every question is made of.
    pub is_little: bool,
    /// Their stems in each of [`LANGUAGES`], with their places.
    pub stems: [Vec<(usize, String)>; 2],
}

/// A query taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Its parts, in their order.
    pub parts: Vec<Part>,
    /// What of it was looked at, cleaned.
    pub text: String,
}

impl Typed {
    /// Takes a query apart.
    pub fn read(typed: &str) -> Typed {
        let text = clean(typed);
        let mut analyzers = LANGUAGES.map(analyzer);
        let mut parts = Vec::new();
        let mut left = WORDS;
        for (text, is_phrase, is_excluded) in pieces(&text) {
            for text in if is_phrase { vec![text] } else { words(text) } {
                let stems = stems(&mut analyzers, text);
                let count = stems.iter().map(Vec::len).max().unwrap_or_default().max(1);
                if left < count {
                    break;
                }
                left -= count;
                let is_little = !is_phrase && is_little(text, &stems);
                let text = text.to_owned();
                parts.push(Part { text, is_phrase, is_excluded, is_little, stems });
            }
        }
        // A question of little words alone means them.
        if parts.iter().filter(|part| !part.is_excluded).all(|part| part.is_little) {
            parts.iter_mut().for_each(|part| part.is_little = false);
        }
        parts.retain(|part| part.stems.iter().any(|stems| !stems.is_empty()));
        Typed { parts, text }
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        !self.parts.iter().any(|part| !part.is_excluded)
    }

    /// The words asked for, without those of one language alone being told apart.
    pub fn wanted(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| !part.is_excluded)
    }
}

/// The beginning, on one line, without what cannot be seen.
fn clean(typed: &str) -> String {
    let seen: String = typed.chars().take(CHARS).map(|c| if c.is_control() { ' ' } else { c }).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Phrases in quotes of any kind, and the rest: with whether it is a phrase, and whether it is not wanted.
fn pieces(text: &str) -> Vec<(&str, bool, bool)> {
    let is_quote = |c: char| matches!(c, '"' | '„' | '“' | '”' | '«' | '»');
    let mut pieces = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let (is_excluded, start) = match rest.strip_prefix(['-', '–']) {
            Some(after) if after.starts_with(|c: char| c.is_alphanumeric() || is_quote(c)) => (true, after),
            _ => (false, rest),
        };
        let Some(first) = start.chars().next() else { return pieces };
        if is_quote(first) {
            let inside = &start[first.len_utf8()..];
            let (phrase, after) = match inside.find(is_quote) {
                Some(end) => (&inside[..end], inside[end..].trim_start_matches(is_quote)),
                // Never closed: ordinary words.
                None => {
                    rest = inside;
                    continue;
                }
            };
            pieces.push((phrase, phrase.split_whitespace().nth(1).is_some(), is_excluded));
            rest = after;
        } else {
            let end = start.find(|c: char| c == ' ' || is_quote(c)).unwrap_or(start.len());
            pieces.push((&start[..end], false, is_excluded));
            rest = &start[end..];
        }
    }
}

/// The words of a piece: "E-Bike" is two.
fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

fn stems(analyzers: &mut [TextAnalyzer; 2], text: &str) -> [Vec<(usize, String)>; 2] {
    let mut stems = [Vec::new(), Vec::new()];
    for (analyzer, stems) in analyzers.iter_mut().zip(&mut stems) {
        let mut stream = analyzer.token_stream(text);
        while stream.advance() {
            stems.push((stream.token().position, stream.token().text.clone()));
        }
    }
    stems
}

/// A word that one of the languages leaves out is none that a post must have.
fn is_little(text: &str, stems: &[Vec<(usize, String)>; 2]) -> bool {
    stems.iter().any(Vec::is_empty) || LITTLE.contains(&text.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(typed: &str) -> Vec<String> {
        let show = |part: &Part| {
            let sign = if part.is_excluded { "-" } else { "" };
            let quote = if part.is_phrase { "\"" } else { "" };
            let little = if part.is_little { "~" } else { "" };
            format!("{sign}{quote}{}{quote}{little}", part.text)
        };
        Typed::read(typed).parts.iter().map(show).collect()
    }

    #[test]
    fn words_phrases_and_exclusions() {
        assert_eq!(shown("Akku lädt nicht"), ["Akku", "lädt", "nicht~"]);
        assert_eq!(shown("\"kalt starten\" -Rückruf"), ["\"kalt starten\"", "-Rückruf"]);
        assert_eq!(shown("„kalt starten“ E-Bike"), ["\"kalt starten\"", "E", "Bike"]);
        assert_eq!(shown("-\"kalt starten\" Motor"), ["-\"kalt starten\"", "Motor"]);
    }

    #[test]
    fn a_question_of_little_words_means_them() {
        assert_eq!(shown("how do I"), ["how", "do", "I"]);
        assert_eq!(shown("how do I reset"), ["how~", "do~", "I~", "reset"]);
    }

    #[test]
    fn anything_may_be_typed() {
        for odd in [
            "",
            "  ",
            "\"",
            "\"\"",
            "-",
            "--",
            "- a",
            "(((((",
            "a AND OR NOT",
            "title:x",
            "*",
            "\u{0}\u{1}",
            "🦀",
            "/.*/",
            "\\",
            "«»",
            "\"-",
        ] {
            Typed::read(odd);
        }
        assert!(Typed::read("  \u{7} ").is_empty());
        assert!(Typed::read("-nur").is_empty());
        assert_eq!(shown("akku\u{0}laden"), ["akku", "laden"]);
        let long = Typed::read(&"wort ".repeat(2_000));
        assert_eq!(long.parts.len(), WORDS);
        assert_eq!(Typed::read(&"x".repeat(10_000)).text.len(), CHARS);
    }
}
