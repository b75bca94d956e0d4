//! The content as steps in order of time. Pure: from a [`Content`] and the present moment.
//!
//! What the files leave open is chosen here, the same each time: the minute of a mark, who hides, who locks.

use sha2::{Digest, Sha256};

use super::content::{Content, Entry, Person, Topic};
use crate::forum::Ending;
use crate::forum::thread::Reason;
use crate::ids::Ts;

const MINUTE: f64 = 60.0;
const HOUR: f64 = 3600.0;
const DAY: f64 = 86_400.0;

/// Threads older than this many days are moved within their day, so that not all begin at the same minute.
const MOVED_FROM_DAYS: f64 = 3.0;
/// By how many hours at most.
const MOVED_HOURS: f64 = 10.0;
/// People join this much earlier than their number of days says: before whatever they do on that day.
const JOINED_EARLIER_HOURS: f64 = 12.0;
/// Marks are made within this many hours after the post, most of them soon.
const MARKED_WITHIN_HOURS: f64 = 72.0;

/// Evenings on which points and ranks are made, by how long ago they are: of the last days each one, before that one
/// in a week, then one in four weeks. Nobody looks at the day of a rank that old.
const DAILY_DAYS: i64 = 7;
const WEEKLY_DAYS: i64 = 28;

/// A place in a thread: 0 is the opening.
pub type Place = usize;

/// What somebody does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Act {
    /// Starts the thread.
    Start,
    /// Answers or replies.
    Write(Place),
    /// Changes their post to what the content says.
    Edit(Place),
    /// Accepts an answer.
    Accept(Place),
    /// Ends the question without one.
    End(Ending),
    /// Marks as helpful.
    Helpful(Place),
    /// Says that it worked.
    Worked(Place),
    /// Has the same problem.
    SameHere,
    /// Points moderation to a post: the number of the flag there.
    Flag(Place, usize),
    /// Hides a post.
    Hide(Place, Reason),
    /// Deletes their own post; with the opening the thread.
    Delete(Place),
    /// Closes the thread to answers and replies.
    Lock,
    /// Keeps it at the top of its board.
    Pin,
    /// Marks it as the company's.
    MakeOfficial,
    /// Suspends the member with this number in the content.
    Suspend(usize),
    /// A day or a week ends: points and ranks are brought up to date.
    Midnight,
}

/// One person doing one thing at one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// When.
    pub at: Ts,
    /// The number of the thread in the content.
    pub topic: usize,
    /// The number of the member in the content.
    pub by: usize,
    /// What.
    pub act: Act,
}

/// When somebody joined.
pub fn joined_at(person: &Person, now: Ts) -> Ts {
    back(now, person.joined_days_ago * DAY + JOINED_EARLIER_HOURS * HOUR)
}

/// When somebody was last here, as far as the content says; what they did later counts more.
pub fn last_seen_at(person: &Person, now: Ts) -> Ts {
    back(now, person.last_seen_days_ago * DAY + noise(&["seen", &person.key]) * HOUR)
}

/// When a thread was started.
pub fn started_at(topic: &Topic, now: Ts) -> Ts {
    let moved =
        if topic.exact || topic.days_ago < MOVED_FROM_DAYS { 0.0 } else { noise(&["start", &topic.title]) };
    back(now, topic.days_ago * DAY + moved * MOVED_HOURS * HOUR)
}

/// Everything that happens, in order.
pub fn steps(content: &Content, now: Ts) -> Vec<Step> {
    let mut planner = Planner { content, now, steps: Vec::new() };
    for topic in 0..content.threads.len() {
        planner.topic(topic);
    }
    planner.suspensions();
    planner.midnights();
    let mut steps = planner.steps;
    // Stable: what is planned first at a moment happens first.
    steps.sort_by_key(|step| step.at);
    steps
}

struct Planner<'a> {
    content: &'a Content,
    now: Ts,
    steps: Vec<Step>,
}

impl Planner<'_> {
    fn topic(&mut self, number: usize) {
        let topic = &self.content.threads[number];
        let started = started_at(topic, self.now);
        let author = self.number(&topic.author);
        self.push(started, number, author, Act::Start);
        if topic.official {
            self.push(started.plus_seconds(10), number, self.steward(topic), Act::MakeOfficial);
        }
        if topic.pinned {
            self.push(started.plus_seconds(20), number, self.steward(topic), Act::Pin);
        }
        self.marks(number, 0, started);
        for key in &topic.same_here {
            let at = self.mark_at(key, started, &["same", &topic.title]);
            self.push(at, number, self.number(key), Act::SameHere);
        }
        for (index, post) in topic.post.iter().enumerate() {
            self.post(number, index + 1, post, started);
        }
        let last = self.ending(number, started);
        if let Some(reason) = topic.hidden {
            let (at, by) = (self.not_later(forth(last, 15.0 * MINUTE)), self.moderator());
            self.push(at, number, by, Act::Hide(0, reason));
        }
        if topic.deleted {
            self.push(self.not_later(forth(last, 5.0 * MINUTE)), number, author, Act::Delete(0));
        }
        if topic.locked {
            let by_moderation = topic.post.last().is_some_and(|post| self.moderates(&post.author));
            let by = if by_moderation { &topic.post[topic.post.len() - 1].author } else { &topic.author };
            let by = if self.moderates(by) { self.number(by) } else { self.moderator() };
            let pause = if by_moderation { 2.0 * MINUTE } else { 3.0 * DAY };
            self.push(self.not_later(forth(last, pause)), number, by, Act::Lock);
        }
    }

    fn post(&mut self, number: usize, place: Place, post: &Entry, started: Ts) {
        let by = self.number(&post.author);
        let at = forth(started, post.hours_after * HOUR);
        self.push(at, number, by, Act::Write(place));
        if post.edited {
            self.push(self.not_later(forth(at, 25.0 * MINUTE)), number, by, Act::Edit(place));
        }
        self.marks(number, place, at);
        for (which, flag) in post.flagged.iter().enumerate() {
            let flagged = self.not_later(forth(started, flag.hours_after * HOUR));
            self.push(flagged, number, self.number(&flag.by), Act::Flag(place, which));
        }
        if let Some(reason) = post.hidden {
            self.hide(number, place, reason, started);
        }
        if post.deleted {
            self.push(self.not_later(forth(at, 5.0 * MINUTE)), number, by, Act::Delete(place));
        }
    }

    fn marks(&mut self, number: usize, place: Place, at: Ts) {
        let topic = &self.content.threads[number];
        let (helpful, worked): (&[String], &[String]) = match place.checked_sub(1) {
            None => (&topic.helpful, &[]),
            Some(index) => (&topic.post[index].helpful, &topic.post[index].worked),
        };
        let place_word = place.to_string();
        for (act, keys) in [(Act::Helpful(place), helpful), (Act::Worked(place), worked)] {
            let what = if act == Act::Helpful(place) { "helpful" } else { "worked" };
            for key in keys {
                let marked = self.mark_at(key, at, &[what, &topic.title, &place_word]);
                self.push(marked, number, self.number(key), act);
            }
        }
    }

    /// How and when the question ends; the moment of the last thing said or decided in the thread.
    fn ending(&mut self, number: usize, started: Ts) -> Ts {
        let topic = &self.content.threads[number];
        let asker = self.number(&topic.author);
        let at = |hours: f64| forth(started, hours * HOUR);
        let mut last = topic.post.last().map_or(started, |post| at(post.hours_after));
        match topic.ending {
            None => {}
            Some(Ending::Solution) => {
                let accepted = topic.post.iter().enumerate().find(|(_, post)| post.accepted);
                if let Some((index, post)) = accepted {
                    let hours = post.accepted_after_hours.unwrap_or(post.hours_after);
                    if let Some(first) = topic.replaced_solution {
                        let before = self.first_accepted_after(topic, first, hours);
                        self.push(at(before), number, asker, Act::Accept(first));
                    }
                    self.push(at(hours), number, asker, Act::Accept(index + 1));
                    last = last.max(at(hours));
                }
            }
            Some(ending) => {
                let own = || topic.post.iter().rev().filter(|post| post.author == topic.author);
                let words = own().find(|post| post.to == Some(0)).or_else(|| own().next());
                let moment = forth(words.map_or(started, |post| at(post.hours_after)), MINUTE);
                self.push(self.not_later(moment), number, asker, Act::End(ending));
            }
        }
        last
    }

    /// Hours after which an answer was accepted that later made room for a better one: when the asker said so, or
    /// halfway.
    fn first_accepted_after(&self, topic: &Topic, place: Place, finally: f64) -> f64 {
        let written = topic.post.get(place.wrapping_sub(1)).map_or(0.0, |post| post.hours_after);
        let said = topic.post.iter().skip(place).find(|post| post.author == topic.author);
        let said = said.map(|post| post.hours_after + MINUTE / HOUR).filter(|hours| *hours < finally);
        said.unwrap_or((written + finally) / 2.0)
    }

    /// By the moderator who speaks next in the thread, once nobody replies to it any more.
    fn hide(&mut self, number: usize, place: Place, reason: Reason, started: Ts) {
        let topic = &self.content.threads[number];
        let at = |post: &Entry| forth(started, post.hours_after * HOUR);
        let replies = topic.post.iter().filter(|post| post.to == Some(place)).map(at);
        let last = replies.chain(topic.post.get(place.wrapping_sub(1)).map(at)).max().unwrap_or(started);
        let next = topic.post.iter().skip(place).find(|post| self.moderates(&post.author));
        let by = next.map_or_else(|| self.moderator(), |post| self.number(&post.author));
        self.push(self.not_later(forth(last, 15.0 * MINUTE)), number, by, Act::Hide(place, reason));
    }

    fn suspensions(&mut self) {
        for (number, person) in self.content.members.iter().enumerate() {
            if let Some(days) = person.suspended_days_ago {
                let by = self.moderator();
                self.push(back(self.now, days * DAY), 0, by, Act::Suspend(number));
            }
        }
    }

    fn midnights(&mut self) {
        let joined = self.content.members.iter().map(|person| joined_at(person, self.now));
        let Some(first) = joined.min() else { return };
        let days = self.now.seconds_since(first) / DAY as i64;
        for day in (0..=days).rev().filter(is_kept) {
            self.push(self.now.plus_days(-day), 0, 0, Act::Midnight);
        }
    }

    /// After the post, not before they joined, as far as possible not after they were last seen.
    fn mark_at(&self, key: &str, posted: Ts, parts: &[&str]) -> Ts {
        let Some(person) = self.content.person(key) else { return posted };
        let early = noise(&[parts, &[key]].concat()).powi(2);
        let wanted = forth(posted, 4.0 * MINUTE + early * MARKED_WITHIN_HOURS * HOUR);
        let first = forth(posted, MINUTE).max(joined_at(person, self.now));
        self.not_later(wanted.min(last_seen_at(person, self.now)).max(first))
    }

    fn not_later(&self, at: Ts) -> Ts {
        at.min(self.now)
    }

    /// Who pins and marks as official: the author, else an admin.
    fn steward(&self, topic: &Topic) -> usize {
        if self.moderates(&topic.author) { self.number(&topic.author) } else { self.moderator() }
    }

    fn moderates(&self, key: &str) -> bool {
        self.content.person(key).is_some_and(|person| person.role.moderates())
    }

    /// The one who is here longest.
    fn moderator(&self) -> usize {
        self.content.members.iter().position(|person| person.role.moderates()).unwrap_or(0)
    }

    fn number(&self, key: &str) -> usize {
        self.content.members.iter().position(|person| person.key == key).unwrap_or(0)
    }

    fn push(&mut self, at: Ts, topic: usize, by: usize, act: Act) {
        self.steps.push(Step { at, topic, by, act });
    }
}

fn is_kept(days_ago: &i64) -> bool {
    match *days_ago {
        0..=DAILY_DAYS => true,
        days_ago if days_ago <= WEEKLY_DAYS => days_ago % DAILY_DAYS == 0,
        _ => days_ago % WEEKLY_DAYS == 0,
    }
}

/// A number from 0 to 1 that looks random and is always the same for the same words.
fn noise(parts: &[&str]) -> f64 {
    let digest = Sha256::digest(parts.join("\n").as_bytes());
    let number = u32::from_le_bytes([digest[0], digest[1], digest[2], digest[3]]);
    f64::from(number) / f64::from(u32::MAX)
}

fn back(from: Ts, seconds: f64) -> Ts {
    forth(from, -seconds)
}

fn forth(from: Ts, seconds: f64) -> Ts {
    from.plus_seconds(seconds.round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn planned() -> (Content, Vec<Step>) {
        let content = Content::load().expect("the files can be read");
        let steps = steps(&content, NOW);
        (content, steps)
    }

    const NOW: Ts = Ts(1_800_000_000_000_000);

    #[test]
    fn the_same_moment_gives_the_same_plan() {
        assert_eq!(planned().1, planned().1);
    }

    #[test]
    fn nothing_happens_in_the_future_or_before_somebody_is_here() {
        let (content, steps) = planned();
        for step in steps.iter().filter(|step| step.act != Act::Midnight) {
            let person = &content.members[step.by];
            assert!(step.at <= NOW, "{step:?}");
            assert!(step.at >= joined_at(person, NOW), "{} is not here yet: {step:?}", person.key);
        }
    }

    #[test]
    fn everything_in_a_thread_comes_after_what_it_needs() {
        let (content, steps) = planned();
        for (number, topic) in content.threads.iter().enumerate() {
            let of: Vec<&Step> = steps.iter().filter(|step| step.topic == number).collect();
            let place_of = |act: Act| of.iter().position(|step| step.act == act);
            let written = |place: Place| match place {
                0 => place_of(Act::Start),
                place => place_of(Act::Write(place)),
            };
            for (at, step) in of.iter().enumerate() {
                let needs = match step.act {
                    Act::Edit(p)
                    | Act::Accept(p)
                    | Act::Helpful(p)
                    | Act::Worked(p)
                    | Act::Hide(p, _)
                    | Act::Flag(p, _)
                    | Act::Delete(p) => p,
                    _ => 0,
                };
                let after = written(needs).expect("it is planned");
                let independent = matches!(step.act, Act::Start | Act::Suspend(_) | Act::Midnight);
                assert!(independent || after < at, "{}: {step:?}", topic.title);
            }
            let locked = place_of(Act::Lock).unwrap_or(usize::MAX);
            let last_write = of.iter().rposition(|step| matches!(step.act, Act::Write(_)));
            assert!(last_write.is_none_or(|at| at < locked), "{}", topic.title);
        }
    }

    #[test]
    fn a_replaced_solution_was_accepted_before() {
        let (content, steps) = planned();
        for (number, topic) in content.threads.iter().enumerate() {
            let accepts: Vec<Act> = steps
                .iter()
                .filter(|step| step.topic == number && matches!(step.act, Act::Accept(_)))
                .map(|step| step.act)
                .collect();
            let last = topic.post.iter().position(|post| post.accepted).map(|index| index + 1);
            let expected: Vec<Act> =
                topic.replaced_solution.into_iter().chain(last).map(Act::Accept).collect();
            assert_eq!(accepts, expected, "{}", topic.title);
        }
    }
}
