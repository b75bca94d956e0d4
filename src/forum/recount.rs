//! Every sum of the forum counted anew, for `lotse check`: marks, counters of threads, counters of boards.

use std::collections::HashMap;

use diesel::prelude::*;

use super::counters::{self, Counted, share_of};
use super::thread::{Ending, Kind};
use crate::db::schema::{posts, threads};
use crate::db::{Db, Difference, Sum};
use crate::events::Tx;
use crate::ids::{BoardId, MemberId, ThreadId, Ts};

/// What is counted from rows that are no sums themselves.
pub const MARKS: &[Sum] = &[
    Sum {
        table: "posts",
        column: "helpful",
        counted: "((SELECT COUNT(*) FROM helpful_marks m WHERE m.post = t.id) \
                  + COALESCE((SELECT i.count FROM imported_helpfuls i WHERE i.post = t.id), 0))",
    },
    Sum {
        table: "posts",
        column: "worked",
        counted: "(SELECT COUNT(*) FROM worked_marks m WHERE m.post = t.id)",
    },
    Sum {
        table: "posts",
        column: "revision",
        counted: "(SELECT COUNT(*) FROM revisions r WHERE r.post = t.id)",
    },
    Sum {
        table: "threads",
        column: "same_here",
        counted: "(SELECT COUNT(*) FROM same_here_marks m WHERE m.thread = t.id)",
    },
];

/// What boards count: the shares of their threads.
pub const BOARDS: &[Sum] = &[
    Sum {
        table: "boards",
        column: "threads",
        counted: "(SELECT COUNT(*) FROM threads x WHERE x.counted_board = t.id AND (x.counted & 1) <> 0)",
    },
    Sum {
        table: "boards",
        column: "questions",
        counted: "(SELECT COUNT(*) FROM threads x WHERE x.counted_board = t.id AND (x.counted & 2) <> 0)",
    },
    Sum {
        table: "boards",
        column: "solved",
        counted: "(SELECT COUNT(*) FROM threads x WHERE x.counted_board = t.id AND (x.counted & 4) <> 0)",
    },
];

#[derive(Queryable, Selectable)]
#[diesel(table_name = threads)]
struct Row {
    id: ThreadId,
    author: MemberId,
    kind: Kind,
    ending: Option<Ending>,
    board: BoardId,
    answers: i64,
    replies: i64,
    helpful: i64,
    unanswered: bool,
    waiting_since: Option<Ts>,
    last_post_at: Ts,
    last_author: MemberId,
    hidden_at: Option<Ts>,
    deleted_at: Option<Ts>,
    counted: i16,
    counted_board: Option<BoardId>,
}

/// The differences of up to `most` threads with ids after `after`, and the last id looked at; `None` at the end.
pub fn differences(
    db: &mut Db,
    after: ThreadId,
    most: i64,
) -> QueryResult<(Vec<Difference>, Option<ThreadId>)> {
    let rows: Vec<Row> = threads::table
        .filter(threads::id.gt(after))
        .order(threads::id)
        .limit(most)
        .select(Row::as_select())
        .load(db)?;
    let Some(last) = rows.last().map(|row| row.id) else { return Ok((Vec::new(), None)) };
    let all: Vec<(ThreadId, Counted)> = posts::table
        .filter(posts::thread.gt(after).and(posts::thread.le(last)))
        .order((posts::thread, posts::created_at, posts::id))
        .select((
            posts::thread,
            (
                posts::kind,
                posts::author,
                posts::hidden_at,
                posts::deleted_at,
                posts::helpful,
                posts::created_at,
            ),
        ))
        .load(db)?;
    let mut of_thread: HashMap<ThreadId, Vec<Counted>> = HashMap::new();
    for (thread, post) in all {
        of_thread.entry(thread).or_default().push(post);
    }
    let nothing = Vec::new();
    let found = rows.iter().flat_map(|row| of_one(row, of_thread.get(&row.id).unwrap_or(&nothing))).collect();
    Ok((found, Some(last)))
}

fn of_one(row: &Row, posts: &[Counted]) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut compare = |column, stored: String, counted: String| {
        if stored != counted {
            found.push(Difference { table: "threads", id: row.id.0, column, stored, counted });
        }
    };
    let counts = counters::count(row.author, row.kind, row.ending, posts);
    let moment = |at: Option<Ts>| at.map_or("nothing".to_owned(), |at| at.0.to_string());
    compare("answers", row.answers.to_string(), counts.answers.to_string());
    compare("replies", row.replies.to_string(), counts.replies.to_string());
    compare("helpful", row.helpful.to_string(), counts.helpful.to_string());
    compare("unanswered", row.unanswered.to_string(), counts.unanswered.to_string());
    compare("waiting_since", moment(row.waiting_since), moment(counts.waiting_since));
    if let Some((at, by)) = counts.last {
        compare("last_post_at", moment(Some(row.last_post_at)), moment(Some(at)));
        compare("last_author", row.last_author.to_string(), by.to_string());
    }
    let is_visible = row.hidden_at.is_none() && row.deleted_at.is_none();
    let share = if is_visible { share_of(row.kind, row.ending) } else { 0 };
    compare("counted", row.counted.to_string(), share.to_string());
    // A thread that was never counted anywhere is counted nowhere.
    let board = row.counted_board.map_or("nothing".to_owned(), |board| board.to_string());
    if row.counted_board.is_some() || share != 0 {
        compare("counted_board", board, row.board.to_string());
    }
    found
}

/// Writes what is counted of a thread; the counters of boards come after.
pub fn mend(tx: &mut Tx<'_>, thread: ThreadId) -> QueryResult<()> {
    counters::refresh(tx.db, thread)
}
