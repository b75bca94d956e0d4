//! The site as people use it: over HTTP on both databases, and in a real browser.
//!
//! One test binary, so that one PostgreSQL and one ChromeDriver serve the whole run. The
//! folders below are the rooms of `src/`.

mod admin;
mod backup;
mod command;
mod demo;
mod forum;
mod import;
mod killed;
mod log;
mod members;
mod notifications;
mod operations;
mod page_cache;
mod recognition;
mod roof;
mod search;
mod start;
mod story;
mod support;
