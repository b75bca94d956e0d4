//! What the demo community consists of: the files in `content/`, read and looked through.
//!
//! Their shape is explained in `content/README.md`. Keys and slugs are resolved here by [`Content::faults`], so that
//! whoever fills a database from a [`Content`] without faults finds everything it names.

use std::collections::{BTreeMap, HashSet};

use anyhow::Context;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::words::{ending, flag_reason, kind, post_kind, reason, role, visibility};
use super::{compose, crowd};
use crate::forum::thread::{Kind, Reason};
use crate::forum::{Ending, PostKind, Visibility};
use crate::ids::Ts;
use crate::members::{Rank, Role};

pub(super) mod embedded {
    include!(concat!(env!("OUT_DIR"), "/seed.rs"));
}

/// Everything there is.
#[derive(Clone, Debug)]
pub struct Content {
    /// The community, its departments, boards and tags.
    pub community: Community,
    /// Its people, staff first.
    pub members: Vec<Person>,
    /// What they wrote.
    pub threads: Vec<Topic>,
}

/// The community, its departments, boards and tags.
#[derive(Clone, Debug, Deserialize)]
pub struct Community {
    /// What it is called and how it speaks.
    pub community: Settings,
    /// The labels of official answers.
    pub department: Vec<Department>,
    /// In the order of the home page; a sub-board after its parent.
    pub board: Vec<Board>,
    /// In no order.
    pub tag: Vec<Tag>,
}

/// The admin's settings.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)] // named as in `config::Community`
pub struct Settings {
    pub name: String,
    pub line: String,
    pub accent: String,
    pub language: String,
    pub tone: String,
}

/// The label of official answers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)] // the names of the fields are the documentation
pub struct Department {
    pub key: String,
    pub name_de: String,
    pub name_en: String,
}

/// A board.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)] // named as in `forum::Board`
pub struct Board {
    pub key: String,
    pub slug: String,
    pub name: String,
    pub line: String,
    pub parent: Option<String>,
    #[serde(deserialize_with = "visibility")]
    pub visibility: Visibility,
    #[serde(deserialize_with = "visibility")]
    pub who_may_ask: Visibility,
    /// Words of the kinds it takes; empty: all but announcements.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// The word of the rank from which members see it.
    pub min_rank: Option<String>,
    #[serde(default)]
    pub closed: bool,
    pub language: String,
}

impl Board {
    /// The kinds it takes as `boards.kinds` stores them.
    pub fn kind_bits(&self) -> i32 {
        let usual = Kind::ALL.iter().copied().filter(|kind| *kind != Kind::Announcement);
        let named = self.kinds.iter().filter_map(|word| Kind::from_word(word));
        let kinds: Vec<Kind> = if self.kinds.is_empty() { usual.collect() } else { named.collect() };
        kinds.into_iter().map(Kind::bit).sum()
    }

    /// The rank from which members see it.
    pub fn rank(&self) -> Rank {
        let named = |rank: &&Rank| Some(rank.word()) == self.min_rank.as_deref();
        Rank::ALL.iter().find(named).copied().unwrap_or_default()
    }
}

/// A tag.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)] // named as in `forum::tag::Tag`
pub struct Tag {
    pub name: String,
    pub slug: String,
    pub topic: bool,
    pub product: bool,
    pub description: String,
}

/// A community in one file.
#[derive(Deserialize)]
struct Whole {
    #[serde(flatten)]
    place: Community,
    member: Vec<Person>,
    thread: Vec<Topic>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct People {
    member: Vec<Person>,
}

/// Somebody of the community.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// What other files call them.
    pub key: String,
    /// Display name.
    pub name: String,
    /// What they are here.
    #[serde(deserialize_with = "role")]
    pub role: Role,
    /// The department of a team member.
    pub department: Option<String>,
    /// The boards a super-user's rights reach, without their sub-boards.
    #[serde(default)]
    pub boards: Vec<String>,
    /// Days since they joined.
    pub joined_days_ago: f64,
    /// About themselves.
    #[serde(default)]
    pub bio: String,
    /// `de` or `en`.
    pub language: String,
    /// Days since they were last here.
    pub last_seen_days_ago: f64,
    /// Fields they know something about, and how often they answer there.
    #[serde(default)]
    pub knows: BTreeMap<String, f64>,
    /// How many questions are composed for them.
    #[serde(skip)]
    pub asks: usize,
    /// Days since they were suspended.
    pub suspended_days_ago: Option<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Topics {
    thread: Vec<Topic>,
}

/// A thread with everything that happened in it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// What others call it; empty: nothing.
    #[serde(default)]
    pub key: String,
    /// What it is.
    #[serde(deserialize_with = "kind")]
    pub kind: Kind,
    /// Key of its board.
    pub board: String,
    /// Key of who started it.
    pub author: String,
    /// Its title.
    pub title: String,
    /// Days since it was started.
    pub days_ago: f64,
    /// Whether that is meant to the minute.
    #[serde(skip)]
    pub exact: bool,
    /// Slugs of its tags.
    #[serde(default)]
    pub tags: Vec<String>,
    /// `de` or `en`.
    pub language: String,
    /// How it ended.
    #[serde(deserialize_with = "ending", default)]
    pub ending: Option<Ending>,
    /// Kept at the top of its board.
    #[serde(default)]
    pub pinned: bool,
    /// The company's.
    #[serde(default)]
    pub official: bool,
    /// Closed to answers and replies, after the last post.
    #[serde(default)]
    pub locked: bool,
    /// Keys of those who have the same problem.
    #[serde(default)]
    pub same_here: Vec<String>,
    /// Keys of those who found the opening helpful.
    #[serde(default)]
    pub helpful: Vec<String>,
    /// The answer that was accepted first, as its place in the thread.
    pub replaced_solution: Option<usize>,
    /// The whole thread hidden by moderation, and why.
    #[serde(deserialize_with = "reason", default)]
    pub hidden: Option<Reason>,
    /// The whole thread deleted by its author.
    #[serde(default)]
    pub deleted: bool,
    /// What its picture shows; see `pictures.rs`.
    pub picture: Option<Shot>,
    /// The opening, Markdown.
    pub body: String,
    /// What followed, in order of time.
    #[serde(default)]
    pub post: Vec<Entry>,
}

/// Somebody points moderation to a post.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flagged {
    /// Key of who did.
    pub by: String,
    /// Why.
    #[serde(deserialize_with = "flag_reason")]
    pub reason: Reason,
    /// Hours after the opening.
    pub hours_after: f64,
    /// In their words.
    #[serde(default)]
    pub note: String,
}

/// A picture below an opening.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shot {
    /// Motif and what it shows.
    pub draw: String,
    /// In words, for those who do not see it.
    pub alt: String,
}

/// A post after the opening.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// What others call it; empty: nothing.
    #[serde(default)]
    pub key: String,
    /// Answer or reply.
    #[serde(deserialize_with = "post_kind")]
    pub kind: PostKind,
    /// Key of who wrote it.
    pub author: String,
    /// Hours after the opening.
    pub hours_after: f64,
    /// The post it replies to, as its place in the thread: 0 is the opening.
    pub to: Option<usize>,
    /// Whether it is the solution.
    #[serde(default)]
    pub accepted: bool,
    /// Hours after the opening at which it was accepted.
    pub accepted_after_hours: Option<f64>,
    /// Keys of those who found it helpful.
    #[serde(default)]
    pub helpful: Vec<String>,
    /// Keys of those for whom it worked.
    #[serde(default)]
    pub worked: Vec<String>,
    /// Written as the company, with the label of the department.
    #[serde(default)]
    pub official: bool,
    /// Changed after it was written.
    #[serde(default)]
    pub edited: bool,
    /// Hidden by moderation, and why.
    #[serde(deserialize_with = "reason", default)]
    pub hidden: Option<Reason>,
    /// Who pointed moderation to it.
    #[serde(default)]
    pub flagged: Vec<Flagged>,
    /// Deleted by its author.
    #[serde(default)]
    pub deleted: bool,
    /// Markdown.
    pub body: String,
}

impl Content {
    /// Reads what the program carries with it.
    ///
    /// Errors: a file that is not as it should be; the tests see to it that there is none.
    pub fn load() -> anyhow::Result<Content> {
        let mut threads = Vec::new();
        for (name, text) in embedded::THREADS {
            threads.append(&mut parse::<Topics>(name, text)?.thread);
        }
        Ok(Content {
            community: parse("community", embedded::COMMUNITY)?,
            members: parse::<People>("members", embedded::MEMBERS)?.member,
            threads,
        })
    }

    /// What is written by hand, and around it the crowd and what is composed for it. The same seed at the same moment
    /// gives the same.
    pub fn whole(seed: u64, now: Ts) -> anyhow::Result<Content> {
        let mut content = Content::load()?;
        crowd::join(&mut content, seed, now)?;
        compose::add(&mut content, seed, now)?;
        Ok(content)
    }

    /// Reads the small community of the tests.
    pub fn small() -> anyhow::Result<Content> {
        let all: Whole = parse("small", embedded::SMALL)?;
        Ok(Content { community: all.place, members: all.member, threads: all.thread })
    }

    /// The person with this key.
    pub fn person(&self, key: &str) -> Option<&Person> {
        self.members.iter().find(|person| person.key == key)
    }

    /// Everything named that is not there: a sentence each.
    pub fn faults(&self) -> Vec<String> {
        let keys = |all: Vec<&str>| all.into_iter().map(str::to_owned).collect::<HashSet<String>>();
        let people = keys(self.members.iter().map(|p| p.key.as_str()).collect());
        let boards = keys(self.community.board.iter().map(|b| b.key.as_str()).collect());
        let tags = keys(self.community.tag.iter().map(|t| t.slug.as_str()).collect());
        let departments = keys(self.community.department.iter().map(|d| d.key.as_str()).collect());
        let mut faults = Vec::new();
        let mut need = |what: &str, known: &HashSet<String>, key: &str, place: &str| {
            if !known.contains(key) {
                faults.push(format!("{place}: there is no {what} {key}"));
            }
        };
        for board in &self.community.board {
            board.parent.iter().for_each(|key| need("board", &boards, key, &board.key));
        }
        for person in &self.members {
            person.boards.iter().for_each(|key| need("board", &boards, key, &person.key));
            person.department.iter().for_each(|key| need("department", &departments, key, &person.key));
        }
        for topic in &self.threads {
            need("board", &boards, &topic.board, &topic.title);
            need("member", &people, &topic.author, &topic.title);
            topic.tags.iter().for_each(|slug| need("tag", &tags, slug, &topic.title));
            let marks = topic.post.iter().flat_map(|post| post.helpful.iter().chain(&post.worked));
            let flaggers = topic.post.iter().flat_map(|post| &post.flagged).map(|flag| &flag.by);
            let authors = topic.post.iter().map(|post| &post.author).chain(flaggers);
            let all = authors.chain(marks).chain(&topic.same_here).chain(&topic.helpful);
            all.for_each(|key| need("member", &people, key, &topic.title));
        }
        faults
    }
}

/// Reads a file that the program carries with it.
pub(super) fn parse<T: DeserializeOwned>(name: &str, text: &str) -> anyhow::Result<T> {
    toml::from_str(text).with_context(|| format!("the demo's file {name} is damaged"))
}

#[cfg(test)]
#[path = "content_tests.rs"]
mod tests;
