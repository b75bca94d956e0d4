//! An archive that is read: looked at from end to end before anybody believes a word of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

use anyhow::{Context, bail, ensure};
use zip::ZipArchive;
use zip::result::ZipError;

use super::Step;
use super::kept;
use super::manifest::{self, Manifest, TableInfo, foreign};
use super::write::copy;

/// Bytes of a manifest or a list of files that are looked at: a million files have a list of 110 MB.
const MOST: u64 = 512 * 1024 * 1024;

/// An archive in which every sum is right.
pub struct Archive {
    zip: ZipArchive<BufReader<File>>,
    manifest: Manifest,
    /// Path and sum of every picture.
    files: BTreeMap<String, String>,
}

impl Archive {
    /// Opens an archive and reads all of it.
    ///
    /// Errors: one sentence that says what is wrong with it.
    pub fn open(path: &Path, tell: &mut dyn FnMut(Step<'_>)) -> anyhow::Result<Archive> {
        let mut file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
        let mut head = Vec::new();
        Read::by_ref(&mut file).take(2).read_to_end(&mut head)?;
        ensure!(head == b"PK", foreign());
        let mut zip = ZipArchive::new(BufReader::new(file))
            .map_err(|problem| damaged(&format!("it is cut short, or no ZIP ({problem})")))?;
        let bytes = match zip.by_name(manifest::NAME) {
            Ok(entry) => {
                let mut bytes = Vec::new();
                entry.take(MOST).read_to_end(&mut bytes).map_err(|problem| damaged(&problem.to_string()))?;
                bytes
            }
            Err(ZipError::FileNotFound) => bail!(foreign()),
            Err(problem) => bail!(damaged(&problem.to_string())),
        };
        let manifest = Manifest::read(&bytes)?;
        let mut archive = Archive { zip, manifest, files: BTreeMap::new() };
        archive.verify(tell)?;
        Ok(archive)
    }

    /// What it says about itself.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Names of the pictures in it.
    pub fn files(&self) -> Vec<String> {
        self.files.keys().cloned().collect()
    }

    /// Hands every row of a table to `take`, as a line.
    pub fn each_row(
        &mut self,
        table: &TableInfo,
        take: &mut dyn FnMut(&str) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let mut lines = BufReader::new(self.zip.by_name(&table.entry())?);
        let mut line = String::new();
        loop {
            line.clear();
            if lines.read_line(&mut line)? == 0 {
                return Ok(());
            }
            take(line.trim_end_matches('\n'))?;
        }
    }

    /// Writes a picture to `to`.
    pub fn copy_file(&mut self, name: &str, to: &mut impl Write) -> anyhow::Result<()> {
        io::copy(&mut self.zip.by_name(name)?, to)?;
        Ok(())
    }

    fn verify(&mut self, tell: &mut dyn FnMut(Step<'_>)) -> anyhow::Result<()> {
        let mut wanted = BTreeSet::from([manifest::NAME.to_owned()]);
        let tables = self.manifest.tables.clone();
        let mut seen = 0;
        for table in &tables {
            let mut lines = Lines::default();
            let sum = self.sum(&table.entry(), &mut lines)?;
            ensure!(
                sum == table.sha256,
                damaged(&format!("the rows of {} are not those of then", table.name))
            );
            ensure!(lines.0 == table.rows, damaged(&format!("there are rows missing of {}", table.name)));
            wanted.insert(table.entry());
            seen += 1;
            tell(Step::Reading(seen, self.zip.len()));
        }
        if let Some(files) = self.manifest.files.clone() {
            let mut list = Vec::new();
            let sum = self.sum(manifest::FILES, &mut list)?;
            ensure!(sum == files.sha256, damaged("the list of files is not that of then"));
            wanted.insert(manifest::FILES.to_owned());
            for line in String::from_utf8_lossy(&list).lines() {
                let Some((sum, name)) = line.split_once("  ") else { bail!(damaged("the list of files")) };
                ensure!(kept::below(name).is_some(), damaged(&format!("{name} is no picture of ours")));
                self.files.insert(name.to_owned(), sum.to_owned());
            }
            ensure!(self.files.len() as u64 == files.count, damaged("there are pictures missing"));
            for (name, sum) in self.files.clone() {
                ensure!(
                    self.sum(&name, &mut io::sink())? == sum,
                    damaged(&format!("{name} is another picture"))
                );
                wanted.insert(name);
                seen += 1;
                tell(Step::Reading(seen, self.zip.len()));
            }
        }
        let there: BTreeSet<String> =
            self.zip.file_names_raw().map(|n| String::from_utf8_lossy(n).into()).collect();
        match there.symmetric_difference(&wanted).next() {
            Some(first) => bail!(damaged(&format!("{first} does not belong there"))),
            None => Ok(()),
        }
    }

    /// The sum of an entry, which is copied to `to` on the way.
    fn sum(&mut self, name: &str, to: &mut impl Write) -> anyhow::Result<String> {
        let mut entry = match self.zip.by_name(name) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => bail!(damaged(&format!("{name} is missing"))),
            Err(problem) => bail!(damaged(&format!("{name}: {problem}"))),
        };
        let (_, sum) = copy(&mut entry, to).map_err(|problem| damaged(&format!("{name}: {problem}")))?;
        Ok(sum)
    }
}

fn damaged(how: &str) -> anyhow::Error {
    anyhow::anyhow!("the backup is damaged: {how}")
}

/// Counts lines.
#[derive(Default)]
struct Lines(u64);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
