//! What a thread's page says about itself in its head (schema.org `QAPage` and `DiscussionForumPosting`).
//!
//! Only what everybody sees: the answers are those on the page, the counts are true for the whole thread.

use serde_json::{Value, json};

use super::talk::PostRow;
use super::{Loaded, Query};
use crate::forum::board::Board;
use crate::forum::post::PostKind;
use crate::forum::thread::{Kind, Thread};
use crate::members::Viewer;
use crate::text;
use crate::web::head::{DESCRIPTION_CHARS, PageHead, json_ld};
use crate::web::{Cursor, Site};

/// Characters of a post's text that search engines get.
const TEXT_CHARS: usize = 1_000;

/// What the page says in its head, to those who come without an account, where everyone sees the thread.
pub(super) fn of_page(site: &Site, viewer: &Viewer, loaded: &Loaded, query: &Query) -> Option<PageHead> {
    let thread = &loaded.thread;
    let is_open = loaded.path.iter().all(|board| !board.is_private()) && thread.hidden_at.is_none();
    if viewer.me.is_some() || !is_open || thread.deleted_at.is_some() {
        return None;
    }
    let at: Option<Cursor> = query.at.parse().ok();
    let href = thread.href();
    // Sorted otherwise, or with a form filled in, it is the same page to a search engine.
    let page = at.map_or_else(|| href.clone(), |at| format!("{href}?at={at}"));
    let fixed = |id| loaded.fixed.iter().find(|row| Some(row.post.id) == id);
    Some(head(&Seen {
        home: &site.config.public_url(),
        thread,
        path: &loaded.path,
        opening: fixed(thread.opening),
        solution: fixed(thread.solution),
        talk: &loaded.talk,
        page: &page,
    }))
}

/// Everything it is made from.
struct Seen<'a> {
    /// The public address.
    pub home: &'a str,
    /// The thread.
    pub thread: &'a Thread,
    /// Its board and those above it.
    pub path: &'a [Board],
    /// The opening post.
    pub opening: Option<&'a PostRow>,
    /// The solution.
    pub solution: Option<&'a PostRow>,
    /// The other posts on this page.
    pub talk: &'a [PostRow],
    /// Path and query of this page of the thread.
    pub page: &'a str,
}

/// The head of the page.
fn head(seen: &Seen<'_>) -> PageHead {
    let (home, thread) = (seen.home, seen.thread);
    let description =
        seen.opening.map_or_else(String::new, |row| text::excerpt(&row.post.body, DESCRIPTION_CHARS));
    let data = match thread.kind {
        Kind::Question => question(seen),
        _ => posting(seen),
    };
    PageHead {
        is_article: true,
        feed: Some((format!("/t/{}/feed.atom", thread.id), thread.title.clone())),
        json_ld: Some(json_ld(&json!([data, crumbs(seen)]))),
        ..PageHead::of(home, seen.page, &thread.title, &description)
    }
}

fn question(seen: &Seen<'_>) -> Value {
    let thread = seen.thread;
    let is_other_answer =
        |row: &&PostRow| row.post.kind == PostKind::Answer && Some(row.post.id) != thread.solution;
    let suggested: Vec<Value> =
        seen.talk.iter().filter(is_other_answer).map(|row| answer(seen, row)).collect();
    let mut question = json!({
        "@type": "Question",
        "name": thread.title,
        "text": seen.opening.map(words).unwrap_or_default(),
        "answerCount": thread.answers,
        "upvoteCount": seen.opening.map_or(0, |row| row.post.helpful) + thread.same_here,
        "datePublished": thread.created_at.iso(),
        "author": seen.opening.map(|row| author(seen, row)),
        "suggestedAnswer": suggested,
    });
    if let (Some(solution), Some(fields)) = (seen.solution, question.as_object_mut()) {
        fields.insert("acceptedAnswer".to_owned(), answer(seen, solution));
    }
    json!({ "@context": "https://schema.org", "@type": "QAPage", "mainEntity": question })
}

fn answer(seen: &Seen<'_>, row: &PostRow) -> Value {
    json!({
        "@type": "Answer",
        "text": words(row),
        "url": format!("{}/p/{}", seen.home, row.post.id),
        "upvoteCount": row.post.helpful,
        "datePublished": row.post.created_at.iso(),
        "author": author(seen, row),
    })
}

fn posting(seen: &Seen<'_>) -> Value {
    let thread = seen.thread;
    let comment = |row: &PostRow| {
        json!({
            "@type": "Comment",
            "text": words(row),
            "url": format!("{}/p/{}", seen.home, row.post.id),
            "datePublished": row.post.created_at.iso(),
            "author": author(seen, row),
        })
    };
    json!({
        "@context": "https://schema.org",
        "@type": "DiscussionForumPosting",
        "headline": thread.title,
        "text": seen.opening.map(words).unwrap_or_default(),
        "url": format!("{}{}", seen.home, thread.href()),
        "datePublished": thread.created_at.iso(),
        "commentCount": thread.answers + thread.replies,
        "author": seen.opening.map(|row| author(seen, row)),
        "comment": seen.talk.iter().map(comment).collect::<Vec<_>>(),
    })
}

fn author(seen: &Seen<'_>, row: &PostRow) -> Value {
    match row.author.href() {
        Some(href) => {
            json!({ "@type": "Person", "name": row.author.name, "url": format!("{}{href}", seen.home) })
        }
        None => json!({ "@type": "Person", "name": row.author.name }),
    }
}

fn crumbs(seen: &Seen<'_>) -> Value {
    let boards: Vec<Value> = seen
        .path
        .iter()
        .enumerate()
        .map(|(at, board)| {
            let place = format!("{}{}", seen.home, board.href());
            json!({ "@type": "ListItem", "position": at + 1, "name": board.name, "item": place })
        })
        .collect();
    json!({ "@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": boards })
}

fn words(row: &PostRow) -> String {
    text::excerpt(&row.post.body, TEXT_CHARS)
}
