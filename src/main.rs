//! The command line.

use std::net::TcpListener;
use std::path::Path;

use lotse::App;
use lotse::config::Config;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<()> {
    let config = Config::load(Path::new("lotse.toml"))?;
    let listener = TcpListener::bind(config.listen)?;
    let app = App::open(config)?;
    let _background = app.start_background()?;
    actix_web::rt::System::new().block_on(async move { Ok(lotse::serve(&app, listener)?.await?) })
}
