//! Deleting a member's account for them: whoever cannot sign in can still ask.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::desk::{FormPage, html, html_invalid};
use super::fields::{Choice, Field, FormView};
use super::member_page::href;
use crate::ids::MemberId;
use crate::members::permissions::may_erase;
use crate::members::{Admin, erase as erase_account, member};
use crate::web::{Form, Note, Refusal, Site, see_other_noting};

const PLACE: &str = "/admin/members";

/// What was chosen.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    /// `keep` or `erase`.
    texts: String,
}

/// `GET /admin/members/{id}/erase`: asks first.
pub async fn ask(
    site: web::Data<Site>,
    who: Admin,
    path: web::Path<MemberId>,
) -> Result<HttpResponse, Refusal> {
    let id = path.into_inner();
    let page = page(&site, &who, id, None).await?;
    html(&who, &page)
}

/// `POST /admin/members/{id}/erase`
pub async fn erase(
    site: web::Data<Site>,
    who: Admin,
    path: web::Path<MemberId>,
    form: Form<Chosen>,
) -> Result<HttpResponse, Refusal> {
    let (id, me) = (path.into_inner(), who.me().id);
    if !may_erase(who.me(), id) {
        return Err(Refusal::NOT_FOUND);
    }
    let texts = match form.fields.texts.as_str() {
        "keep" => false,
        "erase" => true,
        _ => {
            let refusal = Refusal::field("texts", Note::new("field-no-choice"));
            let page = page(&site, &who, id, Some(&refusal)).await?;
            return html_invalid(&who, &page);
        }
    };
    site.store.write(move |tx| erase_account(tx, id, texts, me, "")).await?;
    Ok(see_other_noting(PLACE, "admin-erased"))
}

async fn page(
    site: &Site,
    who: &Admin,
    id: MemberId,
    refusal: Option<&Refusal>,
) -> Result<FormPage, Refusal> {
    let them = site.store.read(move |db| Ok::<_, Refusal>(member::load(db, id)?)).await?;
    if !may_erase(who.me(), id) || them.erased_at.is_some() {
        return Err(Refusal::NOT_FOUND);
    }
    let words = &who.visit.words;
    let choices = vec![
        Choice::of("keep", words.t("admin-erase-keep"), ""),
        Choice::of("erase", words.t("admin-erase-too"), ""),
    ];
    let field = Field::pick("texts", "admin-erase-texts", choices);
    let mut form = FormView::new(format!("{}/erase", href(id)), "admin-erase", vec![field]).with_look("bad");
    if let Some(refusal) = refusal {
        form = form.refused(refusal, words);
    }
    let lead = format!("{}: {}", them.name, words.t("admin-erase-lead"));
    Ok(FormPage::new(who, PLACE, "admin-erase", form).with_lead(lead))
}
