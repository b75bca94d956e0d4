//! Changing, deleting and managing what is written.

use super::written::{a_question, an_answer, stored, title_and_board};
use crate::support::{Site, on_each_database};

const TITLE: &str = "The milk stays cold in the steamer";

fn with_people(site: &Site) -> &Site {
    site.with_community()
}

#[test]
fn an_edited_post_keeps_what_it_said_before() {
    on_each_database(|site| {
        let question = a_question(with_people(site), "ada", "help", TITLE, "It hisses.");
        let edit = format!("/p/{}/edit", question.opening);
        let mut ada = site.sign_in("ada");
        ada.get(&edit).expect_status(200).expect_text("It hisses.");
        let title = "The milk stays cold since Monday";
        ada.post(&edit, &[("body", "It **hisses** loudly."), ("title", title), ("tags", "Milk, Steam")])
            .expect_status(303);
        assert_eq!(stored(site, question.opening), ("It **hisses** loudly.".to_owned(), 1, true));
        assert_eq!(title_and_board(site, question.thread).0, title);
        ada.get(&edit).expect_status(200);
        ada.post(&edit, &[]).expect_status(303);
        assert_eq!(stored(site, question.opening).1, 1, "nothing changed, nothing kept");
    });
}

#[test]
fn of_two_editors_neither_overwrites_the_other() {
    on_each_database(|site| {
        let question = a_question(with_people(site), "ada", "help", TITLE, "It hisses.");
        let edit = format!("/p/{}/edit", question.opening);
        let (mut ada, mut mona) = (site.sign_in("ada"), site.sign_in("mona"));
        ada.get(&edit).expect_status(200);
        mona.get(&edit).expect_status(200);
        mona.post(&edit, &[("body", "Without the telephone number.")]).expect_status(303);
        let page = ada.post(&edit, &[("body", "What I have typed for an hour.")]);
        page.expect_status(409).expect_text("Without the telephone number.");
        page.expect_text("What I have typed for an hour.");
        ada.post(&edit, &[("body", "Both together.")]).expect_status(303);
        assert_eq!(stored(site, question.opening).0, "Both together.");
    });
}

#[test]
fn a_form_that_cannot_be_taken_comes_back_filled() {
    on_each_database(|site| {
        let question = a_question(with_people(site), "ada", "help", TITLE, "It hisses.");
        let edit = format!("/p/{}/edit", question.opening);
        let mut ada = site.sign_in("ada");
        ada.get(&edit).expect_status(200);
        let page = ada.post(&edit, &[("title", "Help"), ("body", "A text that stays.")]);
        page.expect_status(422).expect_text("A text that stays.");
        assert!(page.has("#title[aria-invalid=true]"));
        assert_eq!(stored(site, question.opening).1, 0);
    });
}

#[test]
fn only_author_and_moderation_change_a_post() {
    on_each_database(|site| {
        let question = a_question(with_people(site), "ada", "help", TITLE, "It hisses.");
        let hidden = a_question(site, "tim", "staff", TITLE, "Not for customers.");
        let mut bob = site.sign_in("bob");
        for action in ["edit", "delete", "hide"] {
            bob.get(&format!("/p/{}/{action}", question.opening)).expect_status(403);
            bob.get(&format!("/p/{}/{action}", hidden.opening)).expect_status(404);
        }
        bob.get(&format!("/t/{}/manage", question.thread)).expect_status(403);
        bob.get(&format!("/t/{}/manage", hidden.thread)).expect_status(404);
        site.person().get(&format!("/p/{}/edit", question.opening)).expect_status(401);
    });
}

#[test]
fn a_deleted_post_can_be_brought_back() {
    on_each_database(|site| {
        let question = a_question(with_people(site), "ada", "help", TITLE, "It hisses.");
        let notice = format!("/p/{}/notice", question.opening);
        let mut ada = site.sign_in("ada");
        ada.get(&format!("/p/{}/delete", question.opening)).expect_status(200);
        ada.post(&format!("/p/{}/delete", question.opening), &[]).expect_status(303);
        site.person().get(&notice).expect_status(404);
        ada.get("/uploads").expect_status(200);
        let token = ada.form_token();
        let restore = format!("/p/{}/restore", question.opening);
        ada.post_without_token(&restore, &[("token", &token)]).expect_status(303);
        site.person().get(&notice).expect_status(200);
        an_answer(site, "bob", question, "Clean the nozzle.");
        ada.get(&format!("/p/{}/delete", question.opening)).expect_status(409);
    });
}

#[test]
fn a_moderator_manages_a_thread() {
    on_each_database(|site| {
        let question = a_question(with_people(site), "ada", "help", TITLE, "It hisses.");
        let other = a_question(site, "bob", "help", "The milk is never warm enough", "Why?");
        let manage = format!("/t/{}/manage", question.thread);
        let mut mona = site.sign_in("mona");
        let forms: [(&str, &[(&str, &str)]); 11] = [
            ("lock", &[]),
            ("unlock", &[]),
            ("pin", &[]),
            ("unpin", &[]),
            ("official", &[]),
            ("unofficial", &[]),
            ("title", &[("title", "The steamer stays cold")]),
            ("tags", &[("tags", "Steam")]),
            ("kind", &[("kind", "discussion")]),
            ("move", &[("board", "chat")]),
            ("duplicate", &[("of", "")]),
        ];
        for (action, fields) in forms {
            mona.get(&manage).expect_status(200);
            mona.post(&format!("/t/{}/{action}", question.thread), fields).expect_status(303);
        }
        let now = title_and_board(site, question.thread);
        assert_eq!(now, ("The steamer stays cold".to_owned(), "chat".to_owned()));
        mona.get(&manage);
        let duplicate = format!("/t/{}/duplicate", question.thread);
        let address = format!("{}/t/{}/x", site.address(), other.thread);
        mona.post(&duplicate, &[("of", &address)]).expect_status(303);
        mona.get(&manage);
        mona.post(&duplicate, &[("of", &manage)]).expect_status(422);
        site.sign_in("ada").get(&manage).expect_status(200);
    });
}

#[test]
fn a_question_with_answers_stays_a_question() {
    on_each_database(|site| {
        let question = a_question(with_people(site), "ada", "help", TITLE, "It hisses.");
        an_answer(site, "bob", question, "Clean the nozzle.");
        let mut mona = site.sign_in("mona");
        mona.get(&format!("/t/{}/manage", question.thread)).expect_status(200);
        mona.post(&format!("/t/{}/kind", question.thread), &[("kind", "tip")])
            .expect_status(422)
            .expect_text("stays a question");
    });
}
