//! Words of closed lists, as the files of the content spell them.

use serde::Deserialize;

use crate::forum::thread::{Kind, Reason};
use crate::forum::{Ending, PostKind, Visibility};
use crate::members::Role;

/// Reads the word of a closed list; `None` for words that are not on it.
macro_rules! words {
    ($($name:ident: $kind:ty = $read:expr;)*) => {$(
        pub(super) fn $name<'de, D: serde::Deserializer<'de>>(from: D) -> Result<$kind, D::Error> {
            let word = String::deserialize(from)?;
            let read: fn(&str) -> Option<$kind> = $read;
            read(&word).ok_or_else(|| serde::de::Error::custom(format!("unknown word {word:?}")))
        }
    )*};
}

words! {
    visibility: Visibility = Visibility::from_word;
    role: Role = Role::from_word;
    kind: Kind = Kind::from_word;
    flag_reason: Reason = Reason::from_word;
    reason: Option<Reason> = |word| Reason::from_word(word).map(Some);
    post_kind: PostKind = |word| match word {
        "answer" => Some(PostKind::Answer),
        "reply" => Some(PostKind::Reply),
        _ => None,
    };
    ending: Option<Ending> = |word| match word {
        "none" => Some(None),
        "solution" => Some(Some(Ending::Solution)),
        "self_solved" => Some(Some(Ending::SelfSolved)),
        "settled" => Some(Some(Ending::Settled)),
        _ => None,
    };
}
