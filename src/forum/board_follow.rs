//! Following a board: `POST /b/{slug}/follow` and `/b/{slug}/unfollow`.

use actix_web::{HttpResponse, web};

use super::follow::Subject;
use super::follow_form::switch;
use super::mark::{Marked, answer};
use super::solution::Pressed;
use crate::members::Signed;
use crate::web::{Form, Refusal, Site};

/// `POST /b/{slug}/follow`
pub async fn follow(
    site: web::Data<Site>,
    who: Signed,
    slug: web::Path<String>,
    form: Form<Pressed>,
) -> Result<HttpResponse, Refusal> {
    let marked = set(&site, &who, slug.into_inner(), true).await?;
    Ok(answer(&who, form.by_script, &marked, "board-followed"))
}

/// `POST /b/{slug}/unfollow`
pub async fn unfollow(
    site: web::Data<Site>,
    who: Signed,
    slug: web::Path<String>,
    form: Form<Pressed>,
) -> Result<HttpResponse, Refusal> {
    let marked = set(&site, &who, slug.into_inner(), false).await?;
    Ok(answer(&who, form.by_script, &marked, "board-unfollowed"))
}

async fn set(site: &web::Data<Site>, who: &Signed, slug: String, on: bool) -> Result<Marked, Refusal> {
    switch(site, who, on, format!("/b/{slug}"), move |_, boards, me| {
        let found = boards.by_slug(&slug).ok_or(Refusal::NOT_FOUND)?;
        let board = boards.visible(Some(me), found.id).ok_or(Refusal::NOT_FOUND)?;
        Ok(Subject::Board(board.id))
    })
    .await
}
