//! The text inside a block: escaped, with emphasis, code and links.

use super::markdown_line::longest_run;

/// What marks a stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// `*`
    Emphasis,
    /// `**`
    Strong,
    /// `~~`
    Struck,
}

impl Mark {
    const fn sign(self) -> &'static str {
        match self {
            Mark::Emphasis => "*",
            Mark::Strong => "**",
            Mark::Struck => "~~",
        }
    }
}

/// Marks inside each other; more have no meaning.
const MARKS: usize = 8;
/// What Stack Exchange proposes instead of a description.
const NO_DESCRIPTION: [&str; 3] = ["enter image description here", "alt text", "image"];

#[derive(Default)]
pub struct Inline {
    out: String,
    /// White space since the last word: written before the next one.
    space: bool,
    marks: Vec<(Mark, usize)>,
    link: Option<Link>,
    code: Option<String>,
}

struct Link {
    target: Option<String>,
    start: usize,
    raw: String,
}

impl Inline {
    /// Text, its white space joined, its signs escaped.
    pub fn text(&mut self, text: &str) {
        if let Some(code) = &mut self.code {
            code.push_str(text);
            return;
        }
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if c.is_whitespace() && c != '\u{a0}' {
                self.space = true;
                continue;
            }
            self.flush_space();
            let next = chars.peek().map(|(_, next)| *next);
            if self.has_meaning(c, next, &text[at..]) {
                self.out.push('\\');
            }
            self.out.push(if c == '\u{a0}' { ' ' } else { c });
            if let Some(link) = &mut self.link {
                link.raw.push(c);
            }
        }
    }

    fn flush_space(&mut self) {
        let is_start = self.out.is_empty() || self.out.ends_with('\n');
        if std::mem::take(&mut self.space) && !is_start && !self.just_opened() {
            self.out.push(' ');
            if let Some(link) = self.link.as_mut().filter(|link| !link.raw.is_empty()) {
                link.raw.push(' ');
            }
        }
    }

    /// Right behind the sign that opens a mark there is no space.
    fn just_opened(&self) -> bool {
        self.marks.last().is_some_and(|(_, start)| *start == self.out.len())
            || self.link.as_ref().is_some_and(|link| link.start == self.out.len())
    }

    fn has_meaning(&self, c: char, next: Option<char>, rest: &str) -> bool {
        let before = self.out.chars().next_back();
        match c {
            '\\' | '`' | '*' | '[' | ']' | '<' => true,
            '_' => {
                let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                !(is_letter(before) && is_letter(next))
            }
            '~' => before == Some('~') || next == Some('~'),
            // An entity may come in several pieces: what ends with its sign is escaped too.
            '&' => {
                let mut name = rest.chars().skip(1).take(32);
                rest.len() == 1 || name.find(|c| !c.is_alphanumeric() && *c != '#') == Some(';')
            }
            _ => false,
        }
    }

    /// A sign before text above or below the line.
    pub fn sign(&mut self, sign: char) {
        if self.code.is_none() {
            self.flush_space();
            if sign == '_' {
                self.out.push('\\');
            }
            self.out.push(sign);
        }
    }

    /// A mark begins or ends.
    pub fn mark(&mut self, mark: Mark, opens: bool) {
        if self.code.is_some() {
            return;
        }
        let open = self.marks.iter().rposition(|(one, _)| *one == mark);
        match (opens, open) {
            (true, None) if self.marks.len() < MARKS => {
                if !self.just_opened() {
                    self.flush_space();
                }
                self.out.push_str(mark.sign());
                self.marks.push((mark, self.out.len()));
            }
            (false, Some(at)) => self.close_marks(at),
            _ => {}
        }
    }

    /// Ends the marks from there on, the innermost first.
    fn close_marks(&mut self, at: usize) {
        while self.marks.len() > at {
            let Some((mark, start)) = self.marks.pop() else { return };
            match start == self.out.len() {
                // Nothing is marked.
                true => self.out.truncate(start - mark.sign().len()),
                false => self.out.push_str(mark.sign()),
            }
        }
    }

    /// Code begins.
    pub fn begin_code(&mut self) {
        if self.code.is_none() {
            self.code = Some(String::new());
        }
    }

    /// Code ends.
    pub fn end_code(&mut self) {
        let Some(code) = self.code.take() else { return };
        let text = code.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            self.space |= !code.is_empty();
            return;
        }
        self.flush_space();
        if let Some(link) = &mut self.link {
            link.raw.push_str(&text);
        }
        let fence = "`".repeat(longest_run(&text, '`') + 1);
        let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
        self.out.push_str(&format!("{fence}{pad}{text}{pad}{fence}"));
    }

    /// A link begins.
    pub fn begin_link(&mut self, target: Option<String>) {
        if self.code.is_some() {
            return;
        }
        self.end_link();
        if target.is_some() {
            self.flush_space();
            self.guard();
        }
        self.link = Some(Link { target, start: self.out.len(), raw: String::new() });
    }

    /// Before a link an exclamation mark would make it a picture.
    fn guard(&mut self) {
        if self.out.ends_with('!') {
            self.out.pop();
            self.out.push_str("\\!");
        }
    }

    /// A link ends.
    pub fn end_link(&mut self) {
        let Some(link) = self.link.take() else { return };
        let Some(target) = link.target else { return };
        // Marks that begin inside a link end with it.
        let outside = self.marks.iter().take_while(|(_, start)| *start <= link.start).count();
        self.close_marks(outside);
        let text = self.out.split_off(link.start.min(self.out.len()));
        if text.is_empty() {
            return;
        }
        let is_bare = target.starts_with("http") && same_address(&link.raw, &target);
        match is_bare {
            true => self.out.push_str(&format!("<{target}>")),
            false => self.out.push_str(&format!("[{text}]({})", quoted(&target))),
        }
    }

    /// A picture, as a link with its description.
    pub fn picture(&mut self, alt: &str, target: Option<String>) {
        if self.code.is_some() {
            return;
        }
        let alt = alt.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_described = !alt.is_empty() && !NO_DESCRIPTION.contains(&alt.to_lowercase().as_str());
        let words = if is_described { alt.as_str() } else { "picture" };
        // A picture in a link is what the link says.
        if self.link.as_ref().is_some_and(|link| link.target.is_some()) {
            self.text(words);
            return;
        }
        let Some(target) = target else {
            self.text(words);
            return;
        };
        self.begin_link(Some(target));
        self.text(words);
        self.end_link();
    }

    /// A line ends inside the block.
    pub fn line_break(&mut self) {
        match &mut self.code {
            Some(code) => code.push(' '),
            None => {
                self.space = false;
                if !self.out.is_empty() && !self.just_opened() {
                    self.out.push('\n');
                }
            }
        }
    }

    /// The text of the block; what is open ends with it.
    pub fn take(&mut self) -> String {
        self.end_code();
        self.end_link();
        self.close_marks(0);
        self.space = false;
        let text = std::mem::take(&mut self.out);
        text.trim_matches(|c| c == ' ' || c == '\n').to_owned()
    }
}

fn same_address(text: &str, target: &str) -> bool {
    let plain = |address: &str| address.trim_end_matches('/').to_owned();
    plain(text) == plain(target) && !target.contains([' ', '<', '>'])
}

/// An address that ends where Markdown thinks it ends.
fn quoted(target: &str) -> String {
    let mut out = String::with_capacity(target.len());
    for c in target.chars() {
        match c {
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            c if c.is_whitespace() || c.is_control() => out.push_str("%20"),
            c => out.push(c),
        }
    }
    out
}
