//! What the door keeps in memory: the hasher, wrong passwords, who was here; and the ports to higher rooms.

use diesel::QueryResult;

use super::attempts::Attempts;
use super::password::Hasher;
use super::session::Seen;
use super::viewer::Me;
use crate::db::Db;
use crate::events::Tx;
use crate::ids::SignInId;
use crate::web::Refusal;

/// The question held for a sign-in, as its writer recognises it.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldPreview {
    /// Its title.
    pub title: String,
    /// Its text, as written.
    pub text: String,
    /// The name of its board.
    pub board: String,
    /// Names of its tags, separated by commas; empty without any.
    pub tags: String,
    /// Changes with any of it: whoever publishes says which text they have seen.
    pub seal: String,
}

/// Port: questions asked before signing in, held by a higher room.
#[derive(Clone, Copy)]
pub struct Held {
    /// The question held for a sign-in.
    pub peek: fn(&mut Db, SignInId) -> QueryResult<Option<HeldPreview>>,
    /// The same, and nobody changes it until the transaction ends.
    pub lock: fn(&mut Tx<'_>, SignInId) -> QueryResult<Option<HeldPreview>>,
    /// Publishes it as the member's; the path of what it became, or `None` when nothing was held.
    pub publish: fn(&mut Tx<'_>, SignInId, &Me) -> Result<Option<String>, Refusal>,
    /// Throws it away.
    pub discard: fn(&mut Tx<'_>, SignInId) -> QueryResult<()>,
}

/// What this room needs from higher ones, filled in `lib.rs`.
#[derive(Clone, Copy)]
pub struct Ports {
    /// Held questions.
    pub held: Held,
}

impl Default for Ports {
    /// Nothing is ever held.
    fn default() -> Ports {
        Ports {
            held: Held {
                peek: |_, _| Ok(None),
                lock: |_, _| Ok(None),
                publish: |_, _, _| Ok(None),
                discard: |_, _| Ok(()),
            },
        }
    }
}

/// One for each running site.
#[derive(Default)]
pub struct Door {
    /// Hashes and checks passwords, a few at once.
    pub hasher: Hasher,
    /// Wrong passwords, by address.
    pub attempts: Attempts,
    /// Who was here lately; flushed every few seconds.
    pub seen: Seen,
    /// What higher rooms do for this one.
    pub ports: Ports,
}

impl Door {
    /// A door with these ports.
    pub fn new(ports: Ports) -> Door {
        Door { ports, ..Door::default() }
    }
}
