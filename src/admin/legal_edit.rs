//! Writing a legal page: Markdown with the template to start from, looked at before it is saved.

use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::prelude::*;
use serde::Deserialize;

use super::desk::{html, html_invalid};
use super::legal_list::language_key;
use crate::config::Limits;
use crate::db::Both;
use crate::db::schema::legal_pages;
use crate::events::{Event, Tx};
use crate::i18n::{Locale, legal};
use crate::ids::{MemberId, Ts};
use crate::members::{Admin, Viewer};
use crate::text::{self, clean};
use crate::web::{Form, Frame, Note, Refusal, Site, filters, see_other_noting};

/// The form as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    body: String,
    /// `preview` or anything else, which saves.
    act: String,
}

#[derive(Template)]
#[template(path = "admin/legal_edit.html")]
struct EditPage {
    frame: Frame,
    place: &'static str,
    action: String,
    title: String,
    lang: &'static str,
    body: String,
    error: Option<String>,
    /// The template is shown: nothing has been saved yet.
    is_template: bool,
    has_gaps: bool,
    edited_at: Option<Ts>,
    /// Sanitised HTML, gaps marked.
    preview: Option<String>,
    /// Where visitors read it.
    href: String,
}

/// `GET /admin/legal/{slug}/{language}`; one statement.
pub async fn edit(
    site: web::Data<Site>,
    who: Admin,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, Refusal> {
    let (slug, locale, template) = find(path.into_inner())?;
    let row = legal_pages::table
        .filter(legal_pages::slug.eq(slug))
        .filter(legal_pages::language.eq(locale.folder()))
        .select((legal_pages::body, legal_pages::edited_at));
    let stored: Option<(String, Ts)> =
        site.store.read(move |db| Ok::<_, Refusal>(row.first(db).optional()?)).await?;
    let page = match stored {
        Some((body, at)) => EditPage { edited_at: Some(at), ..view(&who, slug, locale, body) },
        None => EditPage { is_template: true, ..view(&who, slug, locale, template.to_owned()) },
    };
    html(&who, &page)
}

/// `POST /admin/legal/{slug}/{language}`: saves, or shows what it will look like.
///
/// An empty text is taken back: the template is shown again.
pub async fn save(
    site: web::Data<Site>,
    who: Admin,
    path: web::Path<(String, String)>,
    form: Form<Typed>,
) -> Result<HttpResponse, Refusal> {
    let (slug, locale, _) = find(path.into_inner())?;
    let body = clean::body(&form.fields.body);
    if clean::length(&body) > Limits::LEGAL_CHARS {
        let note = Note::new("field-too-long").with("n", Limits::LEGAL_CHARS as i64);
        let said = who.visit.words.with(note.key, &note.args).into_owned();
        let page = view(&who, slug, locale, form.fields.body);
        return html_invalid(&who, &EditPage { error: Some(said), ..page });
    }
    let rendered = text::page(&body).html;
    if form.fields.act == "preview" {
        let preview = Some(legal::mark_gaps(&rendered));
        return html(&who, &EditPage { preview, ..view(&who, slug, locale, body) });
    }
    let (by, language) = (who.me().id, locale.folder());
    site.store.write(move |tx| store(tx, by, (slug, language), &body, &rendered)).await?;
    Ok(see_other_noting("/admin/legal", "admin-saved"))
}

fn store(
    tx: &mut Tx<'_>,
    by: MemberId,
    (slug, language): (&str, &str),
    body: &str,
    html: &str,
) -> Result<(), Refusal> {
    if body.is_empty() {
        let row =
            legal_pages::table.filter(legal_pages::slug.eq(slug)).filter(legal_pages::language.eq(language));
        diesel::delete(row).execute(tx.db)?;
    } else {
        let text =
            (legal_pages::body.eq(body), legal_pages::html.eq(html), legal_pages::edited_at.eq(tx.now));
        let upsert = diesel::insert_into(legal_pages::table)
            .values((legal_pages::slug.eq(slug), legal_pages::language.eq(language), text))
            .on_conflict((legal_pages::slug, legal_pages::language))
            .do_update()
            .set(text);
        Both(upsert).execute(tx.db)?;
    }
    let (slug, language) = (slug.to_owned(), language.to_owned());
    Ok(tx.record(Event::LegalPageChanged { slug, language, by })?)
}

/// The page and language of an address, with their template; 404 for any other.
fn find((slug, language): (String, String)) -> Result<(&'static str, Locale, &'static str), Refusal> {
    let slug = legal::PAGES.into_iter().find(|page| *page == slug).ok_or(Refusal::NOT_FOUND)?;
    let locale = Locale::ALL.into_iter().find(|locale| locale.folder() == language);
    let locale = locale.ok_or(Refusal::NOT_FOUND)?;
    let template = legal::template(slug, locale).ok_or(Refusal::NOT_FOUND)?;
    Ok((slug, locale, template))
}

fn view(who: &Viewer, slug: &str, locale: Locale, body: String) -> EditPage {
    let words = &who.visit.words;
    let (name, language) = (words.t(&format!("frame-{slug}")), words.t(language_key(locale)));
    EditPage {
        frame: who.frame(),
        place: "/admin/legal",
        action: format!("/admin/legal/{slug}/{}", locale.folder()),
        title: format!("{name} · {language}"),
        lang: locale.lang(),
        has_gaps: legal::has_gaps(&body),
        body,
        error: None,
        is_template: false,
        edited_at: None,
        preview: None,
        href: format!("/{slug}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_five_pages_in_three_languages_exist() {
        let found = |slug: &str, language: &str| find((slug.to_owned(), language.to_owned())).is_ok();
        assert!(found("imprint", "de-Sie") && found("rules", "en"));
        assert!(!found("imprint", "fr") && !found("cookies", "de") && !found("", "") && !found("../x", "de"));
    }
}
