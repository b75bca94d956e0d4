//! The text of a post, made ready before the transaction: cleaned, checked, rendered, its mentions looked up.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::config::Limits;
use crate::db::Db;
use crate::db::schema::{files, members, mentions};
use crate::events::Tx;
use crate::ids::{FileId, MemberId, PostId};
use crate::members::name;
use crate::text::{self, Links, clean};
use crate::web::{Note, Site};

/// A text that can be stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Markdown as typed.
    pub source: String,
    /// HTML, sanitised.
    pub html: String,
    /// Who is mentioned.
    pub mentions: Vec<MemberId>,
    /// Pictures it shows.
    pub pictures: Vec<FileId>,
    /// Whether it links to other sites.
    pub has_links: bool,
    /// `de` or `en`, where it can be told.
    pub language: Option<&'static str>,
}

/// Cleans, checks and renders what was typed.
///
/// Errors: empty, or longer than [`Limits::BODY_CHARS`].
pub fn prepare(site: &Site, db: &mut Db, typed: &str) -> QueryResult<Result<Body, Note>> {
    let source = clean::body(typed);
    if source.trim().is_empty() {
        return Ok(Err(Note::new("field-empty")));
    }
    if clean::length(&source) > Limits::BODY_CHARS {
        return Ok(Err(Note::new("field-too-long").with("n", Limits::BODY_CHARS as i64)));
    }
    render(site, db, source).map(Ok)
}

/// Renders a text that has been checked before.
pub fn render(site: &Site, db: &mut Db, source: String) -> QueryResult<Body> {
    let known = known_members(db, &text::mention_candidates(&source))?;
    let url = site.config.public_url();
    let host = url::Url::parse(&url).ok().and_then(|u| u.host_str().map(str::to_owned));
    let member = |shown: &str| known.get(&name::key(shown)).map(|(_, href)| href.clone());
    let rendered = text::render(&source, &Links { member: &member, own_host: host.as_deref() });
    let mentions = rendered
        .mentions
        .iter()
        .filter_map(|shown| known.get(&name::key(shown)).map(|(id, _)| *id))
        .collect();
    let language = text::guess(&source).map(|guess| guess.tag());
    Ok(Body {
        html: rendered.html,
        mentions,
        pictures: rendered.pictures.into_iter().map(FileId).collect(),
        has_links: rendered.has_links,
        language,
        source,
    })
}

/// Members with these names: id and path, by the key of their name.
fn known_members(db: &mut Db, shown: &[String]) -> QueryResult<HashMap<String, (MemberId, String)>> {
    if shown.is_empty() {
        return Ok(HashMap::new());
    }
    let keys: Vec<String> = shown.iter().map(|name| name::key(name)).collect();
    let rows: Vec<(String, MemberId, String)> = members::table
        .filter(members::name_key.eq_any(keys))
        .filter(members::erased_at.is_null())
        .select((members::name_key, members::id, members::slug))
        .load(db)?;
    Ok(rows.into_iter().map(|(key, id, slug)| (key, (id, format!("/u/{id}/{slug}")))).collect())
}

/// Ties the post to those it mentions and to its author's pictures in it; what it no longer shows is let go.
pub fn attach(tx: &mut Tx<'_>, author: MemberId, post: PostId, body: &Body) -> QueryResult<()> {
    diesel::delete(mentions::table.filter(mentions::post.eq(post))).execute(tx.db)?;
    let mut mentioned = body.mentions.clone();
    mentioned.sort_unstable();
    mentioned.dedup();
    for member in mentioned {
        diesel::insert_into(mentions::table)
            .values((mentions::post.eq(post), mentions::member.eq(member)))
            .execute(tx.db)?;
    }
    diesel::update(files::table.filter(files::post.eq(post)).filter(files::id.ne_all(&body.pictures)))
        .set(files::post.eq(None::<PostId>))
        .execute(tx.db)?;
    if !body.pictures.is_empty() {
        let own = files::table
            .filter(files::id.eq_any(&body.pictures))
            .filter(files::owner.eq(author))
            .filter(files::post.is_null());
        diesel::update(own).set(files::post.eq(post)).execute(tx.db)?;
    }
    Ok(())
}
