//! Whole tables, out of one database and into the other: a row is a line of JSON, the values in the order of the
//! columns; numbers and text as they are, true and false as 1 and 0.
//!
//! The database itself makes and takes apart these lines, so that no table is described a second time here.

use std::fmt::Write as _;

use diesel::connection::{DefaultLoadingMode, SimpleConnection};
use diesel::pg::PgRowByRowLoadingMode;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};

use super::Db;
use super::catalogue::{Column, Holds, Table};

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = Nullable<BigInt>)]
    number: Option<i64>,
}

/// Hands every row to `take`, in the order of the key, one at a time: memory does not grow with the table.
///
/// Errors: the database's, or the first of `take`.
pub fn each_row(
    db: &mut Db,
    table: &Table,
    take: &mut dyn FnMut(&str) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let (made, truth) = match db {
        Db::Sqlite(_) => ("json_array", ""),
        Db::Pg(_) => ("json_build_array", "::int"),
    };
    let values: Vec<String> = table
        .columns
        .iter()
        .map(|column| match column.holds {
            Holds::Truth => format!("{}{truth}", quoted(&column.name)),
            _ => quoted(&column.name),
        })
        .collect();
    let key: Vec<String> = table.key.iter().map(|name| quoted(name)).collect();
    let order = if key.is_empty() { String::new() } else { format!(" ORDER BY {}", key.join(", ")) };
    let as_text = if matches!(db, Db::Pg(_)) { "::text" } else { "" };
    let query = diesel::sql_query(format!(
        "SELECT {made}({}){as_text} AS line FROM {}{order}",
        values.join(", "),
        quoted(&table.name)
    ));
    match db {
        Db::Sqlite(c) => {
            for row in query.load_iter::<Line, DefaultLoadingMode>(c)? {
                take(&row?.line)?;
            }
        }
        Db::Pg(c) => {
            for row in query.load_iter::<Line, PgRowByRowLoadingMode>(c)? {
                take(&row?.line)?;
            }
        }
    }
    Ok(())
}

/// Puts rows into a table: `rows` is a JSON array of lines as [`each_row`] gives them, with values for `columns`.
pub fn put_rows(db: &mut Db, table: &Table, columns: &[&Column], rows: &str) -> QueryResult<usize> {
    let names: Vec<String> = columns.iter().map(|column| quoted(&column.name)).collect();
    let mut values = String::new();
    for (place, column) in columns.iter().enumerate() {
        let between = if place == 0 { "" } else { ", " };
        let _ = match db {
            Db::Sqlite(_) => write!(values, "{between}value ->> {place}"),
            Db::Pg(_) => write!(values, "{between}(line ->> {place})::{}", column.declared),
        };
    }
    let source = match db {
        Db::Sqlite(_) => "json_each($1)",
        Db::Pg(_) => "jsonb_array_elements($1::jsonb) AS line",
    };
    let into = quoted(&table.name);
    diesel::sql_query(format!("INSERT INTO {into} ({}) SELECT {values} FROM {source}", names.join(", ")))
        .bind::<Text, _>(rows)
        .execute(db)
}

/// Whether a table has any rows.
pub fn has_rows(db: &mut Db, table: &str) -> QueryResult<bool> {
    let query = format!("SELECT CAST(1 AS BIGINT) AS number FROM {} LIMIT 1", quoted(table));
    Ok(diesel::sql_query(query).get_result::<Number>(db).optional()?.is_some())
}

/// Removes all rows of a table.
pub fn empty(db: &mut Db, table: &str) -> QueryResult<usize> {
    diesel::sql_query(format!("DELETE FROM {}", quoted(table))).execute(db)
}

/// The last number the database has given to a row of a numbered table, rows that are gone included.
pub fn last_number(db: &mut Db, table: &str) -> QueryResult<Option<i64>> {
    let query = match db {
        Db::Sqlite(_) => "SELECT MAX(seq) AS number FROM sqlite_sequence WHERE name = $1",
        Db::Pg(_) => "SELECT pg_sequence_last_value(pg_get_serial_sequence($1, 'id')::regclass) AS number",
    };
    Ok(diesel::sql_query(query).bind::<Text, _>(table).get_result::<Number>(db)?.number)
}

/// Has the numbering of a table go on after its highest number, and after `last`: no number is given twice.
pub fn number_on(db: &mut Db, table: &str, last: i64) -> QueryResult<()> {
    let query = format!("SELECT CAST(MAX(id) AS BIGINT) AS number FROM {}", quoted(table));
    let highest = diesel::sql_query(query).get_result::<Number>(db)?.number.unwrap_or(0);
    let last = last.max(highest);
    if last < 1 {
        return Ok(());
    }
    match db {
        Db::Sqlite(c) => {
            diesel::sql_query("DELETE FROM sqlite_sequence WHERE name = $1")
                .bind::<Text, _>(table)
                .execute(c)?;
            diesel::sql_query("INSERT INTO sqlite_sequence (name, seq) VALUES ($1, $2)")
                .bind::<Text, _>(table)
                .bind::<BigInt, _>(last)
                .execute(c)?;
        }
        Db::Pg(c) => {
            diesel::sql_query("SELECT setval(pg_get_serial_sequence($1, 'id'), $2)")
                .bind::<Text, _>(table)
                .bind::<BigInt, _>(last)
                .execute(c)?;
        }
    }
    Ok(())
}

/// Takes indexes and references between tables away, and returns the statements that make them again: many rows go
/// in several times faster without, and in any order. What they promise is looked at when they are made again.
pub fn set_aside(db: &mut Db) -> QueryResult<Vec<String>> {
    let pairs = match db {
        Db::Sqlite(_) => vec![
            "SELECT 'DROP INDEX \"' || name || '\"' AS away, sql AS again FROM sqlite_master \
             WHERE type = 'index' AND sql IS NOT NULL ORDER BY name",
        ],
        Db::Pg(_) => vec![
            "SELECT format('DROP INDEX %s', i.indexrelid::regclass) AS away, pg_get_indexdef(i.indexrelid) AS \
             again FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid \
             WHERE c.relnamespace = current_schema()::regnamespace AND NOT EXISTS \
             (SELECT 1 FROM pg_constraint o WHERE o.conindid = i.indexrelid) ORDER BY c.relname",
            "SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS away, \
             format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, \
             pg_get_constraintdef(oid)) AS again FROM pg_constraint \
             WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY conname",
        ],
    };
    let mut again = Vec::new();
    for query in pairs {
        let found: Vec<Aside> = diesel::sql_query(query).load(db)?;
        for one in found {
            db.batch_execute(&one.away)?;
            again.push(one.again);
        }
    }
    Ok(again)
}

#[derive(QueryableByName)]
struct Aside {
    #[diesel(sql_type = Text)]
    away: String,
    #[diesel(sql_type = Text)]
    again: String,
}

/// A name as part of a statement.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
