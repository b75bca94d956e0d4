//! Pictures that people upload: nothing of the file they sent is ever served.
//!
//! A *picture* is what [`accept`] makes of an upload: the full form, at most 2048 px on its longest
//! side, and a *thumbnail* of at most 640 px, both encoded afresh.
//!
//! Rules
//! - The format is read from the first bytes, never from a name or a content type.
//! - Everything that can be refused from the header is refused before a pixel is decoded.
//! - Only pixels pass: EXIF (with the place where a photo was taken), comments, colour profiles,
//!   further frames and whatever hangs behind the picture are dropped.
//! - The orientation a phone notes in EXIF is applied first, so photos stand upright.
//! - [`accept`] takes processor time and memory: call it off the async threads, few at a time.

mod accept;
mod encode;
pub mod keep;
pub mod logo;
mod problem;
mod sniff;
pub mod upload;

pub use accept::{Limits, accept};
pub use encode::{Encoded, Picture};
pub use problem::PictureProblem;
