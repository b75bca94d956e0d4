//! The address of the SMTP server, as it stands in the settings.
//!
//! | setting | meaning |
//! |---|---|
//! | `smtps://user:pass@host` | TLS from the first byte, port 465 |
//! | `smtp://user:pass@host` | STARTTLS required, port 587; also written `?tls=required` or `?tls=starttls` |
//! | `smtp://host:25?tls=none` | no encryption: for a relay on the same machine or in a trusted network |

use std::fmt;
use std::net::IpAddr;

use percent_encoding::percent_decode_str;
use url::Url;

/// How the connection is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// TLS from the first byte.
    Tls,
    /// Plain at first, then TLS; without it nothing is sent.
    StartTls,
    /// None.
    Nothing,
}

/// An SMTP server and how to reach it.
#[derive(Clone, PartialEq, Eq)]
pub struct Server {
    /// Name or IP address.
    pub host: String,
    /// TCP port.
    pub port: u16,
    /// User and password, if the server wants them.
    pub credentials: Option<(String, String)>,
    /// How the connection is protected.
    pub encryption: Encryption,
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Server({}:{}, {:?})", self.host, self.port, self.encryption)
    }
}

/// Why a setting is no SMTP server; shown to who starts the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ServerProblem {
    /// Not an address of this kind.
    #[error("the SMTP address must look like smtps://user:password@host or smtp://host:587")]
    NotAnAddress,
    /// A parameter we do not know, or `tls` with a value we do not know.
    #[error("the SMTP address knows only ?tls=required, ?tls=starttls and ?tls=none (not with smtps)")]
    Parameter,
    /// User without password or the other way round, or broken percent-encoding.
    #[error("user and password of the SMTP address belong together, percent-encoded UTF-8")]
    Credentials,
    /// A password without encryption to another machine.
    #[error("a password is not sent to another machine without encryption; leave out ?tls=none")]
    PasswordInTheClear,
}

impl Server {
    /// Reads the setting.
    pub fn parse(setting: &str) -> Result<Self, ServerProblem> {
        let url = Url::parse(setting.trim()).map_err(|_| ServerProblem::NotAnAddress)?;
        let host = url.host_str().filter(|host| !host.is_empty());
        let host = host.ok_or(ServerProblem::NotAnAddress)?.trim_matches(['[', ']']).to_owned();
        if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
            return Err(ServerProblem::NotAnAddress);
        }
        let (encryption, usual_port) = encryption(&url)?;
        let credentials = credentials(&url)?;
        let server = Self { host, port: url.port().unwrap_or(usual_port), credentials, encryption };
        if encryption == Encryption::Nothing && server.credentials.is_some() && !server.is_here() {
            return Err(ServerProblem::PasswordInTheClear);
        }
        Ok(server)
    }

    /// Whether it runs on this machine.
    pub fn is_here(&self) -> bool {
        let is_loopback = |ip: IpAddr| ip.is_loopback();
        self.host.eq_ignore_ascii_case("localhost") || self.host.parse().is_ok_and(is_loopback)
    }
}

fn encryption(url: &Url) -> Result<(Encryption, u16), ServerProblem> {
    let parameters: Vec<_> = url.query_pairs().collect();
    let tls = match parameters.as_slice() {
        [] => None,
        [(name, value)] if name == "tls" => Some(value.as_ref()),
        _ => return Err(ServerProblem::Parameter),
    };
    match (url.scheme(), tls) {
        ("smtps", None) => Ok((Encryption::Tls, 465)),
        ("smtp", None | Some("required" | "starttls")) => Ok((Encryption::StartTls, 587)),
        ("smtp", Some("none")) => Ok((Encryption::Nothing, 25)),
        ("smtp" | "smtps", _) => Err(ServerProblem::Parameter),
        _ => Err(ServerProblem::NotAnAddress),
    }
}

fn credentials(url: &Url) -> Result<Option<(String, String)>, ServerProblem> {
    let decoded = |text: &str| {
        let text = percent_decode_str(text).decode_utf8();
        text.map(|text| text.into_owned()).map_err(|_| ServerProblem::Credentials)
    };
    match (url.username(), url.password()) {
        ("", None) => Ok(None),
        ("", Some(_)) | (_, None) => Err(ServerProblem::Credentials),
        (user, Some(password)) => Ok(Some((decoded(user)?, decoded(password)?))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encryption_is_the_rule() {
        let of = |setting| Server::parse(setting).map(|server| (server.encryption, server.port));
        assert_eq!(of("smtps://mail.example.org"), Ok((Encryption::Tls, 465)));
        assert_eq!(of("smtp://mail.example.org"), Ok((Encryption::StartTls, 587)));
        assert_eq!(of("smtp://mail.example.org:2525?tls=starttls"), Ok((Encryption::StartTls, 2525)));
        assert_eq!(of("smtp://localhost"), Ok((Encryption::StartTls, 587)));
        assert_eq!(of("smtp://127.0.0.1:1025?tls=none"), Ok((Encryption::Nothing, 1025)));
        assert_eq!(of("smtp://relay.internal?tls=none"), Ok((Encryption::Nothing, 25)));
    }

    #[test]
    fn mistakes_are_named() {
        use ServerProblem::*;
        for (setting, problem) in [
            ("mail.example.org", NotAnAddress),
            ("https://mail.example.org", NotAnAddress),
            ("smtp://", NotAnAddress),
            ("smtp://host/path", NotAnAddress),
            ("smtp://host?tls=maybe", Parameter),
            ("smtp://host?tls=none&tls=required", Parameter),
            ("smtp://host?insecure=1", Parameter),
            ("smtps://host?tls=none", Parameter),
            ("smtp://user@host", Credentials),
            ("smtp://:pass@host", Credentials),
            ("smtp://a%FF:b@host", Credentials),
            ("smtp://user:pass@mail.example.org?tls=none", PasswordInTheClear),
        ] {
            assert_eq!(Server::parse(setting), Err(problem), "{setting}");
        }
    }

    #[test]
    fn passwords_are_decoded_and_not_printed() {
        let server = Server::parse("smtp://me%40example.org:p%3Ass+w%C3%B6rd@[::1]?tls=none").unwrap();
        assert!(server.is_here());
        assert_eq!(server.host, "::1");
        assert_eq!(server.credentials, Some(("me@example.org".into(), "p:ss+wörd".into())));
        assert!(!format!("{server:?}").contains("ss+w"));
    }
}
