//! The one thread that writes to the index: it follows the log, and makes the index anew where it has to be.
//!
//! An index that is behind (of another life of the log, or asked to be made anew) serves until the new one is ready,
//! and is followed meanwhile. One that cannot be read is taken out of service at once.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use diesel::prelude::*;

use super::index::{Mark, Opened};
use super::place::{self, Place};
use super::rebuild::Rebuild;
use super::state::Search;
use super::touched::Touches;
use super::writing::Writing;
use crate::db;
use crate::db::schema::site;
use crate::events;
use crate::ids::Ts;
use crate::jobs::Stop;
use crate::web::Site;

/// How often the log is looked at; what was written is found after one round and a commit.
const EVERY: Duration = Duration::from_millis(250);
/// How long one round makes the index anew before it looks at the log again.
const ROUND: Duration = Duration::from_millis(200);
/// The pause after a failure: full disks and lost databases come back by themselves.
const PAUSE: Duration = Duration::from_secs(5);

/// Starts the thread; it ends soon after `stop` is set, and keeps how far it has come.
pub fn start(
    site: Arc<Site>,
    search: Arc<Search>,
    touches: Touches,
    stop: Stop,
) -> std::io::Result<JoinHandle<()>> {
    let place = Place::take(&site.config.data_dir)?;
    std::thread::Builder::new().name("search".into()).spawn(move || {
        db::leave_uncounted();
        let mut keeper = Keeper { site, search, touches, place, current: None, rebuild: None, wanted: false };
        keeper.guarded(Keeper::open);
        loop {
            let begun = Instant::now();
            let ok = keeper.guarded(Keeper::round);
            let pause = match (ok, &keeper.rebuild) {
                (false, _) => PAUSE,
                (true, Some(_)) => Duration::ZERO,
                (true, None) => EVERY.saturating_sub(begun.elapsed()),
            };
            if stop.wait(pause) {
                break;
            }
        }
        keeper.guarded(Keeper::close);
    })
}

/// What [`reindex`] did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reindexed {
    /// A server runs and was asked to.
    Asked,
    /// It was made here and now.
    Made,
}

/// Makes the index anew, or asks the server that holds it; `tell` hears how far it has come, in percent.
pub fn reindex(site: &Site, mut tell: impl FnMut(i64)) -> anyhow::Result<Reindexed> {
    let data_dir = &site.config.data_dir;
    let Some(mut place) = Place::take_first(data_dir)? else {
        place::request(data_dir)?;
        return Ok(Reindexed::Asked);
    };
    let folder = place.fresh()?;
    let mut rebuild = Rebuild::begin(site, &folder, founded(site)?)?;
    while !rebuild.step(site)? {
        tell(rebuild.percent());
    }
    rebuild.finish()?.close()?;
    place.take_request();
    place.clean(Some(&folder));
    Ok(Reindexed::Made)
}

struct Keeper {
    site: Arc<Site>,
    search: Arc<Search>,
    touches: Touches,
    place: Place,
    current: Option<Writing>,
    rebuild: Option<Rebuild>,
    /// A new index is to be made.
    wanted: bool,
}

impl Keeper {
    /// Runs one step; failures and panics are logged, and an index that cannot be read is given up.
    fn guarded(&mut self, step: fn(&mut Keeper) -> anyhow::Result<()>) -> bool {
        let problem = match catch_unwind(AssertUnwindSafe(|| step(self))) {
            Ok(Ok(())) => return true,
            Ok(Err(problem)) => problem,
            Err(_) => anyhow::anyhow!(tantivy::TantivyError::InternalError("it panicked".to_owned())),
        };
        tracing::warn!(problem = format!("{problem:#}"), "the search index cannot be kept; trying again");
        self.drop_rebuild();
        // The database may be away; only what tantivy says is about the index.
        if problem.downcast_ref::<tantivy::TantivyError>().is_some() {
            self.give_up();
        }
        false
    }

    /// Finds the newest index that can be read, and says whether another is needed.
    fn open(&mut self) -> anyhow::Result<()> {
        self.wanted = true;
        let founded = founded(&self.site)?;
        for folder in self.place.folders()? {
            match Opened::open(&folder) {
                Ok((opened, mark)) if mark.founded == founded.0 => return self.serve(opened, mark, founded),
                Ok(_) => tracing::warn!("there is a search index of another community"),
                Err(problem) => {
                    tracing::info!(problem = format!("{problem:#}"), "a search index cannot be used")
                }
            }
        }
        Ok(())
    }

    fn serve(&mut self, opened: Opened, mark: Mark, founded: Ts) -> anyhow::Result<()> {
        let end = self.site.store.database().read_now(|db| Ok::<_, anyhow::Error>(events::end(db)?))?;
        let cursor = mark.cursor();
        self.wanted = cursor.epoch != end.epoch || cursor > end;
        if self.wanted {
            tracing::info!("the search index is not of this log; it serves until it is made anew");
        }
        let writing = Writing::new(opened, founded, if self.wanted { end } else { cursor });
        let opened = writing.opened.clone();
        self.search.set_read_up_to(writing.read_up_to());
        self.search.set_opened(Some(opened.clone()));
        self.current = Some(writing);
        if let Err(problem) = opened.check() {
            tracing::warn!(%problem, "the search index is damaged");
            self.give_up();
        }
        Ok(())
    }

    /// One look at the log, and some of the new index where one is being made.
    fn round(&mut self) -> anyhow::Result<()> {
        if self.place.take_request() {
            self.drop_rebuild();
            self.wanted = true;
        }
        if self.search.take_suspicion() {
            self.give_up();
        }
        if let Some(current) = &mut self.current {
            while current.follow(&self.site, self.touches)? && self.rebuild.is_none() {}
            self.search.set_read_up_to(current.read_up_to());
        }
        if self.wanted && self.rebuild.is_none() {
            self.search.set_building(Some(0));
            let folder = self.place.fresh()?;
            self.rebuild = Some(Rebuild::begin(&self.site, &folder, founded(&self.site)?)?);
        }
        let begun = Instant::now();
        while let Some(rebuild) = &mut self.rebuild {
            let is_done = rebuild.step(&self.site)?;
            self.search.set_building(Some(rebuild.percent()));
            if is_done {
                return self.switch();
            }
            if begun.elapsed() > ROUND {
                break;
            }
        }
        Ok(())
    }

    /// Puts the new index into service.
    fn switch(&mut self) -> anyhow::Result<()> {
        let Some(rebuild) = self.rebuild.take() else { return Ok(()) };
        let writing = rebuild.finish()?;
        self.place.clean(Some(&writing.opened.folder));
        self.search.set_read_up_to(writing.read_up_to());
        self.search.set_opened(Some(writing.opened.clone()));
        self.search.set_building(None);
        self.current = Some(writing);
        self.wanted = false;
        tracing::info!("the search index is new");
        Ok(())
    }

    /// Takes the index out of service: it is made anew.
    fn give_up(&mut self) {
        self.search.set_opened(None);
        self.current = None;
        self.wanted = true;
    }

    fn drop_rebuild(&mut self) {
        self.rebuild = None;
        self.search.set_building(None);
    }

    fn close(&mut self) -> anyhow::Result<()> {
        self.rebuild = None;
        self.current.take().map_or(Ok(()), Writing::close)
    }
}

/// When this community was founded.
fn founded(site_: &Site) -> anyhow::Result<Ts> {
    let database = site_.store.database();
    database.read_now(|db| Ok::<_, anyhow::Error>(site::table.select(site::created_at).first(db)?))
}
