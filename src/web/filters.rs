//! What templates may use: texts, times and numbers (from `i18n`), icons and initials.
//!
//! | in a template | gives |
//! |---|---|
//! | `{{ "check"|icon }}` | the picture of that name; a word belongs beside it |
//! | `{{ name|initials }}` | what stands in for a picture of a person |
//!
//! A module with page structs brings all of them into scope by `use crate::web::filters;`.

use std::fmt::Display;

use askama::Values;
use askama::filters::Safe;

use super::assets::ICONS_PATH;
pub use crate::i18n::filters::*;

/// An icon of the sprite. The names are the files in `static/icons`.
#[askama::filter_fn]
pub fn icon(name: &str, _values: &dyn Values) -> askama::Result<Safe<String>> {
    let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    Ok(Safe(format!(r#"<svg class="icon" aria-hidden="true"><use href="{ICONS_PATH}#{name}"></use></svg>"#)))
}

/// The first letters of the first two words of a name.
#[askama::filter_fn]
pub fn initials<N: Display>(name: N, _values: &dyn Values) -> askama::Result<String> {
    let name = name.to_string();
    Ok(name.split_whitespace().take(2).filter_map(|word| word.chars().next()).collect())
}
