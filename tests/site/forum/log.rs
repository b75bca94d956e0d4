//! What happens in the forum is in the log: each way of changing something, once, in order.

use diesel::prelude::*;
use lotse::db::schema::events;
use lotse::events::{Event, parse};
use lotse::forum::Reason;
use lotse::web::Refusal;

use crate::support::{Person, Site, on_each_database};

use super::written::{a_question, an_answer};

const TITLE: &str = "The milk stays cold in the steamer";

/// The names of all events after the first `skipped`, in order.
fn names(site: &Site, skipped: usize) -> Vec<String> {
    log(site).iter().skip(skipped).map(name).collect()
}

fn name(event: &Event) -> String {
    format!("{event:?}").split([' ', '{']).next().unwrap_or_default().to_owned()
}

fn log(site: &Site) -> Vec<Event> {
    let database = site.running().app().site().store.database();
    let rows: Vec<(String, String)> = database
        .read_now(|db| {
            let all = events::table.order(events::id).select((events::kind, events::data));
            Ok::<_, Refusal>(all.load(db)?)
        })
        .expect("the log can be read");
    rows.iter().map(|(kind, data)| parse(kind, data).expect("a known event")).collect()
}

fn done(page: &crate::support::Page) {
    page.expect_status(303);
}

#[test]
fn a_moderators_work_on_a_thread_is_written_down() {
    on_each_database(|site| {
        let question = a_question(site.with_community(), "ada", "help", TITLE, "It hisses.");
        let other = a_question(site, "bob", "help", "The milk is never warm enough", "Why?");
        let (thread, by) = (question.thread, site.member("mona"));
        let mut mona = site.sign_in("mona");
        let before = log(site).len();
        let open = |mona: &mut Person| {
            mona.get(&format!("/t/{thread}/manage")).expect_status(200);
        };
        open(&mut mona);
        done(&mona.post(&format!("/t/{thread}/lock"), &[]));
        open(&mut mona);
        done(&mona.post(&format!("/t/{thread}/unlock"), &[]));
        open(&mut mona);
        done(&mona.post(&format!("/t/{thread}/pin"), &[]));
        open(&mut mona);
        done(&mona.post(&format!("/t/{thread}/unpin"), &[]));
        open(&mut mona);
        done(&mona.post(&format!("/t/{thread}/official"), &[]));
        open(&mut mona);
        done(&mona.post(&format!("/t/{thread}/unofficial"), &[]));
        open(&mut mona);
        done(&mona.post(&format!("/t/{thread}/title"), &[("title", "Cold milk from the steamer")]));
        open(&mut mona);
        done(&mona.post(&format!("/t/{thread}/tags"), &[("tags", "Steam")]));
        open(&mut mona);
        done(&mona.post(&format!("/t/{thread}/move"), &[("board", "chat")]));
        open(&mut mona);
        done(&mona.post(&format!("/t/{thread}/duplicate"), &[("of", &other.thread.to_string())]));
        let expected = [
            Event::ThreadLocked { thread, by },
            Event::ThreadUnlocked { thread, by },
            Event::ThreadPinned { thread, by },
            Event::ThreadUnpinned { thread, by },
            Event::ThreadMadeOfficial { thread, by },
            Event::ThreadMadeUnofficial { thread, by },
            Event::ThreadRetitled { thread, by },
        ];
        let all = log(site);
        assert_eq!(all[before..before + expected.len()], expected);
        let rest = names(site, before + expected.len());
        assert_eq!(rest, ["ThreadTagged", "ThreadMoved", "ThreadMarkedDuplicate"]);
        assert!(matches!(all[all.len() - 3], Event::ThreadTagged { ref tags, .. } if tags.len() == 1));
        assert!(matches!(
            all[all.len() - 1],
            Event::ThreadMarkedDuplicate { of, .. } if of == Some(other.thread)
        ));
    });
}

#[test]
fn an_askers_steps_are_written_down() {
    on_each_database(|site| {
        let question = a_question(site.with_community(), "ada", "help", TITLE, "It hisses.");
        let answer = an_answer(site, "bob", question, "Clean the nozzle.");
        let (thread, opening, by) = (question.thread, question.opening, site.member("ada"));
        let mut ada = site.sign_in("ada");
        let before = log(site).len();
        ada.get(&format!("/p/{opening}/edit")).expect_status(200);
        done(&ada.post(&format!("/p/{opening}/edit"), &[("body", "It **hisses** loudly.")]));
        let page = format!("/t/{thread}/x");
        let open = |ada: &mut Person| {
            ada.get(&page);
            ada.follow().expect_status(200);
        };
        open(&mut ada);
        done(&ada.post(&format!("/p/{answer}/accept"), &[]));
        open(&mut ada);
        done(&ada.post(&format!("/p/{answer}/unaccept"), &[]));
        open(&mut ada);
        done(&ada.post(&format!("/t/{thread}/end"), &[("how", "self_solved")]));
        open(&mut ada);
        done(&ada.post(&format!("/t/{thread}/reopen"), &[]));
        let all = log(site);
        assert_eq!(all[before], Event::PostEdited { thread, post: opening, by });
        assert_eq!(
            names(site, before + 1),
            ["SolutionAccepted", "SolutionWithdrawn", "ThreadSelfSolved", "ThreadReopened"]
        );
        assert_eq!(all[before + 3], Event::ThreadSelfSolved { thread, by });
        assert_eq!(all[before + 4], Event::ThreadReopened { thread, by });
    });
}

#[test]
fn what_members_say_of_a_post_is_written_down() {
    on_each_database(|site| {
        let question = a_question(site.with_community(), "ada", "help", TITLE, "It hisses.");
        let (thread, post, by) = (question.thread, question.opening, site.member("bob"));
        let mut bob = site.sign_in("bob");
        let before = log(site).len();
        let open = |bob: &mut Person| {
            bob.get(&format!("/t/{thread}/x"));
            bob.follow().expect_status(200);
        };
        open(&mut bob);
        done(&bob.post(&format!("/t/{thread}/same-here"), &[]));
        open(&mut bob);
        done(&bob.post(&format!("/t/{thread}/not-same-here"), &[]));
        bob.get(&format!("/p/{post}/flag")).expect_status(200);
        done(&bob.post(&format!("/p/{post}/flag"), &[("reason", "spam")]));
        let all = log(site);
        assert_eq!(all[before], Event::SameHereGiven { thread, by });
        assert_eq!(all[before + 1], Event::SameHereTakenBack { thread, by });
        let Event::PostFlagged { flag, reason, by: flagged_by, .. } = all[before + 2] else {
            panic!("it was flagged, not {:?}", all[before + 2]);
        };
        assert_eq!((reason, flagged_by), (Reason::Spam.code(), Some(by)));
        let mut mona = site.sign_in("mona");
        mona.get("/mod/flags").expect_status(200);
        done(&mona.post(&format!("/mod/flags/{post}/settle"), &[("outcome", "keep")]));
        let settled = Event::FlagSettled { flag, post, by: site.member("mona") };
        assert_eq!(log(site).last(), Some(&settled));
        let mut visitor = site.person().reading("en");
        visitor.get(&format!("/p/{post}/notice")).expect_status(200);
        let notice = [
            ("note", "This advert is for stolen goods."),
            ("name", "Eve"),
            ("email", "eve@example.org"),
            ("good_faith", "on"),
        ];
        done(&visitor.post(&format!("/p/{post}/notice"), &notice));
        assert!(matches!(log(site).last(), Some(Event::PostFlagged { by: None, .. })));
    });
}

#[test]
fn deleting_and_bringing_back_is_written_down() {
    on_each_database(|site| {
        let question = a_question(site.with_community(), "ada", "help", TITLE, "It hisses.");
        let opening = question.opening;
        let mut ada = site.sign_in("ada");
        let before = log(site).len();
        ada.get(&format!("/p/{opening}/delete")).expect_status(200);
        done(&ada.post(&format!("/p/{opening}/delete"), &[]));
        ada.get(&format!("/t/{}/x", question.thread));
        ada.follow().expect_status(200);
        done(&ada.post(&format!("/p/{opening}/restore"), &[]));
        assert_eq!(names(site, before), ["ThreadDeleted", "ThreadRestored"]);
    });
}

#[test]
fn a_board_is_followed_and_left() {
    on_each_database(|site| {
        let mut ada = site.with_community().sign_in("ada");
        ada.get("/b/help").expect_status(200);
        done(&ada.post("/b/help/follow", &[]));
        ada.get("/b/help").expect_status(200);
        done(&ada.post("/b/help/unfollow", &[]));
    });
}

#[test]
fn a_rank_reached_is_written_down_once() {
    on_each_database(|site| {
        // Forty days here and a post that has stood for more than a day: Joined in.
        let store = &site.with_community().running().app().site().store;
        a_question(site, "ada", "help", TITLE, "It hisses.");
        for _ in 0..2 {
            store
                .write_at(lotse::ids::Ts::now().plus_days(2), lotse::events::Origin::Live, |tx| {
                    Ok::<_, Refusal>(lotse::recognition::ranks_due(tx)?)
                })
                .expect("ranks can be raised");
        }
        let member = site.member("ada");
        let reached = log(site).into_iter().filter(
            |event| matches!(event, Event::RankReached { member: who, rank } if *who == member && *rank == 1),
        );
        assert_eq!(reached.count(), 1);
    });
}
