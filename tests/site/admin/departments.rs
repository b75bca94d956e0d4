//! Departments: made, renamed, ordered.

use super::number_of;
use crate::support::on_each_database;

#[test]
fn departments_are_made_renamed_and_ordered() {
    on_each_database(|site| {
        site.with_community();
        let mut alice = site.sign_in("alice");
        alice.get("/admin/departments");
        alice.post("/admin/departments", &[("name_de", "Versand")]).expect_status(303);
        alice.get("/admin/departments");
        alice.post("/admin/departments", &[("name_de", " ")]).expect_status(422).expect_text("missing");
        let id = number_of(&mut alice, "/admin/departments", "Versand");
        alice.get(&format!("/admin/departments/{id}"));
        let fields = [("name_en", "Shipping")];
        alice.post(&format!("/admin/departments/{id}"), &fields).expect_status(303);
        assert_eq!(alice.follow().select("tbody th a"), ["Workshop", "Shipping"]);
        alice.post(&format!("/admin/departments/{id}/up"), &[]).expect_status(303);
        assert_eq!(alice.follow().select("tbody th a"), ["Shipping", "Workshop"]);
        alice.post(&format!("/admin/departments/{id}/down"), &[]).expect_status(303);
        assert_eq!(alice.follow().select("tbody th a"), ["Workshop", "Shipping"]);
        alice.get("/admin/departments/99").expect_status(404);
    });
}
