//! What a mail says about one cause, as its reader may see things when it is sent: the newest text, or nothing.

use diesel::prelude::*;

use super::kind::{Decided, Kind};
use super::recipient::{Recipient, ignoring};
use super::tell::thread_and_post;
use crate::db::Db;
use crate::db::schema::{members, notification_causes as causes, notifications};
use crate::forum::follow::{self, Level, Subject};
use crate::forum::permissions::{is_told, may_see_thread};
use crate::forum::{Boards, Post, Thread};
use crate::i18n::{Arg, Words};
use crate::ids::{MemberId, NotificationId, PostId, ThreadId};
use crate::text;

/// Characters of the post that are quoted.
const EXCERPT: usize = 700;

/// One cause in words.
pub struct Item {
    /// What it is about.
    pub kind: Kind,
    /// Who did what.
    pub said: String,
    /// Who did it.
    pub name: String,
    /// The thread's title, where its reader may see the thread.
    pub title: Option<String>,
    /// The thread, likewise.
    pub thread: Option<ThreadId>,
    /// The post, where it can be shown.
    pub post: Option<PostId>,
    /// The beginning of the post.
    pub excerpt: Option<String>,
    /// Path of the place it leads to.
    pub path: String,
    /// The reader is the asker.
    pub is_own_thread: bool,
}

#[derive(Queryable)]
struct Row {
    kind: Kind,
    post: PostId,
    actor: MemberId,
    notification: NotificationId,
}

/// The cause with this number, for this reader; `None` when there is nothing to say any more.
pub fn item(
    db: &mut Db,
    boards: &Boards,
    to: &Recipient,
    words: &Words,
    cause: i64,
) -> QueryResult<Option<Item>> {
    let row: Option<Row> = causes::table
        .find(cause)
        .filter(causes::member.eq(to.me.id))
        .select((causes::kind, causes::post, causes::actor, causes::notification))
        .first(db)
        .optional()?;
    let Some(row) = row else { return Ok(None) };
    let about = match row.post.0 {
        0 => None,
        _ => Some(thread_and_post(db, row.post)?),
    };
    match (row.kind, about) {
        (Kind::Decision, about) => {
            let detail: i16 =
                notifications::table.find(row.notification).select(notifications::detail).first(db)?;
            Ok(Some(decision(boards, to, words, about.as_ref(), detail)))
        }
        (_, Some((thread, post))) => of_post(db, boards, to, words, &row, &thread, &post),
        (_, None) => Ok(None),
    }
}

fn of_post(
    db: &mut Db,
    boards: &Boards,
    to: &Recipient,
    words: &Words,
    row: &Row,
    thread: &Thread,
    post: &Post,
) -> QueryResult<Option<Item>> {
    let is_deaf = !post.official && row.kind != Kind::Accepted && {
        let author = if row.actor.0 == 0 { post.author } else { row.actor };
        !ignoring(db, author, &[to.me.id])?.is_empty()
    };
    let level = follow::level(db, to.me.id, Subject::Thread(thread.id))?;
    let is_unfollowed = level == Some(Level::Nothing) && !matches!(row.kind, Kind::Mention | Kind::Accepted);
    let is_over = matches!(row.kind, Kind::Solved | Kind::Accepted) && thread.solution != Some(post.id);
    if is_deaf
        || is_unfollowed
        || is_over
        || !is_told(&to.me, boards, thread, post.hidden_at, post.deleted_at)
    {
        return Ok(None);
    }
    let name: Option<String> = members::table
        .find(row.actor)
        .filter(members::erased_at.is_null())
        .select(members::name)
        .first(db)
        .optional()?;
    let name = name.unwrap_or_else(|| words.t("role-former-member").into_owned());
    let is_own_thread = thread.author == to.me.id;
    let key = match row.kind {
        Kind::Post if is_own_thread => "mail-said-answered",
        Kind::Reply => "mail-said-replied",
        Kind::Mention => "mail-said-mentioned",
        Kind::Started => "mail-said-started",
        Kind::Solved => "mail-said-solved",
        Kind::Accepted => "mail-said-accepted",
        _ => "mail-said-wrote",
    };
    Ok(Some(Item {
        kind: row.kind,
        said: words.with(key, &[("name", Arg::from(name.clone()))]).into_owned(),
        name,
        title: Some(thread.title.clone()),
        thread: Some(thread.id),
        post: Some(post.id),
        excerpt: Some(text::excerpt(&post.body, EXCERPT)).filter(|text| !text.is_empty()),
        path: post.href(),
        is_own_thread,
    }))
}

fn decision(
    boards: &Boards,
    to: &Recipient,
    words: &Words,
    about: Option<&(Thread, Post)>,
    detail: i16,
) -> Item {
    let decided = Decided::from_code(detail).unwrap_or(Decided::Hidden);
    let seen = about.filter(|(thread, _)| may_see_thread(Some(&to.me), boards, thread));
    let is_own = seen.is_some_and(|(_, post)| post.author == to.me.id);
    let key = match decided {
        Decided::Hidden => "mail-decided-hidden",
        Decided::Restored => "mail-decided-restored",
        other => other.key(),
    };
    Item {
        kind: Kind::Decision,
        said: words.t(key).into_owned(),
        name: String::new(),
        title: seen.filter(|_| is_own).map(|(thread, _)| thread.title.clone()),
        thread: seen.map(|(thread, _)| thread.id),
        post: None,
        excerpt: None,
        path: match seen.filter(|_| is_own) {
            Some((_, post)) => post.href(),
            None => "/inbox".to_owned(),
        },
        is_own_thread: false,
    }
}
