//! Rules for texts: every language complete, du and Sie never mixed, no text unused, none missing.
//!
//! Each function reads the project below `root` and gives complaints, one a line; none means all is well.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::german::{addresses_formally, addresses_informally};

/// Keys that are put together in code from a beginning and a stored code, as in `role-super_user`.
const PREFIXES: [&str; 17] = [
    "cause-",
    "done-",
    "error-",
    "flag-reason-",
    "kind-",
    "mail-choice-",
    "mail-kind-",
    "month-",
    "post-kind-",
    "rank-",
    "ranks-preset-",
    "role-",
    "search-since-",
    "sort-",
    "state-",
    "unlock-",
    "visibility-",
];

/// Filters whose input is a key.
const KEY_FILTERS: [&str; 8] = ["t", "n", "with", "with2", "n_with", "rich", "rich2", "rich_n"];

/// Methods of `Words` whose first argument is a key.
const KEY_METHODS: [&str; 5] = [".t(\"", ".n(\"", ".with(\"", ".rich(\"", ".rich_n(\""];

/// Texts that name a form of address instead of using it.
const ABOUT_ADDRESS: [&str; 4] =
    ["admin-language-de", "admin-language-de-sie", "choice-tone-du", "choice-tone-sie"];

/// Key to text of one folder below `locales/`.
type Texts = BTreeMap<String, String>;

/// Every key is there in German and English; `de-Sie` has only keys of `de`; keys have a hyphen.
pub fn every_language_is_complete(root: &Path) -> Vec<String> {
    let (de, sie, en) = (texts(root, "de"), texts(root, "de-Sie"), texts(root, "en"));
    let mut complaints = Vec::new();
    complaints.extend(without(&de, &en).map(|key| format!("en lacks {key}")));
    complaints.extend(without(&en, &de).map(|key| format!("de lacks {key}")));
    complaints.extend(without(&sie, &de).map(|key| format!("de-Sie says {key}, which de lacks")));
    complaints.extend(de.keys().filter(|key| !key.contains('-')).map(|key| format!("{key} needs a hyphen")));
    for folder in ["de", "de-Sie", "en"] {
        complaints.extend(said_twice(root, folder));
    }
    complaints
}

/// What says du has a twin that says Sie; no twin says du, no text in `de` says Sie.
pub fn du_and_sie_are_never_mixed(root: &Path) -> Vec<String> {
    let mut du = texts(root, "de");
    let mut sie = texts(root, "de-Sie");
    for (name, text) in legal(root) {
        match name.rsplit_once('.') {
            Some((page, "de")) => du.insert(page.to_owned(), text),
            Some((page, "de-Sie")) => sie.insert(page.to_owned(), text),
            _ => None,
        };
    }
    let mut complaints = Vec::new();
    for (key, text) in du.iter().filter(|(key, _)| !ABOUT_ADDRESS.contains(&key.as_str())) {
        if let Some(word) = addresses_informally(&visible(text)).filter(|_| !sie.contains_key(key)) {
            complaints.push(format!("de-Sie lacks {key}, which says “{word}” in de"));
        }
        if let Some(word) = addresses_formally(&visible(text)) {
            complaints.push(format!("de says “{word}” in {key}"));
        }
    }
    for (key, text) in &sie {
        if let Some(word) = addresses_informally(&visible(text)) {
            complaints.push(format!("de-Sie says “{word}” in {key}"));
        }
        if du.get(key) == Some(text) {
            complaints.push(format!("de-Sie says the same as de in {key}"));
        }
    }
    complaints
}

/// A text uses the same variables in each language.
pub fn variables_agree(root: &Path) -> Vec<String> {
    let de = texts(root, "de");
    let mut complaints = Vec::new();
    for folder in ["de-Sie", "en"] {
        for (key, text) in texts(root, folder) {
            let Some(german) = de.get(&key) else { continue };
            let (here, there) = (variables(&text), variables(german));
            if here != there {
                complaints.push(format!("{key}: {folder} uses {here:?}, de uses {there:?}"));
            }
        }
    }
    complaints
}

/// Quotes, apostrophes and dots are typographic, and English is free of German letters.
pub fn typography_is_right(root: &Path) -> Vec<String> {
    let mut complaints = Vec::new();
    for folder in ["de", "de-Sie", "en"] {
        for (key, text) in texts(root, folder) {
            let shown = visible(&text);
            let mut wrong = vec!['"', '\''];
            wrong.extend(if folder == "en" { "„äöüÄÖÜß".chars() } else { "”".chars() });
            complaints.extend(
                wrong.into_iter().filter(|c| shown.contains(*c)).map(|c| format!("{folder}: {c} in {key}")),
            );
            if shown.contains("...") {
                complaints.push(format!("{folder}: three dots instead of … in {key}"));
            }
            if folder != "en" && shown.matches('„').count() != shown.matches('“').count() {
                complaints.push(format!("{folder}: quotes do not pair in {key}"));
            }
        }
    }
    complaints
}

/// Each key is used in `src` or `templates`, and each key used there exists.
pub fn keys_and_uses_match(root: &Path) -> Vec<String> {
    let en = texts(root, "en");
    let mut literals = BTreeSet::new();
    let mut complaints = Vec::new();
    let mut all = String::new();
    let sources = files(&root.join("src"), "rs").into_iter();
    for path in
        sources.chain(files(&root.join("templates"), "html")).chain(files(&root.join("templates"), "txt"))
    {
        let text = without_comments(&read(&path));
        literals.extend(key_literals(&text));
        for key in keys_asked_for(&text).into_iter().filter(|key| !en.contains_key(key)) {
            complaints.push(format!("{} asks for {key}, which has no text", path.display()));
        }
        all.push_str(&text);
    }
    for key in en.keys() {
        let built = PREFIXES.iter().any(|prefix| key.starts_with(prefix));
        if !built && !literals.contains(key) {
            complaints.push(format!("nobody uses {key}"));
        }
    }
    for prefix in PREFIXES.iter().filter(|prefix| !all.contains(&format!("\"{prefix}"))) {
        complaints.push(format!("nobody builds keys that begin with {prefix}"));
    }
    complaints
}

/// The texts of a folder; the first of two that share a key.
fn texts(root: &Path, folder: &str) -> Texts {
    let mut texts = Texts::new();
    for (key, text) in messages(root, folder) {
        texts.entry(key).or_insert(text);
    }
    texts
}

fn said_twice(root: &Path, folder: &str) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let keys = messages(root, folder).into_iter().map(|(key, _)| key);
    keys.filter(|key| !seen.insert(key.clone())).map(|key| format!("{folder} says {key} twice")).collect()
}

/// All messages of a folder in order. A message begins at the start of a line and goes on indented.
fn messages(root: &Path, folder: &str) -> Vec<(String, String)> {
    let mut messages: Vec<(String, String)> = Vec::new();
    for path in files(&root.join("locales").join(folder), "ftl") {
        for line in read(&path).lines() {
            if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
                if let Some((key, text)) = line.split_once('=') {
                    messages.push((key.trim().to_owned(), text.trim().to_owned()));
                }
            } else if let Some((_, text)) = messages.last_mut().filter(|_| line.starts_with(' ')) {
                text.push('\n');
                text.push_str(line.trim());
            }
        }
    }
    messages
}

/// Name without ending (`rules.de-Sie`) and text of the legal templates.
fn legal(root: &Path) -> Vec<(String, String)> {
    let named = |path: PathBuf| {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        (stem, read(&path))
    };
    files(&root.join("texts/legal"), "md").into_iter().map(named).collect()
}

fn without<'a>(some: &'a Texts, others: &'a Texts) -> impl Iterator<Item = &'a String> {
    some.keys().filter(|key| !others.contains_key(*key))
}

/// What readers see of a text: no tags, no string literals, no variant names.
fn visible(text: &str) -> String {
    let mut shown = String::new();
    for line in text.lines() {
        let line = match line.trim_start_matches('*').strip_prefix('[').and_then(|rest| rest.split_once("] "))
        {
            Some((variant, rest)) if variant.chars().all(|c| c.is_ascii_alphanumeric()) => rest,
            _ => line,
        };
        shown.push_str(line);
        shown.push('\n');
    }
    cut(&cut(&shown, "<", ">"), "{ \"", "\" }")
}

/// The text without everything from an `open` to the next `close`.
fn cut(text: &str, open: &str, close: &str) -> String {
    let mut rest = text;
    let mut kept = String::new();
    while let Some((before, after)) = rest.split_once(open) {
        let Some((_, later)) = after.split_once(close) else {
            break;
        };
        kept.push_str(before);
        rest = later;
    }
    kept + rest
}

fn variables(text: &str) -> BTreeSet<&str> {
    text.split('$')
        .skip(1)
        .map(|rest| rest.split(|c: char| !is_key_char(c)).next().unwrap_or_default())
        .collect()
}

fn is_key_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

/// Every string in quotes that could be a key.
fn key_literals(text: &str) -> impl Iterator<Item = String> {
    // Quotes need not pair: a piece between two of them is looked at whichever it is.
    text.split('"').filter(|piece| piece.contains('-') && piece.chars().all(is_key_char)).map(str::to_owned)
}

/// Keys before a text filter or inside a call of `Words`.
fn keys_asked_for(text: &str) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let pieces: Vec<&str> = text.split('"').collect();
    for pair in pieces.windows(2) {
        let Some(rest) = pair[1].trim_start().strip_prefix('|') else {
            continue;
        };
        let filter = rest.trim_start().split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next();
        if filter.is_some_and(|filter| KEY_FILTERS.contains(&filter)) && pair[0].chars().all(is_key_char) {
            keys.insert(pair[0].to_owned());
        }
    }
    for method in KEY_METHODS {
        for rest in text.split(method).skip(1) {
            let key = rest.split('"').next().unwrap_or_default();
            if key.contains('-') && key.chars().all(is_key_char) {
                keys.insert(key.to_owned());
            }
        }
    }
    keys.retain(|key| !key.is_empty());
    keys
}

/// The lines that are not comments of Rust or askama.
fn without_comments(text: &str) -> String {
    let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    cut(&code.join("\n"), "{#", "#}")
}

/// All files below a folder with this ending, sorted.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
