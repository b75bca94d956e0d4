//! Pages made of several rooms.
//!
//! *Home*: the question first, then boards, what needs an answer, what was solved, who helped. *Profile*: a member,
//! their rank and the way to the next one.
//!
//! Rules:
//! 1. A page is a fixed number of statements, written down at its handler.
//! 2. Nothing is changed here; what is shown of a thing is asked of its room.
//! 3. Counts and lists hold only what the viewer sees.

pub mod for_machines;
pub mod helpers_of_week;
pub mod home;
pub mod legal;
pub mod members_page;
pub mod next_step;
pub mod profile;
mod profile_lists;
pub mod sitemap;
pub mod tour;
