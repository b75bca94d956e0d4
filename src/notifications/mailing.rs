//! When something is mailed: at once while the day has room, else in the daily mail at 18:00, or not at all.

use diesel::prelude::*;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::kind::{MailChoice, MailKind};
use super::recipient::Recipient;
use crate::config::Community;
use crate::db::schema::{members, notification_causes as causes};
use crate::events::Tx;
use crate::ids::{PostId, Ts};
use crate::mail::{Outgoing, enqueue};

/// Mails a day to one person, besides those that are not counted.
const A_DAY: i16 = 3;
/// The hour of the daily mail, where its reader lives.
const DAILY_HOUR: i8 = 18;
/// What is older than this many days is not mailed.
const STALE_DAYS: i64 = 3;

/// The kind of the daily mail in the outbox.
pub const DAILY: &str = "daily";

/// Puts a cause on its way by mail.
pub fn mail(
    tx: &mut Tx<'_>,
    community: &Community,
    to: &mut Recipient,
    kind: MailKind,
    cause: i64,
    post: Option<PostId>,
) -> QueryResult<()> {
    let is_stale = tx.now.plus_days(STALE_DAYS) < Ts::now();
    if is_stale || to.address().is_none() {
        return Ok(());
    }
    let zone = to.zone(community);
    match to.choice(kind) {
        MailChoice::Never => Ok(()),
        MailChoice::AtOnce if !kind.is_capped() || take_room(tx, to, &zone)? => {
            let mail = Outgoing {
                kind: kind.word(),
                member: Some(to.me.id),
                address: None,
                data: serde_json::json!({ "cause": cause, "post": post }),
                due_at: tx.now,
                expires_at: None,
            };
            enqueue(tx.db, &mail).map(|_| ())
        }
        MailChoice::AtOnce | MailChoice::Daily => wait(tx, to, &zone, cause),
    }
}

/// Takes one of the day's mails, if there is one left.
fn take_room(tx: &mut Tx<'_>, to: &mut Recipient, zone: &TimeZone) -> QueryResult<bool> {
    let today = day(tx.now, zone);
    let taken = if to.wishes.mail_day == today { to.wishes.mail_count } else { 0 };
    if taken >= A_DAY {
        return Ok(false);
    }
    (to.wishes.mail_day, to.wishes.mail_count) = (today, taken + 1);
    diesel::update(members::table.find(to.me.id))
        .set((members::mail_day.eq(today), members::mail_count.eq(taken + 1)))
        .execute(tx.db)?;
    Ok(true)
}

/// Leaves it to the next daily mail.
fn wait(tx: &mut Tx<'_>, to: &mut Recipient, zone: &TimeZone, cause: i64) -> QueryResult<()> {
    let due = next_daily(tx.now, zone);
    diesel::update(causes::table.find(cause)).set(causes::mail_due.eq(due)).execute(tx.db)?;
    if to.wishes.daily_due_at == Some(due) {
        return Ok(());
    }
    to.wishes.daily_due_at = Some(due);
    diesel::update(members::table.find(to.me.id)).set(members::daily_due_at.eq(due)).execute(tx.db)?;
    let mail = Outgoing {
        kind: DAILY,
        member: Some(to.me.id),
        address: None,
        data: serde_json::json!({ "due": due }),
        due_at: due,
        expires_at: None,
    };
    enqueue(tx.db, &mail).map(|_| ())
}

/// The day of a moment in a zone, as days since 1970.
fn day(at: Ts, zone: &TimeZone) -> i32 {
    let date = zone.to_datetime(timestamp(at)).date();
    (date.duration_since(date_of_epoch()).as_hours() / 24) as i32
}

/// The next 18:00 after a moment, by the clocks of a zone.
pub fn next_daily(at: Ts, zone: &TimeZone) -> Ts {
    let today = zone.to_datetime(timestamp(at)).date();
    let days = [Ok(today), today.tomorrow()];
    let moments = days.into_iter().flatten().filter_map(|date| {
        let there = zone.to_timestamp(date.at(DAILY_HOUR, 0, 0, 0)).ok()?;
        Some(Ts(there.as_microsecond()))
    });
    moments.into_iter().find(|moment| *moment > at).unwrap_or(at.plus_days(1))
}

const fn date_of_epoch() -> Date {
    Date::constant(1970, 1, 1)
}

fn timestamp(at: Ts) -> Timestamp {
    Timestamp::from_microsecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Ts {
        Ts(text.parse::<Timestamp>().expect("a moment").as_microsecond())
    }

    #[test]
    fn the_daily_mail_comes_at_six_where_its_reader_lives() {
        let berlin = TimeZone::get("Europe/Berlin").expect("known");
        let tokyo = TimeZone::get("Asia/Tokyo").expect("known");
        let noon = at("2026-11-25T12:00:00Z");
        assert_eq!(next_daily(noon, &berlin), at("2026-11-25T17:00:00Z"));
        assert_eq!(next_daily(noon, &tokyo), at("2026-11-26T09:00:00Z"));
        assert_eq!(next_daily(at("2026-11-25T17:00:00Z"), &berlin), at("2026-11-26T17:00:00Z"));
        // Over the change to summer time.
        assert_eq!(next_daily(at("2026-03-28T18:00:00Z"), &berlin), at("2026-03-29T16:00:00Z"));
    }

    #[test]
    fn a_day_begins_at_midnight_there() {
        let berlin = TimeZone::get("Europe/Berlin").expect("known");
        let (before, after) = (at("2026-11-25T22:59:00Z"), at("2026-11-25T23:01:00Z"));
        assert_eq!(day(after, &berlin), day(before, &berlin) + 1);
        assert_eq!(day(before, &TimeZone::UTC), day(after, &TimeZone::UTC));
    }
}
