//! Who may do what with accounts: pure functions of the member and the thing.

use super::role::{Role, Unlock};
use super::viewer::Me;

/// Whether roles, boards of roles and departments may be changed.
pub fn may_set_roles(me: &Me) -> bool {
    me.role == Role::Admin
}

/// Whether somebody of this role may be suspended: moderators act on members and super-users, admins on everyone
/// but themselves.
pub fn may_suspend(me: &Me, other: crate::ids::MemberId, role: Role) -> bool {
    let reaches = match me.role {
        Role::Admin => true,
        Role::Moderator => !role.is_staff(),
        Role::Member | Role::SuperUser | Role::Team => false,
    };
    reaches && me.id != other
}

/// Whether somebody of this role may be let in again: whoever may suspend them.
pub fn may_reinstate(me: &Me, other: crate::ids::MemberId, role: Role) -> bool {
    may_suspend(me, other, role)
}

/// Whether the account may be deleted: one's own in the settings, others' by admins.
pub fn may_erase(me: &Me, other: crate::ids::MemberId) -> bool {
    me.role == Role::Admin && me.id != other
}

/// Whether the member may carry a title of their own.
pub fn may_have_own_title(me: &Me) -> bool {
    me.has(Unlock::OwnTitle)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{MemberId, SessionId};
    use crate::members::{Rank, Unlocks};

    fn a(role: Role) -> Me {
        Me {
            id: MemberId(1),
            session: SessionId(1),
            name: "Ada".into(),
            slug: "ada".into(),
            role,
            rank: Rank::New,
            unlocks: Unlocks::default(),
            department: None,
            boards: Vec::new(),
            unread: 0,
        }
    }

    #[test]
    fn moderators_suspend_customers_and_admins_anyone_else() {
        for me in Role::ALL.iter().copied() {
            for other in Role::ALL.iter().copied() {
                let expected = match me {
                    Role::Admin => true,
                    Role::Moderator => matches!(other, Role::Member | Role::SuperUser),
                    _ => false,
                };
                assert_eq!(may_suspend(&a(me), MemberId(2), other), expected, "{me:?} {other:?}");
                assert_eq!(may_reinstate(&a(me), MemberId(2), other), expected, "{me:?} {other:?}");
                assert!(!may_suspend(&a(me), MemberId(1), other), "nobody suspends themselves");
            }
        }
    }

    #[test]
    fn only_admins_set_roles() {
        let may: Vec<_> = Role::ALL.iter().copied().filter(|role| may_set_roles(&a(*role))).collect();
        assert_eq!(may, [Role::Admin]);
    }

    #[test]
    fn a_title_is_unlocked_or_comes_with_a_role() {
        assert!(!may_have_own_title(&a(Role::Member)));
        assert!(may_have_own_title(&a(Role::SuperUser)));
        let unlocked = Me { unlocks: Unlocks::default().with(Unlock::OwnTitle), ..a(Role::Member) };
        assert!(may_have_own_title(&unlocked));
    }
}
