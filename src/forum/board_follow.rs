//! Following a board: `POST /b/{slug}/follow` and `/b/{slug}/unfollow`.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::board::Boards;
use super::follow::{self, Level, Subject};
use crate::members::{Signed, still};
use crate::web::{Form, Refusal, Site, see_other};

/// Nothing is typed.
#[derive(Deserialize)]
pub struct Fields {}

/// `POST /b/{slug}/follow`
pub async fn follow(
    site: web::Data<Site>,
    who: Signed,
    slug: web::Path<String>,
    form: Form<Fields>,
) -> Result<HttpResponse, Refusal> {
    switch(site, who, slug.into_inner(), form.by_script, true).await
}

/// `POST /b/{slug}/unfollow`
pub async fn unfollow(
    site: web::Data<Site>,
    who: Signed,
    slug: web::Path<String>,
    form: Form<Fields>,
) -> Result<HttpResponse, Refusal> {
    switch(site, who, slug.into_inner(), form.by_script, false).await
}

async fn switch(
    site: web::Data<Site>,
    who: Signed,
    slug: String,
    by_script: bool,
    on: bool,
) -> Result<HttpResponse, Refusal> {
    let (me, acting, path) = (who.me().clone(), site.clone(), format!("/b/{slug}"));
    site.store
        .write(move |tx| {
            let (boards, me) = (Boards::of(&acting, tx.db)?, still(tx.db, &me)?);
            let found = boards.by_slug(&slug).ok_or(Refusal::NOT_FOUND)?;
            let board = boards.visible(Some(&me), found.id).ok_or(Refusal::NOT_FOUND)?;
            let subject = Subject::Board(board.id);
            match on {
                true => follow::follow(tx, me.id, subject, Level::All)?,
                false => follow::unfollow(tx, me.id, subject)?,
            }
            Ok::<_, Refusal>(())
        })
        .await?;
    if by_script {
        let said = who.visit.words.t(if on { "board-followed" } else { "board-unfollowed" });
        return Ok(HttpResponse::Ok().json(serde_json::json!({ "count": null, "on": on, "label": said })));
    }
    Ok(see_other(&path))
}
