//! Doing what the plan says: each step through the action behind the button, as the member, at its moment.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::content::{Content, Topic};
use super::founding::Founded;
use super::people;
use super::plan::{Act, Place, Step};
use crate::db::Db;
use crate::events::Tx;
use crate::forum::body::{self, Body};
use crate::forum::post_edit::{self, Change, Edited};
use crate::forum::reply::{self, NewPost};
use crate::forum::thread_start::{self, NewThread};
use crate::forum::{
    Boards, ending, helpful, post_delete, post_hide, same_here, solution, tag, thread_lock, thread_official,
    thread_pin, worked,
};
use crate::ids::{BoardId, FileId, MemberId, PostId, ThreadId};
use crate::members::{self, Me};
use crate::reactions;
use crate::recognition;
use crate::web::{Cached, Refusal, Site};

/// Every text of the content, rendered before the transaction: by thread and place.
pub struct Texts {
    written: Vec<Vec<Body>>,
    /// What the edited ones said at first.
    first: HashMap<(usize, Place), Body>,
}

impl Texts {
    /// Renders them; the members must be there, for mentions. `pictures` are those of openings, by thread.
    ///
    /// Errors: a text that a form would refuse.
    pub fn prepare(
        site: &Site,
        db: &mut Db,
        content: &Content,
        pictures: &HashMap<usize, FileId>,
    ) -> anyhow::Result<Texts> {
        let mut texts = Texts { written: Vec::new(), first: HashMap::new() };
        for (number, topic) in content.threads.iter().enumerate() {
            let mut opening = topic.body.clone();
            if let (Some(shot), Some(file)) = (&topic.picture, pictures.get(&number)) {
                let _ = write!(opening, "\n\n![{}](/files/{file})", shot.alt);
            }
            let mut written = vec![prepare(site, db, topic, &opening)?];
            for (index, post) in topic.post.iter().enumerate() {
                written.push(prepare(site, db, topic, &post.body)?);
                if post.edited {
                    let first = prepare(site, db, topic, first_version(&post.body))?;
                    texts.first.insert((number, index + 1), first);
                }
            }
            texts.written.push(written);
        }
        Ok(texts)
    }

    fn at_first(&self, topic: usize, place: Place) -> &Body {
        self.first.get(&(topic, place)).unwrap_or(&self.written[topic][place])
    }
}

fn prepare(site: &Site, db: &mut Db, topic: &Topic, source: &str) -> anyhow::Result<Body> {
    let body = body::prepare(site, db, source)?;
    body.map_err(|note| anyhow::anyhow!("a text in {:?} is refused: {}", topic.title, note.key))
}

/// What an edited post said before: all but its last paragraph, or its last sentence where it has only one.
fn first_version(body: &str) -> &str {
    let body = body.trim_end();
    let end = body.rfind("\n\n").or_else(|| body.rfind(". ").map(|at| at + 1));
    &body[..end.unwrap_or(body.len())]
}

/// How far a replay has come: the ids of what it wrote.
pub struct Replay<'a> {
    content: &'a Content,
    texts: &'a Texts,
    founded: &'a Founded,
    boards: Boards,
    threads: Vec<Option<ThreadId>>,
    posts: Vec<Vec<PostId>>,
}

impl<'a> Replay<'a> {
    /// At the beginning, with the boards as they are.
    pub fn new(
        tx: &mut Tx<'_>,
        content: &'a Content,
        texts: &'a Texts,
        founded: &'a Founded,
    ) -> anyhow::Result<Replay<'a>> {
        let boards = Boards::load(tx.db)?;
        let (threads, posts) = (vec![None; content.threads.len()], vec![Vec::new(); content.threads.len()]);
        Ok(Replay { content, texts, founded, boards, threads, posts })
    }

    /// The ids of the threads and of their posts, by place.
    pub fn written(self) -> (Vec<Option<ThreadId>>, Vec<Vec<PostId>>) {
        (self.threads, self.posts)
    }

    /// Does one step, with everything that follows from it.
    ///
    /// Errors: whatever refuses it, with the thread's title: the content is not as it should be.
    pub fn step(&mut self, tx: &mut Tx<'_>, step: &Step) -> anyhow::Result<()> {
        let title = &self.content.threads[step.topic].title;
        let who = &self.content.members[step.by].key;
        let done = tx.step(step.at, reactions::inside, |tx| self.act(tx, step));
        done.map_err(|refusal| {
            let cause = refusal.cause.as_deref().unwrap_or(refusal.note.key);
            anyhow::anyhow!("{who} may not do {:?} in {title:?}: {cause}", step.act)
        })
    }

    fn act(&mut self, tx: &mut Tx<'_>, step: &Step) -> Result<(), Refusal> {
        if step.act == Act::Midnight {
            while recognition::ranks_due(tx)? {}
            return Ok(());
        }
        let me = people::me(tx.db, self.member(step.by)?)?;
        match step.act {
            Act::Start => self.start(tx, &me, step.topic),
            Act::Write(place) => self.write(tx, &me, step.topic, place),
            Act::Suspend(number) => members::suspend(tx, &me, self.member(number)?),
            act => self.decide(tx, &me, step.topic, act),
        }
    }

    /// What is done to something that is there already.
    fn decide(&self, tx: &mut Tx<'_>, me: &Me, number: usize, act: Act) -> Result<(), Refusal> {
        let boards = &self.boards;
        let thread = self.threads[number].ok_or_else(|| Refusal::broken("the thread is not started yet"))?;
        let post = |place: Place| {
            let written = self.posts[number].get(place).copied();
            written.ok_or_else(|| Refusal::broken("the post is not written yet"))
        };
        match act {
            Act::Edit(place) => {
                let body = self.texts.written[number][place].clone();
                let change = Change { base: 0, body, title: None, tags: None };
                match post_edit::edit(tx, boards, me, post(place)?, &change)? {
                    Edited::Done(_) => {}
                    Edited::MeanwhileChanged => return Err(Refusal::broken("the post has changed before")),
                }
            }
            Act::Accept(place) => drop(solution::accept(tx, boards, me, post(place)?)?),
            Act::End(how) => drop(ending::end(tx, boards, me, thread, how, None)?),
            Act::Helpful(place) => drop(helpful::mark(tx, boards, me, post(place)?, "")?),
            Act::Worked(place) => drop(worked::mark(tx, boards, me, post(place)?, "")?),
            Act::SameHere => drop(same_here::say(tx, boards, me, thread)?),
            Act::Hide(place, reason) => drop(post_hide::hide(tx, boards, me, post(place)?, reason, "")?),
            Act::Delete(place) => drop(post_delete::delete(tx, boards, me, post(place)?)?),
            Act::Lock => drop(thread_lock::set_locked(tx, boards, me, thread, true)?),
            Act::Pin => drop(thread_pin::set_pinned(tx, boards, me, thread, true)?),
            Act::MakeOfficial => drop(thread_official::set_official(tx, boards, me, thread, true)?),
            Act::Start | Act::Write(_) | Act::Suspend(_) | Act::Midnight => {}
        }
        Ok(())
    }

    fn start(&mut self, tx: &mut Tx<'_>, me: &Me, number: usize) -> Result<(), Refusal> {
        let topic = &self.content.threads[number];
        let checked =
            thread_start::check_title(&topic.title).map_err(|note| Refusal::field("title", note))?;
        let board = self.board(&topic.board)?;
        let board = self.boards.get(board).ok_or(Refusal::NOT_FOUND)?;
        let tags = &self.content.community.tag;
        let named = topic.tags.iter().filter_map(|slug| tags.iter().find(|tag| tag.slug == *slug));
        let typed: Vec<&str> = named.map(|tag| tag.name.as_str()).collect();
        let tags = tag::check_names(&typed.join(",")).map_err(|note| Refusal::field("tags", note))?;
        let body = self.texts.at_first(number, 0).clone();
        let new = NewThread { kind: topic.kind, title: checked, body, tags, official: topic.official };
        let started = thread_start::start(tx, me, board, &new)?;
        self.threads[number] = Some(started.thread);
        self.posts[number].push(started.opening);
        Ok(())
    }

    fn write(&mut self, tx: &mut Tx<'_>, me: &Me, number: usize, place: Place) -> Result<(), Refusal> {
        let entry = &self.content.threads[number].post[place - 1];
        let thread = self.threads[number].ok_or_else(|| Refusal::broken("not started yet"))?;
        let to = entry.to.and_then(|to| self.posts[number].get(to).copied());
        let body = self.texts.at_first(number, place).clone();
        let new = NewPost { to, body, official: entry.official };
        let post = reply::add(tx, &self.boards, me, thread, &new)?;
        self.posts[number].push(post);
        Ok(())
    }

    fn member(&self, number: usize) -> Result<MemberId, Refusal> {
        self.founded.members.get(number).copied().ok_or(Refusal::NOT_FOUND)
    }

    fn board(&self, key: &str) -> Result<BoardId, Refusal> {
        self.founded.boards.get(key).copied().ok_or(Refusal::NOT_FOUND)
    }
}
