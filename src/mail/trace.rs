//! Message ids that say whose they are: with a delivery report they show that the letter was ours, and sent to the
//! address that is said not to exist. Nobody else can make one.

use super::address::Address;
use super::outbox::OutboxRow;
use crate::web::Site;
use crate::web::secrets::is_same;

/// What the keys of [`crate::web::secrets`] call this purpose.
const PURPOSE: &str = "message id";

/// The `Message-ID` of a row's letter to this address, the same at every attempt.
pub fn traced_id(site: &Site, row: &OutboxRow, to: &Address) -> String {
    let sender = site.config.mail_from();
    let domain = sender.rsplit_once('@').map_or("localhost", |(_, domain)| domain);
    format!("<{}.{}@{}>", row.message_id, mark(site, &row.message_id, to), domain.trim_end_matches('>'))
}

/// Whether a message id, with or without its brackets, is that of a letter of ours to this address.
pub fn is_traced(site: &Site, id: &str, to: &Address) -> bool {
    let id = id.trim().trim_start_matches('<').trim_end_matches('>');
    let parts = id.split_once('@').and_then(|(local, _)| local.split_once('.'));
    parts.is_some_and(|(token, shown)| is_same(&mark(site, token, to), shown))
}

fn mark(site: &Site, token: &str, to: &Address) -> String {
    site.secret.key(PURPOSE).mac(&[token, &to.key])
}
