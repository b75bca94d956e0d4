//! Words of a made-up community: a vocabulary that is used as unevenly as real ones are, the same every time.

use std::fmt::Write as _;

use lotse::text::{self, Links};

/// Words there are. The commonest stands in most posts, the rarest in a few of a million.
pub const WORDS: u64 = 20_000;
/// Starts, middles and ends of words.
const STARTS: [&str; 20] = [
    "b", "br", "d", "dr", "f", "fl", "g", "gr", "h", "k", "kl", "l", "m", "n", "p", "pl", "r", "st", "t", "w",
];
const MIDDLES: [&str; 10] = ["a", "e", "i", "o", "u", "ai", "au", "ea", "ie", "oo"];
const ENDS: [&str; 10] = ["ck", "l", "m", "n", "nd", "p", "r", "sh", "t", "x"];
/// What makes a text look like one of a forum: code, lists, quotes, links.
const SHAPES: [&str; 8] = [
    "Here is what the display says: `E7 / 34`.",
    "- switch it off\n- open the lid\n- turn the screw **once** to the left",
    "> It began after the last descaling\n\nThen the valve is likely shut.",
    "See [page 14 of the manual](https://example.org/manual) for the reset.",
    "Mine did the same; the seal was worn and cost next to nothing.",
    "Does it happen with cold water as well, or only after the first cup?",
    "```\n12:04 boiler 93.2\n12:05 boiler 91.0\n```",
    "Thank you, that was it.",
];

/// Numbers that look random and are the same every time (SplitMix64, Steele and others 2014).
pub struct Dice(u64);

impl Dice {
    /// One whose numbers differ from those of every other seed.
    pub fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0xD134_2543_DE82_EF95) ^ 0x5851_F42D_4C95_7F2D)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 to below `end`, evenly.
    pub fn below(&mut self, end: i64) -> i64 {
        (self.next() % end.max(1) as u64) as i64
    }

    /// The number of a word: how often each comes falls with its number, as in real texts (Zipf's law).
    pub fn word(&mut self) -> u64 {
        let evenly = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        (evenly * (WORDS as f64).ln()).exp() as u64 - 1
    }
}

/// The word with this number.
pub fn word(number: u64) -> String {
    let (first, rest) = (number % 2_000, number / 2_000);
    let pick = |list: &[&'static str], n: u64| list[(n % list.len() as u64) as usize];
    let mut out = String::new();
    let _ = write!(out, "{}{}{}", pick(&STARTS, first), pick(&MIDDLES, first / 20), pick(&ENDS, first / 200));
    if rest > 0 {
        let _ = write!(out, "{}{}", pick(&MIDDLES, rest), pick(&ENDS, rest + first));
    }
    out
}

fn sentence(dice: &mut Dice, words: i64) -> String {
    let words: Vec<String> = (0..words).map(|_| word(dice.word())).collect();
    format!("{}.", words.join(" "))
}

/// The title of a thread.
pub fn title(dice: &mut Dice) -> String {
    let words: Vec<String> = (0..4 + dice.below(5)).map(|_| word(dice.word())).collect();
    words.join(" ")
}

/// A post's Markdown and HTML, about 450 characters.
pub fn body(dice: &mut Dice) -> (String, String) {
    let mut parts = vec![sentence(dice, 8)];
    for _ in 0..2 + dice.below(3) {
        parts.push(SHAPES[dice.below(SHAPES.len() as i64) as usize].to_owned());
        let length = 10 + dice.below(25);
        parts.push(sentence(dice, length));
    }
    let source = parts.join("\n\n");
    let html = text::render(&source, &Links::NONE).html;
    (source, html)
}

/// Pairs of words as people search for them, neither the commonest nor the rarest.
pub fn searches(count: u64) -> Vec<String> {
    let mut dice = Dice::new(77);
    let mut middle = || loop {
        let number = dice.word();
        if number >= 20 {
            return word(number);
        }
    };
    (0..count).map(|_| format!("{} {}", middle(), middle())).collect()
}
