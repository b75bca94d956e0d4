//! An address that mail did not reach: shown in the settings of mail, and confirmed again by a link sent to it.
//!
//! `POST /settings/mail/check` sends it; `GET, POST /settings/mail/check/{token}` is where it leads.

use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::prelude::*;

use super::inbox::Pressed;
use super::letter::Paper;
use super::recipient::Recipient;
use crate::config::Community;
use crate::db::schema::members;
use crate::events::Tx;
use crate::i18n::Arg;
use crate::ids::{MemberId, Ts};
use crate::mail::{self, Letter, OutboxRow, Outgoing, enqueue, traced_id};
use crate::members::Signed;
use crate::web::assets::text_on;
use crate::web::{Form, Frame, Rate, Refusal, Site, filters, network_address, see_other_noting, unstored};

/// Its kind in the outbox.
pub const KIND: &str = "address_check";
const PURPOSE: &str = "address check";
/// Hours the link is good for.
const HOURS: i64 = 24;

#[derive(Template)]
#[template(path = "mail/address_check/mail.txt")]
struct CheckText<'a> {
    community: &'a str,
    link: &'a str,
}

#[derive(Template)]
#[template(path = "mail/address_check/mail.html")]
struct CheckHtml<'a> {
    paper: Paper<'a>,
    link: &'a str,
}

#[derive(Template)]
#[template(path = "notifications/address_check.html")]
struct Page {
    frame: Frame,
    action: String,
}

/// `POST /settings/mail/check`
pub async fn ask(
    site: web::Data<Site>,
    who: Signed,
    request: actix_web::HttpRequest,
    _form: Form<Pressed>,
) -> Result<HttpResponse, Refusal> {
    site.rates.check(Rate::SignIn, network_address(&request, &site))?;
    let me = who.me().id;
    site.store
        .write(move |tx| {
            let mail = Outgoing {
                kind: KIND,
                member: Some(me),
                address: None,
                data: serde_json::json!({}),
                due_at: tx.now,
                expires_at: Some(tx.now.plus_hours(HOURS)),
            };
            enqueue(tx.db, &mail)?;
            Ok::<_, Refusal>(())
        })
        .await?;
    Ok(see_other_noting("/settings/mail", "address-check-sent"))
}

/// The letter with the link; it goes to the address although it is stopped.
pub fn letter(
    site: &Site,
    community: &Community,
    to: &Recipient,
    row: &OutboxRow,
) -> anyhow::Result<Option<Letter>> {
    let Some(email) = &to.wishes.email else { return Ok(None) };
    let address = mail::parse(email)?;
    let words = to.words(community);
    let home = site.config.public_url();
    let until = row.expires_at.unwrap_or(row.created_at.plus_hours(HOURS)).0;
    let token = site.secret.key(PURPOSE).sign(&format!("{} {}", to.me.id, address.key), until);
    let link = format!("{home}/settings/mail/check/{token}");
    let args = [("community", Arg::from(community.name.clone()))];
    let paper = Paper {
        lang: words.locale.lang(),
        community: &community.name,
        home: &home,
        accent: &community.accent,
        on_accent: text_on(&community.accent),
    };
    Ok(Some(Letter {
        subject: words.with("mail-check-subject", &args).into_owned(),
        text: CheckText { community: &community.name, link: &link }.render_with_values(&words)?,
        html: CheckHtml { paper, link: &link }.render_with_values(&words)?,
        message_id: traced_id(site, row, &address),
        to: address,
        to_name: Some(to.me.name.clone()),
        list_unsubscribe: None,
        in_reply_to: None,
        references: Vec::new(),
        language: words.locale.lang().to_owned(),
    }))
}

/// `GET /settings/mail/check/{token}`: a button.
pub async fn form(
    site: web::Data<Site>,
    who: Signed,
    token: web::Path<String>,
) -> Result<HttpResponse, Refusal> {
    read(&site, who.me().id, &token)?;
    let page = Page { frame: who.frame(), action: format!("/settings/mail/check/{token}") };
    Ok(unstored(who.html(&page)?))
}

/// `POST /settings/mail/check/{token}`
pub async fn accept(
    site: web::Data<Site>,
    who: Signed,
    token: web::Path<String>,
    _form: Form<Pressed>,
) -> Result<HttpResponse, Refusal> {
    let me = who.me().id;
    let key = read(&site, me, &token)?;
    site.store
        .write(move |tx| {
            let theirs = members::table.filter(members::id.eq(me)).filter(members::email_key.eq(&key));
            let changed =
                diesel::update(theirs).set(members::mail_stopped_at.eq(None::<Ts>)).execute(tx.db)?;
            // The address was changed since.
            if changed == 0 { Err(Refusal::NOT_FOUND) } else { Ok(()) }
        })
        .await?;
    Ok(see_other_noting("/settings/mail", "address-checked"))
}

/// The address a link is for, if it is this member's.
fn read(site: &Site, me: MemberId, token: &str) -> Result<String, Refusal> {
    let data = site.secret.key(PURPOSE).verify(token, Ts::now().0).map_err(|_| Refusal::NOT_FOUND)?;
    match data.split_once(' ') {
        Some((member, key)) if member == me.to_string() => Ok(key.to_owned()),
        _ => Err(Refusal::NOT_FOUND),
    }
}

/// A new address has had no mail yet that could not be delivered.
pub fn start_again(tx: &mut Tx<'_>, member: MemberId) -> QueryResult<()> {
    diesel::update(members::table.find(member))
        .set(members::mail_stopped_at.eq(None::<Ts>))
        .execute(tx.db)
        .map(|_| ())
}
