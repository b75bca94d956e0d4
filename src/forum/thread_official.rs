//! Official threads: marked as the company's. `POST /t/{id}/official`, `/unofficial`

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

/// `POST /t/{id}/official`
pub async fn official_pressed(
    site: web::Data<Site>,
    who: Signed,
    thread: web::Path<ThreadId>,
    _form: Form<Pressed>,
) -> Result<HttpResponse, Refusal> {
    let id = thread.into_inner();
    let path = act(&site, who.me(), move |tx, boards, me| set_official(tx, boards, me, id, true)).await?;
    Ok(see_other_noting(&path, "official"))
}

/// `POST /t/{id}/unofficial`
pub async fn unofficial_pressed(
    site: web::Data<Site>,
    who: Signed,
    thread: web::Path<ThreadId>,
    _form: Form<Pressed>,
) -> Result<HttpResponse, Refusal> {
    let id = thread.into_inner();
    let path = act(&site, who.me(), move |tx, boards, me| set_official(tx, boards, me, id, false)).await?;
    Ok(see_other_noting(&path, "unofficial"))
}

/// Marks the thread as the company's, or takes the mark away. Again is the same as once. Returns the thread's path.
pub fn set_official(
    tx: &mut Tx<'_>,
    boards: &Boards,
    me: &Me,
    id: ThreadId,
    official: bool,
) -> Result<String, Refusal> {
    let thread = thread::take(tx, boards, Some(me), id)?;
    if !may_moderate(me) {
        return Err(NOT_YOURS);
    }
    if thread.official_at.is_some() != official {
        diesel::update(threads::table.find(id))
            .set(threads::official_at.eq(official.then_some(tx.now)))
            .execute(tx.db)?;
        let by = me.id;
        tx.record(if official {
            Event::ThreadMadeOfficial { thread: id, by }
        } else {
            Event::ThreadMadeUnofficial { thread: id, by }
        })?;
    }
    Ok(thread.href())
}
