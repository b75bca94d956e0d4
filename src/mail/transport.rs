//! The way out: an SMTP server, or files where none is set up.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use std::{error, fmt};

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::{self, PoolConfig};
use lettre::{SmtpTransport, Transport as _};

use super::dkim::Signer;
use super::message::{Letter, Sender};
use super::server::{Encryption, Server};
use crate::ids::Ts;
use crate::web::secrets;

/// For connecting, and for each answer of the server.
const TIMEOUT: Duration = Duration::from_secs(30);
/// Connections kept open at most.
const CONNECTIONS: u32 = 2;
/// How long an unused connection is kept.
const IDLE: Duration = Duration::from_secs(30);
/// Longest error text kept, in characters.
const MAX_DETAIL_CHARS: usize = 300;

/// Where letters go, and who signs them. Cheap to clone; clones share their connections.
#[derive(Clone, Debug)]
pub struct Transport {
    way: Way,
    signer: Option<Arc<Signer>>,
}

#[derive(Clone)]
enum Way {
    /// To an SMTP server.
    Smtp(SmtpTransport),
    /// Into `{dir}/{microseconds since 1970}-{random}.eml`, readable by the owner only.
    Files(PathBuf),
}

impl fmt::Debug for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Smtp(_) => f.write_str("Smtp(..)"),
            Self::Files(dir) => f.debug_tuple("Files").field(dir).finish(),
        }
    }
}

/// Why a letter was not sent. The texts hold no addresses and may be logged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendProblem {
    /// Try again later: the server said so, did not answer, or the disk is full.
    #[error("sending failed for now: {0}")]
    Temporary(String),
    /// The server knows that nobody can be reached there: do not try this address again.
    #[error("the recipient cannot be reached: {0}")]
    Recipient(String),
    /// Settings, password, certificate or the letter itself are wrong: somebody must look at it.
    #[error("mail is not set up right: {0}")]
    Setup(String),
}

/// Sends a community's letters. Cheap to clone; clones share their connections.
#[derive(Clone, Debug)]
pub struct Mailer {
    sender: Sender,
    transport: Transport,
}

impl Transport {
    /// To this server; nothing is connected yet.
    ///
    /// Certificates are checked against Mozilla's list; an invalid one is [`SendProblem::Setup`].
    pub fn to_server(server: &Server) -> Result<Self, SendProblem> {
        let tls = match server.encryption {
            Encryption::Tls => Tls::Wrapper(tls_parameters(server)?),
            Encryption::StartTls => Tls::Required(tls_parameters(server)?),
            Encryption::Nothing => Tls::None,
        };
        let mut builder = SmtpTransport::builder_dangerous(&server.host)
            .port(server.port)
            .tls(tls)
            .timeout(Some(TIMEOUT))
            .pool_config(PoolConfig::new().max_size(CONNECTIONS).idle_timeout(IDLE));
        if let Some((user, password)) = server.credentials.clone() {
            builder = builder.credentials(Credentials::new(user, password));
        }
        Ok(Self { way: Way::Smtp(builder.build()), signer: None })
    }

    /// Into files in this directory, which is made when it is needed.
    pub fn to_files(dir: PathBuf) -> Self {
        Self { way: Way::Files(dir), signer: None }
    }

    /// The same; letters are signed from now on.
    pub fn signed_by(self, signer: Option<Signer>) -> Self {
        Self { signer: signer.map(Arc::new), ..self }
    }
}

pub(super) fn tls_parameters(server: &Server) -> Result<TlsParameters, SendProblem> {
    TlsParameters::new(server.host.clone()).map_err(|problem| SendProblem::Setup(detail(&problem)))
}

impl Mailer {
    /// Letters from `sender` by way of `transport`.
    pub fn new(sender: Sender, transport: Transport) -> Self {
        Self { sender, transport }
    }

    /// Sends a letter, or writes it down; when this returns `Ok`, the server or the disk has it.
    ///
    /// Blocks, for some minutes at worst ([`TIMEOUT`] counts for each step).
    pub fn send(&self, letter: &Letter) -> Result<(), SendProblem> {
        let message =
            letter.to_message(&self.sender).map_err(|problem| SendProblem::Setup(detail(&problem)))?;
        let mut bytes = message.formatted();
        if let Some(signer) = &self.transport.signer {
            let signed = signer.sign(&bytes, Ts::now().seconds());
            bytes = signed.map_err(|problem| SendProblem::Setup(problem.to_string()))?;
        }
        match &self.transport.way {
            Way::Smtp(server) => match server.send_raw(message.envelope(), &bytes) {
                Ok(_) => Ok(()),
                Err(problem) => Err(judge(&problem)),
            },
            Way::Files(dir) => write_down(dir, &bytes).map_err(|problem| match problem.kind() {
                io::ErrorKind::PermissionDenied | io::ErrorKind::NotADirectory => {
                    SendProblem::Setup(detail(&problem))
                }
                _ => SendProblem::Temporary(detail(&problem)),
            }),
        }
    }
}

/// What an SMTP failure means.
///
/// lettre does not tell which command was refused, so the code and the enhanced code (RFC 3463) at the
/// start of the text decide: x.1 and x.2 speak of the mailbox, x.7 of policy, which is ours to mend.
pub(super) fn judge(problem: &smtp::Error) -> SendProblem {
    let text = detail(problem);
    if let Some(code) = problem.status() {
        if problem.is_transient() {
            return SendProblem::Temporary(text);
        }
        let about_mailbox = text.contains("5.1.") || text.contains("5.2.");
        let about_policy =
            text.contains("5.7.") || text.contains("5.5.") || speaks_of_us(&text.to_ascii_lowercase());
        return match u16::from(code) {
            550 | 551 | 553 | 556 if !about_policy => SendProblem::Recipient(text),
            552 | 554 if about_mailbox => SendProblem::Recipient(text),
            _ => SendProblem::Setup(text),
        };
    }
    if problem.is_tls() || problem.is_client() || is_bad_certificate(problem) {
        return SendProblem::Setup(text);
    }
    SendProblem::Temporary(text)
}

/// Whether a refusal without an enhanced code speaks of who sends, not of who gets it. A wrong guess costs some tries
/// in one direction and a member's mail in the other.
fn speaks_of_us(text: &str) -> bool {
    const WORDS: [&str; 12] = [
        "relay",
        "spam",
        "block",
        "policy",
        "blacklist",
        "denylist",
        "spf",
        "dkim",
        "dmarc",
        "reputation",
        "authenticat",
        "sender",
    ];
    WORDS.iter().any(|word| text.contains(word))
}

/// TLS speaks first with the first byte that is read or written, so its refusal comes as an I/O error.
fn is_bad_certificate(problem: &smtp::Error) -> bool {
    causes(problem).any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|problem| problem.kind() == io::ErrorKind::InvalidData)
    })
}

fn causes<'a>(
    problem: &'a (dyn error::Error + 'static),
) -> impl Iterator<Item = &'a (dyn error::Error + 'static)> {
    std::iter::successors(Some(problem), |problem| problem.source()).take(8)
}

/// The error with its causes in one line, without addresses (servers like to repeat them).
fn detail(problem: &(dyn error::Error + 'static)) -> String {
    let mut parts: Vec<String> = Vec::new();
    for cause in causes(problem).map(ToString::to_string) {
        if !parts.iter().any(|part| part.contains(&cause)) {
            parts.push(cause);
        }
    }
    let text = parts.join(": ");
    let words = text.split_whitespace().map(|word| if word.contains('@') { "(address)" } else { word });
    words.collect::<Vec<_>>().join(" ").chars().take(MAX_DETAIL_CHARS).collect()
}

/// Writes a whole file or none: under another name first, on disk before it gets its own.
fn write_down(dir: &Path, message: &[u8]) -> io::Result<()> {
    make_dir(dir)?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_micros();
    let name = format!("{now:016}-{}.eml", &secrets::random_token()[..12]);
    let unfinished = dir.join(format!("{name}.tmp"));
    let written = new_file(&unfinished).and_then(|mut file| {
        file.write_all(message)?;
        file.sync_all()?;
        fs::rename(&unfinished, dir.join(&name))
    });
    if written.is_err() {
        // Nobody reads unfinished files; if it cannot be removed either, the first error says why.
        let _ = fs::remove_file(&unfinished);
    }
    written.and_then(|()| File::open(dir)?.sync_all())
}

fn make_dir(dir: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

fn new_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
#[path = "transport_tests.rs"]
mod tests;
