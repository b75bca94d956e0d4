//! Departments: the label of official answers ("Team · workshop"), in both languages, in the order they are listed.

use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::prelude::*;
use serde::Deserialize;

use super::board_list::{Nothing, stepped};
use super::check::{self, NAME_CHARS};
use super::desk::{FormPage, actor, html, html_invalid};
use super::fields::{Field, FormView};
use crate::db::Db;
use crate::db::schema::departments;
use crate::events::{Event, Tx};
use crate::i18n::Locale;
use crate::ids::{DepartmentId, MemberId};
use crate::members::{Admin, Viewer};
use crate::web::{Findings, Form, Frame, Once, Refusal, Site, filters, once, see_other, see_other_noting};

const PLACE: &str = "/admin/departments";

/// The form as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    name_de: String,
    name_en: String,
}

/// A department.
#[derive(Queryable, Clone, Debug, PartialEq)]
pub(super) struct Department {
    pub(super) id: DepartmentId,
    name_de: String,
    name_en: String,
    position: i32,
}

impl Department {
    /// Its name as this reader reads it.
    pub(super) fn name(&self, locale: Locale) -> &str {
        if locale == Locale::En { &self.name_en } else { &self.name_de }
    }
}

#[derive(Template)]
#[template(path = "admin/departments.html")]
struct DepartmentsPage {
    frame: Frame,
    place: &'static str,
    rows: Vec<Row>,
    form: FormView,
}

struct Row {
    id: DepartmentId,
    name: String,
    is_first: bool,
    is_last: bool,
}

/// `GET /admin/departments`; one statement.
pub async fn page(site: web::Data<Site>, who: Admin) -> Result<HttpResponse, Refusal> {
    let all = site.store.read(|db| Ok::<_, Refusal>(all(db)?)).await?;
    html(&who, &list(&who, &all, new_form(&Typed::default())))
}

/// `POST /admin/departments`
pub async fn create(site: web::Data<Site>, who: Admin, form: Form<Typed>) -> Result<HttpResponse, Refusal> {
    let (typed, by, actor, key) = (form.fields.clone(), who.me().id, actor(&who), form.key);
    let done = site.store.write(move |tx| once(tx, &actor, &key, |tx| make(tx, by, &typed))).await;
    let again = match done {
        Ok(Once::Done(path)) => return Ok(see_other_noting(&path, "admin-created")),
        Ok(Once::Again(path)) => return Ok(see_other(&path)),
        Ok(Once::Changed(path)) => new_form(&form.fields).sent_before(path),
        Err(refusal) if refusal.is_invalid() => new_form(&form.fields).refused(&refusal, &who.visit.words),
        Err(refusal) => return Err(refusal),
    };
    let all = site.store.read(|db| Ok::<_, Refusal>(all(db)?)).await?;
    html_invalid(&who, &list(&who, &all, again))
}

/// `GET /admin/departments/{id}`
pub async fn edit(
    site: web::Data<Site>,
    who: Admin,
    path: web::Path<DepartmentId>,
) -> Result<HttpResponse, Refusal> {
    let id = path.into_inner();
    let all = site.store.read(|db| Ok::<_, Refusal>(all(db)?)).await?;
    let one = all.iter().find(|one| one.id == id).ok_or(Refusal::NOT_FOUND)?;
    let typed = Typed { name_de: one.name_de.clone(), name_en: one.name_en.clone() };
    html(&who, &edit_page(&who, id, &typed))
}

/// `POST /admin/departments/{id}`
pub async fn save(
    site: web::Data<Site>,
    who: Admin,
    path: web::Path<DepartmentId>,
    form: Form<Typed>,
) -> Result<HttpResponse, Refusal> {
    let (typed, by, id) = (form.fields.clone(), who.me().id, path.into_inner());
    match site.store.write(move |tx| rename(tx, by, id, &typed)).await {
        Ok(()) => Ok(see_other_noting(PLACE, "admin-saved")),
        Err(refusal) => edit_page(&who, id, &form.fields).refused(&who, refusal),
    }
}

/// `POST /admin/departments/{id}/up`
pub async fn up(
    site: web::Data<Site>,
    who: Admin,
    path: web::Path<DepartmentId>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Refusal> {
    let (by, id) = (who.me().id, path.into_inner());
    site.store.write(move |tx| step(tx, by, id, -1)).await?;
    Ok(see_other_noting(PLACE, "admin-saved"))
}

/// `POST /admin/departments/{id}/down`
pub async fn down(
    site: web::Data<Site>,
    who: Admin,
    path: web::Path<DepartmentId>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Refusal> {
    let (by, id) = (who.me().id, path.into_inner());
    site.store.write(move |tx| step(tx, by, id, 1)).await?;
    Ok(see_other_noting(PLACE, "admin-saved"))
}

/// All departments in their order.
pub(super) fn all(db: &mut Db) -> QueryResult<Vec<Department>> {
    departments::table
        .order((departments::position, departments::id))
        .select((departments::id, departments::name_de, departments::name_en, departments::position))
        .load(db)
}

fn make(tx: &mut Tx<'_>, by: MemberId, typed: &Typed) -> Result<String, Refusal> {
    let (name_de, name_en) = check_names(typed)?;
    let last = all(tx.db)?.iter().map(|one| one.position).max();
    let department: DepartmentId = diesel::insert_into(departments::table)
        .values((
            departments::name_de.eq(&name_de),
            departments::name_en.eq(&name_en),
            departments::position.eq(last.map_or(0, |last| last.saturating_add(1))),
        ))
        .returning(departments::id)
        .get_result(tx.db)?;
    tx.record(Event::DepartmentChanged { department, by })?;
    Ok(PLACE.to_owned())
}

fn rename(tx: &mut Tx<'_>, by: MemberId, department: DepartmentId, typed: &Typed) -> Result<(), Refusal> {
    let (name_de, name_en) = check_names(typed)?;
    let row = departments::table.filter(departments::id.eq(department));
    let names = (departments::name_de.eq(&name_de), departments::name_en.eq(&name_en));
    if diesel::update(row).set(names).execute(tx.db)? == 0 {
        return Err(Refusal::NOT_FOUND);
    }
    Ok(tx.record(Event::DepartmentChanged { department, by })?)
}

fn step(tx: &mut Tx<'_>, by: MemberId, id: DepartmentId, places: isize) -> Result<(), Refusal> {
    let all = all(tx.db)?;
    let row: Vec<DepartmentId> = all.iter().map(|one| one.id).collect();
    if !row.contains(&id) {
        return Err(Refusal::NOT_FOUND);
    }
    let Some(order) = stepped(&row, &id, places) else { return Ok(()) };
    for (position, one) in order.into_iter().enumerate() {
        let position = i32::try_from(position).unwrap_or(i32::MAX);
        let row = departments::table.filter(departments::id.eq(one));
        diesel::update(row).set(departments::position.eq(position)).execute(tx.db)?;
    }
    Ok(tx.record(Event::DepartmentChanged { department: id, by })?)
}

/// Both names; where English is left empty the German one serves.
fn check_names(typed: &Typed) -> Result<(String, String), Refusal> {
    let mut findings = Findings::default();
    let german = findings.take("name_de", check::needed_line(&typed.name_de, NAME_CHARS));
    let english = findings.take("name_en", check::line(&typed.name_en, NAME_CHARS));
    findings.done()?;
    let (german, english) = german.zip(english).ok_or(Refusal::invalid("error-invalid-text"))?;
    let english = if english.is_empty() { german.clone() } else { english };
    Ok((german, english))
}

fn new_form(typed: &Typed) -> FormView {
    FormView::creating(PLACE, "admin-department-create", fields(typed))
}

fn fields(typed: &Typed) -> Vec<Field> {
    vec![
        Field::line("name_de", "admin-department-german", &typed.name_de, NAME_CHARS),
        Field::line("name_en", "admin-department-english", &typed.name_en, NAME_CHARS)
            .hint("admin-department-english-hint"),
    ]
}

fn edit_page(who: &Admin, id: DepartmentId, typed: &Typed) -> FormPage {
    let form = FormView::new(format!("{PLACE}/{id}"), "button-save", fields(typed));
    FormPage::new(who, PLACE, "admin-department-edit", form)
}

fn list(who: &Viewer, all: &[Department], form: FormView) -> DepartmentsPage {
    let locale = who.visit.words.locale;
    let row = |(at, one): (usize, &Department)| Row {
        id: one.id,
        name: one.name(locale).to_owned(),
        is_first: at == 0,
        is_last: at + 1 == all.len(),
    };
    let rows = all.iter().enumerate().map(row).collect();
    DepartmentsPage { frame: who.frame(), place: PLACE, rows, form }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn german_serves_where_english_is_missing() {
        let typed = Typed { name_de: " Werkstatt ".into(), name_en: String::new() };
        assert_eq!(check_names(&typed).expect("right"), ("Werkstatt".into(), "Werkstatt".into()));
        assert!(check_names(&Typed { name_de: String::new(), name_en: "Workshop".into() }).is_err());
    }
}
