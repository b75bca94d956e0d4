//! Writing pieces of threads in one short transaction: members, threads, posts, and all that follows from them.
//!
//! What the reactions would do event by event is done for all of them together, by the same rules: counters are
//! [`counters::count`]ed, points are left to a port ([`Points`]). A test in `tests/site/import/` compares both. Numbers are taken first, so every row is written once and as it stays.

use std::collections::{BTreeSet, HashMap, HashSet};

use diesel::prelude::*;

use super::Points;
use super::people::{self, Known, Newcomer, Person};
use super::prepare::{ReadyHead, ReadyPiece, ReadyPost};
use super::report::Taken;
use super::rows_out::Rows;
use super::who::Who;
use crate::db::schema::{imported_posts, posts, threads};
use crate::db::{Db, Numbered, reserve};
use crate::events::{Event, Tx};
use crate::forum::counters::{self, Counted};
use crate::forum::{Ending, Kind, PostKind, SourceKind, tag};
use crate::ids::{BoardId, MemberId, PostId, TagId, ThreadId, Ts};

/// Minutes after which a server makes the points of members anew whose import was cut short.
const POINTS_AFTER_MINUTES: i64 = 10;

/// Where everything goes.
#[derive(Clone, Debug)]
pub struct Place {
    /// The site's number.
    pub site: i64,
    /// What it is called.
    pub host: String,
    /// The board.
    pub board: BoardId,
}

/// A thread that posts are added to.
#[derive(Clone, Debug)]
struct Target {
    id: ThreadId,
    author: MemberId,
    board: BoardId,
    kind: Kind,
}

/// Writes these pieces.
pub fn write(
    tx: &mut Tx<'_>,
    place: &Place,
    pieces: &[ReadyPiece],
    accounts: &HashMap<i64, Person>,
    points: Points,
) -> QueryResult<Taken> {
    let mut taken = Taken::default();
    let all = members(tx, place, pieces, accounts, &mut taken)?;
    let tags = tags(tx, pieces)?;
    let heads = pieces.iter().filter(|piece| piece.head.is_some()).count();
    let mut thread_ids = reserve(tx.db, Numbered::Threads, heads)?.into_iter();
    let how_many = pieces.iter().map(|piece| piece.posts.len()).sum();
    let mut post_ids = reserve(tx.db, Numbered::Posts, how_many)?.into_iter();
    let mut rows = Rows::new(place.site);
    let mut touched = BTreeSet::new();
    let mut grown = Vec::new();
    let mut comments = comments_here(tx.db, place.site, pieces)?;
    for piece in pieces.iter().filter(|piece| !piece.posts.is_empty()) {
        let numbered = numbered(piece, &mut comments, &mut post_ids);
        taken.known += (piece.posts.len() - numbered.len()) as u64;
        let writer = PieceWriter { place, members: &all, tags: &tags, posts: &numbered };
        match (&piece.head, thread_ids.len()) {
            (Some(head), 1..) => {
                let id = ThreadId(thread_ids.next().unwrap_or_default());
                writer.thread(id, head, &mut rows, &mut taken);
            }
            _ => {
                let Some(target) = target(tx.db, place.site, piece.question)? else { continue };
                writer.more(tx.db, &target, &mut rows, &mut taken)?;
                grown.push(target.id);
            }
        }
        touched.extend(numbered.iter().filter_map(|(_, post)| all.get(&post.who.key()).copied()));
    }
    rows.insert(tx)?;
    for thread in grown {
        counters::refresh(tx.db, thread)?;
    }
    let due_at = Ts::now().plus_minutes(POINTS_AFTER_MINUTES);
    (points.enqueue)(tx, &touched, due_at)?;
    Ok(taken)
}

/// Everybody who wrote or edited something, made a member if they are none yet.
fn members(
    tx: &mut Tx<'_>,
    place: &Place,
    pieces: &[ReadyPiece],
    accounts: &HashMap<i64, Person>,
    taken: &mut Taken,
) -> QueryResult<Known> {
    let posts = || pieces.iter().flat_map(|piece| &piece.posts);
    let writers = posts().map(|post| (&post.who, post.at));
    let editors = posts().flat_map(|post| post.versions.iter().map(|one| (&one.who, one.at)));
    let mut first: HashMap<&Who, Ts> = HashMap::new();
    for (who, at) in writers.chain(editors) {
        let known = first.entry(who).or_insert(at);
        *known = (*known).min(at);
    }
    let all: BTreeSet<&Who> = first.keys().copied().collect();
    let mut known = people::known(tx.db, place.site, &all)?;
    let new: Vec<Newcomer<'_>> = all
        .into_iter()
        .filter(|who| !known.contains_key(&who.key()))
        .map(|who| Newcomer {
            who,
            person: who.account().and_then(|id| accounts.get(&id)).cloned().unwrap_or_default(),
            wrote_at: first.get(who).copied().unwrap_or_default(),
        })
        .collect();
    taken.members += new.len() as u64;
    known.extend(people::add(tx, place.site, &place.host, &new)?);
    Ok(known)
}

fn tags(tx: &mut Tx<'_>, pieces: &[ReadyPiece]) -> QueryResult<HashMap<String, TagId>> {
    let heads = pieces.iter().filter_map(|piece| piece.head.as_ref());
    let names: HashMap<&str, &str> =
        heads.flat_map(|head| &head.tags).map(|(name, slug)| (slug.as_str(), name.as_str())).collect();
    tag::find_or_make_all(tx, &names)
}

/// The numbers of these comments that are here already.
fn comments_here(db: &mut Db, site: i64, pieces: &[ReadyPiece]) -> QueryResult<HashSet<i64>> {
    let all = pieces.iter().flat_map(|piece| &piece.posts);
    let numbers: Vec<i64> =
        all.filter(|post| post.kind == SourceKind::Comment).map(|post| post.original).collect();
    if numbers.is_empty() {
        return Ok(HashSet::new());
    }
    let rows: Vec<i64> = imported_posts::table
        .filter(imported_posts::site.eq(site))
        .filter(imported_posts::kind.eq(SourceKind::Comment))
        .filter(imported_posts::original.eq_any(numbers))
        .select(imported_posts::original)
        .load(db)?;
    Ok(rows.into_iter().collect())
}

/// The posts of a piece in the order of time, the question first, with their numbers.
fn numbered<'a>(
    piece: &'a ReadyPiece,
    comments: &mut HashSet<i64>,
    ids: &mut impl Iterator<Item = i64>,
) -> Vec<(PostId, &'a ReadyPost)> {
    // Questions and answers are met once; a comment's number may be there twice, at different posts.
    let is_new = |post: &&ReadyPost| post.kind != SourceKind::Comment || comments.insert(post.original);
    let mut sorted: Vec<&ReadyPost> = piece.posts.iter().filter(is_new).collect();
    sorted.sort_by_key(|post| (post.kind != SourceKind::Question, post.at, post.original));
    sorted.into_iter().zip(ids).map(|(post, id)| (PostId(id), post)).collect()
}

/// The thread that this question became.
fn target(db: &mut Db, site: i64, question: i64) -> QueryResult<Option<Target>> {
    let row: Option<(ThreadId, MemberId, BoardId, Kind)> = imported_posts::table
        .inner_join(posts::table.inner_join(threads::table))
        .filter(imported_posts::site.eq(site))
        .filter(imported_posts::kind.eq(SourceKind::Question))
        .filter(imported_posts::original.eq(question))
        .select((threads::id, threads::author, threads::board, threads::kind))
        .first(db)
        .optional()?;
    Ok(row.map(|(id, author, board, kind)| Target { id, author, board, kind }))
}

struct PieceWriter<'a> {
    place: &'a Place,
    members: &'a Known,
    tags: &'a HashMap<String, TagId>,
    posts: &'a [(PostId, &'a ReadyPost)],
}

impl PieceWriter<'_> {
    fn author(&self, who: &Who) -> MemberId {
        self.members.get(&who.key()).copied().unwrap_or_default()
    }

    /// A new thread with its first posts.
    fn thread(&self, id: ThreadId, head: &ReadyHead, rows: &mut Rows, taken: &mut Taken) {
        let Some((opening, question)) = self.posts.first() else { return };
        let author = self.author(&question.who);
        let target = Target { id, author, board: self.place.board, kind: Kind::Question };
        let ending = self.ending(head, &target, &question.who);
        let counted = |post: &&ReadyPost| Counted {
            kind: post_kind(post, &target, self.author(&post.who)),
            author: self.author(&post.who),
            hidden_at: None,
            deleted_at: None,
            helpful: post.helpful,
            created_at: post.at,
        };
        let mut in_order: Vec<(Ts, PostId, Counted)> =
            self.posts.iter().map(|(id, post)| (post.at, *id, counted(post))).collect();
        in_order.sort_by_key(|(at, id, _)| (*at, *id));
        let in_order: Vec<Counted> = in_order.into_iter().map(|(_, _, counted)| counted).collect();
        let how = ending.as_ref().map(|(how, ..)| *how);
        let counts = counters::count(author, Kind::Question, how, &in_order);
        let tags: Vec<TagId> =
            head.tags.iter().filter_map(|(_, slug)| self.tags.get(slug).copied()).collect();
        rows.thread(id, self.place.board, *opening, author, question, head, ending.as_ref(), &counts, &tags);
        let started = Event::ThreadStarted {
            thread: id,
            opening: *opening,
            author,
            board: self.place.board,
            kind: Kind::Question.code(),
            tags: tags.clone(),
        };
        rows.events.push((question.at, started));
        taken.questions += 1;
        self.write_posts(&target, &HashMap::new(), &tags, rows, taken);
        if let Some((how, solution, at)) = ending {
            taken.solutions += 1;
            rows.events.push((at, self.ended(how, &target, solution)));
        }
    }

    fn ended(&self, how: Ending, target: &Target, solution: PostId) -> Event {
        let answer = self.posts.iter().find(|(id, _)| *id == solution);
        let author = answer.map(|(_, post)| self.author(&post.who)).unwrap_or_default();
        let (thread, asker, board) = (target.id, target.author, target.board);
        match how {
            Ending::Solution => {
                Event::SolutionAccepted { thread, post: solution, author, asker, by: asker, board }
            }
            Ending::SelfSolved | Ending::Settled => Event::ThreadSelfSolved { thread, by: asker },
        }
    }

    /// How the question ended: by an answer of somebody else, or by the asker's own.
    fn ending(&self, head: &ReadyHead, target: &Target, asker: &Who) -> Option<(Ending, PostId, Ts)> {
        let (accepted, at) = head.accepted?;
        let is_it = |post: &ReadyPost| post.kind == SourceKind::Answer && post.original == accepted;
        let (id, answer) = self.posts.iter().find(|(_, post)| is_it(post))?;
        let is_own = self.author(&answer.who) == target.author && *asker != Who::Nobody;
        let how = if is_own { Ending::SelfSolved } else { Ending::Solution };
        Some((how, *id, at.max(answer.at)))
    }

    /// Posts for a thread that is here.
    fn more(&self, db: &mut Db, target: &Target, rows: &mut Rows, taken: &mut Taken) -> QueryResult<()> {
        let parents: HashSet<i64> = self.posts.iter().filter_map(|(_, post)| post.to).collect();
        let found: Vec<(i64, PostId)> = imported_posts::table
            .filter(imported_posts::site.eq(self.place.site))
            .filter(imported_posts::kind.ne(SourceKind::Comment))
            .filter(imported_posts::original.eq_any(parents))
            .select((imported_posts::original, imported_posts::post))
            .load(db)?;
        self.write_posts(target, &found.into_iter().collect(), &[], rows, taken);
        Ok(())
    }

    fn write_posts(
        &self,
        target: &Target,
        here: &HashMap<i64, PostId>,
        tags: &[TagId],
        rows: &mut Rows,
        taken: &mut Taken,
    ) {
        let is_about = |post: &ReadyPost| post.kind != SourceKind::Comment;
        let own: HashMap<i64, PostId> = self
            .posts
            .iter()
            .filter(|(_, post)| is_about(post))
            .map(|(id, post)| (post.original, *id))
            .collect();
        for (id, post) in self.posts {
            let author = self.author(&post.who);
            let kind = post_kind(post, target, author);
            let to = post.to.and_then(|to| own.get(&to).or(here.get(&to)).copied());
            rows.post(*id, target.id, kind, author, to, post);
            let (thread, board) = (target.id, target.board);
            match kind {
                PostKind::Opening => {}
                PostKind::Answer => {
                    let given = Event::AnswerGiven { thread, post: *id, author, board, tags: tags.to_vec() };
                    rows.events.push((post.at, given));
                }
                PostKind::Reply => {
                    rows.events.push((post.at, Event::ReplyGiven { thread, post: *id, author, board, to }));
                }
            }
            if post.helpful > 0 {
                let count = post.helpful;
                rows.events.push((post.at, Event::HelpfulImported { thread, post: *id, author, count }));
                taken.helpfuls += post.helpful as u64;
            }
            match post.kind {
                SourceKind::Question => {}
                SourceKind::Answer => taken.answers += 1,
                SourceKind::Comment => taken.comments += 1,
            }
            taken.revisions += rows.revisions(*id, kind, post, &|who| self.author(who));
        }
    }
}

/// What it is here: the asker's own answer is a reply, as with anybody who answers themselves.
fn post_kind(post: &ReadyPost, target: &Target, author: MemberId) -> PostKind {
    match post.kind {
        SourceKind::Question => PostKind::Opening,
        // Of whom nothing is left, nobody knows whether two of them are one.
        SourceKind::Answer
            if target.kind == Kind::Question && (author != target.author || post.who == Who::Nobody) =>
        {
            PostKind::Answer
        }
        SourceKind::Answer | SourceKind::Comment => PostKind::Reply,
    }
}
