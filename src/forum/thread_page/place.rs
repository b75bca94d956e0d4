//! Where a post stands: the page of its thread that shows it. `GET /p/{id}`

use actix_web::{HttpRequest, HttpResponse, web};
use diesel::prelude::*;

use crate::config::Limits;
use crate::db::Db;
use crate::db::schema::posts;
use crate::forum::act::look;
use crate::forum::post::{self, Post, PostKind};
use crate::forum::thread::Thread;
use crate::ids::{PostId, Ts};
use crate::members::Viewer;
use crate::web::{Cursor, Direction, Refusal, Site, see_other};

/// Posts shown before the one that was asked for, so that it is read in its context.
const BEFORE: usize = 4;

/// `GET /p/{id}`: 303 to its place. The query goes along: it may fill the form there.
pub async fn open(
    site: web::Data<Site>,
    viewer: Viewer,
    post: web::Path<PostId>,
    request: HttpRequest,
) -> Result<HttpResponse, Refusal> {
    let id = post.into_inner();
    let place = look(&site, viewer.me.as_ref(), move |db, boards, me| {
        let (thread, post) = post::find(db, boards, me, id)?;
        Ok(find(db, &thread, &post)?)
    })
    .await?;
    Ok(see_other(&with_query(&place, request.query_string())))
}

/// The path of the page that shows the post, with its anchor.
///
/// One statement. On the first page all posts count, also those not everybody sees: then the post may stand on a page
/// that begins [`BEFORE`] it although the first would do, never on one that lacks it.
pub fn find(db: &mut Db, thread: &Thread, post: &Post) -> QueryResult<String> {
    let start = thread.href();
    if post.kind == PostKind::Opening {
        return Ok(format!("{start}#p{}", post.id));
    }
    let before: Vec<(Ts, PostId)> = posts::table
        .filter(posts::thread.eq(thread.id))
        .filter(posts::kind.ne(PostKind::Opening))
        .filter(posts::created_at.le(post.created_at))
        .filter(posts::created_at.lt(post.created_at).or(posts::id.lt(post.id)))
        .order((posts::created_at.desc(), posts::id.desc()))
        .limit(Limits::POSTS_A_PAGE)
        .select((posts::created_at, posts::id))
        .load(db)?;
    let is_on_first_page = (before.len() as i64) < Limits::POSTS_A_PAGE;
    match before.get(BEFORE) {
        Some((at, id)) if !is_on_first_page => {
            let cursor = Cursor { direction: Direction::After, value: at.0, id: id.0 };
            Ok(format!("{start}?at={cursor}#p{}", post.id))
        }
        _ => Ok(format!("{start}#p{}", post.id)),
    }
}

/// The path with more query, before its anchor.
pub fn with_query(path: &str, query: &str) -> String {
    if query.is_empty() {
        return path.to_owned();
    }
    let (path, anchor) = path.split_once('#').map_or((path, None), |(path, anchor)| (path, Some(anchor)));
    let joined = if path.contains('?') { '&' } else { '?' };
    let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
    format!("{path}{joined}{query}{anchor}")
}

#[cfg(test)]
mod tests {
    use super::with_query;

    #[test]
    fn the_query_comes_before_the_anchor() {
        assert_eq!(with_query("/t/1/a#p2", ""), "/t/1/a#p2");
        assert_eq!(with_query("/t/1/a#p2", "done=x"), "/t/1/a?done=x#p2");
        assert_eq!(with_query("/t/1/a?at=after.1.2#p2", "done=x"), "/t/1/a?at=after.1.2&done=x#p2");
    }
}
