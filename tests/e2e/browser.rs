//! One headless Chromium, and the chromedriver that starts and ends it.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::Duration;
use std::{env, fs};

use serde_json::{Value, json};
use thirtyfour::prelude::*;
use thirtyfour::{ChromeCapabilities, LoggingPrefsLogLevel};

/// As root there is no sandbox to have; the rest keeps the browser from everything but the page.
const ARGUMENTS: [&str; 11] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1440,900",
    // `computedRole` and `computedName` on every element: what assistive technology is told, asked of the browser itself.
    "--enable-blink-features=ComputedAccessibilityInfo",
];

/// How long chromedriver may take to carry out one command.
const PATIENCE: Duration = Duration::from_mins(1);

/// A browser with one tab. Each is a profile of its own: no storage is shared.
pub(crate) struct Browser {
    /// The session in it.
    pub(crate) driver: WebDriver,
    chromedriver: Chromedriver,
}

impl Browser {
    /// Starts both.
    pub(crate) async fn start() -> WebDriverResult<Self> {
        let chromedriver = Chromedriver::start();
        let mut wanted = ChromeCapabilities::new();
        wanted.set_binary(&setting("TABCAT_CHROMIUM"))?;
        for argument in ARGUMENTS {
            wanted.add_arg(argument)?;
        }
        wanted.set_browser_log_level(LoggingPrefsLogLevel::Severe)?;
        let driver = WebDriver::builder(&chromedriver.address, wanted)
            .request_timeout(PATIENCE)
            .connect()
            .await?;
        Ok(Self { driver, chromedriver })
    }

    /// Sends a command of Chromium's own protocol, for what `WebDriver` has no words for.
    pub(crate) async fn devtools(&self, command: &str, parameters: Value) -> WebDriverResult<Value> {
        self.driver.cdp().send_raw(command, parameters).await
    }

    /// Where to talk to a tab without chromedriver.
    pub(crate) fn line(&self, tab: &str) -> String {
        let options = self.driver.capabilities().get("goog:chromeOptions");
        let address = options.and_then(|options| options["debuggerAddress"].as_str());
        format!(
            "ws://{}/devtools/page/{tab}",
            address.expect("Chromium has an address")
        )
    }

    /// Errors on the console since the last call, without the one kind that a page cannot keep from being printed: a
    /// WebSocket that did not open.
    pub(crate) async fn errors(&self) -> WebDriverResult<Vec<String>> {
        let entries = self
            .driver
            .browser_log()
            .await?
            .into_iter()
            .map(|entry| entry.message);
        Ok(entries
            .filter(|message| !message.contains("WebSocket connection to '"))
            .collect())
    }

    /// Lets the page read and write the clipboard unasked. Only tests read it.
    pub(crate) async fn allow_clipboard(&self, origin: &str) -> WebDriverResult<()> {
        let permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"];
        self.devtools(
            "Browser.grantPermissions",
            json!({ "origin": origin, "permissions": permissions }),
        )
        .await?;
        Ok(())
    }

    /// Keeps the page from writing to the clipboard.
    pub(crate) async fn deny_clipboard(&self, origin: &str) -> WebDriverResult<()> {
        let denied =
            json!({ "origin": origin, "permission": { "name": "clipboard-write" }, "setting": "denied" });
        self.devtools("Browser.setPermission", denied).await?;
        Ok(())
    }

    /// Ends Chromium, then chromedriver.
    pub(crate) async fn quit(self) -> WebDriverResult<()> {
        let Self { driver, chromedriver } = self;
        let ended = driver.quit().await;
        drop(chromedriver);
        ended
    }
}

/// How often chromedriver may fail to get the port it wants.
const START_TRIES: usize = 10;

struct Chromedriver {
    process: Child,
    address: String,
    /// Kept open: a driver whose output goes nowhere would fail at its next word.
    _output: BufReader<ChildStdout>,
    /// Where it and its browser keep their profile and their sockets. Dropped last, when nobody uses it any more.
    _scratch: Scratch,
}

impl Chromedriver {
    /// On a port of its own choice. It chooses among the IPv6 ports and wants the same one of IPv4: another that starts
    /// at the same moment may have that.
    fn start() -> Self {
        let mut said = String::new();
        for _ in 0..START_TRIES {
            match Self::try_start() {
                Ok(driver) => return driver,
                Err(words) => said = words,
            }
        }
        panic!("chromedriver ended before it was ready, {START_TRIES} times:\n{said}");
    }

    /// Starts it once; gives back its words when it ends at once.
    fn try_start() -> Result<Self, String> {
        let program = setting("TABCAT_CHROMEDRIVER");
        let scratch = Scratch::new();
        let mut process = Command::new(&program)
            .arg("--port=0")
            .env("TMPDIR", &scratch.0)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| {
                panic!("{program} cannot be started ({error}): run `cargo xtask test e2e`")
            });
        let mut output = BufReader::new(process.stdout.take().expect("its output was asked for"));
        let mut said = String::new();
        let port = loop {
            let start = said.len();
            let read = output.read_line(&mut said).expect("chromedriver prints text");
            if read == 0 {
                // It has ended: waiting only takes its place in the process table away.
                let _ = process.wait();
                return Err(said);
            }
            if let Some((_, port)) = said[start..].split_once("started successfully on port ") {
                break port.trim().trim_end_matches('.').to_owned();
            }
        };
        Ok(Self {
            process,
            address: format!("http://127.0.0.1:{port}"),
            _output: output,
            _scratch: scratch,
        })
    }
}

impl Drop for Chromedriver {
    fn drop(&mut self) {
        // Both fail only for a process that has ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A directory that is gone when it is dropped. Not in the target directory: a socket's path has at most 107 bytes.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(1);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = env::temp_dir().join(format!("tabcat-e2e-{}-{number}", std::process::id()));
        fs::create_dir_all(&path)
            .unwrap_or_else(|error| panic!("{} cannot be made: {error}", path.display()));
        Self(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // The browser's last processes may still be writing for a moment after its session has ended.
        for _ in 0..40 {
            if fs::remove_dir_all(&self.0).is_ok() {
                return;
            }
            sleep(Duration::from_millis(50));
        }
        eprintln!("{} could not be removed", self.0.display());
    }
}

/// The built page to serve.
pub(crate) fn dist() -> PathBuf {
    setting("TABCAT_DIST").into()
}

/// axe-core's script.
pub(crate) fn axe() -> PathBuf {
    setting("TABCAT_AXE").into()
}

fn setting(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| {
        panic!("{name} is not set: `cargo xtask test e2e` builds the page, finds the browser and axe-core, and says where all are")
    })
}
