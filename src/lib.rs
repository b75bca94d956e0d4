//! Lotse: a service community where customers help customers.
//!
//! # Map of the house
//!
//! A noun is a file. Imports go down the floors, never sideways, never up (`tests/house.rs` keeps it so).
//!
//! | floor | rooms |
//! |---|---|
//! | roof | `main` (command line), `lib` (this: map and assembly), [`check`], [`routes`], [`reactions`], `server` (what listens), `follow` (the log), [`schedule`], [`seed`]: the demo |
//! | 4 | [`backup`]: the whole community in one file, and back |
//! | 4 | [`own_data`]: what is kept about a member, taking it along, leaving |
//! | 4 | [`operations`]: what a machine or its keeper asks a running server |
//! | 3 | [`recognition`]: points and ranks |
//! | 3 | [`import`]: threads from other forums |
//! | 3 | [`moderation`]: flags and what is decided about them |
//! | 3 | [`notifications`]: what members hear of, in the inbox and by mail |
//! | 3 | [`search`]: threads by their words, and what is like them |
//! | 2 | [`forum`]: boards, threads, posts, solutions |
//! | 1 | [`members`]: people, sessions, roles |
//! | 0 | [`config`], [`ids`], [`metrics`], [`db`], [`events`], [`jobs`], [`text`], [`i18n`], [`web`], [`mail`], [`pictures`] |
//!
//! # Five indexes
//!
//! Which URLs: `routes.rs`. What can be set: `config.rs`. What can happen: `events.rs`. What follows:
//! `reactions.rs`. What runs by itself: `schedule.rs`.
//!
//! # Ports
//!
//! Where a lower room needs a higher one's answer it declares a function type, which is filled here and nowhere
//! else:
//!
//! | port | filled with |
//! |---|---|
//! | [`events::Inside`] | [`reactions::inside`] |
//! | [`events::After`] | [`reactions::outdated`], by [`web::Site::outdating`] |
//! | [`jobs::Kind`] | [`reactions::JOBS`] |
//! | [`mail::Render`] | [`reactions::letter`] |
//! | [`members::Ports`] | [`reactions::PORTS`] |
//! | [`import::Points`] | [`reactions::POINTS`] |
//! | [`forum::Similar`] | [`search::similar::port`] |
//! | [`search::Touches`] | [`reactions::searched`] |

#![forbid(unsafe_code)]

pub mod admin;
pub mod backup;
pub mod check;
pub mod config;
pub mod db;
pub mod events;
mod follow;
pub mod forum;
pub mod i18n;
pub mod ids;
pub mod import;
pub mod jobs;
pub mod mail;
pub mod members;
pub mod metrics;
pub mod moderation;
pub mod notifications;
pub mod operations;
pub mod own_data;
pub mod pages;
pub mod pictures;
pub mod reactions;
pub mod recognition;
pub mod routes;
pub mod schedule;
pub mod search;
pub mod seed;
mod server;
pub mod text;
pub mod web;

use std::fs::{self, File};
use std::path::Path;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

pub use server::{serve, serve_machines};

use actix_web::web::Data;
use anyhow::Context;
use diesel::prelude::*;

use crate::config::Config;
use crate::db::schema::{self, site};
use crate::db::{Both, Database};
use crate::events::Store;
use crate::forum::{Reads, Similar};
use crate::ids::Ts;
use crate::jobs::Stop;
use crate::mail::Sendings;
use crate::members::{Door, Role};
use crate::operations::Running;
use crate::pages::tour::Tour;
use crate::search::Search;
use crate::web::Site;
use crate::web::secrets::{SiteSecret, hash_token, random_token};

/// How long what runs beside the server has to come to an end, after the server has.
const BACKGROUND_PATIENCE: Duration = Duration::from_secs(3);

/// An open site; cheap to clone.
#[derive(Clone)]
pub struct App {
    site: Data<Site>,
    door: Data<Door>,
    search: Data<Search>,
    similar: Data<Similar>,
    reads: Data<Reads>,
    running: Data<Running>,
    tour: Data<Tour>,
    sendings: Data<Sendings>,
}

impl App {
    /// Opens the data directory and the database, and creates what is missing.
    ///
    /// Errors: a directory that cannot be written, a database that is not reachable or was made by a newer Lotse.
    pub fn open(config: Config) -> anyhow::Result<App> {
        config.check()?;
        make_private_dir(&config.data_dir)
            .with_context(|| format!("cannot use the data directory {}", config.data_dir.display()))?;
        backup::refuse_unfinished(&config.data_dir)?;
        let url = config.database()?;
        backup::before_upgrade(&config).with_context(|| format!("cannot open {url}"))?;
        let database = Database::open(url.clone()).with_context(|| format!("cannot open {url}"))?;
        let secret = site_secret(&database)?;
        let store = Store::new(database, reactions::inside);
        let site = Data::new(Site::new(config, store, secret).outdating(reactions::outdated));
        let door = Data::new(Door::new(reactions::PORTS));
        let search: Data<Search> = Data::default();
        let similar = Data::new(search::similar::port(search.clone()));
        let (reads, running, sendings) = (Data::default(), Data::default(), Data::default());
        let tour = Data::default();
        Ok(App { site, door, search, similar, reads, running, tour, sendings })
    }

    /// The site itself.
    pub fn site(&self) -> &Data<Site> {
        &self.site
    }

    /// Who was here lately, wrong passwords, the password hasher.
    pub fn door(&self) -> &Door {
        &self.door
    }

    /// How far members have read, until it is written.
    pub fn reads(&self) -> &Reads {
        &self.reads
    }

    /// The guided path of the home page; empty but in the demo.
    pub fn tour(&self) -> &Tour {
        &self.tour
    }

    /// From now on `/readyz` says that this server takes no more work.
    pub fn drain(&self) {
        self.running.drain();
    }

    /// The path whose holder becomes the first admin, while there is none. Earlier ones are void then.
    pub fn setup_path(&self) -> anyhow::Result<Option<String>> {
        let token = random_token();
        let hash = hash_token(&token);
        let is_open = self.site.store.database().write_now(move |db| {
            use schema::members::dsl::{erased_at, members, role};
            let is_admin = role.eq(Role::Admin).and(erased_at.is_null());
            let admins: i64 = members.filter(is_admin).count().get_result(db)?;
            let hash = (admins == 0).then(|| hash.clone());
            diesel::update(site::table).set(site::setup_hash.eq(&hash)).execute(db)?;
            Ok::<_, anyhow::Error>(hash.is_some())
        })?;
        Ok(is_open.then(|| format!("/setup/{token}")))
    }

    /// Starts what a serving process does besides answering: jobs, mail, the schedule.
    ///
    /// Errors: another server works on the same SQLite file, or the settings of mail cannot be used.
    pub fn start_background(&self) -> anyhow::Result<Background> {
        let lock = db::lock(self.site.store.database().url())?;
        let transport = mail::transport(&self.site.config).context("the settings of mail cannot be used")?;
        let stop = Stop::default();
        let site = self.site.clone().into_inner();
        let database = site.store.database().clone();
        let mut threads = vec![
            jobs::start(database, site.clone(), reactions::JOBS, stop.clone())?,
            schedule::start(self.clone(), schedule::ENTRIES, stop.clone())?,
            follow::start(site.clone(), stop.clone())?,
            search::start(site.clone(), self.search.clone().into_inner(), reactions::searched, stop.clone())?,
        ];
        let sendings = self.sendings.clone().into_inner();
        threads.extend(mail::start_sending(&site, &transport, reactions::letter, &sendings, &stop)?);
        Ok(Background { stop, threads, _lock: lock })
    }
}

/// The threads beside the server. Dropped, they end after what they are doing; a letter on its way to a slow mail
/// server is not waited for longer than some seconds, and is sent again at the next start.
pub struct Background {
    stop: Stop,
    threads: Vec<JoinHandle<()>>,
    _lock: Option<File>,
}

impl Background {
    /// The sign that ends them, for giving it early.
    pub fn stop(&self) -> Stop {
        self.stop.clone()
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        self.stop.set();
        let begun = Instant::now();
        for thread in self.threads.drain(..) {
            while !thread.is_finished() && begun.elapsed() < BACKGROUND_PATIENCE {
                std::thread::sleep(Duration::from_millis(5));
            }
            if thread.is_finished() && thread.join().is_err() {
                tracing::error!("a background thread panicked");
            }
        }
    }
}

/// Creates the directory, readable by nobody else, unless it is there.
fn make_private_dir(dir: &Path) -> std::io::Result<()> {
    if dir.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

/// The site's secret; makes the one row about this installation when there is none.
fn site_secret(database: &Database) -> anyhow::Result<SiteSecret> {
    let fresh = SiteSecret::random().to_text();
    let text: String = database.write_now(move |db| {
        let row = (
            site::id.eq(1_i16),
            site::version.eq(1_i64),
            site::epoch.eq(1_i64),
            site::secret.eq(fresh.clone()),
            site::created_at.eq(Ts::now().0),
        );
        // Two nodes may start on an empty database at once: the first one's secret counts.
        Both(diesel::insert_into(site::table).values(row).on_conflict_do_nothing()).execute(db)?;
        Ok::<_, anyhow::Error>(site::table.select(site::secret).first(db)?)
    })?;
    SiteSecret::from_text(&text).context("the secret in the table site is damaged")
}
