//! Keeps rights in step with the tree: whoever has a board has what lies in it.
//!
//! `member_boards` holds sub-boards as rows of their own, so that a permission never has to walk the tree. So the rows
//! follow when a board is made inside another, moved, or deleted.

use diesel::prelude::*;

use crate::db::Both;
use crate::db::schema::{boards, member_boards};
use crate::events::Tx;
use crate::forum::Boards;
use crate::ids::{BoardId, MemberId};
use crate::web::Cached;

/// All boards as of now, locked until the transaction ends: two changes of the tree at the same moment could otherwise
/// close a ring that neither of them sees.
pub fn lock(tx: &mut Tx<'_>) -> QueryResult<Boards> {
    diesel::update(boards::table).set(boards::position.eq(boards::position)).execute(tx.db)?;
    Boards::load(tx.db)
}

/// The boards chosen and everything below them, each once: what is stored for a role that reaches `chosen`.
pub fn with_sub_boards(boards: &Boards, chosen: &[BoardId]) -> Vec<BoardId> {
    let mut all: Vec<BoardId> = chosen.iter().flat_map(|id| boards.with_descendants(*id)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Moves rights along with `moved` (a board and everything below it) from `old` parent to `new` parent.
///
/// Who has the new parent gets them. Who had them through the old parent loses them; who was given one of them without
/// its parent keeps it.
pub fn follow(
    tx: &mut Tx<'_>,
    moved: &[BoardId],
    old: Option<BoardId>,
    new: Option<BoardId>,
) -> QueryResult<()> {
    let (before, after) = (holders(tx, old)?, holders(tx, new)?);
    let losing: Vec<MemberId> = before.into_iter().filter(|member| !after.contains(member)).collect();
    diesel::delete(
        member_boards::table
            .filter(member_boards::member.eq_any(losing))
            .filter(member_boards::board.eq_any(moved)),
    )
    .execute(tx.db)?;
    for member in after {
        for board in moved {
            let row = (member_boards::member.eq(member), member_boards::board.eq(board));
            Both(diesel::insert_into(member_boards::table).values(row).on_conflict_do_nothing())
                .execute(tx.db)?;
        }
    }
    Ok(())
}

fn holders(tx: &mut Tx<'_>, board: Option<BoardId>) -> QueryResult<Vec<MemberId>> {
    let Some(board) = board else { return Ok(Vec::new()) };
    member_boards::table.filter(member_boards::board.eq(board)).select(member_boards::member).load(tx.db)
}
