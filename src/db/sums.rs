//! Sums that are stored for speed, and what each is counted from: compared by `lotse check`, mended by `--mend`.

use diesel::prelude::*;
use diesel::result::Error;
use diesel::sql_types::{BigInt, Nullable, Text};

use super::Db;
use super::whole::dangling;

/// A stored sum.
#[derive(Clone, Copy, Debug)]
pub struct Sum {
    /// In which table; its rows have an `id`.
    pub table: &'static str,
    /// In which column.
    pub column: &'static str,
    /// What it is counted from: an expression about the row `t`, the same on both databases.
    pub counted: &'static str,
}

/// A number that is not what a recount makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// In which table.
    pub table: &'static str,
    /// In which row.
    pub id: i64,
    /// In which column.
    pub column: &'static str,
    /// As stored.
    pub stored: String,
    /// As counted.
    pub counted: String,
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Difference { table, id, column, stored, counted } = self;
        write!(f, "{table} {id}: {column} is {stored}, counted are {counted}")
    }
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = BigInt)]
    stored: i64,
    #[diesel(sql_type = BigInt)]
    counted: i64,
}

#[derive(QueryableByName)]
struct Last {
    #[diesel(sql_type = Nullable<BigInt>)]
    last: Option<i64>,
}

/// The differences of up to `most` rows with ids after `after`, and the last id looked at; `None` at the end.
pub fn differences(
    db: &mut Db,
    sum: &Sum,
    after: i64,
    most: i64,
) -> QueryResult<(Vec<Difference>, Option<i64>)> {
    let Sum { table, column, counted } = *sum;
    let slice = format!(
        "SELECT CAST(MAX(id) AS BIGINT) AS last FROM (SELECT id FROM {table} WHERE id > $1 ORDER BY id LIMIT $2) s"
    );
    let last: Last =
        diesel::sql_query(slice).bind::<BigInt, _>(after).bind::<BigInt, _>(most).get_result(db)?;
    let Some(last) = last.last else { return Ok((Vec::new(), None)) };
    let query = format!(
        "SELECT t.id AS id, CAST(t.{column} AS BIGINT) AS stored, CAST({counted} AS BIGINT) AS counted \
         FROM {table} t WHERE t.id > $1 AND t.id <= $2 AND t.{column} <> {counted} ORDER BY t.id"
    );
    let rows: Vec<Row> =
        diesel::sql_query(query).bind::<BigInt, _>(after).bind::<BigInt, _>(last).load(db)?;
    let found = rows
        .into_iter()
        .map(|row| Difference {
            table,
            id: row.id,
            column,
            stored: row.stored.to_string(),
            counted: row.counted.to_string(),
        })
        .collect();
    Ok((found, Some(last)))
}

/// Writes what is counted.
pub fn mend(db: &mut Db, sum: &Sum, id: i64) -> QueryResult<()> {
    let Sum { table, column, counted } = *sum;
    let query = format!("UPDATE {table} AS t SET {column} = {counted} WHERE t.id = $1");
    diesel::sql_query(query).bind::<BigInt, _>(id).execute(db).map(|_| ())
}

#[derive(QueryableByName)]
struct Said {
    #[diesel(sql_type = Text)]
    integrity_check: String,
}

/// What the database finds wrong with itself: damaged pages, rows that point to nothing. PostgreSQL keeps references
/// by itself and has tools of its own for its files.
pub fn integrity(db: &mut Db) -> QueryResult<Vec<String>> {
    let Db::Sqlite(c) = db else { return Ok(Vec::new()) };
    let said: Vec<Said> = match diesel::sql_query("PRAGMA integrity_check(100)").load(c) {
        Ok(said) => said,
        // So damaged that not even the search for damage comes to its end.
        Err(Error::DatabaseError(_, info)) if info.message().contains("malformed") => {
            return Ok(vec![format!("the database is damaged: {}", info.message())]);
        }
        Err(problem) => return Err(problem),
    };
    let mut found: Vec<String> = said
        .into_iter()
        .map(|one| one.integrity_check)
        .filter(|said| said != "ok")
        .map(|said| format!("the database is damaged: {}", said.replace('\n', " ")))
        .collect();
    if found.is_empty() {
        found = dangling(db)?;
    }
    Ok(found)
}
