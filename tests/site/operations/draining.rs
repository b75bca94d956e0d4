//! SIGTERM: no request is cut off, nobody new is let in, and everything is on disk in the end.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use crate::command::Process;
use crate::support::{Person, patiently};

const PATIENCE: Duration = Duration::from_secs(8);

fn connect(address: &str) -> TcpStream {
    let stream = TcpStream::connect(address.trim_start_matches("http://")).expect("it listens");
    stream.set_read_timeout(Some(Duration::from_secs(15))).expect("a timeout can be set");
    stream
}

/// What comes until the other side hangs up.
fn rest_of(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("it ends in order");
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn a_request_under_way_gets_its_answer_and_idle_connections_end() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let machines = TcpListener::bind("127.0.0.1:0").expect("a free port").local_addr().expect("it has one");
    let settings = format!("metrics_listen = \"{machines}\"\n");
    std::fs::write(folder.path().join("lotse.toml"), settings).expect("written");
    let server = Process::serve(folder.path());
    let mut monitor = Person::new(&format!("http://{machines}"));
    monitor.get("/readyz").expect_status(200);

    let mut idle = connect(&server.address);
    idle.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").expect("sent");
    let mut first = [0; 12];
    idle.read_exact(&mut first).expect("answered");

    let body = "language=en&colours=dark&back=/";
    let mut slow = connect(&server.address);
    let head = format!(
        "POST /choose HTTP/1.1\r\nhost: x\r\norigin: {}\r\nsec-fetch-site: same-origin\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n",
        server.address,
        body.len()
    );
    slow.write_all(head.as_bytes()).expect("sent");
    slow.write_all(&body.as_bytes()[..9]).expect("sent");
    patiently("the request to be under way", PATIENCE, || {
        let figures = monitor.get("/metrics");
        figures.expect_status(200).body().contains("lotse_http_requests_in_flight 1\n").then_some(())
    });

    let told = Instant::now();
    server.tell_to_end();
    patiently("the server to say that it stops", PATIENCE, || {
        (monitor.get("/readyz").status == 503).then(|| assert_eq!(monitor.page().body(), "stopping\n"))
    });
    rest_of(&mut idle);
    assert!(told.elapsed() < Duration::from_secs(8), "idle connections end at once, not when they time out");
    let address = server.address.trim_start_matches("http://").to_owned();
    patiently("nobody new to be let in", PATIENCE, || TcpStream::connect(&address).err());
    slow.write_all(&body.as_bytes()[9..]).expect("it still listens to this one");
    let answer = rest_of(&mut slow);
    assert!(answer.starts_with("HTTP/1.1 303 "), "{answer}");

    let log = server.end();
    assert!(log.contains("stopped") && told.elapsed() < Duration::from_secs(12), "{log}");
    let wal = std::fs::metadata(folder.path().join("data/lotse.db-wal"));
    assert!(wal.map_or(0, |about| about.len()) == 0, "everything is in the database itself");
}
