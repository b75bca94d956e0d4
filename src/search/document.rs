//! From rows of the database to documents of the index: always read anew, whatever an event said.

use std::collections::HashMap;

use diesel::prelude::*;
use tantivy::TantivyDocument;

use super::fields::{Fields, LANGUAGES, Role, Standing};
use crate::db::Db;
use crate::db::schema::{posts, threads};
use crate::forum::{Ending, Kind, PostKind, State, tag, thread};
use crate::ids::{BoardId, MemberId, PostId, ThreadId, Ts};
use crate::text;

/// Posts read at once: bodies are up to 50,000 characters.
pub const SLICE: i64 = 500;

/// A post with what the index knows of its thread.
#[derive(Queryable, Clone, Debug)]
pub struct Row {
    /// The post.
    pub post: PostId,
    kind: PostKind,
    author: MemberId,
    body: String,
    language: Option<String>,
    written_at: Ts,
    thread: ThreadId,
    board: BoardId,
    thread_kind: Kind,
    title: String,
    thread_language: Option<String>,
    ending: Option<Ending>,
    unanswered: bool,
    solution: Option<PostId>,
}

/// The names of tags by thread.
pub type Tags = HashMap<ThreadId, Vec<tag::Tag>>;

/// Whose documents are read.
#[derive(Clone, Copy, Debug)]
pub enum Of<'a> {
    /// All there are.
    Everything,
    /// Of these threads.
    Threads(&'a [ThreadId]),
    /// These posts.
    Posts(&'a [PostId]),
}

/// The next visible posts by their ids, at most [`SLICE`], with the tags of their threads: two statements.
pub fn slice(db: &mut Db, of: Of<'_>, after: PostId) -> QueryResult<(Vec<Row>, Tags)> {
    let mut query = posts::table
        .inner_join(threads::table)
        .filter(posts::id.gt(after))
        .filter(posts::hidden_at.is_null())
        .filter(posts::deleted_at.is_null())
        .filter(threads::hidden_at.is_null())
        .filter(threads::deleted_at.is_null())
        .order(posts::id)
        .limit(SLICE)
        .select((
            posts::id,
            posts::kind,
            posts::author,
            posts::body,
            posts::language,
            posts::created_at,
            threads::id,
            threads::board,
            threads::kind,
            threads::title,
            threads::language,
            threads::ending,
            threads::unanswered,
            threads::solution,
        ))
        .into_boxed();
    query = match of {
        Of::Everything => query,
        Of::Threads(ids) => query.filter(posts::thread.eq_any(ids)),
        Of::Posts(ids) => query.filter(posts::id.eq_any(ids)),
    };
    let rows: Vec<Row> = query.load(db)?;
    let mut threads: Vec<ThreadId> = rows.iter().map(|row| row.thread).collect();
    threads.sort_unstable();
    threads.dedup();
    let mut tags = Tags::new();
    for (thread, tag) in tag::of_threads(db, &threads)? {
        tags.entry(thread).or_default().push(tag);
    }
    Ok((rows, tags))
}

impl Row {
    /// The opening of a thread of its own, for measuring what is found.
    pub fn of_text(number: i64, title: &str, body: &str) -> Row {
        let language = text::guess(body).map(|guess| guess.tag().to_owned());
        Row {
            post: PostId(number),
            kind: PostKind::Opening,
            author: MemberId(0),
            body: body.to_owned(),
            language: language.clone(),
            written_at: Ts::default(),
            thread: ThreadId(number),
            board: BoardId(0),
            thread_kind: Kind::Question,
            title: title.to_owned(),
            thread_language: language,
            ending: None,
            unanswered: true,
            solution: None,
        }
    }

    /// The document of this post.
    pub fn document(&self, fields: &Fields, tags: &Tags) -> TantivyDocument {
        let tags = tags.get(&self.thread).map(Vec::as_slice).unwrap_or_default();
        let mut document = TantivyDocument::default();
        document.add_u64(fields.post, number(self.post.0));
        document.add_u64(fields.thread, number(self.thread.0));
        document.add_u64(fields.board, number(self.board.0));
        document.add_u64(fields.author, number(self.author.0));
        document.add_u64(fields.kind, number(self.thread_kind.code().into()));
        document.add_u64(fields.state, self.standing() as u64);
        document.add_u64(fields.role, self.role() as u64);
        document.add_i64(fields.written, self.written_at.0);
        for tag in tags {
            document.add_u64(fields.tag, number(tag.id.0));
        }
        let names = tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>().join(", ");
        let body = text::plain(&self.body);
        let is_opening = self.kind == PostKind::Opening;
        for (language, words) in LANGUAGES.iter().zip(fields.words) {
            let speaks =
                |known: &Option<String>| known.as_deref().is_none_or(|known| known == language.tag());
            if speaks(&self.language) {
                document.add_text(words.body, &body);
            }
            let speaks_title = speaks(&self.thread_language);
            match is_opening {
                true if speaks_title => document.add_text(words.title, &self.title),
                false if speaks_title => document.add_text(words.about, &self.title),
                _ => {}
            }
            // The name of a product is no sentence of any language.
            if !names.is_empty() {
                document.add_text(if is_opening { words.tags } else { words.about }, &names);
            }
        }
        document
    }

    fn role(&self) -> Role {
        match self.kind {
            PostKind::Opening => Role::Opening,
            _ if self.solution == Some(self.post) => Role::Solution,
            _ => Role::Other,
        }
    }

    fn standing(&self) -> Standing {
        match thread::state(self.thread_kind, self.ending, self.unanswered) {
            State::None => Standing::None,
            State::Unanswered => Standing::Unanswered,
            State::Unsolved => Standing::Unsolved,
            State::Solved | State::SelfSolved => Standing::Solved,
            State::Settled => Standing::Settled,
        }
    }
}

/// An id as the index keeps it; ids are never negative.
pub fn number(id: i64) -> u64 {
    u64::try_from(id).unwrap_or_default()
}
