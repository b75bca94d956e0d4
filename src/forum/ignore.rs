//! Ignoring a member: their posts are folded away for whoever ignores them, and nothing of theirs is told.
//! `POST /u/{id}/ignore`, `POST /u/{id}/unignore`
//!
//! What is written officially for the company stays open and is told: it answers a question, whoever wrote it.

use actix_web::{HttpResponse, web};
use diesel::prelude::*;

use super::solution::Pressed;
use crate::db::schema::{ignores, members};
use crate::db::{Both, Db};
use crate::events::Tx;
use crate::ids::MemberId;
use crate::members::{Member, Signed, member};
use crate::web::{Form, Note, Refusal, Site, see_other_noting};

const YOURSELF: Refusal = Refusal::conflict("ignore-not-yourself");
const TOO_MANY: &str = "ignore-too-many";
/// Members one member ignores at most.
const MOST: i64 = 500;

/// `POST /u/{id}/ignore`
pub async fn ignore_pressed(
    site: web::Data<Site>,
    who: Signed,
    whom: web::Path<MemberId>,
    _form: Form<Pressed>,
) -> Result<HttpResponse, Refusal> {
    switch(site, who, whom.into_inner(), true).await
}

/// `POST /u/{id}/unignore`
pub async fn unignore_pressed(
    site: web::Data<Site>,
    who: Signed,
    whom: web::Path<MemberId>,
    _form: Form<Pressed>,
) -> Result<HttpResponse, Refusal> {
    switch(site, who, whom.into_inner(), false).await
}

async fn switch(
    site: web::Data<Site>,
    who: Signed,
    whom: MemberId,
    on: bool,
) -> Result<HttpResponse, Refusal> {
    let me = who.me().id;
    let path = site
        .store
        .write(move |tx| {
            let them = member::load(tx.db, whom)?;
            if on {
                ignore(tx, me, &them)?
            } else {
                unignore(tx, me, whom)?
            }
            Ok::<_, Refusal>(format!("/u/{}/{}", them.id, them.slug))
        })
        .await?;
    Ok(see_other_noting(&path, if on { "ignored" } else { "unignored" }))
}

/// From now on; again is the same as once.
pub fn ignore(tx: &mut Tx<'_>, me: MemberId, whom: &Member) -> Result<(), Refusal> {
    if whom.id == me {
        return Err(YOURSELF);
    }
    if whom.erased_at.is_some() {
        return Err(Refusal::NOT_FOUND);
    }
    let so_far: i64 = ignores::table.filter(ignores::member.eq(me)).count().get_result(tx.db)?;
    if so_far >= MOST {
        let mut refusal = Refusal::conflict(TOO_MANY);
        refusal.note = Note::new(TOO_MANY).with("n", MOST);
        return Err(refusal);
    }
    let row = (ignores::member.eq(me), ignores::ignored.eq(whom.id), ignores::since.eq(tx.now));
    Both(diesel::insert_into(ignores::table).values(row).on_conflict_do_nothing()).execute(tx.db)?;
    Ok(())
}

/// No longer.
pub fn unignore(tx: &mut Tx<'_>, me: MemberId, whom: MemberId) -> QueryResult<()> {
    let row = ignores::table.filter(ignores::member.eq(me)).filter(ignores::ignored.eq(whom));
    diesel::delete(row).execute(tx.db).map(|_| ())
}

/// Whether one member ignores another.
pub fn is_ignored(db: &mut Db, me: MemberId, whom: MemberId) -> QueryResult<bool> {
    let rows: i64 = ignores::table
        .filter(ignores::member.eq(me))
        .filter(ignores::ignored.eq(whom))
        .count()
        .get_result(db)?;
    Ok(rows > 0)
}

/// Somebody ignored: id, name, and the end of their profile's path.
pub type Ignored = (MemberId, String, String);

/// Whom a member ignores, the newest first.
pub fn ignored_by(db: &mut Db, me: MemberId) -> QueryResult<Vec<Ignored>> {
    ignores::table
        .inner_join(members::table.on(members::id.eq(ignores::ignored)))
        .filter(ignores::member.eq(me))
        .filter(members::erased_at.is_null())
        .order((ignores::since.desc(), members::id))
        .limit(MOST)
        .select((members::id, members::name, members::slug))
        .load(db)
}
