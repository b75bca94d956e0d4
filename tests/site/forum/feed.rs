//! Feeds, the sitemap, and what pages say about themselves to machines.

use crate::support::{Page, Site, on_each_database, short};

/// A title that would break out of XML, of a script element and of an attribute.
const EVIL: &str = "Crash ]]> </script><b>\"'& at start \u{2028} again";

fn hostile(site: &Site) -> String {
    site.with_community();
    site.sign_in("ada").ask("help", EVIL, "It says `</title>` & stops.\n\n<script>alert(1)</script>")
}

fn json_ld(page: &Page) -> serde_json::Value {
    let body = page.body();
    let (_, after) = body.split_once("<script type=\"application/ld+json\">").expect("data");
    let (data, _) = after.split_once("</script>").expect("its end");
    serde_json::from_str(data).expect("JSON")
}

#[test]
fn hostile_titles_break_nothing() {
    on_each_database(|site| {
        let thread = hostile(site);
        let id = short(&thread);
        let mut reader = site.person();
        for path in ["/feed.atom", "/b/help/feed.atom", &format!("{id}/feed.atom")] {
            let feed = reader.get(path);
            feed.expect_status(200);
            let text = feed.body();
            assert!(text.starts_with("<?xml") && text.trim_end().ends_with("</feed>"), "{text}");
            assert!(!text.contains("<script") && !text.contains("<b>") && !text.contains("]]>"), "{text}");
            assert!(feed.header("content-type").is_some_and(|kind| kind.starts_with("application/atom+xml")));
            let tag = feed.header("etag").expect("a tag").to_owned();
            let again = reader.raw("GET", path, &[("if-none-match", &tag)], b"");
            assert_eq!((again.status, again.bytes.len()), (304, 0));
        }
        let page = reader.get(&thread);
        let data = json_ld(&page);
        let question = &data[0]["mainEntity"];
        assert_eq!((data[0]["@type"].as_str(), question["answerCount"].as_i64()), (Some("QAPage"), Some(0)));
        assert!(question["name"].as_str().is_some_and(|name| name.contains("</script>")), "as it was typed");
        assert_eq!(page.attributes("link[rel=canonical]", "href"), [format!("{}{thread}", site.address())]);
        assert_eq!(page.select("head b").len(), 0);
    });
}

#[test]
fn the_data_of_a_question_names_its_solution() {
    on_each_database(|site| {
        site.with_community();
        let mut ada = site.sign_in("ada");
        let thread = ada.ask("help", "The grinder runs empty", "Beans are in, nothing comes.");
        let answer = site.sign_in("bob").answer(&thread, "Shake it; there is an air pocket.");
        site.sign_in("cleo").answer(&thread, "Mine needed a new burr.");
        ada.press(&thread, &answer, "accept");
        let data = json_ld(&site.person().get(&thread));
        let question = &data[0]["mainEntity"];
        assert_eq!(question["answerCount"], 2);
        assert!(question["acceptedAnswer"]["text"].as_str().is_some_and(|text| text.contains("air pocket")));
        assert_eq!(question["suggestedAnswer"].as_array().map(Vec::len), Some(1));
        let member = ada.get(&thread);
        assert!(!member.body().contains("application/ld+json"), "only for those who index");
    });
}

#[test]
fn what_visitors_do_not_see_is_in_no_feed_and_no_sitemap() {
    on_each_database(|site| {
        site.with_community();
        let mut ada = site.sign_in("ada");
        let open = ada.ask("help", "The lamp blinks twice", "Twice, then it stops.");
        let closed = ada.ask("club", "Secret club lamp", "Only for members.");
        let hidden = ada.ask("help", "The pump hums at night", "Hum, hum.");
        let answer = site.sign_in("bob").answer(&open, "A marker of mine.");
        let mut mona = site.sign_in("mona");
        mona.get(&format!("/p/{answer}/hide")).expect_status(200);
        mona.post(&format!("/p/{answer}/hide"), &[("reason", "spam")]).expect_status(303);
        let opening = mona.get(&hidden).attributes(".post--opening", "id").remove(0);
        let opening = opening.trim_start_matches('p').to_owned();
        mona.get(&format!("/p/{opening}/hide"));
        mona.post(&format!("/p/{opening}/hide"), &[("reason", "spam")]).expect_status(303);
        let mut reader = site.sign_in("ada");
        for path in
            ["/feed.atom", "/b/help/feed.atom", "/sitemap-0.xml", &format!("{}/feed.atom", short(&open))]
        {
            let page = reader.get(path);
            page.expect_status(200);
            let text = page.body();
            for secret in
                ["Secret club", "hums", "marker of mine", short(&closed).as_str(), short(&hidden).as_str()]
            {
                assert!(
                    !text.contains(&format!("{secret}/")) && !text.contains(&format!("{secret} ")),
                    "{path}: {text}"
                );
            }
            assert!(text.contains(&short(&open)), "{path} holds what everybody sees: {text}");
        }
        for path in ["/b/club/feed.atom", "/b/nowhere/feed.atom", "/tag/nowhere/feed.atom"] {
            reader.get(path).expect_status(404);
        }
        for thread in [&closed, &hidden] {
            reader.get(&format!("{}/feed.atom", short(thread))).expect_status(404);
            assert!(!reader.get(thread).body().contains("rel=\"canonical\""), "nothing to index");
        }
        for path in
            ["/t/99999999999999999999/feed.atom", "/sitemap-7.xml", "/sitemap--1.xml", "/sitemap-x.xml"]
        {
            reader.get(path).expect_status(404);
        }
    });
}

#[test]
fn machines_find_their_files() {
    on_each_database(|site| {
        site.with_community();
        let mut robot = site.person();
        let robots = robot.get("/robots.txt");
        robots.expect_status(200);
        assert!(robots.body().contains(&format!("Sitemap: {}/sitemap.xml", site.address())));
        robot.get("/sitemap.xml").expect_status(200).expect_status(200);
        assert!(robot.page().body().contains("/sitemap-0.xml"));
        let search = robot.get("/opensearch.xml");
        search.expect_status(200);
        assert!(search.body().contains("/search?q={searchTerms}"));
        let home = robot.get("/");
        assert_eq!(home.attributes("link[type='application/atom+xml']", "href"), ["/feed.atom"]);
        assert_eq!(home.attributes("link[rel=search]", "href"), ["/opensearch.xml"]);
        let board = robot.get("/b/help?sort=helpful");
        assert_eq!(board.attributes("link[rel=canonical]", "href"), [format!("{}/b/help", site.address())]);
        assert_eq!(board.attributes("link[type='application/atom+xml']", "href"), ["/b/help/feed.atom"]);
    });
}
