//! The one place where the tests touch the program: settings in, a running server out.

#![allow(dead_code)] // as in `support`: not every tool is taken down by every test

use std::net::TcpListener;
use std::path::Path;
use std::sync::mpsc;
use std::thread::JoinHandle;

use actix_web::dev::ServerHandle;
use lotse::config::Config;
use lotse::{App, Background};

/// A server on its own thread; stops when dropped.
pub struct Running {
    app: App,
    address: String,
    handle: ServerHandle,
    thread: Option<JoinHandle<()>>,
    _background: Background,
}

impl Running {
    /// Serves a new site on a free port. `database` is its address, `folder` its data directory.
    pub fn start(database: &str, folder: &Path) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("the port is known").port();
        let address = format!("http://127.0.0.1:{port}");
        let app = App::open(config(database, folder, &address)).expect("a site can be opened");
        let background = app.start_background().expect("nobody else serves it");
        let (tell, told) = mpsc::channel();
        let served = app.clone();
        let thread = std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let server = lotse::serve(&served, listener).expect("a site can be served");
                tell.send(server.handle()).expect("the test waits for the server");
                server.await.expect("the server ends well");
            });
        });
        let handle = told.recv().expect("the server starts");
        Self { app, address, handle, thread: Some(thread), _background: background }
    }

    /// `http://127.0.0.1:port`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The open site, for what no page shows.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// A fresh path whose holder becomes the first admin; nothing once there is one.
    pub fn setup_path(&self) -> Option<String> {
        self.app.setup_path().expect("the database answers")
    }

    /// How many statements pages have taken so far.
    pub fn statements(&self) -> u64 {
        self.app.site().store.database().statements()
    }

    /// Stops taking connections; what is under way may end. Returns when all has ended.
    pub fn drain(&mut self) {
        self.app.drain();
        drop(self.handle.stop(true));
        if let Some(thread) = self.thread.take() {
            thread.join().expect("the server ends well");
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Not gracefully: browsers keep their connections open.
        drop(self.handle.stop(false));
        if let Some(thread) = self.thread.take() {
            let ended = thread.join();
            assert!(std::thread::panicking() || ended.is_ok(), "the server panicked");
        }
    }
}

/// Brings the database at this address up to date, as a start does, and hangs up.
pub fn migrate(database: &str) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    drop(App::open(config(database, folder.path(), "http://127.0.0.1")).expect("a site can be opened"));
}

fn config(database: &str, folder: &Path, address: &str) -> Config {
    Config {
        database_url: Some(database.to_owned()),
        data_dir: folder.to_owned(),
        public_url: Some(address.to_owned()),
        // Two threads of each of many sites are enough.
        workers: Some(2),
        limit_addresses: false,
        metrics_token: Some("a-token-of-the-tests".to_owned()),
        security_contact: Some("security@example.org".to_owned()),
        ..Config::default()
    }
}
