//! How a text will look, before it is sent. `POST /preview`

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::body;
use crate::config::Limits;
use crate::members::Viewer;
use crate::text::clean;
use crate::web::filters;
use crate::web::{Form, Frame, Note, Refusal, Site};

/// What the form sends; its other fields do not matter here.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct PreviewFields {
    body: String,
}

#[derive(Template)]
#[template(path = "forum/preview.html")]
struct PreviewPage {
    frame: Frame,
    html: String,
}

/// `POST /preview`: a fragment for the script, else a page. Visitors see it too: they ask before they sign in.
pub async fn show(
    site: web::Data<Site>,
    viewer: Viewer,
    form: Form<PreviewFields>,
) -> Result<HttpResponse, Refusal> {
    let (house, source) = (site.clone(), clean::body(&form.fields.body));
    if clean::length(&source) > Limits::BODY_CHARS {
        let note = Note::new("field-too-long").with("n", Limits::BODY_CHARS as i64);
        return Err(Refusal::field("body", note));
    }
    let body = site.store.read(move |db| Ok::<_, Refusal>(body::render(&house, db, source)?)).await?;
    if form.by_script {
        return Ok(HttpResponse::Ok()
            .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .body(body.html));
    }
    viewer.html(&PreviewPage { frame: viewer.frame(), html: body.html })
}
