//! Where the index lies: folders `i1`, `i2`, … in `DATA_DIR/search`, of which the newest finished one counts.
//!
//! Whoever keeps the index holds the file `lock` there. A second server on the same data directory keeps an index of
//! its own beside it. A file `rebuild` asks the keeper to begin anew.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// Servers that may share a data directory.
const SERVERS: usize = 9;
const REQUEST: &str = "rebuild";
const LOCK: &str = "lock";

/// A place that is held as long as this lives.
pub struct Place {
    dir: PathBuf,
    _lock: File,
}

impl Place {
    /// Takes the first place that nobody holds.
    ///
    /// Errors: the directory cannot be written, or all places are held.
    pub fn take(data_dir: &Path) -> io::Result<Place> {
        for number in 1..=SERVERS {
            if let Some(place) = Place::take_one(dir(data_dir, number))? {
                return Ok(place);
            }
        }
        Err(io::Error::other("too many servers share this data directory"))
    }

    /// Takes the first server's place; nothing when a server holds it.
    pub fn take_first(data_dir: &Path) -> io::Result<Option<Place>> {
        Place::take_one(dir(data_dir, 1))
    }

    fn take_one(dir: PathBuf) -> io::Result<Option<Place>> {
        fs::create_dir_all(&dir)?;
        let lock = File::options().create(true).truncate(false).write(true).open(dir.join(LOCK))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            // Some network file systems have no locks; then the operator has to take care.
            Err(TryLockError::Error(problem)) => {
                tracing::warn!(%problem, "cannot tell whether another server keeps this search index");
            }
        }
        Ok(Some(Place { dir, _lock: lock }))
    }

    /// The folders with an index, the newest first.
    pub fn folders(&self) -> io::Result<Vec<PathBuf>> {
        let mut found: Vec<(u64, PathBuf)> = Vec::new();
        for entry in fs::read_dir(&self.dir)? {
            let entry = entry?;
            let name = entry.file_name();
            let number = name.to_str().and_then(|name| name.strip_prefix('i')).and_then(|n| n.parse().ok());
            found.extend(number.map(|number| (number, entry.path())));
        }
        found.sort_unstable_by_key(|(number, _)| std::cmp::Reverse(*number));
        Ok(found.into_iter().map(|(_, path)| path).collect())
    }

    /// A folder that is not there yet and counts as the newest.
    ///
    /// Where somebody has removed the whole place it is made and taken again: the lock held so far went with it.
    pub fn fresh(&mut self) -> io::Result<PathBuf> {
        if !self.dir.join(LOCK).exists()
            && let Some(again) = Place::take_one(self.dir.clone())?
        {
            *self = again;
        }
        let newest = self
            .folders()?
            .first()
            .and_then(|path| path.file_name()?.to_str()?.strip_prefix('i')?.parse::<u64>().ok());
        Ok(self.dir.join(format!("i{}", newest.unwrap_or_default().saturating_add(1))))
    }

    /// Removes all folders but this one. What cannot be removed now is tried again at the next start.
    pub fn clean(&self, kept: Option<&Path>) {
        for folder in self.folders().unwrap_or_default() {
            if Some(folder.as_path()) != kept
                && let Err(problem) = fs::remove_dir_all(&folder)
            {
                tracing::debug!(%problem, folder = %folder.display(), "an old search index stays for now");
            }
        }
    }

    /// Whether somebody has asked for a new index since.
    pub fn take_request(&self) -> bool {
        fs::remove_file(self.dir.join(REQUEST)).is_ok()
    }
}

/// Asks all servers on this data directory to make their indexes anew.
pub fn request(data_dir: &Path) -> io::Result<()> {
    for dir in (1..=SERVERS).map(|number| dir(data_dir, number)).filter(|dir| dir.is_dir()) {
        fs::write(dir.join(REQUEST), b"")?;
    }
    Ok(())
}

fn dir(data_dir: &Path, number: usize) -> PathBuf {
    data_dir.join(if number == 1 { "search".to_owned() } else { format!("search-{number}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_held_once_and_can_be_asked() {
        let data = tempfile::tempdir().expect("a folder");
        let first = Place::take(data.path()).expect("free");
        let second = Place::take(data.path()).expect("another");
        assert!(Place::take_first(data.path()).expect("readable").is_none());
        assert_ne!(first.dir, second.dir);
        assert!(!first.take_request());
        request(data.path()).expect("writable");
        assert!(first.take_request() && second.take_request() && !first.take_request());
        drop(first);
        assert!(Place::take_first(data.path()).expect("readable").is_some());
    }

    #[test]
    fn the_newest_folder_comes_first_and_the_others_go() {
        let data = tempfile::tempdir().expect("a folder");
        let mut place = Place::take(data.path()).expect("free");
        for name in ["i2", "i10", "ix", "other"] {
            fs::create_dir(place.dir.join(name)).expect("writable");
        }
        let folders = place.folders().expect("readable");
        assert_eq!(folders, [place.dir.join("i10"), place.dir.join("i2")]);
        assert_eq!(place.fresh().expect("readable"), place.dir.join("i11"));
        place.clean(Some(&place.dir.join("i10")));
        assert_eq!(place.folders().expect("readable"), [place.dir.join("i10")]);
        assert!(place.dir.join("other").is_dir());
    }

    #[test]
    fn a_place_that_was_removed_is_made_and_held_again() {
        let data = tempfile::tempdir().expect("a folder");
        let mut place = Place::take(data.path()).expect("free");
        fs::remove_dir_all(&place.dir).expect("removable");
        assert_eq!(place.fresh().expect("writable"), place.dir.join("i1"));
        assert!(Place::take_first(data.path()).expect("readable").is_none());
    }
}
