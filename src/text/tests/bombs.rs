//! What is written to be slow, large or deep.

use crate::text::{Links, excerpt, guess, mention_candidates, quote, render, slug};
use std::time::{Duration, Instant};

const SIZE: usize = 100_000;

/// Repeated until the room is full.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "[", "]", "![", "[]", "[a", "[a](<b", "[a](b", "](", "[](", "[a](/", "a](/b) ", "`", "`a``",
    "`` ` ", "*", "**a", "*a **b ", "_a __b ", "*a_ ", "a**b", "a***", "~~a", "~a~~b~",
    "***a* ", "<", "<a", "<a ", "<a b=\"", "<!--", "<!-", "<?", "<![CDATA[", "<!A ", "</a",
    "<a href=", "&", "&a", "&#", "&amp;", "&#x1F;", "\\", "\\\\`", "@", "@a", "@a ", "@a.",
    "@ada ", "@a b c ", "https://", "https://a.", "https://a.de ", "www.", "www.a.de ", "a.b.",
    ".", ":", "a:", "://", "http:", "a.de ", "https://a@", "https://(", "https://a.de/(",
    "[a](https://a.de)", "[b.de](https://a.de)", "<https://a.de>", "<a@b.de>", "![](/files/1)",
    "![a](/files/2 \"", "# ", "#\n", "> ", ">", ">\n", "> a\n\n", "- ", "-\n", "- a\n", "* ",
    "* a", "+ ", "1. ", "1)", "1.\n", "1.\n2)\n", "- [ ] a\n", "- [x]\n", "> - ", "- > 1. ",
    "\t", "    a\n", "\n", " \n", "a\n", "a\\\n", "a  \n", "---\n", "===\n", "- -\n", "* * * ",
    "* * * a ", "|", "|a", "|-", "|\n|-\n", "|a|\n|-|\n", "a|b\n-|-\n", "|a|\n", "```\n",
    "```a\n", "~~~", "`````\n````\n", "[^1]", "[^1]: a\n", "[a]: /b\n", "[a]:", "[a]: <",
    "[a]: b '", "[a]: b \"c\n", "[a][b]", "[a] ", "[[a]]", "[a]: /b \"c\"\n\n[a]\n", "\u{a0}",
    "ä", "\u{301}", "😀", "\u{202e}", "\u{0}", "\r", "\r\n", "\u{2028}", "\"", "x", "x ",
    "<div>\n", "</div>\n\n", "<pre>", "<b>", "![![", "[![a](b)](c)", "*a [b](c) ", "$", "$$",
    "{", ":::", "a\n=\n", "a\n-\n", "[a\n", "`\n", "<a\n", "**a\n", "[\\", "![a][", "_(__",
    "a*_b", "\\[", "xn--",
];

/// The first for half the room, then the second.
#[rustfmt::skip]
const PAIRS: &[(&str, &str)] = &[
    ("[", "]"), ("[", "](a)"), ("*a ", "*"), ("**a ", "b** "), ("_a ", "_"), ("*", "a*"),
    ("> ", "\n"), ("- ", "\n"), ("- ", "\na"), ("> ", "\na"), ("> ", "\n>"), ("1. ", "\n\n"),
    ("- ", "\n a\n\n"), ("`", "a`"), ("<", ">"), ("(", ")"), ("[a](", ")"),
    ("![", "](/files/1)"), ("|a", "\n|"), ("[a]: /b\n", "[a]"), ("~~a ", "~~"), ("\\", "`"),
    ("<div>", "</div>"), ("* a\n", "> b\n"), ("https://a.de/(", ")"), ("a.", "@"), ("@", "a"),
    ("www.", "."), ("> > - ", "\n\n"), ("   - a\n", "\n"), ("*_", "_*"), ("a\n", "==="),
    ("[a]: ", "b"),
];

fn repeated(piece: &str, size: usize) -> String {
    piece.repeat(size / piece.len() + 1)
}

fn then(first: &str, second: &str, size: usize) -> String {
    repeated(first, size / 2) + &repeated(second, size / 2)
}

fn bombs(size: usize) -> Vec<(String, String)> {
    let mut bombs = Vec::new();
    for piece in PIECES {
        bombs.push((format!("{piece:?}"), repeated(piece, size)));
    }
    for (first, second) in PAIRS {
        bombs.push((format!("{first:?} then {second:?}"), then(first, second, size)));
    }
    let address = format!("[a]: /{}\n\n", "x".repeat(1_500));
    bombs.push(("long reference".to_owned(), format!("{address}{}", repeated("[a] ", size))));
    let swelling = format!("[a]: /{}\n\n", "ä".repeat(300));
    bombs.push(("swelling reference".to_owned(), format!("{swelling}{}", repeated("[a]", size))));
    let columns = size / 4;
    let header = format!("{}\n{}\n", "|a".repeat(columns / 2), "|-".repeat(columns / 2));
    bombs.push(("wide table".to_owned(), header + &repeated("a\n", size / 2)));
    let header = format!("{}\n{}\n", "|a".repeat(30), "|-".repeat(30));
    bombs.push(("short rows".to_owned(), header + &repeated("|a\n", size)));
    let stairs = (0..).map(|deep| format!("{}- a\n", "  ".repeat(deep)));
    bombs.push(("stairs".to_owned(), joined(stairs, size)));
    let stairs = (1..).map(|deep| format!("{}a\n", "> ".repeat(deep)));
    bombs.push(("quoted stairs".to_owned(), joined(stairs, size)));
    let stairs = (0..450)
        .map(|deep| format!("{}- a\n", "  ".repeat(deep)))
        .take_while(|line| line.len() * line.len() < size * 2);
    bombs.push(("stairs, then nothing".to_owned(), stairs.collect::<String>() + &repeated("\n", size / 2)));
    bombs.push((
        "backticks of all lengths".to_owned(),
        joined((1..).map(|long| format!("{} ", "`".repeat(long))), size),
    ));
    bombs.push(("definitions".to_owned(), joined((0..).map(|number| format!("[{number}]: /b\n")), size)));
    bombs.push(("unknown references".to_owned(), joined((0..).map(|number| format!("[{number}] ")), size)));
    bombs.push(("mentions".to_owned(), joined((0..).map(|number| format!("@ada{number} ")), size)));
    bombs.push(("addresses".to_owned(), joined((0..).map(|number| format!("https://a{number}.de ")), size)));
    bombs.push(("one long address".to_owned(), format!("https://a.de/{}", "x".repeat(size))));
    bombs.push(("one long label".to_owned(), format!("[{}](/b)", "x.de ".repeat(size / 5))));
    bombs
}

fn joined(pieces: impl Iterator<Item = String>, size: usize) -> String {
    let mut out = String::new();
    for piece in pieces {
        if out.len() + piece.len() > size {
            break;
        }
        out.push_str(&piece);
    }
    out
}

fn time(source: &str) -> Duration {
    let member = |name: &str| name.starts_with("ada").then(|| format!("/u/{name}"));
    let links = Links { member: &member, own_host: Some("forum.example") };
    let start = Instant::now();
    let html = render(source, &links).html;
    let took = start.elapsed();
    assert!(html.len() <= 20 * source.len() + 4_096, "{} → {}: {:.80}", source.len(), html.len(), source);
    took
}

#[test]
fn no_text_is_slow_or_swells() {
    // Generous, because tests are not optimised and machines are busy: what is quadratic takes minutes here.
    for (name, bomb) in bombs(SIZE) {
        let took = time(&bomb);
        if std::env::var_os("LOTSE_TIMES").is_some() {
            println!("{:>8.1} ms  {name}", took.as_secs_f64() * 1_000.0);
        }
        assert!(took < Duration::from_secs(8), "{name}: {took:?}");
    }
}

#[test]
fn small_bombs_do_not_swell_either() {
    for size in [1, 10, 100, 1_000] {
        for (_, bomb) in bombs(size) {
            time(&bomb);
        }
    }
}

#[test]
fn the_other_readers_survive_bombs_too() {
    for (name, bomb) in bombs(SIZE / 10) {
        assert!(excerpt(&bomb, 200).chars().count() <= bomb.chars().count() + 2, "{name}");
        assert!(quote("x", &bomb, 500).chars().count() < 3_000, "{name}");
        assert!(mention_candidates(&bomb).len() <= 1_000, "{name}");
        let _ = (slug(&bomb), guess(&bomb));
    }
}
