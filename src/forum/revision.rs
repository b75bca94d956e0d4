//! Earlier texts of a post, kept before each change.
//!
//! A row holds the text that was replaced, who replaced it, and when. So the author of text 0 is the post's own, and
//! whoever wrote text `n` stands in row `n - 1`.

use diesel::prelude::*;

use super::post::{Post, PostKind};
use super::thread::Thread;
use crate::config::Limits;
use crate::db::schema::{posts, revisions};
use crate::events::Tx;
use crate::ids::MemberId;
use crate::web::Refusal;

const TOO_MANY: Refusal = Refusal::conflict("edit-too-many");

/// Keeps what the post says now (an opening: with its thread's title) and counts its text up by one.
///
/// Errors: 409 after [`Limits::REVISIONS`] changes of one post.
pub fn keep(tx: &mut Tx<'_>, thread: &Thread, post: &Post, by: MemberId) -> Result<(), Refusal> {
    if post.revision >= Limits::REVISIONS {
        return Err(TOO_MANY);
    }
    let title = (post.kind == PostKind::Opening).then_some(&thread.title);
    diesel::insert_into(revisions::table)
        .values((
            revisions::post.eq(post.id),
            revisions::number.eq(post.revision),
            revisions::title.eq(title),
            revisions::body.eq(&post.body),
            revisions::author.eq(by),
            revisions::created_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    diesel::update(posts::table.find(post.id)).set(posts::revision.eq(post.revision + 1)).execute(tx.db)?;
    Ok(())
}
