//! Writing an archive.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Read, Seek, Write};
use std::path::Path;

use anyhow::{Context, bail, ensure};
use data_encoding::HEXLOWER;
use diesel::prelude::*;
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::Step;
use super::manifest::{self, ColumnInfo, FilesInfo, Manifest, TableInfo};
use super::{kept, left_out, make_private};
use crate::config::Config;
use crate::db::schema::files;
use crate::db::{self, DatabaseUrl, Db, Standing, Table};
use crate::ids::{FileId, Ts};

/// How hard rows are compressed, of 9: more takes much longer and saves little.
const LEVEL: i64 = 3;
/// Rows between two reports.
const TOLD_EVERY: u64 = 1_000;

/// How much of the community.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Everything.
    Whole,
    /// Without the pictures, which stay in the data directory.
    RowsOnly,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// What is in it.
    pub manifest: Manifest,
    /// Pictures that rows speak of and that are not in the data directory: damage that was there before.
    pub missing: Vec<String>,
}

/// Writes a backup to a file, which must not be there: whole, on disk, for its owner only, or not at all.
///
/// Errors: the file is there or cannot be written; the database cannot be read.
pub fn to_file(
    config: &Config,
    path: &Path,
    extent: Extent,
    tell: &mut dyn FnMut(Step<'_>),
) -> anyhow::Result<Done> {
    ensure!(!path.exists(), "{} is there already; a backup overwrites nothing", path.display());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("backup");
    // Readable by nobody else, and gone when dropped.
    let part = tempfile::Builder::new()
        .prefix(&format!(".{name}."))
        .suffix(".part")
        .tempfile_in(folder)
        .with_context(|| format!("cannot write to {}", folder.display()))?;
    let done = write(config, BufWriter::new(part.as_file()), extent, tell)?;
    part.as_file().sync_all()?;
    part.persist_noclobber(path)
        .map_err(|problem| problem.error)
        .with_context(|| format!("cannot make {}", path.display()))?;
    File::open(folder)?.sync_all()?;
    note(&config.data_dir, path);
    Ok(done)
}

/// Leaves word of the last backup where the figures look for it; whether that works is no matter of the backup.
fn note(data_dir: &Path, path: &Path) {
    let folder = data_dir.join("backups");
    let text = format!("{} {}\n", Ts::now().iso(), path.display());
    if let Err(problem) = make_private(&folder).and_then(|()| fs::write(folder.join("last"), text)) {
        tracing::warn!(%problem, "the time of this backup could not be noted");
    }
}

/// Writes a backup to whatever takes it, such as the standard output.
pub fn to_stream(
    config: &Config,
    out: impl Write,
    extent: Extent,
    tell: &mut dyn FnMut(Step<'_>),
) -> anyhow::Result<Done> {
    let zip = ZipWriter::new_stream(BufWriter::new(out));
    Writing { zip, tell }.all(config, extent)
}

fn write(
    config: &Config,
    out: impl Write + Seek,
    extent: Extent,
    tell: &mut dyn FnMut(Step<'_>),
) -> anyhow::Result<Done> {
    Writing { zip: ZipWriter::new(out), tell }.all(config, extent)
}

struct Writing<'a, W: Write + Seek> {
    zip: ZipWriter<W>,
    tell: &'a mut dyn FnMut(Step<'_>),
}

impl<W: Write + Seek> Writing<'_, W> {
    fn all(mut self, config: &Config, extent: Extent) -> anyhow::Result<Done> {
        super::refuse_unfinished(&config.data_dir)?;
        let url = config.database()?;
        let mut missing = Vec::new();
        let mut manifest = db::look(&url, |db| {
            if let Standing::Newer(newer) = db::standing(db)? {
                // What a newer program keeps may be secret.
                bail!(
                    "{url} was made by a newer Lotse (migration {newer} is unknown here); please use that version"
                );
            }
            let migrations = db::applied_migrations(db)?;
            ensure!(!migrations.is_empty(), "there is no community in {url}");
            let mut manifest = Manifest::new(Ts::now().iso(), migrations);
            let mut gone = HashSet::new();
            if extent == Extent::Whole {
                // Before the rows, so that little time passes in which a picture can be deleted.
                manifest.files = Some(self.files(db, &url, &config.data_dir, &mut gone, &mut missing)?);
            }
            for table in db::tables(db)? {
                if !left_out::table(&table.name) {
                    manifest.tables.push(self.table(db, table, &gone)?);
                }
            }
            Ok(manifest)
        })?;
        manifest.tables.sort_by(|one, other| one.name.cmp(&other.name));
        self.start(manifest::NAME, CompressionMethod::Stored)?;
        self.zip.write_all(&serde_json::to_vec_pretty(&manifest)?)?;
        self.zip.finish()?.flush()?;
        Ok(Done { manifest, missing })
    }

    fn start(&mut self, name: &str, method: CompressionMethod) -> anyhow::Result<()> {
        let level = (method == CompressionMethod::Deflated).then_some(LEVEL);
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .compression_level(level)
            .unix_permissions(0o600)
            .large_file(true);
        Ok(self.zip.start_file(name, options)?)
    }

    /// One table: a line of JSON for each row.
    fn table(&mut self, db: &mut Db, mut table: Table, gone: &HashSet<FileId>) -> anyhow::Result<TableInfo> {
        table.columns.retain(|column| !left_out::column(&table.name, &column.name));
        let last_number = if table.is_numbered { db::last_number(db, &table.name)? } else { None };
        self.start(&manifest::entry(&table.name), CompressionMethod::Deflated)?;
        let id_at = table.columns.iter().position(|column| column.name == "id");
        let gone = gone_at(&table, id_at, gone);
        let (mut rows, mut sum) = (0, Sha256::new());
        let Writing { zip, tell } = self;
        db::each_row(db, &table, &mut |line| {
            if gone.as_ref().is_some_and(|(at, ids)| is_gone(line, *at, ids)) {
                return Ok(());
            }
            for bytes in [line.as_bytes(), b"\n"] {
                zip.write_all(bytes)?;
                sum.update(bytes);
            }
            rows += 1;
            if rows % TOLD_EVERY == 0 {
                tell(Step::Rows(&table.name, rows));
            }
            Ok(())
        })?;
        tell(Step::Rows(&table.name, rows));
        Ok(TableInfo {
            columns: table
                .columns
                .into_iter()
                .map(|column| ColumnInfo { name: column.name, holds: column.holds })
                .collect(),
            name: table.name,
            rows,
            last_number,
            sha256: HEXLOWER.encode(&sum.finalize()),
        })
    }

    /// The pictures. `gone`: rows whose picture has been removed since the snapshot, and which are left out with it.
    fn files(
        &mut self,
        db: &mut Db,
        url: &DatabaseUrl,
        data_dir: &Path,
        gone: &mut HashSet<FileId>,
        missing: &mut Vec<String>,
    ) -> anyhow::Result<FilesInfo> {
        let mut list = String::new();
        let (mut count, mut bytes) = (0, 0);
        let mut absent = Vec::new();
        kept::each(db, &mut |kept| {
            let name = entry_name(&kept.path);
            let mut file = match File::open(data_dir.join(&kept.path)) {
                Ok(file) => file,
                Err(problem) if problem.kind() == ErrorKind::NotFound => {
                    if !kept.may_be_missing {
                        absent.push((kept.row, name));
                    }
                    return Ok(());
                }
                Err(problem) => return Err(problem).with_context(|| format!("{name} cannot be read")),
            };
            // They are compressed already.
            self.start(&name, CompressionMethod::Stored)?;
            let (length, sum) = copy(&mut file, &mut self.zip)?;
            list.push_str(&format!("{sum}  {name}\n"));
            count += 1;
            bytes += length;
            (self.tell)(Step::Files(count));
            Ok(())
        })?;
        for (row, name) in absent {
            match row {
                Some(row) if !is_there_now(url, row)? => drop(gone.insert(row)),
                _ => missing.push(name),
            }
        }
        self.start(manifest::FILES, CompressionMethod::Deflated)?;
        self.zip.write_all(list.as_bytes())?;
        Ok(FilesInfo { count, bytes, sha256: HEXLOWER.encode(&Sha256::digest(list.as_bytes())) })
    }
}

/// Copies everything; returns its length and sum.
pub fn copy(from: &mut impl Read, to: &mut impl Write) -> io::Result<(u64, String)> {
    let (mut length, mut sum) = (0, Sha256::new());
    let mut some = vec![0; 64 * 1024];
    loop {
        match from.read(&mut some) {
            Ok(0) => return Ok((length, HEXLOWER.encode(&sum.finalize()))),
            Ok(read) => {
                let bytes = some.get(..read).unwrap_or_default();
                to.write_all(bytes)?;
                sum.update(bytes);
                length += read as u64;
            }
            Err(problem) if problem.kind() == ErrorKind::Interrupted => {}
            Err(problem) => return Err(problem),
        }
    }
}

/// A path as ZIP writes it.
fn entry_name(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// Whether the row of a picture is there now, outside the snapshot.
fn is_there_now(url: &DatabaseUrl, row: FileId) -> anyhow::Result<bool> {
    db::look(url, |db| Ok(files::table.find(row).count().get_result::<i64>(db)? > 0))
}

fn gone_at<'a>(
    table: &Table,
    id_at: Option<usize>,
    gone: &'a HashSet<FileId>,
) -> Option<(usize, &'a HashSet<FileId>)> {
    id_at.filter(|_| table.name == "files" && !gone.is_empty()).map(|at| (at, gone))
}

fn is_gone(line: &str, at: usize, gone: &HashSet<FileId>) -> bool {
    let values: Vec<serde_json::Value> = serde_json::from_str(line).unwrap_or_default();
    values.get(at).and_then(serde_json::Value::as_i64).is_some_and(|id| gone.contains(&FileId(id)))
}

/// Removes what a killed backup has left beside the file it was to become.
pub fn remove_parts(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_part = name.to_str().is_some_and(|name| name.starts_with('.') && name.ends_with(".part"));
        if is_part && let Err(problem) = fs::remove_file(entry.path()) {
            tracing::debug!(%problem, "what a stopped backup left cannot be removed");
        }
    }
}
