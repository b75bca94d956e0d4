//! Marking a board as read: `POST /b/{slug}/read`

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::act::act;
use super::read_position;
use crate::members::Signed;
use crate::web::{Form, Refusal, Site, see_other_noting};

/// Nothing is typed.
#[derive(Deserialize)]
pub struct Fields {}

/// `POST /b/{slug}/read`: everything on the board until now counts as read.
pub async fn accept(
    site: web::Data<Site>,
    who: Signed,
    slug: web::Path<String>,
    _form: Form<Fields>,
) -> Result<HttpResponse, Refusal> {
    let slug = slug.into_inner();
    let path = format!("/b/{slug}");
    act(&site, who.me(), move |tx, boards, me| {
        let found = boards.by_slug(&slug).ok_or(Refusal::NOT_FOUND)?;
        let board = boards.visible(Some(me), found.id).ok_or(Refusal::NOT_FOUND)?;
        Ok(read_position::mark_board(tx, me.id, board.id)?)
    })
    .await?;
    Ok(see_other_noting(&path, "board-read"))
}
