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
//! 3. It is history (`Origin::Import`): nobody is told anything.

mod acts;
mod content;
mod demo;
mod founding;
mod history;
mod people;
mod pictures;
mod plan;
mod small;

pub use content::Content;
pub use demo::{Guest, Summary, fill, guests};
pub use small::{SECRET, Small, small};
