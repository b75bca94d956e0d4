//! A row: a thread as lists show it, dense and scannable.
//!
//! A list is two or three statements, however long: for the rows with their authors, and for their tags. It reads along
//! an index of its order from the row named by the cursor, so its cost does not grow with the number of threads.
//! Hidden and deleted threads are in no list; the boards asked for are those the viewer sees.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::byline::Byline;
use super::read_position::Unread;
use super::tag::{self, Tag};
use super::thread::{self, Ending, Kind, State};
use crate::db::Db;
use crate::db::schema::{departments, members, thread_tags, threads};
use crate::ids::{BoardId, TagId, ThreadId, Ts};
use crate::web::{Cursor, Direction, Pager};

/// A thread as a list shows it.
#[derive(Clone, Debug)]
pub struct ThreadRow {
    /// What is stored of it.
    pub facts: Facts,
    /// Who started it.
    pub author: Byline,
    /// What it is about.
    pub tags: Vec<Tag>,
    /// What its reader has not read of it; nothing for visitors.
    pub unread: Option<Unread>,
}

/// The columns of a row.
#[derive(Queryable, Selectable, Clone, Debug)]
#[diesel(table_name = threads)]
#[allow(missing_docs)] // the migration says what each column is
pub struct Facts {
    pub id: ThreadId,
    pub board: BoardId,
    pub kind: Kind,
    pub title: String,
    pub slug: String,
    pub language: Option<String>,
    pub answers: i64,
    pub replies: i64,
    pub helpful: i64,
    pub ending: Option<Ending>,
    pub ended_at: Option<Ts>,
    pub unanswered: bool,
    pub waiting_since: Option<Ts>,
    pub last_post_at: Ts,
    pub locked_at: Option<Ts>,
    pub pinned_at: Option<Ts>,
    pub official_at: Option<Ts>,
    pub created_at: Ts,
}

impl ThreadRow {
    /// Path of its page.
    pub fn href(&self) -> String {
        format!("/t/{}/{}", self.facts.id, self.facts.slug)
    }

    /// How the question stands.
    pub fn state(&self) -> State {
        thread::state(self.facts.kind, self.facts.ending, self.facts.unanswered)
    }

    /// The end of the class `state--…` and the icon: both self-solved and solved look solved.
    pub fn state_mark(&self) -> &'static str {
        match self.state() {
            State::SelfSolved => State::Solved.word(),
            State::None => self.facts.kind.word(),
            state => state.word(),
        }
    }

    /// The text key of the state, or of the kind where there is no state.
    pub fn state_key(&self) -> String {
        match self.state() {
            State::None => format!("kind-{}", self.facts.kind.word()),
            state => format!("state-{}", state.word()),
        }
    }

    /// Whether it is a question, which has a state.
    pub fn is_question(&self) -> bool {
        self.facts.kind == Kind::Question
    }

    /// Everything written in it but the opening.
    pub fn posts(&self) -> i64 {
        self.facts.answers + self.facts.replies
    }

    /// Path of the first post its reader has not read.
    pub fn first_unread(&self) -> String {
        format!("/t/{}/new", self.facts.id)
    }

    /// Started within a day of `now`.
    pub fn is_new(&self, now: &Ts) -> bool {
        self.facts.created_at > now.plus_days(-1)
    }

    /// Pinned to the top of its board.
    pub fn is_pinned(&self) -> bool {
        self.facts.pinned_at.is_some()
    }

    /// Nobody writes in it any more.
    pub fn is_locked(&self) -> bool {
        self.facts.locked_at.is_some()
    }

    /// The `lang` of its title, where it differs from the page's.
    pub fn other_language(&self, lang: &str) -> Option<&str> {
        self.facts.language.as_deref().filter(|language| *language != lang)
    }
}

/// In which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Latest post first.
    #[default]
    Active,
    /// Newest first.
    New,
    /// Most helpful marks first.
    Helpful,
    /// Longest waiting first; only questions whose asker waits.
    Waiting,
    /// Latest ending first; only ended questions.
    Ended,
}

impl Sort {
    /// Those that a reader chooses from.
    pub const CHOICES: [Sort; 3] = [Sort::Active, Sort::New, Sort::Helpful];

    /// The word in addresses and text keys (`sort-…`).
    pub const fn word(self) -> &'static str {
        match self {
            Sort::Active => "active",
            Sort::New => "new",
            Sort::Helpful => "helpful",
            Sort::Waiting => "waiting",
            Sort::Ended => "ended",
        }
    }

    /// Reads [`Sort::word`] of a choice; anything else is the usual order.
    pub fn from_word(word: &str) -> Sort {
        Sort::CHOICES.into_iter().find(|sort| sort.word() == word).unwrap_or_default()
    }

    /// The value that a row is sorted by.
    fn value(self, facts: &Facts) -> i64 {
        match self {
            Sort::Active => facts.last_post_at.0,
            Sort::New => facts.created_at.0,
            Sort::Helpful => facts.helpful,
            Sort::Waiting => facts.waiting_since.unwrap_or_default().0,
            Sort::Ended => facts.ended_at.unwrap_or_default().0,
        }
    }
}

/// Which questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Without an answer.
    Unanswered,
    /// Without an ending.
    Unsolved,
    /// Solved by an answer or by the asker.
    Solved,
}

impl Wanted {
    /// Every one, in the order of the links.
    pub const ALL: [Wanted; 3] = [Wanted::Unanswered, Wanted::Unsolved, Wanted::Solved];

    /// The word in addresses, text keys (`state-…`) and icons.
    pub const fn word(self) -> &'static str {
        match self {
            Wanted::Unanswered => "unanswered",
            Wanted::Unsolved => "unsolved",
            Wanted::Solved => "solved",
        }
    }

    /// Reads [`Wanted::word`].
    pub fn from_word(word: &str) -> Option<Wanted> {
        Wanted::ALL.into_iter().find(|wanted| wanted.word() == word)
    }
}

/// A list to be read.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// Of which boards.
    pub boards: Vec<BoardId>,
    /// In which order.
    pub sort: Sort,
    /// Only questions that stand like this.
    pub state: Option<Wanted>,
    /// Only threads with this tag.
    pub tag: Option<TagId>,
    /// Pinned ones: only these, none of these, or all alike.
    pub pinned: Option<bool>,
    /// From where on.
    pub at: Option<Cursor>,
    /// Rows of a page.
    pub size: usize,
}

/// Filters and sorts by a column and the id, from the cursor on.
macro_rules! from_cursor {
    ($query:expr, $at:expr, $column:expr, $id:expr) => {
        match $at {
            None => $query.order(($column.desc(), $id.desc())),
            // The first condition is implied by the second, and lets the index begin at the row.
            Some(Cursor { direction: Direction::After, value, id }) => $query
                .filter($column.le(value))
                .filter($column.lt(value).or($id.lt(id)))
                .order(($column.desc(), $id.desc())),
            Some(Cursor { direction: Direction::Before, value, id }) => $query
                .filter($column.ge(value))
                .filter($column.gt(value).or($id.gt(id)))
                .order(($column.asc(), $id.asc())),
        }
    };
}

/// The rows of a page without their tags, and one more where there are more: in reading order, reversed when going
/// back. One statement.
fn load(db: &mut Db, list: &List) -> QueryResult<Vec<ThreadRow>> {
    let mut query = threads::table
        .inner_join(members::table.on(members::id.eq(threads::author)))
        .left_join(departments::table.on(departments::id.nullable().eq(members::department)))
        .filter(threads::hidden_at.is_null())
        .filter(threads::deleted_at.is_null())
        .select((Facts::as_select(), Byline::as_select()))
        .limit(list.size as i64 + 1)
        .into_boxed();
    let has_own_index = list.tag.is_some() || list.pinned == Some(true);
    query = match (list.boards.as_slice(), list.sort) {
        ([one], _) if !has_own_index => query.filter(threads::board.eq(*one)),
        (all, Sort::Active | Sort::Helpful) if !has_own_index => query.filter(threads::board.eq_any(all)),
        // The sum keeps the database from walking boards: tags, pinned threads and the other orders have an index.
        (all, _) => query.filter((threads::board + 0).eq_any(all.iter().map(|id| id.0))),
    };
    // Written out, not bound: the conditions of partial indexes are found by their text.
    query = match list.state {
        Some(Wanted::Unanswered) => query.filter(sql::<Bool>("threads.unanswered")),
        Some(Wanted::Unsolved) => query.filter(sql::<Bool>("threads.kind = 0 AND threads.ending IS NULL")),
        Some(Wanted::Solved) => {
            query.filter(threads::ending.eq_any([Ending::Solution, Ending::SelfSolved].map(Some)))
        }
        None => query,
    };
    query = match list.tag {
        Some(tag) if is_by_tag_alone(list) => query.filter(threads::id.eq_any(of_tag(db, list, tag)?)),
        Some(tag) => {
            let tagged = thread_tags::table.filter(thread_tags::tag.eq(tag)).select(thread_tags::thread);
            query.filter(threads::id.eq_any(tagged))
        }
        None => query,
    };
    query = match list.pinned {
        Some(true) => query.filter(threads::pinned_at.is_not_null()),
        Some(false) => query.filter(threads::pinned_at.is_null()),
        None => query,
    };
    query = match list.sort {
        Sort::Active => from_cursor!(query, list.at, threads::last_post_at, threads::id),
        Sort::New => from_cursor!(query, list.at, threads::created_at, threads::id),
        Sort::Helpful => from_cursor!(query, list.at, threads::helpful, threads::id),
        Sort::Waiting => {
            let (query, since) = (query.filter(threads::waiting_since.is_not_null()), threads::waiting_since);
            match list.at {
                None => query.order((since.asc(), threads::id.asc())),
                Some(Cursor { direction: Direction::After, value, id }) => query
                    .filter(since.ge(value))
                    .filter(since.gt(value).or(threads::id.gt(id).nullable()))
                    .order((since.asc(), threads::id.asc())),
                Some(Cursor { direction: Direction::Before, value, id }) => query
                    .filter(since.le(value))
                    .filter(since.lt(value).or(threads::id.lt(id).nullable()))
                    .order((since.desc(), threads::id.desc())),
            }
        }
        Sort::Ended => {
            query.filter(threads::ending.is_not_null()).order((threads::ended_at.desc(), threads::id.desc()))
        }
    };
    let rows: Vec<(Facts, Byline)> = query.load(db)?;
    let row = |(facts, author)| ThreadRow { facts, author, tags: Vec::new(), unread: None };
    Ok(rows.into_iter().map(row).collect())
}

/// Whether nothing but a tag is asked for, in an order that tags have an index for.
fn is_by_tag_alone(list: &List) -> bool {
    matches!(list.sort, Sort::Active | Sort::New) && list.state.is_none() && list.pinned.is_none()
}

/// The threads of a page of a tag's list: it costs the same however many threads the tag has. One statement.
fn of_tag(db: &mut Db, list: &List, tag: TagId) -> QueryResult<Vec<ThreadId>> {
    use thread_tags as of;
    let query = of::table
        .filter(of::tag.eq(tag))
        // What the indexes are for; they have only those.
        .filter(of::board.is_not_null())
        .filter(of::board.eq_any(list.boards.iter().copied().map(Some)))
        .select(of::thread)
        .limit(list.size as i64 + 1)
        .into_boxed();
    match list.sort {
        Sort::New => from_cursor!(query, list.at, of::created_at, of::thread),
        _ => from_cursor!(query, list.at, of::last_post_at, of::thread),
    }
    .load(db)
}

/// Reads a page and its links; `link` makes the path with a cursor. The tags come by [`add_tags`].
pub fn page(
    db: &mut Db,
    list: &List,
    link: impl Fn(&Cursor) -> String,
) -> QueryResult<(Vec<ThreadRow>, Pager)> {
    let mut rows = load(db, list)?;
    let place = |row: &ThreadRow| (list.sort.value(&row.facts), row.facts.id.0);
    let pager = Pager::cut(&mut rows, list.size, list.at, place, link);
    Ok((rows, pager))
}

/// The first rows of a list, for pages that show no more of it.
pub fn top(db: &mut Db, list: &List) -> QueryResult<Vec<ThreadRow>> {
    let mut rows = load(db, list)?;
    rows.truncate(list.size);
    Ok(rows)
}

/// Gives rows of any number of lists their tags: one statement.
pub fn add_tags(db: &mut Db, lists: &mut [&mut Vec<ThreadRow>]) -> QueryResult<()> {
    let mut ids: Vec<ThreadId> = lists.iter().flat_map(|rows| rows.iter().map(|row| row.facts.id)).collect();
    ids.sort_unstable();
    ids.dedup();
    let tags = tag::of_threads(db, &ids)?;
    for row in lists.iter_mut().flat_map(|rows| rows.iter_mut()) {
        let id = row.facts.id;
        row.tags = tags.iter().filter(|(thread, _)| *thread == id).map(|(_, tag)| tag.clone()).collect();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lead_back() {
        for sort in Sort::CHOICES {
            assert_eq!(Sort::from_word(sort.word()), sort);
        }
        // Orders of the home page are no choice: they leave threads out.
        assert_eq!(Sort::from_word("ended"), Sort::Active);
        for wanted in Wanted::ALL {
            assert_eq!(Wanted::from_word(wanted.word()), Some(wanted));
        }
        assert_eq!(Wanted::from_word("settled"), None);
    }
}
