//! A running server as monitors and its keeper see it.

mod draining;
mod log_lines;
mod metrics;
