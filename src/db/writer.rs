//! The write path of the database.
//!
//! SQLite allows one writer. Instead of letting requests fight for the lock, one thread takes all that wait, runs
//! each in a savepoint of one transaction, and answers them after a single commit, that is a single fsync. A request
//! that fails takes only its own savepoint back. On PostgreSQL each request has a transaction of its own.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::time::Instant;

use diesel::connection::{AnsiTransactionManager, Connection, TransactionManager};
use tokio::sync::oneshot;
use tracing::Span;

use super::counts::Counts;
use super::pool::{self, Pool, Purpose};
use super::{DatabaseUrl, Db, DbError, Unavailable};

/// Requests that may wait for the writer; more are answered 503.
const QUEUE: usize = 1024;
/// Requests committed together at most.
const BATCH: usize = 256;
/// How often PostgreSQL may ask for a transaction to be run again.
const RUNS: usize = 3;

/// The way to the one writer (SQLite) or to any connection (PostgreSQL).
#[derive(Clone)]
pub enum Writer {
    /// The queue of the writer thread.
    Sqlite(SyncSender<Box<dyn Job>>, Arc<Counts>),
    /// The pool.
    Postgres(Pool, Arc<Counts>),
}

/// One write waiting for its turn.
pub trait Job: Send {
    /// Runs in a savepoint; says whether to keep what it did.
    fn run(&mut self, db: &mut Db) -> bool;
    /// Sends the result; `lost` when the commit failed.
    fn answer(self: Box<Self>, lost: bool);
    /// Whose it is, for the log.
    fn span(&self) -> Span;
}

struct Write<T, E, F> {
    work: F,
    span: Span,
    result: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<T: Send, E: DbError, F: Fn(&mut Db) -> Result<T, E> + Send> Job for Write<T, E, F> {
    fn run(&mut self, db: &mut Db) -> bool {
        let result = (self.work)(db);
        let keep = result.is_ok();
        self.result = Some(result);
        keep
    }

    fn answer(self: Box<Self>, lost: bool) {
        let result = match self.result {
            // What the closure refused it refused; what it did is gone.
            Some(Err(refusal)) => Err(refusal),
            Some(Ok(value)) if !lost => Ok(value),
            _ => Err(Unavailable.into()),
        };
        // The asker may have gone away; the write stands all the same.
        let _ = self.reply.send(result);
    }

    fn span(&self) -> Span {
        self.span.clone()
    }
}

impl Writer {
    /// Starts the writer thread on SQLite; takes the pool on PostgreSQL.
    pub fn start(url: &DatabaseUrl, first: Db, pool: Pool, counts: Arc<Counts>) -> anyhow::Result<Writer> {
        match url {
            DatabaseUrl::Postgres(_) => Ok(Writer::Postgres(pool, counts)),
            DatabaseUrl::Sqlite(_) => {
                let (sender, receiver) = sync_channel(QUEUE);
                let url = url.clone();
                let its = counts.clone();
                std::thread::Builder::new()
                    .name("writer".into())
                    .spawn(move || serve(&url, first, &receiver, &its))?;
                Ok(Writer::Sqlite(sender, counts))
            }
        }
    }

    /// Runs `work` and returns once it is durable.
    pub async fn write<T, E>(&self, work: impl Fn(&mut Db) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: DbError,
    {
        match self {
            Writer::Sqlite(queue, counts) => match enqueue(queue, counts, work)?.await {
                Ok(result) => result,
                Err(_) => Err(Unavailable.into()),
            },
            Writer::Postgres(pool, counts) => {
                let (pool, counts, span) = (pool.clone(), counts.clone(), Span::current());
                let run = move || span.in_scope(|| on_postgres(&pool, &counts, &work));
                // What nobody waits for any more may still be committed; a form's key finds it when it is sent again.
                let answer = pool::patiently(pool::WRITE_PATIENCE, actix_web::web::block(run)).await;
                answer.unwrap_or_else(|| Err(Unavailable.into()))
            }
        }
    }

    /// [`Writer::write`] for threads that may wait.
    pub fn write_now<T, E>(&self, work: impl Fn(&mut Db) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: DbError,
    {
        match self {
            Writer::Sqlite(queue, counts) => match enqueue(queue, counts, work)?.blocking_recv() {
                Ok(result) => result,
                Err(_) => Err(Unavailable.into()),
            },
            Writer::Postgres(pool, counts) => on_postgres(pool, counts, &work),
        }
    }
}

fn enqueue<T, E>(
    queue: &SyncSender<Box<dyn Job>>,
    counts: &Counts,
    work: impl Fn(&mut Db) -> Result<T, E> + Send + 'static,
) -> Result<oneshot::Receiver<Result<T, E>>, Unavailable>
where
    T: Send + 'static,
    E: DbError,
{
    let (reply, answer) = oneshot::channel();
    counts.writes.one();
    // Before it is sent: the writer may take it at once.
    counts.waiting.add(1);
    let span = Span::current();
    let problem = match queue.try_send(Box::new(Write { work, span, result: None, reply })) {
        Ok(()) => return Ok(answer),
        Err(problem) => problem,
    };
    counts.waiting.add(-1);
    counts.turned_away.one();
    if let TrySendError::Full(_) = problem {
        tracing::warn!("the write queue is full");
    }
    Err(Unavailable)
}

/// The writer thread: ends when the last [`Writer`] is dropped.
fn serve(url: &DatabaseUrl, first: Db, queue: &Receiver<Box<dyn Job>>, counts: &Counts) {
    let mut connection = Some(first);
    while let Ok(job) = queue.recv() {
        let mut batch = vec![job];
        while batch.len() < BATCH {
            match queue.try_recv() {
                Ok(job) => batch.push(job),
                Err(_) => break,
            }
        }
        let (count, begun) = (batch.len(), Instant::now());
        counts.waiting.add(-(count as i64));
        counts.together.note(count as u64);
        commit_together(url, &mut connection, batch, counts);
        counts.took.note(begun.elapsed().as_micros() as u64);
    }
}

/// How a batch ended.
enum Outcome {
    Committed,
    /// The transaction is gone, with everybody's work in it.
    Lost,
    /// The job at this place panicked.
    Panicked(usize),
}

/// Runs the batch until it is committed, leaving out jobs that panic; reopens a connection that is not to be trusted.
fn commit_together(
    url: &DatabaseUrl,
    connection: &mut Option<Db>,
    mut batch: Vec<Box<dyn Job>>,
    counts: &Counts,
) {
    while !batch.is_empty() {
        if connection.is_none() {
            match pool::connect(url, Purpose::Write) {
                Ok(fresh) => *connection = Some(fresh),
                Err(problem) => tracing::error!(%problem, "the database cannot be opened for writing"),
            }
        }
        let outcome = match connection {
            Some(db) => run_batch(db, &mut batch),
            None => Outcome::Lost,
        };
        match outcome {
            Outcome::Committed => {
                batch.drain(..).for_each(|job| job.answer(false));
            }
            Outcome::Lost => {
                counts.lost.one();
                *connection = None;
                batch.drain(..).for_each(|job| job.answer(true));
            }
            Outcome::Panicked(place) => {
                *connection = None;
                batch.remove(place).answer(true);
            }
        }
    }
}

fn run_batch(db: &mut Db, batch: &mut [Box<dyn Job>]) -> Outcome {
    type Manager = <Db as Connection>::TransactionManager;
    if let Err(problem) = begin(db) {
        tracing::error!(%problem, "the write transaction could not begin");
        return Outcome::Lost;
    }
    for (place, job) in batch.iter_mut().enumerate() {
        if let Err(problem) = Manager::begin_transaction(db) {
            tracing::error!(%problem, "a savepoint could not be set");
            return Outcome::Lost;
        }
        let span = job.span();
        let kept = match catch_unwind(AssertUnwindSafe(|| span.in_scope(|| job.run(db)))) {
            Ok(kept) => kept,
            Err(_) => {
                tracing::error!(parent: &span, "a write panicked; its batch runs again without it");
                return Outcome::Panicked(place);
            }
        };
        let ended = if kept { Manager::commit_transaction(db) } else { Manager::rollback_transaction(db) };
        if let Err(problem) = ended {
            // A full disk or an I/O error rolls back the outer transaction too; then no savepoint is left to end.
            tracing::error!(%problem, "the write transaction was lost");
            return Outcome::Lost;
        }
    }
    match Manager::commit_transaction(db) {
        Ok(()) => Outcome::Committed,
        Err(problem) => {
            tracing::error!(%problem, "the commit failed");
            Outcome::Lost
        }
    }
}

fn begin(db: &mut Db) -> diesel::QueryResult<()> {
    match db {
        Db::Pg(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN"),
        // Taking the lock at once: busy_timeout does not help a transaction that reads first and writes later.
        Db::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN IMMEDIATE"),
    }
}

fn on_postgres<T, E: DbError>(
    pool: &Pool,
    counts: &Counts,
    work: &impl Fn(&mut Db) -> Result<T, E>,
) -> Result<T, E> {
    counts.writes.one();
    let mut left = RUNS;
    loop {
        left -= 1;
        counts.waiting.add(1);
        let free = pool.get();
        counts.waiting.add(-1);
        let mut db = free.map_err(|problem| {
            tracing::error!(%problem, "no database connection to write to");
            counts.turned_away.one();
            Unavailable
        })?;
        let begun = Instant::now();
        let ended = in_transaction(&mut db, work);
        counts.took.note(begun.elapsed().as_micros() as u64);
        match ended {
            Err(again) if left > 0 && again.is_retryable() => counts.lost.one(),
            ended => return ended,
        }
    }
}

fn in_transaction<T, E: DbError>(db: &mut Db, work: &impl Fn(&mut Db) -> Result<T, E>) -> Result<T, E> {
    type Manager = <Db as Connection>::TransactionManager;
    begin(db)?;
    match work(db) {
        Ok(value) => Manager::commit_transaction(db).map(|()| value).map_err(E::from),
        Err(refusal) => {
            Manager::rollback_transaction(db)?;
            Err(refusal)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Database, schema::settings};
    use super::*;
    use diesel::prelude::*;

    fn database() -> (tempfile::TempDir, Database) {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let db = Database::open(DatabaseUrl::Sqlite(dir.path().join("t.db"))).expect("opens");
        (dir, db)
    }

    fn put(db: &mut Db, key: &str) -> anyhow::Result<()> {
        diesel::insert_into(settings::table)
            .values((settings::key.eq(key.to_owned()), settings::value.eq("x")))
            .execute(db)?;
        Ok(())
    }

    fn keys(database: &Database) -> Vec<String> {
        database
            .read_now(|db| {
                Ok::<_, anyhow::Error>(settings::table.select(settings::key).order(settings::key).load(db)?)
            })
            .expect("reads")
    }

    #[test]
    fn a_failing_write_takes_back_only_itself() {
        let (_dir, database) = database();
        database.write_now(|db| put(db, "a")).expect("written");
        let failed = database.write_now(|db| {
            put(db, "b")?;
            anyhow::bail!("no");
            #[allow(unreachable_code)]
            Ok::<(), anyhow::Error>(())
        });
        assert!(failed.is_err());
        assert_eq!(keys(&database), ["a"]);
    }

    #[test]
    fn a_panic_costs_only_the_one_who_panicked() {
        let (_dir, database) = database();
        let threads: Vec<_> = (0..8)
            .map(|n| {
                let database = database.clone();
                std::thread::spawn(move || {
                    database
                        .write_now(move |db| {
                            put(db, &format!("k{n}"))?;
                            assert!(n != 3, "on purpose");
                            Ok::<(), anyhow::Error>(())
                        })
                        .is_ok()
                })
            })
            .collect();
        let succeeded: Vec<bool> = threads.into_iter().map(|t| t.join().expect("joins")).collect();
        assert_eq!(succeeded.iter().filter(|ok| **ok).count(), 7);
        assert_eq!(keys(&database).len(), 7);
        assert!(database.write_now(|db| put(db, "after")).is_ok());
    }

    #[test]
    fn what_a_write_logs_belongs_to_whoever_asked() {
        // For all tests of this program; they expect nothing else.
        let _ = tracing::subscriber::set_global_default(tracing_subscriber::registry());
        let (_dir, database) = database();
        let span = tracing::error_span!("request");
        let ask = || database.write_now(|_| Ok::<_, anyhow::Error>(Span::current().id()));
        assert!(span.id().is_some());
        assert_eq!(span.in_scope(ask).expect("written"), span.id());
    }

    #[test]
    fn what_happens_is_counted() {
        let (_dir, database) = database();
        let before = database.counts().writes.get();
        database.write_now(|db| put(db, "a")).expect("written");
        assert!(database.write_now(|_| Err::<(), _>(anyhow::anyhow!("no"))).is_err());
        let counts = database.counts();
        assert_eq!((counts.writes.get() - before, counts.waiting.get()), (2, 0));
        assert_eq!(counts.together.sum(), counts.writes.get(), "each was in a commit");
        keys(&database);
        assert_eq!(counts.reads.get(), 1);
    }

    #[test]
    fn a_reader_cannot_write() {
        let (_dir, database) = database();
        assert!(database.read_now(|db| put(db, "a")).is_err());
    }
}
