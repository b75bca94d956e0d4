//! What admins change is in the log, with who did it; what they failed to change is not.

use diesel::prelude::*;
use lotse::db::schema::events;
use lotse::events::{Event, parse};
use lotse::ids::{BoardId, DepartmentId, TagId};
use lotse::web::Refusal;

use super::number_of;
use crate::support::{Site, on_each_database};

/// The newest events, oldest of them first.
fn newest(site: &Site, count: i64) -> Vec<Event> {
    let database = site.running().app().site().store.database();
    let mut rows: Vec<(String, String)> = database
        .read_now(|db| {
            let all = events::table.order(events::id.desc()).limit(count);
            Ok::<_, Refusal>(all.select((events::kind, events::data)).load(db)?)
        })
        .expect("the log can be read");
    rows.reverse();
    rows.iter().map(|(kind, data)| parse(kind, data).expect("a known event")).collect()
}

#[test]
fn each_change_is_written_down_once() {
    on_each_database(|site| {
        site.with_community();
        let mut alice = site.sign_in("alice");
        let by = site.member("alice");
        alice.get("/admin/community");
        alice.post("/admin/community", &[("name", "")]).expect_status(422);
        alice.post("/admin/community", &[("name", "Nordlauf")]).expect_status(303);
        alice.get("/admin/tags/new");
        alice.post("/admin/tags/new", &[("name", "Pump")]).expect_status(303);
        alice.get("/admin/departments");
        alice.post("/admin/departments", &[("name_de", "Versand")]).expect_status(303);
        alice.get("/admin/legal/rules/en");
        alice.post("/admin/legal/rules/en", &[("body", "Be kind."), ("act", "save")]).expect_status(303);
        let help = number_of(&mut alice, "/admin/boards", "Help");
        alice.get(&format!("/admin/boards/{help}"));
        alice.post(&format!("/admin/boards/{help}"), &[("visibility", "members")]).expect_status(303);
        let tag = TagId(number_of(&mut alice, "/admin/tags", "Pump").parse().expect("a number"));
        let department = number_of(&mut alice, "/admin/departments", "Versand");
        let department = DepartmentId(department.parse().expect("a number"));
        let board = BoardId(help.parse().expect("a number"));
        let expected = [
            Event::CommunityChanged { by },
            Event::TagChanged { tag, by },
            Event::DepartmentChanged { department, by },
            Event::LegalPageChanged { slug: "rules".into(), language: "en".into(), by },
            Event::BoardVisibilityChanged { board, by },
            Event::BoardChanged { board, by },
        ];
        assert_eq!(newest(site, 6), expected);
    });
}
