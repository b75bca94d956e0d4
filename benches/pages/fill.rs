//! A believable community of any size, written in minutes: rows as the program would leave them, by a way of its own.
//!
//! Everything follows from the number of posts, so two runs give the same community but for the moment it counts
//! back from. The log is left empty: pages do not read it, and the search index is made from the posts.

use anyhow::{Context, ensure};
use diesel::prelude::*;
use lotse::App;
use lotse::db::Db;
use lotse::db::schema::{boards, helpful_marks, members, posts, tags, thread_tags, threads};
use lotse::events::Origin;
use lotse::ids::{BoardId, MemberId, PostId, TagId, ThreadId, Ts};
use lotse::on_each;
use lotse::recognition::work_off_anew;
use lotse::text;

use super::words::{self, Dice};

/// Posts of the thread that is measured, its opening counted.
pub const MEASURED_POSTS: i64 = 21;
/// So many members are team: the load run writes as them, for whom no number of posts an hour is too many.
pub const STAFF: i64 = 64;
/// Posts written in one transaction.
const SLICE: i64 = 5_000;
/// Days the community has lived.
const DAYS: i64 = 3 * 365;
const BOARDS: [&str; 8] = ["help", "setup", "maintenance", "app", "beans", "ideas", "tips", "chat"];
const TAGS: [&str; 12] = [
    "grinder",
    "steam",
    "descaling",
    "app",
    "wifi",
    "filter",
    "noise",
    "leak",
    "taste",
    "warranty",
    "parts",
    "beans",
];

/// Fills an empty site with `most` posts; returns the path of the thread that is measured.
///
/// Errors: the site is not empty, the database refuses.
pub fn fill(app: &App, most: i64) -> anyhow::Result<String> {
    let now = Ts::now();
    let store = &app.site().store;
    let people = (most / 100).max(50);
    let empty: i64 =
        store.database().read_now(|db| Ok::<_, anyhow::Error>(members::table.count().get_result(db)?))?;
    ensure!(empty == 0, "there is a community already");
    store.database().write_now(move |db| found(db, people, now))?;
    let (mut thread, mut post, mut from) = (1_i64, 1_i64, 0_i64);
    while from < most {
        let size = SLICE.min(most - from);
        (thread, post) = store.database().write_now(move |db| {
            let mut slice = Slice { dice: Dice::new(from as u64), people, now, most, thread, post };
            slice.write(db, size)
        })?;
        from += size;
        eprint!("\r{from} posts");
    }
    let measured = store.database().write_now(move |db| measured(db, people, now))?;
    store.database().write_now(settle_counters)?;
    earn(app, people)?;
    eprintln!();
    Ok(measured)
}

/// Points, ledger and ranks, by the recount that an import uses.
fn earn(app: &App, people: i64) -> anyhow::Result<()> {
    let store = &app.site().store;
    for first in (1..=people).step_by(100) {
        let mut left: Vec<MemberId> = (first..(first + 100).min(people + 1)).map(MemberId).collect();
        while !left.is_empty() {
            let some = left.clone();
            let done = store.write_at(Ts::now(), Origin::Import, move |tx| {
                Ok::<_, anyhow::Error>(work_off_anew(tx, &some)?)
            })?;
            left.drain(..done);
        }
        eprint!("\rpoints of {} members", (first + 99).min(people));
    }
    Ok(())
}

fn found(db: &mut Db, people: i64, now: Ts) -> anyhow::Result<()> {
    let begun = now.plus_days(-DAYS);
    for (place, slug) in BOARDS.iter().enumerate() {
        let row = (
            boards::slug.eq(*slug),
            boards::name.eq(*slug),
            boards::line.eq("What belongs here, in a line."),
            boards::position.eq(place as i32),
            boards::created_at.eq(begun),
        );
        diesel::insert_into(boards::table).values(row).execute(db)?;
    }
    for name in TAGS {
        let row = (tags::name.eq(name), tags::slug.eq(name), tags::created_at.eq(begun));
        diesel::insert_into(tags::table).values(row).execute(db)?;
    }
    for first in (1..=people).step_by(500) {
        let rows: Vec<_> = (first..(first + 500).min(people + 1)).map(|id| member(id, begun, now)).collect();
        on_each!(db, |c| diesel::insert_into(members::table).values(&rows).execute(c))?;
    }
    Ok(())
}

#[derive(Insertable)]
#[diesel(table_name = members)]
struct NewMember {
    name: String,
    name_key: String,
    slug: String,
    email: String,
    email_key: String,
    role: i16,
    last_seen_at: Ts,
    created_at: Ts,
}

fn member(id: i64, begun: Ts, now: Ts) -> NewMember {
    let name = format!("Guest {id}");
    let address = format!("guest{id}@example.org");
    NewMember {
        name_key: lotse::members::name::key(&name),
        slug: text::slug(&name),
        name,
        email: address.clone(),
        email_key: address,
        role: if id <= STAFF { 2 } else { 0 },
        last_seen_at: now.plus_days(-(id % 90)),
        created_at: begun,
    }
}

#[derive(Insertable)]
#[diesel(table_name = threads)]
struct NewThread {
    id: ThreadId,
    board: BoardId,
    kind: i16,
    title: String,
    slug: String,
    language: &'static str,
    author: MemberId,
    opening: PostId,
    answers: i64,
    replies: i64,
    helpful: i64,
    ending: Option<i16>,
    solution: Option<PostId>,
    ended_at: Option<Ts>,
    ended_by: Option<MemberId>,
    waiting_since: Option<Ts>,
    unanswered: bool,
    last_post_at: Ts,
    last_author: MemberId,
    counted: i16,
    counted_board: Option<BoardId>,
    created_at: Ts,
}

#[derive(Insertable)]
#[diesel(table_name = posts)]
struct NewPost {
    id: PostId,
    thread: ThreadId,
    kind: i16,
    author: MemberId,
    reply_to: Option<PostId>,
    body: String,
    html: String,
    language: &'static str,
    helpful: i64,
    created_at: Ts,
}

/// Some threads, one after the other.
struct Slice {
    dice: Dice,
    people: i64,
    now: Ts,
    most: i64,
    thread: i64,
    post: i64,
}

impl Slice {
    /// Writes threads until there are `size` posts; returns the next numbers.
    fn write(&mut self, db: &mut Db, size: i64) -> anyhow::Result<(i64, i64)> {
        let end = self.post + size;
        let (mut all_threads, mut all_posts, mut tagged, mut marks) = (vec![], vec![], vec![], vec![]);
        while self.post < end {
            let size = (1 + self.dice.below(9)).min(end - self.post);
            let (thread, posts) = self.thread(size);
            tagged.push((
                thread_tags::thread.eq(thread.id),
                thread_tags::tag.eq(TagId(1 + thread.id.0 % TAGS.len() as i64)),
                thread_tags::board.eq(thread.board),
                thread_tags::created_at.eq(thread.created_at),
                thread_tags::last_post_at.eq(thread.last_post_at),
            ));
            for post in posts.iter().filter(|post| post.helpful > 0) {
                let giver = MemberId(1 + (post.author.0 + 1) % self.people);
                marks.push((
                    helpful_marks::post.eq(post.id),
                    helpful_marks::member.eq(giver),
                    helpful_marks::marked_at.eq(post.created_at.plus_hours(2).min(self.now)),
                ));
            }
            all_threads.push(thread);
            all_posts.extend(posts);
        }
        for rows in all_threads.chunks(500) {
            on_each!(db, |c| diesel::insert_into(threads::table).values(rows).execute(c))?;
        }
        for rows in all_posts.chunks(500) {
            on_each!(db, |c| diesel::insert_into(posts::table).values(rows).execute(c))?;
        }
        on_each!(db, |c| diesel::insert_into(thread_tags::table).values(&tagged).execute(c))?;
        on_each!(db, |c| diesel::insert_into(helpful_marks::table).values(&marks).execute(c))?;
        Ok((self.thread, self.post))
    }

    fn thread(&mut self, size: i64) -> (NewThread, Vec<NewPost>) {
        let age = DAYS * 24 * 60 * (self.most - self.post) / self.most;
        let at = self.now.plus_minutes(-age - 600);
        let id = ThreadId(self.thread);
        let author = MemberId(1 + self.dice.below(self.people));
        let opening = PostId(self.post);
        let mut posts = Vec::new();
        for n in 0..size {
            let (body, html) = words::body(&mut self.dice);
            let by = if n == 0 { author } else { MemberId(1 + self.dice.below(self.people)) };
            let kind = if n == 0 { 0 } else { 1 + i16::from(n % 3 == 2) };
            posts.push(NewPost {
                id: PostId(self.post),
                thread: id,
                kind,
                author: by,
                reply_to: (kind == 2).then(|| PostId(self.post - 1)),
                body,
                html,
                language: "en",
                helpful: i64::from(kind == 1 && self.dice.below(3) == 0),
                created_at: at.plus_minutes(n * 25),
            });
            self.post += 1;
        }
        self.thread += 1;
        let title = words::title(&mut self.dice);
        let count = |kind| posts.iter().filter(|post: &&NewPost| post.kind == kind).count() as i64;
        let last = &posts[posts.len() - 1];
        let others = posts.iter().any(|post| post.kind == 1 && post.author != author);
        let is_solved = others && self.dice.below(10) < 7;
        let solution = posts.iter().find(|post| is_solved && post.kind == 1 && post.author != author);
        let (ended_at, last_post_at, last_author) = (last.created_at, last.created_at, last.author);
        let thread = NewThread {
            id,
            board: BoardId(1 + self.dice.below(BOARDS.len() as i64)),
            kind: 0,
            slug: text::slug(&title),
            title,
            language: "en",
            author,
            opening,
            answers: count(1),
            replies: count(2),
            helpful: posts.iter().map(|post| post.helpful).sum(),
            ending: solution.map(|_| 0),
            solution: solution.map(|post| post.id),
            ended_at: solution.map(|_| ended_at),
            ended_by: solution.map(|_| author),
            waiting_since: (!others).then_some(at),
            unanswered: !others,
            last_post_at,
            last_author,
            counted: 0,
            counted_board: None,
            created_at: at,
        };
        (thread, posts)
    }
}

/// The thread that is measured: a question with twenty answers, on the first board.
fn measured(db: &mut Db, people: i64, now: Ts) -> anyhow::Result<String> {
    let thread: i64 =
        threads::table.select(diesel::dsl::max(threads::id)).first::<Option<i64>>(db)?.unwrap_or(0) + 1;
    let post: i64 =
        posts::table.select(diesel::dsl::max(posts::id)).first::<Option<i64>>(db)?.unwrap_or(0) + 1;
    let mut slice = Slice { dice: Dice::new(1), people, now, most: 1, thread, post };
    let (mut new, posts_of) = slice.thread(MEASURED_POSTS);
    new.board = BoardId(1);
    (new.title, new.slug) = ("The thread that is measured".to_owned(), "measured".to_owned());
    on_each!(db, |c| diesel::insert_into(threads::table).values(&new).execute(c))?;
    on_each!(db, |c| diesel::insert_into(posts::table).values(&posts_of).execute(c))?;
    Ok(format!("/t/{thread}/measured"))
}

/// Counters of boards and members, and what the database needs to know for its plans.
fn settle_counters(db: &mut Db) -> anyhow::Result<()> {
    for statement in [
        "UPDATE boards SET threads = (SELECT count(*) FROM threads WHERE board = boards.id), \
         questions = (SELECT count(*) FROM threads WHERE board = boards.id), \
         solved = (SELECT count(*) FROM threads WHERE board = boards.id AND ending IS NOT NULL)",
        "UPDATE threads SET counted = CASE WHEN ending IS NULL THEN 3 ELSE 7 END, counted_board = board",
        "INSERT INTO tag_counts (tag, board, threads) \
         SELECT tag, board, count(*) FROM thread_tags GROUP BY tag, board",
        "UPDATE site SET version = version + 1",
    ] {
        diesel::sql_query(statement).execute(db).context(statement)?;
    }
    for table in ["threads", "posts"] {
        // PostgreSQL looks at its tables by itself, a little later; SQLite plans without.
        if let Db::Pg(c) = db {
            let next = format!(
                "SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
            );
            diesel::sql_query(next).execute(c)?;
            diesel::sql_query(format!("ANALYZE {table}")).execute(c)?;
        }
    }
    Ok(())
}
