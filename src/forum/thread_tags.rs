//! The tags of a thread. `POST /t/{id}/tags` (`tags`: names with commas between)

use actix_web::{HttpResponse, web};
use diesel::prelude::*;
use serde::Deserialize;

use super::act::act;
use super::board::Boards;
use super::permissions::may_tag;
use super::thread::{self, Thread};
use super::{tag, thread_manage};
use crate::events::{Event, Tx};
use crate::ids::{MemberId, ThreadId};
use crate::members::{Me, Signed};
use crate::text;
use crate::web::{Form, Refusal, Site, see_other_noting};

const NOT_YOURS: Refusal = Refusal::forbidden("manage-not-yours");

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct TagFields {
    tags: String,
}

/// `POST /t/{id}/tags`
pub async fn accept(
    site: web::Data<Site>,
    who: Signed,
    thread: web::Path<ThreadId>,
    form: Form<TagFields>,
) -> Result<HttpResponse, Refusal> {
    let (id, typed) = (thread.into_inner(), form.fields.tags);
    let names = tag::check_names(&typed).map_err(|note| Refusal::field("tags", note));
    let done = match names {
        Ok(names) => act(&site, who.me(), move |tx, boards, me| retag(tx, boards, me, id, &names)).await,
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(path) => Ok(see_other_noting(&path, "tagged")),
        Err(refusal) => {
            let typed = thread_manage::Typed { tags: Some(typed), ..Default::default() };
            thread_manage::again(&site, &who, id, typed, refusal).await
        }
    }
}

/// Gives the thread these tags and no others. Returns its path.
pub fn retag(
    tx: &mut Tx<'_>,
    boards: &Boards,
    me: &Me,
    id: ThreadId,
    names: &[String],
) -> Result<String, Refusal> {
    let thread = thread::take(tx, boards, Some(me), id)?;
    if !may_tag(me, &thread) {
        return Err(NOT_YOURS);
    }
    set(tx, &thread, names, me.id)?;
    Ok(thread.href())
}

/// Stores the tags, when they are others than before.
pub(super) fn set(tx: &mut Tx<'_>, thread: &Thread, names: &[String], by: MemberId) -> QueryResult<()> {
    let mut before: Vec<String> = tag::of_thread(tx.db, thread.id)?.into_iter().map(|tag| tag.slug).collect();
    let mut after: Vec<String> = names.iter().map(|name| text::slug(name)).collect();
    before.sort_unstable();
    after.sort_unstable();
    if before == after {
        return Ok(());
    }
    let tags = tag::set(tx, thread.id, names)?;
    tx.record(Event::ThreadTagged { thread: thread.id, tags, by })
}
