//! A board: a place for threads, with sub-boards, and with a say in who sees it and who may start threads.

use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use diesel::prelude::*;
use diesel::sql_types::SmallInt;

use super::permissions::may_see_board;
use super::thread::Kind;
use crate::db::Db;
use crate::db::schema::boards;
use crate::ids::{BoardId, Ts};
use crate::members::{Me, Rank};
use crate::web::{Cached, Site, version};

/// Who sees a board, and everything in it.
#[derive(AsExpression, FromSqlRow, Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[diesel(sql_type = SmallInt)]
pub enum Visibility {
    /// Visitors and search engines too.
    #[default]
    Everyone,
    /// Members, optionally from a rank; super-users and staff always.
    Members,
    /// Super-users and staff.
    SuperUsers,
    /// Team, moderators, admins.
    Staff,
}

crate::small_codes!(Visibility { Everyone = 0, Members = 1, SuperUsers = 2, Staff = 3 });

impl Visibility {
    /// The word in forms and text keys (`visibility-…`).
    pub const fn word(self) -> &'static str {
        match self {
            Visibility::Everyone => "everyone",
            Visibility::Members => "members",
            Visibility::SuperUsers => "super_users",
            Visibility::Staff => "staff",
        }
    }

    /// Reads [`Visibility::word`].
    pub fn from_word(word: &str) -> Option<Visibility> {
        Visibility::ALL.iter().copied().find(|v| v.word() == word)
    }
}

/// A board as every page and permission needs it. Its counters are read where they are shown.
#[derive(Queryable, Clone, Debug, PartialEq)]
pub struct Board {
    /// Its id.
    pub id: BoardId,
    /// The end of its path.
    pub slug: String,
    /// The board it is part of.
    pub parent: Option<BoardId>,
    /// Its name.
    pub name: String,
    /// One line about what belongs here.
    pub line: String,
    /// `de` or `en`, where its threads are mostly in one language.
    pub language: Option<String>,
    /// Who sees it.
    pub visibility: Visibility,
    /// The rank from which members see it.
    pub min_rank: Rank,
    /// Who may start threads: the same groups as for seeing.
    pub who_may_ask: Visibility,
    /// The kinds of threads it takes, as bits of [`Kind::bit`].
    pub kinds: i32,
    /// Its place among its siblings.
    pub position: i32,
    /// Closed: nobody but moderators starts threads or answers.
    pub closed_at: Option<Ts>,
}

impl Board {
    /// Path of its page.
    pub fn href(&self) -> String {
        format!("/b/{}", self.slug)
    }

    /// Whether it takes threads of this kind.
    pub const fn takes(&self, kind: Kind) -> bool {
        self.kinds & kind.bit() != 0
    }

    /// Not every member sees it: nothing in it earns points.
    pub fn is_private(&self) -> bool {
        match self.visibility {
            Visibility::Everyone => false,
            Visibility::Members => self.min_rank > Rank::New,
            Visibility::SuperUsers | Visibility::Staff => true,
        }
    }
}

/// All boards, parents before their children, siblings in their order.
pub struct Boards {
    all: Vec<Board>,
}

impl Cached for Boards {
    fn load(db: &mut Db) -> QueryResult<Boards> {
        let rows = boards::table
            .order((boards::position, boards::id))
            .select((
                boards::id,
                boards::slug,
                boards::parent,
                boards::name,
                boards::line,
                boards::language,
                boards::visibility,
                boards::min_rank,
                boards::who_may_ask,
                boards::kinds,
                boards::position,
                boards::closed_at,
            ))
            .load(db)?;
        Ok(Boards::new(rows))
    }
}

impl Boards {
    /// Puts boards into tree order. A board whose parent is missing counts as a top board.
    pub fn new(mut rest: Vec<Board>) -> Boards {
        let mut all: Vec<Board> = Vec::with_capacity(rest.len());
        let known: Vec<BoardId> = rest.iter().map(|b| b.id).collect();
        let top = |b: &Board| b.parent.is_none_or(|parent| !known.contains(&parent));
        let (tops, mut below): (Vec<Board>, Vec<Board>) = rest.drain(..).partition(top);
        let mut stack: Vec<Board> = tops.into_iter().rev().collect();
        while let Some(board) = stack.pop() {
            let (children, others): (Vec<Board>, Vec<Board>) =
                below.into_iter().partition(|b| b.parent == Some(board.id));
            below = others;
            stack.extend(children.into_iter().rev());
            all.push(board);
        }
        Boards { all }
    }

    /// The boards as of this snapshot. Not after changing boards in the same transaction.
    pub fn of(site: &Site, db: &mut Db) -> QueryResult<std::sync::Arc<Boards>> {
        let version = version(db)?;
        site.cached::<Boards>(db, version)
    }

    /// All of them, in tree order.
    pub fn all(&self) -> &[Board] {
        &self.all
    }

    /// The board with this id.
    pub fn get(&self, id: BoardId) -> Option<&Board> {
        self.all.iter().find(|b| b.id == id)
    }

    /// The board with this slug.
    pub fn by_slug(&self, slug: &str) -> Option<&Board> {
        self.all.iter().find(|b| b.slug == slug)
    }

    /// The board with this id, if this viewer sees it and all it is part of.
    pub fn visible(&self, me: Option<&Me>, id: BoardId) -> Option<&Board> {
        let board = self.get(id)?;
        self.chain(board).all(|b| may_see_board(me, b)).then_some(board)
    }

    /// All boards this viewer sees, in tree order.
    pub fn visible_to(&self, me: Option<&Me>) -> Vec<&Board> {
        self.all.iter().filter(|b| self.visible(me, b.id).is_some()).collect()
    }

    /// The ids of all boards this viewer sees, for queries.
    pub fn ids_visible_to(&self, me: Option<&Me>) -> Vec<BoardId> {
        self.visible_to(me).iter().map(|b| b.id).collect()
    }

    /// The board and everything below it.
    pub fn with_descendants(&self, id: BoardId) -> Vec<BoardId> {
        self.all.iter().filter(|b| self.chain(b).any(|up| up.id == id)).map(|b| b.id).collect()
    }

    /// The boards this one is part of, from the top down, itself last.
    pub fn path(&self, id: BoardId) -> Vec<&Board> {
        let mut path: Vec<&Board> = self.get(id).map(|b| self.chain(b).collect()).unwrap_or_default();
        path.reverse();
        path
    }

    /// How deep it lies: 0 for top boards.
    pub fn depth(&self, id: BoardId) -> usize {
        self.path(id).len().saturating_sub(1)
    }

    /// Whether not every member sees it, by itself or by what it is part of.
    pub fn is_private(&self, id: BoardId) -> bool {
        self.get(id).is_none_or(|b| self.chain(b).any(Board::is_private))
    }

    /// The board, its parent, and so on. Bounded by the number of boards, should parents ever form a ring.
    fn chain<'a>(&'a self, board: &'a Board) -> impl Iterator<Item = &'a Board> {
        std::iter::successors(Some(board), |b| b.parent.and_then(|id| self.get(id))).take(self.all.len())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A board for tests.
    pub(crate) fn board(id: i64, parent: Option<i64>, visibility: Visibility) -> Board {
        Board {
            id: BoardId(id),
            slug: format!("b{id}"),
            parent: parent.map(BoardId),
            name: format!("Board {id}"),
            line: String::new(),
            language: None,
            visibility,
            min_rank: Rank::New,
            who_may_ask: Visibility::Everyone,
            kinds: Kind::ALL.iter().map(|k| k.bit()).sum(),
            position: 0,
            closed_at: None,
        }
    }

    #[test]
    fn children_follow_their_parents() {
        let boards = Boards::new(vec![
            board(1, None, Visibility::Everyone),
            board(2, None, Visibility::Everyone),
            board(3, Some(1), Visibility::Everyone),
            board(4, Some(3), Visibility::Everyone),
        ]);
        let order: Vec<i64> = boards.all().iter().map(|b| b.id.0).collect();
        assert_eq!(order, [1, 3, 4, 2]);
        assert_eq!(boards.depth(BoardId(4)), 2);
        assert_eq!(boards.with_descendants(BoardId(1)), [BoardId(1), BoardId(3), BoardId(4)]);
    }

    #[test]
    fn what_is_below_a_private_board_is_private() {
        let boards =
            Boards::new(vec![board(1, None, Visibility::Staff), board(2, Some(1), Visibility::Everyone)]);
        assert!(boards.visible(None, BoardId(2)).is_none());
        assert!(boards.is_private(BoardId(2)));
    }
}
