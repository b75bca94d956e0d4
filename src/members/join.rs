//! Arriving: an address was proved, so its member is signed in, and made first when there is none.

use super::door::Door;
use super::member;
use super::member_add;
use super::role::Role;
use super::session::{self, NewSession};
use super::sign_in::SignIn;
use super::viewer::{self, Me};
use crate::events::Tx;
use crate::mail;
use crate::web::Refusal;

/// What happens with a question that was asked before signing in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldWish {
    /// It appears.
    Publish,
    /// It is thrown away.
    Discard,
    /// It stays held.
    Keep,
}

/// Somebody who has just signed in.
pub struct Arrival {
    /// Who it is.
    pub me: Me,
    /// The account was made just now.
    pub joined: bool,
    /// Where to go: the published question, or back to where they came from.
    pub path: String,
}

/// Signs in whoever proved the address of `row`.
///
/// Errors: 403 when the account is suspended; whatever refuses the held question.
pub fn arrive(
    tx: &mut Tx<'_>,
    door: &Door,
    row: &SignIn,
    new: &NewSession,
    wish: HeldWish,
) -> Result<Arrival, Refusal> {
    // What is in the table was parsed before.
    let address = mail::parse(&row.email).map_err(Refusal::broken)?;
    let (id, joined) = match member::by_address(tx.db, &address)? {
        Some(known) if known.suspended_at.is_some() => return Err(suspended()),
        Some(known) => (known.id, false),
        None => (member_add::add(tx, None, &address, Role::Member).map_err(lost_race)?, true),
    };
    let session = session::start(tx, id, new)?;
    let me = viewer::me(tx.db, session)?.ok_or(Refusal::NOT_FOUND)?;
    let published = match wish {
        HeldWish::Publish => (door.ports.held.publish)(tx, row.id, &me)?,
        HeldWish::Discard => {
            (door.ports.held.discard)(tx, row.id)?;
            None
        }
        HeldWish::Keep => None,
    };
    let path = published.unwrap_or_else(|| row.back.clone());
    Ok(Arrival { me, joined, path })
}

/// What a suspended member reads, after proving that they are one.
pub fn suspended() -> Refusal {
    Refusal::forbidden("sign-in-suspended").with_link("/contact", "frame-contact")
}

/// Somebody with the same address was faster by a moment; trying again signs in.
fn lost_race(problem: member_add::MemberAddProblem) -> Refusal {
    match Refusal::from(problem) {
        refusal if refusal.is_invalid() => Refusal::conflict("error-conflict-text"),
        refusal => refusal,
    }
}
