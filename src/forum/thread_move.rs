//! Moving a thread to another board. `POST /t/{id}/move` (`board`: its slug)
//!
//! Pictures, marks and follows stay with the thread, and are seen by whoever sees it in its new place.

use actix_web::{HttpResponse, web};
use diesel::prelude::*;
use serde::Deserialize;

use super::act::act;
use super::board::{Board, Boards};
use super::permissions::may_move;
use super::thread::{self, Kind, Thread};
use super::thread_manage;
use crate::db::schema::threads;
use crate::events::{Event, Tx};
use crate::ids::ThreadId;
use crate::members::{Me, Signed};
use crate::web::{Form, Note, Refusal, Site, see_other_noting};

const NOT_YOURS: Refusal = Refusal::forbidden("manage-not-yours");

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct MoveFields {
    board: String,
}

/// `POST /t/{id}/move`
pub async fn accept(
    site: web::Data<Site>,
    who: Signed,
    thread: web::Path<ThreadId>,
    form: Form<MoveFields>,
) -> Result<HttpResponse, Refusal> {
    let (id, slug) = (thread.into_inner(), form.fields.board);
    let to = slug.clone();
    match act(&site, who.me(), move |tx, boards, me| move_to(tx, boards, me, id, &to)).await {
        Ok(path) => Ok(see_other_noting(&path, "moved")),
        Err(refusal) => {
            let typed = thread_manage::Typed { board: Some(slug), ..Default::default() };
            thread_manage::again(&site, &who, id, typed, refusal).await
        }
    }
}

/// Moves the thread to the board with this slug. Returns its path.
pub fn move_to(
    tx: &mut Tx<'_>,
    boards: &Boards,
    me: &Me,
    id: ThreadId,
    slug: &str,
) -> Result<String, Refusal> {
    let thread = thread::take(tx, boards, Some(me), id)?;
    let known = boards.by_slug(slug).and_then(|board| boards.visible(Some(me), board.id));
    let Some(to) = known else {
        return Err(Refusal::field("board", Note::new("field-no-choice")));
    };
    if !may_move(me, thread.board, to.id) {
        return Err(NOT_YOURS);
    }
    if !may_hold(me, to, &thread) {
        return Err(Refusal::field("board", Note::new("move-board-takes-not")));
    }
    if to.id != thread.board {
        diesel::update(threads::table.find(id)).set(threads::board.eq(to.id)).execute(tx.db)?;
        tx.record(Event::ThreadMoved { thread: id, from: thread.board, to: to.id, by: me.id })?;
    }
    Ok(thread.href())
}

/// Whether the board takes threads of this kind, and takes any from this member.
pub(super) fn may_hold(me: &Me, board: &Board, thread: &Thread) -> bool {
    let takes = thread.kind == Kind::Announcement || board.takes(thread.kind);
    takes && (board.closed_at.is_none() || me.role.moderates())
}
