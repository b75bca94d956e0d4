//! The example community: written on both databases, and served by `lotse demo`.

use lotse::ids::Ts;
use lotse::members::Role;
use lotse::seed::{self, SECRET};

use crate::support::on_each_database;

#[test]
fn the_history_can_be_written_and_read() {
    on_each_database(|site| {
        let app = site.running().app();
        let summary = seed::fill(app.site(), 1, Ts::now()).expect("the site is empty");
        let mut visitor = site.person().reading("de");
        visitor.get("/").expect_status(200).expect_text("Brandner Community");
        let board = visitor.get("/b/espressomaschinen");
        board.expect_status(200).expect_text("Lumo Vollautomat");
        let threads = board.attributes("a[href^='/t/']", "href");
        assert!(threads.len() >= 10 && summary.threads > 100, "{threads:?}");
        visitor.get(&threads[0]).expect_status(200);
        visitor.get("/b/maschinenraum").expect_status(404);
        visitor.get("/imprint").expect_status(200).expect_text("Brandner Kaffeetechnik GmbH");
        let before = visitor.get("/");
        assert!(!before.has(".tour"), "only the demo has a guided path");
        let (guests, stops) = seed::tour(app.site()).expect("everybody is there");
        for stop in &stops {
            let mut person = site.person().reading("de");
            if let Some(enter) = &stop.enter {
                person.get(enter).expect_status(200);
                assert_eq!(person.post(enter, &[]).location(), Some(stop.href.as_str()));
            }
            let place = person.get(&stop.href);
            let place = if place.is_redirect() { person.follow() } else { place };
            place.expect_status(200);
        }
        app.tour().begin(guests.clone(), stops.clone());
        // Under another address than the page that is kept from before.
        visitor.get("/?tour").expect_status(200).expect_text("Zehn Dinge zum Ausprobieren");
        for guest in guests {
            // Twice, as a link is opened again in another browser.
            for _ in 0..2 {
                let mut person = site.person().reading("en");
                person.get(&guest.path).expect_status(200);
                person.post(&guest.path, &[]).expect_status(303);
                person.get("/settings").expect_status(200);
                person.get("/").expect_status(200).expect_text("Fits who you are right now");
                let lounge = person.get("/b/maschinenraum");
                lounge.expect_status(if guest.role == Role::Member { 404 } else { 200 });
            }
        }
    });
}

#[test]
fn a_visitor_finds_nothing_secret_in_the_small_community() {
    on_each_database(|site| {
        let small = seed::small(site.running().app().site(), Ts::now()).expect("the site is empty");
        let mut visitor = site.person().reading("de");
        let boards =
            ["news", "help", "devices", "members", "veterans", "super-users", "staff", "below-staff"];
        let paths = boards.iter().map(|slug| format!("/b/{slug}"));
        let threads = small.threads.values().map(|id| format!("/t/{id}"));
        let posts = small.posts.values().map(|id| format!("/p/{id}"));
        let people = small.members.values().map(|id| format!("/u/{id}"));
        for path in paths.chain(threads).chain(posts).chain(people).chain(["/".to_owned()]) {
            let page = visitor.get(&path);
            let page = if page.is_redirect() { visitor.follow() } else { page };
            page.expect_nowhere(SECRET);
        }
    });
}
