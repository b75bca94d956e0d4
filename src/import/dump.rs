//! The folder of a dump: which files are there, and what of each belongs to which post.
//!
//! Everything is read through once, without keeping any of it: only where each row begins, sorted by what it belongs
//! to ([`Sorter`]). `Posts.xml` must be there; `Users.xml`, `Comments.xml`, `Votes.xml`, `PostHistory.xml` and
//! `PostLinks.xml` may be missing. `Badges.xml` and `Tags.xml` hold nothing that is not made anew here.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::date;
use super::report::{Left, Report};
use super::rows::{At, Damage, Found, Row, Rows};
use super::sorted::{Sorted, Sorter};

/// Kinds of votes.
const ACCEPTED: i64 = 1;
const UP: i64 = 2;
/// The kind of link that says "asks the same as".
const DUPLICATE: i64 = 3;
/// Kinds of posts.
pub const QUESTION: i64 = 1;
/// See [`QUESTION`].
pub const ANSWER: i64 = 2;

/// A dump, ready to be taken thread by thread.
pub struct Dump {
    /// Where its files are.
    pub folder: PathBuf,
    /// Where answers begin, by question.
    pub answers: Lookup,
    /// Where comments begin, by post.
    pub comments: Lookup,
    /// Where edits begin, by post.
    pub history: Lookup,
    /// Where accounts begin, by number.
    pub users: Lookup,
    /// How many found a post helpful; none if there is no file of votes.
    pub votes: Option<Sorted>,
    /// When an answer was accepted, by answer.
    pub accepted: Sorted,
    /// Every question and answer there is.
    pub posts: Arc<Mutex<Sorted>>,
}

/// Rows of one file by what they belong to.
pub struct Lookup {
    places: Sorted,
    rows: Option<At>,
}

impl Lookup {
    /// How many rows there are.
    pub fn total(&self) -> u64 {
        self.places.total()
    }

    /// Where the rows of a key begin.
    pub fn places(&mut self, key: i64) -> io::Result<Vec<i64>> {
        self.places.of(key)
    }

    /// The row that begins there.
    pub fn row(&mut self, place: i64) -> Result<Option<Row>, Damage> {
        match &mut self.rows {
            Some(rows) => rows.row(place as u64),
            None => Ok(None),
        }
    }
}

/// Sorters for everything that is looked up.
#[derive(Default)]
struct Sorters {
    answers: Sorter,
    posts: Sorter,
    comments: Sorter,
    history: Sorter,
    users: Sorter,
    votes: Sorter,
    accepted: Sorter,
}

impl Dump {
    /// Reads through the files of a folder; what is damaged counts up to there, and is told in the report.
    ///
    /// `step` is called once in a while with the number of rows read.
    pub fn open(folder: &Path, report: &mut Report, step: &mut dyn FnMut(u64)) -> anyhow::Result<Dump> {
        anyhow::ensure!(folder.is_dir(), "{} is no folder", folder.display());
        let posts = folder.join("Posts.xml");
        anyhow::ensure!(posts.is_file(), "there is no Posts.xml in {}", folder.display());
        let mut sorters = Sorters::default();
        let mut reading = Reading { folder, report, step, rows: 0 };
        reading.file("Posts.xml", "posts", |row, at, report| post(&mut sorters, row, at, report))?;
        let has_users = reading.file("Users.xml", "users", |row, at, _| match row.number("Id") {
            Some(id) => sorters.users.push(id, at),
            None => Ok(()),
        })?;
        let has_comments = reading.file("Comments.xml", "comments", |row, at, report| {
            match (row.number("PostId"), row.number("Id").filter(|id| *id > 0)) {
                (Some(post), Some(_)) => sorters.comments.push(post, at),
                _ => {
                    report.left(Left::Number, 1);
                    Ok(())
                }
            }
        })?;
        let has_history = reading.file("PostHistory.xml", "posthistory", |row, at, _| {
            let is_text =
                row.number("PostHistoryTypeId").is_some_and(|kind| matches!(kind, 1 | 2 | 4 | 5 | 7 | 8));
            match row.number("PostId").filter(|_| is_text) {
                Some(post) => sorters.history.push(post, at),
                None => Ok(()),
            }
        })?;
        let has_votes = reading.file("Votes.xml", "votes", |row, _, _| vote(&mut sorters, row))?;
        let lookup = |is_there: bool, name: &str, root, sorter: Sorter| {
            let rows = is_there.then(|| At::open(&folder.join(name), root)).transpose()?;
            Ok::<_, io::Error>(Lookup { places: sorter.finish()?, rows })
        };
        Ok(Dump {
            folder: folder.to_owned(),
            answers: lookup(true, "Posts.xml", "posts", sorters.answers)?,
            comments: lookup(has_comments, "Comments.xml", "comments", sorters.comments)?,
            history: lookup(has_history, "PostHistory.xml", "posthistory", sorters.history)?,
            users: lookup(has_users, "Users.xml", "users", sorters.users)?,
            votes: has_votes.then(|| sorters.votes.finish()).transpose()?,
            accepted: sorters.accepted.finish()?,
            posts: Arc::new(Mutex::new(sorters.posts.finish()?)),
        })
    }
}

/// Calls `take` with each question and where it begins, in the order of the file, until it says false. Damage was told before and ends
/// it quietly.
pub fn questions(
    folder: &Path,
    mut take: impl FnMut(Row, i64) -> anyhow::Result<bool>,
) -> anyhow::Result<()> {
    let mut rows = Rows::open(&folder.join("Posts.xml"), "posts")?;
    while let Ok(found) = rows.next() {
        match found {
            Found::Row(row, at) if is_question(&row) => {
                if !take(row, at as i64)? {
                    break;
                }
            }
            Found::Row(..) | Found::Unusable(_) => {}
            Found::End => break,
        }
    }
    Ok(())
}

/// Calls `take` with each link that says "asks the same as".
pub fn duplicates(
    folder: &Path,
    report: &mut Report,
    mut take: impl FnMut(Duplicate) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut step = |_| {};
    let mut reading = Reading { folder, report, step: &mut step, rows: 0 };
    reading.file("PostLinks.xml", "postlinks", |row, _, _| {
        let numbers = (row.number("Id"), row.number("PostId"), row.number("RelatedPostId"));
        if let (Some(DUPLICATE), (Some(link), Some(post), Some(of))) = (row.number("LinkTypeId"), numbers) {
            take(Duplicate { link, post, of }).map_err(io::Error::other)?;
        }
        Ok(())
    })?;
    Ok(())
}

/// A question that asks the same as another.
#[derive(Clone, Copy, Debug)]
pub struct Duplicate {
    /// The number of the link.
    pub link: i64,
    /// The question.
    pub post: i64,
    /// The one it repeats.
    pub of: i64,
}

impl Dump {
    /// How many questions and answers there are.
    pub fn posts(&self) -> u64 {
        self.lock().total()
    }

    /// Where the question or answer with this number begins; the first of them, should there be several.
    pub fn place_of(&self, number: i64) -> io::Result<Option<i64>> {
        Ok(self.lock().of(number)?.first().copied())
    }

    fn lock(&self) -> MutexGuard<'_, Sorted> {
        // Read only, so sound even if somebody panicked while reading.
        self.posts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_question(row: &Row) -> bool {
    row.number("PostTypeId") == Some(QUESTION) && row.number("Id").is_some_and(|id| id > 0)
}

fn post(sorters: &mut Sorters, row: &Row, at: i64, report: &mut Report) -> io::Result<()> {
    report.posts_read += 1;
    let Some(id) = row.number("Id").filter(|id| *id > 0) else {
        report.left(Left::Number, 1);
        return Ok(());
    };
    match (row.number("PostTypeId"), row.number("ParentId")) {
        (Some(QUESTION), _) => sorters.posts.push(id, at),
        (Some(ANSWER), Some(question)) => {
            sorters.posts.push(id, at)?;
            sorters.answers.push(question, at)
        }
        (Some(ANSWER), None) => {
            report.left(Left::Parent, 1);
            Ok(())
        }
        _ => {
            report.left(Left::Kind, 1);
            Ok(())
        }
    }
}

fn vote(sorters: &mut Sorters, row: &Row) -> io::Result<()> {
    let Some(post) = row.number("PostId") else { return Ok(()) };
    match row.number("VoteTypeId") {
        Some(UP) => sorters.votes.push(post, 1),
        Some(ACCEPTED) => match row.get("CreationDate").and_then(date::read) {
            Some(at) => sorters.accepted.push(post, at.0),
            None => Ok(()),
        },
        _ => Ok(()),
    }
}

/// Reads files of a folder through.
struct Reading<'a> {
    folder: &'a Path,
    report: &'a mut Report,
    step: &'a mut dyn FnMut(u64),
    rows: u64,
}

/// Rows between two calls of `step`.
const STEP: u64 = 1_000;

impl Reading<'_> {
    /// Calls `take` with each row of a file and where it begins; false if there is no such file.
    fn file(
        &mut self,
        name: &str,
        root: &'static str,
        mut take: impl FnMut(&Row, i64, &mut Report) -> io::Result<()>,
    ) -> anyhow::Result<bool> {
        let path = self.folder.join(name);
        if !path.is_file() {
            self.report.absent.push(name.to_owned());
            return Ok(false);
        }
        let mut rows = Rows::open(&path, root)?;
        loop {
            match rows.next() {
                Ok(Found::Row(row, at)) => take(&row, at as i64, self.report)?,
                Ok(Found::Unusable(why)) => self.report.unusable(name, why),
                Ok(Found::End) => return Ok(true),
                Err(damage) => {
                    self.report.damages.push(damage);
                    return Ok(true);
                }
            }
            self.rows += 1;
            if self.rows.is_multiple_of(STEP) {
                (self.step)(self.rows);
            }
        }
    }
}
