//! `lotse check`: whether settings and data are sound.

use clap::Args;
use lotse::App;
use lotse::config::Config;

use crate::line::Line;

/// How.
#[derive(Args)]
pub struct Check {
    /// Write what was counted wherever something else is stored
    #[arg(long)]
    mend: bool,
}

/// Opens everything a server would open, recounts every sum, and names each difference. Errors: there are some.
pub fn run(config: Config, asked: &Check) -> anyhow::Result<()> {
    let app = App::open(config)?;
    let line = std::cell::RefCell::new(Line::new());
    let (mut left, mut mended) = (0, 0);
    let looked = app.look_over(
        asked.mend,
        &mut |what, at| line.borrow_mut().tell(|_| format!("{what}: {at}")),
        &mut |one| {
            line.borrow_mut().end();
            println!("{}{}", one.text, if one.is_mended { " (mended)" } else { "" });
            if one.is_mended { mended += 1 } else { left += 1 }
        },
    );
    line.borrow_mut().end();
    looked?;
    anyhow::ensure!(left == 0, "{left} things are not as they must be");
    let again = if mended > 0 { format!(", now that {mended} were mended") } else { String::new() };
    println!("Settings and data are sound{again}: {}", app.site().store.database().url());
    Ok(())
}
