//! What members hear of: the inbox, and mail.
//!
//! *Row*: a line of the inbox; it bundles its *causes* until it is read. *Audience*: who hears of something.
//! *Follow*: what somebody wants to hear of. *Daily mail*: what had no room in the day, at 18:00.
//!
//! Rules:
//! 1. Rows and mail are written in the transaction of what they tell of, for a few people; for many by a job.
//! 2. Nobody is told of what they may not see; what they may see no longer is gone from inbox, count and mail.
//! 3. Everything is counted anew from its causes, never added up.
//! 4. Decisions of moderation never name anybody.

pub mod address_check;
mod audience;
mod bundle;
mod daily;
mod fan_out;
pub mod follows;
pub mod inbox;
mod item;
mod kind;
mod letter;
mod mailing;
mod read;
mod recipient;
pub mod recount;
pub mod settings;
pub mod solved;
mod tell;
pub mod unsubscribe;

pub use fan_out::{
    EVERYONE_JOB, MEMBER_JOB, THREAD_JOB, UNSOLVED_JOB, correct_everyone, correct_member, correct_thread,
    look_again, look_again_for, look_again_for_everyone, tell_post as tell_post_job, tell_solved,
    untell_accepted, untell_solved,
};
pub use kind::Decided;
pub use letter::{KINDS as MAIL_KINDS, render as render_mail};
pub use read::{forget_member, write_down_opened};
pub use tell::{
    POST_JOB, SOLVED_JOB, tell_accepted, tell_decided, tell_helpful, tell_named, tell_post, tell_rank,
    tell_reinstated, tell_settled, tell_thread_decided, untell_helpful,
};
