//! The mail a site has sent, read from the `.eml` files of its mail folder.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use mailparse::{MailHeaderMap, ParsedMail};

use super::patience::{PATIENCE, patiently};

pub struct Mailbox {
    folder: PathBuf,
    read: Mutex<HashSet<PathBuf>>,
}

/// One mail, decoded.
#[derive(Clone, Debug)]
pub struct Mail {
    pub to: Vec<String>,
    pub subject: String,
    /// The plain text part.
    pub text: String,
    /// The HTML part, if there is one.
    pub html: String,
    /// All headers, as sent.
    pub headers: Vec<(String, String)>,
    path: PathBuf,
}

impl Mailbox {
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, read: Mutex::default() }
    }

    /// Waits for the newest unread mail to an address and marks it as read.
    pub fn newest_to(&self, address: &str) -> Mail {
        let mail = patiently(&format!("a mail to {address}"), PATIENCE, || {
            self.unread().into_iter().rev().find(|mail| mail.is_to(address))
        });
        self.lock().insert(mail.path.clone());
        mail
    }

    /// Every mail nobody has read yet, oldest first.
    pub fn unread(&self) -> Vec<Mail> {
        let read = self.lock().clone();
        self.all().into_iter().filter(|mail| !read.contains(&mail.path)).collect()
    }

    /// Every mail so far, oldest first.
    pub fn all(&self) -> Vec<Mail> {
        let mut files: Vec<_> = std::fs::read_dir(&self.folder)
            .into_iter()
            .flatten()
            .filter_map(|entry| {
                let path = entry.ok()?.path();
                let is_mail = path.extension().is_some_and(|kind| kind == "eml");
                is_mail.then(|| Some((path.metadata().ok()?.modified().ok()?, path)))?
            })
            .collect();
        files.sort();
        files.iter().filter_map(|(_, path)| Mail::open(path)).collect()
    }

    /// Fails when a mail was sent that the test did not expect.
    pub fn expect_nothing_unread(&self) {
        let unread: Vec<_> = self.unread().into_iter().map(|mail| (mail.to, mail.subject)).collect();
        assert!(unread.is_empty(), "unread mail: {unread:?}");
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashSet<PathBuf>> {
        self.read.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

impl Mail {
    fn open(path: &Path) -> Option<Self> {
        Self::parse(&std::fs::read(path).ok()?, path)
    }

    /// Nothing when the mail is not complete (its file is being written).
    fn parse(bytes: &[u8], path: &Path) -> Option<Self> {
        let parsed = mailparse::parse_mail(bytes).ok()?;
        let to = parsed.headers.get_first_value("To")?;
        let to = mailparse::addrparse(&to).ok()?.iter().flat_map(addresses).collect();
        let headers = parsed.headers.iter().map(|header| (header.get_key(), header.get_value())).collect();
        Some(Self {
            to,
            subject: parsed.headers.get_first_value("Subject").unwrap_or_default(),
            text: part(&parsed, "text/plain").filter(|text| !text.is_empty())?,
            html: part(&parsed, "text/html").unwrap_or_default(),
            headers,
            path: path.to_owned(),
        })
    }

    pub fn is_to(&self, address: &str) -> bool {
        self.to.iter().any(|to| to.eq_ignore_ascii_case(address))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let mut found = self.headers.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| value.as_str())
    }

    /// The six digits of the sign-in code, with or without a space in the middle.
    pub fn code(&self) -> String {
        let chars: Vec<char> = self.text.chars().collect();
        let found = (0..chars.len()).find_map(|at| code_at(&chars, at));
        found.unwrap_or_else(|| panic!("no code in “{}”: {}", self.subject, self.text))
    }

    /// The path of the first link whose path begins with `start`, such as `/login/`.
    pub fn link(&self, start: &str) -> String {
        let words = self.text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"'));
        let mut paths = words.filter_map(|word| url::Url::parse(word).ok()).map(|url| match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        });
        let link = paths.find(|path| path.starts_with(start));
        link.unwrap_or_else(|| panic!("no link {start}… in “{}”: {}", self.subject, self.text))
    }
}

/// Six digits that stand alone at `at`, written `123456` or `123 456`.
fn code_at(chars: &[char], at: usize) -> Option<String> {
    let is_part = |at: usize| chars.get(at).is_some_and(|c| c.is_alphanumeric());
    if at > 0 && is_part(at - 1) {
        return None;
    }
    let gap = usize::from(chars.get(at + 3).is_some_and(|c| c.is_whitespace()));
    let digits: String =
        chars.get(at..at + 3)?.iter().chain(chars.get(at + 3 + gap..at + 6 + gap)?).collect();
    let is_code = digits.bytes().all(|byte| byte.is_ascii_digit()) && !is_part(at + 6 + gap);
    is_code.then_some(digits)
}

fn addresses(one: &mailparse::MailAddr) -> Vec<String> {
    match one {
        mailparse::MailAddr::Single(single) => vec![single.addr.clone()],
        mailparse::MailAddr::Group(group) => group.addrs.iter().map(|one| one.addr.clone()).collect(),
    }
}

fn part(mail: &ParsedMail<'_>, kind: &str) -> Option<String> {
    let mut waiting = vec![mail];
    while let Some(one) = waiting.pop() {
        if one.subparts.is_empty() && one.ctype.mimetype == kind {
            return one.get_body().ok();
        }
        waiting.extend(&one.subparts);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIL: &str = "To: Ada <ada@example.org>\r\nSubject: =?utf-8?B?RGVpbiBDb2RlIGbDvHI=?=\r\n\
        Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\
        Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
        Gr=C3=BC=C3=9Fe 2026, der Code ist 123 456.\r\n\
        <http://127.0.0.1:9/login/abc=\r\ndef?x=3D1>\r\n\
        --b\r\nContent-Type: text/html\r\n\r\n<p>Hi\r\n--b--\r\n";

    #[test]
    fn a_mail_is_decoded() {
        let mail = Mail::parse(MAIL.as_bytes(), Path::new("a.eml")).expect("a whole mail");
        assert!(mail.is_to("Ada@example.org"));
        assert_eq!(mail.subject, "Dein Code für");
        assert!(mail.text.starts_with("Grüße"), "{}", mail.text);
        assert_eq!(mail.html.trim(), "<p>Hi");
        assert_eq!(mail.code(), "123456");
        assert_eq!(mail.link("/login/"), "/login/abcdef?x=1");
    }

    #[test]
    fn half_a_mail_is_no_mail_yet() {
        assert!(Mail::parse(b"To: ada@example.org\r\n", Path::new("a.eml")).is_none());
        assert!(Mail::parse(b"", Path::new("a.eml")).is_none());
    }
}
