//! One member as admins see them: facts with their address, role and its boards, department, suspension.

use std::collections::HashMap;

use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::prelude::*;
use serde::Deserialize;

use super::board_form::current;
use super::board_reach::{self, with_sub_boards};
use super::department::{self, Department};
use super::desk::{html, html_invalid};
use super::fields::{Choice, Field, FormView};
use super::member_suspend::{self, Standing};
use crate::db::schema::{member_boards, members};
use crate::db::{Cols, Db};
use crate::forum::Boards;
use crate::ids::{BoardId, DepartmentId, MemberId, Ts};
use crate::members::permissions::may_erase;
use crate::members::{Admin, By, Rank, Role, set_department, set_role, still};
use crate::web::{Form, Frame, Note, Refusal, Site, filters, see_other_noting};

/// How the name of a board's box begins.
const BOX: &str = "board_";

/// The form of role and boards as typed; boxes are named `board_7`.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct TypedRole {
    #[serde(default)]
    role: String,
    #[serde(flatten)]
    boxes: HashMap<String, String>,
}

/// The form of the department as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct TypedDepartment {
    department: String,
}

#[derive(Queryable, Selectable, Clone)]
#[diesel(table_name = members)]
struct Facts {
    id: MemberId,
    name: String,
    slug: String,
    email: Option<String>,
    role: Role,
    department: Option<DepartmentId>,
    points: i64,
    solutions: i64,
    rank: Rank,
    suspended_at: Option<Ts>,
    erased_at: Option<Ts>,
    last_seen_at: Ts,
    created_at: Ts,
}

#[derive(Template)]
#[template(path = "admin/member.html")]
struct MemberPage {
    frame: Frame,
    place: &'static str,
    href: String,
    role_key: String,
    rank_key: String,
    facts: Facts,
    role: FormView,
    department: FormView,
    suspension: Option<FormView>,
    /// Where the account is deleted, if this admin may.
    action: String,
    may_erase: bool,
}

/// Everything the page is made from.
struct Loaded {
    facts: Facts,
    reach: Vec<BoardId>,
    departments: Vec<Department>,
}

/// `GET /admin/members/{id}`; three statements.
pub async fn page(
    site: web::Data<Site>,
    who: Admin,
    path: web::Path<MemberId>,
) -> Result<HttpResponse, Refusal> {
    let page = view(&site, &who, path.into_inner()).await?;
    html(&who, &page)
}

/// `POST /admin/members/{id}/role`: the role, and for super-users its boards with everything below them.
pub async fn save_role(
    site: web::Data<Site>,
    who: Admin,
    path: web::Path<MemberId>,
    form: Form<TypedRole>,
) -> Result<HttpResponse, Refusal> {
    let (id, me, chosen) = (path.into_inner(), who.me().clone(), chosen(&form.fields.boxes));
    let role = Role::from_word(&form.fields.role).ok_or(Refusal::field("role", Note::new("field-no-choice")));
    let saved = match role {
        Ok(role) => {
            let write = site.store.write(move |tx| {
                let reach = with_sub_boards(&board_reach::lock(tx)?, &chosen);
                let me = still(tx.db, &me)?;
                set_role(tx, By::Member(&me), id, role, &reach)
            });
            write.await
        }
        Err(refusal) => Err(refusal),
    };
    match saved {
        Ok(()) => Ok(see_other_noting(&href(id), "admin-saved")),
        Err(refusal) if refusal.is_invalid() => {
            let mut page = view(&site, &who, id).await?;
            page.role = page.role.refused(&refusal, &who.visit.words);
            html_invalid(&who, &page)
        }
        Err(refusal) => Err(refusal.with_link(href(id), "button-back")),
    }
}

/// `POST /admin/members/{id}/department`
pub async fn save_department(
    site: web::Data<Site>,
    who: Admin,
    path: web::Path<MemberId>,
    form: Form<TypedDepartment>,
) -> Result<HttpResponse, Refusal> {
    let (id, me, typed) = (path.into_inner(), who.me().clone(), form.fields.department);
    let department: Result<Option<DepartmentId>, Refusal> = match typed.as_str() {
        "" => Ok(None),
        typed => {
            typed.parse().map(Some).map_err(|_| Refusal::field("department", Note::new("field-no-choice")))
        }
    };
    let saved = match department {
        Ok(department) => {
            site.store
                .write(move |tx| {
                    let me = still(tx.db, &me)?;
                    set_department(tx, By::Member(&me), id, department)
                })
                .await
        }
        Err(refusal) => Err(refusal),
    };
    match saved {
        Ok(()) => Ok(see_other_noting(&href(id), "admin-saved")),
        Err(refusal) if refusal.is_invalid() => {
            let mut page = view(&site, &who, id).await?;
            page.department = page.department.refused(&refusal, &who.visit.words);
            html_invalid(&who, &page)
        }
        Err(refusal) => Err(refusal),
    }
}

pub(super) fn href(id: MemberId) -> String {
    format!("/admin/members/{id}")
}

/// The boards whose boxes are ticked; anything that is no number is left out.
fn chosen(boxes: &HashMap<String, String>) -> Vec<BoardId> {
    let ticked = boxes.iter().filter(|(_, value)| *value == "on");
    ticked.filter_map(|(name, _)| name.strip_prefix(BOX)?.parse().ok()).collect()
}

fn load(db: &mut Db, id: MemberId) -> Result<Loaded, Refusal> {
    let facts: Facts = members::table.filter(members::id.eq(id)).select(Facts::cols()).first(db)?;
    if facts.erased_at.is_some() {
        return Err(Refusal::NOT_FOUND);
    }
    let reach =
        member_boards::table.filter(member_boards::member.eq(id)).select(member_boards::board).load(db)?;
    let departments = department::all(db)?;
    Ok(Loaded { facts, reach, departments })
}

async fn view(site: &web::Data<Site>, who: &Admin, id: MemberId) -> Result<MemberPage, Refusal> {
    let boards = current(site).await?;
    let Loaded { facts, reach, departments } = site.store.read(move |db| load(db, id)).await?;
    let standing = Standing { id, role: facts.role, is_suspended: facts.suspended_at.is_some() };
    Ok(MemberPage {
        frame: who.frame(),
        place: "/admin/members",
        href: format!("/u/{}/{}", facts.id, facts.slug),
        role_key: format!("role-{}", facts.role.word()),
        rank_key: format!("rank-{}", facts.rank.word()),
        role: role_form(who, &facts, &boards, &reach),
        department: department_form(who, &facts, &departments),
        suspension: member_suspend::form(who.me(), &standing, &href(id)),
        action: format!("{}/erase", href(id)),
        may_erase: may_erase(who.me(), id),
        facts,
    })
}

fn role_form(who: &Admin, facts: &Facts, boards: &Boards, reach: &[BoardId]) -> FormView {
    let say = |key: String| who.visit.words.t(&key).into_owned();
    let chosen = facts.role.word();
    let role = |role: &Role| Choice::of(role.word(), say(format!("role-{}", role.word())), chosen);
    let boxes = boards.all().iter().map(|board| {
        let indent = "– ".repeat(boards.depth(board.id));
        Choice::ticked(
            format!("{BOX}{}", board.id),
            format!("{indent}{}", board.name),
            reach.contains(&board.id),
        )
    });
    let fields = vec![
        Field::pick("role", "admin-role", Role::ALL.iter().map(role).collect()),
        Field::boxes("boards", "admin-role-boards", boxes.collect()).hint("admin-role-boards-hint"),
    ];
    FormView::new(format!("{}/role", href(facts.id)), "button-save", fields)
}

fn department_form(who: &Admin, facts: &Facts, departments: &[Department]) -> FormView {
    let chosen = facts.department.map(|id| id.to_string()).unwrap_or_default();
    let words = &who.visit.words;
    let mut choices = vec![Choice::of("", words.t("admin-no-department"), &chosen)];
    choices.extend(
        departments.iter().map(|one| Choice::of(&one.id.to_string(), one.name(words.locale), &chosen)),
    );
    let field = Field::choice("department", "admin-department", choices).hint("admin-department-hint");
    FormView::new(format!("{}/department", href(facts.id)), "button-save", vec![field])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ticked_boards_with_a_number_count() {
        let boxes = [("board_7", "on"), ("board_8", ""), ("board_x", "on"), ("7", "on"), ("token", "on")];
        let boxes = boxes.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        assert_eq!(chosen(&boxes), [BoardId(7)]);
    }
}
