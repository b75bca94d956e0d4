//! From parser events to HTML: blocks, lists, tables, marks. Text and links are in `writer_inline.rs`.

use super::excerpt;
use super::markdown::{Links, Rendered};
use super::sanitise::is_language;
use super::table::Table;
use super::writer_inline::{MOST_LINKS, MOST_QUESTIONS};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Tag};
use std::fmt::Write as _;

/// Quotes and lists within each other, and marks (bold in italic in …) within each other, as far as shown.
const MOST_DEEP: usize = 12;

/// What is to be written when a tag ends.
pub(super) enum Close {
    Nothing,
    Html(&'static str),
    /// As `Html`, and one step up from a bounded depth.
    Block(&'static str),
    Mark(&'static str),
    Link,
    Image,
    Table,
    TableHead,
    TableRow,
    TableCell,
}

pub(super) struct OpenLink {
    pub(super) host: Option<String>,
    pub(super) text: String,
}

pub(super) struct OpenImage {
    pub(super) dest: String,
    pub(super) alt: String,
}

pub(super) struct Writer<'l> {
    /// HTML so far, not sanitised.
    pub out: String,
    /// What was found so far; its `html` stays empty.
    pub found: Rendered,
    pub(super) links: &'l Links<'l>,
    open: Vec<Close>,
    blocks: usize,
    marks: usize,
    pub(super) links_left: usize,
    pub(super) questions_left: usize,
    pub(super) in_code: bool,
    /// A task's label runs from its box to the end of its line of text.
    in_label: bool,
    pub(super) link: Option<OpenLink>,
    pub(super) image: Option<OpenImage>,
    table: Table,
}

impl<'l> Writer<'l> {
    pub fn new(links: &'l Links<'l>) -> Self {
        Writer {
            out: String::new(),
            found: Rendered::default(),
            links,
            open: Vec::new(),
            blocks: 0,
            marks: 0,
            links_left: MOST_LINKS,
            questions_left: MOST_QUESTIONS,
            in_code: false,
            in_label: false,
            link: None,
            image: None,
            table: Table::default(),
        }
    }

    /// Writes what an event adds.
    pub fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => {
                if !excerpt::is_inline_end(tag.to_end()) {
                    self.end_label();
                }
                let close = self.start(tag);
                self.open.push(close);
            }
            Event::End(tag) => {
                if !excerpt::is_inline_end(tag) {
                    self.end_label();
                }
                if let Some(close) = self.open.pop() {
                    self.end(close);
                }
            }
            Event::Text(text) => self.text(&text),
            Event::Code(code) => self.marked("<code>", &code, "</code>"),
            Event::InlineHtml(html) => self.marked("", &html, ""),
            Event::Html(line) => {
                if !self.out.ends_with("<p>") {
                    self.line_break();
                }
                self.marked("", &line, "");
            }
            Event::SoftBreak | Event::HardBreak => self.line_break(),
            Event::Rule => {
                self.end_label();
                self.out.push_str("<hr>");
            }
            Event::TaskListMarker(done) => {
                let checked = if done { " checked" } else { "" };
                let _ =
                    write!(self.out, "<label class=\"task\"><input type=\"checkbox\" disabled{checked}> ");
                self.in_label = true;
            }
            // Not switched on in the parser; should one arrive nevertheless, its text is what counts.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.text(&text)
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>) -> Close {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.html("<p>", "</p>"),
            Tag::Heading { level, .. } => match level {
                // The page's title is h1, its parts h2: a post never outranks them.
                HeadingLevel::H1 => self.html("<h3>", "</h3>"),
                HeadingLevel::H2 => self.html("<h4>", "</h4>"),
                HeadingLevel::H3 => self.html("<h5>", "</h5>"),
                _ => self.html("<h6>", "</h6>"),
            },
            Tag::BlockQuote(_) => self.block("<blockquote>", "</blockquote>"),
            Tag::List(None) => self.block("<ul>", "</ul>"),
            Tag::List(Some(1)) => self.block("<ol>", "</ol>"),
            Tag::List(Some(first)) => self.block(&format!("<ol start=\"{first}\">"), "</ol>"),
            Tag::Item => self.item(),
            Tag::CodeBlock(kind) => self.code_block(&kind),
            Tag::Table(columns) => {
                self.table.start(&columns, &mut self.out);
                Close::Table
            }
            Tag::TableHead => {
                self.table.start_head(&mut self.out);
                Close::TableHead
            }
            Tag::TableRow => {
                self.table.start_row(&mut self.out);
                Close::TableRow
            }
            Tag::TableCell => {
                self.table.start_cell(&mut self.out);
                Close::TableCell
            }
            Tag::Emphasis => self.mark("<em>", "</em>"),
            Tag::Strong => self.mark("<strong>", "</strong>"),
            Tag::Strikethrough => self.mark("<del>", "</del>"),
            Tag::Link { link_type, dest_url, .. } => self.start_link(link_type, &dest_url),
            Tag::Image { dest_url, .. } => self.start_image(&dest_url),
            // Not switched on in the parser.
            Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_)
            | Tag::Superscript
            | Tag::Subscript => Close::Nothing,
        }
    }

    pub(super) fn end(&mut self, close: Close) {
        match close {
            Close::Nothing => {}
            Close::Html(html) => self.out.push_str(html),
            Close::Block(html) => {
                self.blocks -= 1;
                self.out.push_str(html);
            }
            Close::Mark(html) => {
                self.marks -= 1;
                self.out.push_str(html);
            }
            Close::Link => self.end_link(),
            Close::Image => self.end_image(),
            Close::Table => self.table.end(&mut self.out),
            Close::TableHead => self.table.end_head(&mut self.out),
            Close::TableRow => self.table.end_row(&mut self.out),
            Close::TableCell => self.table.end_cell(&mut self.out),
        }
        self.in_code = false;
    }

    fn html(&mut self, open: &str, close: &'static str) -> Close {
        self.out.push_str(open);
        Close::Html(close)
    }

    fn block(&mut self, open: &str, close: &'static str) -> Close {
        if self.blocks >= MOST_DEEP {
            return Close::Nothing;
        }
        self.blocks += 1;
        self.out.push_str(open);
        Close::Block(close)
    }

    /// An item of a list that was too deep to be shown as one becomes a line.
    fn item(&mut self) -> Close {
        if matches!(self.open.last(), Some(Close::Block(_))) {
            return self.html("<li>", "</li>");
        }
        if !self.out.ends_with('>') {
            self.out.push_str("<br>");
        }
        Close::Nothing
    }

    fn mark(&mut self, open: &str, close: &'static str) -> Close {
        if self.marks >= MOST_DEEP || self.image.is_some() {
            return Close::Nothing;
        }
        self.marks += 1;
        self.out.push_str(open);
        Close::Mark(close)
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>) -> Close {
        let info = match kind {
            CodeBlockKind::Fenced(info) => {
                info.split_whitespace().next().unwrap_or_default().to_ascii_lowercase()
            }
            CodeBlockKind::Indented => String::new(),
        };
        self.in_code = true;
        self.out.push_str("<pre><code");
        if is_language(&info) {
            let _ = write!(self.out, " class=\"language-{info}\"");
        }
        self.html(">", "</code></pre>")
    }

    fn end_label(&mut self) {
        if std::mem::take(&mut self.in_label) {
            self.out.push_str("</label>");
        }
    }
}

/// Escapes text for HTML, in content and in quoted attributes alike.
pub(super) fn escape(text: &str, out: &mut String) {
    let mut rest = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        out.push_str(&text[rest..at]);
        out.push_str(entity);
        rest = at + 1;
    }
    out.push_str(&text[rest..]);
}

/// Escapes text and makes its line ends visible.
pub(super) fn escape_lines(text: &str, out: &mut String) {
    for (number, line) in text.trim_end_matches('\n').split('\n').enumerate() {
        if number > 0 {
            out.push_str("<br>");
        }
        escape(line, out);
    }
}
