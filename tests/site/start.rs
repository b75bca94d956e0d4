//! The one place where the tests touch the program: settings in, a running server out.

use std::net::TcpListener;
use std::path::Path;
use std::sync::mpsc;
use std::thread::JoinHandle;

use actix_web::dev::ServerHandle;
use lotse::App;
use lotse::config::Config;

/// A server on its own thread; stops when dropped.
pub struct Running {
    address: String,
    handle: ServerHandle,
    thread: Option<JoinHandle<()>>,
}

impl Running {
    /// Serves a new site on a free port. `database` is its address, `folder` its data directory.
    pub fn start(database: &str, folder: &Path) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("the port is known").port();
        let address = format!("http://127.0.0.1:{port}");
        let app = App::open(config(database, folder, &address)).expect("a site can be opened");
        let (tell, told) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let server = lotse::serve(app, listener).expect("a site can be served");
                tell.send(server.handle()).expect("the test waits for the server");
                server.await.expect("the server ends well");
            });
        });
        let handle = told.recv().expect("the server starts");
        Self { address, handle, thread: Some(thread) }
    }

    /// `http://127.0.0.1:port`.
    pub fn address(&self) -> &str {
        &self.address
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
        database: database.to_owned(),
        data_dir: folder.to_owned(),
        public_url: address.to_owned(),
        count_statements: true,
        ..Config::default()
    }
}
