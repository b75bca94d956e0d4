//! An e-mail address, as far as we take it.
//!
//! A subset of RFC 5321: a dot-atom of ASCII before the @, a domain name with at least one dot behind it.
//! Quoted local parts, comments, address literals and non-ASCII local parts are refused: hardly anybody
//! has them, and much confusion (two accounts that look or compare alike) came from them elsewhere.

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization, is_nfkc};

/// Longest address, in bytes (RFC 5321 section 4.5.3.1.3, less the angle brackets).
const MAX_BYTES: usize = 254;
/// Longest part before the @, in bytes (RFC 5321 section 4.5.3.1.1).
const MAX_LOCAL_BYTES: usize = 64;
/// What a local part may hold besides letters, digits and single dots. RFC 5321 has more; `%`, `!`, `|` and
/// backticks once steered mail servers.
const LOCAL_MARKS: &str = "#$&'*+-/=?^_{}~";
/// Letters that become others when changing case, a known way to a second "same" address.
const SHIFTING_LETTERS: [char; 3] = ['ı', 'İ', 'ſ'];

/// A valid address.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address {
    /// To send to and to show: the local part as typed, the domain in ASCII and lower case.
    pub shown: String,
    /// To compare and look up: all lower case.
    pub key: String,
}

impl Address {
    /// The part before the @, as typed.
    pub fn local(&self) -> &str {
        self.shown.split_once('@').map_or("", |(local, _)| local)
    }

    /// The part behind the @, in ASCII (`xn--…` for names with umlauts).
    pub fn domain(&self) -> &str {
        self.shown.split_once('@').map_or("", |(_, domain)| domain)
    }
}

/// Why a text is no address; each is one sentence for the person who typed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressProblem {
    /// Nothing was typed.
    #[error("no address was given")]
    Empty,
    /// More than 254 bytes, or more than 64 before the @.
    #[error("the address is too long")]
    TooLong,
    /// Several addresses, or a space within.
    #[error("the text holds spaces or several addresses")]
    NotOne,
    /// No @, or more than one.
    #[error("the address needs exactly one @")]
    AtSign,
    /// Something before the @ that we do not take.
    #[error("the part before the @ is not valid")]
    Local,
    /// What follows the @ is no domain name.
    #[error("the part behind the @ is not valid")]
    Domain,
}

impl AddressProblem {
    /// The Fluent message that explains it and says what to do.
    pub fn key(self) -> &'static str {
        match self {
            Self::Empty => "address-empty",
            Self::TooLong => "address-too-long",
            Self::NotOne => "address-not-one",
            Self::AtSign => "address-at-sign",
            Self::Local => "address-local",
            Self::Domain => "address-domain",
        }
    }
}

/// Reads an address that somebody typed; white space around it does not matter.
pub fn parse(input: &str) -> Result<Address, AddressProblem> {
    let text = input.trim();
    if text.is_empty() {
        return Err(AddressProblem::Empty);
    }
    if text.len() > MAX_BYTES {
        return Err(AddressProblem::TooLong);
    }
    if text.contains(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '<' | '>')) {
        return Err(AddressProblem::NotOne);
    }
    let (local, domain) = text.split_once('@').ok_or(AddressProblem::AtSign)?;
    if domain.contains('@') || local.is_empty() {
        return Err(AddressProblem::AtSign);
    }
    if local.len() > MAX_LOCAL_BYTES {
        return Err(AddressProblem::TooLong);
    }
    if !is_local(local) {
        return Err(AddressProblem::Local);
    }
    let domain = ascii_domain(domain).ok_or(AddressProblem::Domain)?;
    let shown = format!("{local}@{domain}");
    if shown.len() > MAX_BYTES {
        return Err(AddressProblem::TooLong);
    }
    Ok(Address { key: shown.to_ascii_lowercase(), shown })
}

fn is_local(local: &str) -> bool {
    let is_taken = |c: char| c.is_ascii_alphanumeric() || LOCAL_MARKS.contains(c);
    local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_taken))
}

fn ascii_domain(typed: &str) -> Option<String> {
    // On some systems "ü" is typed as "u" and two dots; that is fine. Full-width letters, ligatures
    // and the like are not, nor characters IDNA would drop: nobody types them by accident.
    let composed: String = typed.nfc().collect();
    let is_visible = |c: char| c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '-' | '.');
    if !is_nfkc(&composed) || composed.contains(SHIFTING_LETTERS) || !composed.chars().all(is_visible) {
        return None;
    }
    let domain = idna::domain_to_ascii_strict(&composed).ok()?;
    let (_, top) = domain.rsplit_once('.')?;
    // The last label is never a number, which also keeps out IP addresses.
    let is_name = top.len() >= 2 && !top.bytes().all(|byte| byte.is_ascii_digit());
    is_name.then_some(domain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn problem(input: &str) -> AddressProblem {
        parse(input).expect_err(input)
    }

    #[test]
    fn ordinary_addresses_are_taken() {
        for (input, shown, key) in [
            ("ada@example.org", "ada@example.org", "ada@example.org"),
            ("  Ada.B+forum@Example.ORG\n", "Ada.B+forum@example.org", "ada.b+forum@example.org"),
            ("o'neil_1@sub.example.co.uk", "o'neil_1@sub.example.co.uk", "o'neil_1@sub.example.co.uk"),
            ("info@bücher.example", "info@xn--bcher-kva.example", "info@xn--bcher-kva.example"),
            ("info@bu\u{308}cher.example", "info@xn--bcher-kva.example", "info@xn--bcher-kva.example"),
        ] {
            let address = parse(input).unwrap();
            assert_eq!((address.shown.as_str(), address.key.as_str()), (shown, key));
            assert_eq!(format!("{}@{}", address.local(), address.domain()), shown);
        }
    }

    #[test]
    fn everything_else_is_refused_with_its_reason() {
        use AddressProblem::*;
        for (input, expected) in [
            ("", Empty),
            (" \t\r\n", Empty),
            ("ada", AtSign),
            ("@example.org", AtSign),
            ("a@b@example.org", AtSign),
            ("ada＠example.org", AtSign),
            ("ada@example.org, bob@example.org", NotOne),
            ("ada@example.org,bob@example.org", NotOne),
            ("ada smith@example.org", NotOne),
            ("ada@example.org\r\nBcc: bob@example.org", NotOne),
            ("Ada <ada@example.org>", NotOne),
            ("ada\u{a0}b@example.org", NotOne),
            ("ada\0@example.org", Local),
            ("ada\u{7f}@example.org", Local),
            ("jörg@example.org", Local),
            ("mıke@example.org", Local),
            (".ada@example.org", Local),
            ("ada.@example.org", Local),
            ("a..b@example.org", Local),
            ("\"ada\"@example.org", Local),
            ("a%b@example.org", Local),
            ("a\u{200b}da@example.org", Local),
            ("ada@", Domain),
            ("ada@localhost", Domain),
            ("ada@example", Domain),
            ("ada@127.0.0.1", Domain),
            ("ada@[127.0.0.1]", Domain),
            ("ada@-example.org", Domain),
            ("ada@exa_mple.org", Domain),
            ("ada@example..org", Domain),
            ("ada@example.org.", Domain),
            ("ada@ｅxample.org", Domain),
            ("ada@gıthub.com", Domain),
            ("ada@exam\u{ad}ple.org", Domain),
            ("ada@exam\u{200b}ple.org", Domain),
            ("ada@example\0.org", Domain),
            ("ada@example。org", Domain),
        ] {
            assert_eq!(problem(input), expected, "{input:?}");
        }
        assert_eq!(problem(&format!("{}@example.org", "a".repeat(65))), TooLong);
        assert_eq!(problem(&format!("a@{}.org", "a".repeat(250))), TooLong);
        assert_eq!(problem(&format!("a@{}.org", "a".repeat(64))), Domain);
    }

    proptest! {
        #[test]
        fn what_is_taken_is_plain_and_stays_the_same(input in any::<String>()) {
            if let Ok(address) = parse(&input) {
                prop_assert!(address.shown.is_ascii());
                prop_assert_eq!(parse(&address.shown), Ok(address.clone()));
                prop_assert_eq!(parse(&address.key).unwrap().key, address.key);
            }
        }

        #[test]
        fn what_is_taken_can_be_sent_to(local in "[a-zA-Z0-9#$&'*+/=?^_{}~.-]{1,64}", domain in "[a-z0-9.-]{1,20}\\.(de|org)") {
            if let Ok(address) = parse(&format!("{local}@{domain}")) {
                prop_assert!(address.shown.parse::<lettre::Address>().is_ok(), "{}", address.shown);
            }
        }
    }
}
