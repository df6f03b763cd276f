//! One headless Firefox, with a profile of its own, driven by `WebDriver` `BiDi`: no driver stands between. What it can't tell is
//! not measured in it: the processor time of a page, its memory, its long tasks.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use std::{env, fs};

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::remote::{PATIENCE, Remote};
use crate::setting;
use crate::trouble::{Doing as _, Result, Trouble};

/// In every page, before its own scripts.
const PROBE: &str = include_str!("js/probe.js");

/// How long it may take to start: a new profile takes a while.
const START: Duration = Duration::from_mins(1);

/// The browser. Ended when it is dropped, and its profile with it.
pub(crate) struct Firefox {
    remote: RefCell<Remote>,
    process: Child,
    profile: PathBuf,
}

/// One page in one tab. Closed when it is dropped.
pub(crate) struct Tab<'a> {
    firefox: &'a Firefox,
    context: Value,
}

/// What it calls itself, where there is one: `Mozilla Firefox 153.7.0esr`.
pub(crate) fn version() -> Option<String> {
    let told = Command::new(setting::firefox()?).arg("--version").output().ok()?;
    let words = String::from_utf8(told.stdout).ok()?;
    Some(words.trim().to_owned())
}

impl Firefox {
    /// Starts it and connects to it.
    pub(crate) fn start() -> Result<Self> {
        let program = setting::firefox().ok_or(Trouble::NoFirefox)?;
        let profile = env::temp_dir().join(format!("tabcat-bench-firefox-{}", std::process::id()));
        fs::create_dir_all(&profile).doing(format!("create {}", profile.display()))?;
        let mut process = Command::new(&program)
            .args(["--headless", "--no-remote", "--width", "1440", "--height", "900"])
            .args(["--remote-debugging-port", "0", "--profile"])
            .arg(&profile)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .doing(format!("start {}", program.display()))?;
        let listening = wait_for_port(&profile, &mut process);
        let remote = match listening.and_then(|port| Remote::connect(port, "/session")) {
            Ok(remote) => RefCell::new(remote),
            Err(trouble) => {
                let _ = process.kill();
                let _ = process.wait();
                return Err(trouble);
            }
        };
        let firefox = Self {
            remote,
            process,
            profile,
        };
        firefox.call("session.new", &json!({ "capabilities": {} }), PATIENCE)?;
        Ok(firefox)
    }

    /// Opens an address in a fresh tab, with these scripts run before the page's own.
    pub(crate) fn open(&self, address: &str, scripts: &[&str]) -> Result<Tab<'_>> {
        let created = self.call("browsingContext.create", &json!({ "type": "tab" }), PATIENCE)?;
        let tab = Tab {
            firefox: self,
            context: created["context"].clone(),
        };
        for script in [PROBE].iter().chain(scripts) {
            let preload = json!({
                "functionDeclaration": format!("() => {{\n{script}\n}}"),
                "contexts": [tab.context],
            });
            self.call("script.addPreloadScript", &preload, PATIENCE)?;
        }
        let place = json!({ "context": tab.context, "url": address, "wait": "complete" });
        self.call("browsingContext.navigate", &place, PATIENCE)?;
        tab.ask::<()>("bench.ready()", PATIENCE)?;
        Ok(tab)
    }

    fn call(&self, method: &str, params: &Value, patience: Duration) -> Result<Value> {
        self.remote.borrow_mut().call(None, method, params, patience)
    }
}

impl Drop for Firefox {
    fn drop(&mut self) {
        // Asked first, so that it takes its own processes along; killed where it does not answer.
        let _ = self.call("browser.close", &json!({}), PATIENCE);
        let until = Instant::now() + Duration::from_secs(10);
        while matches!(self.process.try_wait(), Ok(None)) && Instant::now() < until {
            sleep(Duration::from_millis(20));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
        if let Err(error) = fs::remove_dir_all(&self.profile) {
            eprintln!("{} could not be removed: {error}", self.profile.display());
        }
    }
}

impl Tab<'_> {
    /// The value of an expression in the page, once its promise has settled.
    pub(crate) fn ask<T: DeserializeOwned>(&self, expression: &str, patience: Duration) -> Result<T> {
        // BiDi has a notation of its own for values; as a text of JSON they come through as they are.
        let asked = json!({
            "expression": format!("(async () => JSON.stringify((await {expression}) ?? null))()"),
            "target": { "context": self.context },
            "awaitPromise": true,
        });
        let told = self.firefox.call("script.evaluate", &asked, patience)?;
        if let Some(thrown) = told.get("exceptionDetails") {
            return Err(Trouble::page(format!("{expression}: {}", thrown["text"])));
        }
        let text = told["result"]["value"].as_str().unwrap_or_default();
        serde_json::from_str(text).map_err(|error| Trouble::page(format!("{expression}: {error}")))
    }
}

impl Drop for Tab<'_> {
    fn drop(&mut self) {
        // Fails only where the browser has gone, and the tab with it.
        let tab = json!({ "context": self.context });
        let _ = self.firefox.call("browsingContext.close", &tab, PATIENCE);
    }
}

/// Where it listens, once it has written that down.
fn wait_for_port(profile: &Path, process: &mut Child) -> Result<u16> {
    let until = Instant::now() + START;
    loop {
        let told = fs::read_to_string(profile.join("WebDriverBiDiServer.json"));
        if let Some(port) = told.ok().and_then(|told| port(&told)) {
            return Ok(port);
        }
        if let Some(status) = process.try_wait().doing("look after Firefox")? {
            return Err(Trouble::browser("start", status));
        }
        if Instant::now() > until {
            return Err(Trouble::browser("start", "no debugging port in time"));
        }
        sleep(Duration::from_millis(50));
    }
}

/// What stands in `WebDriverBiDiServer.json`, once it is written to its end.
fn port(told: &str) -> Option<u16> {
    let told: Value = serde_json::from_str(told).ok()?;
    u16::try_from(told["ws_port"].as_u64()?).ok()
}
