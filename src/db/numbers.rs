//! Numbers of rows, taken before the rows are written, so that many rows that name each other go in at once.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::Db;

/// A table whose rows are numbered by the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the names of the tables
pub enum Numbered {
    Threads,
    Posts,
    Members,
}

impl Numbered {
    const fn table(self) -> &'static str {
        match self {
            Numbered::Threads => "threads",
            Numbered::Posts => "posts",
            Numbered::Members => "members",
        }
    }
}

#[derive(QueryableByName)]
struct Taken {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// The next numbers of a table, ascending, for rows that are written in the same transaction.
///
/// On SQLite nobody else writes until it ends; PostgreSQL gives no number twice.
pub fn reserve(db: &mut Db, table: Numbered, how_many: usize) -> QueryResult<Vec<i64>> {
    let (name, how_many) = (table.table(), how_many as i64);
    match db {
        Db::Sqlite(c) => {
            let last = diesel::sql_query("SELECT seq AS id FROM sqlite_sequence WHERE name = $1");
            let last: Option<Taken> =
                last.bind::<diesel::sql_types::Text, _>(name).get_result(c).optional()?;
            let last = last.map_or(0, |row| row.id);
            Ok((last + 1..=last + how_many).collect())
        }
        Db::Pg(c) => {
            let next = format!(
                "SELECT nextval(pg_get_serial_sequence('{name}', 'id')) AS id FROM generate_series(1, $1)"
            );
            let taken: Vec<Taken> = diesel::sql_query(next).bind::<BigInt, _>(how_many).load(c)?;
            Ok(taken.into_iter().map(|row| row.id).collect())
        }
    }
}
