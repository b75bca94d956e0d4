//! What templates say texts, times and numbers with.
//!
//! A module with page structs brings them into scope by `use crate::i18n::filters;`, and renders
//! with `page.render_with_values(&words)`. Without [`Words`] among the values, rendering fails.
//!
//! | in a template | gives |
//! |---|---|
//! | `{{ "save-button"|t }}`, `{{ key|t }}` | a text; the key may be built in code |
//! | `{{ "answers"|n(count) }}` | a text that counts with `$n` |
//! | `{{ "hello"|with("name", name) }}` | a text with one variable |
//! | `{{ "moved"|with2("from", a, "to", b) }}` | a text with two |
//! | `{{ "helped"|n_with(count, "name", name) }}` | a text that counts, and one variable |
//! | `{{ "join-hint"|rich("url", url) }}`, `rich2`, `rich_n` | markup from the text, arguments escaped |
//! | `{{ "rules-hint"|t|safe }}` | markup without arguments |
//! | `{{ at|ago }}` `{{ at|date }}` `{{ at|exact }}` `{{ at|iso }}` | a time, for people and for `datetime` |
//! | `{{ points|num }}` `{{ share|percent }}` | a number, a share from 0.0 to 1.0 |
//!
//! What comes out is escaped by askama, except from `rich`, `rich2` and `rich_n`.

use std::borrow::Cow;
use std::fmt::Display;

use askama::Values;
use askama::filters::Safe;

use super::catalogue::Arg;
use super::{Count, Share, Words};
use crate::ids::Ts;

fn words(values: &dyn Values) -> askama::Result<&Words> {
    askama::get_value(values, Words::KEY)
}

/// The text of a key.
#[askama::filter_fn]
pub fn t(key: &str, values: &dyn Values) -> askama::Result<Cow<'static, str>> {
    Ok(words(values)?.t(key))
}

/// The text of a key that counts with `$n`.
#[askama::filter_fn]
pub fn n<C: Count>(key: &str, values: &dyn Values, count: C) -> askama::Result<Cow<'static, str>> {
    Ok(words(values)?.n(key, count.count()))
}

/// The text of a key with one variable.
#[askama::filter_fn]
pub fn with<V: Display>(
    key: &str,
    values: &dyn Values,
    name: &'static str,
    value: V,
) -> askama::Result<Cow<'static, str>> {
    Ok(words(values)?.with(key, &[(name, Arg::from(value.to_string()))]))
}

/// The text of a key with two variables.
#[askama::filter_fn]
pub fn with2<V: Display, W: Display>(
    key: &str,
    values: &dyn Values,
    name: &'static str,
    value: V,
    other_name: &'static str,
    other_value: W,
) -> askama::Result<Cow<'static, str>> {
    let args = [(name, Arg::from(value.to_string())), (other_name, Arg::from(other_value.to_string()))];
    Ok(words(values)?.with(key, &args))
}

/// The text of a key that counts with `$n` and has one more variable.
#[askama::filter_fn]
pub fn n_with<C: Count, V: Display>(
    key: &str,
    values: &dyn Values,
    count: C,
    name: &'static str,
    value: V,
) -> askama::Result<Cow<'static, str>> {
    let args = [("n", Arg::from(count.count())), (name, Arg::from(value.to_string()))];
    Ok(words(values)?.with(key, &args))
}

/// The text of a key that holds markup, with one variable that is escaped.
#[askama::filter_fn]
pub fn rich<V: Display>(
    key: &str,
    values: &dyn Values,
    name: &'static str,
    value: V,
) -> askama::Result<Safe<Cow<'static, str>>> {
    Ok(Safe(words(values)?.rich(key, &[(name, &value)])))
}

/// The text of a key that holds markup, with two variables that are escaped.
#[askama::filter_fn]
pub fn rich2<V: Display, W: Display>(
    key: &str,
    values: &dyn Values,
    name: &'static str,
    value: V,
    other_name: &'static str,
    other_value: W,
) -> askama::Result<Safe<Cow<'static, str>>> {
    Ok(Safe(words(values)?.rich(key, &[(name, &value), (other_name, &other_value)])))
}

/// The text of a key that holds markup and counts with `$n`, with one variable that is escaped.
#[askama::filter_fn]
pub fn rich_n<C: Count, V: Display>(
    key: &str,
    values: &dyn Values,
    count: C,
    name: &'static str,
    value: V,
) -> askama::Result<Safe<Cow<'static, str>>> {
    Ok(Safe(words(values)?.rich_n(key, count.count(), name, &value)))
}

/// How long ago a moment was; after a week its date.
#[askama::filter_fn]
pub fn ago(at: &Ts, values: &dyn Values) -> askama::Result<String> {
    Ok(words(values)?.ago(*at))
}

/// The day of a moment.
#[askama::filter_fn]
pub fn date(at: &Ts, values: &dyn Values) -> askama::Result<String> {
    Ok(words(values)?.date(*at))
}

/// Day and time of a moment.
#[askama::filter_fn]
pub fn exact(at: &Ts, values: &dyn Values) -> askama::Result<String> {
    Ok(words(values)?.exact(*at))
}

/// A moment for machines.
#[askama::filter_fn]
pub fn iso(at: &Ts, values: &dyn Values) -> askama::Result<String> {
    Ok(words(values)?.iso(*at))
}

/// A whole number.
#[askama::filter_fn]
pub fn num<C: Count>(number: C, values: &dyn Values) -> askama::Result<String> {
    Ok(words(values)?.num(number.count()))
}

/// A share from 0.0 to 1.0 as percent.
#[askama::filter_fn]
pub fn percent<S: Share>(share: S, values: &dyn Values) -> askama::Result<String> {
    Ok(words(values)?.percent(share.share()))
}

#[cfg(test)]
mod tests {
    use askama::Template;
    use jiff::tz::TimeZone;

    use super::*;
    // The template looks for `filters`, as it does in a room with pages.
    use crate::i18n::{Locale, filters};

    #[derive(Template)]
    #[template(
        ext = "html",
        source = r#"{{ "frame-sign-out"|t }}
{{ key|t }}
{{ owned|t }}
{{ "ago-minutes"|n(1) }}
{{ "ago-minutes"|n(count) }}
{{ "ago-minutes"|n(list.len()) }}
{{ "error-request-id"|with("id", name) }}
{{ "date-exact"|with2("date", name, "time", count) }}
{{ "rank-points-to-go"|n_with(count, "rank", name) }}
{{ "error-login-link"|rich("url", name) }}
{{ "error-login-link"|rich2("url", count, "other", name) }}
{{ "error-login-link"|rich_n(count, "url", name) }}
{{ at|ago }}
{{ at|date }}
{{ at|exact }}
{{ at|iso }}
{{ count|num }} {{ 7|num }}
{{ share|percent }}
{%- for (n, moment) in list %}
{{ moment|ago }} {{ n|num }}
{%- endfor %}
{{ "error-not-found-hint"|t }}"#
    )]
    struct Page<'a> {
        key: &'a str,
        owned: String,
        name: &'a str,
        count: i64,
        at: Ts,
        share: f64,
        list: Vec<(u32, Ts)>,
    }

    fn render(locale: Locale) -> Vec<String> {
        let at = Ts(1_795_611_780_000_000);
        let words = Words { locale, zone: TimeZone::UTC, now: Ts(at.0 + 300_000_000) };
        let page = Page {
            key: "role-moderator",
            owned: format!("role-{}", "team"),
            name: "<b>&",
            count: 12_345,
            at,
            share: 0.5,
            list: vec![(1000, at), (2, at)],
        };
        let html = page.render_with_values(&words).unwrap();
        html.lines().map(str::to_owned).collect()
    }

    #[test]
    fn every_filter_speaks_german() {
        let said = render(Locale::De);
        let expected = [
            "Abmelden",
            "Moderation",
            "Team",
            "vor 1 Minute",
            "vor 12.345 Minuten",
            "vor 2 Minuten",
            "Nummer dieser Anfrage: &#60;b&#62;&#38;",
            "&#60;b&#62;&#38;, 12345",
        ];
        assert_eq!(said[..8], expected);
        assert!(said[9].contains(r#"<a href="&#60;b&#62;&#38;">"#), "{}", said[9]);
        assert!(said[10].contains(r#"<a href="12345">"#), "{}", said[10]);
        assert!(said[11].contains(r#"<a href="&#60;b&#62;&#38;">"#), "{}", said[11]);
        let expected = [
            "vor 5 Minuten",
            "25. November 2026",
            "25. November 2026, 13:03",
            "2026-11-25T13:03:00Z",
            "12.345 7",
            "50\u{a0}%",
            "vor 5 Minuten 1.000",
            "vor 5 Minuten 2",
        ];
        assert_eq!(said[12..20], expected);
        assert_eq!(said.len(), 21);
    }

    #[test]
    fn every_filter_speaks_english() {
        let said = render(Locale::En);
        assert_eq!(said[..3], ["Sign out", "Moderator", "Team"]);
        assert_eq!(said[4], "12,345 minutes ago");
        assert_eq!(said[12..14], ["5 minutes ago", "25 November 2026"]);
        assert_eq!(said[16..18], ["12,345 7", "50%"]);
    }

    #[test]
    fn sie_differs_where_the_reader_is_addressed() {
        let (du, sie) = (render(Locale::De), render(Locale::DeSie));
        assert_eq!(du[..8], sie[..8]);
        assert_ne!(du[20], sie[20]);
    }

    #[test]
    fn without_words_nothing_is_rendered_in_a_wrong_language() {
        #[derive(Template)]
        #[template(ext = "html", source = r#"{{ "frame-imprint"|t }}"#)]
        struct Bare;
        assert!(Bare.render().is_err());
    }
}
