//! Asking for a code, with an address and nothing else; or signing in with address and password.
//!
//! `/join` and `/login` are the same in all but words.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::asking::Asking;
use super::door::Door;
use super::session::NewSession;
use super::sign_in::{self, SignInWanted};
use super::sign_in_password;
use super::viewer::Viewer;

use crate::mail;
use crate::web::answer::own_path;
use crate::web::filters;
use crate::web::{Form, Frame, Mistakes, Note, Rate, Refusal, Site, network_address, see_other, unstored};

/// What a link to this page says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    back: String,
    again: String,
}

/// What was typed.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Fields {
    email: String,
    password: String,
    back: String,
}

#[derive(Template)]
#[template(path = "members/sign_in_page.html")]
struct Page {
    frame: Frame,
    action: &'static str,
    title: &'static str,
    lead: &'static str,
    email: String,
    back: String,
    wants_password: bool,
    mistakes: Mistakes,
}

/// Which of the two pages.
#[derive(Clone, Copy)]
enum Which {
    Login,
    Join,
}

/// `GET /login?back=`: whoever is signed in already goes on, unless they come to prove themselves again (`again`).
pub async fn login(viewer: Viewer, asked: web::Query<Asked>) -> Result<HttpResponse, Refusal> {
    show(&viewer, Which::Login, asked.into_inner())
}

/// `GET /join?back=`
pub async fn join(viewer: Viewer, asked: web::Query<Asked>) -> Result<HttpResponse, Refusal> {
    show(&viewer, Which::Join, asked.into_inner())
}

/// `POST /login`: with a password signs in, without one sends a code.
pub async fn ask_for_login(
    site: web::Data<Site>,
    door: web::Data<Door>,
    viewer: Viewer,
    request: HttpRequest,
    form: Form<Fields>,
) -> Result<HttpResponse, Refusal> {
    let fields = form.fields;
    let done = if fields.password.is_empty() {
        ask(&site, &viewer, &request, &fields).await
    } else {
        let new = NewSession::of(&request, &site);
        let wanted = sign_in_password::Given { email: &fields.email, password: &fields.password };
        site.rates.check(Rate::Try, network_address(&request, &site))?;
        sign_in_password::sign_in(&site, &door, wanted, new, own_path(&fields.back)).await
    };
    done.or_else(|refusal| again(&viewer, Which::Login, fields, refusal))
}

/// `POST /join`: sends a code.
pub async fn ask_to_join(
    site: web::Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    form: Form<Fields>,
) -> Result<HttpResponse, Refusal> {
    let fields = form.fields;
    let done = ask(&site, &viewer, &request, &fields).await;
    done.or_else(|refusal| again(&viewer, Which::Join, fields, refusal))
}

async fn ask(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    fields: &Fields,
) -> Result<HttpResponse, Refusal> {
    let email = mail::parse(&fields.email).map_err(|p| Refusal::field("email", Note::new(p.key())))?;
    site.rates.check(Rate::SignIn, network_address(request, site))?;
    let asking = Asking::of(request, site);
    let wanted = SignInWanted::new(site, email, viewer.visit.words.locale, &asking, &fields.back);
    site.store.write(move |tx| sign_in::begin(tx, &wanted)).await?;
    let mut response = see_other("/login/code");
    response.add_cookie(&asking.cookie(site)).map_err(Refusal::broken)?;
    Ok(response)
}

fn show(viewer: &Viewer, which: Which, asked: Asked) -> Result<HttpResponse, Refusal> {
    if viewer.me.is_some() && asked.again.is_empty() {
        return Ok(see_other(&asked.back));
    }
    let fields = Fields { back: asked.back, ..Fields::default() };
    Ok(unstored(viewer.html(&page(viewer, which, fields, Mistakes::default()))?))
}

fn again(viewer: &Viewer, which: Which, fields: Fields, refusal: Refusal) -> Result<HttpResponse, Refusal> {
    let mistakes = Mistakes::or(refusal, &viewer.visit.words)?;
    Ok(unstored(viewer.html_invalid(&page(viewer, which, fields, mistakes))?))
}

fn page(viewer: &Viewer, which: Which, fields: Fields, mistakes: Mistakes) -> Page {
    let (action, title, lead) = match which {
        Which::Login => ("/login", "sign-in-title", "sign-in-lead"),
        Which::Join => ("/join", "join-title", "join-lead"),
    };
    Page {
        frame: viewer.frame(),
        action,
        title,
        lead,
        email: fields.email,
        back: own_path(&fields.back).to_owned(),
        wants_password: !fields.password.is_empty(),
        mistakes,
    }
}
