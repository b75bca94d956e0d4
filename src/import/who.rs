//! Whoever wrote something there, and what they are called here.

use sha2::{Digest, Sha256};

use crate::members::name::{self, Name};
use crate::text::clean;

/// Characters of a name that is kept for the attribution.
const NAME_CHARS: usize = 100;
/// Letters a name here has at most.
const LETTERS: usize = 30;

/// Whoever wrote something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// An account there.
    Account(i64),
    /// An account that was deleted there; its name is left.
    Named(String),
    /// Nobody in particular: everybody of whom nothing is left is one former member here.
    Nobody,
}

impl Who {
    /// From what a row says: the account's number, else the name that is left of it.
    pub fn read(account: Option<i64>, named: Option<&str>) -> Who {
        // The number -1 is the site itself, which owns what nobody owns.
        match (account.filter(|id| *id > 0), named.and_then(shown)) {
            (Some(id), _) => Who::Account(id),
            (None, Some(named)) => Who::Named(named),
            (None, None) => Who::Nobody,
        }
    }

    /// Kind and number by which they are found again.
    pub fn key(&self) -> (i16, i64) {
        match self {
            Who::Account(id) => (0, *id),
            Who::Named(named) => (1, number_of(named)),
            Who::Nobody => (2, 0),
        }
    }

    /// The number of their account.
    pub fn account(&self) -> Option<i64> {
        match self {
            Who::Account(id) => Some(*id),
            Who::Named(_) | Who::Nobody => None,
        }
    }
}

/// A name as the attribution shows it: whatever it is there, on one line.
pub fn shown(raw: &str) -> Option<String> {
    let line: String = clean::line(raw).chars().take(NAME_CHARS).collect();
    (!line.is_empty()).then_some(line)
}

/// The same number for the same name, at every run.
fn number_of(named: &str) -> i64 {
    let hash = Sha256::digest(named.as_bytes());
    let mut eight = [0; 8];
    eight.copy_from_slice(&hash[..8]);
    i64::from_le_bytes(eight) & i64::MAX
}

/// Names for them here, the best first: their own, then with a number, then made from where they come from and the
/// number of their account ("beer-42").
/// All keep the rules for names; the caller takes the first that is free.
pub fn candidates(who: &Who, shown: Option<&str>, host: &str) -> impl Iterator<Item = Name> + use<> {
    let number = who.key().1;
    let place = host.split('.').next().unwrap_or_default().to_owned();
    let own = shown.and_then(fitting);
    let numbered = own.clone().into_iter().flat_map(|own| (2..10).map(move |n| with(&own, &n.to_string())));
    let made = format!("{place}-{}", letters(number));
    let first = [format!("{place}-{number}"), made.clone(), format!("writer-{}", letters(number))];
    let more = (2..1_000).map(move |n| format!("writer-{}-{n}", letters(number)));
    let all = own.into_iter().chain(numbered).chain(first).chain(more);
    all.filter_map(|candidate| name::check(&candidate).ok())
}

/// The name without what names do not have; none if nothing is left that is one.
fn fitting(shown: &str) -> Option<String> {
    if name::check(shown).is_ok() {
        return Some(shown.to_owned());
    }
    let mut out = String::new();
    for c in shown.chars() {
        let c = if c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '\'') { c } else { ' ' };
        let is_separator = matches!(c, ' ' | '-' | '_' | '.' | '\'');
        if !(is_separator && (out.is_empty() || out.ends_with([' ', '-', '_', '.', '\'']))) {
            out.push(c);
        }
    }
    let tidy = |text: &str| text.trim_end_matches([' ', '-', '_', '.', '\'']).to_owned();
    let short: String = out.chars().take(LETTERS).collect();
    // "bank.com" is bait, "bank com" is not; nor are seven digits that might be a telephone number.
    let plain = tidy(&short.replace('.', " "));
    let digits: String = plain.chars().filter(|c| !c.is_numeric()).collect();
    [tidy(&short), plain.clone(), tidy(digits.trim_start())].into_iter().find(|one| name::check(one).is_ok())
}

fn with(own: &str, end: &str) -> String {
    let room = LETTERS.saturating_sub(end.len() + 1);
    let start: String = own.chars().take(room).collect();
    format!("{} {end}", start.trim_end_matches([' ', '-', '_', '.', '\'']))
}

/// A number in letters, where digits would look like a telephone number.
fn letters(number: i64) -> String {
    let mut rest = number.unsigned_abs();
    let mut out = String::new();
    while rest > 0 || out.is_empty() {
        out.push((b'a' + (rest % 26) as u8) as char);
        rest /= 26;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(who: &Who, shown: Option<&str>) -> String {
        candidates(who, shown, "beer.example.org").next().expect("there is always one").shown
    }

    #[test]
    fn good_names_are_kept_and_others_made_fit() {
        let who = Who::Account(42);
        assert_eq!(first(&who, Some("Ada Lovelace")), "Ada Lovelace");
        assert_eq!(first(&who, Some("~*Ada*~ (away)")), "Ada away");
        assert_eq!(first(&who, Some("example.com")), "example com");
        assert_eq!(first(&who, Some("admin")), "beer-42");
        assert_eq!(first(&who, Some("☃☃☃")), "beer-42");
        assert!(first(&who, Some(&"very long name ".repeat(9))).chars().count() <= 30);
        assert_eq!(first(&who, None), "beer-42");
        assert!(first(&Who::Account(i64::MAX), None).starts_with("beer-"));
    }

    #[test]
    fn there_are_many_others_when_names_are_taken() {
        let who = Who::Account(12_345_678);
        let some: Vec<String> =
            candidates(&who, Some("Ada"), "beer.example.org").map(|name| name.shown).take(40).collect();
        assert_eq!(some[..3], ["Ada", "Ada 2", "Ada 3"]);
        assert!(some.len() == 40 && some.iter().all(|name| name::check(name).is_ok()), "{some:?}");
    }

    #[test]
    fn whoever_is_left_is_known_by_account_or_name() {
        assert_eq!(Who::read(Some(7), Some("Ada")), Who::Account(7));
        assert_eq!(Who::read(Some(-1), None), Who::Nobody);
        assert_eq!(Who::read(None, Some(" user9 ")), Who::Named("user9".into()));
        assert_eq!(Who::read(None, Some("")).key(), (2, 0));
        assert_eq!(Who::Named("a".into()).key(), Who::Named("a".into()).key());
        assert!(Who::Named("a".into()).key().1 > 0);
    }
}
