//! Language, form of address and colours: chosen in the footer by anybody, in the settings by members.
//!
//! The footer's choice is kept in the cookie `choices` (`de.dark`), and on the member too when signed in. The
//! settings are the member's on every device, so saving them takes the browser's own choice away.

use actix_web::cookie::Cookie;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use diesel::prelude::*;
use serde::Deserialize;

use super::viewer::{Signed, Viewer};
use crate::db::Db;
use crate::db::schema::members;
use crate::i18n::{Locale, Tone};
use crate::ids::MemberId;
use crate::web::filters;
use crate::web::{
    CHOICES, Colours, Findings, Form, Frame, Mistakes, Note, OpenForm, Refusal, Site, clear_cookie, cookie,
    read_cookie, see_other, see_other_noting, unstored,
};

const PATH: &str = "/settings/language-colours";
/// Days the footer's choice is kept.
const DAYS: i64 = 365;

/// What was chosen; empty where nothing was.
#[derive(Clone, Deserialize, Default)]
#[serde(default)]
pub struct Fields {
    language: String,
    tone: String,
    colours: String,
    back: String,
}

#[derive(Template)]
#[template(path = "members/choice.html")]
struct Page {
    frame: Frame,
    here: &'static str,
    fields: Fields,
    mistakes: Mistakes,
}

/// `POST /choose`: fields `language`, `colours` (either may be missing), `back`.
pub async fn choose(
    site: web::Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    form: OpenForm<Fields>,
) -> Result<HttpResponse, Refusal> {
    let Fields { language, colours, back, .. } = form.fields;
    let choice = Choice { language: some(&language), tone: None, colours: some(&colours) };
    choice.check()?;
    let before = read_cookie(&request, &site, CHOICES).unwrap_or_default();
    let cookie = chosen_cookie(&site, &before, &choice);
    if let Some(me) = viewer.id() {
        site.store.write(move |tx| Ok::<_, Refusal>(keep(tx.db, me, &choice)?)).await?;
    }
    let mut response = see_other(&back);
    response.add_cookie(&cookie).map_err(Refusal::broken)?;
    Ok(response)
}

/// `GET /settings/language-colours`
pub async fn form(site: web::Data<Site>, who: Signed) -> Result<HttpResponse, Refusal> {
    let me = who.me().id;
    let fields = site.store.read(move |db| Ok::<_, Refusal>(stored(db, me)?)).await?;
    let page = Page { frame: who.frame(), here: PATH, fields, mistakes: Mistakes::default() };
    Ok(unstored(who.html(&page)?))
}

/// `POST /settings/language-colours`: here an empty field means the community's or the device's.
pub async fn save(site: web::Data<Site>, who: Signed, form: Form<Fields>) -> Result<HttpResponse, Refusal> {
    let fields = form.fields;
    let choice =
        Choice { language: some(&fields.language), tone: some(&fields.tone), colours: some(&fields.colours) };
    if let Err(refusal) = choice.check() {
        let mistakes = Mistakes::or(refusal, &who.visit.words)?;
        let page = Page { frame: who.frame(), here: PATH, fields, mistakes };
        return Ok(unstored(who.html_invalid(&page)?));
    }
    let me = who.me().id;
    site.store.write(move |tx| Ok::<_, Refusal>(set(tx.db, me, &choice)?)).await?;
    let mut response = see_other_noting(PATH, "saved");
    response.add_cookie(&clear_cookie(&site, CHOICES)).map_err(Refusal::broken)?;
    Ok(response)
}

/// Codes as typed; `None` where nothing was chosen.
struct Choice {
    language: Option<String>,
    tone: Option<String>,
    colours: Option<String>,
}

impl Choice {
    fn check(&self) -> Result<(), Refusal> {
        let mut findings = Findings::default();
        let mut expect = |field, value: &Option<String>, known: &dyn Fn(&str) -> bool| {
            if value.as_deref().is_some_and(|value| !known(value)) {
                findings.note(field, Note::new("field-no-choice"));
            }
        };
        expect("language", &self.language, &|code| Locale::from_code(code, Tone::Du).is_some());
        expect("tone", &self.tone, &|code| Tone::from_code(code).is_some());
        expect("colours", &self.colours, &|code| code == "auto" || Colours::from_code(code).is_some());
        findings.done()
    }

    /// The colours to be stored: none for "same as the device".
    fn colours(&self) -> Option<&str> {
        self.colours.as_deref().filter(|colours| *colours != "auto")
    }
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

/// What was chosen now over what was chosen before.
fn merged(before: &str, choice: &Choice) -> String {
    let (language, colours) = before.split_once('.').unwrap_or(("", ""));
    let language = choice.language.as_deref().unwrap_or(language);
    let colours = if choice.colours.is_some() { choice.colours().unwrap_or("") } else { colours };
    format!("{language}.{colours}")
}

fn chosen_cookie(site: &Site, before: &str, choice: &Choice) -> Cookie<'static> {
    // What a browser sent before is not sent back unread.
    let before = if before.len() <= 10 { before } else { "" };
    match merged(before, choice) {
        nothing if nothing == "." => clear_cookie(site, CHOICES),
        value => cookie(site, CHOICES, value, DAYS),
    }
}

/// Stores what was chosen and leaves the rest.
fn keep(db: &mut Db, me: MemberId, choice: &Choice) -> QueryResult<()> {
    let them = members::table.filter(members::id.eq(me));
    if choice.language.is_some() {
        diesel::update(them).set(members::language.eq(&choice.language)).execute(db)?;
    }
    if choice.colours.is_some() {
        diesel::update(them).set(members::colours.eq(choice.colours())).execute(db)?;
    }
    Ok(())
}

fn set(db: &mut Db, me: MemberId, choice: &Choice) -> QueryResult<()> {
    let all = (
        members::language.eq(&choice.language),
        members::tone.eq(&choice.tone),
        members::colours.eq(choice.colours()),
    );
    diesel::update(members::table.filter(members::id.eq(me))).set(all).execute(db).map(|_| ())
}

fn stored(db: &mut Db, me: MemberId) -> QueryResult<Fields> {
    let (language, tone, colours): (Option<String>, Option<String>, Option<String>) = members::table
        .filter(members::id.eq(me))
        .select((members::language, members::tone, members::colours))
        .first(db)?;
    let text = Option::unwrap_or_default;
    Ok(Fields { language: text(language), tone: text(tone), colours: text(colours), back: String::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(language: &str, colours: &str) -> Choice {
        Choice { language: some(language), tone: None, colours: some(colours) }
    }

    #[test]
    fn one_choice_leaves_the_other() {
        assert_eq!(merged("de.dark", &choice("en", "")), "en.dark");
        assert_eq!(merged("de.dark", &choice("", "light")), "de.light");
        assert_eq!(merged("de.dark", &choice("", "auto")), "de.");
        assert_eq!(merged("", &choice("", "auto")), ".");
        assert_eq!(merged("rubbish", &choice("en", "")), "en.");
    }

    #[test]
    fn only_known_choices_are_taken() {
        assert!(choice("de", "auto").check().is_ok());
        let refusal = choice("fr", "pink").check().expect_err("refused");
        let fields: Vec<_> = refusal.fields.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, ["language", "colours"]);
    }
}
