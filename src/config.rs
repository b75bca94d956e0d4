//! Index: **what can be set.**
//!
//! [`Config`] is the operator's: where to listen and where the data is. It comes from `lotse.toml`, overridden by
//! `LOTSE_*`, overridden by flags. [`Community`] is the admin's: what the community is called and how it speaks; it
//! is kept in the table `settings` and changed at `/admin/community`. [`Limits`] are the sizes and rates of the
//! program itself, each with its reason.

use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

mod database_url;
mod setting;

pub use database_url::DatabaseUrl;
pub use setting::{Group, Origin, SETTINGS, Setting, Shown};

/// What the operator sets.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where to listen; default `127.0.0.1:8080`.
    pub listen: SocketAddr,
    /// Where everything is kept; default `./data`.
    pub data_dir: PathBuf,
    /// `postgres://…` or `sqlite:PATH`; default: `lotse.db` in the data directory.
    pub database_url: Option<String>,
    /// The address people type, without a trailing slash; default: the listening address over http.
    pub public_url: Option<String>,
    /// Networks whose `X-Forwarded-For` is believed; default none.
    pub trusted_proxies: Vec<ipnet::IpNet>,
    /// `smtp://user:password@host:587` or `smtps://…`; without it mail is written to `DATA_DIR/mail`.
    pub smtp_url: Option<String>,
    /// The sender of all mail; default `lotse@` and the public host.
    pub mail_from: Option<String>,
    /// The file with the private key that signs mail (PEM, RSA); without it mail is not signed.
    pub dkim_key_file: Option<PathBuf>,
    /// The name under which the public key stands in the DNS, before `._domainkey.`; default `lotse`.
    pub dkim_selector: Option<String>,
    /// The domain that signs; default: that of the sender.
    pub dkim_domain: Option<String>,
    /// `text` or `json`.
    pub log_format: LogFormat,
    /// Where `/metrics`, `/healthz` and `/readyz` are answered to everybody, beside the community; default nowhere.
    pub metrics_listen: Option<SocketAddr>,
    /// Who sends this as `Authorization: Bearer …` gets `/metrics` from the community's own address too; default nobody.
    pub metrics_token: Option<String>,
    /// Threads that answer requests; default: one a core.
    pub workers: Option<usize>,
    /// Whom to tell about a security hole: an e-mail address or an https link, for `security.txt`; default none.
    pub security_contact: Option<String>,
    /// Whether the limits a network address has are applied. Load tests and the test suite switch them off.
    pub limit_addresses: bool,
    /// Where values come from that are not the defaults.
    #[serde(skip)]
    pub origins: Origins,
}

/// By name of the setting.
pub type Origins = BTreeMap<String, Origin>;

/// How log lines look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            data_dir: PathBuf::from("data"),
            database_url: None,
            public_url: None,
            trusted_proxies: Vec::new(),
            smtp_url: None,
            mail_from: None,
            dkim_key_file: None,
            dkim_selector: None,
            dkim_domain: None,
            log_format: LogFormat::Text,
            metrics_listen: None,
            metrics_token: None,
            workers: None,
            security_contact: None,
            limit_addresses: true,
            origins: Origins::new(),
        }
    }
}

impl Config {
    /// Reads `lotse.toml` (when `file` exists) and the environment (`LOTSE_LISTEN`, …, and `DATABASE_URL`).
    ///
    /// Errors: a file that is no TOML, an unknown name, or a value of the wrong kind, with the name in the sentence.
    pub fn load(file: &Path) -> anyhow::Result<Config> {
        let proxies = "trusted_proxies";
        let builder = config::Config::builder()
            .add_source(config::File::from(file).format(config::FileFormat::Toml).required(false))
            .add_source(
                config::Environment::with_prefix("LOTSE")
                    .try_parsing(true)
                    .list_separator(",")
                    .with_list_parse_key(proxies),
            );
        let mut read: Config = builder.build()?.try_deserialize()?;
        read.origins = origins(file);
        if read.database_url.is_none() {
            read.database_url = std::env::var("DATABASE_URL").ok().filter(|v| !v.is_empty());
            if read.database_url.is_some() {
                read.note_origin("database_url", Origin::Environment);
            }
        }
        Ok(read)
    }

    /// Where the value of a setting comes from.
    pub fn origin(&self, name: &str) -> Origin {
        self.origins.get(name).copied().unwrap_or_default()
    }

    /// The value of a setting was set by this.
    pub fn note_origin(&mut self, name: &str, origin: Origin) {
        self.origins.insert(name.to_owned(), origin);
    }

    /// The database to open.
    ///
    /// Errors: an address that is neither PostgreSQL nor SQLite.
    pub fn database(&self) -> anyhow::Result<DatabaseUrl> {
        match &self.database_url {
            Some(text) => DatabaseUrl::parse(text),
            None => Ok(DatabaseUrl::Sqlite(self.data_dir.join("lotse.db"))),
        }
    }

    /// Looks at what nothing else would notice before people do.
    ///
    /// Errors: a public address that is not just a scheme and a host.
    pub fn check(&self) -> anyhow::Result<()> {
        let Some(public) = &self.public_url else { return Ok(()) };
        let is_right = url::Url::parse(public).is_ok_and(|url| {
            matches!(url.scheme(), "http" | "https")
                && url.path() == "/"
                && url.query().is_none()
                && url.fragment().is_none()
                && url.username().is_empty()
        });
        anyhow::ensure!(is_right, "public_url must look like https://help.example.org, without a path");
        Ok(())
    }

    /// The address links in mail and feeds begin with, without a trailing slash.
    pub fn public_url(&self) -> String {
        match &self.public_url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => format!("http://{}", self.listen),
        }
    }

    /// Whether people come over https, so that cookies get `Secure` and the `__Host-` prefix.
    pub fn is_https(&self) -> bool {
        self.public_url().starts_with("https://")
    }

    /// The sender of all mail.
    pub fn mail_from(&self) -> String {
        if let Some(from) = &self.mail_from {
            return from.clone();
        }
        let url = self.public_url();
        let host = url.split("://").nth(1).unwrap_or("").split([':', '/']).next().unwrap_or("");
        let host =
            if host.is_empty() || host.parse::<std::net::IpAddr>().is_ok() { "localhost" } else { host };
        format!("lotse@{host}")
    }
}

/// Which settings stand in the file, and which in the environment, which counts more.
fn origins(file: &Path) -> Origins {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let table: toml::Table = toml::from_str(&text).unwrap_or_default();
    let in_file = table.into_iter().map(|(name, _)| (name, Origin::File));
    let variables = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    let named = variables.filter_map(|name| Some(name.strip_prefix("LOTSE_")?.to_ascii_lowercase()));
    in_file.chain(named.map(|name| (name, Origin::Environment))).collect()
}

/// What an admin sets for the community.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Community {
    /// Shown in the header, titles and mail.
    pub name: String,
    /// One line under the name on the home page.
    pub line: String,
    /// The accent colour, `#rrggbb`.
    pub accent: String,
    /// The uploaded logo: the name of a file under `DATA_DIR/files`.
    pub logo: Option<String>,
    /// `de` or `en`, for people whose browser asks for neither.
    pub language: String,
    /// `du` or `sie`.
    pub tone: String,
    /// IANA name; days of activity and quiet hours are counted in it.
    pub time_zone: String,
    /// `small`, `medium` or `large`: the ladder's thresholds.
    pub preset: String,
}

impl Default for Community {
    fn default() -> Community {
        Community {
            name: "Lotse".into(),
            line: String::new(),
            accent: "#1f6f78".into(),
            logo: None,
            language: "de".into(),
            tone: "du".into(),
            time_zone: "Europe/Berlin".into(),
            preset: "small".into(),
        }
    }
}

impl Community {
    /// Puts the stored rows over the defaults; an unknown or unreadable row is left out.
    pub fn from_rows(rows: impl IntoIterator<Item = (String, String)>) -> Community {
        let defaults = serde_json::to_value(Community::default()).unwrap_or_default();
        let mut map = defaults.as_object().cloned().unwrap_or_default();
        for (key, value) in rows {
            if map.contains_key(&key) {
                map.insert(key, serde_json::Value::String(value));
            }
        }
        serde_json::from_value(serde_json::Value::Object(map)).unwrap_or_default()
    }

    /// The rows to store: name and value of each setting.
    pub fn to_rows(&self) -> HashMap<String, String> {
        let value = serde_json::to_value(self).unwrap_or_default();
        let fields = value.as_object().cloned().unwrap_or_default();
        fields.into_iter().filter_map(|(k, v)| Some((k, v.as_str()?.to_owned()))).collect()
    }
}

/// Sizes and rates of the program.
pub struct Limits;

impl Limits {
    /// Characters of a title.
    pub const TITLE_CHARS: usize = 150;
    /// Characters a title has at least: "Help" helps nobody.
    pub const TITLE_CHARS_LEAST: usize = 8;
    /// Characters of a post. Long logs fit; a book does not.
    pub const BODY_CHARS: usize = 50_000;
    /// Tags on a thread.
    pub const TAGS: usize = 5;
    /// Characters of a tag's name.
    pub const TAG_CHARS: usize = 30;
    /// Characters of a note, a reason, words of thanks, a version.
    pub const NOTE_CHARS: usize = 1_000;
    /// Characters of words of thanks and of a product version.
    pub const WORDS_CHARS: usize = 200;
    /// Characters of a member's text about themselves.
    pub const BIO_CHARS: usize = 2_000;
    /// Characters of a legal page.
    pub const LEGAL_CHARS: usize = 60_000;
    /// Bytes of an ordinary form. A body of 50,000 characters outside ASCII is up to 600 kB url-encoded.
    pub const FORM_BYTES: usize = 1_000_000;
    /// Bytes of an uploaded picture.
    pub const PICTURE_BYTES: usize = 12 * 1024 * 1024;
    /// Seconds within which an uploaded picture must have arrived: phones send slowly.
    pub const PICTURE_SECONDS: u64 = 120;
    /// Seconds within each of which an upload brings [`Limits::PICTURE_BYTES_LEAST`], or ends: whoever sends slower holds
    /// a place that others wait for.
    pub const PICTURE_STALL_SECONDS: u64 = 14;
    /// Bytes an upload brings in that time at least, 500 a second: the worst of mobile networks is faster.
    pub const PICTURE_BYTES_LEAST: u64 = 7_000;
    /// Hours an uploaded picture waits for a post that shows it.
    pub const PICTURE_HOURS: i64 = 24;
    /// Pictures a member may upload in 24 hours.
    pub const PICTURES_A_DAY: i64 = 60;
    /// Earlier texts kept of one post.
    pub const REVISIONS: i32 = 500;
    /// Minutes in which an author corrects a new post without a mark that says so.
    pub const UNMARKED_EDIT_MINUTES: i64 = 2;
    /// Hours after which what a super-user hid comes back, unless moderation confirms it.
    pub const UNCONFIRMED_HIDE_HOURS: i64 = 24;
    /// Characters of a notice of illegal content at least: it has to say why.
    pub const NOTICE_CHARS_LEAST: usize = 20;
    /// Characters of a notice of illegal content.
    pub const NOTICE_CHARS: usize = 4_000;
    /// Minutes a sign-in code and link are good for.
    pub const SIGN_IN_MINUTES: i64 = 10;
    /// Wrong codes before the code is void.
    pub const CODE_TRIES: i16 = 5;
    /// Sign-in mails to one address an hour, asked for from one network.
    pub const SIGN_IN_MAILS_AN_HOUR: i64 = 5;
    /// Sign-in mails to one address a day, wherever they are asked for: nobody's mailbox is flooded.
    pub const SIGN_IN_MAILS_A_DAY: i64 = 20;
    /// Days a session lives, counted from its last use.
    pub const SESSION_DAYS: i64 = 30;
    /// Days a session lives at most.
    pub const SESSION_DAYS_MOST: i64 = 365;
    /// Posts a member may write an hour, by rank: newcomers first.
    pub const POSTS_AN_HOUR_NEW: i64 = 20;
    /// Posts any other member may write an hour.
    pub const POSTS_AN_HOUR: i64 = 120;
    /// Threads a newcomer may start a day.
    pub const THREADS_A_DAY_NEW: i64 = 10;
    /// Flags a member may raise a day.
    pub const FLAGS_A_DAY: i64 = 30;
    /// Posts on one page of a thread.
    pub const POSTS_A_PAGE: i64 = 20;
    /// Threads on one page of a board.
    pub const THREADS_A_PAGE: i64 = 25;
    /// Hours a held question waits for its code.
    pub const HELD_HOURS: i64 = 24;
    /// Seconds within which a request's body must have arrived.
    pub const BODY_SECONDS: u64 = 20;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_community_survives_its_rows() {
        let community =
            Community { name: "Kaffee & mehr".into(), logo: Some("x.png".into()), ..Default::default() };
        assert_eq!(Community::from_rows(community.to_rows()), community);
    }

    #[test]
    fn unknown_rows_are_left_out() {
        let rows = [("name".to_owned(), "A".to_owned()), ("from_the_future".to_owned(), "B".to_owned())];
        assert_eq!(Community::from_rows(rows).name, "A");
    }

    #[test]
    fn the_sender_is_never_an_ip_address() {
        assert_eq!(Config::default().mail_from(), "lotse@localhost");
        let config = Config { public_url: Some("https://hilfe.example.org/".into()), ..Default::default() };
        assert_eq!(config.mail_from(), "lotse@hilfe.example.org");
    }
}
