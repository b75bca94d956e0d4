//! The desk's first page: what is there, and the first steps that are still to be taken.

use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::prelude::*;

use super::desk::html;
use super::health;
use super::legal_list::Stored;
use crate::config::Community;
use crate::db::Db;
use crate::db::schema::{boards, flags, members, threads};
use crate::forum::Kind;
use crate::mail::Sendings;
use crate::members::{Admin, Role};
use crate::operations::{Weight, findings};
use crate::search::Search;
use crate::web::{Frame, Refusal, Site, filters};

#[derive(Template)]
#[template(path = "admin/start.html")]
struct StartPage {
    frame: Frame,
    place: &'static str,
    figures: Vec<Figure>,
    steps: Vec<Step>,
    /// Steps that are not done.
    left: usize,
    /// Things on the server that need attention.
    attention: usize,
}

/// A count with where it leads; none where nothing lists it yet.
struct Figure {
    label: &'static str,
    count: i64,
    href: &'static str,
}

/// Something to do once.
#[derive(Debug, PartialEq)]
struct Step {
    label: &'static str,
    href: &'static str,
    is_done: bool,
}

/// What the page counts.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Counts {
    members: i64,
    admins: i64,
    boards: i64,
    questions: i64,
    unanswered: i64,
    solved: i64,
    open_flags: i64,
    legal_gaps: i64,
}

/// `GET /admin`; twelve statements.
pub async fn page(
    site: web::Data<Site>,
    search: web::Data<Search>,
    sendings: web::Data<Sendings>,
    who: Admin,
) -> Result<HttpResponse, Refusal> {
    let facts = health::look(&site, &search, &sendings).await?;
    let attention = findings(&facts).iter().filter(|finding| finding.weight != Weight::Known).count();
    let counts = site.store.read(|db| Ok::<_, Refusal>(count(db)?)).await?;
    let steps = steps(&who.community, site.config.smtp_url.is_some(), &counts);
    let figure = |label, count, href| Figure { label, count, href };
    let figures = vec![
        figure("admin-count-members", counts.members, "/admin/members"),
        figure("admin-count-questions", counts.questions, ""),
        figure("admin-count-unanswered", counts.unanswered, "/unanswered"),
        figure("admin-count-solved", counts.solved, ""),
        figure("admin-count-flags", counts.open_flags, ""),
        figure("admin-count-legal-gaps", counts.legal_gaps, "/admin/legal"),
    ];
    let left = steps.iter().filter(|step| !step.is_done).count();
    html(&who, &StartPage { frame: who.frame(), place: "/admin", figures, steps, left, attention })
}

/// Boards carry the counts of what is visible in them, so nothing here walks through threads but the unanswered ones,
/// which have an index of their own.
fn count(db: &mut Db) -> QueryResult<Counts> {
    let able = members::table.filter(members::erased_at.is_null()).filter(members::suspended_at.is_null());
    let roles: Vec<(Role, i64)> =
        able.group_by(members::role).select((members::role, diesel::dsl::count_star())).load(db)?;
    let boards: Vec<(i64, i64)> = boards::table.select((boards::questions, boards::solved)).load(db)?;
    let unanswered = threads::table
        .filter(threads::unanswered)
        .filter(threads::kind.eq(Kind::Question))
        .filter(threads::hidden_at.is_null())
        .filter(threads::deleted_at.is_null());
    Ok(Counts {
        members: roles.iter().map(|(_, n)| n).sum(),
        admins: roles.iter().filter(|(role, _)| *role == Role::Admin).map(|(_, n)| n).sum(),
        boards: i64::try_from(boards.len()).unwrap_or(i64::MAX),
        questions: boards.iter().map(|(questions, _)| questions).sum(),
        solved: boards.iter().map(|(_, solved)| solved).sum(),
        unanswered: unanswered.count().get_result(db)?,
        open_flags: flags::table.filter(flags::settled_at.is_null()).count().get_result(db)?,
        legal_gaps: i64::try_from(Stored::load(db)?.pages_with_gaps()).unwrap_or(i64::MAX),
    })
}

fn steps(community: &Community, has_mail: bool, counts: &Counts) -> Vec<Step> {
    let usual = Community::default();
    let step = |label, href, is_done| Step { label, href, is_done };
    vec![
        step("admin-step-name", "/admin/community", community.name != usual.name),
        step(
            "admin-step-look",
            "/admin/community",
            community.logo.is_some() || community.accent != usual.accent,
        ),
        step("admin-step-boards", "/admin/boards", counts.boards > 0),
        step("admin-step-legal", "/admin/legal", counts.legal_gaps == 0),
        step("admin-step-mail", "/admin/health", has_mail),
        step("admin-step-second-admin", "/admin/members", counts.admins > 1),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fresh_community_has_everything_to_do() {
        let fresh = Counts { admins: 1, legal_gaps: 5, ..Counts::default() };
        assert!(steps(&Community::default(), false, &fresh).iter().all(|step| !step.is_done));
        let named = Community { name: "Nordlauf".into(), accent: "#112233".into(), ..Community::default() };
        let counts = Counts { admins: 2, boards: 1, ..Counts::default() };
        assert!(steps(&named, true, &counts).iter().all(|step| step.is_done));
    }
}
