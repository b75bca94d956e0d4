//! A row of the inbox with its causes: adding one, taking one back, and what of it its reader may see.
//!
//! A row bundles what belongs together until it is read; what comes later begins a new one. How many causes show, and
//! the member's count of unread rows, are counted anew each time, so that they cannot drift.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::kind::Kind;
use crate::db::schema::{notification_causes as causes, notifications, posts, threads};
use crate::db::{Both, Db};
use crate::events::Tx;
use crate::forum::permissions::is_told;
use crate::forum::{Boards, Thread};
use crate::ids::{MemberId, NotificationId, PostId, ThreadId, Ts};
use crate::members::Me;

/// Causes of one row that are looked at; beyond them it says no more than that there are many.
const MOST: i64 = 500;

/// Why somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cause {
    /// What it is about.
    pub kind: Kind,
    /// What it is bundled by: the id of a thread, a post or a rank, or a moment.
    pub subject: i64,
    /// The thread, where there is one.
    pub thread: Option<ThreadId>,
    /// The post, where there is one.
    pub post: Option<PostId>,
    /// Who caused it; nobody where moderation decided.
    pub actor: Option<MemberId>,
    /// Which decision, which rank.
    pub detail: i16,
    /// Tells apart what may happen again to the same post.
    pub moment: i64,
    /// When it happened.
    pub at: Ts,
}

/// Adds a cause to the member's inbox. `None` when it is there already.
pub fn add(tx: &mut Tx<'_>, boards: &Boards, me: &Me, cause: &Cause) -> QueryResult<Option<i64>> {
    let (post, actor) = (cause.post.unwrap_or_default(), cause.actor.unwrap_or_default());
    let known: i64 = causes::table
        .filter(causes::member.eq(me.id))
        .filter(causes::kind.eq(cause.kind))
        .filter(causes::post.eq(post))
        .filter(causes::actor.eq(actor))
        .filter(causes::moment.eq(cause.moment))
        .count()
        .get_result(tx.db)?;
    if known > 0 {
        return Ok(None);
    }
    let row = open_row(tx, me.id, cause)?;
    let id: i64 = diesel::insert_into(causes::table)
        .values((
            causes::notification.eq(row),
            causes::member.eq(me.id),
            causes::kind.eq(cause.kind),
            causes::post.eq(post),
            causes::actor.eq(actor),
            causes::moment.eq(cause.moment),
            causes::caused_at.eq(cause.at),
        ))
        .returning(causes::id)
        .get_result(tx.db)?;
    refresh(tx.db, boards, me, row)?;
    recount(tx.db, me.id)?;
    Ok(Some(id))
}

/// The unread row that bundles such causes, or a new one.
fn open_row(tx: &mut Tx<'_>, member: MemberId, cause: &Cause) -> QueryResult<NotificationId> {
    let new = (
        notifications::member.eq(member),
        notifications::kind.eq(cause.kind),
        notifications::subject.eq(cause.subject),
        notifications::thread.eq(cause.thread),
        notifications::detail.eq(cause.detail),
        notifications::newest_at.eq(cause.at),
    );
    Both(diesel::insert_into(notifications::table).values(new).on_conflict_do_nothing()).execute(tx.db)?;
    notifications::table
        .filter(notifications::member.eq(member))
        .filter(notifications::kind.eq(cause.kind))
        .filter(notifications::subject.eq(cause.subject))
        .filter(notifications::read_at.is_null())
        .select(notifications::id)
        .first(tx.db)
}

/// Takes causes back that stand no longer: a withdrawn solution, a mark taken back.
pub fn take_back(
    tx: &mut Tx<'_>,
    boards: &Boards,
    people: &[Me],
    kind: Kind,
    post: PostId,
    actor: MemberId,
) -> QueryResult<()> {
    for me in people {
        let these = causes::table
            .filter(causes::member.eq(me.id))
            .filter(causes::kind.eq(kind))
            .filter(causes::post.eq(post))
            .filter(causes::actor.eq(actor));
        let rows: Vec<NotificationId> = these.select(causes::notification).load(tx.db)?;
        diesel::delete(these).execute(tx.db)?;
        for row in &rows {
            refresh(tx.db, boards, me, *row)?;
        }
        if !rows.is_empty() {
            recount(tx.db, me.id)?;
        }
    }
    Ok(())
}

#[derive(Queryable)]
struct Seen {
    post: PostId,
    actor: MemberId,
    at: Ts,
    hidden_at: Option<Ts>,
    deleted_at: Option<Ts>,
    /// Whether the post is there at all.
    known: Option<PostId>,
}

/// Counts what of a row its member may see now.
pub fn refresh(db: &mut Db, boards: &Boards, me: &Me, row: NotificationId) -> QueryResult<()> {
    let seen = seen(db, boards, me, row)?;
    let this = notifications::table.find(row);
    diesel::update(this)
        .set((notifications::causes.eq(seen.len() as i64), notifications::actors.eq(actors(&seen))))
        .execute(db)?;
    if let (Some(newest), Some(oldest)) = (seen.first(), seen.last()) {
        let nobody = |id: MemberId| Some(id).filter(|id| id.0 != 0);
        diesel::update(this)
            .set((
                notifications::newest_at.eq(newest.at),
                notifications::actor.eq(nobody(newest.actor)),
                notifications::post.eq(oldest.known),
            ))
            .execute(db)?;
        let _ = oldest.post;
    }
    Ok(())
}

/// How many causes of a row its member may see now, and of how many people.
pub fn visible(db: &mut Db, boards: &Boards, me: &Me, row: NotificationId) -> QueryResult<(i64, i64)> {
    let seen = seen(db, boards, me, row)?;
    Ok((seen.len() as i64, actors(&seen)))
}

fn actors(seen: &[Seen]) -> i64 {
    let mut actors: Vec<MemberId> = seen.iter().map(|one| one.actor).collect();
    actors.sort_unstable();
    actors.dedup();
    actors.len() as i64
}

/// The causes of a row that its member may see now, the newest first.
fn seen(db: &mut Db, boards: &Boards, me: &Me, row: NotificationId) -> QueryResult<Vec<Seen>> {
    let (kind, thread): (Kind, Option<ThreadId>) =
        notifications::table.find(row).select((notifications::kind, notifications::thread)).first(db)?;
    let mut seen: Vec<Seen> = causes::table
        .left_join(posts::table.on(posts::id.eq(causes::post)))
        .filter(causes::notification.eq(row))
        .order((causes::caused_at.desc(), causes::id.desc()))
        .limit(MOST)
        .select((
            causes::post,
            causes::actor,
            causes::caused_at,
            posts::hidden_at.nullable(),
            posts::deleted_at.nullable(),
            posts::id.nullable(),
        ))
        .load(db)?;
    if kind.is_about_a_post() {
        let thread: Option<Thread> = match thread {
            Some(id) => threads::table.find(id).select(Thread::as_select()).first(db).optional()?,
            None => None,
        };
        seen.retain(|one| {
            one.known.is_some()
                && thread
                    .as_ref()
                    .is_some_and(|thread| is_told(me, boards, thread, one.hidden_at, one.deleted_at))
        });
    }
    Ok(seen)
}

/// Counts a member's unread rows anew.
pub fn recount(db: &mut Db, member: MemberId) -> QueryResult<()> {
    diesel::sql_query(
        "UPDATE members SET unread = (SELECT COUNT(*) FROM notifications WHERE member = $1 \
         AND read_at IS NULL AND causes > 0) WHERE id = $2",
    )
    .bind::<BigInt, _>(member)
    .bind::<BigInt, _>(member)
    .execute(db)
    .map(|_| ())
}
