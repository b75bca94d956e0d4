//! What an archive says about itself, in its entry `lotse-backup.json`.

use anyhow::ensure;
use serde::{Deserialize, Serialize};

use crate::db::{Holds, known_migrations};

/// The entry with the manifest.
pub const NAME: &str = "lotse-backup.json";
/// The list of files, as `sha256sum` writes it.
pub const FILES: &str = "files.sha256";
/// What makes an archive one of ours.
const PROGRAM: &str = "lotse";
/// Grows when what an archive holds is to be read another way. New tables and columns do not count: the migrations
/// tell them.
pub const FORMAT: u32 = 1;

/// The manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Always `lotse`.
    pub program: String,
    /// How the archive is to be read.
    pub format: u32,
    /// The version that made it.
    pub version: String,
    /// When, in UTC.
    pub made_at: String,
    /// The migrations of the database it was made from, the oldest first.
    pub migrations: Vec<String>,
    /// The tables in it.
    pub tables: Vec<TableInfo>,
    /// The pictures in it; `None` when it was made without them.
    pub files: Option<FilesInfo>,
}

/// A table in the archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableInfo {
    /// Its name; the rows are in `tables/NAME.jsonl`.
    pub name: String,
    /// The columns, in the order of the values of each row.
    pub columns: Vec<ColumnInfo>,
    /// How many rows.
    pub rows: u64,
    /// The last number given to a row, where the database numbers them.
    pub last_number: Option<i64>,
    /// Of the rows, as they are when unpacked.
    pub sha256: String,
}

/// A column in the archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnInfo {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub holds: Holds,
}

/// The pictures in the archive, listed in `files.sha256`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilesInfo {
    /// How many files.
    pub count: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Of the list.
    pub sha256: String,
}

impl Manifest {
    /// An empty one of this program.
    pub fn new(made_at: String, migrations: Vec<String>) -> Manifest {
        Manifest {
            program: PROGRAM.into(),
            format: FORMAT,
            version: env!("CARGO_PKG_VERSION").into(),
            made_at,
            migrations,
            tables: Vec::new(),
            files: None,
        }
    }

    /// Reads it and makes sure that this program can do something with the archive.
    ///
    /// Errors: a sentence that says why not.
    pub fn read(bytes: &[u8]) -> anyhow::Result<Manifest> {
        // First only what every format has, so that a newer one is told from a damaged one.
        let head: Head = serde_json::from_slice(bytes).map_err(|_| foreign())?;
        ensure!(head.program == PROGRAM, foreign());
        ensure!(
            head.format <= FORMAT,
            "this backup was made by Lotse {}, which is newer than this program; please use that version",
            head.version
        );
        let manifest: Manifest = serde_json::from_slice(bytes)
            .map_err(|problem| anyhow::anyhow!("the backup is damaged: {NAME} cannot be read ({problem})"))?;
        let known = known_migrations();
        if let Some(newer) = manifest.migrations.iter().find(|one| !known.contains(one)) {
            anyhow::bail!(
                "this backup was made by a newer Lotse ({}; migration {newer} is unknown here); please use that \
                 version",
                manifest.version
            );
        }
        ensure!(!manifest.migrations.is_empty(), "the backup is damaged: it names no migrations");
        Ok(manifest)
    }

    /// All rows in it.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }

    /// The rows of a table.
    pub fn rows_of(&self, name: &str) -> u64 {
        self.tables.iter().find(|table| table.name == name).map_or(0, |table| table.rows)
    }
}

impl TableInfo {
    /// The entry with its rows.
    pub fn entry(&self) -> String {
        entry(&self.name)
    }
}

/// The entry with the rows of a table.
pub fn entry(table: &str) -> String {
    format!("tables/{table}.jsonl")
}

/// The sentence for files that are something else.
pub fn foreign() -> anyhow::Error {
    anyhow::anyhow!("this is no backup of Lotse")
}

#[derive(Deserialize)]
struct Head {
    program: String,
    format: u32,
    version: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(manifest: &Manifest) -> String {
        let bytes = serde_json::to_vec(manifest).expect("it can be written");
        Manifest::read(&bytes).map_or_else(|problem| problem.to_string(), |_| "good".into())
    }

    #[test]
    fn only_what_this_program_can_read_is_taken() {
        let good = Manifest::new("2026-01-01".into(), known_migrations());
        assert_eq!(said(&good), "good");
        let older = Manifest { migrations: known_migrations()[..2].to_vec(), ..good.clone() };
        assert_eq!(said(&older), "good");
        let newer = Manifest { format: FORMAT + 1, version: "9.9".into(), ..good.clone() };
        assert!(said(&newer).contains("Lotse 9.9, which is newer"));
        let migrated = Manifest { migrations: vec!["99990101000000".into()], ..good.clone() };
        assert!(said(&migrated).contains("migration 99990101000000 is unknown here"));
        let foreign = Manifest { program: "other".into(), ..good };
        assert!(said(&foreign).contains("no backup of Lotse"));
        assert!(Manifest::read(b"{}").expect_err("no").to_string().contains("no backup of Lotse"));
        let half = br#"{"program":"lotse","format":1,"version":"1"}"#;
        assert!(Manifest::read(half).expect_err("no").to_string().contains("damaged"));
    }
}
