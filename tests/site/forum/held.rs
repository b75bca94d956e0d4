//! Asking with nothing but an address: the question is held until its code is typed.

use crate::support::{Person, Site, on_each_database};

const TITLE: &str = "The milk stays cold in the steamer";

/// A visitor who has sent the form and is asked for the code.
fn asks(site: &Site, email: &str) -> Person {
    let mut visitor = site.person().reading("en");
    visitor.get("/ask?board=help").expect_status(200);
    let fields =
        [("board", "help"), ("title", TITLE), ("body", "It **hisses**."), ("tags", "Milk"), ("email", email)];
    visitor.post("/ask", &fields).expect_status(303);
    assert!(visitor.page().location().is_some_and(|path| path.starts_with("/login/code")));
    visitor.follow().expect_status(200);
    visitor
}

fn titles_on_the_board(site: &Site) -> String {
    site.person().get("/b/help").body()
}

#[test]
fn the_code_typed_in_the_browser_that_asked_publishes() {
    on_each_database(|site| {
        site.with_community();
        let mut visitor = asks(site, "new@example.org");
        assert!(!titles_on_the_board(site).contains(TITLE), "it is held");
        let code = site.mailbox.newest_to("new@example.org").code();
        visitor.post("/login/code", &[("code", &code)]).expect_status(303);
        let page = visitor.follow();
        page.expect_status(200).expect_text(TITLE).expect_text("It hisses.").expect_text("Milk");
        assert!(page.path.starts_with("/t/"), "{}", page.path);
        assert!(titles_on_the_board(site).contains(TITLE));
        let twice = visitor.post_without_token("/login/code", &[("code", &code)]);
        assert_ne!(twice.status, 500);
        assert_eq!(titles_on_the_board(site).matches(TITLE).count(), 1, "once only");
    });
}

#[test]
fn the_code_is_worth_nothing_in_another_browser() {
    on_each_database(|site| {
        site.with_community();
        asks(site, "new@example.org");
        let code = site.mailbox.newest_to("new@example.org").code();
        let mut eve = asks(site, "eve@example.org");
        eve.post("/login/code", &[("code", &code)]).expect_status(422);
        assert!(!titles_on_the_board(site).contains(TITLE));
    });
}

#[test]
fn the_link_asks_before_it_publishes_and_can_discard() {
    on_each_database(|site| {
        site.with_community();
        // Eve writes under Ada's address; Ada reads what it is and throws it away.
        asks(site, "ada@example.org");
        let mail = site.mailbox.newest_to("ada@example.org");
        assert!(mail.text.contains(TITLE), "the mail names the question: {}", mail.text);
        let link = mail.link("/login/");
        let mut ada = site.person().reading("en");
        for _ in 0..3 {
            ada.get(&link).expect_status(200).expect_text("It **hisses**.");
        }
        assert_eq!(ada.cookie("session"), None, "a scanner that opens the link signs nobody in");
        let path = link.strip_prefix(site.address()).unwrap_or(&link).to_owned();
        ada.post(&path, &[("held", "discard")]).expect_status(303);
        ada.follow().expect_status(200);
        assert!(ada.cookie("session").is_some());
        assert!(!titles_on_the_board(site).contains(TITLE));
        ada.get(&link).expect_nowhere("hisses");
    });
}

#[test]
fn only_the_text_that_was_read_appears() {
    on_each_database(|site| {
        site.with_community();
        let mut eve = asks(site, "ada@example.org");
        let link = site.mailbox.newest_to("ada@example.org").link("/login/");
        let path = link.strip_prefix(site.address()).unwrap_or(&link).to_owned();
        let mut ada = site.person().reading("en");
        ada.get(&link).expect_status(200).expect_text("It **hisses**.").expect_text("Milk");
        // Eve goes back and writes something else, while Ada has the page open.
        eve.get("/ask?board=help").expect_status(200);
        let other = [
            ("board", "help"),
            ("title", TITLE),
            ("body", "Buy cheap pills."),
            ("tags", "Milk"),
            ("email", "ada@example.org"),
        ];
        eve.post("/ask", &other).expect_status(303);
        site.mailbox.newest_to("ada@example.org");
        ada.post(&path, &[("held", "publish")]).expect_status(303);
        assert!(!titles_on_the_board(site).contains(TITLE), "nobody has read the new text");
        ada.follow().expect_status(200).expect_text("Buy cheap pills.").expect_text("changed meanwhile");
        assert_eq!(ada.cookie("session"), None);
        ada.post(&path, &[("held", "discard")]).expect_status(303);
        assert!(!titles_on_the_board(site).contains(TITLE));
    });
}

#[test]
fn whoever_asks_learns_nothing_about_the_address() {
    on_each_database(|site| {
        site.with_community();
        let told = |email: &str| {
            let page = asks(site, email).page().clone();
            (page.status, page.text().replace(email, "…"))
        };
        assert_eq!(told("ada@example.org"), told("nobody@example.org"));
    });
}

#[test]
fn a_visitors_composer_offers_no_pictures() {
    on_each_database(|site| {
        site.with_community();
        let page = site.person().reading("en").get("/ask?board=help");
        assert!(page.has(".composer textarea") && !page.has(".composer__foot") && !page.has("#upload"));
        let page = site.sign_in("ada").get("/ask?board=help");
        assert!(page.has(".composer__foot input[type=file]") && page.has("#upload input[name=token]"));
    });
}

#[test]
fn a_form_with_mistakes_keeps_what_was_typed() {
    on_each_database(|site| {
        site.with_community();
        let mut visitor = site.person().reading("en");
        visitor.get("/ask?board=help").expect_status(200);
        let long = "An hour of typing. ".repeat(40);
        let fields = [("board", "help"), ("title", "Help"), ("body", long.as_str()), ("email", "no address")];
        let page = visitor.post("/ask", &fields);
        page.expect_status(422).expect_text(long.trim());
        assert!(page.has("#title[aria-invalid=true]") && page.has("#email[aria-invalid=true]"));
        assert_eq!(page.attributes("#title", "value"), ["Help"]);
    });
}
