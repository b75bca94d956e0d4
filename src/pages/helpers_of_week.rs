//! Who helped this week: members whose answers were accepted or marked as helpful in the last seven days.
//!
//! Counted are visible posts on boards that every member sees and this viewer too. Staff are in no list.
//!
//! Counting reads everything of a week, and every home page shows it: it is kept for a minute ([`HelpersOfWeek`]), as points are
//! for visitors, and counted anew when anything is hidden, renamed or moved.

use std::sync::Arc;

use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::db::Db;
use crate::db::schema::{helpful_marks, members, posts, threads};
use crate::forum::{Ending, PostKind};
use crate::ids::{BoardId, MemberId, Ts};
use crate::members::Role;
use crate::web::{Freshness, Kept, OLDEST};

/// Days that count as this week.
const DAYS: i64 = 7;
/// How many are shown.
pub const MOST: usize = 5;

/// Somebody who helped.
#[derive(Clone, Debug, PartialEq)]
pub struct Helper {
    /// Who.
    pub person: Person,
    /// Questions solved by their answers.
    pub solved: i64,
    /// Helpful marks on their answers; counted for those who solved nothing.
    pub helpful: i64,
}

/// Who, as the list shows them.
#[derive(Queryable, Clone, Debug, PartialEq)]
pub struct Person {
    /// Their number.
    pub id: MemberId,
    /// Display name.
    pub name: String,
    /// The end of their profile's path.
    pub slug: String,
}

impl Person {
    /// Path of their profile.
    pub fn href(&self) -> String {
        format!("/u/{}/{}", self.id, self.slug)
    }

    /// The colour of their picture: 1 to 8.
    pub fn hue(&self) -> i64 {
        self.id.0.rem_euclid(8) + 1
    }
}

/// Lists kept at most: one for each choice of boards that readers see.
const KEPT: usize = 64;

/// A list, and the node's time before the transaction it was counted in.
type Counted = (u64, Arc<Vec<Helper>>);

/// The lists that were counted within the last minute, by the boards their readers see.
pub struct HelpersOfWeek(Kept<Vec<BoardId>, Counted>);

impl Default for HelpersOfWeek {
    fn default() -> HelpersOfWeek {
        HelpersOfWeek(Kept::new(KEPT))
    }
}

impl HelpersOfWeek {
    /// The list for somebody who sees these boards; `time` is the node's ([`Freshness::now`]) before the present
    /// transaction began. Two statements or none.
    pub fn read(
        &self,
        db: &mut Db,
        (freshness, time): (&Freshness, u64),
        boards: &[BoardId],
        now: Ts,
    ) -> QueryResult<Arc<Vec<Helper>>> {
        let boards = boards.to_vec();
        let kept = self.0.get(&boards, OLDEST).filter(|(time, _)| freshness.is_current(&[], *time));
        if let Some((_, helpers)) = kept {
            return Ok(helpers);
        }
        let helpers = Arc::new(of_week(db, &boards, now)?);
        self.0.put(boards, (time, helpers.clone()));
        Ok(helpers)
    }
}

/// Those who solved most, then those who were most helpful: two statements.
fn of_week(db: &mut Db, boards: &[BoardId], now: Ts) -> QueryResult<Vec<Helper>> {
    let since = now.plus_days(-DAYS);
    Ok(merge(solvers(db, boards, since)?, helpful_ones(db, boards, since)?))
}

type Share = (Person, i64);

fn merge(solvers: Vec<Share>, helpful: Vec<Share>) -> Vec<Helper> {
    let mut helpers: Vec<Helper> =
        solvers.into_iter().map(|(person, solved)| Helper { person, solved, helpful: 0 }).collect();
    for (person, marks) in helpful {
        if helpers.iter().all(|known| known.person.id != person.id) {
            helpers.push(Helper { person, solved: 0, helpful: marks });
        }
    }
    helpers.truncate(MOST);
    helpers
}

fn solvers(db: &mut Db, boards: &[BoardId], since: Ts) -> QueryResult<Vec<Share>> {
    threads::table
        .inner_join(posts::table.on(posts::id.nullable().eq(threads::solution)))
        .inner_join(members::table.on(members::id.eq(posts::author)))
        .filter(threads::ended_at.ge(since))
        .filter(threads::ending.eq(Ending::Solution))
        .filter(threads::hidden_at.is_null())
        .filter(threads::deleted_at.is_null())
        .filter((threads::board + 0).eq_any(boards.iter().map(|id| id.0)))
        .filter(posts::hidden_at.is_null())
        .filter(posts::deleted_at.is_null())
        .filter(members::role.lt(Role::Team))
        .filter(members::suspended_at.is_null())
        .filter(members::erased_at.is_null())
        .group_by((members::id, members::name, members::slug))
        .order((count_star().desc(), members::id))
        .limit(MOST as i64)
        .select(((members::id, members::name, members::slug), count_star()))
        .load(db)
}

/// Twice as many as are shown: the first half may be among the solvers.
fn helpful_ones(db: &mut Db, boards: &[BoardId], since: Ts) -> QueryResult<Vec<Share>> {
    helpful_marks::table
        .inner_join(posts::table.inner_join(threads::table))
        .inner_join(members::table.on(members::id.eq(posts::author)))
        .filter(helpful_marks::marked_at.ge(since))
        .filter(posts::kind.eq(PostKind::Answer))
        .filter(posts::hidden_at.is_null())
        .filter(posts::deleted_at.is_null())
        .filter(threads::hidden_at.is_null())
        .filter(threads::deleted_at.is_null())
        .filter((threads::board + 0).eq_any(boards.iter().map(|id| id.0)))
        .filter(members::role.lt(Role::Team))
        .filter(members::suspended_at.is_null())
        .filter(members::erased_at.is_null())
        .group_by((members::id, members::name, members::slug))
        .order((count_star().desc(), members::id))
        .limit(2 * MOST as i64)
        .select(((members::id, members::name, members::slug), count_star()))
        .load(db)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(id: i64, count: i64) -> Share {
        (Person { id: MemberId(id), name: format!("M{id}"), slug: format!("m{id}") }, count)
    }

    #[test]
    fn solvers_come_first_and_nobody_twice() {
        let helpers = merge(vec![counted(1, 3), counted(2, 1)], vec![counted(2, 9), counted(3, 4)]);
        let shown: Vec<_> = helpers.iter().map(|h| (h.person.id.0, h.solved, h.helpful)).collect();
        assert_eq!(shown, [(1, 3, 0), (2, 1, 0), (3, 0, 4)]);
    }

    #[test]
    fn the_list_is_short() {
        let many = (1..=9).map(|id| counted(id, 1)).collect();
        assert_eq!(merge(Vec::new(), many).len(), MOST);
    }
}
