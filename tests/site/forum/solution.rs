//! Accepting, replacing and withdrawing a solution, and what follows from it.

use crate::support::{Person, Site, on_each_database, short};

const TITLE: &str = "The milk stays cold in the steamer";

/// A question by Ada with an answer by Bob: its path and the answer's number.
fn an_answered_question(site: &Site) -> (Person, String, String) {
    site.with_community();
    let mut ada = site.sign_in("ada");
    let thread = ada.ask("help", TITLE, "It **hisses**, but nothing gets warm.");
    let answer = site.sign_in("bob").answer(&thread, "Clean the nozzle with the needle that came with it.");
    (ada, thread, answer)
}

#[test]
fn an_accepted_answer_stands_under_the_question_and_earns_points() {
    on_each_database(|site| {
        let (mut ada, thread, answer) = an_answered_question(site);
        assert_eq!((site.points_of("ada"), site.points_of("bob")), (0, 2));
        ada.press(&thread, &answer, "accept").expect_status(303);
        let page = ada.follow();
        page.expect_status(200).expect_text("Clean the nozzle");
        assert!(page.has("#solution"), "the solution has its place");
        // 2 for the answer and 15 for the solution; 2 for ending the own question with one.
        assert_eq!((site.points_of("ada"), site.points_of("bob")), (2, 17));
        site.person().reading("en").get(&thread).expect_status(200).expect_text("17");
    });
}

#[test]
fn a_replaced_solution_takes_the_points_along() {
    on_each_database(|site| {
        let (mut ada, thread, first) = an_answered_question(site);
        ada.press(&thread, &first, "accept").expect_status(303);
        let second = site.sign_in("cleo").answer(&thread, "It was the gasket for me.");
        ada.press(&thread, &second, "accept").expect_status(303);
        let points = ["ada", "bob", "cleo"].map(|name| site.points_of(name));
        assert_eq!(points, [2, 2, 17]);
        assert!(ada.follow().one("#solution").contains("gasket"));
    });
}

#[test]
fn a_withdrawn_solution_gives_everything_back() {
    on_each_database(|site| {
        let (mut ada, thread, answer) = an_answered_question(site);
        ada.get(&thread);
        let mut again = ada.clone();
        ada.post(&format!("/p/{answer}/accept"), &[]).expect_status(303);
        again.post(&format!("/p/{answer}/accept"), &[]).expect_status(303);
        assert_eq!(site.points_of("bob"), 17, "twice is once");
        ada.press(&thread, &answer, "unaccept").expect_status(303);
        assert_eq!((site.points_of("ada"), site.points_of("bob")), (0, 2));
        assert!(!ada.follow().has("#solution"));
    });
}

#[test]
fn a_stranger_cannot_mark_the_solution() {
    on_each_database(|site| {
        let (_, thread, answer) = an_answered_question(site);
        let mut cleo = site.sign_in("cleo");
        let page = cleo.get(&thread);
        assert!(!page.body().contains(&format!("/p/{answer}/accept")), "no button either");
        let token = cleo.fields_of(&format!("{}/reply", short(&thread)));
        let token = token.iter().find(|(name, _)| name == "token").expect("a token").1.clone();
        let refused = cleo.post_without_token(&format!("/p/{answer}/accept"), &[("token", &token)]);
        refused.expect_status(403);
        assert_eq!(site.points_of("bob"), 2);
    });
}

#[test]
fn the_asker_can_say_how_it_was_solved() {
    on_each_database(|site| {
        site.with_community();
        let mut ada = site.sign_in("ada");
        let thread = ada.ask("help", TITLE, "Nothing gets warm.");
        let end = format!("{}/end", short(&thread));
        ada.post(&end, &[("how", "self_solved"), ("body", "The tank was empty.")]).expect_status(303);
        ada.follow().expect_status(200).expect_text("The tank was empty.");
        assert_eq!(site.points_of("ada"), 0, "nobody earns by answering themselves");
        ada.get(&thread);
        ada.post(&format!("{}/reopen", short(&thread)), &[]).expect_status(303);
    });
}

#[test]
fn fifty_presses_at_once_are_one() {
    on_each_database(|site| {
        let (mut ada, thread, answer) = an_answered_question(site);
        ada.get(&thread);
        std::thread::scope(|scope| {
            for _ in 0..50 {
                let mut ada = ada.clone();
                let path = format!("/p/{answer}/accept");
                scope.spawn(move || {
                    let status = ada.post(&path, &[]).status;
                    assert!(status == 303 || status == 503, "it said {status}");
                });
            }
        });
        assert_eq!((site.points_of("ada"), site.points_of("bob")), (2, 17));
    });
}
