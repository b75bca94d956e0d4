//! Language, form of address and colours.

use super::joined;
use crate::support::on_each_database;

#[test]
fn a_visitor_chooses_language_and_colours_in_the_footer() {
    on_each_database(|site| {
        let mut bob = site.person();
        let page = bob.get("/login");
        page.expect_text("Anmelden");
        assert_eq!(page.header("set-cookie"), None, "reading sets no cookie");
        let done = bob.post("/choose", &[("language", "en")]);
        assert_eq!(done.location(), Some("/login"));
        bob.follow().expect_text("Sign in");
        bob.post("/choose", &[("colours", "dark")]).expect_status(303);
        let page = bob.follow();
        page.expect_text("Sign in");
        assert_eq!(page.attributes("html", "data-colours"), ["dark"]);
        bob.post_without_token("/choose", &[("language", "fr")]).expect_status(422);
        bob.post_without_token("/choose", &[("colours", "dark"), ("back", "//evil.test")]);
        assert_eq!(bob.page().location(), Some("/"));
    });
}

#[test]
fn the_choice_must_come_from_this_site() {
    on_each_database(|site| {
        let mut eve = site.person();
        eve.get("/login");
        eve.post_from("https://evil.test", "/choose", &[("language", "en")]).expect_status(403);
    });
}

#[test]
fn a_members_settings_count_on_every_device() {
    on_each_database(|site| {
        let mut ada = joined(site, "ada@example.org");
        ada.get("/settings/language-colours");
        let chosen = [("language", "de"), ("tone", "sie"), ("colours", "light")];
        ada.post("/settings/language-colours", &chosen).expect_status(303);
        let mut phone = site.person().reading("en");
        super::sign_in(site, &mut phone, "ada@example.org");
        let page = phone.get("/settings/sessions");
        page.expect_text("Was Ihnen unbekannt vorkommt");
        assert_eq!(page.attributes("html", "data-colours"), ["light"]);
        phone.get("/settings/language-colours");
        phone.post("/settings/language-colours", &[("tone", "thou")]).expect_status(422);
    });
}
