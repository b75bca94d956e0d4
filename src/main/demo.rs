//! `lotse demo`: a filled example community in a temporary place, gone when it ends.

use lotse::App;
use lotse::config::Config;
use lotse::ids::Ts;
use lotse::seed as demo;

/// The demo's settings: nothing of what is set up here is touched.
pub fn config(given: &Config, place: &tempfile::TempDir) -> Config {
    Config {
        listen: given.listen,
        data_dir: place.path().to_path_buf(),
        log_format: given.log_format,
        workers: given.workers,
        ..Config::default()
    }
}

/// Fills the community and says who one can be; the links work as long as the demo runs.
pub fn fill(app: &App) -> anyhow::Result<()> {
    let site = app.site();
    let summary = demo::fill(site, Ts::now())?;
    let url = site.config.public_url();
    println!("\n  The Brandner Community, an example: {url}");
    println!(
        "  {} members, {} threads, {} posts, all invented.\n",
        summary.members, summary.threads, summary.posts
    );
    println!("  Be somebody (each link signs in as often as you like while this runs):");
    for guest in demo::guests(site)? {
        println!("    {:<11} {:<22} {url}{}", guest.role.word(), guest.name, guest.path);
    }
    println!(
        "\n  Ask as a visitor: {url}/ask (the code is in {})",
        site.config.data_dir.join("mail").display()
    );
    println!("  Stop with Ctrl-C; everything is gone then.\n");
    Ok(())
}
