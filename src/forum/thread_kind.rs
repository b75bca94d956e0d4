//! What a thread is. `POST /t/{id}/kind` (`kind`: its word)
//!
//! A question that has answers stays one: answers belong to questions only.

use actix_web::{HttpResponse, web};
use diesel::prelude::*;
use serde::Deserialize;

use super::act::act;
use super::board::{Board, Boards};
use super::permissions::may_change_kind;
use super::post::PostKind;
use super::thread::{self, Ending, Kind, Thread};
use super::thread_manage;
use crate::db::schema::{posts, threads};
use crate::events::{Event, Tx};
use crate::ids::ThreadId;
use crate::members::{Me, Signed};
use crate::web::{Form, Note, Refusal, Site, see_other_noting};

const NOT_YOURS: Refusal = Refusal::forbidden("manage-not-yours");

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct KindFields {
    kind: String,
}

/// `POST /t/{id}/kind`
pub async fn accept(
    site: web::Data<Site>,
    who: Signed,
    thread: web::Path<ThreadId>,
    form: Form<KindFields>,
) -> Result<HttpResponse, Refusal> {
    let (id, typed) = (thread.into_inner(), form.fields.kind);
    let done = match Kind::from_word(&typed) {
        Some(kind) => act(&site, who.me(), move |tx, boards, me| change(tx, boards, me, id, kind)).await,
        None => Err(Refusal::field("kind", Note::new("field-no-choice"))),
    };
    match done {
        Ok(path) => Ok(see_other_noting(&path, "kind-changed")),
        Err(refusal) => {
            let typed = thread_manage::Typed { kind: Some(typed), ..Default::default() };
            thread_manage::again(&site, &who, id, typed, refusal).await
        }
    }
}

/// Makes the thread one of another kind. Returns its path.
pub fn change(
    tx: &mut Tx<'_>,
    boards: &Boards,
    me: &Me,
    id: ThreadId,
    kind: Kind,
) -> Result<String, Refusal> {
    let thread = thread::take(tx, boards, Some(me), id)?;
    let board = boards.get(thread.board).ok_or(Refusal::NOT_FOUND)?;
    if !may_change_kind(me, &thread) {
        return Err(NOT_YOURS);
    }
    if kind == thread.kind {
        return Ok(thread.href());
    }
    if !is_possible(me, board, &thread, kind) {
        return Err(Refusal::field("kind", Note::new("kind-not-on-this-board")));
    }
    if thread.kind == Kind::Question && has_answers(tx, id)? {
        return Err(Refusal::field("kind", Note::new("kind-has-answers")));
    }
    if thread.ending.is_some() {
        // Only questions end.
        diesel::update(threads::table.find(id))
            .set((
                threads::ending.eq(None::<Ending>),
                threads::ended_at.eq(None::<i64>),
                threads::ended_by.eq(None::<i64>),
            ))
            .execute(tx.db)?;
        tx.record(Event::ThreadReopened { thread: id, by: me.id })?;
    }
    diesel::update(threads::table.find(id)).set(threads::kind.eq(kind)).execute(tx.db)?;
    tx.record(Event::ThreadKindChanged { thread: id, kind: kind.code(), by: me.id })?;
    Ok(thread.href())
}

/// Whether the board takes the kind; only moderation announces.
pub(super) fn is_possible(me: &Me, board: &Board, thread: &Thread, kind: Kind) -> bool {
    let announces = kind == Kind::Announcement || thread.kind == Kind::Announcement;
    if announces && !me.role.moderates() {
        return false;
    }
    kind == thread.kind || kind == Kind::Announcement || board.takes(kind)
}

/// Hidden and deleted ones count: they can come back.
fn has_answers(tx: &mut Tx<'_>, thread: ThreadId) -> QueryResult<bool> {
    let answers: i64 = posts::table
        .filter(posts::thread.eq(thread))
        .filter(posts::kind.eq(PostKind::Answer))
        .count()
        .get_result(tx.db)?;
    Ok(answers > 0)
}
