//! The legal pages and how far they are filled in.

use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::prelude::*;

use super::desk::html;
use crate::db::Db;
use crate::db::schema::legal_pages;
use crate::i18n::{Locale, legal};
use crate::members::Admin;
use crate::web::{Frame, Refusal, Site, filters};

/// How far a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filled {
    /// Nothing stored: the template is shown.
    Template,
    /// Stored, with gaps left.
    Gaps,
    /// Stored, complete.
    Complete,
}

/// The pages in their languages, as stored.
pub(super) struct Stored(Vec<(String, String, String)>);

impl Stored {
    /// One statement.
    pub(super) fn load(db: &mut Db) -> QueryResult<Stored> {
        let columns = (legal_pages::slug, legal_pages::language, legal_pages::body);
        legal_pages::table.select(columns).load(db).map(Stored)
    }

    /// How far one page is in one language.
    pub(super) fn filled(&self, slug: &str, locale: Locale) -> Filled {
        match self.0.iter().find(|(page, language, _)| page == slug && language == locale.folder()) {
            None if legal::template(slug, locale).is_some_and(|text| !legal::has_gaps(text)) => {
                Filled::Complete
            }
            None => Filled::Template,
            Some((_, _, body)) if legal::has_gaps(body) => Filled::Gaps,
            Some(_) => Filled::Complete,
        }
    }

    /// How many pages are complete in no language that is shown to anybody: German in either form, or English.
    pub(super) fn pages_with_gaps(&self) -> usize {
        let is_done = |slug: &str| Locale::ALL.iter().any(|l| self.filled(slug, *l) == Filled::Complete);
        legal::PAGES.iter().filter(|slug| !is_done(slug)).count()
    }
}

#[derive(Template)]
#[template(path = "admin/legal.html")]
struct LegalPage {
    frame: Frame,
    place: &'static str,
    rows: Vec<Row>,
}

struct Row {
    slug: &'static str,
    name: String,
    texts: Vec<Text>,
}

struct Text {
    language: &'static str,
    name: String,
    filled: Filled,
}

/// `GET /admin/legal`; one statement.
pub async fn page(site: web::Data<Site>, who: Admin) -> Result<HttpResponse, Refusal> {
    let stored = site.store.read(|db| Ok::<_, Refusal>(Stored::load(db)?)).await?;
    let say = |key: String| who.visit.words.t(&key).into_owned();
    let text = |slug: &str, locale: &Locale| Text {
        language: locale.folder(),
        name: say(language_key(*locale).to_owned()),
        filled: stored.filled(slug, *locale),
    };
    let row = |slug: &'static str| Row {
        slug,
        name: say(format!("frame-{slug}")),
        texts: Locale::ALL.iter().map(|locale| text(slug, locale)).collect(),
    };
    let rows = legal::PAGES.into_iter().map(row).collect();
    html(&who, &LegalPage { frame: who.frame(), place: "/admin/legal", rows })
}

/// The text key of a language's name.
pub(super) const fn language_key(locale: Locale) -> &'static str {
    match locale {
        Locale::De => "admin-language-de",
        Locale::DeSie => "admin-language-de-sie",
        Locale::En => "choice-language-en",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(rows: &[(&str, &str, &str)]) -> Stored {
        Stored(rows.iter().map(|(a, b, c)| ((*a).into(), (*b).into(), (*c).into())).collect())
    }

    #[test]
    fn a_page_is_done_when_one_language_is() {
        assert_eq!(stored(&[]).pages_with_gaps(), legal::PAGES.len());
        let some = stored(&[("imprint", "de", "Firma"), ("privacy", "en", "[fill in: name]")]);
        assert_eq!(some.filled("imprint", Locale::De), Filled::Complete);
        assert_eq!(some.filled("imprint", Locale::DeSie), Filled::Template);
        assert_eq!(some.filled("privacy", Locale::En), Filled::Gaps);
        assert_eq!(some.pages_with_gaps(), legal::PAGES.len() - 1);
    }
}
