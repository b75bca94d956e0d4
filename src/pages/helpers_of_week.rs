//! Who helped this week: members whose answers were accepted or marked as helpful in the last seven days.
//!
//! Counted are visible posts on boards that every member sees and this viewer too. Staff are in no list.
//!
//! Counting reads everything of a week, and every home page shows it: it is kept for a minute ([`Kept`]), as points are
//! for visitors, and counted anew when anything is hidden, renamed or moved.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::db::Db;
use crate::db::schema::{helpful_marks, members, posts, threads};
use crate::forum::{Ending, PostKind};
use crate::ids::{BoardId, MemberId, Ts};
use crate::members::Role;
use crate::web::{Freshness, OLDEST};

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

/// The lists that were counted within the last minute.
#[derive(Default)]
pub struct Kept(Mutex<HashMap<Vec<BoardId>, List>>);

struct List {
    helpers: Arc<Vec<Helper>>,
    time: u64,
    counted: Instant,
}

impl Kept {
    /// The list for somebody who sees these boards; `time` is the node's ([`Freshness::now`]) before the present
    /// transaction began. Two statements or none.
    pub fn of_week(
        &self,
        db: &mut Db,
        (freshness, time): (&Freshness, u64),
        boards: &[BoardId],
        now: Ts,
    ) -> QueryResult<Arc<Vec<Helper>>> {
        if let Some(helpers) = self.find(freshness, boards) {
            return Ok(helpers);
        }
        let helpers = Arc::new(of_week(db, boards, now)?);
        let mut lists = self.0.lock().unwrap_or_else(|e| e.into_inner());
        if lists.len() >= KEPT {
            lists.clear();
        }
        lists.insert(boards.to_vec(), List { helpers: helpers.clone(), time, counted: Instant::now() });
        Ok(helpers)
    }

    fn find(&self, freshness: &Freshness, boards: &[BoardId]) -> Option<Arc<Vec<Helper>>> {
        let lists = self.0.lock().unwrap_or_else(|e| e.into_inner());
        let list = lists.get(boards).filter(|list| list.counted.elapsed() < OLDEST)?;
        freshness.is_current(&[], list.time).then(|| list.helpers.clone())
    }
}

/// Those who solved most, then those who were most helpful: two statements.
fn of_week(db: &mut Db, boards: &[BoardId], now: Ts) -> QueryResult<Vec<Helper>> {
    let since = now.plus_days(-DAYS);
    Ok(merge(solvers(db, boards, since)?, helpful_ones(db, boards, since)?))
}

type Counted = (Person, i64);

fn merge(solvers: Vec<Counted>, helpful: Vec<Counted>) -> Vec<Helper> {
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

fn solvers(db: &mut Db, boards: &[BoardId], since: Ts) -> QueryResult<Vec<Counted>> {
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
fn helpful_ones(db: &mut Db, boards: &[BoardId], since: Ts) -> QueryResult<Vec<Counted>> {
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
    use crate::web::Part;

    fn counted(id: i64, count: i64) -> Counted {
        (Person { id: MemberId(id), name: format!("M{id}"), slug: format!("m{id}") }, count)
    }

    #[test]
    fn solvers_come_first_and_nobody_twice() {
        let helpers = merge(vec![counted(1, 3), counted(2, 1)], vec![counted(2, 9), counted(3, 4)]);
        let shown: Vec<_> = helpers.iter().map(|h| (h.person.id.0, h.solved, h.helpful)).collect();
        assert_eq!(shown, [(1, 3, 0), (2, 1, 0), (3, 0, 4)]);
    }

    #[test]
    fn a_kept_list_is_counted_anew_when_something_is_taken_away() {
        let (kept, freshness) = (Kept::default(), Freshness::default());
        let boards = vec![BoardId(1)];
        let list = List { helpers: Arc::default(), time: freshness.now(), counted: Instant::now() };
        kept.0.lock().unwrap().insert(boards.clone(), list);
        assert!(kept.find(&freshness, &boards).is_some());
        assert!(kept.find(&freshness, &[BoardId(2)]).is_none());
        freshness.outdate(&[Part::Lists]);
        assert!(kept.find(&freshness, &boards).is_some());
        freshness.outdate(&[Part::Everything]);
        assert!(kept.find(&freshness, &boards).is_none());
    }

    #[test]
    fn the_list_is_short() {
        let many = (1..=9).map(|id| counted(id, 1)).collect();
        assert_eq!(merge(Vec::new(), many).len(), MOST);
    }
}
