//! What listens: the community, and beside it what only machines ask.

use std::net::TcpListener;
use std::time::Duration;

use actix_web::dev::Server;
use actix_web::http::KeepAlive;
use actix_web::middleware::{Compress, from_fn};
use actix_web::web::{Data, PayloadConfig, get};
use actix_web::{App as Actix, HttpServer};

use crate::config::Limits;
use crate::operations::{metrics_page, ready};
use crate::pages::helpers_of_week::HelpersOfWeek;
use crate::{App, routes, web};

/// Seconds within which a request's head must have arrived.
const HEAD_SECONDS: u64 = 10;
/// Seconds an idle connection is kept open for the next click.
const IDLE_SECONDS: u64 = 8;
/// Seconds requests have to end when the server stops.
const DRAIN_SECONDS: u64 = 10;
/// Open connections of one worker; more wait in the kernel's queue.
const CONNECTIONS: usize = 4096;
/// Threads of one worker that wait for the database and hash passwords.
const BLOCKING_THREADS: usize = 16;

/// A server that answers on `listener`; it takes no signals, `Server::handle` stops it.
pub fn serve(app: &App, listener: TcpListener) -> anyhow::Result<Server> {
    let workers = app.site.config.workers;
    let helpers: Data<HelpersOfWeek> = Data::default();
    let (site, door, reads) = (app.site.clone(), app.door.clone(), app.reads.clone());
    let (search, similar) = (app.search.clone(), app.similar.clone());
    let (running, tour, sendings) = (app.running.clone(), app.tour.clone(), app.sendings.clone());
    let mut server = HttpServer::new(move || {
        Actix::new()
            .app_data(site.clone())
            .app_data(door.clone())
            .app_data(search.clone())
            .app_data(similar.clone())
            .app_data(reads.clone())
            .app_data(helpers.clone())
            .app_data(running.clone())
            .app_data(tour.clone())
            .app_data(sendings.clone())
            .app_data(PayloadConfig::new(Limits::FORM_BYTES))
            .configure(routes::configure)
            .wrap(Compress::default())
            .wrap(from_fn(web::tidy))
            .wrap(from_fn(web::surround))
    })
    // Without it a compressed page waits 40 ms for the last packet's acknowledgement.
    .tcp_nodelay(true)
    .keep_alive(KeepAlive::Timeout(Duration::from_secs(IDLE_SECONDS)))
    .client_request_timeout(Duration::from_secs(HEAD_SECONDS))
    .max_connections(CONNECTIONS)
    .worker_max_blocking_threads(BLOCKING_THREADS)
    .shutdown_timeout(DRAIN_SECONDS)
    .disable_signals();
    if let Some(workers) = workers {
        server = server.workers(workers.max(1));
    }
    Ok(server.listen(listener)?.run())
}

/// A server for machines alone: the figures, and whether this one lives and is ready.
pub fn serve_machines(app: &App, listener: TcpListener) -> anyhow::Result<Server> {
    let app = app.clone();
    let server = HttpServer::new(move || {
        Actix::new()
            .app_data(app.site.clone())
            .app_data(app.search.clone())
            .app_data(app.running.clone())
            .app_data(app.sendings.clone())
            .route("/metrics", get().to(metrics_page::open))
            .route("/healthz", get().to(ready::healthz))
            .route("/readyz", get().to(ready::readyz))
    });
    let server = server.workers(1).worker_max_blocking_threads(4).shutdown_timeout(1).disable_signals();
    Ok(server.listen(listener)?.run())
}
