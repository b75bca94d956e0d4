//! What a member follows, to be changed in place, and whom they ignore. `GET, POST /settings/follows`

use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::prelude::*;
use serde::Deserialize;

use crate::db::Db;
use crate::db::schema::{follows, tags, threads};
use crate::forum::act::{act, look};
use crate::forum::follow::{self, BOARD, Level, Subject, TAG, THREAD};
use crate::forum::ignore::{Ignored, ignored_by};
use crate::forum::permissions::may_see_thread;
use crate::forum::{Boards, Kind, Thread};
use crate::ids::{BoardId, MemberId, TagId, ThreadId, Ts};
use crate::members::{Me, Signed};
use crate::web::{
    Cursor, Direction, Form, Frame, Note, Pager, Refusal, Site, filters, see_other_noting, unstored,
};

const PATH: &str = "/settings/follows";
/// Rows on one page.
const A_PAGE: usize = 50;

/// From which row on.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Query {
    at: String,
}

/// What a row's form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    /// As in `thread-7`.
    subject: String,
    /// `all`, `solution`, `none`, or `off` for following no longer.
    level: String,
}

#[derive(Template)]
#[template(path = "notifications/follows.html")]
struct Page {
    frame: Frame,
    here: &'static str,
    rows: Vec<Row>,
    pager: Pager,
    ignored: Vec<Ignored>,
}

/// Something followed.
struct Row {
    subject: String,
    /// Key of what it is.
    what: String,
    name: String,
    href: String,
    level: &'static str,
    /// Only where there can be a solution.
    has_solution: bool,
}

impl Row {
    /// Words of the levels with their keys.
    fn levels(&self) -> Vec<(&'static str, &'static str)> {
        let mut levels = vec![
            ("all", "follow-all"),
            ("solution", "follow-solution"),
            ("none", "follow-none"),
            ("off", "follows-off"),
        ];
        levels.retain(|(level, _)| self.has_solution || *level != Level::Solution.word());
        levels
    }
}

#[derive(Queryable)]
struct Columns {
    kind: i16,
    subject: i64,
    level: Level,
    at: Ts,
    thread: Option<Thread>,
    tag_name: Option<String>,
    tag_slug: Option<String>,
}

/// `GET /settings/follows`
pub async fn show(
    site: web::Data<Site>,
    who: Signed,
    query: web::Query<Query>,
) -> Result<HttpResponse, Refusal> {
    let at: Option<Cursor> = query.at.parse().ok();
    let (rows, pager, ignored) = look(&site, Some(who.me()), move |db, boards, me| {
        let me = me.ok_or(Refusal::NOT_FOUND)?;
        let mut found = read_page(db, me.id, at)?;
        let place = |row: &Columns| (row.at.0, row.subject);
        let pager = Pager::cut(&mut found, A_PAGE, at, place, |cursor| format!("{PATH}?at={cursor}"));
        let rows: Vec<Row> = found.into_iter().filter_map(|row| row.shown(boards, me)).collect();
        Ok((rows, pager, ignored_by(db, me.id)?))
    })
    .await?;
    let page = Page { frame: who.frame(), here: PATH, rows, pager, ignored };
    Ok(unstored(who.html(&page)?))
}

fn read_page(db: &mut Db, me: MemberId, at: Option<Cursor>) -> QueryResult<Vec<Columns>> {
    use follows as f;
    let rows = f::table
        .left_join(threads::table.on(threads::id.eq(f::subject).and(f::subject_kind.eq(THREAD))))
        .left_join(tags::table.on(tags::id.eq(f::subject).and(f::subject_kind.eq(TAG))))
        .filter(f::member.eq(me))
        .limit(A_PAGE as i64 + 1)
        .select((
            f::subject_kind,
            f::subject,
            f::level,
            f::followed_at,
            Option::<Thread>::as_select(),
            tags::name.nullable(),
            tags::slug.nullable(),
        ))
        .into_boxed();
    let newest = (f::followed_at.desc(), f::subject.desc());
    match at {
        None => rows.order(newest),
        Some(Cursor { direction: Direction::After, value, id }) => rows
            .filter(f::followed_at.lt(value).or(f::followed_at.eq(value).and(f::subject.lt(id))))
            .order(newest),
        Some(Cursor { direction: Direction::Before, value, id }) => rows
            .filter(f::followed_at.gt(value).or(f::followed_at.eq(value).and(f::subject.gt(id))))
            .order((f::followed_at.asc(), f::subject.asc())),
    }
    .load(db)
}

impl Columns {
    /// As the page shows it; nothing of what the member may not see any more.
    fn shown(self, boards: &Boards, me: &Me) -> Option<Row> {
        let (prefix, what, name, href, has_solution) = match self.kind {
            THREAD => {
                let thread = self.thread.filter(|thread| may_see_thread(Some(me), boards, thread))?;
                let what = format!("kind-{}", thread.kind.word());
                let href = thread.href();
                ("thread", what, thread.title, href, thread.kind == Kind::Question)
            }
            BOARD => {
                let board = boards.visible(Some(me), BoardId(self.subject))?;
                ("board", "follows-board".to_owned(), board.name.clone(), board.href(), true)
            }
            _ => {
                let href = format!("/tag/{}", self.tag_slug?);
                ("tag", "follows-tag".to_owned(), self.tag_name?, href, true)
            }
        };
        let subject = format!("{prefix}-{}", self.subject);
        Some(Row { subject, what, name, href, level: self.level.word(), has_solution })
    }
}

/// `POST /settings/follows`
pub async fn change(site: web::Data<Site>, who: Signed, form: Form<Fields>) -> Result<HttpResponse, Refusal> {
    let unknown = || Refusal::field("subject", Note::new("field-no-choice"));
    let subject = read(&form.fields.subject).ok_or_else(unknown)?;
    let level = match form.fields.level.as_str() {
        "off" => None,
        word => Some(Level::from_word(word).ok_or_else(unknown)?),
    };
    act(&site, who.me(), move |tx, _, me| {
        // Only what is followed already stands on this page; whether it may be seen was asked then.
        if follow::level(tx.db, me.id, subject)?.is_none() {
            return Err(Refusal::NOT_FOUND);
        }
        match level {
            Some(level) => follow::follow(tx, me.id, subject, level)?,
            None => follow::unfollow(tx, me.id, subject)?,
        }
        Ok(())
    })
    .await?;
    Ok(see_other_noting(PATH, "saved"))
}

fn read(text: &str) -> Option<Subject> {
    let (kind, id) = text.split_once('-')?;
    let id: i64 = id.parse().ok()?;
    match kind {
        "thread" => Some(Subject::Thread(ThreadId(id))),
        "board" => Some(Subject::Board(BoardId(id))),
        "tag" => Some(Subject::Tag(TagId(id))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_are_read() {
        assert_eq!(read("board-7"), Some(Subject::Board(BoardId(7))));
        for bad in ["", "board", "board-x", "planet-7", "-7"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
