//! The ledger's rows: reading them, and writing differences together with what they add up to.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::facts::Keys;
use super::rules::{self, Cause, Fact, Group, Key};
use crate::db::Db;
use crate::db::schema::{ledger, members};
use crate::ids::{BoardId, MemberId, ThreadId, Ts};

/// A credit as stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number, which says nothing.
    pub id: i64,
    /// What it is for.
    pub fact: Fact,
    /// What it gives.
    pub points: i64,
    /// The caps it lies beyond, as bits of [`Group::bit`].
    pub capped: i16,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = ledger)]
struct Stored {
    id: i64,
    cause: Cause,
    subject: i64,
    giver: MemberId,
    member: MemberId,
    thread: ThreadId,
    board: BoardId,
    earned_at: Ts,
    points: i64,
    capped: i16,
    times: i64,
}

impl From<Stored> for Row {
    fn from(row: Stored) -> Row {
        let key = Key { cause: row.cause, subject: row.subject, giver: row.giver };
        let (member, at) = (row.member, row.earned_at);
        let fact = Fact { key, member, thread: row.thread, board: row.board, at, times: row.times };
        Row { id: row.id, fact, points: row.points, capped: row.capped }
    }
}

fn rows(stored: Vec<Stored>) -> impl Iterator<Item = Row> {
    stored.into_iter().map(Row::from)
}

/// The causes whose subject is a post, without the ending of its thread.
const OF_POSTS: [Cause; 4] =
    [Cause::Answer, Cause::HelpfulImported, Cause::HelpfulReceived, Cause::WorkedReceived];
const HELPFUL: [Cause; 2] = [Cause::HelpfulImported, Cause::HelpfulReceived];
const MARKS: [Cause; 2] = [Cause::HelpfulReceived, Cause::WorkedReceived];

/// The rows of these keys.
pub fn of_keys(db: &mut Db, keys: &Keys) -> QueryResult<Vec<Row>> {
    let mut found = Vec::new();
    if !keys.posts.is_empty() {
        let stored: Vec<Stored> = ledger::table
            .filter(ledger::cause.eq_any(OF_POSTS))
            .filter(ledger::subject.eq_any(keys.posts.iter().map(|post| post.0)))
            .select(Stored::as_select())
            .load(db)?;
        found.extend(rows(stored));
    }
    for (cause, post, giver) in &keys.marks {
        let stored: Vec<Stored> = ledger::table
            .filter(ledger::cause.eq(cause))
            .filter(ledger::subject.eq(post.0))
            .filter(ledger::giver.eq(giver))
            .select(Stored::as_select())
            .load(db)?;
        found.extend(rows(stored));
    }
    if !keys.endings.is_empty() {
        let stored: Vec<Stored> = ledger::table
            .filter(ledger::thread.eq_any(&keys.endings))
            .filter(ledger::cause.eq_any([Cause::Solution, Cause::OwnQuestionSolved]))
            .select(Stored::as_select())
            .load(db)?;
        found.extend(rows(stored));
    }
    Ok(found)
}

/// All rows of a member.
pub fn of_member(db: &mut Db, member: MemberId) -> QueryResult<Vec<Row>> {
    let stored: Vec<Stored> =
        ledger::table.filter(ledger::member.eq(member)).select(Stored::as_select()).load(db)?;
    Ok(rows(stored).collect())
}

/// A stretch of time in which something of a group changed.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// The first change.
    pub first: Ts,
    /// The last change.
    pub last: Ts,
}

/// The rows of a group that decide whether those after the changes are capped, in their order.
fn of_group(db: &mut Db, group: &Group, span: Span) -> QueryResult<Vec<Row>> {
    let window = group.window_days().unwrap_or(0);
    let (from, to) = (span.first.plus_days(-window), span.last.plus_days(window));
    let mut found: Vec<Row> = match *group {
        Group::AnswersOfDay { member, start, end } => rows(
            ledger::table
                .filter(ledger::member.eq(member))
                .filter(ledger::earned_at.ge(start))
                .filter(ledger::earned_at.lt(end))
                .filter(ledger::cause.eq(Cause::Answer))
                .select(Stored::as_select())
                .load(db)?,
        )
        .collect(),
        Group::HelpfulsOnPost { post } => rows(
            ledger::table
                .filter(ledger::cause.eq_any(HELPFUL))
                .filter(ledger::subject.eq(post))
                .select(Stored::as_select())
                .load(db)?,
        )
        .collect(),
        Group::SolutionsBetween { asker, helper } => {
            let solutions = [Cause::Solution];
            from_to(db, asker, helper, &solutions, from, to)?
        }
        Group::MarksBetween { one, other } => {
            let mut marks = from_to(db, one, other, &MARKS, from, to)?;
            marks.extend(from_to(db, other, one, &MARKS, from, to)?);
            marks
        }
    };
    found.sort_by_key(|row| row.fact.order());
    Ok(found)
}

fn from_to(
    db: &mut Db,
    giver: MemberId,
    member: MemberId,
    causes: &[Cause],
    from: Ts,
    to: Ts,
) -> QueryResult<Vec<Row>> {
    let stored: Vec<Stored> = ledger::table
        .filter(ledger::giver.eq(giver))
        .filter(ledger::member.eq(member))
        .filter(ledger::cause.eq_any(causes.iter().copied()))
        .filter(ledger::earned_at.ge(from))
        .filter(ledger::earned_at.le(to))
        .select(Stored::as_select())
        .load(db)?;
    Ok(rows(stored).collect())
}

/// Writes to the ledger, and gathers what that adds up to.
#[derive(Default)]
pub struct Writing {
    /// Points and solutions to be added to each member.
    sums: BTreeMap<MemberId, (i64, i64)>,
    /// What changed in which group.
    touched: BTreeMap<Group, Span>,
}

impl Writing {
    fn add(&mut self, member: MemberId, cause: Cause, points: i64, times: i64) {
        let sum = self.sums.entry(member).or_default();
        sum.0 += points * times;
        sum.1 += if cause == Cause::Solution { times } else { 0 };
    }

    fn touch(&mut self, fact: &Fact, zone: &jiff::tz::TimeZone) {
        for group in Group::of(fact, zone) {
            let span = self.touched.entry(group).or_insert(Span { first: fact.at, last: fact.at });
            span.first = span.first.min(fact.at);
            span.last = span.last.max(fact.at);
        }
    }

    /// A new credit, for now as if it were not capped.
    pub fn insert(&mut self, db: &mut Db, fact: &Fact, zone: &jiff::tz::TimeZone) -> QueryResult<()> {
        let points = rules::points(fact.key.cause, fact.times, 0);
        diesel::insert_into(ledger::table)
            .values((
                ledger::member.eq(fact.member),
                ledger::cause.eq(fact.key.cause),
                ledger::subject.eq(fact.key.subject),
                ledger::giver.eq(fact.key.giver),
                ledger::thread.eq(fact.thread),
                ledger::board.eq(fact.board),
                ledger::points.eq(points),
                ledger::capped.eq(0i16),
                ledger::earned_at.eq(fact.at),
                ledger::times.eq(fact.times),
            ))
            .execute(db)?;
        self.add(fact.member, fact.key.cause, points, 1);
        self.touch(fact, zone);
        Ok(())
    }

    /// The credit is no more.
    pub fn delete(&mut self, db: &mut Db, row: &Row, zone: &jiff::tz::TimeZone) -> QueryResult<()> {
        let gone = diesel::delete(ledger::table.find(row.id)).execute(db)?;
        if gone == 1 {
            self.add(row.fact.member, row.fact.key.cause, row.points, -1);
            self.touch(&row.fact, zone);
        }
        Ok(())
    }

    /// The credit is for the same thing, somewhere else or at another time.
    pub fn replace(
        &mut self,
        db: &mut Db,
        row: &Row,
        fact: &Fact,
        zone: &jiff::tz::TimeZone,
    ) -> QueryResult<()> {
        if (row.fact.member, row.fact.at, row.fact.times) != (fact.member, fact.at, fact.times) {
            self.delete(db, row, zone)?;
            return self.insert(db, fact, zone);
        }
        diesel::update(ledger::table.find(row.id))
            .set((ledger::thread.eq(fact.thread), ledger::board.eq(fact.board)))
            .execute(db)?;
        Ok(())
    }

    /// Looks at a group again although nothing in it changed, for a day that begins at another time.
    pub fn look_at(&mut self, fact: &Fact, zone: &jiff::tz::TimeZone) {
        self.touch(fact, zone);
    }

    /// Decides anew which credits of the touched groups are capped.
    pub fn cap(&mut self, db: &mut Db) -> QueryResult<()> {
        for (group, span) in std::mem::take(&mut self.touched) {
            let rows = of_group(db, &group, span)?;
            let inside: Vec<&Fact> = rows.iter().map(|row| &row.fact).collect();
            for (row, beyond) in rows.iter().zip(group.beyond(&inside)) {
                // What comes before the first change has not moved, and its own window is not here.
                let is_before = group.window_days().is_some() && row.fact.at < span.first;
                let capped = if beyond { row.capped | group.bit() } else { row.capped & !group.bit() };
                if !is_before && capped != row.capped {
                    self.cap_row(db, row, capped)?;
                }
            }
        }
        Ok(())
    }

    fn cap_row(&mut self, db: &mut Db, row: &Row, capped: i16) -> QueryResult<()> {
        let points = rules::points(row.fact.key.cause, row.fact.times, capped);
        diesel::update(ledger::table.find(row.id))
            .set((ledger::points.eq(points), ledger::capped.eq(capped)))
            .execute(db)?;
        self.sums.entry(row.fact.member).or_default().0 += points - row.points;
        Ok(())
    }

    /// Adds the sums to their members, by ascending id; returns those whose numbers moved.
    pub fn add_up(self, db: &mut Db) -> QueryResult<Vec<MemberId>> {
        let moved: Vec<_> = self.sums.into_iter().filter(|(_, sums)| *sums != (0, 0)).collect();
        for (member, (points, solutions)) in &moved {
            diesel::update(members::table.find(member))
                .set((
                    members::points.eq(members::points + points),
                    members::solutions.eq(members::solutions + solutions),
                ))
                .execute(db)?;
        }
        Ok(moved.into_iter().map(|(member, _)| member).collect())
    }
}
