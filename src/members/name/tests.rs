//! Tests of names: people's, deceivers', reserved ones, and proposals.

use super::propose::SEA;
use super::*;
use proptest::prelude::*;
use std::collections::HashSet;

fn problem(name: &str) -> Option<NameProblem> {
    check(name).err()
}

#[test]
fn names_of_many_people_are_fine() {
    for name in [
        "Ada",
        "Bo",
        "Jürgen Groß",
        "Ada L. King",
        "Dr. No",
        "O'Neil",
        "O’Neil",
        "Anne-Marie",
        "ada_l",
        "J.R.R. Tolkien",
        "Łukasz",
        "Ségolène",
        "Иван Петров",
        "Ελένη",
        "李小龍",
        "たなか ひろし",
        "김민수",
        "محمد",
        "दीपिका",
        "สมชาย",
        "Şebnem",
        "Peter Gast",
        "Modest",
        "Teamgeist",
        "Max 2000",
        "Leuchtturm 417",
        "Nguyễn",
        "Illi",
        "d.a.d",
        "Heidi Hilfreich",
        "Alina",
        "Sven2",
        "Service-Heinz",
        "Marie de Vries",
    ] {
        assert_eq!(problem(name), None, "{name}");
    }
    assert_eq!(check("  O’Neil ").map(|name| name.shown).as_deref(), Ok("O'Neil"));
    assert_eq!(check("Ju\u{308}rgen").map(|name| name.shown).as_deref(), Ok("Jürgen"));
}

#[test]
fn lengths_are_counted_as_people_count() {
    assert_eq!(problem(""), Some(NameProblem::TooShort));
    assert_eq!(problem(" a "), Some(NameProblem::TooShort));
    assert_eq!(problem(&"ä".repeat(30)), None);
    assert_eq!(problem(&"x".repeat(31)), Some(NameProblem::TooLong));
    assert_eq!(problem(&"x".repeat(1_000_000)), Some(NameProblem::TooLong));
}

#[test]
fn what_mail_programs_make_links_of_is_refused() {
    for name in ["evil.test", "Dr.No", "Ada evil.zip", "ada.example", "a.b.cd", "x.museum"] {
        let found = problem(name);
        assert!(matches!(found, Some(NameProblem::Dotted | NameProblem::Address)), "{name}: {found:?}");
    }
    assert_eq!(problem("a@b.de"), Some(NameProblem::Address));
    assert_eq!(problem("evil.test"), Some(NameProblem::Dotted));
}

#[test]
fn shapes_that_deceive_are_refused() {
    use NameProblem::*;
    for (name, expected) in [
        ("12345", NoLetter),
        ("4.2", NoLetter),
        ("a..b", Doubled),
        ("a  b", Doubled),
        ("a - b", Doubled),
        (".ada", Edge),
        ("ada-", Edge),
        ("_ada_", Edge),
        ("ada\u{200B}", Invisible),
        ("a\u{202E}da", Invisible),
        ("ada\u{FEFF}", Invisible),
        ("a\u{0}da", Invisible),
        ("a\tda", Invisible),
        ("a\u{A0}da", Invisible),
        ("ada\u{3164}", Invisible),
        ("ada\u{FE0F}", Invisible),
        ("ada 😀", Character),
        ("ada ✓", Character),
        ("ada™", Character),
        ("a<b>", Character),
        ("ada&co", Character),
        ("\u{301}ada", Character),
        ("a\u{316}\u{317}\u{318}\u{319}da", Character),
        ("ada\u{E000}", Character),
        ("ada\u{378}", Character),
        ("𝐀da", Character),
        ("ａｄａ", Character),
        ("ⓐda", Character),
        ("pаypal", Mixed),
        ("Αda", Mixed),
        ("Иван Smith", Mixed),
    ] {
        assert_eq!(problem(name), Some(expected), "{name:?}");
    }
}

#[test]
fn addresses_are_refused() {
    for name in [
        "ada@example.com",
        "ada@home",
        "http example",
        "https://a.b",
        "www.ada",
        "ada.de",
        "Bank.DE Info",
        "kauf.shop",
        "0171 1234567",
        "Ruf 030-1234567",
        "ada.co.uk",
        "bank.de.",
    ] {
        assert_eq!(problem(name), Some(NameProblem::Address), "{name}");
    }
}

#[test]
fn the_company_and_nobody_are_reserved() {
    for name in [
        "admin",
        "ADMIN",
        "Admin1",
        "1admin",
        "adm1n",
        "a.d.m.i.n",
        "Admin Peter",
        "Peter (Admin)".trim_matches(')'),
        "Moderator",
        "Moderation",
        "Support",
        "Support Team",
        "Team 24",
        "lotse",
        "L0tse",
        "Lotse-Team",
        "root",
        "Hilfe",
        "Offiziell",
        "former member",
        "Ehemaliges Mitglied",
        "everyone",
        "alle",
        "here",
        "null",
        "Undefined",
        "Gast",
        "Gast 42",
        "guest7",
        "anonymous",
        "Visitor",
        "The Team",
        "Super-User",
        "аdmin",
        "Adrnin",
        "Das Team",
    ] {
        assert!(
            matches!(
                problem(name),
                Some(NameProblem::Reserved | NameProblem::Mixed | NameProblem::Character)
            ),
            "{name}"
        );
    }
    let beside = |name| check_beside(name, &["Muster GmbH", "Muster"]).err();
    assert_eq!(beside("Muster-GmbH"), Some(NameProblem::Reserved));
    assert_eq!(beside("Muster Team"), Some(NameProblem::Reserved));
    assert_eq!(beside("Mustermann"), None);
}

#[test]
fn look_alikes_have_one_key() {
    for [one, other] in [
        ["Ada", "a da"],
        ["ada", "a.d-a"],
        ["ада", "АДА"],
        ["Paul", "PauI"],
        ["Paul", "Pau1"],
        ["Emil", "EMIL"],
        ["Otto", "0tt0"],
        ["Straße", "STRASSE"],
        ["modern", "rnodern"],
        ["Jürgen", "ju\u{308}rgen"],
        ["cope", "соре"],
        ["Leuchtturm 417", "leuchtturm4l7"],
        ["ﬁsch", "fisch"],
        ["O'Neil", "O’Neil"],
        ["ΣΑΣ", "σας"],
    ] {
        assert_eq!(key(one), key(other), "{one} {other}");
    }
    for [one, other] in
        [["Ada", "Adam"], ["Müller", "Muller"], ["Nautilus 417", "Nautilus 418"], ["Anna", "Hanna"]]
    {
        assert_ne!(key(one), key(other), "{one} {other}");
    }
}

#[test]
fn proposals_pass_and_differ() {
    let names = (0..5_000).map(propose).collect::<HashSet<_>>();
    assert!(names.iter().all(|name| check(name).is_ok()));
    assert!(names.len() > 4_800, "{}", names.len());
    let mut words = SEA.iter().map(|word| key(word)).collect::<Vec<_>>();
    words.sort();
    words.dedup();
    assert_eq!(words.len(), SEA.len());
    assert!(check(&propose(u64::MAX)).is_ok());
}

#[test]
fn every_problem_has_its_text_in_every_language() {
    for texts in
        [include_str!("../../../locales/de/names.ftl"), include_str!("../../../locales/en/names.ftl")]
    {
        for problem in NameProblem::ALL {
            assert!(texts.contains(&format!("\n{} = ", problem.key())), "{}", problem.key());
        }
    }
}

proptest! {
    #[test]
    fn any_input_is_answered(name in "\\PC{0,40}|[a-zA-ZäöüßаеоІ0-9 _.'\\-\u{301}\u{200d}]{0,35}") {
        if let Ok(name) = check(&name) {
            prop_assert_eq!(check(&name.shown), Ok(name.clone()));
            prop_assert_eq!(key(&name.shown.to_uppercase()), key(&name.shown.to_lowercase()));
            prop_assert!(!name.key.is_empty());
        }
    }

    #[test]
    fn a_key_is_its_own_key(name in "\\PC{0,30}") {
        prop_assert_eq!(key(&key(&name)), key(&name));
    }
}
