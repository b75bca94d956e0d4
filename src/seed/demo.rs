//! Filling an empty site with the demo community, and the links that lead into it.

use anyhow::Context;
use diesel::prelude::*;

use super::content::Content;
use super::plan::{Act, Step};
use super::{founding, history};
use crate::db::Db;
use crate::db::schema::threads;
use crate::events::Origin;
use crate::ids::{ThreadId, Ts};
use crate::members::{Purpose, Role, member, print_link_to};
use crate::pages::tour::{Guest, Stop};
use crate::web::Site;
use crate::web::secrets::random_token;

/// Who is lent to whoever tries the demo: the member with the most points, one of each role.
const GUESTS: [&str; 5] = ["hannah", "sepp", "jana", "aylin", "clara"];

/// A solved question with a photo of a display.
const SOLVED: &str = "E04 nach dem Urlaub";
/// The question that waits longest for somebody.
const WAITING: &str = "Pfeifen beim Abkühlen, Werkstatt findet nichts";

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

/// Writes the whole history into the site's database, as of `now`. The same seed at the same moment gives the same
/// community; another seed another crowd around the people and threads written by hand.
///
/// Errors: the site is not empty; the content is not as it should be.
pub fn fill(site: &Site, seed: u64, now: Ts) -> anyhow::Result<Summary> {
    let content = Content::whole(seed, now)?;
    let members = content.members.len();
    let steps = history::write(site, content, &GUESTS, now)?.steps;
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

/// The guests and the guided path, with fresh links.
///
/// Errors: the site is not filled.
pub fn tour(site: &Site) -> anyhow::Result<(Vec<Guest>, Vec<Stop>)> {
    let guests = guests(site)?;
    let found = site.store.database().read_now(|db| {
        let href = |db: &mut Db, title: &str| -> anyhow::Result<String> {
            let found: Option<ThreadId> =
                threads::table.filter(threads::title.eq(title)).select(threads::id).first(db).optional()?;
            Ok(format!("/t/{}", found.with_context(|| format!("the demo has no thread {title:?}"))?))
        };
        let best =
            member::by_address(db, &founding::address(GUESTS[0])?)?.context("the demo has no guest")?;
        Ok::<_, anyhow::Error>((href(db, SOLVED)?, href(db, WAITING)?, format!("/u/{}", best.id)))
    })?;
    let (solved, waiting, profile) = found;
    let mut stops = Vec::new();
    for (title, text, role, href) in [
        ("tour-search", "tour-search-text", None, "/search?q=E04".to_owned()),
        ("tour-ask", "tour-ask-text", None, "/ask".to_owned()),
        ("tour-solved", "tour-solved-text", None, solved),
        ("tour-answer", "tour-answer-text", Some(Role::Member), "/unanswered".to_owned()),
        ("tour-inbox", "tour-inbox-text", Some(Role::Member), "/inbox".to_owned()),
        ("tour-rank", "tour-rank-text", Some(Role::Member), profile),
        ("tour-lounge", "tour-lounge-text", Some(Role::SuperUser), "/b/maschinenraum".to_owned()),
        ("tour-official", "tour-official-text", Some(Role::Team), waiting),
        ("tour-queue", "tour-queue-text", Some(Role::Moderator), "/mod".to_owned()),
        ("tour-admin", "tour-admin-text", Some(Role::Admin), "/admin/community".to_owned()),
    ] {
        let guest = guests.iter().position(|guest| Some(guest.role) == role);
        let enter = guest.map(|number| link(site, GUESTS[number], &href)).transpose()?;
        stops.push(Stop { title, text, role, href, enter });
    }
    Ok((guests, stops))
}

/// One person of each role, with a fresh link.
pub fn guests(site: &Site) -> anyhow::Result<Vec<Guest>> {
    let content = Content::load()?;
    let mut guests = Vec::new();
    for key in GUESTS {
        let person = content.person(key).with_context(|| format!("the demo has no {key}"))?;
        guests.push(Guest { role: person.role, name: person.name.clone(), path: link(site, key, "/")? });
    }
    Ok(guests)
}

/// A path that signs in as somebody and leads to another, as long as the demo runs.
fn link(site: &Site, key: &str, back: &str) -> anyhow::Result<String> {
    let (email, token, back) = (founding::address(key)?, random_token(), back.to_owned());
    let path = format!("/login/{token}");
    site.store.write_at(Ts::now(), Origin::Live, move |tx| {
        Ok::<_, anyhow::Error>(print_link_to(tx, &email, Purpose::Demo, &token, &back)?)
    })?;
    Ok(path)
}

#[cfg(test)]
#[path = "demo_tests.rs"]
mod tests;
