//! Running what a member does: one transaction, with the boards and the member's rights as they are then.

use actix_web::web;

use super::board::Boards;
use crate::events::Tx;
use crate::members::{Me, still};
use crate::web::{Refusal, Site};

/// Runs `f` for the member in one transaction; it may run more than once (see [`crate::events::Store::write`]).
pub async fn act<T: Send + 'static>(
    site: &web::Data<Site>,
    me: &Me,
    f: impl Fn(&mut Tx<'_>, &Boards, &Me) -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    let (house, me) = (site.clone(), me.clone());
    site.store
        .write(move |tx| {
            let boards = Boards::of(&house, tx.db)?;
            let me = still(tx.db, &me)?;
            f(tx, &boards, &me)
        })
        .await
}

/// Reads for a viewer, with the boards as they are in the same snapshot.
pub async fn look<T: Send + 'static>(
    site: &web::Data<Site>,
    me: Option<&Me>,
    f: impl FnOnce(&mut crate::db::Db, &Boards, Option<&Me>) -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    let (house, me) = (site.clone(), me.cloned());
    site.store
        .read(move |db| {
            let boards = Boards::of(&house, db)?;
            f(db, &boards, me.as_ref())
        })
        .await
}
