//! What is like a question: while it is typed, before it is asked, and under another one.

use super::found;
use crate::support::{Browser, Look, Page, Person, Site, on_each_database, on_sqlite};

fn suggested(person: &mut Person, typed: &str) -> Vec<String> {
    person.get(&format!("/suggest?q={typed}")).expect_status(200).select(".suggest__title")
}

/// Two threads about filters, the second one solved, and one in the staff's room.
fn with_filters(site: &Site) -> Person {
    site.with_community();
    let mut ada = site.sign_in("ada");
    ada.ask("help", "How do I change the water filter?", "The water filter is old.");
    let solved = ada.ask("help", "Where is the filter for water?", "I cannot find it.");
    let answer = site.sign_in("bob").answer(&solved, "Open the flap. The filter for the water is behind it.");
    ada.press(&solved, &answer, "accept").expect_status(303);
    site.sign_in("mona").ask("staff", "Secret water filter prices", "The water filter costs us, insgeheim.");
    found(&mut site.sign_in("tim"), "/search?q=insgeheim", "Secret");
    let mut visitor = site.person().reading("en");
    found(&mut visitor, "/search?q=filter&state=solved", "Where is");
    visitor
}

#[test]
fn threads_are_suggested_while_typing_solved_ones_first() {
    on_each_database(|site| {
        let mut visitor = with_filters(site);
        let both = ["Where is the filter for water?", "How do I change the water filter?"];
        assert_eq!(suggested(&mut visitor, "water+filter"), both);
        assert_eq!(suggested(&mut visitor, "my+water+filt"), both);
        assert!(suggested(&mut visitor, "wa").is_empty());
        assert!(suggested(&mut visitor, "insgeheim").is_empty());
        let page = visitor.get("/suggest?q=change+water+filter");
        page.expect_text("The water filter is old.");
        let ask = page.attributes(".suggest__one--ask", "href");
        assert_eq!(ask, ["/ask?title=change+water+filter"]);
        for odd in ["", "%00%00%00", "%22%22%22", "---", "%3Cb%3E"] {
            visitor.get(&format!("/suggest?q={odd}")).expect_status(200);
        }
        let page = visitor.raw("GET", "/suggest?q=water+filter", &[("accept", "application/json")], b"");
        let list: serde_json::Value = serde_json::from_slice(&page.bytes).expect("JSON");
        assert_eq!(list[0]["title"], both[0]);
        assert_eq!(list[0]["state"], "solved");
        assert_eq!(list.as_array().map(Vec::len), Some(2));
    });
}

#[test]
fn similar_threads_stand_under_a_thread_and_beside_a_new_question() {
    on_each_database(|site| {
        let mut visitor = with_filters(site);
        let similar = |page: &Page| page.select("section[aria-labelledby=similar] a");
        let page = visitor.get("/t/1").clone();
        assert!(page.is_redirect());
        assert_eq!(similar(&visitor.follow()), ["Where is the filter for water?"]);
        let page = visitor.get("/ask?title=Which+water+filter+is+right");
        let offered = page.select(".suggest__found a");
        assert!(offered.contains(&"Where is the filter for water?".to_owned()), "{offered:?}");
        assert!(!page.has_text("Secret"));
        assert!(!visitor.get("/ask").has(".suggest__head"));
        assert!(!visitor.get("/ask?title=Something+else+altogether").has(".suggest__head"));
        // Staff are offered what they may see.
        let offered = suggested(&mut site.sign_in("tim"), "secret+water+filter");
        assert!(offered.contains(&"Secret water filter prices".to_owned()), "{offered:?}");
    });
}

#[test]
fn the_ask_box_suggests_in_a_browser() {
    on_sqlite(|site| {
        with_filters(site);
        let Some(browser) = Browser::open("suggest", site.address(), &Look::phone()) else { return };
        browser.go("/");
        browser.fill("title", "water filt");
        browser.wait_for_text("Where is the filter for water?");
        browser.expect_no_sideways_scrolling();
        browser.screenshot("suggest-phone");
        browser.expect_clean_console();
    });
}
