//! The rules of points, one sentence each.

use super::*;
use crate::forum::{Board, Visibility};
use crate::members::Rank;

const ASKER: MemberId = MemberId(1);
const HELPER: MemberId = MemberId(2);
const READER: MemberId = MemberId(3);
const STAFF: MemberId = MemberId(4);
const GONE: MemberId = MemberId(5);
const PUBLIC: BoardId = BoardId(1);
const BELOW_PRIVATE: BoardId = BoardId(3);
/// Noon of 4 October 2024 in Berlin.
const NOON: Ts = Ts(0).plus_days(20_000).plus_hours(10);

fn board(id: i64, parent: Option<i64>, visibility: Visibility) -> Board {
    Board {
        id: BoardId(id),
        slug: format!("b{id}"),
        parent: parent.map(BoardId),
        name: String::new(),
        line: String::new(),
        language: None,
        visibility,
        min_rank: Rank::New,
        who_may_ask: Visibility::Everyone,
        kinds: 31,
        position: 0,
        closed_at: None,
    }
}

fn post(kind: PostKind, author: MemberId) -> PostState {
    PostState { id: PostId(7), kind, author, hidden_at: None, deleted_at: None, created_at: NOON }
}

fn thread(kind: Kind) -> ThreadState {
    ThreadState {
        id: ThreadId(9),
        board: PUBLIC,
        kind,
        author: ASKER,
        ending: None,
        solution: None,
        ended_at: None,
        hidden_at: None,
        deleted_at: None,
    }
}

fn solved() -> ThreadState {
    let ending = Some(Ending::Solution);
    ThreadState { ending, solution: Some(PostId(7)), ended_at: Some(NOON), ..thread(Kind::Question) }
}

/// Asks a question of the rules about a small world.
fn ask<T>(question: impl FnOnce(&World<'_>) -> T) -> T {
    let boards = Boards::new(vec![
        board(1, None, Visibility::Everyone),
        board(2, None, Visibility::SuperUsers),
        board(3, Some(2), Visibility::Everyone),
    ]);
    let person = |role, is_suspended| Person { role, is_suspended };
    let people = HashMap::from([
        (ASKER, person(Role::Member, false)),
        (HELPER, person(Role::SuperUser, false)),
        (READER, person(Role::Admin, false)),
        (STAFF, person(Role::Team, false)),
        (GONE, person(Role::Member, true)),
    ]);
    question(&World { boards: &boards, people: &people })
}

fn is_answer_paid(post: PostState, thread: ThreadState) -> bool {
    ask(|world| world.answer(&post, &thread).is_some())
}

fn is_mark_paid(giver: MemberId, post: PostState, thread: ThreadState) -> bool {
    let mark = Mark { cause: Cause::HelpfulReceived, post: post.id, giver, at: NOON };
    ask(|world| world.mark(&mark, &post, &thread).is_some())
}

#[test]
fn points_are_those_of_the_table() {
    let points: Vec<i64> = Cause::ALL.iter().map(|cause| cause.points()).collect();
    assert_eq!(points, [2, 15, 4, 3, 2, 10, 4]);
}

#[test]
fn answers_earn_where_all_members_see_them() {
    let answer = post(PostKind::Answer, HELPER);
    let question = thread(Kind::Question);
    assert!(is_answer_paid(answer, question));
    assert!(!is_answer_paid(post(PostKind::Reply, HELPER), question));
    assert!(!is_answer_paid(post(PostKind::Opening, HELPER), question));
    assert!(!is_answer_paid(answer, thread(Kind::Discussion)));
    assert!(!is_answer_paid(post(PostKind::Answer, STAFF), question));
    assert!(!is_answer_paid(PostState { hidden_at: Some(NOON), ..answer }, question));
    assert!(!is_answer_paid(PostState { deleted_at: Some(NOON), ..answer }, question));
    assert!(!is_answer_paid(answer, ThreadState { hidden_at: Some(NOON), ..question }));
    assert!(!is_answer_paid(answer, ThreadState { deleted_at: Some(NOON), ..question }));
    assert!(!is_answer_paid(answer, ThreadState { board: BELOW_PRIVATE, ..question }));
}

#[test]
fn marks_earn_from_others_who_are_not_suspended() {
    let answer = post(PostKind::Answer, HELPER);
    let question = thread(Kind::Question);
    assert!(is_mark_paid(READER, answer, question));
    assert!(is_mark_paid(READER, post(PostKind::Opening, HELPER), thread(Kind::Tip)));
    assert!(!is_mark_paid(HELPER, answer, question), "one's own");
    assert!(!is_mark_paid(GONE, answer, question), "suspended");
    assert!(!is_mark_paid(READER, post(PostKind::Reply, HELPER), question));
    assert!(!is_mark_paid(READER, post(PostKind::Answer, STAFF), question));
    assert!(!is_mark_paid(READER, answer, ThreadState { board: BELOW_PRIVATE, ..question }));
}

#[test]
fn a_solution_earns_for_both() {
    let answer = post(PostKind::Answer, HELPER);
    let (helper, asker) =
        ask(|world| (world.solution(&answer, &solved()), world.own_question(&answer, &solved())));
    assert_eq!(helper.map(|fact| (fact.member, fact.key.giver, fact.at)), Some((HELPER, ASKER, NOON)));
    assert_eq!(asker.map(|fact| (fact.member, fact.key.giver)), Some((ASKER, MemberId(0))));
    let by_staff = post(PostKind::Answer, STAFF);
    assert!(ask(|world| world.solution(&by_staff, &solved()).is_none()));
    assert!(ask(|world| world.own_question(&by_staff, &solved()).is_some()));
    let from_gone = ThreadState { author: GONE, ..solved() };
    assert!(ask(|world| world.solution(&answer, &from_gone).is_none()));
    for ending in [None, Some(Ending::SelfSolved), Some(Ending::Settled)] {
        let thread = ThreadState { ending, ..solved() };
        assert!(ask(|world| world.own_question(&answer, &thread).is_none()), "{ending:?}");
    }
}

/// Facts of one cause at these times, each on its own post.
fn facts(cause: Cause, giver: MemberId, member: MemberId, times: &[Ts]) -> Vec<Fact> {
    let one = |(n, at): (usize, &Ts)| Fact {
        key: Key { cause, subject: at.0 + n as i64, giver },
        member,
        thread: ThreadId(9),
        board: PUBLIC,
        at: *at,
        times: 1,
    };
    times.iter().enumerate().map(one).collect()
}

fn days(numbers: &[i64]) -> Vec<Ts> {
    numbers.iter().map(|n| NOON.plus_days(*n)).collect()
}

#[test]
fn ten_answers_a_day_count() {
    let zone = TimeZone::get("Europe/Berlin").expect("built in");
    // The first eleven lie on that day, the twelfth at midnight.
    let mut times: Vec<Ts> = (0..11).map(|hour| NOON.plus_hours(hour)).collect();
    times.push(NOON.plus_hours(12));
    let caps = caps(&facts(Cause::Answer, MemberId(0), HELPER, &times), &zone);
    assert_eq!(caps.iter().filter(|capped| **capped == 0).count(), 11);
    assert_eq!(caps[10], 1);
    assert_eq!(caps[11], 0);
}

#[test]
fn three_solutions_from_one_asker_count_in_thirty_days() {
    let times = days(&[0, 1, 2, 29, 30, 40]);
    let capped = caps(&facts(Cause::Solution, ASKER, HELPER, &times), &TimeZone::UTC);
    // Before day 30 lie 1, 2 and 29: capped ones are counted too, so that no cap hangs on another.
    assert_eq!(capped, [0, 0, 0, 2, 2, 0]);
    let mut two_askers = facts(Cause::Solution, ASKER, HELPER, &days(&[0, 1]));
    two_askers.extend(facts(Cause::Solution, READER, HELPER, &days(&[2, 3])));
    assert_eq!(caps(&two_askers, &TimeZone::UTC), [0; 4]);
}

#[test]
fn three_marks_between_two_count_in_seven_days_in_both_directions() {
    let mut marks = facts(Cause::HelpfulReceived, ASKER, HELPER, &days(&[0, 2]));
    marks.extend(facts(Cause::WorkedReceived, HELPER, ASKER, &days(&[1, 6, 8])));
    marks.extend(facts(Cause::WorkedReceived, READER, HELPER, &days(&[6])));
    // In order: 0, 1, 2 count, 6 lies beyond; on day 8 only 2 and 6 are within seven days.
    assert_eq!(caps(&marks, &TimeZone::UTC), [0, 0, 0, 8, 0, 0]);
}

#[test]
fn ten_helpfuls_on_a_post_count_whatever_their_order() {
    let mark = |giver: i64| Fact {
        key: Key { cause: Cause::HelpfulReceived, subject: 7, giver: MemberId(giver) },
        member: HELPER,
        thread: ThreadId(9),
        board: PUBLIC,
        at: NOON.plus_days(giver),
        times: 1,
    };
    let mut marks: Vec<Fact> = (10..22).map(mark).collect();
    marks.reverse();
    let capped = caps(&marks, &TimeZone::UTC);
    assert_eq!(capped[..2], [4, 4]);
    assert!(capped[2..].iter().all(|bits| *bits == 0));
}

#[test]
fn marks_brought_along_count_first_and_ten_of_them_at_most() {
    let answer = post(PostKind::Answer, HELPER);
    let question = thread(Kind::Question);
    let brought = |earning| ask(|world| world.imported(earning, &answer, &question));
    assert_eq!(brought(0), None);
    assert_eq!(ask(|world| world.imported(5, &post(PostKind::Reply, HELPER), &question)), None);
    assert_eq!(ask(|world| world.imported(5, &post(PostKind::Answer, STAFF), &question)), None);
    assert_eq!(brought(37).map(|fact| fact.times), Some(10));
    let eight = brought(8).expect("it earns");
    assert_eq!(points(eight.key.cause, eight.times, 0), 32);
    let mark = |giver: i64| Fact {
        key: Key { cause: Cause::HelpfulReceived, subject: answer.id.0, giver: MemberId(giver) },
        at: NOON.plus_days(giver),
        times: 1,
        ..eight
    };
    let mut marks: Vec<Fact> = (10..14).map(mark).collect();
    marks.push(eight);
    assert_eq!(caps(&marks, &TimeZone::UTC), [0, 0, 4, 4, 0]);
}

#[test]
fn days_are_those_of_the_community() {
    let zone = TimeZone::get("Europe/Berlin").expect("built in");
    let (start, end) = day(NOON, &zone);
    assert_eq!((start, end), (NOON.plus_hours(-12), NOON.plus_hours(12)));
    assert_eq!(day(Ts(i64::MAX), &zone).0, day(Ts(i64::MAX), &TimeZone::UTC).0);
}
