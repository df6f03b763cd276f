//! One headless Firefox, with a profile of its own, driven by `WebDriver` `BiDi`: no driver stands between. What it can't tell is
//! not measured in it: the processor time of a page, its memory, its long tasks.

use std::cell::RefCell;
use std::fs;
use std::process::Command;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::program::Program;
use crate::remote::{PATIENCE, Remote};
use crate::setting;
use crate::tab::PROBE;
use crate::trouble::{Result, Trouble};

/// How long it may take to start: a new profile takes a while.
const START: Duration = Duration::from_mins(1);

/// It would otherwise hold back connections to a host that failed before, up to a minute each.
const PREFERENCES: &str = "user_pref(\"network.websocket.delay-failed-reconnects\", false);\n";

/// The browser. Ended when it is dropped, and its profile with it.
pub(crate) struct Firefox {
    remote: RefCell<Remote>,
    #[expect(dead_code, reason = "held for its Drop, which ends it")]
    program: Program,
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
        let firefox = setting::firefox().ok_or(Trouble::NoFirefox)?;
        let mut program = Program::start(&firefox, "firefox", |command, profile| {
            fs::write(profile.join("user.js"), PREFERENCES).expect("a new profile can be written to");
            command
                .args(["--headless", "--no-remote", "--width", "1440", "--height", "900"])
                .args(["--remote-debugging-port", "0", "--profile"])
                .arg(profile);
        })?;
        let port = program.told("WebDriverBiDiServer.json", START, port)?;
        let firefox = Self {
            remote: RefCell::new(Remote::connect(port, "/session")?),
            program,
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
        // Asked first, so that it takes its own processes along.
        let _ = self.call("browser.close", &json!({}), PATIENCE);
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

/// What stands in `WebDriverBiDiServer.json`, once it is written to its end.
fn port(told: &str) -> Option<u16> {
    let told: Value = serde_json::from_str(told).ok()?;
    u16::try_from(told["ws_port"].as_u64()?).ok()
}
