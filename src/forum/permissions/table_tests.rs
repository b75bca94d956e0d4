//! The table of PRODUCT.md, "Who may do what": every row, every column, every board visibility.

use super::*;
use crate::forum::board::tests::board;
use crate::forum::thread::Ending;
use crate::ids::{PostId, SessionId, ThreadId};
use crate::members::{Rank, Unlocks};

const NOW: Ts = Ts(1_700_000_000_000_000);
/// The member whose own threads and posts are looked at, whatever their column.
const SELF: MemberId = MemberId(1);
const OTHER: MemberId = MemberId(2);

/// The columns, in order: visitor, member New, Helps, Knows, Answers, super-user in their boards, super-user
/// elsewhere, team, moderator, admin.
const COLUMNS: [&str; 10] =
    ["visitor", "new", "helps", "knows", "answers", "super", "super elsewhere", "team", "moderator", "admin"];

fn viewer(column: usize) -> Option<Me> {
    let (role, rank, unlocks) = match column {
        0 => return None,
        1 => (Role::Member, Rank::New, &[][..]),
        2 => (Role::Member, Rank::Helps, &[Unlock::TagOthers][..]),
        3 => (Role::Member, Rank::Knows, &[Unlock::TagOthers, Unlock::ProposeDuplicate][..]),
        4 => {
            (Role::Member, Rank::Answers, &[Unlock::TagOthers, Unlock::ProposeDuplicate, Unlock::Lounge][..])
        }
        5 | 6 => (Role::SuperUser, Rank::New, &[][..]),
        7 => (Role::Team, Rank::New, &[][..]),
        8 => (Role::Moderator, Rank::New, &[][..]),
        _ => (Role::Admin, Rank::New, &[][..]),
    };
    Some(Me {
        id: SELF,
        session: SessionId(1),
        name: "Ada".into(),
        slug: "ada".into(),
        role,
        rank,
        unlocks: unlocks.iter().fold(Unlocks::default(), |all, one| all.with(*one)),
        department: None,
        boards: if column == 5 { vec![BoardId(1), BoardId(2)] } else { vec![] },
        unread: 0,
    })
}

fn thread(author: MemberId) -> Thread {
    Thread {
        id: ThreadId(7),
        board: BoardId(1),
        kind: Kind::Question,
        title: "T".into(),
        slug: "t".into(),
        language: None,
        author,
        opening: Some(PostId(1)),
        answers: 1,
        replies: 0,
        helpful: 0,
        same_here: 0,
        ending: None,
        solution: None,
        ended_at: None,
        ended_by: None,
        waiting_since: None,
        reminded_at: Some(NOW.plus_days(-4)),
        unanswered: false,
        last_post_at: NOW.plus_days(-8),
        locked_at: None,
        pinned_at: None,
        official_at: None,
        hidden_at: None,
        hidden_reason: None,
        hidden_by: None,
        deleted_at: None,
        duplicate_of: None,
        version: 1,
        created_at: NOW.plus_days(-9),
    }
}

fn answer(author: MemberId) -> Post {
    Post {
        id: PostId(2),
        thread: ThreadId(7),
        kind: PostKind::Answer,
        author,
        reply_to: None,
        department: None,
        official: false,
        body: String::new(),
        html: String::new(),
        language: None,
        helpful: 0,
        worked: 0,
        revision: 0,
        edited_at: None,
        hidden_at: None,
        hidden_reason: None,
        hidden_by: None,
        deleted_at: None,
        created_at: NOW.plus_days(-8),
    }
}

const SPAM_BY_A_MEMBER: HideFacts = HideFacts { author_role: Role::Member, has_written_here: false };

/// What an action asks, given a signed-in viewer, a board and its id's thread.
type Ask = fn(&Me, &Board) -> bool;

/// One row: its name, who may (one mark for each column, `x` or `.`), and the question. Visitors are asked only what
/// needs no account.
const ROWS: &[(&str, &str, Ask)] = &[
    ("ask a question", "xxxxxxxxxx", |me, b| may_start(Some(me), b, Kind::Question)),
    ("start a tip", ".xxxxxxxxx", |me, b| may_start(Some(me), b, Kind::Tip)),
    ("announce", "........xx", |me, b| may_start(Some(me), b, Kind::Announcement)),
    ("answer", ".xxxxxxxxx", |me, b| may_reply(me, b, &thread(OTHER)) && may_answer(me, &thread(OTHER))),
    ("mark helpful or worked", ".xxxxxxxxx", |me, _| may_mark(me, &thread(OTHER), &answer(OTHER))),
    ("say same here", ".xxxxxxxxx", |me, _| may_say_same_here(me, &thread(OTHER))),
    ("flag", ".xxxxxxxxx", |me, _| may_flag(me, &answer(OTHER))),
    ("edit own post", ".xxxxxxxxx", |me, _| may_edit(me, &thread(OTHER), &answer(SELF), me.role)),
    ("edit others' post", "........xx", |me, _| may_edit(me, &thread(OTHER), &answer(OTHER), Role::Member)),
    ("edit an admin's post", ".........x", |me, _| may_edit(me, &thread(OTHER), &answer(OTHER), Role::Admin)),
    ("hide an admin's post", ".........x", |me, _| {
        let by_an_admin = HideFacts { author_role: Role::Admin, ..SPAM_BY_A_MEMBER };
        may_hide(me, &thread(OTHER), Reason::Spam, by_an_admin)
    }),
    ("hide a moderator's post", "........xx", |me, _| {
        let by_one = HideFacts { author_role: Role::Moderator, ..SPAM_BY_A_MEMBER };
        may_hide(me, &thread(OTHER), Reason::Spam, by_one)
    }),
    ("delete own post", ".xxxxxxxxx", |me, _| may_delete(me, &thread(OTHER), &answer(SELF), false)),
    ("end own question", ".xxxxxxxxx", |me, _| may_end(me, &thread(SELF), Some(&answer(OTHER)), NOW)),
    ("end others' question, asker away", ".....x..xx", |me, _| {
        may_end(me, &thread(OTHER), Some(&answer(OTHER)), NOW)
    }),
    ("tag others' threads", "..xxxxxxxx", |me, _| may_tag(me, &thread(OTHER))),
    ("propose a duplicate", "...xxxxxxx", |me, _| may_propose_duplicate(me)),
    ("confirm a duplicate", ".....x..xx", |me, _| may_confirm_duplicate(me, &thread(OTHER))),
    ("title of others' threads", ".....x..xx", |me, _| may_retitle(me, &thread(OTHER))),
    ("kind of others' threads", ".....x..xx", |me, _| may_change_kind(me, &thread(OTHER))),
    ("move within their boards", ".....x..xx", |me, _| may_move(me, BoardId(1), BoardId(2))),
    ("move anywhere", "........xx", |me, _| may_move(me, BoardId(1), BoardId(99))),
    ("hide spam", ".....x..xx", |me, _| may_hide(me, &thread(OTHER), Reason::Spam, SPAM_BY_A_MEMBER)),
    ("hide what is in the wrong place", "........xx", |me, _| {
        may_hide(me, &thread(OTHER), Reason::WrongPlace, SPAM_BY_A_MEMBER)
    }),
    ("answer officially", ".......xxx", |me, _| may_answer_officially(me)),
    ("lock, pin, mark official", "........xx", |me, _| may_moderate(me)),
    ("restore", "........xx", |me, _| may_restore(me)),
    ("suspend a member", "........xx", |me, _| may_act_on(me, Role::Member)),
];

/// Who sees a board of each visibility, column by column.
const SEEING: &[(Visibility, Rank, &str)] = &[
    (Visibility::Everyone, Rank::New, "xxxxxxxxxx"),
    (Visibility::Members, Rank::New, ".xxxxxxxxx"),
    (Visibility::Members, Rank::Answers, "....xxxxxx"),
    (Visibility::SuperUsers, Rank::New, ".....xxxxx"),
    (Visibility::Staff, Rank::New, ".......xxx"),
];

fn boards(visibility: Visibility, min_rank: Rank) -> Boards {
    let mut one = board(1, None, visibility);
    one.min_rank = min_rank;
    Boards::new(vec![one, board(2, None, Visibility::Everyone)])
}

#[test]
fn everybody_sees_and_does_what_the_table_says() {
    let mut wrong = Vec::new();
    for (visibility, min_rank, seen) in SEEING {
        let boards = boards(*visibility, *min_rank);
        for (column, title) in COLUMNS.iter().enumerate() {
            let me = viewer(column);
            let sees = may_see_thread(me.as_ref(), &boards, &thread(OTHER));
            if sees != (seen.as_bytes()[column] == b'x') {
                wrong.push(format!("{title} sees {visibility:?} from {min_rank:?}: {sees}"));
            }
            for (action, allowed, ask) in ROWS {
                let board = boards.get(BoardId(1)).expect("it was put there");
                let may = sees
                    && match &me {
                        Some(me) => ask(me, board),
                        None => *action == "ask a question" && may_start(None, board, Kind::Question),
                    };
                let expected = sees && allowed.as_bytes()[column] == b'x';
                if may != expected {
                    wrong.push(format!("{title}, {action}, {visibility:?} from {min_rank:?}: {may}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn who_may_ask_follows_the_board() {
    for (group, _, allowed) in SEEING.iter().filter(|(_, rank, _)| *rank == Rank::New) {
        let mut one = board(1, None, Visibility::Everyone);
        one.who_may_ask = *group;
        for (column, title) in COLUMNS.iter().enumerate() {
            let may = may_start(viewer(column).as_ref(), &one, Kind::Question);
            assert_eq!(may, allowed.as_bytes()[column] == b'x', "{title} asks where {group:?} may");
        }
    }
}

#[test]
fn closed_and_locked_places_take_only_moderation() {
    let mut closed = board(1, None, Visibility::Everyone);
    closed.closed_at = Some(NOW);
    let mut locked = thread(OTHER);
    locked.locked_at = Some(NOW);
    let open = board(1, None, Visibility::Everyone);
    for (column, title) in COLUMNS.iter().enumerate() {
        let Some(me) = viewer(column) else { continue };
        let moderates = column >= 8;
        assert_eq!(may_start(Some(&me), &closed, Kind::Question), moderates, "{title} starts");
        assert_eq!(may_reply(&me, &closed, &thread(OTHER)), moderates, "{title} replies on a closed board");
        assert_eq!(may_reply(&me, &open, &locked), moderates, "{title} replies in a locked thread");
        assert_eq!(
            may_end(&me, &locked, Some(&answer(OTHER)), NOW),
            moderates,
            "{title} ends a locked thread"
        );
    }
}

#[test]
fn hidden_and_deleted_things_exist_for_few() {
    let boards = boards(Visibility::Everyone, Rank::New);
    let (mut hidden, mut deleted) = (thread(OTHER), thread(OTHER));
    hidden.hidden_at = Some(NOW);
    deleted.deleted_at = Some(NOW);
    let sees = |thread: &Thread| -> String {
        let seen = |column| may_see_thread(viewer(column).as_ref(), &boards, thread);
        (0..COLUMNS.len()).map(|column| if seen(column) { 'x' } else { '.' }).collect()
    };
    assert_eq!(sees(&hidden), ".....x..xx");
    assert_eq!(sees(&deleted), "........xx");
    hidden.author = SELF;
    deleted.author = SELF;
    assert_eq!(sees(&hidden), ".xxxxxxxxx");
    assert_eq!(sees(&deleted), ".xxxxxxxxx");
}

#[test]
fn a_super_user_waits_for_the_asker_and_never_accepts_themselves() {
    let me = viewer(5).expect("signed in");
    assert!(!may_end(&me, &thread(OTHER), Some(&answer(SELF)), NOW), "their own answer");
    let mut young = thread(OTHER);
    young.last_post_at = NOW.plus_days(-6);
    assert!(!may_end(&me, &young, Some(&answer(OTHER)), NOW), "six days after the last answer");
    let mut just_reminded = thread(OTHER);
    just_reminded.reminded_at = Some(NOW.plus_days(-2));
    assert!(!may_end(&me, &just_reminded, Some(&answer(OTHER)), NOW), "two days after the reminder");
    let mut never_reminded = thread(OTHER);
    never_reminded.reminded_at = None;
    assert!(!may_end(&me, &never_reminded, Some(&answer(OTHER)), NOW), "no reminder");
}

#[test]
fn a_super_user_hides_no_equals_and_not_where_they_wrote() {
    let me = viewer(5).expect("signed in");
    let by = |author_role, has_written_here| {
        may_hide(&me, &thread(OTHER), Reason::Spam, HideFacts { author_role, has_written_here })
    };
    assert!(by(Role::Member, false));
    assert!(!by(Role::Member, true));
    assert!(!by(Role::SuperUser, false));
    assert!(!by(Role::Team, false));
}

#[test]
fn what_others_built_on_is_not_deleted() {
    let me = viewer(1).expect("signed in");
    let mut solved = thread(OTHER);
    solved.ending = Some(Ending::Solution);
    solved.solution = Some(PostId(2));
    assert!(!may_delete(&me, &solved, &answer(SELF), false), "the solution");
    assert!(!may_delete(&me, &thread(OTHER), &answer(SELF), true), "replied to");
    let mut opening = answer(SELF);
    opening.kind = PostKind::Opening;
    assert!(!may_delete(&me, &thread(SELF), &opening, false), "an opening with an answer");
    let mut alone = thread(SELF);
    alone.answers = 0;
    assert!(may_delete(&me, &alone, &opening, false), "an opening alone");
}

#[test]
fn only_visible_answers_by_others_are_acceptable() {
    assert!(is_acceptable(&thread(OTHER), &answer(SELF)));
    assert!(!is_acceptable(&thread(SELF), &answer(SELF)), "the asker's own");
    let mut reply = answer(SELF);
    reply.kind = PostKind::Reply;
    assert!(!is_acceptable(&thread(OTHER), &reply), "a reply");
    let mut hidden = answer(SELF);
    hidden.hidden_at = Some(NOW);
    assert!(!is_acceptable(&thread(OTHER), &hidden), "hidden");
}

#[test]
fn admins_act_on_all_and_moderators_on_those_below() {
    let moderator = viewer(8).expect("signed in");
    let admin = viewer(9).expect("signed in");
    let below = |me: &Me| Role::ALL.iter().filter(|role| may_act_on(me, **role)).count();
    assert_eq!(below(&moderator), 3);
    assert_eq!(below(&admin), 5);
}
