//! Lists across boards: tags, one tag, questions nobody answered; and the list of members.

use diesel::prelude::*;
use lotse::db::schema::{boards, tags};
use lotse::forum::tag_share;
use lotse::ids::{BoardId, TagId, ThreadId};

use crate::support::{Page, Person, on_each_database, short};

fn ask(person: &mut Person, board: &str, title: &str, tags: &str) -> String {
    person.get(&format!("/ask?board={board}"));
    let fields = [("title", title), ("body", "Water on the floor."), ("board", board), ("tags", tags)];
    let page = person.post("/ask", &fields);
    page.expect_status(303);
    page.location().expect("a thread").split('?').next().unwrap_or_default().to_owned()
}

fn titles(page: &Page) -> Vec<String> {
    page.select(".thread-row__title a:not(.unread)")
}

#[test]
fn a_tag_is_there_for_those_who_see_a_thread_with_it() {
    on_each_database(|site| {
        site.with_community();
        let mut ada = site.sign_in("ada");
        let leak = ask(&mut ada, "help", "A <b>leak</b> & more of it", "leak");
        ask(&mut site.sign_in("tim"), "staff", "The secret one in the back", "leak, backroom");
        let mut visitor = site.person().reading("en");
        let page = visitor.get("/tags");
        page.expect_status(200).expect_text("1 thread").expect_nowhere("backroom");
        assert_eq!(page.select(".tile__name"), ["leak"]);
        let page = visitor.get("/tag/leak");
        page.expect_status(200).expect_nowhere("secret");
        assert_eq!(titles(&page).len(), 1);
        assert!(!page.body().contains("<b>leak"));
        for path in [
            "/tag/backroom",
            "/tag/backroom/feed.atom",
            "/tag/nothing",
            "/unanswered?tag=backroom",
            "/b/help?tag=backroom",
            "/b/help?tag=nothing",
            "/tag/backroom?state=solved",
        ] {
            visitor.get(path).expect_status(404);
        }
        ada.get("/");
        let token = ada.form_token();
        ada.post_without_token("/tag/backroom/follow", &[("token", &*token)]).expect_status(404);
        let mut tim = site.sign_in("tim");
        tim.get("/tags").expect_text("2 threads");
        assert_eq!(titles(&tim.get("/tag/leak")).len(), 2);
        tim.get("/tag/backroom").expect_status(200);
        // Hidden: gone with its tag.
        let mut mona = site.sign_in("mona");
        let ids = mona.get(&leak).attributes("article[id^=p]", "id");
        let post = ids[0].trim_start_matches('p').to_owned();
        mona.get(&format!("/p/{post}/hide"));
        mona.post(&format!("/p/{post}/hide"), &[("reason", "insulting")]).expect_status(303);
        visitor.get("/tag/leak").expect_status(404);
        assert!(visitor.get("/tags").select(".tile__name").is_empty());
    });
}

#[test]
fn a_tag_is_followed_filtered_and_survives_nonsense() {
    on_each_database(|site| {
        site.with_community();
        let mut ada = site.sign_in("ada");
        let thread = ask(&mut ada, "help", "The first one drips a lot", "drip");
        ask(&mut ada, "chat", "The second one drips a lot", "drip");
        site.sign_in("bob").answer(&thread, "Tighten the screw.");
        let page = ada.get("/tag/drip?state=unanswered");
        assert_eq!(titles(&page), ["The second one drips a lot"]);
        for query in
            ["?at=after.x.1", "?at=after.9223372036854775807.-9223372036854775808", "?sort=x&state=y"]
        {
            ada.get(&format!("/tag/drip{query}")).expect_status(200);
        }
        ada.get("/tag/drip");
        ada.post("/tag/drip/follow", &[]).expect_status(303);
        assert_eq!(ada.get("/tag/drip").attributes(".page__head button", "aria-pressed"), ["true"]);
        ada.post("/tag/drip/unfollow", &[]).expect_status(303);
        assert_eq!(ada.get("/tag/drip").attributes(".page__head button", "aria-pressed"), ["false"]);
        let taken = site.statements_of(|| {
            ada.get("/tag/drip").expect_status(200);
        });
        // Twelve of the page and the session, and the begin and end of three readings.
        assert!(taken <= 18, "{taken} statements");
        let taken = site.statements_of(|| {
            ada.get("/tags").expect_status(200);
        });
        assert!(taken <= 10, "{taken} statements");
    });
}

#[test]
fn what_a_merged_tag_was_called_leads_to_the_one_that_is_left() {
    on_each_database(|site| {
        site.with_community();
        let mut ada = site.sign_in("ada");
        ask(&mut ada, "help", "The first one drips a lot", "drip");
        ask(&mut ada, "help", "The second one leaks a lot", "leak");
        let mut alice = site.sign_in("alice");
        let page = alice.get("/admin/tags");
        let links = page.attributes("tbody th a", "href");
        let drip = links.iter().zip(page.select("tbody th a")).find(|(_, name)| name == "drip");
        let drip = drip.expect("the tag is listed").0.clone();
        alice.get(&drip);
        alice.post(&format!("{drip}/merge"), &[("into", "leak")]).expect_status(303);
        let page = ada.get("/tag/drip");
        assert_eq!(page.expect_status(303).location(), Some("/tag/leak"));
        ask(&mut ada, "help", "The third one drips a lot", "drip");
        assert_eq!(titles(&ada.get("/tag/leak")).len(), 3);
        assert_eq!(ada.get("/tags").select(".tile__name"), ["leak"]);
    });
}

#[test]
fn who_waits_longest_for_a_first_answer_stands_on_top() {
    on_each_database(|site| {
        site.with_community();
        let mut mona = site.sign_in("mona");
        let asked: Vec<String> =
            (0..45).map(|n| ask(&mut mona, "help", &format!("Question number {n} of many"), "")).collect();
        site.sign_in("bob").answer(&asked[0], "This is how.");
        ask(&mut mona, "staff", "Something secret for staff", "");
        let mut ada = site.sign_in("ada");
        let mut seen = Vec::new();
        let mut next = Some("/unanswered".to_owned());
        let mut last = String::new();
        while let Some(path) = next {
            let page = ada.get(&path);
            page.expect_status(200).expect_nowhere("secret");
            seen.extend(titles(&page));
            next = page.attributes(".pager a[rel=next]", "href").first().cloned();
            last = page.attributes(".pager a[rel=prev]", "href").first().cloned().unwrap_or_default();
        }
        let expected: Vec<String> = (1..45).map(|n| format!("Question number {n} of many")).collect();
        assert_eq!(seen, expected);
        let before = titles(&ada.get(&last));
        assert!(
            expected.windows(before.len()).any(|rows| rows == before),
            "back in the same order: {before:?}"
        );
        assert!(titles(&ada.get("/unanswered?board=chat")).is_empty());
        for path in ["/unanswered?board=staff", "/unanswered?board=nothing", "/unanswered?tag=nothing"] {
            ada.get(path).expect_status(404);
        }
        ada.get("/unanswered?at=after.1").expect_status(200);
    });
}

#[test]
fn members_are_listed_without_addresses_suspended_ones_not_at_all() {
    on_each_database(|site| {
        site.with_community();
        let bob = site.member("bob");
        let mut mona = site.sign_in("mona");
        mona.get(&format!("/mod/members/{bob}"));
        mona.post(&format!("/mod/members/{bob}"), &[("act", "suspend")]).expect_status(303);
        let mut visitor = site.person();
        let page = visitor.get("/members?sort=name");
        page.expect_status(200).expect_nowhere("@");
        let names = page.select(".person__name");
        assert!(names.contains(&"Ada".to_owned()) && names.contains(&"Tim".to_owned()), "{names:?}");
        assert!(!names.contains(&"Bob".to_owned()), "suspended: {names:?}");
        let page = visitor.get("/members?sort=points");
        let names = page.select(".person__name");
        assert!(names.contains(&"Ada".to_owned()) && !names.contains(&"Tim".to_owned()), "{names:?}");
        assert_eq!(visitor.get("/members?q=AD").select(".person__name"), ["Ada"]);
        for none in ["/members?q=%25", "/members?q=%00", "/members?q=zz"] {
            assert!(visitor.get(none).expect_status(200).select(".person__name").is_empty(), "{none}");
        }
        for at in ["after.0.-1", "before.9223372036854775807.9223372036854775807", "x"] {
            for sort in ["new", "points", "name"] {
                visitor.get(&format!("/members?sort={sort}&at={at}")).expect_status(200);
            }
        }
    });
}

#[test]
fn counts_of_tags_follow_whatever_happens_to_their_threads() {
    on_each_database(|site| {
        site.with_community();
        let right = |expected: i64| {
            let database = site.running().app().site().store.database();
            let (drips, wrong, stale) = database
                .read_now(|db| {
                    let boards: Vec<BoardId> = boards::table.select(boards::id).load(db)?;
                    let tag: TagId = tags::table.filter(tags::slug.eq("drip")).select(tags::id).first(db)?;
                    let drips = tag_share::counts(db, &[tag], &boards)?.get(&tag).copied().unwrap_or(0);
                    let wrong = tag_share::differences(db, TagId(0), 100)?.0;
                    Ok::<_, anyhow::Error>((drips, wrong, tag_share::stale(db, ThreadId(0), 100)?.0))
                })
                .expect("it can be counted");
            assert_eq!((drips, wrong, stale), (expected, Vec::new(), Vec::new()));
        };
        let mut ada = site.sign_in("ada");
        let one = ask(&mut ada, "help", "The first one drips a lot", "drip, leak");
        let two = ask(&mut ada, "chat", "The second one drips a lot", "drip");
        right(2);
        site.sign_in("bob").answer(&one, "Tighten the screw.");
        right(2);
        assert_eq!(titles(&ada.get("/tag/drip"))[0], "The first one drips a lot");
        let mut mona = site.sign_in("mona");
        let (first, second) = (short(&one), short(&two));
        mona.get(&format!("{second}/manage"));
        mona.post(&format!("{second}/tags"), &[("tags", "leak")]).expect_status(303);
        right(1);
        mona.get(&format!("{first}/manage"));
        mona.post(&format!("{first}/move"), &[("board", "chat")]).expect_status(303);
        right(1);
        let ids = mona.get(&one).attributes("article[id^=p]", "id");
        let opening = ids[0].trim_start_matches('p').to_owned();
        mona.get(&format!("/p/{opening}/hide"));
        mona.post(&format!("/p/{opening}/hide"), &[("reason", "insulting")]).expect_status(303);
        right(0);
        mona.press(&one, &opening, "restore");
        right(1);
    });
}
