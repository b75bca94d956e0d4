//! Helpful: a thank-you for a post, with a few words where somebody likes.
//!
//! `POST /p/{id}/helpful` (optional `words`), `POST /p/{id}/unhelpful`. Again is the same as once.

use actix_web::{HttpResponse, web};
use diesel::prelude::*;
use serde::Deserialize;

use super::act::act;
use super::board::Boards;
use super::mark::{Marked, answer};
use super::permissions::may_mark;
use super::post;
use super::solution::Pressed;
use crate::config::Limits;
use crate::db::Both;
use crate::db::schema::{helpful_marks, imported_helpfuls, posts};
use crate::events::{Event, Tx};
use crate::ids::PostId;
use crate::members::{Me, Signed};
use crate::text::clean;
use crate::web::{Form, Note, Refusal, Site};

const NOT_THIS_ONE: Refusal = Refusal::forbidden("mark-not-this-one");

/// What the button sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct HelpfulFields {
    words: String,
}

/// `POST /p/{id}/helpful`
pub async fn mark_pressed(
    site: web::Data<Site>,
    who: Signed,
    post: web::Path<PostId>,
    form: Form<HelpfulFields>,
) -> Result<HttpResponse, Refusal> {
    let words = clean::line(&form.fields.words);
    if clean::length(&words) > Limits::WORDS_CHARS {
        let note = Note::new("field-too-long").with("n", Limits::WORDS_CHARS as i64);
        return Err(Refusal::field("words", note));
    }
    let id = post.into_inner();
    let marked = act(&site, who.me(), move |tx, boards, me| mark(tx, boards, me, id, &words)).await?;
    Ok(answer(&who, form.by_script, &marked, "mark-helpful"))
}

/// `POST /p/{id}/unhelpful`
pub async fn take_back_pressed(
    site: web::Data<Site>,
    who: Signed,
    post: web::Path<PostId>,
    form: Form<Pressed>,
) -> Result<HttpResponse, Refusal> {
    let id = post.into_inner();
    let marked = act(&site, who.me(), move |tx, boards, me| take_back(tx, boards, me, id)).await?;
    Ok(answer(&who, form.by_script, &marked, "mark-unhelpful"))
}

/// Marks the post as helpful. Words that come later are added to the mark.
pub fn mark(tx: &mut Tx<'_>, boards: &Boards, me: &Me, id: PostId, words: &str) -> Result<Marked, Refusal> {
    let (thread, post) = post::take(tx, boards, Some(me), id)?;
    if !may_mark(me, &thread, &post) {
        return Err(NOT_THIS_ONE);
    }
    let row = (
        helpful_marks::post.eq(id),
        helpful_marks::member.eq(me.id),
        helpful_marks::words.eq(words),
        helpful_marks::marked_at.eq(tx.now),
    );
    let new = Both(diesel::insert_into(helpful_marks::table).values(row).on_conflict_do_nothing())
        .execute(tx.db)?;
    if new == 0 && !words.is_empty() {
        let mine = helpful_marks::table.find((id, me.id));
        diesel::update(mine).set(helpful_marks::words.eq(words)).execute(tx.db)?;
    }
    let count = recount(tx, id)?;
    if new > 0 {
        let (thread, post, author, by) = (thread.id, id, post.author, me.id);
        tx.record(Event::HelpfulGiven { thread, post, author, by })?;
    }
    Ok(Marked { count, on: true, place: post.href() })
}

/// Takes the mark back; nothing happens without one.
pub fn take_back(tx: &mut Tx<'_>, boards: &Boards, me: &Me, id: PostId) -> Result<Marked, Refusal> {
    let (thread, post) = post::take(tx, boards, Some(me), id)?;
    let gone = diesel::delete(helpful_marks::table.find((id, me.id))).execute(tx.db)?;
    let count = recount(tx, id)?;
    if gone > 0 {
        let (thread, post, author, by) = (thread.id, id, post.author, me.id);
        tx.record(Event::HelpfulTakenBack { thread, post, author, by })?;
    }
    Ok(Marked { count, on: false, place: post.href() })
}

fn recount(tx: &mut Tx<'_>, id: PostId) -> QueryResult<i64> {
    let marks: i64 = helpful_marks::table.filter(helpful_marks::post.eq(id)).count().get_result(tx.db)?;
    let brought = imported_helpfuls::table.find(id).select(imported_helpfuls::count);
    let count = marks + brought.first::<i64>(tx.db).optional()?.unwrap_or(0);
    diesel::update(posts::table.find(id)).set(posts::helpful.eq(count)).execute(tx.db)?;
    Ok(count)
}
