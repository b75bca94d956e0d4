//! Who answers, who has the same problem, who marks what: chosen among those who were there at the time.

use super::super::calendar::DAY;
use super::super::content::Person;
use super::{Teller, Thread};
use crate::forum::PostKind;
use crate::ids::Ts;

impl<'a> Teller<'a> {
    /// The asker's marks on an answer, and those of others.
    pub(super) fn marks(&mut self, thread: &mut Thread<'a>, place: usize, asker: f64, most: usize) {
        self.helpful(thread, place, asker, most);
        let asker_worked = self.dice.chance(asker * 0.8);
        let key = self.members[thread.asker].key.clone();
        if asker_worked {
            thread.posts[place - 1].worked.push(key);
        }
    }

    pub(super) fn helpful(&mut self, thread: &mut Thread<'a>, place: usize, asker: f64, most: usize) {
        let author = self.number(&thread.posts[place - 1].author);
        let mut marked = Vec::new();
        if author != thread.asker && self.dice.chance(asker) {
            marked.push(thread.asker);
        }
        let others = (most as f64 * self.dice.share().powi(2)).round() as usize;
        for _ in 0..others {
            let hours = self.dice.between(0.5, 60.0);
            let when = self.after(thread.last, hours);
            let before = [marked.as_slice(), &[author, thread.asker]].concat();
            marked.extend(self.somebody(thread, when, &before).filter(|_| when < self.now));
        }
        let keys = marked.into_iter().map(|by| self.members[by].key.clone());
        thread.posts[place - 1].helpful.extend(keys);
    }

    /// Somebody who knows about it, was here then, and has not answered yet.
    pub(super) fn expert(&mut self, thread: &Thread<'a>, when: Ts) -> Option<usize> {
        let field = &thread.story.field;
        let weight = |(number, person): (usize, &Person)| {
            let knows = person.knows.get(field).copied().unwrap_or(0.0);
            let answered =
                thread.posts.iter().any(|post| post.kind == PostKind::Answer && post.author == person.key);
            let able = number != thread.asker && !answered && self.is_here(person, when, 2.0);
            if able { knows } else { 0.0 }
        };
        let weights: Vec<f64> = self.members.iter().enumerate().map(weight).collect();
        self.dice.weighted(&weights)
    }

    /// Somebody who speaks the language, takes part and was here then.
    pub(super) fn somebody(&mut self, thread: &Thread<'a>, when: Ts, but: &[usize]) -> Option<usize> {
        let weight = |(number, person): (usize, &Person)| {
            let answered =
                thread.posts.iter().any(|post| post.kind == PostKind::Answer && post.author == person.key);
            let speaks = person.language == thread.story.language && !person.role.is_staff();
            let able = speaks && !answered && !but.contains(&number) && self.is_here(person, when, 0.2);
            let takes_part = if person.knows.is_empty() { person.asks as f64 } else { 3.0 };
            let hand_written =
                if person.asks == 0 && person.knows.is_empty() && number < 70 { 1.0 } else { 0.0 };
            if able { takes_part + hand_written } else { 0.0 }
        };
        let weights: Vec<f64> = self.members.iter().enumerate().map(weight).collect();
        self.dice.weighted(&weights)
    }

    /// Somebody of those who look for help more often than they give it.
    pub(super) fn customer(&mut self, thread: &Thread<'a>, when: Ts, but: &[usize]) -> Option<usize> {
        let helps = |person: &Person| person.knows.values().any(|much| *much > 1.5);
        let helpers = self.members.iter().enumerate().filter(|(_, person)| helps(person));
        let but: Vec<usize> = helpers.map(|(number, _)| number).chain(but.iter().copied()).collect();
        self.somebody(thread, when, &but)
    }

    fn is_here(&self, person: &Person, when: Ts, days: f64) -> bool {
        let ago = self.now.seconds_since(when) as f64 / DAY;
        let may = person.suspended_days_ago.is_none();
        may && person.joined_days_ago > ago + days && person.last_seen_days_ago <= ago.max(0.4)
    }
}
