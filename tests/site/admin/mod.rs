//! Administration as admins and moderators use it.

mod boards;
mod community;
mod departments;
mod health;
mod legal;
mod log;
mod members;
mod tags;

use crate::support::{Person, on_each_database};

/// The number at the end of the link with these words.
fn number_of(person: &mut Person, list: &str, words: &str) -> String {
    let page = person.get(list);
    page.expect_status(200);
    let links = format!("tbody th a[href^=\"{list}/\"]");
    let (names, hrefs) = (page.select(&links), page.attributes(&links, "href"));
    let at = names.iter().position(|name| name == words);
    let at = at.unwrap_or_else(|| panic!("no {words} among {names:?}"));
    hrefs[at].rsplit_once('/').expect("a path").1.to_owned()
}

#[test]
fn nobody_but_admins_finds_the_desk() {
    on_each_database(|site| {
        site.with_community();
        let pages = [
            "/admin",
            "/admin/community",
            "/admin/boards",
            "/admin/boards/new",
            "/admin/boards/1",
            "/admin/boards/1/delete",
            "/admin/tags",
            "/admin/tags/new",
            "/admin/departments",
            "/admin/departments/1",
            "/admin/members",
            "/admin/members/1",
            "/admin/legal",
            "/admin/legal/imprint/de",
            "/admin/health",
            "/admin/settings",
        ];
        for name in ["ada", "susi", "tim", "mona"] {
            let mut person = site.sign_in(name);
            for page in pages {
                person.get(page).expect_status(404);
            }
        }
        let mut visitor = site.person();
        let mut alice = site.sign_in("alice");
        for page in pages {
            visitor.get(page).expect_status(401);
            let shown = alice.get(page);
            if page != "/admin/boards/1/delete" {
                shown.expect_status(200);
                assert_eq!(shown.header("cache-control"), Some("no-store"), "{page}");
            }
        }
    });
}

#[test]
fn the_first_page_counts_and_says_what_is_left() {
    on_each_database(|site| {
        site.with_community();
        site.sign_in("ada").ask("help", "The pump makes a noise", "It hums all night.");
        let page = site.sign_in("alice").get("/admin");
        page.expect_text("Appoint a second administrator missing").expect_text("Create the first board done");
        page.expect_text("Unanswered questions 1").expect_text("Members 7");
    });
}

#[test]
fn lists_take_as_many_statements_however_long_they_are() {
    on_each_database(|site| {
        site.with_community();
        let mut alice = site.sign_in("alice");
        alice.get("/admin/tags");
        for page in ["/admin/tags", "/admin/boards", "/admin/members"] {
            let before = site.statements_of(|| {
                alice.get(page).expect_status(200);
            });
            alice.get("/admin/tags/new");
            alice.post("/admin/tags/new", &[("name", &format!("tag {}", page.len()))]).expect_status(303);
            alice.get(page);
            let after = site.statements_of(|| {
                alice.get(page).expect_status(200);
            });
            assert!(after <= before, "{page}: {before} then {after}");
        }
    });
}
