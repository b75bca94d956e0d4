use super::*;
use crate::db::{Database, DatabaseUrl};
use crate::events::Store;
use crate::mail::{Outgoing, enqueue};
use crate::web::secrets::SiteSecret;
use serde_json::json;

fn database() -> (tempfile::TempDir, Database) {
    let dir = tempfile::tempdir().unwrap();
    let database = Database::open(DatabaseUrl::Sqlite(dir.path().join("t.db"))).unwrap();
    (dir, database)
}

fn run<T: Send + 'static>(database: &Database, f: impl Fn(&mut Db) -> QueryResult<T> + Send + 'static) -> T {
    database.write_now(move |db| f(db).map_err(anyhow::Error::from)).unwrap()
}

fn put(database: &Database, to: &'static str, due: i64, expires: Option<i64>) {
    run(database, move |db| {
        let mail = Outgoing {
            kind: "test",
            member: None,
            address: Some(to.into()),
            data: json!({ "secret": "123456" }),
            due_at: Ts(due),
            expires_at: expires.map(Ts),
        };
        enqueue(db, &mail)
    });
}

fn next(database: &Database, now: i64) -> Option<OutboxRow> {
    run(database, move |db| take(db, Ts(now)))
}

fn to(row: Option<OutboxRow>) -> Option<String> {
    row.and_then(|row| row.address)
}

#[test]
fn the_newest_code_comes_first_and_news_last() {
    let (_dir, database) = database();
    put(&database, "news", 1, None);
    put(&database, "first", 5, Some(1000));
    put(&database, "second", 5, Some(1000));
    put(&database, "not-yet", 50, Some(1000));
    let order: Vec<_> = std::iter::from_fn(|| to(next(&database, 10))).collect();
    assert_eq!(order, ["second", "first", "news"]);
}

#[test]
fn later_is_later_each_time_and_not_for_ever() {
    let (_dir, database) = database();
    put(&database, "a", 1, None);
    let now = Ts::now();
    let row = next(&database, now.0).unwrap();
    let again = row.clone();
    run(&database, move |db| note(db, &again, &Outcome::Later("busy".into()), now));
    assert!(next(&database, now.plus_seconds(59).0).is_none());
    let row = next(&database, now.plus_seconds(61).0).unwrap();
    assert_eq!((row.attempts, pause(1), pause(2), pause(99)), (2, 1, 5, 360));
    let (end, last) = (now.plus_days(3).plus_minutes(1), row);
    run(&database, move |db| note(db, &last, &Outcome::Later("busy".into()), end));
    assert!(next(&database, end.plus_days(9).0).is_none(), "given up");
    let (problem, data): (Option<String>, String) =
        run(&database, |db| outbox::table.select((outbox::problem, outbox::data)).first(db));
    assert_eq!((problem.as_deref(), data.as_str()), (Some("given up: busy"), "{}"));
    let given_up = |since: Ts| run(&database, move |db| crate::mail::outbox::given_up(db, since));
    assert_eq!(given_up(now.plus_days(-1)), (1, Some("busy".to_owned())));
    assert_eq!(given_up(now.plus_days(1)), (0, None));
}

#[test]
fn a_code_is_never_kept() {
    let (_dir, database) = database();
    put(&database, "a", 1, Some(1000));
    let row = next(&database, 10).unwrap();
    run(&database, move |db| note(db, &row, &Outcome::Failed("no such mailbox".into()), Ts(11)));
    assert_eq!(run(&database, |db| outbox::table.count().get_result::<i64>(db)), 0);
    put(&database, "b", 1, Some(1000));
    let row = next(&database, 10).unwrap();
    run(&database, move |db| note(db, &row, &Outcome::Later("busy".into()), Ts(11)));
    let due: i64 = run(&database, |db| outbox::table.select(outbox::due_at).first(db));
    assert_eq!(due, 1000, "looked at once more when it expires, to be dropped");
}

#[test]
fn the_default_sender_is_a_sender() {
    assert_eq!(sender(&Config::default(), "Forum").unwrap().address.shown, "lotse@localhost");
    let wrong = Config { mail_from: Some("nobody".into()), ..Config::default() };
    assert!(transport(&wrong).is_err());
    let wrong = Config { smtp_url: Some("mail.example.org".into()), ..Config::default() };
    assert!(transport(&wrong).is_err());
}

fn letter(_: &mut Db, _: &Site, row: &OutboxRow) -> anyhow::Result<Option<Letter>> {
    let to = row.address.clone().unwrap_or_default();
    assert!(to != "panic@example.org", "on purpose");
    Ok(Some(Letter {
        to: parse(&to)?,
        to_name: None,
        subject: "Hello".into(),
        text: "Hello".into(),
        html: "<p>Hello</p>".into(),
        message_id: row.message_id("lotse@localhost"),
        list_unsubscribe: None,
        in_reply_to: None,
        references: Vec::new(),
        language: "en".into(),
    }))
}

#[test]
fn letters_leave_and_their_rows_go_with_them() {
    let (dir, database) = database();
    let config = Config { data_dir: dir.path().to_owned(), ..Config::default() };
    run(&database, |db| {
        use crate::db::schema::site;
        diesel::insert_into(site::table)
            .values((
                site::id.eq(1_i16),
                site::version.eq(1_i64),
                site::epoch.eq(1_i64),
                site::secret.eq(""),
                site::created_at.eq(0_i64),
            ))
            .execute(db)
    });
    put(&database, "panic@example.org", 1, None);
    put(&database, "ada@example.org", 2, None);
    let store = Store::new(database.clone(), |_, _| Ok(()));
    let site = Arc::new(Site::new(config.clone(), store, SiteSecret::random()));
    let sendings = Arc::<Sendings>::default();
    let office =
        Office { site, transport: transport(&config).unwrap(), render: letter, sendings: sendings.clone() };
    for _ in 0..2 {
        office.work_off(next(&database, Ts::now().0).unwrap());
    }
    assert_eq!((sendings.sent.get(), sendings.failed.get()), (1, 1));
    assert_eq!(sendings.last_problem(), None, "one has left since");
    let left = run(&database, |db| outbox::table.select(outbox::address).load::<Option<String>>(db));
    assert_eq!(left, [Some("panic@example.org".to_owned())], "one that cannot be written holds up nobody");
    assert_eq!(std::fs::read_dir(dir.path().join("mail")).unwrap().count(), 1);
}
