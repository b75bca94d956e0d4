//! The tree of boards, and their order.

use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::prelude::*;

use super::board_form::current;
use super::board_reach;
use super::desk::html;
use crate::db::schema::boards;
use crate::events::{Event, Tx};
use crate::forum::{Boards, Visibility};
use crate::ids::{BoardId, MemberId};
use crate::members::{Admin, Rank};
use crate::web::{Form, Frame, Refusal, Site, filters, see_other_noting};

#[derive(Template)]
#[template(path = "admin/boards.html")]
struct BoardsPage {
    frame: Frame,
    place: &'static str,
    rows: Vec<Row>,
}

struct Row {
    id: BoardId,
    name: String,
    /// Dashes before the name, one for each board it lies in.
    indent: String,
    href: String,
    visibility: String,
    who_may_ask: String,
    threads: i64,
    is_closed: bool,
    is_first: bool,
    is_last: bool,
}

/// Nothing but the token.
#[derive(serde::Deserialize)]
pub struct Nothing {}

/// `GET /admin/boards`; two statements.
pub async fn page(site: web::Data<Site>, who: Admin) -> Result<HttpResponse, Refusal> {
    let boards = current(&site).await?;
    let counts: Vec<(BoardId, i64)> = site
        .store
        .read(|db| Ok::<_, Refusal>(boards::table.select((boards::id, boards::threads)).load(db)?))
        .await?;
    let say = |key: String| who.visit.words.t(&key).into_owned();
    let rows = boards.all().iter().map(|board| {
        let siblings: Vec<BoardId> = siblings(&boards, board.id);
        let visibility = if board.visibility == Visibility::Members && board.min_rank > Rank::New {
            let rank = say(format!("rank-{}", board.min_rank.word()));
            who.visit.words.with("visibility-members-from", &[("rank", rank.into())]).into_owned()
        } else {
            say(format!("visibility-{}", board.visibility.word()))
        };
        Row {
            id: board.id,
            name: board.name.clone(),
            indent: "– ".repeat(boards.depth(board.id)),
            href: board.href(),
            visibility,
            who_may_ask: say(format!("visibility-{}", board.who_may_ask.word())),
            threads: counts.iter().find(|(id, _)| *id == board.id).map_or(0, |(_, threads)| *threads),
            is_closed: board.closed_at.is_some(),
            is_first: siblings.first() == Some(&board.id),
            is_last: siblings.last() == Some(&board.id),
        }
    });
    let rows = rows.collect();
    html(&who, &BoardsPage { frame: who.frame(), place: "/admin/boards", rows })
}

/// `POST /admin/boards/{id}/up`
pub async fn up(
    site: web::Data<Site>,
    who: Admin,
    path: web::Path<BoardId>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Refusal> {
    let (by, id) = (who.me().id, path.into_inner());
    site.store.write(move |tx| step(tx, by, id, -1)).await?;
    Ok(see_other_noting("/admin/boards", "admin-saved"))
}

/// `POST /admin/boards/{id}/down`
pub async fn down(
    site: web::Data<Site>,
    who: Admin,
    path: web::Path<BoardId>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Refusal> {
    let (by, id) = (who.me().id, path.into_inner());
    site.store.write(move |tx| step(tx, by, id, 1)).await?;
    Ok(see_other_noting("/admin/boards", "admin-saved"))
}

/// Moves a board one place among its siblings; at the end of the row nothing happens.
fn step(tx: &mut Tx<'_>, by: MemberId, id: BoardId, places: isize) -> Result<(), Refusal> {
    let all = board_reach::lock(tx)?;
    all.get(id).ok_or(Refusal::NOT_FOUND)?;
    let Some(order) = stepped(&siblings(&all, id), &id, places) else { return Ok(()) };
    for (position, sibling) in order.into_iter().enumerate() {
        let position = i32::try_from(position).unwrap_or(i32::MAX);
        if all.get(sibling).is_some_and(|board| board.position != position) {
            let row = boards::table.filter(boards::id.eq(sibling));
            diesel::update(row).set(boards::position.eq(position)).execute(tx.db)?;
        }
    }
    Ok(tx.record(Event::BoardChanged { board: id, by })?)
}

/// The boards beside this one, itself among them, in their order.
fn siblings(boards: &Boards, id: BoardId) -> Vec<BoardId> {
    let parent = boards.get(id).and_then(|board| board.parent);
    boards.all().iter().filter(|board| board.parent == parent).map(|board| board.id).collect()
}

/// The row with `one` moved by some places; none when it stands at that end already.
pub(super) fn stepped<T: Copy + PartialEq>(row: &[T], one: &T, places: isize) -> Option<Vec<T>> {
    let from = row.iter().position(|other| other == one)?;
    let to = from.checked_add_signed(places).filter(|to| *to < row.len())?;
    let mut row = row.to_vec();
    row.swap(from, to);
    Some(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_swaps_neighbours_and_ends_at_the_edge() {
        assert_eq!(stepped(&[1, 2, 3], &2, -1), Some(vec![2, 1, 3]));
        assert_eq!(stepped(&[1, 2, 3], &2, 1), Some(vec![1, 3, 2]));
        assert_eq!(stepped(&[1, 2, 3], &1, -1), None);
        assert_eq!(stepped(&[1, 2, 3], &3, 1), None);
        assert_eq!(stepped(&[1, 2, 3], &4, 1), None);
    }
}
