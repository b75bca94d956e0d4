//! `lotse check`: whether everything is as it must be, and with `--mend` made so where it can be counted anew.
//!
//! Settings of mail, parked work, the database itself, every stored sum, and the files of the pictures. It goes in
//! slices, each on a snapshot of its own, so that it can be run beside a server.

use std::time::{Duration, SystemTime};

use anyhow::{Context, bail};

use crate::backup::{FileProblem, look_through_files};
use crate::config::{Community, Limits};
use crate::db::{self, Db, Difference, Sum};
use crate::events::{Origin, Tx};
use crate::forum::tag_share;
use crate::ids::{MemberId, NotificationId, TagId, ThreadId, Ts};
use crate::notifications::recount as inboxes;
use crate::recognition;
use crate::web::version;
use crate::{App, forum, jobs, mail};

/// Rows looked at on one snapshot.
const AT_A_TIME: i64 = 500;

/// Something that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What, in a sentence.
    pub text: String,
    /// Whether it has been made right.
    pub is_mended: bool,
}

/// What is looked at, for whoever waits: a word, and how far.
pub type Tell<'a> = &'a mut dyn FnMut(&str, i64);

impl App {
    /// Looks at everything and changes nothing.
    ///
    /// Errors: what was found, in a line.
    pub fn check(&self) -> anyhow::Result<()> {
        let mut found = Vec::new();
        Check { app: self, is_mending: false, tell: &mut |_, _| {}, found: &mut |one| found.push(one.text) }
            .all()?;
        if !found.is_empty() {
            bail!("{}", found.join("; "));
        }
        Ok(())
    }

    /// Looks at everything; what is found is handed to `found`, mended first where that is wanted and possible.
    ///
    /// Errors: the settings of mail cannot be used, or the database does not answer.
    pub fn look_over(
        &self,
        is_mending: bool,
        tell: Tell<'_>,
        found: &mut dyn FnMut(Finding),
    ) -> anyhow::Result<()> {
        Check { app: self, is_mending, tell, found }.all()
    }
}

struct Check<'a> {
    app: &'a App,
    is_mending: bool,
    tell: Tell<'a>,
    found: &'a mut dyn FnMut(Finding),
}

impl Check<'_> {
    fn all(&mut self) -> anyhow::Result<()> {
        let site = self.app.site().clone();
        mail::transport(&site.config).context("the settings of mail cannot be used")?;
        (self.tell)("database", 0);
        let damages = self.read(|db| Ok(db::integrity(db)?))?;
        if !damages.is_empty() {
            // What is counted in a damaged database says nothing.
            damages.into_iter().for_each(|text| self.say(text, false));
            return Ok(());
        }
        let parked = self.read(|db| {
            let version = version(db)?;
            site.cached::<Community>(db, version)?;
            Ok(jobs::parked(db)?)
        })?;
        if parked > 0 {
            self.say(
                format!("{parked} jobs have failed too often; the column problem of jobs says why"),
                false,
            );
        }
        forum::recount::MARKS.iter().try_for_each(|sum| self.sum(sum))?;
        self.threads()?;
        forum::recount::BOARDS.iter().try_for_each(|sum| self.sum(sum))?;
        self.tags()?;
        self.points()?;
        self.inboxes()?;
        self.files()
    }

    fn read<T>(&self, f: impl FnOnce(&mut Db) -> anyhow::Result<T>) -> anyhow::Result<T> {
        self.app.site().store.database().read_now(f)
    }

    fn write(
        &self,
        f: impl Fn(&mut Tx<'_>) -> diesel::QueryResult<()> + Send + 'static,
    ) -> anyhow::Result<()> {
        let store = &self.app.site().store;
        store.write_at(Ts::now(), Origin::Live, move |tx| Ok::<_, anyhow::Error>(f(tx)?))
    }

    fn say(&mut self, text: String, is_mended: bool) {
        (self.found)(Finding { text, is_mended });
    }

    /// Mends the rows of these differences, and says what was found.
    fn found(
        &mut self,
        found: &[Difference],
        mend: impl Fn(&mut Tx<'_>, i64) -> diesel::QueryResult<()> + Copy + Send + 'static,
    ) -> anyhow::Result<()> {
        for one in found {
            if self.is_mending {
                let id = one.id;
                self.write(move |tx| mend(tx, id))?;
            }
            self.say(one.to_string(), self.is_mending);
        }
        Ok(())
    }

    fn sum(&mut self, sum: &'static Sum) -> anyhow::Result<()> {
        let mut after = Some(0);
        while let Some(from) = after {
            let (found, last) = self.read(|db| Ok(db::differences(db, sum, from, AT_A_TIME)?))?;
            self.found(&found, move |tx, id| db::mend(tx.db, sum, id))?;
            (self.tell)(sum.table, last.unwrap_or(from));
            after = last;
        }
        Ok(())
    }

    fn threads(&mut self) -> anyhow::Result<()> {
        let mut after = Some(ThreadId(0));
        while let Some(from) = after {
            let (found, last) = self.read(|db| Ok(forum::recount::differences(db, from, AT_A_TIME)?))?;
            self.found(&found, |tx, id| forum::recount::mend(tx, ThreadId(id)))?;
            (self.tell)("threads", last.unwrap_or(from).0);
            after = last;
        }
        Ok(())
    }

    fn tags(&mut self) -> anyhow::Result<()> {
        let mut after = Some(ThreadId(0));
        while let Some(from) = after {
            let (found, last) = self.read(|db| Ok(tag_share::stale(db, from, AT_A_TIME)?))?;
            self.found(&found, |tx, id| tag_share::refresh(tx.db, ThreadId(id)))?;
            (self.tell)("tags of threads", last.unwrap_or(from).0);
            after = last;
        }
        let mut after = Some(TagId(0));
        while let Some(from) = after {
            let (found, last) = self.read(|db| Ok(tag_share::differences(db, from, AT_A_TIME)?))?;
            self.found(&found, |tx, id| tag_share::count_anew(tx.db, TagId(id)))?;
            (self.tell)("tags", last.unwrap_or(from).0);
            after = last;
        }
        Ok(())
    }

    fn points(&mut self) -> anyhow::Result<()> {
        if self.read(|db| Ok(recognition::is_pending(db)?))? {
            let text = "points are being corrected; check again in some seconds, with the server running";
            self.say(text.to_owned(), false);
            return Ok(());
        }
        let mut after = Some(MemberId(0));
        while let Some(from) = after {
            let (found, last) =
                self.read(|db| Ok(recognition::differences(db, Ts::now(), from, AT_A_TIME)?))?;
            let mut mended = None;
            for one in found {
                if self.is_mending && mended != Some(one.member) {
                    recognition::make_anew(self.app.site(), one.member.0)?;
                    mended = Some(one.member);
                }
                let text = format!(
                    "members {}: {} is {}, counted are {}",
                    one.member, one.what, one.stored, one.counted
                );
                self.say(text, self.is_mending);
            }
            (self.tell)("points", last.unwrap_or(from).0);
            after = last;
        }
        Ok(())
    }

    fn inboxes(&mut self) -> anyhow::Result<()> {
        if !self.read(|db| Ok(inboxes::is_pending(db)?))? {
            let mut after = Some(NotificationId(0));
            while let Some(from) = after {
                let (found, last) = self.read(|db| Ok(inboxes::differences(db, from, AT_A_TIME)?))?;
                self.found(&found, |tx, id| inboxes::mend(tx, NotificationId(id)))?;
                (self.tell)("notifications", last.unwrap_or(from).0);
                after = last;
            }
        }
        self.sum(&inboxes::UNREAD)
    }

    fn files(&mut self) -> anyhow::Result<()> {
        (self.tell)("files", 0);
        // A younger file may be an upload, or a picture whose removal is due.
        let hours = u64::try_from(Limits::PICTURE_HOURS).unwrap_or(24);
        let before = SystemTime::now().checked_sub(Duration::from_secs(hours * 3600));
        let before = before.unwrap_or(SystemTime::UNIX_EPOCH);
        let data_dir = self.app.site().config.data_dir.clone();
        for one in self.read(|db| look_through_files(db, &data_dir, before))? {
            let text = match one {
                FileProblem::Missing(Some(row), path) => {
                    format!("files {row}: {} is missing", path.display())
                }
                FileProblem::Missing(None, path) => format!("the logo {} is missing", path.display()),
                // The server removes it, an hour's shelf at a time.
                FileProblem::Orphan(path) => format!("{} belongs to nothing", path.display()),
            };
            self.say(text, false);
        }
        Ok(())
    }
}
