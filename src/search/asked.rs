//! What the address of a search asks for, and the address of another page of it.

use diesel::prelude::*;
use serde::Deserialize;

use super::fields::Standing;
use super::query::{Author, Filter};
use super::words::Typed;
use crate::db::Db;
use crate::db::schema::{members, tags};
use crate::forum::{Boards, Kind};
use crate::ids::{MemberId, TagId, Ts};
use crate::members::{Me, name};
use crate::text;

/// Words of a name, at most.
const NAME_WORDS: usize = 4;

/// The query of `/search`. Unknown words count as not chosen, except who and what a search is narrowed to by name.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// The words.
    pub q: String,
    /// Slug of a board.
    pub board: String,
    /// Name or slug of a tag.
    pub tag: String,
    /// Name of a member.
    pub author: String,
    /// `unanswered`, `unsolved` or `solved`.
    pub state: String,
    /// A thread's kind.
    pub kind: String,
    /// `day`, `week`, `month`, `year`, or a date.
    pub since: String,
    /// `new`, or by how well it fits.
    pub sort: String,
    /// Which page, from 1.
    pub page: String,
}

/// The choices of `since` with their days.
pub const SINCE: [(&str, i64); 4] = [("day", 1), ("week", 7), ("month", 31), ("year", 366)];
/// The choices of `state`.
pub const STATES: [&str; 3] = ["unanswered", "unsolved", "solved"];

impl Asked {
    /// The states that the word stands for.
    fn states(&self) -> Vec<Standing> {
        match self.state.as_str() {
            "unanswered" => vec![Standing::Unanswered],
            "unsolved" => vec![Standing::Unanswered, Standing::Unsolved],
            "solved" => vec![Standing::Solved],
            _ => Vec::new(),
        }
    }

    /// From when on.
    fn since(&self, now: Ts) -> Option<Ts> {
        if let Some((_, days)) = SINCE.iter().find(|(word, _)| *word == self.since) {
            return Some(now.plus_days(-days));
        }
        let date: jiff::civil::Date = self.since.parse().ok()?;
        let midnight = jiff::tz::TimeZone::UTC.to_timestamp(date.at(0, 0, 0, 0)).ok()?;
        Some(Ts(midnight.as_microsecond()))
    }

    /// Which page, from 1, at most `most`.
    pub fn page(&self, most: usize) -> usize {
        self.page.parse().unwrap_or(1).clamp(1, most)
    }

    /// The newest first: chosen, or where there are no words to fit.
    pub fn is_by_time(&self, typed: &Typed) -> bool {
        self.sort == "new" || typed.is_empty()
    }

    /// Whether it is narrowed in any way.
    pub fn is_narrowed(&self) -> bool {
        [&self.board, &self.tag, &self.author, &self.state, &self.kind, &self.since]
            .iter()
            .any(|choice| !choice.is_empty())
    }

    /// The address of a page of this search.
    pub fn address(&self, page: usize) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        let page = if page > 1 { page.to_string() } else { String::new() };
        let pairs = [
            ("q", &self.q),
            ("board", &self.board),
            ("tag", &self.tag),
            ("author", &self.author),
            ("state", &self.state),
            ("kind", &self.kind),
            ("since", &self.since),
            ("sort", &self.sort),
            ("page", &page),
        ];
        for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
            query.append_pair(name, value);
        }
        format!("/search?{}", query.finish())
    }
}

/// What the address narrows the search to, as this viewer may: `None` when it names somebody or something that is not
/// there. At most two statements.
pub fn filter(
    db: &mut Db,
    boards: &Boards,
    me: Option<&Me>,
    asked: &Asked,
    now: Ts,
) -> QueryResult<Option<Filter>> {
    let mut filter =
        Filter { boards: boards.ids_visible_to(me), states: asked.states(), ..Filter::default() };
    if !asked.board.is_empty() {
        let chosen = boards.by_slug(&asked.board).filter(|board| filter.boards.contains(&board.id));
        let Some(board) = chosen else { return Ok(None) };
        let below = boards.with_descendants(board.id);
        filter.boards.retain(|id| below.contains(id));
    }
    if !asked.tag.is_empty() {
        let slug = text::slug(&asked.tag);
        let tag: Option<TagId> =
            tags::table.filter(tags::slug.eq(slug)).select(tags::id).first(db).optional()?;
        if tag.is_none() {
            return Ok(None);
        }
        filter.tag = tag;
    }
    if !asked.author.is_empty() {
        filter.author = named(db, vec![name::key(&asked.author)])?.first().map(|author| author.id);
        if filter.author.is_none() {
            return Ok(None);
        }
    }
    filter.kind = Kind::from_word(&asked.kind);
    filter.since = asked.since(now);
    Ok(Some(filter))
}

/// Members whose whole name is among the words: one statement.
pub fn authors(db: &mut Db, typed: &Typed) -> QueryResult<Vec<Author>> {
    let words: Vec<&str> = typed.text.split(' ').collect();
    let mut keys: Vec<String> = Vec::new();
    for length in 1..=NAME_WORDS.min(words.len()) {
        keys.extend(words.windows(length).map(|words| name::key(&words.join(" "))));
    }
    keys.retain(|key| !key.is_empty());
    keys.sort_unstable();
    keys.dedup();
    named(db, keys)
}

fn named(db: &mut Db, keys: Vec<String>) -> QueryResult<Vec<Author>> {
    let rows: Vec<(MemberId, String)> = members::table
        .filter(members::name_key.eq_any(keys))
        .filter(members::erased_at.is_null())
        .select((members::id, members::name_key))
        .load(db)?;
    Ok(rows.into_iter().map(|(id, key)| Author { id, key }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_only_what_was_chosen() {
        let asked = Asked { q: "akku & kälte".into(), state: "solved".into(), ..Asked::default() };
        assert_eq!(asked.address(1), "/search?q=akku+%26+k%C3%A4lte&state=solved");
        assert_eq!(asked.address(3), "/search?q=akku+%26+k%C3%A4lte&state=solved&page=3");
    }

    #[test]
    fn since_is_a_word_or_a_date() {
        let now = Ts(1_800_000_000_000_000);
        let since = |word: &str| Asked { since: word.into(), ..Asked::default() }.since(now);
        assert_eq!(since("week"), Some(now.plus_days(-7)));
        assert_eq!(since("1970-01-02"), Some(Ts(86_400_000_000)));
        for odd in ["", "ever", "99999-99-99", "2024-13-01", "-1"] {
            assert_eq!(since(odd), None, "{odd}");
        }
    }

    #[test]
    fn pages_are_bounded() {
        let page = |page: &str| Asked { page: page.into(), ..Asked::default() }.page(10);
        assert_eq!(
            [page(""), page("0"), page("7"), page("999999999999999999999"), page("11")],
            [1, 1, 7, 1, 10]
        );
    }
}
