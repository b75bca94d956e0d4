//! Composing threads for the crowd: who asks when, and which story is told then.

use std::collections::HashSet;

use super::calendar::{self, DAY, HOUR};
use super::content::{Content, Person};
use super::dice::Dice;
use super::stories::{Library, Telling};
use super::tale::Teller;
use crate::ids::Ts;

/// So many of those who ask often ask something today.
const TODAY: usize = 7;
/// How long somebody who joined because of a problem takes to write it down, in minutes.
const WRITING_MINUTES: (f64, f64) = (4.0, 45.0);

/// Somebody asks something at a moment.
struct Asked {
    by: usize,
    at: Ts,
}

/// Adds the composed threads to the content.
///
/// Errors: stories or phrases are damaged.
pub fn add(content: &mut Content, seed: u64, now: Ts) -> anyhow::Result<()> {
    let library = Library::load()?;
    let mut dice = Dice::new(seed, "compose");
    let asked = asked(&content.members, &mut dice, now);
    let mut titles: HashSet<String> =
        content.threads.iter().map(|topic| topic.title.to_lowercase()).collect();
    let mut composed = Vec::new();
    for language in ["de", "en"] {
        let tellings = library.tellings(language, true, &mut dice);
        let of: Vec<&Asked> =
            asked.iter().filter(|asked| content.members[asked.by].language == language).collect();
        let mut teller = Teller::new(&library, &content.members, seed, now);
        // The newest first: what is told for the second time happened long ago.
        for (asked, telling) in of.into_iter().zip(&tellings) {
            let Some(topic) = teller.question(telling, asked.by, asked.at)? else { continue };
            if titles.insert(topic.title.to_lowercase()) {
                composed.push(topic);
            }
        }
        for telling in library.tellings(language, false, &mut dice) {
            let Some((by, at)) = talker(&content.members, &library, &telling, &mut dice, now) else {
                continue;
            };
            composed.push(teller.discussion(&telling, by, at)?);
        }
    }
    content.threads.append(&mut composed);
    Ok(())
}

/// Everybody's questions, the newest first.
fn asked(members: &[Person], dice: &mut Dice, now: Ts) -> Vec<Asked> {
    let mut asked = Vec::new();
    let mut today = 0;
    for (by, person) in members.iter().enumerate() {
        for number in 0..person.asks {
            let often = person.asks > 2;
            let at = if number == 0 && (!often || dice.chance(0.5)) {
                let minutes = dice.between(WRITING_MINUTES.0, WRITING_MINUTES.1);
                moment(now, person.joined_days_ago).plus_seconds((minutes * 60.0) as i64)
            } else if often && number == 1 && today < TODAY && person.last_seen_days_ago < 3.0 {
                today += 1;
                let hours = dice.between(0.5, 11.0);
                calendar::not_at_night(dice, moment(now, hours * HOUR / DAY))
            } else {
                let (first, last) = (person.joined_days_ago, person.last_seen_days_ago);
                let days = last + (first - last) * dice.share().powf(1.6);
                calendar::busy_time(dice, now, days)
            };
            let earliest = moment(now, person.joined_days_ago).plus_minutes(3);
            let at = at.clamp(earliest, now.plus_minutes(-6).max(earliest));
            asked.push(Asked { by, at });
        }
    }
    asked.sort_by_key(|asked| std::cmp::Reverse((asked.at, asked.by)));
    asked
}

/// Who starts a discussion, and when: somebody who has been here for a while, in the last hundred days.
fn talker(
    members: &[Person],
    library: &Library,
    telling: &Telling,
    dice: &mut Dice,
    now: Ts,
) -> Option<(usize, Ts)> {
    let language = &library.stories[telling.story].language;
    let days = dice.between(2.0, 100.0);
    let at = calendar::busy_time(dice, now, days);
    let days = now.seconds_since(at) as f64 / DAY;
    let here = |person: &Person| {
        person.asks > 2 && person.joined_days_ago > days + 20.0 && person.last_seen_days_ago < days.min(10.0)
    };
    let all = members.iter().enumerate();
    let able: Vec<usize> =
        all.filter(|(_, person)| person.language == *language && here(person)).map(|(by, _)| by).collect();
    dice.pick(&able).map(|by| (*by, at))
}

fn moment(now: Ts, days_ago: f64) -> Ts {
    now.plus_seconds((-days_ago * DAY).round() as i64)
}
