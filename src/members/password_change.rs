//! The optional password: set, changed, removed. Every other session ends, and the member gets a mail.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use diesel::prelude::*;
use serde::Deserialize;

use super::door::Door;
use super::password_rules::{MIN_CHARS, check_rules};
use super::proof::{self, Proof};
use super::session::{self, NewSession};
use super::sign_in_password::unhashed;
use super::viewer::{Me, Signed};
use crate::db::schema::members;
use crate::events::{Event, Tx};

use crate::ids::Ts;
use crate::web::filters;
use crate::web::{
    Form, Frame, Mistakes, Note, Rate, Refusal, Site, network_address, see_other_noting, unstored,
};

const PATH: &str = "/settings/password";

/// What was typed.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Fields {
    current: String,
    password: String,
}

#[derive(Template)]
#[template(path = "members/password_change.html")]
struct Page {
    frame: Frame,
    here: &'static str,
    address: String,
    has_password: bool,
    is_stale: bool,
    min_chars: usize,
    mistakes: Mistakes,
}

/// `GET /settings/password`; `/.well-known/change-password` leads here.
pub async fn form(site: web::Data<Site>, who: Signed) -> Result<HttpResponse, Refusal> {
    Ok(unstored(who.html(&page(&site, &who, Mistakes::default()).await?)?))
}

/// `POST /settings/password`: sets or changes it.
pub async fn set(
    site: web::Data<Site>,
    door: web::Data<Door>,
    who: Signed,
    request: HttpRequest,
    form: Form<Fields>,
) -> Result<HttpResponse, Refusal> {
    let new = NewSession::of(&request, &site);
    let done = async {
        site.rates.check(Rate::Try, network_address(&request, &site))?;
        check_new(&site, &who, &form.fields.password).await?;
        proof::check(&site, &door, who.me(), &form.fields.current, PATH).await?;
        let hash = door.hasher.hash(form.fields.password.clone()).await.map_err(unhashed)?;
        store(&site, who.me(), Some(hash), &new).await
    };
    match done.await {
        Ok(()) => new.give(&site, see_other_noting(PATH, "password-set")),
        Err(refusal) => again(&site, &who, refusal).await,
    }
}

/// `POST /settings/password/remove`: signing in needs a code again.
pub async fn remove(
    site: web::Data<Site>,
    door: web::Data<Door>,
    who: Signed,
    request: HttpRequest,
    form: Form<Fields>,
) -> Result<HttpResponse, Refusal> {
    let new = NewSession::of(&request, &site);
    let done = async {
        site.rates.check(Rate::Try, network_address(&request, &site))?;
        proof::check(&site, &door, who.me(), &form.fields.current, PATH).await?;
        store(&site, who.me(), None, &new).await
    };
    match done.await {
        Ok(()) => new.give(&site, see_other_noting(PATH, "password-removed")),
        Err(mut refusal) => {
            // The page has two fields for the current password: the mistake belongs beside this form's.
            for (field, _) in refusal.fields.iter_mut().filter(|(field, _)| *field == "current") {
                *field = "removal";
            }
            again(&site, &who, refusal).await
        }
    }
}

/// The rules, beside what others know about this member.
async fn check_new(site: &Site, who: &Signed, password: &str) -> Result<(), Refusal> {
    let id = who.me().id;
    let address: Option<String> = site
        .store
        .read(move |db| {
            let them = members::table.filter(members::id.eq(id));
            Ok::<_, Refusal>(them.select(members::email).first(db)?)
        })
        .await?;
    let address = address.unwrap_or_default();
    let local = address.split('@').next().unwrap_or_default();
    check_rules(password, &[&who.community.name, &who.me().name, local]).map_err(|problem| {
        let note = problem.args().into_iter().fold(Note::new(problem.key()), |note, (name, number)| {
            note.with(name, i64::try_from(number).unwrap_or(i64::MAX))
        });
        Refusal::field("password", note)
    })
}

async fn store(site: &Site, me: &Me, hash: Option<String>, new: &NewSession) -> Result<(), Refusal> {
    let (me, new) = (me.id, new.clone());
    site.store
        .write(move |tx: &mut Tx<'_>| {
            let them = members::table.filter(members::id.eq(me)).filter(members::suspended_at.is_null());
            if diesel::update(them).set(members::password_hash.eq(&hash)).execute(tx.db)? == 0 {
                return Err(Refusal::NOT_FOUND);
            }
            session::end_all(tx, me, None)?;
            session::start(tx, me, &new)?;
            tx.record(Event::PasswordChanged { member: me })?;
            Ok(())
        })
        .await
}

async fn again(site: &Site, who: &Signed, refusal: Refusal) -> Result<HttpResponse, Refusal> {
    let mistakes = Mistakes::or(refusal, &who.visit.words)?;
    Ok(unstored(who.html_invalid(&page(site, who, mistakes).await?)?))
}

async fn page(site: &Site, who: &Signed, mistakes: Mistakes) -> Result<Page, Refusal> {
    let me = who.me().clone();
    let (address, proof) = site
        .store
        .read(move |db| {
            let them = members::table.filter(members::id.eq(me.id));
            let address: Option<String> = them.select(members::email).first(db)?;
            Ok::<_, Refusal>((address.unwrap_or_default(), proof::wanted(db, &me, Ts::now())?))
        })
        .await?;
    Ok(Page {
        frame: who.frame(),
        here: PATH,
        address,
        has_password: proof == Proof::Password,
        is_stale: proof == Proof::Stale,
        min_chars: MIN_CHARS,
        mistakes,
    })
}
