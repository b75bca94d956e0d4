//! The next step: one quiet suggestion for a member, from what they have done so far.

use diesel::dsl::exists;
use diesel::prelude::*;

use crate::db::Db;
use crate::db::schema::{helpful_marks, members, posts, threads};
use crate::forum::{Kind, PostKind};
use crate::ids::ThreadId;
use crate::members::{Me, name};

/// What somebody has done so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Done {
    /// Their name is not a proposed one.
    pub has_chosen_name: bool,
    /// They have started a thread or written a post.
    pub has_written: bool,
    /// They have answered somebody's question.
    pub has_answered: bool,
    /// They have marked something as helpful.
    pub has_thanked: bool,
    /// They have written something about themselves.
    pub has_bio: bool,
    /// Path of their newest question that has answers and no ending.
    pub answered_question: Option<String>,
}

/// A suggestion.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The text key of the sentence.
    pub text: &'static str,
    /// The text key of the button.
    pub button: &'static str,
    /// Where the button leads.
    pub href: String,
}

/// The most useful thing to do next; `None` once everything has been done.
pub fn next_step(done: &Done) -> Option<Step> {
    let step = |text, button, href: &str| Some(Step { text, button, href: href.to_owned() });
    match done {
        Done { answered_question: Some(href), .. } => {
            step("step-has-it-helped", "step-has-it-helped-go", href)
        }
        Done { has_chosen_name: false, .. } => {
            step("step-choose-name", "step-choose-name-go", "/settings/profile")
        }
        Done { has_written: false, .. } => step("step-first-post", "step-first-post-go", "/ask"),
        Done { has_thanked: false, .. } => step("step-say-thanks", "step-say-thanks-go", "/#solved"),
        Done { has_answered: false, .. } => step("step-first-answer", "step-first-answer-go", "/#unanswered"),
        Done { has_bio: false, .. } => step("step-about-you", "step-about-you-go", "/settings/profile"),
        _ => None,
    }
}

/// What the member has done so far: one statement.
pub fn done_by(db: &mut Db, me: &Me) -> QueryResult<Done> {
    let written = posts::table.filter(posts::author.eq(me.id)).filter(posts::deleted_at.is_null());
    let answered = written.filter(posts::kind.eq(PostKind::Answer));
    let thanked = helpful_marks::table.filter(helpful_marks::member.eq(me.id));
    let question = threads::table
        .filter(threads::author.eq(me.id))
        .filter(threads::kind.eq(Kind::Question))
        .filter(threads::ending.is_null())
        .filter(threads::answers.gt(0))
        .filter(threads::hidden_at.is_null())
        .filter(threads::deleted_at.is_null())
        .order((threads::created_at.desc(), threads::id.desc()))
        .limit(1);
    let (bio, has_written, has_answered, has_thanked, id, slug): (
        String,
        bool,
        bool,
        bool,
        Option<ThreadId>,
        Option<String>,
    ) = members::table
        .filter(members::id.eq(me.id))
        .select((
            members::bio,
            exists(written),
            exists(answered),
            exists(thanked),
            question.select(threads::id).single_value(),
            question.select(threads::slug).single_value(),
        ))
        .first(db)?;
    Ok(Done {
        has_chosen_name: !name::is_proposed(&me.name),
        has_written,
        has_answered,
        has_thanked,
        has_bio: !bio.trim().is_empty(),
        answered_question: id.zip(slug).map(|(id, slug)| format!("/t/{id}/{slug}")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_done() -> Done {
        Done {
            has_chosen_name: true,
            has_written: true,
            has_answered: true,
            has_thanked: true,
            has_bio: true,
            answered_question: None,
        }
    }

    #[test]
    fn answers_to_ones_own_question_come_first() {
        let done = Done { answered_question: Some("/t/1/a".into()), ..Done::default() };
        assert_eq!(next_step(&done).map(|step| step.href).as_deref(), Some("/t/1/a"));
    }

    #[test]
    fn one_step_follows_the_other_and_then_it_is_quiet() {
        let mut done = Done::default();
        let mut texts = Vec::new();
        while let Some(step) = next_step(&done) {
            texts.push(step.text);
            match texts.len() {
                1 => done.has_chosen_name = true,
                2 => done.has_written = true,
                3 => done.has_thanked = true,
                4 => done.has_answered = true,
                _ => done.has_bio = true,
            }
        }
        let expected =
            ["step-choose-name", "step-first-post", "step-say-thanks", "step-first-answer", "step-about-you"];
        assert_eq!(texts, expected);
        assert_eq!(next_step(&all_done()), None);
    }
}
