//! What is wrong with a dump is told, and what was sound is taken.

use std::fs;
use std::ops::ControlFlow;

use lotse::import::Left;

use super::{change, copy, options, take, take_with};
use crate::support::on_sqlite;

#[test]
fn damaged_files_are_named_and_what_comes_before_is_taken() {
    on_sqlite(|site| {
        let folder = copy();
        change(folder.path(), "Posts.xml", "<row Id=\"8\"", "<row Id=\"8\" Body=\"<");
        change(folder.path(), "Comments.xml", "</comments>", "");
        let report = take(site, folder.path());
        assert_eq!((report.taken.questions, report.taken.answers, report.taken.comments), (3, 4, 3));
        let told: Vec<String> = report.damages.iter().map(ToString::to_string).collect();
        assert!(told[0].starts_with("Posts.xml, line 10: "), "{told:?}");
        assert!(told[1].starts_with("Comments.xml, line 8: the file ends before"), "{told:?}");
        assert!(report.to_string().contains("Damaged: Posts.xml, line 10"));
    });
}

#[test]
fn only_posts_must_be_there() {
    on_sqlite(|site| {
        let folder = copy();
        for name in ["Users", "Comments", "Votes", "PostHistory", "PostLinks"] {
            fs::remove_file(folder.path().join(format!("{name}.xml"))).expect("it is there");
        }
        let report = take(site, folder.path());
        assert_eq!((report.taken.questions, report.absent.len()), (5, 5));
        assert_eq!(report.taken.helpfuls, 21, "the scores stand for the votes");
        let mut eve = site.person();
        eve.get("/questions/1").expect_status(302);
        eve.follow().expect_status(200).expect_text("user11");
        fs::remove_file(folder.path().join("Posts.xml")).expect("it is there");
        let failed = take_with(site, &options(folder.path()), |_| ControlFlow::Continue(()));
        assert!(failed.expect_err("nothing to take").to_string().contains("no Posts.xml"));
    });
}

#[test]
fn hostile_rows_are_bounded() {
    on_sqlite(|site| {
        let folder = copy();
        let long = "x".repeat(5_000_000);
        let word = "word ".repeat(20_000);
        let deep = "&lt;blockquote&gt;".repeat(100_000);
        let rows = format!(
            "<row Id=\"60\" PostTypeId=\"1\" Title=\"Too long to be read at all\" Body=\"{long}\"/>\
             <row Id=\"61\" PostTypeId=\"1\" Title=\"Longer than a post may be\" Body=\"{word}\"/>\
             <row Id=\"62\" PostTypeId=\"1\" Title=\"&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#0;\" \
             Body=\"{deep}&lt;script&gt;alert(1)&lt;/script&gt;deep&#0;\" CreationDate=\"soon\" OwnerUserId=\"x\"/>\
             <row Id=\"62\" PostTypeId=\"1\" Title=\"The same number again\" Body=\"twice\"/>"
        );
        change(folder.path(), "Posts.xml", "</posts>", &format!("{rows}</posts>"));
        let again = "<row Id=\"21\" PostId=\"4\" Text=\"A number twice\" UserId=\"11\"/></comments>";
        change(folder.path(), "Comments.xml", "</comments>", again);
        let report = take(site, folder.path());
        assert_eq!((report.taken.comments, report.taken.known), (3, 1));
        assert_eq!((report.left[&Left::Row], report.left[&Left::Long], report.left[&Left::Twice]), (1, 1, 1));
        assert_eq!((report.taken.questions, report.damages.len()), (6, 0));
        let mut eve = site.person();
        eve.get("/questions/62").expect_status(302);
        let page = eve.follow();
        page.expect_status(200);
        assert!(!page.body().contains("<script>alert"), "nothing of it runs");
        site.running().app().check().expect("a recount agrees");
    });
}

#[test]
fn a_bomb_is_refused() {
    on_sqlite(|site| {
        let folder = copy();
        change(folder.path(), "Posts.xml", "<posts>", "<!DOCTYPE posts [<!ENTITY a \"b\">]><posts>");
        let report = take(site, folder.path());
        assert_eq!(report.taken.posts(), 0);
        assert!(report.damages[0].reason.contains("document type"), "{:?}", report.damages);
    });
}
