//! An index in its folder: opened, marked with how far it has read, written to.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::{Deserialize, Serialize};
use tantivy::directory::MmapDirectory;
use tantivy::indexer::IndexWriterOptions;
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, Searcher, Term};

use super::document::{Row, Tags, number};
use super::fields::{self, Fields, VERSION};
use crate::events::Cursor;
use crate::ids::{EventId, PostId, ThreadId, Ts};

/// Bytes of documents held in memory before they go to disk.
const BUDGET: usize = 32_000_000;

/// An index that can be searched.
pub struct Opened {
    /// Where it lies.
    pub folder: PathBuf,
    /// Its fields.
    pub fields: Fields,
    index: Index,
    reader: IndexReader,
}

/// How far an index has read, kept with what it has read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// [`VERSION`] of the program that made it.
    pub version: u32,
    /// When the community was founded: an index of another one is none of this.
    pub founded: i64,
    epoch: i64,
    tx: i64,
    event: i64,
}

impl Mark {
    /// The mark of an index that has read the log up to `cursor`.
    pub fn new(founded: Ts, cursor: Cursor) -> Mark {
        Mark {
            version: VERSION,
            founded: founded.0,
            epoch: cursor.epoch,
            tx: cursor.tx,
            event: cursor.event.0,
        }
    }

    /// Up to where the log has been read.
    pub fn cursor(&self) -> Cursor {
        Cursor { epoch: self.epoch, tx: self.tx, event: EventId(self.event) }
    }
}

impl Opened {
    /// Makes an empty index in a new folder.
    pub fn create(folder: &Path) -> anyhow::Result<Opened> {
        fs::create_dir_all(folder)?;
        let (schema, fields) = Fields::schema();
        let index = Index::builder().schema(schema).tokenizers(fields::tokenizers()).create_in_dir(folder)?;
        Opened::new(folder, index, fields)
    }

    /// Opens the index in this folder, with its mark.
    ///
    /// Errors: there is none, it is damaged, unfinished, or has other fields than this program knows.
    pub fn open(folder: &Path) -> anyhow::Result<(Opened, Mark)> {
        // The mark is read without opening anything: another version may not even be readable.
        let meta = fs::read_to_string(folder.join("meta.json")).context("it has no list of its parts")?;
        let meta: serde_json::Value = serde_json::from_str(&meta)?;
        let mark =
            meta.get("payload").and_then(|payload| payload.as_str()).context("it was never finished")?;
        let mark: Mark = serde_json::from_str(mark).context("its mark cannot be read")?;
        anyhow::ensure!(mark.version == VERSION, "it has version {} instead of {VERSION}", mark.version);
        let (schema, fields) = Fields::schema();
        let mut index = Index::open(MmapDirectory::open(folder)?)?;
        anyhow::ensure!(index.schema() == schema, "it has other fields");
        index.set_tokenizers(fields::tokenizers());
        Ok((Opened::new(folder, index, fields)?, mark))
    }

    fn new(folder: &Path, index: Index, fields: Fields) -> anyhow::Result<Opened> {
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Opened { folder: folder.to_owned(), fields, index, reader })
    }

    /// What can be found at this moment.
    pub fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    /// Reads all of it, and names the first file that is not as it was written.
    pub fn check(&self) -> anyhow::Result<()> {
        let damaged = self.index.validate_checksum()?;
        match damaged.iter().next() {
            Some(file) => anyhow::bail!("{} is damaged", file.display()),
            None => Ok(()),
        }
    }

    /// The one writer of this index.
    pub fn writer(&self) -> anyhow::Result<Writer> {
        let options = IndexWriterOptions::builder()
            .memory_budget_per_thread(BUDGET)
            .num_worker_threads(1)
            .num_merge_threads(1)
            .build();
        Ok(Writer { fields: self.fields, writer: self.index.writer_with_options(options)? })
    }

    /// From now on what was committed is found.
    pub fn reload(&self) -> anyhow::Result<()> {
        Ok(self.reader.reload()?)
    }
}

/// Writes to an index.
pub struct Writer {
    fields: Fields,
    writer: IndexWriter,
}

impl Writer {
    /// Adds the documents of these posts.
    pub fn add(&self, rows: &[Row], tags: &Tags) -> anyhow::Result<()> {
        for row in rows {
            self.writer.add_document(row.document(&self.fields, tags))?;
        }
        Ok(())
    }

    /// Takes out all documents of a thread.
    pub fn remove_thread(&self, thread: ThreadId) {
        self.writer.delete_term(Term::from_field_u64(self.fields.thread, number(thread.0)));
    }

    /// Takes out the document of a post.
    pub fn remove_post(&self, post: PostId) {
        self.writer.delete_term(Term::from_field_u64(self.fields.post, number(post.0)));
    }

    /// Puts everything on disk, together with how far it has read.
    pub fn commit(&mut self, mark: Mark) -> anyhow::Result<()> {
        let mut commit = self.writer.prepare_commit()?;
        commit.set_payload(&serde_json::to_string(&mark)?);
        commit.commit()?;
        Ok(())
    }

    /// Waits until small parts have been joined to larger ones.
    pub fn finish(self) -> anyhow::Result<()> {
        Ok(self.writer.wait_merging_threads()?)
    }
}
