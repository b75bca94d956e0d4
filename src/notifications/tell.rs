//! Whom an event concerns: rows in inboxes, and mail. Called by `reactions::tell`, in the event's transaction.
//!
//! A few people are told at once; more than [`AT_ONCE`] are left to a job that works through them in batches. A cause
//! is unique to its member, so being told twice is the same as once.

use diesel::prelude::*;

use super::audience::{self, Page};
use super::bundle::{self, Cause};
use super::kind::{Decided, Kind, MailKind};
use super::mailing;
use super::recipient::{Recipient, ignoring};
use crate::config::Community;
use crate::db::Db;
use crate::db::schema::{flags, mentions, notification_causes as causes, posts, threads};
use crate::events::Tx;
use crate::forum::flag::Outcome;
use crate::forum::permissions::is_told;
use crate::forum::{Boards, Post, Thread};
use crate::ids::{FlagId, MemberId, PostId, ThreadId, Ts};
use crate::jobs;
use crate::members::present;
use crate::web::Cached;

/// Told in the transaction of the event itself, at four rows each.
const AT_ONCE: usize = 11;

/// The job that tells of a post.
pub const POST_JOB: &str = "tell-post";
/// The job that tells of a solution.
pub const SOLVED_JOB: &str = "tell-solved";

/// A new thread, answer or reply.
pub fn tell_post(tx: &mut Tx<'_>, post: PostId) -> QueryResult<()> {
    let boards = Boards::load(tx.db)?;
    let (thread, post) = thread_and_post(tx.db, post)?;
    let page = audience::of_post(tx.db, &boards, &thread, &post, MemberId(0), audience::PAGE)?;
    if page.next.is_some() || page.people.len() > AT_ONCE {
        return jobs::enqueue(tx.db, POST_JOB, post.id.0, tx.now);
    }
    tell_page(tx, &boards, &thread, &post, &page)
}

/// A post was changed: whoever it names now and was not told of it hears of it, up to [`AT_ONCE`] people.
pub fn tell_named(tx: &mut Tx<'_>, post: PostId) -> QueryResult<()> {
    let named: Vec<MemberId> =
        mentions::table.filter(mentions::post.eq(post)).select(mentions::member).load(tx.db)?;
    if named.is_empty() {
        return Ok(());
    }
    let told: Vec<MemberId> = causes::table
        .filter(causes::post.eq(post))
        .filter(causes::kind.eq_any([Kind::Started, Kind::Post, Kind::Reply, Kind::Mention]))
        .filter(causes::member.eq_any(&named))
        .select(causes::member)
        .load(tx.db)?;
    let boards = Boards::load(tx.db)?;
    let (thread, post) = thread_and_post(tx.db, post)?;
    let deaf = if post.official { Vec::new() } else { ignoring(tx.db, post.author, &named)? };
    let is_new = |id: &MemberId| *id != post.author && !told.contains(id) && !deaf.contains(id);
    let new: Vec<MemberId> = named.into_iter().filter(is_new).take(AT_ONCE).collect();
    let cause = about(Kind::Mention, thread.id.0, &thread, &post, Some(post.author), tx.now);
    tell_members(tx, &boards, Some(&thread), &new, &cause, MailKind::of(Kind::Mention))
}

/// An answer was accepted: its author, and those who follow.
pub fn tell_accepted(tx: &mut Tx<'_>, post: PostId, by: MemberId) -> QueryResult<()> {
    let boards = Boards::load(tx.db)?;
    let (thread, answer) = thread_and_post(tx.db, post)?;
    if answer.author != by {
        let cause = about(Kind::Accepted, answer.id.0, &thread, &answer, Some(by), tx.now);
        tell_members(tx, &boards, Some(&thread), &[answer.author], &cause, MailKind::of(Kind::Accepted))?;
    }
    let page = audience::of_solution(tx.db, &boards, &thread, &answer, MemberId(0), audience::PAGE)?;
    if page.next.is_some() || page.people.len() > AT_ONCE {
        return jobs::enqueue(tx.db, SOLVED_JOB, post.0, tx.now);
    }
    tell_page(tx, &boards, &thread, &answer, &page)
}

/// Tells one page of people of a post or a solution.
pub fn tell_page(
    tx: &mut Tx<'_>,
    boards: &Boards,
    thread: &Thread,
    post: &Post,
    page: &Page,
) -> QueryResult<()> {
    let community = Community::load(tx.db)?;
    let ids: Vec<MemberId> = page.people.keys().copied().collect();
    // Official answers are the company's; nobody misses them by ignoring whoever wrote them.
    let deaf = if post.official { Vec::new() } else { ignoring(tx.db, post.author, &ids)? };
    for mut to in Recipient::load(tx.db, &ids)? {
        let Some(mut kind) = page.people.get(&to.me.id).copied().filter(|_| !deaf.contains(&to.me.id)) else {
            continue;
        };
        // The first answer to one's own question is that before all else, also where it names the asker.
        let is_first =
            kind.is_news_of_a_thread() && thread.author == to.me.id && is_first_answer(tx.db, post)?;
        if is_first {
            kind = Kind::Post;
        }
        let (actor, at) = match kind {
            Kind::Solved => (post.author, thread.ended_at.unwrap_or(tx.now)),
            _ => (post.author, post.created_at),
        };
        let cause = about(kind, thread.id.0, thread, post, Some(actor), at);
        let mail = if is_first { Some(MailKind::FirstAnswer) } else { MailKind::of(kind) };
        tell_one(tx, boards, &community, Some(thread), &mut to, &cause, mail)?;
    }
    Ok(())
}

/// Somebody found a post helpful.
pub fn tell_helpful(tx: &mut Tx<'_>, post: PostId, author: MemberId, by: MemberId) -> QueryResult<()> {
    if !ignoring(tx.db, by, &[author])?.is_empty() {
        return Ok(());
    }
    let boards = Boards::load(tx.db)?;
    let (thread, post) = thread_and_post(tx.db, post)?;
    let cause = about(Kind::Helpful, post.id.0, &thread, &post, Some(by), tx.now);
    tell_members(tx, &boards, Some(&thread), &[author], &cause, None)
}

/// A mark was taken back.
pub fn untell_helpful(tx: &mut Tx<'_>, post: PostId, author: MemberId, by: MemberId) -> QueryResult<()> {
    let boards = Boards::load(tx.db)?;
    let people = present(tx.db, &[author])?;
    bundle::take_back(tx, &boards, &people, Kind::Helpful, post, by)
}

/// A rank was reached.
pub fn tell_rank(tx: &mut Tx<'_>, member: MemberId, rank: i16) -> QueryResult<()> {
    let boards = Boards::load(tx.db)?;
    let cause = Cause {
        kind: Kind::Rank,
        subject: i64::from(rank),
        thread: None,
        post: None,
        actor: None,
        detail: rank,
        moment: i64::from(rank),
        at: tx.now,
    };
    tell_members(tx, &boards, None, &[member], &cause, None)
}

/// Moderation hid a post or shows it again; its author hears of it, and nobody's name.
pub fn tell_decided(tx: &mut Tx<'_>, post: PostId, by: MemberId, decided: Decided) -> QueryResult<()> {
    let (thread, post) = thread_and_post(tx.db, post)?;
    if post.author == by {
        return Ok(());
    }
    let boards = Boards::load(tx.db)?;
    let cause = decision(Some((&thread, &post)), decided, tx.now);
    tell_members(tx, &boards, None, &[post.author], &cause, Some(MailKind::Decision))
}

/// Like [`tell_decided`] for the opening of a thread.
pub fn tell_thread_decided(
    tx: &mut Tx<'_>,
    thread: ThreadId,
    by: MemberId,
    decided: Decided,
) -> QueryResult<()> {
    let opening: Option<PostId> = threads::table.find(thread).select(threads::opening).first(tx.db)?;
    opening.map_or(Ok(()), |opening| tell_decided(tx, opening, by, decided))
}

/// A flag was settled: the member who raised it hears what came of it.
pub fn tell_settled(tx: &mut Tx<'_>, flag: FlagId, post: PostId, by: MemberId) -> QueryResult<()> {
    let (member, outcome): (Option<MemberId>, Option<Outcome>) =
        flags::table.find(flag).select((flags::member, flags::outcome)).first(tx.db)?;
    let Some(member) = member.filter(|member| *member != by) else { return Ok(()) };
    let decided = match outcome {
        Some(Outcome::Kept) => Decided::FlagKept,
        _ => Decided::FlagRemoved,
    };
    let boards = Boards::load(tx.db)?;
    let (thread, post) = thread_and_post(tx.db, post)?;
    let cause = decision(Some((&thread, &post)), decided, tx.now);
    tell_members(tx, &boards, None, &[member], &cause, Some(MailKind::Decision))
}

/// A suspension was lifted; the mail about it is the account's.
pub fn tell_reinstated(tx: &mut Tx<'_>, member: MemberId) -> QueryResult<()> {
    let boards = Boards::load(tx.db)?;
    let cause = decision(None, Decided::Reinstated, tx.now);
    tell_members(tx, &boards, None, &[member], &cause, None)
}

fn about(kind: Kind, subject: i64, thread: &Thread, post: &Post, actor: Option<MemberId>, at: Ts) -> Cause {
    let (thread, post) = (Some(thread.id), Some(post.id));
    Cause { kind, subject, thread, post, actor, detail: 0, moment: 0, at }
}

fn decision(about: Option<(&Thread, &Post)>, decided: Decided, at: Ts) -> Cause {
    Cause {
        kind: Kind::Decision,
        // Each decision is a row of its own.
        subject: at.0.saturating_add(i64::from(decided.code())),
        thread: about.map(|(thread, _)| thread.id),
        post: about.map(|(_, post)| post.id),
        actor: None,
        detail: decided.code(),
        moment: at.0,
        at,
    }
}

/// `about`: the thread, where what is told is gone for whoever may not see that.
fn tell_members(
    tx: &mut Tx<'_>,
    boards: &Boards,
    about: Option<&Thread>,
    ids: &[MemberId],
    cause: &Cause,
    mail: Option<MailKind>,
) -> QueryResult<()> {
    let community = Community::load(tx.db)?;
    for mut to in Recipient::load(tx.db, ids)? {
        tell_one(tx, boards, &community, about, &mut to, cause, mail)?;
    }
    Ok(())
}

fn tell_one(
    tx: &mut Tx<'_>,
    boards: &Boards,
    community: &Community,
    about: Option<&Thread>,
    to: &mut Recipient,
    cause: &Cause,
    mail: Option<MailKind>,
) -> QueryResult<()> {
    // What a member may not see is never told to them, not even later.
    if about.is_some_and(|thread| !is_told(&to.me, boards, thread, None, None)) {
        return Ok(());
    }
    let Some(id) = bundle::add(tx, boards, &to.me, cause)? else { return Ok(()) };
    match mail {
        Some(kind) => mailing::mail(tx, community, to, kind, id, cause.post),
        None => Ok(()),
    }
}

/// Whether no other answer came before it.
fn is_first_answer(db: &mut Db, post: &Post) -> QueryResult<bool> {
    use crate::forum::PostKind;
    if post.kind != PostKind::Answer {
        return Ok(false);
    }
    let before: i64 = posts::table
        .filter(posts::thread.eq(post.thread))
        .filter(posts::kind.eq(PostKind::Answer))
        .filter(posts::id.lt(post.id))
        .count()
        .get_result(db)?;
    Ok(before == 0)
}

/// A post and its thread, whoever may see them.
pub fn thread_and_post(db: &mut Db, post: PostId) -> QueryResult<(Thread, Post)> {
    let post: Post = posts::table.find(post).select(Post::as_select()).first(db)?;
    let thread: Thread = threads::table.find(post.thread).select(Thread::as_select()).first(db)?;
    Ok((thread, post))
}
