//! Writes a made-up dump, for measuring the import: `cargo run --release --example dump -- DIR QUESTIONS`.
//!
//! Each question has two answers, two comments and four votes; bodies are as long as real ones (about 700 bytes).

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

const WORDS: [&str; 24] = [
    "the", "machine", "pump", "runs", "when", "water", "is", "cold", "and", "I", "have", "cleaned", "valve",
    "but", "steam", "does", "not", "come", "after", "a", "while", "pressure", "falls", "again",
];
/// Authors of the dump.
const MEMBERS: u64 = 20_000;

fn main() -> io::Result<()> {
    let mut words = std::env::args().skip(1);
    let folder = words.next().unwrap_or_else(|| "dump".to_owned());
    let questions: u64 = words.next().and_then(|number| number.parse().ok()).unwrap_or(50_000);
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    posts(folder, questions)?;
    comments(folder, questions)?;
    votes(folder, questions)?;
    users(folder)
}

fn file(folder: &Path, name: &str, root: &str) -> io::Result<BufWriter<File>> {
    let mut out = BufWriter::new(File::create(folder.join(name))?);
    writeln!(out, "\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<{root}>")?;
    Ok(out)
}

/// A number that looks like chance and is the same at every run.
fn mixed(n: u64) -> u64 {
    let mut x = n.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(1);
    x ^= x >> 29;
    x = x.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x ^ (x >> 32)
}

fn sentence(seed: u64, how_many: u64) -> String {
    let mut out = String::new();
    for n in 0..how_many {
        let word = WORDS[(mixed(seed ^ (n << 20)) % WORDS.len() as u64) as usize];
        let _ = write!(out, "{}{word}", if n == 0 { "" } else { " " });
    }
    out
}

fn body(seed: u64) -> String {
    let (first, second, third) = (sentence(seed, 60), sentence(seed + 1, 40), sentence(seed + 2, 8));
    format!(
        "&lt;p&gt;{first}, &lt;em&gt;{third}&lt;/em&gt;.&lt;/p&gt;&#xA;&#xA;&lt;ul&gt;&#xA;&lt;li&gt;{third}&lt;/li&gt;&#xA;\
         &lt;li&gt;&lt;a href=&quot;https://example.org/{seed}&quot;&gt;{third}&lt;/a&gt;&lt;/li&gt;&#xA;&lt;/ul&gt;&#xA;\
         &lt;pre&gt;&lt;code&gt;let x = {seed};&#xA;&lt;/code&gt;&lt;/pre&gt;&#xA;&lt;p&gt;{second}.&lt;/p&gt;&#xA;"
    )
}

fn date(n: u64, day: u64) -> String {
    let month = n / 28 % 12 + 1;
    format!("{}-{month:02}-{:02}T{:02}:{:02}:00.000", 2012 + n / 40_000 % 10, n % 28 + 1, day % 24, n % 60)
}

fn posts(folder: &Path, questions: u64) -> io::Result<()> {
    let mut out = file(folder, "Posts.xml", "posts")?;
    for n in 0..questions {
        let id = n * 3 + 1;
        let author = |of: u64| mixed(of) % MEMBERS + 1;
        let solved = if n % 2 == 0 { format!(" AcceptedAnswerId=\"{}\"", id + 1) } else { String::new() };
        writeln!(
            out,
            "  <row Id=\"{id}\" PostTypeId=\"1\"{solved} CreationDate=\"{}\" Score=\"1\" Body=\"{}\" OwnerUserId=\"{}\" \
             Title=\"{} ({n})?\" Tags=\"&lt;pump&gt;&lt;water-{}&gt;\" ContentLicense=\"CC BY-SA 4.0\" />",
            date(n, 1),
            body(id),
            author(id),
            sentence(id, 9),
            n % 300
        )?;
        for answer in [id + 1, id + 2] {
            writeln!(
                out,
                "  <row Id=\"{answer}\" PostTypeId=\"2\" ParentId=\"{id}\" CreationDate=\"{}\" Score=\"1\" Body=\"{}\" \
                 OwnerUserId=\"{}\" ContentLicense=\"CC BY-SA 4.0\" />",
                date(n, 5 + answer - id),
                body(answer),
                author(answer)
            )?;
        }
    }
    writeln!(out, "</posts>")?;
    out.flush()
}

fn comments(folder: &Path, questions: u64) -> io::Result<()> {
    let mut out = file(folder, "Comments.xml", "comments")?;
    for n in 0..questions * 2 {
        let post = mixed(n) % (questions * 3) + 1;
        writeln!(
            out,
            "  <row Id=\"{}\" PostId=\"{post}\" Score=\"0\" Text=\"{}\" CreationDate=\"{}\" UserId=\"{}\" />",
            n + 1,
            sentence(n, 20),
            date(post / 3, 20),
            mixed(n + 7) % MEMBERS + 1
        )?;
    }
    writeln!(out, "</comments>")?;
    out.flush()
}

fn votes(folder: &Path, questions: u64) -> io::Result<()> {
    let mut out = file(folder, "Votes.xml", "votes")?;
    for n in 0..questions * 4 {
        let post = mixed(n ^ 99) % (questions * 3) + 1;
        let id = n + 1;
        writeln!(
            out,
            "  <row Id=\"{id}\" PostId=\"{post}\" VoteTypeId=\"2\" CreationDate=\"{}\" />",
            date(n, 0)
        )?;
    }
    writeln!(out, "</votes>")?;
    out.flush()
}

fn users(folder: &Path) -> io::Result<()> {
    let mut out = file(folder, "Users.xml", "users")?;
    for id in 1..=MEMBERS {
        let name = format!("{} {id}", sentence(id, 1));
        writeln!(
            out,
            "  <row Id=\"{id}\" DisplayName=\"{name}\" CreationDate=\"2011-01-01T00:00:00.000\" />"
        )?;
    }
    writeln!(out, "</users>")?;
    out.flush()
}
