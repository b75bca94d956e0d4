//! The form at the end of a thread: empty, filled by the address (`?to=`, `?quote=`), or as it was sent.

use diesel::prelude::*;

use super::Query;
use crate::db::Db;
use crate::db::schema::members;
use crate::forum::board::Boards;
use crate::forum::permissions::{may_answer, may_answer_officially};
use crate::forum::post::{self, Post, PostKind};
use crate::forum::thread::{Kind, Thread};
use crate::i18n::{Arg, Words};
use crate::ids::{PostId, ThreadId};
use crate::members::Me;
use crate::text;
use crate::web::{FormKey, Note, Refusal};

/// Characters of a post that are quoted at most.
const QUOTED_CHARS: usize = 2_000;

/// What was sent and could not be posted.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// The text.
    pub body: String,
    /// The post it replies to.
    pub to: Option<PostId>,
    /// Whether it was to be official.
    pub official: bool,
    /// Why it was not posted.
    pub problem: Option<Note>,
    /// The path of what the same form has posted before, with another text.
    pub sent: Option<String>,
}

impl Typed {
    /// Whether something was sent.
    pub fn is_filled(&self) -> bool {
        self.problem.is_some()
    }
}

/// The form as the page shows it.
pub struct Compose {
    /// Text key of its heading.
    pub title_key: &'static str,
    /// Text key of its button.
    pub button_key: &'static str,
    /// Whom it replies to: the post and its author's name.
    pub to: Option<(PostId, String)>,
    /// What stands in it.
    pub body: String,
    /// Against twins.
    pub key: String,
    /// Whether it may be written as the company.
    pub may_official: bool,
    /// Whether that is chosen.
    pub official: bool,
    /// Why it was not posted, in the reader's language.
    pub problem: Option<String>,
    /// The path of what the same form has posted before.
    pub sent: Option<String>,
}

impl Compose {
    /// The form for a member; up to five statements when the address names posts.
    pub fn new(
        db: &mut Db,
        boards: &Boards,
        me: &Me,
        thread: &Thread,
        query: &Query,
        typed: Typed,
        words: &Words,
    ) -> Result<Compose, Refusal> {
        let to = typed.to.or_else(|| query.to.parse().ok());
        let to = match to {
            Some(id) => named(db, boards, me, thread, id)?.filter(|(p, _)| p.kind != PostKind::Opening),
            None => None,
        };
        let quoted = match query.quote.parse() {
            Ok(id) if !typed.is_filled() => named(db, boards, me, thread, id)?,
            _ => None,
        };
        let body = match quoted {
            Some((post, name)) => {
                let said = words.with("reply-quoted", &[("name", Arg::from(name))]);
                text::quote(&said, &post.body, QUOTED_CHARS)
            }
            None => typed.body,
        };
        let is_answer = to.is_none() && may_answer(me, thread);
        let is_feedback = thread.kind == Kind::Question && thread.author == me.id;
        let (title_key, button_key) = match (&to, is_answer) {
            (Some(_), _) => ("reply-title-to", "reply-send"),
            (None, true) => ("reply-title-answer", "reply-send-answer"),
            (None, false) if is_feedback => ("reply-title-feedback", "reply-send"),
            (None, false) => ("reply-title", "reply-send"),
        };
        let may_official = may_answer_officially(me);
        Ok(Compose {
            title_key,
            button_key,
            to: to.map(|(post, name)| (post.id, name)),
            body,
            key: FormKey::fresh(),
            may_official,
            official: if typed.problem.is_some() { typed.official } else { may_official },
            problem: typed.problem.map(|note| words.with(note.key, &note.args).into_owned()),
            sent: typed.sent,
        })
    }
}

impl Compose {
    /// The ids of what describes the text field.
    pub fn described_by(&self) -> &'static str {
        if self.problem.is_some() { "tone body-error" } else { "tone" }
    }
}

/// A post of this thread that everybody sees, and its author's name.
fn named(
    db: &mut Db,
    boards: &Boards,
    me: &Me,
    thread: &Thread,
    id: PostId,
) -> Result<Option<(Post, String)>, Refusal> {
    let found = match post::find(db, boards, Some(me), id) {
        Ok((_, post)) => post,
        Err(refusal) if refusal.is_not_found() => return Ok(None),
        Err(refusal) => return Err(refusal),
    };
    if found.thread != thread.id || !found.is_visible() {
        return Ok(None);
    }
    let name = members::table.find(found.author).select(members::name).first(db)?;
    Ok(Some((found, name)))
}

/// The draft on the reader's device that this page shows the accepted text of.
pub fn accepted_draft(done: &str, thread: ThreadId) -> Option<String> {
    match done {
        "posted" => Some(format!("reply-{thread}")),
        "asked" => Some("ask".to_owned()),
        _ => None,
    }
}
