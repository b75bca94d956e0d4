//! A post: the opening of a thread, an answer to a question, or a reply.

use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use diesel::prelude::*;
use diesel::sql_types::SmallInt;

use super::board::Boards;
use super::permissions::may_see_post;
use super::thread::{self, Reason, Thread};
use crate::db::Db;
use crate::db::schema::posts;
use crate::events::Tx;
use crate::ids::{DepartmentId, MemberId, PostId, ThreadId, Ts};
use crate::members::Me;
use crate::web::Refusal;

/// What a post is.
#[derive(AsExpression, FromSqlRow, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[diesel(sql_type = SmallInt)]
pub enum PostKind {
    /// The first post of a thread.
    Opening,
    /// To the question, by somebody else than the asker. Earns points, can be the solution.
    Answer,
    /// To a post, and in other kinds than questions everything after the opening. Earns nothing.
    Reply,
}

crate::small_codes!(PostKind { Opening = 0, Answer = 1, Reply = 2 });

/// A post as stored.
#[derive(Queryable, Selectable, Clone, Debug)]
#[diesel(table_name = posts)]
#[allow(missing_docs)] // the migration says what each column is
pub struct Post {
    pub id: PostId,
    pub thread: ThreadId,
    pub kind: PostKind,
    pub author: MemberId,
    pub reply_to: Option<PostId>,
    pub department: Option<DepartmentId>,
    pub official: bool,
    pub body: String,
    pub html: String,
    pub language: Option<String>,
    pub helpful: i64,
    pub worked: i64,
    pub revision: i32,
    pub edited_at: Option<Ts>,
    pub hidden_at: Option<Ts>,
    pub hidden_reason: Option<Reason>,
    pub hidden_by: Option<MemberId>,
    pub deleted_at: Option<Ts>,
    pub created_at: Ts,
}

impl Post {
    /// Whether everybody who sees the thread sees it.
    pub fn is_visible(&self) -> bool {
        self.hidden_at.is_none() && self.deleted_at.is_none()
    }

    /// Path to its place in its thread.
    pub fn href(&self) -> String {
        format!("/p/{}", self.id)
    }

    /// Path to its place on the page of its thread.
    pub fn place(&self, thread: &Thread) -> String {
        format!("{}#p{}", thread.href(), self.id)
    }
}

/// The post and its thread, if this viewer may see both.
pub fn find(db: &mut Db, boards: &Boards, me: Option<&Me>, id: PostId) -> Result<(Thread, Post), Refusal> {
    let post: Post = posts::table.find(id).select(Post::as_select()).first(db)?;
    let thread = thread::find(db, boards, me, post.thread)?;
    if may_see_post(me, &thread, &post) { Ok((thread, post)) } else { Err(Refusal::NOT_FOUND) }
}

/// The post for changing, with its thread taken first (see [`thread::take`]).
pub fn take(
    tx: &mut Tx<'_>,
    boards: &Boards,
    me: Option<&Me>,
    id: PostId,
) -> Result<(Thread, Post), Refusal> {
    let in_thread: ThreadId = posts::table.find(id).select(posts::thread).first(tx.db)?;
    let thread = thread::take(tx, boards, me, in_thread)?;
    // Read after the thread is ours: what was decided before may have changed meanwhile.
    let post: Post = posts::table.find(id).select(Post::as_select()).first(tx.db)?;
    if may_see_post(me, &thread, &post) { Ok((thread, post)) } else { Err(Refusal::NOT_FOUND) }
}
