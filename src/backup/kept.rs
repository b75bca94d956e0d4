//! Which files of the data directory belong to the community: its pictures and its logo. Everything else there is
//! made from the database, or is no part of the community.

use std::collections::HashSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use diesel::prelude::*;

use crate::db::Db;
use crate::db::schema::{files, settings};
use crate::ids::FileId;
use crate::pictures::keep::{self, Size};

/// Rows looked at in one statement.
const AT_A_TIME: i64 = 500;

/// A file, and whether it may be missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The row of the picture; none for the logo.
    pub row: Option<FileId>,
    /// Below the data directory.
    pub path: PathBuf,
    /// A picture that is small enough has no thumbnail of its own.
    pub may_be_missing: bool,
}

#[derive(Queryable)]
struct Row {
    id: FileId,
    name: String,
    mime: String,
    thumb_mime: String,
    width: i32,
    height: i32,
    thumb_width: i32,
    thumb_height: i32,
}

/// Hands every file of the community to `take`.
pub fn each(db: &mut Db, take: &mut dyn FnMut(Kept) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let logo: Option<String> = settings::table.find("logo").select(settings::value).first(db).optional()?;
    if let Some(path) =
        logo.filter(|logo| !logo.is_empty()).and_then(|logo| below(&format!("files/logo/{logo}")))
    {
        take(Kept { row: None, path, may_be_missing: false })?;
    }
    let mut after = FileId(0);
    loop {
        let rows: Vec<Row> = files::table
            .filter(files::id.gt(after))
            .order(files::id)
            .limit(AT_A_TIME)
            .select((
                files::id,
                files::name,
                files::mime,
                files::thumb_mime,
                files::width,
                files::height,
                files::thumb_width,
                files::thumb_height,
            ))
            .load(db)?;
        for row in &rows {
            let here = Path::new("");
            let path = keep::path(here, &row.name, &row.mime, Size::Full);
            take(Kept { row: Some(row.id), path, may_be_missing: false })?;
            let path = keep::path(here, &row.name, &row.thumb_mime, Size::Thumb);
            let may_be_missing = (row.width, row.height) == (row.thumb_width, row.thumb_height);
            take(Kept { row: Some(row.id), path, may_be_missing })?;
        }
        match rows.last() {
            Some(last) if rows.len() as i64 == AT_A_TIME => after = last.id,
            _ => return Ok(()),
        }
    }
}

/// A path from an archive, if it is one of a file of ours and leads nowhere else.
pub fn below(path: &str) -> Option<PathBuf> {
    let path = PathBuf::from(path);
    let parts: Vec<&str> = path
        .components()
        .map(|part| match part {
            Component::Normal(name) => name.to_str(),
            _ => None,
        })
        .collect::<Option<_>>()?;
    let [files, shelf, name] = parts.as_slice() else { return None };
    let (stem, ending) = name.split_once('.')?;
    let is_ours = *files == "files"
        && keep::is_name(stem)
        && (*shelf == "logo" || stem.get(..2) == Some(*shelf))
        && matches!(ending.trim_start_matches("thumb."), "jpg" | "png" | "webp");
    is_ours.then_some(path)
}

/// What is not as it must be with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileProblem {
    /// The picture of this row is not there.
    Missing(Option<FileId>, PathBuf),
    /// There is a file that belongs to nothing.
    Orphan(PathBuf),
}

/// Compares the files there are with those there must be. Files younger than `before` may be uploads under way.
pub fn look_through(
    db: &mut Db,
    data_dir: &Path,
    before: std::time::SystemTime,
) -> anyhow::Result<Vec<FileProblem>> {
    let mut found = Vec::new();
    let mut known: HashSet<PathBuf> = HashSet::new();
    each(db, &mut |kept| {
        if !kept.may_be_missing && !data_dir.join(&kept.path).is_file() {
            found.push(FileProblem::Missing(kept.row, kept.path.clone()));
        }
        known.insert(kept.path);
        Ok(())
    })?;
    for shelf in listing(&data_dir.join("files"))? {
        for file in listing(&shelf)? {
            let Ok(path) = file.strip_prefix(data_dir) else { continue };
            let is_old = fs::metadata(&file).and_then(|data| data.modified()).is_ok_and(|at| at < before);
            if is_old && !known.contains(path) {
                found.push(FileProblem::Orphan(path.to_owned()));
            }
        }
    }
    Ok(found)
}

fn listing(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(problem) if matches!(problem.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
        Err(problem) => return Err(problem),
    };
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_writes_nowhere_but_where_pictures_lie() {
        let name = "0123456789abcdef0123456789abcdef";
        for good in [
            format!("files/01/{name}.jpg"),
            format!("files/01/{name}.thumb.png"),
            format!("files/logo/{name}.webp"),
        ] {
            assert_eq!(below(&good), Some(PathBuf::from(&good)));
        }
        for evil in [
            format!("files/02/{name}.jpg"),
            format!("files/01/{name}.exe"),
            format!("files/01/../{name}.jpg"),
            format!("/files/01/{name}.jpg"),
            format!("other/01/{name}.jpg"),
            "files/01/x.jpg".to_owned(),
            "../../etc/passwd".to_owned(),
            "lotse.db".to_owned(),
        ] {
            assert_eq!(below(&evil), None, "{evil}");
        }
    }
}
