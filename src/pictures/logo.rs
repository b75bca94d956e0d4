//! The community's logo: a small picture that everybody may see, kept under a new name whenever it changes.

use std::path::{Path, PathBuf};

use actix_web::web;

use super::accept::{Limits, accept};
use super::keep;
use super::upload;
use crate::web::Refusal;

/// Longest side of a logo, in pixels: the header shows 32, high-resolution screens and previews more.
const SIDE: u32 = 512;

/// The logo's bytes and type. Errors: 404 for names that are none of ours.
pub async fn read(data_dir: &Path, name: &str) -> Result<(Vec<u8>, &'static str), Refusal> {
    let (stem, mime) = split(name).ok_or(Refusal::NOT_FOUND)?;
    let path = place(data_dir, stem, mime);
    let bytes = web::block(move || std::fs::read(path)).await.map_err(Refusal::broken)?;
    Ok((bytes.map_err(|_| Refusal::NOT_FOUND)?, mime))
}

/// Decodes, scales and keeps an uploaded logo. Returns its name for the community's settings.
///
/// Errors: 413, 415 or 422, with a sentence that says why it is no picture.
pub async fn keep_logo(data_dir: &Path, bytes: Vec<u8>) -> Result<String, Refusal> {
    let data_dir = data_dir.to_owned();
    upload::bounded(move || {
        let limits = Limits { full_side: SIDE, thumb_side: SIDE, ..Limits::default() };
        let picture = accept(&bytes, &limits).map_err(|problem| problem.refusal())?;
        let name = keep::fresh_name().map_err(Refusal::unavailable)?;
        let path = place(&data_dir, &name, picture.full.mime);
        keep::write_whole(&path, &picture.full).map_err(Refusal::unavailable)?;
        Ok(format!("{name}.{}", keep::ending(picture.full.mime)))
    })
    .await
}

/// Deletes a logo that is no longer used. One that cannot be deleted does no harm.
pub async fn forget(data_dir: &Path, name: Option<String>) {
    let Some(path) = name.as_deref().and_then(split).map(|(stem, mime)| place(data_dir, stem, mime)) else {
        return;
    };
    if let Ok(Err(problem)) = web::block(move || std::fs::remove_file(path)).await {
        tracing::warn!(%problem, "an old logo could not be deleted");
    }
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
