//! Tags: what a thread is about, in a word. Some are marked by an admin as topic of expertise or as product.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use super::tag_share;
use crate::config::Limits;
use crate::db::Db;
use crate::db::schema::{tag_aliases, tags, thread_tags, threads};
use crate::events::Tx;
use crate::ids::{BoardId, TagId, ThreadId};
use crate::text::{self, clean};
use crate::web::{Note, Refusal};

/// A tag as shown.
#[derive(Queryable, Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its id.
    pub id: TagId,
    /// Its name.
    pub name: String,
    /// The end of its path.
    pub slug: String,
    /// Marked as topic of expertise (Fachgebiet).
    pub is_topic: bool,
    /// Marked as product.
    pub is_product: bool,
}

impl Tag {
    /// Path of its page.
    pub fn href(&self) -> String {
        format!("/tag/{}", self.slug)
    }
}

/// Bytes in which the allowed tags fit, however they are written; more is refused unread.
const TYPED_BYTES: usize = Limits::TAGS * (Limits::TAG_CHARS + 4) * 8;

/// Reads names separated by commas: cleaned, without doubles, checked in number and length.
pub fn check_names(typed: &str) -> Result<Vec<String>, Note> {
    let too_many = || Note::new("field-too-many").with("n", Limits::TAGS as i64);
    if typed.len() > TYPED_BYTES {
        return Err(too_many());
    }
    let mut names: Vec<String> = Vec::new();
    let mut slugs: HashSet<String> = HashSet::new();
    for name in typed.split([',', ';', '\n']).map(|name| clean::line(name.trim().trim_start_matches('#'))) {
        if name.is_empty() {
            continue;
        }
        if clean::length(&name) > Limits::TAG_CHARS {
            return Err(Note::new("field-too-long").with("n", Limits::TAG_CHARS as i64));
        }
        if !name.chars().any(char::is_alphanumeric) {
            return Err(Note::new("field-not-allowed"));
        }
        if !slugs.insert(text::slug(&name)) {
            continue;
        }
        if names.len() == Limits::TAGS {
            return Err(too_many());
        }
        names.push(name);
    }
    Ok(names)
}

/// Gives the thread these tags and no others; those that do not exist yet are made.
pub fn set(tx: &mut Tx<'_>, thread: ThreadId, names: &[String]) -> QueryResult<Vec<TagId>> {
    tag_share::leave(tx.db, thread)?;
    let mut ids = Vec::with_capacity(names.len());
    for name in names {
        let id = find_or_make(tx, name)?;
        if !ids.contains(&id) {
            diesel::insert_into(thread_tags::table)
                .values((thread_tags::thread.eq(thread), thread_tags::tag.eq(id)))
                .execute(tx.db)?;
            ids.push(id);
        }
    }
    tag_share::refresh(tx.db, thread)?;
    Ok(ids)
}

fn find_or_make(tx: &mut Tx<'_>, name: &str) -> QueryResult<TagId> {
    let slug = text::slug(name);
    if let Some(merged) = merged_into(tx.db, &slug)? {
        return Ok(merged.id);
    }
    let make = diesel::insert_into(tags::table)
        .values((tags::name.eq(name), tags::slug.eq(&slug), tags::created_at.eq(tx.now)))
        .on_conflict_do_nothing();
    crate::db::Both(make).execute(tx.db)?;
    tags::table.filter(tags::slug.eq(&slug)).select(tags::id).first(tx.db)
}

/// The tags with these slugs; those that do not exist yet are made with their names. By slug.
pub fn find_or_make_all(tx: &mut Tx<'_>, names: &HashMap<&str, &str>) -> QueryResult<HashMap<String, TagId>> {
    let slugs: Vec<&str> = names.keys().copied().collect();
    let known = tags::table.filter(tags::slug.eq_any(slugs)).select((tags::slug, tags::id));
    let mut found: HashMap<String, TagId> = known.load(tx.db)?.into_iter().collect();
    let mut missing: Vec<&str> = names.keys().copied().filter(|slug| !found.contains_key(*slug)).collect();
    missing.sort_unstable();
    for slug in missing {
        found.insert(slug.to_owned(), find_or_make(tx, names[slug])?);
    }
    Ok(found)
}

/// Letters as they would stand in a slug, which holds ASCII only; what has no such form is found in none.
pub fn slug_part(letters: &str) -> String {
    let slug = text::slug(letters);
    // The usual slug of texts without any letter of their own; a question mark stands in no slug.
    if slug == "thread" && text::fold(letters) != "thread" { "?".to_owned() } else { slug }
}

/// The tag with this slug.
pub fn by_slug(db: &mut Db, slug: &str) -> QueryResult<Option<Tag>> {
    tags::table
        .filter(tags::slug.eq(slug))
        .select((tags::id, tags::name, tags::slug, tags::is_topic, tags::is_product))
        .first(db)
        .optional()
}

/// The tag that the one with this slug was merged into.
fn merged_into(db: &mut Db, slug: &str) -> QueryResult<Option<Tag>> {
    tag_aliases::table
        .inner_join(tags::table)
        .filter(tag_aliases::slug.eq(slug))
        .select((tags::id, tags::name, tags::slug, tags::is_topic, tags::is_product))
        .first(db)
        .optional()
}

/// Whether the tag exists for somebody who sees these boards: an admin marked it, or a thread they see carries it.
/// One statement, none for marked ones.
fn is_seen(db: &mut Db, tag: &Tag, boards: &[BoardId]) -> QueryResult<bool> {
    if tag.is_topic || tag.is_product {
        return Ok(true);
    }
    Ok(!tag_share::counts(db, &[tag.id], boards)?.is_empty())
}

/// The tag with this slug, or the one it was merged into, as far as it exists for somebody who sees these boards.
///
/// Errors: 404.
pub fn seen(db: &mut Db, slug: &str, boards: &[BoardId]) -> Result<Tag, Refusal> {
    let tag = match by_slug(db, slug)? {
        Some(tag) => tag,
        None => merged_into(db, slug)?.ok_or(Refusal::NOT_FOUND)?,
    };
    if is_seen(db, &tag, boards)? { Ok(tag) } else { Err(Refusal::NOT_FOUND) }
}

/// How many of the newest threads [`most_used`] looks at, so that its cost stays the same as a community grows.
const THREADS_LOOKED_AT: i64 = 2_000;

/// The names of the tags used most lately on these boards, for completion.
pub fn most_used(db: &mut Db, boards: &[BoardId], most: i64) -> QueryResult<Vec<String>> {
    // The sum keeps the database from sorting whole boards: newest first is the order of the table itself.
    let newest = threads::table
        .filter((threads::board + 0).eq_any(boards.iter().map(|id| id.0)))
        .filter(threads::hidden_at.is_null())
        .filter(threads::deleted_at.is_null())
        .order(threads::id.desc())
        .limit(THREADS_LOOKED_AT)
        .select(threads::id);
    thread_tags::table
        .inner_join(tags::table)
        .filter(thread_tags::thread.eq_any(newest))
        .group_by((tags::id, tags::name))
        .order((diesel::dsl::count(thread_tags::thread).desc(), tags::name))
        .limit(most)
        .select(tags::name)
        .load(db)
}

/// The tags of one thread, by name.
pub fn of_thread(db: &mut Db, thread: ThreadId) -> QueryResult<Vec<Tag>> {
    thread_tags::table
        .inner_join(tags::table)
        .filter(thread_tags::thread.eq(thread))
        .order(tags::slug)
        .select((tags::id, tags::name, tags::slug, tags::is_topic, tags::is_product))
        .load(db)
}

/// The tags of many threads, by thread and name.
pub fn of_threads(db: &mut Db, threads: &[ThreadId]) -> QueryResult<Vec<(ThreadId, Tag)>> {
    let rows: Vec<(ThreadId, Tag)> = thread_tags::table
        .inner_join(tags::table)
        .filter(thread_tags::thread.eq_any(threads))
        .order((thread_tags::thread, tags::slug))
        .select((thread_tags::thread, (tags::id, tags::name, tags::slug, tags::is_topic, tags::is_product)))
        .load(db)?;
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cleaned_and_doubles_dropped() {
        assert_eq!(
            check_names(" #Milchschaum, milchschaum ,, Presto 2 "),
            Ok(vec!["Milchschaum".to_owned(), "Presto 2".to_owned()])
        );
        assert_eq!(check_names(""), Ok(vec![]));
    }

    #[test]
    fn too_many_too_long_and_empty_ones_are_refused() {
        assert!(check_names("a,b,c,d,e,f").is_err());
        assert!(check_names(&"x".repeat(31)).is_err());
        assert!(check_names("!!!").is_err());
    }

    #[test]
    fn an_endless_list_is_refused_unread() {
        let many = check_names(&"ab,".repeat(300_000)).expect_err("refused");
        assert_eq!(many.key, "field-too-many");
        let longest = vec!["\u{1F600}a".repeat(Limits::TAG_CHARS / 2); Limits::TAGS].join(", ");
        assert!(longest.len() <= TYPED_BYTES, "what is allowed is read");
        assert!(check_names(&longest).is_ok());
    }
}
