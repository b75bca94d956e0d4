//! Deleting one's own post. `GET` (asks once more) and `POST /p/{id}/delete`
//!
//! With an opening its thread goes. The author and moderation can bring it back: see `post_restore.rs`.

use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::prelude::*;

use super::act::{act, look};
use super::board::Boards;
use super::permissions::may_delete;
use super::post::{self, PostKind};
use super::solution::Pressed;
use crate::db::Db;
use crate::db::schema::{posts, threads};
use crate::events::{Event, Tx};
use crate::ids::PostId;
use crate::members::{Me, Signed};
use crate::text;
use crate::web::filters;
use crate::web::{Form, Frame, Refusal, Site, see_other_noting};

const NOT_YOURS: Refusal = Refusal::forbidden("delete-not-yours");
const ANSWERED: Refusal = Refusal::conflict("delete-answered");
const EXCERPT: usize = 300;

#[derive(Template)]
#[template(path = "forum/post_delete.html")]
struct DeletePage {
    frame: Frame,
    post: PostId,
    back: String,
    excerpt: String,
    is_opening: bool,
}

/// `GET /p/{id}/delete`
pub async fn ask(
    site: web::Data<Site>,
    who: Signed,
    post: web::Path<PostId>,
) -> Result<HttpResponse, Refusal> {
    let id = post.into_inner();
    let (thread, post) = look(&site, Some(who.me()), move |db, boards, me| {
        let (thread, post) = post::find(db, boards, me, id)?;
        let me = me.ok_or(NOT_YOURS)?;
        let has_replies = has_replies(db, id)?;
        if may_delete(me, &thread, &post, has_replies) {
            Ok((thread, post))
        } else {
            Err(if post.author == me.id { ANSWERED } else { NOT_YOURS })
        }
    })
    .await?;
    who.html(&DeletePage {
        frame: who.frame(),
        post: id,
        back: post.place(&thread),
        excerpt: text::excerpt(&post.body, EXCERPT),
        is_opening: post.kind == PostKind::Opening,
    })
}

/// `POST /p/{id}/delete`
pub async fn pressed(
    site: web::Data<Site>,
    who: Signed,
    post: web::Path<PostId>,
    _form: Form<Pressed>,
) -> Result<HttpResponse, Refusal> {
    let id = post.into_inner();
    let path = act(&site, who.me(), move |tx, boards, me| delete(tx, boards, me, id)).await?;
    Ok(see_other_noting(&path, "deleted"))
}

/// Deletes the post; again is the same as once. Returns its place, where its author can bring it back.
pub fn delete(tx: &mut Tx<'_>, boards: &Boards, me: &Me, id: PostId) -> Result<String, Refusal> {
    let (thread, post) = post::take(tx, boards, Some(me), id)?;
    if post.author != me.id {
        return Err(NOT_YOURS);
    }
    if post.deleted_at.is_some() {
        return Ok(post.place(&thread));
    }
    if !may_delete(me, &thread, &post, has_replies(tx.db, id)?) {
        return Err(ANSWERED);
    }
    diesel::update(posts::table.find(id)).set(posts::deleted_at.eq(tx.now)).execute(tx.db)?;
    if post.kind == PostKind::Opening {
        diesel::update(threads::table.find(thread.id)).set(threads::deleted_at.eq(tx.now)).execute(tx.db)?;
        tx.record(Event::ThreadDeleted { thread: thread.id, by: me.id })?;
    } else {
        tx.record(Event::PostDeleted { thread: thread.id, post: id, by: me.id })?;
    }
    Ok(post.place(&thread))
}

/// Whether something that is still there replies to it.
fn has_replies(db: &mut Db, post: PostId) -> QueryResult<bool> {
    let replies: i64 = posts::table
        .filter(posts::reply_to.eq(post))
        .filter(posts::deleted_at.is_null())
        .count()
        .get_result(db)?;
    Ok(replies > 0)
}
