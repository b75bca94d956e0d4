//! The texts of all languages, read once from the binary.
//!
//! A text without variables is kept finished, so that asking for it is one look into a hash table;
//! only texts with variables go through Fluent.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::{LazyLock, Mutex, PoisonError};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::{Locale, embedded, number};

static CATALOGUE: LazyLock<[Texts; 3]> = LazyLock::new(|| Locale::ALL.map(Texts::load));

/// Keys that were asked for and do not exist.
static MISSING: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// How many missing keys are remembered, so that a mistake cannot fill the memory.
const MAX_MISSING: usize = 100;

/// What is put into a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg<'a> {
    /// Words, put in as they are.
    Text(Cow<'a, str>),
    /// A number: chooses the plural form and is written by locale.
    Number(i64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Arg::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Arg::Text(Cow::Owned(text))
    }
}

impl From<i64> for Arg<'_> {
    fn from(number: i64) -> Self {
        Arg::Number(number)
    }
}

/// The text of a key that needs no arguments; the key itself where there is none.
pub fn text(locale: Locale, key: &str) -> Cow<'static, str> {
    match of(locale).plain.get(key) {
        Some(text) => Cow::Borrowed(text),
        None => text_with(locale, key, &[]),
    }
}

/// The text of a key with its variables filled in; the key itself where there is none.
///
/// A variable that is not given appears by its name, as in `{$name}`.
pub fn text_with(locale: Locale, key: &str, args: &[(&'static str, Arg<'_>)]) -> Cow<'static, str> {
    let texts = of(locale);
    if let Some(text) = texts.plain.get(key) {
        return Cow::Borrowed(text);
    }
    let Some(pattern) = texts.bundle.get_message(key).and_then(|message| message.value()) else {
        remember_missing(locale, key);
        return Cow::Owned(key.to_owned());
    };
    let mut filled = FluentArgs::with_capacity(args.len());
    for (name, arg) in args {
        match arg {
            Arg::Text(text) => filled.set(*name, text.as_ref()),
            Arg::Number(number) => filled.set(*name, *number),
        }
    }
    let mut errors = Vec::new();
    let text = texts.bundle.format_pattern(pattern, Some(&filled), &mut errors).into_owned();
    if let Some(error) = errors.first() {
        tracing::warn!(key, locale = locale.folder(), %error, "A text could not be filled in");
    }
    Cow::Owned(text)
}

/// Whether there is a text of this key, for texts that some things have and others lack.
pub fn has_text(locale: Locale, key: &str) -> bool {
    let texts = of(locale);
    texts.plain.contains_key(key) || texts.bundle.has_message(key)
}

/// The keys that were asked for and have no text, so that tests can insist on none.
pub fn missing_keys() -> Vec<String> {
    MISSING.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
}

/// The texts of one locale.
struct Texts {
    plain: HashMap<&'static str, &'static str>,
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    fn load(locale: Locale) -> Texts {
        // Both codes are well-formed, so the default is never taken.
        let language: LanguageIdentifier = locale.lang().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // Isolation marks help where directions mix; between German and English they only show up in mail.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match locale {
            Locale::De | Locale::DeSie => german_number,
            Locale::En => english_number,
        }));
        if let Err(error) = bundle.add_builtins() {
            tracing::error!(%error, "Fluent's own functions could not be added");
        }
        for (_, text) in files_of(locale) {
            let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(sound, errors)| {
                tracing::error!(locale = locale.folder(), ?errors, "A text file has mistakes");
                sound
            });
            bundle.add_resource_overriding(resource);
        }
        let plain = finished(locale, &bundle);
        Texts { plain, bundle }
    }
}

fn of(locale: Locale) -> &'static Texts {
    &CATALOGUE[locale as usize]
}

/// The files of a locale, in the order in which they are laid over each other.
fn files_of(locale: Locale) -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    let below = (locale == Locale::DeSie).then_some(Locale::De.folder());
    let own = Some(locale.folder());
    [below, own]
        .into_iter()
        .flatten()
        .flat_map(|folder| embedded::FLUENT.iter().filter(move |(name, _)| *name == folder))
}

/// All texts that say the same whatever is put in. They live as long as the program.
fn finished(locale: Locale, bundle: &FluentBundle<FluentResource>) -> HashMap<&'static str, &'static str> {
    let mut plain: HashMap<&'static str, &'static str> = HashMap::new();
    for key in files_of(locale).flat_map(|(_, text)| keys_in(text)) {
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            continue;
        };
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, None, &mut errors);
        // A text with variables reports them missing.
        if errors.is_empty() && !plain.contains_key(key) {
            plain.insert(key, Box::leak(text.into_owned().into_boxed_str()));
        }
    }
    plain
}

/// The keys of a Fluent file: what stands at the start of a line before `=`.
fn keys_in(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic())).filter_map(|line| {
        let (key, _) = line.split_once('=')?;
        Some(key.trim_end())
    })
}

fn remember_missing(locale: Locale, key: &str) {
    let mut missing = MISSING.lock().unwrap_or_else(PoisonError::into_inner);
    if missing.len() < MAX_MISSING && missing.insert(key.to_owned()) {
        tracing::error!(key, locale = locale.folder(), "There is no text for this key");
    }
}

fn german_number<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    number_in(Locale::De, value)
}

fn english_number<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    number_in(Locale::En, value)
}

/// Whole numbers by locale; `NUMBER($year, useGrouping: "false")` leaves them alone.
fn number_in(locale: Locale, value: &FluentValue<'_>) -> Option<String> {
    match value {
        // The only numbers put in are whole, see `Arg`.
        FluentValue::Number(n) if n.options.use_grouping => Some(number::grouped(locale, n.value as i64)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_sound_and_names_each_key_once() {
        for locale in Locale::ALL {
            let mut seen = BTreeSet::new();
            for (folder, text) in embedded::FLUENT.iter().filter(|(name, _)| *name == locale.folder()) {
                if let Err((_, errors)) = FluentResource::try_new((*text).to_owned()) {
                    panic!("{folder}: {errors:?}");
                }
                for key in keys_in(text) {
                    assert!(seen.insert(key), "{folder} says {key} twice");
                }
            }
            assert!(!seen.is_empty());
        }
    }

    #[test]
    fn sie_is_laid_over_du() {
        assert_ne!(text(Locale::De, "error-not-found-hint"), text(Locale::DeSie, "error-not-found-hint"));
        assert_eq!(text(Locale::De, "frame-imprint"), text(Locale::DeSie, "frame-imprint"));
    }

    #[test]
    fn plain_texts_are_borrowed() {
        assert!(matches!(text(Locale::En, "frame-imprint"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_missing_text_shows_its_key() {
        assert_eq!(text(Locale::En, "no-such-text"), "no-such-text");
        assert_eq!(text_with(Locale::De, "no such {text", &[]), "no such {text");
        assert!(missing_keys().iter().any(|key| key == "no-such-text"));
        assert!(!has_text(Locale::En, "no-such-text"));
    }

    #[test]
    fn numbers_choose_the_plural_and_are_written_by_locale() {
        let say = |locale, n: i64| text_with(locale, "ago-minutes", &[("n", n.into())]);
        assert_eq!(say(Locale::De, 1), "vor 1 Minute");
        assert_eq!(say(Locale::De, 5), "vor 5 Minuten");
        assert_eq!(say(Locale::De, 1234), "vor 1.234 Minuten");
        assert_eq!(say(Locale::En, 1), "1 minute ago");
        assert_eq!(say(Locale::En, 1234), "1,234 minutes ago");
    }
}
