//! What diesel offers on each database but not on the pair.

use diesel::QueryResult;
use diesel::RunQueryDsl;
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sqlite::Sqlite;

use super::{Db, MultiBackend};

/// Any statement that is valid on both databases by itself, such as an upsert.
pub struct Both<T>(pub T);

impl<T: QueryFragment<Sqlite> + QueryFragment<Pg>> QueryFragment<MultiBackend> for Both<T> {
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        MultiBackend::walk_variant_ast(&self.0, pass)
    }
}

impl<T: QueryId> QueryId for Both<T> {
    type QueryId = T::QueryId;
    const HAS_STATIC_QUERY_ID: bool = T::HAS_STATIC_QUERY_ID;
}

impl<T: Query> Query for Both<T> {
    type SqlType = T::SqlType;
}

impl<T> RunQueryDsl<Db> for Both<T> {}

/// The columns of a `Selectable` struct, for `RETURNING` (diesel's `as_returning` is missing on the pair).
pub trait Cols: diesel::Selectable<MultiBackend> + Sized {
    /// The columns in the order of the struct's fields.
    fn cols() -> Self::SelectExpression {
        Self::construct_selection()
    }
}

impl<T: diesel::Selectable<MultiBackend>> Cols for T {}

/// Runs one statement on whichever database it is: `on_each!(db, |c| insert_into(t).values(&rows).execute(c))`.
#[macro_export]
macro_rules! on_each {
    ($db:expr, |$c:ident| $body:expr) => {
        match &mut *$db {
            $crate::db::Db::Pg($c) => $body,
            $crate::db::Db::Sqlite($c) => $body,
        }
    };
}

/// Loads rows that stay as they are until the transaction ends: locked on PostgreSQL; on SQLite nobody else writes.
/// With an order, they are locked in it.
macro_rules! load_locked {
    ($db:expr, $query:expr) => {
        match &mut *$db {
            $crate::db::Db::Pg(c) => diesel::RunQueryDsl::load(diesel::QueryDsl::for_update($query), c),
            $crate::db::Db::Sqlite(c) => diesel::RunQueryDsl::load($query, c),
        }
    };
}

pub(crate) use load_locked;
