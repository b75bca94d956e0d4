//! Reading a thread and writing in it.

use crate::support::{Person, on_each_database, on_sqlite, short};

const TITLE: &str = "The milk stays cold in the steamer";

/// The number in a thread's path.
fn number(thread: &str) -> &str {
    thread.split('/').nth(2).expect("a path of a thread")
}

/// The hidden field of a form on the page.
fn field(person: &Person, form: &str, name: &str) -> String {
    let fields = person.fields_of(form);
    fields.into_iter().find(|(field, _)| field == name).map(|(_, value)| value).unwrap_or_default()
}

#[test]
fn replies_stand_under_the_answer_they_belong_to() {
    on_each_database(|site| {
        site.with_community();
        let mut ada = site.sign_in("ada");
        let thread = ada.ask("help", TITLE, "Nothing gets warm.");
        let mut bob = site.sign_in("bob");
        let first = bob.answer(&thread, "Clean the nozzle.");
        site.sign_in("cleo").answer(&thread, "Or the gasket.");
        ada.get(&format!("{thread}?to={first}")).expect_status(200).expect_text("Reply to Bob");
        let id = number(&thread);
        ada.post(&format!("/t/{id}/reply"), &[("body", "The nozzle is clean.")]);
        let page = ada.follow();
        page.expect_status(200).expect_text("Your post is online.");
        assert!(page.one(".replies").contains("The nozzle is clean."));
        let order = page.select("#talk ~ *, .post--answer .post__body, .replies .post__body");
        assert!(!order.is_empty());
        let body = page.body();
        let at = |words: &str| body.find(words).expect(words);
        assert!(
            at("Clean the nozzle.") < at("The nozzle is clean.")
                && at("The nozzle is clean.") < at("Or the gasket.")
        );
    });
}

#[test]
fn what_cannot_be_posted_comes_back_as_it_was_typed() {
    on_each_database(|site| {
        site.with_community();
        let thread = site.sign_in("ada").ask("help", TITLE, "Nothing gets warm.");
        let reply = format!("{}/reply", short(&thread));
        let mut bob = site.sign_in("bob");
        bob.get(&thread);
        let long = "x".repeat(50_001);
        let page = bob.post(&reply, &[("body", &long)]);
        page.expect_status(422).expect_text("At most 50,000 characters.");
        assert!(page.body().contains(&long), "the text is still there");
        bob.post(&reply, &[("body", "  ")]).expect_status(422).expect_text("Something is missing here.");
    });
}

#[test]
fn the_same_form_posts_once() {
    on_each_database(|site| {
        site.with_community();
        let thread = site.sign_in("ada").ask("help", TITLE, "Nothing gets warm.");
        let reply = format!("{}/reply", short(&thread));
        let mut bob = site.sign_in("bob");
        let mut twin = bob.clone();
        bob.get(&thread);
        twin.get(&thread);
        let (token, key) = (field(&bob, &reply, "token"), field(&bob, &reply, "key"));
        let send = |person: &mut Person, body: &str| {
            let fields = [("token", &*token), ("key", &*key), ("to", ""), ("body", body)];
            person.post_without_token(&reply, &fields)
        };
        let first = send(&mut bob, "Clean the nozzle.");
        let again = send(&mut twin, "Clean the nozzle.");
        assert_eq!(first.location(), again.location(), "the second finds the first one's post");
        let other = send(&mut twin, "Another text.");
        other.expect_status(409).expect_text("Another text.");
        let page = bob.get(&thread);
        assert_eq!(page.select(".post--answer").len(), 1);
    });
}

#[test]
fn a_long_thread_is_walked_and_every_post_has_its_place() {
    on_each_database(|site| {
        site.with_community();
        let mut tim = site.sign_in("tim");
        let thread = tim.start("discussion", "chat", "Coffee from all over the world", "What do you drink?");
        let posts: Vec<String> = (0..45).map(|n| tim.answer(&thread, &format!("Number {n}."))).collect();
        let mut ada = site.sign_in("ada");
        for post in [&posts[0], &posts[19], &posts[20], &posts[44]] {
            ada.get(&format!("/p/{post}")).expect_status(303);
            assert!(ada.follow().has(&format!("#p{post}")), "the page shows post {post}");
        }
        let mut seen = Vec::new();
        let mut next = Some(thread.clone());
        while let Some(path) = next {
            let page = ada.get(&path);
            page.expect_status(200);
            seen.extend(page.attributes("article.post--reply", "id"));
            next = page.attributes(".pager a", "href").into_iter().find(|path| path.contains("after."));
        }
        let expected: Vec<String> = posts.iter().map(|post| format!("p{post}")).collect();
        assert_eq!(seen, expected);
        let taken = site.statements_of(|| {
            ada.get(&thread).expect_status(200);
        });
        // Nine of the page (sources and similar threads among them), two of the session, the names of those who are
        // ignored, and the begin and end of two readings.
        assert!(taken <= 17, "{taken} statements");
    });
}

#[test]
fn a_wrong_slug_leads_to_the_right_one_and_a_hidden_thread_to_nothing() {
    on_each_database(|site| {
        site.with_community();
        let thread =
            site.sign_in("mona").ask("staff", "Something secret for the staff", "Nothing for others.");
        let mut ada = site.sign_in("ada");
        for path in [short(&thread), format!("{}/x", short(&thread))] {
            ada.get(&path).expect_status(404).expect_nowhere("secret");
        }
        let mut tim = site.sign_in("tim");
        tim.get(&format!("{}/x?sort=helpful", short(&thread))).expect_status(303);
        assert_eq!(tim.page().location(), Some(&*format!("{thread}?sort=helpful")));
        tim.get("/t/99999999999999999999/x").expect_status(404);
    });
}

#[test]
fn official_answers_carry_the_department() {
    on_each_database(|site| {
        site.with_community();
        let mut ada = site.sign_in("ada");
        let thread = ada.ask("help", TITLE, "Nothing gets warm.");
        let mut tim = site.sign_in("tim");
        tim.get(&thread);
        tim.post(&format!("{}/reply", short(&thread)), &[("body", "Bring it by."), ("official", "1")]);
        ada.get(&thread).expect_status(200).expect_text("Team · Workshop");
        let mut bob = site.sign_in("bob");
        assert!(!bob.get(&thread).has("[name=official]"), "members have no such box");
    });
}

#[test]
fn a_quoted_post_stands_in_the_form() {
    on_sqlite(|site| {
        site.with_community();
        let thread = site.sign_in("ada").ask("help", TITLE, "Nothing gets *warm*.");
        let mut bob = site.sign_in("bob");
        let answer = bob.answer(&thread, "Clean the nozzle.");
        let page = bob.get(&format!("{thread}?quote={answer}"));
        assert!(page.one("textarea#body").contains("> Bob wrote:"));
        assert!(page.one("textarea#body").contains("> Clean the nozzle."));
        bob.post("/preview", &[("body", "**bold** <script>alert(1)</script>")]).expect_status(200);
        assert_eq!(bob.page().one(".prose strong"), "bold");
        bob.page().expect_nowhere("<script>alert");
    });
}
