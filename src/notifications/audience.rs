//! Who hears of a post or a solution: whom it answers, whom it names, and who follows the thread, its board or a tag.
//!
//! What somebody said about the thread itself counts before what they said about its tags and boards.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::kind::Kind;
use crate::db::Db;
use crate::db::schema::{follows, mentions, posts, thread_tags};
use crate::forum::follow::{BOARD, Level, TAG, THREAD};
use crate::forum::{Boards, Post, PostKind, Thread};
use crate::ids::{MemberId, TagId};

/// Rows of `follows` read at once.
pub const PAGE: i64 = 200;

/// Some of those who hear of something, by ascending id, with what it is to them.
pub struct Page {
    /// Who, and how.
    pub people: BTreeMap<MemberId, Kind>,
    /// After whom to go on; `None` at the end.
    pub next: Option<MemberId>,
}

/// Those after a member who hear of a new post.
pub fn of_post(
    db: &mut Db,
    boards: &Boards,
    thread: &Thread,
    post: &Post,
    after: MemberId,
    page: i64,
) -> QueryResult<Page> {
    let (levels, next) = levels(db, boards, thread, after, page)?;
    let usual = if post.kind == PostKind::Opening { Kind::Started } else { Kind::Post };
    let mut people: BTreeMap<MemberId, Kind> =
        levels.iter().filter(|(_, l)| l.level() == Level::All).map(|(id, _)| (*id, usual)).collect();
    let here = |id: MemberId| id > after && next.is_none_or(|last| id <= last);
    let named: Vec<MemberId> =
        mentions::table.filter(mentions::post.eq(post.id)).select(mentions::member).load(db)?;
    people.extend(named.into_iter().filter(|id| here(*id)).map(|id| (id, Kind::Mention)));
    if let Some(to) = post.reply_to {
        let author: MemberId = posts::table.find(to).select(posts::author).first(db)?;
        let wants = levels.get(&author).is_none_or(|l| l.of_thread != Some(Level::Nothing));
        if here(author) && wants {
            people.insert(author, Kind::Reply);
        }
    }
    people.remove(&post.author);
    Ok(Page { people, next })
}

/// Those after a member who hear of a solution.
pub fn of_solution(
    db: &mut Db,
    boards: &Boards,
    thread: &Thread,
    answer: &Post,
    after: MemberId,
    page: i64,
) -> QueryResult<Page> {
    let (levels, next) = levels(db, boards, thread, after, page)?;
    let not_themselves =
        [Some(answer.author), thread.ended_by].into_iter().flatten().collect::<Vec<MemberId>>();
    let people = levels
        .iter()
        .filter(|(id, l)| l.level() != Level::Nothing && !not_themselves.contains(id))
        .map(|(id, _)| (*id, Kind::Solved))
        .collect();
    Ok(Page { people, next })
}

/// What somebody said about a thread, and about what it belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Said {
    of_thread: Option<Level>,
    of_tag: Option<Level>,
    of_board: Option<Level>,
}

impl Said {
    /// What counts: the nearest.
    fn level(self) -> Level {
        self.of_thread.or(self.of_tag).or(self.of_board).unwrap_or(Level::Nothing)
    }
}

/// Of two tags or boards, the one more is wanted of counts.
fn more(one: Option<Level>, other: Level) -> Option<Level> {
    Some(one.map_or(other, |one| if other.code() < one.code() { other } else { one }))
}

/// What those after a member said; and after whom to go on.
fn levels(
    db: &mut Db,
    boards: &Boards,
    thread: &Thread,
    after: MemberId,
    page: i64,
) -> QueryResult<(BTreeMap<MemberId, Said>, Option<MemberId>)> {
    let path: Vec<i64> = boards.path(thread.board).iter().map(|board| board.id.0).collect();
    let tags: Vec<TagId> =
        thread_tags::table.filter(thread_tags::thread.eq(thread.id)).select(thread_tags::tag).load(db)?;
    let tags: Vec<i64> = tags.into_iter().map(|tag| tag.0).collect();
    let kind = follows::subject_kind;
    let mut rows: Vec<(MemberId, i16, Level)> = follows::table
        .filter(follows::member.gt(after))
        .filter(
            kind.eq(THREAD)
                .and(follows::subject.eq(thread.id.0))
                .or(kind.eq(BOARD).and(follows::subject.eq_any(path)))
                .or(kind.eq(TAG).and(follows::subject.eq_any(tags))),
        )
        .order((follows::member, follows::subject_kind, follows::subject))
        .limit(page)
        .select((follows::member, follows::subject_kind, follows::level))
        .load(db)?;
    let mut next = None;
    if rows.len() as i64 == page
        && let Some(last) = rows.last().map(|row| row.0)
    {
        // The last one's rows may not all be here; they come with the next page.
        if rows.iter().any(|row| row.0 != last) {
            rows.retain(|row| row.0 != last);
        }
        next = rows.last().map(|row| row.0);
    }
    let mut levels: BTreeMap<MemberId, Said> = BTreeMap::new();
    for (member, kind, level) in rows {
        let said = levels.entry(member).or_default();
        match kind {
            THREAD => said.of_thread = Some(level),
            BOARD => said.of_board = more(said.of_board, level),
            _ => said.of_tag = more(said.of_tag, level),
        }
    }
    Ok((levels, next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_counts() {
        let said = Said { of_thread: Some(Level::Nothing), of_tag: Some(Level::All), of_board: None };
        assert_eq!(said.level(), Level::Nothing);
        let said = Said { of_board: Some(Level::Solution), ..Said::default() };
        assert_eq!(said.level(), Level::Solution);
        assert_eq!(Said::default().level(), Level::Nothing);
        assert_eq!(more(Some(Level::Nothing), Level::All), Some(Level::All));
        assert_eq!(more(Some(Level::All), Level::Solution), Some(Level::All));
    }
}
