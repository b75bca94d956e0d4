//! The logo: uploaded, made afresh like every picture, and served under a name of its own.

use std::path::{Path, PathBuf};

use actix_multipart::Multipart;
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use diesel::prelude::*;
use futures_util::StreamExt;
use tokio::sync::Semaphore;

use super::board_list::Nothing;
use super::community::{put, with_logo_problem};
use crate::config::Limits;
use crate::db::schema::settings;
use crate::events::{Event, Tx};
use crate::i18n::Arg;
use crate::ids::MemberId;
use crate::members::{Admin, Viewer};
use crate::pictures::{self, Encoded, PictureProblem};
use crate::web::secrets::random_token;
use crate::web::{Form, Refusal, Site, check_token, is_same_origin, see_other_noting};

const PLACE: &str = "/admin/community";
const LOGO: &str = "logo";

/// Longest side of a stored logo, in pixels: the header shows 32, a dense screen three times that, mail some more.
const SIDE: u32 = 320;

/// One logo is decoded at a time; it takes memory.
static DECODING: Semaphore = Semaphore::const_new(1);

/// `POST /admin/community/logo`: fields `token`, `picture`.
pub async fn upload(
    site: web::Data<Site>,
    who: Admin,
    request: HttpRequest,
    parts: Multipart,
) -> Result<HttpResponse, Refusal> {
    if !is_same_origin(&request, &site) {
        return Err(Refusal::forbidden("error-form-foreign-text"));
    }
    let sent = read(parts).await?;
    if !check_token(&request, &site, &sent.token) {
        return Err(Refusal::forbidden("error-form-expired-text").with_link(PLACE, "error-back-to-form"));
    }
    let logo = match accept(sent.picture).await? {
        Ok(logo) => logo,
        Err(problem) => return with_logo_problem(&who, said(&who, &problem)),
    };
    let name = format!("logo-{}.{}", &random_token()[..16], ending(&logo));
    let folder = site.config.data_dir.join("files");
    write(folder.clone(), name.clone(), logo.bytes).await?;
    let by = who.me().id;
    let new = name.clone();
    if let Err(refusal) = site.store.write(move |tx| set(tx, by, &new)).await {
        forget(&folder, Some(name)).await;
        return Err(refusal);
    }
    forget(&folder, who.community.logo.clone()).await;
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
    forget(&site.config.data_dir.join("files"), who.community.logo.clone()).await;
    Ok(see_other_noting(PLACE, "admin-saved"))
}

/// `GET /logo/{name}`: the present logo and nothing else of that folder. A new logo has a new name.
pub async fn serve(
    site: web::Data<Site>,
    who: Viewer,
    path: web::Path<String>,
) -> Result<HttpResponse, Refusal> {
    let name = who.community.logo.clone().filter(|name| *name == *path).ok_or(Refusal::NOT_FOUND)?;
    let kind = kind(&name).ok_or(Refusal::NOT_FOUND)?;
    let file = site.config.data_dir.join("files").join(&name);
    let bytes = web::block(move || std::fs::read(file)).await.map_err(Refusal::broken)?;
    let bytes = bytes.map_err(|_| Refusal::NOT_FOUND)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, kind))
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .body(bytes))
}

/// What the form sent.
#[derive(Default)]
struct Sent {
    token: String,
    picture: Vec<u8>,
}

/// Reads the form within limits; other fields are skipped.
async fn read(mut parts: Multipart) -> Result<Sent, Refusal> {
    let too_large = || Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "error-too-large-text");
    let reading = async {
        let (mut sent, mut total) = (Sent::default(), 0);
        while let Some(part) = parts.next().await {
            let mut part = part.map_err(|_| Refusal::bad_request("error-bad-request-text"))?;
            let name = part.name().unwrap_or("").to_owned();
            let mut bytes = Vec::new();
            while let Some(chunk) = part.next().await {
                let chunk = chunk.map_err(|_| Refusal::bad_request("error-bad-request-text"))?;
                total += chunk.len();
                if total > Limits::PICTURE_BYTES {
                    return Err(too_large());
                }
                bytes.extend_from_slice(&chunk);
            }
            match name.as_str() {
                "token" => sent.token = String::from_utf8_lossy(&bytes).into_owned(),
                "picture" => sent.picture = bytes,
                _ => {}
            }
        }
        Ok(sent)
    };
    let most = std::time::Duration::from_secs(Limits::BODY_SECONDS);
    match tokio::time::timeout(most, reading).await {
        Ok(result) => result,
        Err(_) => Err(Refusal::new(StatusCode::REQUEST_TIMEOUT, "error-bad-request-text")),
    }
}

async fn accept(bytes: Vec<u8>) -> Result<Result<Encoded, PictureProblem>, Refusal> {
    let _turn = DECODING.acquire().await.map_err(Refusal::broken)?;
    let limits = pictures::Limits {
        max_bytes: Limits::PICTURE_BYTES,
        full_side: SIDE,
        thumb_side: SIDE,
        ..pictures::Limits::default()
    };
    let accepted = web::block(move || pictures::accept(&bytes, &limits)).await.map_err(Refusal::broken)?;
    Ok(accepted.map(|picture| picture.full))
}

fn said(who: &Viewer, problem: &PictureProblem) -> String {
    let number = |n: u64| Arg::Number(i64::try_from(n).unwrap_or(i64::MAX));
    let args: Vec<_> = problem.args().into_iter().map(|(name, n)| (name, number(n))).collect();
    who.visit.words.with(problem.key(), &args).into_owned()
}

fn ending(logo: &Encoded) -> &'static str {
    match logo.mime {
        "image/jpeg" => "jpg",
        "image/webp" => "webp",
        _ => "png",
    }
}

fn kind(name: &str) -> Option<&'static str> {
    match Path::new(name).extension()?.to_str()? {
        "jpg" => Some("image/jpeg"),
        "webp" => Some("image/webp"),
        "png" => Some("image/png"),
        _ => None,
    }
}

/// Writes the file under another name first, so that nobody is served half of it.
async fn write(folder: PathBuf, name: String, bytes: Vec<u8>) -> Result<(), Refusal> {
    let written = web::block(move || {
        std::fs::create_dir_all(&folder)?;
        let half = folder.join(format!("{name}.part"));
        let mut file = std::fs::File::create(&half)?;
        std::io::Write::write_all(&mut file, &bytes)?;
        file.sync_all()?;
        std::fs::rename(half, folder.join(name))
    });
    written.await.map_err(Refusal::broken)?.map_err(Refusal::unavailable)
}

/// Deletes a logo that is no longer used. One that cannot be deleted does no harm.
async fn forget(folder: &Path, name: Option<String>) {
    let Some(file) = name.filter(|name| name.starts_with("logo-")).map(|name| folder.join(name)) else {
        return;
    };
    if let Ok(Err(problem)) = web::block(move || std::fs::remove_file(file)).await {
        tracing::warn!(%problem, "an old logo could not be deleted");
    }
}

fn set(tx: &mut Tx<'_>, by: MemberId, name: &str) -> Result<(), Refusal> {
    put(tx, LOGO, name)?;
    Ok(tx.record(Event::CommunityChanged { by })?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pictures_of_ours_have_a_kind() {
        assert_eq!(kind("logo-x.png"), Some("image/png"));
        assert_eq!(kind("logo-x.svg"), None);
        assert_eq!(kind("logo-x"), None);
        let logo = Encoded { mime: "image/webp", bytes: Vec::new(), width: 1, height: 1 };
        assert_eq!(kind(&format!("a.{}", ending(&logo))), Some("image/webp"));
    }
}
