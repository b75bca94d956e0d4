//! Each thing that can be wrong, alone.

use super::super::disk::Space;
use super::*;
use crate::config::Config;

/// A community in which all is well.
fn well() -> Facts {
    let config = Config {
        listen: "127.0.0.1:8080".parse().unwrap(),
        public_url: Some("https://help.example.org".into()),
        trusted_proxies: vec!["127.0.0.1/32".parse().unwrap()],
        smtp_url: Some("smtps://mail.example.org".into()),
        data_dir: "/data".into(),
        ..Config::default()
    };
    let mut facts = Facts::of(&config, Ts::now());
    facts.disk = Some(Space { free: 60, all: 100 });
    facts
}

/// The one finding after a change.
fn after(change: impl FnOnce(&mut Facts)) -> Finding {
    let mut facts = well();
    change(&mut facts);
    let mut all = findings(&facts);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

#[test]
fn where_all_is_well_nothing_is_said() {
    assert_eq!(findings(&well()), []);
    let here = Facts { public_url: None, limits: false, ..well() };
    assert_eq!(findings(&here), [], "somebody tries it on their own machine");
    let large = Facts { disk: Some(Space { free: 60_000_000_000, all: 900_000_000_000 }), ..well() };
    assert_eq!(findings(&large), []);
}

#[test]
fn each_thing_is_said_with_its_step() {
    use Weight::{Bad, Known, Soon};
    type Change = fn(&mut Facts);
    let cases: [(Change, Weight, &str, &str); 19] = [
        (|f| f.mismatch = Some(Mismatch::Newer), Bad, "health-database-newer", ""),
        (|f| f.mismatch = Some(Mismatch::Older), Bad, "health-database-older", ""),
        (|f| f.disk = Some(Space { free: 2, all: 100 }), Bad, "health-disk", "du -xh -d 2 /data"),
        (|f| f.disk = Some(Space { free: 9, all: 100 }), Soon, "health-disk", "du "),
        (
            |f| (f.public_url, f.listen) = (None, "0.0.0.0:80".parse().unwrap()),
            Bad,
            "health-no-public-url",
            "public_url",
        ),
        (|f| f.public_url = Some("http://a.example".into()), Bad, "health-no-https", "\"https://a.example\""),
        (|f| f.has_proxies = false, Soon, "health-no-proxies", "trusted_proxies"),
        (|f| f.limits = false, Soon, "health-no-limits", "limit_addresses = true"),
        (|f| f.has_mail_server = false, Bad, "health-no-mail", "smtp_url"),
        (|f| f.mail.since = f.now.plus_minutes(-30), Bad, "health-mail-waits", "lotse mail doctor"),
        (|f| f.mail.retried = 1, Soon, "health-mail-waits", "lotse mail doctor"),
        (|f| f.given_up.count = 1, Soon, "health-mail-given-up", "lotse mail doctor"),
        (|f| f.stopped = 3, Known, "health-mail-stopped", ""),
        (|f| f.jobs.failed = 1, Bad, "health-jobs-failed", "again"),
        (|f| f.jobs.since = f.now.plus_minutes(-30), Soon, "health-jobs-wait", ""),
        (|f| f.search.documents = None, Bad, "health-search-none", "lotse reindex"),
        (|f| f.search.building = Some(40), Known, "health-search-building", ""),
        (|f| f.events = LAG + 1, Soon, "health-search-behind", "lotse reindex"),
        (|f| f.founded = f.now.plus_days(-9), Soon, "health-backup-none", "lotse backup /data/backups/"),
    ];
    for (change, weight, key, step) in cases {
        let found = after(change);
        assert_eq!((found.weight, found.what.key), (weight, key));
        let words = match &found.step {
            Step::Wait => "",
            Step::TryAgain => "again",
            Step::Command(line) | Step::Setting(line) => line,
        };
        assert!(words.contains(step) && words.is_empty() == step.is_empty(), "{key}: {words}");
    }
}

#[test]
fn a_backup_counts_from_the_day_it_was_made() {
    let old = after(|f| (f.founded, f.backup) = (f.now.plus_days(-99), Some(f.now.plus_days(-10))));
    assert_eq!(old.what, Note::new("health-backup-old").with("n", 10));
    let fresh = Facts { founded: Ts(0), backup: Some(well().now), ..well() };
    assert_eq!(findings(&fresh), []);
}

#[test]
fn the_last_problem_of_mail_is_named() {
    let found = after(|f| {
        f.mail.retried = 1;
        f.mail_problem = Some("connection refused".into());
    });
    assert_eq!(found.what.key, "health-mail-fails");
}

#[test]
fn the_worst_comes_first() {
    let facts = Facts { stopped: 1, has_mail_server: false, has_proxies: false, ..well() };
    let weights: Vec<_> = findings(&facts).into_iter().map(|finding| finding.weight).collect();
    assert_eq!(weights, [Weight::Bad, Weight::Soon, Weight::Known]);
}

#[test]
fn sizes_are_whole_numbers() {
    assert_eq!((size(950_000_000), size(52_900_000_000)), ("950 MB".to_owned(), "52 GB".to_owned()));
}
