//! Following the log: every event once, and none slips behind the one who reads.

use std::sync::mpsc::channel;

use lotse::db::schema::site as site_row;
use lotse::events::{self, Cursor, Event, Logged, Origin};
use lotse::ids::{MemberId, Ts};
use lotse::web::Refusal;

use diesel::prelude::*;

use crate::support::{DatabaseKind, Site, on_each_database};

fn change(site: &Site, by: i64, meanwhile: impl Fn() + Send + 'static) {
    let store = &site.running().app().site().store;
    let done = store.write_at(Ts::now(), Origin::Live, move |tx| {
        tx.record(Event::LegalPageChanged { slug: "rules".into(), language: "en".into(), by: MemberId(by) })?;
        meanwhile();
        Ok::<_, Refusal>(())
    });
    done.expect("it is written");
}

fn end(site: &Site) -> Cursor {
    let database = site.running().app().site().store.database();
    database.read_now(|db| Ok::<_, Refusal>(events::end(db)?)).expect("the log can be read")
}

fn after(site: &Site, cursor: Cursor) -> Vec<Logged> {
    let database = site.running().app().site().store.database();
    database.read_now(|db| Ok::<_, Refusal>(events::after(db, cursor, 100)?)).expect("the log can be read")
}

fn who(read: &[Logged]) -> Vec<i64> {
    let by = |logged: &Logged| match logged.event {
        Some(Event::LegalPageChanged { by, .. }) => by.0,
        _ => 0,
    };
    read.iter().map(by).collect()
}

#[test]
fn each_event_is_read_once_and_in_order() {
    on_each_database(|site| {
        change(site, 1, || ());
        let begin = end(site);
        change(site, 2, || ());
        change(site, 3, || ());
        let read = after(site, begin);
        assert_eq!(who(&read), [2, 3]);
        assert_eq!(after(site, read[0].at).len(), 1);
        assert_eq!(after(site, read[1].at), []);
        assert_eq!(end(site), read[1].at);
    });
}

#[test]
fn an_event_that_is_committed_late_is_not_passed_over() {
    on_each_database(|site| {
        if site.kind == DatabaseKind::Sqlite {
            return; // one writes after the other there
        }
        let begin = end(site);
        std::thread::scope(|scope| {
            let (begun, has_begun) = channel();
            let (go_on, may_go_on) = channel::<()>();
            let may_go_on = std::sync::Mutex::new(may_go_on);
            let slow = scope.spawn(move || {
                change(site, 1, move || {
                    begun.send(()).expect("the test waits");
                    may_go_on.lock().expect("nobody panicked").recv().expect("the test says so");
                });
            });
            has_begun.recv().expect("it begins");
            change(site, 2, || ());
            assert_eq!(who(&after(site, begin)), [] as [i64; 0], "the first is still open");
            go_on.send(()).expect("it waits");
            slow.join().expect("it ends");
        });
        assert_eq!(who(&after(site, begin)), [1, 2]);
    });
}

#[test]
fn another_epoch_begins_from_the_start() {
    on_each_database(|site| {
        change(site, 1, || ());
        let read_all = end(site);
        let store = &site.running().app().site().store;
        store
            .database()
            .write_now(|db| {
                diesel::update(site_row::table).set(site_row::epoch.eq(site_row::epoch + 1)).execute(db)?;
                Ok::<_, Refusal>(())
            })
            .expect("a restore begins another epoch");
        assert_eq!(who(&after(site, read_all)), [1]);
    });
}
