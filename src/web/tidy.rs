//! One address a page: no slash at the end, `HEAD` answered like `GET` without a body, and nothing sent to a browser
//! that has it already.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ResponseHead, ServiceRequest, ServiceResponse};
use actix_web::http::{Method, StatusCode, header};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse};

use super::answer::own_path;
use super::page_cache;

/// The middleware inside `surround`.
pub async fn tidy(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if request.method() == Method::HEAD {
        // The connection remembers that it was HEAD and sends no body.
        request.head_mut().method = Method::GET;
    }
    if request.method() == Method::GET
        && let Some(place) = without_slash(request.path(), request.query_string())
    {
        let answer = HttpResponse::PermanentRedirect()
            .insert_header((header::LOCATION, place))
            .insert_header((header::CACHE_CONTROL, "no-cache"))
            .finish();
        return Ok(request.into_response(answer));
    }
    let response = next.call(request).await?.map_into_boxed_body();
    let tag = response.headers().get(header::ETAG).filter(|_| response.status() == StatusCode::OK);
    if tag.is_some_and(|tag| page_cache::is_known(response.request().headers(), tag)) {
        return Ok(response.map_body(|head, _| unchanged(head)));
    }
    Ok(response)
}

/// 304 (RFC 9110): the headers stay but for those of a body.
fn unchanged(head: &mut ResponseHead) -> BoxBody {
    head.status = StatusCode::NOT_MODIFIED;
    for name in [header::CONTENT_TYPE, header::CONTENT_ENCODING] {
        head.headers_mut().remove(name);
    }
    BoxBody::new(())
}

/// Where a path with slashes at its end belongs.
fn without_slash(path: &str, query: &str) -> Option<String> {
    let trimmed = path.trim_end_matches('/');
    if trimmed.len() == path.len() || path == "/" {
        return None;
    }
    let trimmed = if trimmed.is_empty() { "/" } else { own_path(trimmed) };
    Some(if query.is_empty() { trimmed.to_owned() } else { format!("{trimmed}?{query}") })
}

#[cfg(test)]
mod tests {
    use super::without_slash;

    #[test]
    fn slashes_at_the_end_go_and_nobody_is_led_away() {
        assert_eq!(without_slash("/b/x/", "a=1").as_deref(), Some("/b/x?a=1"));
        assert_eq!(without_slash("/b//", "").as_deref(), Some("/b"));
        assert_eq!(without_slash("//evil.test/", "").as_deref(), Some("/"));
        assert_eq!(without_slash("//", "").as_deref(), Some("/"));
        assert_eq!(without_slash("/", ""), None);
        assert_eq!(without_slash("/b", ""), None);
    }
}
