//! A letter, and how it becomes a message of RFC 5322.

use lettre::message::header::{self, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart};
use unicode_normalization::char::is_combining_mark;
use url::Url;

use super::address::Address;

/// Longest subject or name, in characters; longer ones are cut.
const MAX_LINE_CHARS: usize = 200;
/// Longest message id or link, in bytes.
const MAX_TOKEN_BYTES: usize = 900;
/// Ids named in `References`; the oldest ones are left out.
const MAX_REFERENCES: usize = 20;

/// Who letters come from: the same for all of a community's.
#[derive(Clone, Debug)]
pub struct Sender {
    /// The community's name.
    pub name: String,
    /// Where they come from.
    pub address: Address,
    /// Where answers go, if elsewhere.
    pub reply_to: Option<Address>,
}

/// One message to one person.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Where it goes.
    pub to: Address,
    /// The person's name, if they have one.
    pub to_name: Option<String>,
    /// One line.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// `<id@domain>`, the same at every attempt.
    pub message_id: String,
    /// An https link that ends such letters with one POST (RFC 8058).
    pub list_unsubscribe: Option<String>,
    /// `<id@domain>` of the letter this one continues.
    pub in_reply_to: Option<String>,
    /// `<id@domain>` of the letters before, oldest first.
    pub references: Vec<String>,
    /// The language of the text, such as `de` or `en`.
    pub language: String,
}

/// Why a letter cannot be written: a mistake in the program or the settings, not of the recipient.
#[derive(Debug, thiserror::Error)]
pub enum LetterProblem {
    /// An id that is not `<id@domain>`.
    #[error("a message id is not valid")]
    MessageId,
    /// A link for unsubscribing that is no http or https address.
    #[error("the link for unsubscribing is not valid")]
    Unsubscribe,
    /// A language that is no language tag.
    #[error("the language is not valid")]
    Language,
    /// The mail library takes less than we do.
    #[error("an address cannot be sent to")]
    Address,
    /// The mail library could not build the message.
    #[error("the message cannot be built")]
    Build(#[from] lettre::error::Error),
}

impl Letter {
    /// The message as it is sent: multipart/alternative, plain text first.
    ///
    /// Names and the subject are stripped of line breaks and controls; everything else that goes into
    /// a header is validated, so that no letter can grow a header of somebody else's making.
    pub fn to_message(&self, sender: &Sender) -> Result<Message, LetterProblem> {
        let mut builder = Message::builder()
            .from(mailbox(Some(&sender.name), &sender.address)?)
            .to(mailbox(self.to_name.as_deref(), &self.to)?)
            .subject(one_line(&self.subject))
            .header(header::MessageId::from(checked_id(&self.message_id)?.to_owned()))
            // Asks other programs not to answer (RFC 3834).
            .raw_header(ascii_header("Auto-Submitted", "auto-generated"))
            .raw_header(ascii_header("Content-Language", checked_language(&self.language)?));
        if let Some(address) = &sender.reply_to {
            builder = builder.reply_to(mailbox(Some(&sender.name), address)?);
        }
        if let Some(id) = &self.in_reply_to {
            builder = builder.header(header::InReplyTo::from(checked_id(id)?.to_owned()));
        }
        if !self.references.is_empty() {
            let newest = &self.references[self.references.len().saturating_sub(MAX_REFERENCES)..];
            let ids: Result<Vec<_>, _> = newest.iter().map(|id| checked_id(id)).collect();
            builder = builder.header(header::References::from(ids?.join(" ")));
        }
        if let Some(link) = &self.list_unsubscribe {
            let link = format!("<{}>", checked_link(link)?);
            builder = builder
                .raw_header(ascii_header("List-Unsubscribe", &link))
                .raw_header(ascii_header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
                // So that it can be sorted by, and that no absence note answers it.
                .raw_header(ascii_header("List-Id", &list_id(sender)))
                .raw_header(ascii_header("Precedence", "list"))
                .raw_header(ascii_header("X-Auto-Response-Suppress", "All"));
        }
        let body = MultiPart::alternative_plain_html(self.text.clone(), self.html.clone());
        Ok(builder.multipart(body)?)
    }
}

/// The name of a community's mail to programs (RFC 2919): the same for as long as its sender is.
fn list_id(sender: &Sender) -> String {
    let domain = sender.address.domain();
    let is_plain =
        !domain.is_empty() && domain.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b));
    format!("<forum.{}>", if is_plain { domain } else { "localhost" })
}

fn mailbox(name: Option<&str>, address: &Address) -> Result<Mailbox, LetterProblem> {
    let name = name.map(one_line).filter(|name| !name.is_empty());
    let address = address.shown.parse().map_err(|_| LetterProblem::Address)?;
    Ok(Mailbox::new(name, address))
}

/// A text on one line: controls, line separators and marks that turn the writing direction become
/// spaces, runs of spaces one, and it is cut after [`MAX_LINE_CHARS`].
fn one_line(text: &str) -> String {
    let is_breaking = |c: char| {
        c.is_control()
            || c.is_whitespace()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let words: Vec<&str> = text.split(is_breaking).filter(|word| !word.is_empty()).collect();
    let line = words.join(" ");
    let Some((end, _)) = line.char_indices().nth(MAX_LINE_CHARS) else {
        return line;
    };
    // An accent must not be cut off its letter.
    let kept = line[..end].chars().count();
    let next_marks = line.chars().skip(kept).take_while(|&c| is_combining_mark(c)).take(4);
    line[..end].chars().chain(next_marks).chain(['…']).collect()
}

fn checked_id(id: &str) -> Result<&str, LetterProblem> {
    let is_part = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-+=".contains(&byte))
    };
    id.strip_prefix('<')
        .and_then(|id| id.strip_suffix('>'))
        .and_then(|id| id.split_once('@'))
        .filter(|(left, right)| is_part(left) && is_part(right) && id.len() <= MAX_TOKEN_BYTES)
        .map(|_| id)
        .ok_or(LetterProblem::MessageId)
}

fn checked_link(link: &str) -> Result<String, LetterProblem> {
    let url = Url::parse(link).map_err(|_| LetterProblem::Unsubscribe)?;
    let link = url.as_str();
    let is_plain = link.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>\",".contains(&byte));
    if matches!(url.scheme(), "http" | "https") && is_plain && link.len() <= MAX_TOKEN_BYTES {
        return Ok(link.to_owned());
    }
    Err(LetterProblem::Unsubscribe)
}

fn checked_language(language: &str) -> Result<&str, LetterProblem> {
    let is_tag = (2..=35).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if is_tag { Ok(language) } else { Err(LetterProblem::Language) }
}

/// A header that must stay in one piece. The value was checked to be printable ASCII; encoding would fold
/// long links into something mail programs cannot follow.
fn ascii_header(name: &'static str, value: &str) -> HeaderValue {
    let name = HeaderName::new_from_ascii_str(name);
    HeaderValue::dangerous_new_pre_encoded(name, value.to_owned(), value.to_owned())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::mail::parse;
    use proptest::prelude::*;

    pub fn a_sender() -> Sender {
        Sender { name: "Hafenforum".into(), address: parse("forum@example.org").unwrap(), reply_to: None }
    }

    pub fn a_letter() -> Letter {
        Letter {
            to: parse("Ada@example.net").unwrap(),
            to_name: Some("Ada Müller".into()),
            subject: "Dein Code für das Hafenforum: 123456".into(),
            text: "Grüße\n.\nDein Code: 123456\n".into(),
            html: "<p>Grüße</p><p>Dein Code: <b>123456</b></p>".into(),
            message_id: "<1.abc-_=@example.org>".into(),
            list_unsubscribe: None,
            in_reply_to: None,
            references: Vec::new(),
            language: "de".into(),
        }
    }

    fn written(letter: &Letter) -> String {
        String::from_utf8(letter.to_message(&a_sender()).unwrap().formatted()).unwrap()
    }

    /// The names of the headers before the first empty line.
    fn header_names(message: &str) -> Vec<&str> {
        let (head, _) = message.split_once("\r\n\r\n").unwrap();
        let lines = head.split("\r\n").filter(|line| !line.starts_with([' ', '\t']));
        lines.map(|line| line.split_once(':').unwrap().0).collect()
    }

    #[test]
    fn a_letter_has_what_mail_programs_expect() {
        let letter = Letter {
            list_unsubscribe: Some("https://forum.example.org/unsubscribe/abc".into()),
            in_reply_to: Some("<0@example.org>".into()),
            references: vec!["<a@example.org>".into(), "<0@example.org>".into()],
            ..a_letter()
        };
        let message = written(&letter);
        for line in [
            "From: Hafenforum <forum@example.org>\r\n",
            "Message-ID: <1.abc-_=@example.org>\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "Content-Language: de\r\n",
            "In-Reply-To: <0@example.org>\r\n",
            "References: <a@example.org> <0@example.org>\r\n",
            "List-Unsubscribe: <https://forum.example.org/unsubscribe/abc>\r\n",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
            "List-Id: <forum.example.org>\r\n",
            "Precedence: list\r\n",
            "MIME-Version: 1.0\r\n",
            "Content-Type: multipart/alternative;",
            "<Ada@example.net>\r\n",
        ] {
            assert!(message.contains(line), "{line:?} in\n{message}");
        }
        assert!(message.is_ascii());
        assert!(message.find("text/plain").unwrap() < message.find("text/html").unwrap());
        let names = header_names(&message);
        assert!(names.contains(&"Date") && names.contains(&"Subject"), "{names:?}");
    }

    #[test]
    fn nobody_can_add_a_header() {
        let plain = written(&a_letter());
        let letter = Letter {
            subject: "Hello\r\nBcc: eve@example.org\r\n\r\nbody\u{2028}x\0".into(),
            to_name: Some("Ada\r\nCc: eve@example.org\u{202e}".into()),
            ..a_letter()
        };
        let message = written(&letter);
        assert_eq!(header_names(&message), header_names(&plain));
        for bad in ["<a@b>\r\nBcc: x", "a@b", "<a b@c>", "<>", "<@>", "<a@b@c>"] {
            let letter = Letter { message_id: bad.into(), ..a_letter() };
            assert!(matches!(letter.to_message(&a_sender()), Err(LetterProblem::MessageId)), "{bad}");
        }
        for bad in ["javascript:alert(1)", "https://a.example/,<mailto:x>", "nothing"] {
            let letter = Letter { list_unsubscribe: Some(bad.into()), ..a_letter() };
            assert!(matches!(letter.to_message(&a_sender()), Err(LetterProblem::Unsubscribe)), "{bad}");
        }
        let letter = Letter { language: "de\r\nX: y".into(), ..a_letter() };
        assert!(matches!(letter.to_message(&a_sender()), Err(LetterProblem::Language)));
    }

    #[test]
    fn long_lines_are_cut_and_long_links_stay_whole() {
        assert_eq!(one_line(" a\t b\r\n\r\nc "), "a b c");
        assert_eq!(one_line(&"ü".repeat(300)).chars().count(), MAX_LINE_CHARS + 1);
        let link = format!("https://forum.example.org/unsubscribe/{}", "a".repeat(300));
        let letter = Letter { list_unsubscribe: Some(link.clone()), ..a_letter() };
        assert!(written(&letter).contains(&format!("<{link}>")));
    }

    proptest! {
        #[test]
        fn any_subject_and_name_keep_the_headers(subject in any::<String>(), name in any::<String>()) {
            let plain = written(&a_letter());
            let letter = Letter { subject, to_name: Some(name), ..a_letter() };
            let message = written(&letter);
            prop_assert_eq!(header_names(&message), header_names(&plain));
        }
    }
}
