//! A community from an archive, in an empty database.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use diesel::prelude::*;

use super::archive::Archive;
use super::manifest::{Manifest, TableInfo};
use super::{Step, kept, left_out, make_private};
use crate::config::{Config, DatabaseUrl};
use crate::db::schema::site;
use crate::db::{self, Column, Db, Filling, Table};
use crate::ids::Ts;

/// Says, while it is there, that a restore has begun and not ended.
const MARK: &str = "restore-unfinished";
/// Bytes of rows that go in with one statement.
const BYTES: usize = 1024 * 1024;
/// Rows that go in with one statement.
const ROWS: usize = 2_000;
/// Tables that a server writes to when nobody has used the community yet.
const BEFORE_ANYBODY: [&str; 2] = ["site", "jobs"];

/// What was restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// What was in the archive.
    pub manifest: Manifest,
    /// Where it is now.
    pub url: DatabaseUrl,
}

/// Makes the community of an archive in the database and the data directory of `config`.
///
/// Errors, before anything is touched: a damaged, foreign or newer archive, a database that is not empty, a running
/// server. Later ones leave the database as it was.
pub fn restore(config: &Config, path: &Path, tell: &mut dyn FnMut(Step<'_>)) -> anyhow::Result<Restored> {
    let mut archive = Archive::open(path, tell)?;
    let url = config.database()?;
    if let DatabaseUrl::Sqlite(file) = &url {
        let folder = file.parent().unwrap_or(Path::new("."));
        make_private(&config.data_dir)?;
        make_private(folder)?;
    }
    make_private(&config.data_dir)?;
    let _lock = db::refuse_if_in_use(&url)?;
    refuse_filled(&url)?;
    let mark = config.data_dir.join(MARK);
    fs::write(&mark, "A restore was begun here and has not ended. Run lotse restore again.\n")
        .with_context(|| format!("cannot write to {}", config.data_dir.display()))?;
    sync_folder(&config.data_dir)?;
    files(&mut archive, &config.data_dir, tell)?;
    rows(&mut archive, &url, tell)?;
    fs::remove_file(&mark)?;
    sync_folder(&config.data_dir)?;
    Ok(Restored { manifest: archive.manifest().clone(), url })
}

/// Errors: a restore into this data directory has begun and not ended.
pub fn refuse_unfinished(data_dir: &Path) -> anyhow::Result<()> {
    ensure!(
        !data_dir.join(MARK).exists(),
        "a restore into {} was begun and has not ended; run lotse restore again",
        data_dir.display()
    );
    Ok(())
}

fn refuse_filled(url: &DatabaseUrl) -> anyhow::Result<()> {
    if matches!(url, DatabaseUrl::Sqlite(path) if !path.exists()) {
        return Ok(());
    }
    db::look(url, |db| {
        if let db::Standing::Newer(newer) = db::standing(db)? {
            bail!("{url} was made by a newer Lotse (migration {newer} is unknown here)");
        }
        for table in db::tables(db)? {
            let is_looked_at =
                !left_out::table(&table.name) && !BEFORE_ANYBODY.contains(&table.name.as_str());
            ensure!(
                !is_looked_at || !db::has_rows(db, &table.name)?,
                "{url} is not empty (there is something in {}); a restore overwrites nothing",
                table.name
            );
        }
        Ok(())
    })
}

fn files(archive: &mut Archive, data_dir: &Path, tell: &mut dyn FnMut(Step<'_>)) -> anyhow::Result<()> {
    let mut folders: BTreeSet<PathBuf> = BTreeSet::new();
    for (done, name) in archive.files().iter().enumerate() {
        // Looked at when the archive was opened.
        let Some(path) = kept::below(name).map(|path| data_dir.join(path)) else { continue };
        let folder = path.parent().unwrap_or(data_dir);
        if folders.insert(folder.to_owned()) {
            make_private(folder)?;
        }
        let mut part = tempfile::Builder::new().prefix(".").suffix(".part").tempfile_in(folder)?;
        archive.copy_file(name, &mut part)?;
        part.flush()?;
        part.as_file().sync_all()?;
        part.persist(&path).map_err(|problem| problem.error)?;
        tell(Step::Files(done as u64 + 1));
    }
    folders.iter().try_for_each(|folder| sync_folder(folder))?;
    Ok(())
}

fn rows(archive: &mut Archive, url: &DatabaseUrl, tell: &mut dyn FnMut(Step<'_>)) -> anyhow::Result<()> {
    let manifest = archive.manifest().clone();
    let mut filling = Filling::begin(url, &manifest.migrations)?;
    let there = filling.tables()?;
    for table in there.iter().filter(|table| !left_out::table(&table.name)) {
        let is_in = manifest.tables.iter().any(|one| one.name == table.name);
        ensure!(is_in, "the backup does not fit: there is no table {} in it", table.name);
    }
    for info in &manifest.tables {
        let table = there.iter().find(|table| table.name == info.name);
        let table = table
            .with_context(|| format!("the backup does not fit: nobody knows its table {}", info.name))?;
        put(archive, &mut filling, table, info, tell)
            .with_context(|| format!("the rows of {} could not be taken", info.name))?;
        if table.is_numbered {
            filling.number_on(&table.name, info.last_number.unwrap_or(0))?;
        }
    }
    tell(Step::Settling);
    filling.settle(begin_anew).context("the backup does not hold together")?;
    filling.finish()
}

fn put(
    archive: &mut Archive,
    filling: &mut Filling,
    table: &Table,
    info: &TableInfo,
    tell: &mut dyn FnMut(Step<'_>),
) -> anyhow::Result<()> {
    let columns = matching(table, info)?;
    let mut batch = String::from("[");
    let (mut waiting, mut done) = (0, 0);
    archive.each_row(info, &mut |line| {
        if waiting > 0 {
            batch.push(',');
        }
        batch.push_str(line);
        waiting += 1;
        if waiting >= ROWS || batch.len() >= BYTES {
            batch.push(']');
            done += filling.put(table, &columns, &batch)? as u64;
            batch.truncate(1);
            waiting = 0;
            tell(Step::Rows(&info.name, done));
        }
        Ok(())
    })?;
    if waiting > 0 {
        batch.push(']');
        done += filling.put(table, &columns, &batch)? as u64;
        tell(Step::Rows(&info.name, done));
    }
    ensure!(done == info.rows, "{done} rows of {} went in", info.rows);
    Ok(())
}

/// The table's columns in the archive's order.
fn matching<'a>(table: &'a Table, info: &TableInfo) -> anyhow::Result<Vec<&'a Column>> {
    let is_wanted = |column: &&Column| !left_out::column(&table.name, &column.name);
    if let Some(column) = table
        .columns
        .iter()
        .filter(is_wanted)
        .find(|column| info.columns.iter().all(|one| one.name != column.name))
    {
        bail!("the backup does not fit: there is no column {} in it", column.name);
    }
    info.columns
        .iter()
        .map(|one| {
            let found =
                table.columns.iter().find(|column| column.name == one.name && column.holds == one.holds);
            found.with_context(|| format!("the backup does not fit: nobody knows its column {}", one.name))
        })
        .collect()
}

/// The log begins another life, so that what is made from it is made anew; and pages kept anywhere are outdated.
fn begin_anew(db: &mut Db) -> anyhow::Result<()> {
    let (epoch, version): (i64, i64) = site::table
        .select((site::epoch, site::version))
        .first(db)
        .optional()?
        .context("the row about the installation is missing")?;
    // By the clock: two restores of the same archive are two lives.
    let epoch = Ts::now().0.max(epoch + 1);
    diesel::update(site::table).set((site::epoch.eq(epoch), site::version.eq(version + 1))).execute(db)?;
    Ok(())
}

fn sync_folder(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}
