//! The form at the end of a thread: an answer to the question, or a reply. `POST /t/{id}/reply`

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderValue, RETRY_AFTER};
use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::act::{act, look};
use super::board::Boards;
use super::body::{self, Body};
use super::post;
use super::reply::{self, NewPost};
use super::thread;
use super::thread_page::{self, Typed};
use crate::events::Tx;
use crate::ids::{PostId, ThreadId};
use crate::members::{Me, Signed};
use crate::web::{Form, Note, Once, Refusal, Site, html_with, once, see_other_noting};

const NO_SUCH_POST: Refusal = Refusal::conflict("reply-post-gone");

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReplyFields {
    body: String,
    to: String,
    official: String,
}

/// `POST /t/{id}/reply`
pub async fn accept(
    site: web::Data<Site>,
    who: Signed,
    thread: web::Path<ThreadId>,
    form: Form<ReplyFields>,
) -> Result<HttpResponse, Refusal> {
    let (id, fields, key) = (thread.into_inner(), form.fields, form.key);
    let new = match prepare(&site, who.me(), id, &fields).await {
        Ok(new) => new,
        Err(refusal) => return again(&site, &who, id, fields, refusal, None).await,
    };
    let done = act(&site, who.me(), move |tx, boards, me| {
        once(tx, &format!("member:{}", me.id), &key, |tx| add(tx, boards, me, id, &new))
    })
    .await;
    match done {
        Ok(Once::Done(place) | Once::Again(place)) => Ok(see_other_noting(&place, "posted")),
        Ok(Once::Changed(place)) => {
            let twin = Refusal::conflict("error-same-form-text");
            again(&site, &who, id, fields, twin, Some(place)).await
        }
        Err(refusal) => again(&site, &who, id, fields, refusal, None).await,
    }
}

/// Checks and renders what was typed.
async fn prepare(
    site: &web::Data<Site>,
    me: &Me,
    thread: ThreadId,
    fields: &ReplyFields,
) -> Result<NewPost, Refusal> {
    let to = match fields.to.trim() {
        "" => None,
        number => Some(number.parse::<PostId>().map_err(|_| NO_SUCH_POST)?),
    };
    let (house, typed, official) = (site.clone(), fields.body.clone(), !fields.official.is_empty());
    look(site, Some(me), move |db, boards, me| {
        // Nobody learns from a form's mistakes that there is a thread they may not see.
        thread::find(db, boards, me, thread)?;
        let body: Result<Body, Note> = body::prepare(&house, db, &typed)?;
        let body = body.map_err(|note| Refusal::field("body", note))?;
        Ok(NewPost { to, body, official })
    })
    .await
}

/// Adds the post. Returns its place.
fn add(
    tx: &mut Tx<'_>,
    boards: &Boards,
    me: &Me,
    thread: ThreadId,
    new: &NewPost,
) -> Result<String, Refusal> {
    let id = reply::add(tx, boards, me, thread, new)?;
    let (thread, post) = post::find(tx.db, boards, Some(me), id)?;
    Ok(thread_page::place_of(tx.db, &thread, &post)?)
}

/// The page with the form as it was sent, and why it was not posted. What no form can help is handed on.
async fn again(
    site: &web::Data<Site>,
    who: &Signed,
    thread: ThreadId,
    fields: ReplyFields,
    refusal: Refusal,
    sent: Option<String>,
) -> Result<HttpResponse, Refusal> {
    let can_be_sent_again = matches!(
        refusal.status,
        StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY | StatusCode::TOO_MANY_REQUESTS
    );
    if !can_be_sent_again {
        return Err(refusal);
    }
    let problem = refusal.fields.first().map(|(_, note)| note).unwrap_or(&refusal.note).clone();
    let typed = Typed {
        body: fields.body,
        to: fields.to.trim().parse().ok(),
        official: !fields.official.is_empty(),
        problem: Some(problem),
        sent,
    };
    let page = thread_page::again(site, who, thread, typed).await?;
    let mut response = html_with(refusal.status, &who.visit.words, &page)?;
    if let Some(seconds) = refusal.retry_after {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    Ok(response)
}
