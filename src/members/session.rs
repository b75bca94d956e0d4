//! Sessions: browsers that are signed in.
//!
//! A session is 256 random bits in a cookie, stored as a hash, new at every sign-in. It lives 30 days from its last
//! use and a year at most, and ends at sign-out, when its member ends it, and everywhere on a new address, a new
//! password or suspension. When it was last used is gathered in memory and written every few seconds: reading a page
//! never writes, and losing the last seconds does no harm.

use std::collections::HashMap;
use std::sync::Mutex;

use actix_web::HttpRequest;
use actix_web::HttpResponse;
use actix_web::http::header;
use diesel::prelude::*;

use super::{SESSION, device};
use crate::config::Limits;
use crate::db::Db;
use crate::db::schema::{members, sessions};
use crate::events::{Event, Store, Tx};
use crate::ids::{MemberId, SessionId, Ts};
use crate::web::secrets::{hash_token, random_token};
use crate::web::{Refusal, Site, clear_cookie, cookie, read_cookie};

/// Seconds within which a second look at the site is not worth a row.
const SEEN_EVERY_SECONDS: i64 = 60;
/// Sessions remembered between two flushes at most.
const SEEN_AT_MOST: usize = 100_000;

/// A session about to start: made from the request, outside the transaction.
#[derive(Clone, Debug)]
pub struct NewSession {
    token: String,
    device: String,
    /// The session the browser had so far; it ends.
    before: Option<String>,
}

impl NewSession {
    /// For the browser that sent `request`.
    pub fn of(request: &HttpRequest, site: &Site) -> NewSession {
        let user_agent = request.headers().get(header::USER_AGENT).and_then(|v| v.to_str().ok());
        NewSession {
            token: random_token(),
            device: device::label(user_agent.unwrap_or_default()),
            before: read_cookie(request, site, SESSION).map(|token| hash_token(&token)),
        }
    }

    /// Gives the browser its cookie.
    pub fn give(&self, site: &Site, mut response: HttpResponse) -> Result<HttpResponse, Refusal> {
        let cookie = cookie(site, SESSION, self.token.clone(), Limits::SESSION_DAYS_MOST);
        response.add_cookie(&cookie).map_err(Refusal::broken)?;
        Ok(response)
    }
}

/// Starts a session; the one the browser had before ends.
pub fn start(tx: &mut Tx<'_>, member: MemberId, new: &NewSession) -> QueryResult<SessionId> {
    if let Some(before) = &new.before {
        diesel::delete(sessions::table.filter(sessions::token_hash.eq(before))).execute(tx.db)?;
    }
    diesel::insert_into(sessions::table)
        .values((
            sessions::token_hash.eq(hash_token(&new.token)),
            sessions::member.eq(member),
            sessions::device.eq(&new.device),
            sessions::created_at.eq(tx.now),
            sessions::last_seen_at.eq(tx.now),
            sessions::expires_at.eq(expiry(tx.now, tx.now)),
        ))
        .returning(sessions::id)
        .get_result(tx.db)
}

/// When a session ends that began at `created_at` and was last used at `seen_at`.
fn expiry(created_at: Ts, seen_at: Ts) -> Ts {
    seen_at.plus_days(Limits::SESSION_DAYS).min(created_at.plus_days(Limits::SESSION_DAYS_MOST))
}

/// Ends one session of a member; false when they have no such session.
pub fn end(tx: &mut Tx<'_>, member: MemberId, session: SessionId) -> QueryResult<bool> {
    let theirs = sessions::table.filter(sessions::member.eq(member)).filter(sessions::id.eq(session));
    Ok(diesel::delete(theirs).execute(tx.db)? > 0)
}

/// Ends all sessions of a member but the one kept; tells how many.
pub fn end_all(tx: &mut Tx<'_>, member: MemberId, keep: Option<SessionId>) -> QueryResult<usize> {
    // No session has number 0.
    let kept = keep.unwrap_or(SessionId(0));
    let theirs = sessions::table.filter(sessions::member.eq(member)).filter(sessions::id.ne(kept));
    diesel::delete(theirs).execute(tx.db)
}

/// Deletes sessions that have expired; tells how many.
pub fn forget_expired(tx: &mut Tx<'_>) -> QueryResult<usize> {
    diesel::delete(sessions::table.filter(sessions::expires_at.le(tx.now))).execute(tx.db)
}

/// A session as its member sees it.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable)]
#[diesel(table_name = sessions)]
pub struct Session {
    /// Its number.
    pub id: SessionId,
    /// Browser and system in plain words; empty when unknown.
    pub device: String,
    /// Since when.
    pub created_at: Ts,
    /// Last used.
    pub last_seen_at: Ts,
}

/// The sessions of a member, last used first.
pub fn list(db: &mut Db, member: MemberId, now: Ts) -> QueryResult<Vec<Session>> {
    sessions::table
        .filter(sessions::member.eq(member))
        .filter(sessions::expires_at.gt(now))
        .order((sessions::last_seen_at.desc(), sessions::id.desc()))
        .limit(100)
        .select(Session::as_select())
        .load(db)
}

/// When a session began; that is when its member last proved who they are.
pub fn began(db: &mut Db, session: SessionId) -> QueryResult<Ts> {
    sessions::table.filter(sessions::id.eq(session)).select(sessions::created_at).first(db)
}

/// Takes the cookie away.
pub fn forget_cookie(site: &Site, mut response: HttpResponse) -> Result<HttpResponse, Refusal> {
    response.add_cookie(&clear_cookie(site, SESSION)).map_err(Refusal::broken)?;
    Ok(response)
}

/// Who was here lately, gathered between two flushes.
#[derive(Default)]
pub struct Seen(Mutex<HashMap<SessionId, (MemberId, Ts)>>);

impl Seen {
    /// Notes that a session was used; what was noted within the last minute is not noted again.
    pub fn note(&self, session: SessionId, member: MemberId, last: Ts, now: Ts) {
        if now.seconds_since(last) < SEEN_EVERY_SECONDS {
            return;
        }
        let mut seen = self.0.lock().unwrap_or_else(|e| e.into_inner());
        if seen.len() < SEEN_AT_MOST {
            seen.insert(session, (member, now));
        }
    }

    /// Writes what was gathered; what cannot be written now is forgotten.
    pub async fn flush(&self, store: &Store) -> anyhow::Result<()> {
        let taken = std::mem::take(&mut *self.0.lock().unwrap_or_else(|e| e.into_inner()));
        let mut taken: Vec<_> = taken.into_iter().collect();
        // Rows are always locked in the same order, so that two nodes cannot wait for each other.
        taken.sort_unstable();
        let slices: Vec<Vec<_>> = taken.chunks(100).map(<[_]>::to_vec).collect();
        for slice in slices {
            store.write(move |tx| Ok::<_, anyhow::Error>(write_seen(tx, &slice)?)).await?;
        }
        Ok(())
    }
}

/// Days since 1970, UTC.
fn day(at: Ts) -> i64 {
    at.seconds().div_euclid(86_400)
}

fn write_seen(tx: &mut Tx<'_>, slice: &[(SessionId, (MemberId, Ts))]) -> QueryResult<()> {
    for (session, (member, at)) in slice {
        let this = sessions::table.filter(sessions::id.eq(session));
        let created: Option<Ts> = this.select(sessions::created_at).first(tx.db).optional()?;
        let Some(created) = created else { continue };
        diesel::update(this)
            .set((sessions::last_seen_at.eq(at), sessions::expires_at.eq(expiry(created, *at))))
            .execute(tx.db)?;
        let them = members::table.filter(members::id.eq(member)).filter(members::last_seen_at.lt(at));
        let before: Option<Ts> = them.select(members::last_seen_at).first(tx.db).optional()?;
        diesel::update(them).set(members::last_seen_at.eq(at)).execute(tx.db)?;
        if before.is_some_and(|before| day(before) < day(*at)) {
            tx.record(Event::MemberSeen { member: *member, day: day(*at) })?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_lives_from_its_last_use_but_not_for_ever() {
        let start = Ts(0);
        assert_eq!(expiry(start, start), start.plus_days(30));
        assert_eq!(expiry(start, start.plus_days(100)), start.plus_days(130));
        assert_eq!(expiry(start, start.plus_days(360)), start.plus_days(365));
    }

    #[test]
    fn a_minute_is_noted_once() {
        let seen = Seen::default();
        let noted = |seen: &Seen| seen.0.lock().unwrap().len();
        seen.note(SessionId(1), MemberId(1), Ts(0), Ts(0).plus_seconds(59));
        assert_eq!(noted(&seen), 0);
        seen.note(SessionId(1), MemberId(1), Ts(0), Ts(0).plus_seconds(60));
        seen.note(SessionId(1), MemberId(1), Ts(0), Ts(0).plus_seconds(61));
        assert_eq!(noted(&seen), 1);
    }
}
