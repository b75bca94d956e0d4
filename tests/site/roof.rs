//! What holds for every path: who answers, in which language, with which headers, and how it ends.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::{Mutex, mpsc};
use std::time::Duration;

use diesel::RunQueryDsl;
use lotse::db::{Queue, claim};
use lotse::ids::Ts;
use lotse::jobs;

use crate::support::{Site, on_each_database, on_sqlite, patiently};

/// The whole answer to these bytes on a fresh connection; empty when the server hung up.
fn spoken_to(site: &Site, bytes: &[u8]) -> String {
    let mut stream = connected(site);
    // The server may hang up before it has read all of a request that it refuses.
    let _ = stream.write_all(bytes);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

fn connected(site: &Site) -> TcpStream {
    let stream = TcpStream::connect(site.address().trim_start_matches("http://")).expect("it listens");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout can be set");
    stream
}

#[test]
fn machines_can_ask_whether_it_lives_and_is_ready() {
    on_each_database(|site| {
        let mut monitor = site.person();
        assert_eq!(monitor.get("/healthz").expect_status(200).body(), "ok\n");
        assert_eq!(monitor.get("/readyz").expect_status(200).body(), "ready\n");
        site.running().app().drain();
        assert_eq!(monitor.get("/readyz").expect_status(503).body(), "stopping\n");
        monitor.get("/healthz").expect_status(200);
    });
}

#[test]
fn what_is_not_there_is_said_in_the_readers_language() {
    on_each_database(|site| {
        let mut anna = site.person().reading("de-DE,de;q=0.9,en;q=0.5");
        let german = anna.get("/no/such/page");
        german.expect_status(404).expect_text("Hier ist nichts");
        assert_eq!(german.attributes("html", "lang"), ["de"]);
        let mut bob = site.person().reading("en-GB");
        let english = bob.get("/no/such/page");
        english.expect_status(404).expect_text("There is nothing here");
        assert_eq!(english.attributes("html", "lang"), ["en"]);
        assert_eq!(english.header("set-cookie"), None, "reading sets no cookie");
    });
}

#[test]
fn every_answer_carries_the_security_headers() {
    on_sqlite(|site| {
        let mut eve = site.person();
        let css = stylesheet(site);
        for path in ["/healthz", "/nothing", &css, "/favicon.ico", "/nothing/", "/robots.txt"] {
            let page = eve.get(path);
            let policy = page.header("content-security-policy").unwrap_or_default();
            assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
            assert!(!policy.contains("unsafe"), "{path}: {policy}");
            assert_eq!(page.header("x-content-type-options"), Some("nosniff"), "{path}");
            assert_eq!(page.header("referrer-policy"), Some("same-origin"), "{path}");
            assert_eq!(page.header("x-frame-options"), Some("DENY"), "{path}");
            assert!(page.header("x-request-id").is_some_and(|id| id.len() == 12), "{path}");
            assert_eq!(page.header("server"), None, "{path}");
        }
        eve.raw("POST", "/healthz", &[], b"x=1").expect_status(405);
        assert!(eve.page().header("content-security-policy").is_some());
    });
}

/// The stylesheet that every page names.
fn stylesheet(site: &Site) -> String {
    let page = site.person().get("/nothing");
    page.attributes("link[rel=stylesheet]", "href").pop().expect("every page has a stylesheet")
}

#[test]
fn static_files_are_compressed_and_kept() {
    on_sqlite(|site| {
        let css = stylesheet(site);
        let plain = site.person().raw("GET", &css, &[("accept-encoding", "identity")], b"");
        plain.expect_status(200);
        assert_eq!(plain.header("content-encoding"), None);
        assert_eq!(plain.header("content-type"), Some("text/css; charset=utf-8"));
        assert_eq!(plain.header("cache-control"), Some("public, max-age=31536000, immutable"));
        let packed = spoken_to(
            site,
            format!("GET {css} HTTP/1.1\r\nhost: x\r\naccept-encoding: gzip\r\nconnection: close\r\n\r\n")
                .as_bytes(),
        );
        let head = packed.split("\r\n\r\n").next().unwrap_or_default().to_lowercase();
        assert!(head.contains("content-encoding: gzip"), "{head}");
        assert!(head.contains("vary: accept-encoding"), "{head}");
        site.person().get("/static/style.000000000000.css").expect_status(404);
        site.person().get("/static/..%2f..%2fCargo.toml").expect_status(404);
    });
}

#[test]
fn bad_paths_are_refused_and_hurt_nobody() {
    on_sqlite(|site| {
        let long = format!("/{}", "a".repeat(9_000));
        let deep = "/a".repeat(3_000);
        for path in [
            "/%ff%fe",
            "/%00",
            "/%",
            "/%zz",
            "/t/%ff/x",
            "/static/%00",
            "/nothing?%ff=%00&done=%ff",
            &long,
            &deep,
        ] {
            let status = site.person().get(path).status;
            assert!(matches!(status, 400 | 404 | 414), "{status} for {}", &path[..path.len().min(40)]);
        }
        let endless = format!("GET /{} HTTP/1.1\r\nhost: x\r\n\r\n", "a".repeat(400_000));
        for bytes in [
            &b"GET /\0 HTTP/1.1\r\nhost: x\r\n\r\n"[..],
            b"GET /\xff HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
            b"\x16\x03\x01\x00\xa5\x01\x00\x00\xa1",
            b"GET http://else.test/healthz HTTP/1.1\r\nhost: else.test\r\nconnection: close\r\n\r\n",
            endless.as_bytes(),
        ] {
            let answer = spoken_to(site, bytes);
            let status = answer.split(' ').nth(1).unwrap_or("");
            assert!(!status.starts_with('5'), "{answer}");
        }
        site.person().get("/healthz").expect_status(200);
    });
}

#[test]
fn head_is_get_without_a_body() {
    on_sqlite(|site| {
        for (path, status) in [("/healthz", "200"), ("/nothing", "404")] {
            let asked = format!("HEAD {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
            let answer = spoken_to(site, asked.as_bytes());
            let (head, body) = answer.split_once("\r\n\r\n").expect("a head ends with an empty line");
            assert!(head.starts_with(&format!("HTTP/1.1 {status} ")), "{head}");
            assert!(head.to_lowercase().contains("content-length: "), "{head}");
            assert_eq!(body, "");
        }
    });
}

#[test]
fn other_methods_are_not_allowed_and_say_which_are() {
    on_sqlite(|site| {
        let mut bob = site.person().reading("en");
        for method in ["POST", "PUT", "DELETE", "PATCH"] {
            let page = bob.raw(method, "/healthz", &[], b"");
            page.expect_status(405).expect_text("It does not work this way");
            assert_eq!(page.header("allow"), Some("GET"), "{method}");
        }
        bob.raw("DELETE", "/nothing", &[], b"").expect_status(404);
    });
}

#[test]
fn a_slash_at_the_end_leads_to_the_page_without() {
    on_sqlite(|site| {
        let mut anna = site.person();
        assert_eq!(anna.get("/healthz/?a=1").expect_status(308).location(), Some("/healthz?a=1"));
        anna.follow().expect_status(200);
        assert_eq!(anna.get("//evil.test/").location(), Some("/"), "never to another site");
        anna.raw("POST", "/healthz/", &[], b"").expect_status(404);
    });
}

#[test]
fn well_known_addresses_lead_on() {
    on_sqlite(|site| {
        let mut manager = site.person();
        let page = manager.get("/.well-known/change-password");
        assert_eq!(page.expect_status(303).location(), Some("/settings/password"));
        let contact = manager.get("/.well-known/security.txt");
        contact.expect_status(200).expect_text("Contact: mailto:security@example.org");
        contact.expect_text("T00:00:00Z").expect_text(&format!("Canonical: {}/.well-known/", site.address()));
        manager.get("/robots.txt").expect_status(200).expect_text("Disallow: /admin");
        manager.get("/favicon.ico").expect_status(303);
        manager.follow().expect_status(200);
    });
}

#[test]
fn a_stopped_server_ends_and_listens_no_more() {
    let mut site = Site::on_sqlite();
    site.person().get("/healthz").expect_status(200);
    let address = site.address().trim_start_matches("http://").to_owned();
    site.drain();
    assert!(TcpStream::connect(address).is_err(), "nobody listens any more");
}

/// The request is held up by a lock in the database, so that it is under way for certain when the server stops.
#[test]
fn a_request_under_way_is_answered_before_the_server_ends() {
    let Some(mut site) = Site::on_postgres() else { return };
    let database = site.running().app().site().store.database().clone();
    let (release, released) = mpsc::channel::<()>();
    let released = Mutex::new(released);
    let locking = std::thread::spawn(move || {
        let done = database.write_now(move |db| {
            diesel::sql_query("LOCK TABLE site IN ACCESS EXCLUSIVE MODE").execute(db)?;
            let released = released.lock().expect("nobody panicked");
            released.recv_timeout(Duration::from_secs(30))?;
            Ok::<_, anyhow::Error>(())
        });
        done.expect("released");
    });
    let waiting = "SELECT count(*) FROM pg_locks JOIN pg_database d ON d.oid = database \
                   WHERE d.datname = current_database() AND relation = 'site'::regclass AND granted = ";
    let lock = |granted: &str| (site.sql(&format!("{waiting}{granted}")).trim() != "0").then_some(());
    patiently("the lock", Duration::from_secs(10), || lock("true"));
    let mut monitor = site.person();
    let asked = std::thread::spawn(move || monitor.get("/readyz"));
    patiently("the request", Duration::from_secs(10), || lock("false"));
    site.drain();
    let answer = asked.join().expect("an answer");
    assert_eq!(answer.expect_status(503).body(), "the database does not answer\n");
    release.send(()).expect("it waits");
    locking.join().expect("ends well");
}

/// Two servers on one database, or two threads of one, never do the same work.
#[test]
fn a_row_is_claimed_once_however_many_ask() {
    on_each_database(|site| {
        // Not due for a long time, so that the site itself leaves them alone.
        let (later, until) = (Ts::now().plus_days(1), Ts::now().plus_days(2));
        let database = site.running().app().site().store.database().clone();
        for subject in 0..8 {
            let asked = database
                .write_now(move |db| Ok::<_, anyhow::Error>(jobs::enqueue(db, "test", subject, later)?));
            asked.expect("queued");
        }
        let take = || {
            let database = database.clone();
            std::thread::spawn(move || {
                let claimed = database
                    .write_now(move |db| Ok::<_, anyhow::Error>(claim(db, Queue::Jobs, later, until, 2)?));
                claimed.expect("claimed")
            })
        };
        let askers: Vec<_> = (0..6).map(|_| take()).collect();
        let mut taken: Vec<i64> =
            askers.into_iter().flat_map(|asker| asker.join().expect("ends well")).collect();
        let all = taken.len();
        taken.sort_unstable();
        taken.dedup();
        assert_eq!((all, taken.len()), (8, 8));
    });
}
