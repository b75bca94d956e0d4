//! Roles, ranks and unlocks: what a member is.

use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use diesel::sql_types::SmallInt;

/// What somebody is here. The order decides only who may act on whom; rights come from the permission tables.
#[derive(AsExpression, FromSqlRow, Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[diesel(sql_type = SmallInt)]
pub enum Role {
    /// A customer.
    #[default]
    Member,
    /// A member promoted by an admin, with real rights in their boards.
    SuperUser,
    /// Company staff: official answers.
    Team,
    /// Moderation.
    Moderator,
    /// Administration.
    Admin,
}

crate::small_codes!(Role { Member = 0, SuperUser = 1, Team = 2, Moderator = 3, Admin = 4 });

impl Role {
    /// The word in addresses, commands and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            Role::Member => "member",
            Role::SuperUser => "super_user",
            Role::Team => "team",
            Role::Moderator => "moderator",
            Role::Admin => "admin",
        }
    }

    /// Reads [`Role::word`].
    pub fn from_word(word: &str) -> Option<Role> {
        Role::ALL.iter().copied().find(|role| role.word() == word)
    }

    /// Team, moderators and admins: earn no points and are in no list.
    pub const fn is_staff(self) -> bool {
        matches!(self, Role::Team | Role::Moderator | Role::Admin)
    }

    /// Moderators and admins.
    pub const fn moderates(self) -> bool {
        matches!(self, Role::Moderator | Role::Admin)
    }
}

/// How far a member has come. Once reached it is kept.
#[derive(AsExpression, FromSqlRow, Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[diesel(sql_type = SmallInt)]
pub enum Rank {
    /// New here.
    #[default]
    New,
    /// Joined in.
    Joined,
    /// Helps out.
    Helps,
    /// Knows their way.
    Knows,
    /// Has answers.
    Answers,
    /// Solves a lot.
    Solves,
    /// Expert status.
    Expert,
}

crate::small_codes!(Rank { New = 0, Joined = 1, Helps = 2, Knows = 3, Answers = 4, Solves = 5, Expert = 6 });

impl Rank {
    /// The end of its text keys (`rank-…`) and CSS classes.
    pub const fn word(self) -> &'static str {
        match self {
            Rank::New => "new",
            Rank::Joined => "joined",
            Rank::Helps => "helps",
            Rank::Knows => "knows",
            Rank::Answers => "answers",
            Rank::Solves => "solves",
            Rank::Expert => "expert",
        }
    }
}

/// What a rank unlocks, as named rights stored on the member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unlock {
    /// Links and pictures without being looked at first.
    Links,
    /// Tagging others' threads.
    TagOthers,
    /// A list of what needs an answer in one's topics.
    NeedsAnswer,
    /// Proposing duplicates.
    ProposeDuplicate,
    /// The lounge board.
    Lounge,
    /// A title of one's own.
    OwnTitle,
    /// Product tests first.
    TestsFirst,
}

impl Unlock {
    /// Every one, in the order in which ranks unlock them.
    pub const ALL: [Unlock; 7] = [
        Unlock::Links,
        Unlock::TagOthers,
        Unlock::NeedsAnswer,
        Unlock::ProposeDuplicate,
        Unlock::Lounge,
        Unlock::OwnTitle,
        Unlock::TestsFirst,
    ];

    /// The end of its text key (`unlock-…`).
    pub const fn word(self) -> &'static str {
        match self {
            Unlock::Links => "links",
            Unlock::TagOthers => "tag_others",
            Unlock::NeedsAnswer => "needs_answer",
            Unlock::ProposeDuplicate => "propose_duplicate",
            Unlock::Lounge => "lounge",
            Unlock::OwnTitle => "own_title",
            Unlock::TestsFirst => "tests_first",
        }
    }

    const fn bit(self) -> i32 {
        1 << self as i32
    }
}

/// A member's unlocks, as stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unlocks(pub i32);

impl Unlocks {
    /// Whether it is among them.
    pub const fn has(self, unlock: Unlock) -> bool {
        self.0 & unlock.bit() != 0
    }

    /// These and one more.
    pub const fn with(self, unlock: Unlock) -> Unlocks {
        Unlocks(self.0 | unlock.bit())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lead_back_to_roles() {
        for role in Role::ALL {
            assert_eq!(Role::from_word(role.word()), Some(*role));
            assert_eq!(Role::from_code(role.code()), Some(*role));
        }
        assert_eq!(Role::from_word("owner"), None);
    }

    #[test]
    fn unlocks_are_told_apart() {
        let some = Unlocks::default().with(Unlock::Links).with(Unlock::Lounge);
        let had: Vec<_> = Unlock::ALL.into_iter().filter(|u| some.has(*u)).collect();
        assert_eq!(had, [Unlock::Links, Unlock::Lounge]);
    }
}
