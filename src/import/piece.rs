//! A thread as it stands in the dump: question, answers, comments, and the edits of each.
//!
//! A long thread comes in several pieces, the first with the question and the accepted answer, so that what is
//! written in one transaction stays small and never says less than it should.

use std::collections::VecDeque;

use super::date;
use super::dump::Dump;
use super::html::{self, Home};
use super::report::{Left, Report};
use super::rows::Row;
use super::who::{self, Who};
use crate::config::Limits;
use crate::forum::{Licence, SourceKind};
use crate::ids::Ts;
use crate::text::{self, clean};

/// Posts of one piece.
const POSTS: usize = 60;
/// Bytes of text of one piece, about.
const BYTES: usize = 512 * 1024;
/// The kind of edit that a post begins with.
const INITIAL_BODY: i64 = 2;
/// Marks "helpful" one post may bring along; the most anywhere are some 30,000.
const MOST_HELPFUL: i64 = 1_000_000;
/// Characters of a title that is made from the text.
const TITLE_FROM_TEXT: usize = 80;

/// Part of a thread.
#[derive(Debug)]
pub struct Piece {
    /// The number of the question there.
    pub question: i64,
    /// What is said once of a thread; in its first piece only.
    pub head: Option<Head>,
    /// The posts; in the first piece the question is the first.
    pub posts: Vec<RawPost>,
}

/// What is said once of a thread.
#[derive(Clone, Debug)]
pub struct Head {
    /// Its title, on one line.
    pub title: String,
    /// Names of its tags.
    pub tags: Vec<String>,
    /// Closed there: nobody answers any more.
    pub locked_at: Option<Ts>,
    /// The accepted answer, and when it was accepted.
    pub accepted: Option<(i64, Ts)>,
}

/// The text of a post, as the dump has it.
#[derive(Debug)]
pub enum Text {
    /// Questions and answers.
    Html(String),
    /// Comments: a few words of Markdown.
    Line(String),
}

/// A post there.
#[derive(Debug)]
#[allow(missing_docs)] // the names are the documentation
pub struct RawPost {
    pub kind: SourceKind,
    pub original: i64,
    pub who: Who,
    /// What its author was called, where the row says it.
    pub named: Option<String>,
    pub at: Ts,
    pub edited_at: Option<Ts>,
    pub text: Text,
    pub versions: Vec<Version>,
    pub helpful: i64,
    pub is_wiki: bool,
    pub licence: Licence,
    /// The post a comment is about.
    pub to: Option<i64>,
}

/// What a post said from some time on.
#[derive(Clone, Debug)]
#[allow(missing_docs)] // the names are the documentation
pub struct Version {
    pub title: Option<String>,
    pub body: String,
    pub who: Who,
    pub at: Ts,
}

/// A thread that is being taken, piece by piece.
pub struct Thread {
    question: i64,
    head: Option<Head>,
    opening: Option<RawPost>,
    rest: VecDeque<Todo>,
}

enum Todo {
    /// The answer that begins there.
    Answer(i64),
    /// The comment that begins there, and the post it is about.
    Comment(i64, i64),
}

/// Takes threads from a dump.
pub struct Taking<'a> {
    /// The dump.
    pub dump: &'a mut Dump,
    /// Where is counted what is left.
    pub report: &'a mut Report,
    /// When the import began: nothing was written later.
    pub now: Ts,
}

impl Taking<'_> {
    /// The thread of a question; none if its row cannot be used.
    pub fn begin(&mut self, mut row: Row, at: i64) -> anyhow::Result<Option<Thread>> {
        let Some(question) = row.number("Id") else { return Ok(None) };
        if self.dump.place_of(question)? != Some(at) {
            self.report.left(Left::Twice, 1);
            return Ok(None);
        }
        let accepted = row.number("AcceptedAnswerId");
        let title = row.take("Title").unwrap_or_default();
        let tags = tags(row.get("Tags").unwrap_or_default());
        let locked_at = row.get("ClosedDate").and_then(date::read).map(|at| at.min(self.now));
        let opening = self.post(row, SourceKind::Question, question, None)?;
        let accepted_at = |answer| Ok::<_, std::io::Error>((answer, self.dump.accepted.of(answer)?));
        let accepted = accepted.map(accepted_at).transpose()?;
        let accepted =
            accepted.map(|(answer, at)| (answer, Ts(at.first().copied().unwrap_or(0)).min(self.now)));
        let mut answers = self.dump.answers.places(question)?;
        if let Some((answer, _)) = accepted {
            let place = self.dump.place_of(answer)?;
            // First, so that a thread that comes in pieces is solved from the first on.
            answers.sort_by_key(|at| Some(*at) != place);
        }
        let comments = self.dump.comments.places(question)?;
        self.report.answers_met += answers.len() as u64;
        self.report.comments_met += comments.len() as u64;
        let mut rest: VecDeque<Todo> = answers.into_iter().map(Todo::Answer).collect();
        let first = rest.len().min(1);
        for place in comments.into_iter().rev() {
            rest.insert(first, Todo::Comment(place, question));
        }
        let head = Head { title: title_of(&title, &opening.text), tags, locked_at, accepted };
        Ok(Some(Thread { question, head: Some(head), opening: Some(opening), rest }))
    }

    /// The next piece of a thread; none at its end.
    pub fn piece(&mut self, thread: &mut Thread) -> anyhow::Result<Option<Piece>> {
        let mut posts: Vec<RawPost> = thread.opening.take().into_iter().collect();
        let mut bytes: usize = posts.iter().map(RawPost::bytes).sum();
        while posts.len() < POSTS && bytes < BYTES {
            let Some(todo) = thread.rest.pop_front() else { break };
            if let Some(post) = self.todo(thread, todo)? {
                bytes += post.bytes();
                posts.push(post);
            }
        }
        let head = thread.head.take();
        let is_end = posts.is_empty() && head.is_none();
        Ok((!is_end).then_some(Piece { question: thread.question, head, posts }))
    }

    fn todo(&mut self, thread: &mut Thread, todo: Todo) -> anyhow::Result<Option<RawPost>> {
        match todo {
            Todo::Answer(place) => {
                let Some(row) = self.dump.answers.row(place)? else { return Ok(None) };
                let Some(answer) = row.number("Id") else { return Ok(None) };
                if self.dump.place_of(answer)? != Some(place) {
                    self.report.left(Left::Twice, 1);
                    return Ok(None);
                }
                let comments = self.dump.comments.places(answer)?;
                self.report.comments_met += comments.len() as u64;
                for comment in comments.into_iter().rev() {
                    thread.rest.push_front(Todo::Comment(comment, answer));
                }
                self.post(row, SourceKind::Answer, answer, None).map(Some)
            }
            Todo::Comment(place, to) => {
                let Some(row) = self.dump.comments.row(place)? else { return Ok(None) };
                let Some(comment) = row.number("Id") else { return Ok(None) };
                self.post(row, SourceKind::Comment, comment, Some(to)).map(Some)
            }
        }
    }

    fn post(
        &mut self,
        mut row: Row,
        kind: SourceKind,
        original: i64,
        to: Option<i64>,
    ) -> anyhow::Result<RawPost> {
        let is_comment = kind == SourceKind::Comment;
        let (account, named) = match is_comment {
            true => ("UserId", "UserDisplayName"),
            false => ("OwnerUserId", "OwnerDisplayName"),
        };
        let named = row.get(named).and_then(who::shown);
        let at = self.date(&row);
        let helpful = match (&mut self.dump.votes, is_comment) {
            (Some(votes), false) => votes.of(original)?.len() as i64,
            // Without votes the score is what there is: up less down.
            (None, false) => row.number("Score").unwrap_or(0).clamp(0, MOST_HELPFUL),
            (_, true) => row.number("Score").unwrap_or(0).clamp(0, MOST_HELPFUL),
        };
        let versions = if is_comment { Vec::new() } else { self.versions(original)? };
        let edited = row.get("LastEditDate").and_then(date::read);
        let edited = edited.or(versions.last().map(|last| last.at)).filter(|edited| *edited > at);
        let text = match is_comment {
            true => Text::Line(row.take("Text").unwrap_or_default()),
            false => Text::Html(row.take("Body").unwrap_or_default()),
        };
        Ok(RawPost {
            kind,
            original,
            who: Who::read(row.number(account), named.as_deref()),
            named,
            at,
            edited_at: edited.map(|edited| edited.min(self.now)),
            text,
            versions,
            helpful,
            is_wiki: row.get("CommunityOwnedDate").is_some(),
            licence: date::licence(row.get("ContentLicense"), at),
            to,
        })
    }

    /// When it was written, as far as that can be.
    fn date(&mut self, row: &Row) -> Ts {
        let named = ["CreationDate", "LastEditDate", "LastActivityDate"];
        let mut found = named.iter().filter_map(|name| row.get(name).and_then(date::read));
        let is_sound = row.get("CreationDate").and_then(date::read).is_some_and(|at| at <= self.now);
        if !is_sound {
            self.report.dates += 1;
        }
        found.next().map_or(self.now, |at| at.min(self.now))
    }

    /// What a post said from time to time, the last at the end; empty where its beginning is not known.
    fn versions(&mut self, post: i64) -> anyhow::Result<Vec<Version>> {
        let mut versions: Vec<Version> = Vec::new();
        let mut edit = None;
        for place in self.dump.history.places(post)? {
            let Some(mut row) = self.dump.history.row(place)? else { continue };
            let kind = row.number("PostHistoryTypeId").unwrap_or(0);
            let text = row.take("Text").unwrap_or_default();
            let guid = row.take("RevisionGUID");
            let is_title = matches!(kind, 1 | 4 | 7);
            let is_same_edit = guid.is_some() && guid == edit;
            if !is_same_edit {
                let named = row.get("UserDisplayName").and_then(who::shown);
                let who = Who::read(row.number("UserId"), named.as_deref());
                let before = versions.last().cloned();
                let (title, body) = before.map(|one| (one.title, one.body)).unwrap_or_default();
                versions.push(Version { title, body, who, at: self.date(&row) });
                edit = guid;
            }
            if let Some(last) = versions.last_mut() {
                match is_title {
                    true => last.title = Some(text),
                    false => last.body = text,
                }
            }
            if kind == INITIAL_BODY && versions.len() > 1 {
                // A second beginning: two posts were merged there, and this cannot be told apart.
                return Ok(Vec::new());
            }
        }
        let most = Limits::REVISIONS as usize + 1;
        versions.drain(..versions.len().saturating_sub(most));
        let is_sound = versions.iter().all(|one| !one.body.trim().is_empty());
        Ok(if is_sound { versions } else { Vec::new() })
    }
}

impl Piece {
    /// Bytes of text in it.
    pub fn bytes(&self) -> usize {
        self.posts.iter().map(RawPost::bytes).sum()
    }
}

impl RawPost {
    fn bytes(&self) -> usize {
        let text = match &self.text {
            Text::Html(text) | Text::Line(text) => text.len(),
        };
        text + self.versions.iter().map(|one| one.body.len()).sum::<usize>()
    }
}

/// Names of tags in either notation: `<a><b>` until 2023, `|a|b|` since.
fn tags(raw: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in raw.split(['<', '>', '|']).map(clean::line) {
        let is_name = name.chars().any(char::is_alphanumeric) && clean::length(&name) <= Limits::TAG_CHARS;
        if is_name && names.len() < Limits::TAGS && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The title on one line; without one, how the text begins.
fn title_of(raw: &str, text: &Text) -> String {
    let title = clean::line(raw);
    if !title.is_empty() {
        return title.chars().take(Limits::TITLE_CHARS).collect();
    }
    let (Text::Html(text) | Text::Line(text)) = text;
    let start: String = text.chars().take(4_000).collect();
    let here = |_: &url::Url| None;
    let plain = text::excerpt(&html::to_markdown(&start, &Home { base: None, here: &here }), TITLE_FROM_TEXT);
    if plain.is_empty() { "…".to_owned() } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_in_both_notations() {
        assert_eq!(tags("<api><main-net><c++>"), ["api", "main-net", "c++"]);
        assert_eq!(tags("|api|main-net|c++|"), ["api", "main-net", "c++"]);
        assert_eq!(tags("<a><a><b><c><d><e><f>"), ["a", "b", "c", "d", "e"]);
        assert!(tags("").is_empty() && tags("<><!>").is_empty());
    }

    #[test]
    fn a_title_is_there_always() {
        let text = Text::Html("<p>How do I <b>clean</b> it?</p>".into());
        assert_eq!(title_of(" A\n title ", &text), "A title");
        assert_eq!(title_of("", &text), "How do I clean it?");
        assert_eq!(title_of("", &Text::Html(String::new())), "…");
    }
}
