//! Rows of the inbox, their bundling, and what makes them go.

use crate::support::{PATIENCE, Page, Person, Site, on_each_database, patiently, short};

const TITLE: &str = "The milk stays cold in the steamer";

/// What the inbox of somebody says, row by row.
fn rows(person: &mut Person) -> Vec<String> {
    person.get("/inbox").expect_status(200).select(".inbox__row")
}

/// The number beside somebody's name; none is 0.
fn unread(person: &mut Person) -> i64 {
    let page = person.get("/ranks");
    page.select(".top__count").first().map_or(0, |count| count.parse().expect("a number"))
}

fn until_unread(person: &mut Person, count: i64) {
    patiently(&format!("{count} unread rows"), PATIENCE, || (unread(person) == count).then_some(()));
}

/// A question by Ada with an answer by Bob.
fn an_answered_question(site: &Site) -> (Person, Person, String, String) {
    site.with_community();
    let mut ada = site.sign_in("ada");
    let thread = ada.ask("help", TITLE, "It **hisses**, but nothing gets warm.");
    let mut bob = site.sign_in("bob");
    let answer = bob.answer(&thread, "Clean the nozzle with the needle that came with it.");
    (ada, bob, thread, answer)
}

#[test]
fn answers_are_bundled_by_thread_until_they_are_read() {
    on_each_database(|site| {
        let (mut ada, mut bob, thread, _) = an_answered_question(site);
        assert_eq!((unread(&mut ada), unread(&mut bob)), (1, 0));
        let told = rows(&mut ada);
        assert_eq!(told.len(), 1);
        assert!(told[0].contains("Bob answered you in") && told[0].contains(TITLE), "{told:?}");
        site.sign_in("cleo").answer(&thread, "It was the gasket for me.");
        let told = rows(&mut ada);
        assert_eq!((told.len(), unread(&mut ada)), (1, 1));
        assert!(told[0].contains("Cleo and 1 other answered you") && told[0].contains("2 posts"), "{told:?}");
        // Bob follows what he wrote in.
        assert!(rows(&mut bob)[0].contains("Cleo wrote in"));
        // Opening the thread is reading; what comes later is a new row.
        ada.get(&thread).expect_status(200);
        until_unread(&mut ada, 0);
        bob.answer(&thread, "And try water first.");
        let told = rows(&mut ada);
        assert_eq!((told.len(), unread(&mut ada)), (2, 1));
        assert_eq!(ada.get("/inbox?show=unread").select(".inbox__row").len(), 1);
    });
}

#[test]
fn a_row_leads_to_its_post_and_counts_as_read_at_once() {
    on_each_database(|site| {
        let (mut ada, mut bob, thread, answer) = an_answered_question(site);
        let link = ada.get("/inbox").attributes(".inbox__link", "href").remove(0);
        ada.get(&link).expect_status(303);
        assert_eq!(ada.page().location(), Some(format!("/p/{answer}").as_str()));
        assert_eq!(unread(&mut ada), 0, "before anything is written down");
        bob.get(&link).expect_status(404);
        // Nothing marks what comes after.
        bob.answer(&thread, "One more thing.");
        until_unread(&mut ada, 1);
        ada.get("/inbox").expect_status(200);
        ada.post("/inbox/read", &[]).expect_status(303);
        assert_eq!(unread(&mut ada), 0);
        assert_eq!(ada.get("/inbox?show=unread").select(".inbox__row").len(), 0);
        assert_eq!(site.person().get("/inbox").status, 401);
    });
}

#[test]
fn replies_mentions_solutions_and_thanks_are_told() {
    on_each_database(|site| {
        let (mut ada, mut bob, thread, answer) = an_answered_question(site);
        ada.press(&thread, &answer, "accept").expect_status(303);
        ada.press(&thread, &answer, "helpful").expect_status(303);
        let mut cleo = site.sign_in("cleo");
        cleo.press(&thread, &answer, "helpful").expect_status(303);
        let told = rows(&mut bob).join("\n");
        assert!(told.contains("Your answer solved the problem"), "{told}");
        assert!(told.contains("Cleo and 1 other found your post helpful"), "{told}");
        cleo.press(&thread, &answer, "unhelpful").expect_status(303);
        assert!(rows(&mut bob).join("\n").contains("Ada found your post helpful"));
        // A reply to his post, and his name elsewhere.
        cleo.get(&format!("{thread}?to={answer}")).expect_status(200);
        cleo.post(&format!("{}/reply", short(&thread)), &[("body", "How often?"), ("to", &answer)])
            .expect_status(303);
        let other = cleo.start("discussion", "chat", "Who knows about nozzles here?", "I think @Bob does.");
        let told = rows(&mut bob).join("\n");
        assert!(told.contains("Cleo replied to your post in"), "{told}");
        assert!(told.contains("Cleo mentioned you in"), "{told}");
        assert!(other.starts_with("/t/"));
        // Withdrawn is gone, from the count too.
        let before = unread(&mut bob);
        ada.press(&thread, &answer, "unaccept").expect_status(303);
        assert!(!rows(&mut bob).join("\n").contains("solved the problem"));
        assert_eq!(unread(&mut bob), before - 1);
    });
}

#[test]
fn a_name_put_in_later_is_told_once() {
    on_each_database(|site| {
        site.with_community();
        let (mut bob, mut cleo) = (site.sign_in("bob"), site.sign_in("cleo"));
        let thread = cleo.start("discussion", "chat", "Who knows about nozzles here?", "Somebody must.");
        let opening =
            cleo.get(&thread).attributes("article[id^=p]", "id")[0].trim_start_matches('p').to_owned();
        let named =
            |person: &mut Person| rows(person).iter().filter(|row| row.contains("mentioned you")).count();
        assert_eq!(named(&mut bob), 0);
        for body in ["Somebody must, @Bob perhaps.", "Somebody must: @Bob perhaps, @Cleo says."] {
            cleo.get(&format!("/p/{opening}/edit")).expect_status(200);
            cleo.post(&format!("/p/{opening}/edit"), &[("body", body)]).expect_status(303);
            assert_eq!((named(&mut bob), unread(&mut bob)), (1, 1), "{body}");
            assert_eq!(named(&mut cleo), 0);
        }
    });
}

#[test]
fn what_is_hidden_is_gone_and_comes_back() {
    on_each_database(|site| {
        let (mut ada, mut bob, thread, answer) = an_answered_question(site);
        let mut mona = site.sign_in("mona");
        mona.get(&format!("/p/{answer}/hide")).expect_status(200);
        mona.post(&format!("/p/{answer}/hide"), &[("reason", "insulting")]).expect_status(303);
        assert_eq!((unread(&mut ada), rows(&mut ada).len()), (0, 0));
        let told = rows(&mut bob).join("\n");
        assert!(told.contains("Hidden by moderation: your post in") && !told.contains("Mona"), "{told}");
        mona.press(&thread, &answer, "restore").expect_status(303);
        assert_eq!((unread(&mut ada), rows(&mut ada).len()), (1, 1));
        assert!(rows(&mut bob).join("\n").contains("Shown again by moderation"));
        // The whole thread, and a thread moved to where its asker cannot go.
        mona.get(&format!("{}/manage", short(&thread))).expect_status(200);
        mona.post(&format!("{}/move", short(&thread)), &[("board", &staff(&mona.page().clone()))])
            .expect_status(303);
        assert_eq!((unread(&mut ada), rows(&mut ada).len()), (0, 0));
    });
}

/// The value of the board Staff in the form that moves a thread.
fn staff(page: &Page) -> String {
    let values = page.attributes("select[name=board] option", "value");
    let names = page.select("select[name=board] option");
    let at = names.iter().position(|name| name.contains("Staff")).expect("the board is offered");
    values[at].clone()
}

#[test]
fn who_flags_hears_what_came_of_it() {
    on_each_database(|site| {
        let (_, _, _, answer) = an_answered_question(site);
        let mut cleo = site.sign_in("cleo");
        cleo.get(&format!("/p/{answer}/flag")).expect_status(200);
        cleo.post(&format!("/p/{answer}/flag"), &[("reason", "spam")]).expect_status(303);
        let mut mona = site.sign_in("mona");
        mona.get("/mod/flags").expect_status(200);
        mona.post(&format!("/mod/flags/{answer}/settle"), &[("outcome", "keep")]).expect_status(303);
        let told = rows(&mut cleo).join("\n");
        assert!(told.contains("Moderation has looked at the post"), "{told}");
        assert!(!told.contains("Mona"), "{told}");
    });
}

#[test]
fn the_inbox_takes_as_many_statements_however_full() {
    on_each_database(|site| {
        let (mut ada, mut bob, thread, _) = an_answered_question(site);
        let before = site.statements_of(|| drop(ada.get("/inbox")));
        for n in 0..3 {
            let asked = ada.ask("help", &format!("Another question, number {n}"), "Please help.");
            bob.answer(&asked, "Like this.");
        }
        bob.answer(&thread, "More.");
        assert_eq!(rows(&mut ada).len(), 4);
        assert_eq!(site.statements_of(|| drop(ada.get("/inbox"))), before);
    });
}
