//! A member as others see them: who, since when, how far, what they wrote best. `GET /u/{id}/{slug}`
//!
//! Never an address, never a phase. Lists hold only what the viewer sees.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::prelude::*;

use super::profile_lists::{self, Best, Written};
use crate::db::Db;
use crate::db::schema::{departments, members};
use crate::forum::Boards;
use crate::forum::byline::{Byline, rank_key};
use crate::forum::ignore::is_ignored;
use crate::ids::{BoardId, MemberId, Ts};
use crate::members::{Rank, Viewer};
use crate::recognition::{Cause, Origin, Preset, Standing, Way, points_by_cause, way_to_next};
use crate::text::{self, Links};
use crate::web::{Frame, Part, Refusal, Shared, Site, filters, see_other};

const FORMER_MEMBER: Refusal = Refusal::new(StatusCode::NOT_FOUND, "profile-former-text");

#[derive(Template)]
#[template(path = "pages/profile.html")]
struct Page {
    frame: Frame,
    who: Byline,
    facts: Facts,
    /// Rendered and sanitised.
    bio: String,
    is_me: bool,
    /// Whether the reader, signed in and somebody else, ignores them.
    is_ignored: Option<bool>,
    ladder: Option<Ladder>,
    origins: Vec<OriginRow>,
    best: Vec<Best>,
    threads: Vec<Written>,
    posts: Vec<Written>,
    bookmarks: Vec<Written>,
}

/// What a profile shows of the member's row beside the byline.
#[derive(Queryable, Selectable, Clone, Debug)]
#[diesel(table_name = members)]
struct Facts {
    own_title: Option<String>,
    bio: String,
    points: i64,
    solutions: i64,
    created_at: Ts,
}

/// The way to the next rank, as a bar and in words.
#[derive(Clone, Debug, PartialEq)]
struct Ladder {
    /// The text key of the next rank; `None` at the top.
    next: Option<String>,
    /// How far, of 100.
    percent: i64,
    missing: Vec<Missing>,
}

/// Something that is missing to the next rank, as a text key and how much of it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Missing {
    key: &'static str,
    count: i64,
}

/// Where points came from.
#[derive(Clone, Debug, PartialEq)]
struct OriginRow {
    key: &'static str,
    count: i64,
    points: i64,
    /// Of all points, of 100.
    percent: i64,
}

/// `GET /u/{id}/{slug}`: eleven statements at most, the session's included. A wrong slug leads to the right one.
pub async fn show(
    site: web::Data<Site>,
    viewer: Viewer,
    path: web::Path<(MemberId, String)>,
) -> Result<HttpResponse, Refusal> {
    let (id, slug) = path.into_inner();
    let (reading, reader) = (site.clone(), viewer.clone());
    let found = site.store.read(move |db| read(db, &reading, &reader, id, &slug)).await?;
    match found {
        Found::Elsewhere(path) => Ok(see_other(&path)),
        Found::Here(page) => viewer.html_shared(&*page, || Shared {
            address: page.who.href().unwrap_or_default(),
            parts: vec![Part::Lists, Part::AnyBoard],
        }),
    }
}

enum Found {
    Here(Box<Page>),
    /// Under another slug.
    Elsewhere(String),
}

fn read(db: &mut Db, site: &Site, viewer: &Viewer, id: MemberId, slug: &str) -> Result<Found, Refusal> {
    let (who, facts) = member(db, id)?;
    let href = who.href().ok_or(FORMER_MEMBER)?;
    if who.slug != slug {
        return Ok(Found::Elsewhere(href));
    }
    let boards = site.cached::<Boards>(db, viewer.site_version)?;
    let visible = boards.ids_visible_to(viewer.me.as_ref());
    let is_me = viewer.id() == Some(id);
    // Staff earn nothing: they have neither a rank nor points to show.
    let (ladder, origins) = if who.is_staff() {
        (None, Vec::new())
    } else {
        let open: Vec<BoardId> =
            boards.all().iter().map(|board| board.id).filter(|id| !boards.is_private(*id)).collect();
        let way = way(db, viewer, &who, &facts, &open)?;
        (Some(ladder(&way)), origin_rows(&points_by_cause(db, id)?))
    };
    let url = url::Url::parse(&site.config.public_url()).ok();
    let host = url.as_ref().and_then(|url| url.host_str());
    Ok(Found::Here(Box::new(Page {
        frame: viewer.frame(),
        bio: text::render(&facts.bio, &Links { own_host: host, ..Links::NONE }).html,
        is_me,
        is_ignored: match viewer.id().filter(|_| !is_me) {
            Some(me) => Some(is_ignored(db, me, id)?),
            None => None,
        },
        ladder,
        origins,
        best: profile_lists::best(db, id, &visible)?,
        threads: profile_lists::threads(db, id, &visible)?,
        posts: profile_lists::posts(db, id, &visible)?,
        bookmarks: if is_me { profile_lists::bookmarks(db, id, &visible)? } else { Vec::new() },
        who,
        facts,
    })))
}

fn member(db: &mut Db, id: MemberId) -> QueryResult<(Byline, Facts)> {
    members::table
        .left_join(departments::table.on(departments::id.nullable().eq(members::department)))
        .filter(members::id.eq(id))
        .select((Byline::as_select(), Facts::as_select()))
        .first(db)
}

/// The way from here; one statement for those who are new, none for others.
fn way(db: &mut Db, viewer: &Viewer, who: &Byline, facts: &Facts, open: &[BoardId]) -> QueryResult<Way> {
    let first_post_at = match who.rank {
        Rank::New => profile_lists::first_post_at(db, who.id, open)?,
        // Nobody asks for it beyond the first rank.
        _ => Some(facts.created_at),
    };
    let standing = Standing {
        points: facts.points,
        solutions: facts.solutions,
        joined_at: facts.created_at,
        first_post_at,
    };
    let preset = Preset::from_word(&viewer.community.preset).unwrap_or_default();
    Ok(way_to_next(who.rank, &standing, viewer.visit.words.now, preset))
}

fn ladder(way: &Way) -> Ladder {
    let missing = [
        ("way-points", way.points),
        ("way-solutions", way.solutions),
        ("way-days", way.age_days),
        ("way-post", (0, i64::from(way.needs_a_post))),
    ];
    let missing = missing
        .into_iter()
        .map(|(key, (have, need))| Missing { key, count: need - have })
        .filter(|missing| missing.count > 0 && way.next.is_some())
        .collect();
    let next = way.next.map(|rank| rank_key(rank, None));
    Ladder { next, percent: percent(way.share), missing }
}

fn percent(share: f64) -> i64 {
    (share.clamp(0.0, 1.0) * 100.0).floor() as i64
}

fn origin_rows(origins: &[Origin]) -> Vec<OriginRow> {
    let all: i64 = origins.iter().map(|origin| origin.points).sum();
    let row = |origin: &Origin| OriginRow {
        key: origin_key(origin.cause),
        count: origin.count,
        points: origin.points,
        percent: percent(origin.points as f64 / all.max(1) as f64),
    };
    origins.iter().filter(|origin| origin.points > 0).map(row).collect()
}

const fn origin_key(cause: Cause) -> &'static str {
    match cause {
        Cause::Answer => "origin-answers",
        Cause::Solution => "origin-solutions",
        Cause::HelpfulReceived => "origin-helpful",
        Cause::HelpfulImported => "origin-helpful-imported",
        Cause::WorkedReceived => "origin-worked",
        Cause::OwnQuestionSolved => "origin-own-questions",
        Cause::IdeaAdopted => "origin-ideas",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way() -> Way {
        Way {
            next: Some(Rank::Helps),
            points: (12, 30),
            solutions: (1, 1),
            age_days: (13, 14),
            needs_a_post: false,
            share: 0.4,
        }
    }

    #[test]
    fn only_what_is_missing_is_said() {
        let ladder = ladder(&way());
        let said: Vec<_> = ladder.missing.iter().map(|missing| (missing.key, missing.count)).collect();
        assert_eq!(said, [("way-points", 18), ("way-days", 1)]);
        assert_eq!((ladder.next.as_deref(), ladder.percent), (Some("rank-helps"), 40));
    }

    #[test]
    fn at_the_top_nothing_is_missing() {
        let top = ladder(&Way { next: None, share: 1.0, ..way() });
        assert_eq!((top.next, top.missing.len(), top.percent), (None, 0, 100));
    }

    #[test]
    fn what_gave_no_points_is_no_origin() {
        let origin = |cause, points| Origin { cause, count: 3, points };
        let rows = origin_rows(&[
            origin(Cause::Solution, 45),
            origin(Cause::Answer, 5),
            origin(Cause::IdeaAdopted, 0),
        ]);
        let shown: Vec<_> = rows.iter().map(|row| (row.key, row.percent)).collect();
        assert_eq!(shown, [("origin-solutions", 90), ("origin-answers", 10)]);
    }
}
