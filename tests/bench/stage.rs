//! Who is compared with whom, all in one browser and against one server.

use crate::chromium::Chromium;
use crate::server::Server;
use crate::setting;
use crate::tab::Tab;
use crate::trouble::Result;

/// Drives Tabcat's page with the verbs that the bare pages have of themselves.
const DRIVER: &str = include_str!("js/tabcat.js");

/// The link that brings the policies: `rules` is one for the text “never”.
const POLICIES: &str = "#v=2&url=ws://127.0.0.1&heartbeat=on&every=1&postpone=&replies=on&rules=%5B%7B%22when%22:%7B%22kind%22:%22text%22,%22text%22:%22never%22%7D,%22send%22:%22x%22%7D%5D";

/// A page that can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Page {
    /// Ours.
    Tabcat,
    /// The same with a heartbeat, and a reply to a text that never comes.
    Lasting,
    /// Counts messages and does nothing else: the browser's own limit.
    Count,
    /// Keeps each message in an array.
    Store,
    /// Adds an element for each message and scrolls to it.
    Naive,
}

impl Page {
    /// As it is called in the table.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Tabcat => "tabcat",
            Self::Lasting => "lasting",
            Self::Count => "count",
            Self::Store => "store",
            Self::Naive => "naive",
        }
    }
}

/// The browser and the servers.
pub(crate) struct Stage {
    /// The one browser.
    pub(crate) chromium: Chromium,
    tabcat: Server,
    bare: Server,
    empty: Server,
}

impl Stage {
    pub(crate) fn set() -> Result<Self> {
        Ok(Self {
            tabcat: Server::start(&setting::dist()?)?,
            bare: Server::start(&setting::bare_pages())?,
            empty: Server::start(&setting::empty_dist()?)?,
            chromium: Chromium::start()?,
        })
    }

    /// Opens a page in a fresh tab and waits until it can be used.
    pub(crate) fn open(&self, page: Page) -> Result<Tab<'_>> {
        self.open_with(page, &[])
    }

    /// The same with more scripts that run before the page's own.
    pub(crate) fn open_with(&self, page: Page, more: &[&str]) -> Result<Tab<'_>> {
        let tab = Tab::open(&self.chromium, &self.address(page), &scripts(page, more))?;
        tab.ask::<()>("bench.ready()", crate::remote::PATIENCE)?;
        Ok(tab)
    }

    /// Where a page is.
    pub(crate) fn address(&self, page: Page) -> String {
        match page {
            Page::Tabcat => self.tabcat.page("/"),
            Page::Lasting => self.tabcat.page(&format!("/{POLICIES}")),
            Page::Count => self.bare.page("/count.html"),
            Page::Store => self.bare.page("/store.html"),
            Page::Naive => self.bare.page("/naive.html"),
        }
    }

    /// Where the page with nothing in it is.
    pub(crate) fn empty_address(&self) -> String {
        self.empty.page("/")
    }

    /// The server's URL that all pages connect to.
    pub(crate) fn socket(&self, path: &str) -> String {
        self.tabcat.socket(path)
    }
}

/// What is run in a page before its own scripts.
pub(crate) fn scripts<'a>(page: Page, more: &[&'a str]) -> Vec<&'a str> {
    let driver = matches!(page, Page::Tabcat | Page::Lasting).then_some(DRIVER);
    driver.into_iter().chain(more.iter().copied()).collect()
}
