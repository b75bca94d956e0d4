//! Keeping a thread at the top of its board. `POST /t/{id}/pin`, `/unpin`

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

/// `POST /t/{id}/pin`
pub async fn pin_pressed(
    site: web::Data<Site>,
    who: Signed,
    thread: web::Path<ThreadId>,
    _form: Form<Pressed>,
) -> Result<HttpResponse, Refusal> {
    let id = thread.into_inner();
    let path = act(&site, who.me(), move |tx, boards, me| set_pinned(tx, boards, me, id, true)).await?;
    Ok(see_other_noting(&path, "pinned"))
}

/// `POST /t/{id}/unpin`
pub async fn unpin_pressed(
    site: web::Data<Site>,
    who: Signed,
    thread: web::Path<ThreadId>,
    _form: Form<Pressed>,
) -> Result<HttpResponse, Refusal> {
    let id = thread.into_inner();
    let path = act(&site, who.me(), move |tx, boards, me| set_pinned(tx, boards, me, id, false)).await?;
    Ok(see_other_noting(&path, "unpinned"))
}

/// Pins the thread or lets it go. Again is the same as once. Returns the thread's path.
pub fn set_pinned(
    tx: &mut Tx<'_>,
    boards: &Boards,
    me: &Me,
    id: ThreadId,
    pinned: bool,
) -> Result<String, Refusal> {
    let thread = thread::take(tx, boards, Some(me), id)?;
    if !may_moderate(me) {
        return Err(NOT_YOURS);
    }
    if thread.pinned_at.is_some() != pinned {
        diesel::update(threads::table.find(id))
            .set(threads::pinned_at.eq(pinned.then_some(tx.now)))
            .execute(tx.db)?;
        let by = me.id;
        tx.record(if pinned {
            Event::ThreadPinned { thread: id, by }
        } else {
            Event::ThreadUnpinned { thread: id, by }
        })?;
    }
    Ok(thread.href())
}
