//! Asking: one form for members and for visitors, who give their address last. `GET /ask`, `POST /ask`
//!
//! A visitor's question is held until the address is proved (see [`super::held_question`]).

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::act::look;
use super::ask_page::{self, Again};
use super::board::Boards;
use super::body::{self, Body};
use super::held_question;
use super::permissions::may_start;
use super::similar::{Like, Similar, SimilarThread};
use super::tag;
use super::thread::Kind;
use super::thread_start::{self, NewThread, check_title};
use crate::db::Db;
use crate::events::Tx;
use crate::ids::BoardId;
use crate::mail::{self, Address};
use crate::members::{Asking, Me, SignInWanted, Viewer, still};
use crate::web::{
    Findings, Form, FormKey, Note, Once, Rate, Refusal, Site, network_address, once, see_other,
    see_other_noting,
};

/// What was typed, or what a link fills in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    /// The question in one sentence.
    pub title: String,
    /// What happens, in Markdown.
    pub body: String,
    /// The slug of a board.
    pub board: String,
    /// Names of tags, separated by commas.
    pub tags: String,
    /// The word of a kind; a question when empty.
    pub kind: String,
    /// A visitor's address.
    pub email: String,
    /// Not empty: staff write as the company.
    pub official: String,
}

/// `GET /ask?title=&board=&kind=`: empty, or filled with the question this browser has held.
pub async fn form(
    site: web::Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    filled: web::Query<Fields>,
    similar: web::Data<Similar>,
) -> Result<HttpResponse, Refusal> {
    let browser = Asking::known(&request, &site);
    let mut fields = filled.into_inner();
    if fields.title.is_empty()
        && let Some(browser) = browser
    {
        let (reading, version) = (site.clone(), viewer.site_version);
        let held = site.store.read(move |db| held_fields(db, &reading, version, &browser)).await?;
        fields = held.unwrap_or(fields);
    }
    let like = similar_to(&site, &viewer, similar, fields.title.clone()).await?;
    ask_page::show(&site, &viewer, fields, Again::default().with_similar(like)).await
}

/// Threads like the title that came along: without scripts nobody has seen them while typing.
async fn similar_to(
    site: &web::Data<Site>,
    viewer: &Viewer,
    similar: web::Data<Similar>,
    title: String,
) -> Result<Vec<SimilarThread>, Refusal> {
    if title.is_empty() {
        return Ok(Vec::new());
    }
    look(site, viewer.me.as_ref(), move |db, boards, me| {
        Ok(similar.to(db, boards, me, Like::Typed(&title))?)
    })
    .await
}

fn held_fields(db: &mut Db, site: &Site, version: i64, browser: &str) -> Result<Option<Fields>, Refusal> {
    let Some(held) = held_question::of_browser(db, browser)? else {
        return Ok(None);
    };
    let boards = site.cached::<Boards>(db, version)?;
    Ok(Some(Fields {
        title: held.title,
        body: held.body,
        board: boards.get(held.board).map(|board| board.slug.clone()).unwrap_or_default(),
        tags: held.tags,
        kind: held.kind.word().to_owned(),
        ..Fields::default()
    }))
}

/// `POST /ask`
pub async fn accept(
    site: web::Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    form: Form<Fields>,
) -> Result<HttpResponse, Refusal> {
    let done = match viewer.me.clone() {
        Some(me) => ask(&site, &viewer, me, &request, &form).await,
        None => ask_signed_out(&site, &viewer, &request, &form).await.map(Asked::Done),
    };
    match done {
        Ok(Asked::Done(response)) => Ok(response),
        Ok(Asked::Changed(path)) => {
            ask_page::show(&site, &viewer, form.fields, Again::after(StatusCode::CONFLICT).already_at(path))
                .await
        }
        Err(refusal) if keeps_the_text(refusal.status) => {
            ask_page::show(&site, &viewer, form.fields, Again::because(&refusal, &viewer)).await
        }
        Err(refusal) => Err(refusal),
    }
}

/// How a form went.
enum Asked {
    Done(HttpResponse),
    /// It had been sent before with another text, which is there.
    Changed(String),
}

/// Whether a refusal is said on the form itself, so that nothing typed is lost.
fn keeps_the_text(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::UNPROCESSABLE_ENTITY
            | StatusCode::FORBIDDEN
            | StatusCode::CONFLICT
            | StatusCode::TOO_MANY_REQUESTS
            | StatusCode::SERVICE_UNAVAILABLE
    )
}

async fn ask(
    site: &web::Data<Site>,
    viewer: &Viewer,
    me: Me,
    request: &HttpRequest,
    form: &Form<Fields>,
) -> Result<Asked, Refusal> {
    let (board, new, _) = check(site, viewer, &form.fields).await?;
    let (acting, key, browser) = (site.clone(), form.key.clone(), Asking::known(request, site));
    let asked = site
        .store
        .write(move |tx| {
            once(tx, &format!("member:{}", me.id), &key, |tx| {
                let (boards, me) = (Boards::of(&acting, tx.db)?, still(tx.db, &me)?);
                let board = boards.visible(Some(&me), board).ok_or(Refusal::NOT_FOUND)?;
                let started = thread_start::start(tx, &me, board, &new)?;
                // What was kept for after signing in has been asked now.
                if let Some(browser) = &browser {
                    held_question::forget(tx, browser)?;
                }
                Ok(started.href)
            })
        })
        .await?;
    Ok(match asked {
        Once::Done(path) | Once::Again(path) => Asked::Done(see_other_noting(&path, "asked")),
        Once::Changed(path) => Asked::Changed(path),
    })
}

async fn ask_signed_out(
    site: &web::Data<Site>,
    viewer: &Viewer,
    request: &HttpRequest,
    form: &Form<Fields>,
) -> Result<HttpResponse, Refusal> {
    let (board, new, email) = check(site, viewer, &form.fields).await?;
    let email = email.ok_or(Refusal::NOT_FOUND)?;
    site.rates.check(Rate::SignIn, network_address(request, site))?;
    let asking = Asking::of(request, site);
    let wanted = SignInWanted::new(site, email, viewer.visit.words.locale, &asking, "/");
    let (actor, key) = (format!("browser:{}", asking.hash), form.key.clone());
    site.store
        .write(move |tx| {
            let hold = |tx: &mut Tx<'_>| {
                held_question::hold(tx, &wanted, board, &new)?;
                Ok("/login/code".to_owned())
            };
            match once(tx, &actor, &key, hold)? {
                // Back from the code page to correct the question: nothing has appeared, so it just takes its place.
                Once::Changed(_) => once(tx, &actor, &FormKey::default(), hold),
                done => Ok(done),
            }
        })
        .await?;
    let mut response = see_other("/login/code");
    response.add_cookie(&asking.cookie(site)).map_err(Refusal::broken)?;
    Ok(response)
}

/// Looks at everything that was typed and makes it ready; says all mistakes at once.
async fn check(
    site: &web::Data<Site>,
    viewer: &Viewer,
    fields: &Fields,
) -> Result<(BoardId, NewThread, Option<Address>), Refusal> {
    let (reading, viewer, fields) = (site.clone(), viewer.clone(), fields.clone());
    site.store
        .read(move |db| {
            let boards = reading.cached::<Boards>(db, viewer.site_version)?;
            let body = body::prepare(&reading, db, &fields.body)?;
            sort_out(&boards, viewer.me.as_ref(), &fields, body)
        })
        .await
}

/// The pure part of [`check`].
fn sort_out(
    boards: &Boards,
    me: Option<&Me>,
    fields: &Fields,
    body: Result<Body, Note>,
) -> Result<(BoardId, NewThread, Option<Address>), Refusal> {
    let mut findings = Findings::default();
    let title = findings.take("title", check_title(&fields.title));
    let body = findings.take("body", body);
    let kind = findings.take("kind", kind_of(&fields.kind));
    let board = findings.take("board", board_of(boards, me, &fields.board, kind));
    let tags = findings.take("tags", tag::check_names(&fields.tags));
    let email = match me {
        Some(_) => None,
        None => {
            findings.take("email", mail::parse(&fields.email).map_err(|problem| Note::new(problem.key())))
        }
    };
    findings.done()?;
    let official = !fields.official.is_empty();
    match (title, body, kind, board, tags) {
        (Some(title), Some(body), Some(kind), Some(board), Some(tags)) => {
            Ok((board, NewThread { kind, title, body, tags, official }, email))
        }
        _ => Err(Refusal::invalid("error-invalid-text")),
    }
}

fn kind_of(word: &str) -> Result<Kind, Note> {
    match word {
        "" => Ok(Kind::Question),
        word => Kind::from_word(word).ok_or(Note::new("field-no-choice")),
    }
}

/// The board, if a thread of this kind may be started there. An invisible one is no choice.
fn board_of(boards: &Boards, me: Option<&Me>, slug: &str, kind: Option<Kind>) -> Result<BoardId, Note> {
    let visible = boards.by_slug(slug).and_then(|board| boards.visible(me, board.id));
    let board = visible.ok_or(Note::new("field-no-choice"))?;
    match kind {
        Some(kind) if !may_start(me, board, kind) => Err(Note::new("ask-not-on-this-board")),
        _ => Ok(board.id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forum::Visibility;
    use crate::forum::board::tests::board;

    fn boards() -> Boards {
        Boards::new(vec![board(1, None, Visibility::Everyone), board(2, None, Visibility::Staff)])
    }

    fn a_body() -> Result<Body, Note> {
        Ok(Body {
            source: "Hilfe".into(),
            html: "<p>Hilfe</p>".into(),
            mentions: vec![],
            pictures: vec![],
            has_links: false,
            language: None,
        })
    }

    fn fields() -> Fields {
        Fields {
            title: "Kein Strom am Dynamo".into(),
            board: "b1".into(),
            tags: "licht".into(),
            email: "Lena@Example.org".into(),
            ..Fields::default()
        }
    }

    #[test]
    fn a_visitor_asks_with_an_address() {
        let (board, new, email) = sort_out(&boards(), None, &fields(), a_body()).expect("fine");
        assert_eq!((board, new.kind, new.tags.len()), (BoardId(1), Kind::Question, 1));
        assert_eq!(email.map(|email| email.key).as_deref(), Some("lena@example.org"));
    }

    #[test]
    fn all_mistakes_are_said_at_once() {
        let empty = Fields::default();
        let refusal = sort_out(&boards(), None, &empty, Err(Note::new("field-empty"))).unwrap_err();
        let named: Vec<_> = refusal.fields.iter().map(|(field, _)| *field).collect();
        assert_eq!(named, ["title", "body", "board", "email"]);
        assert!(refusal.is_invalid());
    }

    #[test]
    fn a_private_board_is_no_choice_and_tells_nothing() {
        let private = Fields { board: "b2".into(), ..fields() };
        let unknown = Fields { board: "b9".into(), ..fields() };
        let said = |fields: &Fields| sort_out(&boards(), None, fields, a_body()).unwrap_err().fields;
        assert_eq!(said(&private), said(&unknown));
    }

    #[test]
    fn visitors_only_ask_questions() {
        let tip = Fields { kind: "tip".into(), ..fields() };
        let refusal = sort_out(&boards(), None, &tip, a_body()).unwrap_err();
        assert_eq!(refusal.fields, [("board", Note::new("ask-not-on-this-board"))]);
    }
}
