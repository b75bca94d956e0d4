//! Against twins: on slow connections people press twice. The second finds what the first one did.

use diesel::prelude::*;

use super::form::FormKey;
use super::refusal::Refusal;
use crate::db::Both;
use crate::db::schema::form_keys;
use crate::events::Tx;
use crate::ids::Ts;

/// How a form that creates something ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Once {
    /// It was done now; the path of what was made.
    Done(String),
    /// The same form had been sent before; the path of what it made then.
    Again(String),
    /// The same form had been sent with another text; the path of what that made.
    Changed(String),
}

/// Runs `act` unless this form was sent before by the same `actor`; all in one transaction.
///
/// A form without a key runs always. When `act` refuses, the key stays unused.
pub fn once(
    tx: &mut Tx<'_>,
    actor: &str,
    form: &FormKey,
    act: impl FnOnce(&mut Tx<'_>) -> Result<String, Refusal>,
) -> Result<Once, Refusal> {
    if form.key.is_empty() {
        return act(tx).map(Once::Done);
    }
    let row = (
        form_keys::actor.eq(actor),
        form_keys::key.eq(&form.key),
        form_keys::body_hash.eq(&form.body_hash),
        form_keys::result.eq(""),
        form_keys::used_at.eq(Ts::now().0),
    );
    let taken =
        Both(diesel::insert_into(form_keys::table).values(row).on_conflict_do_nothing()).execute(tx.db)?;
    let this = form_keys::table.filter(form_keys::actor.eq(actor)).filter(form_keys::key.eq(&form.key));
    if taken == 0 {
        let (hash, result): (String, String) =
            this.select((form_keys::body_hash, form_keys::result)).first(tx.db)?;
        return Ok(if hash == form.body_hash { Once::Again(result) } else { Once::Changed(result) });
    }
    let path = act(tx)?;
    diesel::update(this).set(form_keys::result.eq(&path)).execute(tx.db)?;
    Ok(Once::Done(path))
}

/// Forgets keys older than a day.
pub fn forget_old(tx: &mut Tx<'_>) -> QueryResult<usize> {
    diesel::delete(form_keys::table.filter(form_keys::used_at.lt(tx.now.plus_days(-1).0))).execute(tx.db)
}
