//! What an import took, what it left, and why.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use super::rows::Damage;

/// Why something was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Left {
    /// Neither question nor answer: tag wikis, nominations.
    Kind,
    /// What it belongs to is not in the dump.
    Parent,
    /// Its number is none.
    Number,
    /// Their number was there before in the same file.
    Twice,
    /// There is no text in it.
    Empty,
    /// Its text is longer than a post may be.
    Long,
    /// A row that cannot be read; which one is told apart.
    Row,
    /// A duplicate of a question that is not in the dump.
    Link,
}

impl Left {
    const fn words(self) -> &'static str {
        match self {
            Left::Kind => "neither question nor answer",
            Left::Parent => "what they belong to is not in the dump",
            Left::Number => "without a usable number",
            Left::Twice => "with a number that was there before",
            Left::Empty => "without text",
            Left::Long => "longer than a post may be",
            Left::Row => "rows that cannot be read",
            Left::Link => "duplicates of what is not in the dump",
        }
    }
}

/// How many of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)] // the names are the documentation
pub struct Taken {
    pub questions: u64,
    pub answers: u64,
    pub comments: u64,
    pub revisions: u64,
    pub members: u64,
    pub solutions: u64,
    pub helpfuls: u64,
    pub duplicates: u64,
    /// Here already, from an earlier run.
    pub known: u64,
}

impl Taken {
    /// Everything that became a post.
    pub fn posts(&self) -> u64 {
        self.questions + self.answers + self.comments
    }

    /// Adds what another part of the import took.
    pub fn add(&mut self, other: &Taken) {
        self.questions += other.questions;
        self.answers += other.answers;
        self.comments += other.comments;
        self.revisions += other.revisions;
        self.members += other.members;
        self.solutions += other.solutions;
        self.helpfuls += other.helpfuls;
        self.duplicates += other.duplicates;
        self.known += other.known;
    }
}

/// What an operator reads at the end.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The site, as it is called here.
    pub site: String,
    /// The board everything went to.
    pub board: String,
    /// Nothing was written.
    pub is_dry: bool,
    /// Rows of posts there are.
    pub posts_read: u64,
    /// Answers and comments whose post is there.
    pub answers_met: u64,
    /// See [`Report::answers_met`].
    pub comments_met: u64,
    /// What was taken.
    pub taken: Taken,
    /// What was left, by reason.
    pub left: BTreeMap<Left, u64>,
    /// Rows that cannot be read, by file and reason.
    pub rows: BTreeMap<(String, &'static str), u64>,
    /// Dates that were missing, in the future, or before there were forums.
    pub dates: u64,
    /// Files that are not there.
    pub absent: Vec<String>,
    /// What is damaged.
    pub damages: Vec<Damage>,
    /// How long it took.
    pub took: Duration,
}

impl Report {
    /// Counts what is left.
    pub fn left(&mut self, why: Left, how_many: u64) {
        if how_many > 0 {
            *self.left.entry(why).or_default() += how_many;
        }
    }

    /// Counts a row that cannot be read.
    pub fn unusable(&mut self, file: &str, why: &'static str) {
        self.left(Left::Row, 1);
        *self.rows.entry((file.to_owned(), why)).or_default() += 1;
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let taken = &self.taken;
        let verb = if self.is_dry { "Would take" } else { "Took" };
        writeln!(f, "{verb} from {} into the board {}:", self.site, self.board)?;
        writeln!(f, "  questions  {:>9}   of them solved {}", taken.questions, taken.solutions)?;
        writeln!(f, "  answers    {:>9}", taken.answers)?;
        writeln!(f, "  comments   {:>9}", taken.comments)?;
        writeln!(f, "  members    {:>9}", taken.members)?;
        writeln!(f, "  helpful    {:>9}", taken.helpfuls)?;
        writeln!(f, "  edits      {:>9}", taken.revisions)?;
        writeln!(f, "  duplicates {:>9}", taken.duplicates)?;
        if taken.known > 0 {
            writeln!(f, "  here already from an earlier run: {} posts", taken.known)?;
        }
        if !self.left.is_empty() {
            writeln!(f, "Left:")?;
            for (why, how_many) in &self.left {
                writeln!(f, "  {how_many:>9}  {}", why.words())?;
            }
        }
        for ((file, why), how_many) in &self.rows {
            writeln!(f, "  {file}: {how_many} rows {why}")?;
        }
        if self.dates > 0 {
            writeln!(f, "Dates corrected (missing, in the future, or before 1990): {}", self.dates)?;
        }
        if !self.absent.is_empty() {
            writeln!(f, "Not in the folder, and done without: {}", self.absent.join(", "))?;
        }
        let seconds = self.took.as_secs_f64();
        let rate = taken.posts() as f64 / seconds.max(0.001);
        write!(f, "{} posts in {seconds:.1} s, {rate:.0} a second", taken.posts())?;
        for damage in &self.damages {
            write!(f, "\nDamaged: {damage}")?;
        }
        Ok(())
    }
}
