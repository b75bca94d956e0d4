//! What a post said before it was edited, change by change. `GET /p/{id}/history`
//!
//! Everybody who sees the post sees its history, back to where moderation took something out: what stood there before
//! is for moderation and the author. Four statements and the version of the boards.

mod diff;

use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::prelude::*;

use self::diff::Line;
use super::act::look;
use super::permissions::may_moderate;
use super::post;
use crate::db::Db;
use crate::db::schema::{members, revisions};
use crate::ids::{MemberId, PostId, Ts};
use crate::members::Viewer;
use crate::web::filters;
use crate::web::{Frame, Refusal, Site};

/// Changes shown, the latest first.
const SHOWN: i64 = 30;

/// One change of a post.
struct Change {
    /// Not by its author. Moderation is never named.
    by_moderation: bool,
    /// What stood there before is not for this reader.
    is_withheld: bool,
    at: Ts,
    /// The title before and after, where it was changed.
    title: Option<(String, String)>,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "forum/history.html")]
struct HistoryPage {
    frame: Frame,
    title: String,
    back: String,
    author: String,
    created_at: Ts,
    changes: Vec<Change>,
    lang: Option<String>,
}

#[derive(Queryable)]
struct Revision {
    title: Option<String>,
    body: String,
    by: MemberId,
    at: Ts,
}

/// `GET /p/{id}/history`
pub async fn open(
    site: web::Data<Site>,
    viewer: Viewer,
    post: web::Path<PostId>,
) -> Result<HttpResponse, Refusal> {
    let (id, frame) = (post.into_inner(), viewer.frame());
    let page = look(&site, viewer.me.as_ref(), move |db, boards, me| {
        let (thread, post) = post::find(db, boards, me, id)?;
        let earlier = load(db, id)?;
        let author: String = members::table.find(post.author).select(members::name).first(db)?;
        let sees_all = me.is_some_and(|me| me.id == post.author || may_moderate(me));
        let lang = post.language.filter(|language| language != frame.lang);
        Ok(HistoryPage {
            title: thread.title.clone(),
            back: format!("/p/{id}"),
            author,
            created_at: post.created_at,
            changes: changes(earlier, &thread.title, &post.body, post.author, sees_all),
            lang,
            frame,
        })
    })
    .await?;
    viewer.html(&page)
}

/// The earlier texts, the latest first.
fn load(db: &mut Db, post: PostId) -> QueryResult<Vec<Revision>> {
    revisions::table
        .filter(revisions::post.eq(post))
        .order(revisions::number.desc())
        .limit(SHOWN)
        .select((revisions::title, revisions::body, revisions::author, revisions::created_at))
        .load(db)
}

/// Each change from the latest back. A row says what stood there before, and who changed it when.
fn changes(
    earlier: Vec<Revision>,
    title_now: &str,
    body_now: &str,
    author: MemberId,
    sees_all: bool,
) -> Vec<Change> {
    let (mut title, mut body) = (title_now.to_owned(), body_now.to_owned());
    let mut budget = diff::Budget::default();
    let mut changes = Vec::with_capacity(earlier.len());
    for revision in earlier {
        let by_moderation = revision.by != author;
        if by_moderation && !sees_all {
            let at = revision.at;
            changes.push(Change { by_moderation, is_withheld: true, at, title: None, lines: Vec::new() });
            break;
        }
        let before = revision.title.unwrap_or_else(|| title.clone());
        let retitled = (before != title).then(|| (before.clone(), title.clone()));
        let lines = diff::lines(&revision.body, &body, &mut budget);
        changes.push(Change { by_moderation, is_withheld: false, at: revision.at, title: retitled, lines });
        (title, body) = (before, revision.body);
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn revision(body: &str, by: i64) -> Revision {
        Revision { title: None, body: body.into(), by: MemberId(by), at: Ts(1) }
    }

    #[test]
    fn what_moderation_took_out_is_not_in_the_history_of_others() {
        let earlier = || vec![revision("secret b", 9), revision("secret a", 1)];
        let shown = changes(earlier(), "T", "clean", MemberId(1), false);
        assert_eq!(shown.len(), 1);
        assert!(shown[0].is_withheld && shown[0].lines.is_empty());
        let all = changes(earlier(), "T", "clean", MemberId(1), true);
        assert_eq!(all.len(), 2);
        assert_eq!(all[0].lines, [Line::Gone("secret b".into()), Line::Come("clean".into())]);
    }
}
