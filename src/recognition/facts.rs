//! What is so now: eligible facts, read from threads, posts and marks.

use std::collections::{BTreeSet, HashMap, HashSet};

use diesel::prelude::*;

use super::context::Context;
use super::rules::{Cause, Fact, Mark, Person, PostState, ThreadState, World};
use crate::db::schema::{helpful_marks, imported_helpfuls, members, posts, threads, worked_marks};
use crate::db::{Db, load_locked};
use crate::ids::{MemberId, PostId, ThreadId, Ts};
use crate::members::Role;

/// Which credits are to be looked at.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    /// The credit of each of these as an answer, and those of all marks on them.
    pub posts: Vec<PostId>,
    /// Single marks: cause, post, giver.
    pub marks: Vec<(Cause, PostId, MemberId)>,
    /// The credits of how these threads ended.
    pub endings: Vec<ThreadId>,
}

impl Keys {
    /// Whether there is nothing to look at.
    pub fn is_empty(&self) -> bool {
        self.posts.is_empty() && self.marks.is_empty() && self.endings.is_empty()
    }
}

/// Everything eligible among these keys. Locks the members concerned, so that two who settle the same people's
/// points do it one after the other.
pub fn eligible(db: &mut Db, context: &Context, keys: &Keys) -> QueryResult<Vec<Fact>> {
    let mut seen = Seen::default();
    if !keys.posts.is_empty() {
        seen.posts = states(db, &keys.posts)?;
        seen.marks = marks_on(db, &keys.posts)?;
        seen.imported = imported_on(db, &keys.posts)?;
        seen.answers = seen.posts.clone();
    }
    if !keys.marks.is_empty() {
        let (on, marks) = marks_named(db, &keys.marks)?;
        seen.posts.extend(on);
        seen.marks.extend(marks);
    }
    if !keys.endings.is_empty() {
        seen.endings = endings(db, &keys.endings)?;
    }
    let mut concerned = seen.people();
    concerned.extend(keys.marks.iter().map(|(_, _, giver)| *giver));
    let people = lock(db, concerned)?;
    Ok(seen.facts(&World { boards: &context.boards, people: &people }))
}

/// What was read, before anything is decided.
#[derive(Default)]
pub struct Seen {
    /// Posts that marks were put on.
    pub posts: Vec<(PostState, ThreadState)>,
    /// Posts that may be answers.
    pub answers: Vec<(PostState, ThreadState)>,
    /// Marks on [`Seen::posts`].
    pub marks: Vec<Mark>,
    /// Marks on [`Seen::posts`] that came along as a number: how many can earn something.
    pub imported: Vec<(PostId, i64)>,
    /// Solutions and their threads.
    pub endings: Vec<(PostState, ThreadState)>,
}

impl Seen {
    /// Everybody concerned.
    pub fn people(&self) -> HashSet<MemberId> {
        let authors =
            self.posts.iter().chain(&self.answers).chain(&self.endings).map(|(post, _)| post.author);
        let askers = self.endings.iter().map(|(_, thread)| thread.author);
        authors.chain(askers).chain(self.marks.iter().map(|mark| mark.giver)).collect()
    }

    /// What of it is eligible.
    pub fn facts(&self, world: &World<'_>) -> Vec<Fact> {
        let by_id: HashMap<PostId, &(PostState, ThreadState)> =
            self.posts.iter().map(|pair| (pair.0.id, pair)).collect();
        let answers = self.answers.iter().filter_map(|(post, thread)| world.answer(post, thread));
        let marks = self.marks.iter().filter_map(|mark| {
            let (post, thread) = by_id.get(&mark.post)?;
            world.mark(mark, post, thread)
        });
        let imported = self.imported.iter().filter_map(|(post, earning)| {
            let (post, thread) = by_id.get(post)?;
            world.imported(*earning, post, thread)
        });
        let solutions = self.endings.iter().filter_map(|(post, thread)| world.solution(post, thread));
        let own = self.endings.iter().filter_map(|(post, thread)| world.own_question(post, thread));
        answers.chain(marks).chain(imported).chain(solutions).chain(own).collect()
    }
}

/// Posts with their threads.
pub fn states(db: &mut Db, ids: &[PostId]) -> QueryResult<Vec<(PostState, ThreadState)>> {
    posts::table
        .inner_join(threads::table)
        .filter(posts::id.eq_any(ids))
        .select((PostState::as_select(), ThreadState::as_select()))
        .load(db)
}

/// The solutions of these threads, with their threads.
fn endings(db: &mut Db, ids: &[ThreadId]) -> QueryResult<Vec<(PostState, ThreadState)>> {
    let solutions: Vec<Option<PostId>> =
        threads::table.filter(threads::id.eq_any(ids)).select(threads::solution).load(db)?;
    let solutions: Vec<PostId> = solutions.into_iter().flatten().collect();
    if solutions.is_empty() { Ok(Vec::new()) } else { states(db, &solutions) }
}

type MarkRow = (PostId, MemberId, Ts);

/// Rows of one table as marks.
pub fn as_marks(cause: Cause, rows: Vec<MarkRow>) -> impl Iterator<Item = Mark> {
    rows.into_iter().map(move |(post, giver, at)| Mark { cause, post, giver, at })
}

fn marks_on(db: &mut Db, on: &[PostId]) -> QueryResult<Vec<Mark>> {
    let helpful: Vec<MarkRow> = helpful_marks::table
        .filter(helpful_marks::post.eq_any(on))
        .select((helpful_marks::post, helpful_marks::member, helpful_marks::marked_at))
        .load(db)?;
    let worked: Vec<MarkRow> = worked_marks::table
        .filter(worked_marks::post.eq_any(on))
        .select((worked_marks::post, worked_marks::member, worked_marks::marked_at))
        .load(db)?;
    Ok(as_marks(Cause::HelpfulReceived, helpful).chain(as_marks(Cause::WorkedReceived, worked)).collect())
}

fn imported_on(db: &mut Db, on: &[PostId]) -> QueryResult<Vec<(PostId, i64)>> {
    imported_helpfuls::table
        .filter(imported_helpfuls::post.eq_any(on))
        .select((imported_helpfuls::post, imported_helpfuls::earning))
        .load(db)
}

type Marked = (Vec<(PostState, ThreadState)>, Vec<Mark>);

/// These marks, as far as they stand, and the posts they are on.
fn marks_named(db: &mut Db, named: &[(Cause, PostId, MemberId)]) -> QueryResult<Marked> {
    let wanted: HashSet<(Cause, PostId, MemberId)> = named.iter().copied().collect();
    let on: Vec<PostId> = named.iter().map(|(_, post, _)| *post).collect();
    let by: Vec<MemberId> = named.iter().map(|(_, _, giver)| *giver).collect();
    let helpful: Vec<MarkRow> = helpful_marks::table
        .filter(helpful_marks::post.eq_any(&on))
        .filter(helpful_marks::member.eq_any(&by))
        .select((helpful_marks::post, helpful_marks::member, helpful_marks::marked_at))
        .load(db)?;
    let worked: Vec<MarkRow> = worked_marks::table
        .filter(worked_marks::post.eq_any(&on))
        .filter(worked_marks::member.eq_any(&by))
        .select((worked_marks::post, worked_marks::member, worked_marks::marked_at))
        .load(db)?;
    let marks = as_marks(Cause::HelpfulReceived, helpful)
        .chain(as_marks(Cause::WorkedReceived, worked))
        .filter(|mark| wanted.contains(&(mark.cause, mark.post, mark.giver)))
        .collect();
    Ok((states(db, &on)?, marks))
}

fn lock(db: &mut Db, people: HashSet<MemberId>) -> QueryResult<HashMap<MemberId, Person>> {
    let ids: Vec<MemberId> = people.into_iter().collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    // In the order of their ids: whoever waits for somebody holds only those before.
    let rows: Vec<(MemberId, Role, Option<Ts>)> = load_locked!(
        db,
        members::table.filter(members::id.eq_any(&ids)).order(members::id).select((
            members::id,
            members::role,
            members::suspended_at
        ))
    )?;
    Ok(as_people(rows))
}

/// Locks these members too: their credits are about to go.
pub fn lock_owners(db: &mut Db, owners: BTreeSet<MemberId>) -> QueryResult<()> {
    lock(db, owners.into_iter().collect()).map(|_| ())
}

/// Members by their ids.
pub fn as_people(rows: Vec<(MemberId, Role, Option<Ts>)>) -> HashMap<MemberId, Person> {
    let person = |(id, role, suspended_at): (MemberId, Role, Option<Ts>)| {
        (id, Person { role, is_suspended: suspended_at.is_some() })
    };
    rows.into_iter().map(person).collect()
}
