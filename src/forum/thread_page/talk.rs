//! The posts of a thread with their authors, as its page reads them: one statement a list.

use diesel::prelude::*;

use crate::config::Limits;
use crate::db::Db;
use crate::db::schema::{departments, members, posts};
use crate::forum::byline::Byline;
use crate::forum::post::{Post, PostKind};
use crate::forum::thread::Thread;
use crate::ids::{PostId, Ts};
use crate::members::Me;
use crate::web::{Cursor, Direction, Pager};

/// Replies read for a page of answers sorted by their marks; more are on the pages in order of writing.
const REPLIES_TO_BEST: i64 = 100;

/// A post with everything its page says about its author.
#[derive(Clone, Debug)]
pub struct PostRow {
    /// The post.
    pub post: Post,
    /// Who wrote it.
    pub author: Byline,
    /// Their points.
    pub points: i64,
    /// The title they gave themselves.
    pub own_title: Option<String>,
    /// The department it was written for, in German.
    pub label_de: Option<String>,
    /// The same in English.
    pub label_en: Option<String>,
    /// The name of whom it replies to, while that post can be read.
    pub to_name: Option<String>,
}

diesel::alias!(
    departments as label: Label,
    posts as target: Target,
    members as target_author: TargetAuthor
);

type Columns = (
    Post,
    Byline,
    i64,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<Ts>,
    Option<Ts>,
);

impl From<Columns> for PostRow {
    fn from(columns: Columns) -> PostRow {
        let (post, author, points, own_title, label_de, label_en, to, to_hidden, to_deleted) = columns;
        let to_name = to.filter(|_| to_hidden.is_none() && to_deleted.is_none());
        PostRow { post, author, points, own_title, label_de, label_en, to_name }
    }
}

/// Which posts of the thread.
enum Which<'a> {
    /// These, wherever they stand.
    Ids(&'a [PostId]),
    /// A page in the order of writing, without the opening.
    Written(Option<Cursor>),
    /// A page of answers, most helpful first.
    Best(Option<Cursor>),
    /// The first replies of the thread that reply to a post.
    Replies,
}

/// The opening and the solution, as far as this reader sees them.
pub fn opening_and_solution(db: &mut Db, me: Option<&Me>, thread: &Thread) -> QueryResult<Vec<PostRow>> {
    let ids: Vec<PostId> = thread.opening.into_iter().chain(thread.solution).collect();
    load(db, me, thread, &Which::Ids(&ids))
}

/// A page in the order of writing, and its links.
pub fn written(
    db: &mut Db,
    me: Option<&Me>,
    thread: &Thread,
    at: Option<Cursor>,
) -> QueryResult<(Vec<PostRow>, Pager)> {
    let mut rows = load(db, me, thread, &Which::Written(at))?;
    let place = |row: &PostRow| (row.post.created_at.0, row.post.id.0);
    let link = |cursor: &Cursor| format!("{}?at={cursor}", thread.href());
    let pager = Pager::cut(&mut rows, Limits::POSTS_A_PAGE as usize, at, place, link);
    Ok((rows, pager))
}

/// A page of answers, most helpful first, with the replies to them, and its links.
pub fn best(
    db: &mut Db,
    me: Option<&Me>,
    thread: &Thread,
    at: Option<Cursor>,
) -> QueryResult<(Vec<PostRow>, Pager)> {
    let mut rows = load(db, me, thread, &Which::Best(at))?;
    let place = |row: &PostRow| (row.post.helpful, row.post.id.0);
    let link = |cursor: &Cursor| format!("{}?sort=helpful&at={cursor}", thread.href());
    let pager = Pager::cut(&mut rows, Limits::POSTS_A_PAGE as usize, at, place, link);
    let mut shown: Vec<PostId> = rows.iter().map(|row| row.post.id).collect();
    if thread.replies > 0 {
        for reply in load(db, me, thread, &Which::Replies)? {
            if reply.post.reply_to.is_some_and(|to| shown.contains(&to)) {
                shown.push(reply.post.id);
                rows.push(reply);
            }
        }
    }
    Ok((rows, pager))
}

fn load(db: &mut Db, me: Option<&Me>, thread: &Thread, which: &Which<'_>) -> QueryResult<Vec<PostRow>> {
    let mut query = posts::table
        .inner_join(members::table.on(members::id.eq(posts::author)))
        .left_join(departments::table.on(departments::id.nullable().eq(members::department)))
        .left_join(label.on(label.field(departments::id).nullable().eq(posts::department)))
        .left_join(target.on(target.field(posts::id).nullable().eq(posts::reply_to)))
        .left_join(
            target_author
                .on(target_author.field(members::id).nullable().eq(target.field(posts::author).nullable())),
        )
        .filter(posts::thread.eq(thread.id))
        .select((
            Post::as_select(),
            Byline::as_select(),
            members::points,
            members::own_title,
            label.field(departments::name_de).nullable(),
            label.field(departments::name_en).nullable(),
            target_author.field(members::name).nullable(),
            target.field(posts::hidden_at).nullable(),
            target.field(posts::deleted_at).nullable(),
        ))
        .into_boxed();
    // The same as `may_see_post`, so that a page is full whatever somebody does not see of it.
    let is_visible = || posts::hidden_at.is_null().and(posts::deleted_at.is_null());
    query = match me {
        Some(me) if me.role.moderates() => query,
        Some(me) if me.reaches(thread.board) => {
            query.filter(posts::deleted_at.is_null().or(posts::author.eq(me.id)))
        }
        Some(me) => query.filter(is_visible().or(posts::author.eq(me.id))),
        None => query.filter(is_visible()),
    };
    query = match *which {
        Which::Ids(ids) => query.filter(posts::id.eq_any(ids)),
        Which::Replies => query
            .filter(posts::kind.eq(PostKind::Reply))
            .filter(posts::reply_to.is_not_null())
            .order((posts::created_at, posts::id))
            .limit(REPLIES_TO_BEST),
        Which::Written(at) => {
            query = query.filter(posts::kind.ne(PostKind::Opening)).limit(Limits::POSTS_A_PAGE + 1);
            match at {
                None => query.order((posts::created_at.asc(), posts::id.asc())),
                Some(Cursor { direction: Direction::After, value, id }) => query
                    .filter(posts::created_at.ge(value))
                    .filter(posts::created_at.gt(value).or(posts::id.gt(id)))
                    .order((posts::created_at.asc(), posts::id.asc())),
                Some(Cursor { direction: Direction::Before, value, id }) => query
                    .filter(posts::created_at.le(value))
                    .filter(posts::created_at.lt(value).or(posts::id.lt(id)))
                    .order((posts::created_at.desc(), posts::id.desc())),
            }
        }
        Which::Best(at) => {
            query = query.filter(posts::kind.eq(PostKind::Answer)).limit(Limits::POSTS_A_PAGE + 1);
            match at {
                None => query.order((posts::helpful.desc(), posts::id.asc())),
                Some(Cursor { direction: Direction::After, value, id }) => query
                    .filter(posts::helpful.lt(value).or(posts::helpful.eq(value).and(posts::id.gt(id))))
                    .order((posts::helpful.desc(), posts::id.asc())),
                Some(Cursor { direction: Direction::Before, value, id }) => query
                    .filter(posts::helpful.gt(value).or(posts::helpful.eq(value).and(posts::id.lt(id))))
                    .order((posts::helpful.asc(), posts::id.desc())),
            }
        }
    };
    let rows: Vec<Columns> = query.load(db)?;
    Ok(rows.into_iter().map(PostRow::from).collect())
}
