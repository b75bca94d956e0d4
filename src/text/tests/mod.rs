//! Tests of the renderer: what people write, what attackers write, and what is written to be slow.

mod attacks;
mod bombs;
mod looks;
