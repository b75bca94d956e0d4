//! Old addresses of what was brought in lead to where it is now.
//!
//! `GET /from/{host}/questions/{id}`, `/q/{id}`, `/a/{id}`, `/users/{id}` for every site, and the first three without
//! `/from/{host}` for the one that was brought in first. Whoever may not see a post is told that there is none.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use diesel::prelude::*;

use crate::db::Db;
use crate::db::schema::{import_sites, imported_members, imported_posts, members};
use crate::forum::act::look;
use crate::forum::{PostKind, SourceKind, post};
use crate::ids::{MemberId, PostId};
use crate::members::{Me, Viewer};
use crate::web::{Refusal, Site, own_path};

/// `GET /questions/{id}…`, `/q/{id}…`, `/a/{id}…`: of the first site.
pub async fn of_first(
    site: web::Data<Site>,
    viewer: Viewer,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, Refusal> {
    let (id, rest) = path.into_inner();
    to_post(&site, viewer.me.as_ref(), None, &id, &rest).await
}

/// `GET /questions/{id}`, `/q/{id}`, `/a/{id}`.
pub async fn of_first_bare(
    site: web::Data<Site>,
    viewer: Viewer,
    id: web::Path<String>,
) -> Result<HttpResponse, Refusal> {
    to_post(&site, viewer.me.as_ref(), None, &id, "").await
}

/// `GET /from/{host}/questions/{id}…`, `/from/{host}/q/{id}…`, `/from/{host}/a/{id}…`.
pub async fn of_site(
    site: web::Data<Site>,
    viewer: Viewer,
    path: web::Path<(String, String, String)>,
) -> Result<HttpResponse, Refusal> {
    let (host, id, rest) = path.into_inner();
    to_post(&site, viewer.me.as_ref(), Some(host), &id, &rest).await
}

/// `GET /from/{host}/questions/{id}`, `/from/{host}/q/{id}`, `/from/{host}/a/{id}`.
pub async fn of_site_bare(
    site: web::Data<Site>,
    viewer: Viewer,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, Refusal> {
    let (host, id) = path.into_inner();
    to_post(&site, viewer.me.as_ref(), Some(host), &id, "").await
}

/// `GET /from/{host}/users/{id}…`: to who that account became.
pub async fn member(
    site: web::Data<Site>,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, Refusal> {
    let (host, id) = path.into_inner();
    let number: i64 = id.parse().map_err(|_| Refusal::NOT_FOUND)?;
    let (id, slug) = site
        .store
        .read(move |db| {
            let found: (MemberId, String) = imported_members::table
                .inner_join(import_sites::table.on(import_sites::id.eq(imported_members::site)))
                .inner_join(members::table.on(members::id.eq(imported_members::member)))
                .filter(import_sites::host.eq(host.to_lowercase()))
                .filter(imported_members::kind.eq(0))
                .filter(imported_members::original.eq(number))
                .filter(members::erased_at.is_null())
                .select((members::id, members::slug))
                .first(db)?;
            Ok::<_, Refusal>(found)
        })
        .await?;
    Ok(found(&format!("/u/{id}/{slug}")))
}

/// Leads to the post; an answer behind the question's title (`/questions/1/title/7`) is meant instead of it.
async fn to_post(
    site: &web::Data<Site>,
    me: Option<&Me>,
    host: Option<String>,
    id: &str,
    rest: &str,
) -> Result<HttpResponse, Refusal> {
    let number: i64 = id.parse().map_err(|_| Refusal::NOT_FOUND)?;
    let answer: Option<i64> = rest.split('/').nth(1).and_then(|last| last.parse().ok());
    let path = look(site, me, move |db, boards, me| {
        let answer = answer.map(|answer| named(db, host.as_deref(), answer)).transpose()?.flatten();
        let id = match answer {
            Some(answer) => answer,
            None => named(db, host.as_deref(), number)?.ok_or(Refusal::NOT_FOUND)?,
        };
        let (thread, post) = post::find(db, boards, me, id)?;
        Ok(if post.kind == PostKind::Opening { thread.href() } else { post.href() })
    })
    .await?;
    Ok(found(&path))
}

/// The question or answer with this number there; without a host, of the first site.
fn named(db: &mut Db, host: Option<&str>, number: i64) -> QueryResult<Option<PostId>> {
    let sites = import_sites::table.select(import_sites::id).order(import_sites::id);
    let site: Option<i64> = match host {
        Some(host) => sites.filter(import_sites::host.eq(host.to_lowercase())).first(db).optional()?,
        None => sites.first(db).optional()?,
    };
    let Some(site) = site else { return Ok(None) };
    imported_posts::table
        .filter(imported_posts::site.eq(site))
        .filter(imported_posts::kind.eq_any([SourceKind::Question, SourceKind::Answer]))
        .filter(imported_posts::original.eq(number))
        .select(imported_posts::post)
        .first(db)
        .optional()
}

/// 302, kept by nobody: posts move, and what may be seen depends on who looks.
fn found(path: &str) -> HttpResponse {
    HttpResponse::Found()
        .insert_header((header::LOCATION, own_path(path)))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .finish()
}
