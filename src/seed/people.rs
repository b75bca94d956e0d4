//! Members of the demo as those who act: what a session would know of them, read from the database.

use diesel::prelude::*;

use crate::db::Db;
use crate::db::schema::{member_boards, members};
use crate::ids::{DepartmentId, MemberId, SessionId};
use crate::members::{Me, Rank, Role, Unlocks};

type Row = (String, String, Role, Rank, i32, Option<DepartmentId>);

/// The member as they are at this moment of the history. They come without a session.
pub fn me(db: &mut Db, id: MemberId) -> QueryResult<Me> {
    let (name, slug, role, rank, rights, department): Row = members::table
        .find(id)
        .select((
            members::name,
            members::slug,
            members::role,
            members::rank,
            members::rights,
            members::department,
        ))
        .first(db)?;
    let boards = if role == Role::SuperUser {
        member_boards::table.filter(member_boards::member.eq(id)).select(member_boards::board).load(db)?
    } else {
        Vec::new()
    };
    let session = SessionId(0);
    let unlocks = Unlocks(rights);
    Ok(Me { id, session, name, slug, role, rank, unlocks, department, boards, unread: 0 })
}
