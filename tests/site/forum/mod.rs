//! The forum as members use it.

mod canary;
mod editing;
mod feed;
mod held;
mod log;
mod marks;
mod moderation;
pub mod pictures;
mod reading;
mod solution;
mod thread;
mod unread;
mod written;
