//! Where pictures lie on disk: `DATA_DIR/files/ab/abcdef….jpg`, beside it `abcdef….thumb.jpg`.
//!
//! Names are random and ours; nothing that was sent becomes part of a path. A file is there whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rand::TryRng;
use rand::rngs::SysRng;

use super::encode::{Encoded, Picture};

/// Bytes of a name: 128 bits, written as 32 hexadecimal digits.
const NAME_BYTES: usize = 16;

/// Which form of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// As large as it is kept.
    Full,
    /// As shown within a post.
    Thumb,
}

/// A new name for a picture.
///
/// Errors: the system has no random numbers.
pub fn fresh_name() -> io::Result<String> {
    let mut bytes = [0; NAME_BYTES];
    SysRng.try_fill_bytes(&mut bytes).map_err(io::Error::other)?;
    Ok(data_encoding::HEXLOWER.encode(&bytes))
}

/// Whether a text is a name of ours, and so safe as part of a path.
pub fn is_name(text: &str) -> bool {
    text.len() == NAME_BYTES * 2 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// The ending of files of this type.
pub fn ending(mime: &str) -> &'static str {
    match mime {
        "image/jpeg" => "jpg",
        "image/webp" => "webp",
        _ => "png",
    }
}

/// The path of a picture's file.
pub fn path(data_dir: &Path, name: &str, mime: &str, size: Size) -> PathBuf {
    let shelf = name.get(..2).unwrap_or("00");
    let thumb = if size == Size::Thumb { ".thumb" } else { "" };
    data_dir.join("files").join(shelf).join(format!("{name}{thumb}.{}", ending(mime)))
}

/// Writes both forms; a thumbnail that is the same as the picture is not kept twice.
///
/// Errors: what the file system says; nothing is left behind then.
pub fn keep(data_dir: &Path, name: &str, picture: &Picture) -> io::Result<()> {
    write_whole(&path(data_dir, name, picture.full.mime, Size::Full), &picture.full)?;
    if picture.thumb == picture.full {
        return Ok(());
    }
    let thumb = path(data_dir, name, picture.thumb.mime, Size::Thumb);
    write_whole(&thumb, &picture.thumb).inspect_err(|_| remove(data_dir, name))
}

/// Removes what there is of a picture; what is not there is no mistake.
pub fn remove(data_dir: &Path, name: &str) {
    for mime in ["image/jpeg", "image/png", "image/webp"] {
        for size in [Size::Full, Size::Thumb] {
            let path = path(data_dir, name, mime, size);
            if let Err(problem) = fs::remove_file(&path)
                && problem.kind() != io::ErrorKind::NotFound
            {
                tracing::warn!(%problem, "a picture could not be removed");
            }
        }
    }
}

/// The pictures on one of the 256 shelves that were last written before `before`: their names.
///
/// Half-written files of a stopped process are removed on the way.
pub fn names_on_shelf(data_dir: &Path, shelf: u8, before: std::time::SystemTime) -> io::Result<Vec<String>> {
    let folder = data_dir.join("files").join(format!("{shelf:02x}"));
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(problem) if problem.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(problem) => return Err(problem),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry?;
        if entry.metadata()?.modified()? >= before {
            continue;
        }
        let file = entry.file_name();
        let stem = file.to_str().and_then(|file| file.split('.').next()).unwrap_or("");
        if is_name(stem) {
            names.push(stem.to_owned());
        } else if file.to_str().is_some_and(|file| file.starts_with('.') && file.ends_with(".part")) {
            fs::remove_file(entry.path())?;
        }
    }
    names.sort_unstable();
    names.dedup();
    Ok(names)
}

/// Writes a file readable by nobody else, so that after a crash it is whole or not there.
pub(super) fn write_whole(path: &Path, file: &Encoded) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    make_private(folder)?;
    let part = folder.join(format!(".{}.part", fresh_name()?));
    let written = (|| {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut out = options.open(&part)?;
        out.write_all(&file.bytes)?;
        out.sync_all()?;
        fs::rename(&part, path)?;
        // The new name itself is on disk only once its folder is.
        File::open(folder)?.sync_all()
    })();
    if written.is_err() {
        let _ = fs::remove_file(&part);
    }
    written
}

fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;

    fn encoded(bytes: &[u8]) -> Encoded {
        Encoded { mime: "image/png", bytes: bytes.to_vec(), width: 1, height: 1 }
    }

    #[test]
    fn a_picture_is_kept_found_and_removed() {
        let dir = tempfile::tempdir().unwrap();
        let name = fresh_name().unwrap();
        let picture = Picture { full: encoded(b"full"), thumb: encoded(b"thumb") };
        keep(dir.path(), &name, &picture).unwrap();
        assert_eq!(fs::read(path(dir.path(), &name, "image/png", Size::Full)).unwrap(), b"full");
        assert_eq!(fs::read(path(dir.path(), &name, "image/png", Size::Thumb)).unwrap(), b"thumb");
        let shelf = u8::from_str_radix(&name[..2], 16).unwrap();
        let later = SystemTime::now() + Duration::from_secs(3600);
        assert_eq!(names_on_shelf(dir.path(), shelf, later).unwrap(), std::slice::from_ref(&name));
        assert!(names_on_shelf(dir.path(), shelf, SystemTime::UNIX_EPOCH).unwrap().is_empty());
        remove(dir.path(), &name);
        assert!(names_on_shelf(dir.path(), shelf, later).unwrap().is_empty());
    }

    #[test]
    fn a_small_picture_is_kept_once_and_only_for_its_owner() {
        let dir = tempfile::tempdir().unwrap();
        let name = fresh_name().unwrap();
        keep(dir.path(), &name, &Picture { full: encoded(b"a"), thumb: encoded(b"a") }).unwrap();
        let full = path(dir.path(), &name, "image/png", Size::Full);
        assert!(!path(dir.path(), &name, "image/png", Size::Thumb).exists());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&full).unwrap().permissions().mode() & 0o777, 0o600);
        }
        assert!(full.exists());
    }

    #[test]
    fn what_a_stopped_process_left_half_written_is_removed() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("files/0a");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(".x.part"), b"half").unwrap();
        let later = SystemTime::now() + Duration::from_secs(3600);
        assert!(names_on_shelf(dir.path(), 0x0a, later).unwrap().is_empty());
        assert!(!folder.join(".x.part").exists());
    }

    #[test]
    fn only_our_names_reach_a_path() {
        assert!(is_name(&fresh_name().unwrap()));
        for evil in ["", "../../etc/passwd", "..", "ABCDEF0123456789ABCDEF0123456789", "a/b", "0123\0"] {
            assert!(!is_name(evil), "{evil:?}");
        }
    }
}
