//! The solution: the answer that solved the asker's problem.
//!
//! `POST /p/{id}/accept`, `POST /p/{id}/unaccept`. Accepting another answer replaces the solution: the old author
//! loses what the new one gains. What follows is in `reactions.rs` under `SolutionAccepted` and `SolutionWithdrawn`.

use actix_web::{HttpResponse, web};
use diesel::prelude::*;
use serde::Deserialize;

use super::board::Boards;
use super::permissions::{is_acceptable, may_end};
use super::post;
use super::thread::{Ending, Thread};
use crate::db::schema::{posts, threads};
use crate::events::{Event, Tx};
use crate::ids::{MemberId, PostId};
use crate::members::{Me, Signed, still};
use crate::web::{Form, Refusal, Site, see_other_noting};

const NOT_YOURS: Refusal = Refusal::forbidden("solution-not-yours");
const NO_ANSWER: Refusal = Refusal::conflict("solution-no-answer");
const NOT_THE_SOLUTION: Refusal = Refusal::conflict("solution-not-this-one");

/// Buttons send nothing but their token.
#[derive(Deserialize)]
pub struct Pressed {}

/// `POST /p/{id}/accept`
pub async fn accept_pressed(
    site: web::Data<Site>,
    who: Signed,
    post: web::Path<PostId>,
    _form: Form<Pressed>,
) -> Result<HttpResponse, Refusal> {
    let (me, post, house) = (who.me().clone(), post.into_inner(), site.clone());
    let path = site
        .store
        .write(move |tx| {
            let (boards, me) = (Boards::of(&house, tx.db)?, still(tx.db, &me)?);
            accept(tx, &boards, &me, post)
        })
        .await?;
    Ok(see_other_noting(&path, "accepted"))
}

/// `POST /p/{id}/unaccept`
pub async fn withdraw_pressed(
    site: web::Data<Site>,
    who: Signed,
    post: web::Path<PostId>,
    _form: Form<Pressed>,
) -> Result<HttpResponse, Refusal> {
    let (me, post, house) = (who.me().clone(), post.into_inner(), site.clone());
    let path = site
        .store
        .write(move |tx| {
            let (boards, me) = (Boards::of(&house, tx.db)?, still(tx.db, &me)?);
            withdraw(tx, &boards, &me, post)
        })
        .await?;
    Ok(see_other_noting(&path, "withdrawn"))
}

/// Makes the answer the solution, in place of any other; again is the same as once. Returns its path.
pub fn accept(tx: &mut Tx<'_>, boards: &Boards, me: &Me, post: PostId) -> Result<String, Refusal> {
    let (thread, answer) = post::take(tx, boards, Some(me), post)?;
    if !may_end(me, &thread, Some(&answer), tx.now) {
        return Err(NOT_YOURS);
    }
    if !is_acceptable(&thread, &answer) {
        return Err(NO_ANSWER);
    }
    if thread.solution == Some(answer.id) {
        return Ok(answer.place(&thread));
    }
    if thread.solution.is_some() {
        clear(tx, &thread, me.id)?;
    }
    diesel::update(threads::table.find(thread.id))
        .set((
            threads::ending.eq(Ending::Solution),
            threads::solution.eq(answer.id),
            threads::ended_at.eq(tx.now),
            threads::ended_by.eq(me.id),
        ))
        .execute(tx.db)?;
    tx.record(Event::SolutionAccepted {
        thread: thread.id,
        post: answer.id,
        author: answer.author,
        asker: thread.author,
        by: me.id,
        board: thread.board,
    })?;
    Ok(answer.place(&thread))
}

/// Takes the solution back: the question is open again. Returns the answer's path.
pub fn withdraw(tx: &mut Tx<'_>, boards: &Boards, me: &Me, post: PostId) -> Result<String, Refusal> {
    let (thread, answer) = post::take(tx, boards, Some(me), post)?;
    if thread.solution != Some(answer.id) {
        return Err(NOT_THE_SOLUTION);
    }
    // The asker can undo what a super-user decided; nobody else undoes the asker.
    if !may_end(me, &thread, Some(&answer), tx.now) {
        return Err(NOT_YOURS);
    }
    clear(tx, &thread, me.id)?;
    Ok(answer.place(&thread))
}

/// The thread has no solution any more; also used when its post goes (hidden, deleted, moved).
pub fn clear(tx: &mut Tx<'_>, thread: &Thread, by: MemberId) -> QueryResult<()> {
    let Some(post) = thread.solution else { return Ok(()) };
    let author: MemberId = posts::table.find(post).select(posts::author).first(tx.db)?;
    diesel::update(threads::table.find(thread.id))
        .set((
            threads::ending.eq(None::<Ending>),
            threads::solution.eq(None::<PostId>),
            threads::ended_at.eq(None::<i64>),
            threads::ended_by.eq(None::<i64>),
        ))
        .execute(tx.db)?;
    tx.record(Event::SolutionWithdrawn { thread: thread.id, post, author, asker: thread.author, by })
}
