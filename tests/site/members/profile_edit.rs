//! Name and profile.

use super::joined;
use crate::support::on_each_database;

#[test]
fn a_name_is_changed_and_leads_to_its_member() {
    on_each_database(|site| {
        let mut ada = joined(site, "ada@example.org");
        ada.get("/settings/profile");
        ada.post("/settings/profile", &[("name", "Ada Löwe"), ("bio", "Ich <b>mag</b> Möwen.")])
            .expect_status(303);
        let page = ada.follow();
        page.expect_text("Gespeichert.").expect_nowhere("<b>mag</b>");
        assert_eq!(page.attributes("#name", "value"), ["Ada Löwe"]);
        let mut bob = site.person();
        let found = bob.get("/u/ada%20l%C3%B6we");
        assert!(found.location().is_some_and(|to| to.ends_with("/ada-loewe")), "{:?}", found.location());
        bob.get("/u/nobody").expect_status(404);
        bob.get("/u/99999999999999999999999").expect_status(404);
    });
}

#[test]
fn a_name_that_looks_like_anothers_is_refused_and_kept_in_the_field() {
    on_each_database(|site| {
        let mut ada = joined(site, "ada@example.org");
        ada.get("/settings/profile");
        ada.post("/settings/profile", &[("name", "Ada Lovelace")]).expect_status(303);
        let mut eve = joined(site, "eve@example.org");
        for (name, why) in [
            ("Аda Lоvelace", "Name"),
            ("ada_lovelace", "heißt hier schon jemand"),
            ("Lotse", "vergeben"),
            ("", "mindestens zwei Buchstaben"),
            ("ruf an 0461 1234567", "Adresse oder Telefonnummer"),
        ] {
            eve.get("/settings/profile");
            let page = eve.post("/settings/profile", &[("name", name)]);
            page.expect_status(422).expect_text(why);
            assert_eq!(page.attributes("#name", "value"), [name]);
        }
    });
}

#[test]
fn settings_are_for_members_only_and_kept_by_no_browser() {
    on_each_database(|site| {
        let mut ada = joined(site, "ada@example.org");
        let mut visitor = site.person();
        for path in [
            "/settings",
            "/settings/profile",
            "/settings/language-colours",
            "/settings/address",
            "/settings/password",
            "/settings/sessions",
        ] {
            visitor.get(path).expect_status(401);
            let page = ada.get(path);
            page.expect_status(200);
            assert_eq!(page.header("cache-control"), Some("no-store"), "{path}");
        }
    });
}
