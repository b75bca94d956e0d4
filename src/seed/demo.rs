//! Filling an empty site with the demo community, and the links that lead into it.

use anyhow::Context;

use super::content::Content;
use super::plan::{Act, Step};
use super::{founding, history};
use crate::events::Origin;
use crate::ids::Ts;
use crate::members::{Purpose, Role, print_link};
use crate::web::Site;
use crate::web::secrets::random_token;

/// Who is lent to whoever tries the demo: the member with the most points, one of each role.
const GUESTS: [&str; 5] = ["hannah", "sepp", "jana", "aylin", "clara"];

/// How much was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Members who joined.
    pub members: usize,
    /// Threads that were started.
    pub threads: usize,
    /// Posts, openings among them.
    pub posts: usize,
    /// Helpful, worked and same-here marks.
    pub marks: usize,
}

/// Writes the whole history into the site's database, as of `now`.
///
/// Errors: the site is not empty; the content is not as it should be.
pub fn fill(site: &Site, now: Ts) -> anyhow::Result<Summary> {
    let content = Content::load()?;
    let members = content.members.len();
    let steps = history::write(site, content, now)?.steps;
    Ok(summary(members, &steps))
}

fn summary(members: usize, steps: &[Step]) -> Summary {
    let count = |wanted: fn(&Act) -> bool| steps.iter().filter(|step| wanted(&step.act)).count();
    let threads = count(|act| *act == Act::Start);
    Summary {
        members,
        threads,
        posts: threads + count(|act| matches!(act, Act::Write(_))),
        marks: count(|act| matches!(act, Act::Helpful(_) | Act::Worked(_) | Act::SameHere)),
    }
}

/// Somebody of the community whom whoever tries the demo may be.
#[derive(Clone, Debug)]
pub struct Guest {
    /// What they are.
    pub role: Role,
    /// What they are called.
    pub name: String,
    /// The path that signs in as them, as long as the demo runs.
    pub path: String,
}

/// One person of each role, with a fresh link.
pub fn guests(site: &Site) -> anyhow::Result<Vec<Guest>> {
    let content = Content::load()?;
    let mut guests = Vec::new();
    for key in GUESTS {
        let person = content.person(key).with_context(|| format!("the demo has no {key}"))?;
        let (email, token) = (founding::address(key)?, random_token());
        let path = format!("/login/{token}");
        site.store.write_at(Ts::now(), Origin::Live, move |tx| {
            Ok::<_, anyhow::Error>(print_link(tx, &email, Purpose::Demo, &token)?)
        })?;
        guests.push(Guest { role: person.role, name: person.name.clone(), path });
    }
    Ok(guests)
}

#[cfg(test)]
#[path = "demo_tests.rs"]
mod tests;
