//! Ending mail from the mail itself, with one press and without signing in. `GET, POST /unsubscribe/{token}`
//!
//! Mail programs send the POST by themselves (RFC 8058): it needs neither origin nor form token; that its link is
//! signed for one member and one purpose is enough. The GET shows a button, since mail scanners follow links.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::kind::{MailChoice, MailKind};
use super::settings::choose;
use crate::events::Tx;
use crate::forum::follow::{self, Level, Subject};
use crate::ids::{MemberId, ThreadId, Ts};
use crate::members::Viewer;
use crate::web::{Frame, Rate, Refusal, Site, filters, network_address, unstored};

const PURPOSE: &str = "unsubscribe";

/// What is to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Mail about a thread: it is no longer followed.
    Thread(ThreadId),
    /// Mail of a kind.
    Kind(MailKind),
    /// The daily mail, and what would come into it.
    Daily,
}

/// Path of the link that ends it; it is good for ever.
pub fn path(site: &Site, member: MemberId, wish: Wish) -> String {
    let what = match wish {
        Wish::Thread(thread) => format!("thread {thread}"),
        Wish::Kind(kind) => format!("kind {}", kind.word()),
        Wish::Daily => "daily".to_owned(),
    };
    format!("/unsubscribe/{}", site.secret.key(PURPOSE).sign(&format!("{member} {what}"), i64::MAX))
}

fn read(site: &Site, token: &str) -> Option<(MemberId, Wish)> {
    let data = site.secret.key(PURPOSE).verify(token, Ts::now().0).ok()?;
    let (member, what) = data.split_once(' ')?;
    let wish = match what.split_once(' ') {
        Some(("thread", id)) => Wish::Thread(id.parse().ok()?),
        Some(("kind", word)) => Wish::Kind(MailKind::from_word(word)?),
        None if what == "daily" => Wish::Daily,
        _ => return None,
    };
    Some((member.parse().ok()?, wish))
}

#[derive(Template)]
#[template(path = "notifications/unsubscribe.html")]
struct Page {
    frame: Frame,
    action: String,
    /// Key of what it is about.
    what: &'static str,
    is_done: bool,
}

fn page(viewer: &Viewer, token: &str, wish: Wish, is_done: bool) -> Page {
    let what = match wish {
        Wish::Thread(_) => "unsubscribe-thread",
        Wish::Kind(MailKind::FirstAnswer) => "mail-kind-first_answer",
        Wish::Kind(MailKind::Posts) => "mail-kind-new_posts",
        Wish::Kind(MailKind::Mention) => "mail-kind-mention",
        Wish::Kind(MailKind::Accepted) => "mail-kind-solution_accepted",
        Wish::Kind(MailKind::Decision) => "mail-kind-decision",
        Wish::Daily => "unsubscribe-daily",
    };
    Page { frame: viewer.frame(), action: format!("/unsubscribe/{token}"), what, is_done }
}

/// `GET /unsubscribe/{token}`: nothing but a button.
pub async fn form(
    site: web::Data<Site>,
    viewer: Viewer,
    token: web::Path<String>,
) -> Result<HttpResponse, Refusal> {
    let (_, wish) = read(&site, &token).ok_or(Refusal::NOT_FOUND)?;
    Ok(unstored(viewer.html(&page(&viewer, &token, wish, false))?))
}

/// `POST /unsubscribe/{token}`: whatever its body says. Again is the same as once.
pub async fn accept(
    site: web::Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    token: web::Path<String>,
) -> Result<HttpResponse, Refusal> {
    site.rates.check(Rate::Try, network_address(&request, &site))?;
    let (member, wish) = read(&site, &token).ok_or(Refusal::NOT_FOUND)?;
    site.store.write(move |tx| Ok::<_, Refusal>(end(tx, member, wish)?)).await?;
    Ok(unstored(viewer.html(&page(&viewer, &token, wish, true))?))
}

fn end(tx: &mut Tx<'_>, member: MemberId, wish: Wish) -> diesel::QueryResult<()> {
    match wish {
        Wish::Thread(thread) => follow::follow(tx, member, Subject::Thread(thread), Level::Nothing),
        Wish::Kind(kind) => choose(tx, member, kind, MailChoice::Never),
        Wish::Daily => {
            let gathered = MailKind::ALL.iter().filter(|kind| kind.is_capped());
            gathered.copied().try_for_each(|kind| choose(tx, member, kind, MailChoice::Never))
        }
    }
}
