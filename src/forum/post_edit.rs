//! Editing a post: its text, and for an opening the title and tags. `GET, POST /p/{id}/edit`
//!
//! The form carries the number of the text it began with. When somebody else has changed the post meanwhile, both
//! texts are shown and nothing is overwritten.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::prelude::*;
use serde::Deserialize;

use super::act::{act, look};
use super::board::Boards;
use super::body::{self, Body};
use super::permissions::{may_edit, may_retitle, may_tag};
use super::post::{self, Post, PostKind};
use super::thread::Thread;
use super::thread_start::check_title;
use super::{revision, tag, thread_tags, thread_title};
use crate::config::Limits;
use crate::db::Db;
use crate::db::schema::{members, posts, threads};
use crate::events::{Event, Tx};
use crate::ids::{PostId, Ts};
use crate::members::{Me, Role, Signed};
use crate::web::filters;
use crate::web::{Findings, Form, Frame, Mistakes, Note, Refusal, Site, html_with, see_other_noting};

const NOT_YOURS: Refusal = Refusal::forbidden("edit-not-yours");

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct EditFields {
    body: String,
    title: Option<String>,
    tags: Option<String>,
    revision: String,
}

#[derive(Template)]
#[template(path = "forum/post_edit.html")]
struct EditPage {
    frame: Frame,
    post: PostId,
    back: String,
    may_delete: bool,
    by_moderation: bool,
    title: Option<String>,
    tags: Option<String>,
    fields: EditFields,
    revision: i32,
    mistakes: Mistakes,
    theirs: Option<Theirs>,
}

/// What somebody else has made of the post meanwhile.
#[derive(Clone, Debug)]
struct Theirs {
    title: Option<String>,
    body: String,
}

/// The post as it is now, with what this viewer may change of it.
struct Current {
    thread: Thread,
    post: Post,
    title: Option<String>,
    tags: Option<String>,
}

/// How an edit ended.
pub enum Edited {
    /// Changed; the place of the post.
    Done(String),
    /// Somebody else was faster, and nothing has changed.
    MeanwhileChanged,
}

/// `GET /p/{id}/edit`
pub async fn form(
    site: web::Data<Site>,
    who: Signed,
    post: web::Path<PostId>,
) -> Result<HttpResponse, Refusal> {
    let now = current(&site, who.me(), post.into_inner()).await?;
    let fields = EditFields { body: now.post.body.clone(), title: None, tags: None, revision: String::new() };
    who.html(&page(&who, &now, fields, Mistakes::default()))
}

/// `POST /p/{id}/edit`
pub async fn accept(
    site: web::Data<Site>,
    who: Signed,
    post: web::Path<PostId>,
    form: Form<EditFields>,
) -> Result<HttpResponse, Refusal> {
    let (id, fields) = (post.into_inner(), form.fields);
    let typed = fields.clone();
    let change = match prepare(&site, who.me(), id, &typed).await {
        Err(refusal) => return invalid(&site, &who, id, fields, refusal).await,
        Ok(change) => change,
    };
    let edited = act(&site, who.me(), move |tx, boards, me| edit(tx, boards, me, id, &change)).await;
    match edited {
        Ok(Edited::Done(path)) => Ok(see_other_noting(&path, "edited")),
        Ok(Edited::MeanwhileChanged) => {
            let now = current(&site, who.me(), id).await?;
            let mut page = page(&who, &now, fields, Mistakes::default());
            page.theirs = Some(Theirs { title: now.title.clone(), body: now.post.body.clone() });
            html_with(StatusCode::CONFLICT, &who.visit.words, &page)
        }
        Err(refusal) => invalid(&site, &who, id, fields, refusal).await,
    }
}

/// The form again with what is wrong, when the refusal is about what was typed.
async fn invalid(
    site: &web::Data<Site>,
    who: &Signed,
    post: PostId,
    fields: EditFields,
    refusal: Refusal,
) -> Result<HttpResponse, Refusal> {
    let mistakes = Mistakes::or(refusal, &who.visit.words)?;
    let now = current(site, who.me(), post).await?;
    let base = fields.revision.parse().unwrap_or(now.post.revision);
    let mut page = page(who, &now, fields, mistakes);
    page.revision = base;
    who.html_invalid(&page)
}

async fn current(site: &web::Data<Site>, me: &Me, post: PostId) -> Result<Current, Refusal> {
    look(site, Some(me), move |db, boards, me| {
        let (thread, post) = post::find(db, boards, me, post)?;
        let role = author_role(db, &post)?;
        let me = me.filter(|me| may_edit(me, &thread, &post, role)).ok_or(NOT_YOURS)?;
        let is_opening = post.kind == PostKind::Opening;
        let title = (is_opening && may_retitle(me, &thread)).then(|| thread.title.clone());
        let tags = if is_opening && may_tag(me, &thread) {
            let names: Vec<String> = tag::of_thread(db, thread.id)?.into_iter().map(|tag| tag.name).collect();
            Some(names.join(", "))
        } else {
            None
        };
        Ok(Current { thread, post, title, tags })
    })
    .await
}

fn page(who: &Signed, now: &Current, fields: EditFields, mistakes: Mistakes) -> EditPage {
    let is_author = now.post.author == who.me().id;
    EditPage {
        frame: who.frame(),
        post: now.post.id,
        back: now.post.place(&now.thread),
        may_delete: is_author,
        by_moderation: !is_author,
        title: now.title.as_ref().map(|title| fields.title.clone().unwrap_or_else(|| title.clone())),
        tags: now.tags.as_ref().map(|tags| fields.tags.clone().unwrap_or_else(|| tags.clone())),
        fields,
        revision: now.post.revision,
        mistakes,
        theirs: None,
    }
}

/// A change, checked and rendered.
#[derive(Clone, Debug)]
pub struct Change {
    /// The number of the text it began with.
    pub base: i32,
    /// The new text.
    pub body: Body,
    /// The thread's new title, where it may be changed.
    pub title: Option<String>,
    /// The thread's new tags, where they may be changed.
    pub tags: Option<Vec<String>>,
}

async fn prepare(
    site: &web::Data<Site>,
    me: &Me,
    post: PostId,
    typed: &EditFields,
) -> Result<Change, Refusal> {
    // Nobody learns from a form's mistakes that there is something they may not see or change.
    let now = current(site, me, post).await?;
    let (house, text) = (site.clone(), typed.body.clone());
    let body = site
        .store
        .read(move |db| Ok::<Result<Body, Note>, Refusal>(body::prepare(&house, db, &text)?))
        .await?;
    let mut wrong = Findings::default();
    let body = wrong.take("body", body);
    let title = match &typed.title {
        Some(title) if now.title.is_some() => wrong.take("title", check_title(title)),
        _ => None,
    };
    let tags = match &typed.tags {
        Some(tags) if now.tags.is_some() => wrong.take("tags", tag::check_names(tags)),
        _ => None,
    };
    wrong.done()?;
    // A number that is none fits no text: the answer shows the present one and keeps what was typed.
    let base = typed.revision.parse().unwrap_or(-1);
    match body {
        Some(body) => Ok(Change { base, body, title, tags }),
        None => Err(Refusal::field("body", Note::new("field-empty"))),
    }
}

/// Changes the post; what it said before is kept. Returns its place.
pub fn edit(
    tx: &mut Tx<'_>,
    boards: &Boards,
    me: &Me,
    id: PostId,
    change: &Change,
) -> Result<Edited, Refusal> {
    let (thread, post) = post::take(tx, boards, Some(me), id)?;
    if !may_edit(me, &thread, &post, author_role(tx.db, &post)?) {
        return Err(NOT_YOURS);
    }
    let is_opening = post.kind == PostKind::Opening;
    let title = change.title.as_ref().filter(|title| is_opening && **title != thread.title);
    let says_the_same = post.body == change.body.source && title.is_none();
    if change.base != post.revision && !says_the_same {
        return Ok(Edited::MeanwhileChanged);
    }
    if !says_the_same {
        if title.is_some() && !may_retitle(me, &thread) {
            return Err(NOT_YOURS);
        }
        revision::keep(tx, &thread, &post, me.id)?;
        rewrite(tx, me, &thread, &post, &change.body)?;
        tx.record(Event::PostEdited { thread: thread.id, post: post.id, by: me.id })?;
    }
    let mut thread = thread;
    if let Some(title) = title {
        thread_title::set(tx, &mut thread, title, me.id)?;
    }
    if let Some(names) = change.tags.as_ref().filter(|_| is_opening && may_tag(me, &thread)) {
        thread_tags::set(tx, &thread, names, me.id)?;
    }
    Ok(Edited::Done(post.place(&thread)))
}

fn author_role(db: &mut Db, post: &Post) -> QueryResult<Role> {
    members::table.find(post.author).select(members::role).first(db)
}

fn rewrite(tx: &mut Tx<'_>, me: &Me, thread: &Thread, post: &Post, body: &Body) -> QueryResult<()> {
    let edited_at = if shows_no_mark(me, thread, post, tx.now) { post.edited_at } else { Some(tx.now) };
    diesel::update(posts::table.find(post.id))
        .set((
            posts::body.eq(&body.source),
            posts::html.eq(&body.html),
            posts::language.eq(body.language),
            posts::edited_at.eq(edited_at),
        ))
        .execute(tx.db)?;
    if post.kind == PostKind::Opening && body.language.is_some() {
        diesel::update(threads::table.find(thread.id))
            .set(threads::language.eq(body.language))
            .execute(tx.db)?;
    }
    body::attach(tx, post.author, post.id, body)?;
    if me.id != post.author {
        // Pictures that moderation has put in are theirs.
        body::attach(tx, me.id, post.id, body)?;
    }
    Ok(())
}

/// The author corrects a slip at once, and nobody has written since: nobody was answered on what is gone.
fn shows_no_mark(me: &Me, thread: &Thread, post: &Post, now: Ts) -> bool {
    me.id == post.author
        && post.created_at.plus_minutes(Limits::UNMARKED_EDIT_MINUTES) >= now
        && thread.last_post_at <= post.created_at
}
