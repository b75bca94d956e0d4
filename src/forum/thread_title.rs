//! The title of a thread. `POST /t/{id}/title` (`title`)

use actix_web::{HttpResponse, web};
use diesel::prelude::*;
use serde::Deserialize;

use super::act::act;
use super::board::Boards;
use super::permissions::may_retitle;
use super::post::Post;
use super::thread::{self, Thread};
use super::thread_start::check_title;
use super::{revision, thread_manage};
use crate::db::schema::{posts, threads};
use crate::events::{Event, Tx};
use crate::ids::{MemberId, ThreadId};
use crate::members::{Me, Signed};
use crate::text;
use crate::web::{Form, Refusal, Site, see_other_noting};

const NOT_YOURS: Refusal = Refusal::forbidden("manage-not-yours");

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct TitleFields {
    title: String,
}

/// `POST /t/{id}/title`
pub async fn accept(
    site: web::Data<Site>,
    who: Signed,
    thread: web::Path<ThreadId>,
    form: Form<TitleFields>,
) -> Result<HttpResponse, Refusal> {
    let (id, typed) = (thread.into_inner(), form.fields.title);
    let title = check_title(&typed).map_err(|note| Refusal::field("title", note));
    let done = match title {
        Ok(title) => act(&site, who.me(), move |tx, boards, me| retitle(tx, boards, me, id, &title)).await,
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(path) => Ok(see_other_noting(&path, "retitled")),
        Err(refusal) => {
            let typed = thread_manage::Typed { title: Some(typed), ..Default::default() };
            thread_manage::again(&site, &who, id, typed, refusal).await
        }
    }
}

/// Gives the thread another title; the one before is kept with the opening's earlier texts. Returns its path.
pub fn retitle(
    tx: &mut Tx<'_>,
    boards: &Boards,
    me: &Me,
    id: ThreadId,
    title: &str,
) -> Result<String, Refusal> {
    let mut thread = thread::take(tx, boards, Some(me), id)?;
    if !may_retitle(me, &thread) {
        return Err(NOT_YOURS);
    }
    if thread.title != title {
        if let Some(opening) = thread.opening {
            let opening: Post = posts::table.find(opening).select(Post::as_select()).first(tx.db)?;
            revision::keep(tx, &thread, &opening, me.id)?;
        }
        set(tx, &mut thread, title, me.id)?;
    }
    Ok(thread.href())
}

/// Stores the title with the end of the path that follows from it.
pub(super) fn set(tx: &mut Tx<'_>, thread: &mut Thread, title: &str, by: MemberId) -> QueryResult<()> {
    thread.title = title.to_owned();
    thread.slug = text::slug(title);
    diesel::update(threads::table.find(thread.id))
        .set((threads::title.eq(&thread.title), threads::slug.eq(&thread.slug)))
        .execute(tx.db)?;
    tx.record(Event::ThreadRetitled { thread: thread.id, by })
}
