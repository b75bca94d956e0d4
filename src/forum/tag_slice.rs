//! A page of tags in the order of their slugs, from a slug on or back to one: for the public list and the admins'.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};

use crate::db::schema::tags;
use crate::db::{Db, MultiBackend};
use crate::ids::TagId;

/// A tag as lists of tags show it.
#[derive(Queryable)]
#[allow(missing_docs)] // columns of the table
pub struct Listed {
    pub id: TagId,
    pub name: String,
    pub slug: String,
    pub description: String,
    pub is_topic: bool,
    pub is_product: bool,
}

/// The tags that a list may show, before it is cut to a page.
pub type Query<'a> = tags::BoxedQuery<'a, MultiBackend, (BigInt, Text, Text, Text, Bool, Bool)>;

/// A page, and the slugs from which the pages before and after it go on.
pub struct Slice {
    /// In the order of their slugs.
    pub tags: Vec<Listed>,
    /// Where the page before it ends.
    pub newer: Option<String>,
    /// Where the page after it begins.
    pub older: Option<String>,
}

/// Up to `size` tags with slugs after `after`, or before `before` where that is given. `narrow` says which. One
/// statement.
pub fn slice<'a>(
    db: &mut Db,
    narrow: impl FnOnce(Query<'a>) -> Query<'a>,
    (after, before): (&str, &str),
    size: usize,
) -> QueryResult<Slice> {
    let backwards = !before.is_empty();
    let all = tags::table
        .select((tags::id, tags::name, tags::slug, tags::description, tags::is_topic, tags::is_product))
        .limit(size as i64 + 1)
        .into_boxed();
    let query = match backwards {
        true => narrow(all).filter(tags::slug.lt(before.to_owned())).order(tags::slug.desc()),
        false => narrow(all).filter(tags::slug.gt(after.to_owned())).order(tags::slug.asc()),
    };
    let mut found: Vec<Listed> = query.load(db)?;
    let more = found.len() > size;
    found.truncate(size);
    if backwards {
        found.reverse();
    }
    let has_newer = if backwards { more } else { !after.is_empty() };
    let newer = found.first().filter(|_| has_newer).map(|tag| tag.slug.clone());
    let older = found.last().filter(|_| backwards || more).map(|tag| tag.slug.clone());
    Ok(Slice { tags: found, newer, older })
}
