//! `lotse restore FILE`: the community of a backup in an empty database.

use std::path::PathBuf;

use clap::Args;
use lotse::backup;
use lotse::config::Config;

use crate::backup::text;
use crate::line::Line;

/// What from.
#[derive(Args)]
pub struct Restore {
    /// The backup
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Runs it. Errors: the database is as it was, and the sentence says why.
pub fn run(config: &Config, asked: &Restore) -> anyhow::Result<()> {
    let mut line = Line::new();
    let done = backup::restore(config, &asked.file, &mut |step| line.tell(|_| text(step)));
    line.end();
    let done = done?;
    let manifest = &done.manifest;
    println!(
        "{} is what it was at {}: {} members, {} threads, {} posts",
        done.url,
        manifest.made_at,
        manifest.rows_of("members"),
        manifest.rows_of("threads"),
        manifest.rows_of("posts")
    );
    if manifest.files.is_none() {
        println!(
            "The backup has no pictures in it: they must lie in {}",
            config.data_dir.join("files").display()
        );
    }
    println!("Everybody signs in again, and the search index is made when the server starts.");
    Ok(())
}
