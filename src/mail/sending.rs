//! The way from the outbox to the server: threads that take rows, have them rendered, and send them.
//!
//! - A row is leased, so that one server of several sends it; it is deleted once sent. What is sent twice (the
//!   server died in between) has the same `Message-ID`.
//! - Codes come first, the newest first: somebody is waiting for them. Expired ones are dropped unsent.
//! - What fails for now is tried again after growing pauses, for three days. What cannot be delivered keeps its row
//!   with the problem, without its data.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use diesel::prelude::*;

use super::address::{Address, parse};
use super::dkim::Signer;
use super::message::{Letter, Sender};
use super::outbox::{GIVEN_UP, OutboxRow};
use super::report::stop;
use super::sendings::Sendings;
use super::server::Server;
use super::transport::{Mailer, SendProblem, Transport};
use crate::config::{Community, Config};
use crate::db::schema::outbox;
use crate::db::{self, Cols, Db, Queue, claim};
use crate::ids::Ts;
use crate::jobs::Stop;
use crate::web::{Site, version};

/// Port: writes the letter of a row, as its reader may see things now. `None`: there is nothing to say any more.
pub type Render = fn(&mut Db, &Site, &OutboxRow) -> anyhow::Result<Option<Letter>>;

/// Threads that send, so that a slow recipient keeps only one of them busy.
const THREADS: usize = 2;
/// How often the outbox is looked at when it was empty.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// How long a row belongs to the server that took it.
const LEASE_MINUTES: i64 = 2;
/// Minutes before each further try; the last one again and again.
const PAUSES: [i64; 6] = [1, 5, 15, 60, 180, 360];
/// After this long it is given up.
const GIVE_UP_DAYS: i64 = 3;

/// Where letters go by these settings: an SMTP server, or files in `DATA_DIR/mail`.
///
/// Errors: an address of a server or a sender that is none, a key that does not sign.
pub fn transport(config: &Config) -> anyhow::Result<Transport> {
    let sender = sender(config, "")?;
    let signer = Signer::of(config, &sender.address.shown)?;
    let transport = match &config.smtp_url {
        None => Transport::to_files(config.data_dir.join("mail")),
        Some(url) => Transport::to_server(&Server::parse(url)?)?,
    };
    Ok(transport.signed_by(signer))
}

/// Who letters come from.
pub(super) fn sender(config: &Config, name: &str) -> anyhow::Result<Sender> {
    let from = config.mail_from();
    let address = match (&config.mail_from, parse(&from)) {
        (_, Ok(address)) => address,
        // The default of a site on this machine alone, `lotse@localhost`, has no domain with a dot.
        (None, Err(_)) => Address { shown: from.clone(), key: from },
        (Some(_), Err(problem)) => anyhow::bail!("mail_from: {problem}"),
    };
    Ok(Sender { name: name.to_owned(), address, reply_to: None })
}

/// Starts the threads; each ends after the letter at hand when told to.
pub fn start(
    site: &Arc<Site>,
    transport: &Transport,
    render: Render,
    sendings: &Arc<Sendings>,
    stop: &Stop,
) -> std::io::Result<Vec<JoinHandle<()>>> {
    let one = |number: usize| {
        let office =
            Office { site: site.clone(), transport: transport.clone(), render, sendings: sendings.clone() };
        let stop = stop.clone();
        std::thread::Builder::new().name(format!("mail-{number}")).spawn(move || office.run(&stop))
    };
    (1..=THREADS).map(one).collect()
}

/// What one thread works with.
struct Office {
    site: Arc<Site>,
    transport: Transport,
    render: Render,
    sendings: Arc<Sendings>,
}

/// How one row ends.
enum Outcome {
    /// Sent: the row goes.
    Sent,
    /// There is nothing to be sent any more: the row goes.
    Gone,
    /// Tried again later.
    Later(String),
    /// Never tried again.
    Failed(String),
    /// Nobody can be reached there: never tried again, nor is anything else sent to the address (its key).
    Refused(String, String),
}

impl Office {
    fn run(&self, stop: &Stop) {
        db::leave_uncounted();
        while !stop.is_set() {
            let row = self.site.store.database().write_now(|db| Ok::<_, anyhow::Error>(take(db, Ts::now())?));
            match row {
                Ok(Some(row)) => self.work_off(row),
                Ok(None) => drop(stop.wait(LOOK_EVERY)),
                Err(problem) => {
                    tracing::warn!(%problem, "the outbox cannot be read");
                    stop.wait(LOOK_EVERY * 20);
                }
            }
        }
    }

    fn work_off(&self, row: OutboxRow) {
        let _logged = tracing::error_span!("mail", id = %row.id, kind = row.kind).entered();
        let outcome = catch_unwind(AssertUnwindSafe(|| self.send(&row)))
            .unwrap_or_else(|_| Outcome::Later("writing it panicked".to_owned()));
        match &outcome {
            Outcome::Gone => {}
            Outcome::Sent => self.sendings.note_sent(),
            Outcome::Later(problem) => {
                self.sendings.note_failed(Some(problem));
                tracing::warn!(attempt = row.attempts, problem, "a mail was not sent");
            }
            Outcome::Failed(problem) | Outcome::Refused(problem, _) => {
                self.sendings.note_failed(None);
                tracing::error!(problem, "a mail cannot be sent")
            }
        }
        let noted = self
            .site
            .store
            .database()
            .write_now(move |db| Ok::<_, anyhow::Error>(note(db, &row, &outcome, Ts::now())?));
        if let Err(problem) = noted {
            // Its lease runs out, and it is sent again under the same id.
            tracing::warn!(%problem, "the end of a mail could not be written down");
        }
    }

    fn send(&self, row: &OutboxRow) -> Outcome {
        if row.expires_at.is_some_and(|at| at <= Ts::now()) {
            return Outcome::Gone;
        }
        let rendered = self.site.store.database().read_now(|db| {
            let version = version(db)?;
            let community = self.site.cached::<Community>(db, version)?;
            Ok::<_, anyhow::Error>((community, (self.render)(db, &self.site, row)?))
        });
        let (community, letter) = match rendered {
            Ok((community, Some(letter))) => (community, letter),
            Ok((_, None)) => return Outcome::Gone,
            Err(problem) => return Outcome::Later(format!("{problem:#}")),
        };
        let sender = match sender(&self.site.config, &community.name) {
            Ok(sender) => sender,
            Err(problem) => return Outcome::Later(format!("{problem:#}")),
        };
        match Mailer::new(sender, self.transport.clone()).send(&letter) {
            Ok(()) => Outcome::Sent,
            Err(problem @ SendProblem::Recipient(_)) => {
                Outcome::Refused(problem.to_string(), letter.to.key.clone())
            }
            // Also when mail is not set up right: somebody will set it right, and then it is sent.
            Err(problem) => Outcome::Later(problem.to_string()),
        }
    }
}

/// Takes one row that is due.
fn take(db: &mut Db, now: Ts) -> QueryResult<Option<OutboxRow>> {
    let ids = claim(db, Queue::Outbox, now, now.plus_minutes(LEASE_MINUTES), 1)?;
    let Some(id) = ids.first() else {
        return Ok(None);
    };
    outbox::table.filter(outbox::id.eq(id)).select(OutboxRow::cols()).first(db).optional()
}

/// Writes down how a row ended.
fn note(db: &mut Db, row: &OutboxRow, outcome: &Outcome, now: Ts) -> QueryResult<usize> {
    let this = outbox::table.filter(outbox::id.eq(row.id));
    match outcome {
        Outcome::Sent | Outcome::Gone => diesel::delete(this).execute(db),
        Outcome::Later(problem) if now >= row.created_at.plus_days(GIVE_UP_DAYS) => {
            note(db, row, &Outcome::Failed(format!("{GIVEN_UP}{problem}")), now)
        }
        Outcome::Later(_) => {
            let due = row.expires_at.map_or(i64::MAX, |at| at.0).min(now.plus_minutes(pause(row.attempts)).0);
            diesel::update(this).set((outbox::due_at.eq(due), outbox::leased_until.eq(0))).execute(db)
        }
        Outcome::Refused(problem, key) => {
            stop(db, key, now)?;
            note(db, row, &Outcome::Failed(problem.clone()), now)
        }
        // A code that nobody gets is kept no longer than one that somebody got.
        Outcome::Failed(_) if row.expires_at.is_some() => diesel::delete(this).execute(db),
        Outcome::Failed(problem) => diesel::update(this)
            .set((outbox::problem.eq(problem), outbox::data.eq("{}"), outbox::leased_until.eq(0)))
            .execute(db),
    }
}

/// Minutes to wait after this many tries.
fn pause(attempts: i16) -> i64 {
    PAUSES[(attempts.max(1) as usize - 1).min(PAUSES.len() - 1)]
}

#[cfg(test)]
#[path = "sending_tests.rs"]
mod tests;
