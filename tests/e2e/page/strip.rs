//! The connections of the page: what their tabs say, and going from one to another.

use std::time::Duration;

use serde_json::json;
use thirtyfour::prelude::*;

use super::eyes::wait_for;
use super::{Page, see_of, see_that};

/// The tabs of the connections. The detail of a message has tabs, too.
const TABS: &str = "[...document.querySelectorAll('[aria-label=Connections] button')]
    .filter(tab => tab.checkVisibility() && tab.computedRole === 'tab')";

impl Page {
    /// What each tab is called, from the first to the last.
    #[track_caller]
    pub(crate) fn tabs(&self) -> Vec<String> {
        self.script(&format!("return {TABS}.map(tab => tab.computedName)"), vec![])
    }

    /// Waits for the tabs to be called that.
    #[track_caller]
    pub(crate) fn see_tabs(&self, expect: &[&str]) {
        let mut last = Vec::new();
        for _ in 0..400 {
            last = self.tabs();
            if last == expect {
                return;
            }
            self.wait(Duration::from_millis(25));
        }
        panic!("the tabs are {last:#?}, not {expect:#?}");
    }

    /// Waits for the tab at that place, counted from 1.
    #[track_caller]
    pub(crate) fn tab(&self, place: usize) -> WebElement {
        wait_for(|| self.tab_now(place))
    }

    fn tab_now(&self, place: usize) -> Result<WebElement, String> {
        let tab = format!("return {TABS}[arguments[0]]");
        let tab = self.ask(self.browser.driver.execute(&tab, vec![json!(place - 1)]));
        tab.element().map_err(|_| format!("there is no tab {place}"))
    }

    /// Opens the tab at that place, counted from 1.
    #[track_caller]
    pub(crate) fn open_tab(&self, place: usize) {
        wait_for(|| {
            let tab = self.tab_now(place)?;
            self.unless_stale(tab.click())
        });
        self.see_shown(place);
    }

    /// What is drawn on the tab at that place, piece by piece: its letter, its name, and what there is to know.
    #[track_caller]
    pub(crate) fn drawn(&self, place: usize) -> Vec<String> {
        let pieces = format!(
            "return [...{TABS}[arguments[0]].querySelectorAll('span')]
                 .map(piece => piece.dataset.says ?? piece.innerText.trim())
                 .filter(text => text)"
        );
        self.script(&pieces, vec![json!(place - 1)])
    }

    /// Waits for the tab at that place to be the one that is shown, and the only one.
    #[track_caller]
    pub(crate) fn see_shown(&self, place: usize) {
        see_that(&format!("tab {place} is shown"), || {
            let shown: Vec<usize> = self.script(
                &format!("return {TABS}.flatMap((tab, at) => tab.ariaSelected === 'true' ? [at + 1] : [])"),
                vec![],
            );
            shown == [place]
        });
    }

    /// Opens one more connection, and waits for it.
    #[track_caller]
    pub(crate) fn open_another(&self) {
        let before = self.tabs().len().max(1);
        self.press("New connection");
        see_that("there is one more tab", || self.tabs().len() == before + 1);
        self.see_shown(before + 1);
        self.see_focus("textbox", "WebSocket URL");
    }

    /// What a connection to one of wsbin's endpoints is called where another one has the same host.
    pub(crate) fn name(&self, path: &str) -> String {
        let url = self.url(path);
        let name = url.trim_start_matches("ws://");
        name.split('?').next().unwrap_or(name).to_owned()
    }

    /// Presses Connect and opens the tab at that place before anything can arrive: what arrives then is unread.
    #[track_caller]
    pub(crate) fn connect_and_turn_to(&self, place: usize) {
        self.script::<()>(
            &format!(
                "[...document.querySelectorAll('button')].find(button => button.textContent === 'Connect').click();
                 {TABS}[arguments[0]].click();"
            ),
            vec![json!(place - 1)],
        );
        self.see_shown(place);
    }

    /// Has every line that is announced written down from now on.
    #[track_caller]
    pub(crate) fn listen(&self) {
        self.script::<()>(
            "const log = document.querySelector('[aria-label=Announcements]');
             globalThis.announced = [];
             new MutationObserver(() => announced.push(log.textContent.trim()))
                 .observe(log, { childList: true, characterData: true, subtree: true });",
            vec![],
        );
    }

    /// What was announced since.
    #[track_caller]
    pub(crate) fn announced(&self) -> Vec<String> {
        self.script("return announced", vec![])
    }

    /// Waits for a sentence on the page.
    #[track_caller]
    pub(crate) fn see_said(&self, sentence: &str) {
        see_of(
            &format!("it is said: {sentence}"),
            || self.text("main", ""),
            |text| text.contains(sentence),
        );
    }

    /// What a tab says of a connection to one of wsbin's endpoints.
    pub(crate) fn says(&self, path: &str, standing: &str) -> String {
        [&self.name(path), ", ", standing].concat()
    }

    /// Has the menu of a tab, by the mouse, and gives its text.
    #[track_caller]
    pub(crate) fn open_menu(&self, place: usize) -> String {
        self.click_with("right", &self.tab(place));
        self.text_containing("menu", "Connection ")
    }

    /// Chooses something from the menu of a tab.
    #[track_caller]
    pub(crate) fn choose(&self, place: usize, item: &str) {
        self.open_menu(place);
        self.click_on("menuitem", item);
        see_that("the menu is gone", || !self.has_menu());
    }

    /// Whether a menu is open.
    #[track_caller]
    pub(crate) fn has_menu(&self) -> bool {
        self.script(
            "return [...document.querySelectorAll('[role=menu]')].some(menu => menu.checkVisibility())",
            vec![],
        )
    }

    /// Gives a name to the connection that is shown, whose letter that is.
    #[track_caller]
    pub(crate) fn rename(&self, letter: char, name: &str) {
        self.key(Key::F2);
        let field = format!("Name of connection {letter}");
        self.see_focus("textbox", &field);
        self.fill(&field, name);
        self.key(Key::Enter);
        see_that("the field is gone", || !self.has("textbox", &field));
    }
}
