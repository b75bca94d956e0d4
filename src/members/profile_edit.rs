//! What a member says about themselves: name, a few lines, how they are called as an expert, a title of their own.

use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error};
use serde::Deserialize;

use super::member_add::{is_free, slug};
use super::name::{self, Name};
use super::permissions::may_have_own_title;
use super::viewer::{Me, Signed};
use crate::config::Limits;
use crate::db::Db;
use crate::db::schema::members;
use crate::events::{Event, Tx};

use crate::ids::MemberId;
use crate::text::clean;
use crate::web::filters;
use crate::web::{Findings, Form, Frame, Mistakes, Note, Refusal, Site, see_other_noting, unstored};

const PATH: &str = "/settings/profile";
/// How an expert may be called: the end of the key `rank-expert-…`; nothing for the neutral form.
const EXPERT_FORMS: [&str; 2] = ["female", "male"];

/// What was typed.
#[derive(Clone, Deserialize, Default)]
#[serde(default)]
pub struct Fields {
    name: String,
    bio: String,
    own_title: String,
    expert_form: String,
}

#[derive(Template)]
#[template(path = "members/profile_edit.html")]
struct Page {
    frame: Frame,
    here: &'static str,
    fields: Fields,
    may_have_title: bool,
    bio_chars: usize,
    mistakes: Mistakes,
}

/// `GET /settings/profile`
pub async fn form(site: web::Data<Site>, who: Signed) -> Result<HttpResponse, Refusal> {
    let me = who.me().id;
    let fields = site.store.read(move |db| Ok::<_, Refusal>(stored(db, me)?)).await?;
    Ok(unstored(who.html(&page(&who, fields, Mistakes::default()))?))
}

/// `POST /settings/profile`
pub async fn save(site: web::Data<Site>, who: Signed, form: Form<Fields>) -> Result<HttpResponse, Refusal> {
    let typed = form.fields;
    let done = match checked(who.me(), &who.community.name, &typed) {
        Ok(profile) => {
            let me = who.me().clone();
            site.store.write(move |tx| set(tx, &me, &profile)).await
        }
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(()) => Ok(see_other_noting(PATH, "saved")),
        Err(refusal) => {
            let mistakes = Mistakes::or(refusal, &who.visit.words)?;
            Ok(unstored(who.html_invalid(&page(&who, typed, mistakes))?))
        }
    }
}

struct Profile {
    name: Name,
    bio: String,
    /// `None`: not theirs to set, so it stays as it is.
    own_title: Option<Option<String>>,
    expert_form: Option<String>,
}

fn checked(me: &Me, community: &str, typed: &Fields) -> Result<Profile, Refusal> {
    let mut findings = Findings::default();
    let problem = |problem: name::NameProblem| Note::new(problem.key());
    // A name that was allowed before stays allowed, even if the rules have changed since.
    let name = if typed.name == me.name {
        Ok(Name { shown: me.name.clone(), key: name::key(&me.name) })
    } else {
        name::check_beside(&typed.name, &[community]).map_err(problem)
    };
    let name = findings.take("name", name);
    let bio = clean::body(&typed.bio);
    if clean::length(&bio) > Limits::BIO_CHARS {
        findings.note("bio", Note::new("field-too-long").with("n", Limits::BIO_CHARS as i64));
    }
    let title = clean::line(&typed.own_title);
    let own_title = match (may_have_own_title(me), title.is_empty()) {
        (false, _) => None,
        (true, true) => Some(None),
        // A title stands beside the name and may pretend no more than a name may.
        (true, false) => {
            let checked = name::check_beside(&title, &[community]).map_err(problem);
            findings.take("own_title", checked).map(|title| Some(title.shown))
        }
    };
    let expert_form = EXPERT_FORMS.iter().find(|form| **form == typed.expert_form);
    if expert_form.is_none() && !typed.expert_form.is_empty() {
        findings.note("expert_form", Note::new("field-no-choice"));
    }
    findings.done()?;
    let name = name.ok_or(Refusal::invalid("error-invalid-text"))?;
    Ok(Profile { name, bio, own_title, expert_form: expert_form.map(|form| (*form).to_owned()) })
}

fn set(tx: &mut Tx<'_>, me: &Me, profile: &Profile) -> Result<(), Refusal> {
    let taken = || Refusal::field("name", Note::new("name-taken"));
    if !is_free(tx.db, &profile.name.key, Some(me.id))? {
        return Err(taken());
    }
    let changed = (
        members::name.eq(&profile.name.shown),
        members::name_key.eq(&profile.name.key),
        members::slug.eq(slug(&profile.name.shown)),
        members::bio.eq(&profile.bio),
        members::expert_form.eq(&profile.expert_form),
    );
    let them = members::table.filter(members::id.eq(me.id));
    diesel::update(them).set(changed).execute(tx.db).map_err(|error| match error {
        Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => taken(),
        error => error.into(),
    })?;
    if let Some(title) = &profile.own_title {
        diesel::update(them).set(members::own_title.eq(title)).execute(tx.db)?;
    }
    if profile.name.shown != me.name {
        tx.record(Event::MemberRenamed { member: me.id })?;
    }
    Ok(())
}

fn stored(db: &mut Db, id: MemberId) -> QueryResult<Fields> {
    let (name, bio, own_title, expert_form): (String, String, Option<String>, Option<String>) =
        members::table
            .filter(members::id.eq(id))
            .select((members::name, members::bio, members::own_title, members::expert_form))
            .first(db)?;
    Ok(Fields {
        name,
        bio,
        own_title: own_title.unwrap_or_default(),
        expert_form: expert_form.unwrap_or_default(),
    })
}

fn page(who: &Signed, fields: Fields, mistakes: Mistakes) -> Page {
    Page {
        frame: who.frame(),
        here: PATH,
        fields,
        may_have_title: may_have_own_title(who.me()),
        bio_chars: Limits::BIO_CHARS,
        mistakes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::SessionId;
    use crate::members::{Rank, Role, Unlocks};

    fn ada(role: Role) -> Me {
        Me {
            id: MemberId(1),
            session: SessionId(1),
            name: "Ada".into(),
            slug: "ada".into(),
            role,
            rank: Rank::New,
            unlocks: Unlocks::default(),
            department: None,
            boards: Vec::new(),
            unread: 0,
        }
    }

    fn typed(name: &str) -> Fields {
        Fields { name: name.into(), ..Fields::default() }
    }

    fn faults(role: Role, typed: &Fields) -> Vec<&'static str> {
        let refusal = checked(&ada(role), "Nordlauf", typed).err();
        refusal.map(|r| r.fields.iter().map(|(field, _)| *field).collect()).unwrap_or_default()
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let typed = Fields {
            name: "x".into(),
            bio: "y".repeat(Limits::BIO_CHARS + 1),
            own_title: "Nordlauf".into(),
            expert_form: "queen".into(),
        };
        assert_eq!(faults(Role::Team, &typed), ["name", "bio", "own_title", "expert_form"]);
        assert_eq!(faults(Role::Member, &typed), ["name", "bio", "expert_form"]);
    }

    #[test]
    fn a_title_that_is_not_unlocked_is_left_alone() {
        let typed = Fields { own_title: "Boss".into(), ..typed("Ada") };
        assert_eq!(checked(&ada(Role::Member), "", &typed).expect("taken").own_title, None);
        let with = checked(&ada(Role::SuperUser), "", &typed).expect("taken").own_title;
        assert_eq!(with, Some(Some("Boss".into())));
    }

    #[test]
    fn nobody_is_called_like_the_community() {
        assert_eq!(faults(Role::Member, &typed("Nordlauf")), ["name"]);
    }
}
