//! What marks have in common: a button that switches something on and off, with or without a script.

use actix_web::HttpResponse;
use actix_web::http::header;

use crate::members::Signed;
use crate::web::see_other;

/// How a mark stands after it was pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// How many marks there are; 0 where none are counted.
    pub count: i64,
    /// Whether this member's is among them.
    pub on: bool,
    /// Where the button is.
    pub place: String,
}

/// The answer to a pressed button: back to its place, or `{count, on, label}` for the script, which announces `label`.
pub fn answer(who: &Signed, by_script: bool, marked: &Marked, label_key: &str) -> HttpResponse {
    if !by_script {
        return see_other(&marked.place);
    }
    let label = who.visit.words.t(label_key);
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(serde_json::json!({ "count": marked.count, "on": marked.on, "label": label }))
}
