//! Changing what somebody is: role, the boards it reaches, department.

use diesel::prelude::*;

use super::member;
use super::permissions::may_set_roles;
use super::role::Role;
use super::session;
use super::viewer::Me;
use crate::db::schema::{departments, member_boards, members};
use crate::events::{Event, Tx};
use crate::ids::{BoardId, DepartmentId, MemberId};
use crate::web::{Note, Refusal};

/// Who changes an account.
#[derive(Clone, Copy)]
pub enum By<'a> {
    /// A member, with their rights.
    Member(&'a Me),
    /// Whoever runs the command line.
    Operator,
}

impl By<'_> {
    /// Whose name is on the event: an operator acts in the name of the member concerned.
    pub(super) fn id(self, concerned: MemberId) -> MemberId {
        match self {
            By::Member(me) => me.id,
            By::Operator => concerned,
        }
    }
}

/// Gives a member a role. `boards` are those a super-user's rights reach, sub-boards already among them; other roles
/// have none.
///
/// Errors: 404 for those who may not, 409 when it would leave the community without an admin.
pub fn set_role(
    tx: &mut Tx<'_>,
    by: By<'_>,
    id: MemberId,
    role: Role,
    boards: &[BoardId],
) -> Result<(), Refusal> {
    if let By::Member(me) = by
        && !may_set_roles(me)
    {
        return Err(Refusal::NOT_FOUND);
    }
    let them = member::load(tx.db, id)?;
    if them.erased_at.is_some() {
        return Err(Refusal::NOT_FOUND);
    }
    if them.role == Role::Admin && role != Role::Admin && is_last_admin(tx, &them)? {
        return Err(Refusal::conflict("role-last-admin"));
    }
    diesel::update(members::table.filter(members::id.eq(id))).set(members::role.eq(role)).execute(tx.db)?;
    diesel::delete(member_boards::table.filter(member_boards::member.eq(id))).execute(tx.db)?;
    if role == Role::SuperUser {
        let mut boards = boards.to_vec();
        boards.sort_unstable();
        boards.dedup();
        for board in boards {
            let row = (member_boards::member.eq(id), member_boards::board.eq(board));
            diesel::insert_into(member_boards::table).values(row).execute(tx.db)?;
        }
    }
    if role < them.role {
        // A page that is still open shows what is theirs no more; signing in again shows what is.
        session::end_all(tx, id, None)?;
    }
    if them.role != role {
        tx.record(Event::RoleChanged { member: id, role: role.code(), by: by.id(id) })?;
    }
    Ok(())
}

/// Puts a member into a department, or out of all of them; shown beside official answers.
pub fn set_department(
    tx: &mut Tx<'_>,
    by: By<'_>,
    id: MemberId,
    department: Option<DepartmentId>,
) -> Result<(), Refusal> {
    if let By::Member(me) = by
        && !may_set_roles(me)
    {
        return Err(Refusal::NOT_FOUND);
    }
    if let Some(department) = department {
        let known = departments::table.filter(departments::id.eq(department)).count();
        if known.get_result::<i64>(tx.db)? == 0 {
            return Err(Refusal::field("department", Note::new("field-no-choice")));
        }
    }
    let them = members::table.filter(members::id.eq(id));
    match diesel::update(them).set(members::department.eq(department)).execute(tx.db)? {
        0 => Err(Refusal::NOT_FOUND),
        _ => Ok(()),
    }
}

/// Whether no other admin can sign in.
///
/// Locks all admins first: two who step down at the same moment would otherwise each see the other one.
pub(super) fn is_last_admin(tx: &mut Tx<'_>, them: &member::Member) -> QueryResult<bool> {
    let admins = members::table.filter(members::role.eq(Role::Admin));
    diesel::update(admins).set(members::role.eq(Role::Admin)).execute(tx.db)?;
    let able = member::admins(tx.db)?;
    Ok(them.suspended_at.is_none() && able <= 1)
}
