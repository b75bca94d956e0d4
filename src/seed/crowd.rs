//! The crowd: members put together from lists of names, each with a way of taking part.
//!
//! *Silent* ones only joined. *Askers* came with one problem, some came back with a second. *Regulars* ask now and
//! then over months and thank others. *Helpers* know something about one or two fields, *pillars* know a lot. A part
//! of each has not been here for long. How many there are of each follows from the seed alone.

use std::collections::{BTreeMap, HashSet};

use anyhow::Context;
use serde::Deserialize;

use super::calendar::{self, DAY};
use super::content::{Content, Person, embedded, parse};
use super::dice::Dice;
use crate::ids::Ts;
use crate::members::{Role, name};

/// The community began this many days ago; nobody of the crowd joined earlier.
const FIRST_DAYS_AGO: f64 = 530.0;
/// How many there are of each way of taking part.
const CROWD: [(Habit, usize); 5] =
    [(Habit::Silent, 62), (Habit::Asker, 92), (Habit::Regular, 42), (Habit::Helper, 24), (Habit::Pillar, 4)];
/// What one can know about in German.
const FIELDS: [&str; 7] = ["machine", "grinder", "milk", "care", "app", "lumo", "parts"];
/// What English speakers know about.
const ENGLISH: &str = "english";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Habit {
    Silent,
    Asker,
    Regular,
    Helper,
    Pillar,
}

#[derive(Deserialize)]
struct Names {
    origin: Vec<Origin>,
    words: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct Origin {
    language: String,
    share: f64,
    first: Vec<String>,
    last: Vec<String>,
}

/// Lets the crowd join the people of the content.
///
/// Errors: the list of names is damaged.
pub fn join(content: &mut Content, seed: u64, now: Ts) -> anyhow::Result<()> {
    let names: Names = parse("names", embedded::NAMES)?;
    let taken = content.members.iter().map(|person| name::key(&person.name));
    let mut crowd = Crowd { names, taken: taken.collect(), dice: Dice::new(seed, "crowd"), now };
    for (habit, how_many) in CROWD {
        for _ in 0..how_many {
            let key = format!("c{:03}", content.members.len());
            content.members.push(crowd.person(key, habit)?);
        }
    }
    Ok(())
}

struct Crowd {
    names: Names,
    taken: HashSet<String>,
    dice: Dice,
    now: Ts,
}

impl Crowd {
    fn person(&mut self, key: String, habit: Habit) -> anyhow::Result<Person> {
        let shares: Vec<f64> = self.names.origin.iter().map(|origin| origin.share).collect();
        let origin = self.dice.weighted(&shares).context("there are no names")?;
        let language = self.names.origin[origin].language.clone();
        let joined_days_ago = self.joined(habit);
        let last_seen_days_ago = self.last_seen(habit, joined_days_ago);
        Ok(Person {
            key,
            name: self.name(origin),
            role: Role::Member,
            department: None,
            boards: Vec::new(),
            joined_days_ago,
            bio: String::new(),
            knows: self.knows(habit, &language),
            asks: self.asks(habit),
            language,
            last_seen_days_ago,
            suspended_days_ago: None,
        })
    }

    /// The community grew: most joined lately. Whoever helps has been here for a while.
    fn joined(&mut self, habit: Habit) -> f64 {
        let days = match habit {
            Habit::Silent | Habit::Asker => FIRST_DAYS_AGO * (1.0 - self.dice.share().sqrt()),
            Habit::Regular => self.dice.between(30.0, 460.0),
            Habit::Helper => self.dice.between(110.0, 480.0),
            Habit::Pillar => self.dice.between(400.0, 520.0),
        };
        let at = calendar::busy_time(&mut self.dice, self.now, days);
        self.now.seconds_since(at) as f64 / DAY
    }

    fn last_seen(&mut self, habit: Habit, joined: f64) -> f64 {
        let stayed = match habit {
            Habit::Silent => self.dice.chance(0.2),
            Habit::Asker => self.dice.chance(0.4),
            Habit::Regular | Habit::Helper => self.dice.chance(0.86),
            Habit::Pillar => true,
        };
        let seen = match (stayed, habit) {
            (true, Habit::Silent | Habit::Asker) => self.dice.between(0.0, 40.0),
            (true, _) => self.dice.between(0.0, 5.0),
            (false, Habit::Silent) => joined - self.dice.between(0.0, 2.0),
            (false, Habit::Asker) => joined - self.dice.between(3.0, 30.0),
            (false, _) => self.dice.between(95.0, 95.0 + joined / 3.0),
        };
        seen.clamp(0.0, joined)
    }

    fn asks(&mut self, habit: Habit) -> usize {
        match habit {
            Habit::Silent => 0,
            Habit::Asker => 1 + usize::from(self.dice.chance(0.25)),
            Habit::Regular => 2 + self.dice.below(5),
            Habit::Helper | Habit::Pillar => self.dice.below(4),
        }
    }

    fn knows(&mut self, habit: Habit, language: &str) -> BTreeMap<String, f64> {
        let (fields, most) = match habit {
            Habit::Silent | Habit::Asker => return BTreeMap::new(),
            Habit::Regular => (1, 0.5),
            Habit::Helper => (2, 2.5),
            Habit::Pillar => (2, 7.0),
        };
        let mut known = BTreeMap::new();
        for _ in 0..fields {
            let field = match language {
                "en" => ENGLISH,
                _ => self.dice.pick(&FIELDS).copied().unwrap_or(ENGLISH),
            };
            known.insert(field.to_owned(), most * self.dice.between(0.4, 1.0));
        }
        known
    }

    /// A name nobody has, by the rules for names.
    fn name(&mut self, origin: usize) -> String {
        loop {
            let name = self.proposal(origin);
            if let Ok(checked) = name::check(&name)
                && self.taken.insert(checked.key)
            {
                return checked.shown;
            }
        }
    }

    fn proposal(&mut self, origin: usize) -> String {
        let (dice, origin) = (&mut self.dice, &self.names.origin[origin]);
        let empty = String::new();
        let first = dice.pick(&origin.first).unwrap_or(&empty).clone();
        let last = dice.pick(&origin.last).unwrap_or(&empty).clone();
        let words = self.names.words.get(&origin.language).map(Vec::as_slice).unwrap_or_default();
        let word = dice.pick(words).unwrap_or(&empty).clone();
        match dice.below(20) {
            0..=9 => format!("{first} {last}"),
            10 | 11 => format!("{first} {}", last.chars().next().unwrap_or('K')),
            12 => format!("{}{}", first.to_lowercase(), 60 + dice.below(39)),
            13 => format!("{first}_{}", last.chars().next().unwrap_or('K')),
            14 | 15 => word,
            16 => format!("{word}{}", 1 + dice.below(98)),
            17 => format!("{word}_{}", first.to_lowercase()),
            18 => first,
            _ => last,
        }
    }
}
