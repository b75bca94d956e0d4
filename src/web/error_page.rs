//! Refusals as pages: what happened, what to do next, a way on.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::filters;
use super::frame::Frame;
use super::refusal::{Note, Refusal};
use super::site::{Site, version};
use super::visit::Visit;
use crate::config::Community;
#[allow(unused_imports)] // templates look for filters by this name
#[derive(Template)]
#[template(path = "web/error.html")]
struct ErrorPage {
    frame: Frame,
    status: u16,
    title: String,
    text: String,
    fields: Vec<String>,
    link: Option<(String, String)>,
    resend: Option<(String, Vec<(String, String)>)>,
    request_id: Option<String>,
}

/// The page of `refusal` in the reader's language. Asks the database for nothing it cannot do without.
pub fn render(request: &HttpRequest, refusal: &Refusal, request_id: &str) -> HttpResponse {
    let mut response = HttpResponse::build(refusal.status);
    if let Some(seconds) = refusal.retry_after {
        response.insert_header((header::RETRY_AFTER, seconds.to_string()));
    }
    response.insert_header((header::CACHE_CONTROL, "no-store"));
    let Some(site) = request.app_data::<web::Data<Site>>() else {
        return response.finish();
    };
    let community = known_community(site);
    let visit = Visit::of(request, site, &community);
    let say = |note: &Note| visit.words.with(note.key, &note.args).into_owned();
    if request.headers().get(header::ACCEPT).is_some_and(|v| v == "application/json") {
        return response.json(serde_json::json!({ "problem": say(&refusal.note), "request_id": request_id }));
    }
    let page = ErrorPage {
        frame: Frame::new(&visit, &community, None),
        status: refusal.status.as_u16(),
        title: visit.words.t(title_key(refusal.status)).into_owned(),
        text: say(&refusal.note),
        fields: refusal.fields.iter().map(|(_, note)| say(note)).collect(),
        link: refusal.link.as_ref().map(|(path, key)| (path.to_string(), visit.words.t(key).into_owned())),
        resend: refusal.resend.clone(),
        request_id: refusal.status.is_server_error().then(|| request_id.to_owned()),
    };
    match page.render_with_values(&visit.words) {
        Ok(body) => response.insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8")).body(body),
        Err(problem) => {
            tracing::error!(%problem, "the error page could not be made");
            response.finish()
        }
    }
}

/// The community as last seen; the database may be the very thing that does not answer.
fn known_community(site: &Site) -> std::sync::Arc<Community> {
    site.cached_any::<Community>().unwrap_or_else(|| {
        site.store
            .database()
            .read_now(|db| {
                let version = version(db)?;
                Ok::<_, Refusal>(site.cached::<Community>(db, version)?)
            })
            .unwrap_or_default()
    })
}

fn title_key(status: StatusCode) -> &'static str {
    match status.as_u16() {
        401 => "error-sign-in-title",
        403 => "error-forbidden-title",
        404 => "error-not-found-title",
        405 => "error-method-title",
        409 => "error-conflict-title",
        413 => "error-too-large-title",
        415 => "error-media-type-title",
        422 => "error-invalid-title",
        429 => "error-limit-title",
        503 => "error-busy-title",
        500.. => "error-internal-title",
        _ => "error-bad-request-title",
    }
}

/// The sentence for answers that were refused before any handler of ours ran.
pub fn usual_hint(status: StatusCode) -> &'static str {
    match status.as_u16() {
        404 => "error-not-found-text",
        405 => "error-method-text",
        413 => "error-too-large-text",
        _ => "error-bad-request-text",
    }
}
