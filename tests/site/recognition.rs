//! The page that says how points and ranks come about.

use crate::support::on_each_database;

#[test]
fn everybody_can_read_how_ranks_are_reached_and_sees_their_own() {
    on_each_database(|site| {
        site.with_community();
        let page = site.person().reading("en").get("/ranks");
        page.expect_status(200);
        assert_eq!(page.attributes("tr[aria-current]", "aria-current").len(), 0, "visitors have no rank");
        assert_eq!(page.attributes("table", "class").len(), 2, "the ladder and what earns points");
        let page = site.sign_in("ada").get("/ranks");
        assert_eq!(page.attributes("tr[aria-current]", "aria-current").len(), 1);
        assert_eq!(site.sign_in("alice").get("/ranks").status, 200);
    });
}
