//! The legal pages as everybody reads them: the company's text, or the template marked as a draft.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use diesel::prelude::*;

use crate::db::schema::legal_pages;
use crate::i18n::{Locale, legal};
use crate::ids::Ts;
use crate::members::{Role, Viewer};
use crate::text;
use crate::web::{Frame, Refusal, Site, filters};

#[derive(Template)]
#[template(path = "pages/legal.html")]
struct LegalPage {
    frame: Frame,
    title: String,
    /// The text's language, which is not always the reader's.
    lang: &'static str,
    /// Sanitised HTML, gaps marked.
    html: String,
    /// Something in it is not filled in yet.
    is_draft: bool,
    edited_at: Option<Ts>,
    /// Where an admin fills it in; none for everybody else.
    edit_href: Option<String>,
}

/// A stored text: language folder, Markdown, HTML, when it was written.
type Stored = (String, String, String, Ts);

/// `GET /imprint` `/privacy` `/rules` `/accessibility` `/contact`; one statement.
pub async fn page(site: web::Data<Site>, who: Viewer, request: HttpRequest) -> Result<HttpResponse, Refusal> {
    let slug = request.path().trim_start_matches('/');
    let slug = legal::PAGES.into_iter().find(|page| *page == slug).ok_or(Refusal::NOT_FOUND)?;
    let rows = legal_pages::table.filter(legal_pages::slug.eq(slug)).select((
        legal_pages::language,
        legal_pages::body,
        legal_pages::html,
        legal_pages::edited_at,
    ));
    let rows: Vec<Stored> = site.store.read(move |db| Ok::<_, Refusal>(rows.load(db)?)).await?;
    let locale = who.visit.words.locale;
    let usual = who.visit.words.t(&format!("frame-{slug}")).into_owned();
    let is_admin = who.me.as_ref().is_some_and(|me| me.role == Role::Admin);
    let edit_href = is_admin.then(|| format!("/admin/legal/{slug}/{}", locale.folder()));
    let page = match best(&rows, locale) {
        Some((written_in, (_, body, html, at))) => LegalPage {
            frame: who.frame(),
            title: text::page_title(body).map_or(usual, str::to_owned),
            lang: written_in.lang(),
            html: legal::mark_gaps(html),
            is_draft: legal::has_gaps(body),
            edited_at: Some(*at),
            edit_href,
        },
        None => {
            let template = legal::template(slug, locale).ok_or(Refusal::NOT_FOUND)?;
            let page = text::page(template);
            LegalPage {
                frame: who.frame(),
                title: page.title.unwrap_or(usual),
                lang: locale.lang(),
                html: legal::mark_gaps(&page.html),
                is_draft: legal::has_gaps(template),
                edited_at: None,
                edit_href,
            }
        }
    };
    who.html(&page)
}

/// The stored text this reader is served best by: in their language and tone, in their language, in any.
///
/// A text of the company in another language says more than a template with gaps in one's own.
fn best(rows: &[Stored], locale: Locale) -> Option<(Locale, &Stored)> {
    let order: [Locale; 3] = match locale {
        Locale::De => [Locale::De, Locale::DeSie, Locale::En],
        Locale::DeSie => [Locale::DeSie, Locale::De, Locale::En],
        Locale::En => [Locale::En, Locale::De, Locale::DeSie],
    };
    order.into_iter().find_map(|one| {
        let row = rows.iter().find(|(language, ..)| language == one.folder())?;
        Some((one, row))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(language: &str) -> Stored {
        (language.to_owned(), String::new(), String::new(), Ts(0))
    }

    #[test]
    fn the_nearest_text_is_shown() {
        let chosen = |rows: &[Stored], locale| best(rows, locale).map(|(one, _)| one);
        assert_eq!(chosen(&[], Locale::De), None);
        let all = [row("en"), row("de-Sie"), row("de")];
        for locale in Locale::ALL {
            assert_eq!(chosen(&all, locale), Some(locale));
        }
        assert_eq!(chosen(&[row("en"), row("de")], Locale::DeSie), Some(Locale::De));
        assert_eq!(chosen(&[row("de-Sie")], Locale::En), Some(Locale::DeSie));
        assert_eq!(chosen(&[row("fr")], Locale::En), None);
    }
}
