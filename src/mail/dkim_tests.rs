//! Signatures, checked as a receiver would.

use ring::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};

use super::*;
use crate::mail::message::tests::{a_letter, a_sender};

/// Made for these tests alone: as `openssl genrsa -traditional` writes it.
const KEY: &str = include_str!("dkim_test_key.pem");
/// Its public half, as OpenSSL writes it.
const PUBLIC: &str = include_str!("dkim_test_key.public.txt");

fn signer() -> Signer {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("dkim.pem");
    std::fs::write(&file, KEY).unwrap();
    let config = Config { dkim_key_file: Some(file), ..Config::default() };
    Signer::of(&config, "forum@Example.org").unwrap().unwrap()
}

/// The value of a tag of the signature, without the spaces of folding.
fn tag(signed: &str, name: &str) -> String {
    let (header, _) = signed.split_once("\r\nFrom:").unwrap_or((signed, ""));
    let unfolded: String = header.split_whitespace().collect();
    let (_, value) = unfolded.split_once(&format!("{name}=")).unwrap();
    value.split(';').next().unwrap().to_owned()
}

/// Whether the signature of this message is right, by the rules of RFC 6376.
fn is_right(signed: &[u8]) -> bool {
    let (head, body) = split(signed);
    let headers = unfolded(head);
    let own = headers[0];
    let (names, signature) = (tag(own, "h"), tag(own, ";b"));
    if BASE64.encode(&Sha256::digest(relaxed_body(body))) != tag(own, "bh") {
        return false;
    }
    let mut left: Vec<&str> = headers[1..].to_vec();
    let mut text = String::new();
    for name in names.split(':') {
        if let Some(at) = left.iter().rposition(|header| is_named(header, name)) {
            text.push_str(&relaxed_header(left.remove(at)));
            text.push_str("\r\n");
        }
    }
    let bare = own.rfind("\tb=").map(|at| &own[..at + 3]).unwrap();
    text.push_str(&relaxed_header(bare));
    // The public key of the record is that of the key: its last bytes are the two numbers.
    let public = BASE64.decode(PUBLIC.trim().as_bytes()).unwrap();
    let key = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &public[24..]);
    key.verify(text.as_bytes(), &BASE64.decode(signature.as_bytes()).unwrap()).is_ok()
}

#[test]
fn a_signed_letter_verifies_until_somebody_changes_it() {
    let letter = crate::mail::Letter {
        list_unsubscribe: Some("https://forum.example.org/unsubscribe/abc".into()),
        ..a_letter()
    };
    let plain = letter.to_message(&a_sender()).unwrap().formatted();
    let signed = signer().sign(&plain, 1_700_000_000).unwrap();
    assert!(signed.ends_with(&plain), "nothing but a header is added");
    assert!(is_right(&signed));
    let text = String::from_utf8(signed).unwrap();
    assert_eq!((tag(&text, "d").as_str(), tag(&text, ";s").as_str()), ("example.org", "lotse"));
    for line in text.split("\r\n") {
        assert!(line.len() < 998, "{line}");
    }
    let changed = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        is_right(text.replacen(from, to, 1).as_bytes())
    };
    assert!(changed("\r\nTo: ", "\r\nTo:    "), "spaces do not matter");
    assert!(!changed("\r\nTo: ", "\r\nSubject: Win\r\nTo: "), "nobody adds a second subject");
    assert!(!changed("/unsubscribe/abc", "/unsubscribe/abd"));
    assert!(!changed("123456", "123457"));
}

#[test]
fn the_record_is_the_public_key_as_others_write_it() {
    let signer = signer();
    assert_eq!(signer.record_name(), "lotse._domainkey.example.org");
    assert_eq!(signer.record(), format!("v=DKIM1; k=rsa; p={}", PUBLIC.trim()));
}

/// The examples of RFC 6376, 3.4.5 and of RFC 8463, appendix A.
#[test]
fn spaces_are_joined_as_the_standard_says() {
    assert_eq!(relaxed_header("A: X\r\n"), "a:X");
    assert_eq!(relaxed_header("B : Y\t\r\n\tZ  \r\n"), "b:Y Z");
    assert_eq!(relaxed_body(b" C \r\nD \t E\r\n\r\n\r\n"), b" C\r\nD E\r\n");
    assert_eq!(relaxed_body(b"\r\n\r\n"), b"");
    let body = b"Hi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n";
    let hash = BASE64.encode(&Sha256::digest(relaxed_body(body)));
    assert_eq!(hash, "2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=");
}

#[test]
fn settings_that_cannot_be_are_named() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("dkim.pem");
    let problem = |text: &str, domain: &str| {
        std::fs::write(&file, text).unwrap();
        let config = Config {
            dkim_key_file: Some(file.clone()),
            dkim_domain: Some(domain.into()),
            ..Config::default()
        };
        format!("{:#}", Signer::of(&config, "a@example.org").unwrap_err())
    };
    assert!(problem("no key", "example.org").contains("openssl genrsa"));
    assert!(
        problem("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "example.org")
            .contains("CERTIFICATE")
    );
    assert!(
        problem("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "example.org")
            .contains("2,048")
    );
    for bad in ["exa mple.org", "", "a..b", "x; d=evil.test"] {
        assert!(problem(KEY, bad).contains("dkim_domain"), "{bad}");
    }
    assert!(Signer::of(&Config::default(), "a@example.org").unwrap().is_none());
}
