//! Telling one composed thread: who answers, what they say, how it ends, who marks what.

mod choosing;

use std::collections::BTreeMap;

use anyhow::Context;

use super::calendar::{self, DAY, HOUR};
use super::content::{Entry, Person, Topic};
use super::dice::Dice;
use super::stories::{Around, Library, Phrases, Story, Telling, short};
use super::wording;
use crate::forum::thread::Kind;
use crate::forum::{Ending, PostKind};
use crate::ids::Ts;

/// Of all questions that others have answered this share gets a solution; the others wait, or end otherwise.
const SOLVED: f64 = 0.9;
/// This share of the questions of the last days nobody has answered yet; older ones all got something.
const UNANSWERED: f64 = 0.16;
const UNANSWERED_DAYS: i64 = 8;
const SETTLED: f64 = 0.04;
const GUESSED: f64 = 0.6;
const REPLACED: f64 = 0.04;
/// Marks and whatever else follows happen within this many days.
const LATER_HOURS: (f64, f64) = (150.0, 2_400.0);

/// Tells threads of one language.
pub struct Teller<'a> {
    library: &'a Library,
    members: &'a [Person],
    now: Ts,
    dice: Dice,
    /// How often each story was told.
    told: BTreeMap<usize, usize>,
}

/// A thread while it is told.
struct Thread<'a> {
    story: &'a Story,
    title: usize,
    phrases: &'a Phrases,
    around: Around,
    slots: BTreeMap<String, String>,
    asker: usize,
    started: Ts,
    /// When the last post was written.
    last: Ts,
    posts: Vec<Entry>,
    ending: Option<Ending>,
    replaced: Option<usize>,
    same_here: Vec<usize>,
}

impl<'a> Teller<'a> {
    /// With nothing told yet.
    pub fn new(library: &'a Library, members: &'a [Person], seed: u64, now: Ts) -> Teller<'a> {
        Teller { library, members, now, dice: Dice::new(seed, "tale"), told: BTreeMap::new() }
    }

    /// A question and what came of it; `None` where nobody was there who could have answered.
    pub fn question(&mut self, telling: &Telling, asker: usize, at: Ts) -> anyhow::Result<Option<Topic>> {
        let mut thread = self.begin(telling, asker, at)?;
        let times = *self.told.entry(telling.story).and_modify(|n| *n += 1).or_insert(0);
        let fitting = thread.story.openings_for(telling.title);
        let opening = fitting[(times + self.dice.below(2)) % fitting.len()];
        let answers = thread.story.answers_for(telling.title);
        let first = answers[self.dice.below(answers.len())];
        self.course(&mut thread, first, &answers);
        if thread.posts.is_empty() && at < self.now.plus_days(-UNANSWERED_DAYS) {
            return Ok(None);
        }
        self.latecomers(&mut thread);
        let body = thread.story.openings[opening].clone();
        Ok(Some(self.topic(thread, telling, &body)))
    }

    /// A discussion: everybody says their piece.
    pub fn discussion(&mut self, telling: &Telling, asker: usize, at: Ts) -> anyhow::Result<Topic> {
        let mut thread = self.begin(telling, asker, at)?;
        let story = thread.story;
        let mut said: Vec<&String> =
            story.answers.iter().skip(telling.title).step_by(story.titles.len()).collect();
        self.dice.shuffle(&mut said);
        let mut before: Vec<usize> = vec![asker];
        for text in said {
            let hours = self.dice.between(0.2, 9.0).powf(1.6);
            let when = self.after(thread.last, hours);
            let Some(by) = self.somebody(&thread, when, &before) else { continue };
            before.push(by);
            let body = wording::filled(text, &thread.slots);
            if let Some(place) = self.add(&mut thread, PostKind::Reply, by, when, None, body) {
                self.helpful(&mut thread, place, 0.35, 4);
            }
        }
        let body = story.openings[telling.title.min(story.openings.len() - 1)].clone();
        Ok(self.topic(thread, telling, &body))
    }

    fn begin(&mut self, telling: &Telling, asker: usize, at: Ts) -> anyhow::Result<Thread<'a>> {
        let story = &self.library.stories[telling.story];
        let phrases = self.library.phrases.get(&story.language).context("a language without phrases")?;
        let mut slots = BTreeMap::new();
        for (slot, values) in phrases.slots.iter().chain(&story.slots) {
            if let Some(value) = self.dice.pick(values) {
                slots.insert(slot.clone(), value.clone());
            }
        }
        if let Some(device) = &telling.device {
            slots.insert("device".into(), device.clone());
            slots.insert("short".into(), short(device).to_owned());
        }
        let (posts, same_here) = (Vec::new(), Vec::new());
        let (ending, replaced) = (None, None);
        let around = if story.advice { phrases.advice.clone() } else { problem(phrases) };
        let title = telling.title;
        Ok(Thread {
            story,
            title,
            phrases,
            around,
            slots,
            asker,
            started: at,
            last: at,
            posts,
            ending,
            replaced,
            same_here,
        })
    }

    /// What is said until the question is solved, or is not.
    fn course(&mut self, thread: &mut Thread<'a>, answer: usize, answers: &[usize]) {
        let is_fresh = thread.started >= self.now.plus_days(-UNANSWERED_DAYS);
        if is_fresh && self.dice.chance(UNANSWERED) {
            return;
        }
        let solved = self.dice.chance(SOLVED);
        let replaced = solved && !thread.story.advice && self.dice.chance(REPLACED);
        let guess = if replaced || self.dice.chance(GUESSED) { self.guess(thread, !replaced) } else { None };
        if guess.is_some() && self.dice.chance(GUESSED * 0.7) {
            self.guess(thread, false);
        }
        if !solved && guess.is_some() {
            self.open_end(thread);
            return;
        }
        let replaces = guess.filter(|_| replaced);
        if let Some(place) = replaces {
            let words = self.say(&thread.phrases.first_thanks);
            let when = self.after_reading(thread.last);
            self.add(thread, PostKind::Reply, thread.asker, when, Some(place), words);
        }
        let Some(place) = self.answer(thread, answer) else { return };
        if !solved {
            return self.open_end(thread);
        }
        self.marks(thread, place, 0.75, 7);
        if answers.len() > 1 && self.dice.chance(0.65) {
            let other = answers.iter().copied().find(|other| *other != answer);
            if let Some(second) = other.and_then(|other| self.answer(thread, other)) {
                self.marks(thread, second, 0.4, 3);
            }
        }
        self.solve(thread, place, answer, replaces);
    }

    /// The asker comes back, says thanks and accepts.
    fn solve(&mut self, thread: &mut Thread<'a>, place: usize, answer: usize, replaces: Option<usize>) {
        let when = self.after_reading(thread.last);
        let own = thread.story.thanks_for(answer);
        let words = match (replaces, self.dice.pick(&own)) {
            (Some(_), _) => self.say(&thread.phrases.replaced),
            (None, Some(words)) if self.dice.chance(0.8) => wording::filled(words, &thread.slots),
            _ => self.say(&thread.around.thanks),
        };
        let silent = replaces.is_none() && self.dice.chance(0.12);
        let back = if silent {
            None
        } else {
            self.add(thread, PostKind::Reply, thread.asker, when, Some(place), words)
        };
        if back.is_none() && (!silent || when >= self.now.plus_minutes(-5)) {
            return;
        }
        let accepted = when.plus_minutes(if silent { 0 } else { 2 });
        if accepted >= self.now {
            return;
        }
        let hours = hours_between(thread.started, accepted);
        let post = &mut thread.posts[place - 1];
        post.accepted = true;
        post.accepted_after_hours = Some(hours);
        thread.ending = Some(Ending::Solution);
        thread.replaced = replaces;
        let helper = self.number(&thread.posts[place - 1].author);
        if let Some(back) = back
            && self.dice.chance(0.45)
        {
            let (words, hours) = (self.say(&thread.phrases.welcome), self.dice.between(0.2, 8.0));
            let when = self.after(thread.last, hours);
            self.add(thread, PostKind::Reply, helper, when, Some(back), words);
        }
    }

    /// Nobody knows for certain: the asker asks again, gives up, or waits.
    fn open_end(&mut self, thread: &mut Thread<'a>) {
        let hours = self.dice.between(20.0, 90.0);
        let when = self.after(thread.last, hours);
        if !thread.story.advice && self.dice.chance(SETTLED / (1.0 - SOLVED)) {
            let words = self.say(&thread.phrases.settled);
            if self.add(thread, PostKind::Reply, thread.asker, when, Some(0), words).is_some() {
                thread.ending = Some(Ending::Settled);
            }
        } else if self.dice.chance(0.5) {
            let words = self.say(&thread.around.waiting);
            self.add(thread, PostKind::Reply, thread.asker, when, Some(0), words);
        }
    }

    /// Something somebody supposes; maybe the asker says what came of it.
    fn guess(&mut self, thread: &mut Thread<'a>, comes_back: bool) -> Option<usize> {
        let said =
            |text: &&str| thread.posts.iter().any(|post| post.body == wording::filled(text, &thread.slots));
        let mut fitting = thread.story.guesses_for(thread.title);
        fitting.retain(|text| !said(text));
        let text = self.dice.pick(&fitting).copied()?;
        let hours = self.dice.between(-1.8, 1.6).exp();
        let when = self.after(thread.last, hours);
        let by = self.somebody(thread, when, &[thread.asker])?;
        let body = wording::filled(text, &thread.slots);
        let place = self.add(thread, PostKind::Answer, by, when, None, body)?;
        self.helpful(thread, place, 0.3, 2);
        if comes_back && self.dice.chance(0.55) {
            let (words, when) = (self.say(&thread.around.tried), self.after_reading(thread.last));
            self.add(thread, PostKind::Reply, thread.asker, when, Some(place), words);
        }
        Some(place)
    }

    fn answer(&mut self, thread: &mut Thread<'a>, answer: usize) -> Option<usize> {
        let hours = self.dice.between(-1.6, 2.2).exp();
        let when = self.after(thread.last, hours);
        let by = self.expert(thread, when)?;
        let text = wording::filled(&thread.story.answers[answer], &thread.slots);
        let body = wording::helping(&mut self.dice, thread.phrases, &self.members[by], text);
        let place = self.add(thread, PostKind::Answer, by, when, None, body)?;
        thread.posts[place - 1].official = self.members[by].role.is_staff();
        Some(place)
    }

    /// Others with the same problem, weeks later.
    fn latecomers(&mut self, thread: &mut Thread<'a>) {
        let may_have_it_too = if thread.story.advice { 1 } else { 3 };
        for _ in 0..may_have_it_too {
            if !self.dice.chance(0.22) {
                continue;
            }
            let hours = self.dice.between(2.0, 90.0);
            let when = self.after(thread.started, hours);
            if let Some(by) = self.customer(thread, when, &[thread.asker])
                && !thread.same_here.contains(&by)
            {
                thread.same_here.push(by);
            }
        }
        let solution = thread.posts.iter().position(|post| post.accepted).map(|index| index + 1);
        let Some(place) = solution else { return };
        for share in [0.85, 0.55] {
            if self.dice.chance(share) {
                self.latecomer(thread, place);
            }
        }
    }

    /// Somebody finds the solution long after, and says that it helped.
    fn latecomer(&mut self, thread: &mut Thread<'a>, place: usize) {
        let hours = self.dice.between(LATER_HOURS.0, LATER_HOURS.1);
        let when = self.after(thread.last, hours);
        let before: Vec<usize> = thread.posts.iter().map(|post| self.number(&post.author)).collect();
        let but = [before, vec![thread.asker]].concat();
        let Some(by) = self.customer(thread, when, &but) else { return };
        let words = self.say(&thread.around.same);
        if thread.posts.iter().any(|post| post.body == words) {
            return;
        }
        if self.add(thread, PostKind::Reply, by, when, Some(place), words).is_some() {
            let key = self.members[by].key.clone();
            let post = &mut thread.posts[place - 1];
            for marks in [&mut post.worked, &mut post.helpful] {
                if !marks.contains(&key) {
                    marks.push(key.clone());
                }
            }
        }
    }

    /// Adds a post unless it lies in the future.
    fn add(
        &mut self,
        thread: &mut Thread<'a>,
        kind: PostKind,
        by: usize,
        when: Ts,
        to: Option<usize>,
        body: String,
    ) -> Option<usize> {
        if when >= self.now.plus_minutes(-3) {
            return None;
        }
        thread.last = when;
        thread.posts.push(Entry {
            key: String::new(),
            kind,
            author: self.members[by].key.clone(),
            hours_after: hours_between(thread.started, when),
            to,
            accepted: false,
            accepted_after_hours: None,
            helpful: Vec::new(),
            worked: Vec::new(),
            official: false,
            edited: false,
            hidden: None,
            flagged: Vec::new(),
            deleted: false,
            body,
        });
        Some(thread.posts.len())
    }

    fn after(&mut self, from: Ts, hours: f64) -> Ts {
        let at = from.plus_seconds((hours * HOUR) as i64).max(from.plus_minutes(2));
        calendar::not_at_night(&mut self.dice, at)
    }

    /// The asker looks again some time later.
    fn after_reading(&mut self, from: Ts) -> Ts {
        let hours = self.dice.between(-0.2, 3.5).exp();
        self.after(from, hours)
    }

    fn say(&mut self, from: &[String]) -> String {
        self.dice.pick(from).cloned().unwrap_or_default()
    }

    fn number(&self, key: &str) -> usize {
        self.members.iter().position(|person| person.key == key).unwrap_or(0)
    }

    fn topic(&mut self, thread: Thread<'a>, telling: &Telling, body: &str) -> Topic {
        let story = thread.story;
        let asker = &self.members[thread.asker];
        let text = wording::filled(body, &thread.slots);
        let mut tags = story.tags.clone();
        tags.extend(telling.device.as_deref().and_then(wording::device_tag));
        let mut title = wording::filled(&story.titles[telling.title], &thread.slots);
        if telling.names_device {
            title = format!("{}: {title}", thread.slots.get("short").cloned().unwrap_or_default());
        }
        let (title, body) = match story.kind {
            Kind::Question => wording::asking(&mut self.dice, thread.phrases, asker, title, text),
            _ => (title, text),
        };
        Topic {
            key: String::new(),
            kind: story.kind,
            board: story.board.clone(),
            author: asker.key.clone(),
            title,
            days_ago: self.now.seconds_since(thread.started) as f64 / DAY,
            exact: true,
            tags,
            language: story.language.clone(),
            ending: thread.ending,
            pinned: false,
            official: false,
            locked: false,
            same_here: thread.same_here.iter().map(|by| self.members[*by].key.clone()).collect(),
            helpful: Vec::new(),
            replaced_solution: thread.replaced,
            hidden: None,
            deleted: false,
            picture: None,
            body,
            post: thread.posts,
        }
    }
}

fn problem(phrases: &Phrases) -> Around {
    let Phrases { thanks, tried, same, waiting, .. } = phrases.clone();
    Around { thanks, tried, same, waiting }
}

fn hours_between(from: Ts, to: Ts) -> f64 {
    to.seconds_since(from) as f64 / HOUR
}
