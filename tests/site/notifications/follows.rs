//! Following, ignoring, and what comes back from mail servers.

use diesel::prelude::*;
use lotse::db::schema::members;
use lotse::events::Origin;
use lotse::forum::follow::{self, Level, Subject};
use lotse::ids::{TagId, Ts};
use lotse::mail::{parse, report};
use lotse::web::Refusal;

use crate::support::{Person, address_of, on_each_database, short};

const TITLE: &str = "The milk stays cold in the steamer";

fn rows(person: &mut Person) -> String {
    person.get("/inbox").expect_status(200).select(".inbox__row").join("\n")
}

#[test]
fn boards_and_levels_are_followed_in_plain_words() {
    on_each_database(|site| {
        site.with_community();
        let mut cleo = site.sign_in("cleo");
        cleo.get("/b/help").expect_status(200);
        cleo.post("/b/help/follow", &[]).expect_status(303);
        let mut ada = site.sign_in("ada");
        let thread = ada.ask("help", TITLE, "It hisses, but nothing gets warm.");
        assert!(rows(&mut cleo).contains("Ada started something you follow"));
        // Of this one only the solution.
        cleo.get(&thread).expect_status(200);
        cleo.post(&format!("{}/follow", short(&thread)), &[]).expect_status(303);
        let number = short(&thread).replace("/t/", "thread-");
        cleo.get("/settings/follows").expect_status(200);
        cleo.post("/settings/follows", &[("subject", &number), ("level", "solution")]).expect_status(303);
        let answer = site.sign_in("bob").answer(&thread, "Clean the nozzle.");
        assert!(!rows(&mut cleo).contains("Bob"));
        ada.press(&thread, &answer, "accept").expect_status(303);
        assert!(rows(&mut cleo).contains("Solved, with an answer by Bob"));
        // All of it is listed and changed in place.
        let page = cleo.get("/settings/follows");
        page.expect_status(200).expect_text(TITLE).expect_text("Help");
        let forged = [("subject", "thread-999"), ("level", "all")];
        cleo.post("/settings/follows", &forged).expect_status(404);
        cleo.get("/settings/follows").expect_status(200);
        cleo.post("/settings/follows", &[("subject", "planet-1"), ("level", "all")]).expect_status(422);
        cleo.get("/settings/follows").expect_status(200);
        cleo.post("/settings/follows", &[("subject", &number), ("level", "off")]).expect_status(303);
        assert!(!cleo.follow().has(&format!("select#{number}")));
    });
}

#[test]
fn tags_are_followed_and_many_followers_are_told_by_a_job() {
    on_each_database(|site| {
        site.with_community();
        let people: Vec<_> = ["bob", "cleo", "susi"].map(|name| site.member(name)).to_vec();
        let store = &site.running().app().site().store;
        let done = store.write_at(Ts::now(), Origin::Live, move |tx| {
            for member in &people {
                follow::follow(tx, *member, Subject::Tag(TagId(1)), Level::All)?;
            }
            for n in 0..20 {
                let name = lotse::members::name::check(&format!("Follower {n}")).expect("a name");
                let address = parse(&format!("follower{n}@example.org")).expect("an address");
                let member = lotse::members::add(tx, Some(&name), &address, lotse::members::Role::Member)?;
                follow::follow(tx, member, Subject::Tag(TagId(1)), Level::All)?;
            }
            Ok::<_, Refusal>(())
        });
        done.expect("followed");
        let mut ada = site.sign_in("ada");
        ada.get("/ask?board=help").expect_status(200);
        let fields =
            [("kind", "question"), ("board", "help"), ("title", TITLE), ("body", "Cold."), ("tags", "Steam")];
        ada.post("/ask", &fields).expect_status(303);
        let mut bob = site.sign_in("bob");
        crate::support::patiently("the job", crate::support::PATIENCE, || {
            rows(&mut bob).contains("Ada started something you follow").then_some(())
        });
        let database = site.running().app().site().store.database();
        crate::support::patiently("everybody is told", crate::support::PATIENCE, || {
            let told: i64 = database
                .read_now(|db| {
                    let told = members::table.filter(members::unread.eq(1)).count();
                    Ok::<_, Refusal>(told.get_result(db)?)
                })
                .expect("counted");
            (told == 23).then_some(())
        });
    });
}

#[test]
fn whoever_is_ignored_is_folded_away_and_not_heard() {
    on_each_database(|site| {
        site.with_community();
        let mut ada = site.sign_in("ada");
        let thread = ada.ask("help", TITLE, "It hisses, but nothing gets warm.");
        let bob = site.member("bob");
        ada.get(&format!("/u/{bob}/bob")).expect_status(200);
        ada.post(&format!("/u/{bob}/ignore"), &[]).expect_status(303);
        ada.follow().expect_status(200);
        site.sign_in("bob").answer(&thread, "Something unpleasant for @Ada.");
        assert!(!rows(&mut ada).contains("Bob"));
        let page = ada.get(&thread);
        assert_eq!(page.select("details.post__ignored").len(), 1);
        // Whoever answers officially is heard.
        let tim = site.member("tim");
        ada.get(&format!("/u/{tim}/tim")).expect_status(200);
        ada.post(&format!("/u/{tim}/ignore"), &[]).expect_status(303);
        let mut officially = site.sign_in("tim");
        officially.get(&thread).expect_status(200);
        let fields = [("body", "We looked at it: clean the nozzle."), ("official", "on")];
        officially.post(&format!("{}/reply", short(&thread)), &fields).expect_status(303);
        assert!(rows(&mut ada).contains("Tim answered you"));
        ada.get("/settings/follows").expect_status(200).expect_text("Bob");
        ada.post(&format!("/u/{bob}/unignore"), &[]).expect_status(303);
        assert_eq!(ada.get(&thread).select("details.post__ignored").len(), 0);
        let me = site.member("ada");
        let token = ada.form_token();
        ada.post_without_token(&format!("/u/{me}/ignore"), &[("token", &token)]).expect_status(409);
    });
}

#[test]
fn a_delivery_report_counts_only_for_a_letter_of_ours_to_that_address() {
    on_each_database(|site| {
        site.with_community();
        let mut ada = site.sign_in("ada");
        let thread = ada.ask("help", TITLE, "It hisses, but nothing gets warm.");
        site.sign_in("bob").answer(&thread, "Clean the nozzle.");
        let mail = site.mailbox.newest_to(&address_of("ada"));
        let id = mail.header("Message-ID").expect("an id").to_owned();
        let report_of = |address: &str, id: &str| {
            format!(
                "Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n--x\r\n\
                 Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\n\
                 Final-Recipient: rfc822; {address}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--x\r\n\
                 Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: {id}\r\n\r\n--x--\r\n"
            )
        };
        let house = site.running().app().site();
        let found = |report: &str| report::unreachable(house, report).map(|address| address.key);
        assert_eq!(found(&report_of("Ada@example.org", &id)), Some("ada@example.org".to_owned()));
        assert_eq!(found(&report_of("bob@example.org", &id)), None, "somebody else's letter");
        assert_eq!(found(&report_of("ada@example.org", "<made.up@localhost>")), None);
        let stopped = house
            .store
            .database()
            .write_now(|db| Ok::<_, Refusal>(report::stop(db, "ada@example.org", Ts::now())?));
        assert!(stopped.expect("written"));
        ada.get("/settings/mail").expect_text("Mail does not arrive");
    });
}
