//! Every migration exists for both databases, under one name, with its way back.

use std::collections::BTreeSet;

use crate::source::Source;

const DATABASES: [&str; 2] = ["sqlite", "postgres"];

pub fn faults(sources: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    let names: BTreeSet<&str> = sources.iter().filter_map(|source| source.path.split('/').nth(2)).collect();
    if names.is_empty() {
        faults.push("no migrations found".to_owned());
    }
    for name in names {
        for database in DATABASES {
            for way in ["up.sql", "down.sql"] {
                let path = format!("migrations/{database}/{name}/{way}");
                match sources.iter().find(|source| source.path == path) {
                    Some(source) if source.text.trim().is_empty() => {
                        faults.push(format!("{path} is empty"));
                    }
                    Some(_) => {}
                    None => faults.push(format!("{path} is missing")),
                }
            }
        }
    }
    faults
}

#[test]
fn a_missing_twin_and_an_empty_way_back_are_refused() {
    let sources = [
        Source::new("migrations/sqlite/0001_boards/up.sql", "create table boards();"),
        Source::new("migrations/sqlite/0001_boards/down.sql", " \n"),
        Source::new("migrations/postgres/0001_boards/up.sql", "create table boards();"),
    ];
    assert_eq!(
        faults(&sources),
        [
            "migrations/sqlite/0001_boards/down.sql is empty",
            "migrations/postgres/0001_boards/down.sql is missing",
        ]
    );
    assert_eq!(faults(&[]).len(), 1, "an empty tree is no success");
}
