//! The canary: a secret word in places that not everybody may see is found on no page of those who may not.

use crate::support::{BOARDS, PEOPLE, Person, on_each_database, short};

/// Every page with a GET, with `{t}`, `{p}`, `{b}` for each hidden thread, post and board.
const PAGES: &[&str] = &[
    "/",
    "/ask",
    "/ask?board={b}",
    "/b/{b}",
    "/b/help",
    "/b/chat",
    "/b/help?sort=new",
    "/b/help?sort=helpful",
    "/b/help?state=unanswered",
    "/b/help?state=unsolved",
    "/t/{t}",
    "/t/{t}/x",
    "/t/{t}/manage",
    "/p/{p}",
    "/p/{p}/history",
    "/p/{p}/helpful",
    "/p/{p}/worked",
    "/p/{p}/edit",
    "/p/{p}/delete",
    "/p/{p}/hide",
    "/p/{p}/flag",
    "/p/{p}/notice",
    "/unanswered",
    "/unanswered?board={b}",
    "/unanswered?tag=nothing",
    "/tags",
    "/tags?q=kan",
    "/tag/everything",
    "/members",
    "/members?sort=points",
    "/ranks",
    "/rules",
    "/robots.txt",
    "/mod",
    "/mod/flags",
    "/admin",
    "/admin/boards",
    "/admin/members",
    "/admin/tags",
    "/u/Ada",
    "/u/Bob",
    "/u/Mona",
    "/settings",
    "/login",
    "/search?q=title",
    "/search?q=text&sort=new",
    "/search?q=kanarien*+tex",
    "/search?board={b}",
    "/search?author=mona",
    "/search?author=ada&sort=new",
    "/suggest?q=title+with",
    "/suggest?q=kanarie",
    "/ask?title=A+title+with+something",
    "/join",
];

struct Hidden {
    word: &'static str,
    thread: String,
    post: String,
    board: &'static str,
    /// Names of those who may see it; `visitor` too.
    seen_by: &'static [&'static str],
}

const STAFF: &[&str] = &["tim", "mona", "alice"];
const ABOVE: &[&str] = &["susi", "tim", "mona", "alice"];
const ALL_MEMBERS: &[&str] = &["ada", "bob", "cleo", "susi", "tim", "mona", "alice"];

fn opening_of(person: &mut Person, thread: &str) -> String {
    let ids = person.get(thread).attributes("article[id^=p]", "id");
    ids.first().expect("the thread has an opening").trim_start_matches('p').to_owned()
}

#[test]
fn a_secret_word_is_found_by_nobody_it_is_not_for() {
    on_each_database(|site| {
        site.with_community();
        let mut mona = site.sign_in("mona");
        let mut hidden = Vec::new();
        for (board, word, seen_by) in [
            ("club", "kanarienclub", ALL_MEMBERS),
            ("lounge", "kanarienlounge", ABOVE),
            ("engine", "kanarienengine", ABOVE),
            ("staff", "kanarienstaff", STAFF),
        ] {
            let thread = mona.ask(board, &format!("A title with {word} in it"), &format!("Text, {word}."));
            let post = opening_of(&mut mona, &thread);
            hidden.push(Hidden { word, thread, post, board, seen_by });
        }
        let mut ada = site.sign_in("ada");
        let thread = ada.ask("help", "A title with kanarienhidden in it", "Text, kanarienhidden.");
        let post = opening_of(&mut ada, &thread);
        mona.get(&format!("/p/{post}/hide")).expect_status(200);
        mona.post(&format!("/p/{post}/hide"), &[("reason", "insulting")]).expect_status(303);
        hidden.push(Hidden {
            word: "kanarienhidden",
            thread,
            post,
            board: "help",
            seen_by: &["ada", "susi", "mona", "alice"],
        });
        let thread = ada.ask("help", "A title with kanariendeleted in it", "Text, kanariendeleted.");
        let post = opening_of(&mut ada, &thread);
        ada.get(&format!("/p/{post}/delete")).expect_status(200);
        ada.post(&format!("/p/{post}/delete"), &[]).expect_status(303);
        hidden.push(Hidden {
            word: "kanariendeleted",
            thread,
            post,
            board: "help",
            seen_by: &["ada", "mona", "alice"],
        });
        walk_as("visitor", &mut site.person(), &hidden);
        for (name, _) in PEOPLE {
            walk_as(name, &mut site.sign_in(name), &hidden);
        }
    });
}

fn walk_as(name: &str, person: &mut Person, hidden: &[Hidden]) {
    for secret in hidden {
        let sees = secret.seen_by.contains(&name);
        for page in PAGES {
            let number = short(&secret.thread).trim_start_matches("/t/").to_owned();
            let path = page.replace("{t}", &number).replace("{p}", &secret.post).replace("{b}", secret.board);
            let answer = person.get(&path);
            assert!(answer.status < 500, "{name} got {} from {path}", answer.status);
            // Their own words in the address are told back to them by no page.
            for other in hidden.iter().filter(|other| !other.seen_by.contains(&name)) {
                answer.expect_nowhere(other.word);
            }
            if !sees && (page.contains("{t}") || page.contains("{p}")) {
                assert!(matches!(answer.status, 404 | 401), "{name} got {} from {path}", answer.status);
                assert!(answer.location().is_none(), "{name} is led on from {path}");
            }
        }
        let board_is_hidden = BOARDS.iter().any(|(slug, ..)| *slug == secret.board) && secret.board != "help";
        if !sees && board_is_hidden {
            person.get(&format!("/b/{}", secret.board)).expect_status(404);
        }
        if sees {
            person.get(&secret.thread).expect_status(200).expect_text(secret.word);
        }
    }
}
