//! What every page shows around its content.

use super::assets;
use super::head::PageHead;
use super::visit::Visit;
use crate::config::Community;

/// The signed-in reader, as the header shows them.
#[derive(Clone)]
pub struct Me {
    /// Display name.
    pub name: String,
    /// The colour of their initials, 1 to 8.
    pub hue: i64,
    /// Path of their profile.
    pub href: String,
    /// Unread rows of the inbox.
    pub unread: i64,
    /// Whether the header links to moderation.
    pub may_moderate: bool,
    /// Whether the header links to administration.
    pub may_administer: bool,
}

/// The frame: names, languages, addresses of the static files, form token.
#[derive(Clone)]
pub struct Frame {
    /// The community's name.
    pub site_name: String,
    /// Path of the logo, where there is one.
    pub logo: Option<String>,
    /// `de` or `en`.
    pub lang: &'static str,
    /// `light` or `dark`, where chosen.
    pub colours: Option<&'static str>,
    /// Path and query of this page.
    pub path: String,
    /// For the hidden field `token` of each form.
    pub token: String,
    /// Path of the stylesheet.
    pub css: String,
    /// Path of the script.
    pub js: &'static str,
    /// Path of the icon sprite.
    pub icons: &'static str,
    /// Who is reading, when signed in.
    pub me: Option<Me>,
    /// What was just done, said once at the top.
    pub done: Option<String>,
    /// What the page says about itself, where everyone may see it.
    pub head: Option<PageHead>,
}

impl Frame {
    /// The frame of a page for a reader.
    pub fn new(visit: &Visit, community: &Community, me: Option<Me>) -> Frame {
        Frame {
            site_name: community.name.clone(),
            logo: community.logo.as_ref().map(|name| format!("/logo/{name}")),
            lang: visit.words.locale.lang(),
            colours: visit.colours.map(|c| c.code()),
            path: visit.path.clone(),
            token: visit.token.as_str().to_owned(),
            css: assets::stylesheet_path(&community.accent),
            js: assets::SCRIPT_PATH,
            icons: assets::ICONS_PATH,
            me,
            done: done_note(visit),
            head: None,
        }
    }
}

impl Frame {
    /// The frame of a page that says what it is about.
    pub fn about(mut self, head: Option<PageHead>) -> Frame {
        self.head = head;
        self
    }

    /// Whether this is the page at `path`, whatever its query.
    pub fn is_at(&self, path: &str) -> bool {
        self.path.split('?').next() == Some(path)
    }
}

/// The sentence named by `?done=`: only texts that begin with `done-` can be named.
fn done_note(visit: &Visit) -> Option<String> {
    let query = visit.path.split_once('?')?.1;
    let (_, key) = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "done")?;
    let key = format!("done-{key}");
    crate::i18n::has_text(visit.words.locale, &key).then(|| visit.words.t(&key).into_owned())
}
