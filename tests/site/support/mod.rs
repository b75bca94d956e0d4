//! What the tests of the site stand on: databases, people, mail and a browser.
//!
//! - A test says what people do: [`on_each_database`] gives it a running [`Site`], twice.
//! - [`Person`] speaks HTTP like a browser without JavaScript; [`Browser`] is a real one.
//! - Nothing sleeps blindly: what takes time is waited for with a bound, in [`patience`].
//! - PostgreSQL and Chromium may be missing, and then the run says so; what is named in
//!   `LOTSE_TEST_REQUIRE=postgres,chromium` must be there.

#![allow(dead_code, unused_imports)] // a shelf of tools: not every tool is taken down by every test

mod chromium;
mod community;
mod driver;
mod form;
mod guard;
mod mailbox;
mod page;
mod patience;
mod person;
mod postgres;
mod required;
mod site;

pub use chromium::{Browser, Look};
pub use community::{BOARDS, PEOPLE, address_of, short};
pub use mailbox::{Mail, Mailbox};
pub use page::Page;
pub use patience::{PATIENCE, patiently};
pub use person::Person;
pub use postgres::Database as OnPostgres;
pub use site::{DatabaseKind, Site, on_each_database, on_sqlite};
