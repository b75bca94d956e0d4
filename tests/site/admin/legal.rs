//! Legal pages: the template as a draft, then the company's own text.

use crate::support::on_each_database;

const PAGES: [&str; 5] = ["/imprint", "/privacy", "/rules", "/accessibility", "/contact"];

#[test]
fn until_it_is_filled_in_a_page_calls_itself_a_draft() {
    on_each_database(|site| {
        let mut visitor = site.person().reading("de");
        for path in PAGES {
            let page = visitor.get(path);
            page.expect_status(200).expect_text("Diese Seite ist ein Entwurf");
            assert!(page.has("mark"), "{path} marks its gaps");
            assert!(!page.has("a[href^=\"/admin\"]"), "{path} leads visitors to no desk");
        }
    });
}

#[test]
fn the_text_of_the_company_takes_the_place_of_the_template() {
    on_each_database(|site| {
        site.with_community();
        let mut alice = site.sign_in("alice");
        alice.get("/admin/legal").expect_text("only the template");
        alice.get("/admin/legal/imprint/en").expect_text("This is the template.");
        let body = "# Imprint\n\n## Who we are\n\nNordlauf Ltd <script>alert(1)</script>";
        let path = "/admin/legal/imprint/en";
        let page = alice.post("/admin/legal/imprint/en", &[("body", body), ("act", "preview")]);
        page.expect_status(200).expect_text("Nordlauf Ltd").expect_text("Not saved yet.");
        site.person().reading("en").get("/imprint").expect_nowhere("Nordlauf");
        alice.post(path, &[("body", body), ("act", "save")]).expect_status(303);
        let page = site.person().reading("en").get("/imprint");
        page.expect_nowhere("<script>alert").expect_nowhere("draft");
        assert_eq!((page.one("h1"), page.one(".prose h2")), ("Imprint".to_owned(), "Who we are".to_owned()));
        // German readers get it too: it says more than a template with gaps.
        let german = site.person().reading("de").get("/imprint");
        assert_eq!(german.attributes(".prose", "lang"), ["en"]);
        alice.get(path);
        alice.post(path, &[("body", " "), ("act", "save")]).expect_status(303);
        site.person().reading("en").get("/imprint").expect_text("This page is a draft");
    });
}

#[test]
fn too_long_a_text_comes_back() {
    on_each_database(|site| {
        site.with_community();
        let mut alice = site.sign_in("alice");
        alice.get("/admin/legal/rules/de-Sie");
        let page = alice.post("/admin/legal/rules/de-Sie", &[("body", &"a ".repeat(40_000))]);
        page.expect_status(422).expect_text("At most 60,000 characters");
        alice.get("/admin/legal/rules/fr").expect_status(404);
        alice.get("/admin/legal/cookies/de").expect_status(404);
    });
}
