//! Where a post comes from that was brought in from another forum: what its licence asks to be said.

use std::collections::HashMap;

use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use diesel::prelude::*;
use diesel::sql_types::SmallInt;

use crate::db::Db;
use crate::db::schema::{import_sites, imported_posts};
use crate::ids::PostId;

/// What a post was there.
#[derive(AsExpression, FromSqlRow, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[diesel(sql_type = SmallInt)]
pub enum SourceKind {
    /// The first post.
    Question,
    /// To the question.
    Answer,
    /// To either.
    Comment,
}

crate::small_codes!(SourceKind { Question = 0, Answer = 1, Comment = 2 });

/// The licence of a post: Creative Commons Attribution-ShareAlike, by version.
#[derive(AsExpression, FromSqlRow, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[diesel(sql_type = SmallInt)]
#[allow(missing_docs)] // the numbers of the versions
pub enum Licence {
    BySa25,
    BySa30,
    BySa40,
}

crate::small_codes!(Licence { BySa25 = 25, BySa30 = 30, BySa40 = 40 });

impl Licence {
    const fn version(self) -> &'static str {
        match self {
            Licence::BySa25 => "2.5",
            Licence::BySa30 => "3.0",
            Licence::BySa40 => "4.0",
        }
    }

    /// Its name, the same in every language.
    pub fn name(self) -> String {
        format!("CC BY-SA {}", self.version())
    }

    /// Where it can be read.
    pub fn href(self) -> String {
        format!("https://creativecommons.org/licenses/by-sa/{}/", self.version())
    }
}

/// Where a post comes from.
#[derive(Queryable, Clone, Debug, PartialEq, Eq)]
pub struct Source {
    post: PostId,
    /// The site's host, or what it is called where there is none.
    pub host: String,
    is_linked: bool,
    kind: SourceKind,
    original: i64,
    author: Option<i64>,
    /// What its author is called there, where that is known.
    pub author_name: Option<String>,
    /// Its licence.
    pub licence: Licence,
    /// Written by several together.
    pub is_wiki: bool,
}

impl Source {
    /// The original; none where the site has no address.
    pub fn href(&self) -> Option<String> {
        let path = match self.kind {
            SourceKind::Question => "questions",
            SourceKind::Answer => "a",
            SourceKind::Comment => "posts/comments",
        };
        self.is_linked.then(|| format!("https://{}/{path}/{}", self.host, self.original))
    }

    /// Its author's page there, where they have one.
    pub fn author_href(&self) -> Option<String> {
        let author = self.author.filter(|_| self.is_linked)?;
        Some(format!("https://{}/users/{author}", self.host))
    }
}

/// Where these posts come from, as far as they come from elsewhere; one statement.
pub fn of_posts(db: &mut Db, posts: impl Iterator<Item = PostId>) -> QueryResult<HashMap<PostId, Source>> {
    let posts: Vec<PostId> = posts.collect();
    let rows: Vec<Source> = imported_posts::table
        .inner_join(import_sites::table)
        .filter(imported_posts::post.eq_any(posts))
        .select((
            imported_posts::post,
            import_sites::host,
            import_sites::is_linked,
            imported_posts::kind,
            imported_posts::original,
            imported_posts::author,
            imported_posts::author_name,
            imported_posts::licence,
            imported_posts::is_wiki,
        ))
        .load(db)?;
    Ok(rows.into_iter().map(|source| (source.post, source)).collect())
}
