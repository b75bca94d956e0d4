//! All tags with the threads that carry them, by name. `GET /tags`
//!
//! A tag that only threads carry which the viewer does not see is not there for them.

use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::dsl::exists;
use diesel::prelude::*;
use serde::Deserialize;

use super::board::Boards;
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

#[derive(Queryable)]
struct Found {
    id: TagId,
    name: String,
    slug: String,
    description: String,
    is_topic: bool,
    is_product: bool,
}

struct Row {
    tag: Found,
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
    let backwards = !asked.before.is_empty();
    let carried = tag_counts::table
        .filter(tag_counts::tag.eq(tags::id))
        .filter(tag_counts::board.eq_any(boards))
        .filter(tag_counts::threads.gt(0));
    let mut query = tags::table
        .filter(tags::is_topic.or(tags::is_product).or(exists(carried)))
        .select((tags::id, tags::name, tags::slug, tags::description, tags::is_topic, tags::is_product))
        .limit(A_PAGE as i64 + 1)
        .into_boxed();
    if !letters.is_empty() {
        query = query.filter(tags::slug.like(format!("%{}%", tag::slug_part(letters))));
    }
    query = match backwards {
        true => query.filter(tags::slug.lt(asked.before.clone())).order(tags::slug.desc()),
        false => query.filter(tags::slug.gt(asked.after.clone())).order(tags::slug.asc()),
    };
    let mut found: Vec<Found> = query.load(db)?;
    let more = found.len() > A_PAGE;
    found.truncate(A_PAGE);
    if backwards {
        found.reverse();
    }
    let has_newer = if backwards { more } else { !asked.after.is_empty() };
    let newer = found.first().filter(|_| has_newer).map(|tag| tag.slug.clone());
    let older = found.last().filter(|_| backwards || more).map(|tag| tag.slug.clone());
    let ids: Vec<TagId> = found.iter().map(|tag| tag.id).collect();
    let counts = tag_share::counts(db, &ids, boards)?;
    let row = |tag: Found| Row { threads: counts.get(&tag.id).copied().unwrap_or(0), tag };
    Ok((found.into_iter().map(row).collect(), newer, older))
}
