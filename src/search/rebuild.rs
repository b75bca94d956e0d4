//! Making the index anew, beside the one that serves: a slice at a time, in a folder of its own.

use std::path::Path;

use diesel::dsl::max;
use diesel::prelude::*;

use super::document::{self, Of, SLICE};
use super::index::{Mark, Opened, Writer};
use super::writing::Writing;
use crate::db::schema::posts;
use crate::events::{self, Cursor};
use crate::ids::{PostId, Ts};
use crate::web::Site;

/// An index on its way.
pub struct Rebuild {
    opened: Opened,
    writer: Writer,
    founded: Ts,
    /// Where the log ended when it began: from there on it is followed afterwards.
    cursor: Cursor,
    after: PostId,
    last: PostId,
}

impl Rebuild {
    /// Begins in a new folder.
    pub fn begin(site: &Site, folder: &Path, founded: Ts) -> anyhow::Result<Rebuild> {
        let (cursor, last) = site.store.database().read_now(|db| {
            let last: Option<PostId> = posts::table.select(max(posts::id)).first(db)?;
            Ok::<_, anyhow::Error>((events::end(db)?, last.unwrap_or_default()))
        })?;
        let opened = Opened::create(folder)?;
        let writer = opened.writer()?;
        Ok(Rebuild { opened, writer, founded, cursor, after: PostId(0), last })
    }

    /// Adds the next slice; `true` when that was the last one.
    pub fn step(&mut self, site: &Site) -> anyhow::Result<bool> {
        let after = self.after;
        let database = site.store.database();
        let read =
            |db: &mut crate::db::Db| Ok::<_, anyhow::Error>(document::slice(db, Of::Everything, after)?);
        let (rows, tags) = database.read_now(read)?;
        self.writer.add(&rows, &tags)?;
        self.after = rows.last().map_or(after, |row| row.post);
        Ok((rows.len() as i64) < SLICE)
    }

    /// How far it has come, in percent.
    pub fn percent(&self) -> i64 {
        self.after.0.saturating_mul(100).checked_div(self.last.0).unwrap_or(100).min(99)
    }

    /// Puts it on disk with its mark; it can be searched and followed from now on.
    pub fn finish(mut self) -> anyhow::Result<Writing> {
        self.writer.commit(Mark::new(self.founded, self.cursor))?;
        self.writer.finish()?;
        self.opened.reload()?;
        Ok(Writing::new(self.opened, self.founded, self.cursor))
    }
}
