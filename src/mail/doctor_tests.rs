//! The doctor, with a small mail server and a DNS that say what they are told.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::PathBuf;

use super::*;
use Verdict::{Bad, Good, Unknown};

fn config(smtp: Option<String>) -> Config {
    Config { smtp_url: smtp, mail_from: Some("help@forum.example.org".into()), ..Config::default() }
}

fn steps(config: &Config, look_up: LookUp<'_>) -> Vec<Step> {
    let mut steps = Vec::new();
    examine(config, look_up, &mut |step| steps.push(step));
    steps
}

/// The step whose sentence holds these words.
fn step<'a>(steps: &'a [Step], words: &str) -> &'a Step {
    steps.iter().find(|step| step.found.contains(words)).unwrap_or_else(|| panic!("{words} in {steps:#?}"))
}

fn nothing(_: &str) -> Result<Vec<String>, DnsProblem> {
    Ok(Vec::new())
}

/// A server on a free port that answers two connections: one only knocks, the other speaks.
fn server(auth: &'static str) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for _ in 0..2 {
            let (mut stream, _) = listener.accept().unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            // The one that only knocks is gone already.
            let _ = write!(stream, "220 fake\r\n");
            while let Some(Ok(line)) = lines.next() {
                let answer = match line.split(' ').next().unwrap() {
                    "EHLO" => "250-fake\r\n250 AUTH PLAIN LOGIN",
                    "AUTH" => auth,
                    _ => "221 bye",
                };
                write!(stream, "{answer}\r\n").unwrap();
            }
        }
    });
    port
}

#[test]
fn every_step_says_whether_it_works() {
    let smtp = format!("smtp://me:geheim@127.0.0.1:{}?tls=none", server("235 welcome"));
    let found = steps(&config(Some(smtp)), &nothing);
    assert_eq!(step(&found, "answers").verdict, Good);
    assert_eq!(step(&found, "not encrypted").verdict, Unknown);
    assert_eq!(step(&found, "User and password are right").verdict, Good);

    let smtp = format!("smtp://me:geheim@127.0.0.1:{}?tls=none", server("535 5.7.8 no"));
    let found = steps(&config(Some(smtp)), &nothing);
    let refused = step(&found, "refuses user and password");
    assert!(refused.verdict == Bad && refused.advice[0].contains("%40"), "{refused:?}");
    assert!(!format!("{found:?}").contains("geheim"));

    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let found = steps(&config(Some(format!("smtp://127.0.0.1:{free}?tls=none"))), &nothing);
    assert!(step(&found, "Nobody answers at").advice.iter().any(|line| line.contains("block port 25")));
    assert_eq!(step(&steps(&config(None), &nothing), "No mail server").verdict, Bad);
    let wrong = steps(&config(Some("mail.example.org".into())), &nothing);
    assert_eq!(step(&wrong, "smtp_url:").verdict, Bad);
}

#[test]
fn what_is_missing_in_the_dns_is_printed_as_it_is_added() {
    let found = steps(&config(Some("smtp://127.0.0.1:1?tls=none".into())), &nothing);
    let spf = step(&found, "SPF: forum.example.org does not say");
    assert_eq!(spf.advice[0], "forum.example.org. IN TXT \"v=spf1 a:127.0.0.1 ~all\"");
    let dmarc = step(&found, "DMARC: forum.example.org does not say");
    assert!(dmarc.advice[0].starts_with("_dmarc.forum.example.org. IN TXT \"v=DMARC1; p=none;"));
    assert_eq!(step(&found, "not signed here").verdict, Unknown);
    let silent = steps(&config(None), &|_| Err(DnsProblem::Silent));
    assert_eq!(step(&silent, "SPF of forum.example.org could not").verdict, Unknown);
}

#[test]
fn records_are_read_as_receivers_read_them() {
    let key_file = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src/mail/dkim_test_key.pem"));
    let config = Config { dkim_key_file: Some(key_file), dkim_selector: Some("s1".into()), ..config(None) };
    let public = include_str!("dkim_test_key.public.txt").trim();
    let good = |name: &str| {
        Ok(match name {
            "forum.example.org" => vec!["other".to_owned(), "v=spf1 include:x ~all".to_owned()],
            "s1._domainkey.forum.example.org" => {
                vec![format!("v=DKIM1;k=rsa; p={} {}", &public[..99], &public[99..])]
            }
            // Of the domain above.
            "_dmarc.example.org" => vec!["v=DMARC1; p=reject".to_owned()],
            _ => Vec::new(),
        })
    };
    let found = steps(&config, &good);
    for words in ["SPF: forum.example.org says", "is right", "DMARC: example.org says"] {
        assert_eq!(step(&found, words).verdict, Good, "{words}");
    }
    let bad = |name: &str| {
        Ok(match name {
            "forum.example.org" => vec!["v=spf1 -all".to_owned(), "v=spf1 ~all".to_owned()],
            "s1._domainkey.forum.example.org" => vec!["v=DKIM1; p=AAAA".to_owned()],
            _ => Vec::new(),
        })
    };
    let found = steps(&config, &bad);
    assert_eq!(step(&found, "more than once").verdict, Bad);
    let another = step(&found, "another one");
    let line: String = another.advice[0].replace("\" \"", "");
    assert_eq!(line, format!("s1._domainkey.forum.example.org. IN TXT \"v=DKIM1; k=rsa; p={public}\""));
    assert!(another.advice[0].split('"').all(|piece| piece.len() <= 255));
    let elsewhere = Config { dkim_domain: Some("example.com".into()), ..config };
    assert_eq!(step(&steps(&elsewhere, &good), "counts for nobody").verdict, Bad);
}
