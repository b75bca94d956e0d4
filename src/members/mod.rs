//! People: who they are, how they come in, what they are called.
//!
//! *Member*: a person with an account. *Viewer*: whoever sent a request, a visitor or a member. *Session*: a browser
//! that is signed in. *Role*, *rank*, *unlock*: what a member is, how far they have come, what that opens.
//!
//! Rules:
//! 1. A handler asks for what it needs in its signature: [`Viewer`], [`Signed`], [`Moderator`], [`Admin`].
//! 2. What may be done is decided by pure functions of the [`Me`] and the thing, in each room's `permissions.rs`.
//! 3. Signing in, joining and asking say the same whether an address is known or not.
//! 4. Names are compared by their `name_key`, which takes look-alikes for the same.

pub mod address_change;
mod asking;
mod attempts;
pub mod choice;
mod device;
mod door;
mod erasing;
mod join;
mod mail;
pub mod member;
mod member_add;
pub mod name;
pub mod password;
pub mod password_change;
pub mod password_rules;
mod password_worth;
pub mod permissions;
mod present;
pub mod profile_edit;
mod proof;
mod role;
mod role_change;
pub mod session;
pub mod session_list;
pub mod settings;
pub mod setup;
mod sign_in;
pub mod sign_in_code;
pub mod sign_in_link;
pub mod sign_in_page;
mod sign_in_password;
pub mod sign_out;
mod suspension;
mod viewer;

pub use asking::Asking;
pub use door::{Door, Held, HeldPreview, Ports};
pub use erasing::erase;
pub use mail::{
    KINDS as MAIL_KINDS, render as render_mail, tell_password_changed, tell_reinstated, tell_suspended,
};
pub use member::Member;
pub use member_add::{MemberAddProblem, add, slug as member_slug};
pub use present::present;
pub use proof::{Proof, check as check_proof, wanted as wanted_proof};
pub use role::{Rank, Role, Unlock, Unlocks};
pub use role_change::{By, set_department, set_role};
pub use sign_in::{
    Purpose, SignInWanted, begin, forget_old as forget_old_sign_ins, print_link, print_link_to,
};
pub use suspension::{reinstate, suspend};
pub use viewer::{Admin, Me, Moderator, Signed, Viewer, hue, still};

/// The name of the cookie that holds a session's token.
pub const SESSION: &str = "session";
