//! Whether the process lives, and whether it can answer people.

use std::time::Duration;

use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpResponse, HttpResponseBuilder};
use tokio::sync::Semaphore;

use super::Running;
use crate::db;
use crate::web::{Site, version};

/// How long the database has to answer.
const PATIENCE: Duration = Duration::from_secs(1);
/// Threads that may wait for the database at once because somebody asked: a database that is away must not take those
/// of the pages too.
static ASKING: Semaphore = Semaphore::const_new(2);

/// `GET /healthz`: the process answers; nothing else is asked.
pub async fn healthz() -> HttpResponse {
    plain(HttpResponse::Ok(), "ok")
}

/// `GET /readyz`: the database answers and is of this version, and the server is not about to stop; else 503 with the
/// reason.
pub async fn readyz(site: Data<Site>, running: Data<Running>) -> HttpResponse {
    match reason_against(&site, &running).await {
        None => plain(HttpResponse::Ok(), "ready"),
        Some(reason) => plain(HttpResponse::ServiceUnavailable(), reason),
    }
}

async fn reason_against(site: &Site, running: &Running) -> Option<&'static str> {
    if running.is_draining() {
        return Some("stopping");
    }
    let asked = async {
        let turn = ASKING.acquire().await?;
        let asked = site.store.read(move |db| {
            // Held until the database has answered, not until somebody stops waiting for it.
            let _turn = turn;
            version(db)?;
            db::mismatch(db)
        });
        asked.await
    };
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(Ok(mismatch)) => mismatch.map(db::Mismatch::sentence),
        _ => Some("the database does not answer"),
    }
}

fn plain(mut response: HttpResponseBuilder, line: &str) -> HttpResponse {
    response
        .insert_header((header::CONTENT_TYPE, "text/plain; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(format!("{line}\n"))
}
