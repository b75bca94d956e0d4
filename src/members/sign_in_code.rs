//! Typing the code, in the browser that asked for it. A question held by that browser appears at once.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::asking::Asking;
use super::door::Door;
use super::join::{Arrival, HeldWish, arrive};
use super::session::NewSession;
use super::sign_in::{self, Purpose, SignIn, Tried};
use super::viewer::Viewer;

use crate::ids::Ts;
use crate::web::filters;
use crate::web::{
    Form, Frame, Mistakes, Note, Rate, Refusal, Site, network_address, see_other, see_other_noting, unstored,
};

/// What was typed.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Fields {
    code: String,
}

#[derive(Template)]
#[template(path = "members/sign_in_code.html")]
struct Page {
    frame: Frame,
    email: String,
    back: String,
    code: String,
    mistakes: Mistakes,
}

/// `GET /login/code`
pub async fn form(
    site: web::Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
) -> Result<HttpResponse, Refusal> {
    let Some(waiting) = waiting(&site, &request).await? else {
        return Ok(see_other("/login"));
    };
    Ok(unstored(viewer.html(&page(&viewer, waiting, String::new(), Mistakes::default()))?))
}

/// `POST /login/code`
pub async fn accept(
    site: web::Data<Site>,
    door: web::Data<Door>,
    viewer: Viewer,
    request: HttpRequest,
    form: Form<Fields>,
) -> Result<HttpResponse, Refusal> {
    site.rates.check(Rate::Try, network_address(&request, &site))?;
    let browser = Asking::known(&request, &site);
    let waiting = waiting(&site, &request).await?;
    let (Some(browser), Some(waiting)) = (browser, waiting) else {
        return Ok(see_other_noting("/login", "code-void"));
    };
    let new = NewSession::of(&request, &site);
    let email_key = waiting.email_key.clone();
    let tried = match sign_in::digits(&form.fields.code) {
        Some(code) => enter(&site, &door, browser, code, new.clone()).await?,
        None => Entered::Not(Refusal::field("code", Note::new("code-six-digits"))),
    };
    let (arrival, kept) = match tried {
        Entered::Void => return Ok(see_other_noting("/login", "code-void")),
        Entered::Not(refusal) => {
            let mistakes = Mistakes::or(refusal, &viewer.visit.words)?;
            return Ok(unstored(viewer.html_invalid(&page(&viewer, waiting, form.fields.code, mistakes))?));
        }
        Entered::In(arrival) => (arrival, false),
        Entered::QuestionKept(arrival) => (arrival, true),
    };
    door.attempts.succeed(&email_key);
    let mut response = welcome(&arrival, kept);
    if !kept {
        response.add_cookie(&Asking::done(&site)).map_err(Refusal::broken)?;
    }
    new.give(&site, response)
}

/// Where somebody goes who has just signed in.
pub fn welcome(arrival: &Arrival, question_kept: bool) -> HttpResponse {
    match (question_kept, arrival.joined) {
        (true, _) => see_other_noting("/ask", "question-kept"),
        (false, true) => see_other_noting(&arrival.path, "joined"),
        (false, false) => see_other(&arrival.path),
    }
}

enum Entered {
    In(Box<Arrival>),
    /// Signed in, but the held question cannot appear as it stands.
    QuestionKept(Box<Arrival>),
    Not(Refusal),
    /// No code is waited for any more.
    Void,
}

/// Tries the code; a held question that is refused must not keep anybody from signing in.
async fn enter(
    site: &web::Data<Site>,
    door: &web::Data<Door>,
    browser: String,
    code: String,
    new: NewSession,
) -> Result<Entered, Refusal> {
    let attempt = |wish: HeldWish| {
        let (key, door, browser, code, new) =
            (sign_in::key(site), door.clone(), browser.clone(), code.clone(), new.clone());
        site.store.write(move |tx| match sign_in::try_code(tx, &key, &browser, Purpose::SignIn, &code)? {
            Tried::Right(row) => {
                Ok::<_, Refusal>(Entered::In(Box::new(arrive(tx, &door, &row, &new, wish)?)))
            }
            Tried::Wrong(left) => {
                let note = Note::new("code-wrong").with("n", i64::from(left));
                Ok(Entered::Not(Refusal::field("code", note)))
            }
            Tried::Nothing => Ok(Entered::Void),
        })
    };
    match attempt(HeldWish::Publish).await {
        Err(refusal) if refusal.status.is_client_error() => match attempt(HeldWish::Keep).await? {
            Entered::In(arrival) => Ok(Entered::QuestionKept(arrival)),
            other => Ok(other),
        },
        done => done,
    }
}

async fn waiting(site: &Site, request: &HttpRequest) -> Result<Option<SignIn>, Refusal> {
    let Some(browser) = Asking::known(request, site) else {
        return Ok(None);
    };
    site.store
        .read(move |db| Ok::<_, Refusal>(sign_in::pending(db, &browser, Purpose::SignIn, Ts::now())?))
        .await
}

fn page(viewer: &Viewer, waiting: SignIn, code: String, mistakes: Mistakes) -> Page {
    Page { frame: viewer.frame(), email: waiting.email, back: waiting.back, code, mistakes }
}
