//! Merging two tags that mean the same: the threads and followers of one become the other's.

use actix_web::{HttpResponse, web};
use diesel::prelude::*;
use serde::Deserialize;

use super::desk::html_invalid;
use super::fields::{Field, FormView};
use super::tag_form;
use crate::config::Limits;
use crate::db::schema::{follows, tag_aliases, tags, thread_tags};
use crate::events::{Event, Tx};
use crate::forum::tag_share;
use crate::ids::{MemberId, TagId};
use crate::members::Admin;
use crate::text;
use crate::web::{Form, Note, Refusal, Site, see_other_noting};

/// `follows.subject_kind` of tags.
const TAG: i16 = 2;

/// The form as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    into: String,
}

/// `POST /admin/tags/{id}/merge`
pub async fn merge(
    site: web::Data<Site>,
    who: Admin,
    path: web::Path<TagId>,
    form: Form<Typed>,
) -> Result<HttpResponse, Refusal> {
    let (into, by, id) = (form.fields.into.clone(), who.me().id, path.into_inner());
    match site.store.write(move |tx| join(tx, by, id, &into)).await {
        Ok(()) => Ok(see_other_noting("/admin/tags", "admin-merged")),
        Err(refusal) if refusal.is_invalid() => {
            let tag = tag_form::load(&site, id).await?;
            let mut page = tag_form::stored_page(&who, &tag);
            let refused = super::tag_merge::form(id, &form.fields.into).refused(&refusal, &who.visit.words);
            page.more = vec![("admin-tag-merge", refused)];
            html_invalid(&who, &page)
        }
        Err(refusal) => Err(refusal),
    }
}

/// The form that asks for the tag to go on with.
pub(super) fn form(id: TagId, typed: &str) -> FormView {
    let into = Field::line("into", "admin-tag-merge-into", typed, Limits::TAG_CHARS);
    let fields = vec![into.hint("admin-tag-merge-hint")];
    FormView::new(format!("/admin/tags/{id}/merge"), "admin-tag-merge", fields).with_look("bad")
}

/// Gives everything of `from` to the tag called `into`; `from` is gone then.
fn join(tx: &mut Tx<'_>, by: MemberId, from: TagId, into: &str) -> Result<(), Refusal> {
    // Both rows are locked, in the order of their ids, so that two merges at once come one after the other.
    let slug = text::slug(into);
    let two = tags::table.filter(tags::id.eq(from).or(tags::slug.eq(&slug)));
    let locked = diesel::update(two).set(tags::name.eq(tags::name)).execute(tx.db)?;
    if tags::table.filter(tags::id.eq(from)).count().get_result::<i64>(tx.db)? == 0 {
        return Err(Refusal::NOT_FOUND);
    }
    let target: Option<TagId> =
        tags::table.filter(tags::slug.eq(&slug)).select(tags::id).first(tx.db).optional()?;
    let Some(target) = target.filter(|_| !into.trim().is_empty()) else {
        return Err(Refusal::field("into", Note::new("admin-tag-unknown")));
    };
    if target == from || locked < 2 {
        return Err(Refusal::field("into", Note::new("admin-tag-same")));
    }
    // Threads that have both lose the one; the others get the other.
    let others = diesel::alias!(thread_tags as others);
    let of_target =
        others.filter(others.field(thread_tags::tag).eq(target)).select(others.field(thread_tags::thread));
    let doubles =
        thread_tags::table.filter(thread_tags::tag.eq(from)).filter(thread_tags::thread.eq_any(of_target));
    diesel::delete(doubles).execute(tx.db)?;
    tag_share::hand_over(tx.db, from, target)?;
    hand_over_followers(tx, from, target)?;
    keep_name(tx, from, target)?;
    diesel::delete(tags::table.filter(tags::id.eq(from))).execute(tx.db)?;
    tx.record(Event::TagChanged { tag: from, by })?;
    Ok(tx.record(Event::TagChanged { tag: target, by })?)
}

/// Links to `from`, and to what was merged into it before, lead to `target`.
fn keep_name(tx: &mut Tx<'_>, from: TagId, target: TagId) -> QueryResult<()> {
    let slug: String = tags::table.filter(tags::id.eq(from)).select(tags::slug).first(tx.db)?;
    let earlier = tag_aliases::table.filter(tag_aliases::tag.eq(from));
    diesel::update(earlier).set(tag_aliases::tag.eq(target)).execute(tx.db)?;
    diesel::insert_into(tag_aliases::table)
        .values((tag_aliases::slug.eq(slug), tag_aliases::tag.eq(target)))
        .execute(tx.db)?;
    Ok(())
}

fn hand_over_followers(tx: &mut Tx<'_>, from: TagId, target: TagId) -> QueryResult<()> {
    let others = diesel::alias!(follows as others);
    let of_target = others
        .filter(others.field(follows::subject_kind).eq(TAG))
        .filter(others.field(follows::subject).eq(target.0))
        .select(others.field(follows::member));
    let doubles = follows::table
        .filter(follows::subject_kind.eq(TAG))
        .filter(follows::subject.eq(from.0))
        .filter(follows::member.eq_any(of_target));
    diesel::delete(doubles).execute(tx.db)?;
    let rest = follows::table.filter(follows::subject_kind.eq(TAG)).filter(follows::subject.eq(from.0));
    diesel::update(rest).set(follows::subject.eq(target.0)).execute(tx.db)?;
    Ok(())
}
