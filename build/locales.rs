//! Embeds the texts: writes `OUT_DIR/locales.rs`, a list of every Fluent file and every legal
//! template with `include_str!`, so that adding a file is all it takes to add texts.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The folders below `locales/`; `de-Sie` is laid over `de`.
const FOLDERS: [&str; 3] = ["de", "de-Sie", "en"];

/// Writes `OUT_DIR/locales.rs` with `FLUENT` and `LEGAL`.
///
/// Panics when a folder cannot be read or the list cannot be written: the build has to stop then.
pub fn embed() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("set by cargo"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("set by cargo")).join("locales.rs");
    let mut list = String::from(
        "/// Folder and text of each Fluent file.\npub(super) static FLUENT: &[(&str, &str)] = &[\n",
    );
    for folder in FOLDERS {
        for file in files(&root.join("locales").join(folder), "ftl") {
            let _ = writeln!(list, "    ({folder:?}, include_str!({file:?})),");
        }
    }
    list.push_str("];\n\n/// File name without `.md` (`rules.de-Sie`) and text of each legal template.\npub(super) static LEGAL: &[(&str, &str)] = &[\n");
    for file in files(&root.join("texts/legal"), "md") {
        let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let _ = writeln!(list, "    ({stem:?}, include_str!({file:?})),");
    }
    list.push_str("];\n");
    fs::write(out, list).expect("OUT_DIR is writable");
}

/// The files with this ending, sorted by name; the folder and each file are watched by cargo.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    println!("cargo:rerun-if-changed={}", folder.display());
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("cannot read {}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a readable entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == ending))
        .collect();
    files.sort();
    for file in &files {
        println!("cargo:rerun-if-changed={}", file.display());
    }
    files
}
