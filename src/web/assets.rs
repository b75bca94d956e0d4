//! Static files: part of the binary, compressed at build, named by their hash and so kept for a year by browsers.
//!
//! The one stylesheet gets the community's accent colour appended when it is first asked for.

use std::io::Write;
use std::sync::RwLock;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use sha2::{Digest, Sha256};

use super::refusal::Refusal;

/// One static file with its compressed forms.
pub struct File {
    path: &'static str,
    kind: &'static str,
    plain: &'static str,
    gzip: &'static [u8],
    brotli: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The stylesheet with one accent colour.
struct Coloured {
    accent: String,
    path: String,
    plain: web::Bytes,
    gzip: web::Bytes,
}

/// The last few accents: more than one while an admin tries colours.
static COLOURED: RwLock<Vec<Coloured>> = RwLock::new(Vec::new());
const MOST_COLOURED: usize = 8;

/// Where the stylesheet with this accent (`#rrggbb`) is served.
pub fn stylesheet_path(accent: &str) -> String {
    let known = {
        let all = COLOURED.read().unwrap_or_else(|e| e.into_inner());
        all.iter().find(|c| c.accent == accent).map(|c| c.path.clone())
    };
    known.unwrap_or_else(|| {
        let made = colour(accent);
        let path = made.path.clone();
        let mut all = COLOURED.write().unwrap_or_else(|e| e.into_inner());
        if !all.iter().any(|c| c.path == path) {
            if all.len() >= MOST_COLOURED {
                all.remove(0);
            }
            all.push(made);
        }
        path
    })
}

fn colour(accent: &str) -> Coloured {
    let text = format!("{STYLESHEET}\n:root{{--accent:{accent};--on-accent:{}}}", text_on(accent));
    let hash = data_encoding::HEXLOWER.encode(&Sha256::digest(text.as_bytes())[..6]);
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    // Without a compressed form the plain one is served.
    let gzip = encoder.write_all(text.as_bytes()).and_then(|()| encoder.finish()).unwrap_or_default();
    Coloured {
        accent: accent.to_owned(),
        path: format!("/static/style.{hash}.css"),
        plain: text.into(),
        gzip: gzip.into(),
    }
}

/// White or the near-black of the text, whichever contrasts more with `#rrggbb` (WCAG 2.2, contrast ratio).
pub fn text_on(accent: &str) -> &'static str {
    const DARK: &str = "#161310";
    let (behind, dark) = (luminance(accent), luminance(DARK));
    let with_white = 1.05 / (behind + 0.05);
    let with_dark = (behind.max(dark) + 0.05) / (behind.min(dark) + 0.05);
    if with_dark > with_white { DARK } else { "#fff" }
}

/// Relative luminance of `#rrggbb` by WCAG 2.2, 0 to 1; that of black for anything else.
pub fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let byte = colour.get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).unwrap_or(0);
        let share = f64::from(byte) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

/// `GET /static/{name}`
pub async fn serve(request: HttpRequest) -> Result<HttpResponse, Refusal> {
    let accepted = request.headers().get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or("");
    let path = request.path();
    if let Some(file) = FILES.iter().find(|file| file.path == path) {
        let mut response = immutable(file.kind);
        return Ok(if accepted.contains("br") {
            response.insert_header((header::CONTENT_ENCODING, "br")).body(file.brotli)
        } else if accepted.contains("gzip") {
            response.insert_header((header::CONTENT_ENCODING, "gzip")).body(file.gzip)
        } else {
            response.body(file.plain)
        });
    }
    let all = COLOURED.read().unwrap_or_else(|e| e.into_inner());
    let coloured = all.iter().find(|c| c.path == path).ok_or(Refusal::NOT_FOUND)?;
    let mut response = immutable("text/css; charset=utf-8");
    Ok(if accepted.contains("gzip") && !coloured.gzip.is_empty() {
        response.insert_header((header::CONTENT_ENCODING, "gzip")).body(coloured.gzip.clone())
    } else {
        response.body(coloured.plain.clone())
    })
}

fn immutable(kind: &'static str) -> actix_web::HttpResponseBuilder {
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::CONTENT_TYPE, kind))
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((header::VARY, "Accept-Encoding"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_on_the_accent_contrasts() {
        assert_eq!(text_on("#ffffff"), "#161310");
        assert_eq!(text_on("#1f6f78"), "#fff");
        assert_eq!(text_on("#ffd400"), "#161310");
    }

    #[test]
    fn another_accent_is_another_address() {
        assert_ne!(stylesheet_path("#111111"), stylesheet_path("#222222"));
        assert_eq!(stylesheet_path("#111111"), stylesheet_path("#111111"));
    }
}
