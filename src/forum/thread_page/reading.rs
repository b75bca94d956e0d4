//! How far a member has read the thread: noted when its page is shown, and where reading goes on.

use actix_web::{HttpResponse, web};

use super::place::find as place_of;
use super::{Loaded, Query, is_by_helpful};
use crate::forum::act::look;
use crate::forum::read_position::{self, Reads};
use crate::forum::{post, thread};
use crate::ids::ThreadId;
use crate::members::Viewer;
use crate::web::{Refusal, Site, see_other};

/// Notes how far the page leads, as long as it shows posts in the order of writing.
pub fn note(reads: &Reads, viewer: &Viewer, loaded: &Loaded, query: &Query) {
    let Some(me) = viewer.id().filter(|_| !is_by_helpful(&loaded.thread, query)) else { return };
    let opening = loaded.fixed.iter().filter(|row| Some(row.post.id) == loaded.thread.opening);
    let shown = loaded.talk.iter().chain(opening).map(|row| (row.post.created_at, row.post.id));
    if let Some(last) = shown.max() {
        reads.note(me, loaded.thread.id, last, viewer.visit.words.now);
    }
}

/// `GET /t/{id}/new`: leads to the first post the member has not read, or to the thread.
pub async fn open_new(
    site: web::Data<Site>,
    reads: web::Data<Reads>,
    viewer: Viewer,
    id: web::Path<ThreadId>,
) -> Result<HttpResponse, Refusal> {
    let (id, now) = (id.into_inner(), viewer.visit.words.now);
    let path = look(&site, viewer.me.as_ref(), move |db, boards, me| {
        let thread = thread::find(db, boards, me, id)?;
        let place = (thread.id, thread.board);
        let first = match me {
            Some(me) => read_position::first_unread(db, &reads, me.id, place, now)?,
            None => None,
        };
        match first {
            Some(post) => {
                let (thread, post) = post::find(db, boards, me, post)?;
                Ok(place_of(db, &thread, &post)?)
            }
            None => Ok(thread.href()),
        }
    })
    .await?;
    Ok(see_other(&path))
}
