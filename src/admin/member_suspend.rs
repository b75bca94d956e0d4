//! Suspending a member and letting them in again: from the desk, and by moderators from `/mod/members/{id}`.

use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::prelude::*;
use serde::Deserialize;

use super::board_list::Nothing;
use super::desk::html;
use super::fields::FormView;
use super::member_page::href;
use crate::db::schema::members;
use crate::ids::{MemberId, Ts};
use crate::members::permissions::{may_reinstate, may_suspend};
use crate::members::{Admin, Me, Moderator, Role, reinstate, still, suspend};
use crate::web::{Form, Frame, Refusal, Site, filters, see_other_noting};

/// What decides whether somebody can be suspended or let in again.
pub(super) struct Standing {
    pub(super) id: MemberId,
    pub(super) role: Role,
    pub(super) is_suspended: bool,
}

/// What moderators press.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Act {
    act: String,
}

#[derive(Template)]
#[template(path = "admin/moderated_member.html")]
struct ModeratedPage {
    frame: Frame,
    name: String,
    href: String,
    role_key: String,
    points: i64,
    created_at: Ts,
    suspended_at: Option<Ts>,
    action: String,
    may_suspend: bool,
    may_reinstate: bool,
}

/// `POST /admin/members/{id}/suspend`
pub async fn suspend_member(
    site: web::Data<Site>,
    who: Admin,
    path: web::Path<MemberId>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Refusal> {
    let (id, me) = (path.into_inner(), who.me().clone());
    site.store
        .write(move |tx| {
            let me = still(tx.db, &me)?;
            suspend(tx, &me, id)
        })
        .await?;
    Ok(see_other_noting(&href(id), "admin-suspended"))
}

/// `POST /admin/members/{id}/reinstate`
pub async fn reinstate_member(
    site: web::Data<Site>,
    who: Admin,
    path: web::Path<MemberId>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Refusal> {
    let (id, me) = (path.into_inner(), who.me().clone());
    site.store
        .write(move |tx| {
            let me = still(tx.db, &me)?;
            reinstate(tx, &me, id)
        })
        .await?;
    Ok(see_other_noting(&href(id), "admin-reinstated"))
}

/// `GET /mod/members/{id}`: what moderation needs to decide; no address. One statement.
pub async fn moderated(
    site: web::Data<Site>,
    who: Moderator,
    path: web::Path<MemberId>,
) -> Result<HttpResponse, Refusal> {
    let id = path.into_inner();
    type Row = (String, String, Role, i64, Ts, Option<Ts>);
    let row = members::table.filter(members::id.eq(id)).filter(members::erased_at.is_null()).select((
        members::name,
        members::slug,
        members::role,
        members::points,
        members::created_at,
        members::suspended_at,
    ));
    let row: Row = site.store.read(move |db| Ok::<_, Refusal>(row.first(db)?)).await?;
    let (name, slug, role, points, created_at, suspended_at) = row;
    let page = ModeratedPage {
        frame: who.frame(),
        name,
        href: format!("/u/{id}/{slug}"),
        role_key: format!("role-{}", role.word()),
        points,
        created_at,
        suspended_at,
        action: format!("/mod/members/{id}"),
        may_suspend: suspended_at.is_none() && may_suspend(who.me(), id, role),
        may_reinstate: suspended_at.is_some() && may_reinstate(who.me(), id, role),
    };
    html(&who, &page)
}

/// `POST /mod/members/{id}`: `act` is `suspend` or `reinstate`.
pub async fn moderate(
    site: web::Data<Site>,
    who: Moderator,
    path: web::Path<MemberId>,
    form: Form<Act>,
) -> Result<HttpResponse, Refusal> {
    let (id, me) = (path.into_inner(), who.me().clone());
    let note = match form.fields.act.as_str() {
        "suspend" => {
            site.store
                .write(move |tx| {
                    let me = still(tx.db, &me)?;
                    suspend(tx, &me, id)
                })
                .await?;
            "admin-suspended"
        }
        "reinstate" => {
            site.store
                .write(move |tx| {
                    let me = still(tx.db, &me)?;
                    reinstate(tx, &me, id)
                })
                .await?;
            "admin-reinstated"
        }
        _ => return Err(Refusal::bad_request("error-bad-request-text")),
    };
    Ok(see_other_noting(&format!("/mod/members/{id}"), note))
}

/// The one of the two forms that fits, if this admin may act on them.
pub(super) fn form(me: &Me, them: &Standing, href: &str) -> Option<FormView> {
    if them.is_suspended && may_reinstate(me, them.id, them.role) {
        return Some(FormView::new(format!("{href}/reinstate"), "admin-reinstate", Vec::new()));
    }
    (!them.is_suspended && may_suspend(me, them.id, them.role))
        .then(|| FormView::new(format!("{href}/suspend"), "admin-suspend", Vec::new()).with_look("bad"))
}
