//! How people of the crowd put things: greetings, haste and typing errors.

use std::collections::BTreeMap;

use super::content::Person;
use super::dice::Dice;
use super::stories::Phrases;

/// Who writes everything in small letters.
const SMALL_LETTERS: f64 = 0.08;
/// Whose fingers slip.
const SLIPS: f64 = 0.12;

/// The text with its slots filled, beginning with a capital letter.
pub fn filled(text: &str, slots: &BTreeMap<String, String>) -> String {
    let mut filled = text.to_owned();
    for (slot, value) in slots {
        filled = filled.replace(&format!("{{{slot}}}"), value);
    }
    let starts_with_slot = text.starts_with('{');
    let mut letters = filled.chars();
    match letters.next() {
        Some(first) if starts_with_slot => first.to_uppercase().chain(letters).collect(),
        _ => filled,
    }
}

/// A question as its asker puts it: title and text.
pub fn asking(
    dice: &mut Dice,
    phrases: &Phrases,
    asker: &Person,
    title: String,
    text: String,
) -> (String, String) {
    let mut own = Dice::new(0, &asker.key);
    let mut body = text;
    if dice.chance(0.35)
        && let Some(hello) = own.pick(&phrases.hello)
    {
        body = format!("{hello}\n\n{body}");
    }
    if dice.chance(0.4)
        && let Some(bye) = dice.pick(&phrases.asking_bye)
    {
        body = format!("{body}\n\n{bye}");
        if own.chance(0.4) && !bye.ends_with(['!', '.', '?']) {
            body = format!("{body}, {}", first_name(&asker.name));
        }
    }
    if own.chance(SMALL_LETTERS) {
        return (
            title.to_lowercase(),
            body.to_lowercase().replace(['„', '“'], "").trim_end_matches('.').to_owned(),
        );
    }
    if own.chance(SLIPS) {
        body = slipped(dice, &body);
    }
    (title, body)
}

/// An answer as this helper puts it.
pub fn helping(dice: &mut Dice, phrases: &Phrases, helper: &Person, text: String) -> String {
    let mut own = Dice::new(1, &helper.key);
    let mut body = text;
    if own.chance(0.45)
        && let Some(hello) = own.pick(&phrases.helping_hello)
    {
        body = format!("{hello}\n\n{body}");
    }
    if dice.chance(0.18)
        && let Some(bye) = dice.pick(&phrases.helping_bye)
    {
        body = format!("{body}\n\n{bye}");
    }
    body
}

/// The slug of the tag of a device.
pub fn device_tag(device: &str) -> Option<String> {
    let known = ["Presto 2", "Presto Duo", "Lumo", "Mahlwerk M40", "Mahlwerk M60", "Dampfer S", "Kessel K1"];
    known.contains(&device).then(|| device.to_lowercase().replace(' ', "-"))
}

fn first_name(name: &str) -> &str {
    name.split([' ', '_']).next().unwrap_or(name)
}

/// Two neighbouring letters of one longer word change places.
fn slipped(dice: &mut Dice, text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let is_plain = |word: &str| word.chars().count() >= 7 && word.chars().all(char::is_alphabetic);
    let long: Vec<usize> = (0..words.len()).filter(|at| is_plain(words[*at])).collect();
    let Some(at) = dice.pick(&long).copied() else { return text.to_owned() };
    let mut letters: Vec<char> = words[at].chars().collect();
    let place = 2 + dice.below(letters.len() - 4);
    letters.swap(place, place + 1);
    let slipped: String = letters.into_iter().collect();
    let mut words = words;
    words[at] = &slipped;
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_filled_and_sentences_begin_with_a_capital() {
        let slots = BTreeMap::from([("n".to_owned(), "drei".to_owned())]);
        assert_eq!(filled("{n} Tassen in {n} Tagen", &slots), "Drei Tassen in drei Tagen");
        assert_eq!(filled("nach {n} Tagen", &slots), "nach drei Tagen");
    }

    #[test]
    fn a_slip_keeps_the_letters() {
        let mut dice = Dice::new(3, "slip");
        let sorted = |text: &str| {
            let mut letters: Vec<char> = text.chars().collect();
            letters.sort_unstable();
            letters
        };
        let text = "Meine Maschine funktioniert nicht";
        assert_eq!(sorted(&slipped(&mut dice, text)), sorted(text));
    }
}
