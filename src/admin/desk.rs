//! The desk: what admin pages have in common.

use actix_web::HttpResponse;
use askama::Template;

use super::fields::FormView;
use crate::members::Viewer;
use crate::web::{Frame, Refusal, filters, unstored};

/// The places of the desk: path and text key.
pub const PLACES: [(&str, &str); 9] = [
    ("/admin", "admin-start"),
    ("/admin/community", "admin-community"),
    ("/admin/boards", "admin-boards"),
    ("/admin/tags", "admin-tags"),
    ("/admin/departments", "admin-departments"),
    ("/admin/members", "admin-members"),
    ("/admin/legal", "admin-legal"),
    ("/admin/health", "admin-health"),
    ("/admin/settings", "admin-settings"),
];

/// A page that is a form, or a few of them.
#[derive(Template)]
#[template(path = "admin/form_page.html")]
pub struct FormPage {
    /// The frame.
    pub frame: Frame,
    /// The path of its place on the desk.
    pub place: &'static str,
    /// Its title, finished text.
    pub title: String,
    /// A sentence under the title, finished text.
    pub lead: String,
    /// The main form.
    pub form: FormView,
    /// Further forms, each with the text key of its title.
    pub more: Vec<(&'static str, FormView)>,
    /// A link at the end: path and text key.
    pub way: Option<(String, &'static str)>,
}

impl FormPage {
    /// A page with one form; `title` is a text key.
    pub fn new(who: &Viewer, place: &'static str, title: &str, form: FormView) -> FormPage {
        FormPage {
            frame: who.frame(),
            place,
            title: who.visit.words.t(title).into_owned(),
            lead: String::new(),
            form,
            more: Vec::new(),
            way: None,
        }
    }

    /// The same with a name as its title.
    pub fn titled(mut self, title: &str) -> FormPage {
        self.title = title.to_owned();
        self
    }

    /// The same with a sentence under the title.
    pub fn with_lead(mut self, lead: impl Into<String>) -> FormPage {
        self.lead = lead.into();
        self
    }

    /// The same with one more form.
    pub fn and(mut self, title: &'static str, form: FormView) -> FormPage {
        self.more.push((title, form));
        self
    }

    /// The same with a link at its end.
    pub fn with_way(mut self, path: impl Into<String>, key: &'static str) -> FormPage {
        self.way = Some((path.into(), key));
        self
    }

    /// The page again with what is wrong in its main form: 422, or the refusal itself where it is about something else.
    pub fn refused(mut self, who: &Viewer, refusal: Refusal) -> Result<HttpResponse, Refusal> {
        if !refusal.is_invalid() {
            return Err(refusal);
        }
        self.form = self.form.refused(&refusal, &who.visit.words);
        html_invalid(who, &self)
    }

    /// The page again, saying that it was sent before with another text.
    pub fn sent_before(mut self, who: &Viewer, path: String) -> Result<HttpResponse, Refusal> {
        self.form = self.form.sent_before(path);
        html_invalid(who, &self)
    }
}

/// A desk page, 200; kept nowhere, since it may show addresses.
pub fn html(who: &Viewer, page: &impl Template) -> Result<HttpResponse, Refusal> {
    who.html(page).map(unstored)
}

/// A desk page with what is wrong on it, 422.
pub fn html_invalid(who: &Viewer, page: &impl Template) -> Result<HttpResponse, Refusal> {
    who.html_invalid(page).map(unstored)
}

/// Who sends a form, as [`once`](crate::web::once) keeps them apart.
pub fn actor(who: &Viewer) -> String {
    who.id().map(|id| format!("member:{id}")).unwrap_or_default()
}
