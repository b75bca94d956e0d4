//! Joins the stylesheets, the scripts and the icons into one file each, compresses them and names them by their hash.
//!
//! Writes `OUT_DIR/assets.rs` with `STYLESHEET` (the accent colour is appended at run time) and `FILES`.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use sha2::{Digest, Sha256};

/// Stylesheets that come before the components, in the order of their layers, and those after them.
const FIRST: [&str; 4] = ["layers.css", "tokens.css", "reset.css", "base.css"];
const LAST: [&str; 2] = ["utilities.css", "print.css"];

/// Writes `OUT_DIR/assets.rs`. Panics when a file cannot be read: the build has to stop then.
pub fn embed() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("set by cargo")).join("static");
    println!("cargo:rerun-if-changed={}", root.display());
    let mut list = String::new();
    let _ = writeln!(
        list,
        "/// All stylesheets but the accent colour.\npub static STYLESHEET: &str = {:?};",
        css(&root)
    );
    let script = join(&files(&root.join("js"), "js"), "\n");
    let icons = sprite(&files(&root.join("icons"), "svg"));
    let favicon = read(&root.join("favicon.svg"));
    let mut table = String::from(
        "/// Path, type, text, gzip and brotli of each static file.\npub static FILES: &[File] = &[\n",
    );
    for (name, ending, kind, text) in [
        ("SCRIPT_PATH", "js", "text/javascript; charset=utf-8", &script),
        ("ICONS_PATH", "svg", "image/svg+xml", &icons),
        ("FAVICON_PATH", "svg", "image/svg+xml", &favicon),
    ] {
        let stem = name.split('_').next().unwrap_or_default().to_lowercase();
        let path = format!("/static/{stem}.{}.{ending}", hash(text.as_bytes()));
        let _ = writeln!(list, "/// Where it is served.\npub const {name}: &str = {path:?};");
        let _ = writeln!(
            table,
            "    File {{ path: {path:?}, kind: {kind:?}, plain: {:?}, gzip: &{:?}, brotli: &{:?} }},",
            text,
            gzip(text.as_bytes()),
            brotli(text.as_bytes()),
        );
    }
    table.push_str("];\n");
    list.push_str(&table);
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("set by cargo")).join("assets.rs");
    fs::write(out, list).expect("OUT_DIR is writable");
}

fn css(root: &Path) -> String {
    let folder = root.join("css");
    let mut all: Vec<PathBuf> = FIRST.iter().map(|name| folder.join(name)).collect();
    all.extend(files(&folder.join("components"), "css"));
    all.extend(LAST.iter().map(|name| folder.join(name)));
    squeeze(&join(&all, "\n"))
}

/// Leaves out comments and the space at the ends of lines; strings are left alone as they hold neither.
fn squeeze(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(start) = rest.find("/*") {
        out.push_str(&rest[..start]);
        rest = rest[start..].find("*/").map_or("", |end| &rest[start + end + 2..]);
    }
    out.push_str(rest);
    let lines: Vec<&str> = out.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// Each icon becomes a `<symbol>` named by its file.
fn sprite(icons: &[PathBuf]) -> String {
    let mut out = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\">");
    for path in icons {
        let text = read(path);
        let name = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default();
        let inner = text.find('>').map_or("", |start| &text[start + 1..]);
        let inner = inner.rfind("</svg>").map_or(inner, |end| &inner[..end]);
        // The outer attributes stay behind: `.icon` sets stroke and fill.
        let _ = write!(out, "<symbol id=\"{name}\" viewBox=\"0 0 24 24\">{}</symbol>", inner.trim());
    }
    out.push_str("</svg>");
    out
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    println!("cargo:rerun-if-changed={}", folder.display());
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("cannot read {}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a readable entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == ending))
        .collect();
    files.sort();
    files
}

fn join(files: &[PathBuf], between: &str) -> String {
    files.iter().map(|path| read(path)).collect::<Vec<_>>().join(between)
}

fn read(path: &Path) -> String {
    println!("cargo:rerun-if-changed={}", path.display());
    fs::read_to_string(path).unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()))
}

fn hash(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(bytes)[..6])
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).expect("writing to memory");
    encoder.finish().expect("writing to memory")
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &params).expect("writing to memory");
    out
}
