//! Why mail does not arrive: tries the way to the mail server step by step, and looks up what others look up before
//! they believe us.
//!
//! For operators, on the command line, so in English. Every step is bounded in time and says what to do when it fails.

use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::sync::mpsc;
use std::time::Duration;

use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::SmtpConnection;
use lettre::transport::smtp::extension::ClientId;

use super::dkim::Signer;
use super::dns::{self, DnsProblem};
use super::sending::sender;
use super::server::{Encryption, Server};
use super::transport::{judge, tls_parameters};
use crate::config::Config;

/// For each step of the way to the mail server.
const PATIENCE: Duration = Duration::from_secs(10);

/// How a step ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It works.
    Good,
    /// It does not, and mail suffers.
    Bad,
    /// It cannot be told from here, or is worth knowing.
    Unknown,
}

/// One thing that was tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// How it ended.
    pub verdict: Verdict,
    /// What was found, in a sentence.
    pub found: String,
    /// What to do about it, line by line; lines for a DNS zone as they are written there.
    pub advice: Vec<String>,
}

impl Step {
    fn new(verdict: Verdict, found: impl Into<String>) -> Step {
        Step { verdict, found: found.into(), advice: Vec::new() }
    }

    fn good(found: impl Into<String>) -> Step {
        Step::new(Verdict::Good, found)
    }

    fn bad(found: impl Into<String>) -> Step {
        Step::new(Verdict::Bad, found)
    }

    fn unknown(found: impl Into<String>) -> Step {
        Step::new(Verdict::Unknown, found)
    }

    fn advise(mut self, line: impl Into<String>) -> Step {
        self.advice.push(line.into());
        self
    }
}

/// Looks up the texts under a name.
pub type LookUp<'a> = &'a dyn Fn(&str) -> Result<Vec<String>, DnsProblem>;

/// Asks the resolvers of this machine.
pub fn look_up(name: &str) -> Result<Vec<String>, DnsProblem> {
    dns::texts(name)
}

/// Tries everything but sending; each step is told as soon as it has ended.
pub fn examine(config: &Config, look_up: LookUp<'_>, tell: &mut dyn FnMut(Step)) {
    let address = match sender(config, "") {
        Ok(sender) => sender.address,
        Err(problem) => return tell(Step::bad(format!("{problem:#}"))),
    };
    tell(Step::good(format!("Mail comes from {}", address.shown)));
    let mut host = None;
    match config.smtp_url.as_deref().map(Server::parse) {
        None => tell(
            Step::bad(format!(
                "No mail server is set up: mail is written to {}",
                config.data_dir.join("mail").display()
            ))
            .advise("In lotse.toml: smtp_url = \"smtp://user:password@mail.example.org:587\""),
        ),
        Some(Err(problem)) => tell(Step::bad(format!("smtp_url: {problem}"))),
        Some(Ok(server)) => {
            connect(&server, tell);
            host = Some(server.host);
        }
    }
    let domain = address.domain().to_owned();
    if domain.is_empty() || !domain.contains('.') {
        return tell(
            Step::bad("The sender has no domain that others could look up")
                .advise("In lotse.toml: mail_from = \"help@example.org\""),
        );
    }
    tell(spf(&domain, host.as_deref(), look_up));
    match Signer::of(config, &address.shown) {
        Ok(Some(signer)) => dkim(&signer, &domain, look_up, tell),
        Ok(None) => tell(
            Step::unknown(
                "Letters are not signed here (DKIM); that is right only if your mail server signs them",
            )
            .advise("To sign them here: openssl genrsa -out dkim.pem 2048")
            .advise("In lotse.toml: dkim_key_file = \"dkim.pem\", then run this again for the DNS line"),
        ),
        Err(problem) => tell(Step::bad(format!("Letters cannot be signed: {problem:#}"))),
    }
    tell(dmarc(&domain, look_up));
}

/// The way to the server: its name, the line, encryption, the password.
fn connect(server: &Server, tell: &mut dyn FnMut(Step)) {
    let place = format!("{}:{}", server.host, server.port);
    let addresses = match resolve(&place) {
        Ok(addresses) => addresses,
        Err(problem) => {
            let step = Step::bad(format!("The mail server {} is not found: {problem}", server.host));
            return tell(step.advise("Look at the name in smtp_url"));
        }
    };
    let Some(reached) = addresses.iter().find(|one| TcpStream::connect_timeout(one, PATIENCE).is_ok()) else {
        return tell(
            Step::bad(format!("Nobody answers at {place}"))
                .advise("Look at the port in smtp_url (465 with smtps://, 587 with smtp://)")
                .advise("Many providers block port 25, some 465 and 587 too, until they are asked"),
        );
    };
    tell(Step::good(format!("{place} answers")));
    match greet(server, *reached) {
        Err(step) => tell(step),
        Ok(mut connection) => {
            match server.encryption {
                Encryption::Nothing => tell(Step::unknown("The connection is not encrypted (?tls=none)")),
                _ => tell(Step::good("The connection is encrypted, the certificate is right")),
            }
            match &server.credentials {
                None => tell(Step::good("The server wants no password from us")),
                Some((user, password)) => {
                    let credentials = Credentials::new(user.clone(), password.clone());
                    tell(match connection.auth(DEFAULT_MECHANISMS, &credentials) {
                        Ok(_) => Step::good("User and password are right"),
                        Err(problem) => Step::bad(format!("The server refuses user and password: {}", judge(&problem)))
                            .advise("Write special characters in smtp_url percent-encoded: @ as %40, : as %3A, / as %2F"),
                    });
                }
            }
            // Whatever it answers to that, we are done.
            let _ = connection.quit();
        }
    }
}

/// The system's resolver knows no bound of its own.
fn resolve(place: &str) -> Result<Vec<SocketAddr>, String> {
    let (tell, told) = mpsc::channel();
    let asked = place.to_owned();
    std::thread::spawn(move || {
        // Nobody may be waiting any more.
        let _ = tell.send(asked.to_socket_addrs().map(Iterator::collect::<Vec<_>>));
    });
    match told.recv_timeout(PATIENCE) {
        Ok(Ok(addresses)) if !addresses.is_empty() => Ok(addresses),
        Ok(Ok(_)) => Err("it has no address".to_owned()),
        Ok(Err(problem)) => Err(problem.to_string()),
        Err(_) => Err(format!("no answer within {} seconds", PATIENCE.as_secs())),
    }
}

fn greet(server: &Server, reached: SocketAddr) -> Result<SmtpConnection, Step> {
    let hello = ClientId::default();
    let tls = match server.encryption {
        Encryption::Nothing => None,
        _ => Some(tls_parameters(server).map_err(|problem| Step::bad(problem.to_string()))?),
    };
    let from_the_start = tls.as_ref().filter(|_| server.encryption == Encryption::Tls);
    let mut connection = SmtpConnection::connect(reached, Some(PATIENCE), &hello, from_the_start, None)
        .map_err(|problem| {
            Step::bad(format!("The server does not talk to us: {}", judge(&problem)))
                .advise("smtps:// speaks TLS from the first byte (465), smtp:// begins plain (587, 25)")
                .advise("The certificate must be valid for the name in smtp_url")
        })?;
    if let (Encryption::StartTls, Some(tls)) = (server.encryption, &tls) {
        connection.starttls(tls, &hello).map_err(|problem| {
            Step::bad(format!("The connection cannot be encrypted: {}", judge(&problem)))
                .advise("The certificate must be valid for the name in smtp_url")
                .advise("For a relay on this machine: smtp://127.0.0.1:25?tls=none")
        })?;
    }
    Ok(connection)
}

/// Who may send for the domain (RFC 7208).
fn spf(domain: &str, host: Option<&str>, look_up: LookUp<'_>) -> Step {
    let line = format!("{domain}. IN TXT \"v=spf1 a:{} ~all\"", host.unwrap_or("mail.example.org"));
    let advice = "(or what your mail provider asks for, often include:…)";
    let all = match look_up(domain) {
        Ok(all) => all,
        Err(problem) => return Step::unknown(format!("SPF of {domain} could not be looked up: {problem}")),
    };
    let is_spf =
        |text: &&String| text.split(' ').next().is_some_and(|word| word.eq_ignore_ascii_case("v=spf1"));
    match all.iter().filter(is_spf).collect::<Vec<_>>().as_slice() {
        [] => {
            Step::bad(format!("SPF: {domain} does not say who may send for it")).advise(line).advise(advice)
        }
        [one] => Step::good(format!("SPF: {domain} says: {one}"))
            .advise("(the server that mail leaves from must be among these)"),
        _ => Step::bad(format!("SPF: {domain} says it more than once, which counts as never"))
            .advise("Join the lines to one"),
    }
}

/// The public key, and whether it is that of the domain that is seen.
fn dkim(signer: &Signer, domain: &str, look_up: LookUp<'_>, tell: &mut dyn FnMut(Step)) {
    let name = signer.record_name();
    let line = zone_line(&name, &signer.record());
    let key_of = |text: &str| {
        let tags = text.split(';').filter_map(|tag| tag.split_once('='));
        let key = tags.filter(|(tag, _)| tag.trim() == "p").map(|(_, value)| value).next();
        key.map(|key| key.split_whitespace().collect::<String>())
    };
    let own = key_of(&signer.record());
    tell(match look_up(&name) {
        Err(problem) => Step::unknown(format!("DKIM: {name} could not be looked up: {problem}")).advise(line),
        Ok(texts) if texts.is_empty() => Step::bad(format!("DKIM: there is no key at {name}")).advise(line),
        Ok(texts) if texts.iter().any(|text| key_of(text) == own) => {
            Step::good(format!("DKIM: letters are signed, and the key at {name} is right"))
        }
        Ok(_) => Step::bad(format!("DKIM: the key at {name} is another one than that of dkim_key_file"))
            .advise(line),
    });
    let is_aligned = domain == signer.domain || domain.ends_with(&format!(".{}", signer.domain));
    if !is_aligned {
        tell(
            Step::bad(format!("DKIM: {} signs for {domain}, which counts for nobody (DMARC)", signer.domain))
                .advise(format!("In lotse.toml: dkim_domain = \"{domain}\"")),
        );
    }
}

/// What others are asked to do with mail that fails both (RFC 7489); a domain inherits it from those above.
fn dmarc(domain: &str, look_up: LookUp<'_>) -> Step {
    let mut above = Some(domain);
    while let Some(one) = above.filter(|one| one.contains('.')) {
        match look_up(&format!("_dmarc.{one}")) {
            Err(problem) => {
                return Step::unknown(format!("DMARC of {one} could not be looked up: {problem}"));
            }
            Ok(texts) => {
                if let Some(text) = texts.iter().find(|text| text.trim_start().starts_with("v=DMARC1")) {
                    return Step::good(format!("DMARC: {one} says: {text}"));
                }
            }
        }
        above = one.split_once('.').map(|(_, rest)| rest);
    }
    Step::bad(format!("DMARC: {domain} does not say what to do with mail that only pretends to be its own"))
        .advise(format!("_dmarc.{domain}. IN TXT \"v=DMARC1; p=none; rua=mailto:postmaster@{domain}\""))
        .advise("(large mail providers want one; once reports look right, p=quarantine)")
}

/// A line of a zone file: a text is cut into pieces of at most 255 bytes.
fn zone_line(name: &str, text: &str) -> String {
    let pieces: Vec<String> =
        text.as_bytes().chunks(250).map(|piece| format!("\"{}\"", String::from_utf8_lossy(piece))).collect();
    format!("{name}. IN TXT {}", pieces.join(" "))
}

#[cfg(test)]
#[path = "doctor_tests.rs"]
mod tests;
