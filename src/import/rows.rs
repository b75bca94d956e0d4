//! Rows of a dump's file: `<posts><row Id="1" …/><row …/></posts>`, one after the other, in bounded memory.
//!
//! This finds where a row begins and ends; quick-xml reads what is inside it. By itself quick-xml keeps a whole tag in
//! memory however long it is; here a row beyond [`MOST_BYTES`] is passed over and counted.
//!
//! Rules:
//! 1. What breaks the file ([`Damage`]) ends the reading of it: file, line and reason are told, and what came before
//!    counts. What concerns one row alone ([`Found::Unusable`]) does not.
//! 2. No document type, and so no entities but the five of XML: a dump has none, a bomb does.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use quick_xml::XmlVersion;
use quick_xml::escape::EscapeError;
use quick_xml::events::BytesStart;

/// Bytes of a row; a body of 50,000 characters is a tenth of it, escapes included.
pub const MOST_BYTES: usize = 4 * 1024 * 1024;
/// Bytes of a declaration, a comment, or any tag but a row's.
const MOST_OTHER: usize = 4 * 1024;
/// Attributes of a row looked at; dumps have about twenty.
const MOST_ATTRIBUTES: usize = 64;
const BUFFER: usize = 64 * 1024;

const OWN_ENTITIES: &str = "it has a document type or entities of its own, which is refused";
const BROKEN: &str = "there is a < inside a tag; what comes before it may be cut off";

/// What is wrong with a file, where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {reason}")]
pub struct Damage {
    /// Its name.
    pub file: String,
    /// Counted from 1.
    pub line: u64,
    /// In a sentence for the operator.
    pub reason: String,
}

/// What comes next in a file.
#[derive(Debug)]
pub enum Found {
    /// A row, and where its tag begins in the file.
    Row(Row, u64),
    /// A row that cannot be used, and why.
    Unusable(&'static str),
    /// The end.
    End,
}

/// A row: its attributes, still escaped.
#[derive(Debug)]
pub struct Row {
    attributes: Vec<(String, String)>,
}

impl Row {
    /// The attribute, unescaped; what cannot be a character is left out.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The attribute as a number.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.get(name)?.trim().parse().ok()
    }

    /// Takes the attribute out.
    pub fn take(&mut self, name: &str) -> Option<String> {
        let found = self.attributes.iter_mut().find(|(key, _)| key == name)?;
        Some(std::mem::take(&mut found.1))
    }
}

/// Reads one file.
pub struct Rows<R> {
    input: R,
    file: String,
    root: &'static str,
    offset: u64,
    line: u64,
    tag: Vec<u8>,
    place: Place,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Start,
    Before,
    Inside,
    After,
}

impl Rows<BufReader<File>> {
    /// Opens the file whose outermost element is `root`.
    pub fn open(path: &Path, root: &'static str) -> std::io::Result<Self> {
        Ok(Rows::new(BufReader::with_capacity(BUFFER, File::open(path)?), name_of(path), root))
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

impl<R: BufRead> Rows<R> {
    /// Reads from any source.
    pub fn new(input: R, file: String, root: &'static str) -> Self {
        Rows { input, file, root, offset: 0, line: 1, tag: Vec::new(), place: Place::Start }
    }

    fn damage(&self, reason: impl Into<String>) -> Damage {
        Damage { file: self.file.clone(), line: self.line, reason: reason.into() }
    }

    /// The next row.
    pub fn next(&mut self) -> Result<Found, Damage> {
        if self.place == Place::Start {
            self.skip_mark()?;
            self.place = Place::Before;
        }
        loop {
            if !self.reach_tag()? {
                return match self.place {
                    Place::After => Ok(Found::End),
                    _ => Err(self.damage(format!("the file ends before </{}>", self.root))),
                };
            }
            let begin = self.offset;
            let begin_line = self.line;
            let is_whole = self.read_tag()?;
            if let Some(found) =
                self.meet(begin, is_whole).map_err(|damage| Damage { line: begin_line, ..damage })?
            {
                return Ok(found);
            }
        }
    }

    /// A mark of byte order: UTF-8's is passed over, others are of encodings that dumps do not have.
    fn skip_mark(&mut self) -> Result<(), Damage> {
        let start = self.fill()?;
        let reason = match start {
            [0xEF, 0xBB, 0xBF, ..] => {
                self.eat(3);
                return Ok(());
            }
            [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, _, ..] | [_, 0, ..] => {
                "the file is not in UTF-8 but in UTF-16 or UTF-32; convert it first"
            }
            _ => return Ok(()),
        };
        Err(self.damage(reason))
    }

    fn fill(&mut self) -> Result<&[u8], Damage> {
        let (file, line) = (&self.file, self.line);
        loop {
            match self.input.fill_buf() {
                Ok(_) => break,
                Err(problem) if problem.kind() == ErrorKind::Interrupted => {}
                Err(problem) => {
                    let reason = format!("it cannot be read ({problem})");
                    return Err(Damage { file: file.clone(), line, reason });
                }
            }
        }
        // Filled already: this cannot fail, and would be met above if it did.
        Ok(self.input.fill_buf().unwrap_or_default())
    }

    fn eat(&mut self, bytes: usize) {
        self.input.consume(bytes);
        self.offset += bytes as u64;
    }

    /// Moves to the next `<`; false at the end of the file. Between tags there is only white space.
    fn reach_tag(&mut self) -> Result<bool, Damage> {
        loop {
            let some = self.fill()?;
            if some.is_empty() {
                return Ok(false);
            }
            let at = some.iter().position(|byte| *byte == b'<').unwrap_or(some.len());
            let is_found = at < some.len();
            let is_blank = some[..at].iter().all(u8::is_ascii_whitespace);
            let lines = some[..at].iter().filter(|byte| **byte == b'\n').count();
            self.line += lines as u64;
            if !is_blank {
                return Err(self.damage("there is text between the rows"));
            }
            self.eat(at);
            if is_found {
                return Ok(true);
            }
        }
    }

    /// Reads from `<` to its `>` into `tag`; false if it is too long, then only its beginning is there.
    fn read_tag(&mut self) -> Result<bool, Damage> {
        self.tag.clear();
        let mut scan = Scan::default();
        loop {
            let some = self.fill()?;
            if some.is_empty() {
                return Err(self.damage("the file ends in the middle of a row"));
            }
            let end = scan.through(some);
            let used = end.unwrap_or(some.len());
            let lines = some[..used].iter().filter(|byte| **byte == b'\n').count();
            let is_broken = scan.is_broken;
            let (tag, input) = (&mut self.tag, &mut self.input);
            let room = MOST_BYTES.saturating_sub(tag.len());
            tag.extend_from_slice(&input.fill_buf().unwrap_or_default()[..used.min(room)]);
            self.eat(used);
            self.line += lines as u64;
            if is_broken {
                return Err(self.damage(if self.tag.starts_with(b"<!") { OWN_ENTITIES } else { BROKEN }));
            }
            if end.is_some() {
                return Ok(scan.length <= MOST_BYTES);
            }
        }
    }

    /// What the tag just read means.
    fn meet(&mut self, begin: u64, is_whole: bool) -> Result<Option<Found>, Damage> {
        let tag = std::mem::take(&mut self.tag);
        let met = self.meet_tag(&tag, begin, is_whole);
        self.tag = tag;
        met
    }

    fn meet_tag(&mut self, tag: &[u8], begin: u64, is_whole: bool) -> Result<Option<Found>, Damage> {
        let is_row = tag.starts_with(b"<row") && tag.get(4).is_some_and(|byte| !byte.is_ascii_alphanumeric());
        if !is_row && tag.len() > MOST_OTHER {
            return Err(self.damage("there is a tag that no dump has"));
        }
        match tag {
            [b'<', b'?', ..] => self.declaration(tag).map(|()| None),
            [b'<', b'!', b'-', b'-', ..] => Ok(None),
            [b'<', b'!', ..] => Err(self.damage(OWN_ENTITIES)),
            [b'<', b'/', rest @ ..] if rest.starts_with(b"row") => Ok(None),
            [b'<', b'/', rest @ ..]
                if self.place == Place::Inside && rest.starts_with(self.root.as_bytes()) =>
            {
                self.place = Place::After;
                Ok(None)
            }
            _ if is_row && self.place == Place::Inside => match is_whole {
                false => Ok(Some(Found::Unusable("longer than 4 MB"))),
                true => self.row(tag, begin).map(Some),
            },
            [b'<', rest @ ..] if self.place == Place::Before && rest.starts_with(self.root.as_bytes()) => {
                self.place = if tag.ends_with(b"/>") { Place::After } else { Place::Inside };
                Ok(None)
            }
            _ => Err(self.damage(format!("there is something other than rows inside <{}>", self.root))),
        }
    }

    fn declaration(&self, tag: &[u8]) -> Result<(), Damage> {
        let text = String::from_utf8_lossy(tag).to_ascii_lowercase();
        let Some((_, rest)) = text.split_once("encoding") else { return Ok(()) };
        let named = rest.trim_start_matches(['=', ' ', '"', '\'']);
        let named = named.split(['"', '\'']).next().unwrap_or_default();
        match named {
            "utf-8" | "utf8" | "us-ascii" | "" => Ok(()),
            other => Err(self.damage(format!("the file is in {other}, not in UTF-8; convert it first"))),
        }
    }

    fn row(&self, tag: &[u8], begin: u64) -> Result<Found, Damage> {
        let Ok(text) = std::str::from_utf8(tag) else { return Ok(Found::Unusable("not valid UTF-8")) };
        let inside = text.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/');
        let mut attributes = Vec::with_capacity(24);
        for attribute in BytesStart::from_content(inside, "row".len()).attributes() {
            let attribute = attribute.map_err(|problem| self.damage(problem.to_string()))?;
            if attributes.len() == MOST_ATTRIBUTES {
                return Err(self.damage("a row has more attributes than any dump gives it"));
            }
            let value = match attribute.normalized_value(XmlVersion::Implicit1_0) {
                Ok(value) => value.into_owned(),
                Err(quick_xml::Error::Escape(EscapeError::InvalidCharRef(_))) => {
                    without_refs(&attribute.value)
                }
                Err(problem) => return Err(self.damage(problem.to_string())),
            };
            attributes.push((attribute.key.0.to_owned(), value));
        }
        Ok(Found::Row(Row { attributes }, begin))
    }
}

/// Unescaped, without references to what is no character (`&#0;`).
fn without_refs(raw: &str) -> String {
    let mut kept = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once("&#") {
        kept.push_str(before);
        let (number, beyond) = after.split_once(';').unwrap_or((after, ""));
        let code = match number.strip_prefix('x') {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        if let Some(c) = code.ok().filter(|code| *code != 0).and_then(char::from_u32) {
            // Escaped again: what stands for a sign of XML must not become one.
            kept.push_str(&format!("&#{};", c as u32));
        }
        rest = beyond;
    }
    kept.push_str(rest);
    quick_xml::escape::unescape(&kept).map(Cow::into_owned).unwrap_or(kept)
}

/// Looks for the end of a tag: the first `>` outside of quotes.
#[derive(Default)]
struct Scan {
    quote: Option<u8>,
    length: usize,
    start: [u8; 4],
    is_broken: bool,
    tail: [u8; 2],
}

impl Scan {
    /// The number of bytes up to and with the end, if it is among these.
    fn through(&mut self, some: &[u8]) -> Option<usize> {
        for (at, byte) in some.iter().copied().enumerate() {
            if self.length < self.start.len() {
                self.start[self.length] = byte;
            }
            self.length += 1;
            if self.is_comment() {
                if byte == b'>' && self.tail == *b"--" && self.length > 6 {
                    return Some(at + 1);
                }
                self.tail = [self.tail[1], byte];
                continue;
            }
            match (self.quote, byte) {
                (_, b'<') if self.length > 1 => {
                    self.is_broken = true;
                    return Some(at + 1);
                }
                (Some(quote), byte) if byte == quote => self.quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'') => self.quote = Some(byte),
                (None, b'>') => return Some(at + 1),
                (None, _) => {}
            }
        }
        None
    }

    fn is_comment(&self) -> bool {
        self.length >= 4 && self.start == *b"<!--"
    }
}

/// Reads single rows of a file that was read through before, by where they begin.
pub struct At {
    path: PathBuf,
    root: &'static str,
    input: BufReader<File>,
}

impl At {
    /// Opens the file again.
    pub fn open(path: &Path, root: &'static str) -> std::io::Result<At> {
        let input = BufReader::with_capacity(8 * 1024, File::open(path)?);
        Ok(At { path: path.to_owned(), root, input })
    }

    /// The row that begins there.
    pub fn row(&mut self, offset: u64) -> Result<Option<Row>, Damage> {
        let here = self.input.stream_position().unwrap_or(0);
        let moved = match i64::try_from(offset).ok().zip(i64::try_from(here).ok()) {
            // Neighbours are often in the buffer already.
            Some((to, from)) => self.input.seek_relative(to - from),
            None => self.input.seek(SeekFrom::Start(offset)).map(drop),
        };
        let mut rows = Rows::new(self.input.by_ref(), name_of(&self.path), self.root);
        rows.place = Place::Inside;
        moved.map_err(|problem| rows.damage(format!("it cannot be read ({problem})")))?;
        match rows.next()? {
            Found::Row(row, _) => Ok(Some(row)),
            Found::Unusable(_) | Found::End => Ok(None),
        }
    }
}

#[cfg(test)]
#[path = "rows_tests.rs"]
mod tests;
