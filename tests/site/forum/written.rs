//! Threads and posts that are there already when a test begins.

use diesel::prelude::*;
use lotse::db::schema::{boards, posts, threads};
use lotse::events::Origin;
use lotse::forum::thread_start::{self, NewThread};
use lotse::forum::{Boards, Kind, body, reply};
use lotse::ids::{MemberId, PostId, SessionId, ThreadId, Ts};
use lotse::members::{Me, Rank, Role, Unlocks};
use lotse::web::Refusal;

use crate::support::Site;

/// A thread and its opening.
#[derive(Clone, Copy)]
pub struct Written {
    pub thread: ThreadId,
    pub opening: PostId,
}

/// Somebody without special rights, as an action sees them.
fn me(id: MemberId) -> Me {
    Me {
        id,
        session: SessionId(0),
        name: String::new(),
        slug: String::new(),
        role: Role::Team,
        rank: Rank::Joined,
        unlocks: Unlocks::default(),
        department: None,
        boards: Vec::new(),
        unread: 0,
    }
}

/// A question on a board, written an hour ago.
pub fn a_question(site: &Site, by: &str, board: &'static str, title: &'static str, text: &str) -> Written {
    let (me, house, text) = (me(site.member(by)), site.running().app().site().clone(), text.to_owned());
    let store = house.store.clone();
    let then = Ts::now().plus_hours(-1);
    let started = store.write_at(then, Origin::Live, move |tx| {
        let id = boards::table.filter(boards::slug.eq(board)).select(boards::id).first(tx.db)?;
        let all = Boards::of(&house, tx.db)?;
        let body = body::render(&house, tx.db, text.clone())?;
        let new =
            NewThread { kind: Kind::Question, title: title.into(), body, tags: Vec::new(), official: false };
        thread_start::start(tx, &me, all.get(id).ok_or(Refusal::NOT_FOUND)?, &new)
    });
    let started = started.expect("a question can be asked");
    Written { thread: started.thread, opening: started.opening }
}

/// An answer to a question, written now.
pub fn an_answer(site: &Site, by: &str, to: Written, text: &str) -> PostId {
    let (me, house, text) = (me(site.member(by)), site.running().app().site().clone(), text.to_owned());
    let store = house.store.clone();
    let added = store.write_at(Ts::now(), Origin::Live, move |tx| {
        let all = Boards::of(&house, tx.db)?;
        let body = body::render(&house, tx.db, text.clone())?;
        reply::add(tx, &all, &me, to.thread, &reply::NewPost { to: None, body, official: false })
    });
    added.expect("an answer can be given")
}

/// A post's text, how often it was changed, and whether it is marked as edited.
pub fn stored(site: &Site, post: PostId) -> (String, i32, bool) {
    let database = site.running().app().site().store.database();
    let row: (String, i32, Option<Ts>) = database
        .read_now(|db| {
            let columns = (posts::body, posts::revision, posts::edited_at);
            Ok::<_, Refusal>(posts::table.find(post).select(columns).first(db)?)
        })
        .expect("the post is there");
    (row.0, row.1, row.2.is_some())
}

/// A thread's title and the slug of its board.
pub fn title_and_board(site: &Site, thread: ThreadId) -> (String, String) {
    let database = site.running().app().site().store.database();
    let row = database.read_now(|db| {
        let joined = threads::table.inner_join(boards::table).filter(threads::id.eq(thread));
        Ok::<_, Refusal>(joined.select((threads::title, boards::slug)).first(db)?)
    });
    row.expect("the thread is there")
}
