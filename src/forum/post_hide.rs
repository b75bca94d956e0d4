//! Hiding a post by moderation. `GET, POST /p/{id}/hide` (`reason`, `note`)
//!
//! With an opening its thread is hidden. What a super-user hides waits for moderation as an open flag; unconfirmed it
//! comes back after [`Limits::UNCONFIRMED_HIDE_HOURS`], spam and personal data apart ([`return_unconfirmed`]).

use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::prelude::*;

use super::act::{act, look};
use super::board::Boards;
use super::flag::{self, Outcome, ReasonFields};
use super::permissions::{HideFacts, may_hide};
use super::post::{self, Post, PostKind};
use super::solution;
use super::thread::{Reason, Thread};
use crate::config::Limits;
use crate::db::Db;
use crate::db::schema::{flags, members, posts, threads};
use crate::events::{Event, Tx};
use crate::ids::{MemberId, PostId, Ts};
use crate::members::{Me, Role, Signed};
use crate::text;
use crate::web::filters;
use crate::web::{Form, Frame, Mistakes, Refusal, Site, see_other_noting};

const NOT_YOURS: Refusal = Refusal::forbidden("hide-not-yours");
const EXCERPT: usize = 300;
/// Posts that come back in one go; the next run takes the rest.
const AT_ONCE: i64 = 20;

#[derive(Template)]
#[template(path = "forum/post_hide.html")]
struct HidePage {
    frame: Frame,
    post: PostId,
    back: String,
    excerpt: String,
    is_opening: bool,
    is_hidden: bool,
    /// Who hides it as a super-user learns that moderation looks at it again.
    is_provisional: bool,
    reasons: Vec<Reason>,
    chosen: String,
    note: String,
    mistakes: Mistakes,
}

/// `GET /p/{id}/hide`
pub async fn form(
    site: web::Data<Site>,
    who: Signed,
    post: web::Path<PostId>,
) -> Result<HttpResponse, Refusal> {
    let fields = ReasonFields::default();
    who.html(&page(&site, &who, post.into_inner(), fields, Mistakes::default()).await?)
}

/// `POST /p/{id}/hide`
pub async fn accept(
    site: web::Data<Site>,
    who: Signed,
    post: web::Path<PostId>,
    form: Form<ReasonFields>,
) -> Result<HttpResponse, Refusal> {
    let (id, fields) = (post.into_inner(), form.fields);
    let done = match fields.check() {
        Ok((reason, note)) => {
            act(&site, who.me(), move |tx, boards, me| hide(tx, boards, me, id, reason, &note)).await
        }
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(path) => Ok(see_other_noting(&path, "hidden")),
        Err(refusal) => {
            let mistakes = Mistakes::or(refusal, &who.visit.words)?;
            who.html_invalid(&page(&site, &who, id, fields, mistakes).await?)
        }
    }
}

async fn page(
    site: &web::Data<Site>,
    who: &Signed,
    id: PostId,
    fields: ReasonFields,
    mistakes: Mistakes,
) -> Result<HidePage, Refusal> {
    let (thread, post, reasons) = look(site, Some(who.me()), move |db, boards, me| {
        let (thread, post) = post::find(db, boards, me, id)?;
        let me = me.ok_or(NOT_YOURS)?;
        let facts = facts(db, me, &thread, &post)?;
        let reasons: Vec<Reason> =
            Reason::ALL.iter().copied().filter(|reason| may_hide(me, &thread, *reason, facts)).collect();
        if reasons.is_empty() { Err(NOT_YOURS) } else { Ok((thread, post, reasons)) }
    })
    .await?;
    let now = post.hidden_reason.map_or("", Reason::word);
    Ok(HidePage {
        frame: who.frame(),
        post: id,
        back: post.place(&thread),
        excerpt: text::excerpt(&post.body, EXCERPT),
        is_opening: post.kind == PostKind::Opening,
        is_hidden: post.hidden_at.is_some(),
        is_provisional: !who.me().role.moderates(),
        reasons,
        chosen: if fields.reason.is_empty() { now.to_owned() } else { fields.reason },
        note: fields.note,
        mistakes,
    })
}

fn facts(db: &mut Db, me: &Me, thread: &Thread, post: &Post) -> QueryResult<HideFacts> {
    let author_role = members::table.find(post.author).select(members::role).first(db)?;
    let written: i64 = posts::table
        .filter(posts::thread.eq(thread.id))
        .filter(posts::author.eq(me.id))
        .count()
        .get_result(db)?;
    Ok(HideFacts { author_role, has_written_here: written > 0 })
}

/// Hides the post, or confirms that it stays hidden. Returns its place.
pub fn hide(
    tx: &mut Tx<'_>,
    boards: &Boards,
    me: &Me,
    id: PostId,
    reason: Reason,
    note: &str,
) -> Result<String, Refusal> {
    let (thread, post) = post::take(tx, boards, Some(me), id)?;
    let facts = facts(tx.db, me, &thread, &post)?;
    if !may_hide(me, &thread, reason, facts) {
        return Err(NOT_YOURS);
    }
    let was_hidden = post.hidden_at.is_some();
    if was_hidden && !me.role.moderates() {
        return Ok(post.place(&thread));
    }
    mark(tx, &thread, &post, me.id, reason)?;
    if !was_hidden {
        if thread.solution == Some(post.id) {
            solution::clear(tx, &thread, me.id)?;
        }
        let (reason, by, thread) = (reason.code(), me.id, thread.id);
        tx.record(if post.kind == PostKind::Opening {
            Event::ThreadHidden { thread, by, reason }
        } else {
            Event::PostHidden { thread, post: id, by, reason }
        })?;
    }
    // The decision and its note are kept as a flag: settled at once by moderation, open when somebody must confirm.
    let own = flag::put(tx, id, me.id, reason, note)?;
    if me.role.moderates() {
        flag::settle_open(tx, id, me.id, Outcome::Hidden)?;
    } else {
        let (reason, by) = (reason.code(), Some(me.id));
        tx.record(Event::PostFlagged { thread: thread.id, post: id, flag: own, reason, by })?;
    }
    Ok(post.place(&thread))
}

fn mark(tx: &mut Tx<'_>, thread: &Thread, post: &Post, by: MemberId, reason: Reason) -> QueryResult<()> {
    let at = post.hidden_at.unwrap_or(tx.now);
    diesel::update(posts::table.find(post.id))
        .set((posts::hidden_at.eq(at), posts::hidden_reason.eq(reason), posts::hidden_by.eq(by)))
        .execute(tx.db)?;
    if post.kind == PostKind::Opening {
        diesel::update(threads::table.find(thread.id))
            .set((threads::hidden_at.eq(at), threads::hidden_reason.eq(reason), threads::hidden_by.eq(by)))
            .execute(tx.db)?;
    }
    Ok(())
}

/// Shows a hidden post (and with an opening its thread) to everybody again.
pub(super) fn show_again(tx: &mut Tx<'_>, thread: &Thread, post: &Post, by: MemberId) -> QueryResult<()> {
    let (at, reason, nobody) = (None::<Ts>, None::<Reason>, None::<MemberId>);
    diesel::update(posts::table.find(post.id))
        .set((posts::hidden_at.eq(at), posts::hidden_reason.eq(reason), posts::hidden_by.eq(nobody)))
        .execute(tx.db)?;
    if post.kind == PostKind::Opening {
        diesel::update(threads::table.find(thread.id))
            .set((
                threads::hidden_at.eq(at),
                threads::hidden_reason.eq(reason),
                threads::hidden_by.eq(nobody),
            ))
            .execute(tx.db)?;
        return tx.record(Event::ThreadRestored { thread: thread.id, by });
    }
    tx.record(Event::PostRestored { thread: thread.id, post: post.id, by })
}

/// Whether what is hidden for this reason comes back by itself when nobody confirms it.
pub const fn returns_unconfirmed(reason: Reason) -> bool {
    !matches!(reason, Reason::Spam | Reason::PersonalData)
}

/// For the schedule: what super-users hid and nobody has confirmed in time is shown again; their flags stay open.
/// Returns how many posts that were.
pub fn return_unconfirmed(tx: &mut Tx<'_>) -> QueryResult<usize> {
    let late = tx.now.plus_hours(-Limits::UNCONFIRMED_HIDE_HOURS);
    let staying: Vec<Reason> =
        Reason::ALL.iter().copied().filter(|reason| !returns_unconfirmed(*reason)).collect();
    // Through the few open flags, of which every unconfirmed hiding has one by its super-user.
    let due: Vec<PostId> = flags::table
        .inner_join(posts::table.on(flags::post.eq(posts::id)))
        .inner_join(members::table.on(posts::hidden_by.eq(members::id.nullable())))
        .filter(flags::settled_at.is_null())
        .filter(flags::member.eq(posts::hidden_by))
        .filter(posts::hidden_at.le(late))
        .filter(posts::hidden_reason.ne_all(staying))
        .filter(members::role.ne_all(vec![Role::Moderator, Role::Admin]))
        .order(posts::id)
        .limit(AT_ONCE)
        .select(posts::id)
        .load(tx.db)?;
    for id in &due {
        let in_thread: crate::ids::ThreadId = posts::table.find(*id).select(posts::thread).first(tx.db)?;
        diesel::update(threads::table.find(in_thread))
            .set(threads::version.eq(threads::version + 1))
            .execute(tx.db)?;
        let thread: Thread = threads::table.find(in_thread).select(Thread::as_select()).first(tx.db)?;
        let post: Post = posts::table.find(*id).select(Post::as_select()).first(tx.db)?;
        // A moderator may have confirmed it while this waited for the thread.
        if let Some(by) = post.hidden_by.filter(|_| post.hidden_at.is_some_and(|at| at <= late)) {
            show_again(tx, &thread, &post, by)?;
        }
    }
    Ok(due.len())
}
