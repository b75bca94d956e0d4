//! The list of tags: found by a word, paged by slug.

use std::collections::HashMap;

use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::prelude::*;
use serde::Deserialize;

use super::check;
use super::desk::html;
use crate::db::Db;
use crate::db::schema::{tag_counts, tags};
use crate::forum::tag::slug_part;
use crate::forum::tag_slice::{Listed, Query, slice};
use crate::ids::TagId;
use crate::members::Admin;
use crate::web::{Frame, Refusal, Site, filters};

/// Tags on one page.
const A_PAGE: usize = 50;

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    q: String,
    after: String,
    before: String,
}

#[derive(Template)]
#[template(path = "admin/tags.html")]
struct TagsPage {
    frame: Frame,
    place: &'static str,
    q: String,
    rows: Vec<Row>,
    newer: Option<String>,
    older: Option<String>,
}

struct Row {
    tag: Listed,
    threads: i64,
}

/// `GET /admin/tags`; two statements.
pub async fn page(
    site: web::Data<Site>,
    who: Admin,
    wanted: web::Query<Wanted>,
) -> Result<HttpResponse, Refusal> {
    let wanted = wanted.into_inner();
    let q = wanted.q.clone();
    let (rows, newer, older) = site.store.read(move |db| Ok::<_, Refusal>(find(db, &wanted)?)).await?;
    let link = |way: &str, slug: Option<String>| {
        let query = slug.map(|slug| [("q", q.clone()), (way, slug)]);
        query.map(|query| format!("/admin/tags?{}", serialised(&query)))
    };
    let (newer, older) = (link("before", newer), link("after", older));
    html(&who, &TagsPage { frame: who.frame(), place: "/admin/tags", q, rows, newer, older })
}

/// A query string of these fields; empty ones are left out.
pub(super) fn serialised(fields: &[(&str, String)]) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(name, value);
    }
    query.finish()
}

/// A page of tags, and the slugs from which the pages before and after it go on.
type Page = (Vec<Row>, Option<String>, Option<String>);

fn find(db: &mut Db, wanted: &Wanted) -> QueryResult<Page> {
    let narrow = |all: Query<'static>| {
        if wanted.q.trim().is_empty() {
            return all;
        }
        // Slugs are folded to ASCII, so they match whatever the case; names are asked for what has no ASCII form.
        let (by_slug, by_name) = (check::like(&slug_part(&wanted.q)), check::like(wanted.q.trim()));
        all.filter(tags::slug.like(by_slug).or(tags::name.like(by_name).escape('\\')))
    };
    let found = slice(db, narrow, (&wanted.after, &wanted.before), A_PAGE)?;
    let ids: Vec<TagId> = found.tags.iter().map(|tag| tag.id).collect();
    let of_boards = tag_counts::table.filter(tag_counts::tag.eq_any(ids));
    let rows: Vec<(TagId, i64)> = of_boards.select((tag_counts::tag, tag_counts::threads)).load(db)?;
    let mut counts: HashMap<TagId, i64> = HashMap::new();
    for (tag, threads) in rows {
        *counts.entry(tag).or_insert(0) += threads;
    }
    let row = |tag: Listed| Row { threads: counts.get(&tag.id).copied().unwrap_or(0), tag };
    Ok((found.tags.into_iter().map(row).collect(), found.newer, found.older))
}
