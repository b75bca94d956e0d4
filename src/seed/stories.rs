//! Stories: what threads are composed from. Each tells one matter in several ways; see `content/README.md`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::content::{embedded, parse};
use super::dice::Dice;
use super::words::kind;
use crate::forum::thread::Kind;

#[derive(Deserialize)]
struct Told {
    story: Vec<Story>,
}

/// One matter, told in several ways.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// What its threads are.
    #[serde(deserialize_with = "kind", default = "question")]
    pub kind: Kind,
    /// Key of their board.
    pub board: String,
    /// Who knows about it: see `Person::knows`.
    pub field: String,
    /// `de` or `en`.
    pub language: String,
    /// Slugs of their tags; the device's is added.
    pub tags: Vec<String>,
    /// What may stand in its slots, besides what may stand everywhere.
    #[serde(default)]
    pub slots: BTreeMap<String, Vec<String>>,
    /// One thread each.
    pub titles: Vec<String>,
    /// Whether it asks for advice rather than help, so that there is nothing to be tried, settled or replaced.
    #[serde(default)]
    pub advice: bool,
    /// For each title which openings, answers and guesses fit, as digits: `"01:2:"`.
    #[serde(default)]
    pub fits: Vec<String>,
    /// First posts.
    pub openings: Vec<String>,
    /// Answers that do not get to the bottom of it.
    #[serde(default)]
    pub guesses: Vec<String>,
    /// Answers that do; in discussions what others say.
    pub answers: Vec<String>,
    /// For each of the thanks the answers it fits, as digits.
    #[serde(default)]
    pub thanks_for: Vec<String>,
    /// What the asker says in the end.
    #[serde(default)]
    pub thanks: Vec<String>,
}

fn question() -> Kind {
    Kind::Question
}

impl Story {
    /// Numbers of the openings that fit a title.
    pub fn openings_for(&self, title: usize) -> Vec<usize> {
        self.fitting(title, 0, self.openings.len())
    }

    /// Numbers of the answers that fit a title.
    pub fn answers_for(&self, title: usize) -> Vec<usize> {
        self.fitting(title, 1, self.answers.len())
    }

    /// The guesses that fit a title.
    pub fn guesses_for(&self, title: usize) -> Vec<&str> {
        let fitting = self.fitting(title, 2, self.guesses.len());
        fitting.into_iter().filter_map(|number| self.guesses.get(number)).map(String::as_str).collect()
    }

    /// What the asker may say after this answer solved it.
    pub fn thanks_for(&self, answer: usize) -> Vec<&str> {
        let fits = |digits: &String| numbers(digits).contains(&answer);
        let all = self.thanks.iter().zip(&self.thanks_for);
        all.filter(|(_, digits)| fits(digits)).map(|(text, _)| text.as_str()).collect()
    }

    fn fitting(&self, title: usize, side: usize, all: usize) -> Vec<usize> {
        match self.fits.get(title).and_then(|fits| fits.split(':').nth(side)) {
            Some(digits) => numbers(digits),
            None => (0..all).collect(),
        }
    }
}

fn numbers(digits: &str) -> Vec<usize> {
    digits.chars().filter_map(|digit| digit.to_digit(10)).map(|digit| digit as usize).collect()
}

/// What people of one language say around the matter.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)] // explained in the file
pub struct Phrases {
    pub hello: Vec<String>,
    pub asking_bye: Vec<String>,
    pub helping_hello: Vec<String>,
    pub helping_bye: Vec<String>,
    pub thanks: Vec<String>,
    pub tried: Vec<String>,
    pub same: Vec<String>,
    pub welcome: Vec<String>,
    pub settled: Vec<String>,
    pub first_thanks: Vec<String>,
    pub replaced: Vec<String>,
    pub waiting: Vec<String>,
    pub advice: Around,
    pub slots: BTreeMap<String, Vec<String>>,
}

/// What is said instead where somebody asks for advice.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)] // explained in the file
pub struct Around {
    pub thanks: Vec<String>,
    pub tried: Vec<String>,
    pub same: Vec<String>,
    pub waiting: Vec<String>,
}

/// One thread that can be told.
#[derive(Clone, Debug)]
pub struct Telling {
    /// The number of its story.
    pub story: usize,
    /// The number of its title there.
    pub title: usize,
    /// The device it is about.
    pub device: Option<String>,
    /// Whether the title says so before anything else.
    pub names_device: bool,
}

/// All stories and phrases.
pub struct Library {
    /// In the order of the files.
    pub stories: Vec<Story>,
    /// By language.
    pub phrases: BTreeMap<String, Phrases>,
}

impl Library {
    /// Reads what the program carries with it.
    pub fn load() -> anyhow::Result<Library> {
        let mut stories = Vec::new();
        for (name, text) in embedded::STORIES {
            stories.append(&mut parse::<Told>(name, text)?.story);
        }
        Ok(Library { stories, phrases: parse("phrases", embedded::PHRASES)? })
    }

    /// The threads that can be told in a language, each with another title; those that tell a story once more with
    /// another device in the title come last.
    pub fn tellings(&self, language: &str, is_question: bool, dice: &mut Dice) -> Vec<Telling> {
        let (mut plain, mut again) = (Vec::new(), Vec::new());
        let fits = |story: &&(usize, &Story)| {
            story.1.language == language && (story.1.kind == Kind::Question) == is_question
        };
        let all: Vec<(usize, &Story)> = self.stories.iter().enumerate().collect();
        for (story, told) in all.iter().filter(fits) {
            let devices = told.slots.get("device").map(Vec::as_slice).unwrap_or_default();
            for (title, text) in told.titles.iter().enumerate() {
                let named = text.contains("{device}") || text.contains("{short}");
                let first = dice.below(devices.len().max(1));
                let device = devices.get(first).cloned();
                plain.push(Telling { story: *story, title, device, names_device: false });
                let other = devices.iter().enumerate().find(|(number, _)| *number != first);
                if let Some((_, other)) = other {
                    let device = Some(other.clone());
                    again.push(Telling { story: *story, title, device, names_device: !named });
                }
            }
        }
        dice.shuffle(&mut plain);
        dice.shuffle(&mut again);
        plain.append(&mut again);
        plain
    }
}

/// The short name of a device.
pub fn short(device: &str) -> &str {
    device.strip_prefix("Mahlwerk ").unwrap_or(device)
}
