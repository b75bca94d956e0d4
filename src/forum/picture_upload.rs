//! Uploading a picture for a post. `GET` and `POST /uploads` (multipart: `token`, `picture`)
//!
//! The page's script gets JSON `{id, url}`; without a script a page shows the Markdown to paste. The upload waits
//! [`Limits::PICTURE_HOURS`] for a post that shows it, see `picture_unused.rs`.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use diesel::prelude::*;

use crate::config::Limits;
use crate::db::Db;
use crate::db::schema::files;
use crate::ids::{FileId, MemberId, Ts};
use crate::members::Signed;
use crate::pictures::{self, Picture, keep, upload};
use crate::web::filters;
use crate::web::{Frame, Mistakes, Note, Refusal, Site, html_with};

#[derive(Template)]
#[template(path = "forum/picture_upload.html")]
struct UploadPage {
    frame: Frame,
    /// Markdown of what has been uploaded.
    lines: Vec<String>,
    megabytes: i64,
    mistakes: Mistakes,
}

/// `GET /uploads`
pub async fn form(who: Signed) -> Result<HttpResponse, Refusal> {
    who.html(&page(&who, Vec::new(), Mistakes::default()))
}

/// `POST /uploads`
pub async fn accept(
    request: HttpRequest,
    site: web::Data<Site>,
    who: Signed,
    payload: web::Payload,
) -> Result<HttpResponse, Refusal> {
    let by_script = request.headers().get("x-requested-with").is_some_and(|v| v == "fetch");
    match take(&request, &site, &who, payload).await {
        Ok(ids) if by_script => {
            let id = ids.first().copied().unwrap_or_default();
            Ok(HttpResponse::Created().json(serde_json::json!({ "id": id, "url": format!("/files/{id}") })))
        }
        Ok(ids) => {
            let label = who.visit.words.t("upload-alt");
            let lines = ids.iter().map(|id| format!("![{label}](/files/{id})")).collect();
            who.html(&page(&who, lines, Mistakes::default()))
        }
        Err(refusal) if by_script || !is_about_the_file(refusal.status) => Err(refusal),
        Err(refusal) => {
            let page = page(&who, Vec::new(), Mistakes::of(&refusal, &who.visit.words));
            html_with(refusal.status, &who.visit.words, &page)
        }
    }
}

fn is_about_the_file(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::PAYLOAD_TOO_LARGE | StatusCode::UNSUPPORTED_MEDIA_TYPE | StatusCode::UNPROCESSABLE_ENTITY
    )
}

fn page(who: &Signed, lines: Vec<String>, mistakes: Mistakes) -> UploadPage {
    let megabytes = (Limits::PICTURE_BYTES / (1024 * 1024)) as i64;
    UploadPage { frame: who.frame(), lines, megabytes, mistakes }
}

async fn take(
    request: &HttpRequest,
    site: &web::Data<Site>,
    who: &Signed,
    payload: web::Payload,
) -> Result<Vec<FileId>, Refusal> {
    let me = who.me().id;
    // Asked before the body is read, and again with the row: decoding is dear.
    site.store.read(move |db| check_limit(db, me, Ts::now(), 1)).await?;
    let mut sent = upload::read(request, site, me, payload, "picture").await?;
    if sent.files.is_empty() {
        return Err(Refusal::field("picture", Note::new("upload-choose")));
    }
    let mut ids = Vec::with_capacity(sent.files.len());
    for bytes in std::mem::take(&mut sent.files) {
        ids.push(store(site, me, bytes).await?);
    }
    Ok(ids)
}

/// Decodes and keeps a picture: first the files, then the row, so that no row is without its file.
pub async fn store(site: &web::Data<Site>, owner: MemberId, bytes: Vec<u8>) -> Result<FileId, Refusal> {
    let data_dir = site.config.data_dir.clone();
    let (name, picture) = upload::bounded(move || {
        let limits = pictures::Limits { max_bytes: Limits::PICTURE_BYTES, ..Default::default() };
        let picture = pictures::accept(&bytes, &limits).map_err(|problem| problem.refusal())?;
        let name = keep::fresh_name().map_err(Refusal::unavailable)?;
        keep::keep(&data_dir, &name, &picture).map_err(Refusal::unavailable)?;
        Ok((name, picture))
    })
    .await?;
    let kept = name.clone();
    let row = site
        .store
        .write(move |tx| {
            check_limit(tx.db, owner, tx.now, 1)?;
            Ok(insert(tx.db, owner, &name, &picture, tx.now)?)
        })
        .await;
    if row.is_err() {
        // The row may be there although its answer was lost: then the sweep finds neither a use nor a reason to keep it.
        let data_dir = site.config.data_dir.clone();
        let _ = web::block(move || keep::remove(&data_dir, &kept)).await;
    }
    row
}

fn check_limit(db: &mut Db, owner: MemberId, now: Ts, more: i64) -> Result<(), Refusal> {
    let today: i64 = files::table
        .filter(files::owner.eq(owner))
        .filter(files::uploaded_at.gt(now.plus_days(-1)))
        .count()
        .get_result(db)?;
    if today + more > Limits::PICTURES_A_DAY {
        return Err(Refusal::too_many("upload-too-many", 3600));
    }
    Ok(())
}

/// Writes down a picture whose files are kept already, not yet in any post.
pub fn insert(db: &mut Db, owner: MemberId, name: &str, picture: &Picture, now: Ts) -> QueryResult<FileId> {
    let (full, thumb) = (&picture.full, &picture.thumb);
    let same = full == thumb;
    let bytes = full.bytes.len() + if same { 0 } else { thumb.bytes.len() };
    // Sides are at most some thousand pixels.
    let px = |side: u32| i32::try_from(side).unwrap_or(i32::MAX);
    diesel::insert_into(files::table)
        .values((
            files::owner.eq(owner),
            files::name.eq(name),
            files::mime.eq(full.mime),
            files::thumb_mime.eq(thumb.mime),
            files::width.eq(px(full.width)),
            files::height.eq(px(full.height)),
            files::thumb_width.eq(px(thumb.width)),
            files::thumb_height.eq(px(thumb.height)),
            files::bytes.eq(i64::try_from(bytes).unwrap_or(i64::MAX)),
            files::uploaded_at.eq(now),
        ))
        .returning(files::id)
        .get_result(db)
}
