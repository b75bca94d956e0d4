//! Index: **what runs by itself.**
//!
//! One line an entry: name, how often, what. All run on one thread, one after the other, on every server, so each is
//! quick and may be done by several at once. The first round is a minute after the start.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::events::{Origin, Tx};
use crate::forum::{held_question, picture_unused, post_hide, read_position};
use crate::ids::Ts;
use crate::jobs::Stop;
use crate::{App, db, members, notifications, recognition, web};

/// An entry: its name in the log, how often, and what is done.
pub type Entry = (&'static str, Duration, fn(&App) -> anyhow::Result<()>);

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);

/// Everything that runs by itself.
pub const ENTRIES: &[Entry] = &[
    ("note who was here and what was read", SECOND.saturating_mul(2), note_seen),
    ("note what was opened", SECOND.saturating_mul(2), note_opened),
    ("raise ranks that are due", MINUTE, raise_ranks),
    ("forget addresses that were counted", MINUTE.saturating_mul(10), |app| {
        app.site().rates.tidy();
        Ok(())
    }),
    ("forget old form keys", HOUR, |app| tidy(app, web::forget_old_form_keys)),
    // Before the codes they wait for.
    ("forget held questions", HOUR, |app| tidy(app, held_question::forget_old)),
    ("forget old codes and links", HOUR, |app| tidy(app, members::forget_old_sign_ins)),
    ("show again what nobody confirmed", MINUTE.saturating_mul(10), |app| {
        tidy(app, post_hide::return_unconfirmed)
    }),
    ("remove unused pictures", HOUR, |app| {
        picture_unused::remove_unused(app.site()).map(|_| ()).map_err(|problem| anyhow::anyhow!("{problem}"))
    }),
    ("forget old read positions", HOUR, |app| tidy(app, read_position::forget_old)),
    ("forget expired sessions", HOUR, |app| tidy(app, members::session::forget_expired)),
];

/// Before the first round of what is not done every few seconds: starting is busy enough.
const FIRST: Duration = MINUTE;

/// Starts the thread; it ends after the entry at hand when told to.
pub fn start(app: App, entries: &'static [Entry], stop: Stop) -> std::io::Result<JoinHandle<()>> {
    std::thread::Builder::new().name("schedule".into()).spawn(move || {
        db::leave_uncounted();
        let started = Instant::now();
        let mut due: Vec<Instant> = entries.iter().map(|(_, every, _)| started + FIRST.min(*every)).collect();
        loop {
            let now = Instant::now();
            let next = due.iter().min().map_or(FIRST, |next| next.saturating_duration_since(now));
            if stop.wait(next) {
                break;
            }
            for (place, (name, every, act)) in entries.iter().enumerate() {
                if due[place] > Instant::now() {
                    continue;
                }
                run(&app, name, *act);
                due[place] = Instant::now() + *every;
            }
        }
        // What was gathered since the last round is kept.
        run(&app, "note who was here and what was read", note_seen);
        run(&app, "note what was opened", note_opened);
    })
}

fn run(app: &App, name: &str, act: fn(&App) -> anyhow::Result<()>) {
    let _logged = tracing::error_span!("schedule", entry = name).entered();
    match catch_unwind(AssertUnwindSafe(|| act(app))) {
        Ok(Ok(())) => {}
        Ok(Err(problem)) => tracing::warn!(%problem, "what runs by itself failed"),
        Err(_) => tracing::error!("what runs by itself panicked"),
    }
}

/// Writes down who was here lately, and how far they have read.
fn note_seen(app: &App) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    runtime.block_on(app.door().seen.flush(&app.site().store))?;
    app.reads().flush(&app.site().store)
}

/// Writes down what members have opened lately.
fn note_opened(app: &App) -> anyhow::Result<()> {
    notifications::write_down_opened(app.site())
}

/// Raises the ranks that time alone has brought, a batch in a transaction.
fn raise_ranks(app: &App) -> anyhow::Result<()> {
    let store = &app.site().store;
    let raise = |tx: &mut Tx<'_>| Ok::<_, anyhow::Error>(recognition::ranks_due(tx)?);
    while store.write_at(Ts::now(), Origin::Live, raise)? {}
    Ok(())
}

/// Deletes what is of no use any more.
fn tidy(app: &App, forget: fn(&mut Tx<'_>) -> diesel::QueryResult<usize>) -> anyhow::Result<()> {
    let store = &app.site().store;
    let gone = store.write_at(Ts::now(), Origin::Live, move |tx| Ok::<_, anyhow::Error>(forget(tx)?))?;
    if gone > 0 {
        tracing::debug!(gone, "old rows are deleted");
    }
    Ok(())
}
