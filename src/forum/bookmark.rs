//! Bookmarks: threads somebody wants to find again. Nobody else sees them, and nothing follows from them.
//!
//! `POST /t/{id}/bookmark`, `POST /t/{id}/unbookmark`

use actix_web::{HttpResponse, web};
use diesel::prelude::*;

use super::act::act;
use super::board::Boards;
use super::mark::{Marked, answer};
use super::solution::Pressed;
use super::thread;
use crate::db::Both;
use crate::db::schema::bookmarks;
use crate::events::Tx;
use crate::ids::ThreadId;
use crate::members::{Me, Signed};
use crate::web::{Form, Refusal, Site};

/// `POST /t/{id}/bookmark`
pub async fn set_pressed(
    site: web::Data<Site>,
    who: Signed,
    thread: web::Path<ThreadId>,
    form: Form<Pressed>,
) -> Result<HttpResponse, Refusal> {
    let id = thread.into_inner();
    let marked = act(&site, who.me(), move |tx, boards, me| set(tx, boards, me, id)).await?;
    Ok(answer(&who, form.by_script, &marked, "mark-bookmark"))
}

/// `POST /t/{id}/unbookmark`
pub async fn take_back_pressed(
    site: web::Data<Site>,
    who: Signed,
    thread: web::Path<ThreadId>,
    form: Form<Pressed>,
) -> Result<HttpResponse, Refusal> {
    let id = thread.into_inner();
    let marked = act(&site, who.me(), move |tx, boards, me| take_back(tx, boards, me, id)).await?;
    Ok(answer(&who, form.by_script, &marked, "mark-unbookmark"))
}

/// Bookmarks the thread.
pub fn set(tx: &mut Tx<'_>, boards: &Boards, me: &Me, id: ThreadId) -> Result<Marked, Refusal> {
    let thread = thread::find(tx.db, boards, Some(me), id)?;
    let row = (bookmarks::member.eq(me.id), bookmarks::thread.eq(id), bookmarks::marked_at.eq(tx.now));
    Both(diesel::insert_into(bookmarks::table).values(row).on_conflict_do_nothing()).execute(tx.db)?;
    Ok(Marked { count: 0, on: true, place: thread.href() })
}

/// Takes the bookmark out.
pub fn take_back(tx: &mut Tx<'_>, boards: &Boards, me: &Me, id: ThreadId) -> Result<Marked, Refusal> {
    let thread = thread::find(tx.db, boards, Some(me), id)?;
    diesel::delete(bookmarks::table.find((me.id, id))).execute(tx.db)?;
    Ok(Marked { count: 0, on: false, place: thread.href() })
}
