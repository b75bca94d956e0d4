//! Reading what a form with files sends, and the bound on how many pictures are decoded at once.

use std::cell::Cell;
use std::pin::pin;
use std::rc::Rc;
use std::sync::Mutex;
use std::time::Duration;

use actix_multipart::{Multipart, MultipartError};
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, web};
use futures_util::future::{Either, select};
use futures_util::{StreamExt, TryStreamExt};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::config::Limits;
use crate::ids::MemberId;
use crate::web::{Refusal, Site, check_token, is_same_origin};

/// Room for names, token and boundaries besides the files.
const EXTRA_BYTES: usize = 64 * 1024;
/// Most parts of a form: its fields and a handful of pictures.
const PARTS: usize = 20;
/// Bytes of a field that is no file.
const FIELD_BYTES: usize = 4096;
/// Pictures decoded at once; each takes up to 200 MB for a moment.
static DECODING: Semaphore = Semaphore::const_new(2);
/// Uploads at once, from their first byte until they are decoded: they hold their bytes in memory.
static PLACES: Semaphore = Semaphore::const_new(16);
/// How many of them one member may have.
const PLACES_OF_ONE: usize = 2;
/// Who has them.
static TAKEN: Mutex<Vec<MemberId>> = Mutex::new(Vec::new());

/// What was sent: fields by name, and the bytes of the files.
#[derive(Debug)]
pub struct Sent {
    /// Fields that are no files.
    pub fields: Vec<(String, String)>,
    /// Files under the name that was asked for, without empty ones (no file was chosen).
    pub files: Vec<Vec<u8>>,
    _place: Place,
}

/// A place among the uploads; free again when dropped.
#[derive(Debug)]
struct Place {
    of: MemberId,
    _permit: SemaphorePermit<'static>,
}

impl Place {
    /// Errors: 429 when the member has enough of them, 503 when all are taken.
    fn take(of: MemberId) -> Result<Place, Refusal> {
        let Ok(permit) = PLACES.try_acquire() else {
            return Err(Refusal::unavailable("too many pictures are being uploaded"));
        };
        let mut taken = TAKEN.lock().unwrap_or_else(|e| e.into_inner());
        if taken.iter().filter(|member| **member == of).count() >= PLACES_OF_ONE {
            return Err(Refusal::too_many("upload-one-after-the-other", 10));
        }
        taken.push(of);
        Ok(Place { of, _permit: permit })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = TAKEN.lock().unwrap_or_else(|e| e.into_inner());
        if let Some(at) = taken.iter().position(|member| *member == self.of) {
            taken.swap_remove(at);
        }
    }
}

/// Reads a multipart form of this site that `owner` sends: its origin is looked at first, then its token, which comes
/// before any file.
///
/// Files count only under the field `name`. Errors: 403 for a form from elsewhere or without a good token, 408 when
/// it takes longer than [`Limits::PICTURE_SECONDS`] or stalls, 413 above [`Limits::PICTURE_BYTES`], 415 for another kind of form.
pub async fn read(
    request: &HttpRequest,
    site: &Site,
    owner: MemberId,
    payload: web::Payload,
    name: &str,
) -> Result<Sent, Refusal> {
    if !is_same_origin(request, site) {
        tracing::warn!("an upload came from another site");
        return Err(Refusal::forbidden("error-form-foreign-text"));
    }
    let announced =
        request.headers().get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > Limits::PICTURE_BYTES + EXTRA_BYTES) {
        return Err(too_large());
    }
    let place = Place::take(owner)?;
    let arrived = Rc::new(Cell::new(0));
    let counted = arrived.clone();
    let payload = payload.inspect_ok(move |bytes| counted.set(counted.get() + bytes.len() as u64));
    let parts = Multipart::new(request.headers(), payload);
    let limit = Duration::from_secs(Limits::PICTURE_SECONDS);
    let is_token = |field: &str, value: &str| field == "token" && check_token(request, site, value);
    let reading = pin!(tokio::time::timeout(limit, read_parts(parts, name, place, is_token)));
    match select(reading, pin!(stalled(&arrived))).await {
        Either::Left((Ok(sent), _)) => sent,
        _ => Err(Refusal::new(StatusCode::REQUEST_TIMEOUT, "error-bad-request-text")),
    }
}

/// Comes about when too little has arrived for a while.
async fn stalled(arrived: &Cell<u64>) {
    loop {
        let before = arrived.get();
        tokio::time::sleep(Duration::from_secs(Limits::PICTURE_STALL_SECONDS)).await;
        if arrived.get() - before < Limits::PICTURE_BYTES_LEAST {
            return;
        }
    }
}

async fn read_parts(
    mut parts: Multipart,
    name: &str,
    place: Place,
    is_token: impl Fn(&str, &str) -> bool,
) -> Result<Sent, Refusal> {
    let mut sent = Sent { fields: Vec::new(), files: Vec::new(), _place: place };
    let mut is_ours = false;
    let (mut left, mut count) = (Limits::PICTURE_BYTES, 0);
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(|problem| unreadable(&problem))?;
        count += 1;
        if count > PARTS {
            return Err(Refusal::bad_request("error-bad-request-text"));
        }
        let field = part.name().unwrap_or("").to_owned();
        let is_file = field == name;
        if is_file && !is_ours {
            return Err(Refusal::forbidden("upload-form-expired"));
        }
        let most = if is_file { left } else { FIELD_BYTES };
        let mut bytes = Vec::new();
        // Not `Field::bytes`: above its limit that reads on to the end.
        while let Some(chunk) = part.next().await {
            let chunk = chunk.map_err(|problem| unreadable(&problem))?;
            if bytes.len() + chunk.len() > most {
                return Err(too_large());
            }
            bytes.extend_from_slice(&chunk);
        }
        if is_file && !bytes.is_empty() {
            left -= bytes.len();
            sent.files.push(bytes);
        } else if !is_file {
            let value = String::from_utf8(bytes).map_err(|_| Refusal::bad_request("field-bad-characters"))?;
            is_ours |= is_token(&field, &value);
            sent.fields.push((field, value));
        }
    }
    if is_ours { Ok(sent) } else { Err(Refusal::forbidden("upload-form-expired")) }
}

fn too_large() -> Refusal {
    super::PictureProblem::TooManyBytes { max_megabytes: (Limits::PICTURE_BYTES / (1024 * 1024)) as u64 }
        .refusal()
}

fn unreadable(problem: &MultipartError) -> Refusal {
    match problem {
        MultipartError::ContentTypeIncompatible
        | MultipartError::ContentTypeMissing
        | MultipartError::ContentTypeParse => {
            Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "error-media-type-text")
        }
        _ => Refusal::bad_request("error-bad-request-text"),
    }
}

/// Runs work on a picture that was sent off the async threads, two at a time.
pub async fn bounded<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    let Ok(_turn) = DECODING.acquire().await else {
        return Err(Refusal::unavailable("the decoders are closed"));
    };
    web::block(work).await.map_err(Refusal::broken)?
}
