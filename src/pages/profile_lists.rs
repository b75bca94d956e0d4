//! The lists of a profile, each one statement along an index of the member's own rows.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use crate::db::Db;
use crate::db::schema::{bookmarks, posts, threads};
use crate::forum::PostKind;
use crate::ids::{BoardId, MemberId, PostId, ThreadId, Ts};
use crate::recognition::Cause;

/// Best answers shown.
const BEST: usize = 5;
/// The most helpful answers among which the best are looked for.
const CANDIDATES: i64 = 50;
/// Latest threads and posts shown, each.
const LATEST: i64 = 5;
/// Latest bookmarks shown.
const BOOKMARKS: i64 = 20;

/// One of the best answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Best {
    /// The post.
    pub post: PostId,
    /// The question's title.
    pub title: String,
    /// Helpful marks.
    pub helpful: i64,
    /// "Worked for me" marks.
    pub worked: i64,
    /// It is the solution.
    pub is_solution: bool,
}

impl Best {
    /// Path to its place.
    pub fn href(&self) -> String {
        format!("/p/{}", self.post)
    }

    /// Weighed as points are.
    fn worth(&self) -> i64 {
        self.helpful * Cause::HelpfulReceived.points()
            + self.worked * Cause::WorkedReceived.points()
            + i64::from(self.is_solution) * Cause::Solution.points()
    }
}

/// A thread or post somebody wrote or marked.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// The thread's title.
    pub title: String,
    /// Where it is.
    pub href: String,
    /// When.
    pub at: Ts,
}

/// The best answers of a member on these boards.
pub fn best(db: &mut Db, member: MemberId, boards: &[BoardId]) -> QueryResult<Vec<Best>> {
    let rows: Vec<(PostId, String, i64, i64, Option<PostId>)> = posts::table
        .inner_join(threads::table)
        .filter(posts::author.eq(member))
        // Written out, not bound: the condition of the index.
        .filter(sql::<Bool>("posts.kind = 1"))
        .filter(posts::hidden_at.is_null())
        .filter(posts::deleted_at.is_null())
        .filter(threads::hidden_at.is_null())
        .filter(threads::deleted_at.is_null())
        .filter(threads::board.eq_any(boards))
        .order((posts::helpful.desc(), posts::id.desc()))
        .limit(CANDIDATES)
        .select((posts::id, threads::title, posts::helpful, posts::worked, threads::solution))
        .load(db)?;
    let best = rows.into_iter().map(|(post, title, helpful, worked, solution)| Best {
        post,
        title,
        helpful,
        worked,
        is_solution: solution == Some(post),
    });
    Ok(pick(best.collect()))
}

fn pick(mut answers: Vec<Best>) -> Vec<Best> {
    answers.retain(|answer| answer.worth() > 0);
    answers.sort_by_key(|answer| std::cmp::Reverse((answer.worth(), answer.post)));
    answers.truncate(BEST);
    answers
}

/// The latest threads a member started on these boards.
pub fn threads(db: &mut Db, member: MemberId, boards: &[BoardId]) -> QueryResult<Vec<Written>> {
    let rows: Vec<(ThreadId, String, String, Ts)> = threads::table
        .filter(threads::author.eq(member))
        .filter(threads::hidden_at.is_null())
        .filter(threads::deleted_at.is_null())
        .filter((threads::board + 0).eq_any(boards.iter().map(|id| id.0)))
        .order((threads::created_at.desc(), threads::id.desc()))
        .limit(LATEST)
        .select((threads::id, threads::title, threads::slug, threads::created_at))
        .load(db)?;
    Ok(rows.into_iter().map(thread).collect())
}

/// The latest answers and replies of a member on these boards.
pub fn posts(db: &mut Db, member: MemberId, boards: &[BoardId]) -> QueryResult<Vec<Written>> {
    let rows: Vec<(PostId, String, Ts)> = posts::table
        .inner_join(threads::table)
        .filter(posts::author.eq(member))
        .filter(posts::kind.ne(PostKind::Opening))
        .filter(posts::hidden_at.is_null())
        .filter(posts::deleted_at.is_null())
        .filter(threads::hidden_at.is_null())
        .filter(threads::deleted_at.is_null())
        .filter((threads::board + 0).eq_any(boards.iter().map(|id| id.0)))
        .order((posts::created_at.desc(), posts::id.desc()))
        .limit(LATEST)
        .select((posts::id, threads::title, posts::created_at))
        .load(db)?;
    Ok(rows.into_iter().map(|(post, title, at)| Written { title, href: format!("/p/{post}"), at }).collect())
}

/// The latest threads a member bookmarked, as far as they see them still.
pub fn bookmarks(db: &mut Db, member: MemberId, boards: &[BoardId]) -> QueryResult<Vec<Written>> {
    let rows: Vec<(ThreadId, String, String, Ts)> = bookmarks::table
        .inner_join(threads::table)
        .filter(bookmarks::member.eq(member))
        .filter(threads::hidden_at.is_null())
        .filter(threads::deleted_at.is_null())
        .filter((threads::board + 0).eq_any(boards.iter().map(|id| id.0)))
        .order((bookmarks::marked_at.desc(), threads::id.desc()))
        .limit(BOOKMARKS)
        .select((threads::id, threads::title, threads::slug, bookmarks::marked_at))
        .load(db)?;
    Ok(rows.into_iter().map(thread).collect())
}

/// When the member's oldest visible post on these boards was written.
pub fn first_post_at(db: &mut Db, member: MemberId, boards: &[BoardId]) -> QueryResult<Option<Ts>> {
    posts::table
        .inner_join(threads::table)
        .filter(posts::author.eq(member))
        .filter(posts::hidden_at.is_null())
        .filter(posts::deleted_at.is_null())
        .filter(threads::hidden_at.is_null())
        .filter(threads::deleted_at.is_null())
        .filter((threads::board + 0).eq_any(boards.iter().map(|id| id.0)))
        .order((posts::created_at.asc(), posts::id.asc()))
        .select(posts::created_at)
        .first(db)
        .optional()
}

fn thread((id, title, slug, at): (ThreadId, String, String, Ts)) -> Written {
    Written { title, href: format!("/t/{id}/{slug}"), at }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(post: i64, helpful: i64, worked: i64, is_solution: bool) -> Best {
        Best { post: PostId(post), title: String::new(), helpful, worked, is_solution }
    }

    #[test]
    fn a_solution_outweighs_a_few_marks() {
        let picked = pick(vec![answer(1, 3, 0, false), answer(2, 0, 0, true), answer(3, 4, 1, false)]);
        assert_eq!(picked.iter().map(|best| best.post.0).collect::<Vec<_>>(), [3, 2, 1]);
    }

    #[test]
    fn what_nobody_marked_is_not_among_the_best() {
        assert_eq!(pick(vec![answer(1, 0, 0, false)]), []);
        assert_eq!(pick((1..9).map(|post| answer(post, 1, 0, false)).collect()).len(), BEST);
    }
}
