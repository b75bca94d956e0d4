//! Who may do what in the forum: pure functions of a viewer and a thing, asked by button and action alike.
//!
//! The table of all roles, actions and board visibilities is in `permissions/table_tests.rs` as a test.
//! None of these ask the database; what they need is in their arguments.

use super::board::{Board, Boards, Visibility};
use super::post::{Post, PostKind};
use super::thread::{Kind, Reason, Thread};
use crate::ids::{BoardId, MemberId, Ts};
use crate::members::{Me, Role, Unlock};

/// Days after the last answer before a super-user may end somebody else's question.
pub const DAYS_AFTER_ANSWER: i64 = 7;
/// Days after the asker was reminded before a super-user may end their question.
pub const DAYS_AFTER_REMINDER: i64 = 3;

// Seeing

/// Whether the board exists for this viewer. What it is part of is looked at by [`Boards::visible`].
pub fn may_see_board(me: Option<&Me>, board: &Board) -> bool {
    belongs_to(me, board.visibility)
        && match me {
            Some(me) if me.role == Role::Member => me.rank >= board.min_rank,
            _ => true,
        }
}

fn belongs_to(me: Option<&Me>, group: Visibility) -> bool {
    match (group, me.map(|me| me.role)) {
        (Visibility::Everyone, _) => true,
        (_, None) => false,
        (Visibility::Members, Some(_)) => true,
        (Visibility::SuperUsers, Some(role)) => role >= Role::SuperUser,
        (Visibility::Staff, Some(role)) => role.is_staff(),
    }
}

/// Whether the thread exists for this viewer: by its board, and hidden or deleted only for moderation and author.
pub fn may_see_thread(me: Option<&Me>, boards: &Boards, thread: &Thread) -> bool {
    boards.visible(me, thread.board).is_some()
        && (thread.deleted_at.is_none() || sees_deleted(me, thread.author))
        && (thread.hidden_at.is_none() || sees_hidden(me, thread.board, thread.author))
}

/// Whether the post exists for somebody who sees its thread.
pub fn may_see_post(me: Option<&Me>, thread: &Thread, post: &Post) -> bool {
    (post.deleted_at.is_none() || sees_deleted(me, post.author))
        && (post.hidden_at.is_none() || sees_hidden(me, thread.board, post.author))
}

/// Whether everybody who sees the thread sees this of it, for somebody who does: nothing hidden or deleted, whoever
/// they are. For what is told to people without their asking.
pub fn is_told(
    me: &Me,
    boards: &Boards,
    thread: &Thread,
    hidden_at: Option<Ts>,
    deleted_at: Option<Ts>,
) -> bool {
    let is_there = [thread.hidden_at, thread.deleted_at, hidden_at, deleted_at].iter().all(Option::is_none);
    is_there && may_see_thread(Some(me), boards, thread)
}

/// Deleted by its author: the author may change their mind, moderation sees what was there.
fn sees_deleted(me: Option<&Me>, author: MemberId) -> bool {
    me.is_some_and(|me| me.id == author || me.role.moderates())
}

/// Hidden: moderation, super-users of the board, and the author, who sees that it was decided.
fn sees_hidden(me: Option<&Me>, board: BoardId, author: MemberId) -> bool {
    me.is_some_and(|me| me.id == author || me.reaches(board))
}

// Writing

/// Whether threads of this kind may be started on this board. Visitors may ask with their e-mail address.
pub fn may_start(me: Option<&Me>, board: &Board, kind: Kind) -> bool {
    let moderates = me.is_some_and(|me| me.role.moderates());
    if !belongs_to(me, board.who_may_ask) || (board.closed_at.is_some() && !moderates) {
        return false;
    }
    match kind {
        Kind::Announcement => moderates,
        Kind::Question => board.takes(kind),
        _ => board.takes(kind) && me.is_some(),
    }
}

/// Whether an answer or reply may be added. A locked thread or closed board takes those of moderation only.
pub fn may_reply(me: &Me, board: &Board, thread: &Thread) -> bool {
    let open = thread.locked_at.is_none()
        && thread.hidden_at.is_none()
        && thread.deleted_at.is_none()
        && board.closed_at.is_none();
    open || (me.role.moderates() && thread.deleted_at.is_none())
}

/// Whether a post to the question is an answer: in questions, by somebody else than the asker.
pub fn may_answer(me: &Me, thread: &Thread) -> bool {
    thread.kind == Kind::Question && thread.author != me.id
}

/// Whether posts may carry the label "Team · department".
pub fn may_answer_officially(me: &Me) -> bool {
    me.role.is_staff()
}

/// Whether the text may be changed: one's own; moderation may cut out what must not stand there, from posts of
/// `author_role`s it is above of.
pub fn may_edit(me: &Me, thread: &Thread, post: &Post, author_role: Role) -> bool {
    if post.deleted_at.is_some() {
        return false;
    }
    if me.role.moderates() && (post.author == me.id || moderates_posts_of(me, author_role)) {
        return true;
    }
    post.author == me.id
        && post.hidden_at.is_none()
        && thread.locked_at.is_none()
        && thread.hidden_at.is_none()
}

/// Whether the post may be deleted by its author: nothing replies to it, it is no solution; an opening only alone.
pub fn may_delete(me: &Me, thread: &Thread, post: &Post, has_replies: bool) -> bool {
    let alone = match post.kind {
        PostKind::Opening => thread.answers == 0 && thread.replies == 0,
        PostKind::Answer | PostKind::Reply => !has_replies && thread.solution != Some(post.id),
    };
    post.author == me.id && post.is_visible() && thread.locked_at.is_none() && alone
}

/// Whether a deleted post may come back: by its author or moderation.
pub fn may_undelete(me: &Me, post: &Post) -> bool {
    post.deleted_at.is_some() && (post.author == me.id || me.role.moderates())
}

// Marks

/// Whether the post may be marked helpful or "worked for me": by everybody but its author.
pub fn may_mark(me: &Me, thread: &Thread, post: &Post) -> bool {
    post.author != me.id && post.is_visible() && thread.hidden_at.is_none() && thread.deleted_at.is_none()
}

/// Whether "I have this too" may be said: of others' questions.
pub fn may_say_same_here(me: &Me, thread: &Thread) -> bool {
    thread.kind == Kind::Question && thread.author != me.id && thread.hidden_at.is_none()
}

/// Whether the post may be flagged: others' posts.
pub fn may_flag(me: &Me, post: &Post) -> bool {
    post.author != me.id && post.is_visible()
}

// Endings

/// Whether the question may be ended, its solution replaced or withdrawn, or opened again.
///
/// A super-user may do it in their boards once the asker has been away: [`DAYS_AFTER_ANSWER`] after the last answer
/// and [`DAYS_AFTER_REMINDER`] after a reminder, and never with their own answer.
pub fn may_end(me: &Me, thread: &Thread, answer: Option<&Post>, now: Ts) -> bool {
    if thread.kind != Kind::Question || thread.hidden_at.is_some() || thread.deleted_at.is_some() {
        return false;
    }
    if me.role.moderates() {
        return true;
    }
    if thread.locked_at.is_some() {
        return false;
    }
    if thread.author == me.id {
        return true;
    }
    let waited = thread.last_post_at.plus_days(DAYS_AFTER_ANSWER) <= now
        && thread.reminded_at.is_some_and(|at| at.plus_days(DAYS_AFTER_REMINDER) <= now);
    me.role == Role::SuperUser
        && me.reaches(thread.board)
        && waited
        && answer.is_none_or(|a| a.author != me.id)
}

/// Whether the answer may be accepted as the solution by somebody who [`may_end`].
pub fn is_acceptable(thread: &Thread, post: &Post) -> bool {
    post.kind == PostKind::Answer
        && post.is_visible()
        && post.thread == thread.id
        && post.author != thread.author
}

// Moderation

/// Whether the thread's title may be changed: one's own, others' in one's boards.
pub fn may_retitle(me: &Me, thread: &Thread) -> bool {
    (thread.author == me.id && thread.locked_at.is_none()) || me.reaches(thread.board)
}

/// Whether the thread's tags may be changed: one's own, others' from the rank that unlocks it.
pub fn may_tag(me: &Me, thread: &Thread) -> bool {
    let open = thread.locked_at.is_none() || me.role.moderates();
    open && (thread.author == me.id || me.has(Unlock::TagOthers))
}

/// Whether the thread's kind may be changed: by its author while alone, by super-users in their boards.
pub fn may_change_kind(me: &Me, thread: &Thread) -> bool {
    let alone = thread.answers == 0 && thread.replies == 0;
    (thread.author == me.id && alone && thread.locked_at.is_none()) || me.reaches(thread.board)
}

/// Whether the thread may be moved: super-users within their boards, moderation anywhere.
pub fn may_move(me: &Me, from: BoardId, to: BoardId) -> bool {
    me.reaches(from) && me.reaches(to)
}

/// Whether somebody may propose that a thread asks the same as another.
pub fn may_propose_duplicate(me: &Me) -> bool {
    me.has(Unlock::ProposeDuplicate)
}

/// Whether they may mark it as a duplicate at once.
pub fn may_confirm_duplicate(me: &Me, thread: &Thread) -> bool {
    me.reaches(thread.board)
}

/// Whether locking, pinning, marking as official, moving anywhere and restoring are theirs.
pub fn may_moderate(me: &Me) -> bool {
    me.role.moderates()
}

/// What [`may_hide`] needs to know of the author and the thread.
#[derive(Clone, Copy, Debug)]
pub struct HideFacts {
    /// The role of the post's author.
    pub author_role: Role,
    /// Whether the one who hides has written in the thread.
    pub has_written_here: bool,
}

/// Whether moderation's word on posts of this role is theirs: everybody's, and of admins only admins'.
fn moderates_posts_of(me: &Me, author_role: Role) -> bool {
    me.role == Role::Admin || (me.role == Role::Moderator && author_role != Role::Admin)
}

/// Whether the post may be hidden.
///
/// Moderation: everybody's but admins' posts; admins all.
/// Super-users: in their boards, for spam, insults and personal data; not the team's or super-users' posts, and not
/// in threads they wrote in.
pub fn may_hide(me: &Me, thread: &Thread, reason: Reason, facts: HideFacts) -> bool {
    if me.role.moderates() {
        return moderates_posts_of(me, facts.author_role);
    }
    me.role == Role::SuperUser
        && me.reaches(thread.board)
        && matches!(reason, Reason::Spam | Reason::Insulting | Reason::PersonalData)
        && facts.author_role == Role::Member
        && !facts.has_written_here
}

/// Whether hidden posts may be shown again.
pub fn may_restore(me: &Me) -> bool {
    me.role.moderates()
}

/// Whether a moderator may act on a member of this role: never on those above, and only admins on admins.
pub fn may_act_on(me: &Me, role: Role) -> bool {
    me.role.moderates() && (role < me.role || me.role == Role::Admin)
}

#[cfg(test)]
mod table_tests;
