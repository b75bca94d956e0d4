//! The search without a community around it: texts in, their numbers out, for measuring what is found and how fast.

use std::path::Path;

use super::document::{Row, Tags};
use super::find::{Wanted, find, find_as};
use super::index::{Mark, Opened};
use super::query::{Filter, Fit};
use super::words::Typed;
use crate::events::Cursor;
use crate::ids::{BoardId, Ts};

/// An index of texts.
pub struct Trial {
    opened: Opened,
}

impl Trial {
    /// Makes an index in this folder of number, title and text each.
    pub fn of<'a>(
        folder: &Path,
        texts: impl IntoIterator<Item = (i64, &'a str, &'a str)>,
    ) -> anyhow::Result<Trial> {
        let opened = Opened::create(folder)?;
        let mut writer = opened.writer()?;
        for (number, title, body) in texts {
            writer.add(&[Row::of_text(number, title, body)], &Tags::new())?;
        }
        writer.commit(Mark::new(Ts::default(), Cursor::default()))?;
        writer.finish()?;
        opened.reload()?;
        Ok(Trial { opened })
    }

    /// The numbers of what `/search` finds, the best first.
    pub fn search(&self, typed: &str, most: usize) -> anyhow::Result<Vec<i64>> {
        self.ask(typed, most, find)
    }

    /// The numbers of what is like this, the best first.
    pub fn similar(&self, typed: &str, most: usize) -> anyhow::Result<Vec<i64>> {
        self.ask(typed, most, |opened, wanted, most| find_as(opened, wanted, Fit::Like, most))
    }

    /// The numbers of what `/suggest` finds while this is typed, the best first.
    pub fn suggest(&self, typed: &str, most: usize) -> anyhow::Result<Vec<i64>> {
        self.ask(typed, most, |opened, wanted, most| find_as(opened, wanted, Fit::Begun, most))
    }

    fn ask(
        &self,
        typed: &str,
        most: usize,
        ask: impl FnOnce(&Opened, &Wanted<'_>, usize) -> tantivy::Result<super::find::Found>,
    ) -> anyhow::Result<Vec<i64>> {
        let typed = Typed::read(typed);
        let filter = Filter { boards: vec![BoardId(0)], ..Filter::default() };
        let wanted = Wanted { typed: &typed, authors: Vec::new(), filter, by_time: false };
        let found = ask(&self.opened, &wanted, most)?;
        Ok(found.threads.iter().map(|candidate| candidate.thread.0).collect())
    }
}
