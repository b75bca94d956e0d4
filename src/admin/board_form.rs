//! Making a board and changing one.

use actix_web::{HttpResponse, web};
use diesel::prelude::*;
use serde::Deserialize;

use super::board_reach;
use super::check::{self, LINE_CHARS, NAME_CHARS, SLUG_CHARS};
use super::desk::{FormPage, actor, html};
use super::fields::{Choice, Field, FormView};
use crate::db::schema::boards;
use crate::events::{Event, Tx};
use crate::forum::{Board, Boards, Kind, Visibility};
use crate::i18n::Words;
use crate::ids::{BoardId, MemberId, Ts};
use crate::members::{Admin, Rank};
use crate::web::{Findings, Form, Note, Once, Refusal, Site, once, see_other, see_other_noting};

const PLACE: &str = "/admin/boards";
const ON: &str = "on";

/// The kinds a board may take. Announcements are moderation's, on every board.
const KINDS: [Kind; 4] = [Kind::Question, Kind::Tip, Kind::Discussion, Kind::Idea];

/// The form as typed.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default)]
pub struct Typed {
    name: String,
    slug: String,
    line: String,
    parent: String,
    language: String,
    visibility: String,
    min_rank: String,
    who_may_ask: String,
    kind_question: String,
    kind_tip: String,
    kind_discussion: String,
    kind_idea: String,
    closed: String,
}

/// What a board is to be.
#[derive(Clone, Debug, PartialEq)]
struct Checked {
    name: String,
    slug: String,
    line: String,
    parent: Option<BoardId>,
    language: Option<String>,
    visibility: Visibility,
    min_rank: Rank,
    who_may_ask: Visibility,
    kinds: i32,
    closed: bool,
}

/// `GET /admin/boards/new`
pub async fn blank(site: web::Data<Site>, who: Admin) -> Result<HttpResponse, Refusal> {
    let boards = current(&site).await?;
    html(&who, &new_page(&who, &boards, &Typed::of_new()))
}

/// `POST /admin/boards/new`
pub async fn create(site: web::Data<Site>, who: Admin, form: Form<Typed>) -> Result<HttpResponse, Refusal> {
    let (typed, by, actor, key) = (form.fields.clone(), who.me().id, actor(&who), form.key);
    let done = site
        .store
        .write(move |tx| {
            once(tx, &actor, &key, |tx| {
                make(tx, by, &typed)?;
                Ok(PLACE.to_owned())
            })
        })
        .await;
    match done {
        Ok(Once::Done(path)) => Ok(see_other_noting(&path, "admin-created")),
        Ok(Once::Again(path)) => Ok(see_other(&path)),
        Ok(Once::Changed(path)) => {
            let boards = current(&site).await?;
            new_page(&who, &boards, &form.fields).sent_before(&who, path)
        }
        Err(refusal) => {
            let boards = current(&site).await?;
            new_page(&who, &boards, &form.fields).refused(&who, refusal)
        }
    }
}

/// `GET /admin/boards/{id}`
pub async fn edit(
    site: web::Data<Site>,
    who: Admin,
    path: web::Path<BoardId>,
) -> Result<HttpResponse, Refusal> {
    let boards = current(&site).await?;
    let board = boards.get(path.into_inner()).ok_or(Refusal::NOT_FOUND)?;
    html(&who, &edit_page(&who, &boards, board, &Typed::of(board)))
}

/// `POST /admin/boards/{id}`
pub async fn save(
    site: web::Data<Site>,
    who: Admin,
    path: web::Path<BoardId>,
    form: Form<Typed>,
) -> Result<HttpResponse, Refusal> {
    let (typed, by, id) = (form.fields.clone(), who.me().id, path.into_inner());
    match site.store.write(move |tx| change(tx, by, id, &typed)).await {
        Ok(()) => Ok(see_other_noting(PLACE, "admin-saved")),
        Err(refusal) => {
            let boards = current(&site).await?;
            let board = boards.get(id).ok_or(Refusal::NOT_FOUND)?;
            edit_page(&who, &boards, board, &form.fields).refused(&who, refusal)
        }
    }
}

pub(super) async fn current(site: &web::Data<Site>) -> Result<std::sync::Arc<Boards>, Refusal> {
    let reading = site.clone();
    site.store.read(move |db| Ok::<_, Refusal>(Boards::of(&reading, db)?)).await
}

fn make(tx: &mut Tx<'_>, by: MemberId, typed: &Typed) -> Result<(), Refusal> {
    let all = board_reach::lock(tx)?;
    let new = check_board(typed, &all, None)?;
    let id: BoardId = diesel::insert_into(boards::table)
        .values((
            boards::slug.eq(&new.slug),
            boards::parent.eq(new.parent),
            boards::name.eq(&new.name),
            boards::line.eq(&new.line),
            boards::language.eq(&new.language),
            boards::visibility.eq(new.visibility),
            boards::min_rank.eq(new.min_rank),
            boards::who_may_ask.eq(new.who_may_ask),
            boards::kinds.eq(new.kinds),
            boards::position.eq(last_position(&all, new.parent)),
            boards::closed_at.eq(new.closed.then_some(tx.now)),
            boards::created_at.eq(tx.now),
        ))
        .returning(boards::id)
        .get_result(tx.db)?;
    board_reach::follow(tx, &[id], None, new.parent)?;
    Ok(tx.record(Event::BoardChanged { board: id, by })?)
}

fn change(tx: &mut Tx<'_>, by: MemberId, id: BoardId, typed: &Typed) -> Result<(), Refusal> {
    let all = board_reach::lock(tx)?;
    let old = all.get(id).ok_or(Refusal::NOT_FOUND)?;
    let new = check_board(typed, &all, Some(id))?;
    let moved = new.parent != old.parent;
    let position = if moved { last_position(&all, new.parent) } else { old.position };
    let closed_at: Option<Ts> = new.closed.then(|| old.closed_at.unwrap_or(tx.now));
    diesel::update(boards::table.filter(boards::id.eq(id)))
        .set((
            boards::slug.eq(&new.slug),
            boards::parent.eq(new.parent),
            boards::name.eq(&new.name),
            boards::line.eq(&new.line),
            boards::language.eq(&new.language),
            boards::visibility.eq(new.visibility),
            boards::min_rank.eq(new.min_rank),
            boards::who_may_ask.eq(new.who_may_ask),
            boards::kinds.eq(new.kinds),
            boards::position.eq(position),
            boards::closed_at.eq(closed_at),
        ))
        .execute(tx.db)?;
    if moved {
        board_reach::follow(tx, &all.with_descendants(id), old.parent, new.parent)?;
    }
    // What is seen depends on the boards above it too.
    if moved || new.visibility != old.visibility || new.min_rank != old.min_rank {
        tx.record(Event::BoardVisibilityChanged { board: id, by })?;
    }
    Ok(tx.record(Event::BoardChanged { board: id, by })?)
}

fn last_position(boards: &Boards, parent: Option<BoardId>) -> i32 {
    let siblings = boards.all().iter().filter(|board| board.parent == parent);
    siblings.map(|board| board.position).max().map_or(0, |last| last.saturating_add(1))
}

/// Reads the form; `this` is the board being changed, none for a new one.
fn check_board(typed: &Typed, boards: &Boards, this: Option<BoardId>) -> Result<Checked, Refusal> {
    let mut findings = Findings::default();
    let name = findings.take("name", check::needed_line(&typed.name, NAME_CHARS));
    let slug = findings.take("slug", free_slug(typed, boards, this));
    let line = findings.take("line", check::line(&typed.line, LINE_CHARS));
    let parent = findings.take("parent", check_parent(&typed.parent, boards, this));
    let language = findings.take("language", check_language(&typed.language));
    let visibility = Visibility::from_word(&typed.visibility);
    let visibility = findings.take("visibility", check::one_of(visibility));
    let min_rank = Rank::ALL.iter().copied().find(|rank| rank.word() == typed.min_rank);
    let min_rank = findings.take("min_rank", check::one_of(min_rank));
    let asking = Visibility::from_word(&typed.who_may_ask);
    let who_may_ask = findings.take("who_may_ask", check::one_of(asking));
    let ticked = |kind: &Kind| typed.kind(*kind) == ON;
    let kinds: i32 = KINDS.iter().filter(|kind| ticked(kind)).map(|kind| kind.bit()).sum();
    if kinds == 0 {
        findings.note("kinds", Note::new("field-no-choice"));
    }
    findings.done()?;
    let complete = (|| {
        Some(Checked {
            name: name?,
            slug: slug?,
            line: line?,
            parent: parent?,
            language: language?,
            visibility: visibility?,
            min_rank: min_rank?,
            who_may_ask: who_may_ask?,
            kinds,
            closed: typed.closed == ON,
        })
    })();
    complete.ok_or(Refusal::invalid("error-invalid-text"))
}

fn free_slug(typed: &Typed, boards: &Boards, this: Option<BoardId>) -> Result<String, Note> {
    let slug = check::slug(&typed.slug, &typed.name)?;
    match boards.by_slug(&slug) {
        Some(board) if Some(board.id) != this => Err(Note::new("admin-slug-taken")),
        _ => Ok(slug),
    }
}

/// The board it is to be part of: one that exists, and no ring.
fn check_parent(typed: &str, boards: &Boards, this: Option<BoardId>) -> Result<Option<BoardId>, Note> {
    if typed.is_empty() {
        return Ok(None);
    }
    let parent = typed.parse().ok().and_then(|id| boards.get(id)).ok_or(Note::new("field-no-choice"))?;
    let below = this.map(|id| boards.with_descendants(id)).unwrap_or_default();
    if below.contains(&parent.id) {
        return Err(Note::new("admin-board-ring"));
    }
    Ok(Some(parent.id))
}

fn check_language(typed: &str) -> Result<Option<String>, Note> {
    match typed {
        "" => Ok(None),
        "de" | "en" => Ok(Some(typed.to_owned())),
        _ => Err(Note::new("field-no-choice")),
    }
}

impl Typed {
    fn of_new() -> Typed {
        Typed {
            visibility: Visibility::Everyone.word().to_owned(),
            who_may_ask: Visibility::Everyone.word().to_owned(),
            min_rank: Rank::New.word().to_owned(),
            kind_question: ON.to_owned(),
            kind_tip: ON.to_owned(),
            kind_discussion: ON.to_owned(),
            kind_idea: ON.to_owned(),
            ..Typed::default()
        }
    }

    fn of(board: &Board) -> Typed {
        let on = |is: bool| if is { ON.to_owned() } else { String::new() };
        Typed {
            name: board.name.clone(),
            slug: board.slug.clone(),
            line: board.line.clone(),
            parent: board.parent.map(|id| id.to_string()).unwrap_or_default(),
            language: board.language.clone().unwrap_or_default(),
            visibility: board.visibility.word().to_owned(),
            min_rank: board.min_rank.word().to_owned(),
            who_may_ask: board.who_may_ask.word().to_owned(),
            kind_question: on(board.takes(Kind::Question)),
            kind_tip: on(board.takes(Kind::Tip)),
            kind_discussion: on(board.takes(Kind::Discussion)),
            kind_idea: on(board.takes(Kind::Idea)),
            closed: on(board.closed_at.is_some()),
        }
    }

    fn kind(&self, kind: Kind) -> &str {
        match kind {
            Kind::Question => &self.kind_question,
            Kind::Tip => &self.kind_tip,
            Kind::Discussion => &self.kind_discussion,
            Kind::Idea => &self.kind_idea,
            Kind::Announcement => "",
        }
    }
}

fn new_page(who: &Admin, boards: &Boards, typed: &Typed) -> FormPage {
    let fields = fields(&who.visit.words, boards, None, typed);
    let form = FormView::creating("/admin/boards/new", "admin-board-create", fields);
    FormPage::new(who, PLACE, "admin-board-new", form)
}

fn edit_page(who: &Admin, boards: &Boards, board: &Board, typed: &Typed) -> FormPage {
    let fields = fields(&who.visit.words, boards, Some(board.id), typed);
    let form = FormView::new(format!("/admin/boards/{}", board.id), "button-save", fields);
    let delete = format!("/admin/boards/{}/delete", board.id);
    FormPage::new(who, PLACE, "admin-board-edit", form)
        .titled(&board.name)
        .with_way(delete, "admin-board-delete")
}

fn fields(words: &Words, boards: &Boards, this: Option<BoardId>, typed: &Typed) -> Vec<Field> {
    let say = |key: &str| words.t(key).into_owned();
    let below = this.map(|id| boards.with_descendants(id)).unwrap_or_default();
    let mut parents = vec![Choice::of("", say("admin-board-top"), &typed.parent)];
    parents.extend(boards.all().iter().filter(|board| !below.contains(&board.id)).map(|board| {
        let indent = "– ".repeat(boards.depth(board.id));
        Choice::of(&board.id.to_string(), format!("{indent}{}", board.name), &typed.parent)
    }));
    let group = |chosen: &str| -> Vec<Choice> {
        let choice = |v: &Visibility| Choice::of(v.word(), say(&format!("visibility-{}", v.word())), chosen);
        Visibility::ALL.iter().map(choice).collect()
    };
    let rank = |rank: &Rank| Choice::of(rank.word(), say(&format!("rank-{}", rank.word())), &typed.min_rank);
    let kind = |kind: &Kind| {
        let name = format!("kind_{}", kind.word());
        Choice::ticked(name, say(&format!("kind-{}", kind.word())), typed.kind(*kind) == ON)
    };
    let languages = vec![
        Choice::of("", say("admin-board-any-language"), &typed.language),
        Choice::of("de", say("choice-language-de"), &typed.language),
        Choice::of("en", say("choice-language-en"), &typed.language),
    ];
    let closed = vec![Choice::ticked("closed", say("admin-board-closed"), typed.closed == ON)];
    vec![
        Field::line("name", "admin-name", &typed.name, NAME_CHARS),
        Field::line("slug", "admin-slug", &typed.slug, SLUG_CHARS).hint("admin-slug-hint"),
        Field::line("line", "admin-line", &typed.line, LINE_CHARS).hint("admin-board-line-hint"),
        Field::choice("parent", "admin-board-parent", parents),
        Field::choice("language", "choice-language", languages).hint("admin-board-language-hint"),
        Field::pick("visibility", "admin-board-visibility", group(&typed.visibility)),
        Field::choice("min_rank", "admin-board-min-rank", Rank::ALL.iter().map(rank).collect())
            .hint("admin-board-min-rank-hint"),
        Field::pick("who_may_ask", "admin-board-who-may-ask", group(&typed.who_may_ask)),
        Field::boxes("kinds", "admin-board-kinds", KINDS.iter().map(kind).collect()),
        Field::boxes("closing", "admin-board-closing", closed),
    ]
}

#[cfg(test)]
#[path = "board_form_tests.rs"]
mod tests;
