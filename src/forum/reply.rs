//! Adding a post to a thread: an answer to the question, or a reply. `POST /t/{id}/reply`

use diesel::prelude::*;

use super::board::Boards;
use super::body::{self, Body};
use super::permissions::{may_answer, may_answer_officially, may_reply};
use super::post::{Post, PostKind};
use super::thread::{self, Thread};
use crate::config::Limits;
use crate::db::schema::{posts, thread_tags};
use crate::events::{Event, Tx};
use crate::ids::{PostId, TagId, ThreadId};
use crate::members::{Me, Rank};
use crate::web::Refusal;

const CLOSED: Refusal = Refusal::conflict("reply-thread-closed");
const ANSWERED_POST_IS_GONE: Refusal = Refusal::conflict("reply-post-gone");

/// A post ready to be added.
#[derive(Clone, Debug)]
pub struct NewPost {
    /// The post it replies to; without one it goes to the question.
    pub to: Option<PostId>,
    /// Its text.
    pub body: Body,
    /// Whether staff write it as the company, with their label.
    pub official: bool,
}

/// Adds the post. Its author follows the thread from then on.
///
/// In a question, what somebody else than the asker writes to the question is an answer; all else is a reply.
pub fn add(
    tx: &mut Tx<'_>,
    boards: &Boards,
    me: &Me,
    thread: ThreadId,
    new: &NewPost,
) -> Result<PostId, Refusal> {
    let thread = thread::take(tx, boards, Some(me), thread)?;
    let board = boards.get(thread.board).ok_or(Refusal::NOT_FOUND)?;
    if !may_reply(me, board, &thread) {
        return Err(CLOSED);
    }
    check_rate(tx, me)?;
    let to = match new.to {
        Some(to) => Some(post_replied_to(tx, &thread, to)?),
        None => None,
    };
    let to_the_question = to.as_ref().is_none_or(|post| post.kind == PostKind::Opening);
    let kind = if to_the_question && may_answer(me, &thread) { PostKind::Answer } else { PostKind::Reply };
    let reply_to = to.map(|post| post.id).filter(|_| kind == PostKind::Reply);
    let post = insert(tx, me, &thread, kind, reply_to, new)?;
    body::attach(tx, me.id, post, &new.body)?;
    super::follow::follow_by_writing(tx, me.id, thread.id)?;
    let (thread, author, board) = (thread.id, me.id, thread.board);
    match kind {
        PostKind::Answer => {
            let tags: Vec<TagId> = thread_tags::table
                .filter(thread_tags::thread.eq(thread))
                .select(thread_tags::tag)
                .load(tx.db)?;
            tx.record(Event::AnswerGiven { thread, post, author, board, tags })?;
        }
        _ => tx.record(Event::ReplyGiven { thread, post, author, board, to: reply_to })?,
    }
    Ok(post)
}

fn insert(
    tx: &mut Tx<'_>,
    me: &Me,
    thread: &Thread,
    kind: PostKind,
    reply_to: Option<PostId>,
    new: &NewPost,
) -> QueryResult<PostId> {
    let official = new.official && may_answer_officially(me);
    diesel::insert_into(posts::table)
        .values((
            posts::thread.eq(thread.id),
            posts::kind.eq(kind),
            posts::author.eq(me.id),
            posts::reply_to.eq(reply_to),
            posts::department.eq(me.department.filter(|_| official)),
            posts::official.eq(official),
            posts::body.eq(&new.body.source),
            posts::html.eq(&new.body.html),
            posts::language.eq(new.body.language),
            posts::created_at.eq(tx.now),
        ))
        .returning(posts::id)
        .get_result(tx.db)
}

/// The post a reply goes to: in the same thread, and still there.
fn post_replied_to(tx: &mut Tx<'_>, thread: &Thread, id: PostId) -> Result<Post, Refusal> {
    let post: Option<Post> = posts::table.find(id).select(Post::as_select()).first(tx.db).optional()?;
    post.filter(|post| post.thread == thread.id && post.is_visible()).ok_or(ANSWERED_POST_IS_GONE)
}

/// Whether the member has written too much in the last hour.
pub fn check_rate(tx: &mut Tx<'_>, me: &Me) -> Result<(), Refusal> {
    if me.role.is_staff() {
        return Ok(());
    }
    let most = if me.rank == Rank::New { Limits::POSTS_AN_HOUR_NEW } else { Limits::POSTS_AN_HOUR };
    let written: i64 = posts::table
        .filter(posts::author.eq(me.id))
        .filter(posts::created_at.gt(tx.now.plus_hours(-1)))
        .count()
        .get_result(tx.db)?;
    if written >= most { Err(Refusal::too_many("reply-too-many", 1800)) } else { Ok(()) }
}
