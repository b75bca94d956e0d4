//! The links above a list of threads that choose which ones and in which order, and the addresses they lead to.

use super::tag::Tag;
use super::thread_row::{List, Sort, Wanted};

/// A link that chooses something.
pub(super) struct Choice {
    /// Where it leads.
    pub href: String,
    /// Its word in the address; empty for all.
    pub word: &'static str,
    /// Its text key.
    pub key: String,
    /// It is in force.
    pub is_chosen: bool,
}

/// Which questions: all, or how they stand.
pub(super) fn states(path: &str, list: &List, tag: Option<&Tag>) -> Vec<Choice> {
    let all = Choice {
        href: address(path, None, list.sort, tag, ""),
        word: "",
        key: "board-all".to_owned(),
        is_chosen: list.state.is_none(),
    };
    let others = Wanted::ALL.into_iter().map(|wanted| Choice {
        href: address(path, Some(wanted), list.sort, tag, ""),
        word: wanted.word(),
        key: format!("state-{}", wanted.word()),
        is_chosen: list.state == Some(wanted),
    });
    std::iter::once(all).chain(others).collect()
}

/// In which order.
pub(super) fn sorts(path: &str, list: &List, tag: Option<&Tag>) -> Vec<Choice> {
    let choice = |sort: Sort| Choice {
        href: address(path, list.state, sort, tag, ""),
        word: sort.word(),
        key: format!("sort-{}", sort.word()),
        is_chosen: list.sort == sort,
    };
    Sort::CHOICES.into_iter().map(choice).collect()
}

/// The address of a list: only what differs from the usual is in it, so that links can be compared and kept.
pub(super) fn address(path: &str, state: Option<Wanted>, sort: Sort, tag: Option<&Tag>, at: &str) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    if let Some(state) = state {
        query.append_pair("state", state.word());
    }
    if sort != Sort::default() {
        query.append_pair("sort", sort.word());
    }
    if let Some(tag) = tag {
        query.append_pair("tag", &tag.slug);
    }
    if !at.is_empty() {
        query.append_pair("at", at);
    }
    match query.finish() {
        query if query.is_empty() => path.to_owned(),
        query => format!("{path}?{query}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_name_only_what_is_unusual() {
        assert_eq!(address("/b/a", None, Sort::Active, None, ""), "/b/a");
        let unsolved = address("/b/a", Some(Wanted::Unsolved), Sort::New, None, "after.1.2");
        assert_eq!(unsolved, "/b/a?state=unsolved&sort=new&at=after.1.2");
    }
}
