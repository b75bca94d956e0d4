//! A hit: a thread that was found, read anew from the database as its reader may see it, with its best post's excerpt.

use diesel::prelude::*;

use super::find::Candidate;
use super::mark::{Marker, Piece};
use crate::db::Db;
use crate::db::schema::{departments, members, posts, threads};
use crate::forum::byline::Byline;
use crate::forum::thread_row::{self, Facts, ThreadRow};
use crate::forum::{Boards, PostKind};
use crate::ids::{BoardId, PostId, Ts};
use crate::members::Me;
use crate::text;

/// Bytes of an excerpt, about two lines.
const EXCERPT: usize = 240;

/// A thread on the page of results.
pub struct Hit {
    /// The thread; its author is who wrote the post.
    pub row: ThreadRow,
    /// Its title, with the words marked.
    pub title: Vec<Piece>,
    /// The post that fits best.
    pub post: PostId,
    /// What that post is.
    pub kind: PostKind,
    /// When it was written.
    pub written_at: Ts,
    /// Its best place, with the words marked.
    pub excerpt: Vec<Piece>,
    /// The board's name and path.
    pub board: (String, String),
}

impl Hit {
    /// Where it leads: to the post, where that is not the opening.
    pub fn href(&self) -> String {
        if self.is_opening() { self.row.href() } else { format!("/p/{}", self.post) }
    }

    /// Whether the opening fits best.
    pub fn is_opening(&self) -> bool {
        self.kind == PostKind::Opening
    }

    /// The text key of what the post is.
    pub fn post_key(&self) -> &'static str {
        match self.kind {
            PostKind::Opening => "post-kind-opening",
            PostKind::Answer => "post-kind-answer",
            PostKind::Reply => "post-kind-reply",
        }
    }
}

/// A post with its thread as loaded.
pub type Loaded = (PostId, PostKind, String, Ts, Facts, Byline);

/// What of the candidates this viewer may see, in their order: one statement. The index may be a moment behind.
pub fn load(
    db: &mut Db,
    boards: &Boards,
    me: Option<&Me>,
    candidates: &[Candidate],
) -> QueryResult<Vec<Loaded>> {
    let visible: Vec<BoardId> = boards.ids_visible_to(me);
    let ids: Vec<PostId> = candidates.iter().map(|candidate| candidate.post).collect();
    let mut rows: Vec<Loaded> = posts::table
        .inner_join(threads::table)
        .inner_join(members::table.on(members::id.eq(posts::author)))
        .left_join(departments::table.on(departments::id.nullable().eq(members::department)))
        .filter(posts::id.eq_any(&ids))
        .filter(posts::hidden_at.is_null())
        .filter(posts::deleted_at.is_null())
        .filter(threads::hidden_at.is_null())
        .filter(threads::deleted_at.is_null())
        .select((
            posts::id,
            posts::kind,
            posts::body,
            posts::created_at,
            Facts::as_select(),
            Byline::as_select(),
        ))
        .load(db)?;
    // Not in the statement: an index on boards would be the worse way to twenty posts.
    rows.retain(|(_, _, _, _, facts, _)| visible.contains(&facts.board));
    rows.sort_by_key(|(post, ..)| ids.iter().position(|id| id == post));
    Ok(rows)
}

/// The hits with everything that their page shows: two statements.
pub fn hits(
    db: &mut Db,
    boards: &Boards,
    me: Option<&Me>,
    candidates: &[Candidate],
    marker: &mut Marker,
) -> QueryResult<Vec<Hit>> {
    let loaded = load(db, boards, me, candidates)?;
    let mut hits = Vec::with_capacity(loaded.len());
    let mut rows = Vec::with_capacity(loaded.len());
    for (post, kind, body, written_at, facts, author) in loaded {
        let board = boards.get(facts.board).map(|board| (board.name.clone(), board.href()));
        let title = marker.mark(&facts.title);
        let excerpt = marker.excerpt(&text::plain(&body), EXCERPT);
        rows.push(ThreadRow { facts, author, tags: Vec::new(), unread: None });
        hits.push((post, kind, written_at, title, excerpt, board.unwrap_or_default()));
    }
    thread_row::add_tags(db, &mut [&mut rows])?;
    let whole = rows.into_iter().zip(hits);
    Ok(whole
        .map(|(row, (post, kind, written_at, title, excerpt, board))| Hit {
            row,
            title,
            post,
            kind,
            written_at,
            excerpt,
            board,
        })
        .collect())
}
