//! Sessions: listed, ended, gone after signing out.

use super::{is_signed_in, joined, sign_in};
use crate::support::on_each_database;

#[test]
fn signing_out_ends_the_session_and_clears_the_cache() {
    on_each_database(|site| {
        let mut ada = joined(site, "ada@example.org");
        let copied = format!("session={}", ada.cookie("session").expect("signed in"));
        let mut thief = site.person();
        let mut steal = || thief.raw("GET", "/settings", &[("cookie", &copied)], b"").status;
        assert_eq!(steal(), 200);
        ada.get("/settings");
        let done = ada.post("/logout", &[]);
        assert_eq!(done.location(), Some("/?done=signed-out"));
        assert_eq!(done.header("clear-site-data"), Some("\"cache\""));
        assert!(!is_signed_in(&mut ada));
        assert_eq!(steal(), 401, "a copied cookie is worth nothing afterwards");
    });
}

#[test]
fn every_sign_in_has_a_new_session() {
    on_each_database(|site| {
        let mut ada = joined(site, "ada@example.org");
        let first = ada.cookie("session");
        ada.get("/login?again=1&back=/settings");
        ada.post("/login", &[("email", "ada@example.org")]);
        ada.follow();
        let code = site.mailbox.newest_to("ada@example.org").code();
        ada.post("/login/code", &[("code", &code)]).expect_status(303);
        assert_ne!(ada.cookie("session"), first);
        let rows = ada.get("/settings/sessions").select("tbody tr");
        assert_eq!(rows.len(), 1, "the earlier one of this browser has ended: {rows:?}");
    });
}

#[test]
fn a_member_ends_sessions_one_by_one_or_all_others() {
    on_each_database(|site| {
        let mut desk = joined(site, "ada@example.org");
        let others: Vec<_> = (0..3).map(|_| joined(site, "ada@example.org")).collect();
        let page = desk.get("/settings/sessions");
        assert_eq!(page.select("tbody tr").len(), 4);
        page.expect_text("jetzt, dieses Gerät");
        let ends: Vec<_> = page
            .attributes("tbody form", "action")
            .into_iter()
            .filter(|path| path.ends_with("/end"))
            .collect();
        assert_eq!(ends.len(), 3);
        let id: i64 = ends[0].split('/').nth(3).and_then(|id| id.parse().ok()).expect("a number");
        desk.post(&format!("/settings/sessions/{id}/end"), &[]).expect_status(303);
        let signed_in = others.iter().filter(|one| is_signed_in(&mut (*one).clone())).count();
        assert_eq!(signed_in, 2);
        desk.get("/settings/sessions");
        desk.post("/settings/sessions/end-others", &[]).expect_status(303);
        assert_eq!(others.iter().filter(|one| is_signed_in(&mut (*one).clone())).count(), 0);
        assert!(is_signed_in(&mut desk));
    });
}

#[test]
fn nobody_ends_anothers_session() {
    on_each_database(|site| {
        let mut ada = joined(site, "ada@example.org");
        let mut eve = joined(site, "eve@example.org");
        sign_in(site, &mut site.person(), "ada@example.org");
        let page = ada.get("/settings/sessions");
        let end = page.attributes("tbody form", "action").remove(0);
        let fields = eve.get("/settings/sessions");
        assert!(fields.attributes("tbody form", "action").is_empty());
        let token = eve.page().attributes("input[name=token]", "value").remove(0);
        eve.post_without_token(&end, &[("token", &token)]).expect_status(404);
        assert_eq!(ada.get("/settings/sessions").select("tbody tr").len(), 2);
    });
}
