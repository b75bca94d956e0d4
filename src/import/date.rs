//! Dates of a dump: `2014-01-21T20:26:05.383`, in UTC.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::forum::Licence;
use crate::ids::Ts;

/// Nothing was written before, in the eyes of an import: 1990. Earlier dates are mistakes.
const EARLIEST: Ts = Ts(631_152_000_000_000);
/// From these days on, what was contributed to Stack Exchange is under the next version of the licence
/// (<https://stackoverflow.com/help/licensing>).
const BY_SA_30: Ts = Ts(1_302_220_800_000_000);
const BY_SA_40: Ts = Ts(1_525_219_200_000_000);

/// Reads a date; none if it is none, or before 1990.
pub fn read(text: &str) -> Option<Ts> {
    let moment: DateTime = text.trim().trim_end_matches('Z').parse().ok()?;
    let at = Ts(moment.to_zoned_datetime(TimeZone::UTC).ok()?.timestamp().as_microsecond());
    (at >= EARLIEST).then_some(at)
}

/// The licence a row names, else the one of its time.
pub fn licence(named: Option<&str>, at: Ts) -> Licence {
    match named.map(str::trim) {
        Some("CC BY-SA 2.5") => Licence::BySa25,
        Some("CC BY-SA 3.0") => Licence::BySa30,
        Some("CC BY-SA 4.0") => Licence::BySa40,
        _ if at < BY_SA_30 => Licence::BySa25,
        _ if at < BY_SA_40 => Licence::BySa30,
        _ => Licence::BySa40,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_utc() {
        assert_eq!(read("2014-01-21T20:26:05.383"), Some(Ts(1_390_335_965_383_000)));
        assert_eq!(read("2014-01-21"), Some(Ts(1_390_262_400_000_000)));
        for text in ["", "yesterday", "0001-01-01T00:00:00", "2014-13-01T00:00:00", "99999-01-01T00:00:00"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn without_a_name_the_time_tells_the_licence() {
        let at = |text| read(text).expect("a date");
        assert_eq!(licence(Some("CC BY-SA 4.0"), at("2010-01-01")), Licence::BySa40);
        assert_eq!(licence(Some("beerware"), at("2011-04-07T23:59:59")), Licence::BySa25);
        assert_eq!(licence(None, at("2011-04-08")), Licence::BySa30);
        assert_eq!(licence(None, at("2018-05-01T23:00:00")), Licence::BySa30);
        assert_eq!(licence(None, at("2018-05-02")), Licence::BySa40);
    }
}
