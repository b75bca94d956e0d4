//! What is wrong with a form, said beside its fields.

use actix_web::HttpResponse;

use super::refusal::{Note, Refusal};
use crate::i18n::Words;

/// The sentences beside the fields of a form shown again; empty for a new form.
#[derive(Clone, Debug, Default)]
pub struct Mistakes(Vec<(&'static str, String)>);

impl Mistakes {
    /// Those of a refusal, in the reader's language. A refusal about no field in particular stands at the top.
    pub fn of(refusal: &Refusal, words: &Words) -> Mistakes {
        let say = |note: &Note| words.with(note.key, &note.args).into_owned();
        let mut said: Vec<_> = refusal.fields.iter().map(|(field, note)| (*field, say(note))).collect();
        if said.is_empty() {
            said.push(("form", say(&refusal.note)));
        }
        Mistakes(said)
    }

    /// Those of a refusal that is about what was typed; any other refusal is handed on.
    pub fn or(refusal: Refusal, words: &Words) -> Result<Mistakes, Refusal> {
        if refusal.is_invalid() { Ok(Mistakes::of(&refusal, words)) } else { Err(refusal) }
    }

    /// The sentence beside a field.
    pub fn at(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| *name == field).map(|(_, said)| said.as_str())
    }
}

/// Adds `Cache-Control: no-store`: settings, moderation and the pages of signing in are kept nowhere.
pub fn unstored(mut response: HttpResponse) -> HttpResponse {
    use actix_web::http::header::{CACHE_CONTROL, HeaderValue};
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
