//! Data of one's own: taking it along, and leaving.
//!
//! *Download*: everything kept about a member, as JSON with their pictures. *Leaving*: the account ends; what the member
//! wrote stays under "former member", or its texts go too.
//!
//! Rules:
//! 1. [`TABLES`] says for every table that names a member what the download holds of it and what leaving does to it;
//!    a test compares it with the tables there are.
//! 2. Who leaves is gone at once: signed out everywhere, no address, no name. What takes longer is two jobs.
//! 3. What others wrote stays theirs: threads they answered in stay, with a gap where the text was.

mod archive;
pub mod download;
mod erased_texts;
pub mod leave;
mod sections;
mod tables;
mod told;

pub use erased_texts::{TEXTS_JOB, TIDY_JOB, erase_texts, follow_up, tidy};
pub use tables::TABLES;
