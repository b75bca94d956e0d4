//! The guided path of the demo: ten things to try, each as the person who would do it. It stands on the home page and
//! is there in the demo only.
//!
//! Whoever runs the demo lends its guests out: their links sign in as often as one likes, and lead straight to the
//! place ([`Tour::begin`]). Everywhere else there is no tour, and the home page costs nothing more for it.

use std::sync::OnceLock;

use crate::members::{Me, Role};

/// Somebody of the demo whom whoever tries it may be.
#[derive(Clone, Debug)]
pub struct Guest {
    /// What they are.
    pub role: Role,
    /// What they are called.
    pub name: String,
    /// The path that signs in as them, as long as the demo runs.
    pub path: String,
}

/// One of the things to try.
#[derive(Clone, Debug)]
pub struct Stop {
    /// What it is, as a key of Fluent.
    pub title: &'static str,
    /// A sentence about it.
    pub text: &'static str,
    /// Who does it; without a role anybody, before all visitors.
    pub role: Option<Role>,
    /// Where.
    pub href: String,
    /// The path that signs in as the guest of that role and leads there.
    pub enter: Option<String>,
}

/// The guided path, once the demo has begun.
#[derive(Debug, Default)]
pub struct Tour(OnceLock<(Vec<Guest>, Vec<Stop>)>);

impl Tour {
    /// Opens it.
    pub fn begin(&self, guests: Vec<Guest>, stops: Vec<Stop>) {
        // A second one says the same.
        let _ = self.0.set((guests, stops));
    }

    /// The path as this viewer walks it; `None` outside the demo.
    pub fn seen_by(&self, me: Option<&Me>) -> Option<Seen> {
        let (guests, stops) = self.0.get()?;
        let role = me.map(|me| me.role);
        let who = |guest: &Guest| Person {
            name: guest.name.clone(),
            role: role_key(Some(guest.role)),
            path: guest.path.clone(),
            is_me: me.is_some_and(|me| me.name == guest.name),
        };
        let stop = |stop: &Stop| Step {
            title: stop.title,
            text: stop.text,
            role: role_key(stop.role),
            href: stop.href.clone(),
            enter: stop.enter.clone().filter(|_| stop.role != role),
            name: guests.iter().find(|guest| Some(guest.role) == stop.role).map(|guest| guest.name.clone()),
            is_mine: stop.role == role,
        };
        Some(Seen {
            role: role_key(role),
            is_visitor: me.is_none(),
            people: guests.iter().map(who).collect(),
            steps: stops.iter().map(stop).collect(),
        })
    }
}

/// What the home page shows of it.
pub struct Seen {
    /// What the viewer is.
    pub role: &'static str,
    /// Whether they are signed out.
    pub is_visitor: bool,
    /// Whom they may be.
    pub people: Vec<Person>,
    /// What they may try.
    pub steps: Vec<Step>,
}

/// Somebody to be.
pub struct Person {
    /// What they are called.
    pub name: String,
    /// What they are.
    pub role: &'static str,
    /// Signs in as them.
    pub path: String,
    /// Whether that is who one is.
    pub is_me: bool,
}

/// Something to try.
pub struct Step {
    /// What.
    pub title: &'static str,
    /// A sentence about it.
    pub text: &'static str,
    /// Who does it.
    pub role: &'static str,
    /// Where.
    pub href: String,
    /// Signs in as who does it and leads there, where one is somebody else.
    pub enter: Option<String>,
    /// What the guest is called who does it.
    pub name: Option<String>,
    /// Whether it fits what one is now.
    pub is_mine: bool,
}

fn role_key(role: Option<Role>) -> &'static str {
    match role {
        None => "tour-visitor",
        Some(Role::Member) => "role-member",
        Some(Role::SuperUser) => "role-super_user",
        Some(Role::Team) => "role-team",
        Some(Role::Moderator) => "role-moderator",
        Some(Role::Admin) => "role-admin",
    }
}
