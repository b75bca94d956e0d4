//! Notices of illegal content, by anybody and without an account. `GET, POST /p/{id}/notice`
//!
//! What a notice needs is in Article 16 (2) of the Digital Services Act, Regulation (EU) 2022/2065: an explanation,
//! the place (here the post the form is for), name and e-mail address (not for child sexual abuse), good faith.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use diesel::prelude::*;
use serde::Deserialize;

use super::act::look;
use super::board::Boards;
use super::post::{self, Post};
use super::thread::{Reason, Thread};
use crate::config::Limits;
use crate::db::Db;
use crate::db::schema::flags;
use crate::events::{Event, Tx};
use crate::ids::{FlagId, PostId};
use crate::mail;
use crate::members::{Me, Viewer};
use crate::text::{self, clean};
use crate::web::filters;
use crate::web::{
    Findings, Form, FormKey, Frame, Mistakes, Note, Once, Rate, Refusal, Site, network_address, once,
    see_other,
};

const EXCERPT: usize = 300;

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct NoticeFields {
    note: String,
    name: String,
    email: String,
    child_abuse: String,
    good_faith: String,
}

/// A notice that has everything the law asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Notice {
    note: String,
    name: Option<String>,
    address: Option<String>,
}

#[derive(Template)]
#[template(path = "forum/notice.html")]
struct NoticePage {
    frame: Frame,
    key: String,
    post: PostId,
    back: String,
    place: String,
    excerpt: String,
    fields: NoticeFields,
    mistakes: Mistakes,
}

#[derive(Template)]
#[template(path = "forum/notice_sent.html")]
struct SentPage {
    frame: Frame,
    back: String,
    number: Option<i64>,
}

/// `GET /p/{id}/notice`
pub async fn form(
    site: web::Data<Site>,
    who: Viewer,
    post: web::Path<PostId>,
) -> Result<HttpResponse, Refusal> {
    let fields = NoticeFields::default();
    who.html(&page(&site, &who, post.into_inner(), fields, Mistakes::default()).await?)
}

/// `POST /p/{id}/notice`
pub async fn accept(
    request: HttpRequest,
    site: web::Data<Site>,
    who: Viewer,
    post: web::Path<PostId>,
    form: Form<NoticeFields>,
) -> Result<HttpResponse, Refusal> {
    let id = post.into_inner();
    let notice = match form.fields.check() {
        Ok(notice) => notice,
        Err(refusal) => {
            let mistakes = Mistakes::or(refusal, &who.visit.words)?;
            return who.html_invalid(&page(&site, &who, id, form.fields, mistakes).await?);
        }
    };
    site.rates.check(Rate::Notice, network_address(&request, &site))?;
    let (house, me, key) = (site.clone(), who.me.clone(), form.key);
    let done = site
        .store
        .write(move |tx| {
            let boards = Boards::of(&house, tx.db)?;
            let actor = me.as_ref().map_or("notice".to_owned(), |me| format!("member:{}", me.id));
            once(tx, &actor, &key, |tx| take(tx, &boards, me.as_ref(), id, &notice))
        })
        .await?;
    match done {
        Once::Done(path) | Once::Again(path) => Ok(see_other(&path)),
        Once::Changed(_) => {
            let again = Refusal::invalid("error-same-form-text");
            let mistakes = Mistakes::or(again, &who.visit.words)?;
            who.html_invalid(&page(&site, &who, id, form.fields, mistakes).await?)
        }
    }
}

/// What [`sent`] is told.
#[derive(Deserialize)]
pub struct Sent {
    number: Option<String>,
}

/// `GET /p/{id}/notice/sent`: the confirmation of receipt.
pub async fn sent(
    site: web::Data<Site>,
    who: Viewer,
    post: web::Path<PostId>,
    query: web::Query<Sent>,
) -> Result<HttpResponse, Refusal> {
    let id = post.into_inner();
    let (thread, post) =
        look(&site, who.me.as_ref(), move |db, boards, me| visible(db, boards, me, id)).await?;
    let number = query.number.as_deref().and_then(|number| number.parse().ok());
    who.html(&SentPage { frame: who.frame(), back: post.place(&thread), number })
}

impl NoticeFields {
    fn check(&self) -> Result<Notice, Refusal> {
        let mut wrong = Findings::default();
        let note = clean::body(&self.note);
        match clean::length(&note) {
            0 => wrong.note("note", Note::new("field-empty")),
            n if n < Limits::NOTICE_CHARS_LEAST => {
                wrong.note("note", Note::new("field-too-short").with("n", Limits::NOTICE_CHARS_LEAST as i64));
            }
            n if n > Limits::NOTICE_CHARS => {
                wrong.note("note", Note::new("field-too-long").with("n", Limits::NOTICE_CHARS as i64));
            }
            _ => {}
        }
        let name = clean::line(&self.name);
        let may_stay_unnamed = !self.child_abuse.is_empty();
        if name.is_empty() && !may_stay_unnamed {
            wrong.note("name", Note::new("field-empty"));
        }
        if clean::length(&name) > Limits::WORDS_CHARS {
            wrong.note("name", Note::new("field-too-long").with("n", Limits::WORDS_CHARS as i64));
        }
        let typed = self.email.trim();
        let address = if typed.is_empty() && may_stay_unnamed {
            None
        } else {
            let read = mail::parse(typed).map_err(|problem| Note::new(problem.key()));
            wrong.take("email", read).map(|address| address.shown)
        };
        if self.good_faith.is_empty() {
            wrong.note("good_faith", Note::new("notice-good-faith-needed"));
        }
        wrong.done()?;
        Ok(Notice { note, name: Some(name).filter(|name| !name.is_empty()), address })
    }
}

async fn page(
    site: &web::Data<Site>,
    who: &Viewer,
    id: PostId,
    fields: NoticeFields,
    mistakes: Mistakes,
) -> Result<NoticePage, Refusal> {
    let (thread, post) =
        look(site, who.me.as_ref(), move |db, boards, me| visible(db, boards, me, id)).await?;
    Ok(NoticePage {
        frame: who.frame(),
        key: FormKey::fresh(),
        post: id,
        back: post.place(&thread),
        place: format!("{}{}", site.config.public_url(), post.href()),
        excerpt: text::excerpt(&post.body, EXCERPT),
        fields,
        mistakes,
    })
}

/// The post, if this viewer sees it and it still stands there for everybody.
fn visible(db: &mut Db, boards: &Boards, me: Option<&Me>, id: PostId) -> Result<(Thread, Post), Refusal> {
    let (thread, post) = post::find(db, boards, me, id)?;
    let stands = post.is_visible() && thread.hidden_at.is_none() && thread.deleted_at.is_none();
    if stands { Ok((thread, post)) } else { Err(Refusal::NOT_FOUND) }
}

fn take(
    tx: &mut Tx<'_>,
    boards: &Boards,
    me: Option<&Me>,
    id: PostId,
    notice: &Notice,
) -> Result<String, Refusal> {
    let (thread, post) = visible(tx.db, boards, me, id)?;
    let flag: FlagId = diesel::insert_into(flags::table)
        .values((
            flags::post.eq(post.id),
            flags::reason.eq(Reason::Illegal),
            flags::note.eq(&notice.note),
            flags::notifier_name.eq(&notice.name),
            flags::notifier_address.eq(&notice.address),
            flags::raised_at.eq(tx.now),
        ))
        .returning(flags::id)
        .get_result(tx.db)?;
    let reason = Reason::Illegal.code();
    tx.record(Event::PostFlagged { thread: thread.id, post: id, flag, reason, by: None })?;
    Ok(format!("/p/{id}/notice/sent?number={flag}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> NoticeFields {
        NoticeFields {
            note: "This text threatens somebody by name.".into(),
            name: "Ada Lovelace".into(),
            email: "ada@example.org".into(),
            child_abuse: String::new(),
            good_faith: "on".into(),
        }
    }

    #[test]
    fn a_notice_needs_a_name_except_about_child_abuse() {
        assert!(full().check().is_ok());
        let unnamed = NoticeFields { name: String::new(), email: String::new(), ..full() };
        let missing: Vec<_> = unnamed.check().err().into_iter().flat_map(|refusal| refusal.fields).collect();
        assert_eq!(missing.iter().map(|(field, _)| *field).collect::<Vec<_>>(), ["name", "email"]);
        let protected = NoticeFields { child_abuse: "on".into(), ..unnamed };
        assert_eq!(protected.check().ok().map(|notice| notice.address), Some(None));
    }

    #[test]
    fn a_notice_needs_an_explanation_and_good_faith() {
        assert!(NoticeFields { note: "Bad!".into(), ..full() }.check().is_err());
        assert!(NoticeFields { good_faith: String::new(), ..full() }.check().is_err());
        assert!(NoticeFields { email: "nobody".into(), ..full() }.check().is_err());
    }
}
