//! Doing what the plan says: each step through the action behind the button, as the member, at its moment.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;

use diesel::QueryResult;

use super::content::{Content, Topic};
use super::founding::Founded;
use super::plan::{Act, Place, Step};
use crate::db::Db;
use crate::events::{Event, Tx};
use crate::forum::body::{self, Body};
use crate::forum::post_edit::{self, Change, Edited};
use crate::forum::reply::{self, NewPost};
use crate::forum::thread_start::{self, NewThread};
use crate::forum::{
    Boards, counters, ending, flag, helpful, post_delete, post_hide, same_here, solution, tag, thread_lock,
    thread_official, thread_pin, worked,
};
use crate::ids::{BoardId, FileId, MemberId, PostId, ThreadId, Ts};
use crate::members::{self, Me};
use crate::recognition;
use crate::web::{Cached, Refusal, Site};

/// On how many threads texts are rendered.
const RENDERERS: usize = 2;

/// Every text of the content, rendered before the transaction: by thread and place.
pub struct Texts {
    written: Vec<Vec<Body>>,
    /// What the edited ones said at first.
    first: HashMap<(usize, Place), Body>,
}

impl Texts {
    /// Renders them on several threads; the members must be there, for mentions. `pictures` are those of openings, by
    /// thread.
    ///
    /// Errors: a text that a form would refuse.
    pub fn prepare(
        site: &Site,
        content: &Content,
        pictures: &HashMap<usize, FileId>,
    ) -> anyhow::Result<Texts> {
        let numbers: Vec<usize> = (0..content.threads.len()).collect();
        let share = numbers.len().div_ceil(RENDERERS).max(1);
        let rendered: Vec<anyhow::Result<Vec<Rendered>>> = std::thread::scope(|scope| {
            let render = |some: &[usize]| {
                site.store.database().read_now(|db| {
                    some.iter().map(|number| render(site, db, content, pictures, *number)).collect()
                })
            };
            let running: Vec<_> =
                numbers.chunks(share).map(|some| scope.spawn(move || render(some))).collect();
            let done = running.into_iter().map(|thread| thread.join());
            done.map(|result| result.unwrap_or_else(|_| anyhow::bail!("a text cannot be rendered"))).collect()
        });
        let mut texts = Texts { written: Vec::new(), first: HashMap::new() };
        for some in rendered {
            for (written, first) in some? {
                let number = texts.written.len();
                texts.written.push(written);
                texts.first.extend(first.into_iter().map(|(place, body)| ((number, place), body)));
            }
        }
        Ok(texts)
    }

    fn at_first(&self, topic: usize, place: Place) -> &Body {
        self.first.get(&(topic, place)).unwrap_or(&self.written[topic][place])
    }
}

/// The posts of a thread, and what the edited ones said at first.
type Rendered = (Vec<Body>, Vec<(Place, Body)>);

fn render(
    site: &Site,
    db: &mut Db,
    content: &Content,
    pictures: &HashMap<usize, FileId>,
    number: usize,
) -> anyhow::Result<Rendered> {
    let topic = &content.threads[number];
    let mut opening = topic.body.clone();
    if let (Some(shot), Some(file)) = (&topic.picture, pictures.get(&number)) {
        let _ = write!(opening, "\n\n![{}](/files/{file})", shot.alt);
    }
    let mut written = vec![prepare(site, db, topic, &opening)?];
    let mut first = Vec::new();
    for (index, post) in topic.post.iter().enumerate() {
        written.push(prepare(site, db, topic, &post.body)?);
        if post.edited {
            first.push((index + 1, prepare(site, db, topic, first_version(&post.body))?));
        }
    }
    Ok((written, first))
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

/// What follows from a step is made for many of them together, each evening and in the end: by the same counting, and
/// a recount finds nothing else.
fn nothing_yet(_: &mut Tx<'_>, _: &Event) -> QueryResult<()> {
    Ok(())
}

/// The threads, and the posts of each by their places.
pub type Ids = (Vec<Option<ThreadId>>, Vec<Vec<PostId>>);

/// How far a replay has come: the ids of what it wrote.
pub struct Replay<'a> {
    content: &'a Content,
    texts: &'a Texts,
    founded: &'a Founded,
    boards: Boards,
    threads: Vec<Option<ThreadId>>,
    posts: Vec<Vec<PostId>>,
    numbers: HashMap<&'a str, usize>,
    /// Those who act, as they are since the last evening.
    actors: HashMap<usize, Me>,
    /// Whose points may have changed since then.
    moved: BTreeSet<MemberId>,
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
        let all = content.members.iter().enumerate();
        let numbers = all.map(|(number, person)| (person.key.as_str(), number)).collect();
        let (actors, moved) = (HashMap::new(), BTreeSet::new());
        Ok(Replay { content, texts, founded, boards, threads, posts, numbers, actors, moved })
    }

    /// Counts and settles everything; returns the ids of the threads and of their posts, by place.
    pub fn finish(mut self, tx: &mut Tx<'_>, now: Ts) -> anyhow::Result<Ids> {
        self.moved.extend(&self.founded.members);
        tx.step(now, nothing_yet, |tx| {
            for thread in self.threads.iter().flatten() {
                counters::refresh(tx.db, *thread)?;
                counters::refresh_same_here(tx.db, *thread)?;
            }
            self.evening(tx)
        })
        .map_err(|refusal| anyhow::anyhow!("nothing can be counted: {}", refusal.note.key))?;
        Ok((self.threads, self.posts))
    }

    /// Does one step, with everything that follows from it.
    ///
    /// Errors: whatever refuses it, with the thread's title: the content is not as it should be.
    pub fn step(&mut self, tx: &mut Tx<'_>, step: &Step) -> anyhow::Result<()> {
        let title = &self.content.threads[step.topic].title;
        let who = &self.content.members[step.by].key;
        let done = tx.step(step.at, nothing_yet, |tx| self.act(tx, step));
        done.map_err(|refusal| {
            let cause = refusal.cause.as_deref().unwrap_or(refusal.note.key);
            anyhow::anyhow!("{who} may not do {:?} in {title:?}: {cause}", step.act)
        })
    }

    fn act(&mut self, tx: &mut Tx<'_>, step: &Step) -> Result<(), Refusal> {
        if step.act == Act::Midnight {
            return self.evening(tx);
        }
        let me = match self.actors.get(&step.by) {
            Some(me) => me.clone(),
            None => me(tx, self.member(step.by)?)?,
        };
        self.actors.insert(step.by, me.clone());
        self.moves(step)?;
        match step.act {
            Act::Start => self.start(tx, &me, step.topic),
            Act::Write(place) => self.write(tx, &me, step.topic, place),
            Act::Suspend(number) => members::suspend(tx, &me, self.member(number)?),
            act => self.decide(tx, &me, step.topic, act),
        }
    }

    /// Points and ranks, for everything since the last evening together.
    fn evening(&mut self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        recognition::make_anew_now(tx, &std::mem::take(&mut self.moved))?;
        while recognition::ranks_due(tx)? {}
        self.actors.clear();
        Ok(())
    }

    /// Notes whose points a step may change.
    fn moves(&mut self, step: &Step) -> Result<(), Refusal> {
        let topic = &self.content.threads[step.topic];
        let author = |place: Place| match place {
            0 => topic.author.as_str(),
            place => topic.post[place - 1].author.as_str(),
        };
        let keys = match step.act {
            Act::Start => vec![author(0)],
            Act::Write(place) | Act::Helpful(place) | Act::Worked(place) => vec![author(place)],
            Act::Accept(place) => vec![author(place), author(0)],
            _ => Vec::new(),
        };
        for key in keys {
            let number = self.numbers.get(key).copied().ok_or(Refusal::NOT_FOUND)?;
            let member = self.member(number)?;
            self.moved.insert(member);
        }
        Ok(())
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
            Act::Flag(place, which) => {
                let entry =
                    place.checked_sub(1).and_then(|index| self.content.threads[number].post.get(index));
                let flag = entry.and_then(|entry| entry.flagged.get(which)).ok_or(Refusal::NOT_FOUND)?;
                drop(flag::raise(tx, boards, me, post(place)?, flag.reason, &flag.note)?);
            }
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

/// The member as they are at this moment of the history. They come without a session.
fn me(tx: &mut Tx<'_>, id: MemberId) -> Result<Me, Refusal> {
    members::present(tx.db, &[id])?.pop().ok_or(Refusal::NOT_FOUND)
}
