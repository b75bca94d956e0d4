//! The documented load run for pages, search and writing; `docs/PERFORMANCE.md` says how to use it and what came out.
//! `benches/load.sh` drives it.
//!
//! `fill URL POSTS` makes a community and prints the path of the thread that is measured; `serve URL PORT` serves it
//! with one worker, and on the next port the *ceiling*: a bare handler that answers with the bytes of that page from
//! memory; `sign-in URL` prints the cookie of a member's session; `searches COUNT` prints pairs of words to search
//! for; `write URL SITE WRITERS SECONDS` posts replies and says how many were acknowledged, and how soon.
//! URL is that of a database: `sqlite:PATH` or `postgres://…`.

mod fill;
mod words;
mod writes;

use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::{Arc, RwLock};

use actix_web::http::header;
use actix_web::{App as Actix, HttpRequest, HttpResponse, HttpServer, web};
use anyhow::{Context, bail};
use diesel::prelude::*;
use lotse::config::Config;
use lotse::db::schema::sessions;
use lotse::ids::{MemberId, Ts};
use lotse::web::secrets::{hash_token, random_token};
use lotse::{App, serve};
use tracing_subscriber::EnvFilter;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["fill", url, posts] => println!("{}", fill::fill(&open(url, 0)?, posts.parse()?)?),
        ["sign-in", url] => println!("{}", sign_in(&open(url, 0)?, MemberId(fill::STAFF + 1))?),
        ["searches", count] => println!("{}", words::searches(count.parse()?).join("\n")),
        ["serve", url, port] => run(url, port.parse()?)?,
        ["write", url, site, writers, seconds] => {
            writes::run(&open(url, 0)?, site, writers.parse()?, seconds.parse()?)?;
        }
        // `cargo bench` without words: this one is driven by a script.
        [] => println!("see docs/PERFORMANCE.md"),
        _ => bail!(
            "fill URL POSTS | serve URL PORT | sign-in URL | searches COUNT | write URL SITE WRITERS SECONDS"
        ),
    }
    Ok(())
}

/// The community in this database; its other files lie beside an SQLite file, else in a temporary folder.
fn open(url: &str, port: u16) -> anyhow::Result<App> {
    let beside = url.strip_prefix("sqlite:").and_then(|path| PathBuf::from(path).parent().map(PathBuf::from));
    App::open(Config {
        data_dir: beside.unwrap_or_else(|| std::env::temp_dir().join("lotse-bench")),
        database_url: Some(url.to_owned()),
        public_url: Some(format!("http://127.0.0.1:{port}")),
        workers: Some(1),
        limit_addresses: false,
        ..Config::default()
    })
}

/// A session of the member, as the value of a `Cookie` header.
fn sign_in(app: &App, member: MemberId) -> anyhow::Result<String> {
    let token = random_token();
    let hash = hash_token(&token);
    app.site().store.database().write_now(move |db| {
        let now = Ts::now();
        diesel::insert_into(sessions::table)
            .values((
                sessions::token_hash.eq(&hash),
                sessions::member.eq(member),
                sessions::device.eq(""),
                sessions::created_at.eq(now),
                sessions::last_seen_at.eq(now),
                sessions::expires_at.eq(now.plus_days(1)),
            ))
            .execute(db)?;
        Ok::<_, anyhow::Error>(())
    })?;
    Ok(format!("session={token}"))
}

/// What the ceiling answers with: set by a POST of the page's bytes.
type Bytes = Arc<RwLock<web::Bytes>>;

fn run(url: &str, port: u16) -> anyhow::Result<()> {
    let log = tracing_subscriber::fmt().with_env_filter(EnvFilter::from_default_env());
    log.with_writer(std::io::stderr).init();
    let app = open(url, port)?;
    let _background = app.start_background()?;
    let bytes = Bytes::default();
    let ceiling = HttpServer::new(move || {
        Actix::new()
            .app_data(web::Data::new(bytes.clone()))
            .app_data(web::PayloadConfig::new(4 * 1024 * 1024))
            .default_service(web::to(answer))
    })
    .tcp_nodelay(true)
    .workers(1)
    .disable_signals();
    actix_web::rt::System::new().block_on(async move {
        let own = TcpListener::bind(("127.0.0.1", port))?;
        let other = TcpListener::bind(("127.0.0.1", port.checked_add(1).context("the port is too high")?))?;
        let ceiling = ceiling.listen(other)?.run();
        let pages = serve(&app, own)?;
        let (one, two) = futures_util::future::join(pages, ceiling).await;
        one?;
        two?;
        Ok(())
    })
}

async fn answer(request: HttpRequest, bytes: web::Data<Bytes>, body: web::Bytes) -> HttpResponse {
    if request.method() == actix_web::http::Method::POST {
        *bytes.write().unwrap_or_else(|e| e.into_inner()) = body;
        return HttpResponse::NoContent().finish();
    }
    let bytes = bytes.read().unwrap_or_else(|e| e.into_inner()).clone();
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((header::CONTENT_ENCODING, "gzip"))
        .body(bytes)
}
