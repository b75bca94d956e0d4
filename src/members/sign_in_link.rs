//! The link in the mail, for other devices. Opening it shows a button, as mail scanners follow links; pressing the
//! button signs in, or confirms a new address.
//!
//! Somebody may have written a question under this address: its text is shown, and only the owner of the mailbox
//! says whether it appears.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::address_change;
use super::asking::Asking;
use super::door::{Door, HeldPreview};
use super::join::{Arrival, HeldWish, arrive};
use super::member;
use super::session::NewSession;
use super::sign_in::{self, Purpose};
use super::sign_in_code::welcome;
use super::viewer::Viewer;

use crate::ids::Ts;
use crate::web::filters;
use crate::web::{Form, Frame, Rate, Refusal, Site, network_address, see_other_noting, unstored};

/// Which button was pressed.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Fields {
    held: String,
    /// Of the question that was shown: [`HeldPreview::seal`].
    seal: String,
}

#[derive(Template)]
#[template(path = "members/sign_in_link.html")]
struct Page {
    frame: Frame,
    action: String,
    email: String,
    /// Whose new address it is to be; otherwise it signs in.
    new_address_of: Option<String>,
    held: Option<HeldPreview>,
}

/// `GET /login/{token}`
pub async fn form(
    site: web::Data<Site>,
    door: web::Data<Door>,
    viewer: Viewer,
    token: web::Path<String>,
) -> Result<HttpResponse, Refusal> {
    let (action, peek, sought) = (format!("/login/{token}"), door.ports.held.peek, token.into_inner());
    let found = site
        .store
        .read(move |db| {
            let Some(row) = sign_in::by_link(db, &sought, Ts::now())? else {
                return Ok::<_, Refusal>(None);
            };
            let held = if row.purpose == Purpose::SignIn { peek(db, row.id)? } else { None };
            let owner = match row.member.filter(|_| row.purpose == Purpose::Address) {
                Some(id) => Some(member::load(db, id)?.name),
                None => None,
            };
            Ok(Some((row.email, owner, held)))
        })
        .await?;
    let Some((email, new_address_of, held)) = found else {
        return Ok(see_other_noting("/login", "link-void"));
    };
    let page = Page { frame: viewer.frame(), action, email, new_address_of, held };
    Ok(unstored(viewer.html(&page)?))
}

/// `POST /login/{token}`: field `held` says `publish` or `discard` where a question is held.
pub async fn accept(
    site: web::Data<Site>,
    door: web::Data<Door>,
    request: HttpRequest,
    token: web::Path<String>,
    form: Form<Fields>,
) -> Result<HttpResponse, Refusal> {
    site.rates.check(Rate::Try, network_address(&request, &site))?;
    let new = NewSession::of(&request, &site);
    let wish = match form.fields.held.as_str() {
        "publish" => HeldWish::Publish,
        "discard" => HeldWish::Discard,
        _ => HeldWish::Keep,
    };
    let token = token.into_inner();
    let again = format!("/login/{token}");
    let pressed = press(&site, &door, token, new.clone(), wish, form.fields.seal).await?;
    match pressed {
        Pressed::Changed => Ok(see_other_noting(&again, "held-changed")),
        Pressed::Void => Ok(see_other_noting("/login", "link-void")),
        Pressed::AddressTaken => Ok(see_other_noting("/login", "address-not-changed")),
        Pressed::AddressChanged => {
            // All sessions have ended, this browser's too if it was the member's.
            Ok(see_other_noting("/login", "address-changed"))
        }
        Pressed::In(email_key, arrival) => {
            door.attempts.succeed(&email_key);
            let mut response = welcome(&arrival, false);
            if wish != HeldWish::Keep {
                response.add_cookie(&Asking::done(&site)).map_err(Refusal::broken)?;
            }
            new.give(&site, response)
        }
    }
}

enum Pressed {
    In(String, Box<Arrival>),
    AddressChanged,
    AddressTaken,
    /// The question is another one than was shown; the link is still good.
    Changed,
    Void,
}

async fn press(
    site: &web::Data<Site>,
    door: &web::Data<Door>,
    token: String,
    new: NewSession,
    wish: HeldWish,
    seal: String,
) -> Result<Pressed, Refusal> {
    let door = door.clone();
    site.store
        .write(move |tx| {
            // Whoever wrote the question can still change it; only what the owner of the mailbox has read appears.
            let mut wish = wish;
            if wish == HeldWish::Publish
                && let Some(row) = sign_in::by_link(tx.db, &token, tx.now)?
            {
                match (door.ports.held.lock)(tx, row.id)? {
                    Some(held) if held.seal != seal => return Ok(Pressed::Changed),
                    Some(_) => {}
                    None => wish = HeldWish::Keep,
                }
            }
            let Some(row) = sign_in::use_link(tx, &token)? else {
                return Ok(Pressed::Void);
            };
            if row.purpose == Purpose::Address {
                let changed = address_change::confirm(tx, &row)?;
                return Ok(if changed { Pressed::AddressChanged } else { Pressed::AddressTaken });
            }
            let arrival = arrive(tx, &door, &row, &new, wish)?;
            Ok(Pressed::In(row.email_key, Box::new(arrival)))
        })
        .await
}
