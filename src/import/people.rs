//! Members made of whoever wrote something: without an address, so that nobody can sign in as them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use diesel::prelude::*;

use super::sorted::Sorted;
use super::who::{self, Who};
use crate::db::schema::{imported_members, members};
use crate::db::{Database, Db, Numbered, reserve};
use crate::events::{Event, Tx};
use crate::ids::{MemberId, Ts};
use crate::members::member_slug;

/// Numbers asked for in one statement.
const AT_ONCE: usize = 500;

/// What an account there says about its owner.
#[derive(Clone, Debug, Default)]
pub struct Person {
    /// Their name there.
    pub shown: Option<String>,
    /// Since when the account is there.
    pub joined_at: Option<Ts>,
    /// When they were there for the last time.
    pub seen_at: Option<Ts>,
}

/// Members by kind and number there.
pub type Known = HashMap<(i16, i64), MemberId>;

/// Those of these who are members already; one statement for each kind.
pub fn known(db: &mut Db, site: i64, all: &BTreeSet<&Who>) -> QueryResult<Known> {
    let mut by_kind: BTreeMap<i16, Vec<i64>> = BTreeMap::new();
    for (kind, number) in all.iter().map(|who| who.key()) {
        by_kind.entry(kind).or_default().push(number);
    }
    let mut known = Known::new();
    for (kind, numbers) in by_kind {
        let rows: Vec<(i64, MemberId)> = imported_members::table
            .filter(imported_members::site.eq(site))
            .filter(imported_members::kind.eq(kind))
            .filter(imported_members::original.eq_any(&numbers))
            .select((imported_members::original, imported_members::member))
            .load(db)?;
        known.extend(rows.into_iter().map(|(number, member)| ((kind, number), member)));
    }
    Ok(known)
}

/// How many of these, by number and kind, are no members yet.
pub fn newcomers(database: &Database, site: Option<i64>, all: Sorted) -> anyhow::Result<u64> {
    let mut new = 0;
    let mut some: Vec<(i64, i64)> = Vec::new();
    let mut count = |some: &mut Vec<(i64, i64)>| {
        new += some.len() as u64;
        let Some(site) = site else {
            some.clear();
            return Ok(());
        };
        for kind in 0..=2_i64 {
            let numbers: Vec<i64> = some.iter().filter(|one| one.1 == kind).map(|one| one.0).collect();
            let here = imported_members::table
                .filter(imported_members::site.eq(site))
                .filter(imported_members::kind.eq(kind as i16))
                .filter(imported_members::original.eq_any(numbers))
                .count();
            let here: i64 = database.read_now(|db| Ok::<_, anyhow::Error>(here.get_result(db)?))?;
            new -= here as u64;
        }
        some.clear();
        Ok::<_, anyhow::Error>(())
    };
    all.each_once(&mut |pair| {
        some.push(pair);
        if some.len() == AT_ONCE { count(&mut some) } else { Ok(()) }
    })?;
    count(&mut some)?;
    Ok(new)
}

/// Whoever is to be made a member, and the time of the first thing they wrote.
pub struct Newcomer<'a> {
    /// Who it is.
    pub who: &'a Who,
    /// What their account says.
    pub person: Person,
    /// When they wrote something, for those whose account says nothing.
    pub wrote_at: Ts,
}

/// Makes members of them.
pub fn add(tx: &mut Tx<'_>, site: i64, host: &str, new: &[Newcomer<'_>]) -> QueryResult<Known> {
    let ids = reserve(tx.db, Numbered::Members, new.len())?;
    let mut taken = BTreeSet::new();
    let (mut rows, mut origins, mut joined, mut known) = (Vec::new(), Vec::new(), Vec::new(), Known::new());
    for (id, newcomer) in ids.into_iter().zip(new) {
        let (kind, original) = newcomer.who.key();
        let (name, key) = name(tx.db, newcomer, host, &mut taken)?;
        let created_at = newcomer.person.joined_at.unwrap_or(newcomer.wrote_at).min(newcomer.wrote_at);
        let erased_at = (*newcomer.who == Who::Nobody).then_some(created_at);
        rows.push((
            members::id.eq(MemberId(id)),
            members::slug.eq(member_slug(&name)),
            members::name.eq(name),
            members::name_key.eq(key),
            members::last_seen_at.eq(newcomer.person.seen_at.unwrap_or(newcomer.wrote_at)),
            members::erased_at.eq(erased_at),
            members::created_at.eq(created_at),
        ));
        origins.push((
            imported_members::site.eq(site),
            imported_members::kind.eq(kind),
            imported_members::original.eq(original),
            imported_members::member.eq(MemberId(id)),
        ));
        joined.push((created_at, Event::MemberJoined { member: MemberId(id) }));
        known.insert((kind, original), MemberId(id));
    }
    if !rows.is_empty() {
        crate::on_each!(tx.db, |c| diesel::insert_into(members::table).values(&rows).execute(c))?;
        crate::on_each!(tx.db, |c| diesel::insert_into(imported_members::table).values(&origins).execute(c))?;
        tx.record_past(&joined)?;
    }
    Ok(known)
}

/// The first name for them that nobody has, and its key.
fn name(
    db: &mut Db,
    newcomer: &Newcomer<'_>,
    host: &str,
    taken: &mut BTreeSet<String>,
) -> QueryResult<(String, String)> {
    if *newcomer.who == Who::Nobody {
        // Never shown: pages say "former member". No name that somebody may choose has this key.
        return Ok((format!("Former member of {host}"), format!("former member of {host}")));
    }
    let shown = match newcomer.who {
        Who::Named(named) => Some(named.as_str()),
        _ => newcomer.person.shown.as_deref(),
    };
    for name in who::candidates(newcomer.who, shown, host) {
        let owner = members::table.filter(members::name_key.eq(&name.key)).count();
        if !taken.contains(&name.key) && owner.get_result::<i64>(db)? == 0 {
            taken.insert(name.key.clone());
            return Ok((name.shown, name.key));
        }
    }
    Err(diesel::result::Error::QueryBuilderError("there is no free name left".into()))
}
