//! Within a line: text, mentions, links and pictures.

use super::inline::{self, Piece};
use super::links::{self, Target};
use super::sanitise::{REL, picture_of};
use super::writer::{Close, OpenImage, OpenLink, Writer, escape, escape_lines};
use pulldown_cmark::LinkType;
use std::fmt::Write as _;

pub(super) const MOST_LINKS: usize = 500;
const MOST_PICTURES: usize = 50;
const MOST_MENTIONS: usize = 100;
/// Names asked for in one text.
pub(super) const MOST_QUESTIONS: usize = 1_000;

impl Writer<'_> {
    pub(super) fn line_break(&mut self) {
        match &mut self.image {
            Some(image) => image.alt.push(' '),
            None => self.out.push_str("<br>"),
        }
    }

    /// Text that is shown as it is, between two tags.
    pub(super) fn marked(&mut self, open: &str, text: &str, close: &str) {
        if let Some(image) = &mut self.image {
            image.alt.push_str(text);
            return;
        }
        if let Some(link) = &mut self.link {
            link.text.push_str(text);
        }
        self.out.push_str(open);
        escape_lines(text, &mut self.out);
        self.out.push_str(close);
    }

    pub(super) fn text(&mut self, text: &str) {
        if self.in_code {
            escape(text, &mut self.out);
        } else if self.link.is_some() || self.image.is_some() {
            self.marked("", text, "");
        } else {
            self.running_text(text);
        }
    }

    fn running_text(&mut self, text: &str) {
        let member = self.links.member;
        let questions = &mut self.questions_left;
        let mut ask = |name: &str| {
            *questions = questions.checked_sub(1)?;
            member(name)
        };
        for piece in inline::pieces(text, &mut ask) {
            match piece {
                Piece::Text(text) => escape(text, &mut self.out),
                Piece::Url(url) => self.bare_link(url),
                Piece::Mention { name, href } => self.mention(name, &href),
            }
        }
    }

    fn bare_link(&mut self, url: &str) {
        let scheme = if url.contains("://") { "" } else { "https://" };
        let target = links::target(&format!("{scheme}{url}"), self.links.own_host);
        if let Close::Link = self.open_link(target) {
            self.marked("", url, "");
            self.end_link();
        } else {
            escape(url, &mut self.out);
        }
    }

    fn mention(&mut self, name: &str, href: &str) {
        let known = self.found.mentions.iter().any(|known| known == name);
        let target = links::target(href, None).filter(|target| target.href.starts_with('/'));
        match target.filter(|_| known || self.found.mentions.len() < MOST_MENTIONS) {
            Some(target) => {
                self.out.push_str("<a class=\"mention\" href=\"");
                escape(&target.href, &mut self.out);
                self.out.push_str("\">@");
                escape(name, &mut self.out);
                self.out.push_str("</a>");
                if !known {
                    self.found.mentions.push(name.to_owned());
                }
            }
            None => {
                self.out.push('@');
                escape(name, &mut self.out);
            }
        }
    }

    pub(super) fn start_link(&mut self, kind: LinkType, dest: &str) -> Close {
        let prefix = if kind == LinkType::Email { "mailto:" } else { "" };
        let target = links::target(&format!("{prefix}{dest}"), self.links.own_host);
        self.open_link(target)
    }

    fn open_link(&mut self, target: Option<Target>) -> Close {
        let Some(target) = target else {
            return Close::Nothing;
        };
        if self.links_left == 0 || self.link.is_some() || self.image.is_some() {
            return Close::Nothing;
        }
        self.links_left -= 1;
        self.found.has_links |= target.external;
        self.out.push_str("<a href=\"");
        escape(&target.href, &mut self.out);
        if target.external {
            let _ = write!(self.out, "\" rel=\"{REL}");
        }
        self.out.push_str("\">");
        self.link = Some(OpenLink { host: target.host, text: String::new() });
        Close::Link
    }

    pub(super) fn end_link(&mut self) {
        let Some(link) = self.link.take() else { return };
        self.out.push_str("</a>");
        let host = link.host.as_deref().and_then(|host| links::host_to_reveal(&link.text, host));
        if let Some(host) = host {
            self.out.push_str(" (");
            escape(host, &mut self.out);
            self.out.push(')');
        }
    }

    pub(super) fn start_image(&mut self, dest: &str) -> Close {
        if self.image.is_some() {
            return Close::Nothing;
        }
        self.image = Some(OpenImage { dest: dest.to_owned(), alt: String::new() });
        Close::Image
    }

    /// Our own pictures are shown small and lead to the large one; any other is a link, never loaded.
    pub(super) fn end_image(&mut self) {
        let Some(OpenImage { dest, alt }) = self.image.take() else {
            return;
        };
        let alt = alt.trim();
        let picture = picture_of(&dest).filter(|id| self.show_picture(*id));
        match picture {
            Some(id) => {
                let linked = self.link.is_some();
                if !linked {
                    let _ = write!(self.out, "<a href=\"/files/{id}\">");
                }
                let _ = write!(self.out, "<img src=\"/files/{id}?size=thumb\" alt=\"");
                escape(alt, &mut self.out);
                self.out.push_str("\" loading=\"lazy\">");
                if !linked {
                    self.out.push_str("</a>");
                }
            }
            None => {
                let close = self.start_link(LinkType::Inline, &dest);
                self.marked("", if alt.is_empty() { &dest } else { alt }, "");
                self.end(close);
            }
        }
    }

    fn show_picture(&mut self, id: i64) -> bool {
        let known = self.found.pictures.contains(&id);
        let room = self.found.pictures.len() < MOST_PICTURES;
        if room && !known {
            self.found.pictures.push(id);
        }
        room || known
    }
}
