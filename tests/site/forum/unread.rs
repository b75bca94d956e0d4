//! What is unread: marked in lists, led to, and gone once a page has shown it or a board is marked as read.

use std::time::Duration;

use diesel::prelude::*;
use lotse::db::schema::{board_reads, events, members, posts, read_positions, sessions, threads};
use lotse::ids::Ts;
use lotse::web::Refusal;

use crate::support::{Site, on_each_database, on_sqlite, patiently, short};

const ROW: &str = ".thread-row--unread .unread";

fn marks(site: &Site, name: &str, path: &str) -> Vec<String> {
    site.sign_in(name).get(path).select(ROW)
}

/// Lets everything written so far be older by some days.
fn age(site: &Site, days: i64) {
    let store = site.running().app().site().store.clone();
    let back = days * 86_400 * 1_000_000;
    let done = store.database().write_now(move |db| {
        diesel::update(posts::table).set(posts::created_at.eq(posts::created_at - back)).execute(db)?;
        diesel::update(threads::table)
            .set(threads::last_post_at.eq(threads::last_post_at - back))
            .execute(db)?;
        Ok::<_, Refusal>(())
    });
    done.expect("the database answers");
}

#[test]
fn what_others_wrote_is_unread_until_a_page_has_shown_it() {
    on_each_database(|site| {
        site.with_community();
        let mut ada = site.sign_in("ada");
        let mut bob = site.sign_in("bob");
        let thread = ada.ask("help", "The printer is on fire", "It burns.");
        assert!(ada.get("/b/help").select(ROW).is_empty(), "one's own is never unread");
        assert_eq!(bob.get("/b/help").select(ROW), ["New"]);
        assert_eq!(bob.get("/").select(ROW), ["New"]);
        assert_eq!(bob.get("/unanswered").select(ROW), ["New"]);
        bob.get(&thread).expect_status(200);
        assert!(bob.get("/b/help").select(ROW).is_empty(), "at once, before anything is written");
        let first = ada.answer(&thread, "It still burns.");
        ada.answer(&thread, "And now the curtain.");
        let page = bob.get("/b/help");
        assert_eq!(page.select(ROW), ["2 new"]);
        let way = page.attributes(ROW, "href").remove(0);
        assert_eq!(way, format!("{}/new", short(&thread)));
        assert_eq!(bob.get(&way).location(), Some(format!("{thread}#p{first}").as_str()));
        bob.follow().expect_text("And now the curtain.");
        assert!(bob.get("/b/help").select(ROW).is_empty());
        // Read to the end: the way leads to the thread.
        assert_eq!(bob.get(&way).location(), Some(thread.as_str()));
        // Nobody else's marks are touched, and visitors have none.
        assert_eq!(marks(site, "cleo", "/b/help"), ["New"]);
        assert!(site.person().get("/b/help").select(".unread").is_empty());
        assert_eq!(site.person().get(&way).location(), Some(thread.as_str()));
        // What is hidden is not counted.
        let post = ada.answer(&thread, "Buy pills.");
        assert_eq!(bob.get("/b/help").select(ROW), ["1 new"]);
        let mut mona = site.sign_in("mona");
        mona.get(&format!("/p/{post}/hide")).expect_status(200);
        mona.post(&format!("/p/{post}/hide"), &[("reason", "spam")]).expect_status(303);
        assert!(bob.get("/b/help").select(ROW).is_empty());
    });
}

#[test]
fn positions_are_written_soon_after_reading() {
    on_each_database(|site| {
        site.with_community();
        let thread = site.sign_in("ada").ask("help", "The printer is on fire", "It burns.");
        let mut bob = site.sign_in("bob");
        bob.get(&thread).expect_status(200);
        let id = site.member("bob");
        let store = site.running().app().site().store.clone();
        patiently("the position", Duration::from_secs(20), || {
            let rows: i64 = store
                .database()
                .read_now(|db| {
                    let theirs = read_positions::table.filter(read_positions::member.eq(id));
                    Ok::<_, Refusal>(theirs.count().get_result(db)?)
                })
                .expect("the database answers");
            (rows == 1).then_some(())
        });
        assert!(bob.get("/b/help").select(ROW).is_empty(), "and read from there");
        site.running().app().reads().flush(&store).expect("nothing to write is no problem");
    });
}

#[test]
fn a_board_is_marked_as_read_at_once() {
    on_each_database(|site| {
        site.with_community();
        let mut ada = site.sign_in("ada");
        let thread = ada.ask("help", "The printer is on fire", "It burns.");
        ada.ask("chat", "Good morning everybody", "How are you?");
        let mut bob = site.sign_in("bob");
        assert_eq!(bob.get("/b/help").select(ROW), ["New"]);
        bob.post("/b/help/read", &[]).expect_status(303);
        let page = bob.follow();
        page.expect_text("Everything on this board counts as read now.");
        assert!(page.select(ROW).is_empty());
        assert!(!page.has("form[action='/b/help/read']"), "nothing left to mark");
        assert_eq!(bob.get("/b/chat").select(ROW), ["New"], "other boards stay");
        ada.answer(&thread, "Still burning.");
        assert_eq!(bob.get("/b/help").select(ROW), ["1 new"]);
        bob.post("/b/help/read", &[]).expect_status(303);
        assert!(bob.follow().select(ROW).is_empty());
        // Of a board that one may not see nothing is said, and visitors sign in first.
        assert_eq!(bob.post_without_token("/b/help/read", &[]).status, 403);
        let rows: i64 = {
            let database = site.running().app().site().store.database();
            let count = database.read_now(|db| Ok::<_, Refusal>(board_reads::table.count().get_result(db)?));
            count.expect("the database answers")
        };
        assert_eq!(rows, 1, "the second press moves the first one's mark");
    });
}

#[test]
fn what_is_old_counts_as_read() {
    on_each_database(|site| {
        site.with_community();
        let mut ada = site.sign_in("ada");
        ada.ask("help", "The printer is on fire", "It burns.");
        assert_eq!(marks(site, "bob", "/b/help"), ["New"]);
        age(site, 61);
        assert!(marks(site, "bob", "/b/help").is_empty());
    });
}

#[test]
fn the_marks_take_as_many_statements_however_many_rows_there_are() {
    on_sqlite(|site| {
        site.with_community();
        let mut ada = site.sign_in("ada");
        let mut bob = site.sign_in("bob");
        ada.ask("help", "The printer is on fire", "It burns.");
        let few = site.statements_of(|| drop(bob.get("/b/help")));
        for n in 0..6 {
            let thread = ada.ask("help", &format!("Another question, number {n}"), "It burns.");
            ada.answer(&thread, "More.");
        }
        let many = site.statements_of(|| drop(bob.get("/b/help")));
        assert_eq!(bob.page().select(ROW).len(), 7);
        assert_eq!(few, many);
    });
}

#[test]
fn a_day_on_which_a_member_was_here_is_in_the_log_once() {
    on_each_database(|site| {
        site.with_community();
        let mut bob = site.sign_in("bob");
        let id = site.member("bob");
        let store = site.running().app().site().store.clone();
        let yesterday = Ts::now().plus_days(-1);
        store
            .database()
            .write_now(move |db| {
                diesel::update(members::table.find(id))
                    .set(members::last_seen_at.eq(yesterday))
                    .execute(db)?;
                let theirs = sessions::table.filter(sessions::member.eq(id));
                diesel::update(theirs).set(sessions::last_seen_at.eq(yesterday)).execute(db)?;
                Ok::<_, Refusal>(())
            })
            .expect("the database answers");
        let seen = || -> usize {
            let read = |db: &mut lotse::db::Db| {
                let rows = events::table.filter(events::kind.eq("MemberSeen")).select(events::data);
                Ok::<_, Refusal>(rows.load::<String>(db)?)
            };
            let logged = store.database().read_now(read).expect("the database answers");
            let is_bob = |data: &String| {
                let event = lotse::events::parse("MemberSeen", data);
                matches!(event, Some(lotse::events::Event::MemberSeen { member, .. }) if member == id)
            };
            logged.iter().filter(|data| is_bob(data)).count()
        };
        bob.get("/").expect_status(200);
        patiently("MemberSeen in the log", Duration::from_secs(20), || (seen() == 1).then_some(()));
        bob.get("/b/help").expect_status(200);
        assert_eq!(seen(), 1);
    });
}
