//! The forum as members use it.

mod canary;
mod marks;
mod solution;
mod thread;
