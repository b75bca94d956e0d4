//! Asking the DNS for texts: the one question the mail doctor has.
//!
//! One query to each resolver of this machine in turn, over UDP, over TCP where the answer is too long. A resolver
//! crate would bring an async client, a cache and a validator along for it.

use std::io::{Read, Write};
use std::net::{IpAddr, SocketAddr, TcpStream, UdpSocket};
use std::time::Duration;

use crate::web::secrets::random_number;

/// How long a resolver has for an answer.
const PATIENCE: Duration = Duration::from_secs(3);
/// Bytes of an answer over UDP that we say we take.
const UDP_BYTES: u16 = 1232;
/// Resolvers that are asked.
const RESOLVERS: usize = 3;
const TXT: u16 = 16;
const OPT: u16 = 41;
const HEADER: usize = 12;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DnsProblem {
    /// A name that cannot be asked for.
    #[error("this name cannot stand in the DNS")]
    Name,
    /// No resolver is known.
    #[error("this machine names no resolver in /etc/resolv.conf")]
    NoResolver,
    /// Nobody answered in time.
    #[error("no resolver answered within {} seconds", PATIENCE.as_secs())]
    Silent,
    /// The resolver answered that it cannot say.
    #[error("the resolver could not say (code {0})")]
    Refused(u8),
}

/// The texts that stand under a name; none when there is no such name.
pub fn texts(name: &str) -> Result<Vec<String>, DnsProblem> {
    let conf = std::fs::read_to_string("/etc/resolv.conf").unwrap_or_default();
    let resolvers = resolvers(&conf);
    let mut problem = DnsProblem::NoResolver;
    for resolver in resolvers {
        match ask(resolver, name) {
            Ok(texts) => return Ok(texts),
            Err(DnsProblem::Name) => return Err(DnsProblem::Name),
            Err(other) => problem = other,
        }
    }
    Err(problem)
}

fn resolvers(conf: &str) -> Vec<SocketAddr> {
    let named = conf.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        (words.next() == Some("nameserver")).then(|| words.next())?
    });
    let address = |word: &str| word.split('%').next().unwrap_or(word).parse::<IpAddr>().ok();
    named.filter_map(address).map(|ip| SocketAddr::new(ip, 53)).take(RESOLVERS).collect()
}

/// Asks one resolver.
fn ask(resolver: SocketAddr, name: &str) -> Result<Vec<String>, DnsProblem> {
    let id = random_number();
    let question = question(id, name).ok_or(DnsProblem::Name)?;
    let answer = over_udp(resolver, &question, id).map_err(|_| DnsProblem::Silent)?;
    if answer.get(2).is_some_and(|flags| flags & 0x02 == 0) {
        return read(&answer, id);
    }
    let answer = over_tcp(resolver, &question).map_err(|_| DnsProblem::Silent)?;
    read(&answer, id)
}

fn over_udp(resolver: SocketAddr, question: &[u8], id: u16) -> std::io::Result<Vec<u8>> {
    let any: IpAddr = if resolver.is_ipv4() { [0, 0, 0, 0].into() } else { [0_u16; 8].into() };
    let socket = UdpSocket::bind((any, 0))?;
    socket.set_read_timeout(Some(PATIENCE))?;
    // Connected, so that only the resolver is listened to.
    socket.connect(resolver)?;
    socket.send(question)?;
    let mut answer = vec![0; 4096];
    // Somebody may guess; a few wrong answers are passed over.
    for _ in 0..8 {
        let length = socket.recv(&mut answer)?;
        if answer[..length].starts_with(&id.to_be_bytes()) {
            answer.truncate(length);
            return Ok(answer);
        }
    }
    Err(std::io::ErrorKind::TimedOut.into())
}

fn over_tcp(resolver: SocketAddr, question: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect_timeout(&resolver, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let length = (question.len() as u16).to_be_bytes();
    stream.write_all(&[&length, question].concat())?;
    let mut length = [0; 2];
    stream.read_exact(&mut length)?;
    let mut answer = vec![0; usize::from(u16::from_be_bytes(length))];
    stream.read_exact(&mut answer)?;
    Ok(answer)
}

/// The query as bytes (RFC 1035, 4.1), with room for a longer answer (RFC 6891).
fn question(id: u16, name: &str) -> Option<Vec<u8>> {
    let name = idna::domain_to_ascii(name.trim_end_matches('.')).ok().filter(|name| name.len() <= 250)?;
    let mut bytes = Vec::with_capacity(name.len() + 40);
    bytes.extend(id.to_be_bytes());
    // Recursion is asked for; one question, one addition.
    bytes.extend([0x01, 0x00, 0, 1, 0, 0, 0, 0, 0, 1]);
    for label in name.split('.') {
        bytes.push(u8::try_from(label.len()).ok().filter(|length| (1..=63).contains(length))?);
        bytes.extend(label.bytes());
    }
    bytes.push(0);
    bytes.extend(TXT.to_be_bytes());
    bytes.extend([0, 1]);
    bytes.push(0);
    bytes.extend(OPT.to_be_bytes());
    bytes.extend(UDP_BYTES.to_be_bytes());
    bytes.extend([0; 6]);
    Some(bytes)
}

/// The texts of an answer. Whatever it holds: nothing is read beyond its end.
fn read(answer: &[u8], id: u16) -> Result<Vec<String>, DnsProblem> {
    let broken = DnsProblem::Refused(1);
    let number = |at: usize| Some(u16::from_be_bytes([*answer.get(at)?, *answer.get(at + 1)?]));
    let is_answer = answer.len() >= HEADER && number(0) == Some(id) && answer[2] & 0x80 != 0;
    if !is_answer {
        return Err(broken);
    }
    match answer[3] & 0x0f {
        0 => {}
        // There is no such name.
        3 => return Ok(Vec::new()),
        code => return Err(DnsProblem::Refused(code)),
    }
    let (questions, answers) = (number(4).unwrap_or(0), number(6).unwrap_or(0));
    let mut at = HEADER;
    for _ in 0..questions {
        at = after_name(answer, at).ok_or(broken.clone())? + 4;
    }
    let mut texts = Vec::new();
    for _ in 0..answers {
        let head = after_name(answer, at).ok_or(broken.clone())?;
        let (kind, length) = number(head).zip(number(head + 8)).ok_or(broken.clone())?;
        let end = head + 10 + usize::from(length);
        let data = answer.get(head + 10..end).ok_or(broken.clone())?;
        if kind == TXT {
            texts.push(text_of(data));
        }
        at = end;
    }
    Ok(texts)
}

/// The place after a name; a pointer ends it, and is not followed.
fn after_name(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match *bytes.get(at)? {
            0 => return Some(at + 1),
            length if length & 0xc0 == 0xc0 => return Some(at + 2),
            length => at += usize::from(length) + 1,
        }
    }
}

/// The pieces of a text, joined.
fn text_of(data: &[u8]) -> String {
    let mut text = Vec::with_capacity(data.len());
    let mut rest = data;
    while let Some((length, after)) = rest.split_first() {
        let end = usize::from(*length).min(after.len());
        text.extend(&after[..end]);
        rest = &after[end..];
    }
    String::from_utf8_lossy(&text).into_owned()
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::thread;

    use super::*;
    use proptest::prelude::*;

    /// An answer to `question` with these texts, each cut into pieces.
    fn answered(question: &[u8], texts: &[&str], flags: u8) -> Vec<u8> {
        let mut bytes = question[..question.len() - 11].to_vec();
        bytes[2] = 0x80 | flags;
        bytes[7] = texts.len() as u8;
        bytes[11] = 0;
        for text in texts {
            let pieces: Vec<u8> =
                text.as_bytes().chunks(200).flat_map(|one| [&[one.len() as u8], one].concat()).collect();
            bytes.extend([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60]);
            bytes.extend((pieces.len() as u16).to_be_bytes());
            bytes.extend(pieces);
        }
        bytes
    }

    #[test]
    fn texts_are_joined_from_their_pieces() {
        let long = "k".repeat(450);
        let question = question(7, "lotse._domainkey.example.org").unwrap();
        let answer = answered(&question, &["v=spf1 -all", &long], 0);
        assert_eq!(read(&answer, 7), Ok(vec!["v=spf1 -all".to_owned(), long]));
        assert_eq!(read(&answer, 8), Err(DnsProblem::Refused(1)), "to somebody else's question");
        let mut none = answered(&question, &[], 0);
        none[3] = 3;
        assert_eq!(read(&none, 7), Ok(Vec::new()));
        none[3] = 2;
        assert_eq!(read(&none, 7), Err(DnsProblem::Refused(2)));
    }

    #[test]
    fn a_long_answer_comes_over_tcp() {
        let tcp = TcpListener::bind("127.0.0.1:0").unwrap();
        let place = tcp.local_addr().unwrap();
        let udp = UdpSocket::bind(place).unwrap();
        let server = thread::spawn(move || {
            let mut asked = [0; 500];
            let (length, from) = udp.recv_from(&mut asked).unwrap();
            udp.send_to(&answered(&asked[..length], &[], 0x02), from).unwrap();
            let (mut stream, _) = tcp.accept().unwrap();
            stream.read_exact(&mut asked[..length + 2]).unwrap();
            let answer = answered(&asked[2..length + 2], &["v=DMARC1; p=none"], 0);
            stream.write_all(&[&(answer.len() as u16).to_be_bytes()[..], &answer].concat()).unwrap();
        });
        assert_eq!(ask(place, "_dmarc.example.org"), Ok(vec!["v=DMARC1; p=none".to_owned()]));
        server.join().unwrap();
    }

    #[test]
    fn resolvers_and_names_are_read_with_care() {
        let conf = "# x\nnameserver 127.0.0.53\nnameserver fe80::1%eth0\nnameserver x\noptions edns0\n";
        let found: Vec<_> = resolvers(conf).iter().map(ToString::to_string).collect();
        assert_eq!(found, ["127.0.0.53:53", "[fe80::1]:53"]);
        assert!(question(1, "münchen.example").unwrap().windows(6).any(|six| six == b"xn--mn"));
        for bad in ["", "a..b", &"a".repeat(64), &"a.".repeat(140)] {
            assert!(question(1, bad).is_none(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn no_answer_is_too_odd(bytes in proptest::collection::vec(any::<u8>(), 0..300), flags in any::<u8>()) {
            let question = question(7, "a.example").unwrap();
            let mut answer = answered(&question, &[], flags);
            answer[7] = 9;
            answer.extend(bytes);
            let _ = read(&answer, 7);
        }
    }
}
