//! A small community of known people and boards, and what they do there, in sentences.
//!
//! | name | what |
//! |---|---|
//! | ada, bob, cleo | members |
//! | susi | super-user in Help |
//! | tim | team, workshop |
//! | mona | moderator |
//! | alice | admin |
//!
//! Boards: `help` and `chat` for everyone, `club` for members, `lounge` from Has answers, `engine` for super-users,
//! `staff` for staff.

use diesel::prelude::*;
use lotse::db::schema::{boards, departments, members};
use lotse::events::Origin;
use lotse::forum::Visibility;
use lotse::ids::{BoardId, DepartmentId, MemberId, Ts};
use lotse::mail;
use lotse::members::{self as room, By, Purpose, Rank, Role};
use lotse::web::secrets::random_token;
use lotse::web::{Refusal, bump_version};

use super::{Page, Person, Site};

/// Everybody who is there.
pub const PEOPLE: [(&str, Role); 7] = [
    ("ada", Role::Member),
    ("bob", Role::Member),
    ("cleo", Role::Member),
    ("susi", Role::SuperUser),
    ("tim", Role::Team),
    ("mona", Role::Moderator),
    ("alice", Role::Admin),
];

/// Slug, visibility and least rank of each board.
pub const BOARDS: [(&str, Visibility, Rank); 6] = [
    ("help", Visibility::Everyone, Rank::New),
    ("chat", Visibility::Everyone, Rank::New),
    ("club", Visibility::Members, Rank::New),
    ("lounge", Visibility::Members, Rank::Answers),
    ("engine", Visibility::SuperUsers, Rank::New),
    ("staff", Visibility::Staff, Rank::New),
];

impl Site {
    /// Fills the site with the people and boards above. They joined 40 days ago.
    pub fn with_community(&self) -> &Site {
        let store = &self.running().app().site().store;
        let then = Ts::now().plus_days(-40);
        let filled = store.write_at(then, Origin::Live, |tx| {
            for (position, (slug, visibility, min_rank)) in BOARDS.iter().enumerate() {
                diesel::insert_into(boards::table)
                    .values((
                        boards::slug.eq(*slug),
                        boards::name.eq(name_of(slug)),
                        boards::visibility.eq(*visibility),
                        boards::min_rank.eq(*min_rank),
                        boards::position.eq(position as i32),
                        boards::kinds.eq(31),
                        boards::created_at.eq(tx.now),
                    ))
                    .execute(tx.db)?;
            }
            let workshop: DepartmentId = diesel::insert_into(departments::table)
                .values((departments::name_de.eq("Werkstatt"), departments::name_en.eq("Workshop")))
                .returning(departments::id)
                .get_result(tx.db)?;
            bump_version(tx.db)?;
            for (name, role) in PEOPLE {
                let shown = room::name::check(&name_of(name)).expect("a good name");
                let address = mail::parse(&address_of(name)).expect("a good address");
                let member = room::add(tx, Some(&shown), &address, role)?;
                if role == Role::SuperUser {
                    let help: BoardId =
                        boards::table.filter(boards::slug.eq("help")).select(boards::id).first(tx.db)?;
                    room::set_role(tx, By::Operator, member, role, &[help])?;
                }
                if role == Role::Team {
                    room::set_department(tx, By::Operator, member, Some(workshop))?;
                }
            }
            Ok::<_, Refusal>(())
        });
        filled.expect("the community can be filled");
        self
    }

    /// Somebody of the community with a signed-in browser, reading English.
    pub fn sign_in(&self, name: &str) -> Person {
        let mut person = self.person().reading("en");
        self.sign_in_as(name, &mut person);
        person
    }

    /// Signs this browser in, through a printed link.
    pub fn sign_in_as(&self, name: &str, person: &mut Person) {
        let path = self.printed_link(name);
        person.get(&path).expect_status(200);
        person.post(&path, &[]).expect_status(303);
    }

    /// A path that signs somebody in once, as `lotse login-link` prints it.
    pub fn printed_link(&self, name: &str) -> String {
        let token = random_token();
        let address = mail::parse(&address_of(name)).expect("a good address");
        let printed = token.clone();
        let store = &self.running().app().site().store;
        let done = store.write_at(Ts::now(), Origin::Live, move |tx| {
            room::print_link(tx, &address, Purpose::Printed, &printed)?;
            Ok::<_, Refusal>(())
        });
        done.expect("a link can be printed");
        format!("/login/{token}")
    }

    /// The id of somebody.
    pub fn member(&self, name: &str) -> MemberId {
        let key = room::name::key(&name_of(name));
        let database = self.running().app().site().store.database();
        let found = database.read_now(|db| {
            Ok::<_, Refusal>(members::table.filter(members::name_key.eq(key)).select(members::id).first(db)?)
        });
        found.unwrap_or_else(|_| panic!("nobody is called {name}"))
    }

    /// Points as stored on the member.
    pub fn points_of(&self, name: &str) -> i64 {
        let id = self.member(name);
        let database = self.running().app().site().store.database();
        let found = database
            .read_now(|db| Ok::<_, Refusal>(members::table.find(id).select(members::points).first(db)?));
        found.expect("the member is there")
    }
}

/// `ada` is shown as Ada.
pub fn name_of(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Where somebody gets mail.
pub fn address_of(name: &str) -> String {
    format!("{name}@example.org")
}

/// What somebody signed in does, through the pages' own forms.
impl Person {
    /// Asks on a board and returns the thread's path.
    pub fn ask(&mut self, board: &str, title: &str, body: &str) -> String {
        self.start("question", board, title, body)
    }

    /// Starts a thread of any kind and returns its path.
    pub fn start(&mut self, kind: &str, board: &str, title: &str, body: &str) -> String {
        self.get(&format!("/ask?board={board}&kind={kind}")).expect_status(200);
        let fields = [("kind", kind), ("board", board), ("title", title), ("body", body)];
        self.post("/ask", &fields).expect_status(303);
        let path = self.page().location().expect("it leads to the thread").to_owned();
        self.follow().expect_status(200);
        path.split(['?', '#']).next().unwrap_or_default().to_owned()
    }

    /// Writes to the question and returns the number of the new post.
    pub fn answer(&mut self, thread: &str, body: &str) -> String {
        self.get(thread).expect_status(200);
        self.post(&format!("{}/reply", short(thread)), &[("body", body)]).expect_status(303);
        let place = self.page().location().expect("it leads to the post").to_owned();
        self.follow().expect_status(200);
        place.rsplit_once("#p").expect("the place of a post").1.to_owned()
    }

    /// Presses a button of a post: `accept`, `helpful`, …
    pub fn press(&mut self, thread: &str, post: &str, button: &str) -> Page {
        self.get(thread).expect_status(200);
        self.post(&format!("/p/{post}/{button}"), &[])
    }
}

/// `/t/7/slug` as `/t/7`.
pub fn short(thread: &str) -> String {
    thread.split('/').take(3).collect::<Vec<_>>().join("/")
}
