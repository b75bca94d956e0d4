//! `lotse backup FILE`: the community in one file, with or without a server running.

use std::path::{Path, PathBuf};

use clap::Args;
use lotse::backup::{self, Extent, Step};
use lotse::config::Config;

use crate::line::Line;

/// Where to.
#[derive(Args)]
pub struct Backup {
    /// The file to make; - writes to standard output
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Leave out the pictures, where the folder `files` of the data directory is backed up in another way
    #[arg(long)]
    without_files: bool,
}

/// Runs it. Errors: nothing was made, in a sentence that says why.
pub fn run(config: &Config, asked: &Backup) -> anyhow::Result<()> {
    let extent = if asked.without_files { Extent::RowsOnly } else { Extent::Whole };
    let mut line = Line::new();
    let mut tell = |step: Step<'_>| line.tell(|_| text(step));
    let is_stream = asked.file == Path::new("-");
    let done = if is_stream {
        backup::to_stream(config, std::io::stdout().lock(), extent, &mut tell)
    } else {
        backup::to_file(config, &asked.file, extent, &mut tell)
    };
    line.end();
    let done = done?;
    for name in &done.missing {
        eprintln!("lotse: {name} is missing in the data directory, and so in the backup");
    }
    let manifest = &done.manifest;
    let pictures = match &manifest.files {
        Some(files) => format!("{} picture files", files.count),
        None => "no pictures".to_owned(),
    };
    let (threads, posts) = (manifest.rows_of("threads"), manifest.rows_of("posts"));
    let members = manifest.rows_of("members");
    let said =
        format!("{}: {members} members, {threads} threads, {posts} posts, {pictures}", asked.file.display());
    // The standard output may be the backup itself.
    if is_stream {
        eprintln!("{said}")
    } else {
        println!("{said}")
    }
    Ok(())
}

/// What is being done, in words.
pub fn text(step: Step<'_>) -> String {
    match step {
        Step::Reading(done, all) => format!("looking at the backup: {done} of {all} entries"),
        Step::Files(done) => format!("picture files: {done}"),
        Step::Rows(table, done) => format!("{}: {done} rows", table.replace('_', " ")),
        Step::Settling => "indexes and sums".to_owned(),
    }
}
