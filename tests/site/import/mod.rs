//! Bringing in a dump: what it becomes, that a second run adds nothing, and that whatever is wrong with it is told.
//! The dump in `cafe/` was written for these tests.

mod again;
mod damage;
mod taken;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

use lotse::import::{self, Options, Progress, Report};
use lotse::reactions::POINTS;

use crate::support::Site;

/// Where the dump of the café lies.
fn cafe() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/site/import/cafe")
}

fn options(folder: &Path) -> Options {
    Options {
        folder: folder.to_owned(),
        site: Some("cafe.example.org".to_owned()),
        board: Some("cafe".to_owned()),
        is_dry: false,
        pause: Duration::ZERO,
    }
}

fn take_with(
    site: &Site,
    options: &Options,
    tell: impl FnMut(Progress) -> ControlFlow<()>,
) -> anyhow::Result<Report> {
    let mut tell = tell;
    import::run(site.running().app().site(), POINTS, options, &mut tell)
}

fn take(site: &Site, folder: &Path) -> Report {
    take_with(site, &options(folder), |_| ControlFlow::Continue(())).expect("it is taken")
}

/// A copy of the dump that can be changed.
fn copy() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for file in std::fs::read_dir(cafe()).expect("the dump is there") {
        let file = file.expect("it can be read");
        std::fs::copy(file.path(), folder.path().join(file.file_name())).expect("it can be copied");
    }
    folder
}

/// Puts other words into a file of a copy.
fn change(folder: &Path, file: &str, from: &str, to: &str) {
    let path = folder.join(file);
    let text = std::fs::read_to_string(&path).expect("it can be read");
    assert!(text.contains(from), "{file} says {from}");
    std::fs::write(&path, text.replace(from, to)).expect("it can be written");
}
