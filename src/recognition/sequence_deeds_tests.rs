//! What happens in a sequence: rows and events as the actions of the forum write them.

use super::*;

pub(super) fn furnish(db: &mut Db) -> QueryResult<()> {
    for id in 1..=MEMBERS {
        let role = if id == MEMBERS { Role::Team } else { Role::Member };
        diesel::insert_into(members::table)
            .values((
                members::id.eq(id),
                members::name.eq(format!("m{id}")),
                members::name_key.eq(format!("m{id}")),
                members::slug.eq("m"),
                members::role.eq(role),
                members::last_seen_at.eq(BEGIN),
                members::created_at.eq(BEGIN.plus_days(-20 * (id % 4))),
            ))
            .execute(db)?;
    }
    let kinds = [
        (None, Visibility::Everyone),
        (Some(1), Visibility::Members),
        (None, Visibility::Staff),
        (Some(3), Visibility::Everyone),
    ];
    for (id, (parent, visibility)) in (1..=BOARDS).zip(kinds) {
        diesel::insert_into(boards::table)
            .values((
                boards::id.eq(id),
                boards::slug.eq(format!("b{id}")),
                boards::parent.eq(parent.map(BoardId)),
                boards::name.eq("b"),
                boards::visibility.eq(visibility),
                boards::created_at.eq(BEGIN),
            ))
            .execute(db)?;
    }
    Ok(())
}

pub(super) type ThreadRow = (ThreadId, MemberId, BoardId, Kind, Option<PostId>);

pub(super) fn all_threads(tx: &mut Tx<'_>) -> QueryResult<Vec<ThreadRow>> {
    threads::table
        .order(threads::id)
        .select((threads::id, threads::author, threads::board, threads::kind, threads::solution))
        .load(tx.db)
}

pub(super) type PostRow = (PostId, ThreadId, MemberId, PostKind);

pub(super) fn all_posts(tx: &mut Tx<'_>) -> QueryResult<Vec<PostRow>> {
    posts::table.order(posts::id).select((posts::id, posts::thread, posts::author, posts::kind)).load(tx.db)
}

pub(super) fn write_post(
    tx: &mut Tx<'_>,
    thread: ThreadId,
    author: MemberId,
    kind: PostKind,
) -> QueryResult<PostId> {
    diesel::insert_into(posts::table)
        .values((
            posts::thread.eq(thread),
            posts::kind.eq(kind),
            posts::author.eq(author),
            posts::body.eq(""),
            posts::html.eq(""),
            posts::created_at.eq(tx.now),
        ))
        .returning(posts::id)
        .get_result(tx.db)
}

pub(super) fn start(tx: &mut Tx<'_>, author: MemberId, board: BoardId, kind: Kind) -> QueryResult<()> {
    let thread: ThreadId = diesel::insert_into(threads::table)
        .values((
            threads::board.eq(board),
            threads::kind.eq(kind),
            threads::title.eq("t"),
            threads::slug.eq("t"),
            threads::author.eq(author),
            threads::last_author.eq(author),
            threads::last_post_at.eq(tx.now),
            threads::created_at.eq(tx.now),
        ))
        .returning(threads::id)
        .get_result(tx.db)?;
    let opening = write_post(tx, thread, author, PostKind::Opening)?;
    diesel::update(threads::table.find(thread)).set(threads::opening.eq(opening)).execute(tx.db)?;
    tx.record(Event::ThreadStarted { thread, opening, author, board, kind: kind.code(), tags: vec![] })
}

pub(super) fn answer(tx: &mut Tx<'_>, author: MemberId, thread: &ThreadRow) -> QueryResult<()> {
    let (thread, asker, board, kind, _) = *thread;
    if asker == author || kind != Kind::Question {
        return Ok(());
    }
    let post = write_post(tx, thread, author, PostKind::Answer)?;
    tx.record(Event::AnswerGiven { thread, post, author, board, tags: vec![] })
}

pub(super) fn withdraw(tx: &mut Tx<'_>, thread: &ThreadRow) -> QueryResult<()> {
    let Some(post) = thread.4 else { return Ok(()) };
    let author: MemberId = posts::table.find(post).select(posts::author).first(tx.db)?;
    diesel::update(threads::table.find(thread.0))
        .set((
            threads::ending.eq(None::<Ending>),
            threads::solution.eq(None::<PostId>),
            threads::ended_at.eq(None::<Ts>),
        ))
        .execute(tx.db)?;
    tx.record(Event::SolutionWithdrawn { thread: thread.0, post, author, asker: thread.1, by: thread.1 })
}

pub(super) fn accept(tx: &mut Tx<'_>, thread: &ThreadRow, n: u8) -> QueryResult<()> {
    let (id, asker, board, _, solution) = *thread;
    let answers: Vec<(PostId, MemberId)> = posts::table
        .filter(posts::thread.eq(id))
        .filter(posts::kind.eq(PostKind::Answer))
        .filter(posts::hidden_at.is_null())
        .filter(posts::deleted_at.is_null())
        .order(posts::id)
        .select((posts::id, posts::author))
        .load(tx.db)?;
    let Some((post, author)) = pick(&answers, n).filter(|(post, _)| solution != Some(*post)) else {
        return Ok(());
    };
    withdraw(tx, thread)?;
    diesel::update(threads::table.find(id))
        .set((threads::ending.eq(Ending::Solution), threads::solution.eq(post), threads::ended_at.eq(tx.now)))
        .execute(tx.db)?;
    tx.record(Event::SolutionAccepted { thread: id, post, author, asker, by: asker, board })
}

/// Marks the post, or takes the mark back.
/// Marks that come along as a number, once for a post.
pub(super) fn bring_marks(tx: &mut Tx<'_>, post: &PostRow, count: u8) -> QueryResult<()> {
    use crate::db::schema::imported_helpfuls as brought;
    let (post, thread, author, _) = *post;
    let count = i64::from(count);
    if brought::table.find(post).count().get_result::<i64>(tx.db)? > 0 {
        return Ok(());
    }
    diesel::insert_into(brought::table)
        .values((brought::post.eq(post), brought::count.eq(count), brought::earning.eq(count)))
        .execute(tx.db)?;
    tx.record(Event::HelpfulImported { thread, post, author, count })
}

pub(super) fn mark(tx: &mut Tx<'_>, by: MemberId, post: &PostRow, worked: bool) -> QueryResult<()> {
    let (post, thread, author, _) = *post;
    if by == author {
        return Ok(());
    }
    if worked {
        let gone = diesel::delete(worked_marks::table.find((post, by))).execute(tx.db)?;
        if gone > 0 {
            return tx.record(Event::WorkedTakenBack { thread, post, author, by });
        }
        diesel::insert_into(worked_marks::table)
            .values((
                worked_marks::post.eq(post),
                worked_marks::member.eq(by),
                worked_marks::marked_at.eq(tx.now),
            ))
            .execute(tx.db)?;
        return tx.record(Event::WorkedGiven { thread, post, author, by });
    }
    let gone = diesel::delete(helpful_marks::table.find((post, by))).execute(tx.db)?;
    if gone > 0 {
        return tx.record(Event::HelpfulTakenBack { thread, post, author, by });
    }
    diesel::insert_into(helpful_marks::table)
        .values((
            helpful_marks::post.eq(post),
            helpful_marks::member.eq(by),
            helpful_marks::marked_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    tx.record(Event::HelpfulGiven { thread, post, author, by })
}

pub(super) fn toggle_post(tx: &mut Tx<'_>, row: &PostRow, hide: bool) -> QueryResult<()> {
    let (post, thread, by, _) = *row;
    let this = posts::table.find(post);
    let (hidden, deleted): (Option<Ts>, Option<Ts>) =
        this.select((posts::hidden_at, posts::deleted_at)).first(tx.db)?;
    let was = if hide { hidden } else { deleted };
    let at = if was.is_some() { None } else { Some(tx.now) };
    if hide {
        diesel::update(this).set(posts::hidden_at.eq(at)).execute(tx.db)?;
    } else {
        diesel::update(this).set(posts::deleted_at.eq(at)).execute(tx.db)?;
    }
    tx.record(match (at, hide) {
        (None, _) => Event::PostRestored { thread, post, by },
        (Some(_), true) => Event::PostHidden { thread, post, by, reason: 0 },
        (Some(_), false) => Event::PostDeleted { thread, post, by },
    })
}

pub(super) fn toggle_thread(tx: &mut Tx<'_>, row: &ThreadRow, hide: bool) -> QueryResult<()> {
    let (thread, by, ..) = *row;
    let this = threads::table.find(thread);
    let (hidden, deleted): (Option<Ts>, Option<Ts>) =
        this.select((threads::hidden_at, threads::deleted_at)).first(tx.db)?;
    let was = if hide { hidden } else { deleted };
    let at = if was.is_some() { None } else { Some(tx.now) };
    if hide {
        diesel::update(this).set(threads::hidden_at.eq(at)).execute(tx.db)?;
    } else {
        diesel::update(this).set(threads::deleted_at.eq(at)).execute(tx.db)?;
    }
    tx.record(match (at, hide) {
        (None, _) => Event::ThreadRestored { thread, by },
        (Some(_), true) => Event::ThreadHidden { thread, by, reason: 0 },
        (Some(_), false) => Event::ThreadDeleted { thread, by },
    })
}

pub(super) fn toggle_suspension(tx: &mut Tx<'_>, member: MemberId) -> QueryResult<()> {
    let this = members::table.find(member);
    let was: Option<Ts> = this.select(members::suspended_at).first(tx.db)?;
    let at = if was.is_some() { None } else { Some(tx.now) };
    diesel::update(this).set(members::suspended_at.eq(at)).execute(tx.db)?;
    tx.record(match at {
        Some(_) => Event::MemberSuspended { member, by: member },
        None => Event::MemberReinstated { member, by: member },
    })
}

pub(super) fn toggle_board(tx: &mut Tx<'_>, board: BoardId) -> QueryResult<()> {
    let this = boards::table.find(board);
    let was: Visibility = this.select(boards::visibility).first(tx.db)?;
    let now = if was < Visibility::SuperUsers { Visibility::Staff } else { Visibility::Everyone };
    diesel::update(this).set(boards::visibility.eq(now)).execute(tx.db)?;
    tx.record(Event::BoardVisibilityChanged { board, by: MemberId(1) })
}
