//! Signing in with address and password, for those who have set one.
//!
//! An unknown address, an address without a password and a wrong password get the same sentence after the same time.

use actix_web::HttpResponse;
use diesel::prelude::*;

use super::door::Door;
use super::join::suspended;
use super::password::{HashProblem, Verdict};
use super::session::{self, NewSession};
use crate::db::Db;
use crate::db::schema::members;
use crate::ids::{MemberId, Ts};
use crate::mail;
use crate::web::{Note, Refusal, Site, see_other};

/// What was typed.
pub struct Given<'a> {
    /// The address.
    pub email: &'a str,
    /// The password.
    pub password: &'a str,
}

struct Known {
    id: MemberId,
    hash: Option<String>,
    suspended: bool,
}

/// Signs in and goes to `back`.
///
/// Errors: 422 with one sentence for everything that may be wrong, 429 after many wrong ones, 403 when suspended.
pub async fn sign_in(
    site: &Site,
    door: &Door,
    given: Given<'_>,
    new: NewSession,
    back: &str,
) -> Result<HttpResponse, Refusal> {
    let email = mail::parse(given.email).map_err(|p| Refusal::field("email", Note::new(p.key())))?;
    let pause = |seconds| Refusal::too_many("sign-in-too-many-passwords", seconds);
    door.attempts.begin(&email.key, Ts::now()).map_err(pause)?;
    let key = email.key.clone();
    let known = site.store.read(move |db| Ok::<_, Refusal>(known(db, &key)?)).await?;
    let hash = known.as_ref().and_then(|known| known.hash.clone());
    let verdict = door.hasher.verify(given.password.to_owned(), hash.clone()).await.map_err(unhashed)?;
    let (Verdict::Right { needs_rehash }, Some(known)) = (verdict, known) else {
        return Err(Refusal::field("password", Note::new("sign-in-wrong-password")));
    };
    door.attempts.succeed(&email.key);
    if known.suspended {
        return Err(suspended());
    }
    let better = if needs_rehash { door.hasher.hash(given.password.to_owned()).await.ok() } else { None };
    let (id, starting) = (known.id, new.clone());
    site.store
        .write(move |tx| {
            // The password may have been changed while it was checked.
            let them = members::table
                .filter(members::id.eq(id))
                .filter(members::password_hash.eq(&hash))
                .filter(members::suspended_at.is_null());
            let hash = better.clone().or(hash.clone());
            if diesel::update(them).set(members::password_hash.eq(hash)).execute(tx.db)? == 0 {
                return Err(Refusal::conflict("error-conflict-text"));
            }
            session::start(tx, id, &starting)?;
            Ok(())
        })
        .await?;
    new.give(site, see_other(back))
}

fn known(db: &mut Db, email_key: &str) -> QueryResult<Option<Known>> {
    let found: Option<(MemberId, Option<String>, Option<Ts>)> = members::table
        .filter(members::email_key.eq(email_key))
        .select((members::id, members::password_hash, members::suspended_at))
        .first(db)
        .optional()?;
    Ok(found.map(|(id, hash, suspended_at)| Known { id, hash, suspended: suspended_at.is_some() }))
}

/// A hash that could not be made or checked, as a refusal.
pub fn unhashed(problem: HashProblem) -> Refusal {
    match problem {
        HashProblem::TooLong => Refusal::field("password", Note::new("sign-in-wrong-password")),
        HashProblem::Busy => {
            let mut busy = Refusal::unavailable("too many passwords at once");
            busy.note = Note::new(problem.key());
            busy
        }
        HashProblem::Failed => Refusal::broken(problem),
    }
}
