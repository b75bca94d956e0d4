//! What is looked at to find out what is wrong.

use std::net::SocketAddr;
use std::path::PathBuf;

use diesel::dsl::max;
use diesel::prelude::*;

use super::disk::{self, Space};
use crate::config::Config;
use crate::db::schema::{events, members, site as site_row};
use crate::db::{self, Db, Mismatch, Queue, QueueState, queue_state};
use crate::ids::Ts;
use crate::jobs;
use crate::mail::{self, Sendings};
use crate::search::{Search, SearchState};
use crate::web::{Refusal, Site};

/// Letters given up longer ago than this are no news any more.
const NEWS_DAYS: i64 = 7;

/// Everything that findings are made from.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The moment.
    pub now: Ts,
    /// Since when there is the community.
    pub founded: Ts,
    /// Where this server listens.
    pub listen: SocketAddr,
    /// The address people type, where one is set.
    pub public_url: Option<String>,
    /// Whether some network's `X-Forwarded-For` is believed.
    pub has_proxies: bool,
    /// Whether floods are held off.
    pub limits: bool,
    /// Whether a mail server is set.
    pub has_mail_server: bool,
    /// The data directory.
    pub data_dir: PathBuf,
    /// The disk it is on.
    pub disk: Option<Space>,
    /// When the newest backup in it was written.
    pub backup: Option<Ts>,
    /// Whether the database is of another version.
    pub mismatch: Option<Mismatch>,
    /// How the index stands.
    pub search: SearchState,
    /// The number of the newest event.
    pub events: i64,
    /// Background work.
    pub jobs: QueueState,
    /// Kind and problem of the job that was given up last.
    pub job_problem: Option<(String, String)>,
    /// Letters to be sent.
    pub mail: QueueState,
    /// What kept this server from sending lately.
    pub mail_problem: Option<String>,
    /// Letters given up in the last days.
    pub given_up: GivenUp,
    /// Members to whose address no mail goes any more.
    pub stopped: i64,
}

/// How many letters were given up, and why the newest one was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GivenUp {
    /// How many.
    pub count: i64,
    /// Why; without addresses.
    pub problem: Option<String>,
}

impl Facts {
    /// What the settings say; all else as if it were well.
    pub fn of(config: &Config, now: Ts) -> Facts {
        Facts {
            now,
            founded: now,
            listen: config.listen,
            public_url: config.public_url.clone(),
            has_proxies: !config.trusted_proxies.is_empty(),
            limits: config.limit_addresses,
            has_mail_server: config.smtp_url.is_some(),
            data_dir: config.data_dir.clone(),
            disk: None,
            backup: None,
            mismatch: None,
            search: SearchState { documents: Some(0), ..SearchState::default() },
            events: 0,
            jobs: QueueState::default(),
            job_problem: None,
            mail: QueueState::default(),
            mail_problem: None,
            given_up: GivenUp::default(),
            stopped: 0,
        }
    }
}

/// Looks at everything. Blocks for some milliseconds.
///
/// Errors: the database does not answer.
pub fn gather(site: &Site, search: &Search, sendings: &Sendings) -> Result<Facts, Refusal> {
    let now = Ts::now();
    let mut facts = Facts::of(&site.config, now);
    facts.disk = disk::space(&site.config.data_dir);
    facts.backup = disk::newest_backup(&site.config.data_dir);
    // Before the end of the log is read, so that it is never ahead of it.
    facts.search = search.state();
    facts.mail_problem = sendings.last_problem().map(|(_, problem)| problem);
    site.store.database().read_now(|db| read(db, &mut facts))?;
    Ok(facts)
}

fn read(db: &mut Db, facts: &mut Facts) -> Result<(), Refusal> {
    facts.founded = site_row::table.select(site_row::created_at).first(db)?;
    facts.mismatch = db::mismatch(db).map_err(Refusal::unavailable)?;
    facts.events = events::table.select(max(events::id)).first::<Option<i64>>(db)?.unwrap_or(0);
    facts.jobs = queue_state(db, Queue::Jobs, facts.now)?;
    facts.job_problem = jobs::last_problem(db)?;
    facts.mail = queue_state(db, Queue::Outbox, facts.now)?;
    let (count, problem) = mail::outbox::given_up(db, facts.now.plus_days(-NEWS_DAYS))?;
    facts.given_up = GivenUp { count, problem };
    let stopped = members::table.filter(members::mail_stopped_at.is_not_null());
    facts.stopped = stopped.filter(members::erased_at.is_null()).count().get_result(db)?;
    Ok(())
}
