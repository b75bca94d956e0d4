//! Worked: "Hat bei mir geklappt", an answer confirmed by somebody with the same problem, with version and date.
//!
//! `POST /p/{id}/worked` (optional `product_version`), `POST /p/{id}/unworked`. Again is the same as once.

use actix_web::{HttpResponse, web};
use diesel::prelude::*;
use serde::Deserialize;

use super::act::act;
use super::board::Boards;
use super::mark::{Marked, answer};
use super::permissions::may_mark;
use super::post::{self, PostKind};
use super::solution::Pressed;
use crate::config::Limits;
use crate::db::Both;
use crate::db::schema::{posts, worked_marks};
use crate::events::{Event, Tx};
use crate::ids::PostId;
use crate::members::{Me, Signed};
use crate::text::clean;
use crate::web::{Form, Note, Refusal, Site};

const NOT_THIS_ONE: Refusal = Refusal::forbidden("mark-not-this-one");

/// What the button sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct WorkedFields {
    product_version: String,
}

/// `POST /p/{id}/worked`
pub async fn mark_pressed(
    site: web::Data<Site>,
    who: Signed,
    post: web::Path<PostId>,
    form: Form<WorkedFields>,
) -> Result<HttpResponse, Refusal> {
    let product_version = clean::line(&form.fields.product_version);
    if clean::length(&product_version) > Limits::WORDS_CHARS {
        let note = Note::new("field-too-long").with("n", Limits::WORDS_CHARS as i64);
        return Err(Refusal::field("product_version", note));
    }
    let id = post.into_inner();
    let marked =
        act(&site, who.me(), move |tx, boards, me| mark(tx, boards, me, id, &product_version)).await?;
    Ok(answer(&who, form.by_script, &marked, "mark-worked"))
}

/// `POST /p/{id}/unworked`
pub async fn take_back_pressed(
    site: web::Data<Site>,
    who: Signed,
    post: web::Path<PostId>,
    form: Form<Pressed>,
) -> Result<HttpResponse, Refusal> {
    let id = post.into_inner();
    let marked = act(&site, who.me(), move |tx, boards, me| take_back(tx, boards, me, id)).await?;
    Ok(answer(&who, form.by_script, &marked, "mark-unworked"))
}

/// Confirms that the answer worked. A product version that comes later is added to the mark.
pub fn mark(
    tx: &mut Tx<'_>,
    boards: &Boards,
    me: &Me,
    id: PostId,
    product_version: &str,
) -> Result<Marked, Refusal> {
    let (thread, post) = post::take(tx, boards, Some(me), id)?;
    if !may_mark(me, &thread, &post) || post.kind != PostKind::Answer {
        return Err(NOT_THIS_ONE);
    }
    let row = (
        worked_marks::post.eq(id),
        worked_marks::member.eq(me.id),
        worked_marks::product_version.eq(product_version),
        worked_marks::marked_at.eq(tx.now),
    );
    let new =
        Both(diesel::insert_into(worked_marks::table).values(row).on_conflict_do_nothing()).execute(tx.db)?;
    if new == 0 && !product_version.is_empty() {
        let mine = worked_marks::table.find((id, me.id));
        diesel::update(mine).set(worked_marks::product_version.eq(product_version)).execute(tx.db)?;
    }
    let count = recount(tx, id)?;
    if new > 0 {
        let (thread, post, author, by) = (thread.id, id, post.author, me.id);
        tx.record(Event::WorkedGiven { thread, post, author, by })?;
    }
    Ok(Marked { count, on: true, place: post.href() })
}

/// Takes the mark back; nothing happens without one.
pub fn take_back(tx: &mut Tx<'_>, boards: &Boards, me: &Me, id: PostId) -> Result<Marked, Refusal> {
    let (thread, post) = post::take(tx, boards, Some(me), id)?;
    let gone = diesel::delete(worked_marks::table.find((id, me.id))).execute(tx.db)?;
    let count = recount(tx, id)?;
    if gone > 0 {
        let (thread, post, author, by) = (thread.id, id, post.author, me.id);
        tx.record(Event::WorkedTakenBack { thread, post, author, by })?;
    }
    Ok(Marked { count, on: false, place: post.href() })
}

fn recount(tx: &mut Tx<'_>, id: PostId) -> QueryResult<i64> {
    let count: i64 = worked_marks::table.filter(worked_marks::post.eq(id)).count().get_result(tx.db)?;
    diesel::update(posts::table.find(id)).set(posts::worked.eq(count)).execute(tx.db)?;
    Ok(count)
}
