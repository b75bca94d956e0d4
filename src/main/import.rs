//! `lotse import stackexchange DIR`: takes a dump, shows how far it is, and says at the end what was taken and left.

use std::fs::{File, TryLockError};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::bail;
use clap::{Args, Subcommand};
use lotse::App;
use lotse::config::DatabaseUrl;
use lotse::import::{self, Options, Phase, Progress};
use lotse::reactions::POINTS;

use crate::line::Line;

/// Time left to a server between two transactions.
const PAUSE: Duration = Duration::from_millis(4);
/// Characters of a bar.
const BAR: usize = 30;

/// Where from.
#[derive(Subcommand)]
pub enum Command {
    /// Take the dump of a site of Stack Exchange: Posts.xml, and what lies beside it
    Stackexchange(Dump),
}

/// A dump.
#[derive(Args)]
pub struct Dump {
    /// The folder with Posts.xml
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The site's address, which originals are linked to [default: the name of the folder]
    #[arg(long, value_name = "HOST")]
    site: Option<String>,
    /// The path of the board, made if there is none [default: named after the site]
    #[arg(long, value_name = "SLUG")]
    board: Option<String>,
    /// Read everything and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// Runs it. Errors: what the import cannot do without, and damaged files, after everything sound was taken.
pub fn run(app: &App, command: Command) -> anyhow::Result<()> {
    let Command::Stackexchange(dump) = command;
    let pause = if is_served(app) { PAUSE } else { Duration::ZERO };
    let options =
        Options { folder: dump.folder, site: dump.site, board: dump.board, is_dry: dump.dry_run, pause };
    let mut line = Line::new();
    let report = import::run(app.site(), POINTS, &options, &mut |progress| {
        line.tell(|line| text(line, progress));
        ControlFlow::Continue(())
    });
    line.end();
    let report = report?;
    println!("{report}");
    if options.site.is_none() && !report.site.contains('.') {
        println!(
            "The posts name {} as their source, without links, which their licence asks for: say --site HOST",
            report.site
        );
    }
    match report.damages.first() {
        Some(first) => bail!("the dump is damaged ({first}); what was sound is taken"),
        None => Ok(()),
    }
}

/// Whether a server works on the same SQLite file: it must not wait for long.
fn is_served(app: &App) -> bool {
    let DatabaseUrl::Sqlite(path) = app.site().store.database().url() else { return false };
    let Ok(file) = File::open(path.with_added_extension("lock")) else { return false };
    matches!(file.try_lock(), Err(TryLockError::WouldBlock))
}

/// How far it is, in words.
fn text(line: &Line, progress: Progress) -> String {
    let Progress { done, total, posts, .. } = progress;
    match progress.phase {
        Phase::Reading => format!("reading: {done} rows"),
        Phase::Points => format!("{posts} posts; points of {done} members"),
        Phase::Taking => {
            let total = total.unwrap_or(done).max(1);
            let filled = (done.min(total) as usize * BAR) / total as usize;
            let bar = format!("{}{}", "#".repeat(filled), "-".repeat(BAR - filled));
            let rate = posts as f64 / line.seconds().max(0.001);
            let bar = if line.is_terminal() { format!("[{bar}] ") } else { String::new() };
            format!("{bar}{done} of {total} questions, {posts} posts, {rate:.0} a second")
        }
    }
}
