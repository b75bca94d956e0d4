//! What is mailed, and when. `GET, POST /settings/mail`

use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::prelude::*;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::kind::{MailChoice, MailKind};
use crate::db::schema::{mail_choices, members};
use crate::db::{Both, Db};
use crate::events::Tx;
use crate::ids::{MemberId, Ts};
use crate::members::Signed;
use crate::web::{Form, Frame, Mistakes, Note, Refusal, Site, filters, see_other_noting, unstored};

const PATH: &str = "/settings/mail";
/// Longest name of a time zone that is looked up.
const ZONE_CHARS: usize = 64;

/// What the form sends: a choice for each kind, the time zone, and whether writing follows.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    first_answer: String,
    new_posts: String,
    mention: String,
    solution_accepted: String,
    decision: String,
    time_zone: String,
    follow_by_writing: String,
}

impl Fields {
    fn choice(&self, kind: MailKind) -> &str {
        match kind {
            MailKind::FirstAnswer => &self.first_answer,
            MailKind::Posts => &self.new_posts,
            MailKind::Mention => &self.mention,
            MailKind::Accepted => &self.solution_accepted,
            MailKind::Decision => &self.decision,
        }
    }
}

#[derive(Template)]
#[template(path = "notifications/mail_settings.html")]
struct Page {
    frame: Frame,
    here: &'static str,
    fields: Fields,
    /// The community's zone, which counts where none is typed.
    usual_zone: String,
    address: String,
    stopped_at: Option<Ts>,
    mistakes: Mistakes,
}

/// A kind of mail: its word, the key of its name, and the choices with their words, keys and whether they are made.
type KindChoices = (&'static str, String, Vec<(&'static str, String, bool)>);

impl Page {
    /// Each kind with the keys of its name and the choices it has.
    fn kinds(&self) -> Vec<KindChoices> {
        let of = |kind: &MailKind| {
            let chosen = self.fields.choice(*kind);
            let choices = MailChoice::ALL.iter().map(|choice| {
                let word = choice.word();
                (word, format!("mail-choice-{word}"), word == chosen)
            });
            (kind.word(), format!("mail-kind-{}", kind.word()), choices.collect())
        };
        MailKind::ALL.iter().map(of).collect()
    }
}

/// `GET /settings/mail`
pub async fn form(site: web::Data<Site>, who: Signed) -> Result<HttpResponse, Refusal> {
    let page = page(&site, &who, None, Mistakes::default()).await?;
    Ok(unstored(who.html(&page)?))
}

async fn page(
    site: &web::Data<Site>,
    who: &Signed,
    typed: Option<Fields>,
    mistakes: Mistakes,
) -> Result<Page, Refusal> {
    let me = who.me().id;
    let (stored, address, stopped_at) = site.store.read(move |db| Ok::<_, Refusal>(stored(db, me)?)).await?;
    Ok(Page {
        frame: who.frame(),
        here: PATH,
        fields: typed.unwrap_or(stored),
        usual_zone: who.community.time_zone.clone(),
        address,
        stopped_at,
        mistakes,
    })
}

fn stored(db: &mut Db, me: MemberId) -> QueryResult<(Fields, String, Option<Ts>)> {
    let (zone, follows, email, stopped_at): (Option<String>, bool, Option<String>, Option<Ts>) =
        members::table
            .find(me)
            .select((
                members::time_zone,
                members::follow_by_writing,
                members::email,
                members::mail_stopped_at,
            ))
            .first(db)?;
    let chosen: Vec<(MailKind, MailChoice)> = mail_choices::table
        .filter(mail_choices::member.eq(me))
        .select((mail_choices::kind, mail_choices::choice))
        .load(db)?;
    let of = |kind: MailKind| {
        let choice = chosen.iter().find(|(one, _)| *one == kind).map(|(_, choice)| *choice);
        choice.unwrap_or_default().word().to_owned()
    };
    let fields = Fields {
        first_answer: of(MailKind::FirstAnswer),
        new_posts: of(MailKind::Posts),
        mention: of(MailKind::Mention),
        solution_accepted: of(MailKind::Accepted),
        decision: of(MailKind::Decision),
        time_zone: zone.unwrap_or_default(),
        follow_by_writing: if follows { "on".to_owned() } else { String::new() },
    };
    Ok((fields, email.unwrap_or_default(), stopped_at))
}

/// `POST /settings/mail`
pub async fn save(site: web::Data<Site>, who: Signed, form: Form<Fields>) -> Result<HttpResponse, Refusal> {
    let fields = form.fields;
    let me = who.me().id;
    let done = match checked(&fields) {
        Ok((choices, zone)) => {
            let follows = fields.follow_by_writing == "on";
            let set = move |tx: &mut Tx<'_>| {
                for (kind, choice) in &choices {
                    choose(tx, me, *kind, *choice)?;
                }
                diesel::update(members::table.find(me))
                    .set((members::time_zone.eq(&zone), members::follow_by_writing.eq(follows)))
                    .execute(tx.db)?;
                Ok::<_, Refusal>(())
            };
            site.store.write(set).await
        }
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(()) => Ok(see_other_noting(PATH, "saved")),
        Err(refusal) => {
            let mistakes = Mistakes::or(refusal, &who.visit.words)?;
            let page = page(&site, &who, Some(fields), mistakes).await?;
            Ok(unstored(who.html_invalid(&page)?))
        }
    }
}

type Checked = (Vec<(MailKind, MailChoice)>, Option<String>);

fn checked(fields: &Fields) -> Result<Checked, Refusal> {
    let mut choices = Vec::new();
    for kind in MailKind::ALL {
        let choice = MailChoice::from_word(fields.choice(*kind))
            .ok_or_else(|| Refusal::field(kind.word(), Note::new("field-no-choice")))?;
        choices.push((*kind, choice));
    }
    Ok((choices, zone(&fields.time_zone)?))
}

/// A time zone by its IANA name; empty for the community's.
fn zone(typed: &str) -> Result<Option<String>, Refusal> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let unknown = || Refusal::field("time_zone", Note::new("admin-zone-unknown"));
    let found = if typed.len() > ZONE_CHARS { None } else { TimeZone::get(typed).ok() };
    found.and_then(|zone| zone.iana_name().map(str::to_owned)).map(Some).ok_or_else(unknown)
}

/// Sets when mail of a kind comes.
pub fn choose(tx: &mut Tx<'_>, member: MemberId, kind: MailKind, choice: MailChoice) -> QueryResult<()> {
    let row = (mail_choices::member.eq(member), mail_choices::kind.eq(kind), mail_choices::choice.eq(choice));
    let statement = diesel::insert_into(mail_choices::table)
        .values(row)
        .on_conflict((mail_choices::member, mail_choices::kind))
        .do_update()
        .set(mail_choices::choice.eq(choice));
    Both(statement).execute(tx.db).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_zones_are_taken() {
        assert_eq!(zone(" europe/Berlin ").ok(), Some(Some("Europe/Berlin".to_owned())));
        assert_eq!(zone("").ok(), Some(None));
        for bad in ["Berlin", "UTC+1", &"x".repeat(100), "../etc/passwd"] {
            assert!(zone(bad).is_err(), "{bad}");
        }
    }
}
