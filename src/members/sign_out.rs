//! Signing out.

use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::session;
use super::viewer::Viewer;
use crate::web::{Form, Refusal, Site, see_other_noting};

/// Nothing is typed.
#[derive(Deserialize)]
pub struct Fields {}

/// `POST /logout`: ends the session and clears what the browser has kept of this site's pages.
pub async fn accept(
    site: web::Data<Site>,
    viewer: Viewer,
    _form: Form<Fields>,
) -> Result<HttpResponse, Refusal> {
    if let Some(me) = viewer.me {
        site.store.write(move |tx| Ok::<_, Refusal>(session::end(tx, me.id, me.session)?)).await?;
    }
    let mut response = see_other_noting("/", "signed-out");
    let name = HeaderName::from_static("clear-site-data");
    response.headers_mut().insert(name, HeaderValue::from_static("\"cache\""));
    session::forget_cookie(&site, response)
}
