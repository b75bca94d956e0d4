//! What a request says about its reader, without asking who they are.

use actix_web::HttpRequest;
use actix_web::http::header;
use jiff::tz::TimeZone;

use super::cookies::read_cookie;
use super::form::Token;
use super::site::Site;
use crate::config::Community;
use crate::i18n::{Locale, Tone, Words};
use crate::ids::Ts;

/// A choice of colours; without one the device decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Colours {
    /// As stored and as written into the page.
    pub const fn code(self) -> &'static str {
        match self {
            Colours::Light => "light",
            Colours::Dark => "dark",
        }
    }

    /// Reads [`Colours::code`]; anything else is no choice.
    pub fn from_code(code: &str) -> Option<Colours> {
        match code {
            "light" => Some(Colours::Light),
            "dark" => Some(Colours::Dark),
            _ => None,
        }
    }
}

/// The cookie a choice of language or colours is kept in, as `de.dark`.
pub const CHOICES: &str = "choices";

/// One request, as far as it says anything about its reader.
#[derive(Clone)]
pub struct Visit {
    /// Texts, times and numbers as this reader reads them.
    pub words: Words,
    /// Colours, where chosen.
    pub colours: Option<Colours>,
    /// Path and query, for coming back here.
    pub path: String,
    /// What forms on this page carry.
    pub token: Token,
    /// The language was chosen (cookie), so the member's own setting does not override it.
    pub language_chosen: bool,
}

impl Visit {
    /// Reads cookies and `Accept-Language`.
    pub fn of(request: &HttpRequest, site: &Site, community: &Community) -> Visit {
        let choices = read_cookie(request, site, CHOICES);
        let reader = Reader::of(request.headers(), choices.as_deref(), community);
        let path = request.uri().path_and_query().map_or("/", |p| p.as_str()).to_owned();
        Visit {
            words: Words { locale: reader.locale, zone: zone(community), now: Ts::now() },
            colours: reader.colours,
            path,
            token: Token::of(request, site),
            language_chosen: reader.language_chosen,
        }
    }
}

/// How a page is made for somebody, as far as their browser says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Language and form of address.
    pub locale: Locale,
    /// Colours, where chosen.
    pub colours: Option<Colours>,
    /// Whether the language was chosen, not negotiated.
    pub language_chosen: bool,
}

impl Reader {
    /// From the value of the cookie [`CHOICES`] and `Accept-Language`.
    pub fn of(headers: &header::HeaderMap, choices: Option<&str>, community: &Community) -> Reader {
        let tone = Tone::from_code(&community.tone).unwrap_or(Tone::Du);
        let usual = Locale::from_code(&community.language, tone).unwrap_or(Locale::De);
        let (language, colours) = choices.and_then(|choices| choices.split_once('.')).unwrap_or_default();
        let chosen = Locale::from_code(language, tone);
        let locale = chosen.unwrap_or_else(|| {
            let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok());
            accepted.map_or(usual, |accepted| Locale::negotiate(accepted, usual)).with_tone(tone)
        });
        Reader { locale, colours: Colours::from_code(colours), language_chosen: chosen.is_some() }
    }
}

/// The community's time zone; UTC when its name is unknown here.
pub fn zone(community: &Community) -> TimeZone {
    TimeZone::get(&community.time_zone).unwrap_or(TimeZone::UTC)
}
