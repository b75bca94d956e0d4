//! Following a tag: `POST /tag/{tag}/follow` and `/tag/{tag}/unfollow`.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::board::Boards;
use super::follow::{self, Level, Subject};
use super::tag;
use crate::members::Signed;
use crate::web::{Form, Refusal, Site, see_other};

/// Nothing is typed.
#[derive(Deserialize)]
pub struct Fields {}

/// `POST /tag/{tag}/follow`
pub async fn follow(
    site: web::Data<Site>,
    who: Signed,
    slug: web::Path<String>,
    form: Form<Fields>,
) -> Result<HttpResponse, Refusal> {
    switch(site, who, slug.into_inner(), form.by_script, true).await
}

/// `POST /tag/{tag}/unfollow`
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
    let (me, acting, path) = (who.me().clone(), site.clone(), format!("/tag/{slug}"));
    site.store
        .write(move |tx| {
            let boards = Boards::of(&acting, tx.db)?;
            let tag = tag::by_slug(tx.db, &slug)?.ok_or(Refusal::NOT_FOUND)?;
            if !tag::is_seen(tx.db, &tag, &boards.ids_visible_to(Some(&me)))? {
                return Err(Refusal::NOT_FOUND);
            }
            let subject = Subject::Tag(tag.id);
            match on {
                true => follow::follow(tx, me.id, subject, Level::All)?,
                false => follow::unfollow(tx, me.id, subject)?,
            }
            Ok::<_, Refusal>(())
        })
        .await?;
    if by_script {
        let said = who.visit.words.t(if on { "tag-followed" } else { "tag-unfollowed" });
        return Ok(HttpResponse::Ok().json(serde_json::json!({ "count": null, "on": on, "label": said })));
    }
    Ok(see_other(&path))
}
