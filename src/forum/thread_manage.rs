//! Everything a viewer may do with a thread as a whole, on one page. `GET /t/{id}/manage`
//!
//! The forms lead to the nouns' own files: title, tags, kind, board, duplicate, lock, pin, official.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::act::look;
use super::board::Boards;
use super::permissions::{
    may_change_kind, may_confirm_duplicate, may_moderate, may_move, may_retitle, may_tag,
};
use super::thread::{self, Kind, Thread};
use super::{tag, thread_kind, thread_move};
use crate::db::Db;
use crate::ids::ThreadId;
use crate::members::{Me, Signed};
use crate::web::filters;
use crate::web::{Frame, Mistakes, Refusal, Site};

const NOT_YOURS: Refusal = Refusal::forbidden("manage-not-yours");

/// What was typed into one of the forms, to be shown again.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) title: Option<String>,
    pub(super) tags: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) board: Option<String>,
    pub(super) of: Option<String>,
}

/// One line of a choice.
struct Choice {
    value: String,
    label: String,
    is_chosen: bool,
}

/// What this viewer may change, with its present value; what is missing is not theirs.
#[derive(Default)]
struct Offers {
    title: Option<String>,
    tags: Option<String>,
    kinds: Option<Vec<Choice>>,
    boards: Option<Vec<Choice>>,
    of: Option<String>,
    locked: Option<bool>,
    pinned: Option<bool>,
    official: Option<bool>,
}

impl Offers {
    fn is_empty(&self) -> bool {
        self.title.is_none()
            && self.tags.is_none()
            && self.kinds.is_none()
            && self.boards.is_none()
            && self.of.is_none()
            && self.locked.is_none()
    }
}

#[derive(Template)]
#[template(path = "forum/thread_manage.html")]
struct ManagePage {
    frame: Frame,
    thread: ThreadId,
    back: String,
    heading: String,
    offers: Offers,
    mistakes: Mistakes,
}

/// `GET /t/{id}/manage`
pub async fn page(
    site: web::Data<Site>,
    who: Signed,
    thread: web::Path<ThreadId>,
) -> Result<HttpResponse, Refusal> {
    let page = make(&site, &who, thread.into_inner(), Typed::default(), Mistakes::default()).await?;
    who.html(&page)
}

/// The page again with what is wrong in one of its forms; any other refusal is handed on.
pub(super) async fn again(
    site: &web::Data<Site>,
    who: &Signed,
    thread: ThreadId,
    typed: Typed,
    refusal: Refusal,
) -> Result<HttpResponse, Refusal> {
    let mistakes = Mistakes::or(refusal, &who.visit.words)?;
    let page = make(site, who, thread, typed, mistakes).await?;
    who.html_invalid(&page)
}

async fn make(
    site: &web::Data<Site>,
    who: &Signed,
    id: ThreadId,
    typed: Typed,
    mistakes: Mistakes,
) -> Result<ManagePage, Refusal> {
    let words = who.visit.words.clone();
    let (thread, offers) = look(site, Some(who.me()), move |db, boards, me| {
        let thread = thread::find(db, boards, me, id)?;
        let me = me.ok_or(NOT_YOURS)?;
        let mut offers = offers(db, boards, me, &thread, &typed)?;
        for kind in offers.kinds.iter_mut().flatten() {
            kind.label = words.t(&kind.label).into_owned();
        }
        Ok((thread, offers))
    })
    .await?;
    if offers.is_empty() {
        return Err(NOT_YOURS);
    }
    Ok(ManagePage {
        frame: who.frame(),
        thread: thread.id,
        back: thread.href(),
        heading: thread.title,
        offers,
        mistakes,
    })
}

fn offers(db: &mut Db, boards: &Boards, me: &Me, thread: &Thread, typed: &Typed) -> Result<Offers, Refusal> {
    let mut offers = Offers::default();
    if may_retitle(me, thread) {
        offers.title = Some(typed.title.clone().unwrap_or_else(|| thread.title.clone()));
    }
    if may_tag(me, thread) {
        let names: Vec<String> = tag::of_thread(db, thread.id)?.into_iter().map(|tag| tag.name).collect();
        offers.tags = Some(typed.tags.clone().unwrap_or_else(|| names.join(", ")));
    }
    if may_change_kind(me, thread) {
        offers.kinds = kinds(boards, me, thread, typed);
    }
    if me.reaches(thread.board) {
        offers.boards = places(boards, me, thread, typed);
    }
    if may_confirm_duplicate(me, thread) {
        let now = thread.duplicate_of.map(|id| format!("/t/{id}")).unwrap_or_default();
        offers.of = Some(typed.of.clone().unwrap_or(now));
    }
    if may_moderate(me) {
        offers.locked = Some(thread.locked_at.is_some());
        offers.pinned = Some(thread.pinned_at.is_some());
        offers.official = Some(thread.official_at.is_some());
    }
    Ok(offers)
}

/// The kinds it can be, labelled by their keys; none when there is nothing to choose.
fn kinds(boards: &Boards, me: &Me, thread: &Thread, typed: &Typed) -> Option<Vec<Choice>> {
    let board = boards.get(thread.board)?;
    let chosen = typed.kind.as_deref().unwrap_or(thread.kind.word());
    let all: Vec<Choice> = Kind::ALL
        .iter()
        .filter(|kind| thread_kind::is_possible(me, board, thread, **kind))
        .map(|kind| Choice {
            value: kind.word().to_owned(),
            label: format!("kind-{}", kind.word()),
            is_chosen: kind.word() == chosen,
        })
        .collect();
    (all.len() > 1).then_some(all)
}

/// The boards it can be moved to; none when there is no other.
fn places(boards: &Boards, me: &Me, thread: &Thread, typed: &Typed) -> Option<Vec<Choice>> {
    let here = boards.get(thread.board)?;
    let chosen = typed.board.as_deref().unwrap_or(&here.slug);
    let all: Vec<Choice> = boards
        .visible_to(Some(me))
        .into_iter()
        .filter(|to| may_move(me, thread.board, to.id))
        .filter(|to| to.id == thread.board || thread_move::may_hold(me, to, thread))
        .map(|to| Choice {
            value: to.slug.clone(),
            label: format!("{}{}", "– ".repeat(boards.depth(to.id)), to.name),
            is_chosen: to.slug == chosen,
        })
        .collect();
    (all.len() > 1).then_some(all)
}
