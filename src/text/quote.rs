//! A post as a quotation, for the start of a reply.

use super::clean;

/// Makes a quoted block: the attribution ("Ada schrieb:"), an empty line, then the body.
///
/// - `attribution` is one line of plain text, already in the reader's language; marks in it are escaped.
/// - What the body itself quotes is left out, so that quotations do not pile up.
/// - At most `most` characters of the body are kept, cut after a whole line or word and ended with "…";
///   a code block that was cut is closed. The result ends with an empty line to write after.
pub fn quote(attribution: &str, body: &str, most: usize) -> String {
    let body = shorten(&own_words(&clean::body(body)), most);
    let mut out = String::from("> ");
    escape(&clean::line(attribution), &mut out);
    out.push_str("\n>\n");
    for line in body.lines() {
        out.push('>');
        if !line.is_empty() {
            out.push(' ');
            out.push_str(line);
        }
        out.push('\n');
    }
    out.push('\n');
    out
}

/// The body without the lines it quotes, and without the empty lines this leaves at its ends.
fn own_words(body: &str) -> String {
    let mut fence = None;
    let mut kept = Vec::new();
    for line in body.lines() {
        let quoted = fence.is_none() && line.trim_start().starts_with('>');
        if !quoted {
            follow_fence(line, &mut fence);
            kept.push(line);
        }
    }
    kept.join("\n").trim_matches('\n').to_owned()
}

fn shorten(body: &str, most: usize) -> String {
    let Some((end, _)) = body.char_indices().nth(most) else {
        return body.to_owned();
    };
    let head = &body[..end];
    let line = head.rfind('\n').filter(|&at| at * 2 >= end);
    let end = line.or_else(|| head.rfind(char::is_whitespace)).unwrap_or(end);
    let mut out = head[..end].trim_end().to_owned();
    let mut fence = None;
    out.lines().for_each(|line| follow_fence(line, &mut fence));
    match fence {
        Some((sign, length)) => {
            out.push('\n');
            out.extend(std::iter::repeat_n(sign, length));
            out.push_str("\n…");
        }
        None => out.push_str(" …"),
    }
    out
}

/// Keeps track of whether a line lies in a fenced code block, and which fence ends it.
fn follow_fence(line: &str, fence: &mut Option<(char, usize)>) {
    let text = line.trim_start();
    let Some(sign) = text.chars().next().filter(|sign| matches!(sign, '`' | '~')) else {
        return;
    };
    let length = text.chars().take_while(|&c| c == sign).count();
    match *fence {
        None if length >= 3 => *fence = Some((sign, length)),
        Some((open, least)) if open == sign && length >= least && text.trim_end().len() == length => {
            *fence = None
        }
        _ => {}
    }
}

/// Escapes what Markdown would read as marks.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '~' | '|' | '!' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_body_is_quoted_under_its_author() {
        assert_eq!(
            quote("ada_l schrieb:", "eins\n\nzwei\n", 100),
            "> ada\\_l schrieb:\n>\n> eins\n>\n> zwei\n\n"
        );
    }

    #[test]
    fn quotations_do_not_pile_up() {
        assert_eq!(quote("Bo:", "> alt\n> > älter\n\nneu", 100), "> Bo:\n>\n> neu\n\n");
        assert_eq!(quote("Bo:", "```\n> bleibt\n```", 100), "> Bo:\n>\n> ```\n> > bleibt\n> ```\n\n");
    }

    #[test]
    fn long_bodies_are_cut_and_open_code_is_closed() {
        assert_eq!(quote("Bo:", "eins zwei drei", 11), "> Bo:\n>\n> eins zwei …\n\n");
        let cut = quote("Bo:", &format!("```rust\n{}", "let x = 1;\n".repeat(50)), 60);
        assert!(cut.ends_with("> ```\n> …\n\n"), "{cut}");
    }

    proptest! {
        #[test]
        fn every_line_is_quoted_and_bounded(body in "[a-z`~> \\n#é]{0,300}", most in 1_usize..200) {
            let quoted = quote("x", &body, most);
            prop_assert!(quoted.trim_end().lines().all(|line| line.starts_with('>')));
            prop_assert!(quoted.chars().count() <= 3 * most + 400);
        }
    }
}
