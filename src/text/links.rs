//! Where a link may lead, and whether it leads where its text says.

use unicode_normalization::UnicodeNormalization;
use url::{Host, Url};

/// Longest address a link may have, in bytes after encoding.
const MOST_BYTES: usize = 2_000;

/// A link target that was found safe.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// The address for `href`, encoded (ASCII), not yet escaped for HTML.
    pub href: String,
    /// The host in ASCII form, for `http` and `https`.
    pub host: Option<String>,
    /// Whether it leads off this site; such links get a `rel`.
    pub external: bool,
}

/// Reads an address: `http`, `https`, `mailto`, a path of this site (one leading `/`), or a `#fragment`.
///
/// - Anything else is `None`, as is an address with user name or password in it ("https://bank.de@evil.com").
/// - Links to `own_host` are not external.
pub(super) fn target(dest: &str, own_host: Option<&str>) -> Option<Target> {
    let dest = dest.trim();
    if dest.len() > MOST_BYTES {
        return None;
    }
    let found = match dest.as_bytes() {
        [b'/', ..] | [b'#', ..] => own_path(dest).map(|href| Target { href, host: None, external: false }),
        _ => absolute(dest, own_host),
    };
    found.filter(|target| target.href.len() <= MOST_BYTES)
}

fn own_path(dest: &str) -> Option<String> {
    if dest.contains('\\') || dest.starts_with("//") {
        return None;
    }
    // A name that cannot exist (RFC 2606): only the path, query and fragment are of interest.
    let base = Url::parse("http://own.invalid/").ok()?;
    let url = base.join(dest).ok()?;
    if url.origin() != base.origin() {
        return None;
    }
    let href = match dest.starts_with('#') {
        true => format!("#{}", url.fragment().unwrap_or_default()),
        false => url[url::Position::BeforePath..].to_owned(),
    };
    // Dot segments can leave two slashes behind ("/.//evil.com"), and those mean another host.
    (!href.starts_with("//")).then_some(href)
}

fn absolute(dest: &str, own_host: Option<&str>) -> Option<Target> {
    let mut url = Url::parse(dest).ok()?;
    match url.scheme() {
        "http" | "https" => {
            if !url.username().is_empty() || url.password().is_some() {
                return None;
            }
            let host = url.host_str().filter(|host| !host.is_empty())?.to_owned();
            let external = own_host.is_none_or(|own| !own.eq_ignore_ascii_case(&host));
            Some(Target { href: url.into(), host: Some(host), external })
        }
        "mailto" => {
            // Subject, body, copies and attachments are not for strangers to fill in.
            url.set_query(None);
            url.set_fragment(None);
            let path = url.path();
            let is_address =
                path.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty());
            let is_address = is_address && !path.contains(['%', ',', ';', '\\']);
            is_address.then(|| Target { href: url.into(), host: None, external: true })
        }
        _ => None,
    }
}

/// The host to show beside a link whose text looks like an address but names another host, or whose
/// host has letters that can be taken for others.
pub(super) fn host_to_reveal<'h>(text: &str, host: &'h str) -> Option<&'h str> {
    let folded = text.nfkc().collect::<String>();
    let deceives = folded.split_whitespace().any(|word| names_another(word, host));
    (deceives || (!is_readable(host) && !folded.contains(host))).then_some(host)
}

/// Whether a host can be read without doubt: ASCII, or the letters of German beside it.
fn is_readable(host: &str) -> bool {
    if !host.contains("xn--") {
        return true;
    }
    let shown = url::quirks::domain_to_unicode(host);
    !shown.is_empty()
        && shown.chars().all(|c| (c.is_ascii() || "äöüß".contains(c)) && !shown.contains("xn--"))
}

/// Whether a word names another host than this: in an address, or as a domain by itself.
fn names_another(word: &str, host: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
    let (has_scheme, rest) = word.split_once("//").map_or((false, word), |(_, rest)| (true, rest));
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    authority.split('@').any(|name| {
        let name = name.split(':').next().unwrap_or_default().trim_end_matches('.');
        if !(looks_like_host(name) || has_scheme && !name.is_empty()) {
            return false;
        }
        // What looks like a host but cannot be one differs from every real host.
        let named = Host::parse(name).map_or_else(|_| name.to_lowercase(), |host| host.to_string());
        bare(&named) != bare(host)
    })
}

/// A domain with an end of letters, or an IPv4 address.
fn looks_like_host(name: &str) -> bool {
    let Some((front, top)) = name.rsplit_once('.') else {
        return false;
    };
    let ends_in_letters = top.chars().count() >= 2 && top.chars().all(char::is_alphabetic);
    !front.is_empty() && (ends_in_letters || name.parse::<std::net::Ipv4Addr>().is_ok())
}

fn bare(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn href(dest: &str) -> Option<String> {
        target(dest, Some("forum.example")).map(|target| target.href)
    }

    #[test]
    fn safe_targets_are_encoded() {
        assert_eq!(
            href("https://example.com/a b?c=\"d\"").as_deref(),
            Some("https://example.com/a%20b?c=%22d%22")
        );
        assert_eq!(href("/t/4/a ä#p1").as_deref(), Some("/t/4/a%20%C3%A4#p1"));
        assert_eq!(href("#p4").as_deref(), Some("#p4"));
        assert_eq!(href("mailto:a@b.de?bcc=c@d.de&attach=/etc/passwd").as_deref(), Some("mailto:a@b.de"));
        assert_eq!(href("HTTPS://Müller.de").as_deref(), Some("https://xn--mller-kva.de/"));
    }

    #[test]
    fn unsafe_targets_are_refused() {
        for dest in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "//evil.com",
            "/\\evil.com",
            "\\\\evil.com",
            "/.//evil.com",
            "/a/..//evil.com",
            "ftp://a.de",
            "https://bank.de@evil.com/",
            "https://u:p@evil.com",
            "relative/path",
            "",
            "http://",
            "blob:https://a/b",
            "java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "mailto:",
            "mailto:a%0ab@c.de",
        ] {
            assert_eq!(href(dest), None, "{dest:?}");
        }
        assert_eq!(href(&format!("https://a.de/{}", "ä".repeat(900))), None);
    }

    #[test]
    fn own_links_are_not_external() {
        let external = |dest| target(dest, Some("forum.example")).map(|target| target.external);
        assert_eq!(external("https://Forum.example/t/1"), Some(false));
        assert_eq!(external("/t/1"), Some(false));
        assert_eq!(external("https://other.example/"), Some(true));
    }

    #[test]
    fn a_text_that_names_another_host_reveals_the_true_one() {
        let reveals = |text, host| host_to_reveal(text, host).is_some();
        assert!(reveals("https://bank.de/login", "evil.com"));
        assert!(reveals("bank.de", "evil.com"));
        assert!(reveals("siehe (bank․de)!", "evil.com"));
        assert!(reveals("bank.de@x", "evil.com"));
        assert!(reveals("127.0.0.1", "evil.com"));
        assert!(reveals("https://localhost", "evil.com"));
        assert!(!reveals("https://www.bank.de/login", "bank.de"));
        assert!(!reveals("hier klicken. Danke", "evil.com"));
        assert!(!reveals("z.B. Version 1.2", "evil.com"));
        assert!(reveals("https://раypal.com", "xn--ypal-43d9g.com"));
        assert!(!reveals("https://müller.de", "xn--mller-kva.de"));
    }
}
