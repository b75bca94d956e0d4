//! The disk with the data directory: how much is left, and when the last backup was put there.

use std::path::Path;
use std::time::SystemTime;

use crate::ids::Ts;

/// Bytes of a disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Space {
    /// That may still be written.
    pub free: u64,
    /// In all.
    pub all: u64,
}

/// The disk that holds `dir`; nothing when it cannot be asked.
pub fn space(dir: &Path) -> Option<Space> {
    Some(Space { free: fs4::available_space(dir).ok()?, all: fs4::total_space(dir).ok()? })
}

/// What an upgrade puts aside by itself begins with this; it holds no files, so it does not count as a backup.
const BEFORE_UPGRADE: &str = "before-";

/// When the newest backup in `DATA_DIR/backups` was written; nothing when there is none.
pub fn newest_backup(data_dir: &Path) -> Option<Ts> {
    let entries = std::fs::read_dir(data_dir.join("backups")).ok()?;
    let written = |entry: std::fs::DirEntry| {
        let about = entry.metadata().ok().filter(|about| about.is_file() && about.len() > 0)?;
        let is_whole = !entry.file_name().to_string_lossy().starts_with(BEFORE_UPGRADE);
        about.modified().ok().filter(|_| is_whole)
    };
    let newest = entries.filter_map(Result::ok).filter_map(written).max()?;
    let since = newest.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_micros()).ok().map(Ts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_backup_counts() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(newest_backup(dir.path()), None);
        std::fs::create_dir(dir.path().join("backups")).unwrap();
        std::fs::write(dir.path().join("backups/empty"), "").unwrap();
        assert_eq!(newest_backup(dir.path()), None, "one that was never finished");
        std::fs::write(dir.path().join("backups/before-1.0.zip"), "x").unwrap();
        assert_eq!(newest_backup(dir.path()), None, "an upgrade's own, without files");
        std::fs::write(dir.path().join("backups/full"), "x").unwrap();
        let age = Ts::now().seconds_since(newest_backup(dir.path()).unwrap());
        assert!((-5..60).contains(&age), "{age}");
    }

    #[test]
    fn a_disk_has_room() {
        let space = space(&std::env::temp_dir()).unwrap();
        assert!(space.free > 0 && space.free <= space.all);
        assert_eq!(super::space(Path::new("/no/such/place")), None);
    }
}
