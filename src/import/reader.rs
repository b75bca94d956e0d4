//! Reading threads from the dump in batches, without what is here already.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::mpsc::SyncSender;

use diesel::prelude::*;

use super::date;
use super::dump::{self, Dump};
use super::people::Person;
use super::piece::{Piece, RawPost, Taking};
use super::report::{Left, Report};
use super::rows::Row;
use super::who::{self, Who};
use crate::db::Database;
use crate::db::Db;
use crate::db::schema::imported_posts;
use crate::forum::SourceKind;
use crate::ids::Ts;

/// Posts of one batch.
const POSTS: usize = 400;
/// Bytes of text of one batch, about.
const BYTES: usize = 2 * 1024 * 1024;
/// Accounts kept in memory so that they are not read again.
const ACCOUNTS: usize = 20_000;
/// Numbers asked for in one statement.
const AT_ONCE: usize = 1_000;

/// Some pieces of threads, and what is known of their authors.
#[derive(Default)]
pub struct Batch {
    /// The pieces.
    pub pieces: Vec<Piece>,
    /// Accounts by number.
    pub accounts: HashMap<i64, Person>,
    /// Posts passed over, as they are here already.
    pub known: u64,
    /// Questions read so far.
    pub questions: u64,
    posts: usize,
    bytes: usize,
}

/// Reads a whole dump.
pub struct Reader<'a> {
    /// What is here already is asked of it.
    pub database: &'a Database,
    /// The site's number, if it was here before.
    pub site: Option<i64>,
    /// When the import began.
    pub now: Ts,
}

impl Reader<'_> {
    /// Sends batches until the dump ends or nobody takes them any more; returns the report.
    pub fn run(&self, mut dump: Dump, mut report: Report, to: &SyncSender<Batch>) -> anyhow::Result<Report> {
        let folder = dump.folder.clone();
        let mut cache: HashMap<i64, Person> = HashMap::new();
        let mut batch = Batch::default();
        let mut questions = 0;
        dump::questions(&folder, |row, at| {
            questions += 1;
            let mut taking = Taking { dump: &mut dump, report: &mut report, now: self.now };
            let Some(mut thread) = taking.begin(row, at)? else { return Ok(true) };
            while let Some(piece) =
                (Taking { dump: &mut dump, report: &mut report, now: self.now }).piece(&mut thread)?
            {
                batch.add(piece);
                if batch.posts >= POSTS || batch.bytes >= BYTES {
                    let full = std::mem::take(&mut batch);
                    let full = self.complete(full, &mut dump, &mut cache, questions)?;
                    if to.send(full).is_err() {
                        return Ok(false);
                    }
                }
            }
            Ok(true)
        })?;
        let last = self.complete(batch, &mut dump, &mut cache, questions)?;
        // Nobody takes it when the import was stopped.
        let _ = to.send(last);
        report.left(Left::Parent, dump.answers.total().saturating_sub(report.answers_met));
        report.left(Left::Parent, dump.comments.total().saturating_sub(report.comments_met));
        Ok(report)
    }

    fn complete(
        &self,
        mut batch: Batch,
        dump: &mut Dump,
        cache: &mut HashMap<i64, Person>,
        questions: u64,
    ) -> anyhow::Result<Batch> {
        batch.questions = questions;
        if let Some(site) = self.site {
            self.database.read_now(|db| Ok::<_, anyhow::Error>(pass_over(db, site, &mut batch)?))?;
        }
        let posts = || batch.pieces.iter().flat_map(|piece| &piece.posts);
        let editors = posts().flat_map(|post| post.versions.iter().map(|one| &one.who));
        let wanted: BTreeSet<i64> =
            posts().map(|post| &post.who).chain(editors).filter_map(Who::account).collect();
        for account in wanted {
            if !cache.contains_key(&account) {
                if cache.len() >= ACCOUNTS {
                    cache.clear();
                }
                cache.insert(account, person(dump, account, self.now)?);
            }
            if let Some(person) = cache.get(&account) {
                batch.accounts.insert(account, person.clone());
            }
        }
        let accounts = &batch.accounts;
        for post in batch.pieces.iter_mut().flat_map(|piece| &mut piece.posts) {
            name(post, accounts);
        }
        Ok(batch)
    }
}

impl Batch {
    fn add(&mut self, piece: Piece) {
        self.posts += piece.posts.len();
        self.bytes += piece.bytes();
        self.pieces.push(piece);
    }
}

/// What an author is called there, for the attribution: as their account says, else as the post says, else as that
/// kind of site names those who have not said it.
fn name(post: &mut RawPost, accounts: &HashMap<i64, Person>) {
    let Who::Account(id) = post.who else { return };
    let shown = accounts.get(&id).and_then(|person| person.shown.clone());
    post.named = shown.or(post.named.take()).or_else(|| Some(format!("user{id}")));
}

fn person(dump: &mut Dump, account: i64, now: Ts) -> anyhow::Result<Person> {
    let Some(place) = dump.users.places(account)?.first().copied() else { return Ok(Person::default()) };
    let Some(row) = dump.users.row(place)? else { return Ok(Person::default()) };
    let at = |row: &Row, name| row.get(name).and_then(date::read).map(|at| at.min(now));
    Ok(Person {
        shown: row.get("DisplayName").and_then(who::shown),
        joined_at: at(&row, "CreationDate"),
        seen_at: at(&row, "LastAccessDate"),
    })
}

/// Takes out of the batch what is here already.
fn pass_over(db: &mut Db, site: i64, batch: &mut Batch) -> QueryResult<()> {
    let mut here: HashSet<(SourceKind, i64)> = HashSet::new();
    let key = |post: &RawPost| (post.kind, post.original);
    let all: Vec<(SourceKind, i64)> = batch.pieces.iter().flat_map(|piece| &piece.posts).map(key).collect();
    for some in all.chunks(AT_ONCE) {
        for kind in SourceKind::ALL {
            let numbers: Vec<i64> =
                some.iter().filter(|(one, _)| one == kind).map(|(_, number)| *number).collect();
            let rows: Vec<i64> = imported_posts::table
                .filter(imported_posts::site.eq(site))
                .filter(imported_posts::kind.eq(kind))
                .filter(imported_posts::original.eq_any(numbers))
                .select(imported_posts::original)
                .load(db)?;
            here.extend(rows.into_iter().map(|number| (*kind, number)));
        }
    }
    for piece in &mut batch.pieces {
        if here.contains(&(SourceKind::Question, piece.question)) {
            piece.head = None;
        }
        let before = piece.posts.len();
        piece.posts.retain(|post| !here.contains(&key(post)));
        batch.known += (before - piece.posts.len()) as u64;
    }
    batch.pieces.retain(|piece| !piece.posts.is_empty());
    Ok(())
}
