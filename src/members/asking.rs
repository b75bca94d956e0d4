//! The cookie `asking`: which browser asked for a code, or wrote a question before signing in.
//!
//! It holds a random token; stored is its hash. A code works only in the browser that has the cookie.

use actix_web::HttpRequest;
use actix_web::cookie::Cookie;

use crate::web::secrets::{hash_token, random_token};
use crate::web::{PENDING as ASKING, Site, clear_cookie, cookie, network, network_address, read_cookie};

/// Days it is kept; a held question waits for one day.
const DAYS: i64 = 1;
/// Characters of a token, as [`random_token`] makes them.
const TOKEN_CHARS: usize = 43;

/// A browser that asks, known from its cookie or about to get one.
#[derive(Clone, Debug)]
pub struct Asking {
    token: String,
    /// What is stored of it.
    pub hash: String,
    /// The network the request came from, as a keyed hash; empty when unknown.
    pub network: String,
}

impl Asking {
    /// The browser as it is known, or with a new token. Send it [`Asking::cookie`].
    pub fn of(request: &HttpRequest, site: &Site) -> Asking {
        let token = read_cookie(request, site, ASKING).filter(|token| token.len() == TOKEN_CHARS);
        let token = token.unwrap_or_else(random_token);
        let network = network_address(request, site).map(|address| network(address).to_string());
        let network = network.map(|network| site.secret.key("network").mac(&[&network]));
        Asking { hash: hash_token(&token), token, network: network.unwrap_or_default() }
    }

    /// What is stored of the browser's cookie, if it has one.
    pub fn known(request: &HttpRequest, site: &Site) -> Option<String> {
        read_cookie(request, site, ASKING).map(|token| hash_token(&token))
    }

    /// The cookie to be set.
    pub fn cookie(&self, site: &Site) -> Cookie<'static> {
        cookie(site, ASKING, self.token.clone(), DAYS)
    }

    /// The cookie's end, once signed in.
    pub fn done(site: &Site) -> Cookie<'static> {
        clear_cookie(site, ASKING)
    }
}
