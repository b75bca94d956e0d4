//! "Did this solve it?" from the mail about the first answer. `GET, POST /solved/{token}`
//!
//! The link is good for one member, one answer and [`DAYS`]; it needs no sign-in. What may be done is asked anew, of
//! the member as they are then.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use crate::db::Db;
use crate::forum::permissions::{is_acceptable, may_end};
use crate::forum::{Boards, Post, Thread, post, solution};
use crate::ids::{MemberId, PostId, Ts};
use crate::members::{Me, Viewer, present};
use crate::web::{
    Form, Frame, Note, Rate, Refusal, Site, filters, network_address, see_other_noting, unstored,
};

const PURPOSE: &str = "solved";
/// Days the link in a mail is good for.
const DAYS: i64 = 30;

/// Which button was pressed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    solved: String,
}

#[derive(Template)]
#[template(path = "notifications/solved.html")]
struct Page {
    frame: Frame,
    action: String,
    title: String,
    href: String,
    author: String,
    /// Rendered and sanitised when it was written.
    html: String,
    /// It is the solution already.
    is_solution: bool,
    /// The asker may still end the question with it.
    may_accept: bool,
}

/// Path of the link for a member and an answer.
pub fn path(site: &Site, member: MemberId, post: PostId) -> String {
    let until = Ts::now().plus_days(DAYS).0;
    format!("/solved/{}", site.secret.key(PURPOSE).sign(&format!("{member} {post}"), until))
}

fn read(site: &Site, token: &str) -> Result<(MemberId, PostId), Refusal> {
    let data = site.secret.key(PURPOSE).verify(token, Ts::now().0).map_err(|_| Refusal::NOT_FOUND)?;
    let (member, post) = data.split_once(' ').ok_or(Refusal::NOT_FOUND)?;
    let number = |text: &str| text.parse().map_err(|_| Refusal::NOT_FOUND);
    Ok((MemberId(number(member)?), PostId(number(post)?)))
}

/// The asker as they are now, and what they may see of thread and answer.
fn load(db: &mut Db, boards: &Boards, member: MemberId, id: PostId) -> Result<(Me, Thread, Post), Refusal> {
    let asker = present(db, &[member])?.pop().ok_or(Refusal::NOT_FOUND)?;
    let (thread, answer) = post::find(db, boards, Some(&asker), id)?;
    if thread.author != asker.id || !answer.is_visible() {
        return Err(Refusal::NOT_FOUND);
    }
    Ok((asker, thread, answer))
}

/// `GET /solved/{token}`: the answer and two buttons.
pub async fn form(
    site: web::Data<Site>,
    viewer: Viewer,
    token: web::Path<String>,
) -> Result<HttpResponse, Refusal> {
    let (member, id) = read(&site, &token)?;
    let (frame, action, house) = (viewer.frame(), format!("/solved/{token}"), site.clone());
    let page = site
        .store
        .read(move |db| {
            let boards = Boards::of(&house, db)?;
            let (asker, thread, answer) = load(db, &boards, member, id)?;
            let author = present(db, &[answer.author])?.pop().map(|me| me.name);
            let may_accept = may_end(&asker, &thread, Some(&answer), Ts::now())
                && is_acceptable(&thread, &answer)
                && thread.solution.is_none();
            Ok::<_, Refusal>(Page {
                frame,
                action,
                href: answer.place(&thread),
                is_solution: thread.solution == Some(answer.id),
                title: thread.title,
                author: author.unwrap_or_default(),
                html: answer.html,
                may_accept,
            })
        })
        .await?;
    Ok(unstored(viewer.html(&page)?))
}

/// `POST /solved/{token}` (`solved`: yes, not_yet)
pub async fn accept(
    site: web::Data<Site>,
    request: HttpRequest,
    token: web::Path<String>,
    form: Form<Fields>,
) -> Result<HttpResponse, Refusal> {
    site.rates.check(Rate::Try, network_address(&request, &site))?;
    let (member, id) = read(&site, &token)?;
    let (path, house) = (format!("/solved/{token}"), site.clone());
    match form.fields.solved.as_str() {
        "yes" => {
            site.store
                .write(move |tx| {
                    let boards = Boards::of(&house, tx.db)?;
                    let (asker, ..) = load(tx.db, &boards, member, id)?;
                    solution::accept(tx, &boards, &asker, id)
                })
                .await?;
            Ok(see_other_noting(&path, "solved-yes"))
        }
        "not_yet" => {
            site.store
                .read(move |db| {
                    let boards = Boards::of(&house, db)?;
                    load(db, &boards, member, id).map(|_| ())
                })
                .await?;
            Ok(see_other_noting(&path, "solved-not-yet"))
        }
        _ => Err(Refusal::field("solved", Note::new("field-no-choice"))),
    }
}
