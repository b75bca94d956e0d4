//! The forum as members use it.

mod canary;
mod solution;
