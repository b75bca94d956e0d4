//! What a reader may do with a thread, and has done, as its page asks.

use super::mine::Mine;
use crate::forum::permissions::*;
use crate::forum::thread::{Kind, Thread};
use crate::ids::Ts;
use crate::members::Me;

/// What the reader may do with the thread, and has done.
#[derive(Default)]
#[allow(missing_docs)] // the names are the documentation
pub struct Doing {
    pub is_signed_in: bool,
    pub login: String,
    pub may_same_here: bool,
    pub said_same_here: bool,
    /// The word of the level.
    pub follow: Option<&'static str>,
    pub bookmarked: bool,
    pub may_end: bool,
    pub may_reopen: bool,
    pub may_manage: bool,
}

/// What this reader may do and has done.
pub fn doing(me: Option<&Me>, thread: &Thread, mine: &Mine, now: Ts) -> Doing {
    let back = format!("{}#reply", thread.href());
    let back: String = url::form_urlencoded::byte_serialize(back.as_bytes()).collect();
    let visitor = Doing { login: format!("/login?back={back}"), ..Doing::default() };
    let Some(me) = me else {
        return Doing { may_same_here: thread.kind == Kind::Question, ..visitor };
    };
    let may_end = may_end(me, thread, None, now);
    Doing {
        is_signed_in: true,
        may_same_here: may_say_same_here(me, thread),
        said_same_here: mine.same_here,
        follow: mine.follow.map(|level| level.word()),
        bookmarked: mine.bookmarked,
        may_end: may_end && thread.ending.is_none(),
        may_reopen: may_end && thread.ending.is_some() && thread.solution.is_none(),
        may_manage: may_moderate(me)
            || may_retitle(me, thread)
            || may_tag(me, thread)
            || may_change_kind(me, thread),
        ..visitor
    }
}
