//! Inboxes counted anew, for `lotse check`: what of each row its reader may see, and the number beside their name.

use diesel::prelude::*;

use super::bundle::{refresh, visible};
use crate::db::schema::{jobs, notifications};
use crate::db::{Db, Difference, Sum};
use crate::events::Tx;
use crate::forum::Boards;
use crate::ids::{MemberId, NotificationId};
use crate::members::{Me, present};
use crate::web::Cached;

/// The number beside the name.
pub const UNREAD: Sum = Sum {
    table: "members",
    column: "unread",
    counted: "(SELECT COUNT(*) FROM notifications n WHERE n.member = t.id AND n.read_at IS NULL \
              AND n.causes > 0)",
};

/// Whether rows are still to be looked at anew, so that they may be other than a recount makes them.
pub fn is_pending(db: &mut Db) -> QueryResult<bool> {
    let kinds = [super::THREAD_JOB, super::MEMBER_JOB, super::EVERYONE_JOB, super::UNSOLVED_JOB];
    let waiting = jobs::table.filter(jobs::kind.eq_any(kinds)).count();
    Ok(waiting.get_result::<i64>(db)? > 0)
}

#[derive(Queryable)]
struct Row {
    id: NotificationId,
    member: MemberId,
    causes: i64,
    actors: i64,
}

/// The differences of up to `most` rows with ids after `after`, and the last id looked at; `None` at the end. Inboxes
/// of members who cannot sign in are left alone.
pub fn differences(
    db: &mut Db,
    after: NotificationId,
    most: i64,
) -> QueryResult<(Vec<Difference>, Option<NotificationId>)> {
    let rows: Vec<Row> = notifications::table
        .filter(notifications::id.gt(after))
        .order(notifications::id)
        .limit(most)
        .select((notifications::id, notifications::member, notifications::causes, notifications::actors))
        .load(db)?;
    let boards = Boards::load(db)?;
    let mut ids: Vec<MemberId> = rows.iter().map(|row| row.member).collect();
    ids.sort_unstable();
    ids.dedup();
    let people = present(db, &ids)?;
    let mut found = Vec::new();
    for row in &rows {
        let Some(me) = people.iter().find(|me| me.id == row.member) else { continue };
        let (causes, actors) = visible(db, &boards, me, row.id)?;
        for (column, stored, counted) in [("causes", row.causes, causes), ("actors", row.actors, actors)] {
            if stored != counted {
                found.push(Difference {
                    table: "notifications",
                    id: row.id.0,
                    column,
                    stored: stored.to_string(),
                    counted: counted.to_string(),
                });
            }
        }
    }
    Ok((found, rows.last().map(|row| row.id)))
}

/// Writes what of a row its reader may see; the number beside their name comes after.
pub fn mend(tx: &mut Tx<'_>, row: NotificationId) -> QueryResult<()> {
    let member: MemberId = notifications::table.find(row).select(notifications::member).first(tx.db)?;
    let boards = Boards::load(tx.db)?;
    let people: Vec<Me> = present(tx.db, &[member])?;
    people.iter().try_for_each(|me| refresh(tx.db, &boards, me, row))
}
