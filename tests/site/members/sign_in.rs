//! Signing in and joining, by code, by link and by password.

use super::{is_signed_in, joined, sign_in};
use crate::support::{Site, on_each_database, on_sqlite};

/// Not the code, but six digits all the same.
fn another(code: &str) -> String {
    let last = code.chars().last().expect("six digits");
    let other = if last == '0' { '1' } else { '0' };
    format!("{}{other}", &code[..5])
}

#[test]
fn an_address_and_a_code_are_enough_to_join() {
    on_each_database(|site| {
        let mut ada = site.person();
        ada.get("/join?back=/settings/profile").expect_status(200);
        ada.post("/join", &[("email", " Ada@Example.org ")]).expect_status(303);
        ada.follow().expect_status(200).expect_text("Ada@example.org");
        let mail = site.mailbox.newest_to("ada@example.org");
        assert!(mail.text.contains("noch kein Konto"), "{}", mail.text);
        assert!(mail.html.contains(&mail.code()), "{}", mail.html);
        assert_eq!(ada.cookie("session"), None);
        let code = mail.code();
        let spaced = format!("{} {}", &code[..3], &code[3..]);
        let done = ada.post("/login/code", &[("code", &spaced)]);
        assert_eq!(done.location(), Some("/settings/profile?done=joined"));
        ada.follow().expect_status(200).expect_text("Willkommen!");
        assert!(ada.cookie("session").is_some());

        // The second time the same address is the same member.
        let name = ada.get("/settings/profile").attributes("#name", "value");
        let mut again = site.person();
        sign_in(site, &mut again, "ada@example.org");
        assert_eq!(again.get("/settings/profile").attributes("#name", "value"), name);
    });
}

#[test]
fn what_is_answered_does_not_tell_who_has_an_account() {
    on_each_database(|site| {
        joined(site, "known@example.org");
        let answer = |email: &str| {
            let mut eve = site.person();
            eve.get("/login");
            let first = eve.post("/login", &[("email", email)]);
            let page = eve.follow();
            site.mailbox.newest_to(email);
            (first.status, first.location().map(str::to_owned), page.text().replace(email, "…"))
        };
        assert_eq!(answer("known@example.org"), answer("nobody@example.org"));
        let with_password = |email: &str| {
            let mut eve = site.person();
            eve.get("/login");
            let page = eve.post("/login", &[("email", email), ("password", "it may be anything at all")]);
            page.expect_status(422).expect_text("passen nicht zusammen");
            page.text().replace(email, "…")
        };
        assert_eq!(with_password("known@example.org"), with_password("nobody@example.org"));
    });
}

#[test]
fn a_bad_address_is_told_beside_the_field_and_kept() {
    on_sqlite(|site| {
        let mut ada = site.person();
        ada.get("/login");
        for bad in ["", "ada", "a@b@c", "ada@localhost", "ada\0@example.org"] {
            let page = ada.post("/login", &[("email", bad)]);
            page.expect_status(422);
            assert_eq!(page.attributes("#email", "aria-describedby"), ["email-error"]);
            if bad != "ada\0@example.org" {
                assert_eq!(page.attributes("#email", "value"), [bad]);
            }
        }
        site.mailbox.expect_nothing_unread();
    });
}

#[test]
fn a_code_is_void_after_five_wrong_ones() {
    on_each_database(|site| {
        let mut ada = site.person();
        ada.get("/login");
        ada.post("/login", &[("email", "ada@example.org")]);
        ada.follow();
        let code = site.mailbox.newest_to("ada@example.org").code();
        ada.post("/login/code", &[("code", "12345")]).expect_status(422).expect_text("sechs Ziffern");
        for left in (1..=4).rev() {
            let page = ada.post("/login/code", &[("code", &another(&code))]);
            page.expect_status(422).expect_text(&format!("noch {left} Versuch"));
        }
        let done = ada.post("/login/code", &[("code", &another(&code))]);
        assert_eq!(done.location(), Some("/login?done=code-void"));
        ada.get("/login/code");
        let page = ada.post("/login/code", &[("code", &code)]);
        assert_eq!(page.location(), Some("/login?done=code-void"), "the right one comes too late");
        assert!(!is_signed_in(&mut ada));
    });
}

#[test]
fn a_code_works_once_and_only_in_the_browser_that_asked() {
    on_each_database(|site| {
        let mut ada = site.person();
        ada.get("/login");
        ada.post("/login", &[("email", "ada@example.org")]);
        ada.follow();
        let code = site.mailbox.newest_to("ada@example.org").code();

        let mut eve = site.person();
        eve.get("/login");
        eve.post("/login", &[("email", "eve@example.org")]);
        eve.follow();
        eve.post("/login/code", &[("code", &code)]).expect_status(422);
        site.mailbox.newest_to("eve@example.org");

        ada.get("/login/code");
        let asking = format!("asking={}", ada.cookie("asking").expect("it asked"));
        ada.post("/login/code", &[("code", &code)]).expect_status(303);
        assert!(is_signed_in(&mut ada));
        // The cookie as it was before, in the hands of somebody else.
        let mut late = site.person();
        let page = late.raw("GET", "/login/code", &[("cookie", &asking)], b"");
        assert_eq!(page.location(), Some("/login"));
    });
}

#[test]
fn the_link_signs_in_elsewhere_but_only_after_a_button() {
    on_each_database(|site| {
        let mut ada = site.person();
        ada.get("/login?back=/settings/sessions");
        ada.post("/login", &[("email", "ada@example.org")]);
        let link = site.mailbox.newest_to("ada@example.org").link("/login/");

        let mut scanner = site.person();
        scanner.get(&link).expect_status(200);
        scanner.get(&link).expect_status(200);
        assert_eq!(scanner.cookie("session"), None);

        let mut phone = site.person();
        phone.get(&link).expect_text("ada@example.org");
        let done = phone.post(&link, &[]);
        assert_eq!(done.location(), Some("/settings/sessions?done=joined"));
        assert!(is_signed_in(&mut phone));

        let mut late = site.person();
        assert_eq!(late.get(&link).location(), Some("/login?done=link-void"));
        late.follow().expect_text("Dieser Link gilt nicht mehr");
        assert_eq!(late.get("/login/nonsense").location(), Some("/login?done=link-void"));
    });
}

#[test]
fn the_sixth_mail_in_an_hour_is_refused_for_known_and_unknown_alike() {
    on_each_database(|site| {
        for email in ["ada@example.org", "nobody@example.org"] {
            let mut ada = site.person();
            for _ in 0..5 {
                ada.get("/login");
                ada.post("/login", &[("email", email)]).expect_status(303);
                site.mailbox.newest_to(email);
            }
            ada.get("/login");
            let page = ada.post("/login", &[("email", email)]);
            page.expect_status(429).expect_text("mehrmals ein Code");
            assert!(page.header("retry-after").is_some());
        }
        site.mailbox.expect_nothing_unread();
    });
}

#[test]
fn mail_speaks_the_language_of_the_form() {
    on_sqlite(|site| {
        let mut bob = site.person().reading("en-GB");
        bob.get("/login");
        bob.post("/login", &[("email", "bob@example.org")]);
        let mail = site.mailbox.newest_to("bob@example.org");
        assert!(mail.subject.contains("is the code for"), "{}", mail.subject);
        assert!(mail.text.contains("You did not ask for this?"), "{}", mail.text);
        assert_eq!(mail.header("Content-Language"), Some("en"));
    });
}

#[test]
fn a_form_from_elsewhere_or_without_a_token_is_refused() {
    on_sqlite(|site: &Site| {
        let mut eve = site.person();
        eve.get("/login");
        eve.post_from("https://evil.test", "/login", &[("email", "ada@example.org")]).expect_status(403);
        eve.post_without_token("/login", &[("email", "ada@example.org")]).expect_status(403);
        site.mailbox.expect_nothing_unread();
    });
}

#[test]
fn nobody_is_led_away_after_signing_in() {
    on_sqlite(|site| {
        let mut ada = joined(site, "ada@example.org");
        assert_eq!(ada.get("/login?back=//evil.test").location(), Some("/"));
        let mut bob = site.person();
        bob.get("/login?back=https://evil.test/");
        bob.post("/login", &[("email", "bob@example.org")]);
        bob.follow();
        let code = site.mailbox.newest_to("bob@example.org").code();
        assert_eq!(bob.post("/login/code", &[("code", &code)]).location(), Some("/?done=joined"));
    });
}
