//! The sitemap (sitemaps.org): every thread that visitors see, in parts by number, and the boards and pages around them.
//!
//! A part holds the threads of a range of numbers, so it is one statement along the primary key however many threads
//! there are, and a part that is full changes only when its threads do.

use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::prelude::*;

use crate::db::schema::threads;
use crate::forum::Boards;
use crate::ids::{ThreadId, Ts};
use crate::web::{Refusal, Site, xml};

/// Numbers of a part; the protocol allows 50,000 addresses.
const PART: i64 = 20_000;
const MIME: &str = "application/xml; charset=utf-8";
/// Pages that stand by themselves.
const PAGES: [&str; 4] = ["/", "/tags", "/unanswered", "/ranks"];

#[derive(Template)]
#[template(path = "pages/sitemap_index.xml")]
struct Index {
    home: String,
    parts: Vec<i64>,
}

#[derive(Template)]
#[template(path = "pages/sitemap.xml")]
struct Part {
    home: String,
    pages: Vec<(String, Option<String>)>,
}

/// `GET /sitemap.xml`: the parts there are.
pub async fn index(site: web::Data<Site>) -> Result<HttpResponse, Refusal> {
    let last: Option<ThreadId> = site
        .store
        .read(|db| {
            let last = threads::table.order(threads::id.desc()).select(threads::id).first(db);
            Ok::<_, Refusal>(last.optional()?)
        })
        .await?;
    let parts = (0..=last.map_or(0, |id| id.0 / PART)).collect();
    let index = Index { home: site.config.public_url(), parts };
    Ok(xml::answer(MIME, index.render().map_err(Refusal::broken)?))
}

/// `GET /sitemap-{part}.xml`
pub async fn part(site: web::Data<Site>, part: web::Path<i64>) -> Result<HttpResponse, Refusal> {
    let (part, reading) = (part.into_inner(), site.clone());
    let first = part.checked_mul(PART).filter(|first| *first >= 0).ok_or(Refusal::NOT_FOUND)?;
    let pages = site
        .store
        .read(move |db| {
            let boards = Boards::of(&reading, db)?;
            let mut pages: Vec<(String, Option<String>)> = Vec::new();
            if part == 0 {
                pages.extend(PAGES.map(|path| (path.to_owned(), None)));
                pages.extend(boards.visible_to(None).into_iter().map(|board| (board.href(), None)));
            }
            let rows: Vec<(ThreadId, String, Ts)> = threads::table
                .filter(threads::id.ge(first).and(threads::id.lt(first.saturating_add(PART))))
                // The sum keeps the database from walking the boards: the numbers are the way.
                .filter((threads::board + 0).eq_any(boards.ids_visible_to(None).iter().map(|id| id.0)))
                .filter(threads::hidden_at.is_null().and(threads::deleted_at.is_null()))
                .order(threads::id)
                .select((threads::id, threads::slug, threads::last_post_at))
                .load(db)?;
            pages.extend(rows.into_iter().map(|(id, slug, at)| (format!("/t/{id}/{slug}"), Some(day(at)))));
            Ok::<_, Refusal>(pages)
        })
        .await?;
    if pages.is_empty() {
        return Err(Refusal::NOT_FOUND);
    }
    let page = Part { home: site.config.public_url(), pages };
    Ok(xml::answer(MIME, page.render().map_err(Refusal::broken)?))
}

/// The day, which is all a robot needs to know.
fn day(at: Ts) -> String {
    at.iso().chars().take_while(|c| *c != 'T').collect()
}
