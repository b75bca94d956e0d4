//! Is a text German or English? Decided by the small words every sentence of the language is built with.
//!
//! Trigram models know a hundred languages and are unsure about a question of ten words; we have two
//! languages and many short questions. A text in a third language has few of these words and stays open.

/// The two languages the community speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guess {
    /// German.
    De,
    /// English.
    En,
}

impl Guess {
    /// The language tag: `de` or `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Guess::De => "de",
            Guess::En => "en",
        }
    }
}

/// Words are counted up to here: enough to be sure, and bounded.
const MOST_WORDS: usize = 500;

/// Words of one language alone. Those of both ("in", "an", "was", "die", "man", "also") are left out.
#[rustfmt::skip]
const GERMAN: &[&str] = &[
    "aber", "alle", "als", "am", "auch", "auf", "aus", "bei", "beim", "bin", "bitte", "da", "danke", "das", "dass",
    "dem", "den", "der", "des", "dich", "dir", "doch", "du", "durch", "ein", "eine", "einem", "einen", "einer",
    "eines", "er", "es", "für", "gibt", "habe", "haben", "hat", "hätte", "hallo", "ich", "ihr", "im", "ist", "ja",
    "jemand", "kann", "kein", "keine", "mehr", "mein", "meine", "meinem", "meinen", "meiner", "mich", "mir", "mit",
    "muss", "nach", "nicht", "nichts", "noch", "nur", "oder", "ohne", "schon", "seit", "sich", "sie", "sind",
    "über", "um", "und", "uns", "vom", "von", "vor", "wann", "warum", "wenn", "wer", "werden", "wie", "wieder",
    "wir", "wird", "wo", "zu", "zum", "zur",
];

#[rustfmt::skip]
const ENGLISH: &[&str] = &[
    "about", "after", "again", "and", "any", "anyone", "are", "as", "at", "be", "been", "but", "by", "can", "could",
    "did", "do", "does", "doesn", "don", "for", "from", "get", "had", "has", "have", "hello", "how", "i", "if",
    "into", "is", "isn", "it", "its", "just", "me", "my", "no", "not", "of", "on", "only", "or", "our", "out",
    "please", "should", "since", "some", "than", "thanks", "that", "the", "their", "them", "then", "there", "these",
    "they", "this", "to", "until", "up", "we", "were", "what", "when", "where", "which", "who", "why", "will",
    "with", "without", "work", "would", "you", "your",
];

/// Guesses the language of a text; `None` when it is too short, mixed, or neither.
///
/// At least two telling words, three times as many as of the other language, and one word in eight.
pub fn guess(text: &str) -> Option<Guess> {
    let (mut german, mut english, mut words) = (0_usize, 0_usize, 0_usize);
    let spoken = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    for word in spoken.take(MOST_WORDS) {
        words += 1;
        if word.len() > 12 {
            continue;
        }
        let word = word.to_lowercase();
        if GERMAN.contains(&word.as_str()) {
            german += 1;
        } else if ENGLISH.contains(&word.as_str()) {
            english += 1;
        }
    }
    let clear = |hits: usize, other: usize| hits >= 2 && hits >= 3 * other && hits * 8 >= words;
    if clear(german, english) {
        Some(Guess::De)
    } else if clear(english, german) {
        Some(Guess::En)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyday_questions_are_recognised() {
        assert_eq!(guess("Meine Heizung piept seit gestern und wird nicht warm"), Some(Guess::De));
        assert_eq!(guess("Wie kann ich das Passwort zurücksetzen?"), Some(Guess::De));
        assert_eq!(guess("How do I reset the password of my router?"), Some(Guess::En));
        assert_eq!(guess("The app crashes when it is in the background"), Some(Guess::En));
    }

    #[test]
    fn doubt_stays_doubt() {
        for text in
            ["", "E17", "Firmware Update", "Bonjour, ma pompe ne marche pas depuis hier", "насос не работает"]
        {
            assert_eq!(guess(text), None, "{text}");
        }
    }

    #[test]
    fn no_word_belongs_to_both() {
        assert!(GERMAN.iter().all(|word| !ENGLISH.contains(word)));
    }
}
