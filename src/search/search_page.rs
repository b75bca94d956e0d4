//! The page of results. `GET /search`
//!
//! Seven statements at most, for the session too, however much is found: version, tag, author, names among the words,
//! posts with their threads, tags.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::asked::{self, Asked, SINCE, STATES};
use super::find::{Found, Wanted, find};
use super::hit::{self, Hit};
use super::mark::Marker;
use super::query::Fit;
use super::state::Search;
use super::titles;
use super::words::{CHARS, Typed};
use crate::db::Db;
use crate::forum::{Boards, Kind};
use crate::members::Viewer;
use crate::web::filters;
use crate::web::{Frame, Pager, Refusal, Site};

/// Threads of one page.
const SIZE: usize = 20;
/// Pages of one search: whoever has not found it on ten pages needs other words.
const PAGES: usize = 10;

#[derive(Template)]
#[template(path = "search/search_page.html")]
struct Page {
    frame: Frame,
    asked: Asked,
    chars: usize,
    boards: Vec<Choice>,
    states: Vec<Choice>,
    kinds: Vec<Choice>,
    times: Vec<Choice>,
    by_time: bool,
    results: Results,
    ask: String,
    pager: Pager,
}

/// A choice of a filter.
struct Choice {
    word: String,
    /// The name of a board, the text key of anything else.
    label: String,
    indent: Vec<()>,
    is_chosen: bool,
}

/// What is shown of what was found.
#[derive(Default)]
struct Results {
    /// Whether anything was looked for.
    is_asked: bool,
    hits: Vec<Hit>,
    /// Posts that fit.
    posts: i64,
    /// Text key of what to say about how they fit.
    note: Option<&'static str>,
    /// Percent of the index that is being made, while only titles are looked at.
    building: Option<i64>,
    has_more: bool,
}

impl Page {
    /// Whether the filters are to be shown open.
    fn is_narrowed(&self) -> bool {
        self.asked.is_narrowed()
    }
}

/// `GET /search?q=&board=&tag=&author=&state=&kind=&since=&sort=&page=`
pub async fn show(
    site: web::Data<Site>,
    search: web::Data<Search>,
    viewer: Viewer,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, Refusal> {
    let (reading, reader, asked) = (site.clone(), viewer.clone(), asked.into_inner());
    let page = site
        .store
        .read(move |db| {
            let boards = reading.cached::<Boards>(db, reader.site_version)?;
            page(db, &search, &reader, &boards, asked)
        })
        .await?;
    viewer.html(&page)
}

fn page(
    db: &mut Db,
    search: &Search,
    viewer: &Viewer,
    boards: &Boards,
    mut asked: Asked,
) -> Result<Page, Refusal> {
    let typed = Typed::read(&asked.q);
    asked.q.clone_from(&typed.text);
    let number = asked.page(PAGES);
    let by_time = asked.is_by_time(&typed);
    let results = results(db, search, viewer, boards, &asked, &typed)?;
    let pager = Pager {
        newer: (number > 1).then(|| asked.address(number - 1)),
        older: (results.has_more && number < PAGES).then(|| asked.address(number + 1)),
    };
    let title: String = url::form_urlencoded::byte_serialize(typed.text.as_bytes()).collect();
    let me = viewer.me.as_ref();
    let board = boards.visible_to(me).into_iter().map(|board| Choice {
        word: board.slug.clone(),
        label: board.name.clone(),
        indent: vec![(); boards.depth(board.id)],
        is_chosen: board.slug == asked.board,
    });
    Ok(Page {
        frame: viewer.frame(),
        chars: CHARS,
        boards: board.collect(),
        states: choices(|word| format!("state-{word}"), &STATES, &asked.state),
        kinds: choices(
            |word| format!("kind-{word}"),
            &Kind::ALL.iter().map(|kind| kind.word()).collect::<Vec<_>>(),
            &asked.kind,
        ),
        times: choices(|word| format!("search-since-{word}"), &SINCE.map(|(word, _)| word), &asked.since),
        by_time,
        results,
        ask: if typed.text.is_empty() { "/ask".to_owned() } else { format!("/ask?title={title}") },
        pager,
        asked,
    })
}

fn choices(key: impl Fn(&str) -> String, words: &[&str], chosen: &str) -> Vec<Choice> {
    let choice = |word: &&str| Choice {
        word: (*word).to_owned(),
        label: key(word),
        indent: Vec::new(),
        is_chosen: *word == chosen,
    };
    words.iter().map(choice).collect()
}

fn results(
    db: &mut Db,
    search: &Search,
    viewer: &Viewer,
    boards: &Boards,
    asked: &Asked,
    typed: &Typed,
) -> Result<Results, Refusal> {
    let me = viewer.me.as_ref();
    if typed.is_empty() && !asked.is_narrowed() {
        // What was typed holds no word: nothing can fit.
        return Ok(Results { is_asked: !asked.q.is_empty(), ..Results::default() });
    }
    let nothing = Results { is_asked: true, ..Results::default() };
    let Some(filter) = asked::filter(db, boards, me, asked, viewer.visit.words.now)? else {
        return Ok(nothing);
    };
    let number = asked.page(PAGES);
    let authors = asked::authors(db, typed)?;
    let wanted = Wanted { typed, authors, filter, by_time: asked.is_by_time(typed) };
    let Some(found) = search.ask(|opened| find(opened, &wanted, number * SIZE + 1)) else {
        let building = Some(search.building().unwrap_or_default());
        let candidates = titles::find(db, &wanted, SIZE)?;
        let hits = hit::hits(db, boards, me, &candidates, &mut Marker::new(typed, Fit::All))?;
        return Ok(Results { posts: hits.len() as i64, hits, building, ..nothing });
    };
    let has_more = found.threads.len() > number * SIZE;
    let shown: Vec<_> = found.threads.iter().skip((number - 1) * SIZE).take(SIZE).copied().collect();
    let hits = hit::hits(db, boards, me, &shown, &mut Marker::new(typed, found.fit))?;
    let note = note(&found, &hits);
    Ok(Results { hits, posts: found.posts as i64, note, has_more, ..nothing })
}

fn note(found: &Found, hits: &[Hit]) -> Option<&'static str> {
    match found.fit {
        _ if hits.is_empty() => None,
        Fit::All | Fit::Like | Fit::Begun => None,
        Fit::Some => Some("search-some-words"),
        Fit::Near => Some("search-near-words"),
    }
}
