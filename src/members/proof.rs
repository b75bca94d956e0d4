//! Before an address or a password changes: is it really the member at the keyboard?
//!
//! Whoever has a password types it; whoever has none must have signed in within the last hour.

use diesel::prelude::*;

use super::door::Door;
use super::password::Verdict;
use super::session;
use super::sign_in_password::unhashed;
use super::viewer::Me;
use crate::db::Db;
use crate::db::schema::members;
use crate::ids::{MemberId, Ts};
use crate::web::{Note, Refusal, Site};

/// Minutes after signing in within which no further proof is asked for.
const FRESH_MINUTES: i64 = 60;

/// What proves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// The current password has to be typed.
    Password,
    /// Signed in just now.
    Fresh,
    /// Signed in too long ago: sign in again first.
    Stale,
}

/// What would prove it for this member in this session.
pub fn wanted(db: &mut Db, me: &Me, now: Ts) -> QueryResult<Proof> {
    if password_hash(db, me.id)?.is_some() {
        return Ok(Proof::Password);
    }
    let began = session::began(db, me.session)?;
    Ok(if now < began.plus_minutes(FRESH_MINUTES) { Proof::Fresh } else { Proof::Stale })
}

/// Checks it; `typed` is the field `current`.
///
/// Errors: 422 beside the field `current`, or 403 with the way to sign in again and come back to `page`.
pub async fn check(site: &Site, door: &Door, me: &Me, typed: &str, page: &str) -> Result<(), Refusal> {
    let asker = me.clone();
    let (proof, hash, key) = site
        .store
        .read(move |db| {
            let key: Option<String> =
                members::table.filter(members::id.eq(asker.id)).select(members::email_key).first(db)?;
            Ok::<_, Refusal>((wanted(db, &asker, Ts::now())?, password_hash(db, asker.id)?, key))
        })
        .await?;
    match proof {
        Proof::Fresh => Ok(()),
        Proof::Stale => {
            let way = format!("/login?again=1&back={page}");
            Err(Refusal::forbidden("proof-stale").with_link(way, "proof-sign-in-again"))
        }
        Proof::Password => {
            let key = key.unwrap_or_default();
            let pause = |seconds| Refusal::too_many("sign-in-too-many-passwords", seconds);
            door.attempts.begin(&key, Ts::now()).map_err(pause)?;
            match door.hasher.verify(typed.to_owned(), hash).await.map_err(unhashed)? {
                Verdict::Right { .. } => {
                    door.attempts.succeed(&key);
                    Ok(())
                }
                Verdict::Wrong => Err(Refusal::field("current", Note::new("proof-wrong-password"))),
            }
        }
    }
}

fn password_hash(db: &mut Db, id: MemberId) -> QueryResult<Option<String>> {
    members::table.filter(members::id.eq(id)).select(members::password_hash).first(db)
}
