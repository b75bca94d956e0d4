//! Signing letters (DKIM, RFC 6376), so that others can tell that they are the domain's own.
//!
//! Signed are the body and all headers that a letter has, each once more than it is there, so that nobody can add
//! another one. It is done here and not by the mail library: that would bring the crate `rsa`, which leaks its key by
//! how long it takes (RUSTSEC-2023-0071); `ring` is here for TLS anyway.

use std::path::Path;

use anyhow::Context;
use data_encoding::BASE64;
use ring::rand::SystemRandom;
use ring::rsa::KeyPair;
use ring::signature::RSA_PKCS1_SHA256;
use sha2::{Digest, Sha256};

use crate::config::Config;

/// The headers that are signed; RFC 8058 wants those for unsubscribing among them.
const SIGNED: [&str; 16] = [
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "reply-to",
    "in-reply-to",
    "references",
    "mime-version",
    "content-type",
    "content-language",
    "auto-submitted",
    "list-id",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "precedence",
];
/// Characters of a folded line.
const LINE: usize = 72;
/// What comes before the key in a public key of the kind RSA: its algorithm (RFC 8017, appendix A.1).
const RSA_ALGORITHM: [u8; 15] =
    [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];

/// Signs letters with a domain's key.
pub struct Signer {
    /// The domain that signs.
    pub domain: String,
    /// The name of the key in the DNS, before `._domainkey.`.
    pub selector: String,
    key: KeyPair,
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Signer({}._domainkey.{})", self.selector, self.domain)
    }
}

impl Signer {
    /// The signer these settings ask for; `sender` is the address that letters come from.
    ///
    /// Errors: a file that cannot be read or holds no RSA key of at least 2,048 bits, names that cannot stand in the DNS.
    pub fn of(config: &Config, sender: &str) -> anyhow::Result<Option<Signer>> {
        let Some(file) = &config.dkim_key_file else { return Ok(None) };
        let of_sender = sender.rsplit_once('@').map_or("", |(_, domain)| domain);
        let domain = config.dkim_domain.as_deref().unwrap_or(of_sender);
        let selector = config.dkim_selector.as_deref().unwrap_or("lotse");
        for (setting, name) in [("dkim_domain", domain), ("dkim_selector", selector)] {
            anyhow::ensure!(is_dns_name(name), "{setting}: {name:?} cannot stand in the DNS");
        }
        let key = read_key(file).with_context(|| format!("dkim_key_file {}", file.display()))?;
        Ok(Some(Signer { domain: domain.to_ascii_lowercase(), selector: selector.to_ascii_lowercase(), key }))
    }

    /// The name in the DNS under which the public key is looked for.
    pub fn record_name(&self) -> String {
        format!("{}._domainkey.{}", self.selector, self.domain)
    }

    /// What has to stand there.
    pub fn record(&self) -> String {
        format!("v=DKIM1; k=rsa; p={}", BASE64.encode(&public_key(self.key.public().as_ref())))
    }

    /// The message with its signature before it. `at` is in seconds since 1970.
    ///
    /// Errors: none that a key which was read could cause.
    pub fn sign(&self, message: &[u8], at: i64) -> anyhow::Result<Vec<u8>> {
        let (head, body) = split(message);
        let (names, mut text) = signed_headers(head);
        let body_hash = BASE64.encode(&Sha256::digest(relaxed_body(body)));
        let header = format!(
            "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d={}; s={};\r\n\tt={at}; h={};\r\n\tbh={body_hash};\
             \r\n\tb=",
            self.domain,
            self.selector,
            folded(&names, ':'),
        );
        text.push_str(&relaxed_header(&header));
        let mut signature = vec![0; self.key.public().modulus_len()];
        self.key
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text.as_bytes(), &mut signature)
            .map_err(|_| anyhow::anyhow!("the key does not sign"))?;
        let signature = BASE64.encode(&signature);
        let lines: Vec<&[u8]> = signature.as_bytes().chunks(LINE).collect();
        Ok([header.as_bytes(), &lines.join(&b"\r\n\t"[..]), b"\r\n", message].concat())
    }
}

fn is_dns_name(name: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    name.len() <= 200 && name.split('.').all(is_label)
}

/// Reads a private key in either of the two forms that OpenSSL writes.
fn read_key(file: &Path) -> anyhow::Result<KeyPair> {
    let text = std::fs::read_to_string(file)?;
    let (kind, rest) = text
        .split_once("-----BEGIN ")
        .and_then(|(_, rest)| rest.split_once("-----"))
        .context("this is no key in PEM form; `openssl genrsa -out FILE 2048` makes one")?;
    let (inside, _) = rest.split_once("-----END").context("the key is cut off")?;
    let inside: String = inside.split_whitespace().collect();
    let der = BASE64.decode(inside.as_bytes()).context("the key is damaged")?;
    let key = match kind {
        "PRIVATE KEY" => KeyPair::from_pkcs8(&der),
        "RSA PRIVATE KEY" => KeyPair::from_der(&der),
        other => anyhow::bail!("a private key is needed, this is a {other}"),
    };
    key.map_err(|problem| anyhow::anyhow!("this is no RSA key of 2,048 to 4,096 bits ({problem})"))
}

/// The key as others expect it (SubjectPublicKeyInfo), from its two numbers.
fn public_key(numbers: &[u8]) -> Vec<u8> {
    let bits = [&[0x00], numbers].concat();
    let inside = [&RSA_ALGORITHM[..], &tagged(0x03, &bits)].concat();
    tagged(0x30, &inside)
}

/// A value of DER: tag, length, content (shorter than 65,536 bytes).
fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let [.., high, low] = length.to_be_bytes();
    let head = match length {
        0..=0x7f => vec![tag, low],
        0x80..=0xff => vec![tag, 0x81, low],
        _ => vec![tag, 0x82, high, low],
    };
    [head.as_slice(), content].concat()
}

fn split(message: &[u8]) -> (&str, &[u8]) {
    let end = message.windows(4).position(|four| four == b"\r\n\r\n");
    let (head, body) = match end {
        Some(end) => (&message[..end + 2], &message[end + 4..]),
        None => (message, &[][..]),
    };
    // Our letters' headers are ASCII; one that were not would not verify.
    (std::str::from_utf8(head).unwrap_or(""), body)
}

/// The names to be listed, and what is signed of the headers.
fn signed_headers(head: &str) -> (Vec<&'static str>, String) {
    let headers = unfolded(head);
    let mut names = Vec::new();
    let mut text = String::new();
    for name in SIGNED {
        // Verifiers take headers of one name from the end.
        let own = headers.iter().rev().filter(|header| is_named(header, name));
        for header in own {
            names.push(name);
            text.push_str(&relaxed_header(header));
            text.push_str("\r\n");
        }
        // Once more than it is there.
        names.push(name);
    }
    (names, text)
}

fn is_named(header: &str, name: &str) -> bool {
    header.split_once(':').is_some_and(|(own, _)| own.trim_end().eq_ignore_ascii_case(name))
}

/// Each header with its folded lines.
fn unfolded(head: &str) -> Vec<&str> {
    let mut headers = Vec::new();
    let mut rest = head;
    while !rest.is_empty() {
        let mut end = rest.find("\r\n").map_or(rest.len(), |at| at + 2);
        while rest[end..].starts_with([' ', '\t']) {
            end = rest[end..].find("\r\n").map_or(rest.len(), |at| end + at + 2);
        }
        headers.push(&rest[..end]);
        rest = &rest[end..];
    }
    headers
}

/// A header with its name in small letters, on one line, spaces joined (RFC 6376, 3.4.2); without a line end.
fn relaxed_header(header: &str) -> String {
    let (name, value) = header.split_once(':').unwrap_or((header, ""));
    let words: Vec<&str> = value.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()).collect();
    format!("{}:{}", name.trim_end().to_ascii_lowercase(), words.join(" "))
}

/// A body with spaces joined, none at the ends of lines, and no empty lines at its end (RFC 6376, 3.4.4).
fn relaxed_body(body: &[u8]) -> Vec<u8> {
    let mut relaxed = Vec::with_capacity(body.len());
    let mut empty_lines = 0;
    for line in body.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let joined = joined(line);
        if joined.is_empty() {
            empty_lines += 1;
            continue;
        }
        relaxed.extend(std::iter::repeat_n(b"\r\n", empty_lines).flatten());
        empty_lines = 0;
        relaxed.extend(joined);
        relaxed.extend(b"\r\n");
    }
    relaxed
}

fn joined(line: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(line.len());
    let mut is_space_open = false;
    for byte in line {
        if matches!(byte, b' ' | b'\t') {
            is_space_open = true;
            continue;
        }
        if is_space_open {
            out.push(b' ');
            is_space_open = false;
        }
        out.push(*byte);
    }
    out
}

/// Names on lines that are not too long.
fn folded(names: &[&str], between: char) -> String {
    let mut text = String::new();
    let mut line = 0;
    for (place, name) in names.iter().enumerate() {
        if place > 0 {
            text.push(between);
        }
        if line + name.len() > LINE {
            text.push_str("\r\n\t");
            line = 0;
        }
        text.push_str(name);
        line += name.len() + 1;
    }
    text
}

#[cfg(test)]
#[path = "dkim_tests.rs"]
mod tests;
