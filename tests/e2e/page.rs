//! The page as a person has it before them: opening it, and the frame around a journey over it.

mod eyes;
mod folded;
mod hands;
mod rules;
mod strip;

use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};

use thirtyfour::prelude::*;
use tokio::runtime::{Builder, Runtime};
use wsbin::{Config, Server};

use crate::browser::{self, Browser};
use crate::door::Door;
use crate::gate::Gate;
use crate::host::Host;

pub(crate) use eyes::{see_it_is, see_of, see_that};
pub(crate) use folded::LEAVING;

/// A browser tab with the page in it, a wsbin that serves it, and nobody else.
pub(crate) struct Page {
    runtime: Runtime,
    browser: Browser,
    server: Server,
}

/// Walks a journey from the freshly opened page, and looks at the end whether anything went wrong unnoticed.
pub(crate) fn journey(name: &str, walk: impl FnOnce(&Page)) {
    travel(name, walk, |_| true);
}

/// The same where files do not arrive on purpose, which browsers print by themselves.
pub(crate) fn journey_of_broken_parts(name: &str, walk: impl FnOnce(&Page)) {
    let told = [
        "Failed to load resource",
        "Failed to find a valid digest",
        "integrity checks failed",
    ];
    travel(name, walk, |error| !told.iter().any(|told| error.contains(told)));
}

/// The same where the page's wasm traps on purpose.
pub(crate) fn journey_with_a_trap(name: &str, walk: impl FnOnce(&Page)) {
    let told = ["RuntimeError", "the clock is broken", "panicked"];
    travel(name, walk, |error| !told.iter().any(|told| error.contains(told)));
}

fn travel(name: &str, walk: impl FnOnce(&Page), counts: impl Fn(&str) -> bool) {
    let page = Page::start();
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| {
        page.ask(page.browser.driver.goto(page.address()));
        page.see_it_start();
        walk(&page);
        page.see_no_errors(counts);
    }));
    if outcome.is_err() {
        // Not `expect`: the first failure is the one to be told about.
        let told = panic::catch_unwind(AssertUnwindSafe(|| page.tell(name)));
        eprintln!(
            "{}",
            told.unwrap_or_else(|_| "the browser does not answer any more".to_owned())
        );
    }
    let Page {
        runtime,
        browser,
        server,
    } = page;
    let ended = runtime.block_on(browser.quit());
    runtime.block_on(server.stop());
    if let Err(panic) = outcome {
        panic::resume_unwind(panic);
    }
    ended.expect("the browser ends when it is told to");
}

/// The page itself.
impl Page {
    fn start() -> Self {
        // wsbin runs on the worker while the test itself waits for the browser.
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("threads can be had");
        let assets = Some(browser::dist());
        let server = runtime.block_on(Server::spawn(Config {
            assets,
            ..Config::default()
        }));
        let server = server.expect("wsbin serves the built page");
        let browser = runtime
            .block_on(Browser::start())
            .expect("chromedriver starts Chromium");
        Self {
            runtime,
            browser,
            server,
        }
    }

    /// Opens the page, as by its address without a fragment.
    #[track_caller]
    pub(crate) fn open_page(&self) {
        self.open_address(&self.address());
    }

    /// Opens an address in the tab, as if the tab were new: nothing of the page before is left but what it stored.
    #[track_caller]
    pub(crate) fn open_address(&self, address: &str) {
        self.ask(self.browser.driver.goto("about:blank"));
        self.ask(self.browser.driver.goto(address));
        self.see_it_start();
    }

    /// Opens the page's address with another fragment, as a link pasted into the address bar of its tab does.
    #[track_caller]
    pub(crate) fn go_to_fragment(&self, fragment: &str) {
        self.ask(self.browser.driver.goto(format!("{}{fragment}", self.address())));
    }

    /// Presses the browser's reload button.
    #[track_caller]
    pub(crate) fn reload(&self) {
        self.ask(self.browser.driver.refresh());
        self.see_it_start();
    }

    /// The URL of one of wsbin's endpoints.
    pub(crate) fn url(&self, path: &str) -> String {
        self.server.url(path)
    }

    /// The page's own address.
    pub(crate) fn address(&self) -> String {
        self.server.http_url("/")
    }

    /// Another host of the same page.
    pub(crate) fn host(&self, base: &str, cache_control: Option<&'static str>) -> Host {
        self.runtime
            .block_on(Host::start(browser::dist(), base, cache_control))
            .expect("loopback has a free port")
    }

    /// A way to wsbin that counts who takes it.
    pub(crate) fn door(&self) -> Door {
        self.runtime
            .block_on(Door::open(self.server.addr()))
            .expect("loopback has a free port")
    }

    /// A way to wsbin that is shut at first.
    pub(crate) fn gate(&self) -> Gate {
        let _on = self.runtime.enter();
        Gate::build(self.server.addr()).expect("loopback has a free port")
    }

    #[track_caller]
    fn see_it_start(&self) {
        see_that("the page has started", || {
            self.script("return !!document.querySelector('main')", vec![])
        });
    }

    #[track_caller]
    fn screenshot(&self, file: &Path) {
        let directory = file.parent().expect("a picture is in a directory");
        fs::create_dir_all(directory)
            .unwrap_or_else(|error| panic!("{} cannot be made: {error}", directory.display()));
        self.ask(self.browser.driver.screenshot(file));
    }

    /// What there is to see, in words and as a picture, for whoever has to find out why a journey failed.
    fn tell(&self, name: &str) -> String {
        let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
            .join("e2e-screenshots")
            .join(name)
            .with_extension("png");
        self.screenshot(&file);
        format!(
            "{}  picture     {}\n  console     {:?}",
            self.view(),
            file.display(),
            self.console_errors()
        )
    }

    #[track_caller]
    fn ask<T>(&self, command: impl Future<Output = WebDriverResult<T>>) -> T {
        self.runtime
            .block_on(command)
            .unwrap_or_else(|error| panic!("the browser refused: {error}"))
    }
}
