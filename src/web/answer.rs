//! The usual answers.

use actix_web::HttpResponse;
use actix_web::http::header::HeaderValue;
use actix_web::http::{StatusCode, header};
use actix_web::web::Bytes;
use askama::Template;

use super::page_cache::{Shared, VARY, etag};
use super::refusal::Refusal;
use super::visit::Visit;
use crate::i18n::Words;

/// A page, 200, private to its reader.
pub fn html(words: &Words, page: &impl Template) -> Result<HttpResponse, Refusal> {
    html_with(StatusCode::OK, words, page)
}

/// A page with another status.
pub fn html_with(status: StatusCode, words: &Words, page: &impl Template) -> Result<HttpResponse, Refusal> {
    let body = Bytes::from(page.render_with_values(words).map_err(Refusal::broken)?);
    let mut response = HttpResponse::build(status);
    if status == StatusCode::OK {
        // `tidy` spares who has it already the way.
        response.insert_header((header::ETAG, etag(&body)));
    }
    Ok(response
        .insert_header((header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")))
        .insert_header((header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache")))
        .insert_header((header::VARY, HeaderValue::from_static(VARY)))
        .body(body))
}

/// A page that all visitors read alike: kept for the next one, if it was asked for under its own address.
///
/// A page with a form token in it is one reader's alone, so it is never kept.
pub fn html_shared(visit: &Visit, page: &impl Template, shared: Shared) -> Result<HttpResponse, Refusal> {
    let body = page.render_with_values(&visit.words).map_err(Refusal::broken)?;
    let is_own = visit.path == shared.address;
    let has_token = body.contains(visit.token.as_str());
    let body = Bytes::from(body);
    let mut response = HttpResponse::Ok()
        .insert_header((header::ETAG, etag(&body)))
        .insert_header((header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")))
        .insert_header((
            header::CACHE_CONTROL,
            HeaderValue::from_static(if has_token { "private, no-cache" } else { "no-cache" }),
        ))
        .insert_header((header::VARY, HeaderValue::from_static(VARY)))
        .body(body.clone());
    if is_own && !has_token {
        response.extensions_mut().insert((shared, body));
    }
    Ok(response)
}

/// 303 to a path of this site.
pub fn see_other(path: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, own_path(path)))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .finish()
}

/// 303 to a page that says once what was done: `key` without its prefix `done-`. A path that says something already
/// keeps its words.
pub fn see_other_noting(path: &str, key: &str) -> HttpResponse {
    let (before, place) = path.split_once('#').unwrap_or((path, ""));
    let query = before.split_once('?').map(|(_, query)| query);
    if query.is_some_and(|query| query.split('&').any(|pair| pair.starts_with("done="))) {
        return see_other(path);
    }
    let joined = if query.is_some() { '&' } else { '?' };
    let hash = if place.is_empty() { "" } else { "#" };
    see_other(&format!("{before}{joined}done={key}{hash}{place}"))
}

/// The path if it leads to this site, else the home page: never somewhere else.
pub fn own_path(path: &str) -> &str {
    let own = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains(['\\', '\r', '\n', '\t'])
        && path.chars().all(|c| !c.is_control());
    if own { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_one_thing_at_a_time() {
        let to = |path: &str| {
            let response = see_other_noting(path, "joined");
            let location = response.headers().get(header::LOCATION).expect("it leads on");
            location.to_str().expect("ASCII").to_owned()
        };
        assert_eq!(to("/t/1/a"), "/t/1/a?done=joined");
        assert_eq!(to("/t/1/a?at=x#p3"), "/t/1/a?at=x&done=joined#p3");
        assert_eq!(to("/t/1/a?done=asked#p3"), "/t/1/a?done=asked#p3");
    }

    #[test]
    fn only_own_paths_are_redirected_to() {
        assert_eq!(own_path("/t/1/a?x=y#p3"), "/t/1/a?x=y#p3");
        for evil in [
            "//evil.test",
            "https://evil.test",
            "/\\evil.test",
            "javascript:alert(1)",
            "",
            "/a\r\nX: y",
            "/\t/evil",
        ] {
            assert_eq!(own_path(evil), "/", "{evil:?}");
        }
    }
}
