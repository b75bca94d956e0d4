//! The logo: uploaded, made afresh like every picture, and served under a name of its own.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use diesel::prelude::*;

use super::board_list::Nothing;
use super::community::{put, with_logo_problem};
use crate::db::schema::settings;
use crate::events::{Event, Tx};
use crate::ids::MemberId;
use crate::members::{Admin, Viewer};
use crate::pictures::{logo, upload};
use crate::web::{Form, Refusal, Site, see_other_noting};

const PLACE: &str = "/admin/community";
const LOGO: &str = "logo";

/// `POST /admin/community/logo`: fields `token`, `picture`.
pub async fn upload(
    site: web::Data<Site>,
    who: Admin,
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Refusal> {
    let by = who.me().id;
    let mut sent = upload::read(&request, &site, by, payload, "picture").await?;
    let picture = std::mem::take(&mut sent.files).into_iter().next().unwrap_or_default();
    let name = match logo::keep_logo(&site.config.data_dir, picture).await {
        Ok(name) => name,
        Err(refusal) if refusal.status.is_client_error() => {
            let said = who.visit.words.with(refusal.note.key, &refusal.note.args).into_owned();
            return with_logo_problem(&who, said);
        }
        Err(refusal) => return Err(refusal),
    };
    let new = name.clone();
    if let Err(refusal) = site.store.write(move |tx| set(tx, by, &new)).await {
        logo::forget(&site.config.data_dir, Some(name)).await;
        return Err(refusal);
    }
    logo::forget(&site.config.data_dir, who.community.logo.clone()).await;
    Ok(see_other_noting(PLACE, "admin-saved"))
}

/// `POST /admin/community/logo/remove`
pub async fn remove(
    site: web::Data<Site>,
    who: Admin,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Refusal> {
    let by = who.me().id;
    site.store
        .write(move |tx| {
            diesel::delete(settings::table.filter(settings::key.eq(LOGO))).execute(tx.db)?;
            Ok::<_, Refusal>(tx.record(Event::CommunityChanged { by })?)
        })
        .await?;
    logo::forget(&site.config.data_dir, who.community.logo.clone()).await;
    Ok(see_other_noting(PLACE, "admin-saved"))
}

/// `GET /logo/{name}`: the present logo and nothing else. A new logo has a new name, so browsers keep it for good.
pub async fn serve(
    site: web::Data<Site>,
    who: Viewer,
    path: web::Path<String>,
) -> Result<HttpResponse, Refusal> {
    let name = who.community.logo.clone().filter(|name| *name == *path).ok_or(Refusal::NOT_FOUND)?;
    let (bytes, mime) = logo::read(&site.config.data_dir, &name).await?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, mime))
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
        .body(bytes))
}

fn set(tx: &mut Tx<'_>, by: MemberId, name: &str) -> Result<(), Refusal> {
    put(tx, LOGO, name)?;
    Ok(tx.record(Event::CommunityChanged { by })?)
}
