//! A whole import: reading, rendering on every core, and writing in slices, all at once.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use url::Url;

use super::Points;
use super::begin::{self, SiteName};
use super::dump::{self, Dump, Duplicate};
use super::duplicates;
use super::html::Home;
use super::people::Person;
use super::piece::Piece;
use super::prepare::{ReadyPiece, ready};
use super::reader::{Batch, Reader};
use super::report::{Left, Report, Taken};
use super::sorted::{Sorted, Sorter};
use super::write::{self, Place};
use crate::events::{Origin, Tx};
use crate::ids::{MemberId, Ts};
use crate::web::Site as House;

/// How long one transaction works, about: a running server goes on in between.
pub const SLICE: Duration = Duration::from_millis(12);
/// Posts of the first slice; what follows goes by how long it took.
const FIRST_SLICE: usize = 30;
/// Posts of a slice at most.
const MOST_IN_SLICE: usize = 400;
/// Batches that wait between two of the threads.
const WAITING: usize = 2;
/// Duplicates marked in one transaction.
const LINKS: usize = 200;
/// Members whose points are asked for at once.
const MEMBERS: i64 = 200;

/// What is to be brought in.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder of the dump.
    pub folder: PathBuf,
    /// Its site's host.
    pub site: Option<String>,
    /// The path of the board everything goes to.
    pub board: Option<String>,
    /// Everything is read and nothing written.
    pub is_dry: bool,
    /// How long to wait between two transactions: with a server beside it, so that its own come in between.
    pub pause: Duration,
}

/// What an import is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Reading all files through; rows so far.
    Reading,
    /// Taking threads: questions so far, and how many there are.
    Taking,
    /// Points of members; how many so far.
    Points,
}

/// How far an import is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// What it is at.
    pub phase: Phase,
    /// See [`Phase`].
    pub done: u64,
    /// How much there is, where that is known.
    pub total: Option<u64>,
    /// Posts taken so far.
    pub posts: u64,
}

/// Whom progress is told; they may say that it is enough.
pub type Tell<'a> = &'a mut dyn FnMut(Progress) -> ControlFlow<()>;

/// Brings in a dump, or says what would be brought in.
///
/// Errors: a folder without posts, a name of a site or board that is none, a database in trouble, or that whoever is
/// told says it is enough. What was written until then stays, and is passed over by the next run. Damaged files are no
/// error here: they are in the report.
pub fn run(house: &House, points: Points, options: &Options, tell: Tell<'_>) -> anyhow::Result<Report> {
    let begun = Instant::now();
    let name = SiteName::read(options.site.as_deref(), &options.folder)?;
    let mut report = Report { site: name.host.clone(), is_dry: options.is_dry, ..Report::default() };
    let mut enough = false;
    let dump = Dump::open(&options.folder, &mut report, &mut |done| {
        enough |= tell(Progress { phase: Phase::Reading, done, total: None, posts: 0 }).is_break();
    })?;
    let store = &house.store;
    let known = store.database().read_now(|db| Ok::<_, anyhow::Error>(begin::known(db, &name)?))?;
    let base = name.is_linked.then(|| Url::parse(&format!("https://{}/", name.host))).transpose()?;
    let url = Url::parse(&house.config.public_url()).ok();
    let own_host = url.as_ref().and_then(Url::host_str);
    let total = dump.posts().saturating_sub(dump.answers.total());
    let rewriting = Rewriting { host: &name.host, posts: dump.posts.clone() };
    let here = |url: &Url| rewriting.here(url);
    let home = Home { base: base.as_ref(), here: &here };
    let mut import = Import {
        house,
        points,
        options,
        name: &name,
        place: known.clone(),
        size: FIRST_SLICE,
        taken: Taken::default(),
        left: HashMap::new(),
        newcomers: Sorter::default(),
        posts: dump.posts.clone(),
    };
    let reader = Reader { database: store.database(), site: known.map(|place| place.site), now: Ts::now() };
    if enough {
        bail!("stopped");
    }
    let (to_render, rendering) = sync_channel(WAITING);
    let (to_write, writing) = sync_channel(WAITING);
    let mut report = thread::scope(|scope| {
        let reading = scope.spawn(move || reader.run(dump, report, &to_render));
        let home = &home;
        let rendered = scope.spawn(move || render(rendering, &to_write, home, own_host));
        let written = import.take(writing, total, tell);
        let report = reading.join().map_err(|_| anyhow::anyhow!("reading the dump panicked"))?;
        rendered.join().map_err(|_| anyhow::anyhow!("rendering panicked"))?;
        written?;
        report
    })?;
    import.finish(&mut report, tell)?;
    report.took = begun.elapsed();
    Ok(report)
}

/// A batch that is rendered.
struct Ready {
    pieces: Arc<Vec<ReadyPiece>>,
    accounts: Arc<HashMap<i64, Person>>,
    known: u64,
    questions: u64,
}

/// Renders batches on all cores, in their order, until there are no more or nobody takes them.
fn render(from: Receiver<Batch>, to: &SyncSender<Ready>, home: &Home<'_>, own_host: Option<&str>) {
    let cores = thread::available_parallelism().map_or(1, |cores| cores.get().min(8));
    for batch in from {
        let share = batch.pieces.len().div_ceil(cores).max(1);
        let mut parts: Vec<Vec<Piece>> = Vec::with_capacity(cores);
        let mut pieces = batch.pieces.into_iter();
        loop {
            let part: Vec<Piece> = pieces.by_ref().take(share).collect();
            if part.is_empty() {
                break;
            }
            parts.push(part);
        }
        let all =
            |part: Vec<Piece>| part.into_iter().map(|piece| ready(piece, home, own_host)).collect::<Vec<_>>();
        let pieces: Vec<ReadyPiece> = thread::scope(|scope| {
            let parts: Vec<_> = parts.into_iter().map(|part| scope.spawn(move || all(part))).collect();
            parts.into_iter().flat_map(|part| part.join().unwrap_or_default()).collect()
        });
        let (pieces, accounts) = (Arc::new(pieces), Arc::new(batch.accounts));
        if to.send(Ready { pieces, accounts, known: batch.known, questions: batch.questions }).is_err() {
            return;
        }
    }
}

/// Links between posts of the dump lead to where they are here.
struct Rewriting<'a> {
    host: &'a str,
    posts: Arc<Mutex<Sorted>>,
}

impl Rewriting<'_> {
    fn here(&self, url: &Url) -> Option<String> {
        let mut parts = url.path_segments()?;
        let kind = parts.next().filter(|kind| matches!(*kind, "questions" | "q" | "a"))?;
        let number: i64 = parts.next()?.parse().ok()?;
        // `/questions/1/how-is-it/7` and `#7` mean the answer.
        let answer: Option<i64> = match kind {
            "questions" => parts.nth(1).or(url.fragment()).and_then(|last| last.parse().ok()),
            _ => None,
        };
        let (kind, number) = answer.map_or((kind, number), |answer| ("a", answer));
        let mut posts = self.posts.lock().unwrap_or_else(PoisonError::into_inner);
        let is_here = posts.of(number).is_ok_and(|places| !places.is_empty());
        is_here.then(|| format!("/from/{}/{kind}/{number}", self.host))
    }
}

/// The part that writes.
struct Import<'a> {
    house: &'a House,
    points: Points,
    options: &'a Options,
    name: &'a SiteName,
    place: Option<Place>,
    size: usize,
    taken: Taken,
    left: HashMap<Left, u64>,
    /// Who would become a member, in a dry run.
    newcomers: Sorter,
    /// Every question and answer of the dump.
    posts: Arc<Mutex<Sorted>>,
}

impl Import<'_> {
    fn take(&mut self, from: Receiver<Ready>, total: u64, tell: Tell<'_>) -> anyhow::Result<()> {
        for batch in from {
            self.taken.known += batch.known;
            for (_, why) in batch.pieces.iter().flat_map(|piece| &piece.left) {
                *self.left.entry(*why).or_default() += 1;
            }
            let mut next = 0;
            while next < batch.pieces.len() {
                let end = self.end_of_slice(&batch.pieces, next);
                match self.options.is_dry {
                    true => self.count(&batch.pieces[next..end])?,
                    false => self.write(&batch, next, end)?,
                }
                next = end;
                let posts = self.taken.posts();
                let progress =
                    Progress { phase: Phase::Taking, done: batch.questions, total: Some(total), posts };
                if tell(progress).is_break() {
                    bail!("stopped after {posts} posts; run it again to go on");
                }
            }
        }
        Ok(())
    }

    /// Where the slice ends that begins there: as many posts as fit, whole pieces.
    fn end_of_slice(&self, pieces: &[ReadyPiece], begin: usize) -> usize {
        let mut posts = 0;
        let mut before = None;
        let fits = |piece: &&ReadyPiece| {
            posts += piece.posts.len();
            // What goes on with a thread looks for it in the database: it must be there.
            posts <= self.size && before.replace(piece.question) != Some(piece.question)
        };
        begin + pieces[begin..].iter().take_while(fits).count().max(1)
    }

    fn write(&mut self, batch: &Ready, begin: usize, end: usize) -> anyhow::Result<()> {
        let place = match &self.place {
            Some(place) => place.clone(),
            None => self.begin(&batch.pieces)?,
        };
        let (pieces, accounts, points) = (batch.pieces.clone(), batch.accounts.clone(), self.points);
        let (taken, took) =
            self.house.store.write_at(Ts::now(), Origin::Import, move |tx: &mut Tx<'_>| {
                let begun = Instant::now();
                let taken = write::write(tx, &place, &pieces[begin..end], &accounts, points)?;
                Ok::<_, anyhow::Error>((taken, begun.elapsed()))
            })?;
        let written: usize = batch.pieces[begin..end].iter().map(|piece| piece.posts.len()).sum();
        if written * 2 > self.size || took > SLICE {
            let fitting = written as f64 * SLICE.as_secs_f64() / took.as_secs_f64().max(0.000_1);
            self.size = (fitting as usize).min(self.size * 2).clamp(4, MOST_IN_SLICE);
        }
        self.taken.add(&taken);
        if !self.options.pause.is_zero() {
            thread::sleep(self.options.pause);
        }
        Ok(())
    }

    fn begin(&mut self, pieces: &[ReadyPiece]) -> anyhow::Result<Place> {
        let spoken = |tag| {
            pieces.iter().flat_map(|piece| &piece.posts).filter(|post| post.language == Some(tag)).count()
        };
        let language = if spoken("de") > spoken("en") { "de" } else { "en" };
        let place = begin::begin(self.house, self.name, self.options.board.as_deref(), language)
            .context("the board cannot be used")?;
        Ok(self.place.insert(place).clone())
    }

    /// What writing would have counted.
    fn count(&mut self, pieces: &[ReadyPiece]) -> anyhow::Result<()> {
        use crate::forum::SourceKind::*;
        for post in pieces.iter().flat_map(|piece| &piece.posts) {
            match post.kind {
                Question => self.taken.questions += 1,
                Answer => self.taken.answers += 1,
                Comment => self.taken.comments += 1,
            }
            self.taken.helpfuls += post.helpful as u64;
            self.taken.revisions += post.versions.len().saturating_sub(1) as u64;
            for who in post.versions.iter().map(|one| &one.who).chain([&post.who]) {
                let (kind, number) = who.key();
                self.newcomers.push(number, i64::from(kind))?;
            }
        }
        for piece in pieces {
            let accepted = piece.head.as_ref().and_then(|head| head.accepted);
            let is_it =
                |number| piece.posts.iter().any(|post| post.kind == Answer && post.original == number);
            self.taken.solutions += u64::from(accepted.is_some_and(|(number, _)| is_it(number)));
        }
        Ok(())
    }

    /// Duplicates, points, and the rest of the report.
    fn finish(&mut self, report: &mut Report, tell: Tell<'_>) -> anyhow::Result<()> {
        if self.options.is_dry {
            let site = self.place.as_ref().map(|place| place.site);
            let newcomers = std::mem::take(&mut self.newcomers).finish()?;
            self.taken.members = super::people::newcomers(self.house.store.database(), site, newcomers)?;
            self.count_duplicates(report)?;
        } else if let Some(place) = self.place.clone() {
            self.mark_duplicates(report, &place)?;
            self.points(tell)?;
        }
        for (why, how_many) in self.left.drain() {
            report.left(why, how_many);
        }
        report.board =
            begin::board_of(self.house, self.name, self.options.board.as_deref(), self.place.as_ref())?;
        report.taken = self.taken;
        Ok(())
    }

    fn mark_duplicates(&mut self, report: &mut Report, place: &Place) -> anyhow::Result<()> {
        let mut some: Vec<Duplicate> = Vec::new();
        let (mut new, mut left) = (0, 0);
        let mut flush = |some: &mut Vec<Duplicate>| {
            let (links, place) = (std::mem::take(some), place.clone());
            let marked = self.house.store.write_at(Ts::now(), Origin::Import, move |tx: &mut Tx<'_>| {
                Ok::<_, anyhow::Error>(duplicates::mark(tx, &place, &links)?)
            })?;
            new += marked.new;
            left += marked.left;
            Ok::<_, anyhow::Error>(())
        };
        dump::duplicates(&self.options.folder, report, |link| {
            some.push(link);
            if some.len() == LINKS { flush(&mut some) } else { Ok(()) }
        })?;
        flush(&mut some)?;
        self.taken.duplicates = new;
        report.left(Left::Link, left);
        Ok(())
    }

    fn count_duplicates(&mut self, report: &mut Report) -> anyhow::Result<()> {
        let posts = self.posts.clone();
        let mut posts = posts.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut found, mut left) = (0, 0);
        dump::duplicates(&self.options.folder, report, |link| {
            let is_here = !posts.of(link.post)?.is_empty() && !posts.of(link.of)?.is_empty();
            found += u64::from(is_here);
            left += u64::from(!is_here);
            Ok(())
        })?;
        self.taken.duplicates = found;
        report.left(Left::Link, left);
        Ok(())
    }

    /// Makes the points of everybody concerned anew, also of those whom an earlier run has left.
    fn points(&mut self, tell: Tell<'_>) -> anyhow::Result<()> {
        let (store, port, mut done) = (&self.house.store, self.points, 0_u64);
        loop {
            let waiting: Vec<MemberId> =
                store.database().read_now(|db| Ok::<_, anyhow::Error>((port.waiting)(db, MEMBERS)?))?;
            if waiting.is_empty() {
                return Ok(());
            }
            let made = store.write_at(Ts::now(), Origin::Import, move |tx: &mut Tx<'_>| {
                Ok::<_, anyhow::Error>((port.work_off)(tx, &waiting)?)
            })?;
            done += made as u64;
            let posts = self.taken.posts();
            if tell(Progress { phase: Phase::Points, done, total: None, posts }).is_break() {
                bail!("stopped while counting points; run it again to go on");
            }
            if !self.options.pause.is_zero() {
                thread::sleep(self.options.pause);
            }
        }
    }
}
