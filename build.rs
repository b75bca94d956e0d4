//! Puts texts and static files into the binary, joined, compressed and named by their hash.

#[path = "build/assets.rs"]
mod assets;
#[path = "build/locales.rs"]
mod locales;

fn main() {
    locales::embed();
    assets::embed();
}
