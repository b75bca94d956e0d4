//! Which database, chosen by its address and by nothing else.
//!
//! Diesel's derived `establish` tries the variants in turn and would open an SQLite file named after a PostgreSQL
//! address whose server is down; so the choice is made here, by prefix.

use std::path::PathBuf;

/// The address of a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file on this machine.
    Sqlite(PathBuf),
    /// A server: `postgres://…`.
    Postgres(String),
}

impl DatabaseUrl {
    /// Reads `postgres://…`, `postgresql://…`, `sqlite:PATH` or `sqlite://PATH`.
    ///
    /// Errors: any other prefix, with a sentence that names those.
    pub fn parse(text: &str) -> anyhow::Result<DatabaseUrl> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(DatabaseUrl::Postgres(text.to_owned()));
        }
        let path = text.strip_prefix("sqlite://").or_else(|| text.strip_prefix("sqlite:"));
        match path {
            Some(path) if !path.is_empty() => Ok(DatabaseUrl::Sqlite(PathBuf::from(path))),
            _ => anyhow::bail!("the database address must start with postgres:// or sqlite:"),
        }
    }
}

impl std::fmt::Display for DatabaseUrl {
    /// Never shows a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            DatabaseUrl::Sqlite(path) => write!(f, "SQLite at {}", path.display()),
            DatabaseUrl::Postgres(address) => {
                let shown = url::Url::parse(address).ok();
                let host = shown.as_ref().and_then(|u| u.host_str()).unwrap_or("local socket");
                let name = shown.as_ref().map(|u| u.path().trim_start_matches('/')).unwrap_or("");
                write!(f, "PostgreSQL, database {name} at {host}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prefix_decides() {
        assert!(matches!(DatabaseUrl::parse("postgres://a/b"), Ok(DatabaseUrl::Postgres(_))));
        assert_eq!(
            DatabaseUrl::parse("sqlite:/tmp/x.db").ok(),
            Some(DatabaseUrl::Sqlite(PathBuf::from("/tmp/x.db")))
        );
        assert!(DatabaseUrl::parse("mysql://a").is_err());
    }

    #[test]
    fn a_password_is_never_shown() {
        let url = DatabaseUrl::Postgres("postgres://me:geheim@db.example/forum".into());
        assert_eq!(url.to_string(), "PostgreSQL, database forum at db.example");
    }
}
