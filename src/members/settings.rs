//! The settings' first page: what is set now, with a link to each part.

use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::prelude::*;

use super::session;
use super::viewer::Signed;
use crate::db::Db;
use crate::db::schema::members;

use crate::ids::{MemberId, Ts};
use crate::web::filters;
use crate::web::{Frame, Refusal, Site, unstored};

#[derive(Template)]
#[template(path = "members/settings.html")]
struct Page {
    frame: Frame,
    here: &'static str,
    name: String,
    address: String,
    has_password: bool,
    sessions: usize,
}

/// `GET /settings`
pub async fn show(site: web::Data<Site>, who: Signed) -> Result<HttpResponse, Refusal> {
    let me = who.me().id;
    let (address, has_password, sessions) =
        site.store.read(move |db| Ok::<_, Refusal>(summary(db, me)?)).await?;
    let page = Page {
        frame: who.frame(),
        here: "/settings",
        name: who.me().name.clone(),
        address,
        has_password,
        sessions,
    };
    Ok(unstored(who.html(&page)?))
}

fn summary(db: &mut Db, me: MemberId) -> QueryResult<(String, bool, usize)> {
    let (address, hash): (Option<String>, Option<String>) = members::table
        .filter(members::id.eq(me))
        .select((members::email, members::password_hash))
        .first(db)?;
    let sessions = session::list(db, me, Ts::now())?.len();
    Ok((address.unwrap_or_default(), hash.is_some(), sessions))
}
