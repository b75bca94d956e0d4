//! Everything a server counts, written down for Prometheus.

use std::time::Duration;

use diesel::dsl::{count_star, max};
use diesel::prelude::*;

use super::Running;
use super::disk;
use super::process::Process;
use crate::config::DatabaseUrl;
use crate::db::schema::{boards, events, members, posts};
use crate::db::{Db, Queue, QueueState, queue_state};
use crate::ids::Ts;
use crate::mail::Sendings;
use crate::members::Role;
use crate::metrics::{Exposition, Kind};
use crate::search::Search;
use crate::web::{Refusal, Site};

/// For how long what was read from the database is good: several monitors cost no more than one.
const FRESH: Duration = Duration::from_secs(5);
/// Members are counted one by one, so seldom.
const FRESH_MEMBERS: Duration = Duration::from_secs(300);

/// What is read from the database.
#[derive(Clone, Copy, Debug)]
pub struct Stored {
    jobs: QueueState,
    mail: QueueState,
    /// Visible threads, by the counters that boards carry.
    threads: i64,
    /// The number of the newest post, and so about how many were ever written.
    posts: i64,
    /// The number of the newest event.
    events: i64,
}

/// Members by their role, without erased ones.
pub type Members = Vec<(Role, i64)>;

fn read(db: &mut Db) -> QueryResult<Stored> {
    let now = Ts::now();
    let threads: Vec<i64> = boards::table.select(boards::threads).load(db)?;
    Ok(Stored {
        jobs: queue_state(db, Queue::Jobs, now)?,
        mail: queue_state(db, Queue::Outbox, now)?,
        threads: threads.into_iter().sum(),
        posts: posts::table.select(max(posts::id)).first::<Option<i64>>(db)?.unwrap_or(0),
        events: events::table.select(max(events::id)).first::<Option<i64>>(db)?.unwrap_or(0),
    })
}

fn count_members(db: &mut Db) -> QueryResult<Members> {
    members::table
        .filter(members::erased_at.is_null())
        .group_by(members::role)
        .select((members::role, count_star()))
        .load(db)
}

/// Reads what is in the database, unless that was done lately. Blocks.
pub fn stored(site: &Site, running: &Running) -> Result<(Stored, Members), Refusal> {
    let database = site.store.database();
    let stored = running.stored.get_or((), FRESH, || database.read_now(|db| Ok::<_, Refusal>(read(db)?)))?;
    let members = running
        .members
        .get_or((), FRESH_MEMBERS, || database.read_now(|db| Ok::<_, Refusal>(count_members(db)?)))?;
    Ok((stored, members))
}

/// The whole text; `stored` is missing when the database did not answer.
pub fn text(
    site: &Site,
    running: &Running,
    search: &Search,
    sendings: &Sendings,
    stored: Option<(Stored, Members)>,
) -> String {
    let mut page = Exposition::default();
    about(&mut page, site, running);
    process(&mut page, &Process::now());
    site.traffic.write(&mut page);
    pages(&mut page, site);
    database(&mut page, site, stored.is_some());
    let name = "lotse_mail_letters_total";
    page.family(name, Kind::Counter, "Letters, by how sending them ended; each try counts.");
    page.sample(name, &[("result", "sent")], sendings.sent.get());
    page.sample(name, &[("result", "failed")], sendings.failed.get());
    found(&mut page, search, stored.as_ref().map(|(stored, _)| stored.events));
    if let Some((stored, members)) = stored {
        queues(&mut page, &stored);
        community(&mut page, &stored, &members);
    }
    page.text()
}

fn about(page: &mut Exposition, site: &Site, running: &Running) {
    let database = match site.store.database().url() {
        DatabaseUrl::Sqlite(_) => "sqlite",
        DatabaseUrl::Postgres(_) => "postgres",
    };
    page.family("lotse_build_info", Kind::Gauge, "Which Lotse this is.");
    let labels = [("version", env!("CARGO_PKG_VERSION")), ("database", database)];
    page.sample("lotse_build_info", &labels, 1);
    let draining = u8::from(running.is_draining());
    page.one("lotse_draining", Kind::Gauge, "1 while the server is about to stop.", draining);
    page.one(
        "process_start_time_seconds",
        Kind::Gauge,
        "Since when the process runs, in seconds since 1970.",
        running.since.seconds(),
    );
    if let Some(space) = disk::space(&site.config.data_dir) {
        page.one("lotse_disk_free_bytes", Kind::Gauge, "What is left on the disk with the data.", space.free);
        page.one("lotse_disk_bytes", Kind::Gauge, "The size of the disk with the data.", space.all);
    }
    if let Some(at) = disk::newest_backup(&site.config.data_dir) {
        let name = "lotse_backup_last_timestamp_seconds";
        page.one(name, Kind::Gauge, "When the newest file in DATA_DIR/backups was written.", at.seconds());
    }
}

fn process(page: &mut Exposition, process: &Process) {
    for (name, help, value) in [
        ("process_resident_memory_bytes", "Bytes in memory, mapped files included.", process.resident_bytes),
        ("lotse_anonymous_memory_bytes", "Bytes in memory without mapped files.", process.anonymous_bytes),
        ("process_open_fds", "Open files and connections.", process.open_files),
        ("process_max_fds", "How many files and connections may be open.", process.most_files),
    ] {
        if let Some(value) = value {
            page.one(name, Kind::Gauge, help, value);
        }
    }
    if let Some(seconds) = process.cpu_seconds {
        page.one("process_cpu_seconds_total", Kind::Counter, "Seconds of work.", seconds);
    }
}

fn pages(page: &mut Exposition, site: &Site) {
    let name = "lotse_visitor_pages_total";
    page.family(name, Kind::Counter, "Pages that visitors read alike, by where they came from.");
    page.sample(name, &[("from", "memory")], site.traffic.from_memory.get());
    page.sample(name, &[("from", "database")], site.traffic.made.get());
    page.one("lotse_kept_pages", Kind::Gauge, "Visitors' pages in memory.", site.pages.len());
    page.one("lotse_kept_pages_bytes", Kind::Gauge, "What they take.", site.pages.bytes());
}

fn database(page: &mut Exposition, site: &Site, is_up: bool) {
    let database = site.store.database();
    let counts = database.counts();
    page.one("lotse_database_up", Kind::Gauge, "1 when the database answers.", u8::from(is_up));
    for (name, help, counter) in [
        ("lotse_database_reads_total", "Snapshots read.", &counts.reads),
        ("lotse_database_writes_total", "Writes asked for.", &counts.writes),
        ("lotse_database_turned_away_total", "Reads and writes that found no place.", &counts.turned_away),
        ("lotse_database_lost_total", "Transactions lost or run again.", &counts.lost),
    ] {
        page.one(name, Kind::Counter, help, counter.get());
    }
    let waiting = counts.waiting.get();
    page.one("lotse_database_writes_waiting", Kind::Gauge, "Writes that wait for their turn.", waiting);
    let name = "lotse_database_commit_writes";
    page.family(name, Kind::Histogram, "Writes committed together with one fsync (SQLite).");
    page.histogram(name, &[], &counts.together, 1.0);
    let name = "lotse_database_commit_duration_seconds";
    page.family(name, Kind::Histogram, "From the begin of a write transaction to its end on disk.");
    page.histogram(name, &[], &counts.took, 1e6);
    let (open, free) = database.connections();
    page.family("lotse_database_connections", Kind::Gauge, "Connections of the pool.");
    page.sample("lotse_database_connections", &[("state", "free")], free);
    page.sample("lotse_database_connections", &[("state", "busy")], open.saturating_sub(free));
}

fn found(page: &mut Exposition, search: &Search, newest: Option<i64>) {
    let state = search.state();
    let serves = u8::from(state.documents.is_some());
    page.one("lotse_search_up", Kind::Gauge, "1 when there is an index to search in.", serves);
    let documents = state.documents.unwrap_or(0);
    page.one("lotse_search_documents", Kind::Gauge, "Posts that can be found.", documents);
    let building = u8::from(state.building.is_some());
    page.one("lotse_search_rebuilding", Kind::Gauge, "1 while the index is made anew.", building);
    if let (Some(newest), Some(_)) = (newest, state.documents) {
        let name = "lotse_search_lag_events";
        let help = "Events of the log that the index has not read.";
        page.one(name, Kind::Gauge, help, newest.saturating_sub(state.read_up_to).max(0));
    }
}

fn queues(page: &mut Exposition, stored: &Stored) {
    let now = Ts::now();
    let both = [("jobs", &stored.jobs), ("mail", &stored.mail)];
    let oldest =
        |queue: &QueueState| if queue.since.0 == 0 { 0 } else { now.seconds_since(queue.since).max(0) };
    type Ask<'a> = &'a dyn Fn(&QueueState) -> i64;
    let families: [(&str, &str, Ask<'_>); 4] = [
        ("lotse_queue_waiting", "What is still to be done, later included.", &|queue| queue.waiting),
        ("lotse_queue_retried", "What has failed and is tried again.", &|queue| queue.retried),
        ("lotse_queue_failed", "What was given up.", &|queue| queue.failed),
        ("lotse_queue_oldest_seconds", "For how long the oldest has waited.", &oldest),
    ];
    for (name, help, ask) in families {
        page.family(name, Kind::Gauge, help);
        for (queue, state) in both {
            page.sample(name, &[("queue", queue)], ask(state));
        }
    }
}

fn community(page: &mut Exposition, stored: &Stored, members: &Members) {
    page.family("lotse_members", Kind::Gauge, "Members by role, as of the last five minutes.");
    for (role, count) in members {
        page.sample("lotse_members", &[("role", role.word())], count);
    }
    page.one("lotse_threads", Kind::Gauge, "Visible threads.", stored.threads);
    page.one("lotse_posts", Kind::Gauge, "Posts ever written: the newest one's number.", stored.posts);
    page.one("lotse_events", Kind::Gauge, "Events ever recorded: the newest one's number.", stored.events);
}
