//! The sections of a download about what a member was told, wants mailed, and does not want to read.

use diesel::prelude::*;
use serde_json::{Value, json};

use crate::db::Db;
use crate::db::schema::{ignores, mail_choices, notifications};
use crate::ids::{MemberId, PostId, ThreadId, Ts};

/// Rows read at once.
const SLICE: i64 = 500;

/// Rows of the inbox. Who caused them is left out.
pub fn inbox(db: &mut Db, me: MemberId, after: i64) -> QueryResult<(Vec<Value>, Option<i64>)> {
    type Row = (i64, i16, Option<ThreadId>, Option<PostId>, Ts, Option<Ts>);
    let rows: Vec<Row> = notifications::table
        .filter(notifications::member.eq(me).and(notifications::id.gt(after)))
        .order(notifications::id)
        .limit(SLICE)
        .select((
            notifications::id,
            notifications::kind,
            notifications::thread,
            notifications::post,
            notifications::newest_at,
            notifications::read_at,
        ))
        .load(db)?;
    let next = rows.last().map(|row| row.0).filter(|_| rows.len() as i64 == SLICE);
    const WORDS: [&str; 9] =
        ["post", "reply", "mention", "started", "solved", "accepted", "helpful", "rank", "decision"];
    let say = |(_, kind, thread, post, at, read): Row| {
        json!({
            "what": WORDS.get(kind as usize).copied().unwrap_or("unknown"),
            "thread": thread, "post": post, "at": Ts::iso(at), "read_at": read.map(Ts::iso),
        })
    };
    Ok((rows.into_iter().map(say).collect(), next))
}

/// What is mailed when, where they chose.
pub fn mail(db: &mut Db, me: MemberId, _after: i64) -> QueryResult<(Vec<Value>, Option<i64>)> {
    let rows: Vec<(i16, i16)> = mail_choices::table
        .filter(mail_choices::member.eq(me))
        .order(mail_choices::kind)
        .select((mail_choices::kind, mail_choices::choice))
        .load(db)?;
    const KINDS: [&str; 5] = ["first_answer", "new_posts", "mention", "solution_accepted", "decision"];
    const CHOICES: [&str; 3] = ["at_once", "daily", "never"];
    let word = |words: &[&'static str], code: i16| words.get(code as usize).copied().unwrap_or("unknown");
    let say = |(kind, choice)| json!({ "kind": word(&KINDS, kind), "choice": word(&CHOICES, choice) });
    Ok((rows.into_iter().map(say).collect(), None))
}

/// Whom they ignore, by number: names are other people's.
pub fn ignored(db: &mut Db, me: MemberId, after: i64) -> QueryResult<(Vec<Value>, Option<i64>)> {
    let rows: Vec<(MemberId, Ts)> = ignores::table
        .filter(ignores::member.eq(me).and(ignores::ignored.gt(after)))
        .order(ignores::ignored)
        .limit(SLICE)
        .select((ignores::ignored, ignores::since))
        .load(db)?;
    let next = rows.last().map(|row| row.0.0).filter(|_| rows.len() as i64 == SLICE);
    let say = |(member, at): (MemberId, Ts)| json!({ "member": member, "since": Ts::iso(at) });
    Ok((rows.into_iter().map(say).collect(), next))
}
