//! What is mailed, what it says, and what ends it.

use diesel::prelude::*;
use lotse::db::schema::{members, outbox};
use lotse::ids::Ts;
use lotse::web::Refusal;

use crate::support::{Mail, Person, Site, address_of, on_each_database, short};

const TITLE: &str = "The milk stays cold in the steamer";

fn a_question(site: &Site) -> (Person, String) {
    site.with_community();
    let mut ada = site.sign_in("ada");
    let thread = ada.ask("help", TITLE, "It **hisses**, but nothing gets warm.");
    (ada, thread)
}

fn newest_to(site: &Site, name: &str) -> Mail {
    site.mailbox.newest_to(&address_of(name))
}

/// What waits in the outbox for somebody: kind and when it is due.
fn waiting(site: &Site, name: &str) -> Vec<(String, Ts)> {
    let id = site.member(name);
    let database = site.running().app().site().store.database();
    let rows = database.read_now(|db| {
        let theirs = outbox::table.filter(outbox::member.eq(id)).order(outbox::id);
        Ok::<_, Refusal>(theirs.select((outbox::kind, outbox::due_at)).load(db)?)
    });
    rows.expect("the outbox can be read")
}

/// Lets what waits for a later hour be due now.
fn make_due(site: &Site, name: &str) {
    let id = site.member(name);
    let database = site.running().app().site().store.database();
    let done = database.write_now(move |db| {
        diesel::update(outbox::table.filter(outbox::member.eq(id)))
            .set(outbox::due_at.eq(Ts(1)))
            .execute(db)?;
        Ok::<_, Refusal>(())
    });
    done.expect("the outbox can be written");
}

#[test]
fn the_first_answer_comes_at_once_and_asks_whether_it_helped() {
    on_each_database(|site| {
        let (mut ada, thread) = a_question(site);
        let answer = site.sign_in("bob").answer(&thread, "Clean the nozzle with the needle.");
        let mail = newest_to(site, "ada");
        assert_eq!(mail.subject, format!("Re: {TITLE}"));
        assert!(mail.text.contains("Clean the nozzle") && mail.html.contains("Clean the nozzle"));
        let number = short(&thread).trim_start_matches("/t/").to_owned();
        assert_eq!(mail.header("In-Reply-To"), Some(format!("<thread-{number}@localhost>").as_str()));
        assert_eq!(mail.header("References"), mail.header("In-Reply-To"));
        assert_eq!(mail.header("List-Unsubscribe-Post"), Some("List-Unsubscribe=One-Click"));
        for name in ["List-Id", "Precedence", "Auto-Submitted", "Message-ID"] {
            assert!(mail.header(name).is_some(), "{name}");
        }
        // Without signing in: the answer and two buttons; opening it changes nothing.
        let link = mail.link("/solved/");
        let mut phone = site.person().reading("en");
        phone.get(&link).expect_status(200).expect_text("Clean the nozzle");
        assert!(!ada.get(&thread).has("#solution"));
        let token = link.trim_start_matches("/solved/");
        phone.post(&format!("/solved/{token}"), &[("solved", "not_yet")]).expect_status(303);
        phone.follow().expect_status(200).expect_text("stays open");
        assert!(!ada.get(&thread).has("#solution"));
        phone.post(&format!("/solved/{token}"), &[("solved", "yes")]).expect_status(303);
        phone.follow().expect_status(200).expect_text("marked as the solution");
        assert!(ada.get(&thread).one("#solution").contains("Clean the nozzle"));
        assert_eq!(site.person().get(&format!("{link}x")).status, 404);
        let told = newest_to(site, "bob");
        assert!(told.subject.contains(TITLE), "{}", told.subject);
        // Once the answer is gone, the link shows nothing of it.
        let mut mona = site.sign_in("mona");
        mona.get(&format!("/p/{answer}/hide")).expect_status(200);
        mona.post(&format!("/p/{answer}/hide"), &[("reason", "insulting")]).expect_status(303);
        phone.get(&link).expect_status(404);
    });
}

#[test]
fn a_first_answer_that_names_the_asker_is_the_first_answer() {
    on_each_database(|site| {
        let (mut ada, thread) = a_question(site);
        site.sign_in("bob").answer(&thread, "@Ada, clean the nozzle with the needle.");
        let mail = newest_to(site, "ada");
        assert_eq!(mail.subject, format!("Re: {TITLE}"));
        assert!(mail.text.contains("/solved/"), "it asks whether that helped: {}", mail.text);
        ada.get("/inbox").expect_status(200);
        let first = ada.page().text();
        assert!(first.contains("answered") && !first.contains("mentioned"), "{first}");
    });
}

#[test]
fn three_mails_a_day_and_the_rest_at_six() {
    on_each_database(|site| {
        let (mut ada, thread) = a_question(site);
        let mut bob = site.sign_in("bob");
        for n in 1..=6 {
            bob.answer(&thread, &format!("Answer number {n}, with words."));
        }
        // The first answer is not counted; three more come at once.
        for _ in 0..4 {
            newest_to(site, "ada");
        }
        // A row goes a moment after its letter.
        let rest = crate::support::patiently("nothing but the daily mail", crate::support::PATIENCE, || {
            Some(waiting(site, "ada")).filter(|rest| rest.len() == 1)
        });
        assert_eq!(rest[0].0, "daily");
        let in_hours = rest[0].1.seconds_since(Ts::now()) / 3600;
        assert!((0..24).contains(&in_hours), "{in_hours}");
        site.mailbox.expect_nothing_unread();
        make_due(site, "ada");
        let daily = newest_to(site, "ada");
        assert!(daily.text.contains("Answer number 5") && daily.text.contains("Answer number 6"));
        assert!(!daily.text.contains("Answer number 4"));
        assert!(daily.text.contains(TITLE) && daily.header("List-Unsubscribe").is_some());
        // What is read in the meantime is not mailed.
        bob.answer(&thread, "Answer number 7, with words.");
        ada.get("/inbox").expect_status(200);
        ada.post("/inbox/read", &[]).expect_status(303);
        make_due(site, "ada");
        crate::support::patiently("an empty outbox", crate::support::PATIENCE, || {
            waiting(site, "ada").is_empty().then_some(())
        });
        site.mailbox.expect_nothing_unread();
    });
}

#[test]
fn one_press_ends_it_without_signing_in() {
    on_each_database(|site| {
        let (_, thread) = a_question(site);
        let mut bob = site.sign_in("bob");
        bob.answer(&thread, "Clean the nozzle with the needle.");
        newest_to(site, "ada");
        bob.answer(&thread, "And rinse it.");
        let mail = newest_to(site, "ada");
        let link = mail.link("/unsubscribe/");
        let header = mail.header("List-Unsubscribe").expect("a header").to_owned();
        assert!(header.contains(&link), "{header}");
        // A scanner follows the link: nothing happens.
        let mut program = site.person().reading("en");
        program.get(&link).expect_status(200).expect_text("News in this thread");
        bob.answer(&thread, "And dry it.");
        newest_to(site, "ada");
        // The mail program's press: no cookie, no origin, no token.
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        let done = program.raw("POST", &link, &kind, b"List-Unsubscribe=One-Click");
        done.expect_status(200).expect_text("Unsubscribed");
        program.get(&link).expect_status(200);
        let token = link.trim_start_matches("/unsubscribe/");
        program.post(&format!("/unsubscribe/{token}"), &[]).expect_status(200);
        program.post_without_token("/unsubscribe/forged", &[]).expect_status(404);
        bob.answer(&thread, "And put it back.");
        let mut cleo = site.sign_in("cleo");
        cleo.answer(&thread, "Thanks, @Ada, I had that too.");
        let mail = newest_to(site, "ada");
        assert!(mail.subject.contains("dich erwähnt"), "only her name is told: {}", mail.subject);
    });
}

#[test]
fn a_mail_is_written_when_it_is_sent() {
    on_each_database(|site| {
        let (mut ada, thread) = a_question(site);
        ada.get("/settings/mail").expect_status(200);
        let daily = [("first_answer", "daily"), ("time_zone", "Asia/Tokyo")];
        ada.post("/settings/mail", &daily).expect_status(303);
        let mut bob = site.sign_in("bob");
        let first = bob.answer(&thread, "The first thing that I wrote.");
        let second = bob.answer(&thread, "The second thing that I wrote.");
        newest_to(site, "ada");
        bob.get(&format!("/p/{first}/edit")).expect_status(200);
        bob.post(&format!("/p/{first}/edit"), &[("body", "The better thing that I wrote.")])
            .expect_status(303);
        bob.get(&format!("/p/{second}/delete")).expect_status(200);
        bob.post(&format!("/p/{second}/delete"), &[]).expect_status(303);
        make_due(site, "ada");
        let mail = newest_to(site, "ada");
        assert!(mail.text.contains("better thing") && !mail.text.contains("first thing"), "{}", mail.text);
        assert!(!mail.text.contains("second thing"));
        // Moved to where she may not look, before it is sent: nothing is.
        bob.answer(&thread, "A third thing that nobody sees.");
        newest_to(site, "ada");
        ada.get("/settings/mail").expect_status(200);
        ada.post("/settings/mail", &[("new_posts", "daily")]).expect_status(303);
        bob.answer(&thread, "A fourth thing that nobody sees.");
        let mut mona = site.sign_in("mona");
        mona.get(&format!("{}/manage", short(&thread))).expect_status(200);
        mona.post(&format!("{}/move", short(&thread)), &[("board", "staff")]).expect_status(303);
        make_due(site, "ada");
        crate::support::patiently("an empty outbox", crate::support::PATIENCE, || {
            waiting(site, "ada").is_empty().then_some(())
        });
        site.mailbox.expect_nothing_unread();
    });
}

#[test]
fn whoever_is_suspended_or_stopped_gets_nothing_but_can_confirm_again() {
    on_each_database(|site| {
        let (mut ada, thread) = a_question(site);
        let id = site.member("ada");
        let database = site.running().app().site().store.database();
        let stop = database.write_now(move |db| {
            diesel::update(members::table.find(id))
                .set(members::mail_stopped_at.eq(Ts::now()))
                .execute(db)?;
            Ok::<_, Refusal>(())
        });
        stop.expect("written");
        let mut bob = site.sign_in("bob");
        bob.answer(&thread, "Nobody hears of this.");
        assert!(waiting(site, "ada").is_empty());
        ada.get("/settings/mail").expect_status(200).expect_text("Mail does not arrive");
        ada.post("/settings/mail/check", &[]).expect_status(303);
        let link = newest_to(site, "ada").link("/settings/mail/check/");
        bob.get(&link).expect_status(404);
        ada.get(&link).expect_status(200);
        let token = link.trim_start_matches("/settings/mail/check/");
        ada.post(&format!("/settings/mail/check/{token}"), &[]).expect_status(303);
        assert!(!ada.follow().has_text("Mail does not arrive"));
        bob.answer(&thread, "She hears of this.");
        assert!(newest_to(site, "ada").text.contains("She hears of this"));
    });
}

#[test]
fn choices_that_are_none_are_refused() {
    on_each_database(|site| {
        site.with_community();
        let mut ada = site.sign_in("ada");
        ada.get("/settings/mail").expect_status(200);
        let page = ada.post("/settings/mail", &[("mention", "sometimes"), ("time_zone", "Europe/Berlin")]);
        page.expect_status(422);
        ada.get("/settings/mail").expect_status(200);
        ada.post("/settings/mail", &[("time_zone", "Nowhere")]).expect_status(422);
        ada.get("/settings/mail").expect_status(200);
        ada.post("/settings/mail", &[("mention", "never"), ("follow_by_writing", "")]).expect_status(303);
        ada.follow().expect_status(200);
    });
}
