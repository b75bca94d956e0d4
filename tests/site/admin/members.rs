//! Members: found, given roles, suspended.

use super::number_of;
use crate::support::on_each_database;

#[test]
fn members_are_found_by_name_and_address() {
    on_each_database(|site| {
        site.with_community();
        let mut alice = site.sign_in("alice");
        assert_eq!(alice.get("/admin/members?q=ADA").select("tbody th a"), ["Ada"]);
        assert_eq!(alice.get("/admin/members?q=bob%40example").select("tbody th a"), ["Bob"]);
        assert_eq!(alice.get("/admin/members?role=team").select("tbody th a"), ["Tim"]);
        assert!(alice.get("/admin/members?q=_").select("tbody th a").is_empty());
        alice.get("/admin/members?role=nonsense&at=x").expect_status(200);
    });
}

#[test]
fn a_super_user_gets_boards_with_what_lies_in_them() {
    on_each_database(|site| {
        site.with_community();
        let mut alice = site.sign_in("alice");
        let help = number_of(&mut alice, "/admin/boards", "Help");
        alice.get("/admin/boards/new");
        alice.post("/admin/boards/new", &[("name", "Below"), ("parent", &help)]).expect_status(303);
        let below = number_of(&mut alice, "/admin/boards", "Below");
        let ada = site.member("ada");
        alice.get(&format!("/admin/members/{ada}")).expect_text("ada@example.org");
        let (role, tick) = (format!("/admin/members/{ada}/role"), format!("board_{help}"));
        alice.post(&role, &[("role", "super_user"), (&tick, "on")]).expect_status(303);
        let page = alice.get(&format!("/admin/members/{ada}"));
        assert_eq!(page.attributes(&format!("[name=board_{below}]"), "checked").len(), 1);
        // Susi had Help before the board below it was made.
        let susi = site.member("susi");
        let page = alice.get(&format!("/admin/members/{susi}"));
        assert_eq!(page.attributes(&format!("[name=board_{below}]"), "checked").len(), 1);
        // Moved away, it goes from those who had it through Help.
        alice.get(&format!("/admin/boards/{below}"));
        alice.post(&format!("/admin/boards/{below}"), &[("parent", "")]).expect_status(303);
        let page = alice.get(&format!("/admin/members/{susi}"));
        assert_eq!(page.attributes(&format!("[name=board_{below}]"), "checked").len(), 0);
        alice.post(&format!("/admin/members/{susi}/role"), &[("role", "king")]).expect_status(422);
    });
}

#[test]
fn the_last_admin_stays() {
    on_each_database(|site| {
        site.with_community();
        let mut alice = site.sign_in("alice");
        let id = site.member("alice");
        alice.get(&format!("/admin/members/{id}"));
        alice.post(&format!("/admin/members/{id}/role"), &[("role", "member")]).expect_status(409);
        alice.get("/admin").expect_status(200);
    });
}

#[test]
fn a_department_is_given_and_taken() {
    on_each_database(|site| {
        site.with_community();
        let mut alice = site.sign_in("alice");
        let tim = site.member("tim");
        alice.get(&format!("/admin/members/{tim}"));
        let path = format!("/admin/members/{tim}/department");
        alice.post(&path, &[("department", "99")]).expect_status(422);
        alice.get(&format!("/admin/members/{tim}"));
        alice.post(&format!("/admin/members/{tim}/department"), &[("department", "")]).expect_status(303);
        let page = alice.follow();
        assert!(page.attributes("#department option[selected]", "value").concat().is_empty());
    });
}

#[test]
fn a_suspended_member_is_out_until_let_in_again() {
    on_each_database(|site| {
        site.with_community();
        let (mut alice, mut ada) = (site.sign_in("alice"), site.sign_in("ada"));
        let id = site.member("ada");
        alice.get(&format!("/admin/members/{id}"));
        alice.post(&format!("/admin/members/{id}/suspend"), &[]).expect_status(303);
        ada.get("/settings").expect_status(401);
        alice.follow().expect_text("Suspended since");
        alice.post(&format!("/admin/members/{id}/reinstate"), &[]).expect_status(303);
        site.sign_in("ada").get("/settings").expect_status(200);
    });
}

#[test]
fn a_moderator_suspends_customers_and_sees_no_address() {
    on_each_database(|site| {
        site.with_community();
        let mut mona = site.sign_in("mona");
        let (bob, tim) = (site.member("bob"), site.member("tim"));
        mona.get(&format!("/mod/members/{bob}")).expect_status(200).expect_nowhere("bob@example.org");
        mona.post(&format!("/mod/members/{bob}"), &[("act", "suspend")]).expect_status(303);
        mona.follow().expect_text("Suspended since");
        mona.post(&format!("/mod/members/{bob}"), &[("act", "reinstate")]).expect_status(303);
        let page = mona.get(&format!("/mod/members/{tim}"));
        page.expect_status(200).expect_text("only be suspended by an administrator");
        site.sign_in("susi").get(&format!("/mod/members/{bob}")).expect_status(404);
    });
}
