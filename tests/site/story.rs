//! The main story in a real browser: ask with an address, be answered, accept; German and English, with and without
//! JavaScript, on a desktop and on the narrowest phone.

use crate::support::{Browser, Look, Site};

const QUESTION: &str = "Die Milch bleibt im Dampfer kalt";
const ANSWER: &str = "Bei mir war die Düse zu.";

struct Words {
    accept: &'static str,
    solved: &'static str,
}

const GERMAN: Words = Words { accept: "Das hat mein Problem gelöst", solved: "Gelöst" };
const ENGLISH: Words = Words { accept: "This solved my problem", solved: "Solved" };

/// Asks as a visitor, answers as Bob in a second browser, accepts.
fn the_story(name: &str, look: &Look, words: &Words) {
    let site = Site::on_sqlite();
    site.with_community();
    let Some(asker) = Browser::open(&format!("{name}-asker"), site.address(), look) else { return };
    asker.go("/ask?board=help");
    asker.expect_no_sideways_scrolling();
    asker.fill("title", QUESTION);
    asker.fill("body", "Es zischt nur noch, seit Montag.");
    asker.fill("email", "neu@example.org");
    asker.click("form[action='/ask'] button[type=submit].button--main");
    asker.wait_for_path("/login/code");
    asker.fill("code", &site.mailbox.newest_to("neu@example.org").code());
    asker.click("form[action='/login/code'] button[type=submit]");
    asker.wait_for_path("/t/");
    asker.wait_for_text(QUESTION);
    asker.expect_no_sideways_scrolling();
    let thread = asker.path();
    let thread = thread.split(['?', '#']).next().unwrap_or_default();

    let Some(helper) = Browser::open(&format!("{name}-helper"), site.address(), look) else { return };
    helper.go(&site.printed_link("bob"));
    helper.click("main form button[type=submit]");
    helper.wait_for_path("/");
    helper.go(thread);
    helper.fill("body", ANSWER);
    helper.click("form[action$='/reply'] button[type=submit].button--main");
    helper.wait_for_text(ANSWER);

    asker.go(thread);
    asker.wait_for_text(ANSWER);
    asker.press(words.accept);
    asker.find("#solution");
    asker.wait_for_text(words.solved);
    asker.expect_no_sideways_scrolling();
    assert_eq!(site.points_of("bob"), 17);
    if look.has_javascript {
        asker.expect_clean_console();
        helper.expect_clean_console();
    }
}

#[test]
fn in_german_with_javascript() {
    the_story("german-js", &Look::default(), &GERMAN);
}

#[test]
fn in_german_without_javascript_on_a_narrow_phone() {
    the_story("german-plain", &Look { has_javascript: false, ..Look::phone() }, &GERMAN);
}

#[test]
fn in_english_with_javascript_on_a_narrow_phone_in_the_dark() {
    the_story("english-js", &Look { language: "en", is_dark: true, ..Look::phone() }, &ENGLISH);
}

#[test]
fn in_english_without_javascript() {
    the_story("english-plain", &Look { language: "en", has_javascript: false, ..Look::default() }, &ENGLISH);
}
