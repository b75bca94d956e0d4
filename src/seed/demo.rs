//! Filling an empty site with the demo community, and the links that lead into it.

use std::sync::Arc;

use anyhow::{Context, ensure};
use diesel::prelude::*;

use super::acts::{Replay, Texts};
use super::content::Content;
use super::founding::{self, Founded};
use super::plan::{self, Act, Step};
use crate::db::schema::members;
use crate::events::{Origin, Tx};
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
    let content = Arc::new(Content::load()?);
    let faults = content.faults();
    ensure!(faults.is_empty(), "the demo is damaged: {}", faults.join("; "));
    let steps = Arc::new(plan::steps(&content, now));
    let founding = content.clone();
    let founded: Founded = site.store.write_at(now, Origin::Import, move |tx| {
        let people: i64 = members::table.count().get_result(tx.db)?;
        ensure!(people == 0, "the demo needs an empty community");
        founding::found(tx, &founding, now)
    })?;
    let texts = site.store.database().read_now(|db| Texts::prepare(site, db, &content))?;
    let summary = summary(&content, &steps);
    site.store.write_at(now, Origin::Import, move |tx| {
        let mut replay = Replay::new(tx, &content, &texts, &founded)?;
        for step in steps.iter() {
            replay.step(tx, step)?;
        }
        last_seen(tx, &content, &founded, &steps, now)
    })?;
    Ok(summary)
}

fn summary(content: &Content, steps: &[Step]) -> Summary {
    let count = |wanted: fn(&Act) -> bool| steps.iter().filter(|step| wanted(&step.act)).count();
    let threads = count(|act| *act == Act::Start);
    Summary {
        members: content.members.len(),
        threads,
        posts: threads + count(|act| matches!(act, Act::Write(_))),
        marks: count(|act| matches!(act, Act::Helpful(_) | Act::Worked(_) | Act::SameHere)),
    }
}

/// Everybody was last here when the content says, or when they did something after that.
fn last_seen(
    tx: &mut Tx<'_>,
    content: &Content,
    founded: &Founded,
    steps: &[Step],
    now: Ts,
) -> anyhow::Result<()> {
    let mut seen: Vec<Ts> = content.members.iter().map(|person| plan::last_seen_at(person, now)).collect();
    for step in steps.iter().filter(|step| step.act != Act::Midnight) {
        seen[step.by] = seen[step.by].max(step.at);
    }
    for (member, at) in founded.members.iter().zip(seen) {
        diesel::update(members::table.find(*member)).set(members::last_seen_at.eq(at)).execute(tx.db)?;
    }
    Ok(())
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
