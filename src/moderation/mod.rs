//! Moderation: what members point out, looked at by moderators one after the other.
//!
//! *Flag*: a member points to a post. *Notice*: anybody reports illegal content. *Settle*: moderation decides, either
//! hiding the post or finding nothing wrong. What a super-user has hidden waits here as their flag, to be confirmed.
//!
//! Rules:
//! 1. Only moderators see who flagged; authors see decisions as "by moderation".
//! 2. The queue is worked off oldest first; a post is one case, however many have flagged it.
//! 3. Hiding and showing again is done by the forum; here it is decided.

pub mod flag_settle;
pub mod flags_page;
