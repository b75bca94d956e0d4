//! What is said when something cannot be done: a sentence, a status, what to do next.

use std::borrow::Cow;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};

use crate::db::{self, DbError, Unavailable};
use crate::i18n::Arg;

/// A text with its variables, said in the reader's language when the page is made.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// The Fluent key.
    pub key: &'static str,
    /// The variables.
    pub args: Vec<(&'static str, Arg<'static>)>,
}

impl Note {
    /// A text without variables.
    pub const fn new(key: &'static str) -> Note {
        Note { key, args: Vec::new() }
    }

    /// Adds a variable.
    pub fn with(mut self, name: &'static str, value: impl Into<Arg<'static>>) -> Note {
        self.args.push((name, value.into()));
        self
    }
}

/// Why a request is not done as asked.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// The status of the answer.
    pub status: StatusCode,
    /// The sentence that says what is wrong and what to do.
    pub note: Note,
    /// What is wrong beside which field.
    pub fields: Vec<(&'static str, Note)>,
    /// A way on: path and the key of its words.
    pub link: Option<(Cow<'static, str>, &'static str)>,
    /// Seconds after which trying again may help.
    pub retry_after: Option<u32>,
    /// What was sent, to be sent again with a fresh token: path and fields.
    pub resend: Option<(String, Vec<(String, String)>)>,
    /// For the log only.
    pub cause: Option<String>,
    again: bool,
}

impl Refusal {
    /// There is no such thing, or not for this reader: the two are never told apart.
    pub const NOT_FOUND: Refusal = Refusal::new(StatusCode::NOT_FOUND, "error-not-found-text");

    /// A refusal with this sentence.
    pub const fn new(status: StatusCode, key: &'static str) -> Refusal {
        Refusal {
            status,
            note: Note::new(key),
            fields: Vec::new(),
            link: None,
            retry_after: None,
            resend: None,
            cause: None,
            again: false,
        }
    }

    /// 403: the reader may see it but not do that.
    pub const fn forbidden(key: &'static str) -> Refusal {
        Refusal::new(StatusCode::FORBIDDEN, key)
    }

    /// 409: somebody was faster, or the thing is in a state in which that cannot be done.
    pub const fn conflict(key: &'static str) -> Refusal {
        Refusal::new(StatusCode::CONFLICT, key)
    }

    /// 422: what was typed cannot be taken as it is.
    pub const fn invalid(key: &'static str) -> Refusal {
        Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, key)
    }

    /// 422 with the sentence beside one field.
    pub fn field(field: &'static str, note: Note) -> Refusal {
        let mut refusal = Refusal::invalid("error-invalid-text");
        refusal.fields.push((field, note));
        refusal
    }

    /// 400: the request makes no sense.
    pub const fn bad_request(key: &'static str) -> Refusal {
        Refusal::new(StatusCode::BAD_REQUEST, key)
    }

    /// 429: too much in too short a time.
    pub fn too_many(key: &'static str, retry_after: u32) -> Refusal {
        let mut refusal = Refusal::new(StatusCode::TOO_MANY_REQUESTS, key);
        refusal.note = refusal.note.with("n", i64::from(retry_after.div_ceil(60).max(1)));
        refusal.retry_after = Some(retry_after);
        refusal
    }

    /// 500: a mistake of ours; the cause goes to the log, the reader sees the request's id.
    pub fn broken(cause: impl std::fmt::Display) -> Refusal {
        let mut refusal = Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "error-internal-text");
        refusal.cause = Some(cause.to_string());
        refusal
    }

    /// 503: the database or another part does not answer now.
    pub fn unavailable(cause: impl std::fmt::Display) -> Refusal {
        let mut refusal = Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "error-busy-text");
        refusal.cause = Some(cause.to_string());
        refusal.retry_after = Some(5);
        refusal
    }

    /// Adds a way on.
    pub fn with_link(mut self, path: impl Into<Cow<'static, str>>, key: &'static str) -> Refusal {
        self.link = Some((path.into(), key));
        self
    }

    /// Whether it is about what was typed, so that the form is shown again, filled.
    pub fn is_invalid(&self) -> bool {
        self.status == StatusCode::UNPROCESSABLE_ENTITY
    }

    /// Whether nothing more needs to be said than that there is no such thing.
    pub fn is_not_found(&self) -> bool {
        self.status == StatusCode::NOT_FOUND
    }
}

/// Gathers what is wrong with a form, so that all of it is said at once.
#[derive(Default)]
pub struct Findings(Vec<(&'static str, Note)>);

impl Findings {
    /// Notes what is wrong beside a field.
    pub fn note(&mut self, field: &'static str, note: Note) {
        self.0.push((field, note));
    }

    /// Takes the value, or notes why there is none.
    pub fn take<T>(&mut self, field: &'static str, result: Result<T, Note>) -> Option<T> {
        result.map_err(|note| self.note(field, note)).ok()
    }

    /// Everything was right, or a 422 with all that was not.
    pub fn done(self) -> Result<(), Refusal> {
        if self.0.is_empty() {
            return Ok(());
        }
        Err(Refusal { fields: self.0, ..Refusal::invalid("error-invalid-text") })
    }
}

impl From<diesel::result::Error> for Refusal {
    fn from(error: diesel::result::Error) -> Refusal {
        if matches!(error, diesel::result::Error::NotFound) {
            return Refusal::NOT_FOUND;
        }
        let again = db::is_serialisation_failure(&error);
        let mut refusal =
            if db::is_unavailable(&error) { Refusal::unavailable(&error) } else { Refusal::broken(&error) };
        refusal.again = again;
        refusal
    }
}

impl From<Unavailable> for Refusal {
    fn from(error: Unavailable) -> Refusal {
        Refusal::unavailable(error)
    }
}

impl DbError for Refusal {
    fn is_retryable(&self) -> bool {
        self.again
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.status.as_u16(), self.note.key)?;
        match &self.cause {
            Some(cause) => write!(f, ": {cause}"),
            None => Ok(()),
        }
    }
}

impl ResponseError for Refusal {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    /// An empty answer with the right status: `surround.rs` makes the page, as it knows the reader's language.
    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status);
        if let Some(seconds) = self.retry_after {
            response.insert_header(("Retry-After", seconds.to_string()));
        }
        response.finish()
    }
}
