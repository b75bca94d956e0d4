//! Secrets: random tokens and codes, and signed texts that only this site can have written.
//!
//! - *Tokens* (sessions, links in mail) are 256 random bits as base64url text. Stored are their hashes,
//!   so that a stolen database opens nothing.
//! - *Codes* are six digits. A plain hash of so few is found in no time, so they are stored as
//!   [`Key::mac`] together with what they belong to.
//! - *Signed texts* (form tokens, unsubscribe links) need no row: [`Key::sign`] puts data and an expiry
//!   into the text. Every purpose has a key of its own, made from the one [`SiteSecret`], so that what
//!   was signed for one purpose is refused for every other.

use std::fmt;

use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use rand::TryRng;
use rand::rngs::SysRng;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// Bytes of a key, a token and a tag: 256 bits.
const BYTES: usize = 32;
/// Longest signed text that is looked at, in characters.
const MAX_SIGNED_CHARS: usize = 8 * 1024;
/// Number of six-digit codes.
const CODES: u32 = 1_000_000;

/// A new token: 256 random bits as 43 characters of base64url.
pub fn random_token() -> String {
    BASE64URL_NOPAD.encode(&random_bytes())
}

/// What is stored of a token: its SHA-256 as 43 characters of base64url.
///
/// No salt and no slow hash are needed, since nobody can guess 256 bits.
pub fn hash_token(token: &str) -> String {
    BASE64URL_NOPAD.encode(&Sha256::digest(token.as_bytes()))
}

/// A new code of six digits, every one equally likely.
pub fn random_code() -> String {
    // Numbers beyond the last whole multiple would make low codes likelier.
    const END: u32 = u32::MAX - u32::MAX % CODES;
    loop {
        let [a, b, c, d, ..] = random_bytes();
        let number = u32::from_be_bytes([a, b, c, d]);
        if number < END {
            return format!("{:06}", number % CODES);
        }
    }
}

/// A number that nobody can guess, for matching answers with questions.
pub fn random_number() -> u16 {
    let [a, b, ..] = random_bytes();
    u16::from_be_bytes([a, b])
}

/// Whether two secrets are the same, in a time that does not tell where they differ.
pub fn is_same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

fn random_bytes() -> [u8; BYTES] {
    let mut bytes = [0; BYTES];
    // Fails only where the kernel has no random numbers at all (never after it has started); going on
    // with guessable secrets would be worse than ending the request.
    SysRng.try_fill_bytes(&mut bytes).expect("the operating system gives random numbers");
    bytes
}

/// The one secret of a site, from which the keys of all purposes are made.
///
/// Kept in the data directory; whoever has it can sign anything.
#[derive(Clone)]
pub struct SiteSecret([u8; BYTES]);

impl SiteSecret {
    /// A new one, for a new site.
    pub fn random() -> Self {
        Self(random_bytes())
    }

    /// Reads what [`to_text`](Self::to_text) wrote; `None` if it is anything else.
    pub fn from_text(text: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(text.trim().as_bytes()).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// As 43 characters of base64url, to be stored.
    pub fn to_text(&self) -> String {
        BASE64URL_NOPAD.encode(&self.0)
    }

    /// The key of one purpose, such as `"form"` or `"unsubscribe"`.
    pub fn key(&self, purpose: &str) -> Key {
        Key(tag(&self.0, &[b"lotse key 1", purpose.as_bytes()]))
    }
}

impl fmt::Debug for SiteSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SiteSecret(..)")
    }
}

/// The key of one purpose; see [`SiteSecret::key`].
#[derive(Clone)]
pub struct Key([u8; BYTES]);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}

/// Why a signed text is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenProblem {
    /// Not signed by this site, or for another purpose, or changed since.
    #[error("the token was not issued for this")]
    Forged,
    /// It was good once.
    #[error("the token has expired")]
    Expired,
}

impl Key {
    /// Signs `data`, good until `expires_at` (microseconds since 1970 UTC, `i64::MAX` for ever).
    ///
    /// The result is URL-safe. The data is readable by whoever holds it: sign ids, not secrets.
    pub fn sign(&self, data: &str, expires_at: i64) -> String {
        let payload = [&expires_at.to_be_bytes(), data.as_bytes()].concat();
        let tag = tag(&self.0, &[b"signed", &payload]);
        format!("{}.{}", BASE64URL_NOPAD.encode(&payload), BASE64URL_NOPAD.encode(&tag))
    }

    /// The data of a text that [`sign`](Self::sign) made with this key, if it is still good at `now`.
    pub fn verify(&self, signed: &str, now: i64) -> Result<String, TokenProblem> {
        if signed.len() > MAX_SIGNED_CHARS {
            return Err(TokenProblem::Forged);
        }
        let (expires_at, data) = self.open(signed).ok_or(TokenProblem::Forged)?;
        if now >= expires_at {
            return Err(TokenProblem::Expired);
        }
        Ok(data)
    }

    fn open(&self, signed: &str) -> Option<(i64, String)> {
        let (payload, shown_tag) = signed.split_once('.')?;
        let payload = BASE64URL_NOPAD.decode(payload.as_bytes()).ok()?;
        let shown_tag = BASE64URL_NOPAD.decode(shown_tag.as_bytes()).ok()?;
        let right_tag = tag(&self.0, &[b"signed", &payload]);
        if !bool::from(right_tag.ct_eq(shown_tag.as_slice())) {
            return None;
        }
        let (expires_at, data) = payload.split_first_chunk::<8>()?;
        let data = String::from_utf8(data.to_vec()).ok()?;
        Some((i64::from_be_bytes(*expires_at), data))
    }

    /// What is stored of a short secret: a keyed hash of it and of what it belongs to (43 characters).
    ///
    /// Compare with [`is_same`]. The parts are told apart: `["1", "23"]` is not `["12", "3"]`.
    pub fn mac(&self, parts: &[&str]) -> String {
        let bytes: Vec<&[u8]> =
            [b"mac".as_slice()].into_iter().chain(parts.iter().map(|part| part.as_bytes())).collect();
        BASE64URL_NOPAD.encode(&tag(&self.0, &bytes))
    }
}

/// HMAC-SHA256 over parts, each preceded by its length.
fn tag(key: &[u8; BYTES], parts: &[&[u8]]) -> [u8; BYTES] {
    // HMAC takes keys of any length, so this cannot fail.
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes any key");
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    fn site() -> SiteSecret {
        SiteSecret([7; BYTES])
    }

    #[test]
    fn tokens_are_long_and_never_the_same() {
        let tokens: HashSet<_> = (0..1000).map(|_| random_token()).collect();
        assert_eq!(tokens.len(), 1000);
        assert!(tokens.iter().all(|token| token.len() == 43));
        // SHA-256 of the empty text, from FIPS 180-4's test values.
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        let bytes = data_encoding::HEXLOWER.decode(empty.as_bytes()).unwrap();
        assert_eq!(hash_token(""), BASE64URL_NOPAD.encode(&bytes));
    }

    #[test]
    fn codes_are_six_digits_and_spread_evenly() {
        let mut firsts = [0_u32; 10];
        for _ in 0..20_000 {
            let code = random_code();
            assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()), "{code}");
            firsts[usize::from(code.as_bytes()[0] - b'0')] += 1;
        }
        // 2000 each expected, standard deviation 42: this fails once in some hundred million runs.
        assert!(firsts.iter().all(|&count| (1740..2260).contains(&count)), "{firsts:?}");
    }

    #[test]
    fn a_signed_text_is_good_for_its_purpose_until_it_expires() {
        let key = site().key("unsubscribe");
        let signed = key.sign("member 42 ü", 1000);
        assert_eq!(key.verify(&signed, 999).as_deref(), Ok("member 42 ü"));
        assert_eq!(key.verify(&signed, 1000), Err(TokenProblem::Expired));
        assert_eq!(site().key("login").verify(&signed, 0), Err(TokenProblem::Forged));
        assert_eq!(SiteSecret([8; BYTES]).key("unsubscribe").verify(&signed, 0), Err(TokenProblem::Forged));
        assert!(key.verify(&key.sign("", i64::MAX), i64::MAX - 1).is_ok());
    }

    #[test]
    fn the_known_answer_of_rfc_4231_holds() {
        let mut mac = Hmac::<Sha256>::new_from_slice(b"Jefe").unwrap();
        mac.update(b"what do ya want for nothing?");
        let hex = data_encoding::HEXLOWER.encode(&mac.finalize().into_bytes());
        assert_eq!(hex, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    #[test]
    fn a_code_counts_only_with_what_it_belongs_to() {
        let key = site().key("code");
        let stored = key.mac(&["pending 1", "123456"]);
        assert!(is_same(&stored, &key.mac(&["pending 1", "123456"])));
        assert!(!is_same(&stored, &key.mac(&["pending 11", "23456"])));
        assert!(!is_same(&stored, &key.mac(&["pending 1123456"])));
    }

    #[test]
    fn a_site_secret_survives_writing_and_is_not_printed() {
        let secret = SiteSecret::random();
        let read = SiteSecret::from_text(&format!("{}\n", secret.to_text())).unwrap();
        assert_eq!(read.key("form").sign("a", 1), secret.key("form").sign("a", 1));
        assert!(SiteSecret::from_text("too short").is_none());
        assert!(!format!("{secret:?} {:?}", secret.key("form")).contains(&secret.to_text()));
    }

    proptest! {
        #[test]
        fn a_changed_text_is_refused(data in ".{0,40}", place in any::<prop::sample::Index>(), with in "[A-Za-z0-9._-]") {
            let key = site().key("form");
            let signed = key.sign(&data, i64::MAX);
            let at = place.index(signed.len());
            let mut changed = signed.clone();
            changed.replace_range(at..=at, &with);
            prop_assume!(changed != signed);
            prop_assert_eq!(key.verify(&changed, 0), Err(TokenProblem::Forged));
        }

        #[test]
        fn any_text_gets_an_answer(text in any::<String>()) {
            prop_assert_eq!(site().key("form").verify(&text, 0), Err(TokenProblem::Forged));
        }
    }
}
