//! The table `jobs`: asking for work, taking it, and how it ended.

use diesel::prelude::*;
use diesel::upsert::excluded;

use crate::db::schema::jobs;
use crate::db::{Both, Cols, Db, Queue, claim};
use crate::ids::Ts;

/// How long a job belongs to the server that took it; after that another one takes it, as the first has died.
const LEASE_MINUTES: i64 = 5;
/// How often a job is tried before it is parked.
const TRIES: i16 = 8;
/// Seconds before the second try; four times as many before each further one, an hour at most.
const FIRST_PAUSE: i64 = 10;
/// Characters of a noted problem.
const PROBLEM_CHARS: usize = 500;

/// A job that was taken.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = jobs)]
pub struct Job {
    pub id: i64,
    pub kind: String,
    pub subject: i64,
    pub due_at: Ts,
    pub attempts: i16,
}

/// Asks for a job, not before `due_at`. One that is in the queue already is moved to that time and tried afresh.
pub fn enqueue(db: &mut Db, kind: &str, subject: i64, due_at: Ts) -> QueryResult<()> {
    let row = (
        jobs::kind.eq(kind.to_owned()),
        jobs::subject.eq(subject),
        jobs::due_at.eq(due_at),
        jobs::created_at.eq(Ts::now()),
    );
    let insert = diesel::insert_into(jobs::table)
        .values(row)
        .on_conflict((jobs::kind, jobs::subject))
        .do_update()
        .set((
            jobs::due_at.eq(excluded(jobs::due_at)),
            jobs::attempts.eq(0_i16),
            jobs::problem.eq(None::<String>),
        ));
    Both(insert).execute(db)?;
    Ok(())
}

/// How many jobs are parked.
pub fn parked(db: &mut Db) -> QueryResult<i64> {
    jobs::table.filter(jobs::problem.is_not_null()).count().get_result(db)
}

/// The kind and problem of the job that was parked last.
pub fn last_problem(db: &mut Db) -> QueryResult<Option<(String, String)>> {
    jobs::table
        .filter(jobs::problem.is_not_null())
        .order(jobs::id.desc())
        .select((jobs::kind, jobs::problem.assume_not_null()))
        .first(db)
        .optional()
}

/// Tries all parked jobs afresh. Says how many there were.
pub fn unpark(db: &mut Db, now: Ts) -> QueryResult<usize> {
    let parked = jobs::table.filter(jobs::problem.is_not_null());
    diesel::update(parked)
        .set((jobs::problem.eq(None::<String>), jobs::attempts.eq(0_i16), jobs::due_at.eq(now)))
        .execute(db)
}

/// Takes the job that has been due for longest.
pub fn take(db: &mut Db, now: Ts) -> QueryResult<Option<Job>> {
    let ids = claim(db, Queue::Jobs, now, now.plus_minutes(LEASE_MINUTES), 1)?;
    let Some(id) = ids.first() else {
        return Ok(None);
    };
    let job: Job = jobs::table.filter(jobs::id.eq(id)).select(Job::cols()).first(db)?;
    // Taken this often without an end: whoever took it died of it.
    if job.attempts > TRIES {
        park(db, &job, "it was begun too often without coming to an end")?;
        return Ok(None);
    }
    Ok(Some(job))
}

/// The job is done. When it was asked for again meanwhile it stays, to be done again.
pub fn done(db: &mut Db, job: &Job) -> QueryResult<()> {
    let same = jobs::table.filter(jobs::id.eq(job.id)).filter(jobs::due_at.eq(job.due_at));
    if diesel::delete(same).execute(db)? == 0 {
        let this = jobs::table.filter(jobs::id.eq(job.id));
        diesel::update(this).set(jobs::leased_until.eq(0)).execute(db)?;
    }
    Ok(())
}

/// The job failed: it is tried again later, or parked. Says whether it was parked.
pub fn failed(db: &mut Db, job: &Job, now: Ts, problem: &str) -> QueryResult<bool> {
    if job.attempts >= TRIES {
        park(db, job, problem)?;
        return Ok(true);
    }
    let same = jobs::table.filter(jobs::id.eq(job.id)).filter(jobs::due_at.eq(job.due_at));
    let later = now.plus_seconds(pause(job.attempts));
    let moved = diesel::update(same).set((jobs::due_at.eq(later), jobs::leased_until.eq(0))).execute(db)?;
    if moved == 0 {
        let this = jobs::table.filter(jobs::id.eq(job.id));
        diesel::update(this).set(jobs::leased_until.eq(0)).execute(db)?;
    }
    Ok(false)
}

fn park(db: &mut Db, job: &Job, problem: &str) -> QueryResult<()> {
    let problem: String = problem.chars().take(PROBLEM_CHARS).collect();
    let this = jobs::table.filter(jobs::id.eq(job.id));
    diesel::update(this).set((jobs::problem.eq(problem), jobs::leased_until.eq(0))).execute(db)?;
    Ok(())
}

/// Seconds to wait after this many tries.
fn pause(attempts: i16) -> i64 {
    let steps = attempts.clamp(1, TRIES) as u32 - 1;
    (FIRST_PAUSE * 4_i64.pow(steps)).min(3600)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::{Database, DatabaseUrl};

    fn database() -> (tempfile::TempDir, Database) {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let database = Database::open(DatabaseUrl::Sqlite(dir.path().join("t.db"))).expect("opens");
        (dir, database)
    }

    fn run<T: Send + 'static>(
        database: &Database,
        f: impl Fn(&mut Db) -> QueryResult<T> + Send + 'static,
    ) -> T {
        database.write_now(move |db| f(db).map_err(anyhow::Error::from)).expect("written")
    }

    #[test]
    fn a_job_is_in_the_queue_once_and_taken_once() {
        let (_dir, database) = database();
        run(&database, |db| enqueue(db, "a", 7, Ts(100)));
        run(&database, |db| enqueue(db, "a", 7, Ts(50)));
        assert!(run(&database, |db| take(db, Ts(49))).is_none(), "not due");
        let job = run(&database, |db| take(db, Ts(60))).expect("due");
        assert_eq!((job.kind.as_str(), job.subject, job.attempts), ("a", 7, 1));
        assert!(run(&database, |db| take(db, Ts(60))).is_none(), "leased");
        let died = Ts(60).plus_minutes(LEASE_MINUTES);
        assert!(run(&database, move |db| take(db, died)).is_some(), "the lease has ended");
        run(&database, move |db| done(db, &job));
        assert!(run(&database, |db| take(db, Ts(i64::MAX / 2))).is_none(), "gone");
    }

    #[test]
    fn asked_for_again_while_it_runs_it_runs_again() {
        let (_dir, database) = database();
        run(&database, |db| enqueue(db, "a", 7, Ts(1)));
        let job = run(&database, |db| take(db, Ts(2))).expect("due");
        run(&database, |db| enqueue(db, "a", 7, Ts(3)));
        run(&database, move |db| done(db, &job));
        assert!(run(&database, |db| take(db, Ts(4))).is_some());
    }

    #[test]
    fn it_waits_longer_each_time_and_is_parked_in_the_end() {
        let pauses: Vec<i64> = (1..TRIES).map(pause).collect();
        assert_eq!(pauses, [10, 40, 160, 640, 2560, 3600, 3600]);
        let (_dir, database) = database();
        run(&database, |db| enqueue(db, "a", 7, Ts(1)));
        let mut now = Ts(1);
        for attempt in 1..=TRIES {
            let job = run(&database, move |db| take(db, now)).expect("due");
            assert_eq!(job.attempts, attempt);
            let is_parked = run(&database, move |db| failed(db, &job, now, "no"));
            assert_eq!(is_parked, attempt == TRIES);
            assert!(run(&database, move |db| take(db, now)).is_none(), "it waits");
            now = now.plus_hours(1);
        }
        assert!(run(&database, move |db| take(db, now)).is_none());
        assert_eq!(run(&database, parked), 1);
        assert_eq!(run(&database, last_problem), Some(("a".to_owned(), "no".to_owned())));
        assert_eq!(run(&database, move |db| unpark(db, now)), 1);
        let job = run(&database, move |db| take(db, now)).expect("tried afresh");
        run(&database, move |db| park(db, &job, "no"));
        run(&database, move |db| enqueue(db, "a", 7, now));
        assert!(run(&database, move |db| take(db, now)).is_some(), "asked for again it is tried afresh");
    }
}
