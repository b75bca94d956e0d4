//! How one reader is spoken to: locale, time zone, and the moment that "ago" counts from.

use std::any::Any;
use std::borrow::Cow;
use std::fmt::Display;

use askama::filters::{Escaper, Html};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::catalogue::{Arg, text, text_with};
use super::{Locale, number};
use crate::ids::Ts;

/// Everything needed to say something to one reader. Cheap to clone.
///
/// It is the run-time value that templates are rendered with: `page.render_with_values(&words)`.
/// A room with more values of its own answers the key `words` with this one.
#[derive(Clone, Debug)]
pub struct Words {
    /// Language and tone.
    pub locale: Locale,
    /// The community's or the reader's time zone.
    pub zone: TimeZone,
    /// The moment of the request, or of writing the mail.
    pub now: Ts,
}

/// From how many calendar days ago on a date is shown instead of a distance.
const DAYS_AS_DISTANCE: i64 = 7;

/// Up to how many hours back "yesterday" is still said in hours.
const HOURS_BEFORE_YESTERDAY: i64 = 6;

const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8", "month-9",
    "month-10", "month-11", "month-12",
];

impl Words {
    /// Under which key [`askama::Values`] hold the words.
    pub const KEY: &'static str = "words";

    /// The text of a key without variables.
    pub fn t(&self, key: &str) -> Cow<'static, str> {
        text(self.locale, key)
    }

    /// The text of a key that counts: `$n` chooses the plural and is written by locale.
    pub fn n(&self, key: &str, count: i64) -> Cow<'static, str> {
        text_with(self.locale, key, &[("n", Arg::Number(count))])
    }

    /// The text of a key with these variables.
    pub fn with(&self, key: &str, args: &[(&'static str, Arg<'_>)]) -> Cow<'static, str> {
        text_with(self.locale, key, args)
    }

    /// The text of a key that holds markup, as HTML. The text is trusted, the arguments are escaped.
    pub fn rich(&self, key: &str, args: &[(&'static str, &dyn Display)]) -> Cow<'static, str> {
        let escaped: Vec<(&'static str, Arg<'_>)> =
            args.iter().map(|(name, value)| (*name, Arg::from(escaped(value)))).collect();
        text_with(self.locale, key, &escaped)
    }

    /// Like [`Words::rich`], counting with `$n`.
    pub fn rich_n(
        &self,
        key: &str,
        count: i64,
        name: &'static str,
        value: &dyn Display,
    ) -> Cow<'static, str> {
        text_with(self.locale, key, &[("n", Arg::Number(count)), (name, Arg::from(escaped(value)))])
    }

    /// How long ago: "just now", minutes, hours, "yesterday", days, then the date.
    ///
    /// Days are calendar days in the reader's zone. A moment to come is "just now" within a minute
    /// (clocks differ) and a date beyond.
    pub fn ago(&self, at: Ts) -> String {
        let seconds = self.now.seconds_since(at);
        let (minutes, hours) = (seconds / 60, seconds / 3600);
        let days = self.days_since(at);
        let said = match seconds {
            -60..60 => self.t("ago-now"),
            60..3600 => self.n("ago-minutes", minutes),
            3600.. if days == 0 || hours < HOURS_BEFORE_YESTERDAY => self.n("ago-hours", hours),
            3600.. if days == 1 => self.t("ago-yesterday"),
            3600.. if days < DAYS_AS_DISTANCE => self.n("ago-days", days),
            _ => return self.date(at),
        };
        said.into_owned()
    }

    /// The day, as in "25. November 2026".
    pub fn date(&self, at: Ts) -> String {
        let local = self.local(at);
        let month = self.month(local.month());
        let year = local.year().to_string();
        let args = [
            ("day", Arg::from(i64::from(local.day()))),
            ("month", Arg::Text(month)),
            ("year", Arg::from(year)),
        ];
        text_with(self.locale, "date-day", &args).into_owned()
    }

    /// Day and time, as in "25. November 2026, 14:03".
    pub fn exact(&self, at: Ts) -> String {
        let local = self.local(at);
        let time = format!("{:02}:{:02}", local.hour(), local.minute());
        let args = [("date", Arg::from(self.date(at))), ("time", Arg::from(time))];
        text_with(self.locale, "date-exact", &args).into_owned()
    }

    /// RFC 3339 in UTC, for `datetime` attributes: "2026-11-25T13:03:00Z".
    pub fn iso(&self, at: Ts) -> String {
        at.iso()
    }

    /// A whole number by locale: "12.345" or "12,345".
    pub fn num(&self, number: i64) -> String {
        number::grouped(self.locale, number)
    }

    /// A share from 0.0 to 1.0 as whole percent: "73 %" or "73%".
    pub fn percent(&self, share: f64) -> String {
        number::percent(self.locale, share)
    }

    fn month(&self, month: i8) -> Cow<'static, str> {
        // The calendar has months 1 to 12 only; out of them nothing is said.
        let place = usize::try_from(month).ok().and_then(|month| month.checked_sub(1));
        place.and_then(|place| MONTHS.get(place)).map_or(Cow::Borrowed(""), |key| self.t(key))
    }

    fn local(&self, at: Ts) -> DateTime {
        self.zone.to_datetime(timestamp(at))
    }

    /// Calendar days from `at` to now.
    fn days_since(&self, at: Ts) -> i64 {
        let (then, now) = (self.local(at).date(), self.local(self.now).date());
        now.duration_since(then).as_hours() / 24
    }
}

impl askama::Values for Words {
    fn get_value<'a>(&'a self, key: &str) -> Option<&'a dyn Any> {
        (key == Words::KEY).then_some(self as &dyn Any)
    }
}

/// Moments beyond the calendar (years −9999 to 9999) are shown as 1970.
fn timestamp(at: Ts) -> Timestamp {
    Timestamp::from_microsecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn escaped(value: &dyn Display) -> String {
    let raw = value.to_string();
    let mut escaped = String::with_capacity(raw.len());
    // Writing to a string cannot fail.
    let _ = Html.write_escaped_str(&mut escaped, &raw);
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 25 November 2026, 14:03:00 in Berlin (13:03 UTC).
    const NOON: Ts = Ts(1_795_611_780_000_000);
    const SECOND: i64 = 1_000_000;
    const MINUTE: i64 = 60 * SECOND;
    const HOUR: i64 = 60 * MINUTE;
    const DAY: i64 = 24 * HOUR;

    fn words(locale: Locale) -> Words {
        Words { locale, zone: TimeZone::get("Europe/Berlin").unwrap(), now: NOON }
    }

    #[test]
    fn times_are_said_by_distance() {
        let (german, english) = (words(Locale::De), words(Locale::En));
        let cases = [
            (0, "gerade eben", "just now"),
            (-30 * SECOND, "gerade eben", "just now"),
            (59 * SECOND, "gerade eben", "just now"),
            (60 * SECOND, "vor 1 Minute", "1 minute ago"),
            (5 * MINUTE, "vor 5 Minuten", "5 minutes ago"),
            (59 * MINUTE, "vor 59 Minuten", "59 minutes ago"),
            (HOUR, "vor 1 Stunde", "1 hour ago"),
            (14 * HOUR, "vor 14 Stunden", "14 hours ago"),
            (15 * HOUR, "gestern", "yesterday"),
            (2 * DAY, "vor 2 Tagen", "2 days ago"),
            (6 * DAY, "vor 6 Tagen", "6 days ago"),
            (7 * DAY, "18. November 2026", "18 November 2026"),
            (-2 * DAY, "27. November 2026", "27 November 2026"),
        ];
        for (distance, in_german, in_english) in cases {
            let at = Ts(NOON.0 - distance);
            assert_eq!(german.ago(at), in_german, "{distance}");
            assert_eq!(english.ago(at), in_english, "{distance}");
        }
    }

    #[test]
    fn shortly_after_midnight_hours_are_clearer_than_yesterday() {
        let mut words = words(Locale::De);
        words.now = Ts(NOON.0 + 11 * HOUR);
        assert_eq!(words.ago(Ts(words.now.0 - 2 * HOUR)), "vor 2 Stunden");
        assert_eq!(words.ago(Ts(words.now.0 - 6 * HOUR)), "gestern");
    }

    #[test]
    fn dates_follow_language_and_zone() {
        assert_eq!(words(Locale::DeSie).exact(NOON), "25. November 2026, 14:03");
        assert_eq!(words(Locale::En).exact(NOON), "25 November 2026, 14:03");
        assert_eq!(words(Locale::En).iso(NOON), "2026-11-25T13:03:00Z");
        // Summer time, and a day that has not begun yet in UTC.
        let late = Ts(NOON.0 - 147 * DAY + 10 * HOUR);
        assert_eq!(words(Locale::De).exact(late), "2. Juli 2026, 01:03");
    }

    #[test]
    fn moments_beyond_the_calendar_do_no_harm() {
        for at in [Ts(i64::MIN), Ts(i64::MAX)] {
            assert_eq!(words(Locale::En).date(at), "1 January 1970");
            assert!(!words(Locale::De).ago(at).is_empty());
        }
    }

    #[test]
    fn all_months_have_names() {
        let words = words(Locale::De);
        assert_eq!(words.month(3), "März");
        assert_eq!(words.month(12), "Dezember");
        assert_eq!(words.month(0), "");
        assert_eq!(words.month(13), "");
    }
}
