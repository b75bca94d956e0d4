//! All tags with the threads that carry them, by name. `GET /tags`
//!
//! A tag that only threads carry which the viewer does not see is not there for them.

use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::dsl::exists;
use diesel::prelude::*;
use serde::Deserialize;

use super::board::Boards;
use super::tag_slice::{Listed, Query, slice};
use super::{tag, tag_share};
use crate::db::Db;
use crate::db::schema::{tag_counts, tags};
use crate::ids::{BoardId, TagId};
use crate::members::Viewer;
use crate::web::{Frame, Refusal, Shared, Site, filters};

/// Tags on one page.
const A_PAGE: usize = 60;

/// What can be chosen on the page.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    after: String,
    before: String,
}

#[derive(Template)]
#[template(path = "forum/tags_page.html")]
struct Page {
    frame: Frame,
    q: String,
    rows: Vec<Row>,
    newer: Option<String>,
    older: Option<String>,
}

struct Row {
    tag: Listed,
    /// That the viewer sees.
    threads: i64,
}

/// `GET /tags?q=&after=&before=`: four statements, two of the session included.
pub async fn show(
    site: web::Data<Site>,
    viewer: Viewer,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, Refusal> {
    let (asked, reader, reading) = (asked.into_inner(), viewer.clone(), site.clone());
    let q: String = asked.q.trim().chars().take(100).collect();
    let letters = q.clone();
    let (rows, newer, older) = site
        .store
        .read(move |db| {
            let boards = reading.cached::<Boards>(db, reader.site_version)?;
            Ok::<_, Refusal>(find(db, &boards.ids_visible_to(reader.me.as_ref()), &asked, &letters)?)
        })
        .await?;
    let link = |way: &str, slug: String| {
        let mut query = url::form_urlencoded::Serializer::new("/tags?".to_owned());
        if !q.is_empty() {
            query.append_pair("q", &q);
        }
        query.append_pair(way, &slug).finish()
    };
    let newer = newer.map(|slug| link("before", slug));
    let older = older.map(|slug| link("after", slug));
    let page = Page { frame: viewer.frame(), q, rows, newer, older };
    // Kept as it is asked for most: all tags, from the first on.
    viewer.html_shared(&page, || Shared::list("/tags"))
}

/// A page of tags, and the slugs from which the pages before and after it go on.
type Cut = (Vec<Row>, Option<String>, Option<String>);

fn find(db: &mut Db, boards: &[BoardId], asked: &Asked, letters: &str) -> QueryResult<Cut> {
    let carried = tag_counts::table
        .filter(tag_counts::tag.eq(tags::id))
        .filter(tag_counts::board.eq_any(boards.to_vec()))
        .filter(tag_counts::threads.gt(0));
    let narrow = |all: Query<'static>| {
        let seen = all.filter(tags::is_topic.or(tags::is_product).or(exists(carried)));
        if letters.is_empty() {
            return seen;
        }
        seen.filter(tags::slug.like(format!("%{}%", tag::slug_part(letters))))
    };
    let found = slice(db, narrow, (&asked.after, &asked.before), A_PAGE)?;
    let ids: Vec<TagId> = found.tags.iter().map(|tag| tag.id).collect();
    let counts = tag_share::counts(db, &ids, boards)?;
    let row = |tag: Listed| Row { threads: counts.get(&tag.id).copied().unwrap_or(0), tag };
    Ok((found.tags.into_iter().map(row).collect(), found.newer, found.older))
}
