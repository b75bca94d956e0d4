//! Single lines of Markdown: what has a meaning in them, and how to take it from them.

/// The language of code in a class like `lang-rust`, `language-rust`, `prettyprint lang-rust`.
pub fn language(class: Option<&str>) -> Option<String> {
    let named = |word: &str| word.strip_prefix("language-").or(word.strip_prefix("lang-")).map(str::to_owned);
    let named = class?.split_whitespace().find_map(named)?.to_ascii_lowercase();
    let is_plain =
        named.len() <= 20 && named.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-".contains(&b));
    (is_plain && !matches!(named.as_str(), "none" | "default")).then_some(named)
}

/// The length of the longest run of a sign.
pub fn longest_run(text: &str, sign: char) -> usize {
    text.split(|c| c != sign).map(str::len).max().unwrap_or(0) / sign.len_utf8()
}

/// A line of text without a meaning at its start.
pub fn escape_start(line: &str) -> String {
    let line = line.trim();
    let bytes = line.as_bytes();
    let ends = |at: usize| bytes.get(at).is_none_or(|byte| matches!(byte, b' ' | b'\t'));
    let at = match bytes {
        [b'#' | b'>', ..] => Some(0),
        [b'+', ..] if ends(1) => Some(0),
        [b'-', next, ..] if ends(1) || *next == b'-' => Some(0),
        [b'-'] => Some(0),
        [b'=', ..] if bytes.iter().all(|byte| *byte == b'=') => Some(0),
        [b':' | b'|', b'-' | b':' | b' ', ..] => Some(0),
        [b'0'..=b'9', ..] => {
            let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let is_number = matches!(bytes.get(digits), Some(b'.' | b')')) && ends(digits + 1);
            is_number.then_some(digits)
        }
        _ => None,
    };
    match at {
        Some(at) => format!("{}\\{}", &line[..at], &line[at..]),
        None => line.to_owned(),
    }
}
