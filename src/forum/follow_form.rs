//! Following a thread. `POST /t/{id}/follow` (`level`: all, solution, none), `POST /t/{id}/unfollow`

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::act::act;
use super::board::Boards;
use super::follow::{self, Level, Subject};
use super::mark::{Marked, answer};
use super::solution::Pressed;
use super::thread;
use crate::events::Tx;
use crate::ids::ThreadId;
use crate::members::{Me, Signed};
use crate::web::{Form, Refusal, Site};

const NO_SUCH_LEVEL: Refusal = Refusal::invalid("follow-choose");

/// What the buttons send.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct FollowFields {
    level: String,
}

/// `POST /t/{id}/follow`
pub async fn follow_thread(
    site: web::Data<Site>,
    who: Signed,
    thread: web::Path<ThreadId>,
    form: Form<FollowFields>,
) -> Result<HttpResponse, Refusal> {
    let level = match form.fields.level.as_str() {
        "" => Level::All,
        word => Level::from_word(word).ok_or(NO_SUCH_LEVEL)?,
    };
    let marked = set(&site, &who, thread.into_inner(), Some(level)).await?;
    let label = match level {
        Level::All => "mark-follow",
        Level::Solution => "mark-follow-solution",
        Level::Nothing => "mark-follow-none",
    };
    Ok(answer(&who, form.by_script, &marked, label))
}

/// `POST /t/{id}/unfollow`
pub async fn unfollow_thread(
    site: web::Data<Site>,
    who: Signed,
    thread: web::Path<ThreadId>,
    form: Form<Pressed>,
) -> Result<HttpResponse, Refusal> {
    let marked = set(&site, &who, thread.into_inner(), None).await?;
    Ok(answer(&who, form.by_script, &marked, "mark-unfollow"))
}

/// Follows or no longer follows what `find` finds for the member; `place` is where the button stands.
pub(super) async fn switch(
    site: &web::Data<Site>,
    who: &Signed,
    on: bool,
    place: String,
    find: impl Fn(&mut Tx<'_>, &Boards, &Me) -> Result<Subject, Refusal> + Send + 'static,
) -> Result<Marked, Refusal> {
    act(site, who.me(), move |tx, boards, me| {
        let subject = find(tx, boards, me)?;
        match on {
            true => follow::follow(tx, me.id, subject, Level::All)?,
            false => follow::unfollow(tx, me.id, subject)?,
        }
        Ok(Marked { count: 0, on, place: place.clone() })
    })
    .await
}

async fn set(
    site: &web::Data<Site>,
    who: &Signed,
    id: ThreadId,
    level: Option<Level>,
) -> Result<Marked, Refusal> {
    act(site, who.me(), move |tx, boards, me| {
        let thread = thread::find(tx.db, boards, Some(me), id)?;
        match level {
            Some(level) => follow::follow(tx, me.id, Subject::Thread(id), level)?,
            None => follow::unfollow(tx, me.id, Subject::Thread(id))?,
        }
        let on = level.is_some_and(|level| level != Level::Nothing);
        Ok(Marked { count: 0, on, place: thread.href() })
    })
    .await
}
