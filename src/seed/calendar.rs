//! When people write: rarely at night, most on the evenings of working days.

use super::dice::Dice;
use crate::ids::Ts;

/// Seconds.
pub const DAY: f64 = 86_400.0;
/// Seconds.
pub const HOUR: f64 = 3_600.0;
/// How much is written in each hour of a day, in Central European Time.
const HOURS: [f64; 24] = [
    1.0, 0.4, 0.1, 0.1, 0.2, 0.6, 2.0, 3.5, 3.5, 3.0, 3.0, 2.5, 3.5, 3.0, 2.5, 2.5, 3.5, 5.0, 6.0, 8.0, 9.0,
    8.0, 5.0, 2.5,
];
/// Seconds between Coordinated Universal Time and the company's winter.
const ZONE: i64 = 3_600;
/// How much less is written on a day at the weekend.
const WEEKEND: f64 = 0.6;

/// A moment about so many days ago at which somebody might well write; never later than now.
pub fn busy_time(dice: &mut Dice, now: Ts, days_ago: f64) -> Ts {
    let mut at = now;
    for _ in 0..6 {
        let wanted = now.plus_seconds((-days_ago * DAY + dice.between(-2.0, 2.0) * DAY) as i64);
        let day = (seconds(wanted) + ZONE).div_euclid(DAY as i64);
        let hour = dice.weighted(&HOURS).unwrap_or(20) as f64;
        let into_the_day = (hour + dice.share()) * HOUR;
        at = wanted.plus_seconds(day * DAY as i64 + into_the_day as i64 - ZONE - seconds(wanted));
        // 1 January 1970 was a Thursday.
        let is_weekend = (day + 3).rem_euclid(7) >= 5;
        if at < now.plus_minutes(-20) && (!is_weekend || dice.chance(WEEKEND)) {
            return at;
        }
    }
    at.min(now.plus_seconds((-HOUR * dice.between(0.4, 9.0)) as i64))
}

/// The moment, or the next morning for what would be written at night.
pub fn not_at_night(dice: &mut Dice, at: Ts) -> Ts {
    let hour = (seconds(at) + ZONE).rem_euclid(DAY as i64) as f64 / HOUR;
    if hour < 6.2 { at.plus_seconds(((6.2 - hour + dice.between(0.0, 2.5)) * HOUR) as i64) } else { at }
}

/// Since 1970.
fn seconds(at: Ts) -> i64 {
    at.seconds_since(Ts(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Ts = Ts(1_800_000_000_000_000);

    #[test]
    fn evenings_are_busier_than_nights_and_nothing_lies_in_the_future() {
        let mut dice = Dice::new(1, "calendar");
        let hours: Vec<i64> = (0..2_000)
            .map(|number| busy_time(&mut dice, NOW, f64::from(number) / 5.0))
            .inspect(|at| assert!(*at < NOW))
            .map(|at| (seconds(at) + ZONE).rem_euclid(86_400) / 3_600)
            .collect();
        let within = |from, to| hours.iter().filter(|hour| (from..to).contains(*hour)).count();
        assert!(within(18, 23) > 4 * within(0, 6), "{} and {}", within(18, 23), within(0, 6));
    }

    #[test]
    fn what_falls_into_the_night_waits_for_the_morning() {
        let mut dice = Dice::new(1, "night");
        for hour in 0..24 {
            let at = not_at_night(&mut dice, Ts(0).plus_hours(hour));
            let local = (seconds(at) + ZONE).rem_euclid(86_400) / 3_600;
            assert!(local >= 6, "{local}");
        }
    }
}
