//! What is found, by whom, and what is not.

use super::{found, gone, hits};
use crate::support::{Person, Site, on_each_database, on_sqlite, short};

/// Waits until the newest of these is found: then the others are too.
fn until_found(site: &Site, word: &str) -> Person {
    let mut cleo = site.sign_in("cleo");
    found(&mut cleo, &format!("/search?q={word}"), word);
    cleo
}

#[test]
fn what_was_written_is_found_in_all_its_forms_and_languages() {
    on_each_database(|site| {
        site.with_community();
        let mut ada = site.sign_in("ada");
        ada.ask(
            "help",
            "Drei Häuser ohne Wärme",
            "Die Heizungen in den Häusern sind ausgefallen, und wir frieren seit gestern.",
        );
        let thread = ada.ask(
            "help",
            "The pump keeps running",
            "It is running all night and I do not know how to stop it.",
        );
        site.sign_in("bob")
            .answer(&thread, "You have to press the <b>blue</b> valve, that stops the pumps zuletzt.");
        let mut visitor = site.person().reading("en");
        found(&mut visitor, "/search?q=zuletzt", "zuletzt");
        for words in
            ["haus", "Haeuser", "heizung+haus", "HEIZUNG", "warum+friert+das+haus", "%22ohne+W%C3%A4rme%22"]
        {
            let page = visitor.get(&format!("/search?q={words}"));
            assert!(hits(&page).contains("Drei Häuser"), "{words}: {}", page.text());
        }
        for words in ["run", "pumps", "ada+night", "pump+valve", "%22keeps+running%22"] {
            let page = visitor.get(&format!("/search?q={words}"));
            assert!(hits(&page).contains("The pump keeps running"), "{words}: {}", page.text());
            assert_eq!(page.select(".hit").len(), 1, "{words}: {}", page.text());
        }
        // The best post of the thread, with the words marked, and nothing of its markup alive.
        let page = visitor.get("/search?q=valve");
        assert_eq!(page.one(".hit__text mark"), "valve");
        page.expect_text("<b>blue</b>").expect_text("Answer:");
        for words in ["-running+pump", "%22running+keeps%22", "kanarienvogel"] {
            let page = visitor.get(&format!("/search?q={words}"));
            assert!(!hits(&page).contains("The pump"), "{words}");
        }
        let page = visitor.get("/search?q=kanarienvogel+fliegt");
        page.expect_text("Nothing found");
        let ask = page.attributes(".empty a", "href");
        assert_eq!(ask, ["/ask?title=kanarienvogel+fliegt"]);
        assert_eq!(visitor.get(&ask[0]).attributes("#title", "value"), ["kanarienvogel fliegt"]);
        // A slip of the finger.
        visitor.get("/search?q=heizugn").expect_text("Drei Häuser").expect_text("similar ones");
    });
}

#[test]
fn a_search_can_be_narrowed() {
    on_each_database(|site| {
        site.with_community();
        let mut ada = site.sign_in("ada");
        ada.get("/ask?board=help").expect_status(200);
        let fields = [
            ("board", "help"),
            ("title", "The grinder is loud"),
            ("body", "Grinding."),
            ("tags", "Burr set"),
        ];
        ada.post("/ask", &fields).expect_status(303);
        let loud = ada.page().location().expect("it leads on").to_owned();
        let tip =
            site.sign_in("bob").start("tip", "chat", "Clean the grinder weekly", "With rice, they say.");
        let quiet = ada.ask("chat", "Which grinder is quiet?", "For the office.");
        let answer = site.sign_in("bob").answer(&quiet, "The small one is quiet enough, zuletzt.");
        ada.press(&quiet, &answer, "accept").expect_status(303);
        let mut cleo = until_found(site, "zuletzt");
        found(&mut cleo, "/search?q=grinder&state=solved", "quiet");
        let titles = |cleo: &mut Person, narrowed: &str| {
            let mut titles = cleo.get(&format!("/search?q=grinder{narrowed}")).select(".hit__title");
            titles.sort();
            titles
        };
        let all = ["Clean the grinder weekly", "The grinder is loud", "Which grinder is quiet?"];
        assert_eq!(titles(&mut cleo, ""), all);
        assert_eq!(titles(&mut cleo, "&board=help"), [all[1]]);
        assert_eq!(titles(&mut cleo, "&kind=tip"), [all[0]]);
        assert_eq!(titles(&mut cleo, "&author=bob"), [all[0]]);
        assert_eq!(titles(&mut cleo, "&tag=burr-set"), [all[1]]);
        assert_eq!(titles(&mut cleo, "&tag=Burr+set"), [all[1]]);
        assert_eq!(titles(&mut cleo, "&state=unanswered"), [all[1]]);
        assert_eq!(titles(&mut cleo, "&state=solved"), [all[2]]);
        assert_eq!(titles(&mut cleo, "&since=day"), all);
        assert!(titles(&mut cleo, "&since=2999-01-01").is_empty());
        for nobody in ["&author=nobody", "&tag=nothing", "&board=staff", "&board=nowhere"] {
            assert!(titles(&mut cleo, nobody).is_empty(), "{nobody}");
        }
        // The words of a tag are words of the thread.
        assert_eq!(cleo.get("/search?q=burrs").select(".hit__title"), [all[1]]);
        let newest = cleo.get("/search?q=grinder&sort=new").select(".hit__title");
        assert_eq!(newest.first().map(String::as_str), Some(all[2]));
        // Without words: what is narrowed to, the newest first.
        assert_eq!(cleo.get("/search?board=help").select(".hit__title"), [all[1]]);
        let _ = (loud, tip);
    });
}

#[test]
fn what_changes_is_found_as_it_is_now() {
    on_each_database(|site| {
        site.with_community();
        let (mut ada, mut mona) = (site.sign_in("ada"), site.sign_in("mona"));
        let thread = ada.ask("help", "A title about ventilus", "A text about kesselus.");
        let opening = ada.page().attributes("article[id^=p]", "id")[0].trim_start_matches('p').to_owned();
        let answer = site.sign_in("bob").answer(&thread, "An answer about rohrus.");
        let mut cleo = site.sign_in("cleo");
        found(&mut cleo, "/search?q=rohrus", "rohrus");
        // Changed.
        ada.get(&format!("/p/{opening}/edit")).expect_status(200);
        ada.post(&format!("/p/{opening}/edit"), &[("body", "A text about pumpus.")]).expect_status(303);
        found(&mut cleo, "/search?q=pumpus", "ventilus");
        gone(&mut cleo, "/search?q=kesselus", "ventilus");
        // Hidden, and shown again.
        mona.get(&format!("/p/{answer}/hide")).expect_status(200);
        mona.post(&format!("/p/{answer}/hide"), &[("reason", "spam")]).expect_status(303);
        gone(&mut cleo, "/search?q=rohrus", "rohrus");
        mona.get(&thread).expect_status(200);
        mona.post(&format!("/p/{answer}/restore"), &[]).expect_status(303);
        found(&mut cleo, "/search?q=rohrus", "rohrus");
        // Moved to where not everybody looks.
        mona.get(&format!("{}/manage", short(&thread))).expect_status(200);
        mona.post(&format!("{}/move", short(&thread)), &[("board", "staff")]).expect_status(303);
        gone(&mut cleo, "/search?q=pumpus", "pumpus");
        found(&mut site.sign_in("tim"), "/search?q=pumpus&board=staff", "pumpus");
        cleo.get("/search?q=pumpus").expect_text("Nothing found");
        mona.get(&format!("{}/manage", short(&thread))).expect_status(200);
        mona.post(&format!("{}/move", short(&thread)), &[("board", "club")]).expect_status(303);
        found(&mut cleo, "/search?q=pumpus", "pumpus");
        site.person().reading("en").get("/search?q=pumpus").expect_text("Nothing found");
    });
}

#[test]
fn a_renamed_tag_is_found_by_its_new_name() {
    on_each_database(|site| {
        site.with_community();
        let mut ada = site.sign_in("ada");
        ada.get("/ask?board=help").expect_status(200);
        let fields =
            [("board", "help"), ("title", "A thread with a tag"), ("body", "Text."), ("tags", "Altname")];
        ada.post("/ask", &fields).expect_status(303);
        found(&mut ada, "/search?q=altname", "A thread with a tag");
        let mut alice = site.sign_in("alice");
        let links = alice.get("/admin/tags").attributes("a[href^='/admin/tags/']", "href");
        let tag =
            links.iter().find(|link| link.bytes().any(|b| b.is_ascii_digit())).expect("the tag").clone();
        alice.get(&tag).expect_status(200);
        alice.post(&tag, &[("name", "Neuname")]).expect_status(303);
        found(&mut ada, "/search?q=neuname", "A thread with a tag");
        gone(&mut ada, "/search?q=altname", "A thread with a tag");
    });
}

#[test]
fn anything_may_be_typed() {
    on_sqlite(|site| {
        site.with_community();
        site.sign_in("ada").ask("help", "A plain question here", "With a plain text.");
        let mut cleo = until_found(site, "plain");
        let long = "x".repeat(10_000);
        let words = "plain+".repeat(1_500);
        let odd = [
            "%00",
            "%01plain",
            "%22",
            "%22%22",
            "-",
            "--",
            "title:x",
            "AND",
            "(",
            ")(",
            "*",
            "%5C",
            "a:b:c",
            "+",
            "%F0%9F%A6%80",
            "plain%00text",
            "/.*/",
            "%3Cscript%3E",
            long.as_str(),
            words.as_str(),
        ];
        for typed in odd {
            let page = cleo.get(&format!("/search?q={typed}"));
            page.expect_status(200);
            assert!(!page.body().contains("<script>"), "{typed}");
        }
        for rest in
            ["page=0", "page=-1", "page=99999999999999999999", "since=x", "sort=%00", "kind=x&state=y"]
        {
            cleo.get(&format!("/search?q=plain&{rest}")).expect_status(200);
        }
        cleo.get("/search?q=plain%00text").expect_text("A plain question here");
    });
}

#[test]
fn a_page_of_results_takes_as_many_statements_however_much_is_found() {
    on_sqlite(|site| {
        site.with_community();
        let mut ada = site.sign_in("mona");
        ada.ask("help", "A question about grinders", "One grinder, zuerst.");
        let mut cleo = until_found(site, "zuerst");
        let few = site.statements_of(|| drop(cleo.get("/search?q=grinder")));
        for number in 0..25 {
            ada.ask(
                "help",
                &format!("Question {number} about a grinder"),
                &format!("Which? Number{number}."),
            );
        }
        found(&mut cleo, "/search?q=number24", "Number24");
        let page = cleo.get("/search?q=grinder");
        assert_eq!(page.select(".hit").len(), 20);
        assert!(page.has(".pager a[rel=next]"));
        assert_eq!(site.statements_of(|| drop(cleo.get("/search?q=grinder"))), few);
        // Five, and the begin and end of two readings.
        assert!(few <= 9, "{few} statements");
        let rest = cleo.get("/search?q=grinder&page=2");
        assert_eq!(rest.select(".hit").len(), 6);
        assert!(rest.has(".pager a[rel=prev]") && !rest.has(".pager a[rel=next]"));
    });
}
