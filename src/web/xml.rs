//! XML that readers and robots fetch: text that cannot break it, and an answer they need not fetch twice.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse};

use super::secrets::hash_token;

/// Without the characters that XML 1.0 does not know (production 2, `Char`); escaping is the template's.
pub fn clean(text: &str) -> String {
    let is_known = |c: &char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}');
    text.chars().filter(is_known).collect()
}

/// The document, or 304 to whoever has it already.
pub fn answer(request: &HttpRequest, mime: &'static str, body: String) -> HttpResponse {
    let tag = format!("\"{}\"", &hash_token(&body)[..22]);
    let sent = request.headers().get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok()).unwrap_or("");
    let is_known = sent.split(',').map(|one| one.trim().trim_start_matches("W/")).any(|one| one == tag);
    let status = if is_known { StatusCode::NOT_MODIFIED } else { StatusCode::OK };
    let mut response = HttpResponse::build(status);
    response
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .insert_header((header::ETAG, tag))
        .insert_header((header::CONTENT_TYPE, mime));
    if is_known { response.finish() } else { response.body(body) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn only_characters_of_xml_stay() {
        assert_eq!(clean("a\0b\u{1}c\u{FFFE}\td\u{1F600}"), "abc\td\u{1F600}");
    }

    #[test]
    fn who_has_it_gets_no_copy() {
        let first = answer(&TestRequest::get().to_http_request(), "text/xml", "<a/>".to_owned());
        let tag = first.headers().get(header::ETAG).expect("a tag").clone();
        let again = TestRequest::get().insert_header((header::IF_NONE_MATCH, tag)).to_http_request();
        assert_eq!(answer(&again, "text/xml", "<a/>".to_owned()).status(), 304);
        assert_eq!(answer(&again, "text/xml", "<b/>".to_owned()).status(), 200);
    }
}
