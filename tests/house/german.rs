//! How German text addresses its reader, well enough to find what was forgotten.

/// Pronouns that say du, in small letters.
const PRONOUNS: [&str; 18] = [
    "du", "dich", "dir", "dein", "deine", "deinem", "deinen", "deiner", "deines", "deins", "euch", "euer",
    "eure", "eurem", "euren", "eurer", "eures", "dus",
];

/// Imperatives of du that texts are likely to use, in small letters.
const IMPERATIVES: [&str; 82] = [
    "achte",
    "antworte",
    "beachte",
    "beschreib",
    "beschreibe",
    "bestätige",
    "bewahr",
    "bewahre",
    "bleib",
    "denk",
    "denke",
    "drück",
    "drücke",
    "entferne",
    "entscheide",
    "erzähl",
    "erzähle",
    "frag",
    "füg",
    "füge",
    "geh",
    "gib",
    "greif",
    "hilf",
    "hol",
    "klick",
    "klicke",
    "komm",
    "kopier",
    "kopiere",
    "kürz",
    "kürze",
    "lad",
    "lade",
    "lass",
    "leg",
    "lies",
    "lösche",
    "mach",
    "melde",
    "nenn",
    "nenne",
    "nimm",
    "nutz",
    "nutze",
    "öffne",
    "probier",
    "probiere",
    "prüf",
    "prüfe",
    "richte",
    "ruf",
    "sag",
    "schau",
    "scheu",
    "schick",
    "schicke",
    "schreib",
    "setz",
    "setze",
    "sieh",
    "speichere",
    "sprich",
    "stell",
    "such",
    "tipp",
    "tippe",
    "trag",
    "trage",
    "vergiss",
    "verrate",
    "versuch",
    "versuche",
    "wähl",
    "wähle",
    "warte",
    "wende",
    "widersprich",
    "zeig",
    "zeige",
    "zieh",
    "ändere",
];

/// Forms of Sie that mean the reader unless they begin a sentence.
const FORMAL: [&str; 8] = ["Sie", "Ihnen", "Ihr", "Ihre", "Ihrem", "Ihren", "Ihrer", "Ihres"];

/// The first word that says du, if any.
pub fn addresses_informally(text: &str) -> Option<&str> {
    words(text).find(|word| is_informal(text, word)).map(|word| word.text)
}

/// The first word that says Sie, if any.
pub fn addresses_formally(text: &str) -> Option<&str> {
    words(text).find(|word| FORMAL.contains(&word.text) && !begins_sentence(text, word)).map(|word| word.text)
}

/// A word and where it begins.
struct Word<'a> {
    start: usize,
    text: &'a str,
}

fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(move |word| {
        // Both point into the same text, so the distance is where the word begins.
        Word { start: word.as_ptr() as usize - text.as_ptr() as usize, text: word }
    })
}

fn is_informal(text: &str, word: &Word<'_>) -> bool {
    let small = word.text.to_lowercase();
    if PRONOUNS.contains(&small.as_str()) {
        return true;
    }
    if !IMPERATIVES.contains(&small.as_str()) {
        return false;
    }
    let before = text[..word.start].trim_end();
    if word.text == small {
        // "Ich wähle" and "ich versuche" speak of somebody else.
        return !before.to_lowercase().ends_with("ich");
    }
    // In capitals it is a noun (Tipp, Versuch) unless it begins a sentence that goes on.
    let after = &text[word.start + word.text.len()..];
    begins_sentence(text, word) && after.starts_with([' ', ',']) && after.trim().len() > 1
}

fn begins_sentence(text: &str, word: &Word<'_>) -> bool {
    let before = &text[..word.start];
    let same_sentence = |c: char| c.is_alphanumeric() || matches!(c, ',' | '}' | ')' | '“');
    before.ends_with('\n') || !before.trim_end_matches([' ', '*']).ends_with(same_sentence)
}

#[test]
fn du_is_found() {
    let cases = [
        ("Weißt du weiter?", Some("du")),
        ("Das ist Deine Seite.", Some("Deine")),
        ("Schreib uns.", Some("Schreib")),
        ("Seite neu laden und versuch es noch einmal.", Some("versuch")),
        ("Hier fehlt etwas: Wähle eines aus.", Some("Wähle")),
        ("**Sag, was geholfen hat.**", Some("Sag")),
        ("Tipp den Text ein.", Some("Tipp")),
        ("Tipp", None),
        ("Ein neuer Versuch hilft.", None),
        ("Tipp: Neu starten hilft.", None),
        ("Bitte prüfen Sie das.", None),
        ("Ich wähle das.", None),
        ("Diese Woche haben geholfen", None),
        ("Produkte und Dauer", None),
    ];
    for (text, expected) in cases {
        assert_eq!(addresses_informally(text), expected, "{text}");
    }
}

#[test]
fn sie_is_found() {
    let cases = [
        ("Bitte prüfen Sie das.", Some("Sie")),
        ("Wir schicken Ihnen einen Code.", Some("Ihnen")),
        ("Sie entstehen von selbst. Ihre Zahl wächst.", None),
        ("- **Sie** ist geschützt", None),
        ("Wir lassen sie löschen.", None),
    ];
    for (text, expected) in cases {
        assert_eq!(addresses_formally(text), expected, "{text}");
    }
}
