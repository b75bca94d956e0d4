//! The figures, for Prometheus: on a listener of their own, or for who knows the token.

use std::time::Duration;

use actix_web::http::header;
use actix_web::web::{self, Data};
use actix_web::{HttpRequest, HttpResponse};

use super::Running;
use super::figures;
use crate::mail::Sendings;
use crate::search::Search;
use crate::web::secrets::is_same;
use crate::web::{Refusal, Site};

/// How long the database has to answer; without its answer the rest is told all the same.
const PATIENCE: Duration = Duration::from_secs(2);

/// `GET /metrics` at the community's own address: 404 for everybody who does not send the token, and for all where
/// none is set.
pub async fn guarded(
    request: HttpRequest,
    site: Data<Site>,
    running: Data<Running>,
    search: Data<Search>,
    sendings: Data<Sendings>,
) -> Result<HttpResponse, Refusal> {
    let sent = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    if !may_read(site.config.metrics_token.as_deref(), sent) {
        return Err(Refusal::NOT_FOUND);
    }
    Ok(open(site, running, search, sendings).await)
}

/// `GET /metrics` on the listener of its own: whoever reaches it may read it.
pub async fn open(
    site: Data<Site>,
    running: Data<Running>,
    search: Data<Search>,
    sendings: Data<Sendings>,
) -> HttpResponse {
    let asked = {
        let (site, running) = (site.clone(), running.clone());
        web::block(move || figures::stored(&site, &running))
    };
    let stored = match tokio::time::timeout(PATIENCE, asked).await {
        Ok(Ok(Ok(stored))) => Some(stored),
        _ => None,
    };
    let text = figures::text(&site, &running, &search, &sendings, stored);
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(text)
}

/// Whether this header opens what this token closes.
fn may_read(token: Option<&str>, sent: Option<&str>) -> bool {
    let Some(token) = token.filter(|token| !token.is_empty()) else { return false };
    let (scheme, sent) = sent.and_then(|sent| sent.split_once(' ')).unwrap_or_default();
    scheme.eq_ignore_ascii_case("bearer") && is_same(token, sent.trim())
}

#[cfg(test)]
mod tests {
    use super::may_read;

    #[test]
    fn only_the_token_opens() {
        assert!(may_read(Some("secret"), Some("Bearer secret")));
        assert!(may_read(Some("secret"), Some("bearer  secret ")));
        for sent in [None, Some("secret"), Some("Basic secret"), Some("Bearer"), Some("Bearer secrets")] {
            assert!(!may_read(Some("secret"), sent), "{sent:?}");
        }
        assert!(!may_read(None, Some("Bearer ")) && !may_read(Some(""), Some("Bearer ")));
    }
}
