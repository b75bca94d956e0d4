//! Helpful, worked, same-here, follow, bookmark: each with its opposite, with and without a script.

use crate::support::{Person, Site, on_each_database};

/// A question by Ada with an answer by Bob: its path and the answer's number.
fn an_answered_question(site: &Site) -> (String, String) {
    site.with_community();
    let thread = site.sign_in("ada").ask("help", "The milk stays cold in the steamer", "Nothing gets warm.");
    let answer = site.sign_in("bob").answer(&thread, "Clean the nozzle.");
    (thread, answer)
}

fn is_pressed(person: &mut Person, thread: &str, action: &str) -> bool {
    let page = person.get(thread);
    let pressed = page.attributes(&format!("form[action='{action}'] button"), "aria-pressed");
    assert_eq!(pressed.len(), 1, "one button posts to {action}");
    pressed[0] == "true"
}

#[test]
fn marks_are_given_once_and_taken_back() {
    on_each_database(|site| {
        let (thread, answer) = an_answered_question(site);
        let mut cleo = site.sign_in("cleo");
        cleo.get(&thread);
        cleo.post(&format!("/p/{answer}/helpful"), &[]).expect_status(303);
        let token = cleo.get(&thread).attributes("form [name=token]", "value").remove(0);
        let again = cleo.post_without_token(&format!("/p/{answer}/helpful"), &[("token", &token)]);
        again.expect_status(303);
        assert!(is_pressed(&mut cleo, &thread, &format!("/p/{answer}/unhelpful")));
        assert_eq!(site.points_of("bob"), 2 + 4, "twice is once");
        cleo.get(&thread);
        cleo.post(&format!("/p/{answer}/worked"), &[]).expect_status(303);
        assert_eq!(site.points_of("bob"), 2 + 4 + 3);
        cleo.get(&thread);
        cleo.post(&format!("/p/{answer}/unhelpful"), &[]).expect_status(303);
        cleo.get(&thread);
        cleo.post(&format!("/p/{answer}/unworked"), &[]).expect_status(303);
        assert_eq!(site.points_of("bob"), 2);
        assert!(!is_pressed(&mut cleo, &thread, &format!("/p/{answer}/helpful")));
        let own = site.sign_in("bob").get(&thread).body();
        assert!(!own.contains(&format!("action=\"/p/{answer}/helpful\"")), "nobody marks their own posts");
    });
}

#[test]
fn a_script_gets_the_count() {
    on_each_database(|site| {
        let (thread, answer) = an_answered_question(site);
        let mut cleo = site.sign_in("cleo");
        let token = cleo.get(&thread).attributes("form [name=token]", "value").remove(0);
        let headers = [
            ("sec-fetch-site", "same-origin"),
            ("x-requested-with", "fetch"),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        let body = format!("token={token}");
        let said = cleo.raw("POST", &format!("/p/{answer}/helpful"), &headers, body.as_bytes());
        said.expect_status(200);
        let said: serde_json::Value = serde_json::from_slice(&said.bytes).expect("JSON");
        assert_eq!((&said["count"], &said["on"]), (&1.into(), &true.into()));
    });
}

#[test]
fn same_here_follow_and_bookmark_go_on_and_off() {
    on_each_database(|site| {
        let (thread, _) = an_answered_question(site);
        let id = thread.split('/').nth(2).expect("a path of a thread");
        let mut cleo = site.sign_in("cleo");
        cleo.get(&thread);
        cleo.post(&format!("/t/{id}/same-here"), &[]).expect_status(303);
        cleo.get(&thread).expect_text("1 member has this too");
        cleo.post(&format!("/t/{id}/not-same-here"), &[]).expect_status(303);
        assert!(!cleo.get(&thread).has_text("has this too"));
        cleo.post(&format!("/t/{id}/follow"), &[]).expect_status(303);
        assert!(is_pressed(&mut cleo, &thread, &format!("/t/{id}/unfollow")));
        cleo.post(&format!("/t/{id}/unfollow"), &[]).expect_status(303);
        cleo.get(&thread);
        cleo.post(&format!("/t/{id}/bookmark"), &[]).expect_status(303);
        assert!(is_pressed(&mut cleo, &thread, &format!("/t/{id}/unbookmark")));
        cleo.post(&format!("/t/{id}/unbookmark"), &[]).expect_status(303);
    });
}

#[test]
fn a_confirmation_can_name_the_version_and_thanks_can_be_said() {
    on_each_database(|site| {
        let (thread, post) = an_answered_question(site);
        let mut cleo = site.sign_in("cleo");
        cleo.get(&format!("/p/{post}/worked")).expect_status(200);
        cleo.post(&format!("/p/{post}/worked"), &[("product_version", "Presto 2, firmware 3.2")])
            .expect_status(303);
        cleo.get(&format!("/p/{post}/helpful"));
        cleo.post(&format!("/p/{post}/helpful"), &[("words", "You saved my Sunday.")]).expect_status(303);
        let page = site.person().reading("en").get(&format!("/p/{post}/worked"));
        page.expect_status(200).expect_text("Presto 2, firmware 3.2").expect_text("You saved my Sunday.");
        assert!(!page.has("form[action$='/worked']"), "visitors only read");
        assert!(site.person().get(&thread).has(&format!("a[href='/p/{post}/helpful']")));
    });
}
