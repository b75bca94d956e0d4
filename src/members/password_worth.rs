//! What a password is worth: the characters it has when predictable pieces count as one or two.
//!
//! Predictable are runs ("aaaa", "4567"), repeats, walks over the keyboard, dates, and given words, also
//! in disguise ("p@ssw0rt"). The text must be lower case.

/// Shortest run such as "aaa", "4567" or "dcba" that counts as one piece.
const MIN_RUN: usize = 3;
/// Shortest walk over neighbouring keys that counts as one piece.
const MIN_WALK: usize = 4;

/// The cheapest way to spell `text` from single characters (1), repeats, runs and walks (1),
/// dates and `words` (2). Quadratic in at most a few hundred characters.
pub(super) fn worth(text: &[char], words: &[Vec<char>]) -> usize {
    let plain: Vec<char> = text.iter().copied().map(without_disguise).collect();
    let mut cheapest = vec![usize::MAX; text.len() + 1];
    cheapest[0] = 0;
    for at in 0..text.len() {
        let so_far = cheapest[at];
        let mut offer = |length: usize, cost: usize| {
            let place = &mut cheapest[at + length];
            *place = (*place).min(so_far + cost);
        };
        offer(1, 1);
        let rest = &text[at..];
        for (length, shortest, cost) in [
            (run(rest), MIN_RUN, 1),
            (repeat(text, at), MIN_RUN, 1),
            (walk(rest), MIN_WALK, 1),
            (date(rest), 4, 2),
        ] {
            if length >= shortest {
                offer(length, cost);
            }
        }
        for word in words {
            if rest.starts_with(word) || plain[at..].starts_with(word) {
                offer(word.len(), 2);
            }
        }
    }
    cheapest[text.len()]
}

/// "p@ssw0rt" is "passwort".
fn without_disguise(character: char) -> char {
    match character {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        '8' => 'b',
        other => other,
    }
}

/// Length of "aaaa", "abcd", "4321" at the start; 0 follows 9.
fn run(text: &[char]) -> usize {
    let step = |pair: &[char]| match (pair[0], pair[1]) {
        ('9', '0') => 1,
        ('0', '9') => -1,
        (first, second) => second as i64 - first as i64,
    };
    let mut steps = text.windows(2).map(step);
    let Some(first) = steps.next().filter(|step| step.abs() <= 1) else {
        return 1;
    };
    2 + steps.take_while(|&step| step == first).count()
}

/// Length of the piece at `at` that was typed before, ending before `at`.
fn repeat(text: &[char], at: usize) -> usize {
    let common = |start: usize| {
        text[start..at].iter().zip(&text[at..]).take_while(|(earlier, now)| earlier == now).count()
    };
    (0..at).map(common).max().unwrap_or(0)
}

/// Length of a walk over neighbouring keys at the start: always in the same direction ("asdf", "1qaz"),
/// or in two by turns ("1q2w3e"). Words do neither for four letters.
fn walk(text: &[char]) -> usize {
    KEYBOARDS.iter().map(|keys| walk_on(keys, text)).max().unwrap_or(1)
}

fn walk_on(keys: &[&str; 4], text: &[char]) -> usize {
    let mut steps = Vec::new();
    for pair in text.windows(2) {
        let (Some(from), Some(to)) = (key(keys, pair[0]), key(keys, pair[1])) else {
            break;
        };
        let step = (to.0 - from.0, to.1 - from.1);
        let is_near = step != (0, 0) && step.0.abs() <= 1 && step.1.abs() <= 1;
        let goes_on = steps.len() < 2 || steps[steps.len() - 2] == step;
        if !is_near || !goes_on {
            break;
        }
        steps.push(step);
    }
    1 + steps.len()
}

/// Rows as they lie above each other, QWERTY and QWERTZ.
const KEYBOARDS: [[&str; 4]; 2] = [
    ["1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./"],
    ["1234567890ß", "qwertzuiopü+", "asdfghjklöä#", "yxcvbnm,.-"],
];

/// Row and column of a character.
fn key(keys: &[&str; 4], character: char) -> Option<(i8, i8)> {
    (0_i8..).zip(keys).find_map(|(row, line)| {
        (0_i8..).zip(line.chars()).find(|(_, key)| *key == character).map(|(column, _)| (row, column))
    })
}

/// Length of a date (`31.12.2024`, `20241231`, `12-31-24`) or year at the start.
fn date(text: &[char]) -> usize {
    let digits: Vec<u32> = text.iter().map_while(|c| c.to_digit(10)).collect();
    let two = |at: usize| digits.get(at..at + 2).map(|pair| pair[0] * 10 + pair[1]);
    let is_year = |at: usize| matches!(two(at), Some(19 | 20)) && digits.len() >= at + 4;
    let is_day = |at: usize| matches!(two(at), Some(1..=31));
    if (is_year(0) && is_day(4) && is_day(6)) || (is_day(0) && is_day(2) && is_year(4)) {
        return 8;
    }
    if is_year(0) {
        return if separated(&text[4..], 2) == 6 { 10 } else { 4 };
    }
    if is_day(0) {
        return match separated(text.get(2..).unwrap_or_default(), 2) {
            parts if parts >= 5 => 2 + parts,
            _ => 0,
        };
    }
    0
}

/// Length of up to `parts` groups of two (or four) digits, each after a separator.
fn separated(text: &[char], parts: usize) -> usize {
    let mut length = 0;
    for _ in 0..parts {
        let rest = &text[length..];
        let digits = rest.iter().skip(1).take(4).take_while(|c| c.is_ascii_digit()).count();
        if !matches!(rest.first(), Some('.' | '-' | '/' | ' ')) || digits < 2 {
            break;
        }
        length += 1 + if digits == 4 { 4 } else { 2 };
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> usize {
        let words = [vec!['h', 'a', 's', 'e']];
        worth(&text.chars().collect::<Vec<_>>(), &words)
    }

    #[test]
    fn pieces_count_as_one_or_two() {
        for (text, expected) in [
            ("", 0),
            ("a", 1),
            ("kxvtqm", 6),
            ("aaaaaaa", 1),
            ("456789012", 1),
            ("zyxw", 1),
            ("asdfg", 1),
            ("qwertzuiop", 1),
            ("1q2w3e4r", 1),
            ("free", 4),
            ("kxvkxv", 4),
            ("kxvtkxvtkxvt", 6),
            ("hase", 2),
            ("h4$3", 2),
            ("1987", 2),
            ("31121999", 2),
            ("20241231", 2),
            ("2024-12-31", 2),
            ("31.12.2024", 2),
            ("31/12/24", 2),
            ("kx31.12.2024vt", 6),
        ] {
            assert_eq!(of(text), expected, "{text}");
        }
    }

    #[test]
    fn odd_characters_do_no_harm() {
        for text in ["2024", "2024.", "20", "1.", "31.12", "31.12.2", "ß´`^°", "2024-1"] {
            assert!(of(text) <= text.chars().count(), "{text}");
        }
    }
}
