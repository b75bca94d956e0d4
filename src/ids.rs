//! Identities and points in time: small newtypes that keep a post from being taken for a thread.
//!
//! All of them are `BIGINT` in both databases. [`Ts`] is microseconds since 1970 UTC.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::BigInt;
use serde::{Deserialize, Serialize};

macro_rules! bigint_newtype {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(
            AsExpression, FromSqlRow, Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash,
            Serialize, Deserialize,
        )]
        #[diesel(sql_type = BigInt)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl<DB: Backend> ToSql<BigInt, DB> for $name
        where
            i64: ToSql<BigInt, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
                self.0.to_sql(out)
            }
        }

        impl<DB: Backend> FromSql<BigInt, DB> for $name
        where
            i64: FromSql<BigInt, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
                Ok($name(i64::from_sql(bytes)?))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map($name)
            }
        }
    };
}

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),* $(,)?) => { $(bigint_newtype!($(#[$meta])* $name);)* };
}

ids! {
    /// A person with an account.
    MemberId,
    /// A signed-in browser.
    SessionId,
    /// A code and a link on their way to somebody.
    SignInId,
    /// A mail waiting to be sent.
    OutboxId,
    /// A company department, shown in the label of official answers.
    DepartmentId,
    /// A board or sub-board.
    BoardId,
    /// A thread of any kind.
    ThreadId,
    /// A post: opening, answer or reply.
    PostId,
    /// A tag.
    TagId,
    /// A flag raised by a member.
    FlagId,
    /// A picture.
    FileId,
    /// A row of an inbox.
    NotificationId,
    /// A row of the event log.
    EventId,
}

bigint_newtype! {
    /// A point in time: microseconds since 1970-01-01 UTC.
    Ts
}

impl Ts {
    /// The current time of the machine.
    pub fn now() -> Ts {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        Ts(since.map(|d| d.as_micros() as i64).unwrap_or(0))
    }

    /// This point plus a number of seconds (negative goes back).
    pub const fn plus_seconds(self, seconds: i64) -> Ts {
        Ts(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// This point plus a number of minutes.
    pub const fn plus_minutes(self, minutes: i64) -> Ts {
        self.plus_seconds(minutes.saturating_mul(60))
    }

    /// This point plus a number of hours.
    pub const fn plus_hours(self, hours: i64) -> Ts {
        self.plus_minutes(hours.saturating_mul(60))
    }

    /// This point plus a number of days of 24 hours.
    pub const fn plus_days(self, days: i64) -> Ts {
        self.plus_hours(days.saturating_mul(24))
    }

    /// RFC 3339 in UTC, to the second: "2026-11-25T13:03:00Z".
    pub fn iso(self) -> String {
        jiff::Timestamp::from_second(self.seconds()).unwrap_or_default().to_string()
    }

    /// Whole seconds since 1970.
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// Whole seconds from `earlier` to this point.
    pub const fn seconds_since(self, earlier: Ts) -> i64 {
        self.0.saturating_sub(earlier.0).div_euclid(1_000_000)
    }
}
