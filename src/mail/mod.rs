//! Mail: addresses, letters, and the way out.
//!
//! An *address* is where somebody gets mail; a *letter* is one message to one person, plain and HTML;
//! the *mailer* hands letters to an SMTP server, or writes them as files where none is set up; the *outbox*
//! holds what is to be sent, as rows written in the transaction that causes them; the *doctor* says why mail does not
//! arrive.
//!
//! Rules
//! - Nothing from outside reaches a header unchecked: addresses are parsed, one-line texts are
//!   stripped of line breaks and controls, ids and links are validated.
//! - TLS is required unless the settings say otherwise; a bad certificate is an error, never ignored.
//! - Sending blocks for up to some minutes: call it off the async threads.
//! - A failure says whether to try again ([`SendProblem`]); its text holds no addresses.
//! - A letter is sent at least once with the `Message-ID` it was given.

mod address;
pub mod dkim;
mod dns;
pub mod doctor;
mod message;
pub mod outbox;
pub mod report;
mod sending;
mod sendings;
mod server;
mod test_letter;
mod trace;
mod transport;

pub use address::{Address, AddressProblem, parse};
pub use dkim::Signer;
pub use message::{Letter, LetterProblem, Sender};
pub use outbox::{OutboxRow, Outgoing, enqueue};
pub use sending::{Render, start as start_sending, transport};
pub use sendings::Sendings;
pub use server::{Encryption, Server, ServerProblem};
pub use test_letter::send_test;
pub use trace::{is_traced, traced_id};
pub use transport::{Mailer, SendProblem, Transport};
