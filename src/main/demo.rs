//! `lotse demo`: a filled example community in a temporary place, gone when it ends.

use std::fmt::Write as _;

use anyhow::Context;
use lotse::App;
use lotse::config::Config;
use lotse::i18n::{Arg, Locale, text_with};
use lotse::ids::Ts;
use lotse::pages::tour::Guest;
use lotse::seed;

/// The languages of what is printed: whoever tries the demo has chosen none yet.
const LANGUAGES: [Locale; 2] = [Locale::De, Locale::En];

/// The demo's settings: nothing of what is set up here is touched, and no mail leaves the machine.
pub fn config(given: &Config, place: &tempfile::TempDir) -> Config {
    Config {
        listen: given.listen,
        data_dir: place.path().to_path_buf(),
        log_format: given.log_format,
        workers: given.workers,
        // Whoever tries it signs in as one guest after the other.
        limit_addresses: false,
        ..Config::default()
    }
}

/// Fills the community and says who one can be; the links work as long as the demo runs.
pub fn fill(app: &App, seed: u64) -> anyhow::Result<()> {
    seed::fill(app.site(), seed, Ts::now()).context("the demo cannot be filled")?;
    let (guests, stops) = seed::tour(app.site())?;
    println!("{}", greeting(app, &guests));
    app.tour().begin(guests, stops);
    Ok(())
}

fn greeting(app: &App, guests: &[Guest]) -> String {
    let config = &app.site().config;
    let url = config.public_url();
    let mail = config.data_dir.join("mail").display().to_string();
    let mut out = String::new();
    for locale in LANGUAGES {
        let say = |key: &str| text_with(locale, key, &[]);
        let heading = text_with(locale, "demo-runs-at", &[("url", Arg::from(url.as_str()))]);
        let _ = writeln!(out, "\n{heading}\n\n{}", say("demo-sign-in-as"));
        for guest in guests {
            let role = say(&format!("role-{}", guest.role.word()));
            let _ = writeln!(out, "  {:<34}{url}{}", format!("{} ({role})", guest.name), guest.path);
        }
        let _ = writeln!(out, "\n{}", say("demo-things-to-try"));
        let kept = text_with(locale, "demo-mail-kept", &[("folder", Arg::from(mail.as_str()))]);
        let _ = writeln!(out, "\n{kept}\n{}", say("demo-how-to-stop"));
    }
    out
}
