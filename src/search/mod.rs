//! Search: threads by the words of their posts, what is like a question while it is typed, and what is like a thread.
//!
//! *Index*: a document for each visible post, in a folder of the data directory, made from the database and never
//! asked for more than ids. *Keeper*: the thread that writes it. *Fit*: whether all words are there, or some.
//!
//! Rules:
//! 1. The index decides what is worth reading, never what may be read: boards are part of every query, and hits are
//!    read anew from the database through what the viewer sees.
//! 2. Only the keeper writes. It follows the log with a cursor of its own, kept with what it has written.
//! 3. Whatever is wrong with the index, it is made anew beside the serving site; nothing else depends on it.
//! 4. Anything may be typed. Work is bounded by the number of words looked at, not by what was sent.

mod asked;
mod document;
mod fields;
mod find;
mod hit;
mod index;
mod keeper;
mod mark;
mod place;
mod query;
mod rebuild;
pub mod search_page;
pub mod similar;
mod state;
pub mod suggest;
mod titles;
mod touched;
pub mod trial;
mod words;
mod writing;

pub use keeper::{Reindexed, reindex, start};
pub use state::{Search, SearchState};
pub use touched::{Touched, Touches};
