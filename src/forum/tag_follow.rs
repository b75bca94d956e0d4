//! Following a tag: `POST /tag/{tag}/follow` and `/tag/{tag}/unfollow`.

use actix_web::{HttpResponse, web};

use super::follow::Subject;
use super::follow_form::switch;
use super::mark::{Marked, answer};
use super::solution::Pressed;
use super::tag;
use crate::members::Signed;
use crate::web::{Form, Refusal, Site};

/// `POST /tag/{tag}/follow`
pub async fn follow(
    site: web::Data<Site>,
    who: Signed,
    slug: web::Path<String>,
    form: Form<Pressed>,
) -> Result<HttpResponse, Refusal> {
    let marked = set(&site, &who, slug.into_inner(), true).await?;
    Ok(answer(&who, form.by_script, &marked, "tag-followed"))
}

/// `POST /tag/{tag}/unfollow`
pub async fn unfollow(
    site: web::Data<Site>,
    who: Signed,
    slug: web::Path<String>,
    form: Form<Pressed>,
) -> Result<HttpResponse, Refusal> {
    let marked = set(&site, &who, slug.into_inner(), false).await?;
    Ok(answer(&who, form.by_script, &marked, "tag-unfollowed"))
}

async fn set(site: &web::Data<Site>, who: &Signed, slug: String, on: bool) -> Result<Marked, Refusal> {
    switch(site, who, on, format!("/tag/{slug}"), move |tx, boards, me| {
        let tag = tag::seen(tx.db, &slug, &boards.ids_visible_to(Some(me)))?;
        Ok(Subject::Tag(tag.id))
    })
    .await
}
