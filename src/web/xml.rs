//! XML that readers and robots fetch: text that cannot break it, and an answer they need not fetch twice.

use actix_web::HttpResponse;
use actix_web::http::header;

use super::page_cache::etag;

/// Without the characters that XML 1.0 does not know (production 2, `Char`); escaping is the template's.
pub fn clean(text: &str) -> String {
    let is_known = |c: &char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}');
    text.chars().filter(is_known).collect()
}

/// The document; whoever has it already is spared it (see `tidy`).
pub fn answer(mime: &'static str, body: String) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .insert_header((header::ETAG, etag(body.as_bytes())))
        .insert_header((header::CONTENT_TYPE, mime))
        .body(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_characters_of_xml_stay() {
        assert_eq!(clean("a\0b\u{1}c\u{FFFE}\td\u{1F600}"), "abc\td\u{1F600}");
    }
}
