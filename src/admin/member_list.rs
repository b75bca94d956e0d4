//! All members: found by name or address, newest first.

use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::prelude::*;
use serde::Deserialize;

use super::check;
use super::desk::html;
use super::fields::Choice;
use super::tag_list::serialised;
use crate::db::Db;
use crate::db::schema::members;
use crate::ids::{MemberId, Ts};
use crate::members::{Admin, Role, name};
use crate::web::{Cursor, Direction, Frame, Pager, Refusal, Site, filters};

/// Members on one page.
const A_PAGE: usize = 50;

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    q: String,
    role: String,
    at: String,
}

#[derive(Template)]
#[template(path = "admin/members.html")]
struct MembersPage {
    frame: Frame,
    place: &'static str,
    q: String,
    roles: Vec<Choice>,
    rows: Vec<Line>,
    pager: Pager,
}

#[derive(Queryable)]
struct Row {
    id: MemberId,
    name: String,
    email: Option<String>,
    role: Role,
    points: i64,
    created_at: Ts,
    suspended_at: Option<Ts>,
}

/// A row with the text key of its role.
struct Line {
    member: Row,
    role_key: String,
}

/// `GET /admin/members`; one statement.
pub async fn page(
    site: web::Data<Site>,
    who: Admin,
    wanted: web::Query<Wanted>,
) -> Result<HttpResponse, Refusal> {
    let wanted = wanted.into_inner();
    let at: Option<Cursor> = wanted.at.parse().ok();
    let role = Role::from_word(&wanted.role);
    let (q, typed_role) = (wanted.q.clone(), wanted.role.clone());
    let mut rows = site.store.read(move |db| Ok::<_, Refusal>(find(db, &wanted.q, role, at)?)).await?;
    let link = |cursor: &Cursor| {
        let query = [("q", q.clone()), ("role", typed_role.clone()), ("at", cursor.to_string())];
        format!("/admin/members?{}", serialised(&query))
    };
    let pager = Pager::cut(&mut rows, A_PAGE, at, |row| (row.id.0, row.id.0), link);
    let say = |key: &str| who.visit.words.t(key).into_owned();
    let mut roles = vec![Choice::of("", say("admin-any-role"), &typed_role)];
    let choice = |role: &Role| Choice::of(role.word(), say(&format!("role-{}", role.word())), &typed_role);
    roles.extend(Role::ALL.iter().map(choice));
    let line = |member: Row| Line { role_key: format!("role-{}", member.role.word()), member };
    let rows = rows.into_iter().map(line).collect();
    html(&who, &MembersPage { frame: who.frame(), place: "/admin/members", q, roles, rows, pager })
}

fn find(db: &mut Db, q: &str, role: Option<Role>, at: Option<Cursor>) -> QueryResult<Vec<Row>> {
    let mut query = members::table
        .filter(members::erased_at.is_null())
        .select((
            members::id,
            members::name,
            members::email,
            members::role,
            members::points,
            members::created_at,
            members::suspended_at,
        ))
        .limit(A_PAGE as i64 + 1)
        .into_boxed();
    let q = q.trim();
    if !q.is_empty() {
        let key = name::key(&q.chars().take(100).collect::<String>());
        let by_address = check::like(&q.to_lowercase());
        let has_address = members::email_key.assume_not_null().like(by_address).escape('\\');
        // Of marks alone nothing is left to compare names by, and nothing would be like every name.
        query = if key.is_empty() {
            query.filter(has_address)
        } else {
            query.filter(members::name_key.like(check::like(&key)).escape('\\').or(has_address))
        };
    }
    if let Some(role) = role {
        query = query.filter(members::role.eq(role));
    }
    match at {
        Some(Cursor { direction: Direction::Before, id, .. }) => {
            query.filter(members::id.gt(id)).order(members::id.asc()).load(db)
        }
        Some(Cursor { direction: Direction::After, id, .. }) => {
            query.filter(members::id.lt(id)).order(members::id.desc()).load(db)
        }
        None => query.order(members::id.desc()).load(db),
    }
}
