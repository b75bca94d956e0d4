//! Boards: made, changed, ordered, deleted.

use super::number_of;
use crate::support::{Person, on_each_database};

fn make(alice: &mut Person, fields: &[(&str, &str)]) {
    alice.get("/admin/boards/new").expect_status(200);
    alice.post("/admin/boards/new", fields).expect_status(303);
    alice.follow().expect_status(200).expect_text("Created.");
}

fn names(alice: &mut Person) -> Vec<String> {
    alice.get("/admin/boards").select("tbody th a")
}

#[test]
fn a_new_board_is_there_for_those_it_is_for() {
    on_each_database(|site| {
        site.with_community();
        let mut alice = site.sign_in("alice");
        make(&mut alice, &[("name", "Brakes & wheels"), ("line", "What stops and what turns")]);
        site.person().get("/b/brakes-wheels").expect_status(200).expect_text("What stops and what turns");
        let id = number_of(&mut alice, "/admin/boards", "Brakes & wheels");
        alice.get(&format!("/admin/boards/{id}"));
        let fields = [("visibility", "staff"), ("name", "Wheels")];
        alice.post(&format!("/admin/boards/{id}"), &fields).expect_status(303);
        site.person().get("/b/brakes-wheels").expect_status(404);
        site.sign_in("tim").get("/b/brakes-wheels").expect_status(200).expect_text("Wheels");
    });
}

#[test]
fn a_form_with_mistakes_comes_back_filled() {
    on_each_database(|site| {
        site.with_community();
        let mut alice = site.sign_in("alice");
        alice.get("/admin/boards/new");
        let page =
            alice.post("/admin/boards/new", &[("name", "Help"), ("line", "Kept as typed"), ("slug", "Not!")]);
        page.expect_status(422).expect_text("Small letters a to z");
        assert_eq!(page.attributes("#line", "value"), ["Kept as typed"]);
        assert_eq!(page.attributes("#slug", "aria-invalid"), ["true"]);
        let page = alice.post("/admin/boards/new", &[("name", "Help"), ("slug", "")]);
        page.expect_status(422).expect_text("Another board has this address already.");
    });
}

#[test]
fn a_second_click_makes_no_second_board() {
    on_each_database(|site| {
        site.with_community();
        let mut alice = site.sign_in("alice");
        let mut again = alice.clone();
        alice.get("/admin/boards/new");
        again.clone_from(&alice);
        alice.post("/admin/boards/new", &[("name", "Once")]).expect_status(303);
        again.post("/admin/boards/new", &[("name", "Once")]).expect_status(303);
        let once = names(&mut alice).into_iter().filter(|name| name == "Once").count();
        assert_eq!(once, 1);
    });
}

#[test]
fn boards_change_places_with_their_neighbours() {
    on_each_database(|site| {
        site.with_community();
        let mut alice = site.sign_in("alice");
        let before = names(&mut alice);
        let second = number_of(&mut alice, "/admin/boards", &before[1]);
        alice.post(&format!("/admin/boards/{second}/up"), &[]).expect_status(303);
        let after = names(&mut alice);
        assert_eq!((&after[0], &after[1]), (&before[1], &before[0]));
        alice.post(&format!("/admin/boards/{second}/down"), &[]).expect_status(303);
        assert_eq!(names(&mut alice), before);
    });
}

#[test]
fn a_board_never_lies_in_itself() {
    on_each_database(|site| {
        site.with_community();
        let mut alice = site.sign_in("alice");
        let help = number_of(&mut alice, "/admin/boards", "Help");
        make(&mut alice, &[("name", "Below help"), ("parent", &help)]);
        let below = number_of(&mut alice, "/admin/boards", "Below help");
        alice.get(&format!("/admin/boards/{help}"));
        let page = alice.post(&format!("/admin/boards/{help}"), &[("parent", &below)]);
        page.expect_status(422).expect_text("A board cannot be part of itself");
    });
}

#[test]
fn only_an_empty_board_is_deleted() {
    on_each_database(|site| {
        site.with_community();
        let mut alice = site.sign_in("alice");
        let chat = number_of(&mut alice, "/admin/boards", "Chat");
        let path = format!("/admin/boards/{chat}/delete");
        alice.get(&path).expect_status(200);
        let late = alice.clone();
        site.sign_in("ada").ask("chat", "Does anybody hear me", "Hello, is this on?");
        late.clone()
            .post(&format!("/admin/boards/{chat}/delete"), &[])
            .expect_status(409)
            .expect_text("There are threads in this board");
        alice.get(&path).expect_status(409);
        make(&mut alice, &[("name", "Mistake")]);
        let mistake = number_of(&mut alice, "/admin/boards", "Mistake");
        alice.get(&format!("/admin/boards/{mistake}/delete")).expect_status(200);
        alice.post(&format!("/admin/boards/{mistake}/delete"), &[]).expect_status(303);
        assert!(!names(&mut alice).contains(&"Mistake".to_owned()));
    });
}
