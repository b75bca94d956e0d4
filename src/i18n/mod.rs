//! Every word people read: languages, texts, and how numbers and times are said.
//!
//! *Locale*: German with du, German with Sie, or English. *Key*: the name of a text (`save-button`),
//! always with a hyphen, so that it is never taken for a path or a field. *Words*: a locale, a time
//! zone and the present moment; pages are rendered with them.
//!
//! - Texts live in `locales/{de,de-Sie,en}/*.ftl` (Fluent) and are inside the binary. `de-Sie` holds
//!   only what addresses the reader and is laid over `de`.
//! - Templates use the filters (`{{ "save-button"|t }}`); code asks [`Words`]. Neither holds a sentence.
//! - A text with markup is trusted, what is put into it never: `rich` escapes each argument.
//! - A missing text shows its key and is logged once; `tests/house.rs` finds it earlier.
//! - The legal pages start from Markdown templates in `texts/legal/`, see [`legal`].

mod catalogue;
pub mod filters;
pub mod legal;
mod locale;
mod number;
mod words;

/// What `build/locales.rs` wrote: the texts of `locales/` and `texts/legal/`.
mod embedded {
    include!(concat!(env!("OUT_DIR"), "/locales.rs"));
}

pub use catalogue::{Arg, has_text, missing_keys, text, text_with};
pub use locale::{Locale, Tone};
pub use number::{Count, Share};
pub use words::Words;
