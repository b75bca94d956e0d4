//! The command line, as an operator uses it.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::support::{Person, Site, patiently};

/// `lotse` with these words, its data in `folder`, and nothing from the environment of the tests.
fn lotse(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lotse"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("LOTSE_")) {
        command.env_remove(name);
    }
    command.env_remove("DATABASE_URL").env_remove("RUST_LOG");
    command.current_dir(folder).args(words).stdin(Stdio::null());
    command
}

pub fn run(folder: &Path, words: &[&str]) -> Output {
    lotse(folder, words).output().expect("it starts")
}

pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The one line a failure is told in; it must come quickly.
fn complaint(folder: &Path, words: &[&str]) -> String {
    let begun = Instant::now();
    let output = run(folder, words);
    assert!(begun.elapsed() < Duration::from_secs(8), "{words:?} took {:?}", begun.elapsed());
    assert_eq!(output.status.code(), Some(1), "{words:?}");
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let lines: Vec<&str> = text.lines().filter(|line| line.starts_with("lotse: ")).collect();
    assert_eq!(lines.len(), 1, "{words:?} says {text}");
    lines[0].to_owned()
}

/// A server in a process of its own; killed when dropped.
pub struct Process {
    child: Child,
    setup: Option<String>,
    pub address: String,
}

impl Process {
    pub fn serve(folder: &Path) -> Self {
        Self::serve_logging(folder, None)
    }

    /// The same, with the lines that `RUST_LOG` asks for in its log.
    pub fn serve_logging(folder: &Path, lines: Option<&str>) -> Self {
        let mut command = lotse(folder, &["serve", "--listen", "127.0.0.1:0"]);
        command.envs(lines.map(|lines| ("RUST_LOG", lines)));
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let mut next = || lines.next().expect("it says where it is").expect("in UTF-8");
        let first = next();
        let setup = first.strip_prefix("Set up: ").map(str::to_owned);
        let place = if setup.is_some() { next() } else { first };
        let address = place.strip_prefix("Lotse is at ").expect("it says where it is").to_owned();
        Self { child, setup, address }
    }

    /// Sends SIGTERM and waits for the end; gives back the log.
    pub fn terminate(self) -> String {
        self.tell_to_end();
        self.end()
    }

    /// Sends SIGTERM.
    pub fn tell_to_end(&self) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().expect("kill exists").success());
    }

    /// Waits for the end; gives back the log.
    pub fn end(mut self) -> String {
        let status = patiently("the server to end", Duration::from_secs(15), || {
            self.child.try_wait().expect("it is our child")
        });
        assert_eq!(status.code(), Some(0));
        let mut log = String::new();
        let mut errors = self.child.stderr.take().expect("piped");
        errors.read_to_string(&mut log).expect("in UTF-8");
        log
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Ended already, when all went well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn an_empty_community_is_served_and_ends_when_told() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let server = Process::serve(folder.path());
    let setup = server.setup.clone().expect("nobody is admin yet");
    assert!(setup.starts_with(&format!("{}/setup/", server.address)), "{setup}");
    Person::new(&server.address).get("/readyz").expect_status(200);
    let log = server.terminate();
    assert!(log.contains("mail is written to"), "{log}");
    assert!(log.contains("stopped"), "{log}");
    let again = Process::serve(folder.path());
    assert_ne!(again.setup, Some(setup), "the address is a new one at each start");
    again.terminate();
}

#[test]
fn the_demo_lets_everybody_in_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let mut command = lotse(folder.path(), &["demo", "--listen", "127.0.0.1:0"]);
    // Where temporary folders go, so that the test sees what is left of them.
    let mut child = command
        .env("TMPDIR", folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut links = Vec::new();
    let mut address = None;
    for line in BufReader::new(child.stdout.take().expect("piped")).lines() {
        let line = line.expect("in UTF-8");
        links.extend(line.split_whitespace().filter(|word| word.contains("/login/")).map(str::to_owned));
        address = line.strip_prefix("Lotse is at ").map(str::to_owned);
        if address.is_some() {
            break;
        }
    }
    let server = Process { child, setup: None, address: address.expect("it says where it is") };
    assert_eq!(links.len(), 10, "one of each role, in two languages: {links:?}");
    let mut clara = Person::new(&server.address);
    let path = links[4].strip_prefix(&server.address).expect("the link leads here").to_owned();
    clara.get(&path).expect_status(200);
    clara.post(&path, &[]).expect_status(303);
    clara.get("/admin").expect_status(200);
    assert_eq!(std::fs::read_dir(folder.path()).expect("it is there").count(), 1);
    server.terminate();
    assert_eq!(std::fs::read_dir(folder.path()).expect("it is there").count(), 0, "nothing is left");
    let problem = complaint(folder.path(), &["demo", "--data-dir", "here"]);
    assert!(problem.contains("a folder of its own"), "{problem}");
}

#[test]
fn two_servers_do_not_share_a_sqlite_file_but_commands_may() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let server = Process::serve(folder.path());
    let problem = complaint(folder.path(), &["serve", "--listen", "127.0.0.1:0"]);
    assert!(problem.contains("another Lotse is serving"), "{problem}");
    let added = run(folder.path(), &["member", "add", "--email", "ada@example.org", "--role", "admin"]);
    assert!(said(&added).starts_with("Added "), "{added:?}");
    let link = said(&run(folder.path(), &["login-link", "Ada@example.org"]));
    assert!(link.contains("/login/"), "{link}");
    server.terminate();
    let again = Process::serve(folder.path());
    assert_eq!(again.setup, None, "there is an admin now");
    again.terminate();
}

#[test]
fn mistakes_are_told_in_one_line() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let folder = folder.path();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = taken.local_addr().expect("it has an address").to_string();
    for (words, part) in [
        (&["serve", "--listen", &port][..], "cannot listen on"),
        (&["check", "--database-url", "mysql://x"], "must start with postgres:// or sqlite:"),
        (&["check", "--database-url", "postgres://127.0.0.1:1/x"], "cannot open PostgreSQL, database x"),
        (&["check", "--config", "no.toml"], "there is no file no.toml"),
        (&["check", "--data-dir", "/proc/nowhere"], "cannot use the data directory"),
        (&["login-link", "nobody@example.org"], "nobody has this address"),
        (&["login-link", "nobody"], "is no e-mail address"),
        (&["member", "role", "nobody@example.org", "admin"], "nobody has this address"),
        (&["member", "role", "nobody@example.org", "super_user", "--boards", "x"], "there is no board"),
        (&["member", "add", "--email", "a@example.org", "--name", "Admin"], "name"),
    ] {
        let problem = complaint(folder, words);
        assert!(problem.contains(part), "{words:?}: {problem}");
        assert!(!problem.contains("-reserved"), "keys are said in words: {problem}");
    }
    std::fs::write(folder.join("lotse.toml"), "colour = \"red\"\n").expect("it can be written");
    let problem = complaint(folder, &["check"]);
    assert!(problem.contains("colour"), "{problem}");
    std::fs::write(folder.join("lotse.toml"), "public_url = \"help.example.org\"\n").expect("written");
    let problem = complaint(folder, &["check"]);
    assert!(problem.contains("public_url must look like"), "{problem}");
    std::fs::write(folder.join("lotse.toml"), "smtp_url = \"nonsense\"\n").expect("it can be written");
    let problem = complaint(folder, &["check"]);
    assert!(problem.contains("SMTP"), "{problem}");
}

#[test]
fn the_last_admin_stays_one() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let folder = folder.path();
    run(folder, &["member", "add", "--email", "ada@example.org", "--name", "Ada", "--role", "admin"]);
    let twice = complaint(folder, &["member", "add", "--email", "ada@example.org"]);
    assert!(!twice.contains("address-taken"), "keys are said in words: {twice}");
    let last = complaint(folder, &["member", "role", "ada@example.org", "member"]);
    assert!(!last.contains("role-last-admin"), "keys are said in words: {last}");
    run(folder, &["member", "add", "--email", "bob@example.org", "--name", "Bob", "--role", "admin"]);
    let done = run(folder, &["member", "role", "ada@example.org", "member"]);
    assert_eq!(said(&done), "Ada is member now\n");
    assert!(said(&run(folder, &["check"])).starts_with("Settings and data are sound: SQLite"));
}

#[test]
fn a_database_of_a_newer_program_is_left_alone() {
    let Some(site) = Site::on_postgres() else { return };
    site.sql("INSERT INTO __diesel_schema_migrations VALUES ('99990101000000', now())");
    let url = site.database_url();
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let problem = complaint(folder.path(), &["check", "--database-url", &url]);
    assert!(problem.contains("newer Lotse"), "{problem}");
}
