//! Where a member is signed in, and how to end it.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::session::{self, Session};
use super::viewer::Signed;

use crate::ids::{SessionId, Ts};
use crate::web::filters;
use crate::web::{Form, Frame, Refusal, Site, see_other_noting, unstored};

const PATH: &str = "/settings/sessions";

/// Nothing is typed.
#[derive(Deserialize)]
pub struct Fields {}

#[derive(Template)]
#[template(path = "members/session_list.html")]
struct Page {
    frame: Frame,
    here: &'static str,
    this: SessionId,
    sessions: Vec<Session>,
}

/// `GET /settings/sessions`
pub async fn form(site: web::Data<Site>, who: Signed) -> Result<HttpResponse, Refusal> {
    let me = who.me().id;
    let sessions = site.store.read(move |db| Ok::<_, Refusal>(session::list(db, me, Ts::now())?)).await?;
    let page = Page { frame: who.frame(), here: PATH, this: who.me().session, sessions };
    Ok(unstored(who.html(&page)?))
}

/// `POST /settings/sessions/{id}/end`
pub async fn end(
    site: web::Data<Site>,
    who: Signed,
    path: web::Path<SessionId>,
    _form: Form<Fields>,
) -> Result<HttpResponse, Refusal> {
    let (me, session) = (who.me().id, path.into_inner());
    let ended = site.store.write(move |tx| Ok::<_, Refusal>(session::end(tx, me, session)?)).await?;
    if ended { Ok(see_other_noting(PATH, "session-ended")) } else { Err(Refusal::NOT_FOUND) }
}

/// `POST /settings/sessions/end-others`
pub async fn end_others(
    site: web::Data<Site>,
    who: Signed,
    _form: Form<Fields>,
) -> Result<HttpResponse, Refusal> {
    let (me, this) = (who.me().id, who.me().session);
    site.store.write(move |tx| Ok::<_, Refusal>(session::end_all(tx, me, Some(this))?)).await?;
    Ok(see_other_noting(PATH, "sessions-ended"))
}
