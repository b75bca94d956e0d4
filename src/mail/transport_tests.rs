//! Letters on their way: to files, and to a small SMTP server that behaves as told.

use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::thread::{self, JoinHandle};

use super::*;
use crate::mail::message::tests::{a_letter, a_sender};
use crate::mail::server::Server;

/// What the server answers to a command; `None` hangs up.
type Answers = fn(&str) -> Option<&'static str>;

/// A server on a free port that serves one connection and hands back what it was told.
struct FakeServer {
    port: u16,
    heard: JoinHandle<String>,
}

impl FakeServer {
    fn start(greeting: &'static str, answers: Answers) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = thread::spawn(move || {
            let (stream, _) = listener.accept().unwrap();
            serve(stream, greeting, answers)
        });
        Self { port, heard }
    }

    fn mailer(&self, tls: &str) -> Mailer {
        let server = Server::parse(&format!("smtp://127.0.0.1:{}{tls}", self.port)).unwrap();
        Mailer::new(a_sender(), Transport::to_server(&server).unwrap())
    }
}

fn serve(mut stream: TcpStream, greeting: &str, answers: Answers) -> String {
    let mut lines = BufReader::new(stream.try_clone().unwrap());
    let mut heard = String::new();
    let mut in_data = false;
    write!(stream, "{greeting}\r\n").unwrap();
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line).unwrap_or(0) == 0 {
            return heard;
        }
        heard.push_str(&line);
        let command = match line.as_str() {
            ".\r\n" if in_data => "END",
            _ if in_data => continue,
            other => other.split([' ', '\r', ':']).next().unwrap_or_default(),
        };
        let Some(answer) = answers(command) else {
            return heard;
        };
        in_data = answer.starts_with("354");
        if write!(stream, "{answer}\r\n").is_err() || command == "QUIT" {
            return heard;
        }
    }
}

fn friendly(command: &str) -> Option<&'static str> {
    Some(match command {
        "EHLO" => "250-fake\r\n250 8BITMIME",
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        _ => "250 fine",
    })
}

fn send_to(answers: Answers) -> Result<(), SendProblem> {
    FakeServer::start("220 fake", answers).mailer("?tls=none").send(&a_letter())
}

#[test]
fn a_letter_arrives_whole() {
    let server = FakeServer::start("220 fake", friendly);
    let mailer = server.mailer("?tls=none");
    mailer.send(&a_letter()).unwrap();
    drop(mailer); // closes the connection
    let heard = server.heard.join().unwrap();
    assert!(heard.contains("MAIL FROM:<forum@example.org>"), "{heard}");
    assert!(heard.contains("RCPT TO:<Ada@example.net>"), "{heard}");
    assert!(heard.contains("Message-ID: <1.abc-_=@example.org>"), "{heard}");
}

#[test]
fn refusals_say_whether_to_try_again() {
    let later = send_to(|command| match command {
        "RCPT" => Some("451 4.7.1 <ada@example.net> greylisted, come back"),
        other => friendly(other),
    });
    let Err(SendProblem::Temporary(text)) = later else { panic!("{later:?}") };
    assert!(text.contains("451") && text.contains("greylisted"), "{text}");
    assert!(!text.contains("example.net"), "{text}");

    let never = send_to(|command| match command {
        "RCPT" => Some("550 5.1.1 <ada@example.net>: nobody of that name"),
        other => friendly(other),
    });
    let Err(SendProblem::Recipient(text)) = never else { panic!("{never:?}") };
    assert!(text.contains("nobody of that name") && !text.contains('@'), "{text}");

    for answer in ["550 5.7.1 relaying denied", "554 5.7.1 not like this", "530 5.7.0 sign in first"] {
        // A plain function cannot hold the answer, so each has its own.
        let answers: Answers = match &answer[..3] {
            "550" => |c| {
                if c == "RCPT" { Some("550 5.7.1 relaying denied") } else { friendly(c) }
            },
            "554" => |c| {
                if c == "END" { Some("554 5.7.1 not like this") } else { friendly(c) }
            },
            _ => |c| {
                if c == "MAIL" { Some("530 5.7.0 sign in first") } else { friendly(c) }
            },
        };
        assert!(matches!(send_to(answers), Err(SendProblem::Setup(_))), "{answer}");
    }
}

#[test]
fn a_server_that_is_gone_or_hangs_up_is_tried_again() {
    let after_data = send_to(|command| if command == "END" { None } else { friendly(command) });
    assert!(matches!(after_data, Err(SendProblem::Temporary(_))), "{after_data:?}");
    let at_once = send_to(|_| None);
    assert!(matches!(at_once, Err(SendProblem::Temporary(_))), "{at_once:?}");
    let busy = FakeServer::start("421 too busy", friendly).mailer("?tls=none").send(&a_letter());
    assert!(matches!(busy, Err(SendProblem::Temporary(_))), "{busy:?}");

    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let server = Server::parse(&format!("smtp://127.0.0.1:{free}?tls=none")).unwrap();
    let gone = Mailer::new(a_sender(), Transport::to_server(&server).unwrap()).send(&a_letter());
    assert!(matches!(gone, Err(SendProblem::Temporary(_))), "{gone:?}");
}

#[test]
fn nothing_is_sent_without_the_encryption_that_was_asked_for() {
    let server = FakeServer::start("220 fake", friendly);
    let mailer = server.mailer("");
    let refused = mailer.send(&a_letter());
    assert!(matches!(refused, Err(SendProblem::Setup(_))), "{refused:?}");
    drop(mailer);
    let heard = server.heard.join().unwrap();
    assert!(!heard.contains("MAIL") && !heard.contains("Subject"), "{heard}");
}

#[test]
fn answers_to_starttls_that_are_not_tls_are_a_setup_problem() {
    let server = FakeServer::start("220 fake", |command| match command {
        "EHLO" => Some("250-fake\r\n250 STARTTLS"),
        "STARTTLS" => Some("220 go on\r\nthis is no TLS record at all"),
        _ => None,
    });
    let refused = server.mailer("").send(&a_letter());
    assert!(matches!(refused, Err(SendProblem::Setup(_) | SendProblem::Temporary(_))), "{refused:?}");
}

#[test]
fn files_are_whole_private_and_in_order() {
    let dir = tempfile::tempdir().unwrap();
    let mail = dir.path().join("data/mail");
    let mailer = Mailer::new(a_sender(), Transport::to_files(mail.clone()));
    mailer.send(&a_letter()).unwrap();
    let second = Letter { subject: "Second".into(), ..a_letter() };
    mailer.send(&second).unwrap();
    let mut paths: Vec<_> = fs::read_dir(&mail).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert_eq!(paths.len(), 2);
    assert!(paths.iter().all(|path| path.extension().is_some_and(|kind| kind == "eml")), "{paths:?}");
    assert!(fs::read_to_string(&paths[1]).unwrap().contains("Subject: Second\r\n"));
    #[cfg(unix)]
    for path in paths {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_file_in_the_way_is_a_setup_problem() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let mailer = Mailer::new(a_sender(), Transport::to_files(file.path().join("mail")));
    let refused = mailer.send(&a_letter());
    assert!(matches!(refused, Err(SendProblem::Setup(_))), "{refused:?}");
    assert!(!format!("{mailer:?}").is_empty());
}
