//! Flags: members point moderation to a post. `GET, POST /p/{id}/flag` (`reason`, `note`)
//!
//! One flag a member and post; a second one changes the first. Notices of illegal content by anybody
//! (`notice.rs`) are rows of the same table without a member.

use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::prelude::*;
use serde::Deserialize;

use super::act::{act, look};
use super::board::Boards;
use super::permissions::may_flag;
use super::post::{self, Post};
use super::thread::Reason;
use crate::config::Limits;
use crate::db::schema::flags;
use crate::events::{Event, Tx};
use crate::ids::{FlagId, MemberId, PostId, Ts};
use crate::members::{Me, Signed};
use crate::text::{self, clean};
use crate::web::filters;
use crate::web::{Findings, Form, Frame, Mistakes, Note, Refusal, Site, see_other_noting};

const NOT_THIS: Refusal = Refusal::forbidden("flag-not-this");
const LOOKED_AT: Refusal = Refusal::conflict("flag-looked-at");
const EXCERPT: usize = 300;
/// Flags of one post whose settling is written to the log.
const LOGGED: usize = 40;

/// What moderation made of a flag.
#[derive(
    diesel::expression::AsExpression, diesel::deserialize::FromSqlRow, Clone, Copy, Debug, PartialEq, Eq,
)]
#[diesel(sql_type = diesel::sql_types::SmallInt)]
pub enum Outcome {
    /// The post is hidden.
    Hidden,
    /// Nothing wrong with it.
    Kept,
}

crate::small_codes!(Outcome { Hidden = 0, Kept = 1 });

/// A reason and a note, as the forms for flagging and hiding send them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReasonFields {
    /// The word of a [`Reason`].
    pub reason: String,
    /// A few words about it.
    pub note: String,
}

impl ReasonFields {
    /// Cleans and checks both. The reason "something else" needs a note.
    pub fn check(&self) -> Result<(Reason, String), Refusal> {
        let mut wrong = Findings::default();
        let reason = Reason::from_word(&self.reason);
        if reason.is_none() {
            wrong.note("reason", Note::new("field-no-choice"));
        }
        let note = clean::body(&self.note);
        if clean::length(&note) > Limits::NOTE_CHARS {
            wrong.note("note", Note::new("field-too-long").with("n", Limits::NOTE_CHARS as i64));
        } else if reason == Some(Reason::Other) && note.is_empty() {
            wrong.note("note", Note::new("flag-note-needed"));
        }
        wrong.done()?;
        reason.map(|reason| (reason, note)).ok_or(Refusal::invalid("error-invalid-text"))
    }
}

#[derive(Template)]
#[template(path = "forum/flag.html")]
struct FlagPage {
    frame: Frame,
    post: PostId,
    back: String,
    excerpt: String,
    reasons: &'static [Reason],
    chosen: String,
    note: String,
    is_again: bool,
    mistakes: Mistakes,
}

/// `GET /p/{id}/flag`
pub async fn form(
    site: web::Data<Site>,
    who: Signed,
    post: web::Path<PostId>,
) -> Result<HttpResponse, Refusal> {
    who.html(&page(&site, &who, post.into_inner(), None, Mistakes::default()).await?)
}

/// `POST /p/{id}/flag`
pub async fn accept(
    site: web::Data<Site>,
    who: Signed,
    post: web::Path<PostId>,
    form: Form<ReasonFields>,
) -> Result<HttpResponse, Refusal> {
    let (id, fields) = (post.into_inner(), form.fields);
    let done = match fields.check() {
        Ok((reason, note)) => {
            act(&site, who.me(), move |tx, boards, me| raise(tx, boards, me, id, reason, &note)).await
        }
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(path) => Ok(see_other_noting(&path, "flagged")),
        Err(refusal) => {
            let mistakes = Mistakes::or(refusal, &who.visit.words)?;
            who.html_invalid(&page(&site, &who, id, Some(fields), mistakes).await?)
        }
    }
}

async fn page(
    site: &web::Data<Site>,
    who: &Signed,
    id: PostId,
    fields: Option<ReasonFields>,
    mistakes: Mistakes,
) -> Result<FlagPage, Refusal> {
    let (back, body, before) = look(site, Some(who.me()), move |db, boards, me| {
        let (thread, post) = post::find(db, boards, me, id)?;
        let me = me.filter(|me| may_flag(me, &post)).ok_or(NOT_THIS)?;
        let before: Option<(Reason, String)> = flags::table
            .filter(flags::post.eq(id))
            .filter(flags::member.eq(me.id))
            .select((flags::reason, flags::note))
            .first(db)
            .optional()?;
        Ok((post.place(&thread), post.body, before))
    })
    .await?;
    let is_again = before.is_some();
    let fields = fields.unwrap_or_else(|| {
        let (reason, note) = before.map_or(("", String::new()), |(reason, note)| (reason.word(), note));
        ReasonFields { reason: reason.to_owned(), note }
    });
    Ok(FlagPage {
        frame: who.frame(),
        post: id,
        back,
        excerpt: text::excerpt(&body, EXCERPT),
        reasons: Reason::ALL,
        chosen: fields.reason,
        note: fields.note,
        is_again,
        mistakes,
    })
}

/// Flags the post. Returns its place.
///
/// Errors: 409 when moderation has looked at this member's flag and the post has not changed since; 429 after
/// [`Limits::FLAGS_A_DAY`].
pub fn raise(
    tx: &mut Tx<'_>,
    boards: &Boards,
    me: &Me,
    id: PostId,
    reason: Reason,
    note: &str,
) -> Result<String, Refusal> {
    let (thread, post) = post::take(tx, boards, Some(me), id)?;
    if !may_flag(me, &post) {
        return Err(NOT_THIS);
    }
    check_again(tx, me, &post)?;
    let others: i64 = flags::table
        .filter(flags::member.eq(me.id))
        .filter(flags::post.ne(id))
        .filter(flags::raised_at.gt(tx.now.plus_days(-1)))
        .count()
        .get_result(tx.db)?;
    if others >= Limits::FLAGS_A_DAY {
        return Err(Refusal::too_many("flag-too-many", 3600));
    }
    let flag = put(tx, id, me.id, reason, note)?;
    let (reason, by) = (reason.code(), Some(me.id));
    tx.record(Event::PostFlagged { thread: thread.id, post: id, flag, reason, by })?;
    Ok(post.place(&thread))
}

fn check_again(tx: &mut Tx<'_>, me: &Me, post: &Post) -> Result<(), Refusal> {
    let settled: Option<Option<Ts>> = flags::table
        .filter(flags::post.eq(post.id))
        .filter(flags::member.eq(me.id))
        .select(flags::settled_at)
        .first(tx.db)
        .optional()?;
    match settled.flatten() {
        Some(settled) if post.edited_at.is_none_or(|edited| edited <= settled) => Err(LOOKED_AT),
        _ => Ok(()),
    }
}

/// Writes the member's flag of this post, open, in place of an earlier one. While open it keeps its place in the
/// queue.
pub(super) fn put(
    tx: &mut Tx<'_>,
    post: PostId,
    member: MemberId,
    reason: Reason,
    note: &str,
) -> QueryResult<FlagId> {
    let before: Option<(FlagId, Ts, Option<Ts>)> = flags::table
        .filter(flags::post.eq(post))
        .filter(flags::member.eq(member))
        .select((flags::id, flags::raised_at, flags::settled_at))
        .first(tx.db)
        .optional()?;
    let Some((id, raised_at, settled_at)) = before else {
        return diesel::insert_into(flags::table)
            .values((
                flags::post.eq(post),
                flags::member.eq(member),
                flags::reason.eq(reason),
                flags::note.eq(note),
                flags::raised_at.eq(tx.now),
            ))
            .returning(flags::id)
            .get_result(tx.db);
    };
    let raised_at = if settled_at.is_none() { raised_at } else { tx.now };
    diesel::update(flags::table.find(id))
        .set((
            flags::reason.eq(reason),
            flags::note.eq(note),
            flags::raised_at.eq(raised_at),
            flags::settled_at.eq(None::<Ts>),
            flags::settled_by.eq(None::<MemberId>),
            flags::outcome.eq(None::<Outcome>),
        ))
        .execute(tx.db)?;
    Ok(id)
}

/// Settles all open flags and notices of a post. Returns how many there were.
pub fn settle_open(tx: &mut Tx<'_>, post: PostId, by: MemberId, outcome: Outcome) -> QueryResult<usize> {
    let open: Vec<FlagId> = flags::table
        .filter(flags::post.eq(post))
        .filter(flags::settled_at.is_null())
        .order(flags::id)
        .select(flags::id)
        .load(tx.db)?;
    diesel::update(flags::table.filter(flags::post.eq(post)).filter(flags::settled_at.is_null()))
        .set((flags::settled_at.eq(tx.now), flags::settled_by.eq(by), flags::outcome.eq(outcome)))
        .execute(tx.db)?;
    for flag in open.iter().take(LOGGED) {
        tx.record(Event::FlagSettled { flag: *flag, post, by })?;
    }
    Ok(open.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(reason: &str, note: &str) -> Result<(Reason, String), Refusal> {
        ReasonFields { reason: reason.to_owned(), note: note.to_owned() }.check()
    }

    #[test]
    fn a_reason_is_enough_except_something_else() {
        assert_eq!(check("spam", " ").ok(), Some((Reason::Spam, String::new())));
        assert_eq!(check("other", " x ").ok().map(|(reason, _)| reason), Some(Reason::Other));
        for (reason, note) in [("other", ""), ("", "x"), ("nonsense", "x"), ("spam", &"x".repeat(1001))] {
            assert!(check(reason, note).is_err_and(|refusal| refusal.is_invalid()), "{reason}");
        }
    }
}
