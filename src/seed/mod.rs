//! The demo community: an invented coffee machine maker, its customers, and a year and a half of what they wrote.
//! Beside it a small community for tests, with every role, visibility and state.
//!
//! *Content*: the files in `content/`, see its README. *Plan*: the content as steps in order of time. *Step*: one
//! person doing one thing at one moment.
//!
//! Rules:
//! 1. Nothing is written past the actions: every step is what a member could have done, with its permissions, events
//!    and everything that follows from them, so that counters, points and ranks come out right by construction.
//! 2. Times count back from now; the same content at the same moment gives the same community, numbers included.
//! 3. It is history (`Origin::Import`): nobody is told anything, but for the guests of the demo, who find in their
//!    inbox what happened lately.
//! 4. What follows from a step (counters, points, ranks) is made for many steps together, by the same counting.
//! 5. Around what is written by hand stands what is composed: the crowd (`crowd.rs`) tells the stories of
//!    `content/stories/` (`compose.rs`: who and when; `tale.rs`: how; `wording.rs`: in which words). All chance comes
//!    from the seed.

mod acts;
mod calendar;
mod compose;
mod content;
mod crowd;
mod demo;
mod dice;
mod founding;
mod history;
mod lately;
mod pictures;
mod plan;
mod small;
mod stories;
mod tale;
mod wording;
mod words;

pub use content::Content;
pub use demo::{Summary, fill, guests, tour};
pub use small::{SECRET, Small, small};
