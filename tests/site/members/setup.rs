//! The first admin of an empty community.

use super::is_signed_in;
use crate::support::on_each_database;

#[test]
fn whoever_has_the_address_becomes_the_first_admin_once() {
    on_each_database(|site| {
        let path = site.running().setup_path().expect("there is no admin");
        let token = path.trim_start_matches("/setup/");
        let mut ada = site.person();
        ada.get("/setup/nonsense").expect_status(404);
        ada.get(&path).expect_status(200);
        let page = ada.post(&format!("/setup/{token}"), &[("name", "x"), ("email", "nothing")]);
        page.expect_status(422);
        assert_eq!(page.select(".field__error").len(), 2);
        let mut rival = site.person();
        rival.get(&path).expect_status(200);
        ada.post(&path, &[("name", "Ada Lovelace"), ("email", "ada@example.org")]).expect_status(303);
        assert!(is_signed_in(&mut ada));
        rival.post(&path, &[("name", "Eve"), ("email", "eve@example.org")]).expect_status(404);
        rival.get(&path).expect_status(404);
        assert_eq!(site.running().setup_path(), None);
    });
}
