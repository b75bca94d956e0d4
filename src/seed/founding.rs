//! The community as it was founded, and the people who joined it: settings, departments, boards, tags, legal pages,
//! members.

use std::collections::HashMap;

use anyhow::Context;
use diesel::prelude::*;

use super::content::{self, Content, Person, embedded};
use super::plan;
use crate::config;
use crate::db::schema::{boards, departments, legal_pages, members, settings, tags};
use crate::events::{Event, Tx};
use crate::forum::Boards;
use crate::ids::{BoardId, DepartmentId, MemberId, TagId, Ts};
use crate::mail;
use crate::members::{self as people, By, Role, name};
use crate::reactions;
use crate::text;
use crate::web::{Cached, Refusal};

/// What was founded, in the order of the content.
#[derive(Clone, Debug)]
pub struct Founded {
    /// The ids of the members.
    pub members: Vec<MemberId>,
    /// The ids of the boards by their keys.
    pub boards: HashMap<String, BoardId>,
}

/// Closes the boards that are closed, once everything in them is written.
pub fn close_boards(tx: &mut Tx<'_>, content: &Content, founded: &Founded) -> QueryResult<()> {
    let Some(by) = content.members.iter().position(|person| person.role == Role::Admin) else {
        return Ok(());
    };
    for board in content.community.board.iter().filter(|board| board.closed) {
        if let Some(id) = founded.boards.get(&board.key).copied() {
            diesel::update(boards::table.find(id)).set(boards::closed_at.eq(tx.now)).execute(tx.db)?;
            tx.record(Event::BoardChanged { board: id, by: founded.members[by] })?;
        }
    }
    Ok(())
}

/// Founds the community and lets everybody join when they did.
///
/// Errors: a name or address that breaks a rule, or one that is taken.
pub fn found(tx: &mut Tx<'_>, content: &Content, now: Ts) -> anyhow::Result<Founded> {
    let mut order: Vec<usize> = (0..content.members.len()).collect();
    order.sort_by_key(|number| plan::joined_at(&content.members[*number], now));
    let first = *order.first().context("the demo has no members")?;
    let begun = plan::joined_at(&content.members[first], now);
    let mut ids = vec![MemberId(0); content.members.len()];
    let founder = &content.members[first];
    ids[first] = tx.step(begun, reactions::inside, |tx| join(tx, founder))?;
    let (board_ids, department_ids) =
        tx.step(begun, reactions::inside, |tx| set_up(tx, content, ids[first]))?;
    let tree = Boards::load(tx.db)?;
    for number in order {
        let person = &content.members[number];
        if number != first {
            let at = plan::joined_at(person, now);
            ids[number] = tx.step(at, reactions::inside, |tx| join(tx, person))?;
        }
        let mut reach: Vec<BoardId> = Vec::new();
        for key in &person.boards {
            reach.extend(tree.with_descendants(*board_ids.get(key).context("no such board")?));
        }
        let department = person.department.as_ref().and_then(|key| department_ids.get(key)).copied();
        let at = plan::joined_at(person, now);
        tx.step(at, reactions::inside, |tx| appoint(tx, ids[number], person.role, &reach, department))
            .map_err(|refusal| anyhow::anyhow!("{}: {}", person.key, refusal.note.key))?;
        introduce(tx, ids[number], person)?;
    }
    Ok(Founded { members: ids, boards: board_ids })
}

/// An address nobody reads: example.org is set aside for that (RFC 2606).
pub fn address(key: &str) -> anyhow::Result<mail::Address> {
    Ok(mail::parse(&format!("{key}@example.org"))?)
}

fn join(tx: &mut Tx<'_>, person: &Person) -> anyhow::Result<MemberId> {
    let name = name::check(&person.name).map_err(|problem| anyhow::anyhow!("{}: {problem:?}", person.key))?;
    let added = people::add(tx, Some(&name), &address(&person.key)?, Role::Member);
    added.with_context(|| person.key.clone())
}

fn appoint(
    tx: &mut Tx<'_>,
    member: MemberId,
    role: Role,
    boards: &[BoardId],
    department: Option<DepartmentId>,
) -> Result<(), Refusal> {
    if role != Role::Member {
        people::set_role(tx, By::Operator, member, role, boards)?;
    }
    match department {
        Some(_) => people::set_department(tx, By::Operator, member, department),
        None => Ok(()),
    }
}

/// What they say about themselves. Their language stays open: whoever signs in as them reads their own.
fn introduce(tx: &mut Tx<'_>, member: MemberId, person: &Person) -> QueryResult<()> {
    diesel::update(members::table.find(member)).set(members::bio.eq(&person.bio)).execute(tx.db)?;
    Ok(())
}

type Ids<T> = HashMap<String, T>;

fn set_up(
    tx: &mut Tx<'_>,
    content: &Content,
    by: MemberId,
) -> anyhow::Result<(Ids<BoardId>, Ids<DepartmentId>)> {
    let community = &content.community;
    write_settings(tx, &community.community, by)?;
    let mut department_ids = HashMap::new();
    for (position, department) in community.department.iter().enumerate() {
        let id: DepartmentId = diesel::insert_into(departments::table)
            .values((
                departments::name_de.eq(&department.name_de),
                departments::name_en.eq(&department.name_en),
                departments::position.eq(position as i32),
            ))
            .returning(departments::id)
            .get_result(tx.db)?;
        tx.record(Event::DepartmentChanged { department: id, by })?;
        department_ids.insert(department.key.clone(), id);
    }
    let mut board_ids: Ids<BoardId> = HashMap::new();
    for (position, board) in community.board.iter().enumerate() {
        let parent = board.parent.as_ref().and_then(|key| board_ids.get(key)).copied();
        let id = add_board(tx, board, parent, position as i32)?;
        tx.record(Event::BoardChanged { board: id, by })?;
        board_ids.insert(board.key.clone(), id);
    }
    for tag in &community.tag {
        let id: TagId = diesel::insert_into(tags::table)
            .values((
                tags::name.eq(&tag.name),
                tags::slug.eq(&tag.slug),
                tags::description.eq(&tag.description),
                tags::is_topic.eq(tag.topic),
                tags::is_product.eq(tag.product),
                tags::created_at.eq(tx.now),
            ))
            .returning(tags::id)
            .get_result(tx.db)?;
        tx.record(Event::TagChanged { tag: id, by })?;
    }
    for (file, text) in embedded::LEGAL {
        let (slug, language) = file.split_once('.').context("a legal page is named slug.language.md")?;
        write_legal(tx, slug, language, text, by)?;
    }
    Ok((board_ids, department_ids))
}

fn write_settings(tx: &mut Tx<'_>, wanted: &content::Settings, by: MemberId) -> QueryResult<()> {
    let community = config::Community {
        name: wanted.name.clone(),
        line: wanted.line.clone(),
        accent: wanted.accent.clone(),
        language: wanted.language.clone(),
        tone: wanted.tone.clone(),
        ..config::Community::default()
    };
    diesel::delete(settings::table).execute(tx.db)?;
    for (key, value) in community.to_rows() {
        diesel::insert_into(settings::table)
            .values((settings::key.eq(key), settings::value.eq(value)))
            .execute(tx.db)?;
    }
    tx.record(Event::CommunityChanged { by })
}

fn add_board(
    tx: &mut Tx<'_>,
    board: &content::Board,
    parent: Option<BoardId>,
    position: i32,
) -> QueryResult<BoardId> {
    diesel::insert_into(boards::table)
        .values((
            boards::slug.eq(&board.slug),
            boards::parent.eq(parent),
            boards::name.eq(&board.name),
            boards::line.eq(&board.line),
            boards::language.eq(&board.language),
            boards::visibility.eq(board.visibility),
            boards::who_may_ask.eq(board.who_may_ask),
            boards::kinds.eq(board.kind_bits()),
            boards::min_rank.eq(board.rank()),
            boards::position.eq(position),
            boards::created_at.eq(tx.now),
        ))
        .returning(boards::id)
        .get_result(tx.db)
}

fn write_legal(tx: &mut Tx<'_>, slug: &str, language: &str, body: &str, by: MemberId) -> QueryResult<()> {
    diesel::insert_into(legal_pages::table)
        .values((
            legal_pages::slug.eq(slug),
            legal_pages::language.eq(language),
            legal_pages::body.eq(body),
            legal_pages::html.eq(text::page(body).html),
            legal_pages::edited_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    tx.record(Event::LegalPageChanged { slug: slug.to_owned(), language: language.to_owned(), by })
}
