//! Adding a member: by joining, by the set-up page, by the command line.

use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error};

use super::name::{self, Name, NameProblem};
use super::role::Role;
use crate::db::schema::members;
use crate::db::{Db, DbError, Unavailable, is_serialisation_failure};
use crate::events::{Event, Tx};
use crate::ids::MemberId;
use crate::mail::Address;
use crate::text;
use crate::web::secrets::random_code;
use crate::web::{Note, Refusal};

/// How many proposed names are tried before giving up; one in three is free even among 100,000 members.
const PROPOSALS: usize = 50;

/// Why somebody cannot be added.
#[derive(Debug, thiserror::Error)]
pub enum MemberAddProblem {
    /// The name breaks a rule.
    #[error("the name cannot be used: {0:?}")]
    Name(NameProblem),
    /// Somebody is called that, or nearly that.
    #[error("somebody already has this name, or one that looks like it")]
    NameTaken,
    /// The address has an account.
    #[error("this address already has an account")]
    AddressTaken,
    /// The database refused.
    #[error(transparent)]
    Database(#[from] Error),
    /// The database does not answer.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl DbError for MemberAddProblem {
    fn is_retryable(&self) -> bool {
        matches!(self, MemberAddProblem::Database(error) if is_serialisation_failure(error))
    }
}

impl From<MemberAddProblem> for Refusal {
    fn from(problem: MemberAddProblem) -> Refusal {
        match problem {
            MemberAddProblem::Name(problem) => Refusal::field("name", Note::new(problem.key())),
            MemberAddProblem::NameTaken => Refusal::field("name", Note::new("name-taken")),
            MemberAddProblem::AddressTaken => Refusal::field("email", Note::new("address-taken")),
            MemberAddProblem::Database(error) => error.into(),
            MemberAddProblem::Unavailable(error) => error.into(),
        }
    }
}

/// Adds a member; without a name one is proposed, never made from the address.
pub fn add(
    tx: &mut Tx<'_>,
    name: Option<&Name>,
    email: &Address,
    role: Role,
) -> Result<MemberId, MemberAddProblem> {
    let known = members::table.filter(members::email_key.eq(&email.key)).count();
    if known.get_result::<i64>(tx.db)? > 0 {
        return Err(MemberAddProblem::AddressTaken);
    }
    let name = match name {
        Some(name) if is_free(tx.db, &name.key, None)? => name.clone(),
        Some(_) => return Err(MemberAddProblem::NameTaken),
        None => proposed(tx.db)?,
    };
    let row = (
        members::name.eq(&name.shown),
        members::name_key.eq(&name.key),
        members::slug.eq(slug(&name.shown)),
        members::email.eq(&email.shown),
        members::email_key.eq(&email.key),
        members::role.eq(role),
        members::last_seen_at.eq(tx.now),
        members::created_at.eq(tx.now),
    );
    let member = diesel::insert_into(members::table).values(row).returning(members::id).get_result(tx.db);
    let member: MemberId = member.map_err(|error| match error {
        // Two at the same moment: the unique columns decide, and the other one tries again.
        Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => MemberAddProblem::NameTaken,
        error => error.into(),
    })?;
    tx.record(Event::MemberJoined { member })?;
    Ok(member)
}

/// The end of a member's path.
pub fn slug(name: &str) -> String {
    match text::slug(name) {
        // What `slug` says when nothing of the name is ASCII.
        slug if slug == "thread" => "member".to_owned(),
        slug => slug,
    }
}

/// Whether nobody but `except` has a name with this key.
pub fn is_free(db: &mut Db, key: &str, except: Option<MemberId>) -> QueryResult<bool> {
    let owner: Option<MemberId> =
        members::table.filter(members::name_key.eq(key)).select(members::id).first(db).optional()?;
    Ok(owner.is_none_or(|owner| Some(owner) == except))
}

fn proposed(db: &mut Db) -> Result<Name, MemberAddProblem> {
    for _ in 0..PROPOSALS {
        let seed = [random_code(), random_code()].concat().parse().unwrap_or_default();
        let name = name::check(&name::propose(seed)).map_err(MemberAddProblem::Name)?;
        if is_free(db, &name.key, None)? {
            return Ok(name);
        }
    }
    Err(MemberAddProblem::NameTaken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_never_about_threads() {
        assert_eq!(slug("Jörg Groß"), "joerg-gross");
        assert_eq!(slug("東京"), "member");
    }
}
