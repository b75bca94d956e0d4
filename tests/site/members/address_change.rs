//! A new address: confirmed from there, told to the old one.

use super::{is_signed_in, joined};
use crate::support::on_each_database;

#[test]
fn a_new_address_counts_once_its_code_is_typed() {
    on_each_database(|site| {
        let mut ada = joined(site, "old@example.org");
        let mut phone = joined(site, "old@example.org");
        ada.get("/settings/address").expect_text("old@example.org");
        ada.post("/settings/address", &[("email", "new@example.org")]).expect_status(303);
        ada.follow().expect_text("new@example.org");
        let mail = site.mailbox.newest_to("new@example.org");
        ada.post("/settings/address/code", &[("code", "12")]).expect_status(422);
        ada.post("/settings/address/code", &[("code", &mail.code())]).expect_status(303);
        ada.follow().expect_text("Die neue Adresse gilt");
        let told = site.mailbox.newest_to("old@example.org");
        assert!(told.subject.contains("Neue Adresse"), "{}", told.subject);
        assert!(is_signed_in(&mut ada));
        assert!(!is_signed_in(&mut phone));
        ada.get("/settings").expect_text("new@example.org").expect_nowhere("old@example.org");
    });
}

#[test]
fn the_link_confirms_after_a_button() {
    on_each_database(|site| {
        let mut ada = joined(site, "old@example.org");
        ada.get("/settings/address");
        ada.post("/settings/address", &[("email", "new@example.org")]);
        let link = site.mailbox.newest_to("new@example.org").link("/login/");
        let mut phone = site.person();
        phone.get(&link).expect_text("Neue Adresse bestätigen");
        assert!(is_signed_in(&mut ada), "opening it changes nothing");
        phone.get(&link);
        phone.post(&link, &[]).expect_status(303);
        assert_eq!(phone.cookie("session"), None, "confirming does not sign in");
        site.mailbox.newest_to("old@example.org");
        assert!(!is_signed_in(&mut ada));
    });
}

#[test]
fn anothers_address_gets_the_same_answer_and_a_warning() {
    on_each_database(|site| {
        joined(site, "victim@example.org");
        let mut eve = joined(site, "eve@example.org");
        let mut ask = |email: &str| {
            eve.get("/settings/address");
            let answer = eve.post("/settings/address", &[("email", email)]);
            let page = eve.follow();
            (answer.status, answer.location().map(str::to_owned), page.text().replace(email, "…"))
        };
        let taken = ask("victim@example.org");
        let mail = site.mailbox.newest_to("victim@example.org");
        assert!(mail.subject.contains("Jemand wollte"), "{}", mail.subject);
        assert!(!mail.text.contains("/login/"), "no link to confirm with: {}", mail.text);
        let free = ask("free@example.org");
        site.mailbox.newest_to("free@example.org");
        assert_eq!(taken, free);
    });
}
