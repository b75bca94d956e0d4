//! Closed enums as small numbers, the same in both databases.

/// Gives an enum of small numbers its way in and out of the database: `from_code`, `code`, diesel's traits.
///
/// An unknown number is an error when read: a newer program has written it.
#[macro_export]
macro_rules! small_codes {
    ($name:ident { $($variant:ident = $code:literal),+ $(,)? }) => {
        impl $name {
            /// Every one, in the order of their numbers.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// As stored.
            pub const fn code(self) -> i16 {
                match self { $($name::$variant => $code),+ }
            }

            /// Reads [`code`](Self::code).
            pub const fn from_code(code: i16) -> Option<$name> {
                match code { $($code => Some($name::$variant),)+ _ => None }
            }
        }

        impl<DB: diesel::backend::Backend> diesel::serialize::ToSql<diesel::sql_types::SmallInt, DB> for $name
        where
            i16: diesel::serialize::ToSql<diesel::sql_types::SmallInt, DB>,
        {
            fn to_sql<'b>(
                &'b self,
                out: &mut diesel::serialize::Output<'b, '_, DB>,
            ) -> diesel::serialize::Result {
                // The number must outlive the call, so it is one of these constants and not a local.
                match self { $($name::$variant => {
                    const CODE: &i16 = &$code;
                    CODE.to_sql(out)
                }),+ }
            }
        }

        impl<DB: diesel::backend::Backend> diesel::deserialize::FromSql<diesel::sql_types::SmallInt, DB> for $name
        where
            i16: diesel::deserialize::FromSql<diesel::sql_types::SmallInt, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                let code = i16::from_sql(bytes)?;
                $name::from_code(code)
                    .ok_or_else(|| format!("{} has no number {code}", stringify!($name)).into())
            }
        }
    };
}
