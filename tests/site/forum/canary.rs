//! The canary: a secret word in places that not everybody may see is found on no page of those who may not.
//!
//! Walked is every address of `src/routes.rs`, read from there, by everybody from visitor to admin; and beside it pages
//! with what can be asked of them.

use std::io::Read;

use diesel::prelude::*;
use lotse::db::schema::{boards, posts, tags};
use lotse::web::Refusal;

use crate::support::{BOARDS, PEOPLE, Person, Site, on_each_database, short};

const ROUTES: &str = include_str!("../../../src/routes.rs");

/// Pages with what can be asked of them; `{b}` is the board of each hidden thread.
const PAGES: &[&str] = &[
    "/ask?board={b}",
    "/ask?title=A+title+with+something",
    "/b/help?sort=new",
    "/b/help?sort=helpful",
    "/b/help?state=unanswered",
    "/b/help?state=unsolved",
    "/b/chat",
    "/t/1?sort=new",
    "/unanswered?board={b}",
    "/unanswered?tag=nothing",
    "/tags?q=kan",
    "/tag/everything",
    "/members?sort=points",
    "/members?q=a",
    "/admin/members?q=a",
    "/u/Ada",
    "/u/Bob",
    "/search?q=title",
    "/search?q=text&sort=new",
    "/search?q=kanarien*+tex",
    "/search?board={b}",
    "/search?author=mona",
    "/search?author=ada&sort=new",
    "/suggest?q=title+with",
    "/suggest?q=kanarie",
    "/sitemap-0.xml",
    "/inbox?page=2",
];

struct Hidden {
    word: &'static str,
    /// As in `/t/{id}`.
    thread: String,
    post: String,
    board: &'static str,
    /// Numbers of the board, of the author, and of the tag, where the thread has one of its own.
    board_id: i64,
    author: i64,
    tag: i64,
    /// Names of those who may see it; `visitor` too.
    seen_by: &'static [&'static str],
}

const STAFF: &[&str] = &["tim", "mona", "alice"];
const ABOVE: &[&str] = &["susi", "tim", "mona", "alice"];
const ALL_MEMBERS: &[&str] = &["ada", "bob", "cleo", "susi", "tim", "mona", "alice"];

/// Every path of `routes.rs`, as it stands there.
fn routes() -> Vec<String> {
    let begin = ROUTES.find("pub fn configure").expect("the function with the routes");
    let end = ROUTES.find("async fn up(").expect("the function after it");
    // Where a path without a page leads to is no path.
    let mut pieces = ROUTES[begin..end].split("go(\"");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    pieces.for_each(|piece| text.push_str(piece.split_once('"').map_or("", |(_, rest)| rest)));
    let quoted = text.split('"').skip(1).step_by(2).filter(|text| text.starts_with('/'));
    quoted.map(|path| path.replace(":.*}", "}")).collect()
}

/// A route as it would lead to what is hidden; nothing for those that lead to nothing in particular.
fn aimed(route: &str, secret: &Hidden) -> Option<String> {
    let about = |start: &str| route.starts_with(start);
    let number = if about("/t/") {
        secret.thread.clone()
    } else if about("/p/") || about("/mod/flags/") {
        secret.post.clone()
    } else if about("/admin/boards/") {
        secret.board_id.to_string()
    } else if about("/admin/tags/") {
        secret.tag.to_string()
    } else if about("/u/") || about("/admin/members/") || about("/mod/members/") {
        secret.author.to_string()
    } else if about("/b/") || about("/tag/") {
        String::new()
    } else {
        return None;
    };
    if !route.contains('{') {
        return None;
    }
    let slug = if about("/b/") { secret.board } else { "x" };
    let path = route.replace("{id}", &number).replace("{post}", &number).replace("{slug}", slug);
    Some(path.replace("{tag}", secret.word).replace("{name}", "Mona"))
}

/// A route that leads to nothing hidden in particular, with something in place of its variables.
fn plain(route: &str) -> String {
    let mut path = String::new();
    for (at, piece) in route.split('{').enumerate() {
        let (variable, rest) = piece.split_once('}').filter(|_| at > 0).unwrap_or(("", piece));
        path.push_str(match variable {
            "" => "",
            "id" | "part" => "1",
            "slug" => "rules",
            "language" => "en",
            _ => "something",
        });
        path.push_str(rest);
    }
    path
}

fn opening_of(person: &mut Person, thread: &str) -> String {
    let ids = person.get(thread).attributes("article[id^=p]", "id");
    ids.first().expect("the thread has an opening").trim_start_matches('p').to_owned()
}

/// Asks, with the word in title, text and a tag.
fn hide_away(site: &Site, by: &mut Person, board: &'static str, word: &'static str) -> Hidden {
    by.get(&format!("/ask?board={board}")).expect_status(200);
    let (title, body) = (format!("A title with {word} in it"), format!("Text, {word}."));
    let fields = [("board", board), ("title", &title), ("body", &body), ("tags", word), ("kind", "question")];
    by.post("/ask", &fields).expect_status(303);
    let path = by.page().location().expect("it leads to the thread").to_owned();
    let post = opening_of(by, path.split(['?', '#']).next().unwrap_or_default());
    let number: i64 = post.parse().expect("a number");
    let database = site.running().app().site().store.database();
    let read = database.read_now(|db| {
        let author: i64 = posts::table.filter(posts::id.eq(number)).select(posts::author).first(db)?;
        let board_id: i64 = boards::table.filter(boards::slug.eq(board)).select(boards::id).first(db)?;
        let tag: Option<i64> =
            tags::table.filter(tags::name.eq(word)).select(tags::id).first(db).optional()?;
        Ok::<_, Refusal>((author, board_id, tag.unwrap_or_default()))
    });
    let (author, board_id, tag) = read.expect("it is there");
    let thread = short(&path).trim_start_matches("/t/").to_owned();
    Hidden { word, thread, post, board, board_id, author, tag, seen_by: &[] }
}

#[test]
fn every_address_is_walked() {
    let all = routes();
    assert!(all.len() > 140, "{} routes", all.len());
    for known in ["/", "/t/{id}/feed.atom", "/a/{id}/{rest}", "/sitemap-{part}.xml", "/settings/data"] {
        assert!(all.iter().any(|route| route == known), "{known} is not among {all:?}");
    }
    assert_eq!(plain("/from/{host}/q/{id}/{rest}"), "/from/something/q/1/something");
}

#[test]
fn a_secret_word_is_found_by_nobody_it_is_not_for() {
    on_each_database(|site| {
        site.with_community();
        let mut mona = site.sign_in("mona");
        let mut ada = site.sign_in("ada");
        ada.ask("help", "Something for everybody to read", "Nothing is secret about it.");
        let mut hidden = Vec::new();
        for (board, word, seen_by) in [
            ("club", "kanarienclub", ALL_MEMBERS),
            ("lounge", "kanarienlounge", ABOVE),
            ("engine", "kanarienengine", ABOVE),
            ("staff", "kanarienstaff", STAFF),
        ] {
            hidden.push(Hidden { seen_by, ..hide_away(site, &mut mona, board, word) });
        }
        let by_moderation = hide_away(site, &mut ada, "help", "kanarienhidden");
        let path = format!("/p/{}/hide", by_moderation.post);
        mona.get(&path).expect_status(200);
        mona.post(&path, &[("reason", "insulting")]).expect_status(303);
        hidden.push(Hidden { seen_by: &["ada", "susi", "mona", "alice"], ..by_moderation });
        let by_author = hide_away(site, &mut ada, "help", "kanariendeleted");
        let path = format!("/p/{}/delete", by_author.post);
        ada.get(&path).expect_status(200);
        ada.post(&path, &[]).expect_status(303);
        hidden.push(Hidden { seen_by: &["ada", "mona", "alice"], ..by_author });
        walk_as("visitor", &mut site.person(), &hidden);
        for (name, _) in PEOPLE {
            let mut person = site.sign_in(name);
            walk_as(name, &mut person, &hidden);
            take_along(name, &mut person, &hidden);
        }
    });
}

/// What is not for this person, as it would be found on any page.
fn look_at(name: &str, person: &mut Person, path: &str, hidden: &[Hidden]) -> crate::support::Page {
    let answer = person.get(path);
    assert!(answer.status < 500, "{name} got {} from {path}", answer.status);
    for other in hidden.iter().filter(|other| !other.seen_by.contains(&name)) {
        // Whoever has the word in the address knows it; the way to sign in leads back there.
        if !path.contains(other.word) {
            answer.expect_nowhere(other.word);
        }
    }
    answer
}

fn walk_as(name: &str, person: &mut Person, hidden: &[Hidden]) {
    let routes = routes();
    for route in routes.iter().filter(|route| aimed(route, &hidden[0]).is_none()) {
        look_at(name, person, &plain(route), hidden);
    }
    for secret in hidden {
        let sees = secret.seen_by.contains(&name);
        for page in PAGES.iter().filter(|page| page.contains('{') || secret.word == hidden[0].word) {
            look_at(name, person, &page.replace("{b}", secret.board), hidden);
        }
        for route in &routes {
            let Some(path) = aimed(route, secret).filter(|_| !sees) else { continue };
            let answer = look_at(name, person, &path, hidden);
            // Where only buttons lead the way goes up, for everybody and everything alike.
            let above = path.rsplit_once('/').map_or("", |(above, _)| above);
            let goes_up = answer.location().is_some_and(|to| to == above || to == format!("{above}/manage"));
            let is_theirs = ["/t/", "/p/", "/tag/"].iter().any(|start| path.starts_with(start));
            if is_theirs && !goes_up {
                assert!(matches!(answer.status, 404 | 401), "{name} got {} from {path}", answer.status);
                assert!(answer.location().is_none(), "{name} is led on from {path}");
            }
        }
        let board_is_hidden = BOARDS.iter().any(|(slug, ..)| *slug == secret.board) && secret.board != "help";
        if !sees && board_is_hidden {
            person.get(&format!("/b/{}", secret.board)).expect_status(404);
        }
        if sees {
            person.get(&format!("/t/{}/x", secret.thread));
            person.follow().expect_status(200).expect_text(secret.word);
        }
    }
}

/// One's own data is taken along by a button; nobody else's is in it.
fn take_along(name: &str, person: &mut Person, hidden: &[Hidden]) {
    person.get("/settings/data").expect_status(200);
    let file = person.post("/settings/data", &[]);
    file.expect_status(200);
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(file.bytes.clone())).expect("a ZIP");
    let mut text = String::new();
    zip.by_name("data.json").expect("the data").read_to_string(&mut text).expect("text");
    for secret in hidden.iter().filter(|secret| !secret.seen_by.contains(&name)) {
        assert!(!text.contains(secret.word), "{} is in the data of {name}", secret.word);
    }
}
