//! What happens around every request: an id, a log line, security headers, and refusals made into pages.

use std::borrow::Cow;
use std::hash::{BuildHasher, RandomState};
use std::panic::AssertUnwindSafe;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode, Uri, header};
use actix_web::middleware::Next;
use actix_web::test::TestRequest;
use actix_web::web::Bytes;
use actix_web::{HttpMessage, HttpRequest, ResponseError, web};
use futures_util::FutureExt;
use tracing::Instrument;

use super::error_page;
use super::limits::{self, Rate};
use super::page_cache::{self, Shared, Turn};
use super::refusal::Refusal;
use super::site::Site;
use super::traffic::RouteId;

/// The id of a request: in the log, in the header `X-Request-Id`, and on the page that says something broke.
#[derive(Clone)]
pub struct RequestId(pub String);

impl RequestId {
    /// One that this process has not given before; no secret.
    fn next() -> RequestId {
        static START: LazyLock<u64> = LazyLock::new(|| RandomState::new().hash_one(0));
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        // Multiplied by 2^64 over the golden ratio the upper bits of no two counts meet for long, and neighbours differ.
        let mixed = START.wrapping_add(count).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        RequestId(format!("{:012x}", mixed >> 16))
    }
}

/// Answers that take this long are worth a line in the log, whatever they say.
const SLOW: Duration = Duration::from_secs(1);

/// No script, style or picture from anywhere else, nothing inline.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
     connect-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; \
     base-uri 'none'; object-src 'none'";

/// The middleware around everything.
pub async fn surround(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let started = Instant::now();
    let id = RequestId::next();
    request.extensions_mut().insert(id.clone());
    let method = request.method().clone();
    let path = loggable(request.path()).into_owned();
    let site = request.app_data::<web::Data<Site>>().cloned();
    let _in_flight = site.as_ref().map(|site| site.traffic.in_flight.raised());
    let kept = match &site {
        Some(site) => page_cache::find(request.request(), site).await,
        None => Err(None),
    };
    let (mut response, route) = match kept {
        Ok((page, route)) => (request.into_response(page), route),
        Err(turn) => {
            // Whatever is logged in there, on other threads too, carries the id. Pages from memory do without.
            let span = tracing::error_span!("request", id = %id.0);
            let response = make(request, next, turn, &id).instrument(span).await;
            let route = RouteId::of(response.request());
            (response, route)
        }
    };
    let status = response.status();
    add_headers(&mut response, site.as_deref().is_some_and(|site| site.is_https), &id);
    let took = started.elapsed();
    if let Some(site) = &site {
        site.traffic.note(route, &method, status, took.as_micros() as u64);
    }
    log(&id, &method, &path, status, took);
    Ok(response)
}

/// The line about an answer. `path` is written as a debug string: line breaks and escape sequences in it stay inside
/// the quotes.
fn log(id: &RequestId, method: &Method, path: &str, status: StatusCode, took: Duration) {
    let (id, status, millis) = (&id.0, status.as_u16(), took.as_secs_f64() * 1000.0);
    if status >= 500 {
        tracing::error!(%id, %method, ?path, status, millis, "answered");
    } else if took >= SLOW {
        tracing::warn!(%id, %method, ?path, status, millis, "answered slowly");
    } else {
        tracing::debug!(%id, %method, ?path, status, millis, "answered");
    }
}

/// Paths that end with what lets in whoever knows it.
const SECRET: [&str; 6] =
    ["/login/", "/setup/", "/unsubscribe/", "/solved/", "/settings/mail/check/", "/feed/"];

/// The path without such an end: logs are read by more people than may sign in as somebody.
fn loggable(path: &str) -> Cow<'_, str> {
    match SECRET.iter().find(|start| path.get(..start.len()).is_some_and(|s| s.eq_ignore_ascii_case(start))) {
        Some(start) => Cow::Owned(format!("{start}…")),
        None => Cow::Borrowed(path),
    }
}

/// Has the handler make the page, and keeps it where that is its turn.
async fn make(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
    turn: Option<Turn>,
    id: &RequestId,
) -> ServiceResponse<BoxBody> {
    let mut response = answer(request, next).await;
    let made = response.response_mut().extensions_mut().remove::<(Shared, Bytes)>();
    if let (Some(turn), Some((shared, plain))) = (turn, made)
        && let Some(page) = turn.keep(shared, plain, response.request()).await
    {
        return response.into_response(page);
    }
    let http = response.request().clone();
    finish(response, &http, id)
}

/// Runs the handler, counting posts and catching panics.
async fn answer(request: ServiceRequest, next: Next<impl MessageBody + 'static>) -> ServiceResponse<BoxBody> {
    if request.method() == Method::POST
        && let Some(site) = request.app_data::<web::Data<Site>>()
        && let Err(refusal) = site.rates.check(Rate::Post, limits::address(request.request(), site))
    {
        return refused(request.into_parts().0, refusal);
    }
    let kept = Kept::of(&request);
    match AssertUnwindSafe(next.call(request)).catch_unwind().await {
        Ok(Ok(response)) => response.map_into_boxed_body(),
        Ok(Err(error)) => match error.as_error::<Refusal>() {
            Some(refusal) => refused(kept.stand_in(), refusal.clone()),
            None => refused(kept.stand_in(), from_actix(&error)),
        },
        Err(_) => refused(kept.stand_in(), Refusal::broken("a handler panicked")),
    }
}

/// What the page of a refusal needs, kept aside for when the request is lost on the way: routing wants the request
/// for itself alone, so it cannot be cloned before.
struct Kept {
    uri: Uri,
    headers: Vec<(header::HeaderName, header::HeaderValue)>,
    site: Option<web::Data<Site>>,
}

impl Kept {
    fn of(request: &ServiceRequest) -> Kept {
        let names = [header::HOST, header::COOKIE, header::ACCEPT_LANGUAGE, header::ACCEPT];
        let value = |name: header::HeaderName| Some((name.clone(), request.headers().get(name)?.clone()));
        Kept {
            uri: request.uri().clone(),
            headers: names.into_iter().filter_map(value).collect(),
            site: request.app_data::<web::Data<Site>>().cloned(),
        }
    }

    fn stand_in(self) -> HttpRequest {
        let mut request = TestRequest::default();
        for header in self.headers {
            request = request.append_header(header);
        }
        if let Some(site) = self.site {
            request = request.app_data(site);
        }
        let mut parts = request.to_srv_request();
        parts.head_mut().uri = self.uri;
        parts.into_parts().0
    }
}

fn refused(request: HttpRequest, refusal: Refusal) -> ServiceResponse<BoxBody> {
    let response = refusal.error_response();
    let mut response = ServiceResponse::new(request, response);
    response.response_mut().extensions_mut().insert(refusal);
    response
}

/// Actix's own refusals (a path that is no number, a query that is no UTF-8) as ours.
fn from_actix(error: &actix_web::Error) -> Refusal {
    let status = error.as_response_error().status_code();
    match status.as_u16() {
        404 => Refusal::NOT_FOUND,
        500.. => Refusal::broken(error),
        _ => Refusal::bad_request("error-bad-request-text"),
    }
}

/// Makes the page of a refusal, or of a bare 404 or 405.
fn finish(
    response: ServiceResponse<BoxBody>,
    request: &HttpRequest,
    id: &RequestId,
) -> ServiceResponse<BoxBody> {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let noted = response.response().extensions().get::<Refusal>().cloned();
    let noted = noted.or_else(|| {
        let error = response.response().error()?;
        // What actix refuses by itself says so in English and in its own words.
        Some(error.as_error::<Refusal>().cloned().unwrap_or_else(|| from_actix(error)))
    });
    let has_body = response.headers().contains_key(header::CONTENT_TYPE);
    let refusal = match noted {
        Some(refusal) => refusal,
        None if has_body => return response,
        None => Refusal::new(status, error_page::usual_hint(status)),
    };
    if let Some(cause) = &refusal.cause {
        tracing::error!(?cause, status = refusal.status.as_u16(), "refused");
    }
    let mut page = error_page::render(request, &refusal, &id.0);
    if let Some(allowed) = response.headers().get(header::ALLOW) {
        page.headers_mut().insert(header::ALLOW, allowed.clone());
    }
    ServiceResponse::new(request.clone(), page)
}

/// What every answer says to the browser. What a handler has set stays: uploaded pictures come with a stricter policy.
fn add_headers(response: &mut ServiceResponse<BoxBody>, https: bool, id: &RequestId) {
    let headers = response.headers_mut();
    for (name, value) in &*HEADERS {
        if !headers.contains_key(name) {
            headers.insert(name.clone(), value.clone());
        }
    }
    if https {
        let value = HeaderValue::from_static("max-age=63072000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, value);
    }
    if let Ok(id) = HeaderValue::from_str(&id.0) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
}

static HEADERS: LazyLock<[(HeaderName, HeaderValue); 7]> = LazyLock::new(|| {
    let own = |name: &'static str, value: &'static str| {
        (HeaderName::from_static(name), HeaderValue::from_static(value))
    };
    [
        own("content-security-policy", CONTENT_SECURITY_POLICY),
        own("x-content-type-options", "nosniff"),
        own("referrer-policy", "same-origin"),
        own("cross-origin-opener-policy", "same-origin"),
        own("cross-origin-resource-policy", "same-origin"),
        own(
            "permissions-policy",
            "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
        ),
        own("x-frame-options", "DENY"),
    ]
});

#[cfg(test)]
mod tests {
    use actix_web::middleware::from_fn;
    use actix_web::{App, HttpResponse, test};

    use super::*;
    use crate::config::Config;
    use crate::db::{Database, DatabaseUrl};
    use crate::events::Store;
    use crate::web::secrets::SiteSecret;

    #[actix_web::test]
    async fn no_token_of_any_address_is_logged() {
        assert_eq!(loggable("/login/s3cret"), "/login/…");
        assert_eq!(loggable("/t/7/titel"), "/t/7/titel");
        assert_eq!(loggable("/ä"), "/ä");
        for line in include_str!("../routes.rs").lines().filter(|line| line.contains("{token}")) {
            let path = line.split('"').nth(1).expect("an address");
            assert!(!loggable(&path.replace("{token}", "s3cret")).contains("s3cret"), "{path}");
        }
    }

    #[actix_web::test]
    async fn a_panic_becomes_a_page_with_the_number_of_the_request() {
        let dir = tempfile::tempdir().unwrap();
        let database = Database::open(DatabaseUrl::Sqlite(dir.path().join("t.db"))).unwrap();
        let store = Store::new(database, |_, _| Ok(()));
        let site = web::Data::new(Site::new(Config::default(), store, SiteSecret::random()));
        let panics = web::get().to(|| async {
            assert!(dir_is_gone(), "on purpose");
            HttpResponse::Ok().finish()
        });
        let app = App::new().app_data(site).route("/x/{n}", panics).wrap(from_fn(surround));
        let app = test::init_service(app).await;
        let request = TestRequest::get().uri("/x/1?a=b").insert_header(("accept-language", "en"));
        let response = test::call_service(&app, request.to_request()).await;
        assert_eq!(response.status().as_u16(), 500);
        assert!(response.headers().contains_key("content-security-policy"));
        let id = response.headers().get("x-request-id").unwrap().to_str().unwrap().to_owned();
        let page = String::from_utf8(test::read_body(response).await.to_vec()).unwrap();
        assert!(page.contains("That was our fault") && page.contains(&id), "{page}");
    }

    /// Never true; so that the handler's end is not unreachable code.
    fn dir_is_gone() -> bool {
        std::env::temp_dir().as_os_str().is_empty()
    }
}
