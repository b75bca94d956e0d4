//! Administration: what only admins see and set.
//!
//! *Desk*: an admin page with its list of places beside it. *Form*: fields described in Rust ([`fields`]) and drawn by
//! one template, so that each label, hint and mistake is tied to its control in the same way everywhere.
//!
//! Rules:
//! 1. Every handler asks for [`Admin`](crate::members::Admin); for everybody else these pages do not exist. The one
//!    exception is `member_suspend.rs`, which moderators reach below `/mod`.
//! 2. What is typed is checked by pure functions before anything is written, and all mistakes are said at once.
//! 3. Every change is an event; that pages are made anew follows from it in `reactions.rs`, not here.
//! 4. Nothing that members wrote is deleted here: a board goes only when it is empty. The one exception is an account
//!    whose member asked for it (`member_erase.rs`).

pub mod board_delete;
pub mod board_form;
pub mod board_list;
mod board_reach;
mod check;
pub mod community;
pub mod department;
mod desk;
mod fields;
pub mod health;
pub mod legal_edit;
pub mod legal_list;
pub mod logo;
pub mod member_erase;
pub mod member_list;
pub mod member_page;
pub mod member_suspend;
pub mod settings_page;
pub mod start;
pub mod tag_form;
pub mod tag_list;
pub mod tag_merge;

pub use desk::PLACES;
pub use fields::Control;
