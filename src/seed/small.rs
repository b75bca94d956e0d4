//! A small community for tests: somebody of every role, a board of every visibility, a thread in every state.
//!
//! Everything has a key (see `content/small.toml`); titles and texts in boards that not everybody sees hold the word
//! [`SECRET`], so that a test can look for it wherever it must not be. Members have the address `KEY@example.org`.

use std::collections::BTreeMap;

use super::content::Content;
use super::history;
use crate::ids::{BoardId, MemberId, PostId, ThreadId, Ts};
use crate::web::Site;

/// Stands in every title and text that visitors may not see.
pub const SECRET: &str = "zaubernuss";

/// What there is, by key.
#[derive(Clone, Debug, Default)]
pub struct Small {
    /// `ada` (admin), `ben` (moderator), `cem` (team), `dora` (super-user of `help` and `devices`), `emil`, `fay`,
    /// `gus` (members), `ned` (newcomer), `kai` (suspended).
    pub members: BTreeMap<String, MemberId>,
    /// `help` with `devices` below it, `members`, `veterans` (from a rank), `super_users`, `staff` with `below_staff`,
    /// `news`, `closed`.
    pub boards: BTreeMap<String, BoardId>,
    /// One a state (`unanswered`, `unsolved`, `solved`, `self_solved`, `settled`, `locked`, `hidden`,
    /// `deleted`), and one a board, named like it; `newcomer`.
    pub threads: BTreeMap<String, ThreadId>,
    /// Openings have the key of their thread; the others are named there.
    pub posts: BTreeMap<String, PostId>,
}

/// Fills an empty site with it, as of `now`.
pub fn small(site: &Site, now: Ts) -> anyhow::Result<Small> {
    let content = Content::small()?;
    let written = history::write(site, content.clone(), &[], now)?;
    let mut small = Small { boards: written.founded.boards.into_iter().collect(), ..Small::default() };
    for (person, id) in content.members.iter().zip(written.founded.members) {
        small.members.insert(person.key.clone(), id);
    }
    for ((topic, thread), posts) in content.threads.iter().zip(written.threads).zip(written.posts) {
        small.threads.extend(thread.map(|id| (topic.key.clone(), id)));
        let keys = std::iter::once(&topic.key).chain(topic.post.iter().map(|post| &post.key));
        let named = keys.zip(posts).filter(|(key, _)| !key.is_empty());
        small.posts.extend(named.map(|(key, id)| (key.clone(), id)));
    }
    Ok(small)
}

#[cfg(test)]
mod tests {
    use diesel::prelude::*;

    use super::*;
    use crate::db::schema::{posts, threads};
    use crate::forum::thread::State;
    use crate::forum::{Boards, Thread, Visibility};
    use crate::web::Cached;

    #[test]
    fn it_has_every_visibility_and_every_state() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let config = crate::config::Config { data_dir: folder.path().to_owned(), ..Default::default() };
        let app = crate::App::open(config).expect("a site can be opened");
        let small = small(app.site(), Ts::now()).expect("it can be filled");
        let look = app.site().store.database().read_now(|db| {
            let boards = Boards::load(db)?;
            let all: Vec<Thread> = threads::table.select(Thread::as_select()).load(db)?;
            let texts: Vec<(ThreadId, String)> =
                posts::table.select((posts::thread, posts::body)).load(db)?;
            Ok::<_, anyhow::Error>((boards, all, texts))
        });
        let (boards, all, texts) = look.expect("the database answers");
        for visibility in Visibility::ALL {
            assert!(boards.all().iter().any(|board| board.visibility == *visibility), "{visibility:?}");
        }
        for state in [State::Unanswered, State::Unsolved, State::Solved, State::SelfSolved, State::Settled] {
            let thread = all.iter().find(|thread| thread.id == small.threads[state.word()]);
            assert_eq!(thread.map(Thread::state), Some(state));
        }
        for thread in all {
            let hidden = thread.hidden_at.is_some() || thread.deleted_at.is_some();
            let secret = hidden || boards.visible(None, thread.board).is_none();
            assert_eq!(thread.title.contains(SECRET), secret, "{}", thread.title);
            for (_, body) in texts.iter().filter(|(of, _)| *of == thread.id) {
                assert!(!secret || body.contains(SECRET), "{body}");
            }
        }
        assert!(small.members.contains_key("ned") && small.boards.contains_key("veterans"));
    }
}
