//! What becomes of a dump.

use std::ops::ControlFlow;

use diesel::prelude::*;
use lotse::db::Db;
use lotse::db::schema::{events, imported_helpfuls, ledger, members, outbox, posts, threads};
use lotse::events::{Event, parse};
use lotse::forum::counters;
use lotse::ids::{MemberId, PostId, ThreadId};
use lotse::import::Left;

use super::{cafe, options, take, take_with};
use crate::support::{Site, on_each_database};

fn read<T>(site: &Site, f: impl FnOnce(&mut Db) -> QueryResult<T>) -> T {
    let database = site.running().app().site().store.database();
    database.read_now(|db| Ok::<_, anyhow::Error>(f(db)?)).expect("it can be read")
}

fn path_of(site: &Site, old: &str) -> String {
    let page = site.person().get(old);
    page.expect_status(302);
    page.location().expect("it leads on").to_owned()
}

#[test]
fn a_dump_becomes_threads_with_all_that_belongs_to_them() {
    on_each_database(|site| {
        site.with_community();
        let report = take(site, &cafe());
        let taken = report.taken;
        assert_eq!((taken.questions, taken.answers, taken.comments), (5, 4, 3));
        assert_eq!((taken.solutions, taken.duplicates, taken.helpfuls), (2, 1, 22));
        assert_eq!((taken.members, taken.revisions), (6, 1));
        assert_eq!(report.left[&Left::Parent], 2, "an answer and a comment");
        assert_eq!((report.left[&Left::Kind], report.left[&Left::Number]), (1, 2));
        assert_eq!((report.left[&Left::Empty], report.left[&Left::Link]), (1, 1));
        assert!(report.dates >= 2 && report.damages.is_empty());
        let mut eve = site.person().reading("en");
        let page = eve.get(&path_of(site, "/questions/1"));
        page.expect_status(200);
        page.expect_text("Why does my machine make no foam?").expect_text("Solved").expect_text("foam");
        assert_eq!(page.select(".solution pre code"), ["rinse --hot *now*"]);
        assert!(page.has_text("Spoiler") && page.has_text("Have you tried turning it off?"));
        assert!(page.has_text("# Same here, since yesterday"), "a comment has no headings");
        assert!(
            page.attributes(".post__body a", "href")
                .contains(&"https://pictures.example.org/foam.jpg".into())
        );
        assert!(
            page.attributes(".post__body a", "href").contains(&"/from/cafe.example.org/questions/6".into())
        );
        assert!(!page.has(".post__body img"), "nothing is loaded from elsewhere");
        for href in [
            "https://cafe.example.org/questions/1",
            "https://cafe.example.org/a/3",
            "https://cafe.example.org/users/12",
            "https://creativecommons.org/licenses/by-sa/4.0/",
        ] {
            assert!(page.attributes(".post__source a", "href").contains(&href.to_owned()), "{href}");
        }
        assert!(
            page.select(".post__source").concat().contains("~Nora* Nozzle~"),
            "authors are named as they were"
        );
        assert!(
            page.select(".post__author").contains(&"Nora Nozzle".to_owned()),
            "and have a name of our rules here"
        );
        eve.get(&path_of(site, "/q/8/whatever")).expect_text("Why does my machine make no foam?");
        eve.get(&path_of(site, "/from/cafe.example.org/users/12"))
            .expect_status(200)
            .expect_text("Nora Nozzle");
        eve.get("/b/cafe").expect_status(200).expect_text("How often should I descale?");
        let wiki = eve.get(&path_of(site, "/questions/4"));
        wiki.expect_text("written by several").expect_text("CC BY-SA 2.5");
    });
}

#[test]
fn old_addresses_lead_on_for_those_who_may_see() {
    on_each_database(|site| {
        site.with_community();
        take(site, &cafe());
        let answer = path_of(site, "/a/3");
        assert!(answer.starts_with("/p/"), "{answer}");
        for old in ["/questions/1/why-no-foam/3", "/q/3", "/questions/3", "/from/cafe.example.org/a/3/12"] {
            assert_eq!(path_of(site, old), answer, "{old}");
        }
        for unknown in [
            "/questions/99",
            "/a/x",
            "/q/99999999999999999999",
            "/from/other.example.org/q/1",
            "/from/cafe.example.org/users/15",
        ] {
            site.person().get(unknown).expect_status(404);
        }
        let store = &site.running().app().site().store;
        let hide = |db: &mut Db| diesel::update(threads::table).set(threads::hidden_at.eq(1_i64)).execute(db);
        store.database().write_now(move |db| Ok::<_, anyhow::Error>(hide(db)?)).expect("hidden");
        site.person().get("/questions/1").expect_status(404);
        site.person().get("/a/3").expect_status(404);
    });
}

/// What is counted of a thread.
type ThreadSums = (ThreadId, i64, i64, i64, bool, Option<i64>, i64, MemberId, i16);

/// What can be counted of threads, posts, members and the ledger.
#[derive(Debug, PartialEq)]
struct State {
    threads: Vec<ThreadSums>,
    members: Vec<(MemberId, i64, i64)>,
}

fn state(site: &Site) -> State {
    read(site, |db| {
        use threads as t;
        let columns = (
            t::id,
            t::answers,
            t::replies,
            t::helpful,
            t::unanswered,
            t::waiting_since,
            t::last_post_at,
            t::last_author,
            t::counted,
        );
        let members =
            members::table.order(members::id).select((members::id, members::points, members::solutions));
        Ok(State { threads: t::table.order(t::id).select(columns).load(db)?, members: members.load(db)? })
    })
}

#[test]
fn what_is_written_at_once_is_what_event_by_event_would_be() {
    on_each_database(|site| {
        site.with_community();
        take(site, &cafe());
        site.running().app().check().expect("a recount agrees");
        let before = state(site);
        assert!(before.members.iter().any(|(_, points, _)| *points >= 57), "{before:?}");
        let store = &site.running().app().site().store;
        let all: Vec<ThreadId> = before.threads.iter().map(|row| row.0).collect();
        let recount = move |db: &mut Db| all.iter().try_for_each(|id| counters::refresh(db, *id));
        store.database().write_now(move |db| Ok::<_, anyhow::Error>(recount(db)?)).expect("counted");
        assert_eq!(state(site), before);
        let (count, earning): (i64, i64) = read(site, |db| {
            imported_helpfuls::table
                .order(imported_helpfuls::count.desc())
                .select((imported_helpfuls::count, imported_helpfuls::earning))
                .first(db)
        });
        assert_eq!((count, earning), (12, 12));
        let paid: i64 = read(site, |db| {
            ledger::table
                .filter(ledger::cause.eq(6_i16))
                .select(diesel::dsl::max(ledger::points))
                .first::<Option<i64>>(db)
        })
        .expect("somebody earned something");
        assert_eq!(paid, 40, "ten of them count");
    });
}

#[test]
fn nobody_is_told_and_the_log_says_what_happened_when() {
    on_each_database(|site| {
        site.with_community();
        let mails: i64 = read(site, |db| outbox::table.count().get_result(db));
        take(site, &cafe());
        assert_eq!(read(site, |db| outbox::table.count().get_result::<i64>(db)), mails);
        let rows: Vec<(String, String, i64)> = read(site, |db| {
            events::table
                .filter(events::origin.eq(1_i16))
                .order(events::id)
                .select((events::kind, events::data, events::happened_at))
                .load(db)
        });
        let all: Vec<(Event, i64)> =
            rows.iter().filter_map(|(kind, data, at)| Some((parse(kind, data)?, *at))).collect();
        assert_eq!(all.len(), rows.len());
        let count = |is: fn(&Event) -> bool| all.iter().filter(|(event, _)| is(event)).count();
        assert_eq!(count(|event| matches!(event, Event::ThreadStarted { .. })), 5);
        assert_eq!(count(|event| matches!(event, Event::AnswerGiven { .. })), 3);
        assert_eq!(count(|event| matches!(event, Event::ReplyGiven { .. })), 4);
        assert_eq!(count(|event| matches!(event, Event::SolutionAccepted { .. })), 1);
        assert_eq!(count(|event| matches!(event, Event::ThreadSelfSolved { .. })), 1);
        assert_eq!(count(|event| matches!(event, Event::HelpfulImported { count: 12, .. })), 1);
        assert_eq!(count(|event| matches!(event, Event::ThreadMarkedDuplicate { .. })), 1);
        let accepted = all.iter().find(|(event, _)| matches!(event, Event::SolutionAccepted { .. }));
        assert_eq!(accepted.map(|(_, at)| *at), Some(1_614_729_600_000_000), "the day of the vote");
    });
}

#[test]
fn marks_given_here_are_added_to_those_that_came_along() {
    on_each_database(|site| {
        site.with_community();
        take(site, &cafe());
        let answer = path_of(site, "/a/3");
        let id = answer.trim_start_matches("/p/").to_owned();
        let mut bob = site.sign_in("bob");
        bob.get(&path_of(site, "/q/1"));
        bob.post(&format!("/p/{id}/helpful"), &[]).expect_status(303);
        let post = PostId(id.parse().expect("a number"));
        let helpful: i64 = read(site, |db| posts::table.find(post).select(posts::helpful).first(db));
        assert_eq!(helpful, 13);
        site.running().app().check().expect("a recount agrees");
        bob.get(&path_of(site, "/q/1"));
        bob.post(&format!("/p/{id}/unhelpful"), &[]).expect_status(303);
        site.running().app().check().expect("a recount agrees");
    });
}

#[test]
fn a_dry_run_counts_the_same_and_writes_nothing() {
    on_each_database(|site| {
        site.with_community();
        let dry = lotse::import::Options { is_dry: true, ..options(&cafe()) };
        let before = read(site, |db| {
            Ok((events::table.count().get_result::<i64>(db)?, threads::table.count().get_result::<i64>(db)?))
        });
        let counted = take_with(site, &dry, |_| ControlFlow::Continue(())).expect("it is read");
        let after = read(site, |db| {
            Ok((events::table.count().get_result::<i64>(db)?, threads::table.count().get_result::<i64>(db)?))
        });
        assert_eq!(before, after);
        site.person().get("/questions/1").expect_status(404);
        let taken = take(site, &cafe());
        assert_eq!(counted.taken, taken.taken);
        assert_eq!(counted.left, taken.left);
        assert_eq!(counted.dates, taken.dates);
    });
}
