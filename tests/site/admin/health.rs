//! How the server is doing and what is set, as admins see it.

use diesel::RunQueryDsl;
use lotse::config::SETTINGS;

use crate::command::{Process, run, said};
use crate::support::{Person, Site, on_each_database};

fn change(site: &Site, sql: &'static str) {
    let database = site.running().app().site().store.database();
    let done = database.write_now(move |db| Ok::<_, anyhow::Error>(diesel::sql_query(sql).execute(db)?));
    done.expect("changed");
}

#[test]
fn what_is_wrong_is_said_with_what_mends_it() {
    on_each_database(|site| {
        site.with_community();
        let mut alice = site.sign_in("alice");
        alice.get("/admin").expect_text("on the server need");
        let page = alice.get("/admin/health");
        page.expect_text("Does not work now").expect_text("No mail server is set up");
        page.expect_text("smtp_url = \"smtp://user:password@mail.example.org:587\"");
        assert!(!page.body().contains("a-token-of-the-tests"));

        change(
            site,
            "INSERT INTO jobs (kind, subject, due_at, attempts, leased_until, problem, created_at) \
             VALUES ('a broken thing', 7, 0, 8, 0, 'it panicked', 0)",
        );
        let page = alice.get("/admin/health");
        page.expect_text("failed too often (a broken thing): it panicked");
        alice.post("/admin/health/retry", &[]).expect_status(303);
        let page = alice.follow();
        page.expect_text("It is tried again.");
        assert!(!page.body().contains("it panicked"), "{}", page.body());

        change(site, "UPDATE members SET mail_stopped_at = 1 WHERE name = 'Ada'");
        alice.get("/admin/health").expect_text("One member gets no mail");
    });
}

#[test]
fn a_test_mail_goes_to_who_asks_for_it() {
    on_each_database(|site| {
        site.with_community();
        let mut alice = site.sign_in("alice");
        alice.get("/admin/health").expect_status(200);
        alice.post("/admin/health/test-mail", &[]).expect_status(303);
        alice.follow().expect_text("The test mail has left");
        let mail = site.mailbox.newest_to("alice@example.org");
        assert!(mail.subject.starts_with("Mail from "), "{}", mail.subject);
        for name in ["mona", "ada"] {
            let mut other = site.sign_in(name);
            other.get("/");
            let token = other.form_token();
            for path in ["/admin/health/test-mail", "/admin/health/retry"] {
                other.post_without_token(path, &[("token", &token)]).expect_status(404);
            }
        }
    });
}

#[test]
fn every_setting_is_shown_and_no_secret() {
    on_each_database(|site| {
        site.with_community();
        let page = site.sign_in("alice").get("/admin/settings");
        let names = page.select(".setting__name");
        let all: Vec<&str> = SETTINGS.iter().map(|setting| setting.name).collect();
        let shown: Vec<&str> = names.iter().map(String::as_str).collect();
        for name in &all {
            assert!(shown.contains(name), "{name} is missing in {shown:?}");
        }
        assert_eq!(shown.len(), all.len());
        assert!(!page.body().contains("a-token-of-the-tests"));
        page.expect_text("LOTSE_PUBLIC_URL");
    });
}

fn sign_in(server: &Process, folder: &std::path::Path) -> Person {
    let link = said(&run(folder, &["login-link", "ada@example.org"]));
    let token = link.trim().rsplit_once("/login/").expect("a link").1.to_owned();
    let mut ada = Person::new(&server.address).reading("en");
    ada.get(&format!("/login/{token}")).expect_status(200);
    ada.post(&format!("/login/{token}"), &[]).expect_status(303);
    ada
}

#[test]
fn settings_say_where_they_come_from_and_a_mail_server_that_is_gone_is_named() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let folder = folder.path();
    let settings = "smtp_url = \"smtp://me:geheim@127.0.0.1:9?tls=none\"\nmail_from = \"help@example.org\"\n";
    std::fs::write(folder.join("lotse.toml"), settings).expect("written");
    run(folder, &["member", "add", "--email", "ada@example.org", "--name", "Ada", "--role", "admin"]);
    let server = Process::serve(folder);
    let mut ada = sign_in(&server, folder);
    let page = ada.get("/admin/settings");
    page.expect_text("smtp://127.0.0.1:9 from lotse.toml").expect_text("from the command line");
    page.expect_text("help@example.org from lotse.toml").expect_text("text default");
    assert!(!page.body().contains("geheim"));
    ada.get("/admin/health");
    let page = ada.post("/admin/health/test-mail", &[]);
    page.expect_status(422).expect_text("The test mail did not leave").expect_text("sending failed for now");
    assert!(!page.body().contains("geheim"));
    server.terminate();

    let doctor = run(folder, &["mail", "doctor"]);
    let (lines, problem) = (said(&doctor), String::from_utf8_lossy(&doctor.stderr).into_owned());
    assert_eq!(doctor.status.code(), Some(1), "{problem}");
    assert!(lines.contains("good   Mail comes from help@example.org"), "{lines}");
    assert!(lines.contains("BAD    Nobody answers at 127.0.0.1:9"), "{lines}");
    assert!(lines.contains("_dmarc.example.org") || lines.contains("DMARC"), "{lines}");
    assert!(problem.contains("must be mended") && !lines.contains("geheim"), "{problem}");
}
