//! `lotse bounce`: a mail server pipes delivery reports here, one a run.

use std::io::Read;

use lotse::App;
use lotse::ids::Ts;
use lotse::mail::report::{REPORT_BYTES, stop, unreachable};

/// Reads a report on standard input. What is none of ours is no error: the mail server would send it back.
pub fn run(app: &App) -> anyhow::Result<()> {
    let mut bytes = Vec::new();
    std::io::stdin().take(REPORT_BYTES as u64).read_to_end(&mut bytes)?;
    let report = String::from_utf8_lossy(&bytes);
    let Some(address) = unreachable(app.site(), &report) else {
        println!("Nothing to do: this is no report that a letter of ours cannot be delivered.");
        return Ok(());
    };
    let database = app.site().store.database();
    let stopped = database.write_now(move |db| Ok::<_, anyhow::Error>(stop(db, &address.key, Ts::now())?))?;
    if stopped {
        println!("No more mail but codes goes to this address, until it is confirmed again.");
    } else {
        println!("Nothing to do: no member has this address, or it is stopped already.");
    }
    Ok(())
}
