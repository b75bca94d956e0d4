//! The file a member takes along: a ZIP with `data.json`, their pictures, and a word about both.
//!
//! It is written to a file without a name in the data directory, slice by slice, so that memory does not grow with what
//! somebody wrote, and is gone once it has been sent.

use std::fs::File;
use std::io::{self, Seek, Write};

use diesel::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::sections::{SECTIONS, account, picture_file};
use crate::db::schema::files;
use crate::ids::{FileId, MemberId, Ts};
use crate::pictures::keep::{self, Size};
use crate::web::{Refusal, Site};

/// Pictures looked up at once.
const PICTURES: i64 = 100;

/// Writes the file; `about` goes in as `README.txt`. For threads that may wait.
///
/// Errors: the database or the disk does not answer.
pub fn write(site: &Site, me: MemberId, about: &str) -> Result<File, Refusal> {
    let file = tempfile::tempfile_in(&site.config.data_dir).map_err(Refusal::unavailable)?;
    let mut zip = ZipWriter::new(file);
    start(&mut zip, "README.txt", CompressionMethod::Deflated)?;
    zip.write_all(about.as_bytes()).map_err(Refusal::unavailable)?;
    start(&mut zip, "data.json", CompressionMethod::Deflated)?;
    data(site, me, &mut zip)?;
    pictures(site, me, &mut zip)?;
    let mut file = zip.finish().map_err(Refusal::unavailable)?;
    file.rewind().map_err(Refusal::unavailable)?;
    Ok(file)
}

fn start(zip: &mut ZipWriter<File>, name: &str, method: CompressionMethod) -> Result<(), Refusal> {
    let options = SimpleFileOptions::default().compression_method(method).large_file(true);
    zip.start_file(name, options).map_err(Refusal::unavailable)
}

/// One JSON object: the account, then every section as a list.
fn data(site: &Site, me: MemberId, out: &mut impl Write) -> Result<(), Refusal> {
    let database = site.store.database();
    let account = database.read_now(|db| Ok::<_, Refusal>(account(db, me)?))?;
    let mut put = |text: &str| out.write_all(text.as_bytes()).map_err(Refusal::unavailable);
    put(&format!("{{\n\"made_at\": \"{}\",\n\"site\": ", Ts::now().iso()))?;
    put(&serde_json::Value::from(site.config.public_url()).to_string())?;
    put(&format!(",\n\"member\": {account}"))?;
    for (name, section) in SECTIONS {
        put(&format!(",\n\"{name}\": ["))?;
        let (mut after, mut between) = (Some(0), "\n");
        while let Some(from) = after {
            let (rows, next) = database.read_now(|db| Ok::<_, Refusal>(section(db, me, from)?))?;
            for row in rows {
                put(between)?;
                put(&row.to_string())?;
                between = ",\n";
            }
            after = next;
        }
        put("\n]")?;
    }
    put("\n}\n")
}

/// The pictures as they are kept; one that is missing on the disk is left out and logged.
fn pictures(site: &Site, me: MemberId, zip: &mut ZipWriter<File>) -> Result<(), Refusal> {
    let mut after = FileId(0);
    loop {
        let rows: Vec<(FileId, String, String)> = site.store.database().read_now(|db| {
            let theirs = files::table.filter(files::owner.eq(me).and(files::id.gt(after)));
            let theirs =
                theirs.order(files::id).limit(PICTURES).select((files::id, files::name, files::mime));
            Ok::<_, Refusal>(theirs.load(db)?)
        })?;
        for (id, name, mime) in &rows {
            match File::open(keep::path(&site.config.data_dir, name, mime, Size::Full)) {
                Ok(mut picture) => {
                    // They are compressed already.
                    start(zip, &picture_file(*id, mime), CompressionMethod::Stored)?;
                    io::copy(&mut picture, zip).map_err(Refusal::unavailable)?;
                }
                Err(problem) => tracing::warn!(%problem, %id, "a picture is not in the download"),
            }
        }
        match rows.last() {
            Some((last, ..)) if rows.len() as i64 == PICTURES => after = *last,
            _ => return Ok(()),
        }
    }
}
