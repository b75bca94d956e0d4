//! Whatever happens in whatever order: ledger, points, solutions, rights and ranks are what a recount makes them.
//!
//! The rows and events are written here as the actions of the forum write them; what follows is the real thing.

use std::collections::HashMap;

use diesel::prelude::*;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use super::context::Context;
use super::correction::{self, Place, Work};
use super::recount::differences;
use super::settle::derive_within;
use super::standing;
use crate::db::schema::{boards, events, helpful_marks, jobs, ledger, members, posts, threads, worked_marks};
use crate::db::{Database, DatabaseUrl, Db};
use crate::events::{Event, Inside, Origin, Store, Tx, parse};
use crate::forum::{Ending, Kind, PostKind, Visibility};
use crate::ids::{BoardId, MemberId, PostId, ThreadId, Ts};
use crate::members::{Rank, Role};

#[path = "sequence_deeds_tests.rs"]
mod deeds;

use deeds::*;

const MEMBERS: i64 = 14;
const BOARDS: i64 = 4;
const BEGIN: Ts = Ts(0).plus_days(20_000).plus_hours(15);

/// Something that happens. Numbers choose among what is there.
#[derive(Clone, Copy, Debug)]
enum Step {
    Start { by: u8, board: u8, tip: bool },
    Solve { asker: u8, helper: u8, board: u8 },
    Answer { by: u8, thread: u8 },
    AnswerOften { by: u8, thread: u8 },
    Reply { by: u8, thread: u8 },
    Accept { thread: u8, pick: u8 },
    Withdraw { thread: u8 },
    Settle { thread: u8 },
    Mark { by: u8, post: u8, worked: bool },
    MarkAllOf { by: u8, of: u8 },
    EverybodyMarks { post: u8 },
    BringMarks { post: u8, count: u8 },
    HideOrRestore { post: u8 },
    DeleteOrRestore { post: u8 },
    HideOrRestoreThread { thread: u8 },
    DeleteOrRestoreThread { thread: u8 },
    Move { thread: u8, board: u8 },
    ChangeKind { thread: u8 },
    SuspendOrReinstate { who: u8 },
    ChangeRole { who: u8, role: u8 },
    OpenOrCloseBoard { board: u8 },
    Wait { hours: u16 },
}

impl Step {
    /// Whether it is several events, each with a state in between.
    fn is_many(self) -> bool {
        use Step::*;
        matches!(self, Solve { .. } | AnswerOften { .. } | MarkAllOf { .. } | EverybodyMarks { .. })
    }
}

fn step() -> impl Strategy<Value = Step> {
    use Step::*;
    let n = any::<u8>;
    prop_oneof![
        3 => (n(), n(), any::<bool>()).prop_map(|(by, board, tip)| Start { by, board, tip }),
        4 => (n(), n(), n()).prop_map(|(asker, helper, board)| Solve { asker, helper, board }),
        5 => (n(), n()).prop_map(|(by, thread)| Answer { by, thread }),
        3 => (n(), n()).prop_map(|(by, thread)| AnswerOften { by, thread }),
        1 => (n(), n()).prop_map(|(by, thread)| Reply { by, thread }),
        6 => (n(), n()).prop_map(|(thread, pick)| Accept { thread, pick }),
        2 => n().prop_map(|thread| Withdraw { thread }),
        1 => n().prop_map(|thread| Settle { thread }),
        8 => (n(), n(), any::<bool>()).prop_map(|(by, post, worked)| Mark { by, post, worked }),
        4 => (n(), n()).prop_map(|(by, of)| MarkAllOf { by, of }),
        3 => n().prop_map(|post| EverybodyMarks { post }),
        3 => (n(), 1u8..15).prop_map(|(post, count)| BringMarks { post, count }),
        3 => n().prop_map(|post| HideOrRestore { post }),
        3 => n().prop_map(|post| DeleteOrRestore { post }),
        2 => n().prop_map(|thread| HideOrRestoreThread { thread }),
        1 => n().prop_map(|thread| DeleteOrRestoreThread { thread }),
        2 => (n(), n()).prop_map(|(thread, board)| Move { thread, board }),
        1 => n().prop_map(|thread| ChangeKind { thread }),
        2 => n().prop_map(|who| SuspendOrReinstate { who }),
        2 => (n(), n()).prop_map(|(who, role)| ChangeRole { who, role }),
        1 => n().prop_map(|board| OpenOrCloseBoard { board }),
        4 => (1u16..20).prop_map(|hours| Wait { hours }),
        3 => (20u16..600).prop_map(|hours| Wait { hours }),
    ]
}

fn inside(tx: &mut Tx<'_>, event: &Event) -> QueryResult<()> {
    super::derive(tx, event)
}

/// With so low a limit that most corrections become jobs.
fn inside_by_jobs(tx: &mut Tx<'_>, event: &Event) -> QueryResult<()> {
    derive_within(tx, event, 2)
}

/// Mostly one of a few, who meet again and again until caps matter.
fn member(n: u8) -> MemberId {
    MemberId(i64::from(n) % if n < 180 { 3 } else { MEMBERS } + 1)
}

/// Mostly one that all members see.
fn board(n: u8) -> BoardId {
    BoardId(i64::from(n) % if n < 200 { 2 } else { BOARDS } + 1)
}

fn pick<T: Copy>(of: &[T], n: u8) -> Option<T> {
    of.get(usize::from(n) % of.len().max(1)).copied()
}

fn on_a_post(
    tx: &mut Tx<'_>,
    n: u8,
    act: impl FnOnce(&mut Tx<'_>, &PostRow) -> QueryResult<()>,
) -> QueryResult<()> {
    let all = all_posts(tx)?;
    pick(&all, n).map_or(Ok(()), |row| act(tx, &row))
}

fn on_a_thread(
    tx: &mut Tx<'_>,
    n: u8,
    act: impl FnOnce(&mut Tx<'_>, &ThreadRow) -> QueryResult<()>,
) -> QueryResult<()> {
    let all = all_threads(tx)?;
    pick(&all, n).map_or(Ok(()), |row| act(tx, &row))
}

fn happen(tx: &mut Tx<'_>, step: Step) -> QueryResult<()> {
    match step {
        Step::Start { by, board: to, tip } => {
            start(tx, member(by), board(to), if tip { Kind::Tip } else { Kind::Question })
        }
        Step::Solve { asker, helper, board: on } => (0..4).try_for_each(|_| {
            start(tx, member(asker), board(on), Kind::Question)?;
            let all = all_threads(tx)?;
            let Some(thread) = all.last() else { return Ok(()) };
            answer(tx, member(helper), thread)?;
            accept(tx, thread, 0)
        }),
        Step::Answer { by, thread } => on_a_thread(tx, thread, |tx, row| answer(tx, member(by), row)),
        Step::AnswerOften { by, thread } => {
            on_a_thread(tx, thread, |tx, row| (0..8).try_for_each(|_| answer(tx, member(by), row)))
        }
        Step::Reply { by, thread } => on_a_thread(tx, thread, |tx, &(thread, _, board, ..)| {
            let post = write_post(tx, thread, member(by), PostKind::Reply)?;
            tx.record(Event::ReplyGiven { thread, post, author: member(by), board, to: None })
        }),
        Step::Accept { thread, pick } => on_a_thread(tx, thread, |tx, row| accept(tx, row, pick)),
        Step::Withdraw { thread } => on_a_thread(tx, thread, withdraw),
        Step::Settle { thread } => on_a_thread(tx, thread, |tx, row| {
            withdraw(tx, row)?;
            let this = threads::table.find(row.0);
            diesel::update(this).set(threads::ending.eq(Ending::Settled)).execute(tx.db)?;
            tx.record(Event::ThreadSettled { thread: row.0, by: row.1 })
        }),
        Step::Mark { by, post, worked } => on_a_post(tx, post, |tx, row| mark(tx, member(by), row, worked)),
        Step::MarkAllOf { by, of } => {
            let all = all_posts(tx)?;
            let theirs = all.iter().filter(|row| row.2 == member(of)).take(6);
            theirs.enumerate().try_for_each(|(n, row)| mark(tx, member(by), row, n % 2 == 1))
        }
        Step::EverybodyMarks { post } => {
            on_a_post(tx, post, |tx, row| (1..MEMBERS).try_for_each(|by| mark(tx, MemberId(by), row, false)))
        }
        Step::BringMarks { post, count } => on_a_post(tx, post, |tx, row| bring_marks(tx, row, count)),
        Step::HideOrRestore { post } => on_a_post(tx, post, |tx, row| toggle_post(tx, row, true)),
        Step::DeleteOrRestore { post } => on_a_post(tx, post, |tx, row| toggle_post(tx, row, false)),
        Step::HideOrRestoreThread { thread } => {
            on_a_thread(tx, thread, |tx, row| toggle_thread(tx, row, true))
        }
        Step::DeleteOrRestoreThread { thread } => {
            on_a_thread(tx, thread, |tx, row| toggle_thread(tx, row, false))
        }
        Step::Move { thread, board: to } => on_a_thread(tx, thread, |tx, &(thread, by, from, ..)| {
            let to = board(to);
            diesel::update(threads::table.find(thread)).set(threads::board.eq(to)).execute(tx.db)?;
            tx.record(Event::ThreadMoved { thread, from, to, by })
        }),
        Step::ChangeKind { thread } => on_a_thread(tx, thread, |tx, &(thread, by, _, kind, _)| {
            let now = if kind == Kind::Question { Kind::Discussion } else { Kind::Question };
            diesel::update(threads::table.find(thread)).set(threads::kind.eq(now)).execute(tx.db)?;
            tx.record(Event::ThreadKindChanged { thread, kind: now.code(), by })
        }),
        Step::SuspendOrReinstate { who } => toggle_suspension(tx, member(who)),
        Step::ChangeRole { who, role } => {
            let (member, role) = (member(who), pick(Role::ALL, role).unwrap_or_default());
            diesel::update(members::table.find(member)).set(members::role.eq(role)).execute(tx.db)?;
            tx.record(Event::RoleChanged { member, role: role.code(), by: member })
        }
        Step::OpenOrCloseBoard { board: which } => toggle_board(tx, board(which)),
        Step::Wait { .. } => Ok(()),
    }
}

/// Does the jobs that were left, slice by slice.
fn work_off(tx: &mut Tx<'_>) -> QueryResult<usize> {
    let left: Vec<(i64, String, i64)> =
        jobs::table.select((jobs::id, jobs::kind, jobs::subject)).load(tx.db)?;
    for (id, kind, subject) in &left {
        let work = match kind.as_str() {
            correction::THREAD => Work::Thread(ThreadId(*subject)),
            correction::MEMBER => Work::Member(MemberId(*subject)),
            correction::BOARD => Work::Board(BoardId(*subject)),
            other => panic!("no job of a sequence: {other}"),
        };
        let mut place = Some(Place::default());
        while let Some(from) = place {
            place = correction::slice(tx, work, from)?;
        }
        diesel::delete(jobs::table.find(id)).execute(tx.db)?;
    }
    Ok(left.len())
}

/// Who has which rank now, and which rank today's rules give.
fn ranks(tx: &mut Tx<'_>) -> QueryResult<HashMap<i64, (Rank, Rank)>> {
    let context = Context::load(tx.db)?;
    let mut ranks = HashMap::new();
    for id in 1..=MEMBERS {
        let kept = standing::kept(tx.db, MemberId(id))?;
        let (today, _) = standing::today(tx.db, &context, MemberId(id), &kept, tx.now)?;
        ranks.insert(id, (kept.rank, today));
    }
    Ok(ranks)
}

/// The highest rank of each member that is in the log as reached.
fn logged_ranks(db: &mut Db) -> QueryResult<HashMap<MemberId, i16>> {
    let rows: Vec<(String, String)> =
        events::table.filter(events::kind.eq("RankReached")).select((events::kind, events::data)).load(db)?;
    let mut highest = HashMap::new();
    for (kind, data) in rows {
        if let Some(Event::RankReached { member, rank }) = parse(&kind, &data) {
            let known = highest.entry(member).or_insert(rank);
            *known = rank.max(*known);
        }
    }
    Ok(highest)
}

/// What the cases came across, so that the test cannot pass by nothing happening.
#[derive(Debug, Default)]
struct Met {
    jobs: usize,
    caps: [bool; 4],
    highest: Rank,
}

/// Lets everything happen, with a recount after each step.
fn play(tx: &mut Tx<'_>, steps: &[Step], inside: Inside, met: &mut Met) -> anyhow::Result<()> {
    furnish(tx.db)?;
    let mut now = BEGIN;
    let mut before = ranks(tx)?;
    for step in steps {
        now = now.plus_seconds(if let Step::Wait { hours } = step { i64::from(*hours) * 3600 } else { 1 });
        tx.step(now, inside, |tx| happen(tx, *step).map_err(anyhow::Error::from))?;
        tx.step(now, inside, |tx| {
            let jobs = work_off(tx)?;
            met.jobs += jobs;
            while standing::ranks_due(tx)? {}
            let (found, _) = differences(tx.db, now, MemberId(0), MEMBERS)?;
            anyhow::ensure!(found.is_empty(), "after {step:?}: {found:#?}");
            let after = ranks(tx)?;
            for (id, (rank, today)) in &after {
                let highest = before.get(id).map_or(*today, |(rank, _)| (*rank).max(*today));
                // Halfway through many changes a rank may have been reached, and then it is kept.
                let is_kept = *rank == highest || (*rank > highest && (jobs > 0 || step.is_many()));
                anyhow::ensure!(is_kept, "after {step:?}: member {id} has {rank:?}, not {highest:?}");
                met.highest = met.highest.max(*rank);
            }
            let logged = logged_ranks(tx.db)?;
            for (id, (rank, _)) in &after {
                let reached = logged.get(&MemberId(*id)).copied().unwrap_or_default();
                anyhow::ensure!(reached == rank.code(), "member {id}: {rank:?} is not in the log");
            }
            before = after;
            let capped: Vec<i16> = ledger::table.select(ledger::capped).distinct().load(tx.db)?;
            for (n, is_met) in met.caps.iter_mut().enumerate() {
                *is_met |= capped.iter().any(|bits| bits & (1 << n) != 0);
            }
            Ok(())
        })?;
    }
    Ok(())
}

fn recount_agrees(inside: Inside) -> Met {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let database = Database::open(DatabaseUrl::Sqlite(dir.path().join("t.db"))).expect("opens");
    let store = Store::new(database, inside);
    let met = std::sync::Arc::new(std::sync::Mutex::new(Met::default()));
    let mut runner = TestRunner::new(Config { cases: 64, failure_persistence: None, ..Config::default() });
    let result = runner.run(&proptest::collection::vec(step(), 1..70), |steps| {
        let (seen, played) = (met.clone(), std::sync::Arc::new(std::sync::Mutex::new(String::new())));
        let told = played.clone();
        // Every case ends with an error, so that nothing of it stays.
        let _: anyhow::Result<()> = store.write_at(BEGIN, Origin::Live, move |tx| {
            let result = play(tx, &steps, inside, &mut seen.lock().expect("held by nobody else"));
            *told.lock().expect("held by nobody else") =
                result.err().map_or("fine".to_owned(), |problem| problem.to_string());
            anyhow::bail!("taken back")
        });
        let played = played.lock().expect("held by nobody else").clone();
        if played == "fine" { Ok(()) } else { Err(TestCaseError::fail(played)) }
    });
    if let Err(problem) = result {
        panic!("{problem}");
    }
    // The writer may not have dropped the last closure yet, so it is taken out of the lock.
    std::mem::take(&mut *met.lock().expect("held by nobody else"))
}

#[test]
fn a_recount_agrees_after_any_sequence_of_changes() {
    let met = recount_agrees(inside);
    assert_eq!(met.caps, [true; 4], "{met:?}");
    assert!(met.highest >= Rank::Helps, "{met:?}");
}

#[test]
fn a_recount_agrees_when_corrections_are_jobs() {
    let met = recount_agrees(inside_by_jobs);
    assert!(met.jobs > 0, "{met:?}");
}
