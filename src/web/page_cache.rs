//! Pages that visitors read alike, kept with their compressed forms.
//!
//! A handler opts in by answering with `Viewer::html_shared`, naming the page's own address and the
//! [`Part`](super::Part)s it shows. Kept is only what was asked for under exactly that address, so that nothing in a
//! query that the handler does not understand can fill the memory; other spellings are answered and not kept.
//!
//! Rules:
//! 1. Only for visitors: who sends a session or a pending sign-in is never answered from here, nor kept.
//! 2. A page that holds a form token is never kept.
//! 3. A page is at most [`OLDEST`] old and none of its parts has changed (`freshness.rs`).
//! 4. Of many who ask for the same cold page one renders it; the others wait for that.
//! 5. At most [`BYTES`] are kept: in two generations, of which the older goes when the younger is full; what is read
//!    moves to the younger.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};
use std::io::Write;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock, RwLock};
use std::time::Instant;

use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::web::{self, Bytes};
use actix_web::{HttpRequest, HttpResponse};
use tokio::sync::watch;

use super::cookies::{full_name, read_cookie};
use super::form::{PENDING, SESSION};
use super::freshness::{OLDEST, Part};
use super::site::Site;
use super::traffic::RouteId;
use super::visit::{CHOICES, Reader};
use crate::config::Community;

/// Memory for kept pages, all forms counted.
const BYTES: usize = 48 * 1024 * 1024;
/// The longest address looked up, in bytes.
const LONGEST_ADDRESS: usize = 300;
/// Brotli's quality for pages: about a fifth smaller than gzip in a few milliseconds.
const BROTLI_QUALITY: i32 = 6;
/// From how many readings on a page is worth its brotli form.
const BROTLI_FROM: u32 = 2;
/// What caches are told about every page.
pub const VARY: &str = "Cookie, Accept-Language, Accept-Encoding";

/// What a handler says about a page that all visitors of one language read alike.
#[derive(Clone, Debug)]
pub struct Shared {
    /// Its own address: path, and query as the handler understands it.
    pub address: String,
    /// What it shows.
    pub parts: Vec<Part>,
}

impl Shared {
    /// A page that lists threads of several boards.
    pub fn list(address: impl Into<String>) -> Shared {
        Shared { address: address.into(), parts: vec![Part::Lists, Part::AnyBoard] }
    }
}

/// A kept page.
struct Kept {
    plain: Bytes,
    gzip: Bytes,
    brotli: OnceLock<Bytes>,
    brotli_begun: AtomicBool,
    read: AtomicU32,
    etag: HeaderValue,
    parts: Vec<Part>,
    /// The path it is counted under.
    route: RouteId,
    /// The clock before its transaction, and the moment.
    time: u64,
    at: Instant,
}

impl Kept {
    /// Bytes it takes; room for brotli is counted from the start.
    fn weight(&self) -> usize {
        self.plain.len() + 2 * self.gzip.len() + 500
    }
}

/// What one request asks for: its address in its reader's language, form of address and colours.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key(String);

impl Key {
    /// The key of a visitor's request; `None` for whatever is never answered from here.
    pub fn of(request: &HttpRequest, site: &Site) -> Option<Key> {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return None;
        }
        let address = request.uri().path_and_query()?.as_str();
        let is_for_machines = ["/static/", "/healthz", "/readyz", "/metrics"];
        if address.len() > LONGEST_ADDRESS || is_for_machines.iter().any(|start| address.starts_with(start)) {
            return None;
        }
        let has_cookies = request.headers().contains_key(header::COOKIE);
        if has_cookies && !is_visitor(request, site) {
            return None;
        }
        let community = site.cached_any::<Community>()?;
        let choices = if has_cookies { read_cookie(request, site, CHOICES) } else { None };
        let reader = Reader::of(request.headers(), choices.as_deref(), &community);
        let mut key = String::with_capacity(address.len() + 20);
        for part in [reader.locale.folder(), reader.colours.map_or("", |c| c.code()), address] {
            key.push_str(part);
            key.push(' ');
        }
        Some(Key(key))
    }
}

/// Whether the browser is neither signed in nor in the middle of it.
fn is_visitor(request: &HttpRequest, site: &Site) -> bool {
    [SESSION, PENDING].iter().all(|name| request.cookie(&full_name(site, name)).is_none())
}

#[derive(Default)]
struct Generations {
    young: HashMap<Key, Arc<Kept>>,
    old: HashMap<Key, Arc<Kept>>,
    young_bytes: usize,
}

impl Generations {
    fn insert(&mut self, key: Key, kept: Arc<Kept>) {
        self.young_bytes += kept.weight();
        if let Some(before) = self.young.insert(key, kept) {
            self.young_bytes -= before.weight();
        }
        if self.young_bytes > BYTES / 2 {
            self.old = std::mem::take(&mut self.young);
            self.young_bytes = 0;
        }
    }
}

/// All kept pages of a node.
#[derive(Default)]
pub struct PageCache {
    kept: RwLock<Generations>,
    in_work: Mutex<HashMap<Key, watch::Receiver<()>>>,
}

/// The right to make a page, and the duty: others wait until it is dropped.
pub struct Turn {
    site: web::Data<Site>,
    key: Key,
    time: u64,
    at: Instant,
    /// Whether others wait for this one.
    is_first: bool,
    _done: watch::Sender<()>,
}

impl Drop for Turn {
    fn drop(&mut self) {
        if self.is_first {
            self.site.pages.in_work.lock().unwrap_or_else(|e| e.into_inner()).remove(&self.key);
        }
    }
}

/// The kept page for a request, or the turn to make it; `Err(None)` for what is not kept.
pub async fn find(
    request: &HttpRequest,
    site: &web::Data<Site>,
) -> Result<(HttpResponse, RouteId), Option<Turn>> {
    let Some(key) = Key::of(request, site) else { return Err(None) };
    if let Some(kept) = site.pages.fresh(&key, site) {
        site.traffic.from_memory.one();
        return Ok((answer(&kept, request.headers()), kept.route));
    }
    let (done, waiting) = watch::channel(());
    let ahead = {
        let mut in_work = site.pages.in_work.lock().unwrap_or_else(|e| e.into_inner());
        let ahead = in_work.get(&key).cloned();
        if ahead.is_none() {
            in_work.insert(key.clone(), waiting);
        }
        ahead
    };
    let is_first = ahead.is_none();
    if let Some(mut ahead) = ahead {
        // Ends with an error once the other is done; it sends nothing.
        while ahead.changed().await.is_ok() {}
        if let Some(kept) = site.pages.fresh(&key, site) {
            site.traffic.from_memory.one();
            return Ok((answer(&kept, request.headers()), kept.route));
        }
    }
    let turn = Turn {
        site: site.clone(),
        key,
        time: site.freshness.now(),
        at: Instant::now(),
        is_first,
        _done: done,
    };
    Err(Some(turn))
}

impl Turn {
    /// Keeps a page that a handler made in this turn, and answers with it.
    pub async fn keep(self, shared: Shared, plain: Bytes, request: &HttpRequest) -> Option<HttpResponse> {
        self.site.traffic.made.one();
        let bytes = plain.clone();
        let gzip = web::block(move || gzip(&bytes)).await.ok()??;
        let kept = Arc::new(Kept {
            etag: etag(&plain),
            plain,
            gzip,
            brotli: OnceLock::new(),
            brotli_begun: AtomicBool::new(false),
            read: AtomicU32::new(0),
            parts: shared.parts,
            route: RouteId::of(request),
            time: self.time,
            at: self.at,
        });
        let mut all = self.site.pages.kept.write().unwrap_or_else(|e| e.into_inner());
        all.insert(self.key.clone(), kept.clone());
        drop(all);
        Some(answer(&kept, request.headers()))
    }
}

impl PageCache {
    /// The page, if it is kept and may still be shown.
    fn fresh(&self, key: &Key, site: &Site) -> Option<Arc<Kept>> {
        let (kept, is_old) = {
            let all = self.kept.read().unwrap_or_else(|e| e.into_inner());
            match all.young.get(key) {
                Some(kept) => (kept.clone(), false),
                None => (all.old.get(key)?.clone(), true),
            }
        };
        if kept.at.elapsed() > OLDEST || !site.freshness.is_current(&kept.parts, kept.time) {
            return None;
        }
        if is_old {
            self.kept.write().unwrap_or_else(|e| e.into_inner()).insert(key.clone(), kept.clone());
        }
        Some(kept)
    }

    /// How many pages are kept; for tests and for whoever looks after the machine.
    pub fn len(&self) -> usize {
        let all = self.kept.read().unwrap_or_else(|e| e.into_inner());
        all.young.len() + all.old.keys().filter(|key| !all.young.contains_key(*key)).count()
    }

    /// Bytes they take, all forms counted.
    pub fn bytes(&self) -> usize {
        let all = self.kept.read().unwrap_or_else(|e| e.into_inner());
        let young = all.young.values().map(|kept| kept.weight()).sum::<usize>();
        young + all.old.values().map(|kept| kept.weight()).sum::<usize>()
    }

    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

fn answer(kept: &Arc<Kept>, asked: &HeaderMap) -> HttpResponse {
    let mut response = HttpResponse::new(StatusCode::OK);
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static(VARY));
    headers.insert(header::ETAG, kept.etag.clone());
    if is_known(asked, &kept.etag) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    let accepted = asked.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or("");
    if accepts(accepted, "br") {
        if let Some(brotli) = kept.brotli.get() {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
            return response.set_body(brotli.clone()).map_into_boxed_body();
        }
        if kept.read.fetch_add(1, Ordering::Relaxed) + 1 >= BROTLI_FROM
            && !kept.brotli_begun.swap(true, Ordering::Relaxed)
        {
            let kept = kept.clone();
            drop(web::block(move || kept.brotli.set(brotli(&kept.plain))));
        }
    }
    if accepts(accepted, "gzip") {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        return response.set_body(kept.gzip.clone()).map_into_boxed_body();
    }
    response.set_body(kept.plain.clone()).map_into_boxed_body()
}

/// Whether a coding is named in `Accept-Encoding` and not with the weight 0.
fn accepts(accepted: &str, coding: &str) -> bool {
    accepted.split(',').any(|one| {
        let (name, weight) = one.split_once(';').unwrap_or((one, ""));
        let refused = weight.trim().strip_prefix("q=").is_some_and(|q| q.trim_matches(['0', '.']).is_empty());
        name.trim().eq_ignore_ascii_case(coding) && !refused
    })
}

/// The name of a page's bytes. Weak: the same for each compressed form.
pub fn etag(body: &[u8]) -> HeaderValue {
    let mut hasher = DefaultHasher::new();
    hasher.write(body);
    let text = format!("W/\"{:016x}{:x}\"", hasher.finish(), body.len());
    // Hexadecimal digits in quotes are always a header value.
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("W/\"0\""))
}

/// Whether the browser says that it has this page (`If-None-Match`, compared weakly).
pub fn is_known(asked: &HeaderMap, etag: &HeaderValue) -> bool {
    let (Ok(etag), Some(known)) =
        (etag.to_str(), asked.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok()))
    else {
        return false;
    };
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    known.trim() == "*" || known.split(',').any(|one| bare(one) == bare(etag))
}

fn gzip(bytes: &[u8]) -> Option<Bytes> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
    encoder.write_all(bytes).and_then(|()| encoder.finish()).ok().map(Bytes::from)
}

/// Empty never: where brotli fails the plain bytes would be sent under its name, so writing to memory cannot fail.
fn brotli(bytes: &[u8]) -> Bytes {
    let mut out = Vec::new();
    {
        let mut writer = ::brotli::CompressorWriter::new(&mut out, 16 * 1024, BROTLI_QUALITY as u32, 18);
        let _ = writer.write_all(bytes);
    }
    out.into()
}

#[cfg(test)]
#[path = "page_cache_tests.rs"]
mod tests;
