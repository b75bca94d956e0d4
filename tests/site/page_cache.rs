//! Pages kept for visitors: what caches are told, what is shown at once, and what cannot fill the memory.

use std::time::Duration;

use crate::support::{Page, Person, Site, on_each_database, on_sqlite, patiently};

const PATIENCE: Duration = Duration::from_secs(5);

fn kept(site: &Site) -> usize {
    site.running().app().site().pages.len()
}

/// The page as a visitor gets it, asked for twice, so that the second comes from memory.
fn twice(visitor: &mut Person, path: &str) -> Page {
    visitor.get(path).expect_status(200);
    visitor.get(path)
}

fn raw(visitor: &mut Person, path: &str, name: &str, value: &str) -> Page {
    visitor.raw("GET", path, &[("accept", "text/html"), (name, value)], b"")
}

#[test]
fn a_visitors_page_comes_from_memory_and_says_how_long_it_may_be_kept() {
    on_each_database(|site| {
        site.with_community();
        let mut ada = site.sign_in("ada");
        let thread = ada.ask("help", "The printer is on fire", "It **burns**.");
        let mut visitor = site.person().reading("de");
        for path in ["/", "/b/help", &thread, "/b/help?state=unanswered"] {
            visitor.get(path).expect_status(200);
            // What was just written outdates pages once more when the log is read.
            let page = patiently("a page from memory", PATIENCE, || {
                let statements = site.statements_of(|| drop(visitor.get(path)));
                (statements == 0).then(|| visitor.page().clone())
            });
            page.expect_status(200);
            assert_eq!(page.header("cache-control"), Some("no-cache"), "{path}");
            assert_eq!(page.header("vary"), Some("Cookie, Accept-Language, Accept-Encoding"));
            assert!(page.header("content-security-policy").is_some());
            assert!(page.header("x-request-id").is_some());
            assert!(page.header("set-cookie").is_none());
            let etag = page.header("etag").expect("a tag").to_owned();
            let again = raw(&mut visitor, path, "if-none-match", &etag);
            assert_eq!((again.status, again.bytes.len()), (304, 0), "{path}");
            assert_eq!(again.header("etag"), Some(etag.as_str()));
            assert_eq!(again.header("vary"), Some("Cookie, Accept-Language, Accept-Encoding"));
            raw(&mut visitor, path, "if-none-match", "W/\"other\"").expect_status(200);
        }
        // Languages are kept apart.
        let mut english = site.person().reading("en");
        assert_ne!(twice(&mut english, "/b/help").body(), twice(&mut visitor, "/b/help").body());
    });
}

#[test]
fn a_members_page_is_theirs_alone() {
    on_each_database(|site| {
        site.with_community();
        let mut ada = site.sign_in("ada");
        let thread = ada.ask("help", "The printer is on fire", "It **burns**.");
        let before = kept(site);
        for path in ["/", "/b/help", "/b/club", &thread] {
            let page = twice(&mut ada, path);
            assert_eq!(page.header("cache-control"), Some("private, no-cache"), "{path}");
            page.expect_text("Ada");
        }
        assert_eq!(kept(site), before);
        let etag = ada.get("/b/help").header("etag").expect("a tag").to_owned();
        assert_eq!(raw(&mut ada, "/b/help", "if-none-match", &etag).status, 304);
        ada.get("/settings").expect_status(200);
        assert_eq!(ada.get("/settings/profile").header("cache-control"), Some("no-store"));
        // A visitor gets nothing of it.
        let mut visitor = site.person().reading("en");
        twice(&mut visitor, &thread);
        assert!(!visitor.page().has("form[action='/logout']"));
        // In the middle of signing in nothing is kept either.
        let before = kept(site);
        raw(&mut visitor, "/b/help?sort=new", "cookie", "asking=x").expect_status(200);
        assert_eq!(kept(site), before);
        let mut bob = site.sign_in("bob");
        bob.get("/");
        let out = bob.post("/logout", &[]);
        assert_eq!(out.header("clear-site-data"), Some("\"cache\""));
    });
}

#[test]
fn pages_with_forms_for_the_signed_out_are_never_kept() {
    on_sqlite(|site| {
        site.with_community();
        let mut visitor = site.person().reading("en");
        let first = twice(&mut visitor, "/login").body();
        assert_ne!(first, "");
        for path in ["/login", "/join", "/ask", "/ask?board=help"] {
            let before = kept(site);
            let page = twice(&mut visitor, path);
            assert_eq!(kept(site), before, "{path}");
            assert_ne!(page.header("cache-control"), Some("no-cache"), "{path}");
        }
    });
}

#[test]
fn what_is_taken_away_or_renamed_is_so_at_once() {
    on_each_database(|site| {
        site.with_community();
        let mut ada = site.sign_in("ada");
        let thread = ada.ask("help", "The printer is on fire", "It burns a kanari.");
        let post = ada.answer(&thread, "Even more of a kanari.");
        let mut visitor = site.person().reading("en");
        let everywhere = ["/", "/b/help", "/b/help?sort=new", thread.as_str()];
        for path in everywhere {
            twice(&mut visitor, path).expect_text("The printer is on fire");
        }
        twice(&mut visitor, &thread).expect_text("Even more");
        // A new answer is there at once.
        site.sign_in("bob").answer(&thread, "Pour water on it.");
        visitor.get(&thread).expect_text("Pour water on it.");
        // Hiding a post, then the thread.
        let mut mona = site.sign_in("mona");
        mona.get(&format!("/p/{post}/hide")).expect_status(200);
        mona.post(&format!("/p/{post}/hide"), &[("reason", "spam")]).expect_status(303);
        visitor.get(&thread).expect_status(200).expect_nowhere("Even more");
        twice(&mut visitor, &thread);
        let opening = ada.get(&thread).attributes("article[id^=p]", "id").remove(0);
        let opening = opening.trim_start_matches('p');
        mona.get(&format!("/p/{opening}/hide")).expect_status(200);
        mona.post(&format!("/p/{opening}/hide"), &[("reason", "spam")]).expect_status(303);
        visitor.get(&thread).expect_status(404);
        for path in ["/", "/b/help", "/b/help?sort=new"] {
            visitor.get(path).expect_status(200).expect_nowhere("The printer is on fire");
        }
    });
}

#[test]
fn a_new_title_and_a_new_visibility_are_seen_at_once() {
    on_each_database(|site| {
        site.with_community();
        let mut ada = site.sign_in("ada");
        let thread = ada.ask("help", "The printer is on fire", "It burns.");
        let mut visitor = site.person().reading("en");
        twice(&mut visitor, "/b/help").expect_text("The printer is on fire");
        let number = thread.split('/').nth(2).expect("a number").to_owned();
        let mut mona = site.sign_in("mona");
        mona.get(&format!("/t/{number}/manage")).expect_status(200);
        mona.post(&format!("/t/{number}/title"), &[("title", "The printer smokes")]).expect_status(303);
        visitor.get("/b/help").expect_text("The printer smokes").expect_nowhere("is on fire");
        visitor.get("/").expect_nowhere("is on fire");
        assert_eq!(visitor.get(&thread).status, 303);
    });
}

#[test]
fn nonsense_in_the_address_does_not_fill_the_memory() {
    on_sqlite(|site| {
        site.with_community();
        let mut ada = site.sign_in("ada");
        let thread = ada.ask("help", "The printer is on fire", "It burns.");
        let mut visitor = site.person().reading("en");
        for path in ["/", "/b/help", &thread] {
            twice(&mut visitor, path);
        }
        let before = kept(site);
        for n in 0..20 {
            for path in ["/", "/b/help", &thread] {
                visitor.get(&format!("{path}?utm_source=x{n}")).expect_status(200);
                visitor.get(&format!("{path}?sort=x{n}")).expect_status(200);
                visitor.get(&format!("{path}?done=x{n}")).expect_status(200);
            }
            visitor.get(&format!("{}?sort=written&n={n}", "/b/help")).expect_status(200);
            visitor.get("/b/h%65lp").expect_status(200);
        }
        assert_eq!(kept(site), before);
    });
}
