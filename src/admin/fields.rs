//! A form as admin pages draw it: fields with their labels, hints, values and what is wrong with them.
//!
//! `templates/admin/_form.html` draws it. Labels and hints are text keys; what stands beside choices is finished text,
//! since names of boards and members come from people.

use crate::i18n::Words;
use crate::web::{FormKey, Refusal};

/// A form with its button.
pub struct FormView {
    /// Where it is sent.
    pub action: String,
    /// Key against twins; empty for forms that change something that exists.
    pub key: String,
    /// The fields, in order.
    pub fields: Vec<Field>,
    /// Text key of the button.
    pub submit: &'static str,
    /// Look of the button: `main`, `bad` or nothing.
    pub look: &'static str,
    /// What is wrong as a whole, where it is not about a field.
    pub problem: Option<String>,
    /// The path of what was made when this form was sent before with another text.
    pub sent_before: Option<String>,
}

impl FormView {
    /// A form that changes something.
    pub fn new(action: impl Into<String>, submit: &'static str, fields: Vec<Field>) -> FormView {
        FormView {
            action: action.into(),
            key: String::new(),
            fields,
            submit,
            look: "main",
            problem: None,
            sent_before: None,
        }
    }

    /// A form that creates something: it carries a key against twins.
    pub fn creating(action: impl Into<String>, submit: &'static str, fields: Vec<Field>) -> FormView {
        FormView { key: FormKey::fresh(), ..FormView::new(action, submit, fields) }
    }

    /// The same with another button.
    pub fn with_look(mut self, look: &'static str) -> FormView {
        self.look = look;
        self
    }

    /// Says what is wrong beside the fields, or above them where a field is not on this form.
    pub fn refused(mut self, refusal: &Refusal, words: &Words) -> FormView {
        for (name, note) in &refusal.fields {
            let said = words.with(note.key, &note.args).into_owned();
            match self.fields.iter_mut().find(|field| field.name == *name) {
                Some(field) => field.error = Some(said),
                None => self.problem = Some(said),
            }
        }
        if refusal.fields.is_empty() {
            self.problem = Some(words.with(refusal.note.key, &refusal.note.args).into_owned());
        }
        self
    }

    /// Says that it was sent before with another text; a new key lets it be sent as something of its own.
    pub fn sent_before(mut self, path: String) -> FormView {
        self.key = FormKey::fresh();
        self.sent_before = Some(path);
        self
    }

    /// How many fields have a mistake.
    pub fn mistakes(&self) -> usize {
        self.fields.iter().filter(|field| field.error.is_some()).count()
    }
}

/// One field.
pub struct Field {
    /// Its name in the form; also its id on the page.
    pub name: String,
    /// Text key of its label.
    pub label: &'static str,
    /// Text key of a hint; empty for none.
    pub hint: &'static str,
    /// What was typed.
    pub value: String,
    /// What is wrong with it.
    pub error: Option<String>,
    /// What it is filled in with.
    pub control: Control,
    /// Most characters, where it is typed.
    pub most: usize,
}

/// What a field is filled in with.
pub enum Control {
    /// One line.
    Line,
    /// Several lines.
    Text,
    /// A colour.
    Colour,
    /// One of many, in a list that opens.
    Choice(Vec<Choice>),
    /// One of a few, all of them visible.
    Pick(Vec<Choice>),
    /// Any number of them; each has a name of its own, its value is `on`.
    Boxes(Vec<Choice>),
}

/// One thing to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent; for boxes the name of the box.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

impl Choice {
    /// One choice; it is chosen when `value` is what was typed.
    pub fn of(value: &str, label: impl Into<String>, typed: &str) -> Choice {
        Choice { value: value.to_owned(), label: label.into(), chosen: value == typed }
    }

    /// A box to tick.
    pub fn ticked(name: impl Into<String>, label: impl Into<String>, chosen: bool) -> Choice {
        Choice { value: name.into(), label: label.into(), chosen }
    }
}

impl Field {
    fn new(name: &str, label: &'static str, value: &str, control: Control) -> Field {
        Field {
            name: name.to_owned(),
            label,
            hint: "",
            value: value.to_owned(),
            error: None,
            control,
            most: 0,
        }
    }

    /// One line of at most `most` characters.
    pub fn line(name: &str, label: &'static str, value: &str, most: usize) -> Field {
        Field { most, ..Field::new(name, label, value, Control::Line) }
    }

    /// Several lines of at most `most` characters.
    pub fn text(name: &str, label: &'static str, value: &str, most: usize) -> Field {
        Field { most, ..Field::new(name, label, value, Control::Text) }
    }

    /// A colour.
    pub fn colour(name: &str, label: &'static str, value: &str) -> Field {
        Field::new(name, label, value, Control::Colour)
    }

    /// A list that opens.
    pub fn choice(name: &str, label: &'static str, choices: Vec<Choice>) -> Field {
        Field::new(name, label, "", Control::Choice(choices))
    }

    /// A few choices, all of them visible.
    pub fn pick(name: &str, label: &'static str, choices: Vec<Choice>) -> Field {
        Field::new(name, label, "", Control::Pick(choices))
    }

    /// Boxes to tick.
    pub fn boxes(name: &str, label: &'static str, choices: Vec<Choice>) -> Field {
        Field::new(name, label, "", Control::Boxes(choices))
    }

    /// The same with a hint.
    pub fn hint(mut self, key: &'static str) -> Field {
        self.hint = key;
        self
    }

    /// The ids of what describes it: hint and mistake.
    pub fn described_by(&self) -> String {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.name));
        let error = self.error.is_some().then(|| format!("{}-error", self.name));
        [hint, error].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;
    use crate::i18n::Locale;
    use crate::ids::Ts;
    use crate::web::Note;

    #[test]
    fn a_mistake_stands_beside_its_field() {
        let words = Words { locale: Locale::En, zone: TimeZone::UTC, now: Ts(0) };
        let form = FormView::new("/a", "button-save", vec![Field::line("name", "admin-name", "x", 9)]);
        let form = form.refused(&Refusal::field("name", Note::new("field-empty")), &words);
        assert_eq!(form.mistakes(), 1);
        assert_eq!(form.fields[0].described_by(), "name-error");
        assert_eq!(form.problem, None);
        let form = form.refused(&Refusal::field("elsewhere", Note::new("field-empty")), &words);
        assert!(form.problem.is_some());
    }
}
