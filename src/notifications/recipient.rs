//! Who is told: a member as permissions see them, with what they want mailed.

use std::collections::HashMap;

use diesel::prelude::*;
use jiff::tz::TimeZone;

use super::kind::{MailChoice, MailKind};
use crate::config::Community;
use crate::db::Db;
use crate::db::schema::{ignores, mail_choices, members};
use crate::i18n::{Locale, Tone, Words};
use crate::ids::{MemberId, Ts};
use crate::mail::{self, Address};
use crate::members::{Me, present};
use crate::web::zone;

/// A member who may sign in, and how they are reached.
pub struct Recipient {
    /// As permissions ask for them.
    pub me: Me,
    /// How they want it.
    pub wishes: Wishes,
    choices: HashMap<MailKind, MailChoice>,
}

/// What of a member's row has to do with mail.
#[derive(Queryable, Selectable, Clone, Debug)]
#[diesel(table_name = members)]
#[allow(missing_docs)] // the migration says what each column is
pub struct Wishes {
    pub id: MemberId,
    pub email: Option<String>,
    pub language: Option<String>,
    pub tone: Option<String>,
    pub time_zone: Option<String>,
    pub mail_stopped_at: Option<Ts>,
    pub mail_day: i32,
    pub mail_count: i16,
    pub daily_due_at: Option<Ts>,
}

impl Recipient {
    /// Those of these members who may sign in, by ascending id. Four statements.
    pub fn load(db: &mut Db, ids: &[MemberId]) -> QueryResult<Vec<Recipient>> {
        let people = present(db, ids)?;
        if people.is_empty() {
            return Ok(Vec::new());
        }
        let wishes: Vec<Wishes> =
            members::table.filter(members::id.eq_any(ids)).select(Wishes::as_select()).load(db)?;
        let mut wishes: HashMap<MemberId, Wishes> = wishes.into_iter().map(|one| (one.id, one)).collect();
        let rows: Vec<(MemberId, MailKind, MailChoice)> =
            mail_choices::table.filter(mail_choices::member.eq_any(ids)).load(db)?;
        let mut choices: HashMap<MemberId, HashMap<MailKind, MailChoice>> = HashMap::new();
        for (member, kind, choice) in rows {
            choices.entry(member).or_default().insert(kind, choice);
        }
        let whole = |me: Me| {
            let wishes = wishes.remove(&me.id)?;
            let choices = choices.remove(&me.id).unwrap_or_default();
            Some(Recipient { me, wishes, choices })
        };
        Ok(people.into_iter().filter_map(whole).collect())
    }

    /// One of them.
    pub fn one(db: &mut Db, id: MemberId) -> QueryResult<Option<Recipient>> {
        Ok(Recipient::load(db, &[id])?.pop())
    }

    /// When mail of this kind comes.
    pub fn choice(&self, kind: MailKind) -> MailChoice {
        self.choices.get(&kind).copied().unwrap_or_default()
    }

    /// Where mail goes, unless nothing arrived there.
    pub fn address(&self) -> Option<Address> {
        let email = self.wishes.email.as_deref().filter(|_| self.wishes.mail_stopped_at.is_none())?;
        mail::parse(email).ok()
    }

    /// Their time zone, else the community's.
    pub fn zone(&self, community: &Community) -> TimeZone {
        let own = self.wishes.time_zone.as_deref().and_then(|name| TimeZone::get(name).ok());
        own.unwrap_or_else(|| zone(community))
    }

    /// How they are spoken to.
    pub fn words(&self, community: &Community) -> Words {
        let usual = Tone::from_code(&community.tone).unwrap_or_default();
        let tone = self.wishes.tone.as_deref().and_then(Tone::from_code).unwrap_or(usual);
        let language = self.wishes.language.as_deref().unwrap_or(&community.language);
        let locale = Locale::from_code(language, tone).unwrap_or_default().with_tone(tone);
        Words { locale, zone: self.zone(community), now: Ts::now() }
    }
}

/// Which of these members do not want to hear of somebody.
pub fn ignoring(db: &mut Db, whom: MemberId, among: &[MemberId]) -> QueryResult<Vec<MemberId>> {
    ignores::table
        .filter(ignores::ignored.eq(whom))
        .filter(ignores::member.eq_any(among))
        .select(ignores::member)
        .load(db)
}
