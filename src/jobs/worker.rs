//! The thread that works off the queue.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use super::queue::{self, Job};
use super::stop::Stop;
use crate::db::{self, Database};
use crate::ids::Ts;

/// How often the queue is looked at when it was empty.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// Port: a kind of job and what does it; `C` is whatever the function works with (the site).
pub struct Kind<C: 'static> {
    /// As in the column `kind`.
    pub name: &'static str,
    /// Does it for a subject; run again after an error or when the server died.
    pub run: fn(&C, i64) -> anyhow::Result<()>,
}

/// Starts the thread; it ends after the job at hand when told to.
pub fn start<C: Send + Sync + 'static>(
    database: Database,
    context: Arc<C>,
    kinds: &'static [Kind<C>],
    stop: Stop,
) -> std::io::Result<JoinHandle<()>> {
    std::thread::Builder::new().name("jobs".into()).spawn(move || {
        db::leave_uncounted();
        while !stop.is_set() {
            let job = database.write_now(|db| Ok::<_, anyhow::Error>(queue::take(db, Ts::now())?));
            match job {
                Ok(Some(job)) => work_off(&database, &*context, kinds, job),
                Ok(None) => drop(stop.wait(LOOK_EVERY)),
                Err(problem) => {
                    tracing::warn!(%problem, "the queue of jobs cannot be read");
                    stop.wait(LOOK_EVERY * 20);
                }
            }
        }
    })
}

/// Does one job and writes down how it ended. Every line logged meanwhile carries the job's number and kind.
fn work_off<C>(database: &Database, context: &C, kinds: &[Kind<C>], job: Job) {
    let _logged = tracing::error_span!("job", id = job.id, kind = job.kind).entered();
    let result = match kinds.iter().find(|kind| kind.name == job.kind) {
        Some(kind) => catch_unwind(AssertUnwindSafe(|| (kind.run)(context, job.subject)))
            .unwrap_or_else(|_| Err(anyhow::anyhow!("it panicked"))),
        // Asked for by a newer server beside this one; that one may get it next time.
        None => Err(anyhow::anyhow!("this program does not know such jobs")),
    };
    let noted = match result {
        Ok(()) => database.write_now(move |db| Ok::<_, anyhow::Error>(queue::done(db, &job)?)),
        Err(problem) => {
            let problem = format!("{problem:#}");
            tracing::warn!(attempt = job.attempts, problem, "a job failed");
            let noted = database
                .write_now(move |db| Ok::<_, anyhow::Error>(queue::failed(db, &job, Ts::now(), &problem)?));
            noted.map(|is_parked| {
                if is_parked {
                    tracing::error!("a job failed too often and is parked");
                }
            })
        }
    };
    if let Err(problem) = noted {
        // Its lease runs out, and it is done again.
        tracing::warn!(%problem, "the end of a job could not be written down");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::DatabaseUrl;
    use std::sync::mpsc::{Sender, channel};

    const KINDS: &[Kind<Sender<i64>>] = &[
        Kind { name: "panics", run: |_, _| panic!("on purpose") },
        Kind { name: "fails", run: |_, _| anyhow::bail!("on purpose") },
        Kind { name: "works", run: |done, subject| Ok(done.send(subject)?) },
    ];

    #[test]
    fn one_that_fails_keeps_nobody_waiting() {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let database = Database::open(DatabaseUrl::Sqlite(dir.path().join("t.db"))).expect("opens");
        for (at, kind) in ["panics", "fails", "unknown", "works"].into_iter().enumerate() {
            let queued = database.write_now(move |db| {
                Ok::<_, anyhow::Error>(queue::enqueue(db, kind, at as i64, Ts(at as i64))?)
            });
            queued.expect("queued");
        }
        let (done, told) = channel();
        let stop = Stop::default();
        let thread = start(database, Arc::new(done), KINDS, stop.clone()).expect("started");
        assert_eq!(told.recv_timeout(Duration::from_secs(20)), Ok(3));
        stop.set();
        thread.join().expect("ends well");
    }
}
