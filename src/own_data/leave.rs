//! Deleting one's own account. `GET` and `POST /settings/leave`

use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use crate::ids::Ts;
use crate::members::{Door, Proof, Signed, check_proof, erase, session, wanted_proof};
use crate::web::{
    Findings, Form, Frame, Mistakes, Note, Rate, Refusal, Site, filters, network_address, see_other_noting,
    unstored,
};

const PATH: &str = "/settings/leave";

/// What was chosen and typed.
#[derive(Clone, Deserialize, Default)]
#[serde(default)]
pub struct Fields {
    /// `keep` or `erase`.
    texts: String,
    sure: String,
    current: String,
}

#[derive(Template)]
#[template(path = "own_data/leave.html")]
struct Page {
    frame: Frame,
    here: &'static str,
    texts: String,
    sure: bool,
    needs_password: bool,
    is_stale: bool,
    mistakes: Mistakes,
}

/// `GET /settings/leave`
pub async fn form(site: web::Data<Site>, who: Signed) -> Result<HttpResponse, Refusal> {
    let page = page(&site, &who, &Fields::default(), Mistakes::default()).await?;
    Ok(unstored(who.html(&page)?))
}

/// `POST /settings/leave`: the account is gone, and this browser signed out.
pub async fn accept(
    site: web::Data<Site>,
    door: web::Data<Door>,
    who: Signed,
    request: HttpRequest,
    form: Form<Fields>,
) -> Result<HttpResponse, Refusal> {
    if let Err(refusal) = leave(&site, &door, &who, &request, &form.fields).await {
        let mistakes = Mistakes::or(refusal, &who.visit.words)?;
        return Ok(unstored(who.html_invalid(&page(&site, &who, &form.fields, mistakes).await?)?));
    }
    let mut response = see_other_noting("/", "left");
    let name = HeaderName::from_static("clear-site-data");
    response.headers_mut().insert(name, HeaderValue::from_static("\"cache\", \"storage\""));
    session::forget_cookie(&site, response)
}

async fn leave(
    site: &Site,
    door: &Door,
    who: &Signed,
    request: &HttpRequest,
    fields: &Fields,
) -> Result<(), Refusal> {
    let texts = chosen(fields)?;
    site.rates.check(Rate::Try, network_address(request, site))?;
    check_proof(site, door, who.me(), &fields.current, PATH).await?;
    let (me, language) = (who.me().id, who.visit.words.locale.folder());
    site.store.write(move |tx| erase(tx, me, texts, me, language)).await
}

/// Whether the texts go too.
fn chosen(fields: &Fields) -> Result<bool, Refusal> {
    let mut findings = Findings::default();
    if !matches!(fields.texts.as_str(), "keep" | "erase") {
        findings.note("texts", Note::new("leave-choose"));
    }
    if fields.sure != "on" {
        findings.note("sure", Note::new("leave-be-sure"));
    }
    findings.done()?;
    Ok(fields.texts == "erase")
}

async fn page(site: &Site, who: &Signed, fields: &Fields, mistakes: Mistakes) -> Result<Page, Refusal> {
    let me = who.me().clone();
    let proof = site.store.read(move |db| Ok::<_, Refusal>(wanted_proof(db, &me, Ts::now())?)).await?;
    Ok(Page {
        frame: who.frame(),
        here: PATH,
        texts: fields.texts.clone(),
        sure: fields.sure == "on",
        needs_password: proof == Proof::Password,
        is_stale: proof == Proof::Stale,
        mistakes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_leaves_by_accident() {
        let typed = |texts: &str, sure: &str| Fields {
            texts: texts.to_owned(),
            sure: sure.to_owned(),
            current: String::new(),
        };
        assert_eq!(chosen(&typed("keep", "on")).ok(), Some(false));
        assert_eq!(chosen(&typed("erase", "on")).ok(), Some(true));
        let both = chosen(&typed("", "")).expect_err("refused");
        let fields: Vec<_> = both.fields.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, ["texts", "sure"]);
        assert!(chosen(&typed("everything", "on")).is_err());
    }
}
