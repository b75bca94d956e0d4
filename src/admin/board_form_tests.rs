//! What a board form accepts.

use super::*;

/// Board 1 with 2 in it and 3 in that; 4 beside them.
fn tree() -> Boards {
    let board = |id: i64, parent: Option<i64>| Board {
        id: BoardId(id),
        slug: format!("b{id}"),
        parent: parent.map(BoardId),
        name: format!("Board {id}"),
        line: String::new(),
        language: None,
        visibility: Visibility::Everyone,
        min_rank: Rank::New,
        who_may_ask: Visibility::Everyone,
        kinds: 15,
        position: id as i32,
        closed_at: None,
    };
    Boards::new(vec![board(1, None), board(2, Some(1)), board(3, Some(2)), board(4, None)])
}

fn typed() -> Typed {
    Typed { name: "Bremsen".into(), ..Typed::of_new() }
}

fn mistakes(typed: &Typed, this: Option<i64>) -> Vec<(&'static str, &'static str)> {
    match check_board(typed, &tree(), this.map(BoardId)) {
        Ok(_) => Vec::new(),
        Err(refusal) => refusal.fields.iter().map(|(field, note)| (*field, note.key)).collect(),
    }
}

#[test]
fn a_name_is_enough() {
    let board = check_board(&typed(), &tree(), None).expect("right");
    assert_eq!((board.slug.as_str(), board.parent, board.kinds), ("bremsen", None, 15));
}

#[test]
fn a_board_never_lies_in_itself() {
    for below in ["1", "2", "3"] {
        let typed = Typed { parent: below.into(), slug: "b1".into(), ..typed() };
        assert_eq!(mistakes(&typed, Some(1)), [("parent", "admin-board-ring")], "{below}");
    }
    let beside = Typed { parent: "4".into(), slug: "b1".into(), ..typed() };
    assert_eq!(mistakes(&beside, Some(1)), []);
}

#[test]
fn two_boards_never_share_a_path() {
    let typed = Typed { slug: "b2".into(), ..typed() };
    assert_eq!(mistakes(&typed, None), [("slug", "admin-slug-taken")]);
    assert_eq!(mistakes(&typed, Some(4)), [("slug", "admin-slug-taken")]);
    assert_eq!(mistakes(&typed, Some(2)), []);
}

#[test]
fn everything_wrong_is_said_at_once() {
    let names: Vec<_> = mistakes(&Typed::default(), None).into_iter().map(|(field, _)| field).collect();
    assert_eq!(names, ["name", "slug", "visibility", "min_rank", "who_may_ask", "kinds"]);
    let odd = Typed { parent: "99".into(), language: "fr".into(), visibility: "all".into(), ..typed() };
    let names: Vec<_> = mistakes(&odd, None).into_iter().map(|(field, _)| field).collect();
    assert_eq!(names, ["parent", "language", "visibility"]);
}

#[test]
fn a_new_board_comes_last_among_its_siblings() {
    assert_eq!(last_position(&tree(), None), 5);
    assert_eq!(last_position(&tree(), Some(BoardId(3))), 0);
}

#[test]
fn what_is_shown_is_what_was_stored() {
    let tree = tree();
    let board = tree.get(BoardId(3)).expect("there");
    let again = check_board(&Typed::of(board), &tree, Some(board.id)).expect("right");
    assert_eq!((again.name.as_str(), again.parent, again.kinds), ("Board 3", Some(BoardId(2)), 15));
}
