use std::collections::HashMap;

use diesel::prelude::*;

use super::*;
use crate::db::Db;
use crate::db::schema::{boards, events, files, flags, members, notifications, outbox, posts, tags, threads};
use crate::forum::thread::{Kind, State, state};
use crate::forum::{Ending, counters};
use crate::ids::{MemberId, ThreadId};
use crate::members::{Rank, member};
use crate::recognition;

const SEED: u64 = 1;

/// A filled site in a folder that lives as long as the test.
fn filled() -> (crate::App, tempfile::TempDir, Summary, Ts) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let config = crate::config::Config { data_dir: folder.path().to_owned(), ..Default::default() };
    let app = crate::App::open(config).expect("a site can be opened");
    let begun = std::time::Instant::now();
    let now = Ts::now();
    let summary = fill(app.site(), SEED, now).expect("it can be filled");
    eprintln!("filled in {:?}: {summary:?}", begun.elapsed());
    (app, folder, summary, now)
}

fn read<T>(app: &crate::App, f: impl FnOnce(&mut Db) -> QueryResult<T>) -> T {
    let read = app.site().store.database().read_now(|db| Ok::<_, anyhow::Error>(f(db)?));
    read.expect("the database answers")
}

type ThreadRow = (ThreadId, Kind, Option<Ending>, bool, Option<String>);

#[test]
fn the_history_comes_out_as_the_content_says() {
    let (app, _folder, summary, now) = filled();
    let content = Content::whole(SEED, now).expect("the files can be read");
    let rows: Vec<ThreadRow> = read(&app, |db| {
        threads::table
            .order(threads::id)
            .select((threads::id, threads::kind, threads::ending, threads::unanswered, threads::language))
            .load(db)
    });
    assert_eq!((rows.len(), summary.threads), (content.threads.len(), content.threads.len()));
    let mut states: HashMap<&str, usize> = HashMap::new();
    for (_, kind, ending, unanswered, _) in &rows {
        *states.entry(state(*kind, *ending, *unanswered).word()).or_default() += 1;
    }
    for wanted in [State::Unanswered, State::Unsolved, State::Solved, State::SelfSolved, State::Settled] {
        assert!(states.get(wanted.word()).is_some_and(|n| *n >= 2), "{wanted:?}: {states:?}");
    }
    let of = |language: &str| rows.iter().filter(|row| row.4.as_deref() == Some(language)).count();
    assert!(of("de") >= 60 && of("en") >= 15, "{} German, {} English", of("de"), of("en"));
    let (written, made): (i64, i64) =
        read(&app, |db| Ok((posts::table.count().get_result(db)?, tags::table.count().get_result(db)?)));
    assert_eq!(written as usize, summary.posts);
    let shown: i64 = read(&app, |db| files::table.filter(files::post.is_not_null()).count().get_result(db));
    let pictures = content.threads.iter().filter(|topic| topic.picture.is_some()).count();
    assert_eq!(shown as usize, pictures, "every picture hangs in its post");
    assert_eq!(made as usize, content.community.tag.len(), "no tag was made by the way");
    let roles: Vec<Role> = read(&app, |db| members::table.select(members::role).distinct().load(db));
    assert_eq!(roles.len(), Role::ALL.len());
    a_recount_changes_nothing(&app);
    the_log_runs_forward(&app);
    points_and_ranks_are_right(&app);
    everybody_is_let_in(&app);
    guests_have_news_and_no_mail(&app);
    let again = fill(app.site(), SEED, Ts::now()).expect_err("somebody is here");
    assert!(again.to_string().contains("empty"), "{again}");
}

fn a_recount_changes_nothing(app: &crate::App) {
    type Counts = Vec<(i64, i64, i64, i64, i64, Option<Ts>, Ts)>;
    type Boards = Vec<(i64, i64, i64)>;
    let counted = |db: &mut Db| -> QueryResult<(Counts, Boards)> {
        let threads = threads::table.order(threads::id).select((
            threads::id,
            threads::answers,
            threads::replies,
            threads::helpful,
            threads::same_here,
            threads::waiting_since,
            threads::last_post_at,
        ));
        let boards =
            boards::table.order(boards::id).select((boards::threads, boards::questions, boards::solved));
        Ok((threads.load(db)?, boards.load(db)?))
    };
    let before = read(app, counted);
    let recounted = app.site().store.database().write_now(|db| {
        let ids: Vec<ThreadId> = threads::table.select(threads::id).load(db)?;
        for id in ids {
            counters::refresh(db, id)?;
            counters::refresh_same_here(db, id)?;
        }
        Ok::<_, anyhow::Error>(())
    });
    recounted.expect("it can be counted");
    assert_eq!(before, read(app, counted));
    let solved: i64 = before.1.iter().map(|board| board.2).sum();
    assert!(solved > 60, "{solved} solved");
}

fn points_and_ranks_are_right(app: &crate::App) {
    let wrong = read(app, |db| recognition::differences(db, Ts::now(), MemberId(0), 1_000)).0;
    assert!(wrong.is_empty(), "{wrong:?}");
    let rows: Vec<(String, Role, i64, Rank)> = read(app, |db| {
        let order = members::table.order((members::points.desc(), members::id));
        order.select((members::name, members::role, members::points, members::rank)).load(db)
    });
    let best = &rows[0];
    assert!(best.2 >= 600 && best.3 >= Rank::Answers, "{best:?}");
    assert!(rows.iter().all(|(_, role, points, _)| !role.is_staff() || *points == 0), "staff earn nothing");
    for rank in Rank::ALL {
        let holders = rows.iter().filter(|row| row.3 == *rank).count();
        eprintln!("{holders} {}", rank.word());
        assert!(holders > 0, "nobody has the rank {}: {rows:?}", rank.word());
    }
}

fn the_log_runs_forward(app: &crate::App) {
    let moments: Vec<i64> = read(app, |db| {
        events::table
            .filter(events::kind.ne_all(["MemberJoined", "RoleChanged"]))
            .order(events::id)
            .select(events::happened_at)
            .load(db)
    });
    assert!(moments.len() > 1_500 && moments.is_sorted());
    assert!(moments.last().is_some_and(|at| *at <= Ts::now().0));
}

fn guests_have_news_and_no_mail(app: &crate::App) {
    let of = |key: &str| {
        let address = founding::address(key).expect("an address");
        read(app, |db| member::by_address(db, &address)).expect("a guest").id
    };
    let told = |id: MemberId| -> (i64, i64) {
        read(app, |db| {
            let theirs = notifications::table.filter(notifications::member.eq(id));
            let unread: i32 = members::table.find(id).select(members::unread).first(db)?;
            Ok((theirs.count().get_result(db)?, i64::from(unread)))
        })
    };
    let (rows, unread) = told(of(GUESTS[0]));
    assert!(rows >= 5 && unread >= 1 && unread < rows, "{unread} of {rows}");
    let open: i64 = read(app, |db| flags::table.filter(flags::settled_at.is_null()).count().get_result(db));
    assert!(open >= 3, "{open} flags");
    let mails: i64 = read(app, |db| outbox::table.count().get_result(db));
    assert_eq!(mails, 0, "history is told by no mail");
}

fn everybody_is_let_in(app: &crate::App) {
    let guests = guests(app.site()).expect("links can be made");
    let roles: Vec<Role> = guests.iter().map(|guest| guest.role).collect();
    assert_eq!(roles, Role::ALL);
    for guest in guests {
        assert!(guest.path.len() > 40, "{}", guest.path);
    }
    let sepp = founding::address("sepp").expect("an address");
    assert!(read(app, |db| member::by_address(db, &sepp)).is_some());
}
