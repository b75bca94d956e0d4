//! What can be set, one line a setting: its name, what it means, its value. Pages and commands list it from here.

use super::{Config, LogFormat};

/// A setting of the operator's.
pub struct Setting {
    /// As in `lotse.toml`; in capitals behind `LOTSE_` in the environment.
    pub name: &'static str,
    /// What it is about.
    pub group: Group,
    /// The text key of the sentence that says what it means.
    pub meaning: &'static str,
    /// An example of its value, as it is written in `lotse.toml`.
    pub example: &'static str,
    /// The value it has; nothing where there is none.
    shown: fn(&Config) -> Option<String>,
    is_secret: bool,
}

/// What a setting is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Addresses people come to, and how.
    Web,
    /// Where the data is.
    Data,
    /// Mail.
    Mail,
    /// Logs and figures.
    Watching,
}

impl Group {
    /// All groups, in the order they are shown in.
    pub const ALL: [Group; 4] = [Group::Web, Group::Data, Group::Mail, Group::Watching];
}

/// Where a value comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// Nobody has set it.
    #[default]
    Default,
    /// `lotse.toml`.
    File,
    /// The environment.
    Environment,
    /// The command line.
    Flag,
}

/// The value of a setting, as far as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// This.
    Value(String),
    /// There is one, and it is nobody's business.
    Secret,
    /// None.
    Nothing,
}

impl Setting {
    /// What is shown of its value.
    pub fn value(&self, config: &Config) -> Shown {
        match (self.shown)(config) {
            None => Shown::Nothing,
            Some(_) if self.is_secret => Shown::Secret,
            Some(value) => Shown::Value(value),
        }
    }

    /// Its name in the environment.
    pub fn variable(&self) -> String {
        format!("LOTSE_{}", self.name.to_ascii_uppercase())
    }
}

const fn set(
    group: Group,
    name: &'static str,
    meaning: &'static str,
    example: &'static str,
    shown: fn(&Config) -> Option<String>,
) -> Setting {
    Setting { name, group, meaning, example, shown, is_secret: false }
}

const fn secret(setting: Setting) -> Setting {
    Setting { is_secret: true, ..setting }
}

use Group::{Data, Mail, Watching, Web};

/// Every setting, in the order they are shown in.
pub const SETTINGS: &[Setting] = &[
    set(Web, "listen", "setting-listen", "\"127.0.0.1:8080\"", |c| Some(c.listen.to_string())),
    set(Web, "public_url", "setting-public-url", "\"https://help.example.org\"", |c| Some(c.public_url())),
    set(Web, "trusted_proxies", "setting-trusted-proxies", "[\"127.0.0.1/32\"]", |c| {
        let all: Vec<String> = c.trusted_proxies.iter().map(ToString::to_string).collect();
        (!all.is_empty()).then(|| all.join(", "))
    }),
    set(Web, "limit_addresses", "setting-limit-addresses", "true", |c| Some(c.limit_addresses.to_string())),
    set(Web, "workers", "setting-workers", "4", |c| c.workers.map(|n| n.to_string())),
    set(Web, "security_contact", "setting-security-contact", "\"security@example.org\"", |c| {
        c.security_contact.clone()
    }),
    set(Data, "data_dir", "setting-data-dir", "\"/var/lib/lotse\"", |c| {
        Some(c.data_dir.display().to_string())
    }),
    // Shown without user and password.
    set(Data, "database_url", "setting-database-url", "\"postgres://lotse@localhost/lotse\"", |c| {
        c.database().ok().map(|url| url.to_string())
    }),
    set(Mail, "smtp_url", "setting-smtp-url", "\"smtp://user:password@mail.example.org:587\"", |c| {
        c.smtp_url.as_deref().map(without_password)
    }),
    set(Mail, "mail_from", "setting-mail-from", "\"help@example.org\"", |c| Some(c.mail_from())),
    set(Mail, "dkim_key_file", "setting-dkim-key-file", "\"/etc/lotse/dkim.pem\"", |c| {
        c.dkim_key_file.as_ref().map(|file| file.display().to_string())
    }),
    set(Mail, "dkim_selector", "setting-dkim-selector", "\"lotse\"", |c| c.dkim_selector.clone()),
    set(Mail, "dkim_domain", "setting-dkim-domain", "\"example.org\"", |c| c.dkim_domain.clone()),
    set(Watching, "log_format", "setting-log-format", "\"json\"", |c| {
        Some(if c.log_format == LogFormat::Json { "json" } else { "text" }.to_owned())
    }),
    set(Watching, "metrics_listen", "setting-metrics-listen", "\"127.0.0.1:9090\"", |c| {
        c.metrics_listen.map(|place| place.to_string())
    }),
    secret(set(Watching, "metrics_token", "setting-metrics-token", "\"…\"", |c| c.metrics_token.clone())),
];

/// Scheme, server and port; neither user nor password.
fn without_password(url: &str) -> String {
    let Ok(url) = url::Url::parse(url) else { return "…".to_owned() };
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}://{}{port}", url.scheme(), url.host_str().unwrap_or("…"))
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde::de::value::Error;
    use serde::de::{Deserializer, Error as _, Visitor};

    use super::*;

    /// Tells by its error which fields a struct has.
    struct Fields;

    impl<'de> Deserializer<'de> for Fields {
        type Error = Error;

        fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
            Err(Error::custom("no struct"))
        }

        fn deserialize_struct<V: Visitor<'de>>(
            self,
            _: &'static str,
            fields: &'static [&'static str],
            _: V,
        ) -> Result<V::Value, Error> {
            Err(Error::custom(fields.join(" ")))
        }

        serde::forward_to_deserialize_any! {
            bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
            newtype_struct seq tuple tuple_struct map enum identifier ignored_any
        }
    }

    #[test]
    fn every_setting_is_listed_once() {
        let fields = Config::deserialize(Fields).expect_err("it only lists them").to_string();
        let mut fields: Vec<&str> = fields.split(' ').collect();
        let mut listed: Vec<&str> = SETTINGS.iter().map(|setting| setting.name).collect();
        fields.sort_unstable();
        listed.sort_unstable();
        assert_eq!(listed, fields);
    }

    #[test]
    fn examples_can_be_read() {
        for setting in SETTINGS {
            let line = format!("{} = {}", setting.name, setting.example);
            assert!(toml::from_str::<Config>(&line).is_ok(), "{line}");
        }
    }

    /// `packaging/lotse.toml` is what people copy: as it stands, and with the sign taken from every setting.
    #[test]
    fn the_example_file_has_every_setting() {
        let text = include_str!("../../packaging/lotse.toml");
        assert!(toml::from_str::<Config>(text).is_ok(), "as it stands");
        // `#name = value` is a setting, `# Words` are a comment.
        let set = |line: &'static str| {
            line.strip_prefix('#').filter(|rest| rest.starts_with(char::is_alphabetic)).unwrap_or(line)
        };
        let all = text.lines().map(set).collect::<Vec<_>>().join("\n");
        if let Err(problem) = toml::from_str::<Config>(&all) {
            panic!("{problem}");
        }
        let table: toml::Table = toml::from_str(&all).expect("it was just read");
        let named: Vec<&str> = table.keys().map(String::as_str).collect();
        let mut listed: Vec<&str> = SETTINGS.iter().map(|setting| setting.name).collect();
        listed.retain(|name| !named.contains(name));
        assert!(listed.is_empty(), "not in the example: {listed:?}");
    }

    #[test]
    fn no_secret_is_shown() {
        let config = Config {
            database_url: Some("postgres://me:geheim@db.example/forum".into()),
            smtp_url: Some("smtp://me:geheim@mail.example.org:2525".into()),
            metrics_token: Some("geheim".into()),
            ..Config::default()
        };
        let all: Vec<_> = SETTINGS.iter().map(|setting| (setting.name, setting.value(&config))).collect();
        assert!(!format!("{all:?}").contains("geheim"), "{all:?}");
        assert!(all.contains(&("metrics_token", Shown::Secret)));
        assert!(all.contains(&("smtp_url", Shown::Value("smtp://mail.example.org:2525".into()))));
        assert!(all.contains(&("workers", Shown::Nothing)));
    }
}
