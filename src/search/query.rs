//! From what somebody typed to what the index is asked.

use std::ops::Bound;

use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, FuzzyTermQuery,
    Occur, PhraseQuery, Query, RangeQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Score, Term};

use super::document::number;
use super::fields::{Fields, Role, Standing};
use super::words::{Part, Typed};
use crate::forum::Kind;
use crate::ids::{BoardId, MemberId, TagId, ThreadId, Ts};
use crate::members::name;

/// How much a word in the title counts, against one in the text.
const TITLE: Score = 2.0;
/// How much a word in a tag counts.
const TAGS: Score = 1.5;
/// How much a word counts that only the thread's title has, for a post that has another one itself.
const ABOUT: Score = 0.3;
/// How much of a word's lesser places is added to its best one.
const TIE: Score = 0.3;
/// How much the name of the author counts.
const AUTHOR: Score = 2.0;
/// How much a word counts that is only like the one typed.
const NEAR: Score = 0.5;
/// Letters from which on a word may be mistyped in one place, and in two.
const NEAR_LETTERS: [usize; 2] = [4, 8];
/// Letters from which on the beginning of a word stands for it.
const BEGINNING_LETTERS: usize = 3;

type Boxed = Box<dyn Query>;

/// Which posts may be found at all.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// On these boards.
    pub boards: Vec<BoardId>,
    /// With this tag.
    pub tag: Option<TagId>,
    /// By this member.
    pub author: Option<MemberId>,
    /// In threads that stand like this.
    pub states: Vec<Standing>,
    /// In threads of this kind.
    pub kind: Option<Kind>,
    /// Written since.
    pub since: Option<Ts>,
    /// Only the first post of each thread.
    pub only_openings: bool,
    /// In any thread but this.
    pub not_in: Option<ThreadId>,
}

/// How closely what is found fits what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Every word is there.
    All,
    /// Some of the words are there.
    Some,
    /// Some of the words, or words like them, are there.
    Near,
    /// Two of the words are there, or the one of very few: what is like something.
    Like,
    /// As while typing: some of the words, the last one perhaps only begun.
    Begun,
}

/// A member whose name is among the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// Who it is.
    pub id: MemberId,
    /// Their name as names are compared.
    pub key: String,
}

/// The query for posts that fit like this. `authors`: members whose name is among the words.
pub fn query(fields: &Fields, typed: &Typed, authors: &[Author], filter: &Filter, fit: Fit) -> Boxed {
    let mut clauses: Vec<(Occur, Boxed)> = vec![(Occur::Must, silent(filters(fields, filter)))];
    if let Some(thread) = filter.not_in {
        clauses.push((Occur::MustNot, term(fields.thread, number(thread.0))));
    }
    for part in typed.parts.iter().filter(|part| part.is_excluded) {
        clauses.extend(word(fields, part, &[], Fit::All, true).map(|query| (Occur::MustNot, query)));
    }
    match (typed.is_empty(), fit) {
        (true, _) => clauses.push((Occur::Must, silent(Box::new(AllQuery)))),
        (false, Fit::All) => all(fields, typed, authors, &mut clauses),
        (false, fit) => some(fields, typed, authors, fit, &mut clauses),
    }
    Box::new(BooleanQuery::new(clauses))
}

/// Every word must be there, in the post itself or about it; one at least in the post itself.
fn all(fields: &Fields, typed: &Typed, authors: &[Author], clauses: &mut Vec<(Occur, Boxed)>) {
    let mut own = Vec::new();
    for part in typed.wanted() {
        if part.is_little {
            clauses.extend(word(fields, part, &[], Fit::All, false).map(|query| (Occur::Should, query)));
        } else {
            clauses.extend(word(fields, part, authors, Fit::All, true).map(|query| (Occur::Must, query)));
            own.extend(word(fields, part, authors, Fit::All, false));
        }
    }
    clauses.push((Occur::Must, silent(Box::new(BooleanQuery::union(own)))));
}

/// One of the words that count must be there.
fn some(fields: &Fields, typed: &Typed, authors: &[Author], fit: Fit, clauses: &mut Vec<(Occur, Boxed)>) {
    let fit_is_like = fit == Fit::Like;
    let mut counting = Vec::new();
    let parts: Vec<&Part> = typed.wanted().collect();
    for (place, part) in parts.iter().enumerate() {
        let is_last = place + 1 == parts.len();
        // Whoever types has perhaps only begun the last word: "how" may become "howling".
        let is_begun = fit == Fit::Begun && is_last;
        let fit = if fit == Fit::Begun && !is_last { Fit::Some } else { fit };
        let found = word(fields, part, authors, fit, false);
        match part.is_little && !is_begun {
            true => clauses.extend(found.map(|query| (Occur::Should, query))),
            false => counting.extend(found),
        }
    }
    if counting.is_empty() {
        counting.extend(parts.iter().filter_map(|part| word(fields, part, authors, Fit::Some, false)));
    }
    let needed = if fit_is_like && counting.len() > 2 { 2 } else { 1 };
    clauses
        .push((Occur::Must, Box::new(BooleanQuery::union_with_minimum_required_clauses(counting, needed))));
}

/// A word or phrase, wherever it may stand; `None` when none of its words is kept.
fn word(fields: &Fields, part: &Part, authors: &[Author], fit: Fit, about: bool) -> Option<Boxed> {
    let mut places: Vec<Boxed> = Vec::new();
    for (words, stems) in fields.words.iter().zip(&part.stems) {
        let mut add = |field: Field, boost: Score| {
            places.extend(exactly(field, stems).map(|query| boosted(query, boost)));
            if let (false, [(_, stem)]) = (part.is_phrase, stems.as_slice()) {
                places.extend(nearly(field, stem, &part.text, fit).map(|query| boosted(query, boost * NEAR)));
            }
        };
        add(words.title, TITLE);
        add(words.body, 1.0);
        if !part.is_phrase {
            add(words.tags, TAGS);
            if about {
                add(words.about, ABOUT);
            }
        }
    }
    if !part.is_phrase {
        // Only the words of the name are said by the author: the others must be written.
        let key = name::key(&part.text);
        let called = authors.iter().filter(|author| !key.is_empty() && author.key.contains(&key));
        let by = called.map(|author| term(fields.author, number(author.id.0)));
        places.extend(by.map(|query| -> Boxed { Box::new(ConstScoreQuery::new(query, AUTHOR)) }));
    }
    (!places.is_empty()).then(|| -> Boxed { Box::new(DisjunctionMaxQuery::with_tie_breaker(places, TIE)) })
}

fn exactly(field: Field, stems: &[(usize, String)]) -> Option<Boxed> {
    match stems {
        [] => None,
        [(_, stem)] => {
            let term = Term::from_field_text(field, stem);
            Some(Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)))
        }
        [(first, _), ..] => {
            let terms = stems.iter().map(|(at, stem)| (at - first, Term::from_field_text(field, stem)));
            Some(Box::new(PhraseQuery::new_with_offset(terms.collect())))
        }
    }
}

/// Words like this one, or beginning like it.
fn nearly(field: Field, stem: &str, typed: &str, fit: Fit) -> Option<Boxed> {
    match fit {
        Fit::All | Fit::Some | Fit::Like => None,
        Fit::Near => {
            let distance = slips(stem.chars().count())?;
            Some(Box::new(FuzzyTermQuery::new(Term::from_field_text(field, stem), distance, true)))
        }
        Fit::Begun => {
            let typed = typed.to_lowercase();
            let long = typed.chars().count() >= BEGINNING_LETTERS;
            long.then(|| -> Boxed {
                Box::new(FuzzyTermQuery::new_prefix(Term::from_field_text(field, &typed), 0, true))
            })
        }
    }
}

/// In how many places a word of so many letters may be mistyped.
pub fn slips(letters: usize) -> Option<u8> {
    let [one, two] = NEAR_LETTERS;
    match letters {
        n if n >= two => Some(2),
        n if n >= one => Some(1),
        _ => None,
    }
}

fn filters(fields: &Fields, filter: &Filter) -> Boxed {
    let mut clauses: Vec<Boxed> = Vec::new();
    if filter.boards.is_empty() {
        return Box::new(EmptyQuery);
    }
    clauses.push(any(fields.board, filter.boards.iter().map(|id| number(id.0))));
    clauses.extend(filter.tag.map(|tag| term(fields.tag, number(tag.0))));
    clauses.extend(filter.author.map(|author| term(fields.author, number(author.0))));
    clauses.extend(filter.kind.map(|kind| term(fields.kind, number(kind.code().into()))));
    if !filter.states.is_empty() {
        clauses.push(any(fields.state, filter.states.iter().map(|state| *state as u64)));
    }
    if filter.only_openings {
        clauses.push(term(fields.role, Role::Opening as u64));
    }
    if let Some(since) = filter.since {
        let from = Bound::Included(Term::from_field_i64(fields.written, since.0));
        clauses.push(Box::new(RangeQuery::new(from, Bound::Unbounded)));
    }
    Box::new(BooleanQuery::intersection(clauses))
}

fn any(field: Field, values: impl Iterator<Item = u64>) -> Boxed {
    Box::new(TermSetQuery::new(values.map(|value| Term::from_field_u64(field, value))))
}

fn term(field: Field, value: u64) -> Boxed {
    Box::new(TermQuery::new(Term::from_field_u64(field, value), IndexRecordOption::Basic))
}

fn boosted(query: Boxed, boost: Score) -> Boxed {
    Box::new(BoostQuery::new(query, boost))
}

/// Decides what is found, not in which order.
fn silent(query: Boxed) -> Boxed {
    Box::new(ConstScoreQuery::new(query, 0.0))
}
