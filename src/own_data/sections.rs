//! The sections of a download: what each table says about the member, a slice at a time.
//!
//! Names are the product's words, times are ISO 8601 in UTC, texts are the Markdown that was typed. Other people are
//! left out: their names are theirs.

use diesel::prelude::*;
use serde_json::{Value, json};

use super::told;
use crate::db::Db;
use crate::db::schema::{
    board_reads, bookmarks, files, flags, follows, helpful_marks, ledger, members, mentions, posts,
    read_positions, revisions, same_here_marks, sessions, threads, worked_marks,
};
use crate::forum::{Kind, PostKind};
use crate::ids::{FileId, FlagId, MemberId, PostId, SessionId, ThreadId, Ts};
use crate::members::Role;
use crate::pictures::keep;
use crate::recognition::Cause;

/// Rows read at once.
const SLICE: i64 = 500;

/// The rows of one section after a number, and the number to go on after; `None` at the end.
pub type Section = fn(&mut Db, MemberId, i64) -> QueryResult<(Vec<Value>, Option<i64>)>;

/// Every section with its name in the file.
pub const SECTIONS: &[(&str, Section)] = &[
    ("sessions", their_sessions),
    ("threads", their_threads),
    ("posts", their_posts),
    ("earlier_texts", earlier_texts),
    ("pictures", pictures),
    ("helpful_given", helpful_given),
    ("worked_given", worked_given),
    ("same_here", same_here),
    ("follows", their_follows),
    ("read_up_to", read_up_to),
    ("boards_marked_read", boards_marked_read),
    ("bookmarks", their_bookmarks),
    ("mentioned_in", mentioned_in),
    ("flags", their_flags),
    ("points", points),
    ("inbox", told::inbox),
    ("mail_choices", told::mail),
    ("ignored", told::ignored),
];

/// The account itself.
pub fn account(db: &mut Db, id: MemberId) -> QueryResult<Value> {
    type Who = (String, Option<String>, Role, Option<String>, String, Option<String>);
    type Choices = (Option<String>, Option<String>, Option<String>);
    type Standing = (i64, i64, i16, Ts, Ts, bool);
    let (who, choices, standing): (Who, Choices, Standing) = members::table
        .find(id)
        .select((
            (
                members::name,
                members::email,
                members::role,
                members::own_title,
                members::bio,
                members::expert_form,
            ),
            (members::language, members::tone, members::colours),
            (
                members::points,
                members::solutions,
                members::rank,
                members::created_at,
                members::last_seen_at,
                members::password_hash.is_not_null(),
            ),
        ))
        .first(db)?;
    Ok(json!({
        "id": id, "name": who.0, "email": who.1, "role": who.2.word(), "own_title": who.3, "about": who.4,
        "expert_form": who.5, "language": choices.0, "tone": choices.1, "colours": choices.2,
        "points": standing.0, "solutions": standing.1, "rank": standing.2, "joined_at": Ts::iso(standing.3),
        "last_seen_at": Ts::iso(standing.4), "has_password": standing.5,
    }))
}

fn maybe(at: Option<Ts>) -> Option<String> {
    at.map(Ts::iso)
}

/// A full slice goes on after its last number.
fn go_on<R>(rows: &[R], number: impl Fn(&R) -> i64) -> Option<i64> {
    rows.last().filter(|_| rows.len() as i64 == SLICE).map(number)
}

fn their_sessions(db: &mut Db, me: MemberId, after: i64) -> QueryResult<(Vec<Value>, Option<i64>)> {
    let rows: Vec<(SessionId, String, Ts, Ts)> = sessions::table
        .filter(sessions::member.eq(me).and(sessions::id.gt(after)))
        .order(sessions::id)
        .limit(SLICE)
        .select((sessions::id, sessions::device, sessions::created_at, sessions::last_seen_at))
        .load(db)?;
    let next = go_on(&rows, |row| row.0.0);
    let say = |(_, device, began, seen)| json!({ "device": device, "signed_in_at": Ts::iso(began), "last_used_at": Ts::iso(seen) });
    Ok((rows.into_iter().map(say).collect(), next))
}

fn their_threads(db: &mut Db, me: MemberId, after: i64) -> QueryResult<(Vec<Value>, Option<i64>)> {
    type Row = (ThreadId, Kind, String, String, Ts, Option<Ts>, Option<Ts>);
    let rows: Vec<Row> = threads::table
        .filter(threads::author.eq(me).and(threads::id.gt(after)))
        .order(threads::id)
        .limit(SLICE)
        .select((
            threads::id,
            threads::kind,
            threads::title,
            threads::slug,
            threads::created_at,
            threads::ended_at,
            threads::deleted_at,
        ))
        .load(db)?;
    let next = go_on(&rows, |row| row.0.0);
    let say = |(id, kind, title, slug, at, ended, deleted): (ThreadId, Kind, String, String, _, _, _)| {
        json!({
            "id": id, "kind": kind.word(), "title": title, "path": format!("/t/{id}/{slug}"),
            "started_at": Ts::iso(at), "ended_at": maybe(ended), "deleted_at": maybe(deleted),
        })
    };
    Ok((rows.into_iter().map(say).collect(), next))
}

fn their_posts(db: &mut Db, me: MemberId, after: i64) -> QueryResult<(Vec<Value>, Option<i64>)> {
    type Row = (PostId, ThreadId, PostKind, String, i64, i64, Ts, Option<Ts>, Option<Ts>, Option<Ts>);
    let rows: Vec<Row> = posts::table
        .filter(posts::author.eq(me).and(posts::id.gt(after)))
        .order(posts::id)
        .limit(SLICE)
        .select((
            posts::id,
            posts::thread,
            posts::kind,
            posts::body,
            posts::helpful,
            posts::worked,
            posts::created_at,
            posts::edited_at,
            posts::hidden_at,
            posts::deleted_at,
        ))
        .load(db)?;
    let next = go_on(&rows, |row| row.0.0);
    let say = |(id, thread, kind, body, helpful, worked, at, edited, hidden, deleted): Row| {
        let kind = match kind {
            PostKind::Opening => "opening",
            PostKind::Answer => "answer",
            PostKind::Reply => "reply",
        };
        json!({
            "id": id, "thread": thread, "kind": kind, "path": format!("/p/{id}"), "text": body,
            "helpful": helpful, "worked": worked, "written_at": Ts::iso(at), "edited_at": maybe(edited),
            "hidden_at": maybe(hidden), "deleted_at": maybe(deleted),
        })
    };
    Ok((rows.into_iter().map(say).collect(), next))
}

/// Earlier texts of the member's own posts, whoever changed them. They are read post by post, in numbers.
fn earlier_texts(db: &mut Db, me: MemberId, after: i64) -> QueryResult<(Vec<Value>, Option<i64>)> {
    let of: Vec<PostId> = posts::table
        .filter(posts::author.eq(me).and(posts::id.gt(after)).and(posts::revision.gt(0)))
        .order(posts::id)
        .limit(SLICE / 10)
        .select(posts::id)
        .load(db)?;
    let next = of.last().map(|id| id.0);
    let rows: Vec<(PostId, i32, Option<String>, String, Ts)> = revisions::table
        .filter(revisions::post.eq_any(&of))
        .order((revisions::post, revisions::number))
        .select((
            revisions::post,
            revisions::number,
            revisions::title,
            revisions::body,
            revisions::created_at,
        ))
        .load(db)?;
    let say = |(post, number, title, body, at)| json!({ "post": post, "number": number, "title": title, "text": body, "until": Ts::iso(at) });
    Ok((rows.into_iter().map(say).collect(), next))
}

fn pictures(db: &mut Db, me: MemberId, after: i64) -> QueryResult<(Vec<Value>, Option<i64>)> {
    let rows: Vec<(FileId, Option<PostId>, String, i64, Ts)> = files::table
        .filter(files::owner.eq(me).and(files::id.gt(after)))
        .order(files::id)
        .limit(SLICE)
        .select((files::id, files::post, files::mime, files::bytes, files::uploaded_at))
        .load(db)?;
    let next = go_on(&rows, |row| row.0.0);
    let say = |(id, post, mime, bytes, at): (FileId, _, String, _, _)| {
        json!({
            "id": id, "post": post, "file": picture_file(id, &mime), "bytes": bytes, "uploaded_at": Ts::iso(at),
        })
    };
    Ok((rows.into_iter().map(say).collect(), next))
}

/// The name of a picture's file within the download.
pub fn picture_file(id: FileId, mime: &str) -> String {
    format!("pictures/{id}.{}", keep::ending(mime))
}

fn helpful_given(db: &mut Db, me: MemberId, after: i64) -> QueryResult<(Vec<Value>, Option<i64>)> {
    let rows: Vec<(PostId, String, Ts)> = helpful_marks::table
        .filter(helpful_marks::member.eq(me).and(helpful_marks::post.gt(after)))
        .order(helpful_marks::post)
        .limit(SLICE)
        .select((helpful_marks::post, helpful_marks::words, helpful_marks::marked_at))
        .load(db)?;
    let next = go_on(&rows, |row| row.0.0);
    let say = |(post, words, at)| json!({ "post": post, "words": words, "given_at": Ts::iso(at) });
    Ok((rows.into_iter().map(say).collect(), next))
}

fn worked_given(db: &mut Db, me: MemberId, after: i64) -> QueryResult<(Vec<Value>, Option<i64>)> {
    let rows: Vec<(PostId, String, Ts)> = worked_marks::table
        .filter(worked_marks::member.eq(me).and(worked_marks::post.gt(after)))
        .order(worked_marks::post)
        .limit(SLICE)
        .select((worked_marks::post, worked_marks::product_version, worked_marks::marked_at))
        .load(db)?;
    let next = go_on(&rows, |row| row.0.0);
    let say =
        |(post, version, at)| json!({ "post": post, "product_version": version, "given_at": Ts::iso(at) });
    Ok((rows.into_iter().map(say).collect(), next))
}

fn same_here(db: &mut Db, me: MemberId, after: i64) -> QueryResult<(Vec<Value>, Option<i64>)> {
    let rows: Vec<(ThreadId, Ts)> = same_here_marks::table
        .filter(same_here_marks::member.eq(me).and(same_here_marks::thread.gt(after)))
        .order(same_here_marks::thread)
        .limit(SLICE)
        .select((same_here_marks::thread, same_here_marks::marked_at))
        .load(db)?;
    let next = go_on(&rows, |row| row.0.0);
    let say = |(thread, at)| json!({ "thread": thread, "said_at": Ts::iso(at) });
    Ok((rows.into_iter().map(say).collect(), next))
}

fn read_up_to(db: &mut Db, me: MemberId, after: i64) -> QueryResult<(Vec<Value>, Option<i64>)> {
    let rows: Vec<(ThreadId, PostId, Ts)> = read_positions::table
        .filter(read_positions::member.eq(me).and(read_positions::thread.gt(after)))
        .order(read_positions::thread)
        .limit(SLICE)
        .select((read_positions::thread, read_positions::post, read_positions::read_at))
        .load(db)?;
    let next = go_on(&rows, |row| row.0.0);
    let say = |(thread, post, at)| json!({ "thread": thread, "post": post, "read_at": Ts::iso(at) });
    Ok((rows.into_iter().map(say).collect(), next))
}

/// All at once: there are as many as boards at most.
fn boards_marked_read(db: &mut Db, me: MemberId, _after: i64) -> QueryResult<(Vec<Value>, Option<i64>)> {
    let rows: Vec<(i64, Ts)> = board_reads::table
        .filter(board_reads::member.eq(me))
        .order(board_reads::board)
        .select((board_reads::board, board_reads::marked_at))
        .load(db)?;
    let say = |(board, at)| json!({ "board": board, "marked_at": Ts::iso(at) });
    Ok((rows.into_iter().map(say).collect(), None))
}

/// All at once: people follow tens of things, and these have no number of their own to go on after.
fn their_follows(db: &mut Db, me: MemberId, _after: i64) -> QueryResult<(Vec<Value>, Option<i64>)> {
    let rows: Vec<(i16, i64, i16, Ts)> = follows::table
        .filter(follows::member.eq(me))
        .order((follows::subject_kind, follows::subject))
        .select((follows::subject_kind, follows::subject, follows::level, follows::followed_at))
        .load(db)?;
    let word = |words: [&'static str; 3], code: i16| words.get(code as usize).copied().unwrap_or("unknown");
    let say = |(kind, subject, level, at)| {
        json!({
            "what": word(["thread", "board", "tag"], kind), "id": subject,
            "level": word(["all", "solution", "none"], level), "since": Ts::iso(at),
        })
    };
    Ok((rows.into_iter().map(say).collect(), None))
}

fn their_bookmarks(db: &mut Db, me: MemberId, after: i64) -> QueryResult<(Vec<Value>, Option<i64>)> {
    let rows: Vec<(ThreadId, Ts)> = bookmarks::table
        .filter(bookmarks::member.eq(me).and(bookmarks::thread.gt(after)))
        .order(bookmarks::thread)
        .limit(SLICE)
        .select((bookmarks::thread, bookmarks::marked_at))
        .load(db)?;
    let next = go_on(&rows, |row| row.0.0);
    let say = |(thread, at)| json!({ "thread": thread, "since": Ts::iso(at) });
    Ok((rows.into_iter().map(say).collect(), next))
}

fn mentioned_in(db: &mut Db, me: MemberId, after: i64) -> QueryResult<(Vec<Value>, Option<i64>)> {
    let rows: Vec<PostId> = mentions::table
        .filter(mentions::member.eq(me).and(mentions::post.gt(after)))
        .order(mentions::post)
        .limit(SLICE)
        .select(mentions::post)
        .load(db)?;
    let next = go_on(&rows, |row| row.0);
    Ok((rows.into_iter().map(|post| json!({ "post": post })).collect(), next))
}

fn their_flags(db: &mut Db, me: MemberId, after: i64) -> QueryResult<(Vec<Value>, Option<i64>)> {
    let rows: Vec<(FlagId, PostId, String, Ts, Option<Ts>)> = flags::table
        .filter(flags::member.eq(me).and(flags::id.gt(after)))
        .order(flags::id)
        .limit(SLICE)
        .select((flags::id, flags::post, flags::note, flags::raised_at, flags::settled_at))
        .load(db)?;
    let next = go_on(&rows, |row| row.0.0);
    let say = |(_, post, note, at, settled): (FlagId, PostId, String, _, _)| json!({ "post": post, "note": note, "raised_at": Ts::iso(at), "settled_at": maybe(settled) });
    Ok((rows.into_iter().map(say).collect(), next))
}

fn points(db: &mut Db, me: MemberId, after: i64) -> QueryResult<(Vec<Value>, Option<i64>)> {
    let rows: Vec<(i64, Cause, i64, i64, Ts)> = ledger::table
        .filter(ledger::member.eq(me).and(ledger::id.gt(after)))
        .order(ledger::id)
        .limit(SLICE)
        .select((ledger::id, ledger::cause, ledger::subject, ledger::points, ledger::earned_at))
        .load(db)?;
    let next = go_on(&rows, |row| row.0);
    let say = |(_, cause, subject, points, at): (i64, Cause, i64, i64, Ts)| json!({ "cause": format!("{cause:?}"), "subject": subject, "points": points, "earned_at": Ts::iso(at) });
    Ok((rows.into_iter().map(say).collect(), next))
}
