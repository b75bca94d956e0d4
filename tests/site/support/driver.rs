//! ChromeDriver, started once a run, and what it is told about a new browser.

use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::OnceLock;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::chromium::Look;
use super::patience::patiently;
use super::{guard, required};

/// A running ChromeDriver, and the runtime on which browsers are spoken to.
pub struct Driver {
    pub address: String,
    pub runtime: Runtime,
    /// Where browsers keep their profiles: what is left of them ends with the driver.
    pub folder: PathBuf,
    _guard: Child,
}

impl Driver {
    /// The driver of this run, or nothing (said once) where Chromium is not installed.
    pub fn get() -> Option<&'static Self> {
        static DRIVER: OnceLock<Option<Driver>> = OnceLock::new();
        let driver = DRIVER.get_or_init(Driver::start).as_ref();
        if driver.is_none() {
            required::missing("chromium", "Chromium and ChromeDriver not found: no test runs in a browser");
        }
        driver
    }

    fn start() -> Option<Self> {
        let chromedriver = on_path("chromedriver")?;
        on_path("chromium")?;
        let folder = tempfile::Builder::new().prefix("lotse-chromium-").tempdir().ok()?.keep();
        let log = folder.join("log");
        let guard = guard::start(&[&chromedriver, "--port=0"], "TERM", &folder, &log);
        let guard = guard.expect("chromedriver can be started");
        let port = patiently("ChromeDriver to start", Duration::from_secs(30), || {
            let said = std::fs::read_to_string(&log).ok()?;
            let (_, rest) = said.split_once("started successfully on port ")?;
            let (port, _) = rest.split_once(['.', '\n'])?;
            port.trim().parse::<u16>().ok()
        });
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime for the browser");
        Some(Self { address: format!("http://127.0.0.1:{port}"), runtime, folder, _guard: guard })
    }

    /// A command that WebDriver has no name for.
    pub fn ask(&self, path: &str, body: &Value) -> Value {
        let answer = ureq::post(format!("{}{path}", self.address))
            .content_type("application/json")
            .send(body.to_string());
        let text = answer.expect("ChromeDriver answers").body_mut().read_to_string();
        let mut answer: Value = serde_json::from_str(&text.expect("a text")).expect("an answer in JSON");
        answer["value"].take()
    }
}

/// The capabilities of a new browser.
pub fn options(look: &Look, profile: &Path) -> Value {
    let javascript = if look.has_javascript { 1 } else { 2 };
    json!({
        "binary": on_path("chromium"),
        "args": [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
            "--force-prefers-reduced-motion",
            format!("--lang={}", look.language),
            format!("--accept-lang={}", look.language),
            format!("--user-data-dir={}", profile.display()),
        ],
        "prefs": {
            "profile.managed_default_content_settings.javascript": javascript,
            "intl.accept_languages": look.language,
        },
    })
}

fn on_path(name: &str) -> Option<String> {
    let output = Command::new("sh").args(["-c", &format!("command -v {name}")]).output().ok()?;
    let path = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    (output.status.success() && !path.is_empty()).then_some(path)
}
