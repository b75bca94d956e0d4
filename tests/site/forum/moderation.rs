//! Flags, notices, hiding, and the moderators' queue.

use lotse::events::Origin;
use lotse::forum::post_hide::return_unconfirmed;
use lotse::ids::Ts;
use lotse::web::Refusal;

use super::written::{Written, a_question, stored};
use crate::support::{Site, on_each_database};

const TITLE: &str = "Chains at half the price";

fn a_bad_question(site: &Site) -> (Written, String) {
    site.with_community();
    let question = a_question(site, "ada", "help", TITLE, "Today only, write to me.");
    (question, format!("/p/{}", question.opening))
}

#[test]
fn a_flag_reaches_the_queue_and_is_settled_by_hiding() {
    on_each_database(|site| {
        let (question, post) = a_bad_question(site);
        let mut bob = site.sign_in("bob");
        bob.get(&format!("{post}/flag")).expect_status(200);
        bob.post(&format!("{post}/flag"), &[("reason", "other")]).expect_status(422);
        bob.post(&format!("{post}/flag"), &[("reason", "spam"), ("note", "An advert")]).expect_status(303);
        bob.get("/mod/flags").expect_status(404);
        let mut mona = site.sign_in("mona");
        mona.get("/mod").expect_status(200).expect_text("An advert").expect_text("Bob");
        let settle = format!("/mod/flags/{}/settle", question.opening);
        mona.post(&settle, &[("outcome", "hide"), ("reason", "spam")]).expect_status(303);
        mona.follow().expect_status(200).expect_nowhere(TITLE);
        site.person().get(&format!("{post}/notice")).expect_status(404);
        let token = mona.form_token();
        mona.post_without_token(&format!("{post}/restore"), &[("token", &token)]).expect_status(303);
        site.person().get(&format!("{post}/notice")).expect_status(200);
        bob.get(&format!("{post}/flag"));
        bob.post(&format!("{post}/flag"), &[("reason", "spam")]).expect_status(409);
    });
}

#[test]
fn what_a_super_user_hides_comes_back_unless_confirmed() {
    on_each_database(|site| {
        let (_, post) = a_bad_question(site);
        let mut susi = site.sign_in("susi");
        susi.get(&format!("{post}/hide")).expect_status(200);
        susi.post(&format!("{post}/hide"), &[("reason", "insulting")]).expect_status(303);
        site.person().get(&format!("{post}/notice")).expect_status(404);
        let mut mona = site.sign_in("mona");
        mona.get("/mod/flags").expect_status(200).expect_text("Susi");
        let later = |hours| {
            let store = &site.running().app().site().store;
            let at = Ts::now().plus_hours(hours);
            store.write_at(at, Origin::Live, |tx| Ok::<_, Refusal>(return_unconfirmed(tx)?)).expect("it runs")
        };
        assert_eq!((later(23), later(25), later(26)), (0, 1, 0));
        site.person().get(&format!("{post}/notice")).expect_status(200);
    });
}

#[test]
fn confirmed_and_spam_stay_hidden() {
    on_each_database(|site| {
        let (question, post) = a_bad_question(site);
        let mut susi = site.sign_in("susi");
        susi.get(&format!("{post}/hide")).expect_status(200);
        susi.post(&format!("{post}/hide"), &[("reason", "spam")]).expect_status(303);
        let store = &site.running().app().site().store;
        let at = Ts::now().plus_hours(30);
        let run = || store.write_at(at, Origin::Live, |tx| Ok::<_, Refusal>(return_unconfirmed(tx)?));
        assert_eq!(run().expect("it runs"), 0);
        let mut mona = site.sign_in("mona");
        mona.get("/mod/flags").expect_status(200);
        let settle = format!("/mod/flags/{}/settle", question.opening);
        mona.post(&settle, &[("outcome", "confirm")]).expect_status(303);
        mona.follow().expect_nowhere("Susi");
        site.person().get(&format!("{post}/notice")).expect_status(404);
    });
}

/// Whoever gives out roles is not moderated by those they gave them to.
#[test]
fn moderators_leave_the_posts_of_admins_alone() {
    on_each_database(|site| {
        site.with_community();
        let question = a_question(site, "alice", "help", "Which grinder do you use", "I am curious.");
        let mut mona = site.sign_in("mona");
        for action in ["edit", "hide"] {
            mona.get(&format!("/p/{}/{action}", question.opening)).expect_status(403);
        }
        mona.get("/");
        let token = mona.form_token();
        for (action, fields) in
            [("edit", [("body", "Spam"), ("revision", "0")]), ("hide", [("reason", "spam"), ("note", "")])]
        {
            let mut fields = fields.to_vec();
            fields.push(("token", &token));
            mona.post_without_token(&format!("/p/{}/{action}", question.opening), &fields).expect_status(403);
        }
        let (text, revision, _) = stored(site, question.opening);
        assert_eq!((text.as_str(), revision), ("I am curious.", 0));
    });
}

#[test]
fn anybody_can_report_illegal_content() {
    on_each_database(|site| {
        let (_, post) = a_bad_question(site);
        let mut visitor = site.person().reading("en");
        let notice = format!("{post}/notice");
        visitor.get(&notice).expect_status(200);
        let why = "This advert is for stolen goods.";
        visitor.post(&notice, &[("note", why)]).expect_status(422).expect_text(why);
        let full = [("note", why), ("name", "Eve"), ("email", "eve@example.org"), ("good_faith", "on")];
        visitor.post(&notice, &full).expect_status(303);
        visitor.follow().expect_status(200).expect_text("arrived");
        site.sign_in("mona").get("/mod/flags").expect_text(why).expect_text("eve@example.org");
    });
}
