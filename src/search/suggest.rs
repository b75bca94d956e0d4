//! Threads like what is being typed, solved ones first, with the sentence that fits. `GET /suggest`
//!
//! A fragment for the page, or JSON for whoever asks for it. Three statements, two of them for the session.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::{Deserialize, Serialize};

use super::find::{Wanted, find_as};
use super::hit;
use super::mark::{Marker, Piece};
use super::query::{Filter, Fit};
use super::similar::close;
use super::state::Search;
use super::words::Typed;
use crate::db::Db;
use crate::forum::thread_row::ThreadRow;
use crate::forum::{Boards, PostKind, State};
use crate::members::Viewer;
use crate::text;
use crate::web::filters;
use crate::web::{Refusal, Site};

/// Threads suggested.
const MOST: usize = 5;
/// Threads among which solved ones are looked for.
const LOOKED_AT: usize = 12;
/// Letters from which on anything is suggested.
const LETTERS: usize = 3;
/// Bytes of the sentence.
const SENTENCE: usize = 140;

/// What is being typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
}

#[derive(Template)]
#[template(path = "search/suggest.html")]
struct Fragment {
    lang: &'static str,
    suggestions: Vec<Suggestion>,
    ask: String,
}

struct Suggestion {
    row: ThreadRow,
    href: String,
    title: Vec<Piece>,
    sentence: Vec<Piece>,
}

/// A suggestion for programs.
#[derive(Serialize)]
struct Plain<'a> {
    title: &'a str,
    url: &'a str,
    state: &'static str,
    sentence: String,
}

/// `GET /suggest?q=`
pub async fn show(
    site: web::Data<Site>,
    search: web::Data<Search>,
    viewer: Viewer,
    asked: web::Query<Asked>,
    request: HttpRequest,
) -> Result<HttpResponse, Refusal> {
    let typed = Typed::read(&asked.q);
    let title: String = url::form_urlencoded::byte_serialize(typed.text.as_bytes()).collect();
    let (reading, reader) = (site.clone(), viewer.clone());
    let suggestions = match typed.text.chars().count() < LETTERS || typed.is_empty() {
        true => Vec::new(),
        false => {
            site.store
                .read(move |db| {
                    let boards = reading.cached::<Boards>(db, reader.site_version)?;
                    suggest(db, &search, &reader, &boards, &typed)
                })
                .await?
        }
    };
    if wants_json(&request) {
        let plain: Vec<Plain<'_>> = suggestions.iter().map(plain).collect();
        return Ok(HttpResponse::Ok()
            .insert_header((header::CACHE_CONTROL, "private, no-cache"))
            .insert_header((header::VARY, "Accept"))
            .json(plain));
    }
    let frame = viewer.frame();
    let ask = format!("/ask?title={title}");
    let fragment = Fragment { lang: frame.lang, suggestions, ask };
    viewer.html(&fragment)
}

fn wants_json(request: &HttpRequest) -> bool {
    let accept = request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    accept.is_some_and(|accept| accept.contains("application/json") && !accept.contains("text/html"))
}

fn suggest(
    db: &mut Db,
    search: &Search,
    viewer: &Viewer,
    boards: &Boards,
    typed: &Typed,
) -> Result<Vec<Suggestion>, Refusal> {
    let me = viewer.me.as_ref();
    let filter = Filter { boards: boards.ids_visible_to(me), ..Filter::default() };
    let wanted = Wanted { typed, authors: Vec::new(), filter, by_time: false };
    let Some(found) = search.ask(|opened| find_as(opened, &wanted, Fit::Begun, LOOKED_AT)) else {
        return Ok(Vec::new());
    };
    let mut marker = Marker::new(typed, Fit::Begun);
    let mut suggestions = Vec::new();
    for (post, kind, body, _, facts, author) in hit::load(db, boards, me, &close(&found))? {
        let row = ThreadRow { facts, author, tags: Vec::new(), unread: None };
        let href = if kind == PostKind::Opening { row.href() } else { format!("/p/{post}") };
        suggestions.push((row, href, body));
    }
    // Stable: among solved ones, and among others, the best stay first.
    suggestions.sort_by_key(|(row, ..)| !is_solved(row));
    suggestions.truncate(MOST);
    let whole = |(row, href, body): (ThreadRow, String, String)| Suggestion {
        title: marker.mark(&row.facts.title),
        sentence: marker.excerpt(&text::plain(&body), SENTENCE),
        row,
        href,
    };
    Ok(suggestions.into_iter().map(whole).collect())
}

fn is_solved(row: &ThreadRow) -> bool {
    matches!(row.state(), State::Solved | State::SelfSolved)
}

fn plain(suggestion: &Suggestion) -> Plain<'_> {
    Plain {
        title: &suggestion.row.facts.title,
        url: &suggestion.href,
        state: suggestion.row.state().word(),
        sentence: suggestion.sentence.iter().map(|piece| piece.text.as_str()).collect(),
    }
}
