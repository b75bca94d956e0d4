//! The room `members`: coming in, staying in, and what members set for themselves.

mod address_change;
mod choice;
mod log;
mod own_data;
mod password_change;
mod profile_edit;
mod session;
mod setup;
mod sign_in;
mod suspension;

use crate::support::{Person, Site};

/// Somebody who has joined with this address, looking at the page they came to.
pub fn joined(site: &Site, email: &str) -> Person {
    let mut person = site.person();
    sign_in(site, &mut person, email);
    person
}

/// Signs in by code, or joins.
pub fn sign_in(site: &Site, person: &mut Person, email: &str) {
    person.get("/login?back=/settings").expect_status(200);
    person.post("/login", &[("email", email)]).expect_status(303);
    person.follow().expect_status(200).expect_text(email);
    let code = site.mailbox.newest_to(email).code();
    person.post("/login/code", &[("code", &code)]).expect_status(303);
    person.follow().expect_status(200);
}

/// Whether this browser is signed in.
pub fn is_signed_in(person: &mut Person) -> bool {
    person.get("/settings").status == 200
}
