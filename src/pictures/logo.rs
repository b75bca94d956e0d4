//! The community's logo: a small picture that everybody may see. `GET /logo/{name}`

use std::path::{Path, PathBuf};

use actix_web::http::header;
use actix_web::{HttpResponse, web};

use super::accept::{Limits, accept};
use super::keep;
use super::upload;
use crate::web::{Refusal, Site};

/// Longest side of a logo, in pixels: the header shows 32, high-resolution screens and previews more.
const SIDE: u32 = 512;

/// `GET /logo/{name}`: a new logo has a new name, so browsers keep it for good.
pub async fn serve(site: web::Data<Site>, name: web::Path<String>) -> Result<HttpResponse, Refusal> {
    let (stem, mime) = split(&name).ok_or(Refusal::NOT_FOUND)?;
    let path = place(&site.config.data_dir, stem, mime);
    let bytes = web::block(move || std::fs::read(path)).await.map_err(Refusal::broken)?;
    let bytes = bytes.map_err(|_| Refusal::NOT_FOUND)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, mime))
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
        .body(bytes))
}

/// Decodes, scales and keeps an uploaded logo. Returns the name to store in the community's settings; the file of
/// the logo before stays, since pages that show it are still open somewhere.
///
/// Errors: 413, 415 or 422 beside the field `logo`, with a sentence that says why it is no picture.
pub async fn upload_logo(site: &web::Data<Site>, bytes: Vec<u8>) -> Result<String, Refusal> {
    let data_dir = site.config.data_dir.clone();
    let kept = upload::bounded(move || {
        let limits = Limits { full_side: SIDE, thumb_side: SIDE, ..Limits::default() };
        let picture = accept(&bytes, &limits).map_err(|problem| {
            let mut refusal = problem.refusal();
            refusal.fields.push(("logo", problem.note()));
            refusal
        })?;
        let name = keep::fresh_name().map_err(Refusal::unavailable)?;
        let path = place(&data_dir, &name, picture.full.mime);
        keep::write_whole(&path, &picture.full).map_err(Refusal::unavailable)?;
        Ok(format!("{name}.{}", keep::ending(picture.full.mime)))
    });
    kept.await
}

fn place(data_dir: &Path, stem: &str, mime: &str) -> PathBuf {
    data_dir.join("files").join("logo").join(format!("{stem}.{}", keep::ending(mime)))
}

/// The two parts of a name of ours; `None` for any other text.
fn split(name: &str) -> Option<(&str, &'static str)> {
    let (stem, ending) = name.split_once('.')?;
    let mime = match ending {
        "jpg" => "image/jpeg",
        "png" => "image/png",
        "webp" => "image/webp",
        _ => return None,
    };
    keep::is_name(stem).then_some((stem, mime))
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn only_our_names_are_served() {
        let name = "0123456789abcdef0123456789abcdef";
        assert_eq!(split(&format!("{name}.png")), Some((name, "image/png")));
        for evil in ["../secret.png", ".png", "x.png", &format!("{name}.svg"), &format!("{name}.png/..")] {
            assert_eq!(split(evil), None, "{evil}");
        }
    }
}
