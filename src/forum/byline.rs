//! A byline: who wrote something, as it stands beside it in lists.

use diesel::prelude::*;

use crate::db::schema::{departments, members};
use crate::ids::{MemberId, Ts};
use crate::members::{Rank, Role};

/// Who wrote something. Needs `members` in the query, and `departments` joined to the left.
#[derive(Queryable, Selectable, Clone, Debug, PartialEq)]
#[diesel(table_name = members)]
pub struct Byline {
    /// Their number.
    pub id: MemberId,
    /// Display name.
    pub name: String,
    /// The end of their profile's path.
    pub slug: String,
    /// What they are here.
    pub role: Role,
    /// The highest rank reached.
    pub rank: Rank,
    /// How they want to be called as experts: `female`, `male`, or neither.
    pub expert_form: Option<String>,
    /// Since when only "former member" is left.
    pub erased_at: Option<Ts>,
    /// Their department in German.
    #[diesel(select_expression = departments::name_de.nullable())]
    pub department_de: Option<String>,
    /// Their department in English.
    #[diesel(select_expression = departments::name_en.nullable())]
    pub department_en: Option<String>,
}

impl Byline {
    /// Path of their profile; erased members have none.
    pub fn href(&self) -> Option<String> {
        self.erased_at.is_none().then(|| format!("/u/{}/{}", self.id, self.slug))
    }

    /// Whether they write for the company.
    pub fn is_staff(&self) -> bool {
        self.role.is_staff()
    }

    /// Whether they are a super-user, which is shown beside the rank.
    pub fn is_super_user(&self) -> bool {
        self.role == Role::SuperUser
    }

    /// The text key of their role.
    pub fn role_key(&self) -> String {
        format!("role-{}", self.role.word())
    }

    /// The text key of their rank; experts choose how they are called.
    pub fn rank_key(&self) -> String {
        rank_key(self.rank, self.expert_form.as_deref())
    }

    /// The icon of their rank.
    pub fn rank_icon(&self) -> String {
        rank_icon(self.rank)
    }

    /// Their department in this language, where they have one.
    pub fn department(&self, lang: &str) -> Option<&str> {
        let name = if lang == "en" { &self.department_en } else { &self.department_de };
        name.as_deref().filter(|name| !name.is_empty())
    }

    /// The colour of their picture: 1 to 8.
    pub fn hue(&self) -> i64 {
        self.id.0.rem_euclid(8) + 1
    }

    /// The letters in their picture.
    pub fn initials(&self) -> String {
        initials(&self.name)
    }
}

/// The text key of a rank; experts choose how they are called.
pub fn rank_key(rank: Rank, expert_form: Option<&str>) -> String {
    match (rank, expert_form) {
        (Rank::Expert, Some(form @ ("female" | "male"))) => format!("rank-{}-{form}", rank.word()),
        _ => format!("rank-{}", rank.word()),
    }
}

/// The icon of a rank.
pub fn rank_icon(rank: Rank) -> String {
    format!("rank-{}", rank.code())
}

/// The first letters of the first two words of a name.
pub fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric())).take(2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_letters() {
        assert_eq!(initials("Lena aus Kiel"), "La");
        assert_eq!(initials("henk_vd"), "h");
        assert_eq!(initials("Tom (W.)"), "TW");
        assert_eq!(initials(""), "");
    }

    #[test]
    fn only_experts_have_forms() {
        assert_eq!(rank_key(Rank::Expert, Some("female")), "rank-expert-female");
        assert_eq!(rank_key(Rank::Expert, Some("../x")), "rank-expert");
        assert_eq!(rank_key(Rank::Joined, Some("male")), "rank-joined");
    }
}
