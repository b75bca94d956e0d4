//! Index: **what a backup leaves out.** Everything else is in it.

/// Tables, and why.
pub const TABLES: &[(&str, &str)] = &[
    ("sessions", "everybody signs in again: a stolen backup opens no session"),
    ("sign_ins", "codes and links on their way, gone within minutes"),
    ("held_questions", "questions that wait for such a code, and what their browser is known by"),
    ("form_keys", "random keys of forms, gone after a day"),
    ("outbox", "mail on its way, codes among it; it is sent before a move, or it is lost"),
    ("cursors", "how far a server has read the log, which begins another life"),
];

/// Columns that begin anew, and why: table, column, reason.
pub const COLUMNS: &[(&str, &str, &str)] = &[
    ("events", "tx", "numbers of one PostgreSQL's transactions"),
    ("jobs", "leased_until", "which server works on it now"),
    ("site", "setup_hash", "a link that makes its holder admin"),
];

/// Whether a table is left out.
pub fn table(name: &str) -> bool {
    TABLES.iter().any(|(table, _)| *table == name)
}

/// Whether a column is left out.
pub fn column(table: &str, name: &str) -> bool {
    COLUMNS.iter().any(|(in_table, column, _)| *in_table == table && *column == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::{Database, DatabaseUrl, tables};

    /// Columns with something of a secret in their name that are meant to be in a backup.
    const MEANT: &[(&str, &str)] = &[
        // Without it nobody could sign in with their password.
        ("members", "password_hash"),
        // Links in mail that was sent, such as those that end it, are signed with it.
        ("site", "secret"),
        // Names of things, not of secrets.
        ("settings", "key"),
        ("members", "name_key"),
        ("members", "email_key"),
    ];
    const SECRET: [&str; 6] = ["hash", "token", "secret", "code", "key", "password"];

    #[test]
    fn what_is_left_out_exists_and_no_secret_goes_along_unnoticed() {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let database = Database::open(DatabaseUrl::Sqlite(dir.path().join("t.db"))).expect("opens");
        let all = database.read_now(tables).expect("readable");
        let is_there = |name: &str| all.iter().any(|table| table.name == name);
        assert!(TABLES.iter().all(|(name, _)| is_there(name)));
        let has = |table: &str, column: &str| {
            all.iter().any(|one| one.name == table && one.columns.iter().any(|c| c.name == column))
        };
        assert!(COLUMNS.iter().all(|(table, column, _)| has(table, column)));
        for one in all.iter().filter(|one| !table(&one.name)) {
            for name in one.columns.iter().map(|c| c.name.as_str()) {
                let is_secret = name.split('_').any(|word| SECRET.contains(&word));
                let is_meant = MEANT.contains(&(one.name.as_str(), name)) || column(&one.name, name);
                assert!(!is_secret || is_meant, "{}.{name}: is it to be in every backup?", one.name);
            }
        }
    }
}
