//! Members who are not there: as permissions ask for them, when something is done for them or told to them.

use std::collections::HashMap;

use diesel::prelude::*;

use super::role::{Rank, Role, Unlocks};
use super::viewer::Me;
use crate::db::Db;
use crate::db::schema::{member_boards, members};
use crate::ids::{BoardId, DepartmentId, MemberId, SessionId};

#[derive(Queryable)]
struct Row {
    id: MemberId,
    name: String,
    slug: String,
    role: Role,
    rank: Rank,
    unlocks: i32,
    department: Option<DepartmentId>,
    unread: i32,
}

/// Those of these members who may sign in, by ascending id, without a session. One statement, two with
/// super-users among them.
pub fn present(db: &mut Db, ids: &[MemberId]) -> QueryResult<Vec<Me>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Row> = members::table
        .filter(members::id.eq_any(ids))
        .filter(members::suspended_at.is_null())
        .filter(members::erased_at.is_null())
        .order(members::id)
        .select((
            members::id,
            members::name,
            members::slug,
            members::role,
            members::rank,
            members::rights,
            members::department,
            members::unread,
        ))
        .load(db)?;
    let super_users: Vec<MemberId> =
        rows.iter().filter(|row| row.role == Role::SuperUser).map(|row| row.id).collect();
    let reach: Vec<(MemberId, BoardId)> = match super_users.as_slice() {
        [] => Vec::new(),
        some => member_boards::table.filter(member_boards::member.eq_any(some)).load(db)?,
    };
    let mut boards: HashMap<MemberId, Vec<BoardId>> = HashMap::new();
    for (member, board) in reach {
        boards.entry(member).or_default().push(board);
    }
    let me = |row: Row| Me {
        id: row.id,
        // No session has number 0.
        session: SessionId(0),
        name: row.name,
        slug: row.slug,
        role: row.role,
        rank: row.rank,
        unlocks: Unlocks(row.unlocks),
        department: row.department,
        boards: boards.remove(&row.id).unwrap_or_default(),
        unread: i64::from(row.unread),
    };
    Ok(rows.into_iter().map(me).collect())
}
