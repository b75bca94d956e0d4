//! Metrics: numbers that a running server counts, and how they are written down for Prometheus.
//!
//! *Counter*: only grows. *Gauge*: goes up and down. *Histogram*: how many were at most so large. *Exposition*: all of
//! them as text.
//!
//! Rules:
//! 1. Counting is one or two additions to an atomic: no lock, no allocation. A page from memory costs less than ten
//!    microseconds, and must not cost more for being counted. That is why this is no crate: those keep a family's
//!    members in a map behind a lock and hash the labels of every request.
//! 2. Whoever counts owns the numbers (the database its own, the web its own); they are read when somebody asks.
//! 3. Nothing here knows what is counted.

mod exposition;
mod number;

pub use exposition::{Exposition, Kind};
pub use number::{Counter, Gauge, Histogram, Raised};
