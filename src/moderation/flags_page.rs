//! The queue of flagged posts, oldest first. `GET /mod`, `GET /mod/flags`
//!
//! Five statements and the version of the boards, however many cases there are.

use std::collections::HashMap;

use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use serde::Deserialize;

use crate::config::Limits;
use crate::db::Db;
use crate::db::schema::{flags, members, posts, threads};
use crate::forum::act::look;
use crate::forum::{Boards, Post, Reason, Thread, post_hide};
use crate::ids::{FlagId, MemberId, PostId, Ts};
use crate::members::{Moderator, Rank, Role};
use crate::text;
use crate::web::{Cursor, Direction, Frame, Pager, Refusal, Site, filters, unstored};

/// Cases on one page.
const CASES: usize = 20;
/// Flags and notices shown of all cases on a page together.
const FLAGS: i64 = 500;
const EXCERPT: usize = 600;

#[derive(Template)]
#[template(path = "moderation/flags_page.html")]
struct FlagsPage {
    frame: Frame,
    cases: Vec<Case>,
    reasons: &'static [Reason],
    note_most: usize,
    pager: Pager,
}

/// One post and what is said about it.
struct Case {
    post: PostId,
    href: String,
    thread_title: String,
    board: String,
    author: Person,
    author_since: Ts,
    excerpt: String,
    is_opening: bool,
    is_deleted: bool,
    raised_at: Ts,
    flags: Vec<FlagLine>,
    hidden: Option<HiddenBy>,
    /// The reason proposed: the one of the oldest flag.
    reason: &'static str,
}

/// One flag or notice.
struct FlagLine {
    /// The member; for a notice there is none.
    by: Option<Person>,
    notifier: Option<String>,
    notifier_address: Option<String>,
    reason_key: String,
    note: String,
    at: Ts,
}

/// By whom the post is hidden already.
struct HiddenBy {
    by: Option<Person>,
    reason_key: Option<String>,
    /// When it comes back by itself.
    returns_at: Option<Ts>,
}

#[derive(Clone)]
struct Person {
    name: String,
    href: String,
    key: String,
}

#[derive(Queryable, Clone)]
struct FlagRow {
    post: PostId,
    member: Option<MemberId>,
    reason: Reason,
    note: String,
    notifier_name: Option<String>,
    notifier_address: Option<String>,
    raised_at: Ts,
}

#[derive(Queryable)]
struct MemberRow {
    id: MemberId,
    name: String,
    slug: String,
    role: Role,
    rank: Rank,
    created_at: Ts,
}

/// What the path's query says.
#[derive(Deserialize)]
pub struct Query {
    at: Option<String>,
}

/// `GET /mod`, `GET /mod/flags`
pub async fn open(
    site: web::Data<Site>,
    who: Moderator,
    query: web::Query<Query>,
) -> Result<HttpResponse, Refusal> {
    // A place that makes no sense is the beginning.
    let at: Option<Cursor> = query.at.as_deref().and_then(|at| at.parse().ok());
    let (cases, pager) = look(&site, Some(who.me()), move |db, boards, _| Ok(load(db, boards, at)?)).await?;
    let page =
        FlagsPage { frame: who.frame(), cases, reasons: Reason::ALL, note_most: Limits::NOTE_CHARS, pager };
    Ok(unstored(who.html(&page)?))
}

fn load(db: &mut Db, boards: &Boards, at: Option<Cursor>) -> QueryResult<(Vec<Case>, Pager)> {
    let mut oldest = oldest_of_each_post(db, at)?;
    let link = |cursor: &Cursor| format!("/mod/flags?at={cursor}");
    let pager = Pager::cut(&mut oldest, CASES, at, |(_, id, raised)| (raised.0, id.0), link);
    let asked: Vec<PostId> = oldest.iter().map(|(post, ..)| *post).collect();
    let found: Vec<(Post, Thread)> = posts::table
        .inner_join(threads::table)
        .filter(posts::id.eq_any(&asked))
        .select((Post::as_select(), Thread::as_select()))
        .load(db)?;
    let raised: Vec<FlagRow> = flags::table
        .filter(flags::post.eq_any(&asked))
        .filter(flags::settled_at.is_null())
        .order((flags::raised_at, flags::id))
        .limit(FLAGS)
        .select((
            flags::post,
            flags::member,
            flags::reason,
            flags::note,
            flags::notifier_name,
            flags::notifier_address,
            flags::raised_at,
        ))
        .load(db)?;
    let people = people(db, &found, &raised)?;
    let mut by_post: HashMap<PostId, (Post, Thread)> =
        found.into_iter().map(|(post, thread)| (post.id, (post, thread))).collect();
    let mut flags_of: HashMap<PostId, Vec<FlagRow>> = HashMap::new();
    for row in raised {
        flags_of.entry(row.post).or_default().push(row);
    }
    let cases = oldest
        .into_iter()
        .filter_map(|(post, _, raised_at)| {
            let (post, thread) = by_post.remove(&post)?;
            let rows = flags_of.remove(&post.id).unwrap_or_default();
            Some(case(boards, &people, &post, &thread, raised_at, rows))
        })
        .collect();
    Ok((cases, pager))
}

/// Of each post with open flags its first one, by when it was raised; one more than a page.
fn oldest_of_each_post(db: &mut Db, at: Option<Cursor>) -> QueryResult<Vec<(PostId, FlagId, Ts)>> {
    let earlier = diesel::alias!(flags as earlier);
    let has_earlier = earlier
        .filter(earlier.field(flags::post).eq(flags::post))
        .filter(earlier.field(flags::settled_at).is_null())
        .filter(earlier.field(flags::id).lt(flags::id))
        .select(earlier.field(flags::id));
    let mut query = flags::table
        .filter(flags::settled_at.is_null())
        .filter(not(exists(has_earlier)))
        .select((flags::post, flags::id, flags::raised_at))
        .limit(CASES as i64 + 1)
        .into_boxed();
    query = match at {
        Some(Cursor { direction: Direction::Before, value, id }) => query
            .filter(flags::raised_at.lt(value).or(flags::raised_at.eq(value).and(flags::id.lt(id))))
            .order((flags::raised_at.desc(), flags::id.desc())),
        Some(Cursor { value, id, .. }) => query
            .filter(flags::raised_at.gt(value).or(flags::raised_at.eq(value).and(flags::id.gt(id))))
            .order((flags::raised_at, flags::id)),
        None => query.order((flags::raised_at, flags::id)),
    };
    query.load(db)
}

fn people(
    db: &mut Db,
    found: &[(Post, Thread)],
    raised: &[FlagRow],
) -> QueryResult<HashMap<MemberId, MemberRow>> {
    let mut ids: Vec<MemberId> = found
        .iter()
        .flat_map(|(post, _)| [Some(post.author), post.hidden_by])
        .chain(raised.iter().map(|row| row.member))
        .flatten()
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let rows: Vec<MemberRow> = members::table
        .filter(members::id.eq_any(ids))
        .select((
            members::id,
            members::name,
            members::slug,
            members::role,
            members::rank,
            members::created_at,
        ))
        .load(db)?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

fn case(
    boards: &Boards,
    people: &HashMap<MemberId, MemberRow>,
    post: &Post,
    thread: &Thread,
    raised_at: Ts,
    rows: Vec<FlagRow>,
) -> Case {
    let person = |id: MemberId| people.get(&id).map(Person::of);
    let nobody = || Person { name: String::new(), href: "/members".into(), key: "role-member".into() };
    Case {
        post: post.id,
        href: post.place(thread),
        thread_title: thread.title.clone(),
        board: boards.get(thread.board).map(|board| board.name.clone()).unwrap_or_default(),
        author: person(post.author).unwrap_or_else(nobody),
        author_since: people.get(&post.author).map_or(post.created_at, |row| row.created_at),
        excerpt: text::excerpt(&post.body, EXCERPT),
        is_opening: thread.opening == Some(post.id),
        is_deleted: post.deleted_at.is_some(),
        raised_at,
        hidden: hidden(people, post),
        reason: rows.first().map_or("", |row| row.reason.word()),
        flags: rows
            .into_iter()
            .map(|row| FlagLine {
                by: row.member.and_then(person),
                notifier: row.notifier_name,
                notifier_address: row.notifier_address,
                reason_key: row.reason.key(),
                note: row.note,
                at: row.raised_at,
            })
            .collect(),
    }
}

fn hidden(people: &HashMap<MemberId, MemberRow>, post: &Post) -> Option<HiddenBy> {
    let at = post.hidden_at?;
    let by = post.hidden_by.and_then(|id| people.get(&id));
    let is_provisional = by.is_some_and(|row| !row.role.moderates());
    let returns = is_provisional && post.hidden_reason.is_some_and(post_hide::returns_unconfirmed);
    Some(HiddenBy {
        by: by.map(Person::of),
        reason_key: post.hidden_reason.map(Reason::key),
        returns_at: returns.then(|| at.plus_hours(Limits::UNCONFIRMED_HIDE_HOURS)),
    })
}

impl Person {
    /// Members with their rank, others with their role.
    fn of(row: &MemberRow) -> Person {
        let key = match row.role {
            Role::Member => format!("rank-{}", row.rank.word()),
            role => format!("role-{}", role.word()),
        };
        Person { name: row.name.clone(), href: format!("/u/{}/{}", row.id, row.slug), key }
    }
}
