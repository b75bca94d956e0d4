//! Deleting a board: only an empty one, so that nothing members wrote can go with it.

use actix_web::{HttpResponse, web};
use diesel::prelude::*;

use super::board_form::current;
use super::board_list::Nothing;
use super::board_reach;
use super::desk::{FormPage, html};
use super::fields::FormView;
use crate::db::Db;
use crate::db::schema::{boards, follows, held_questions, member_boards, tag_counts, threads};
use crate::events::{Event, Tx};
use crate::ids::{BoardId, MemberId};
use crate::members::Admin;
use crate::web::{Form, Refusal, Site, see_other_noting};

const PLACE: &str = "/admin/boards";
/// `follows.subject_kind` of boards.
const BOARD: i16 = 1;

/// `GET /admin/boards/{id}/delete`: asks first.
pub async fn ask(
    site: web::Data<Site>,
    who: Admin,
    path: web::Path<BoardId>,
) -> Result<HttpResponse, Refusal> {
    let id = path.into_inner();
    let boards = current(&site).await?;
    let board = boards.get(id).ok_or(Refusal::NOT_FOUND)?;
    site.store.read(move |db| check_empty(db, id)).await?;
    let action = format!("/admin/boards/{id}/delete");
    let form = FormView::new(action, "admin-board-delete", Vec::new()).with_look("bad");
    let lead = who.visit.words.with("admin-board-delete-text", &[("name", board.name.clone().into())]);
    html(&who, &FormPage::new(&who, PLACE, "admin-board-delete", form).with_lead(lead))
}

/// `POST /admin/boards/{id}/delete`
pub async fn delete(
    site: web::Data<Site>,
    who: Admin,
    path: web::Path<BoardId>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Refusal> {
    let (by, id) = (who.me().id, path.into_inner());
    site.store.write(move |tx| remove(tx, by, id)).await?;
    Ok(see_other_noting(PLACE, "admin-deleted"))
}

fn remove(tx: &mut Tx<'_>, by: MemberId, id: BoardId) -> Result<(), Refusal> {
    board_reach::lock(tx)?.get(id).ok_or(Refusal::NOT_FOUND)?;
    check_empty(tx.db, id)?;
    diesel::delete(member_boards::table.filter(member_boards::board.eq(id))).execute(tx.db)?;
    let followers = follows::table.filter(follows::subject_kind.eq(BOARD)).filter(follows::subject.eq(id.0));
    diesel::delete(followers).execute(tx.db)?;
    diesel::delete(tag_counts::table.filter(tag_counts::board.eq(id))).execute(tx.db)?;
    diesel::delete(boards::table.filter(boards::id.eq(id))).execute(tx.db)?;
    Ok(tx.record(Event::BoardChanged { board: id, by })?)
}

/// Refuses with what is still in it: threads (hidden and deleted ones too), boards, questions waiting for their code.
fn check_empty(db: &mut Db, id: BoardId) -> Result<(), Refusal> {
    let held = |key| Err(Refusal::conflict(key).with_link(PLACE, "admin-boards"));
    if threads::table.filter(threads::board.eq(id)).count().get_result::<i64>(db)? > 0 {
        return held("admin-board-has-threads");
    }
    if boards::table.filter(boards::parent.eq(id)).count().get_result::<i64>(db)? > 0 {
        return held("admin-board-has-boards");
    }
    if held_questions::table.filter(held_questions::board.eq(id)).count().get_result::<i64>(db)? > 0 {
        return held("admin-board-has-held");
    }
    Ok(())
}
