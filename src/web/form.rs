//! Reading what a form sends: origin, token, size and encoding are checked before a handler sees a field.

use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::{StatusCode, header};
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;

use super::cookies::read_cookie;
use super::refusal::Refusal;
use super::secrets::{hash_token, random_token};
use super::site::Site;
use crate::config::{Config, Limits};
use crate::ids::Ts;

/// Days a signed-out form may stay open before it must be sent twice.
const SIGNED_OUT_DAYS: i64 = 7;

/// The name of the cookie that holds a session's token.
pub const SESSION: &str = "session";

/// The name of the cookie of a browser that asked for a code, or wrote a question before signing in.
pub const PENDING: &str = "asking";

/// What forms of one page carry: a token bound to the session, or signed and dated when signed out.
#[derive(Clone, Debug)]
pub struct Token(String);

impl Token {
    /// The token for forms on the page that answers `request`.
    pub fn of(request: &HttpRequest, site: &Site) -> Token {
        let key = site.secret.key("form");
        match read_cookie(request, site, SESSION) {
            Some(session) => Token(key.mac(&["session", &hash_token(&session)])),
            None => Token(key.sign("visitor", Ts::now().plus_days(SIGNED_OUT_DAYS).0)),
        }
    }

    /// As the hidden field says it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether `sent` is a token this site gave to this browser.
pub fn check_token(request: &HttpRequest, site: &Site, sent: &str) -> bool {
    let key = site.secret.key("form");
    match read_cookie(request, site, SESSION) {
        Some(session) => super::secrets::is_same(&key.mac(&["session", &hash_token(&session)]), sent),
        None => key.verify(sent, Ts::now().0).is_ok_and(|data| data == "visitor"),
    }
}

/// Whether the browser says that the form was on a page of this site.
pub fn is_same_origin(request: &HttpRequest, site: &Site) -> bool {
    let header = |name: &str| request.headers().get(name).and_then(|v| v.to_str().ok());
    match header("sec-fetch-site") {
        Some(from) => from == "same-origin",
        None => header("origin").is_some_and(|origin| is_own_origin(&site.config, origin, header("host"))),
    }
}

/// With a public address only that counts: a `Host` header is whatever the sender says. Without one it is where we
/// listen, and only if that is every address of the machine, the host that was asked for.
fn is_own_origin(config: &Config, origin: &str, host: Option<&str>) -> bool {
    if let Some(public) = &config.public_url {
        return url::Url::parse(public).is_ok_and(|url| url.origin().ascii_serialization() == origin);
    }
    let Some(from) = origin.strip_prefix("http://") else {
        return false;
    };
    let listen = config.listen;
    if listen.ip().is_unspecified() {
        return host.is_some_and(|host| !host.is_empty() && host == from);
    }
    let local = listen.ip().is_loopback() && from == format!("localhost:{}", listen.port());
    local || from == listen.to_string() || (listen.port() == 80 && from == listen.ip().to_string())
}

/// The key of a form that creates something, with a hash of what it sent; see [`super::once`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormKey {
    /// Random, made when the form was.
    pub key: String,
    /// Of all fields but token and key.
    pub body_hash: String,
}

impl FormKey {
    /// A key for a new form.
    pub fn fresh() -> String {
        random_token()
    }
}

/// A checked form with fields of type `T` (all texts, each with a default).
pub struct Form<T> {
    /// What was typed.
    pub fields: T,
    /// The key against twins; empty when the form has none.
    pub key: FormKey,
    /// Whether a script of ours sent it and wants a short answer instead of a page.
    pub by_script: bool,
}

impl<T: DeserializeOwned> FromRequest for Form<T> {
    type Error = Refusal;
    type Future = LocalBoxFuture<'static, Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let payload = payload.take();
        Box::pin(async move {
            let site = request.app_data::<web::Data<Site>>().cloned().ok_or(Refusal::NOT_FOUND)?;
            if !is_same_origin(&request, &site) {
                tracing::warn!("a form came from another site");
                return Err(Refusal::forbidden("error-form-foreign-text"));
            }
            let fields = read_fields(&request, payload, Limits::FORM_BYTES).await?;
            let value =
                |name: &str| fields.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str()).unwrap_or("");
            if !check_token(&request, &site, value("token")) {
                let mut refusal = Refusal::forbidden("error-form-expired-text");
                let path = request.uri().path_and_query().map_or("/", |p| p.as_str()).to_owned();
                let kept =
                    fields.into_iter().filter(|(name, _)| name != "token" && name != "password").collect();
                refusal.resend = Some((path, kept));
                return Err(refusal);
            }
            let by_script = request.headers().get("x-requested-with").is_some_and(|v| v == "fetch");
            let key =
                FormKey { key: value("key").chars().take(64).collect(), body_hash: hash_fields(&fields) };
            Ok(Form { fields: into_struct(&fields)?, key, by_script })
        })
    }
}

/// A form of which only the origin is checked: it stands on pages that are cached and so carry nobody's token.
///
/// Only for `/choose`, where the worst a forged one could do is to change colours.
pub struct OpenForm<T> {
    /// What was typed.
    pub fields: T,
}

impl<T: DeserializeOwned> FromRequest for OpenForm<T> {
    type Error = Refusal;
    type Future = LocalBoxFuture<'static, Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let payload = payload.take();
        Box::pin(async move {
            let site = request.app_data::<web::Data<Site>>().cloned().ok_or(Refusal::NOT_FOUND)?;
            if !is_same_origin(&request, &site) {
                return Err(Refusal::forbidden("error-form-foreign-text"));
            }
            let fields = read_fields(&request, payload, Limits::FORM_BYTES).await?;
            Ok(OpenForm { fields: into_struct(&fields)? })
        })
    }
}

fn hash_fields(fields: &[(String, String)]) -> String {
    let kept: Vec<_> = fields.iter().filter(|(name, _)| name != "token" && name != "key").collect();
    hash_token(&serde_json::to_string(&kept).unwrap_or_default())
}

/// Reads a url-encoded body of at most `most` bytes within a bounded time.
async fn read_fields(
    request: &HttpRequest,
    payload: Payload,
    most: usize,
) -> Result<Vec<(String, String)>, Refusal> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "error-media-type-text"));
    }
    let body = read_body(request, payload, most).await?;
    let bad_text = || Refusal::bad_request("field-bad-characters");
    // Undone byte by byte first: `form_urlencoded` would put a replacement character where the text is broken.
    percent_encoding::percent_decode(&body).decode_utf8().map_err(|_| bad_text())?;
    Ok(url::form_urlencoded::parse(&body).into_owned().collect())
}

/// Reads a body of at most `most` bytes; 413 above it, 408 when it takes too long.
pub async fn read_body(request: &HttpRequest, mut payload: Payload, most: usize) -> Result<Vec<u8>, Refusal> {
    let too_large = || Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "error-too-large-text");
    let announced =
        request.headers().get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > most) {
        return Err(too_large());
    }
    let reading = async {
        let mut body = Vec::with_capacity(announced.unwrap_or(0).min(most));
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.map_err(|_| Refusal::bad_request("error-bad-request-text"))?;
            if body.len() + chunk.len() > most {
                return Err(too_large());
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    };
    match tokio::time::timeout(Duration::from_secs(Limits::BODY_SECONDS), reading).await {
        Ok(result) => result,
        Err(_) => Err(Refusal::new(StatusCode::REQUEST_TIMEOUT, "error-bad-request-text")),
    }
}

/// Fields by name; the last one of a name counts, unknown ones are ignored.
fn into_struct<T: DeserializeOwned>(fields: &[(String, String)]) -> Result<T, Refusal> {
    let map: serde_json::Map<String, serde_json::Value> =
        fields.iter().map(|(name, value)| (name.clone(), serde_json::Value::String(value.clone()))).collect();
    serde_json::from_value(serde_json::Value::Object(map))
        .map_err(|_| Refusal::bad_request("error-bad-request-text"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_header_makes_no_origin_ours() {
        let public = Config { public_url: Some("https://Help.example.org:443/".into()), ..Config::default() };
        assert!(is_own_origin(&public, "https://help.example.org", Some("help.example.org")));
        for evil in ["https://evil.test", "http://help.example.org", "null", "http://127.0.0.1:8080"] {
            let host = evil.split_once("://").map(|(_, host)| host);
            assert!(!is_own_origin(&public, evil, host), "{evil}");
        }
        let local = Config::default();
        assert!(is_own_origin(&local, "http://127.0.0.1:8080", None));
        assert!(is_own_origin(&local, "http://localhost:8080", None));
        assert!(!is_own_origin(&local, "http://evil.test", Some("evil.test")));
        let anywhere = Config { listen: ([0, 0, 0, 0], 8080).into(), ..Config::default() };
        assert!(is_own_origin(&anywhere, "http://192.168.1.4:8080", Some("192.168.1.4:8080")));
        assert!(!is_own_origin(&anywhere, "http://evil.test", Some("192.168.1.4:8080")));
    }
}
