//! Suspension: a member cannot sign in. Their posts stay; their sessions end at once.

use diesel::prelude::*;

use super::member;
use super::permissions::{may_reinstate, may_suspend};
use super::role::Role;
use super::role_change::is_last_admin;
use super::session;
use super::viewer::Me;
use crate::db::schema::members;
use crate::events::{Event, Tx};
use crate::ids::MemberId;
use crate::web::Refusal;

/// Suspends a member; nothing happens when they are suspended already.
///
/// Errors: 404 for those who may not, 409 for the last admin.
pub fn suspend(tx: &mut Tx<'_>, by: &Me, id: MemberId) -> Result<(), Refusal> {
    let them = member::load(tx.db, id)?;
    if !may_suspend(by, id, them.role) || them.erased_at.is_some() {
        return Err(Refusal::NOT_FOUND);
    }
    if them.role == Role::Admin && is_last_admin(tx, &them)? {
        return Err(Refusal::conflict("role-last-admin"));
    }
    let them = members::table.filter(members::id.eq(id)).filter(members::suspended_at.is_null());
    if diesel::update(them).set(members::suspended_at.eq(tx.now)).execute(tx.db)? > 0 {
        session::end_all(tx, id, None)?;
        tx.record(Event::MemberSuspended { member: id, by: by.id })?;
    }
    Ok(())
}

/// Lets a member in again; nothing happens when they are not suspended.
///
/// Errors: 404 for those who may not.
pub fn reinstate(tx: &mut Tx<'_>, by: &Me, id: MemberId) -> Result<(), Refusal> {
    let them = member::load(tx.db, id)?;
    if !may_reinstate(by, id, them.role) || them.erased_at.is_some() {
        return Err(Refusal::NOT_FOUND);
    }
    let them = members::table.filter(members::id.eq(id)).filter(members::suspended_at.is_not_null());
    let none: Option<i64> = None;
    if diesel::update(them).set(members::suspended_at.eq(none)).execute(tx.db)? > 0 {
        tx.record(Event::MemberReinstated { member: id, by: by.id })?;
    }
    Ok(())
}
