//! Threads that ask the same as another. `POST /t/{id}/duplicate` (`of`: number or address; empty takes it back)

use actix_web::{HttpResponse, web};
use diesel::prelude::*;
use serde::Deserialize;

use super::act::act;
use super::board::Boards;
use super::permissions::{may_confirm_duplicate, may_propose_duplicate};
use super::thread::{self, Thread};
use super::thread_manage;
use crate::db::schema::threads;
use crate::events::{Event, Tx};
use crate::ids::ThreadId;
use crate::members::{Me, Signed};
use crate::web::{Form, Note, Refusal, Site, see_other_noting};

const NOT_YOURS: Refusal = Refusal::forbidden("manage-not-yours");
const SAY_SO: Refusal = Refusal::forbidden("duplicate-say-so");

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct DuplicateFields {
    of: String,
}

/// `POST /t/{id}/duplicate`
pub async fn accept(
    site: web::Data<Site>,
    who: Signed,
    thread: web::Path<ThreadId>,
    form: Form<DuplicateFields>,
) -> Result<HttpResponse, Refusal> {
    let (id, typed) = (thread.into_inner(), form.fields.of);
    let of = read(&typed);
    let done = match of {
        Ok(of) => act(&site, who.me(), move |tx, boards, me| mark(tx, boards, me, id, of)).await,
        Err(note) => Err(Refusal::field("of", note)),
    };
    match done {
        Ok(path) => Ok(see_other_noting(&path, "duplicate")),
        Err(refusal) => {
            let typed = thread_manage::Typed { of: Some(typed), ..Default::default() };
            thread_manage::again(&site, &who, id, typed, refusal).await
        }
    }
}

/// The number in what was typed: itself, or behind `/t/` in an address.
fn read(typed: &str) -> Result<Option<ThreadId>, Note> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let number = typed.split_once("/t/").map_or(typed.trim_start_matches('#'), |(_, rest)| rest);
    let digits = number.split(['/', '?', '#']).next().unwrap_or("");
    digits.parse().map(Some).map_err(|_| Note::new("duplicate-which"))
}

/// Marks the thread as asking the same as another, or as none's duplicate. Returns its path.
pub fn mark(
    tx: &mut Tx<'_>,
    boards: &Boards,
    me: &Me,
    id: ThreadId,
    of: Option<ThreadId>,
) -> Result<String, Refusal> {
    let thread = thread::take(tx, boards, Some(me), id)?;
    if !may_confirm_duplicate(me, &thread) {
        return Err(if may_propose_duplicate(me) { SAY_SO } else { NOT_YOURS });
    }
    let of = match of {
        Some(of) => Some(original(tx, boards, me, &thread, of)?),
        None => None,
    };
    if of != thread.duplicate_of {
        diesel::update(threads::table.find(id)).set(threads::duplicate_of.eq(of)).execute(tx.db)?;
        tx.record(Event::ThreadMarkedDuplicate { thread: id, of, by: me.id })?;
    }
    Ok(thread.href())
}

/// The thread that is to be read instead; of a duplicate, the one it is a duplicate of.
fn original(
    tx: &mut Tx<'_>,
    boards: &Boards,
    me: &Me,
    thread: &Thread,
    of: ThreadId,
) -> Result<ThreadId, Refusal> {
    let unknown = || Refusal::field("of", Note::new("duplicate-which"));
    let find = |tx: &mut Tx<'_>, id| {
        thread::find(tx.db, boards, Some(me), id)
            .map_err(|refusal| if refusal.is_not_found() { unknown() } else { refusal })
    };
    let itself = || Refusal::field("of", Note::new("duplicate-of-itself"));
    if of == thread.id {
        return Err(itself());
    }
    let mut other = find(tx, of)?;
    if let Some(further) = other.duplicate_of {
        other = find(tx, further)?;
    }
    if other.id == thread.id || other.duplicate_of.is_some() {
        return Err(itself());
    }
    // Whoever reads this thread must be able to read the other one.
    if other.board != thread.board && boards.is_private(other.board) {
        return Err(Refusal::field("of", Note::new("duplicate-of-private")));
    }
    if other.hidden_at.is_some() || other.deleted_at.is_some() {
        return Err(unknown());
    }
    Ok(other.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_addresses_are_read() {
        for typed in ["12", " 12 ", "#12", "/t/12", "https://a.test/t/12/wie-geht-das?x=1#p3", "/t/12#p3"] {
            assert_eq!(read(typed), Ok(Some(ThreadId(12))), "{typed}");
        }
        assert_eq!(read(" "), Ok(None));
        for typed in ["x", "/t/", "/t/x/12", "https://a.test/p/12", "99999999999999999999", "1e3"] {
            assert!(read(typed).is_err(), "{typed}");
        }
    }
}
