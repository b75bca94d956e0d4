//! Deciding about a flagged post. `POST /mod/flags/{post}/settle` (`outcome`, `reason`, `note`)
//!
//! `hide` (with a reason), `keep` (nothing wrong), and for what a super-user has hidden `confirm` or `restore`.

use actix_web::{HttpResponse, web};
use diesel::prelude::*;
use serde::Deserialize;

use crate::db::schema::posts;
use crate::events::Tx;
use crate::forum::act::act;
use crate::forum::flag::{self, Outcome, ReasonFields};
use crate::forum::{Boards, Reason, post_hide, post_restore};
use crate::ids::{PostId, Ts};
use crate::members::{Me, Moderator};
use crate::web::{Form, Note, Refusal, Site, see_other_noting};

const CHOOSE: Refusal = Refusal::invalid("mod-choose");

/// What the form of a case sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct SettleFields {
    outcome: String,
    reason: String,
    note: String,
}

/// What a moderator has decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The post goes, or stays hidden for another reason.
    Hide(Reason, String),
    /// It stays hidden for the reason a super-user gave.
    Confirm,
    /// Nothing is wrong with it: it stays, or is shown again.
    Keep,
}

/// `POST /mod/flags/{post}/settle`
pub async fn accept(
    site: web::Data<Site>,
    who: Moderator,
    post: web::Path<PostId>,
    form: Form<SettleFields>,
) -> Result<HttpResponse, Refusal> {
    let id = post.into_inner();
    let decision = read(form.fields).map_err(|refusal| refusal.with_link("/mod/flags", "mod-title"))?;
    act(&site, who.me(), move |tx, boards, me| settle(tx, boards, me, id, &decision)).await?;
    Ok(see_other_noting("/mod/flags", "settled"))
}

fn read(fields: SettleFields) -> Result<Decision, Refusal> {
    match fields.outcome.as_str() {
        "hide" => {
            let (reason, note) = ReasonFields { reason: fields.reason, note: fields.note }.check()?;
            Ok(Decision::Hide(reason, note))
        }
        "confirm" => Ok(Decision::Confirm),
        "keep" | "restore" => Ok(Decision::Keep),
        _ => Err(CHOOSE),
    }
}

/// Carries the decision out and settles every open flag of the post.
pub fn settle(
    tx: &mut Tx<'_>,
    boards: &Boards,
    me: &Me,
    id: PostId,
    decision: &Decision,
) -> Result<(), Refusal> {
    match decision {
        Decision::Hide(reason, note) => post_hide::hide(tx, boards, me, id, *reason, note).map(|_| ()),
        Decision::Confirm => {
            let now: Option<Reason> = posts::table.find(id).select(posts::hidden_reason).first(tx.db)?;
            let reason = now.ok_or_else(|| Refusal::field("outcome", Note::new("mod-not-hidden")))?;
            post_hide::hide(tx, boards, me, id, reason, "").map(|_| ())
        }
        Decision::Keep => {
            let hidden_at: Option<Ts> = posts::table.find(id).select(posts::hidden_at).first(tx.db)?;
            if hidden_at.is_some() {
                return post_restore::restore(tx, boards, me, id).map(|_| ());
            }
            flag::settle_open(tx, id, me.id, Outcome::Kept)?;
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_words(outcome: &str, reason: &str) -> Result<Decision, Refusal> {
        read(SettleFields { outcome: outcome.into(), reason: reason.into(), note: String::new() })
    }

    #[test]
    fn hiding_needs_a_reason_and_keeping_none() {
        let hidden = read_words("hide", "spam").ok();
        assert_eq!(hidden, Some(Decision::Hide(Reason::Spam, String::new())));
        assert_eq!(read_words("keep", "").ok(), Some(Decision::Keep));
        assert_eq!(read_words("confirm", "").ok(), Some(Decision::Confirm));
        assert!(read_words("hide", "").is_err());
        assert!(read_words("", "spam").is_err());
    }
}
