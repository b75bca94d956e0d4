//! Cookies: three of them, none set by reading.
//!
//! `session` (signed in), `asking` (a sign-in or a held question of this browser), `choices` (language, colours).
//! Over https their names get the prefix `__Host-`.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};

use super::site::Site;

/// A cookie's name as sent: over https with the prefix `__Host-`.
pub(super) fn full_name(site: &Site, name: &str) -> String {
    if site.config.is_https() { format!("__Host-{name}") } else { name.to_owned() }
}

/// A cookie for this site only, out of reach of scripts.
pub fn cookie(site: &Site, name: &str, value: String, days: i64) -> Cookie<'static> {
    Cookie::build(full_name(site, name), value)
        .path("/")
        .http_only(true)
        .secure(site.config.is_https())
        .same_site(SameSite::Lax)
        .max_age(Duration::days(days))
        .finish()
}

/// Takes a cookie away.
pub fn clear_cookie(site: &Site, name: &str) -> Cookie<'static> {
    let mut gone = cookie(site, name, String::new(), 0);
    gone.make_removal();
    gone
}

/// The value of a cookie, when the browser sent one.
pub fn read_cookie(request: &HttpRequest, site: &Site, name: &str) -> Option<String> {
    request.cookie(&full_name(site, name)).map(|c| c.value().to_owned()).filter(|v| !v.is_empty())
}
