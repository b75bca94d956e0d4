//! The page with the form for asking: new, filled by a link, or again with what is wrong beside its fields.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;

use super::ask::Fields;
use super::board::{Board, Boards, Visibility};
use super::board_page::may_start_something;
use super::permissions::{may_answer_officially, may_start};
use super::similar::SimilarThread;
use super::tag;
use super::thread::Kind;
use crate::config::Limits;
use crate::members::{Me, Viewer};
use crate::web::{self as ground, FormKey, Frame, Note, Refusal, Site, filters};

/// Names offered to complete tags with.
const TAGS_OFFERED: i64 = 200;

/// Why the form is shown again; nothing for a new one. What else there is to say above it.
#[derive(Clone, Debug, Default)]
pub struct Again {
    status: Option<StatusCode>,
    mistakes: Vec<Mistake>,
    /// Said at the top when it is about no field in particular.
    said: Option<String>,
    /// Where what was sent before is.
    already_at: Option<String>,
    similar: Vec<SimilarThread>,
}

/// What is wrong beside a field.
#[derive(Clone, Debug)]
pub struct Mistake {
    field: &'static str,
    said: String,
}

impl Again {
    /// With this status.
    pub fn after(status: StatusCode) -> Again {
        Again { status: Some(status), ..Again::default() }
    }

    /// Names what the same form had made before.
    pub fn already_at(self, path: String) -> Again {
        Again { already_at: Some(path), ..self }
    }

    /// With threads like what is about to be asked.
    pub fn with_similar(self, similar: Vec<SimilarThread>) -> Again {
        Again { similar, ..self }
    }

    /// With what a refusal says, in the reader's language.
    pub fn because(refusal: &Refusal, viewer: &Viewer) -> Again {
        let say = |note: &Note| viewer.visit.words.with(note.key, &note.args).into_owned();
        let mistakes =
            refusal.fields.iter().map(|(field, note)| Mistake { field, said: say(note) }).collect();
        let said = refusal.fields.is_empty().then(|| say(&refusal.note));
        Again { status: Some(refusal.status), mistakes, said, ..Again::default() }
    }
}

/// A board to choose.
struct BoardChoice {
    slug: String,
    name: String,
    /// One for each board it lies below.
    indent: Vec<()>,
    is_private: bool,
    is_chosen: bool,
}

/// A kind to choose.
struct KindChoice {
    word: &'static str,
    is_chosen: bool,
}

impl KindChoice {
    fn key(&self) -> String {
        format!("kind-{}", self.word)
    }
}

#[derive(Template)]
#[template(path = "forum/ask_page.html")]
struct Page {
    frame: Frame,
    key: String,
    fields: Fields,
    again: Again,
    boards: Vec<BoardChoice>,
    board_chosen: bool,
    kinds: Vec<KindChoice>,
    tags: Vec<String>,
    /// Threads like the title that a link or the home page has filled in.
    similar: Vec<SimilarThread>,
    signed_in: bool,
    may_be_official: bool,
    title_least: usize,
    title_most: usize,
    tags_most: usize,
}

impl Page {
    /// The sentence beside a field.
    fn mistake(&self, field: &str) -> Option<&str> {
        self.again.mistakes.iter().find(|mistake| mistake.field == field).map(|mistake| mistake.said.as_str())
    }

    /// The text key of a field's label.
    fn label(&self, field: &str) -> &'static str {
        match field {
            "title" => "ask-title",
            "body" => "ask-body",
            "board" => "ask-board",
            "tags" => "frame-tags",
            "email" => "ask-email",
            _ => "ask-kind",
        }
    }

    /// Whether the form comes back, so that the title of the page says so.
    fn is_again(&self) -> bool {
        self.again.status.is_some()
    }
}

/// Shows the form: one statement beside the session, for the tags.
pub async fn show(
    site: &web::Data<Site>,
    viewer: &Viewer,
    fields: Fields,
    again: Again,
) -> Result<HttpResponse, Refusal> {
    let (reading, reader, status) = (site.clone(), viewer.clone(), again.status.unwrap_or(StatusCode::OK));
    let page = site
        .store
        .read(move |db| {
            let boards = reading.cached::<Boards>(db, reader.site_version)?;
            let tags = tag::most_used(db, &boards.ids_visible_to(reader.me.as_ref()), TAGS_OFFERED)?;
            Ok::<_, Refusal>(page(&reader, &boards, tags, fields, again))
        })
        .await?;
    ground::html_with(status, &viewer.visit.words, &page)
}

fn page(viewer: &Viewer, boards: &Boards, tags: Vec<String>, fields: Fields, mut again: Again) -> Page {
    let me = viewer.me.as_ref();
    let open: Vec<&Board> =
        boards.visible_to(me).into_iter().filter(|board| may_start_something(me, board)).collect();
    let kinds = kinds(me, &open, &fields.kind);
    let boards = choices(boards, &open, &fields.board);
    Page {
        frame: viewer.frame(),
        key: FormKey::fresh(),
        board_chosen: boards.iter().any(|choice| choice.is_chosen),
        boards,
        kinds,
        tags,
        similar: std::mem::take(&mut again.similar),
        signed_in: me.is_some(),
        may_be_official: me.is_some_and(may_answer_officially),
        title_least: Limits::TITLE_CHARS_LEAST,
        title_most: Limits::TITLE_CHARS,
        tags_most: Limits::TAGS,
        fields,
        again,
    }
}

/// Boards in tree order; a single one is chosen already.
fn choices(boards: &Boards, open: &[&Board], chosen: &str) -> Vec<BoardChoice> {
    let choice = |board: &&Board| BoardChoice {
        slug: board.slug.clone(),
        name: board.name.clone(),
        indent: vec![(); boards.depth(board.id)],
        is_private: board.visibility != Visibility::Everyone,
        is_chosen: board.slug == chosen || open.len() == 1,
    };
    open.iter().map(choice).collect()
}

/// The kinds that may be started on at least one board; a question is chosen unless something else is.
fn kinds(me: Option<&Me>, open: &[&Board], chosen: &str) -> Vec<KindChoice> {
    let allowed = |kind: &&Kind| open.iter().any(|board| may_start(me, board, **kind));
    let mut kinds: Vec<KindChoice> = Kind::ALL
        .iter()
        .filter(allowed)
        .map(|kind| KindChoice { word: kind.word(), is_chosen: kind.word() == chosen })
        .collect();
    if !kinds.iter().any(|kind| kind.is_chosen)
        && let Some(first) = kinds.first_mut()
    {
        first.is_chosen = true;
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forum::board::tests::board;

    #[test]
    fn visitors_choose_only_questions() {
        let one = board(1, None, Visibility::Everyone);
        let words: Vec<_> = kinds(None, &[&one], "tip").iter().map(|k| (k.word, k.is_chosen)).collect();
        assert_eq!(words, [("question", true)]);
    }

    #[test]
    fn a_single_board_is_chosen_already() {
        let boards =
            Boards::new(vec![board(1, None, Visibility::Everyone), board(2, Some(1), Visibility::Everyone)]);
        let all: Vec<&Board> = boards.all().iter().collect();
        assert!(choices(&boards, &all[..1], "")[0].is_chosen);
        let both = choices(&boards, &all, "b2");
        assert_eq!(
            both.iter().map(|c| (c.is_chosen, c.indent.len())).collect::<Vec<_>>(),
            [(false, 0), (true, 1)]
        );
    }
}
