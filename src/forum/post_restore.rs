//! Bringing a post back. `POST /p/{id}/restore`
//!
//! What its author has deleted comes back by the author or moderation; what moderation has hidden, by moderation.

use actix_web::{HttpResponse, web};
use diesel::prelude::*;

use super::act::act;
use super::board::Boards;
use super::flag::{self, Outcome};
use super::permissions::{may_restore, may_undelete};
use super::post::{self, PostKind};
use super::post_hide;
use super::solution::Pressed;
use crate::db::schema::{posts, threads};
use crate::events::{Event, Tx};
use crate::ids::{PostId, Ts};
use crate::members::{Me, Signed};
use crate::web::{Form, Refusal, Site, see_other_noting};

const NOT_YOURS: Refusal = Refusal::forbidden("restore-not-yours");

/// `POST /p/{id}/restore`
pub async fn pressed(
    site: web::Data<Site>,
    who: Signed,
    post: web::Path<PostId>,
    _form: Form<Pressed>,
) -> Result<HttpResponse, Refusal> {
    let id = post.into_inner();
    let path = act(&site, who.me(), move |tx, boards, me| restore(tx, boards, me, id)).await?;
    Ok(see_other_noting(&path, "restored"))
}

/// Shows a hidden post again, or brings a deleted one back; a post that is there stays as it is. Returns its place.
///
/// Of a post that is both, moderation decides about its own part first.
pub fn restore(tx: &mut Tx<'_>, boards: &Boards, me: &Me, id: PostId) -> Result<String, Refusal> {
    let (thread, post) = post::take(tx, boards, Some(me), id)?;
    if post.hidden_at.is_some() && may_restore(me) {
        post_hide::show_again(tx, &thread, &post, me.id)?;
        flag::settle_open(tx, id, me.id, Outcome::Kept)?;
    } else if may_undelete(me, &post) {
        let gone = None::<Ts>;
        diesel::update(posts::table.find(id)).set(posts::deleted_at.eq(gone)).execute(tx.db)?;
        if post.kind == PostKind::Opening {
            diesel::update(threads::table.find(thread.id))
                .set(threads::deleted_at.eq(gone))
                .execute(tx.db)?;
            tx.record(Event::ThreadRestored { thread: thread.id, by: me.id })?;
        } else {
            tx.record(Event::PostRestored { thread: thread.id, post: id, by: me.id })?;
        }
    } else if !post.is_visible() || !(may_restore(me) || post.author == me.id) {
        return Err(NOT_YOURS);
    }
    Ok(post.place(&thread))
}
