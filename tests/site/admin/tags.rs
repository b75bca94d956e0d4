//! Tags: made, marked, merged.

use super::number_of;
use crate::support::on_each_database;

#[test]
fn a_tag_is_made_marked_and_found() {
    on_each_database(|site| {
        site.with_community();
        let mut alice = site.sign_in("alice");
        alice.get("/admin/tags/new");
        alice.post("/admin/tags/new", &[("name", "Milchschaum"), ("is_topic", "on")]).expect_status(303);
        let id = number_of(&mut alice, "/admin/tags", "Milchschaum");
        alice.get("/admin/tags?q=milch").expect_text("Milchschaum").expect_text("Topic of expertise");
        assert!(alice.get("/admin/tags?q=%25").select("tbody tr").is_empty(), "a wildcard finds nothing");
        alice.get(&format!("/admin/tags/{id}"));
        let fields = [("name", "Milk foam"), ("description", "Everything white")];
        alice.post(&format!("/admin/tags/{id}"), &fields).expect_status(303);
        alice.get("/admin/tags").expect_text("Milk foam");
        alice.get("/admin/tags/new");
        let page = alice.post("/admin/tags/new", &[("name", "milchschaum")]);
        page.expect_status(422).expect_text("This tag exists already.");
        let page = alice.post("/admin/tags/new", &[("name", "a, b")]);
        page.expect_status(422).expect_text("without commas");
    });
}

#[test]
fn merged_tags_are_one_and_no_thread_has_it_twice() {
    on_each_database(|site| {
        site.with_community();
        let mut ada = site.sign_in("ada");
        for (title, tags) in [("The first one drips", "drip, leak"), ("The second one drips", "drip")] {
            ada.get("/ask?board=help");
            let fields =
                [("title", title), ("body", "Water on the floor."), ("board", "help"), ("tags", tags)];
            ada.post("/ask", &fields).expect_status(303);
        }
        let mut alice = site.sign_in("alice");
        let drip = number_of(&mut alice, "/admin/tags", "drip");
        let merge = format!("/admin/tags/{drip}/merge");
        alice.get(&format!("/admin/tags/{drip}"));
        alice
            .post(&merge, &[("into", "nothing")])
            .expect_status(422)
            .expect_text("There is no tag of this name.");
        alice.post(&merge, &[("into", "Drip")]).expect_status(422).expect_text("This is the same tag.");
        alice.post(&format!("/admin/tags/{drip}/merge"), &[("into", "leak")]).expect_status(303);
        let page = alice.get("/admin/tags");
        assert_eq!(page.select("tbody tr").len(), 1);
        assert!(page.one("tbody td.num").starts_with('2'), "{}", page.one("tbody td.num"));
        alice.get(&format!("/admin/tags/{drip}")).expect_status(404);
    });
}
