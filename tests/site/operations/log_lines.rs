//! What stands in the log, for people and for collectors.

use crate::command::Process;
use crate::support::Person;

#[test]
fn lines_for_collectors_are_json_and_carry_the_id_of_their_request() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    std::fs::write(folder.path().join("lotse.toml"), "log_format = \"json\"\n").expect("written");
    let server = Process::serve_logging(folder.path(), Some("info,lotse::web=debug"));
    let page = Person::new(&server.address).get("/login/s3cret?q=geheim");
    let id = page.header("x-request-id").expect("every answer has one").to_owned();
    let log = server.terminate();
    let lines: Vec<serde_json::Value> =
        log.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"))).collect();
    let answered = lines.iter().find(|line| line["id"] == id.as_str()).expect("its line");
    assert_eq!(answered["message"], "answered");
    assert_eq!(answered["status"], page.status);
    assert_eq!(answered["path"], "\"/login/…\"", "no token is logged");
    assert!(!log.contains("s3cret") && !log.contains("geheim"), "{log}");
    assert!(lines.iter().all(|line| line["timestamp"].is_string() && line["level"].is_string()));
}

#[test]
fn a_failed_job_says_which_one_it_was() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let server = Process::serve(folder.path());
    let database =
        lotse::db::Database::open(lotse::db::DatabaseUrl::Sqlite(folder.path().join("data/lotse.db")));
    let asked = database.expect("it opens beside the server").write_now(|db| {
        Ok::<_, anyhow::Error>(lotse::jobs::enqueue(db, "no such job", 7, lotse::ids::Ts::now())?)
    });
    asked.expect("queued");
    let mut log = String::new();
    crate::support::patiently("the job", std::time::Duration::from_secs(10), || {
        let database =
            lotse::db::Database::open(lotse::db::DatabaseUrl::Sqlite(folder.path().join("data/lotse.db")));
        let tried = database.expect("opens").read_now(|db| {
            let queue = lotse::db::Queue::Jobs;
            Ok::<_, anyhow::Error>(lotse::db::queue_state(db, queue, lotse::ids::Ts::now())?.retried)
        });
        (tried.expect("read") == 1).then_some(())
    });
    log.push_str(&server.terminate());
    let line = log.lines().find(|line| line.contains("a job failed")).expect("it is said");
    assert!(line.contains("job{id=1 kind=\"no such job\"}"), "{line}");
}
