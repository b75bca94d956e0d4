//! Setting up: an empty community prints an address, and whoever opens it becomes its first admin.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use diesel::prelude::*;
use serde::Deserialize;

use super::member;
use super::member_add;
use super::name;
use super::role::Role;
use super::session::{self, NewSession};
use super::viewer::Viewer;
use crate::db::Db;
use crate::db::schema::site as site_table;
use crate::events::Tx;

use crate::mail;
use crate::web::filters;
use crate::web::secrets::{hash_token, is_same};
use crate::web::{
    Findings, Form, Frame, Mistakes, Note, Rate, Refusal, Site, network_address, see_other_noting, unstored,
};

/// What was typed.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Fields {
    name: String,
    email: String,
}

#[derive(Template)]
#[template(path = "members/setup.html")]
struct Page {
    frame: Frame,
    action: String,
    fields: Fields,
    mistakes: Mistakes,
}

/// `GET /setup/{token}`: for anybody else than the holder of the address there is nothing here.
pub async fn form(
    site: web::Data<Site>,
    viewer: Viewer,
    path: web::Path<String>,
) -> Result<HttpResponse, Refusal> {
    let token = path.into_inner();
    let action = format!("/setup/{token}");
    if !site.store.read(move |db| Ok::<_, Refusal>(is_open(db, &token)?)).await? {
        return Err(Refusal::NOT_FOUND);
    }
    let page =
        Page { frame: viewer.frame(), action, fields: Fields::default(), mistakes: Mistakes::default() };
    Ok(unstored(viewer.html(&page)?))
}

/// `POST /setup/{token}`
pub async fn accept(
    site: web::Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    path: web::Path<String>,
    form: Form<Fields>,
) -> Result<HttpResponse, Refusal> {
    site.rates.check(Rate::Try, network_address(&request, &site))?;
    let token = path.into_inner();
    let action = format!("/setup/{token}");
    let new = NewSession::of(&request, &site);
    let done = match checked(&form.fields) {
        Ok((name, email)) => {
            let starting = new.clone();
            site.store.write(move |tx| first_admin(tx, &token, &name, &email, &starting)).await
        }
        Err(refusal) => {
            let known = site.store.read(move |db| Ok::<_, Refusal>(is_open(db, &token)?)).await?;
            Err(if known { refusal } else { Refusal::NOT_FOUND })
        }
    };
    match done {
        Ok(()) => new.give(&site, see_other_noting("/", "set-up")),
        Err(refusal) => {
            let mistakes = Mistakes::or(refusal, &viewer.visit.words)?;
            let page = Page { frame: viewer.frame(), action, fields: form.fields, mistakes };
            Ok(unstored(viewer.html_invalid(&page)?))
        }
    }
}

fn is_open(db: &mut Db, token: &str) -> QueryResult<bool> {
    let hash: Option<String> = site_table::table.select(site_table::setup_hash).first(db)?;
    Ok(hash.is_some_and(|hash| is_same(&hash, &hash_token(token))) && member::admins(db)? == 0)
}

fn checked(typed: &Fields) -> Result<(name::Name, mail::Address), Refusal> {
    let mut findings = Findings::default();
    let name = findings.take("name", name::check(&typed.name).map_err(|p| Note::new(p.key())));
    let email = findings.take("email", mail::parse(&typed.email).map_err(|p| Note::new(p.key())));
    findings.done()?;
    name.zip(email).ok_or(Refusal::invalid("error-invalid-text"))
}

fn first_admin(
    tx: &mut Tx<'_>,
    token: &str,
    name: &name::Name,
    email: &mail::Address,
    new: &NewSession,
) -> Result<(), Refusal> {
    // Taking the row first: of two that hold the same address only one becomes admin.
    let none: Option<String> = None;
    let open = is_open(tx.db, token)?;
    let this = site_table::table.filter(site_table::setup_hash.eq(hash_token(token)));
    if diesel::update(this).set(site_table::setup_hash.eq(none)).execute(tx.db)? == 0 || !open {
        return Err(Refusal::NOT_FOUND);
    }
    let member = member_add::add(tx, Some(name), email, Role::Admin)?;
    session::start(tx, member, new)?;
    Ok(())
}
