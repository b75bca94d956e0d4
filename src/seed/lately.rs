//! What the guests of the demo find when they come: an inbox in which something happened, and lists with some of it
//! unread.

use std::collections::HashMap;

use diesel::QueryResult;
use diesel::prelude::*;

use super::founding::Founded;
use super::plan::{Act, Step};
use crate::db::schema::{jobs, members, notifications, outbox, posts};
use crate::events::{Event, Tx};
use crate::forum::read_position;
use crate::ids::{BoardId, MemberId, PostId, Ts};
use crate::notifications as news;

/// They were told of what happened in so many days.
const TOLD_DAYS: i64 = 10;
/// When each of them was last here, in hours: what came later is unread. One after the other, over again.
const AWAY_HOURS: [i64; 5] = [20, 11, 16, 7, 13];

/// Tells of what happened lately where guests take part, and marks as read what they have seen.
pub fn tell(
    tx: &mut Tx<'_>,
    founded: &Founded,
    written: &[Vec<PostId>],
    steps: &[Step],
    guests: &[usize],
    now: Ts,
) -> anyhow::Result<()> {
    if guests.is_empty() {
        return Ok(());
    }
    let since = now.plus_days(-TOLD_DAYS);
    let seen = now.plus_hours(-AWAY_HOURS.iter().copied().max().unwrap_or(0));
    let mine = where_guests_write(steps, guests);
    let follow = |step: &&Step| mine.get(&step.topic).is_some_and(|wrote| step.at > *wrote);
    let lately = steps.iter().filter(|step| step.at >= since).filter(follow);
    let (earlier, later): (Vec<&Step>, Vec<&Step>) = lately.partition(|step| step.at < seen);
    earlier.into_iter().try_for_each(|step| tell_of(tx, founded, written, step))?;
    diesel::update(notifications::table.filter(notifications::read_at.is_null()))
        .set(notifications::read_at.eq(seen))
        .execute(tx.db)?;
    diesel::update(members::table).set(members::unread.eq(0)).execute(tx.db)?;
    later.into_iter().try_for_each(|step| tell_of(tx, founded, written, step))?;
    // They were told, but not by mail, and nobody is told by a job later on.
    diesel::delete(outbox::table).execute(tx.db)?;
    diesel::delete(jobs::table.filter(jobs::kind.eq_any([news::POST_JOB, news::SOLVED_JOB])))
        .execute(tx.db)?;
    for (guest, hours) in guests.iter().zip(AWAY_HOURS.iter().cycle()) {
        let member = founded.members[*guest];
        let mut boards: Vec<BoardId> = founded.boards.values().copied().collect();
        boards.sort_unstable();
        tx.step(now.plus_hours(-hours), nothing, |tx| {
            boards.iter().try_for_each(|board| read_position::mark_board(tx, member, *board))?;
            Ok::<_, anyhow::Error>(())
        })?;
    }
    Ok(())
}

fn nothing(_: &mut Tx<'_>, _: &Event) -> QueryResult<()> {
    Ok(())
}

/// The threads guests started or wrote in, and since when all of those do who do at all.
fn where_guests_write(steps: &[Step], guests: &[usize]) -> HashMap<usize, Ts> {
    let mut first: HashMap<(usize, usize), Ts> = HashMap::new();
    let theirs = |step: &&Step| guests.contains(&step.by) && matches!(step.act, Act::Start | Act::Write(_));
    for step in steps.iter().filter(theirs) {
        first.entry((step.topic, step.by)).or_insert(step.at);
    }
    let mut since: HashMap<usize, Ts> = HashMap::new();
    for ((topic, _), at) in first {
        since.entry(topic).and_modify(|latest| *latest = at.max(*latest)).or_insert(at);
    }
    since
}

fn tell_of(tx: &mut Tx<'_>, founded: &Founded, written: &[Vec<PostId>], step: &Step) -> anyhow::Result<()> {
    let by: MemberId = founded.members[step.by];
    let post = |place: usize| written[step.topic].get(place).copied().ok_or(diesel::result::Error::NotFound);
    tx.step(step.at, nothing, |tx| {
        match step.act {
            Act::Write(place) => news::tell_post(tx, post(place)?)?,
            Act::Accept(place) => news::tell_accepted(tx, post(place)?, by)?,
            Act::Helpful(place) => {
                let on = post(place)?;
                let author: MemberId = posts::table.find(on).select(posts::author).first(tx.db)?;
                if author != by {
                    news::tell_helpful(tx, on, author, by)?;
                }
            }
            _ => {}
        }
        Ok(())
    })
}
