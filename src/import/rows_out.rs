//! Rows on their way into the database, many of a table in one statement.

use diesel::prelude::*;

use super::prepare::{ReadyHead, ReadyPost};
use super::who::Who;
use crate::db::schema::{imported_helpfuls, imported_posts, posts, revisions, thread_tags, threads};
use crate::events::{Event, Tx};
use crate::forum::counters::{self, Counts};
use crate::forum::{Ending, Kind, Licence, PostKind, SourceKind, tag_share};
use crate::ids::{BoardId, MemberId, PostId, TagId, ThreadId, Ts};

/// Rows of one statement: SQLite takes 32,766 values, PostgreSQL 65,535.
const AT_ONCE: usize = 1_000;

#[derive(Insertable)]
#[diesel(table_name = threads, treat_none_as_default_value = false)]
struct ThreadRow {
    id: ThreadId,
    board: BoardId,
    kind: Kind,
    title: String,
    slug: String,
    language: Option<&'static str>,
    author: MemberId,
    opening: PostId,
    answers: i64,
    replies: i64,
    helpful: i64,
    ending: Option<Ending>,
    solution: Option<PostId>,
    ended_at: Option<Ts>,
    ended_by: Option<MemberId>,
    waiting_since: Option<Ts>,
    unanswered: bool,
    last_post_at: Ts,
    last_author: MemberId,
    locked_at: Option<Ts>,
    counted: i16,
    counted_board: BoardId,
    created_at: Ts,
}

#[derive(Insertable)]
#[diesel(table_name = thread_tags)]
struct TagRow {
    thread: ThreadId,
    tag: TagId,
    board: BoardId,
    created_at: Ts,
    last_post_at: Ts,
}

#[derive(Insertable)]
#[diesel(table_name = posts, treat_none_as_default_value = false)]
struct PostRow {
    id: PostId,
    thread: ThreadId,
    kind: PostKind,
    author: MemberId,
    reply_to: Option<PostId>,
    body: String,
    html: String,
    language: Option<&'static str>,
    helpful: i64,
    revision: i32,
    edited_at: Option<Ts>,
    created_at: Ts,
}

#[derive(Insertable)]
#[diesel(table_name = revisions, treat_none_as_default_value = false)]
struct RevisionRow {
    post: PostId,
    number: i32,
    title: Option<String>,
    body: String,
    author: MemberId,
    created_at: Ts,
}

#[derive(Insertable)]
#[diesel(table_name = imported_posts, treat_none_as_default_value = false)]
struct SourceRow {
    post: PostId,
    site: i64,
    kind: SourceKind,
    original: i64,
    author: Option<i64>,
    author_name: Option<String>,
    licence: Licence,
    is_wiki: bool,
}

/// Everything that one transaction writes about threads and posts.
pub struct Rows {
    site: i64,
    threads: Vec<ThreadRow>,
    posts: Vec<PostRow>,
    revisions: Vec<RevisionRow>,
    sources: Vec<SourceRow>,
    helpfuls: Vec<(PostId, i64, i64)>,
    tags: Vec<TagRow>,
    /// For the log, with their times.
    pub events: Vec<(Ts, Event)>,
}

impl Rows {
    /// None yet, for this site.
    pub fn new(site: i64) -> Rows {
        Rows {
            site,
            threads: Vec::new(),
            posts: Vec::new(),
            revisions: Vec::new(),
            sources: Vec::new(),
            helpfuls: Vec::new(),
            tags: Vec::new(),
            events: Vec::new(),
        }
    }

    /// A thread, with what is counted of it.
    #[allow(clippy::too_many_arguments)] // one for each thing that is known of a thread
    pub fn thread(
        &mut self,
        id: ThreadId,
        board: BoardId,
        opening: PostId,
        author: MemberId,
        question: &ReadyPost,
        head: &ReadyHead,
        ending: Option<&(Ending, PostId, Ts)>,
        counts: &Counts,
        tags: &[TagId],
    ) {
        let (last_post_at, last_author) = counts.last.unwrap_or((question.at, author));
        let how = ending.map(|(how, ..)| *how);
        let solution = ending.filter(|(how, ..)| *how == Ending::Solution).map(|(_, post, _)| *post);
        self.threads.push(ThreadRow {
            id,
            board,
            kind: Kind::Question,
            title: head.title.clone(),
            slug: head.slug.clone(),
            language: question.language,
            author,
            opening,
            answers: counts.answers,
            replies: counts.replies,
            helpful: counts.helpful,
            ending: how,
            solution,
            ended_at: ending.map(|(_, _, at)| *at),
            ended_by: ending.map(|_| author),
            waiting_since: counts.waiting_since,
            unanswered: counts.unanswered,
            last_post_at,
            last_author,
            locked_at: head.locked_at,
            counted: counters::share_of(Kind::Question, how),
            counted_board: board,
            created_at: question.at,
        });
        self.tags.extend(tags.iter().map(|tag| TagRow {
            thread: id,
            tag: *tag,
            board,
            created_at: question.at,
            last_post_at,
        }));
    }

    /// A post, with where it comes from.
    pub fn post(
        &mut self,
        id: PostId,
        thread: ThreadId,
        kind: PostKind,
        author: MemberId,
        reply_to: Option<PostId>,
        post: &ReadyPost,
    ) {
        self.posts.push(PostRow {
            id,
            thread,
            kind,
            author,
            reply_to,
            body: post.source.clone(),
            html: post.html.clone(),
            language: post.language,
            helpful: post.helpful,
            revision: post.versions.len().saturating_sub(1) as i32,
            edited_at: post.edited_at,
            created_at: post.at,
        });
        self.sources.push(SourceRow {
            post: id,
            site: self.site,
            kind: post.kind,
            original: post.original,
            author: post.who.account(),
            author_name: post.named.clone(),
            licence: post.licence,
            is_wiki: post.is_wiki,
        });
        if post.helpful > 0 {
            // What several wrote together is nobody's to earn for.
            let earning = if post.is_wiki { 0 } else { post.helpful };
            self.helpfuls.push((id, post.helpful, earning));
        }
    }

    /// The earlier texts of a post; returns how many.
    pub fn revisions(
        &mut self,
        post: PostId,
        kind: PostKind,
        ready: &ReadyPost,
        author: &dyn Fn(&Who) -> MemberId,
    ) -> u64 {
        let is_opening = kind == PostKind::Opening;
        for (number, (before, after)) in ready.versions.iter().zip(ready.versions.iter().skip(1)).enumerate()
        {
            self.revisions.push(RevisionRow {
                post,
                number: number as i32,
                title: before.title.clone().filter(|_| is_opening),
                body: before.body.clone(),
                author: author(&after.who),
                created_at: after.at,
            });
        }
        ready.versions.len().saturating_sub(1) as u64
    }

    /// Writes them, and counts the threads in their boards.
    pub fn insert(&self, tx: &mut Tx<'_>) -> QueryResult<()> {
        let db = &mut *tx.db;
        for some in self.threads.chunks(AT_ONCE) {
            crate::on_each!(db, |c| diesel::insert_into(threads::table).values(some).execute(c))?;
        }
        for some in self.posts.chunks(AT_ONCE) {
            crate::on_each!(db, |c| diesel::insert_into(posts::table).values(some).execute(c))?;
        }
        for some in self.revisions.chunks(AT_ONCE) {
            crate::on_each!(db, |c| diesel::insert_into(revisions::table).values(some).execute(c))?;
        }
        for some in self.sources.chunks(AT_ONCE) {
            crate::on_each!(db, |c| diesel::insert_into(imported_posts::table).values(some).execute(c))?;
        }
        for some in self.helpfuls.chunks(AT_ONCE) {
            let row = |(post, count, earning): &(PostId, i64, i64)| {
                use imported_helpfuls as to;
                (to::post.eq(*post), to::count.eq(*count), to::earning.eq(*earning))
            };
            let rows: Vec<_> = some.iter().map(row).collect();
            crate::on_each!(db, |c| diesel::insert_into(imported_helpfuls::table).values(&rows).execute(c))?;
        }
        for some in self.tags.chunks(AT_ONCE) {
            crate::on_each!(db, |c| diesel::insert_into(thread_tags::table).values(some).execute(c))?;
        }
        let mut by_tag = std::collections::BTreeMap::new();
        for row in &self.tags {
            *by_tag.entry((row.tag, row.board)).or_insert(0) += 1;
        }
        for ((tag, board), threads) in by_tag {
            tag_share::add(db, tag, board, threads)?;
        }
        if let Some(first) = self.threads.first() {
            let mut shares = std::collections::BTreeMap::new();
            for thread in &self.threads {
                *shares.entry(thread.counted).or_insert(0) += 1;
            }
            for (bits, times) in shares {
                counters::add(db, first.board, bits, times)?;
            }
        }
        tx.record_past(&self.events)
    }
}
