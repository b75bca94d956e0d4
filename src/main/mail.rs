//! `lotse mail`: why mail does not arrive.

use anyhow::Context;
use clap::Subcommand;
use lotse::App;
use lotse::config::{Community, Config};
use lotse::i18n::{Locale, Tone, Words};
use lotse::ids::Ts;
use lotse::mail::doctor::{Step, Verdict, examine, look_up};
use lotse::mail::{self, Address};
use lotse::web::{version, zone};

/// What can be done about mail.
#[derive(Subcommand)]
pub enum Command {
    /// Try the way to the mail server, look at SPF, DKIM and DMARC, and print the DNS lines to add
    Doctor {
        /// Send a test letter there as well
        #[arg(long, value_name = "ADDRESS", value_parser = address)]
        to: Option<Address>,
    },
}

fn address(text: &str) -> Result<Address, String> {
    mail::parse(text).map_err(|problem| problem.to_string())
}

/// Runs the command; fails when mail would.
pub fn run(config: Config, command: Command) -> anyhow::Result<()> {
    let Command::Doctor { to } = command;
    let mut bad = 0;
    examine(&config, &look_up, &mut |step| {
        bad += usize::from(step.verdict == Verdict::Bad);
        say(&step);
    });
    if let Some(to) = to {
        send(config, to)?;
    }
    anyhow::ensure!(bad == 0, "{bad} of these must be mended");
    Ok(())
}

fn say(step: &Step) {
    let mark = match step.verdict {
        Verdict::Good => "good   ",
        Verdict::Bad => "BAD    ",
        Verdict::Unknown => "look   ",
    };
    println!("{mark}{}", step.found);
    for line in &step.advice {
        println!("       {line}");
    }
}

fn send(config: Config, to: Address) -> anyhow::Result<()> {
    let app = App::open(config)?;
    let site = app.site();
    let community = site.store.database().read_now(|db| {
        let version = version(db)?;
        Ok::<_, anyhow::Error>(site.cached::<Community>(db, version)?)
    })?;
    let tone = Tone::from_code(&community.tone).unwrap_or_default();
    let locale = Locale::from_code(&community.language, tone).unwrap_or_default();
    let words = Words { locale, zone: zone(&community), now: Ts::now() };
    mail::send_test(&site.config, &community, &words, to).context("the test letter was not sent")?;
    println!("good   A test letter has left; look whether it arrives, and not among spam");
    Ok(())
}
