//! Backup: the whole community in one file, and a community from such a file.
//!
//! *Archive*: a ZIP with a *manifest*, the rows of every table as lines of JSON, and the pictures. It says nothing of
//! the database it came from, so it is also the way from SQLite to PostgreSQL and back. What it looks like from
//! outside is described in `docs/OPERATING.md`.
//!
//! Rules:
//! 1. All tables are read from one snapshot, as the database itself describes them: a new table is taken without
//!    anybody thinking of it. What is left out is named in [`left_out`].
//! 2. An archive is there whole or not at all, and overwrites nothing.
//! 3. Nothing is touched before an archive has been read to its end and every sum in it is right.
//! 4. A restore puts the community in its place at a stroke; a file in the data directory says so meanwhile, and nothing serves beside it.
//! 5. Memory grows with the number of pictures (some hundred bytes each), and with nothing else.

mod archive;
mod kept;
pub mod left_out;
mod manifest;
mod restore;
mod upgrade;
mod write;

pub use archive::Archive;
pub use kept::{FileProblem, look_through as look_through_files};
pub use manifest::Manifest;
pub use restore::{Restored, refuse_unfinished, restore};
pub use upgrade::before_upgrade;
pub use write::{Done, Extent, to_file, to_stream};

/// What is being done, for whoever waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// Reading the archive to its end; entries so far, and of how many.
    Reading(usize, usize),
    /// Pictures so far.
    Files(u64),
    /// A table, and its rows so far.
    Rows(&'a str, u64),
    /// Indexes, references, sums.
    Settling,
}

/// Makes a folder, readable by nobody else, unless it is there.
fn make_private(folder: &std::path::Path) -> std::io::Result<()> {
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
