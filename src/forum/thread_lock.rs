//! Closing a thread to new answers and replies. `POST /t/{id}/lock`, `/unlock`

use actix_web::{HttpResponse, web};
use diesel::prelude::*;

use super::act::act;
use super::board::Boards;
use super::permissions::may_moderate;
use super::solution::Pressed;
use super::thread;
use crate::db::schema::threads;
use crate::events::{Event, Tx};
use crate::ids::ThreadId;
use crate::members::{Me, Signed};
use crate::web::{Form, Refusal, Site, see_other_noting};

const NOT_YOURS: Refusal = Refusal::forbidden("manage-not-yours");

/// `POST /t/{id}/lock`
pub async fn lock_pressed(
    site: web::Data<Site>,
    who: Signed,
    thread: web::Path<ThreadId>,
    _form: Form<Pressed>,
) -> Result<HttpResponse, Refusal> {
    let id = thread.into_inner();
    let path = act(&site, who.me(), move |tx, boards, me| set_locked(tx, boards, me, id, true)).await?;
    Ok(see_other_noting(&path, "locked"))
}

/// `POST /t/{id}/unlock`
pub async fn unlock_pressed(
    site: web::Data<Site>,
    who: Signed,
    thread: web::Path<ThreadId>,
    _form: Form<Pressed>,
) -> Result<HttpResponse, Refusal> {
    let id = thread.into_inner();
    let path = act(&site, who.me(), move |tx, boards, me| set_locked(tx, boards, me, id, false)).await?;
    Ok(see_other_noting(&path, "unlocked"))
}

/// Locks the thread or opens it again. Again is the same as once. Returns the thread's path.
pub fn set_locked(
    tx: &mut Tx<'_>,
    boards: &Boards,
    me: &Me,
    id: ThreadId,
    locked: bool,
) -> Result<String, Refusal> {
    let thread = thread::take(tx, boards, Some(me), id)?;
    if !may_moderate(me) {
        return Err(NOT_YOURS);
    }
    if thread.locked_at.is_some() != locked {
        diesel::update(threads::table.find(id))
            .set(threads::locked_at.eq(locked.then_some(tx.now)))
            .execute(tx.db)?;
        let by = me.id;
        tx.record(if locked {
            Event::ThreadLocked { thread: id, by }
        } else {
            Event::ThreadUnlocked { thread: id, by }
        })?;
    }
    Ok(thread.href())
}
