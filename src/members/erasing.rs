//! An account's end: nobody can sign in with it, and nothing in it says who it was.
//!
//! What the member wrote stays where it is, under "former member"; what becomes of it is decided in the room
//! `own_data`.

use diesel::prelude::*;

use super::mail::{tell_erased, usual};
use super::member;
use super::role::Role;
use super::role_change::is_last_admin;
use super::session;
use crate::config::Community;
use crate::db::schema::{form_keys, held_questions, member_boards, members, outbox, sign_ins};
use crate::events::{Event, Tx};
use crate::i18n;
use crate::ids::{MemberId, SignInId};
use crate::web::{Cached, Refusal};

/// Erases who a member was. `texts`: whether what they wrote goes too. `language`: the folder of the texts the farewell
/// is written in.
///
/// Errors: 404 when they are gone already, 409 for the last admin.
pub fn erase(
    tx: &mut Tx<'_>,
    id: MemberId,
    texts: bool,
    by: MemberId,
    language: &str,
) -> Result<(), Refusal> {
    let them = member::load(tx.db, id)?;
    if them.erased_at.is_some() {
        return Err(Refusal::NOT_FOUND);
    }
    if them.role == Role::Admin && is_last_admin(tx, &them)? {
        return Err(Refusal::conflict("role-last-admin"));
    }
    session::end_all(tx, id, None)?;
    forget_ways_in(tx, id)?;
    diesel::delete(outbox::table.filter(outbox::member.eq(id))).execute(tx.db)?;
    diesel::delete(member_boards::table.filter(member_boards::member.eq(id))).execute(tx.db)?;
    diesel::delete(form_keys::table.filter(form_keys::actor.eq(format!("member:{id}")))).execute(tx.db)?;
    blank(tx, id)?;
    if let Some(address) = &them.email {
        diesel::delete(outbox::table.filter(outbox::address.eq(address))).execute(tx.db)?;
        tell_erased(tx, address, language)?;
    }
    Ok(tx.record(Event::MemberErased { member: id, texts, by })?)
}

/// Codes and links, and the questions that wait for them.
fn forget_ways_in(tx: &mut Tx<'_>, id: MemberId) -> QueryResult<()> {
    let key: Option<String> = members::table.find(id).select(members::email_key).first(tx.db)?;
    let key = key.unwrap_or_default();
    let theirs: Vec<SignInId> = sign_ins::table
        .filter(sign_ins::member.eq(id).or(sign_ins::email_key.eq(key)))
        .select(sign_ins::id)
        .load(tx.db)?;
    diesel::delete(held_questions::table.filter(held_questions::sign_in.eq_any(&theirs))).execute(tx.db)?;
    diesel::delete(sign_ins::table.filter(sign_ins::id.eq_any(&theirs))).execute(tx.db)?;
    Ok(())
}

/// The member's row: the name is the community's word for whoever has left.
fn blank(tx: &mut Tx<'_>, id: MemberId) -> QueryResult<()> {
    let name = i18n::text(usual(&Community::load(tx.db)?), "role-former-member");
    let nothing: Option<String> = None;
    let who = (
        members::name.eq(name.into_owned()),
        // No name has a colon in its key, so nobody's is taken.
        members::name_key.eq(format!("former:{id}")),
        members::slug.eq(id.to_string()),
        members::email.eq(&nothing),
        members::email_key.eq(&nothing),
        members::password_hash.eq(&nothing),
        members::own_title.eq(&nothing),
        members::bio.eq(""),
    );
    let choices = (
        members::language.eq(&nothing),
        members::tone.eq(&nothing),
        members::colours.eq(&nothing),
        members::expert_form.eq(&nothing),
        members::unread.eq(0),
        members::erased_at.eq(tx.now),
    );
    diesel::update(members::table.find(id)).set((who, choices)).execute(tx.db)?;
    Ok(())
}
