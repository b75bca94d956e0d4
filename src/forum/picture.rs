//! A picture in a post, seen by whoever sees the post. `GET /files/{id}`, `?size=thumb` for the small form
//!
//! Before a post shows it only its uploader sees it. Browsers ask again each time (`no-cache` with an ETag), so a
//! picture is gone as soon as its post is hidden.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use diesel::prelude::*;
use serde::Deserialize;

use super::act::look;
use super::board::Boards;
use super::post;
use crate::db::Db;
use crate::db::schema::files;
use crate::ids::{FileId, MemberId, PostId};
use crate::members::{Me, Viewer};
use crate::pictures::keep::{self, Size};
use crate::web::{Refusal, Site};

/// A picture as stored.
#[derive(Queryable, Selectable, Clone, Debug)]
#[diesel(table_name = files)]
struct Picture {
    id: FileId,
    owner: MemberId,
    post: Option<PostId>,
    name: String,
    mime: String,
    thumb_mime: String,
    width: i32,
    height: i32,
    thumb_width: i32,
    thumb_height: i32,
}

/// What the path's query says.
#[derive(Deserialize)]
pub struct Query {
    size: Option<String>,
}

/// `GET /files/{id}`
pub async fn serve(
    request: HttpRequest,
    site: web::Data<Site>,
    who: Viewer,
    id: web::Path<FileId>,
    query: web::Query<Query>,
) -> Result<HttpResponse, Refusal> {
    let id = id.into_inner();
    let picture = look(&site, who.me.as_ref(), move |db, boards, me| find(db, boards, me, id)).await?;
    let size = picture.size(query.size.as_deref() == Some("thumb"));
    let mime = if size == Size::Thumb { &picture.thumb_mime } else { &picture.mime };
    let tag = picture.tag(size);
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::CACHE_CONTROL, "private, no-cache"))
        .insert_header((header::VARY, "Cookie"))
        .insert_header((header::ETAG, tag.clone()));
    if is_known(&request, &tag) {
        return Ok(response.status(actix_web::http::StatusCode::NOT_MODIFIED).finish());
    }
    let path = keep::path(&site.config.data_dir, &picture.name, mime, size);
    let bytes = web::block(move || std::fs::read(path)).await.map_err(Refusal::broken)?;
    let bytes = bytes.map_err(|problem| {
        tracing::error!(%problem, %id, "the file of a picture cannot be read");
        Refusal::NOT_FOUND
    })?;
    let file_name = format!("picture-{id}.{}", keep::ending(mime));
    Ok(response
        .insert_header((header::CONTENT_TYPE, mime.as_str()))
        .insert_header((header::CONTENT_DISPOSITION, format!("inline; filename=\"{file_name}\"")))
        .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
        .insert_header((header::ACCEPT_RANGES, "none"))
        .body(bytes))
}

fn find(db: &mut Db, boards: &Boards, me: Option<&Me>, id: FileId) -> Result<Picture, Refusal> {
    let picture: Picture = files::table.find(id).select(Picture::as_select()).first(db)?;
    match picture.post {
        Some(post) => post::find(db, boards, me, post).map(|_| picture),
        None if me.is_some_and(|me| me.id == picture.owner) => Ok(picture),
        None => Err(Refusal::NOT_FOUND),
    }
}

impl Picture {
    /// The form there is: small pictures have no smaller one.
    fn size(&self, is_thumb_wanted: bool) -> Size {
        let has_thumb = (self.thumb_width, self.thumb_height) != (self.width, self.height);
        if is_thumb_wanted && has_thumb { Size::Thumb } else { Size::Full }
    }

    /// A picture never changes, so its name says which one it is.
    fn tag(&self, size: Size) -> String {
        let form = if size == Size::Thumb { "thumb" } else { "full" };
        format!("\"{}-{form}\"", self.id)
    }
}

/// Whether the browser has this form already (RFC 9110, `If-None-Match`, weak comparison).
fn is_known(request: &HttpRequest, tag: &str) -> bool {
    let sent = request.headers().get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok()).unwrap_or("");
    sent.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == tag)
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn a_known_form_is_not_sent_again() {
        let known = |sent: &str| {
            let request = TestRequest::get().insert_header((header::IF_NONE_MATCH, sent)).to_http_request();
            is_known(&request, "\"7-full\"")
        };
        assert!(known("\"7-full\"") && known("W/\"7-full\"") && known("\"1\", \"7-full\"") && known("*"));
        assert!(!known("\"7-thumb\"") && !known(""));
    }
}
