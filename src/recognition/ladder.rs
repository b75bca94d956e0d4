//! The ladder: what each rank needs and unlocks.

use crate::ids::Ts;
use crate::members::{Rank, Unlock, Unlocks};

/// How large the community is, by questions a month: under 50, up to 1,000, more. Chosen by an admin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Preset {
    /// Under 50 questions a month.
    #[default]
    Small,
    /// 50 to 1,000.
    Medium,
    /// More.
    Large,
}

impl Preset {
    /// Every one.
    pub const ALL: [Preset; 3] = [Preset::Small, Preset::Medium, Preset::Large];

    /// As stored, and the end of its text key (`ranks-preset-…`).
    pub const fn word(self) -> &'static str {
        match self {
            Preset::Small => "small",
            Preset::Medium => "medium",
            Preset::Large => "large",
        }
    }

    /// Reads [`Preset::word`].
    pub fn from_word(word: &str) -> Option<Preset> {
        Preset::ALL.into_iter().find(|preset| preset.word() == word)
    }
}

/// Hours a post has been there for "Joined in".
pub const JOINED_HOURS: i64 = 24;

/// One rung: points and solutions by preset, days since joining, and what it unlocks.
struct Step {
    rank: Rank,
    points: [i64; 3],
    solutions: [i64; 3],
    days: i64,
    unlocks: &'static [Unlock],
}

/// The table of PRODUCT.md, lowest first.
const LADDER: [Step; 7] = [
    Step { rank: Rank::New, points: [0; 3], solutions: [0; 3], days: 0, unlocks: &[] },
    Step { rank: Rank::Joined, points: [0; 3], solutions: [0; 3], days: 1, unlocks: &[Unlock::Links] },
    Step {
        rank: Rank::Helps,
        points: [30, 50, 50],
        solutions: [1, 1, 1],
        days: 14,
        unlocks: &[Unlock::TagOthers, Unlock::NeedsAnswer],
    },
    Step {
        rank: Rank::Knows,
        points: [100, 200, 300],
        solutions: [3, 5, 10],
        days: 30,
        unlocks: &[Unlock::ProposeDuplicate],
    },
    Step {
        rank: Rank::Answers,
        points: [250, 600, 1_500],
        solutions: [8, 15, 50],
        days: 60,
        unlocks: &[Unlock::Lounge, Unlock::OwnTitle],
    },
    Step {
        rank: Rank::Solves,
        points: [600, 1_500, 6_000],
        solutions: [20, 40, 200],
        days: 90,
        unlocks: &[Unlock::TestsFirst],
    },
    Step {
        rank: Rank::Expert,
        points: [1_200, 4_000, 20_000],
        solutions: [40, 100, 600],
        days: 180,
        unlocks: &[],
    },
];

/// What a rank needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needs {
    /// Points.
    pub points: i64,
    /// Solutions.
    pub solutions: i64,
    /// Days since joining.
    pub days: i64,
    /// A post that has been visible for [`JOINED_HOURS`].
    pub a_post: bool,
}

fn step(rank: Rank) -> &'static Step {
    // Ranks are numbered in the order of the ladder, so there is one step for each.
    &LADDER[(rank.code() as usize).min(LADDER.len() - 1)]
}

/// What a rank needs with this preset.
pub fn needs(rank: Rank, preset: Preset) -> Needs {
    let step = step(rank);
    let n = preset as usize;
    Needs {
        points: step.points[n],
        solutions: step.solutions[n],
        days: step.days,
        a_post: rank == Rank::Joined,
    }
}

/// What a rank unlocks on top of those below.
pub fn unlocks_at(rank: Rank) -> &'static [Unlock] {
    step(rank).unlocks
}

/// What a rank and all those below unlock.
pub fn unlocks_of(rank: Rank) -> Unlocks {
    let all = LADDER.iter().filter(|step| step.rank <= rank).flat_map(|step| step.unlocks);
    all.fold(Unlocks::default(), |unlocks, unlock| unlocks.with(*unlock))
}

/// What a member has, as far as ranks ask for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Points.
    pub points: i64,
    /// Solutions in the ledger.
    pub solutions: i64,
    /// When they joined.
    pub joined_at: Ts,
    /// When their oldest post was written that is visible in a board all members see.
    pub first_post_at: Option<Ts>,
}

impl Standing {
    /// From when on this rank is theirs by the passing of time alone; `None`: something else is missing.
    pub fn due_at(&self, rank: Rank, preset: Preset) -> Option<Ts> {
        let needs = needs(rank, preset);
        let by_age = self.joined_at.plus_days(needs.days);
        if self.points < needs.points || self.solutions < needs.solutions {
            return None;
        }
        if !needs.a_post {
            return Some(by_age);
        }
        self.first_post_at.map(|at| at.plus_hours(JOINED_HOURS).max(by_age))
    }
}

/// The highest rank whose own conditions hold now.
pub fn rank_for(standing: &Standing, now: Ts, preset: Preset) -> Rank {
    let holds = |rank: &&Rank| standing.due_at(**rank, preset).is_some_and(|at| at <= now);
    Rank::ALL.iter().rev().find(holds).copied().unwrap_or_default()
}

/// When time alone will raise the rank, if it will.
pub fn next_due_at(standing: &Standing, now: Ts, preset: Preset) -> Option<Ts> {
    let current = rank_for(standing, now, preset);
    let higher = Rank::ALL.iter().filter(|rank| **rank > current);
    higher.filter_map(|rank| standing.due_at(*rank, preset)).filter(|at| *at > now).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Ts = Ts(0).plus_days(20_000);

    fn standing(points: i64, solutions: i64, days: i64) -> Standing {
        let joined_at = NOW.plus_days(-days);
        Standing { points, solutions, joined_at, first_post_at: Some(joined_at) }
    }

    fn rank(points: i64, solutions: i64, days: i64, preset: Preset) -> Rank {
        rank_for(&standing(points, solutions, days), NOW, preset)
    }

    #[test]
    fn steps_stand_in_the_order_of_ranks() {
        assert!(LADDER.iter().zip(Rank::ALL).all(|(step, rank)| step.rank == *rank));
    }

    #[test]
    fn each_rank_needs_all_three() {
        assert_eq!(rank(30, 1, 14, Preset::Small), Rank::Helps);
        assert_eq!(rank(29, 1, 14, Preset::Small), Rank::Joined);
        assert_eq!(rank(30, 0, 14, Preset::Small), Rank::Joined);
        assert_eq!(rank(30, 1, 13, Preset::Small), Rank::Joined);
        assert_eq!(rank(30, 1, 14, Preset::Medium), Rank::Joined);
        assert_eq!(rank(50, 1, 14, Preset::Large), Rank::Helps);
    }

    #[test]
    fn presets_have_their_own_thresholds() {
        let all = [(1_200, 40), (4_000, 100), (20_000, 600)];
        for (preset, (points, solutions)) in Preset::ALL.into_iter().zip(all) {
            assert_eq!(rank(points, solutions, 180, preset), Rank::Expert, "{preset:?}");
            assert_eq!(rank(points - 1, solutions, 180, preset), Rank::Solves, "{preset:?}");
            assert_eq!(rank(points, solutions - 1, 180, preset), Rank::Solves, "{preset:?}");
            assert_eq!(rank(points, solutions, 179, preset), Rank::Solves, "{preset:?}");
        }
        assert_eq!(rank(300, 10, 30, Preset::Large), Rank::Knows);
        assert_eq!(rank(600, 15, 60, Preset::Medium), Rank::Answers);
        assert_eq!(rank(250, 8, 60, Preset::Small), Rank::Answers);
    }

    #[test]
    fn joining_in_takes_a_post_and_a_day() {
        let silent = Standing { first_post_at: None, ..standing(0, 0, 100) };
        assert_eq!(rank_for(&silent, NOW, Preset::Small), Rank::New);
        assert_eq!(next_due_at(&silent, NOW, Preset::Small), None);
        let fresh = Standing { first_post_at: Some(NOW.plus_hours(-23)), ..silent };
        assert_eq!(rank_for(&fresh, NOW, Preset::Small), Rank::New);
        assert_eq!(next_due_at(&fresh, NOW, Preset::Small), Some(NOW.plus_hours(1)));
        assert_eq!(rank_for(&fresh, NOW.plus_hours(1), Preset::Small), Rank::Joined);
    }

    #[test]
    fn time_alone_raises_to_the_next_rank() {
        let able = standing(100, 3, 13);
        assert_eq!(rank_for(&able, NOW, Preset::Small), Rank::Joined);
        assert_eq!(next_due_at(&able, NOW, Preset::Small), Some(NOW.plus_days(1)));
        let later = NOW.plus_days(1);
        assert_eq!(next_due_at(&able, later, Preset::Small), Some(NOW.plus_days(17)));
        assert_eq!(next_due_at(&able, NOW.plus_days(17), Preset::Small), None);
    }

    #[test]
    fn unlocks_add_up() {
        assert_eq!(unlocks_of(Rank::New), Unlocks::default());
        let knows = unlocks_of(Rank::Knows);
        assert!(
            knows.has(Unlock::Links) && knows.has(Unlock::TagOthers) && knows.has(Unlock::ProposeDuplicate)
        );
        assert!(!knows.has(Unlock::Lounge));
        assert!(Unlock::ALL.into_iter().all(|unlock| unlocks_of(Rank::Expert).has(unlock)));
    }
}
