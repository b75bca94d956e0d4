//! Embeds the demo community: writes `OUT_DIR/seed.rs`, a list of every file of threads, of stories and every legal page with
//! `include_str!`, so that adding a file is all it takes to add content.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Writes `OUT_DIR/seed.rs` with `COMMUNITY`, `MEMBERS`, `NAMES`, `PHRASES`, `SMALL`, `THREADS`,
/// `STORIES` and `LEGAL`.
///
/// Panics when a folder cannot be read or the list cannot be written: the build has to stop then.
pub fn embed() {
    let root =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("set by cargo")).join("src/seed/content");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("set by cargo")).join("seed.rs");
    let mut list = String::new();
    for (name, file) in [
        ("COMMUNITY", "community.toml"),
        ("MEMBERS", "members.toml"),
        ("NAMES", "names.toml"),
        ("PHRASES", "phrases.toml"),
        ("SMALL", "small.toml"),
    ] {
        let path = root.join(file);
        println!("cargo:rerun-if-changed={}", path.display());
        let _ = writeln!(list, "pub(crate) static {name}: &str = include_str!({path:?});");
    }
    for (name, folder, ending) in
        [("THREADS", "threads", "toml"), ("STORIES", "stories", "toml"), ("LEGAL", "legal", "md")]
    {
        let _ = writeln!(list, "/// File name without its ending, and text.");
        let _ = writeln!(list, "pub(crate) static {name}: &[(&str, &str)] = &[");
        for file in files(&root.join(folder), ending) {
            let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            let _ = writeln!(list, "    ({stem:?}, include_str!({file:?})),");
        }
        list.push_str("];\n");
    }
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
