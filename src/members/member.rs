//! A member: finding one by number, address or name.

use actix_web::{HttpResponse, web};
use diesel::prelude::*;

use super::name;
use super::role::Role;
use crate::db::Db;
use crate::db::schema::members;
use crate::ids::{MemberId, Ts};
use crate::mail::Address;
use crate::web::{Refusal, Site, see_other};

/// `GET /u/{name}`: to whoever has the name now. Names hold a letter, so a number is a member's own.
pub async fn by_name(site: web::Data<Site>, path: web::Path<String>) -> Result<HttpResponse, Refusal> {
    let typed = path.into_inner();
    let found = site.store.read(move |db| Ok::<_, Refusal>(named(db, &typed)?)).await?;
    let (id, slug) = found.ok_or(Refusal::NOT_FOUND)?;
    Ok(see_other(&format!("/u/{id}/{slug}")))
}

/// A member as those see them who act on them.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable)]
#[diesel(table_name = members)]
pub struct Member {
    /// Their number.
    pub id: MemberId,
    /// Display name.
    pub name: String,
    /// The end of their profile's path.
    pub slug: String,
    /// Their address; none once erased.
    pub email: Option<String>,
    /// What they are here.
    pub role: Role,
    /// Since when they cannot sign in.
    pub suspended_at: Option<Ts>,
    /// Since when only "former member" is left.
    pub erased_at: Option<Ts>,
}

/// The member with this number. Errors: `NotFound`.
pub fn load(db: &mut Db, id: MemberId) -> QueryResult<Member> {
    members::table.filter(members::id.eq(id)).select(Member::as_select()).first(db)
}

/// The member with this address.
pub fn by_address(db: &mut Db, address: &Address) -> QueryResult<Option<Member>> {
    let theirs = members::table.filter(members::email_key.eq(&address.key));
    theirs.select(Member::as_select()).first(db).optional()
}

/// Number and slug of whoever is called that; a text of digits is a number.
fn named(db: &mut Db, typed: &str) -> QueryResult<Option<(MemberId, String)>> {
    let all = members::table.filter(members::erased_at.is_null()).select((members::id, members::slug));
    if typed.bytes().all(|byte| byte.is_ascii_digit()) {
        let Ok(id) = typed.parse::<MemberId>() else { return Ok(None) };
        return all.filter(members::id.eq(id)).first(db).optional();
    }
    // Longer than any name: not worth a look.
    if typed.len() > 1_000 {
        return Ok(None);
    }
    all.filter(members::name_key.eq(name::key(typed))).first(db).optional()
}

/// How many admins there are who can sign in.
pub fn admins(db: &mut Db) -> QueryResult<i64> {
    members::table
        .filter(members::role.eq(Role::Admin))
        .filter(members::suspended_at.is_null())
        .filter(members::erased_at.is_null())
        .count()
        .get_result(db)
}
