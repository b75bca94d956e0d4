//! Index: **what follows.**
//!
//! For every event what it changes (`derive`), whom it tells (`tell`), what each node does for itself afterwards
//! (`local`), which kept pages show something else from then on (`outdated`), and what the search index reads anew
//! (`searched`). Each is one match over all events without a `_` arm, so that a new event asks its questions of whoever
//! adds it.
//!
//! Rules:
//! 1. `derive` and `tell` run in the transaction of the event and write a bounded number of rows (50 at most); more
//!    than that is one row in the queue of jobs.
//! 2. `derive` is repeatable from the log alone; `tell` is never repeated and silent for imports.
//! 3. `local` runs after the commit, at least once, in no order it may trust.
//!
//! Also here: which function does a job ([`JOBS`]), which writes a letter ([`letter`]), and what lower rooms get from
//! higher ones ([`PORTS`]).

use diesel::QueryResult;

use crate::config::Community;
use crate::db::Db;
use crate::events::{Event, Origin, Tx};
use crate::forum::{Boards, counters, held_question};
use crate::import;
use crate::jobs::Kind;
use crate::mail::{Letter, OutboxRow};
use crate::members::{self, Ports};
use crate::notifications::{self, Decided};
use crate::own_data;
use crate::recognition;
use crate::search::Touched;
use crate::web::{Part, Refusal, Site, bump_version, version};

/// What happens inside the transaction of an event.
pub fn inside(tx: &mut Tx<'_>, event: &Event) -> QueryResult<()> {
    derive(tx, event)?;
    if tx.origin == Origin::Live {
        tell(tx, event)?;
    }
    Ok(())
}

/// Counters, points, ranks, versions: what can be made again from the log.
fn derive(tx: &mut Tx<'_>, event: &Event) -> QueryResult<()> {
    count(tx, event)?;
    // Points and ranks: its own match over all events, in `recognition/settle.rs`.
    recognition::derive(tx, event)
}

/// Counters and versions.
fn count(tx: &mut Tx<'_>, event: &Event) -> QueryResult<()> {
    use Event::*;
    match event {
        CommunityChanged { .. }
        | BoardChanged { .. }
        | BoardVisibilityChanged { .. }
        | TagChanged { .. }
        | DepartmentChanged { .. } => bump_version(tx.db),
        MemberJoined { .. }
        | MemberSeen { .. }
        | MemberRenamed { .. }
        | AddressChanged { .. }
        | PasswordChanged { .. }
        | RoleChanged { .. }
        | RankReached { .. } => Ok(()),
        MemberSuspended { .. } | MemberReinstated { .. } => Ok(()),
        MemberErased { member, texts, .. } => own_data::follow_up(tx, *member, *texts),
        LegalPageChanged { .. } => Ok(()),
        ThreadStarted { thread, .. } | AnswerGiven { thread, .. } | ReplyGiven { thread, .. } => {
            counters::refresh(tx.db, *thread)
        }
        PostEdited { .. } => Ok(()),
        PostDeleted { thread, .. } | PostRestored { thread, .. } | PostHidden { thread, .. } => {
            counters::refresh(tx.db, *thread)
        }
        ThreadDeleted { thread, .. }
        | ThreadRestored { thread, .. }
        | ThreadHidden { thread, .. }
        | ThreadMoved { thread, .. }
        | ThreadKindChanged { thread, .. } => counters::refresh(tx.db, *thread),
        ThreadLocked { .. }
        | ThreadUnlocked { .. }
        | ThreadPinned { .. }
        | ThreadUnpinned { .. }
        | ThreadMadeOfficial { .. }
        | ThreadMadeUnofficial { .. }
        | ThreadMarkedDuplicate { .. }
        | ThreadRetitled { .. }
        | ThreadTagged { .. } => Ok(()),
        SolutionAccepted { thread, .. } | SolutionWithdrawn { thread, .. } => {
            counters::refresh(tx.db, *thread)
        }
        ThreadSelfSolved { thread, .. } | ThreadSettled { thread, .. } | ThreadReopened { thread, .. } => {
            counters::refresh(tx.db, *thread)
        }
        HelpfulGiven { thread, .. } | HelpfulTakenBack { thread, .. } | HelpfulImported { thread, .. } => {
            counters::refresh(tx.db, *thread)
        }
        WorkedGiven { .. } | WorkedTakenBack { .. } => Ok(()),
        SameHereGiven { thread, .. } | SameHereTakenBack { thread, .. } => {
            counters::refresh_same_here(tx.db, *thread)
        }
        PostFlagged { .. } | FlagSettled { .. } => Ok(()),
    }
}

/// Rows in the outbox and in the queue of jobs: whom it concerns.
fn tell(tx: &mut Tx<'_>, event: &Event) -> QueryResult<()> {
    use Event::*;
    match event {
        PasswordChanged { member } => members::tell_password_changed(tx, *member),
        // The old address is told in `members/address_change.rs`: it is not in the log.
        AddressChanged { member, .. } => notifications::address_check::start_again(tx, *member),
        // Likewise: whoever leaves is told at an address that is gone now.
        MemberErased { .. } => Ok(()),
        MemberJoined { .. } | MemberSeen { .. } | MemberRenamed { .. } => Ok(()),
        RoleChanged { member, .. } => notifications::look_again_for(tx, *member),
        RankReached { member, rank } => {
            notifications::tell_rank(tx, *member, *rank)?;
            notifications::look_again_for(tx, *member)
        }
        MemberSuspended { member, .. } => members::tell_suspended(tx, *member),
        MemberReinstated { member, .. } => {
            notifications::tell_reinstated(tx, *member)?;
            members::tell_reinstated(tx, *member)
        }
        BoardVisibilityChanged { .. } => notifications::look_again_for_everyone(tx),
        CommunityChanged { .. }
        | BoardChanged { .. }
        | TagChanged { .. }
        | DepartmentChanged { .. }
        | LegalPageChanged { .. } => Ok(()),
        ThreadStarted { opening: post, .. } | AnswerGiven { post, .. } | ReplyGiven { post, .. } => {
            notifications::tell_post(tx, *post)
        }
        PostEdited { post, .. } => notifications::tell_named(tx, *post),
        PostDeleted { thread, .. } => notifications::look_again(tx, *thread),
        PostRestored { thread, post, by } => {
            notifications::tell_decided(tx, *post, *by, Decided::Restored)?;
            notifications::look_again(tx, *thread)
        }
        PostHidden { thread, post, by, .. } => {
            notifications::tell_decided(tx, *post, *by, Decided::Hidden)?;
            notifications::look_again(tx, *thread)
        }
        ThreadDeleted { thread, .. } | ThreadMoved { thread, .. } => notifications::look_again(tx, *thread),
        ThreadRestored { thread, by } => {
            notifications::tell_thread_decided(tx, *thread, *by, Decided::Restored)?;
            notifications::look_again(tx, *thread)
        }
        ThreadHidden { thread, by, .. } => {
            notifications::tell_thread_decided(tx, *thread, *by, Decided::Hidden)?;
            notifications::look_again(tx, *thread)
        }
        ThreadLocked { .. }
        | ThreadUnlocked { .. }
        | ThreadPinned { .. }
        | ThreadUnpinned { .. }
        | ThreadMadeOfficial { .. }
        | ThreadMadeUnofficial { .. }
        | ThreadMarkedDuplicate { .. }
        | ThreadRetitled { .. }
        | ThreadTagged { .. }
        | ThreadKindChanged { .. } => Ok(()),
        SolutionAccepted { post, by, .. } => notifications::tell_accepted(tx, *post, *by),
        SolutionWithdrawn { post, .. } => notifications::untell_accepted(tx, *post),
        ThreadSelfSolved { .. } | ThreadSettled { .. } | ThreadReopened { .. } => Ok(()),
        HelpfulGiven { post, author, by, .. } => notifications::tell_helpful(tx, *post, *author, *by),
        HelpfulTakenBack { post, author, by, .. } => notifications::untell_helpful(tx, *post, *author, *by),
        HelpfulImported { .. }
        | WorkedGiven { .. }
        | WorkedTakenBack { .. }
        | SameHereGiven { .. }
        | SameHereTakenBack { .. } => Ok(()),
        PostFlagged { .. } => Ok(()),
        FlagSettled { flag, post, by } => notifications::tell_settled(tx, *flag, *post, *by),
    }
}

/// What a node does for itself once an event is on disk: at least once, in no order it may trust, by reading anew.
pub fn local(site: &Site, event: &Event) -> Result<(), Refusal> {
    use Event::*;
    // Of another node; what this one did is outdated already, and once more does no harm.
    site.freshness.outdate(&outdated(event));
    match event {
        // Settings and boards are kept in memory: read now what the next page would have to wait for.
        CommunityChanged { .. }
        | BoardChanged { .. }
        | BoardVisibilityChanged { .. }
        | TagChanged { .. }
        | DepartmentChanged { .. } => site.store.database().read_now(|db| {
            let version = version(db)?;
            site.cached::<Community>(db, version)?;
            site.cached::<Boards>(db, version)?;
            Ok(())
        }),
        MemberJoined { .. }
        | MemberSeen { .. }
        | MemberRenamed { .. }
        | AddressChanged { .. }
        | PasswordChanged { .. }
        | RoleChanged { .. }
        | MemberSuspended { .. }
        | MemberReinstated { .. }
        | MemberErased { .. }
        | RankReached { .. }
        | LegalPageChanged { .. } => Ok(()),
        ThreadStarted { .. } | AnswerGiven { .. } | ReplyGiven { .. } => Ok(()),
        PostEdited { .. } | PostDeleted { .. } | PostRestored { .. } | PostHidden { .. } => Ok(()),
        ThreadDeleted { .. } | ThreadRestored { .. } | ThreadHidden { .. } | ThreadMoved { .. } => Ok(()),
        ThreadLocked { .. }
        | ThreadUnlocked { .. }
        | ThreadPinned { .. }
        | ThreadUnpinned { .. }
        | ThreadMadeOfficial { .. }
        | ThreadMadeUnofficial { .. }
        | ThreadMarkedDuplicate { .. }
        | ThreadRetitled { .. }
        | ThreadTagged { .. }
        | ThreadKindChanged { .. } => Ok(()),
        SolutionAccepted { .. }
        | SolutionWithdrawn { .. }
        | ThreadSelfSolved { .. }
        | ThreadSettled { .. }
        | ThreadReopened { .. } => Ok(()),
        HelpfulGiven { .. }
        | HelpfulTakenBack { .. }
        | HelpfulImported { .. }
        | WorkedGiven { .. }
        | WorkedTakenBack { .. }
        | SameHereGiven { .. }
        | SameHereTakenBack { .. } => Ok(()),
        PostFlagged { .. } | FlagSettled { .. } => Ok(()),
    }
}

/// What kept pages show differently from now on. Whatever is taken away, renamed or moved may be named on any page;
/// what is added only on those of its thread and in lists. Points and counts may be a minute old for visitors.
pub fn outdated(event: &Event) -> Vec<Part> {
    use Event::*;
    match event {
        CommunityChanged { .. }
        | BoardChanged { .. }
        | BoardVisibilityChanged { .. }
        | TagChanged { .. }
        | DepartmentChanged { .. }
        | LegalPageChanged { .. } => vec![Part::Everything],
        MemberRenamed { .. }
        | RoleChanged { .. }
        | MemberSuspended { .. }
        | MemberReinstated { .. }
        | MemberErased { .. } => vec![Part::Everything],
        MemberJoined { .. }
        | MemberSeen { .. }
        | AddressChanged { .. }
        | PasswordChanged { .. }
        | RankReached { .. } => Vec::new(),
        PostEdited { .. }
        | PostDeleted { .. }
        | PostRestored { .. }
        | PostHidden { .. }
        | ThreadDeleted { .. }
        | ThreadRestored { .. }
        | ThreadHidden { .. }
        | ThreadMoved { .. }
        | ThreadRetitled { .. }
        | ThreadTagged { .. }
        | ThreadMarkedDuplicate { .. }
        | ThreadKindChanged { .. } => vec![Part::Everything],
        ThreadStarted { thread, board, .. }
        | AnswerGiven { thread, board, .. }
        | ReplyGiven { thread, board, .. }
        | SolutionAccepted { thread, board, .. } => vec![Part::Thread(*thread), Part::Board(*board)],
        SolutionWithdrawn { thread, .. }
        | ThreadSelfSolved { thread, .. }
        | ThreadSettled { thread, .. }
        | ThreadReopened { thread, .. }
        | ThreadLocked { thread, .. }
        | ThreadUnlocked { thread, .. }
        | ThreadPinned { thread, .. }
        | ThreadUnpinned { thread, .. }
        | ThreadMadeOfficial { thread, .. }
        | ThreadMadeUnofficial { thread, .. } => vec![Part::Thread(*thread), Part::Lists],
        HelpfulGiven { thread, .. }
        | HelpfulTakenBack { thread, .. }
        | HelpfulImported { thread, .. }
        | WorkedGiven { thread, .. }
        | WorkedTakenBack { thread, .. }
        | SameHereGiven { thread, .. }
        | SameHereTakenBack { thread, .. } => vec![Part::Thread(*thread)],
        PostFlagged { .. } | FlagSettled { .. } => Vec::new(),
    }
}

/// What the search index reads anew after an event.
pub fn searched(event: &Event) -> Touched {
    use Event::*;
    match event {
        MemberJoined { .. }
        | MemberSeen { .. }
        // Names are looked up when they are searched for.
        | MemberRenamed { .. }
        | AddressChanged { .. }
        | PasswordChanged { .. }
        | RoleChanged { .. }
        | MemberSuspended { .. }
        | MemberReinstated { .. }
        // Texts that go with a member have events of their own.
        | MemberErased { .. }
        | RankReached { .. } => Touched::Nothing,
        // Who sees a board is asked with every search.
        CommunityChanged { .. }
        | BoardChanged { .. }
        | BoardVisibilityChanged { .. }
        | DepartmentChanged { .. }
        | LegalPageChanged { .. } => Touched::Nothing,
        TagChanged { tag, .. } => Touched::Tag(*tag),
        AnswerGiven { thread, post, .. }
        | ReplyGiven { thread, post, .. }
        | PostEdited { thread, post, .. }
        | PostDeleted { thread, post, .. }
        | PostRestored { thread, post, .. }
        | PostHidden { thread, post, .. } => Touched::Post(*thread, *post),
        ThreadStarted { thread, .. }
        | ThreadDeleted { thread, .. }
        | ThreadRestored { thread, .. }
        | ThreadHidden { thread, .. }
        | ThreadMoved { thread, .. }
        | ThreadRetitled { thread, .. }
        | ThreadTagged { thread, .. }
        | ThreadKindChanged { thread, .. } => Touched::Thread(*thread),
        SolutionAccepted { thread, .. }
        | SolutionWithdrawn { thread, .. }
        | ThreadSelfSolved { thread, .. }
        | ThreadSettled { thread, .. }
        | ThreadReopened { thread, .. } => Touched::Thread(*thread),
        ThreadLocked { .. }
        | ThreadUnlocked { .. }
        | ThreadPinned { .. }
        | ThreadUnpinned { .. }
        | ThreadMadeOfficial { .. }
        | ThreadMadeUnofficial { .. }
        | ThreadMarkedDuplicate { .. } => Touched::Nothing,
        HelpfulGiven { .. }
        | HelpfulImported { .. }
        | HelpfulTakenBack { .. }
        | WorkedGiven { .. }
        | WorkedTakenBack { .. }
        | SameHereGiven { .. }
        | SameHereTakenBack { .. } => Touched::Nothing,
        PostFlagged { .. } | FlagSettled { .. } => Touched::Nothing,
    }
}

/// What does each kind of job.
pub const JOBS: &[Kind<Site>] = &[
    Kind { name: recognition::THREAD_JOB, run: recognition::correct_thread },
    Kind { name: recognition::MEMBER_JOB, run: recognition::correct_member },
    Kind { name: recognition::BOARD_JOB, run: recognition::correct_board },
    Kind { name: recognition::EVERYONE_JOB, run: recognition::correct_everyone },
    Kind { name: own_data::TIDY_JOB, run: own_data::tidy },
    Kind { name: own_data::TEXTS_JOB, run: own_data::erase_texts },
    Kind { name: notifications::POST_JOB, run: notifications::tell_post_job },
    Kind { name: notifications::SOLVED_JOB, run: notifications::tell_solved },
    Kind { name: notifications::UNSOLVED_JOB, run: notifications::untell_solved },
    Kind { name: notifications::THREAD_JOB, run: notifications::correct_thread },
    Kind { name: notifications::MEMBER_JOB, run: notifications::correct_member },
    Kind { name: notifications::EVERYONE_JOB, run: notifications::correct_everyone },
    Kind { name: recognition::ANEW_JOB, run: recognition::make_anew },
];

/// How points follow from what an import brings in.
pub const POINTS: import::Points = import::Points {
    enqueue: recognition::enqueue_anew,
    waiting: recognition::waiting_anew,
    work_off: recognition::work_off_anew,
};

/// What the members' room gets from higher rooms.
pub const PORTS: Ports = Ports { held: held_question::PORT };

/// Writes the letter of a row of the outbox, as its reader may see things now; `None` when there is nothing to say
/// any more.
pub fn letter(db: &mut Db, site: &Site, row: &OutboxRow) -> anyhow::Result<Option<Letter>> {
    match row.kind.as_str() {
        kind if members::MAIL_KINDS.contains(&kind) => members::render_mail(db, site, &PORTS, row),
        kind if notifications::MAIL_KINDS.contains(&kind) => notifications::render_mail(db, site, row),
        kind => anyhow::bail!("nobody writes letters of the kind {kind}"),
    }
}
