//! One headless Chromium for the whole run, with a profile of its own.

use std::cell::RefCell;
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::program::Program;
use crate::remote::{PATIENCE, Remote};
use crate::renderer::Renderer;
use crate::setting;
use crate::trouble::Result;

/// As root there is no sandbox to have; the rest keeps the browser from everything but the page.
const ARGUMENTS: [&str; 13] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // An answer amended on its way has no address space, and may not open sockets to this machine (Chrome 147 on).
    "--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets",
    "--window-size=1440,900",
    "--remote-debugging-port=0",
    "about:blank",
];

/// How long it may take to start.
const START: Duration = Duration::from_secs(30);

/// How long it may take to come to rest, and how long it must have been quiet: two in a hundred is.
const SETTLE: Duration = Duration::from_secs(5);
const QUIET: Duration = Duration::from_millis(200);

/// The browser. Ended when it is dropped, and its profile with it.
pub(crate) struct Chromium {
    remote: RefCell<Remote>,
    #[expect(dead_code, reason = "held for its Drop, which ends it")]
    program: Program,
}

impl Chromium {
    /// Starts it and connects to it.
    pub(crate) fn start() -> Result<Self> {
        let mut program = Program::start(&setting::chromium()?, "chromium", |command, profile| {
            command
                .args(ARGUMENTS)
                .arg(format!("--user-data-dir={}", profile.display()));
        })?;
        let (port, path) = program.told("DevToolsActivePort", START, port_and_path)?;
        let chromium = Self {
            remote: RefCell::new(Remote::connect(port, &path)?),
            program,
        };
        chromium.settle()?;
        Ok(chromium)
    }

    /// Waits until its renderers have nothing to do: Chromium's own window is made of pages too.
    pub(crate) fn settle(&self) -> Result<()> {
        let spent = || {
            let renderers = self.renderers()?.into_iter().map(Renderer::new);
            // One may end between the list and the look.
            let spent = renderers.filter_map(|renderer| renderer.spent().ok());
            Ok(spent.map(|spent| spent.whole).sum::<Duration>())
        };
        let until = Instant::now() + SETTLE;
        let mut before = spent()?;
        while Instant::now() < until {
            sleep(QUIET);
            let now = spent()?;
            if now.abs_diff(before) < QUIET / 50 {
                return Ok(());
            }
            before = now;
        }
        Ok(())
    }

    /// What it calls itself, such as `Chrome/156.0.7000.1`.
    pub(crate) fn version(&self) -> Result<String> {
        let version = self.call("Browser.getVersion", &json!({}))?;
        Ok(version["product"].as_str().unwrap_or_default().to_owned())
    }

    /// The process ids of its renderers.
    pub(crate) fn renderers(&self) -> Result<Vec<u32>> {
        let told = self.call("SystemInfo.getProcessInfo", &json!({}))?;
        let processes = told["processInfo"].as_array().cloned().unwrap_or_default();
        Ok(processes
            .iter()
            .filter(|process| process["type"] == "renderer")
            .filter_map(|process| u32::try_from(process["id"].as_u64()?).ok())
            .collect())
    }

    /// A command to the browser itself.
    pub(crate) fn call(&self, method: &str, params: &Value) -> Result<Value> {
        self.remote.borrow_mut().call(None, method, params, PATIENCE)
    }

    /// A command to a page.
    pub(crate) fn call_page(
        &self,
        session: &str,
        method: &str,
        params: &Value,
        patience: Duration,
    ) -> Result<Value> {
        self.remote
            .borrow_mut()
            .call(Some(session), method, params, patience)
    }

    /// The next event of any page: its name and its parameters. `None` when none comes in time.
    pub(crate) fn event(&self, patience: Duration) -> Result<Option<(String, Value)>> {
        self.remote.borrow_mut().event(patience)
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        // Asked first, so that it takes its own processes along.
        let _ = self.call("Browser.close", &json!({}));
    }
}

/// What stands in `DevToolsActivePort`, once both lines are there.
fn port_and_path(told: &str) -> Option<(u16, String)> {
    let (port, path) = told.split_once('\n')?;
    let path = path.trim();
    path.starts_with('/')
        .then(|| Some((port.trim().parse().ok()?, path.to_owned())))?
}
