//! What a password may be: long, and not easy to guess.
//!
//! NIST SP 800-63B-4: at least 15 characters where the password is the only factor, no rules about
//! which kinds of characters, common ones refused. There is no published list of common passwords of
//! that length, so besides our own list the *worth* of a password is counted: predictable pieces
//! (runs, keyboard walks, dates, repeats, well-known words, words about the member or the site) count
//! as one or two characters however long they are; what is left must still be worth something.

use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::password_worth::worth;

/// Fewest characters.
pub const MIN_CHARS: usize = 15;
/// Most characters.
pub const MAX_CHARS: usize = 256;
/// Most bytes, before normalising.
pub const MAX_BYTES: usize = 1024;

/// Shortest word of the context that counts.
const MIN_CONTEXT_WORD: usize = 3;
/// Characters a password must be worth after predictable pieces are counted as one or two.
const MIN_WORTH: usize = 10;
/// Why a password is refused; each is one sentence for the person who chose it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordProblem {
    /// Fewer than [`MIN_CHARS`] characters.
    #[error("the password has fewer than {MIN_CHARS} characters")]
    TooShort,
    /// More than [`MAX_CHARS`] characters or [`MAX_BYTES`] bytes.
    #[error("the password has more than {MAX_CHARS} characters")]
    TooLong,
    /// Repeats, sequences, keyboard walks, dates.
    #[error("the password is a pattern")]
    Pattern,
    /// Among the first that anybody would try.
    #[error("the password is a common one")]
    Common,
    /// Mostly the site's name, the member's name or their address.
    #[error("the password is made of names known to others")]
    AboutYou,
}

impl PasswordProblem {
    /// The Fluent message that explains it and says what to do.
    pub fn key(self) -> &'static str {
        match self {
            Self::TooShort => "password-too-short",
            Self::TooLong => "password-too-long",
            Self::Pattern => "password-pattern",
            Self::Common => "password-common",
            Self::AboutYou => "password-about-you",
        }
    }

    /// The numbers that message mentions, by argument name.
    pub fn args(self) -> Vec<(&'static str, usize)> {
        match self {
            Self::TooShort => vec![("characters", MIN_CHARS)],
            Self::TooLong => vec![("characters", MAX_CHARS)],
            _ => Vec::new(),
        }
    }
}

/// Refuses a password that is too short, too long or easy to guess.
///
/// `context_words` are what others know: the site's name, the display name, the part of the address
/// before the @. Their parts count too ("anna.schmidt" is also "anna" and "schmidt").
pub fn check_rules(password: &str, context_words: &[&str]) -> Result<(), PasswordProblem> {
    if password.len() > MAX_BYTES {
        return Err(PasswordProblem::TooLong);
    }
    let normal: String = password.nfkc().collect();
    match normal.chars().count() {
        count if count < MIN_CHARS => return Err(PasswordProblem::TooShort),
        count if count > MAX_CHARS => return Err(PasswordProblem::TooLong),
        _ => {}
    }
    let typed: Vec<char> = normal.chars().flat_map(char::to_lowercase).collect();
    // Seen without separators too, unless separators are most of it.
    let squeezed: Vec<char> = typed.iter().copied().filter(|c| c.is_alphanumeric()).collect();
    let context = context_parts(context_words);
    let views = [Some(&typed), Some(&squeezed).filter(|text| text.len() * 2 >= typed.len())];
    let is_worthless =
        |words: &[Vec<char>]| views.into_iter().flatten().any(|text| worth(text, words) < MIN_WORTH);
    if is_worthless(&[]) {
        return Err(PasswordProblem::Pattern);
    }
    if COMMON.contains(&squeezed) {
        return Err(PasswordProblem::Common);
    }
    if is_worthless(&context) {
        return Err(PasswordProblem::AboutYou);
    }
    let known: Vec<_> = WORDS.iter().chain(&context).cloned().collect();
    if is_worthless(&known) {
        return Err(PasswordProblem::Common);
    }
    Ok(())
}

/// Common passwords of 15 and more characters, without separators; one a line.
static COMMON: LazyLock<HashSet<Vec<char>>> = LazyLock::new(|| {
    include_str!("common_passwords.txt")
        .lines()
        .map(|line| line.chars().filter(|c| c.is_alphanumeric()).collect())
        .collect()
});

/// Words that common passwords are made of.
static WORDS: LazyLock<Vec<Vec<char>>> = LazyLock::new(|| {
    include_str!("common_words.txt").split_whitespace().map(|word| word.chars().collect()).collect()
});

fn context_parts(words: &[&str]) -> Vec<Vec<char>> {
    let mut parts = Vec::new();
    for word in words {
        let lower: String = word.nfkc().flat_map(char::to_lowercase).collect();
        parts.push(lower.chars().filter(|c| c.is_alphanumeric()).collect());
        parts.extend(lower.split(|c: char| !c.is_alphabetic()).map(|part| part.chars().collect()));
    }
    parts.retain(|part: &Vec<char>| part.len() >= MIN_CONTEXT_WORD);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(password: &str) -> Result<(), PasswordProblem> {
        check_rules(password, &["Hafenforum", "Anna Schmidt", "anna.schmidt77"])
    }

    #[test]
    fn sentences_and_random_texts_are_welcome() {
        for good in [
            "purple tractor under seven blankets",
            "der Kahn legt um halb sechs ab",
            "kX9#vTq2!mLp7wZ",
            "Vier Möwen tragen gelbe Stiefel",
            "we moved the sofa twice in march",
            "we were free to see the deer here",
            "зимой мы едем к морю",
            "窓の外に小さな灯台が見えますね",
            "!§$%&/()=?*+#'-_:;<>|",
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(check("kX9#vTq2!mLp7w"), Err(PasswordProblem::TooShort));
        assert_eq!(check("äöüßÄÖÜéèêçñåø"), Err(PasswordProblem::TooShort));
        assert_eq!(check(&"kX9#vTq2! ".repeat(26)), Err(PasswordProblem::TooLong));
        assert_eq!(check(&"🦀".repeat(257)), Err(PasswordProblem::TooLong));
    }

    #[test]
    fn patterns_are_refused() {
        for bad in [
            "aaaaaaaaaaaaaaaaaaaa",
            "abababababababababab",
            "123456789012345",
            "098765432109876543",
            "abcdefghijklmnopqrst",
            "qwertzuiopasdfghjkl",
            "1qaz2wsx3edc4rfv5tgb",
            "xyZq9!xyZq9!xyZq9!",
            "01.02.1990 01.02.1990",
            "19900201199002011990",
            "aaaaabbbbbcccccddddd",
            "1111 2222 3333 4444",
        ] {
            assert_eq!(check(bad), Err(PasswordProblem::Pattern), "{bad}");
        }
    }

    #[test]
    fn common_ones_are_refused() {
        for bad in [
            "passwordpassword",
            "Password-Password",
            "qwertyuiopasdfgh",
            "iloveyouiloveyou",
            "P@ssw0rd12345678",
            "Passwort!Passwort!",
            "SommerWinter2024!",
            "letmeinletmein123",
            "ichliebedichfürimmer",
            "correcthorsebatterystaple",
            "administrator2025",
        ] {
            let problem = check(bad);
            assert!(
                matches!(problem, Err(PasswordProblem::Common | PasswordProblem::Pattern)),
                "{bad}: {problem:?}"
            );
        }
    }

    #[test]
    fn names_others_know_are_refused() {
        for bad in ["Hafenforum-Anna1990", "anna.schmidt77!", "AnnaSchmidtHafenforum", "Schmidt Anna Schmidt"]
        {
            assert_eq!(check(bad), Err(PasswordProblem::AboutYou), "{bad}");
        }
        assert_eq!(check("Anna isst gern grüne Birnen"), Ok(()));
        assert_eq!(check_rules("AnnaSchmidtHafenforum", &[]), Ok(()));
    }

    #[test]
    fn the_list_is_long_enough_and_holds_only_what_could_pass_otherwise() {
        let lines: Vec<_> = include_str!("common_passwords.txt").lines().collect();
        assert!(COMMON.len() >= 200, "{}", COMMON.len());
        for line in lines {
            assert!(line.chars().count() >= MIN_CHARS, "{line}");
            assert!(check_rules(line, &[]).is_err(), "{line}");
        }
    }

    proptest! {
        #[test]
        fn any_text_gets_an_answer(text in any::<String>(), word in any::<String>()) {
            let _ = check_rules(&text, &[&word]);
        }

        #[test]
        fn doubling_a_short_text_does_not_help(text in "[a-z0-9]{7,8}") {
            prop_assert!(check_rules(&text.repeat(2), &[]).is_err());
        }
    }
}
