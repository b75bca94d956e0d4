//! A post as its page shows it: words and booleans, no roles. What may be done is asked of `permissions.rs` here.

use std::collections::HashMap;

use super::mine::Mine;
use super::talk::PostRow;
use crate::forum::byline::Byline;
use crate::forum::permissions::*;
use crate::forum::post::{Post, PostKind};
use crate::forum::source::Source;
use crate::forum::thread::{Kind, Reason, Thread};
use crate::ids::{PostId, Ts};
use crate::members::Me;

/// One post, with the replies under it.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)] // the names are the documentation
pub struct PostView {
    pub id: PostId,
    /// Text key of what it is.
    pub kind_key: String,
    /// CSS class: `opening`, `answer` or `reply`.
    pub shape: &'static str,
    pub author: Option<Byline>,
    pub name: String,
    pub points: i64,
    pub own_title: Option<String>,
    /// "Team · department": the department's name in the page's language, where it is known.
    pub is_official: bool,
    pub department: Option<String>,
    pub is_asker: bool,
    pub created_at: Ts,
    pub edited_at: Option<Ts>,
    pub has_history: bool,
    /// Sanitised when it was written.
    pub html: String,
    /// Where it differs from the page's.
    pub lang: Option<String>,
    pub helpful: i64,
    pub worked: i64,
    pub is_helpful_to_me: bool,
    pub worked_for_me: bool,
    /// The name of whom it replies to, where it does not stand right under that post.
    pub to: Option<(String, PostId)>,
    pub is_solution: bool,
    /// Folded away: by somebody the reader ignores, and not official.
    pub is_ignored: bool,
    /// Hidden or deleted: the text key of the notice, and of the reason.
    pub notice: Option<(&'static str, Option<String>)>,
    pub may_mark: bool,
    pub shows_helpful: bool,
    pub shows_worked: bool,
    /// Text keys of accepting: the asker speaks of their problem, others of the question.
    pub accept_key: &'static str,
    pub replace_key: &'static str,
    pub may_accept: bool,
    pub may_replace: bool,
    pub may_unaccept: bool,
    pub may_reply: bool,
    pub may_quote: bool,
    pub may_edit: bool,
    pub may_delete: bool,
    pub may_hide: bool,
    pub may_restore: bool,
    pub may_flag: bool,
    /// Where it comes from, if from elsewhere.
    pub source: Option<Source>,
    pub replies: Vec<PostView>,
}

impl PostView {
    /// The path of an action on the post.
    pub fn path(&self, action: &str) -> String {
        format!("/p/{}/{action}", self.id)
    }
}

/// What all posts of a page have in common.
pub struct Scene<'a> {
    /// Who reads.
    pub me: Option<&'a Me>,
    /// The thread.
    pub thread: &'a Thread,
    /// Whether the reader may add a post to it.
    pub may_reply: bool,
    /// What the reader has done here.
    pub mine: &'a Mine,
    /// Where posts come from that come from elsewhere.
    pub sources: &'a HashMap<PostId, Source>,
    /// The language of the page.
    pub lang: &'a str,
    /// Now.
    pub now: Ts,
}

impl Scene<'_> {
    /// The post for this reader.
    pub fn view(&self, row: &PostRow) -> PostView {
        let (post, thread) = (&row.post, self.thread);
        let department = match self.lang {
            "en" => row.label_en.clone().or_else(|| row.author.department_en.clone()),
            _ => row.label_de.clone().or_else(|| row.author.department_de.clone()),
        };
        let mut view = PostView {
            id: post.id,
            kind_key: self.kind_key(post),
            shape: shape(post.kind),
            author: Some(row.author.clone()),
            name: row.author.name.clone(),
            points: row.points,
            own_title: row.own_title.clone().filter(|title| !title.is_empty()),
            is_official: post.official,
            department: department.filter(|name| !name.is_empty()),
            is_asker: thread.kind == Kind::Question && post.author == thread.author,
            created_at: post.created_at,
            edited_at: post.edited_at,
            has_history: post.revision > 0,
            html: post.html.clone(),
            lang: post.language.clone().filter(|language| language != self.lang),
            helpful: post.helpful,
            worked: post.worked,
            is_helpful_to_me: self.mine.helpful.contains(&post.id),
            worked_for_me: self.mine.worked.contains(&post.id),
            to: row.to_name.clone().zip(post.reply_to),
            is_solution: thread.solution == Some(post.id),
            is_ignored: !post.official && self.mine.ignored.contains(&post.id),
            notice: notice(post),
            source: self.sources.get(&post.id).cloned(),
            ..PostView::default()
        };
        if let Some(me) = self.me {
            self.allow(me, row, &mut view);
        }
        let is_visible = post.is_visible();
        view.shows_helpful = is_visible && self.me.is_none_or(|me| me.id != post.author);
        view.shows_worked = view.shows_helpful && post.kind == PostKind::Answer;
        view.may_quote = is_visible && self.may_reply;
        view.may_reply = view.may_quote && post.kind != PostKind::Opening;
        view
    }

    fn kind_key(&self, post: &Post) -> String {
        match post.kind {
            PostKind::Opening => format!("kind-{}", self.thread.kind.word()),
            PostKind::Answer => "post-kind-answer".to_owned(),
            PostKind::Reply if self.thread.kind == Kind::Question && post.author == self.thread.author => {
                "post-kind-feedback".to_owned()
            }
            PostKind::Reply => "post-kind-reply".to_owned(),
        }
    }

    fn allow(&self, me: &Me, row: &PostRow, view: &mut PostView) {
        let (post, thread) = (&row.post, self.thread);
        let facts = HideFacts { author_role: row.author.role, has_written_here: self.mine.has_written };
        let may_end = may_end(me, thread, Some(post), self.now);
        let could_be_solution = may_end && is_acceptable(thread, post) && !view.is_solution;
        view.may_mark = may_mark(me, thread, post);
        (view.accept_key, view.replace_key) = match me.id == thread.author {
            true => ("solution-accept", "solution-replace"),
            false => ("solution-accept-for-asker", "solution-replace-for-asker"),
        };
        view.may_accept = could_be_solution && thread.ending.is_none();
        view.may_replace = could_be_solution && thread.ending.is_some();
        view.may_unaccept = may_end && view.is_solution;
        view.may_edit = may_edit(me, thread, post, row.author.role);
        view.may_delete = may_delete(me, thread, post, self.mine.replied.contains(&post.id));
        view.may_hide =
            post.is_visible() && Reason::ALL.iter().any(|reason| may_hide(me, thread, *reason, facts));
        view.may_restore = may_undelete(me, post) || (post.hidden_at.is_some() && may_restore(me));
        view.may_flag = may_flag(me, post);
    }
}

fn shape(kind: PostKind) -> &'static str {
    match kind {
        PostKind::Opening => "opening",
        PostKind::Answer => "answer",
        PostKind::Reply => "reply",
    }
}

/// What is said above a post that not everybody sees. Never who decided it.
fn notice(post: &Post) -> Option<(&'static str, Option<String>)> {
    if post.hidden_at.is_some() {
        let reason = post.hidden_reason.map(|reason| format!("flag-reason-{}", reason.word()));
        return Some(("thread-post-hidden", reason));
    }
    post.deleted_at.map(|_| ("thread-post-deleted", None))
}

/// Puts replies under the post they belong to: one level, in the order of writing; who is answered is said where it
/// is not the post right above. A reply whose post is not on this page stands by itself.
pub fn nest(posts: Vec<PostView>) -> Vec<PostView> {
    let mut tops: Vec<PostView> = Vec::with_capacity(posts.len());
    // Post to the top it stands under. What is answered was written before, so it has been seen before.
    let mut top_of: HashMap<PostId, usize> = HashMap::new();
    for mut post in posts {
        let under = post.to.as_ref().and_then(|(_, to)| top_of.get(to)).copied();
        match under {
            Some(top) if post.shape == "reply" => {
                top_of.insert(post.id, top);
                let answers_top = post.to.as_ref().is_some_and(|(_, to)| *to == tops[top].id);
                if answers_top {
                    post.to = None;
                }
                tops[top].replies.push(post);
            }
            _ => {
                top_of.insert(post.id, tops.len());
                tops.push(post);
            }
        }
    }
    tops
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(id: i64, shape: &'static str, to: Option<i64>) -> PostView {
        let to = to.map(|to| (format!("N{to}"), PostId(to)));
        PostView { id: PostId(id), shape, to, ..PostView::default() }
    }

    #[test]
    fn replies_stand_under_their_answer_one_level_deep() {
        let nested = nest(vec![
            post(1, "answer", None),
            post(2, "answer", None),
            post(3, "reply", Some(1)),
            post(4, "reply", Some(3)),
            post(5, "reply", Some(99)),
        ]);
        let ids: Vec<(i64, Vec<i64>)> = nested
            .iter()
            .map(|top| (top.id.0, top.replies.iter().map(|reply| reply.id.0).collect()))
            .collect();
        assert_eq!(ids, [(1, vec![3, 4]), (2, vec![]), (5, vec![])]);
        assert!(nested[0].replies[0].to.is_none(), "right under the post it answers");
        assert_eq!(nested[0].replies[1].to, Some(("N3".to_owned(), PostId(3))));
        assert!(nested[2].to.is_some(), "the post it answers is on another page");
    }
}
