//! Text from people and what becomes of it: cleaned, rendered, cut, quoted, compared.
//!
//! Words: a *source* is what somebody typed (Markdown); *HTML* is what [`render`] makes of it, once, when it
//! is written; an *excerpt* is plain text for lists and mail; a *slug* is the readable end of a path.
//!
//! Rules:
//! - Pure: no database, no clock, no settings. What a mention leads to is told by the caller in [`Links`].
//! - Nothing here panics, recurses on the depth of its input, or takes more than linear time.
//! - Every piece of HTML made from a member's text has passed [`sanitise`]; nothing from outside is loaded by it.
//! - Single lines go through [`clean::line`], bodies through [`clean::body`], before they are stored;
//!   lengths are counted in characters by [`clean::length`].

pub mod clean;
mod excerpt;
mod inline;
mod language;
mod links;
mod markdown;
mod page;
mod parse;
mod quote;
mod sanitise;
mod slug;
mod table;
#[cfg(test)]
mod tests;
mod writer;
mod writer_inline;

pub use excerpt::{cut, excerpt, plain};
pub use language::{Guess, guess};
pub use markdown::{Links, Rendered, mention_candidates, render};
pub use page::{Page, page, page_title};
pub use quote::quote;
pub use sanitise::sanitise;
pub use slug::{fold, slug};
