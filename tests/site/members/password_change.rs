//! The optional password.

use super::{is_signed_in, joined};
use crate::support::{Person, Site, on_each_database};

const PASSWORD: &str = "sieben blaue Bojen im Nebel";

fn with_password(site: &Site, email: &str) -> Person {
    let mut ada = joined(site, email);
    ada.get("/settings/password").expect_status(200);
    ada.post("/settings/password", &[("password", PASSWORD)]).expect_status(303);
    ada.follow().expect_text("Das Passwort ist gesetzt");
    site.mailbox.newest_to(email);
    ada
}

#[test]
fn a_password_is_set_used_changed_and_removed() {
    on_each_database(|site| {
        let mut ada = with_password(site, "ada@example.org");
        let mut phone = site.person();
        phone.get("/login?back=/settings/profile");
        let done = phone.post("/login", &[("email", "ada@example.org"), ("password", PASSWORD)]);
        assert_eq!(done.location(), Some("/settings/profile"));

        let new = "drei rote Tonnen am Kai";
        phone.get("/settings/password");
        let wrong = phone.post("/settings/password", &[("current", "not it at all"), ("password", new)]);
        wrong.expect_status(422).expect_text("nicht das aktuelle Passwort");
        phone.post("/settings/password", &[("current", PASSWORD), ("password", new)]).expect_status(303);
        site.mailbox.newest_to("ada@example.org");
        assert!(is_signed_in(&mut phone), "this browser stays");
        assert!(!is_signed_in(&mut ada), "every other one does not");

        phone.get("/settings/password");
        let page = phone.post("/settings/password/remove", &[("current", PASSWORD)]);
        page.expect_status(422);
        assert_eq!(page.select(".field__error").len(), 1);
        phone.post("/settings/password/remove", &[("current", new)]).expect_status(303);
        let mail = site.mailbox.newest_to("ada@example.org");
        assert!(mail.text.contains("gesetzt, geändert oder entfernt"), "{}", mail.text);
        let mut late = site.person();
        late.get("/login");
        late.post("/login", &[("email", "ada@example.org"), ("password", new)]).expect_status(422);
    });
}

#[test]
fn a_password_others_would_guess_is_refused() {
    on_each_database(|site| {
        let mut ada = joined(site, "lieselotte.mueller@example.org");
        ada.get("/settings/password");
        for (bad, why) in [
            ("", "Mindestens"),
            ("kurz", "mindestens 15 Zeichen"),
            ("aaaaaaaaaaaaaaaaaaaa", "Muster"),
            ("lieselottemueller", "Passwort"),
        ] {
            let page = ada.post("/settings/password", &[("password", bad)]);
            page.expect_status(422).expect_text(why);
            assert!(page.attributes("#new-password", "value").is_empty(), "never sent back");
        }
    });
}

#[test]
fn guessing_is_slowed_down() {
    on_each_database(|site| {
        with_password(site, "ada@example.org");
        let mut eve = site.person();
        let wrong = [("email", "ada@example.org"), ("password", "the wrong one, again")];
        let statuses: Vec<u16> = (0..8)
            .map(|_| {
                eve.get("/login");
                eve.post("/login", &wrong).status
            })
            .collect();
        assert_eq!(statuses[..6], [422; 6]);
        assert_eq!(statuses[6], 429);
    });
}
