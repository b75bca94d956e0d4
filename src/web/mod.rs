//! How requests come in and pages go out.
//!
//! *Site*: everything a handler needs ([`Site`]). *Visit*: what a request says about its reader (language, colours,
//! form token). *Frame*: what every page shows around its content. *Refusal*: a clear sentence with a status.
//!
//! Rules:
//! 1. A handler returns `Result<HttpResponse, Refusal>`; refusals become pages in the reader's language in
//!    `surround.rs`, and nowhere else.
//! 2. A POST is read through [`Form`], which checks origin, form token and size before the handler runs.
//! 3. What creates something goes through [`once`], so that a second click finds the first one's result.
//! 4. Reading sets no cookie.
//! 5. A page that all visitors read alike is answered by `Viewer::html_shared`, and kept (`page_cache.rs`).

pub mod answer;
pub mod assets;
mod cookies;
mod error_page;
pub mod filters;
mod form;
mod frame;
mod freshness;
pub mod head;
mod kept;
mod limits;
mod mistakes;
mod once;
mod opened;
mod page_cache;
mod paging;
mod refusal;
pub mod secrets;
mod site;
mod surround;
mod tidy;
mod traffic;
mod visit;
pub mod xml;

pub use answer::{html, html_shared, html_with, own_path, see_other, see_other_noting};
pub use cookies::{clear_cookie, cookie, read_cookie};
pub use form::{Form, FormKey, OpenForm, PENDING, Token, check_token, is_same_origin};
pub use frame::{Frame, Me as FrameMe};
pub use freshness::{Freshness, OLDEST, Part};
pub use kept::Kept;
pub use limits::{Rate, Rates, address as network_address, network};
pub use mistakes::{Mistakes, unstored};
pub use once::{Once, forget_old as forget_old_form_keys, once};
pub use opened::{Opened, Opening};
pub use page_cache::{PageCache, Shared};
pub use paging::{Cursor, Direction, Pager};
pub use refusal::{Findings, Note, Refusal};
pub use site::{Cached, Site, bump_version, version};
pub use surround::surround;
pub use tidy::tidy;
pub use traffic::{Traffic, resource};
pub use visit::{CHOICES, Colours, Visit, zone};
