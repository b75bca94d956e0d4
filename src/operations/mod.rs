//! Operations: what a machine or its keeper asks a running server.
//!
//! *Ready*: this server can answer people now. *Figures*: what it counts, for Prometheus. *Finding*: something that
//! is wrong or soon will be, with the one step that mends it.
//!
//! Rules:
//! 1. Being asked costs little and is bounded in time: monitors ask often, and most of all when things are bad.
//! 2. What is wrong is a list made by a pure function from what was gathered; pages and commands only show it.
//! 3. Nothing here says addresses, names or secrets.

pub mod disk;
mod facts;
mod figures;
mod findings;
pub mod metrics_page;
mod process;
pub mod ready;
mod running;

pub use facts::{Facts, GivenUp, gather};
pub use findings::{Finding, Step, Weight, findings, size};
pub use running::Running;
