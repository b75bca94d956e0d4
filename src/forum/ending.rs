//! Endings without an accepted answer: solved by the asker, settled; and opening a question again.
//!
//! `POST /t/{id}/end` (`how`: self_solved or settled, optional `body`: what helped), `POST /t/{id}/reopen`.

use actix_web::{HttpResponse, web};
use diesel::prelude::*;
use serde::Deserialize;

use super::board::Boards;
use super::body::{self, Body};
use super::permissions::may_end;
use super::reply::{self, NewPost};
use super::solution::{self, Pressed};
use super::thread::{self, Ending};
use crate::db::schema::threads;
use crate::events::{Event, Tx};
use crate::ids::ThreadId;
use crate::members::{Me, Signed, still};
use crate::web::{Form, Refusal, Site, see_other_noting};

const NOT_YOURS: Refusal = Refusal::forbidden("solution-not-yours");
const NO_SUCH_ENDING: Refusal = Refusal::invalid("ending-choose");
const NOT_ENDED: Refusal = Refusal::conflict("ending-not-ended");

/// What the form under a question sends.
#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub struct EndFields {
    how: String,
    body: String,
}

/// `POST /t/{id}/end`
pub async fn end_pressed(
    site: web::Data<Site>,
    who: Signed,
    thread: web::Path<ThreadId>,
    form: Form<EndFields>,
) -> Result<HttpResponse, Refusal> {
    let ending = match form.fields.how.as_str() {
        "self_solved" => Ending::SelfSolved,
        "settled" => Ending::Settled,
        _ => return Err(NO_SUCH_ENDING),
    };
    let (me, thread, house) = (who.me().clone(), thread.into_inner(), site.clone());
    let typed = form.fields.body;
    let words = if typed.trim().is_empty() {
        None
    } else {
        let house = site.clone();
        let prepared =
            site.store.read(move |db| Ok::<_, Refusal>(body::prepare(&house, db, &typed)?)).await?;
        Some(prepared.map_err(|note| Refusal::field("body", note))?)
    };
    let path = site
        .store
        .write(move |tx| {
            let (boards, me) = (Boards::of(&house, tx.db)?, still(tx.db, &me)?);
            end(tx, &boards, &me, thread, ending, words.as_ref())
        })
        .await?;
    Ok(see_other_noting(&path, "ended"))
}

/// `POST /t/{id}/reopen`
pub async fn reopen_pressed(
    site: web::Data<Site>,
    who: Signed,
    thread: web::Path<ThreadId>,
    _form: Form<Pressed>,
) -> Result<HttpResponse, Refusal> {
    let (me, thread, house) = (who.me().clone(), thread.into_inner(), site.clone());
    let path = site
        .store
        .write(move |tx| {
            let (boards, me) = (Boards::of(&house, tx.db)?, still(tx.db, &me)?);
            reopen(tx, &boards, &me, thread)
        })
        .await?;
    Ok(see_other_noting(&path, "reopened"))
}

/// Ends the question without an accepted answer; what helped, when told, becomes a reply. Returns its path.
pub fn end(
    tx: &mut Tx<'_>,
    boards: &Boards,
    me: &Me,
    id: ThreadId,
    ending: Ending,
    words: Option<&Body>,
) -> Result<String, Refusal> {
    let thread = thread::take(tx, boards, Some(me), id)?;
    if !may_end(me, &thread, None, tx.now) {
        return Err(NOT_YOURS);
    }
    if let Some(body) = words {
        reply::add(tx, boards, me, id, &NewPost { to: None, body: body.clone(), official: false })?;
    }
    if thread.ending == Some(ending) {
        return Ok(thread.href());
    }
    solution::clear(tx, &thread, me.id)?;
    diesel::update(threads::table.find(id))
        .set((threads::ending.eq(ending), threads::ended_at.eq(tx.now), threads::ended_by.eq(me.id)))
        .execute(tx.db)?;
    tx.record(match ending {
        Ending::SelfSolved => Event::ThreadSelfSolved { thread: id, by: me.id },
        _ => Event::ThreadSettled { thread: id, by: me.id },
    })?;
    Ok(thread.href())
}

/// Opens an ended question again. Returns its path.
pub fn reopen(tx: &mut Tx<'_>, boards: &Boards, me: &Me, id: ThreadId) -> Result<String, Refusal> {
    let thread = thread::take(tx, boards, Some(me), id)?;
    if !may_end(me, &thread, None, tx.now) {
        return Err(NOT_YOURS);
    }
    match thread.ending {
        None => return Err(NOT_ENDED),
        Some(Ending::Solution) => solution::clear(tx, &thread, me.id)?,
        Some(Ending::SelfSolved | Ending::Settled) => {
            diesel::update(threads::table.find(id))
                .set((
                    threads::ending.eq(None::<Ending>),
                    threads::ended_at.eq(None::<i64>),
                    threads::ended_by.eq(None::<i64>),
                ))
                .execute(tx.db)?;
            tx.record(Event::ThreadReopened { thread: id, by: me.id })?;
        }
    }
    Ok(thread.href())
}
