//! Making a tag, and saying what it stands for.

use actix_web::{HttpResponse, web};
use diesel::prelude::*;
use serde::Deserialize;

use super::check;
use super::desk::{FormPage, actor, html};
use super::fields::{Choice, Field, FormView};
use crate::config::Limits;
use crate::db::schema::{tag_aliases, tags};
use crate::events::{Event, Tx};
use crate::forum::tag::check_names;
use crate::i18n::Words;
use crate::ids::{MemberId, TagId};
use crate::members::Admin;
use crate::text;
use crate::web::{Findings, Form, Note, Once, Refusal, Site, once, see_other, see_other_noting};

const PLACE: &str = "/admin/tags";
const ON: &str = "on";

/// The form as typed.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default)]
pub struct Typed {
    name: String,
    description: String,
    is_topic: String,
    is_product: String,
}

/// A tag with everything an admin may change.
#[derive(Queryable, Clone, Debug)]
pub(super) struct Stored {
    pub(super) id: TagId,
    pub(super) name: String,
    pub(super) slug: String,
    description: String,
    is_topic: bool,
    is_product: bool,
}

/// `GET /admin/tags/new`
pub async fn blank(who: Admin) -> Result<HttpResponse, Refusal> {
    html(&who, &new_page(&who, &Typed::default()))
}

/// `POST /admin/tags/new`
pub async fn create(site: web::Data<Site>, who: Admin, form: Form<Typed>) -> Result<HttpResponse, Refusal> {
    let (typed, by, actor, key) = (form.fields.clone(), who.me().id, actor(&who), form.key);
    let done = site.store.write(move |tx| once(tx, &actor, &key, |tx| make(tx, by, &typed))).await;
    match done {
        Ok(Once::Done(path)) => Ok(see_other_noting(&path, "admin-created")),
        Ok(Once::Again(path)) => Ok(see_other(&path)),
        Ok(Once::Changed(path)) => new_page(&who, &form.fields).sent_before(&who, path),
        Err(refusal) => new_page(&who, &form.fields).refused(&who, refusal),
    }
}

/// `GET /admin/tags/{id}`
pub async fn edit(
    site: web::Data<Site>,
    who: Admin,
    path: web::Path<TagId>,
) -> Result<HttpResponse, Refusal> {
    let tag = load(&site, path.into_inner()).await?;
    let typed = Typed::of(&tag);
    html(&who, &edit_page(&who, &tag, &typed))
}

/// `POST /admin/tags/{id}`
pub async fn save(
    site: web::Data<Site>,
    who: Admin,
    path: web::Path<TagId>,
    form: Form<Typed>,
) -> Result<HttpResponse, Refusal> {
    let (typed, by, id) = (form.fields.clone(), who.me().id, path.into_inner());
    match site.store.write(move |tx| change(tx, by, id, &typed)).await {
        Ok(()) => Ok(see_other_noting(PLACE, "admin-saved")),
        Err(refusal) => {
            let tag = load(&site, id).await?;
            edit_page(&who, &tag, &form.fields).refused(&who, refusal)
        }
    }
}

pub(super) async fn load(site: &web::Data<Site>, id: TagId) -> Result<Stored, Refusal> {
    let columns = (tags::id, tags::name, tags::slug, tags::description, tags::is_topic, tags::is_product);
    let found = tags::table.filter(tags::id.eq(id)).select(columns);
    site.store.read(move |db| Ok(found.first(db)?)).await
}

fn make(tx: &mut Tx<'_>, by: MemberId, typed: &Typed) -> Result<String, Refusal> {
    let (name, description) = check_tag(typed)?;
    let slug = text::slug(&name);
    let taken: i64 = tags::table.filter(tags::slug.eq(&slug)).count().get_result(tx.db)?;
    if taken > 0 {
        return Err(Refusal::field("name", Note::new("admin-tag-exists")));
    }
    // Made anew, the name no longer leads to what it was merged into.
    diesel::delete(tag_aliases::table.filter(tag_aliases::slug.eq(&slug))).execute(tx.db)?;
    let tag: TagId = diesel::insert_into(tags::table)
        .values((
            tags::name.eq(&name),
            tags::slug.eq(&slug),
            tags::description.eq(&description),
            tags::is_topic.eq(typed.is_topic == ON),
            tags::is_product.eq(typed.is_product == ON),
            tags::created_at.eq(tx.now),
        ))
        .returning(tags::id)
        .get_result(tx.db)?;
    tx.record(Event::TagChanged { tag, by })?;
    Ok(PLACE.to_owned())
}

/// Changes everything but the slug: links to the tag's page stay good.
fn change(tx: &mut Tx<'_>, by: MemberId, tag: TagId, typed: &Typed) -> Result<(), Refusal> {
    let (name, description) = check_tag(typed)?;
    let changed = diesel::update(tags::table.filter(tags::id.eq(tag)))
        .set((
            tags::name.eq(&name),
            tags::description.eq(&description),
            tags::is_topic.eq(typed.is_topic == ON),
            tags::is_product.eq(typed.is_product == ON),
        ))
        .execute(tx.db)?;
    if changed == 0 {
        return Err(Refusal::NOT_FOUND);
    }
    Ok(tx.record(Event::TagChanged { tag, by })?)
}

fn check_tag(typed: &Typed) -> Result<(String, String), Refusal> {
    let mut findings = Findings::default();
    let name = findings.take("name", check_name(&typed.name));
    let description = findings.take("description", check::line(&typed.description, Limits::NOTE_CHARS));
    findings.done()?;
    name.zip(description).ok_or(Refusal::invalid("error-invalid-text"))
}

/// One name, as members type it on a thread.
fn check_name(typed: &str) -> Result<String, Note> {
    let mut names = check_names(typed)?;
    match names.len() {
        0 => Err(Note::new("field-empty")),
        1 => Ok(names.remove(0)),
        _ => Err(Note::new("admin-tag-one-name")),
    }
}

impl Typed {
    fn of(tag: &Stored) -> Typed {
        let on = |is: bool| if is { ON.to_owned() } else { String::new() };
        Typed {
            name: tag.name.clone(),
            description: tag.description.clone(),
            is_topic: on(tag.is_topic),
            is_product: on(tag.is_product),
        }
    }
}

fn new_page(who: &Admin, typed: &Typed) -> FormPage {
    let form = FormView::creating("/admin/tags/new", "admin-tag-create", fields(&who.visit.words, typed));
    FormPage::new(who, PLACE, "admin-tag-new", form)
}

/// The page of one tag: its form, and the one that merges it into another.
pub(super) fn edit_page(who: &Admin, tag: &Stored, typed: &Typed) -> FormPage {
    let fields = fields(&who.visit.words, typed);
    let form = FormView::new(format!("/admin/tags/{}", tag.id), "button-save", fields);
    FormPage::new(who, PLACE, "admin-tags", form)
        .titled(&tag.name)
        .and("admin-tag-merge", super::tag_merge::form(tag.id, ""))
        .with_way(format!("/tag/{}", tag.slug), "admin-tag-page")
}

pub(super) fn stored_page(who: &Admin, tag: &Stored) -> FormPage {
    edit_page(who, tag, &Typed::of(tag))
}

fn fields(words: &Words, typed: &Typed) -> Vec<Field> {
    let boxes = vec![
        Choice::ticked("is_topic", words.t("admin-tag-topic"), typed.is_topic == ON),
        Choice::ticked("is_product", words.t("admin-tag-product"), typed.is_product == ON),
    ];
    vec![
        Field::line("name", "admin-name", &typed.name, Limits::TAG_CHARS),
        Field::text("description", "admin-tag-description", &typed.description, Limits::NOTE_CHARS),
        Field::boxes("marks", "admin-tag-marks", boxes).hint("admin-tag-marks-hint"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_has_one_name() {
        assert_eq!(check_name(" #Milchschaum "), Ok("Milchschaum".into()));
        assert_eq!(check_name("a, b").map_err(|n| n.key), Err("admin-tag-one-name"));
        assert_eq!(check_name(" , ").map_err(|n| n.key), Err("field-empty"));
        assert!(check_name(&"x".repeat(31)).is_err());
    }
}
