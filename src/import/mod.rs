//! Bringing in what was written elsewhere: a forum's threads, answers and comments, with their authors.
//!
//! *Dump*: the folder a site gives away, one XML file a table. *Site*: where it comes from, known by its host.
//! *Original*: the number something had there. *Piece*: part of a thread, written in one transaction.
//!
//! Rules:
//! 1. Constant memory: a file is read row by row; what belongs together is found by numbers sorted into a temporary
//!    file ([`sorted`]), and texts are read again where they stand.
//! 2. A thread appears whole: question, accepted answer, counters, log. What is interrupted goes on with the next
//!    run, which passes over whatever is here already, changed or not.
//! 3. Nobody is told. Nothing is fetched. Texts go through the same renderer and the same gate as anybody's.
//! 4. Rendering and reading happen outside of the transaction, which stays within [`run::SLICE`].
//! 5. Every post says where it comes from ([`Source`](crate::forum::Source)), as its licence asks.

mod begin;
mod date;
mod dump;
mod duplicates;
mod html;
mod markdown;
mod markdown_inline;
mod markdown_line;
mod people;
mod piece;
mod prepare;
mod reader;
pub mod redirect;
mod report;
mod rows;
mod rows_out;
mod run;
mod sorted;
mod who;
mod write;

use std::collections::BTreeSet;

use diesel::QueryResult;

use crate::db::Db;
use crate::events::Tx;
use crate::ids::{MemberId, Ts};

pub use report::{Left, Report, Taken};
pub use rows::Damage;
pub use run::{Options, Phase, Progress, run};

/// Port: how members' points follow from what was brought in (`reactions::POINTS`), in bulk.
#[derive(Clone, Copy)]
pub struct Points {
    /// Leaves these members to a job of a server, not before that time, should the import not come to it.
    pub enqueue: fn(&mut Tx<'_>, &BTreeSet<MemberId>, Ts) -> QueryResult<()>,
    /// Up to so many members that wait.
    pub waiting: fn(&mut Db, i64) -> QueryResult<Vec<MemberId>>,
    /// Makes the points of as many of these as fit into a slice; returns how many are done.
    pub work_off: fn(&mut Tx<'_>, &[MemberId]) -> QueryResult<usize>,
}
