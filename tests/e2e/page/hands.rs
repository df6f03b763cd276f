//! What a person does: press, type, hold a phone instead. Nothing here waits for what comes of it.

use std::cell::RefCell;
use std::path::Path;
use std::time::Duration;

use serde_json::json;
use thirtyfour::prelude::*;
use tungstenite::stream::MaybeTlsStream;

use super::{Page, see_that};

impl Page {
    /// Presses the button of that name.
    #[track_caller]
    pub(crate) fn press(&self, name: &str) {
        self.click_on("button", name);
    }

    /// Clicks in the middle of the one element of that role and name. Fails when something lies over it.
    #[track_caller]
    pub(crate) fn click_on(&self, role: &str, name: &str) {
        self.with(role, name, async |element| element.click().await);
    }

    /// The same where the name has something in it that changes.
    #[track_caller]
    pub(crate) fn click_on_containing(&self, role: &str, part: &str) {
        self.with_containing(role, part, async |element| element.click().await);
    }

    /// The same for an element that has no name of its own.
    #[track_caller]
    pub(crate) fn click_at(&self, css: &str) {
        self.with_element(css, async |element| element.click().await);
    }

    /// The same for a row of the transcript, counted from 1.
    #[track_caller]
    pub(crate) fn click_row(&self, index: usize) {
        self.click_at(&format!("[role=row][aria-rowindex='{index}']"));
    }

    /// Puts `text` in place of what a text field holds. As pasted: key presses cannot type every character.
    #[track_caller]
    pub(crate) fn fill(&self, name: &str, text: &str) {
        self.unfold(name);
        self.fill_in("textbox", name, text);
    }

    /// The same for a field of another role, such as a searchbox.
    #[track_caller]
    pub(crate) fn fill_in(&self, role: &str, name: &str, text: &str) {
        self.click_on(role, name);
        self.chord(&[Key::Control], "a");
        self.key(Key::Backspace);
        if !text.is_empty() {
            self.ask(self.browser.devtools("Input.insertText", json!({ "text": text })));
        }
    }

    /// Presses and lets go of one key.
    #[track_caller]
    pub(crate) fn key(&self, key: impl Into<char>) {
        self.type_keys(&key.into().to_string());
    }

    /// Types key by key, into whatever has the focus.
    #[track_caller]
    pub(crate) fn type_keys(&self, keys: &str) {
        let driver = &self.browser.driver;
        self.ask(
            driver
                .action_chain_with_delay(Some(Duration::ZERO), None)
                .send_keys(keys)
                .perform(),
        );
    }

    /// Presses a key while others are held.
    #[track_caller]
    pub(crate) fn chord(&self, held: &[Key], key: &str) {
        let mut actions = self
            .browser
            .driver
            .action_chain_with_delay(Some(Duration::ZERO), None);
        for modifier in held {
            actions = actions.key_down(modifier.clone());
        }
        actions = actions.send_keys(key);
        for modifier in held {
            actions = actions.key_up(modifier.clone());
        }
        self.ask(actions.perform());
    }

    /// Moves the focus, as a person does with Tab until it is there.
    #[track_caller]
    pub(crate) fn focus_on(&self, role: &str, name: &str) {
        self.with(role, name, async |element| element.focus().await);
    }

    /// Types a URL in place of the one there.
    #[track_caller]
    pub(crate) fn type_url(&self, url: &str) {
        self.fill("WebSocket URL", url);
    }

    /// Types the URL of one of wsbin's endpoints and presses Connect.
    #[track_caller]
    pub(crate) fn connect_to(&self, path: &str) {
        self.type_url(&self.url(path));
        self.press("Connect");
    }

    /// Ends the connection and opens another one.
    #[track_caller]
    pub(crate) fn connect_again_to(&self, path: &str) {
        self.press("Disconnect");
        self.see_status("Disconnected");
        self.connect_to(path);
        self.see_status("Connected");
    }

    /// Types a message and presses Send.
    #[track_caller]
    pub(crate) fn send(&self, text: &str) {
        self.fill("Message", text);
        self.press("Send");
    }

    /// Turns the wheel over the transcript: up is negative, in CSS pixels.
    #[track_caller]
    pub(crate) fn wheel(&self, by: i32) {
        let middle = "const r = document.querySelector('[role=grid]').getBoundingClientRect();
            return [r.x + r.width / 2, r.y + r.height / 2];";
        let (x, y): (f64, f64) = self.script(middle, vec![]);
        let turn = json!({ "type": "mouseWheel", "x": x, "y": y, "deltaX": 0, "deltaY": by });
        self.ask(self.browser.devtools("Input.dispatchMouseEvent", turn));
    }

    /// Clicks twice in the same place, in CSS pixels from the window's corner.
    #[track_caller]
    pub(crate) fn double_click(&self, x: f64, y: f64) {
        for count in [1, 2] {
            self.mouse("mousePressed", x, y, count);
            self.mouse("mouseReleased", x, y, count);
        }
    }

    /// Holds the button down for so long.
    #[track_caller]
    pub(crate) fn click_slowly(&self, x: f64, y: f64, time: Duration) {
        self.mouse("mousePressed", x, y, 1);
        self.wait(time);
        self.mouse("mouseReleased", x, y, 1);
    }

    /// Clicks in the middle of an element with another button: `"right"`, `"middle"`.
    #[track_caller]
    pub(crate) fn click_with(&self, button: &str, element: &WebElement) {
        let rect = self.rect(element);
        let (x, y) = (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
        for what in ["mousePressed", "mouseReleased"] {
            let event = json!({ "type": what, "x": x, "y": y, "button": button, "clickCount": 1 });
            self.ask(self.browser.devtools("Input.dispatchMouseEvent", event));
        }
    }

    /// Asks for the menu of what has the focus by Shift and F10, which `WebDriver` does not take for that.
    #[track_caller]
    pub(crate) fn press_menu_key(&self) {
        for what in ["rawKeyDown", "keyUp"] {
            let event = json!({ "type": what, "key": "F10", "code": "F10", "windowsVirtualKeyCode": 121, "modifiers": 8 });
            self.ask(self.browser.devtools("Input.dispatchKeyEvent", event));
        }
    }

    #[track_caller]
    fn mouse(&self, what: &str, x: f64, y: f64, count: u32) {
        let event = json!({ "type": what, "x": x, "y": y, "button": "left", "clickCount": count });
        self.ask(self.browser.devtools("Input.dispatchMouseEvent", event));
    }

    /// Gives the browser a window of another kind: a phone, say.
    #[track_caller]
    pub(crate) fn resize(&self, width: u32, height: u32, mobile: bool) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile });
        self.ask(
            self.browser
                .devtools("Emulation.setDeviceMetricsOverride", metrics),
        );
    }

    /// What the system prefers: `("prefers-color-scheme", "dark")`.
    #[track_caller]
    pub(crate) fn prefer(&self, feature: &str, value: &str) {
        let features = json!({ "features": [{ "name": feature, "value": value }] });
        self.ask(self.browser.devtools("Emulation.setEmulatedMedia", features));
    }

    /// Runs a script before the page's own, from the next load on: for browsers of another kind.
    #[track_caller]
    pub(crate) fn before_the_page(&self, script: &str) {
        let source = json!({ "source": script });
        self.ask(
            self.browser
                .devtools("Page.addScriptToEvaluateOnNewDocument", source),
        );
    }

    /// Tells the browser to save data, and with it every page.
    #[track_caller]
    pub(crate) fn save_data(&self) {
        let on = json!({ "dataSaverEnabled": true });
        self.ask(self.browser.devtools("Emulation.setDataSaverOverride", on));
    }

    /// Freezes the page for so long, as phones and memory savers do with pages out of sight.
    #[track_caller]
    pub(crate) fn freeze(&self, time: Duration) {
        for state in ["frozen", "active"] {
            let state = json!({ "state": state });
            self.ask(self.browser.devtools("Page.setWebLifecycleState", state));
            self.wait(time);
        }
    }

    /// Looks at another tab for so long, with this one out of sight.
    #[track_caller]
    pub(crate) fn look_elsewhere(&self, time: Duration) {
        let driver = &self.browser.driver;
        let here = self.ask(driver.window());
        self.script::<()>(
            "document.addEventListener('visibilitychange', () => globalThis.wasHidden ||= document.hidden)",
            vec![],
        );
        let elsewhere = self.ask(driver.new_tab());
        self.ask(driver.switch_to_window(elsewhere));
        self.wait(time);
        self.ask(driver.close_window());
        self.ask(driver.switch_to_window(here));
        see_that("it was out of sight", || {
            self.script("return !!globalThis.wasHidden", vec![])
        });
    }

    /// Leaves the page for another one and comes back, as by the back button.
    #[track_caller]
    pub(crate) fn leave_and_come_back(&self) {
        let driver = &self.browser.driver;
        self.ask(driver.goto(self.server.http_url("/wsbin")));
        self.wait(Duration::from_secs(1));
        self.ask(driver.back());
    }

    /// Opens the page in a tab of its own, runs a script there, crashes the tab once something is kept, and goes on in it once it is
    /// loaded again.
    #[track_caller]
    pub(crate) fn crash_in_a_tab(&self, script: &str) {
        let tab = json!({ "url": self.address() });
        let tab = self.ask(self.browser.devtools("Target.createTarget", tab));
        let tab = tab["targetId"].as_str().expect("a tab has an id");
        // By a line of its own: chromedriver ends with a tab that it knows.
        let (mut line, _) = tungstenite::connect(self.browser.line(tab)).expect("the browser takes the call");
        if let MaybeTlsStream::Plain(stream) = line.get_ref() {
            let told = stream.set_read_timeout(Some(Duration::from_secs(20)));
            told.expect("a socket can have a timeout");
        }
        let line = RefCell::new(&mut line);
        let read = || line.borrow_mut().read().expect("the browser answers").to_string();
        let tell = |method: &str, parameters| {
            let message = json!({ "id": 1, "method": method, "params": parameters }).to_string();
            let sent = line.borrow_mut().send(message.into());
            sent.expect("the browser listens");
        };
        let is_true = |expression: &str| {
            tell("Runtime.evaluate", json!({ "expression": expression }));
            read().contains("\"value\":true")
        };
        see_that("the other tab has started", || {
            is_true("!!document.querySelector('main')")
        });
        is_true(script);
        see_that("something is kept", || is_true("sessionStorage.length > 0"));
        // The reload must not overtake the crash, and chromedriver must not hear of it.
        let see_event = |event: &str| while !read().contains(event) {};
        tell("Inspector.enable", json!({}));
        tell("Page.crash", json!({}));
        see_event("Inspector.targetCrashed");
        tell("Page.reload", json!({}));
        see_event("Inspector.targetReloadedAfterCrash");
        let windows = self.ask(self.browser.driver.windows());
        let crashed = windows.into_iter().find(|window| window.to_string() == tab);
        self.ask(
            self.browser
                .driver
                .switch_to_window(crashed.expect("the tab is still there")),
        );
        self.see_it_start();
    }

    /// Chooses a file for an input, as the browser's own dialog does.
    #[track_caller]
    pub(crate) fn attach(&self, input: &str, file: &Path) {
        let file = file.to_str().expect("the path is UTF-8");
        self.ask(self.element(input).send_keys(file));
    }

    /// Puts a finger down on an element for so long.
    #[track_caller]
    pub(crate) fn touch(&self, element: &WebElement, time: Duration) {
        let rect = self.rect(element);
        let point = json!([{ "x": rect.x + rect.width / 2.0, "y": rect.y + rect.height / 2.0 }]);
        for (what, points) in [("touchStart", point), ("touchEnd", json!([]))] {
            let event = json!({ "type": what, "touchPoints": points });
            self.ask(self.browser.devtools("Input.dispatchTouchEvent", event));
            self.wait(time);
        }
    }

    /// Has the browser take fingers, as that of a phone does.
    #[track_caller]
    pub(crate) fn take_fingers(&self) {
        let on = json!({ "enabled": true });
        self.ask(self.browser.devtools("Emulation.setTouchEmulationEnabled", on));
    }

    /// Lets time pass: for what is not to happen, or only later.
    pub(crate) fn wait(&self, time: Duration) {
        self.ask(async {
            tokio::time::sleep(time).await;
            Ok(())
        });
    }

    /// Follows a link within the page.
    #[track_caller]
    pub(crate) fn follow(&self, name: &str) {
        self.click_on("link", name);
    }

    /// Has files that the page saves put into a directory, unasked.
    #[track_caller]
    pub(crate) fn save_into(&self, directory: &Path) {
        let behaviour = json!({ "behavior": "allow", "downloadPath": directory });
        self.ask(self.browser.devtools("Browser.setDownloadBehavior", behaviour));
    }

    /// Keeps the page from the clipboard, as a policy or a person may.
    #[track_caller]
    pub(crate) fn deny_clipboard(&self) {
        self.ask(self.browser.deny_clipboard(&self.address()));
    }

    /// Lets the page use the clipboard without a question.
    #[track_caller]
    pub(crate) fn allow_clipboard(&self) {
        self.ask(self.browser.allow_clipboard(&self.address()));
    }
}
