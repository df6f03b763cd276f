//! A fresh tab: nothing stored, a process of its own.

use std::cmp::Reverse;
use std::time::{Duration, Instant};

use data_encoding::BASE64;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::chromium::Chromium;
use crate::remote::PATIENCE;
use crate::renderer::Renderer;
use crate::trouble::{Result, Trouble};

/// In every page, before its own scripts.
pub(crate) const PROBE: &str = include_str!("js/probe.js");

/// What makes a page isolated (the HTML standard's "cross-origin isolated capability").
const ISOLATING: [(&str, &str); 2] = [
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
];

/// How long a page may take to say whether it is ready.
const A_MOMENT: Duration = Duration::from_secs(2);

/// One page in one tab. Closed when it is dropped.
pub(crate) struct Tab<'a> {
    chromium: &'a Chromium,
    context: Option<String>,
    target: String,
    session: String,
}

impl<'a> Tab<'a> {
    /// Opens an address, with these scripts run before the page's own.
    pub(crate) fn open(chromium: &'a Chromium, address: &str, scripts: &[&str]) -> Result<Self> {
        let tab = Self::blank(chromium, None, scripts)?;
        tab.call(
            "Storage.clearDataForOrigin",
            &json!({ "origin": address, "storageTypes": "local_storage" }),
        )?;
        tab.go_to(address)?;
        Ok(tab)
    }

    /// A tab in which nothing is open yet.
    pub(crate) fn empty(chromium: &'a Chromium, scripts: &[&str]) -> Result<Self> {
        Self::blank(chromium, None, scripts)
    }

    /// A tab of a profile of its own, with nothing in it and nothing in any cache. Its window takes a moment of both
    /// cores to appear, which is waited for.
    pub(crate) fn cold(chromium: &'a Chromium, scripts: &[&str]) -> Result<Self> {
        let context = chromium.call("Target.createBrowserContext", &json!({}))?;
        let tab = Self::blank(chromium, Some(text(&context, "browserContextId")), scripts)?;
        chromium.settle()?;
        Ok(tab)
    }

    fn blank(chromium: &'a Chromium, context: Option<String>, scripts: &[&str]) -> Result<Self> {
        let mut wanted = json!({ "url": "about:blank" });
        if let Some(context) = &context {
            wanted["browserContextId"] = context.as_str().into();
        }
        let target = text(&chromium.call("Target.createTarget", &wanted)?, "targetId");
        let session = chromium.call(
            "Target.attachToTarget",
            &json!({ "targetId": target, "flatten": true }),
        )?;
        let tab = Self {
            chromium,
            context,
            session: text(&session, "sessionId"),
            target,
        };
        tab.call("Page.enable", &json!({}))?;
        for script in [PROBE].iter().chain(scripts) {
            tab.call(
                "Page.addScriptToEvaluateOnNewDocument",
                &json!({ "source": script }),
            )?;
        }
        Ok(tab)
    }

    /// Opens an address in it and waits until the page has loaded.
    pub(crate) fn go_to(&self, address: &str) -> Result<()> {
        let went = self.call("Page.navigate", &json!({ "url": address }))?;
        if let Some(error) = went["errorText"].as_str() {
            return Err(Trouble::browser(format!("open {address}"), error));
        }
        while let Some((event, _)) = self.chromium.event(PATIENCE)? {
            if event == "Page.loadEventFired" {
                return Ok(());
            }
        }
        Err(Trouble::browser(format!("open {address}"), "it did not load"))
    }

    /// Opens an address as a page that is isolated from all others, until `ready` holds in it: the browser then lets
    /// it read the clock to 5 us instead of 100. Our servers do not ask for that, so their answers are amended.
    pub(crate) fn go_to_isolated(&self, address: &str, ready: &str) -> Result<()> {
        let all = json!({ "patterns": [{ "urlPattern": "*", "requestStage": "Response" }] });
        self.call("Fetch.enable", &all)?;
        // `Page.navigate` would not be answered before the request that it makes.
        self.ask::<()>(&format!("void (location.href = {address:?})"), PATIENCE)?;
        let until = Instant::now() + PATIENCE;
        let mut loaded = false;
        while Instant::now() < until {
            match self.chromium.event(Duration::from_millis(50))? {
                Some((event, paused)) if event == "Fetch.requestPaused" => self.pass_on(&paused)?,
                Some((event, _)) => loaded |= event == "Page.loadEventFired",
                // Not before: a question to a page that changes its process is never answered.
                None if loaded && self.ask(ready, A_MOMENT).unwrap_or(false) => {
                    self.call("Fetch.disable", &json!({}))?;
                    return Ok(());
                }
                None => {}
            }
        }
        Err(Trouble::page(format!(
            "{address} was not isolated and ready in time"
        )))
    }

    /// Gives the page an answer of the server's with two headers more. Not `continueResponse`: the browser has decided
    /// about isolation before it.
    fn pass_on(&self, paused: &Value) -> Result<()> {
        let id = &paused["requestId"];
        let body = self.call("Fetch.getResponseBody", &json!({ "requestId": id }))?;
        let text = body["body"].as_str().unwrap_or_default();
        let encoded = if body["base64Encoded"] == true {
            text.to_owned()
        } else {
            BASE64.encode(text.as_bytes())
        };
        let mut headers = paused["responseHeaders"].as_array().cloned().unwrap_or_default();
        for (name, value) in ISOLATING {
            headers.push(json!({ "name": name, "value": value }));
        }
        let answer = json!({
            "requestId": id,
            "responseCode": paused["responseStatusCode"],
            "responseHeaders": headers,
            "body": encoded,
        });
        self.call("Fetch.fulfillRequest", &answer)?;
        Ok(())
    }

    /// The process that runs the page. Chromium has others about and names none, so the page keeps its own busy for a
    /// moment, and the one that was is it. On a busy machine that may take longer.
    pub(crate) fn renderer(&self) -> Result<Renderer> {
        for millis in [40, 80, 160, 320, 640] {
            if let Some(renderer) = self.busiest(millis)? {
                return Ok(renderer);
            }
        }
        Err(Trouble::page("it cannot be told which renderer has the page"))
    }

    /// The renderer that was busy while the page was, if it was one and not two.
    fn busiest(&self, millis: u32) -> Result<Option<Renderer>> {
        let all = self.chromium.renderers()?.into_iter().map(Renderer::new);
        // One may have ended since it was listed.
        let before: Vec<_> = all
            .filter_map(|renderer| Some((renderer.spent().ok()?, renderer)))
            .collect();
        let busy = format!("for (const end = performance.now() + {millis}; performance.now() < end; );");
        self.ask::<()>(&busy, PATIENCE)?;
        let mut busy: Vec<_> = before
            .into_iter()
            .filter_map(|(before, renderer)| Some((renderer.spent().ok()?.since(before).main, renderer)))
            .collect();
        busy.sort_by_key(|(spent, _)| Reverse(*spent));
        let next = busy.get(1).map(|(spent, _)| *spent).unwrap_or_default();
        let first = busy.into_iter().next();
        Ok(first
            .filter(|(spent, _)| *spent > next * 2)
            .map(|(_, renderer)| renderer))
    }

    /// The value of an expression in the page, once its promise has settled.
    pub(crate) fn ask<T: DeserializeOwned>(&self, expression: &str, patience: Duration) -> Result<T> {
        let params = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let mut told = self
            .chromium
            .call_page(&self.session, "Runtime.evaluate", &params, patience)?;
        if let Some(thrown) = told.get("exceptionDetails") {
            let words = thrown["exception"]["description"]
                .as_str()
                .or(thrown["text"].as_str());
            return Err(Trouble::page(format!(
                "{expression}: {}",
                words.unwrap_or_default()
            )));
        }
        serde_json::from_value(told["result"]["value"].take())
            .map_err(|error| Trouble::page(format!("{expression}: {error}")))
    }

    /// Throws away what nothing refers to any more, so that only what is kept is weighed: in the page and in its
    /// Workers, which have heaps of their own.
    pub(crate) fn collect_garbage(&self) -> Result<()> {
        self.call("HeapProfiler.collectGarbage", &json!({}))?;
        let attach = |on: bool| {
            let how = json!({ "autoAttach": on, "waitForDebuggerOnStart": false, "flatten": true });
            self.call("Target.setAutoAttach", &how)
        };
        attach(true)?;
        while let Some((event, attached)) = self.chromium.event(Duration::from_millis(200))? {
            if event == "Target.attachedToTarget" && attached["targetInfo"]["type"] == "worker" {
                let session = text(&attached, "sessionId");
                self.chromium
                    .call_page(&session, "HeapProfiler.collectGarbage", &json!({}), PATIENCE)?;
            }
        }
        attach(false)?;
        Ok(())
    }

    /// A command to the page.
    pub(crate) fn call(&self, method: &str, params: &Value) -> Result<Value> {
        self.chromium.call_page(&self.session, method, params, PATIENCE)
    }
}

impl Drop for Tab<'_> {
    fn drop(&mut self) {
        // Both fail only with the browser, which is told about already.
        let _ = match &self.context {
            None => self
                .chromium
                .call("Target.closeTarget", &json!({ "targetId": self.target })),
            Some(context) => self.chromium.call(
                "Target.disposeBrowserContext",
                &json!({ "browserContextId": context }),
            ),
        };
    }
}

fn text(told: &Value, field: &str) -> String {
    told[field].as_str().unwrap_or_default().to_owned()
}
