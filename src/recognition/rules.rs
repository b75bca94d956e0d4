//! What earns points, how many, and up to where: the default rules, as pure functions.
//!
//! Eligibility is decided from a post, its thread and the people; caps from the credits themselves. Both the path
//! of each event and the recount ask here.

use std::collections::{BTreeMap, HashMap};

use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use diesel::prelude::*;
use diesel::sql_types::SmallInt;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::db::schema::{posts, threads};
use crate::forum::{Boards, Ending, Kind, PostKind};
use crate::ids::{BoardId, MemberId, PostId, ThreadId, Ts};
use crate::members::Role;

/// What points are earned for.
#[derive(AsExpression, FromSqlRow, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[diesel(sql_type = SmallInt)]
pub enum Cause {
    /// An answer. Subject: the post; giver: nobody (0).
    Answer,
    /// An answer accepted as the solution. Subject: the post; giver: the asker.
    Solution,
    /// Marks "helpful" that an import brought along as a number. Subject: the post; giver: nobody (0). Before
    /// [`Cause::HelpfulReceived`], as they were there before any mark given here.
    HelpfulImported,
    /// A mark "helpful" on one's answer or opening. Subject: the post; giver: whoever marked it.
    HelpfulReceived,
    /// A mark "worked for me", likewise.
    WorkedReceived,
    /// One's own question ended with a solution. Subject: the thread; giver: nobody (0).
    OwnQuestionSolved,
    /// One's idea was adopted. Subject: the thread; giver: nobody (0).
    IdeaAdopted,
}

crate::small_codes!(Cause {
    Answer = 0,
    Solution = 1,
    HelpfulReceived = 2,
    WorkedReceived = 3,
    OwnQuestionSolved = 4,
    IdeaAdopted = 5,
    HelpfulImported = 6
});

impl Cause {
    /// The end of its text keys (`cause-…`).
    pub const fn word(self) -> &'static str {
        match self {
            Cause::Answer => "answer",
            Cause::Solution => "solution",
            Cause::HelpfulImported => "helpful_imported",
            Cause::HelpfulReceived => "helpful",
            Cause::WorkedReceived => "worked",
            Cause::OwnQuestionSolved => "own_question",
            Cause::IdeaAdopted => "idea",
        }
    }

    /// Points for one of them.
    pub const fn points(self) -> i64 {
        match self {
            Cause::Answer | Cause::OwnQuestionSolved => 2,
            Cause::Solution => 15,
            Cause::HelpfulReceived | Cause::HelpfulImported => 4,
            Cause::WorkedReceived => 3,
            Cause::IdeaAdopted => 10,
        }
    }
}

/// Answers of one author that count on one day of the community's time zone.
pub const ANSWERS_A_DAY: usize = 10;
/// Solutions from one asker to one helper that count within [`SOLUTIONS_DAYS`].
pub const SOLUTIONS_BETWEEN: usize = 3;
/// Days of 24 hours.
pub const SOLUTIONS_DAYS: i64 = 30;
/// Marks "helpful" that count on one post.
pub const HELPFULS_A_POST: usize = 10;
/// Marks between the same two, in both directions together, that count within [`MARKS_DAYS`].
pub const MARKS_BETWEEN: usize = 3;
/// Days of 24 hours.
pub const MARKS_DAYS: i64 = 7;

/// What makes a credit the same credit: nobody earns twice for one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// What for.
    pub cause: Cause,
    /// The post or thread; see [`Cause`].
    pub subject: i64,
    /// From whom; 0 for nobody.
    pub giver: MemberId,
}

/// Something eligible: it earns points unless it is capped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its identity.
    pub key: Key,
    /// Who earns.
    pub member: MemberId,
    /// The thread it happened in.
    pub thread: ThreadId,
    /// The board the thread is in now.
    pub board: BoardId,
    /// When it was earned.
    pub at: Ts,
    /// How many of the same it is: more than one only for [`Cause::HelpfulImported`], and at most as many as count.
    pub times: i64,
}

impl Fact {
    /// Facts of a group in the order in which they count.
    pub fn order(&self) -> (Ts, Key) {
        (self.at, self.key)
    }
}

/// A post, as far as points depend on it.
#[derive(Queryable, Selectable, Clone, Copy, Debug)]
#[diesel(table_name = posts)]
#[allow(missing_docs)] // columns of the table
pub struct PostState {
    pub id: PostId,
    pub kind: PostKind,
    pub author: MemberId,
    pub hidden_at: Option<Ts>,
    pub deleted_at: Option<Ts>,
    pub created_at: Ts,
}

/// A thread, as far as points depend on it.
#[derive(Queryable, Selectable, Clone, Copy, Debug)]
#[diesel(table_name = threads)]
#[allow(missing_docs)] // columns of the table
pub struct ThreadState {
    pub id: ThreadId,
    pub board: BoardId,
    pub kind: Kind,
    pub author: MemberId,
    pub ending: Option<Ending>,
    pub solution: Option<PostId>,
    pub ended_at: Option<Ts>,
    pub hidden_at: Option<Ts>,
    pub deleted_at: Option<Ts>,
}

/// A member, as far as points depend on them.
#[derive(Clone, Copy, Debug)]
pub struct Person {
    /// Staff earn nothing.
    pub role: Role,
    /// Nothing counts that comes from a suspended member.
    pub is_suspended: bool,
}

/// Whom and where eligibility is asked of.
pub struct World<'a> {
    /// All boards.
    pub boards: &'a Boards,
    /// Everybody who is an author, asker or giver in question.
    pub people: &'a HashMap<MemberId, Person>,
}

impl World<'_> {
    fn earns(&self, member: MemberId) -> bool {
        self.people.get(&member).is_some_and(|person| !person.role.is_staff())
    }

    fn may_give(&self, giver: MemberId) -> bool {
        self.people.get(&giver).is_some_and(|person| !person.is_suspended)
    }

    /// Every member sees it.
    fn is_public(&self, post: &PostState, thread: &ThreadState) -> bool {
        post.hidden_at.is_none()
            && post.deleted_at.is_none()
            && thread.hidden_at.is_none()
            && thread.deleted_at.is_none()
            && !self.boards.is_private(thread.board)
    }

    /// The credit for an answer: in questions, to the question.
    pub fn answer(&self, post: &PostState, thread: &ThreadState) -> Option<Fact> {
        let counts = is_answer(post, thread) && self.is_public(post, thread) && self.earns(post.author);
        counts.then(|| fact(Cause::Answer, post.id.0, MemberId(0), post.author, thread, post.created_at))
    }

    /// The credit for a mark: on answers and openings; replies earn nothing.
    pub fn mark(&self, mark: &Mark, post: &PostState, thread: &ThreadState) -> Option<Fact> {
        let counts = is_marked_with_points(post, thread)
            && mark.giver != post.author
            && self.is_public(post, thread)
            && self.earns(post.author)
            && self.may_give(mark.giver);
        counts.then(|| fact(mark.cause, post.id.0, mark.giver, post.author, thread, mark.at))
    }

    /// The credit for marks that came along as a number, `earning` of them worth something: where a mark would earn.
    pub fn imported(&self, earning: i64, post: &PostState, thread: &ThreadState) -> Option<Fact> {
        let counts = is_marked_with_points(post, thread)
            && earning > 0
            && self.is_public(post, thread)
            && self.earns(post.author);
        let times = earning.min(HELPFULS_A_POST as i64);
        let once = fact(Cause::HelpfulImported, post.id.0, MemberId(0), post.author, thread, post.created_at);
        counts.then_some(Fact { times, ..once })
    }

    /// The credit of whoever gave the solution, from the asker.
    pub fn solution(&self, post: &PostState, thread: &ThreadState) -> Option<Fact> {
        let at = self.solved_at(post, thread)?;
        let counts = self.earns(post.author) && self.may_give(thread.author);
        counts.then(|| fact(Cause::Solution, post.id.0, thread.author, post.author, thread, at))
    }

    /// The credit of the asker whose question ended with this solution.
    pub fn own_question(&self, post: &PostState, thread: &ThreadState) -> Option<Fact> {
        let at = self.solved_at(post, thread)?;
        let counts = self.earns(thread.author);
        counts.then(|| fact(Cause::OwnQuestionSolved, thread.id.0, MemberId(0), thread.author, thread, at))
    }

    fn solved_at(&self, post: &PostState, thread: &ThreadState) -> Option<Ts> {
        let solved = thread.ending == Some(Ending::Solution)
            && thread.solution == Some(post.id)
            && is_answer(post, thread)
            && post.author != thread.author
            && self.is_public(post, thread);
        thread.ended_at.filter(|_| solved)
    }
}

/// A mark on a post.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    /// [`Cause::HelpfulReceived`] or [`Cause::WorkedReceived`].
    pub cause: Cause,
    /// The post.
    pub post: PostId,
    /// Whose mark it is.
    pub giver: MemberId,
    /// When it was made.
    pub at: Ts,
}

fn is_answer(post: &PostState, thread: &ThreadState) -> bool {
    post.kind == PostKind::Answer && thread.kind == Kind::Question
}

fn is_marked_with_points(post: &PostState, thread: &ThreadState) -> bool {
    post.kind == PostKind::Opening || is_answer(post, thread)
}

fn fact(cause: Cause, subject: i64, giver: MemberId, member: MemberId, thread: &ThreadState, at: Ts) -> Fact {
    Fact { key: Key { cause, subject, giver }, member, thread: thread.id, board: thread.board, at, times: 1 }
}

/// Facts that are counted together against one cap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// The answers of a member from the start of a day to before its end.
    AnswersOfDay { member: MemberId, start: Ts, end: Ts },
    /// Solutions from an asker to a helper.
    SolutionsBetween { asker: MemberId, helper: MemberId },
    /// Marks "helpful" on a post.
    HelpfulsOnPost { post: i64 },
    /// Marks between two, the one with the smaller id first.
    MarksBetween { one: MemberId, other: MemberId },
}

impl Group {
    /// The groups a fact is in.
    pub fn of(fact: &Fact, zone: &TimeZone) -> Vec<Group> {
        let (giver, member) = (fact.key.giver, fact.member);
        let between = Group::MarksBetween { one: giver.min(member), other: giver.max(member) };
        match fact.key.cause {
            Cause::Answer => {
                let (start, end) = day(fact.at, zone);
                vec![Group::AnswersOfDay { member, start, end }]
            }
            Cause::Solution => vec![Group::SolutionsBetween { asker: giver, helper: member }],
            Cause::HelpfulImported => vec![Group::HelpfulsOnPost { post: fact.key.subject }],
            Cause::HelpfulReceived => vec![Group::HelpfulsOnPost { post: fact.key.subject }, between],
            Cause::WorkedReceived => vec![between],
            Cause::OwnQuestionSolved | Cause::IdeaAdopted => Vec::new(),
        }
    }

    /// Its bit in `ledger.capped`.
    pub const fn bit(&self) -> i16 {
        match self {
            Group::AnswersOfDay { .. } => 1,
            Group::SolutionsBetween { .. } => 2,
            Group::HelpfulsOnPost { .. } => 4,
            Group::MarksBetween { .. } => 8,
        }
    }

    /// How many of it count.
    pub const fn most(&self) -> usize {
        match self {
            Group::AnswersOfDay { .. } => ANSWERS_A_DAY,
            Group::SolutionsBetween { .. } => SOLUTIONS_BETWEEN,
            Group::HelpfulsOnPost { .. } => HELPFULS_A_POST,
            Group::MarksBetween { .. } => MARKS_BETWEEN,
        }
    }

    /// The days within which they are counted; without, all of the group are.
    pub const fn window_days(&self) -> Option<i64> {
        match self {
            Group::SolutionsBetween { .. } => Some(SOLUTIONS_DAYS),
            Group::MarksBetween { .. } => Some(MARKS_DAYS),
            Group::AnswersOfDay { .. } | Group::HelpfulsOnPost { .. } => None,
        }
    }

    /// Which facts of the group, in their order, lie beyond its cap.
    ///
    /// A fact counts if fewer than [`Group::most`] of the group lie in the window right before it.
    pub fn beyond(&self, facts: &[&Fact]) -> Vec<bool> {
        let is_beyond = |n: usize| {
            let mut left = self.most() as i64;
            let full = facts[..n].iter().rev().find(|earlier| {
                left -= earlier.times;
                left <= 0
            });
            let Some(earlier) = full else { return false };
            self.window_days().is_none_or(|days| earlier.at > facts[n].at.plus_days(-days))
        };
        (0..facts.len()).map(is_beyond).collect()
    }
}

/// Start and end of the day a moment lies in.
pub fn day(at: Ts, zone: &TimeZone) -> (Ts, Ts) {
    let found = Timestamp::from_microsecond(at.0).ok().and_then(|moment| {
        let start = moment.to_zoned_datetime(zone.clone()).start_of_day().ok()?;
        let end = start.tomorrow().ok()?.start_of_day().ok()?;
        Some((Ts(start.timestamp().as_microsecond()), Ts(end.timestamp().as_microsecond())))
    });
    // Only moments at the ends of time have no day; there a day of UTC does.
    found.unwrap_or_else(|| {
        let start = Ts(at.0 - at.0.rem_euclid(Ts(0).plus_days(1).0));
        (start, start.plus_days(1))
    })
}

/// For each fact the caps it lies beyond, as bits; all facts of each group must be among them.
pub fn caps(facts: &[Fact], zone: &TimeZone) -> Vec<i16> {
    let mut groups: BTreeMap<Group, Vec<usize>> = BTreeMap::new();
    for (n, fact) in facts.iter().enumerate() {
        for group in Group::of(fact, zone) {
            groups.entry(group).or_default().push(n);
        }
    }
    let mut caps = vec![0; facts.len()];
    for (group, mut members) in groups {
        members.sort_by_key(|n| facts[*n].order());
        let inside: Vec<&Fact> = members.iter().map(|n| &facts[*n]).collect();
        for (n, beyond) in members.into_iter().zip(group.beyond(&inside)) {
            caps[n] |= if beyond { group.bit() } else { 0 };
        }
    }
    caps
}

/// Points of a credit for so many of the same, with these caps.
pub const fn points(cause: Cause, times: i64, capped: i16) -> i64 {
    if capped == 0 { cause.points() * times } else { 0 }
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
