//! Who found a post helpful and for whom it worked, with their words, versions and days; and the forms to say so.
//!
//! `GET /p/{id}/helpful`, `GET /p/{id}/worked`: the same page, led to from a post's menu. The one-press buttons under
//! a post need no words; here is room for them.

use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::prelude::*;

use super::act::look;
use super::permissions::may_mark;
use super::post::{self, PostKind};
use crate::config::Limits;
use crate::db::Db;
use crate::db::schema::{helpful_marks, members, worked_marks};
use crate::ids::{MemberId, PostId, Ts};
use crate::members::Viewer;
use crate::text;
use crate::web::{Frame, Refusal, Site, filters};

/// Marks shown of each kind, newest first.
const MOST: i64 = 100;

/// Characters of the post that remind the reader of it.
const EXCERPT: usize = 280;

/// One mark: who, what they said, when.
#[derive(Queryable)]
struct Said {
    member: MemberId,
    name: String,
    slug: String,
    words: String,
    at: Ts,
}

impl Said {
    fn href(&self) -> String {
        format!("/u/{}/{}", self.member, self.slug)
    }
}

#[derive(Template)]
#[template(path = "forum/marks_page.html")]
struct MarksPage {
    frame: Frame,
    id: PostId,
    place: String,
    title: String,
    excerpt: String,
    may_mark: bool,
    is_answer: bool,
    words_most: usize,
    helpful: Vec<Said>,
    worked: Vec<Said>,
}

/// `GET /p/{id}/helpful`, `GET /p/{id}/worked`
pub async fn show(
    site: web::Data<Site>,
    viewer: Viewer,
    id: web::Path<PostId>,
) -> Result<HttpResponse, Refusal> {
    let (id, frame) = (id.into_inner(), viewer.frame());
    let page = look(&site, viewer.me.as_ref(), move |db, boards, me| {
        let (thread, post) = post::find(db, boards, me, id)?;
        let is_answer = post.kind == PostKind::Answer;
        Ok(MarksPage {
            frame,
            id,
            place: post.href(),
            title: thread.title.clone(),
            excerpt: text::excerpt(&post.body, EXCERPT),
            may_mark: me.is_some_and(|me| may_mark(me, &thread, &post)),
            is_answer,
            words_most: Limits::WORDS_CHARS,
            helpful: helpful(db, id)?,
            worked: if is_answer { worked(db, id)? } else { Vec::new() },
        })
    })
    .await?;
    viewer.html(&page)
}

fn helpful(db: &mut Db, post: PostId) -> QueryResult<Vec<Said>> {
    helpful_marks::table
        .inner_join(members::table.on(members::id.eq(helpful_marks::member)))
        .filter(helpful_marks::post.eq(post))
        .filter(members::erased_at.is_null())
        .order((helpful_marks::marked_at.desc(), members::id))
        .limit(MOST)
        .select((members::id, members::name, members::slug, helpful_marks::words, helpful_marks::marked_at))
        .load(db)
}

fn worked(db: &mut Db, post: PostId) -> QueryResult<Vec<Said>> {
    worked_marks::table
        .inner_join(members::table.on(members::id.eq(worked_marks::member)))
        .filter(worked_marks::post.eq(post))
        .filter(members::erased_at.is_null())
        .order((worked_marks::marked_at.desc(), members::id))
        .limit(MOST)
        .select((
            members::id,
            members::name,
            members::slug,
            worked_marks::product_version,
            worked_marks::marked_at,
        ))
        .load(db)
}
