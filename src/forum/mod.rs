//! The forum: boards, threads, posts, and what members do with them.
//!
//! *Board*: a place for threads. *Thread*: a title and its posts; members read its kind (question, tip, …). *Post*:
//! opening, answer or reply. *Solution*: the accepted answer. *Ending*: solved by a solution or by the asker, or
//! settled. *Hidden* by moderation, *deleted* by its author.
//!
//! Rules:
//! 1. Who may do what is asked of `permissions.rs`, by the button and by the action.
//! 2. What a viewer may not see is not found; things are loaded through [`thread::find`] and [`post::find`], and for
//!    changing through [`thread::take`] and [`post::take`], which lock the thread first.
//! 3. Every change records an event. Counters and points follow in `reactions.rs`.
//! 4. Texts are cleaned, rendered and sanitised before the transaction ([`body`]) and stored as HTML.

pub mod act;
pub mod ask;
mod ask_page;
pub mod board;
pub mod board_follow;
pub mod board_page;
pub mod board_read;
pub mod body;
pub mod bookmark;
pub mod byline;
pub mod counters;
pub mod duplicate;
pub mod ending;
pub mod feed;
pub mod flag;
pub mod follow;
pub mod follow_form;
pub mod held_question;
pub mod helpful;
pub mod history;
pub mod ignore;
mod list_choice;
pub mod mark;
pub mod marks_page;
pub mod notice;
pub mod permissions;
pub mod picture;
pub mod picture_unused;
pub mod picture_upload;
pub mod post;
pub mod post_delete;
pub mod post_edit;
pub mod post_hide;
pub mod post_restore;
pub mod preview;
pub mod read_position;
pub mod recount;
pub mod reply;
pub mod reply_form;
pub mod revision;
pub mod same_here;
pub mod similar;
pub mod solution;
pub mod source;
pub mod tag;
pub mod tag_follow;
pub mod tag_page;
pub mod tag_share;
pub mod tag_slice;
pub mod tags_page;
pub mod thread;
pub mod thread_kind;
pub mod thread_lock;
pub mod thread_manage;
pub mod thread_move;
pub mod thread_official;
pub mod thread_page;
pub mod thread_pin;
pub mod thread_row;
pub mod thread_start;
pub mod thread_tags;
pub mod thread_title;
pub mod unanswered;
pub mod worked;

pub use board::{Board, Boards, Visibility};
pub use post::{Post, PostKind};
pub use read_position::Reads;
pub use similar::{Like, Similar, SimilarThread};
pub use source::{Licence, Source, SourceKind};
pub use thread::{Ending, Kind, Reason, State, Thread};
