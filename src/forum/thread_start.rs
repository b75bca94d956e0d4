//! Starting a thread: the action behind `/ask`, held questions and the demo.

use diesel::prelude::*;

use super::board::Board;
use super::body::{self, Body};
use super::permissions::{may_answer_officially, may_start};
use super::post::PostKind;
use super::tag;
use super::thread::Kind;
use crate::config::Limits;
use crate::db::schema::{posts, threads};
use crate::events::{Event, Tx};
use crate::ids::{PostId, TagId, ThreadId};
use crate::members::{Me, Rank};
use crate::text::{self, clean};
use crate::web::{Note, Refusal};

const MAY_NOT_START: Refusal = Refusal::forbidden("ask-not-on-this-board");
const MAY_NOT_AS_NEWCOMER: &str = "ask-newcomer-limit";

/// A thread ready to be started.
#[derive(Clone, Debug)]
pub struct NewThread {
    /// What it is.
    pub kind: Kind,
    /// Its title, checked by [`check_title`].
    pub title: String,
    /// The opening post.
    pub body: Body,
    /// Names of its tags, checked by [`tag::check_names`].
    pub tags: Vec<String>,
    /// Whether staff write it as the company.
    pub official: bool,
}

/// Where a new thread is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Started {
    /// The thread.
    pub thread: ThreadId,
    /// Its opening post.
    pub opening: PostId,
    /// Path of its page.
    pub href: String,
}

/// Cleans and checks a title.
pub fn check_title(typed: &str) -> Result<String, Note> {
    let title = clean::line(typed);
    match clean::length(&title) {
        0 => Err(Note::new("field-empty")),
        n if n < Limits::TITLE_CHARS_LEAST => {
            Err(Note::new("field-too-short").with("n", Limits::TITLE_CHARS_LEAST as i64))
        }
        n if n > Limits::TITLE_CHARS => {
            Err(Note::new("field-too-long").with("n", Limits::TITLE_CHARS as i64))
        }
        _ => Ok(title),
    }
}

/// Starts the thread. Its author follows it from then on.
pub fn start(tx: &mut Tx<'_>, me: &Me, board: &Board, new: &NewThread) -> Result<Started, Refusal> {
    if !may_start(Some(me), board, new.kind) {
        return Err(MAY_NOT_START);
    }
    check_rate(tx, me)?;
    let official = new.official && may_answer_officially(me);
    let slug = text::slug(&new.title);
    let thread: ThreadId = diesel::insert_into(threads::table)
        .values((
            threads::board.eq(board.id),
            threads::kind.eq(new.kind),
            threads::title.eq(&new.title),
            threads::slug.eq(&slug),
            threads::language.eq(new.body.language.or(board.language.as_deref())),
            threads::author.eq(me.id),
            threads::last_author.eq(me.id),
            threads::last_post_at.eq(tx.now),
            threads::created_at.eq(tx.now),
        ))
        .returning(threads::id)
        .get_result(tx.db)?;
    let opening: PostId = diesel::insert_into(posts::table)
        .values((
            posts::thread.eq(thread),
            posts::kind.eq(PostKind::Opening),
            posts::author.eq(me.id),
            posts::department.eq(me.department.filter(|_| official)),
            posts::official.eq(official),
            posts::body.eq(&new.body.source),
            posts::html.eq(&new.body.html),
            posts::language.eq(new.body.language),
            posts::created_at.eq(tx.now),
        ))
        .returning(posts::id)
        .get_result(tx.db)?;
    diesel::update(threads::table.find(thread)).set(threads::opening.eq(opening)).execute(tx.db)?;
    body::attach(tx, me.id, opening, &new.body)?;
    let tags: Vec<TagId> = tag::set(tx, thread, &new.tags)?;
    super::follow::follow_by_writing(tx, me.id, thread)?;
    tx.record(Event::ThreadStarted {
        thread,
        opening,
        author: me.id,
        board: board.id,
        kind: new.kind.code(),
        tags,
    })?;
    Ok(Started { thread, opening, href: format!("/t/{thread}/{slug}") })
}

fn check_rate(tx: &mut Tx<'_>, me: &Me) -> Result<(), Refusal> {
    super::reply::check_rate(tx, me)?;
    if me.rank > Rank::New || me.role.is_staff() {
        return Ok(());
    }
    let today: i64 = threads::table
        .filter(threads::author.eq(me.id))
        .filter(threads::created_at.gt(tx.now.plus_days(-1)))
        .count()
        .get_result(tx.db)?;
    if today >= Limits::THREADS_A_DAY_NEW {
        return Err(Refusal::too_many(MAY_NOT_AS_NEWCOMER, 3600));
    }
    Ok(())
}
