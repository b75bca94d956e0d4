//! "I have this too": others with the same problem. `POST /t/{id}/same-here`, `POST /t/{id}/not-same-here`

use actix_web::{HttpResponse, web};
use diesel::prelude::*;

use super::act::act;
use super::board::Boards;
use super::counters;
use super::mark::{Marked, answer};
use super::permissions::may_say_same_here;
use super::solution::Pressed;
use super::thread::{self, Thread};
use crate::db::Both;
use crate::db::schema::{same_here_marks, threads};
use crate::events::{Event, Tx};
use crate::ids::ThreadId;
use crate::members::{Me, Signed};
use crate::web::{Form, Refusal, Site};

const NOT_HERE: Refusal = Refusal::forbidden("mark-not-this-one");

/// `POST /t/{id}/same-here`
pub async fn say_pressed(
    site: web::Data<Site>,
    who: Signed,
    thread: web::Path<ThreadId>,
    form: Form<Pressed>,
) -> Result<HttpResponse, Refusal> {
    let id = thread.into_inner();
    let marked = act(&site, who.me(), move |tx, boards, me| say(tx, boards, me, id)).await?;
    Ok(answer(&who, form.by_script, &marked, "mark-same-here"))
}

/// `POST /t/{id}/not-same-here`
pub async fn take_back_pressed(
    site: web::Data<Site>,
    who: Signed,
    thread: web::Path<ThreadId>,
    form: Form<Pressed>,
) -> Result<HttpResponse, Refusal> {
    let id = thread.into_inner();
    let marked = act(&site, who.me(), move |tx, boards, me| take_back(tx, boards, me, id)).await?;
    Ok(answer(&who, form.by_script, &marked, "mark-not-same-here"))
}

/// Says that they have the problem too. It does not stop the asker's clock.
pub fn say(tx: &mut Tx<'_>, boards: &Boards, me: &Me, id: ThreadId) -> Result<Marked, Refusal> {
    let thread = thread::take(tx, boards, Some(me), id)?;
    if !may_say_same_here(me, &thread) {
        return Err(NOT_HERE);
    }
    let row = (
        same_here_marks::thread.eq(id),
        same_here_marks::member.eq(me.id),
        same_here_marks::marked_at.eq(tx.now),
    );
    let new = Both(diesel::insert_into(same_here_marks::table).values(row).on_conflict_do_nothing())
        .execute(tx.db)?;
    if new > 0 {
        tx.record(Event::SameHereGiven { thread: id, by: me.id })?;
    }
    marked(tx, &thread, true)
}

/// Takes it back; nothing happens when it was not said.
pub fn take_back(tx: &mut Tx<'_>, boards: &Boards, me: &Me, id: ThreadId) -> Result<Marked, Refusal> {
    let thread = thread::take(tx, boards, Some(me), id)?;
    let gone = diesel::delete(same_here_marks::table.find((id, me.id))).execute(tx.db)?;
    if gone > 0 {
        tx.record(Event::SameHereTakenBack { thread: id, by: me.id })?;
    }
    marked(tx, &thread, false)
}

fn marked(tx: &mut Tx<'_>, thread: &Thread, on: bool) -> Result<Marked, Refusal> {
    counters::refresh_same_here(tx.db, thread.id)?;
    let count = threads::table.find(thread.id).select(threads::same_here).first(tx.db)?;
    Ok(Marked { count, on, place: thread.href() })
}
