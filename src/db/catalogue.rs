//! Which tables and columns there are, as the database itself says: for backups, which take the community as it
//! stands, whichever migrations it has seen.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::Db;

/// What a column holds, the same word in both databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Holds {
    /// A whole number of any size.
    Number,
    /// Text.
    Text,
    /// True or false.
    Truth,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub holds: Holds,
    /// The type in the words of this database.
    pub(super) declared: String,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, in the order they were made in.
    pub columns: Vec<Column>,
    /// The columns of its primary key.
    pub key: Vec<String>,
    /// Whether the database numbers its rows, in the column `id`.
    pub is_numbered: bool,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    in_table: String,
    #[diesel(sql_type = Text)]
    called: String,
    #[diesel(sql_type = Text)]
    declared: String,
    /// Place in the primary key, from 1; 0 outside it.
    #[diesel(sql_type = BigInt)]
    key_place: i64,
    #[diesel(sql_type = BigInt)]
    numbered: i64,
}

const ON_SQLITE: &str = "SELECT m.name AS in_table, p.name AS called, p.type AS declared, p.pk AS key_place, \
     (p.pk = 1 AND m.sql LIKE '%AUTOINCREMENT%') AS numbered \
     FROM sqlite_master m JOIN pragma_table_info(m.name) p \
     WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY m.name, p.cid";

const ON_POSTGRES: &str = "SELECT c.relname::text AS in_table, a.attname::text AS called, \
     format_type(a.atttypid, a.atttypmod) AS declared, \
     COALESCE(array_position(i.indkey::int2[], a.attnum) + 1, 0)::bigint AS key_place, \
     (a.attidentity <> '')::int::bigint AS numbered \
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped \
     LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary \
     WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace \
     ORDER BY c.relname COLLATE \"C\", a.attnum";

/// The community's tables by name, without the list of migrations. None in a new database.
///
/// Errors: the database does not answer, or a column is of a type that is not among [`Holds`].
pub fn tables(db: &mut Db) -> anyhow::Result<Vec<Table>> {
    let rows: Vec<Row> = match db {
        Db::Sqlite(c) => diesel::sql_query(ON_SQLITE).load(c)?,
        Db::Pg(c) => diesel::sql_query(ON_POSTGRES).load(c)?,
    };
    let mut tables: Vec<Table> = Vec::new();
    let mut keys: Vec<(i64, String)> = Vec::new();
    for row in rows.into_iter().filter(|row| row.in_table != super::migrate::LIST) {
        if tables.last().is_none_or(|last| last.name != row.in_table) {
            close(&mut tables, &mut keys);
            tables.push(Table {
                name: row.in_table.clone(),
                columns: Vec::new(),
                key: Vec::new(),
                is_numbered: false,
            });
        }
        let holds = holds(&row.declared).ok_or_else(|| {
            anyhow::anyhow!(
                "the column {}.{} holds {}, which nothing here reads",
                row.in_table,
                row.called,
                row.declared
            )
        })?;
        if row.key_place > 0 {
            keys.push((row.key_place, row.called.clone()));
        }
        if let Some(table) = tables.last_mut() {
            table.is_numbered |= row.numbered != 0;
            table.columns.push(Column { name: row.called, holds, declared: row.declared });
        }
    }
    close(&mut tables, &mut keys);
    tables.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(tables)
}

fn close(tables: &mut [Table], keys: &mut Vec<(i64, String)>) {
    keys.sort();
    let key = keys.drain(..).map(|(_, name)| name).collect();
    if let Some(table) = tables.last_mut() {
        table.key = key;
    }
}

fn holds(declared: &str) -> Option<Holds> {
    match declared.to_ascii_lowercase().as_str() {
        "smallint" | "integer" | "bigint" => Some(Holds::Number),
        "text" => Some(Holds::Text),
        "boolean" => Some(Holds::Truth),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::db::{Database, DatabaseUrl};

    /// Table, column and what it holds, as `schema.rs` says.
    fn described() -> BTreeMap<String, Vec<(String, Holds)>> {
        let mut found = BTreeMap::new();
        let mut table = String::new();
        for line in include_str!("schema.rs").lines().map(str::trim) {
            if let Some((name, _)) = line.split_once(" (").filter(|_| line.ends_with('{')) {
                table = name.to_owned();
            }
            let Some((column, kind)) = line.split_once(" -> ").filter(|_| line.ends_with(',')) else {
                continue;
            };
            if column.contains('(') {
                continue;
            }
            let kind = kind.trim_end_matches(',').trim_start_matches("Nullable<").trim_end_matches('>');
            let holds =
                if kind == "Bool" { Holds::Truth } else { holds(kind).expect("a kind that backups know") };
            found.entry(table.clone()).or_insert_with(Vec::new).push((column.to_owned(), holds));
        }
        found
    }

    #[test]
    fn the_database_and_the_schema_say_the_same() {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let database = Database::open(DatabaseUrl::Sqlite(dir.path().join("t.db"))).expect("opens");
        let found = database.read_now(tables).expect("readable");
        let found: BTreeMap<_, _> = found
            .into_iter()
            .map(|table| {
                assert!(!table.key.is_empty(), "{} has no key", table.name);
                let mut columns: Vec<_> =
                    table.columns.into_iter().map(|column| (column.name, column.holds)).collect();
                columns.sort_by(|one, other| one.0.cmp(&other.0));
                (table.name, columns)
            })
            .collect();
        let mut said = described();
        said.values_mut().for_each(|columns| columns.sort_by(|one, other| one.0.cmp(&other.0)));
        assert_eq!(found, said);
    }
}
