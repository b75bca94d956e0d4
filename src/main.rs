//! The command line: serving, and what an operator does without a browser.

use std::io::IsTerminal;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, Parser, Subcommand};
use lotse::App;
use lotse::config::{Config, LogFormat, Origin};
use lotse::search::Reindexed;
use tracing_subscriber::EnvFilter;

#[path = "main/backup.rs"]
mod backup;
#[path = "main/bounce.rs"]
mod bounce;
#[path = "main/check.rs"]
mod check;
#[path = "main/demo.rs"]
mod demo;
#[path = "main/import.rs"]
mod import;
#[path = "main/line.rs"]
mod line;
#[path = "main/mail.rs"]
mod mail;
#[path = "main/member.rs"]
mod member;
#[path = "main/restore.rs"]
mod restore;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A service community where customers help customers.
///
/// Without a command it serves on 127.0.0.1:8080 from ./data and creates what is missing.
/// Settings come from lotse.toml, then LOTSE_* in the environment, then these options.
#[derive(Parser)]
#[command(name = "lotse", version)]
struct Line {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Args)]
struct Place {
    /// The file with the settings [default: lotse.toml, where there is one]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Where everything is kept [default: data]
    #[arg(long, global = true, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// postgres://… or sqlite:PATH [default: lotse.db in the data directory]
    #[arg(long, global = true, value_name = "URL")]
    database_url: Option<String>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the community
    Serve {
        /// Where to listen [default: 127.0.0.1:8080]
        #[arg(long, value_name = "ADDRESS")]
        listen: Option<SocketAddr>,
    },
    /// Serve a filled example community in a temporary place; nothing is kept
    Demo {
        /// Where to listen [default: 127.0.0.1:8080]
        #[arg(long, value_name = "ADDRESS")]
        listen: Option<SocketAddr>,
        /// Another number, another crowd around the threads written by hand
        #[arg(long, value_name = "N", default_value_t = 1)]
        seed: u64,
    },
    /// Write the whole community to one file, while it is served or not
    Backup(backup::Backup),
    /// Make the community of a backup in an empty database: also the way from SQLite to PostgreSQL and back
    Restore(restore::Restore),
    /// Bring in what was written elsewhere
    #[command(subcommand)]
    Import(import::Command),
    /// Add members and change their roles
    #[command(subcommand)]
    Member(member::Command),
    /// Print a link that signs a member in once, within a day
    LoginLink {
        /// The member's address
        email: String,
    },
    /// Find out why mail does not arrive
    #[command(subcommand)]
    Mail(mail::Command),
    /// Read a delivery report on standard input: an address that cannot be reached gets no more mail
    Bounce,
    /// Make the search index anew; a running server does it while it serves
    Reindex,
    /// Look whether settings and data are sound: recount every sum and name each difference
    Check(check::Check),
}

fn main() -> ExitCode {
    let line = Line::parse();
    match run(line) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            // One line, however many causes there are.
            eprintln!("lotse: {}", format!("{problem:#}").replace('\n', " "));
            ExitCode::FAILURE
        }
    }
}

fn run(line: Line) -> anyhow::Result<()> {
    let mut config = settings(&line.place)?;
    match line.command {
        None => serve(config, |_| Ok(())),
        Some(Command::Serve { listen }) => {
            listen_at(&mut config, listen);
            serve(config, |_| Ok(()))
        }
        Some(Command::Demo { listen, seed }) => {
            let elsewhere = line.place.data_dir.is_some() || line.place.database_url.is_some();
            anyhow::ensure!(
                !elsewhere,
                "the demo keeps everything in a folder of its own, gone when it ends"
            );
            listen_at(&mut config, listen);
            let place = tempfile::Builder::new().prefix("lotse-demo-").tempdir();
            let place = place.context("there is no place for temporary files")?;
            serve(demo::config(&config, &place), move |app| demo::fill(app, seed))
        }
        Some(Command::Backup(asked)) => backup::run(&config, &asked),
        Some(Command::Restore(asked)) => restore::run(&config, &asked),
        Some(Command::Import(command)) => import::run(&App::open(config)?, command),
        Some(Command::Member(command)) => member::run(&App::open(config)?, command),
        Some(Command::LoginLink { email }) => member::login_link(&App::open(config)?, &email),
        Some(Command::Mail(command)) => mail::run(config, command),
        Some(Command::Bounce) => bounce::run(&App::open(config)?),
        Some(Command::Reindex) => reindex(&App::open(config)?),
        Some(Command::Check(asked)) => check::run(config, &asked),
    }
}

fn listen_at(config: &mut Config, listen: Option<SocketAddr>) {
    if let Some(listen) = listen {
        config.listen = listen;
        config.note_origin("listen", Origin::Flag);
    }
}

fn settings(place: &Place) -> anyhow::Result<Config> {
    let file = place.config.clone().unwrap_or_else(|| "lotse.toml".into());
    anyhow::ensure!(place.config.is_none() || file.is_file(), "there is no file {}", file.display());
    let mut config = Config::load(&file).context("the settings cannot be used")?;
    if let Some(dir) = &place.data_dir {
        config.data_dir.clone_from(dir);
        config.note_origin("data_dir", Origin::Flag);
    }
    if let Some(url) = &place.database_url {
        config.database_url = Some(url.clone());
        config.note_origin("database_url", Origin::Flag);
    }
    Ok(config)
}

/// Log lines go to standard error, with times in UTC; `RUST_LOG` chooses which.
fn start_log(format: LogFormat) {
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("info,actix_server=warn,actix_http=off"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match format {
        LogFormat::Text => log.with_ansi(std::io::stderr().is_terminal()).init(),
        // Its fields stand beside the message, as most collectors expect; one span says whose line it is.
        LogFormat::Json => log.json().flatten_event(true).with_span_list(false).init(),
    }
}

/// Serves until SIGTERM or SIGINT; requests under way have ten seconds to end then. `prepare` runs before.
fn serve(mut config: Config, prepare: impl FnOnce(&App) -> anyhow::Result<()>) -> anyhow::Result<()> {
    start_log(config.log_format);
    let listen = config.listen;
    // First of all, so that a second start by mistake touches nothing.
    let listener = TcpListener::bind(listen).with_context(|| format!("cannot listen on {listen}"))?;
    // Port 0 is any free one.
    config.listen = listener.local_addr()?;
    let machines = config.metrics_listen.map(|place| {
        TcpListener::bind(place).with_context(|| format!("cannot listen on {place} (metrics_listen)"))
    });
    let machines = machines.transpose()?;
    let public_url = config.public_url();
    if config.smtp_url.is_none() {
        let dir = config.data_dir.join("mail");
        tracing::info!("no mail server is set up: mail is written to {}", dir.display());
    }
    let app = App::open(config)?;
    prepare(&app)?;
    let background = app.start_background()?;
    let setup = app.setup_path()?;
    let (told, stop, finished) = (app.clone(), background.stop(), app.clone());
    actix_web::rt::System::new().block_on(async move {
        if let Some(listener) = machines {
            tracing::info!(listen = %listener.local_addr()?, "figures are at /metrics");
            // Not stopped before the process ends: until then it says that this server is stopping.
            actix_web::rt::spawn(lotse::serve_machines(&app, listener)?);
        }
        let server = lotse::serve(&app, listener)?;
        let handle = server.handle();
        let signal = signals()?;
        actix_web::rt::spawn(async move {
            signal.await;
            tracing::info!("stopping");
            told.drain();
            stop.set();
            handle.stop(true).await;
        });
        if let Some(path) = setup {
            println!("Set up: {public_url}{path}");
        }
        println!("Lotse is at {public_url}");
        let site = app.site();
        tracing::info!(listen = %site.config.listen, database = %site.store.database().url(), "serving");
        server.await.context("the server failed")
    })?;
    drop(background);
    if let Err(problem) = finished.site().store.database().checkpoint() {
        // Nothing is lost: the next start reads the log.
        tracing::warn!(problem = format!("{problem:#}"), "the database's log could not be put away");
    }
    tracing::info!("stopped");
    Ok(())
}

/// Comes about with the first SIGTERM or SIGINT after this call.
#[cfg(unix)]
fn signals() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        futures_util::future::select(std::pin::pin!(terminate.recv()), std::pin::pin!(interrupt.recv()))
            .await;
    })
}

/// Comes about with the first Ctrl-C.
#[cfg(not(unix))]
fn signals() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async move { drop(tokio::signal::ctrl_c().await) })
}

/// Makes the search index anew, or has the running server do so.
fn reindex(app: &App) -> anyhow::Result<()> {
    let mut said = 0;
    let tell = |percent: i64| {
        if percent >= said + 10 {
            said = percent / 10 * 10;
            println!("{said} %");
        }
    };
    println!(
        "{}",
        match lotse::search::reindex(app.site(), tell)? {
            Reindexed::Made => "The search index is new",
            Reindexed::Asked => "The running server makes its search index anew, and serves meanwhile",
        }
    );
    Ok(())
}
