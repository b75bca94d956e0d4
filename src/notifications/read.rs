//! What counts as read: all at a press, or what was opened, gathered in memory and written down every few seconds.

use diesel::prelude::*;

use super::bundle::recount;
use crate::db::schema::{ignores, mail_choices, members, notification_causes as causes, notifications};
use crate::events::{Origin, Tx};
use crate::ids::{MemberId, Ts};
use crate::web::{Opening, Site};

/// Members whose openings are written down in one transaction.
const BATCH: usize = 50;

/// Marks every row of a member as read.
pub fn mark_all(tx: &mut Tx<'_>, member: MemberId) -> QueryResult<()> {
    let unread = notifications::table
        .filter(notifications::member.eq(member))
        .filter(notifications::read_at.is_null());
    diesel::update(unread).set(notifications::read_at.eq(tx.now)).execute(tx.db)?;
    recount(tx.db, member)
}

/// For the schedule: writes down what was opened.
pub fn write_down_opened(site: &Site) -> anyhow::Result<()> {
    let all = site.opened.all();
    for slice in all.chunks(BATCH) {
        let taken = slice.to_vec();
        site.store.write_at(Ts::now(), Origin::Live, move |tx| {
            for (member, opening) in &taken {
                mark_opened(tx, *member, opening)?;
            }
            Ok::<_, anyhow::Error>(())
        })?;
        for (member, opening) in slice {
            site.opened.forget(*member, opening);
        }
    }
    Ok(())
}

fn mark_opened(tx: &mut Tx<'_>, member: MemberId, opening: &Opening) -> QueryResult<()> {
    let unread = |until: Ts| {
        notifications::table
            .filter(notifications::member.eq(member))
            .filter(notifications::read_at.is_null())
            // What came in after it was opened is still new.
            .filter(notifications::newest_at.le(until))
    };
    let mut changed = 0;
    for (thread, until) in &opening.threads {
        let these = unread(*until).filter(notifications::thread.eq(thread));
        changed += diesel::update(these).set(notifications::read_at.eq(tx.now)).execute(tx.db)?;
    }
    for (row, until) in &opening.rows {
        let this = unread(*until).filter(notifications::id.eq(row));
        changed += diesel::update(this).set(notifications::read_at.eq(tx.now)).execute(tx.db)?;
    }
    if changed > 0 { recount(tx.db, member) } else { Ok(()) }
}

/// Removes what is kept about a member who has left; they are ignored by nobody any more.
pub fn forget_member(tx: &mut Tx<'_>, member: MemberId) -> QueryResult<()> {
    diesel::delete(causes::table.filter(causes::member.eq(member))).execute(tx.db)?;
    diesel::delete(notifications::table.filter(notifications::member.eq(member))).execute(tx.db)?;
    diesel::delete(mail_choices::table.filter(mail_choices::member.eq(member))).execute(tx.db)?;
    let either = ignores::member.eq(member).or(ignores::ignored.eq(member));
    diesel::delete(ignores::table.filter(either)).execute(tx.db)?;
    diesel::update(members::table.find(member))
        .set((members::time_zone.eq(None::<String>), members::mail_stopped_at.eq(None::<Ts>)))
        .execute(tx.db)?;
    recount(tx.db, member)
}
