//! A real browser: headless Chromium, driven through ChromeDriver.
//!
//! - One ChromeDriver a run, one fresh profile a [`Browser`].
//! - [`Browser::expect_clean_console`] fails on errors in the console; violations of the
//!   content security policy are such errors.
//! - When a test fails, what the browser showed lies in `target/screenshots/`.
//! - Without Chromium those tests are left out, and the run says so.

use std::path::PathBuf;

use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use super::driver::{self, Driver};
use super::patience::{PATIENCE, patiently};

/// How a browser is set up.
#[derive(Clone, Debug)]
pub struct Look {
    pub width: u32,
    pub height: u32,
    pub is_dark: bool,
    pub has_javascript: bool,
    /// As in `Accept-Language`: `de`, `en`.
    pub language: &'static str,
}

impl Default for Look {
    fn default() -> Self {
        Self { width: 1280, height: 900, is_dark: false, has_javascript: true, language: "de" }
    }
}

impl Look {
    /// The narrowest phone that pages are made for.
    pub fn phone() -> Self {
        Self { width: 320, height: 640, ..Self::default() }
    }
}

/// An open browser window. What is not there after five seconds fails the test.
pub struct Browser {
    client: Option<Client>,
    driver: &'static Driver,
    session: String,
    address: String,
    name: String,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// A window on the site at `address`, or nothing where Chromium is not installed.
    /// `name` names the pictures of failures.
    pub fn open(name: &str, address: &str, look: &Look) -> Option<Self> {
        let driver = Driver::get()?;
        let profile = tempfile::tempdir_in(&driver.folder).expect("a temporary folder can be made");
        let mut wanted = serde_json::Map::new();
        wanted.insert("goog:chromeOptions".to_owned(), driver::options(look, profile.path()));
        wanted.insert("goog:loggingPrefs".to_owned(), json!({ "browser": "ALL" }));
        let (client, session) = driver.runtime.block_on(async {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            let client = builder.capabilities(wanted).connect(&driver.address).await;
            let client = client.expect("a browser can be opened");
            let session = client.session_id().await.expect("a session").expect("a session has an id");
            (client, session)
        });
        let browser = Self {
            client: Some(client),
            driver,
            session,
            address: address.to_owned(),
            name: name.to_owned(),
            _profile: profile,
        };
        browser.set_up(look);
        Some(browser)
    }

    /// Size and colours: a window cannot be made narrower than 500 pixels, a page can.
    fn set_up(&self, look: &Look) {
        let size = json!({
            "width": look.width, "height": look.height, "deviceScaleFactor": 1, "mobile": false,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", &size);
        let scheme = if look.is_dark { "dark" } else { "light" };
        let colours = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.devtools("Emulation.setEmulatedMedia", &colours);
    }

    /// Opens a path of the site, or a link to it.
    pub fn go(&self, path: &str) {
        let path = path.strip_prefix(&self.address).unwrap_or(path);
        let url = format!("{}{path}", self.address);
        self.run(self.client().goto(&url));
    }

    /// The path (with query and fragment) that is open.
    pub fn path(&self) -> String {
        let url = self.run(self.client().current_url());
        url.as_str().strip_prefix(&self.address).unwrap_or(url.as_str()).to_owned()
    }

    /// Waits until the path begins with this.
    pub fn wait_for_path(&self, start: &str) {
        patiently(&format!("the page {start} (now {})", self.path()), PATIENCE, || {
            self.path().starts_with(start).then_some(())
        });
    }

    /// Waits until these words can be read on the page.
    pub fn wait_for_text(&self, words: &str) {
        patiently(&format!("“{words}” on {}", self.path()), PATIENCE, || {
            self.text().contains(words).then_some(())
        });
    }

    /// The words that can be seen now.
    pub fn text(&self) -> String {
        let body = self
            .driver
            .runtime
            .block_on(async { self.client().find(Locator::Css("body")).await?.text().await });
        // The page may have been replaced between the two questions.
        body.unwrap_or_default()
    }

    /// Clicks the first visible element that a CSS selector finds.
    pub fn click(&self, css: &str) {
        let element = self.find(css);
        self.run(element.click());
    }

    /// Clicks the first visible button or link with these words.
    pub fn press(&self, words: &str) {
        let quoted = words.replace('\'', "’");
        let xpath = format!(
            "//*[self::a or self::button or self::summary or self::label]\
             [contains(normalize-space(.), '{quoted}')]"
        );
        let element = self.visible(Locator::XPath(&xpath), &format!("a button or link “{words}”"));
        self.run(element.click());
    }

    /// Types into the field of this name, in place of what is there.
    pub fn fill(&self, name: &str, words: &str) {
        let element = self.find(&format!("[name='{name}']:not([type=hidden])"));
        self.run(element.clear());
        self.run(element.send_keys(words));
    }

    /// Types keys to whatever has the focus (see `fantoccini::key`).
    pub fn keys(&self, keys: &str) {
        let element = self.run(self.client().active_element());
        self.run(element.send_keys(keys));
    }

    /// Waits for the first visible element that a CSS selector finds.
    pub fn find(&self, css: &str) -> Element {
        self.visible(Locator::Css(css), css)
    }

    /// How many elements a CSS selector finds now.
    pub fn count(&self, css: &str) -> usize {
        self.run(self.client().find_all(Locator::Css(css))).len()
    }

    /// The answer of a script, run by the driver (also where pages may run none).
    pub fn script(&self, script: &str) -> Value {
        self.run(self.client().execute(script, Vec::new()))
    }

    /// Fails when the page is wider than the window.
    pub fn expect_no_sideways_scrolling(&self) {
        let wider =
            self.script("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assert_eq!(wider.as_i64(), Some(0), "{} can be scrolled sideways", self.path());
    }

    /// Fails on errors and violations of the content security policy since the last look.
    pub fn expect_clean_console(&self) {
        let log =
            self.driver.ask(&format!("/session/{}/se/log", self.session), &json!({ "type": "browser" }));
        let bad = |entry: &&Value| {
            let text = entry["message"].as_str().unwrap_or("");
            entry["level"] == "SEVERE" || text.contains("Content Security Policy")
        };
        let entries = log.as_array().expect("the driver hands out its log");
        let bad: Vec<_> = entries.iter().filter(bad).map(|entry| entry["message"].to_string()).collect();
        assert!(bad.is_empty(), "the console of {} says {bad:#?}", self.path());
    }

    /// Puts a picture of the window into `target/screenshots/` and says where.
    pub fn screenshot(&self, name: &str) -> PathBuf {
        let folder = pictures();
        let path = folder.join(format!("{name}.png"));
        std::fs::create_dir_all(&folder).expect("the target folder can be written to");
        std::fs::write(&path, self.run(self.client().screenshot())).expect("a picture can be written");
        path
    }

    fn visible(&self, locator: Locator<'_>, what: &str) -> Element {
        patiently(&format!("{what} on {}", self.path()), PATIENCE, || {
            self.driver.runtime.block_on(async {
                for element in self.client().find_all(locator).await.ok()? {
                    if element.is_displayed().await.unwrap_or(false) {
                        return Some(element);
                    }
                }
                None
            })
        })
    }

    fn devtools(&self, command: &str, parameters: &Value) {
        let path = format!("/session/{}/goog/cdp/execute", self.session);
        self.driver.ask(&path, &json!({ "cmd": command, "params": parameters }));
    }

    fn client(&self) -> &Client {
        self.client.as_ref().expect("the window is open until it is dropped")
    }

    fn run<T>(&self, ask: impl Future<Output = Result<T, fantoccini::error::CmdError>>) -> T {
        self.driver.runtime.block_on(ask).unwrap_or_else(|error| panic!("the browser says: {error}"))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let Some(client) = self.client.take() else {
            return;
        };
        let picture = std::thread::panicking().then(|| self.driver.runtime.block_on(client.screenshot()));
        if let Some(Ok(picture)) = picture {
            let folder = pictures();
            let path = folder.join(format!("{}-failed.png", self.name));
            if std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, picture)).is_ok() {
                eprintln!("what the browser showed: {}", path.display());
            }
        }
        let _ = self.driver.runtime.block_on(client.close());
    }
}

/// `target/screenshots`.
fn pictures() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).with_file_name("screenshots")
}
