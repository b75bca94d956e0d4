//! Puts texts, static files and the demo community into the binary; static files joined, compressed and named by
//! their hash.

#[path = "build/assets.rs"]
mod assets;
#[path = "build/locales.rs"]
mod locales;
#[path = "build/seed.rs"]
mod seed;

fn main() {
    locales::embed();
    assets::embed();
    seed::embed();
}
