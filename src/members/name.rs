//! Display names: who may be called what.
//!
//! A name is what people trust beside an answer, so nobody may look like somebody else, like the
//! company, or like something to click on. Two names that could be taken for each other have the same
//! [`Name::key`], and the key is unique in the table.

mod propose;
mod reserved;
#[cfg(test)]
mod tests;

pub use propose::{is_proposed, propose};

use crate::text::fold;
use reserved::{has_dotted_word, is_reserved, looks_like_address};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_security::confusable_detection::skeleton;
use unicode_security::{GeneralSecurityProfile, RestrictionLevel, RestrictionLevelDetection};
use unicode_segmentation::UnicodeSegmentation;

/// Shortest and longest name, in graphemes (what a reader counts as letters).
const LENGTH: std::ops::RangeInclusive<usize> = 2..=30;
/// Combining marks on one letter, after composition.
const MOST_MARKS: usize = 3;
/// From this many digits on a name may be somebody's telephone number.
const PHONE_DIGITS: usize = 7;

/// A name that may be used, if nobody has its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As it is shown: composed (NFC), with plain apostrophes and single spaces.
    pub shown: String,
    /// What must be unique: the same for all names that look alike.
    pub key: String,
}

/// Why a name cannot be used; the first reason found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameProblem {
    /// Fewer than 2 letters, or nothing.
    TooShort,
    /// More than 30 letters.
    TooLong,
    /// Only digits or signs.
    NoLetter,
    /// A sign that names do not have (emoji, symbols, punctuation).
    Character,
    /// Something nobody sees: controls, direction marks, zero-width characters.
    Invisible,
    /// Starts or ends with a separator other than a space.
    Edge,
    /// Two separators in a row.
    Doubled,
    /// Scripts that are not written together.
    Mixed,
    /// A mail address, web address, domain or telephone number.
    Address,
    /// A full stop right before a word, as in a domain.
    Dotted,
    /// Sounds like the company, the software, or nobody in particular.
    Reserved,
}

impl NameProblem {
    /// Every problem, for tests of the texts.
    pub const ALL: [NameProblem; 11] = [
        NameProblem::TooShort,
        NameProblem::TooLong,
        NameProblem::NoLetter,
        NameProblem::Character,
        NameProblem::Invisible,
        NameProblem::Edge,
        NameProblem::Doubled,
        NameProblem::Mixed,
        NameProblem::Address,
        NameProblem::Dotted,
        NameProblem::Reserved,
    ];

    /// The key of the message that tells what to change.
    pub fn key(self) -> &'static str {
        match self {
            NameProblem::TooShort => "name-too-short",
            NameProblem::TooLong => "name-too-long",
            NameProblem::NoLetter => "name-no-letter",
            NameProblem::Character => "name-character",
            NameProblem::Invisible => "name-invisible",
            NameProblem::Edge => "name-edge",
            NameProblem::Doubled => "name-doubled",
            NameProblem::Mixed => "name-mixed",
            NameProblem::Address => "name-address",
            NameProblem::Dotted => "name-dotted",
            NameProblem::Reserved => "name-reserved",
        }
    }
}

/// Checks a name against every rule but uniqueness.
pub fn check(name: &str) -> Result<Name, NameProblem> {
    check_beside(name, &[])
}

/// Like [`check`], with further reserved names: the community's and the company's own.
pub fn check_beside(name: &str, reserved: &[&str]) -> Result<Name, NameProblem> {
    let name = name.trim_matches([' ', '\t', '\r', '\n']);
    // Far too long: not worth a closer look, and it bounds everything below.
    if name.len() > 1_000 {
        return Err(NameProblem::TooLong);
    }
    let shown = name.nfc().map(|c| if c == '’' { '\'' } else { c }).collect::<String>();
    if looks_like_address(&shown) {
        return Err(NameProblem::Address);
    }
    check_characters(&shown)?;
    let length = shown.graphemes(true).count();
    if length < *LENGTH.start() {
        return Err(NameProblem::TooShort);
    }
    if length > *LENGTH.end() {
        return Err(NameProblem::TooLong);
    }
    if !shown.chars().any(char::is_alphabetic) {
        return Err(NameProblem::NoLetter);
    }
    check_separators(&shown)?;
    if has_dotted_word(&shown) {
        return Err(NameProblem::Dotted);
    }
    let letters = shown.chars().filter(|&c| !is_separator(c)).collect::<String>();
    if !letters.as_str().check_restriction_level(RestrictionLevel::HighlyRestrictive) {
        return Err(NameProblem::Mixed);
    }
    if is_reserved(&shown, reserved) {
        return Err(NameProblem::Reserved);
    }
    let key = key(&shown);
    // Names of nothing but marks that compare away would all be one.
    if key.is_empty() { Err(NameProblem::NoLetter) } else { Ok(Name { shown, key }) }
}

/// The form under which look-alikes meet, also for finding a member by a typed name: case, width, accents'
/// composition, separators and confusable letters (Unicode TR 39) make no difference.
///
/// `i`, `l` and `1` count as one, because a capital I is a small l in most fonts.
pub fn key(name: &str) -> String {
    let mut key = fold(name);
    // The skeleton of a letter may be a capital, whose skeleton is another letter: repeat until nothing moves.
    for _ in 0..4 {
        let bones = key.chars().filter(|&c| !is_separator(c)).collect::<String>();
        let next = fold(&skeleton(&bones).collect::<String>()).replace('i', "l");
        if next == key {
            break;
        }
        key = next;
    }
    key.retain(|c| !is_separator(c));
    key
}

fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '_' | '.' | '-' | '\'')
}

fn check_characters(name: &str) -> Result<(), NameProblem> {
    let mut marks = MOST_MARKS;
    for c in name.chars() {
        if is_unseen(c) {
            return Err(NameProblem::Invisible);
        }
        if is_combining_mark(c) {
            marks += 1;
            if marks > MOST_MARKS {
                return Err(NameProblem::Character);
            }
        } else {
            // A separator carries no marks; a letter does.
            marks = if is_separator(c) { MOST_MARKS } else { 0 };
        }
        let is_letter =
            (c.is_alphanumeric() || is_combining_mark(c)) && GeneralSecurityProfile::identifier_allowed(c);
        if !is_letter && !is_separator(c) {
            return Err(NameProblem::Character);
        }
    }
    Ok(())
}

fn is_unseen(c: char) -> bool {
    c.is_control()
        || (c.is_whitespace() && c != ' ')
        || matches!(
            c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
                | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}'
                | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFF}' | '\u{E0000}'..='\u{E0FFF}'
        )
}

fn check_separators(name: &str) -> Result<(), NameProblem> {
    if name.starts_with(is_separator) || name.ends_with(is_separator) {
        return Err(NameProblem::Edge);
    }
    let mut before = 'x';
    for c in name.chars() {
        // "Dr. No" and "Ada L. King": a full stop may be followed by a space.
        if is_separator(c) && is_separator(before) && !(before == '.' && c == ' ') {
            return Err(NameProblem::Doubled);
        }
        before = c;
    }
    Ok(())
}
