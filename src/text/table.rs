//! Tables as HTML: head and body, alignment by class, a bounded number of columns.

use pulldown_cmark::Alignment;

/// Columns shown as such; what stands in further ones follows in the last.
const MOST_COLUMNS: usize = 32;

/// The table being written. Markdown tables do not nest, so there is one.
#[derive(Default)]
pub(super) struct Table {
    columns: Vec<Alignment>,
    column: usize,
    in_head: bool,
    has_body: bool,
}

impl Table {
    pub fn start(&mut self, columns: &[Alignment], out: &mut String) {
        let columns = columns.iter().copied().take(MOST_COLUMNS).collect();
        *self = Table { columns, ..Table::default() };
        // On a phone a wide table scrolls by itself, not the page.
        out.push_str("<div class=\"scroll\"><table>");
    }

    pub fn end(&mut self, out: &mut String) {
        out.push_str(if self.has_body { "</tbody></table></div>" } else { "</table></div>" });
    }

    pub fn start_head(&mut self, out: &mut String) {
        self.in_head = true;
        self.column = 0;
        out.push_str("<thead><tr>");
    }

    pub fn end_head(&mut self, out: &mut String) {
        self.end_last(out);
        self.in_head = false;
        out.push_str("</tr></thead>");
    }

    pub fn start_row(&mut self, out: &mut String) {
        self.column = 0;
        if !std::mem::replace(&mut self.has_body, true) {
            out.push_str("<tbody>");
        }
        out.push_str("<tr>");
    }

    pub fn end_row(&mut self, out: &mut String) {
        self.end_last(out);
        out.push_str("</tr>");
    }

    pub fn start_cell(&mut self, out: &mut String) {
        self.column += 1;
        if self.column > MOST_COLUMNS {
            out.push(' ');
            return;
        }
        out.push_str(if self.in_head { "<th scope=\"col\"" } else { "<td" });
        out.push_str(match self.columns.get(self.column - 1) {
            Some(Alignment::Left) => " class=\"align-left\">",
            Some(Alignment::Center) => " class=\"align-center\">",
            Some(Alignment::Right) => " class=\"align-right\">",
            Some(Alignment::None) | None => ">",
        });
    }

    /// The last column stays open for what stands in further ones, until the row ends.
    pub fn end_cell(&mut self, out: &mut String) {
        if self.column < MOST_COLUMNS {
            out.push_str(self.cell_end());
        }
    }

    fn end_last(&mut self, out: &mut String) {
        if self.column >= MOST_COLUMNS {
            out.push_str(self.cell_end());
        }
    }

    fn cell_end(&self) -> &'static str {
        if self.in_head { "</th>" } else { "</td>" }
    }
}
