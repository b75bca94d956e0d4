//! Taking one's data along, and leaving.

use std::io::Read;

use diesel::prelude::*;
use lotse::db::Db;
use lotse::db::schema::{events, members, revisions};
use lotse::web::Refusal;

use super::is_signed_in;
use crate::support::{Page, Person, Site, on_each_database, patiently, short};
use std::time::Duration;

fn read<T>(site: &Site, f: impl FnOnce(&mut Db) -> QueryResult<T>) -> T {
    let database = site.running().app().site().store.database();
    database.read_now(|db| Ok::<_, Refusal>(f(db)?)).expect("read")
}

fn unpacked(page: &Page) -> (serde_json::Value, Vec<String>) {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(page.bytes.clone())).expect("a ZIP");
    let names = (0..zip.len())
        .map(|at| zip.by_index_raw(at).expect("an entry").name().expect("a name").to_string())
        .collect();
    let mut text = String::new();
    zip.by_name("data.json").expect("the data").read_to_string(&mut text).expect("text");
    (serde_json::from_str(&text).expect("JSON"), names)
}

fn download(person: &mut Person) -> Page {
    person.get("/settings/data").expect_status(200);
    person.post("/settings/data", &[])
}

fn leave(person: &mut Person, texts: &str) -> Page {
    person.get("/settings/leave").expect_status(200);
    person.post("/settings/leave", &[("texts", texts), ("sure", "on")])
}

/// Ada's question with Bob's answer, and a question of hers that nobody answered.
fn two_threads(site: &Site) -> (Person, String, String, String) {
    site.with_community();
    let mut ada = site.sign_in("ada");
    let answered = ada.ask("help", "Die Lampe am Rahmen flackert", "Sie flackert *immer* bergab.");
    let alone = ada.ask("help", "Der Sattel knarzt bei Regen", "Nur bei Regen, sonst nicht.");
    let answer = site.sign_in("bob").answer(&answered, "Die Masse am Gepäckträger prüfen.");
    site.mailbox.newest_to("ada@example.org");
    (ada, answered, alone, answer)
}

#[test]
fn a_download_holds_everything_and_nobody_else() {
    on_each_database(|site| {
        let (mut ada, answered, _, answer) = two_threads(site);
        let token = ada.get(&answered).attributes("form [name=token]", "value").remove(0);
        let thanks = [("token", token.as_str()), ("words", "Das war es, danke")];
        ada.post_without_token(&format!("/p/{answer}/helpful"), &thanks).expect_status(303);
        let file = download(&mut ada);
        file.expect_status(200);
        assert_eq!(file.header("content-type"), Some("application/zip"));
        let (data, names) = unpacked(&file);
        assert_eq!(names, ["README.txt", "data.json"]);
        assert!(data["member"]["email"].as_str().is_some_and(|email| email.contains('@')));
        assert_eq!(data["threads"].as_array().map(Vec::len), Some(2));
        assert_eq!(data["posts"][0]["text"], "Sie flackert *immer* bergab.");
        assert_eq!(data["helpful_given"][0]["words"], "Das war es, danke");
        let text = data.to_string();
        assert!(!text.contains("Gepäckträger"), "what others wrote is theirs");
        let visitor = site.person().post_without_token("/settings/data", &[]);
        assert_ne!(visitor.status, 200);
    });
}

#[test]
fn who_leaves_is_gone_and_what_they_wrote_stays_nameless() {
    on_each_database(|site| {
        let (mut ada, answered, alone, _) = two_threads(site);
        let mut phone = site.person();
        site.sign_in_as("ada", &mut phone);
        let name = "Ada".to_owned();
        let address = "ada@example.org";
        ada.get("/settings/leave");
        let page = ada.post("/settings/leave", &[("texts", "keep")]);
        page.expect_status(422).expect_text("Tick the box");
        assert!(is_signed_in(&mut ada), "nothing has happened yet");
        leave(&mut ada, "keep").expect_status(303);
        ada.follow().expect_status(200).expect_text("Your account is deleted");
        assert!(!is_signed_in(&mut ada) && !is_signed_in(&mut phone));
        let mail = site.mailbox.newest_to(address);
        assert!(mail.subject.contains("deleted"), "{}", mail.subject);
        let mut visitor = site.person();
        for thread in [&answered, &alone] {
            let page = visitor.get(thread);
            page.expect_status(200).expect_text("Ehemaliges Mitglied").expect_nowhere(&name);
        }
        visitor.get(&answered).expect_text("bergab");
        let left = members::table.filter(members::email.eq(address)).count();
        assert_eq!(read(site, |db| left.get_result::<i64>(db)), 0);
        let logged = events::table.filter(events::data.like(format!("%{address}%"))).count();
        assert_eq!(read(site, |db| logged.get_result::<i64>(db)), 0, "nor is it in the log");
    });
}

#[test]
fn texts_go_too_when_chosen_and_answers_of_others_stay() {
    on_each_database(|site| {
        let (mut ada, answered, alone, _) = two_threads(site);
        leave(&mut ada, "erase").expect_status(303);
        site.mailbox.newest_to("ada@example.org");
        let mut visitor = site.person();
        let place = short(&answered);
        let page = patiently("the texts to go", Duration::from_secs(20), || {
            let page = visitor.get(&place);
            let page = if page.is_redirect() { visitor.follow() } else { page };
            (!page.body().contains("bergab")).then_some(page)
        });
        page.expect_status(200).expect_text("gelöscht").expect_text("Gepäckträger");
        page.expect_nowhere("flackert");
        patiently("the lonely thread to go", Duration::from_secs(20), || {
            (visitor.get(&alone).status == 404).then_some(())
        });
        let kept = read(site, |db| revisions::table.count().get_result::<i64>(db));
        assert_eq!(kept, 0);
    });
}

#[test]
fn the_last_admin_stays_and_admins_erase_for_others() {
    on_each_database(|site| {
        site.with_community();
        let mut admin = site.sign_in("alice");
        leave(&mut admin, "keep").expect_status(409);
        let ada = site.member("ada");
        admin.get(&format!("/admin/members/{ada}/erase")).expect_status(200);
        admin.post(&format!("/admin/members/{ada}/erase"), &[]).expect_status(422);
        admin.post(&format!("/admin/members/{ada}/erase"), &[("texts", "keep")]).expect_status(303);
        admin.get(&format!("/admin/members/{ada}")).expect_status(404);
        site.mailbox.newest_to("ada@example.org");
        let mut bob = site.sign_in("bob");
        bob.get("/settings/leave");
        let own = site.member("bob");
        assert_eq!(bob.get(&format!("/admin/members/{own}/erase")).status, 404);
    });
}
