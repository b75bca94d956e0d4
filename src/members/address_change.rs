//! A member's new address: it counts once its code is typed or its link pressed. The old one is told.
//!
//! Asking for an address that is somebody else's gets the same answer; the mail to it says that somebody tried.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error};
use serde::Deserialize;

use super::asking::Asking;
use super::door::Door;
use super::mail::tell_address_changed;
use super::member;
use super::proof::{self, Proof};
use super::session::{self, NewSession};
use super::sign_in::{self, Purpose, SignIn, SignInWanted, Tried};
use super::viewer::Signed;
use crate::db::schema::members;
use crate::events::{Event, Tx};

use crate::ids::{MemberId, Ts};
use crate::mail;
use crate::web::filters;
use crate::web::{
    Form, Frame, Mistakes, Note, Rate, Refusal, Site, network_address, see_other_noting, unstored,
};

const PATH: &str = "/settings/address";

/// What was typed: the new address and proof, or the code.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Fields {
    email: String,
    current: String,
    code: String,
}

#[derive(Template)]
#[template(path = "members/address_change.html")]
struct Page {
    frame: Frame,
    here: &'static str,
    address: String,
    /// The new address a code was sent to.
    waiting: Option<String>,
    email: String,
    needs_password: bool,
    is_stale: bool,
    mistakes: Mistakes,
}

/// `GET /settings/address`
pub async fn form(site: web::Data<Site>, who: Signed, request: HttpRequest) -> Result<HttpResponse, Refusal> {
    let page = page(&site, &who, &request, String::new(), Mistakes::default()).await?;
    Ok(unstored(who.html(&page)?))
}

/// `POST /settings/address`: sends a code to the new address.
pub async fn ask(
    site: web::Data<Site>,
    door: web::Data<Door>,
    who: Signed,
    request: HttpRequest,
    form: Form<Fields>,
) -> Result<HttpResponse, Refusal> {
    match ask_for_code(&site, &door, &who, &request, &form.fields).await {
        Ok(response) => Ok(response),
        Err(refusal) => {
            let mistakes = Mistakes::or(refusal, &who.visit.words)?;
            let page = page(&site, &who, &request, form.fields.email, mistakes).await?;
            Ok(unstored(who.html_invalid(&page)?))
        }
    }
}

async fn ask_for_code(
    site: &Site,
    door: &Door,
    who: &Signed,
    request: &HttpRequest,
    fields: &Fields,
) -> Result<HttpResponse, Refusal> {
    let email = mail::parse(&fields.email).map_err(|p| Refusal::field("email", Note::new(p.key())))?;
    site.rates.check(Rate::SignIn, network_address(request, site))?;
    proof::check(site, door, who.me(), &fields.current, PATH).await?;
    let asking = Asking::of(request, site);
    let me = who.me().id;
    let wanted = SignInWanted::new(site, email, who.visit.words.locale, &asking, PATH).for_address(me);
    site.store
        .write(move |tx| match member::by_address(tx.db, &wanted.email)? {
            Some(owner) if owner.id != me => sign_in::begin_in_vain(tx, &wanted),
            _ => sign_in::begin(tx, &wanted),
        })
        .await?;
    let mut response = see_other_noting(PATH, "code-sent");
    response.add_cookie(&asking.cookie(site)).map_err(Refusal::broken)?;
    Ok(response)
}

/// `POST /settings/address/code`: the code sent to the new address, in the browser that asked.
///
/// Every session ends, and a new one starts in this browser.
pub async fn accept_code(
    site: web::Data<Site>,
    who: Signed,
    request: HttpRequest,
    form: Form<Fields>,
) -> Result<HttpResponse, Refusal> {
    site.rates.check(Rate::Try, network_address(&request, &site))?;
    let new = NewSession::of(&request, &site);
    let (Some(browser), Some(code)) = (Asking::known(&request, &site), sign_in::digits(&form.fields.code))
    else {
        return code_again(&site, &who, &request, Note::new("code-six-digits")).await;
    };
    let (key, me, starting) = (sign_in::key(&site), who.me().id, new.clone());
    let tried = site
        .store
        .write(move |tx| {
            Ok::<_, Refusal>(match sign_in::try_code(tx, &key, &browser, Purpose::Address, &code)? {
                Tried::Right(row) if row.member == Some(me) => {
                    let changed = confirm(tx, &row)?;
                    session::start(tx, me, &starting)?;
                    Ok(changed)
                }
                Tried::Wrong(left) => Err(Note::new("code-wrong").with("n", i64::from(left))),
                _ => Err(Note::new("done-code-void")),
            })
        })
        .await?;
    match tried {
        Ok(changed) => {
            let done = if changed { "address-changed" } else { "address-not-changed" };
            new.give(&site, see_other_noting(PATH, done))
        }
        Err(note) => code_again(&site, &who, &request, note).await,
    }
}

async fn code_again(
    site: &Site,
    who: &Signed,
    request: &HttpRequest,
    note: Note,
) -> Result<HttpResponse, Refusal> {
    let mistakes = Mistakes::of(&Refusal::field("code", note), &who.visit.words);
    let page = page(site, who, request, String::new(), mistakes).await?;
    Ok(unstored(who.html_invalid(&page)?))
}

/// Changes the address of the member in `row`, whose code or link was used; all their sessions end. False when the
/// address has become somebody else's meanwhile, or the member may not sign in.
pub fn confirm(tx: &mut Tx<'_>, row: &SignIn) -> Result<bool, Refusal> {
    let Some(id) = row.member else { return Ok(false) };
    let address = mail::parse(&row.email).map_err(Refusal::broken)?;
    let them = member::load(tx.db, id)?;
    let taken = member::by_address(tx.db, &address)?.is_some_and(|owner| owner.id != id);
    if taken || them.suspended_at.is_some() || them.erased_at.is_some() {
        return Ok(false);
    }
    set_address(tx, id, &address)?;
    session::end_all(tx, id, None)?;
    tx.record(Event::AddressChanged { member: id })?;
    // Not in `reactions.rs`: the log would have to hold the old address, and the log is kept for ever.
    tell_address_changed(tx, id, &them.email.unwrap_or_default())?;
    Ok(true)
}

fn set_address(tx: &mut Tx<'_>, id: MemberId, address: &mail::Address) -> Result<(), Refusal> {
    let set = (members::email.eq(&address.shown), members::email_key.eq(&address.key));
    let done = diesel::update(members::table.filter(members::id.eq(id))).set(set).execute(tx.db);
    done.map(|_| ()).map_err(|error| match error {
        Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => {
            Refusal::conflict("error-conflict-text")
        }
        error => error.into(),
    })
}

async fn page(
    site: &Site,
    who: &Signed,
    request: &HttpRequest,
    email: String,
    mistakes: Mistakes,
) -> Result<Page, Refusal> {
    let (me, browser) = (who.me().clone(), Asking::known(request, site));
    let (address, waiting, proof) = site
        .store
        .read(move |db| {
            let address = member::load(db, me.id)?.email.unwrap_or_default();
            let waiting = match browser {
                Some(browser) => sign_in::pending(db, &browser, Purpose::Address, Ts::now())?,
                None => None,
            };
            let waiting = waiting.filter(|row| row.member == Some(me.id)).map(|row| row.email);
            Ok::<_, Refusal>((address, waiting, proof::wanted(db, &me, Ts::now())?))
        })
        .await?;
    Ok(Page {
        frame: who.frame(),
        here: PATH,
        address,
        waiting,
        email,
        needs_password: proof == Proof::Password,
        is_stale: proof == Proof::Stale,
        mistakes,
    })
}
