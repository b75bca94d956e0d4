//! What happens to members is in the log.

use diesel::prelude::*;
use lotse::db::schema::events;
use lotse::events::{Event, parse};
use lotse::ids::MemberId;
use lotse::members::{self, By, Role};
use lotse::web::Refusal;

use super::joined;
use super::suspension::{a, act, id_of};
use crate::support::{Site, on_each_database};

fn log(site: &Site) -> Vec<Event> {
    let database = site.running().app().site().store.database();
    let rows: Vec<(String, String)> = database
        .read_now(|db| {
            let all = events::table.order(events::id).select((events::kind, events::data));
            Ok::<_, Refusal>(all.load(db)?)
        })
        .expect("the log can be read");
    rows.iter().map(|(kind, data)| parse(kind, data).expect("a known event")).collect()
}

#[test]
fn what_happens_to_a_member_is_written_down_in_order() {
    on_each_database(|site| {
        let mut ada = joined(site, "old@example.org");
        let member = id_of(site, "old@example.org");
        ada.get("/settings/profile");
        ada.post("/settings/profile", &[("name", "Ada Lovelace")]).expect_status(303);
        ada.get("/settings/profile");
        ada.post("/settings/profile", &[("bio", "The same name again.")]).expect_status(303);
        ada.get("/settings/address");
        ada.post("/settings/address", &[("email", "new@example.org")]);
        ada.follow();
        let code = site.mailbox.newest_to("new@example.org").code();
        ada.post("/settings/address/code", &[("code", &code)]).expect_status(303);
        ada.get("/settings/password");
        ada.post("/settings/password", &[("password", "sieben blaue Bojen im Nebel")]).expect_status(303);
        let admin = a(Role::Admin, MemberId(1_000_000));
        let by = admin.id;
        act(site, move |tx| {
            members::set_role(tx, By::Operator, member, Role::Team, &[])?;
            // Nothing changes, so nothing happens.
            members::set_role(tx, By::Operator, member, Role::Team, &[])?;
            members::suspend(tx, &admin, member)?;
            members::suspend(tx, &admin, member)?;
            members::reinstate(tx, &admin, member)?;
            members::erase(tx, member, false, admin.id, "en")
        })
        .expect("done");
        let expected = [
            Event::MemberJoined { member },
            Event::MemberRenamed { member },
            Event::AddressChanged { member },
            Event::PasswordChanged { member },
            Event::RoleChanged { member, role: Role::Team.code(), by: member },
            Event::MemberSuspended { member, by },
            Event::MemberReinstated { member, by },
            Event::MemberErased { member, texts: false, by },
        ];
        assert_eq!(log(site), expected);
    });
}
