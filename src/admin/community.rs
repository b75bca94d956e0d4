//! What the community is called, how it looks and how it speaks.

use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::prelude::*;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::check::{self, LINE_CHARS, NAME_CHARS};
use super::desk::{html, html_invalid};
use super::fields::{Choice, Field, FormView};
use crate::config::Community;
use crate::db::Both;
use crate::db::schema::settings;
use crate::events::{Event, Tx};
use crate::i18n::{Locale, Tone, Words};
use crate::ids::MemberId;
use crate::members::{Admin, Viewer};
use crate::web::assets::{luminance, text_on};
use crate::web::{Findings, Form, Frame, Note, Refusal, Site, filters, see_other_noting};

const PLACE: &str = "/admin/community";

/// The sizes of a community, by questions a month; each has its own ladder.
const PRESETS: [(&str, &str); 3] =
    [("small", "admin-preset-small"), ("medium", "admin-preset-medium"), ("large", "admin-preset-large")];

/// The form as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    name: String,
    line: String,
    accent: String,
    language: String,
    tone: String,
    time_zone: String,
    preset: String,
}

#[derive(Template)]
#[template(path = "admin/community.html")]
struct CommunityPage {
    frame: Frame,
    place: &'static str,
    form: FormView,
    /// The accent as it is now, and how well its text can be read on it, as in "5,2".
    contrast: String,
    /// What is wrong with a logo that was sent.
    logo_problem: Option<String>,
}

/// `GET /admin/community`; no statement of its own.
pub async fn page(who: Admin) -> Result<HttpResponse, Refusal> {
    html(&who, &view(&who, &Typed::of(&who.community), None))
}

/// `POST /admin/community`
pub async fn save(site: web::Data<Site>, who: Admin, form: Form<Typed>) -> Result<HttpResponse, Refusal> {
    let (typed, by) = (form.fields.clone(), who.me().id);
    let saved = match check_community(&typed) {
        Ok(new) => site.store.write(move |tx| store(tx, by, &new)).await,
        Err(refusal) => Err(refusal),
    };
    match saved {
        Ok(()) => Ok(see_other_noting(PLACE, "admin-saved")),
        Err(refusal) if refusal.is_invalid() => html_invalid(&who, &view(&who, &form.fields, Some(&refusal))),
        Err(refusal) => Err(refusal),
    }
}

/// The page again, saying what is wrong with a logo.
pub(super) fn with_logo_problem(who: &Viewer, said: String) -> Result<HttpResponse, Refusal> {
    let page = CommunityPage { logo_problem: Some(said), ..view(who, &Typed::of(&who.community), None) };
    html_invalid(who, &page)
}

/// Writes every setting but the logo, which has a form of its own.
fn store(tx: &mut Tx<'_>, by: MemberId, new: &Community) -> Result<(), Refusal> {
    for (key, value) in new.to_rows() {
        put(tx, &key, &value)?;
    }
    Ok(tx.record(Event::CommunityChanged { by })?)
}

/// Writes one setting.
pub(super) fn put(tx: &mut Tx<'_>, key: &str, value: &str) -> QueryResult<()> {
    let upsert = diesel::insert_into(settings::table)
        .values((settings::key.eq(key), settings::value.eq(value)))
        .on_conflict(settings::key)
        .do_update()
        .set(settings::value.eq(value));
    Both(upsert).execute(tx.db)?;
    Ok(())
}

/// Reads the form. The logo stays out of it.
fn check_community(typed: &Typed) -> Result<Community, Refusal> {
    let mut findings = Findings::default();
    let name = findings.take("name", check::needed_line(&typed.name, NAME_CHARS));
    let line = findings.take("line", check::line(&typed.line, LINE_CHARS));
    let accent = findings.take("accent", check::colour(&typed.accent));
    let language = Locale::from_code(&typed.language, Tone::Du).map(Locale::lang);
    let language = findings.take("language", check::one_of(language));
    let tone = findings.take("tone", check::one_of(Tone::from_code(&typed.tone)));
    let time_zone = findings.take("time_zone", check_zone(&typed.time_zone));
    let preset = PRESETS.iter().find(|(word, _)| *word == typed.preset);
    let preset = findings.take("preset", check::one_of(preset));
    findings.done()?;
    let complete = (|| {
        Some(Community {
            name: name?,
            line: line?,
            accent: accent?,
            logo: None,
            language: language?.to_owned(),
            tone: tone?.code().to_owned(),
            time_zone: time_zone?,
            preset: preset?.0.to_owned(),
        })
    })();
    complete.ok_or(Refusal::invalid("error-invalid-text"))
}

/// A time zone by its IANA name, written as the database of zones writes it.
fn check_zone(typed: &str) -> Result<String, Note> {
    let typed = typed.trim();
    let unknown = || Note::new("admin-zone-unknown");
    // Names only: an empty one would mean the machine's own zone.
    if typed.is_empty() || typed.len() > 64 {
        return Err(unknown());
    }
    let zone = TimeZone::get(typed).map_err(|_| unknown())?;
    zone.iana_name().map(str::to_owned).ok_or_else(unknown)
}

/// How well the text the look puts on this colour can be read, by WCAG 2.2: from 1 to 21.
fn contrast(accent: &str) -> f64 {
    let on = if text_on(accent) == "#fff" { "#ffffff" } else { text_on(accent) };
    let (one, other) = (luminance(accent), luminance(on));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

impl Typed {
    fn of(community: &Community) -> Typed {
        Typed {
            name: community.name.clone(),
            line: community.line.clone(),
            accent: community.accent.clone(),
            language: community.language.clone(),
            tone: community.tone.clone(),
            time_zone: community.time_zone.clone(),
            preset: community.preset.clone(),
        }
    }
}

fn view(who: &Viewer, typed: &Typed, refusal: Option<&Refusal>) -> CommunityPage {
    let words = &who.visit.words;
    let form = FormView::new(PLACE, "button-save", fields(words, typed));
    let form = match refusal {
        Some(refusal) => form.refused(refusal, words),
        None => form,
    };
    let ratio = format!("{:.1}", contrast(&who.community.accent));
    let contrast = if words.locale == Locale::En { ratio } else { ratio.replace('.', ",") };
    CommunityPage { frame: who.frame(), place: PLACE, form, contrast, logo_problem: None }
}

fn fields(words: &Words, typed: &Typed) -> Vec<Field> {
    let say = |key: &str| words.t(key).into_owned();
    let languages = vec![
        Choice::of("de", say("choice-language-de"), &typed.language),
        Choice::of("en", say("choice-language-en"), &typed.language),
    ];
    let tones = vec![
        Choice::of("du", say("choice-tone-du"), &typed.tone),
        Choice::of("sie", say("choice-tone-sie"), &typed.tone),
    ];
    let preset = |(word, key): &(&'static str, &'static str)| Choice::of(word, say(key), &typed.preset);
    vec![
        Field::line("name", "admin-community-name", &typed.name, NAME_CHARS),
        Field::line("line", "admin-line", &typed.line, LINE_CHARS).hint("admin-community-line-hint"),
        Field::colour("accent", "admin-accent", &typed.accent).hint("admin-accent-hint"),
        Field::pick("language", "choice-language", languages).hint("admin-community-language-hint"),
        Field::pick("tone", "choice-tone", tones),
        Field::line("time_zone", "admin-zone", &typed.time_zone, 64).hint("admin-zone-hint"),
        Field::pick("preset", "admin-preset", PRESETS.iter().map(preset).collect()).hint("admin-preset-hint"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_accepted() {
        let community = Community::default();
        assert_eq!(check_community(&Typed::of(&community)).expect("right"), community);
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let refusal = check_community(&Typed::default()).expect_err("empty");
        let names: Vec<_> = refusal.fields.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["name", "accent", "language", "tone", "time_zone", "preset"]);
    }

    #[test]
    fn zones_are_known_by_their_names() {
        assert_eq!(check_zone(" Europe/Berlin "), Ok("Europe/Berlin".into()));
        for bad in ["", "Berlin", "../etc/passwd", "Europe/Berlin\0", "+02:00"] {
            assert!(check_zone(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn text_can_be_read_on_any_accent() {
        for accent in ["#000000", "#ffffff", "#777777", "#ff0000", "#00ff00", "#0000ff", "#1f6f78", "#ffd400"]
        {
            assert!(contrast(accent) >= 4.2, "{accent}: {}", contrast(accent));
        }
    }
}
