//! Names nobody may have: the company's and the software's, nobody's in particular, and bait to click on.

use super::{PHONE_DIGITS, is_separator, key};
use crate::text::fold;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Reserved as a word anywhere in a name: "Admin Peter" sounds like the company too.
const OFFICIAL: &str = "\
    admin administrator administratorin administration mod moderator moderatorin moderation \
    support staff official offiziell offizielles lotse webmaster postmaster hostmaster \
    mitarbeiter mitarbeiterin kundendienst kundenservice superuser";

/// Reserved as a whole name, also joined with each other and with digits at the ends ("Support Team 24").
const WHOLE: &str = "\
    team system root sysadmin hilfe help helpdesk service hotline formermember former member \
    ehemaligesmitglied ehemaliges ehemalig mitglied deleted geloescht gelöscht everyone \
    everybody all alle here hier channel null nil none undefined nan true false anonymous \
    anonym anonymus unknown unbekannt guest gast visitor besucher user users nutzer benutzer \
    username nobody niemand me ich du you bot robot noreply info kontakt contact impressum \
    security abuse newsletter der das the super community forum redaktion expert experte \
    expertin settings login logout join";

/// Ends of domains that people would click on. Initials ("J.P.") are not among them.
const TOPS: &str = "\
    com net org info biz edu gov int de at ch eu li lu nl be fr it es pl cz dk se no fi uk \
    ie us ca ru cn io co me tv cc to ly ai gg app dev shop store online site website web xyz \
    top club live link click blog cloud page mobi name pro tech email berlin hamburg koeln \
    bayern";

static OFFICIAL_KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| keys(OFFICIAL));
static WHOLE_KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| keys(WHOLE));

/// Whether a name is reserved, by the lists above or by the `further` names given.
pub(super) fn is_reserved(name: &str, further: &[&str]) -> bool {
    let further = further.iter().map(|name| key(name)).filter(|key| !key.is_empty()).collect::<Vec<_>>();
    let is_official = |word: &str| OFFICIAL_KEYS.contains(word) || further.iter().any(|name| name == word);
    let is_listed = |word: &str| is_official(word) || WHOLE_KEYS.contains(word);
    // As a whole with separators taken out ("a.d.m.i.n"), with and without digits at its ends ("admin1", "adm1n").
    let whole = [key(name), key(without_digits(name))];
    if whole.iter().any(|name| is_listed(name)) {
        return true;
    }
    let words = name.split(is_separator).filter(|word| !word.is_empty());
    let forms = words.map(|word| [key(word), key(without_digits(word))]).collect::<Vec<_>>();
    let has_official = forms.iter().flatten().any(|word| is_official(word));
    let all_listed = forms.iter().all(|forms| forms.iter().any(|word| word.is_empty() || is_listed(word)));
    has_official || all_listed
}

/// Mail and web addresses, domains and telephone numbers: bait, or private data by mistake.
pub(super) fn looks_like_address(name: &str) -> bool {
    let plain = fold(name);
    let digits = plain.chars().filter(|c| c.is_numeric()).count();
    let starts = ["http", "www.", "www "].iter().any(|start| plain.starts_with(start));
    let has_domain = plain.split(' ').any(|word| {
        let word = word.trim_end_matches('.');
        word.rsplit_once('.')
            .is_some_and(|(front, top)| !front.is_empty() && TOPS.split(' ').any(|known| known == top))
    });
    plain.contains(['@', '＠']) || plain.contains("://") || starts || has_domain || digits >= PHONE_DIGITS
}

/// A full stop with a word right behind it: mail programs make links of that, whatever the end of the domain.
/// Initials ("J.R.R. Tolkien") are letters, not words.
pub(super) fn has_dotted_word(name: &str) -> bool {
    let plain = fold(name);
    plain.split('.').skip(1).any(|behind| behind.chars().take_while(|c| c.is_alphanumeric()).nth(1).is_some())
}

fn keys(words: &str) -> HashSet<String> {
    words.split_whitespace().map(key).collect()
}

fn without_digits(word: &str) -> &str {
    word.trim_matches(|c: char| c.is_numeric() || is_separator(c))
}
