//! Running an import again: nothing twice, nothing overwritten, and what an interruption has left is taken up.

use std::ops::ControlFlow;

use diesel::prelude::*;
use lotse::db::schema::{events, imported_members, members, posts, threads};
use lotse::import::Phase;

use super::{cafe, change, copy, options, take, take_with};
use crate::support::{Site, on_each_database};

/// How many there are of everything.
fn counts(site: &Site) -> [i64; 5] {
    let database = site.running().app().site().store.database();
    let read = database.read_now(|db| {
        Ok::<_, anyhow::Error>([
            threads::table.count().get_result(db)?,
            posts::table.count().get_result(db)?,
            members::table.count().get_result(db)?,
            imported_members::table.count().get_result(db)?,
            events::table.filter(events::origin.eq(1_i16)).count().get_result(db)?,
        ])
    });
    read.expect("it can be counted")
}

#[test]
fn a_second_run_doubles_nothing_and_overwrites_nothing() {
    on_each_database(|site| {
        site.with_community();
        take(site, &cafe());
        let before = counts(site);
        let store = &site.running().app().site().store;
        let edit = store.database().write_now(|db| {
            diesel::update(posts::table).set(posts::body.eq("Changed here")).execute(db)?;
            let open = (threads::duplicate_of.eq(None::<i64>), threads::title.eq("Another title"));
            diesel::update(threads::table).set(open).execute(db)?;
            Ok::<_, anyhow::Error>(())
        });
        edit.expect("changed");
        let report = take(site, &cafe());
        assert_eq!(counts(site), before);
        assert_eq!((report.taken.posts(), report.taken.known, report.taken.duplicates), (0, 12, 0));
        let database = site.running().app().site().store.database();
        let changed: i64 = database
            .read_now(|db| {
                Ok::<_, anyhow::Error>(
                    posts::table.filter(posts::body.eq("Changed here")).count().get_result(db)?,
                )
            })
            .expect("it can be counted");
        assert_eq!(changed, before[1], "what was changed here stays");
    });
}

#[test]
fn an_interrupted_import_goes_on_where_it_was() {
    on_each_database(|site| {
        site.with_community();
        // Long threads come in several pieces: one of 200 comments.
        let folder = copy();
        let comments: String = (0..200)
            .map(|n| {
                format!(
                    "<row Id=\"{}\" PostId=\"5\" Text=\"Comment number {n}\" CreationDate=\"2010-04-01T00:00:{:02}\" UserId=\"13\" />\r\n",
                    1_000 + n,
                    n % 60
                )
            })
            .collect();
        change(folder.path(), "Comments.xml", "</comments>", &format!("{comments}</comments>"));
        for stop_at in [1, 2, 2] {
            let mut told = 0;
            let stopped = take_with(site, &options(folder.path()), |progress| {
                told += u32::from(progress.phase == Phase::Taking);
                if told >= stop_at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            assert!(stopped.is_err(), "it was told to stop");
        }
        // What is there is whole: a thread is solved from its first piece on.
        site.person().get("/questions/4").expect_status(302);
        let report = take(site, folder.path());
        assert!(report.taken.known > 0);
        let [threads, posts, ..] = counts(site);
        assert_eq!((threads, posts), (5, 212));
        site.running().app().check().expect("a recount agrees");
        assert_eq!(take(site, folder.path()).taken.posts(), 0);
    });
}

#[test]
fn a_newer_dump_adds_what_is_new() {
    on_each_database(|site| {
        site.with_community();
        take(site, &cafe());
        let folder = copy();
        let answer = "<row Id=\"50\" PostTypeId=\"2\" ParentId=\"8\" CreationDate=\"2022-01-01T00:00:00\" Score=\"1\" Body=\"&lt;p&gt;A late answer.&lt;/p&gt;\" OwnerUserId=\"12\" />";
        change(folder.path(), "Posts.xml", "</posts>", &format!("{answer}</posts>"));
        let report = take(site, folder.path());
        assert_eq!((report.taken.answers, report.taken.posts()), (1, 1));
        let page = site.person().get("/a/50");
        page.expect_status(302);
        site.running().app().check().expect("a recount agrees");
        // Another site with the same numbers stands beside it.
        let other = lotse::import::Options {
            site: Some("tea.example.org".into()),
            board: None,
            ..options(folder.path())
        };
        let report = take_with(site, &other, |_| ControlFlow::Continue(())).expect("it is taken");
        assert_eq!((report.board.as_str(), report.taken.questions), ("tea-example-org", 5));
        let of = |path: &str| site.person().get(path).location().expect("it leads on").to_owned();
        assert_eq!(of("/q/1"), of("/from/cafe.example.org/q/1"), "the first site has the short paths");
        assert_ne!(of("/q/1"), of("/from/tea.example.org/q/1"));
        site.running().app().check().expect("a recount agrees");
    });
}
