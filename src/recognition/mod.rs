//! Recognition: points, ranks, and what ranks open.
//!
//! *Credit*: a row of the ledger, what somebody earned for one thing. *Cause*: what it was earned for. *Eligible*:
//! everything about it is as it must be (visible, in a board all members see, not by staff, not from a suspended
//! member, not from oneself). *Capped*: eligible, but beyond what counts; kept with 0 points and the reason.
//! *Rank*: the highest reached, kept. *Rights*: what today's rank opens.
//!
//! Rules:
//! 1. The ledger has one row for every eligible thing, and no other. Caps are decided by the rows alone, and count
//!    eligible things, not counted ones: whether something counts depends on what lies right before it, so that a
//!    change anywhere moves only its neighbours and the order of changes never matters.
//! 2. [`derive`] brings the ledger up to date in the transaction of the event: read what is so now, compare, write
//!    the difference, then [`members.points`, `members.solutions`](standing) and the rank. It never trusts what the
//!    event says happened. More than [`AT_ONCE`] credits become a job ([`correction`]), done in slices.
//! 3. A rank once reached is kept. Rights follow today's rules: they are those of the rank that points, solutions
//!    and the account's age give now, which may be lower than the rank that is shown.
//! 4. Solutions that count towards a rank are the ledger's: accepted, visible, in boards all members see, capped
//!    ones too, for they did solve a problem.
//! 5. After an import the credits of its members are made anew from everything there is ([`anew`]), for settling
//!    each of its events by itself would take longer than everything else.
//! 6. [`recount`] makes everything anew from threads, posts and marks; it must always agree.
//!
//! **Invariant:** whatever moves a board under another one records `BoardVisibilityChanged`; `BoardChanged` means
//! that nobody's view of it has changed, and moves no points.

mod anew;
mod context;
mod correction;
mod facts;
pub mod ladder;
mod ledger;
pub mod ranks_page;
mod recount;
mod rules;
#[cfg(test)]
mod sequence_tests;
mod settle;
mod standing;
mod way;

pub use anew::{
    ANEW as ANEW_JOB, enqueue as enqueue_anew, make_anew, make_now as make_anew_now, waiting as waiting_anew,
    work_off as work_off_anew,
};
pub use correction::{
    BOARD as BOARD_JOB, EVERYONE as EVERYONE_JOB, MEMBER as MEMBER_JOB, THREAD as THREAD_JOB, correct_board,
    correct_everyone, correct_member, correct_thread, is_pending,
};
pub use ladder::{Preset, Standing, rank_for};
pub use recount::{Difference, differences};
pub use rules::Cause;
pub use settle::{AT_ONCE, derive};
pub use standing::ranks_due;
pub use way::{Origin, Way, points_by_cause, way_to_next};
