//! Suspension and roles: who may, what follows, and that an admin is always left.

use lotse::events::Origin;
use lotse::ids::{BoardId, MemberId, Ts};
use lotse::members::{self, By, Me, Role, member};
use lotse::web::Refusal;

use super::{is_signed_in, joined};
use crate::support::{Site, on_each_database};

pub fn act<T: Send + 'static>(
    site: &Site,
    f: impl Fn(&mut lotse::events::Tx<'_>) -> Result<T, Refusal> + Send + 'static,
) -> Result<T, u16> {
    let store = &site.running().app().site().store;
    store.write_at(Ts::now(), Origin::Live, f).map_err(|refusal| refusal.status.as_u16())
}

pub fn id_of(site: &Site, email: &str) -> MemberId {
    let address = lotse::mail::parse(email).expect("an address");
    act(site, move |tx| Ok(member::by_address(tx.db, &address)?.expect("a member").id)).expect("found")
}

/// Somebody of this role, as permissions see them.
pub fn a(role: Role, id: MemberId) -> Me {
    Me {
        id,
        session: lotse::ids::SessionId(0),
        name: "Somebody".into(),
        slug: "somebody".into(),
        role,
        rank: members::Rank::New,
        unlocks: members::Unlocks::default(),
        department: None,
        boards: Vec::new(),
        unread: 0,
    }
}

#[test]
fn a_suspended_member_is_out_at_once_and_told_why_they_cannot_come_in() {
    on_each_database(|site| {
        let mut ada = joined(site, "ada@example.org");
        let them = id_of(site, "ada@example.org");
        let moderator = a(Role::Moderator, MemberId(1_000_000));
        let by = moderator.clone();
        act(site, move |tx| members::suspend(tx, &by, them)).expect("suspended");
        assert!(!is_signed_in(&mut ada));
        let told = site.mailbox.newest_to("ada@example.org");
        assert!(told.subject.contains("gesperrt"), "{}", told.subject);
        assert!(!told.text.contains("Somebody"), "no moderator is named: {}", told.text);

        ada.get("/login");
        ada.post("/login", &[("email", "ada@example.org")]).expect_status(303);
        ada.follow();
        let mail = site.mailbox.newest_to("ada@example.org");
        ada.post("/login/code", &[("code", &mail.code())]).expect_status(403).expect_text("gesperrt");
        ada.get(&mail.link("/login/"));
        ada.post(&mail.link("/login/"), &[]).expect_status(403);
        assert!(!is_signed_in(&mut ada));

        act(site, move |tx| members::reinstate(tx, &moderator, them)).expect("reinstated");
        site.mailbox.newest_to("ada@example.org");
        super::sign_in(site, &mut ada, "ada@example.org");
        assert!(is_signed_in(&mut ada));
    });
}

#[test]
fn only_those_who_may_suspend_do() {
    on_each_database(|site| {
        joined(site, "ada@example.org");
        let them = id_of(site, "ada@example.org");
        for role in [Role::Member, Role::SuperUser, Role::Team] {
            let by = a(role, MemberId(1_000_000));
            assert_eq!(act(site, move |tx| members::suspend(tx, &by, them)), Err(404), "{role:?}");
        }
        let by = a(Role::Moderator, MemberId(1_000_000));
        assert_eq!(act(site, move |tx| members::suspend(tx, &by, MemberId(77))), Err(404));
    });
}

#[test]
fn the_last_admin_stays() {
    on_each_database(|site| {
        for email in ["ada@example.org", "bob@example.org"] {
            joined(site, email);
        }
        let (ada, bob) = (id_of(site, "ada@example.org"), id_of(site, "bob@example.org"));
        let admin = a(Role::Admin, ada);
        let set = |who: MemberId, role: Role| {
            let by = admin.clone();
            act(site, move |tx| members::set_role(tx, By::Member(&by), who, role, &[]))
        };
        set(ada, Role::Admin).expect("an admin");
        assert_eq!(set(ada, Role::Team), Err(409), "the only one");
        let other = a(Role::Admin, bob);
        assert_eq!(act(site, move |tx| members::suspend(tx, &other, ada)), Err(409), "the only one");
        set(bob, Role::Admin).expect("a second admin");
        set(ada, Role::Team).expect("one is left");
        let member = a(Role::Moderator, ada);
        let refused = act(site, move |tx| members::set_role(tx, By::Member(&member), bob, Role::Member, &[]));
        assert_eq!(refused, Err(404), "only admins set roles");
    });
}

#[test]
fn a_super_users_boards_are_replaced() {
    on_each_database(|site| {
        let mut ada = joined(site, "ada@example.org");
        let them = id_of(site, "ada@example.org");
        let give = |boards: &[i64], role: Role| {
            let boards: Vec<BoardId> = boards.iter().copied().map(BoardId).collect();
            act(site, move |tx| members::set_role(tx, By::Operator, them, role, &boards)).expect("set");
        };
        give(&[3, 1, 3], Role::SuperUser);
        give(&[2], Role::SuperUser);
        ada.get("/settings").expect_status(200);
        give(&[], Role::Member);
        assert!(!is_signed_in(&mut ada), "who is less than before signs in again");
        super::sign_in(site, &mut ada, "ada@example.org");
        ada.get("/settings").expect_status(200);
    });
}

/// A request that was let in a moment before is looked at again where it writes.
#[test]
fn rights_taken_away_count_in_the_transaction_of_what_is_done() {
    on_each_database(|site| {
        joined(site, "ada@example.org");
        let them = id_of(site, "ada@example.org");
        act(site, move |tx| members::set_role(tx, By::Operator, them, Role::Moderator, &[])).expect("set");
        let new = move |tx: &mut lotse::events::Tx<'_>| {
            use diesel::prelude::*;
            use lotse::db::schema::sessions;
            let found = sessions::table.filter(sessions::member.eq(them)).select(sessions::id).first(tx.db);
            Ok(Me { session: found?, ..a(Role::Moderator, them) })
        };
        let before = act(site, new).expect("signed in");
        let now = before.clone();
        assert_eq!(act(site, move |tx| members::still(tx.db, &now)).map(|me| me.role), Ok(Role::Moderator));
        act(site, move |tx| {
            use diesel::prelude::*;
            use lotse::db::schema::members;
            let them = members::table.filter(members::id.eq(them));
            Ok(diesel::update(them).set(members::role.eq(Role::Member)).execute(tx.db)?)
        })
        .expect("demoted");
        let now = before.clone();
        assert_eq!(act(site, move |tx| members::still(tx.db, &now)).map(|me| me.role), Ok(Role::Member));
        let moderator = a(Role::Admin, MemberId(1_000_000));
        act(site, move |tx| members::suspend(tx, &moderator, them)).expect("suspended");
        assert_eq!(act(site, move |tx| members::still(tx.db, &before)).map(|me| me.role), Err(401));
    });
}
