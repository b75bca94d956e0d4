//! What the operator has set: each setting with its value, where that comes from, and how to change it.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::desk::html;
use crate::config::{Config, Group, Origin, SETTINGS, Setting, Shown};
use crate::members::Admin;
use crate::web::{Frame, Refusal, Site, filters};

#[derive(Template)]
#[template(path = "admin/settings.html")]
struct SettingsPage {
    frame: Frame,
    place: &'static str,
    groups: Vec<(&'static str, Vec<Row>)>,
    /// What admins set themselves: path and text key.
    elsewhere: &'static [(&'static str, &'static str)],
}

/// A setting as it is.
struct Row {
    name: &'static str,
    variable: String,
    meaning: &'static str,
    example: &'static str,
    value: Shown,
    origin: Origin,
}

impl Row {
    fn of(setting: &'static Setting, config: &Config) -> Row {
        Row {
            name: setting.name,
            variable: setting.variable(),
            meaning: setting.meaning,
            example: setting.example,
            value: setting.value(config),
            origin: config.origin(setting.name),
        }
    }

    fn origin_key(&self) -> &'static str {
        match self.origin {
            Origin::Default => "settings-from-default",
            Origin::File => "settings-from-file",
            Origin::Environment => "settings-from-environment",
            Origin::Flag => "settings-from-flag",
        }
    }
}

const fn title(group: Group) -> &'static str {
    match group {
        Group::Web => "settings-group-web",
        Group::Data => "settings-group-data",
        Group::Mail => "settings-group-mail",
        Group::Watching => "settings-group-watching",
    }
}

/// `GET /admin/settings`; no statement of its own.
pub async fn page(site: web::Data<Site>, who: Admin) -> Result<HttpResponse, Refusal> {
    let rows = |group: Group| {
        let own = SETTINGS.iter().filter(|setting| setting.group == group);
        (title(group), own.map(|setting| Row::of(setting, &site.config)).collect())
    };
    let page = SettingsPage {
        frame: who.frame(),
        place: "/admin/settings",
        groups: Group::ALL.into_iter().map(rows).collect(),
        elsewhere: &[
            ("/admin/community", "admin-community"),
            ("/admin/boards", "admin-boards"),
            ("/admin/tags", "admin-tags"),
            ("/admin/departments", "admin-departments"),
            ("/admin/legal", "admin-legal"),
        ],
    };
    html(&who, &page)
}
