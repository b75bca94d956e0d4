//! Writing Markdown: blocks with what stands before each of their lines, and the text inside them, escaped.
//!
//! Rules:
//! 1. Text stays text: whatever would mean something in Markdown is escaped.
//! 2. White space is as in HTML: runs of it are one space, and none at the ends of a block.
//! 3. Nesting beyond [`DEPTH`] is not kept, and beyond [`MOST`] nothing is written any more.

use super::markdown_inline::Inline;
pub use super::markdown_inline::Mark;
use super::markdown_line::{escape_start, language, longest_run};

/// Quotes and lists inside each other.
const DEPTH: usize = 10;
/// Bytes written; more than any post may have.
const MOST: usize = 400_000;
/// Cells of a row, and rows of a table.
const CELLS: usize = 30;
const ROWS: usize = 1_000;

enum Container {
    Quote,
    List {
        /// The number of the next item, where items are numbered.
        number: Option<i64>,
        sign: char,
        is_first: bool,
    },
    Item {
        /// What its first line begins with, until it is written.
        marker: Option<String>,
        width: usize,
    },
}

/// Writes Markdown piece by piece.
#[derive(Default)]
pub struct Writer {
    out: String,
    inline: Inline,
    containers: Vec<Container>,
    /// Containers opened beyond [`DEPTH`].
    beyond: usize,
    heading: usize,
    is_paragraph: bool,
    pre: Option<Pre>,
    table: Option<Table>,
    after_list: bool,
}

#[derive(Default)]
struct Pre {
    text: String,
    language: Option<String>,
}

#[derive(Default)]
struct Table {
    rows: Vec<Vec<String>>,
}

impl Writer {
    /// The text of an element.
    pub fn text(&mut self, text: &str) {
        match &mut self.pre {
            Some(pre) if pre.text.len() < MOST => pre.text.push_str(text),
            Some(_) => {}
            None if self.out.len() < MOST => self.inline.text(text),
            None => {}
        }
    }

    /// Emphasis and the like begin or end.
    pub fn mark(&mut self, mark: Mark, opens: bool) {
        if self.pre.is_none() {
            self.inline.mark(mark, opens);
        }
    }

    /// Text above or below the line begins or ends: Markdown has neither, so a sign stands before it.
    pub fn raise(&mut self, opens: bool, sign: char) {
        if opens && self.pre.is_none() {
            self.inline.sign(sign);
        }
    }

    /// Code in a line begins; inside a block of code only its class is of interest.
    pub fn begin_code(&mut self, class: Option<&str>) {
        match &mut self.pre {
            Some(pre) => pre.language = pre.language.take().or_else(|| language(class)),
            None => self.inline.begin_code(),
        }
    }

    /// Code in a line ends.
    pub fn end_code(&mut self) {
        if self.pre.is_none() {
            self.inline.end_code();
        }
    }

    /// A block of code begins.
    pub fn begin_pre(&mut self, class: Option<&str>) {
        if self.pre.is_none() && self.table.is_none() {
            self.end_block();
            self.pre = Some(Pre { text: String::new(), language: language(class) });
        }
    }

    /// A block of code ends.
    pub fn end_pre(&mut self) {
        let Some(pre) = self.pre.take() else { return };
        let text = pre.text.strip_prefix('\n').unwrap_or(&pre.text).trim_end();
        if text.trim().is_empty() {
            return;
        }
        let fence = "`".repeat(longest_run(text, '`').max(2) + 1);
        let language = pre.language.unwrap_or_default();
        let block = format!("{fence}{language}\n{text}\n{fence}");
        self.block(&block, true);
    }

    /// A link begins; without a target its text stays.
    pub fn begin_link(&mut self, target: Option<String>) {
        if self.pre.is_none() {
            self.inline.begin_link(target);
        }
    }

    /// A link ends.
    pub fn end_link(&mut self) {
        if self.pre.is_none() {
            self.inline.end_link();
        }
    }

    /// A picture: a link to where it lies, for nothing is loaded from elsewhere.
    pub fn picture(&mut self, alt: &str, target: Option<String>) {
        if self.pre.is_none() {
            self.inline.picture(alt, target);
        }
    }

    /// A line ends.
    pub fn line_break(&mut self) {
        match &mut self.pre {
            Some(pre) => pre.text.push('\n'),
            None if self.table.is_some() || self.heading > 0 => self.inline.text(" "),
            None => self.inline.line_break(),
        }
    }

    /// A line across.
    pub fn rule(&mut self) {
        self.end_block();
        if self.table.is_none() {
            self.block("---", true);
        }
    }

    /// A heading begins.
    pub fn heading(&mut self, level: usize) {
        self.end_block();
        self.heading = level;
    }

    /// A paragraph begins.
    pub fn paragraph(&mut self) {
        self.end_block();
        self.is_paragraph = true;
    }

    /// A quote begins.
    pub fn begin_quote(&mut self, is_spoiler: bool) {
        self.end_block();
        self.begin(Container::Quote);
        if is_spoiler {
            self.block("**Spoiler**", true);
        }
    }

    /// A list begins, numbered from there or not at all.
    pub fn begin_list(&mut self, number: Option<i64>) {
        self.end_block();
        let number = number.map(|n| n.clamp(0, 999_999_999));
        let sign = match (number, self.after_list) {
            (None, false) => '-',
            // Another sign, or the two lists were one.
            (None, true) => '*',
            (Some(_), false) => '.',
            (Some(_), true) => ')',
        };
        self.begin(Container::List { number, sign, is_first: true });
    }

    /// An item begins.
    pub fn begin_item(&mut self) {
        self.end_item();
        let marker = match self.containers.last_mut() {
            Some(Container::List { number: Some(number), sign, .. }) => {
                let marker = format!("{number}{sign} ");
                *number = (*number + 1).min(999_999_999);
                marker
            }
            Some(Container::List { number: None, sign, .. }) => format!("{sign} "),
            _ => return,
        };
        self.containers.push(Container::Item { width: marker.len(), marker: Some(marker) });
    }

    /// An item ends.
    pub fn end_item(&mut self) {
        self.end_block();
        if self.beyond == 0 && matches!(self.containers.last(), Some(Container::Item { .. })) {
            self.containers.pop();
        }
    }

    fn begin(&mut self, container: Container) {
        let depth = self.containers.iter().filter(|one| !matches!(one, Container::Item { .. })).count();
        if depth >= DEPTH || self.table.is_some() {
            self.beyond += 1;
        } else {
            self.containers.push(container);
        }
    }

    /// The innermost quote, or list, ends.
    pub fn end_container(&mut self, is_quote: bool) {
        self.end_block();
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        let matches = |one: &Container| match one {
            Container::Quote => is_quote,
            Container::List { .. } => !is_quote,
            Container::Item { .. } => false,
        };
        if let Some(at) = self.containers.iter().rposition(matches) {
            self.containers.truncate(at);
            self.after_list = !is_quote;
        }
    }

    /// A table begins; one inside another is part of its cell.
    pub fn begin_table(&mut self) {
        if self.table.is_none() {
            self.end_block();
            self.table = Some(Table::default());
        }
    }

    /// A row begins.
    pub fn begin_row(&mut self) {
        if let Some(table) = self.table.as_mut().filter(|table| table.rows.len() < ROWS) {
            table.rows.push(Vec::new());
        }
    }

    /// A cell begins or ends.
    pub fn cell(&mut self, opens: bool) {
        let Some(table) = &mut self.table else { return };
        let text = self.inline.take().replace('\n', " ").replace('|', "\\|");
        let row = table.rows.last_mut().filter(|row| row.len() < CELLS);
        match row {
            Some(row) if !opens => row.push(text),
            _ => {}
        }
    }

    /// The table ends.
    pub fn end_table(&mut self) {
        let Some(mut table) = self.table.take() else { return };
        self.inline.take();
        table.rows.retain(|row| !row.is_empty());
        let width = table.rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut lines = Vec::with_capacity(table.rows.len() + 1);
        for (n, mut row) in table.rows.into_iter().enumerate() {
            row.resize(width, String::new());
            lines.push(format!("| {} |", row.join(" | ")));
            if n == 0 {
                lines.push(format!("|{}", " --- |".repeat(width)));
            }
        }
        if !lines.is_empty() {
            self.block(&lines.join("\n"), true);
        }
    }

    /// Whatever block the text since the last one was in ends.
    pub fn end_block(&mut self) {
        if self.pre.is_some() {
            return;
        }
        if self.table.is_some() {
            self.inline.text(" ");
            return;
        }
        let text = self.inline.take();
        let (heading, is_paragraph) =
            (std::mem::take(&mut self.heading), std::mem::take(&mut self.is_paragraph));
        if text.is_empty() {
            return;
        }
        match heading {
            0 => self.block(&text.lines().map(escape_start).collect::<Vec<_>>().join("\n"), is_paragraph),
            level => self.block(&format!("{} {text}", "#".repeat(level)), true),
        }
    }

    /// Writes a block; `is_apart`: with an empty line before it even at the start of an item.
    fn block(&mut self, block: &str, is_apart: bool) {
        if self.out.len() >= MOST {
            return;
        }
        let begins_item = matches!(self.containers.last(), Some(Container::Item { marker: Some(_), .. }));
        let lists = self.containers.iter().filter(|one| matches!(one, Container::List { .. })).count();
        let mut begins_list = false;
        for container in &mut self.containers {
            if let Container::List { is_first, .. } = container {
                begins_list = std::mem::take(is_first);
            }
        }
        let is_tight = begins_item && !is_apart && (lists > 1 || !begins_list);
        if !self.out.is_empty() {
            self.out.push('\n');
            if !is_tight {
                let blank = self.prefix(false);
                self.out.push_str(blank.trim_end());
                self.out.push('\n');
            }
        }
        for (n, line) in block.lines().enumerate() {
            if n > 0 {
                self.out.push('\n');
            }
            let prefix = self.prefix(true);
            match line.is_empty() {
                true => self.out.push_str(prefix.trim_end()),
                false => {
                    self.out.push_str(&prefix);
                    self.out.push_str(line);
                }
            }
        }
        self.after_list = false;
    }

    /// What stands before a line; a marker only once.
    fn prefix(&mut self, is_text: bool) -> String {
        let mut prefix = String::new();
        for container in &mut self.containers {
            match container {
                Container::Quote => prefix.push_str("> "),
                Container::List { .. } => {}
                Container::Item { marker, width } => match marker.take_if(|_| is_text) {
                    Some(marker) => prefix.push_str(&marker),
                    None => prefix.extend(std::iter::repeat_n(' ', *width)),
                },
            }
        }
        prefix
    }

    /// Everything written.
    pub fn finish(mut self) -> String {
        self.end_pre();
        self.end_table();
        self.end_block();
        self.out
    }
}
