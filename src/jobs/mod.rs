//! Work that is done later, in the background: rows in a queue, a thread that works them off.
//!
//! *Job*: a kind and a subject (an id), once in the queue however often it is asked for. *Lease*: for how long a job
//! belongs to the server that took it. *Parked*: a job that failed too often; it waits for somebody to look.
//!
//! Rules:
//! 1. A job is written in the transaction of what causes it ([`enqueue`]), and done at least once: its function
//!    must bear being run again.
//! 2. A job takes short transactions of its own and works in bounded slices; the next slice is the same job again.
//! 3. One that fails is tried again after growing pauses and never keeps others waiting.
//! 4. This room knows no kinds: the table of [`Kind`]s is filled in `reactions.rs`.

mod queue;
mod stop;
mod worker;

pub use queue::{enqueue, last_problem, parked, unpark};
pub use stop::Stop;
pub use worker::{Kind, start};
