//! Templates: each is used, trusts HTML only with a reason, and holds no script and no style
//! (the content security policy has no `unsafe-`, so such a page would be broken).

use std::collections::BTreeSet;

use crate::scan::strings;
use crate::source::Source;

/// Templates nobody names: no `#[template(path = "…")]`, no include, extends or import.
pub fn unused(templates: &[Source], rust: &[Source]) -> Vec<String> {
    let mut named = BTreeSet::new();
    for source in rust {
        named.extend(strings(&source.text).into_iter().map(|(_, text)| text));
    }
    for template in templates {
        for verb in ["include", "extends", "import"] {
            for (at, _) in template.text.match_indices(verb) {
                let rest = template.text[at + verb.len()..].trim_start();
                let name = rest.strip_prefix('"').and_then(|rest| rest.split('"').next());
                // A template that only names itself is still unused.
                named.extend(name.filter(|name| *name != short(template)).map(str::to_owned));
            }
        }
    }
    templates
        .iter()
        .filter(|template| !named.contains(short(template)))
        .map(|template| format!("{} is used by nothing", template.path))
        .collect()
}

fn short(template: &Source) -> &str {
    template.path.strip_prefix("templates/").unwrap_or(&template.path)
}

/// `|safe` needs a comment on its line or the line above.
pub fn unexplained_safe(templates: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for template in templates {
        let mut before = "";
        for (n, line) in template.text.lines().enumerate() {
            let trusts = line.split('|').skip(1).any(|filter| {
                let filter = filter.trim_start();
                filter.strip_prefix("safe").is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
            });
            if trusts && !before.contains("#}") && !line.contains("{#") {
                faults.push(format!("{}:{}: |safe without a comment saying why", template.path, n + 1));
            }
            before = line;
        }
    }
    faults
}

/// Scripts, styles and handlers written into a page. Mail has no style sheet and may carry
/// `style` attributes.
pub fn inline(templates: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for template in templates {
        let is_mail = template.path.starts_with("templates/mail/");
        for (at, tag) in tags(&template.text) {
            let low = tag.to_ascii_lowercase();
            let names = attributes(&low);
            // Data for search engines is no script, and never run.
            let is_data = low.contains("type=\"application/ld+json\"");
            let fault = if low.starts_with("<script") && !names.contains(&"src") && !is_data {
                "an inline script"
            } else if low.starts_with("<style") && !is_mail {
                "an inline style sheet"
            } else if names.contains(&"style") && !is_mail {
                "a style attribute"
            } else if names.iter().any(|name| is_handler(name)) {
                "an on… attribute"
            } else if low.contains("javascript:") {
                "a javascript: address"
            } else {
                continue;
            };
            faults.push(format!("{}:{}: {fault}", template.path, template.line(at)));
        }
    }
    faults
}

fn is_handler(name: &str) -> bool {
    name.len() > 2 && name.starts_with("on") && name.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Opening tags with their positions. A `>` inside quotes or inside `{{ }}`, `{% %}` ends nothing.
fn tags(text: &str) -> Vec<(usize, &str)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] != b'<' || !bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic) {
            at += 1;
            continue;
        }
        let (start, mut quote) = (at, None);
        while at < bytes.len() {
            let is_code = quote.is_none() && matches!(bytes[at..].get(..2), Some(b"{{" | b"{%"));
            if is_code {
                let close = if bytes[at + 1] == b'{' { "}}" } else { "%}" };
                at = text[at..].find(close).map_or(bytes.len(), |n| at + n + 2);
                continue;
            }
            match (quote, bytes[at]) {
                (None, b'>') => break,
                (None, byte @ (b'"' | b'\'')) => quote = Some(byte),
                (Some(open), byte) if open == byte => quote = None,
                _ => {}
            }
            at += 1;
        }
        found.push((start, &text[start..at.min(bytes.len())]));
    }
    found
}

/// The attribute names of a tag: words before `=`, outside quotes.
fn attributes(tag: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for (n, outside) in tag.split('"').enumerate() {
        if n % 2 == 0 {
            let words = outside.split_whitespace().filter_map(|word| word.split('=').next());
            names.extend(words.filter(|word| !word.is_empty()));
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_nobody_names_is_refused() {
        let templates = [
            Source::new("templates/forum/thread_page.html", "{% include \"forum/_post.html\" %}"),
            Source::new("templates/forum/_post.html", ""),
            Source::new("templates/forum/_old.html", "{% import \"forum/_old.html\" as me %}"),
        ];
        let rust = [Source::new("src/a.rs", "#[template(path = \"forum/thread_page.html\")]")];
        assert_eq!(unused(&templates, &rust), ["templates/forum/_old.html is used by nothing"]);
    }

    #[test]
    fn trust_needs_a_reason() {
        let text = "{# sanitised at write #}\n{{ body|safe }}\n\n{{ title | safe }}\n{{ a|safely }}\n";
        let faults = unexplained_safe(&[Source::new("templates/a.html", text)]);
        assert_eq!(faults, ["templates/a.html:4: |safe without a comment saying why"]);
    }

    #[test]
    fn scripts_styles_and_handlers_in_a_page_are_refused() {
        for bad in [
            "<script>x()</script>",
            "<STYLE>a{}</STYLE>",
            "<p style=\"a: b\">",
            "<a title=\"a > b\"\n onclick=\"x()\">",
            "<a href=\"javascript:x()\">",
        ] {
            assert_eq!(inline(&[Source::new("templates/a.html", bad)]).len(), 1, "{bad}");
        }
        let good = "<script type=\"module\" src=\"/a.js\"></script><p class=\"on style\" {% if a > 1 %}hidden{% endif %}>on style=</p>";
        assert!(inline(&[Source::new("templates/a.html", good)]).is_empty());
        assert!(inline(&[Source::new("templates/mail/a.html", "<p style=\"a\">")]).is_empty());
    }
}
