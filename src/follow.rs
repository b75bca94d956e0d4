//! Following the log: hands every event to [`local`](crate::reactions::local), once it is on disk, on every node.
//!
//! What a node keeps in memory begins empty, so the cursor does too: it starts at the present end of the log.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use crate::db;
use crate::events::{self, Cursor};
use crate::jobs::Stop;
use crate::reactions;
use crate::web::{Refusal, Site};

/// How often the log is looked at. Commands write to it as well, so a commit here is not the only sign.
const EVERY: Duration = Duration::from_millis(250);
/// Events read at once.
const BATCH: i64 = 500;

/// Starts the thread; it ends soon after `stop` is set.
pub fn start(site: Arc<Site>, stop: Stop) -> std::io::Result<JoinHandle<()>> {
    std::thread::Builder::new().name("log".into()).spawn(move || {
        db::leave_uncounted();
        let mut cursor = None;
        while !stop.wait(EVERY) {
            match read_on(&site, cursor) {
                Ok(next) => cursor = Some(next),
                Err(problem) => tracing::warn!(%problem, "the log cannot be read; trying again"),
            }
        }
    })
}

/// Does what follows from all events after the cursor, and returns the new one.
fn read_on(site: &Site, cursor: Option<Cursor>) -> Result<Cursor, Refusal> {
    let Some(mut cursor) = cursor else {
        return site.store.database().read_now(|db| Ok(events::end(db)?));
    };
    loop {
        let next =
            site.store.database().read_now(|db| Ok::<_, Refusal>(events::after(db, cursor, BATCH)?))?;
        for logged in &next {
            if let Some(event) = &logged.event {
                let _logged = tracing::error_span!("event", id = logged.at.event.0).entered();
                // One event that cannot be followed must not keep the others from being.
                match catch_unwind(AssertUnwindSafe(|| reactions::local(site, event))) {
                    Ok(Ok(())) => {}
                    Ok(Err(problem)) => tracing::error!(%problem, "parked"),
                    Err(_) => tracing::error!("what follows from an event panicked"),
                }
            }
        }
        cursor = next.last().map_or(cursor, |last| last.at);
        if (next.len() as i64) < BATCH {
            return Ok(cursor);
        }
    }
}
