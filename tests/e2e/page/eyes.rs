//! What a person sees. Looking for something waits until it is there, and says what was there instead.

use std::env;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::ElementRect;
use thirtyfour::prelude::*;

use super::Page;
use crate::view::{self, View};

/// How long a person would wait before saying that it does not work, and as long again: two browsers share the
/// machine.
const DEADLINE: Duration = Duration::from_secs(20);

/// How long between two looks. No test waits this long for its own sake.
const PAUSE: Duration = Duration::from_millis(25);

/// Looks again and again, until there is what was looked for or a person would have given up.
#[track_caller]
fn wait_for<T>(look: impl Fn() -> Result<T, String>) -> T {
    let begun = Instant::now();
    loop {
        match look() {
            Ok(seen) => return seen,
            Err(instead) => assert!(begun.elapsed() < DEADLINE, "{instead}"),
        }
        sleep(PAUSE);
    }
}

/// Waits until something holds that [`View`] does not show.
#[track_caller]
pub(crate) fn see_that(what: &str, holds: impl Fn() -> bool) {
    wait_for(|| {
        if holds() {
            Ok(())
        } else {
            Err(format!("it was not seen that {what}"))
        }
    });
}

/// What can be found by role and name. Rows are not among them: there are many, and [`View`] has them.
const CANDIDATES: &str = r#"
    const candidates = "a[href],button,input:not([type=file]),textarea,select,summary,dialog,form,section,aside,main,nav,[role]:not([role=row],[role=gridcell])";
    const seen = [...document.querySelectorAll(candidates)].filter(e => e.checkVisibility());
    const plain = text => (text ?? "").replace(/\s/g, "");
    const texts = e => [e, ...(e.labels ?? []), ...(e.ariaLabelledByElements ?? [])]
        .flatMap(e => [e.ariaLabel, e.title, e.placeholder, e.textContent]);
    const has_words = (e, name) => texts(e).some(text => plain(text).includes(plain(name)));
    const own = {
        a: ["link"], button: ["button"], textarea: ["textbox"], dialog: ["dialog"], form: ["form"],
        section: ["region"], aside: ["complementary"], main: ["main"], nav: ["navigation"],
    };
    const alias = { img: "image" };
    const has_role = (e, role) => (e.role?.split(" ").map(role => alias[role] ?? role) ?? own[e.localName] ?? [role]).includes(role);
"#;

/// The browser says what an element's role and name are, and takes some 4 ms for each. So it is asked only about those elements
/// whose markup has the role and the words: [`Page::see_names_in_the_markup`] looks whether that is so for all.
const FIND: &str = r#"
    const [role, name, exact] = arguments;
    return seen.filter(e => has_role(e, role) && has_words(e, name))
        .filter(e => exact ? e.computedName === name : e.computedName.includes(name))
        .filter(e => e.computedRole === role);
"#;

/// Those whose markup does not have the role or the words. Each element is looked at once.
const ODD: &str = r#"
    const known = globalThis.knownByName ??= new WeakSet();
    return seen.filter(e => !known.has(e) && known.add(e))
        .filter(e => !["none", "generic"].includes(e.computedRole))
        .filter(e => !has_role(e, e.computedRole) || !has_words(e, e.computedName))
        .map(e => `${e.computedRole} “${e.computedName}”: ${e.outerHTML.slice(0, 200)}`);
"#;

impl Page {
    /// Waits for the one visible element of that role and accessible name.
    #[track_caller]
    pub(crate) fn find(&self, role: &str, name: &str) -> WebElement {
        self.find_one(role, name, true)
    }

    /// The same where the name has something in it that changes.
    #[track_caller]
    pub(crate) fn find_containing(&self, role: &str, part: &str) -> WebElement {
        self.find_one(role, part, false)
    }

    /// Whether there is a visible element of that role and accessible name now.
    #[track_caller]
    pub(crate) fn has(&self, role: &str, name: &str) -> bool {
        !self.find_all(role, name, true).is_empty()
    }

    #[track_caller]
    fn find_one(&self, role: &str, name: &str, exact: bool) -> WebElement {
        wait_for(|| {
            let mut found = self.find_all(role, name, exact);
            match found.len() {
                1 => Ok(found.remove(0)),
                count => Err(format!(
                    "{count} visible elements of role {role} are named “{name}”, not one"
                )),
            }
        })
    }

    #[track_caller]
    fn find_all(&self, role: &str, name: &str, exact: bool) -> Vec<WebElement> {
        let found = self.ask(self.browser.driver.execute(
            [CANDIDATES, FIND].concat(),
            vec![json!(role), json!(name), json!(exact)],
        ));
        found.elements().expect("it returns a list of elements")
    }

    /// Every role and every name there is now can be found.
    #[track_caller]
    pub(crate) fn see_names_in_the_markup(&self) {
        let odd: Vec<String> = self.script(&[CANDIDATES, ODD].concat(), vec![]);
        assert!(odd.is_empty(), "not to be found by role and name: {odd:#?}");
    }

    /// An element that has no name of its own.
    #[track_caller]
    pub(crate) fn element(&self, css: &str) -> WebElement {
        self.ask(self.browser.driver.find(By::Css(css)))
    }

    /// What is in a text field.
    #[track_caller]
    pub(crate) fn value(&self, name: &str) -> String {
        self.unfold(name);
        self.value_of("textbox", name)
    }

    /// The same for a field of another role, such as a searchbox.
    #[track_caller]
    pub(crate) fn value_of(&self, role: &str, name: &str) -> String {
        self.ask(self.find(role, name).prop("value"))
            .expect("a text field has a value")
    }

    /// Whether a checkbox is checked.
    #[track_caller]
    pub(crate) fn is_checked(&self, checkbox: &WebElement) -> bool {
        self.ask(checkbox.is_selected())
    }

    /// An attribute of the one element of that role and name.
    #[track_caller]
    pub(crate) fn attribute(&self, role: &str, name: &str, attribute: &str) -> Option<String> {
        self.ask(self.find(role, name).attr(attribute))
    }

    /// The visible text of the one element of that role and name.
    #[track_caller]
    pub(crate) fn text(&self, role: &str, name: &str) -> String {
        self.text_of(&self.find(role, name))
    }

    /// The visible text of an element.
    #[track_caller]
    pub(crate) fn text_of(&self, element: &WebElement) -> String {
        self.ask(element.text())
    }

    /// Where an element is and how large.
    #[track_caller]
    pub(crate) fn rect(&self, element: &WebElement) -> ElementRect {
        self.ask(element.rect())
    }

    /// How far the transcript is scrolled.
    #[track_caller]
    pub(crate) fn scroll_top(&self) -> i64 {
        self.script(
            "return Math.round(document.querySelector('[role=grid]').scrollTop)",
            vec![],
        )
    }

    /// The role and the accessible name of what has the focus.
    #[track_caller]
    pub(crate) fn focused(&self) -> String {
        self.script(
            "const e = document.activeElement; return `${e.computedRole} ${e.computedName}`;",
            vec![],
        )
    }

    /// What there is to see of the tester now.
    #[track_caller]
    pub(crate) fn view(&self) -> View {
        self.script(view::READ, vec![])
    }

    /// Waits until `seen`, and gives what was seen then. `what` completes "it was not seen that".
    #[track_caller]
    pub(crate) fn see(&self, what: &str, seen: impl Fn(&View) -> bool) -> View {
        wait_for(|| {
            let view = self.view();
            if seen(&view) {
                Ok(view)
            } else {
                Err(format!("it was not seen that {what}. Seen was:\n{view}"))
            }
        })
    }

    /// Waits for the status to be that word.
    #[track_caller]
    pub(crate) fn see_status(&self, word: &str) -> View {
        self.see(&format!("the status is {word}"), |view| view.status() == word)
    }

    /// Waits for a row of that direction and kind with that text in it.
    #[track_caller]
    pub(crate) fn see_row(&self, direction: &str, kind: &str, text: &str) -> View {
        let what = format!("there is a row {direction} {kind} with “{text}”");
        self.see(&what, |view| view.has(direction, kind, text))
    }

    /// Waits for something announced as wrong that says so.
    #[track_caller]
    pub(crate) fn see_alert(&self, sentence: &str) -> View {
        let what = format!("it is announced: {sentence}");
        self.see(&what, |view| {
            view.alerts.iter().any(|alert| alert.contains(sentence))
        })
    }

    /// Waits for a number of the stats.
    #[track_caller]
    pub(crate) fn see_stat(&self, name: &str, value: u64) -> View {
        self.see(&format!("{name} is {value}"), |view| view.stat(name) == value)
    }

    /// Waits for the focus to be there.
    #[track_caller]
    pub(crate) fn see_focus(&self, role: &str, name: &str) {
        let wanted = format!("{role} {name}");
        wait_for(|| {
            let focused = self.focused();
            if focused == wanted {
                Ok(())
            } else {
                Err(format!("the focus is on {focused}, not on {wanted}"))
            }
        });
    }

    /// Nothing has been written to the console as an error since this was asked last.
    #[track_caller]
    pub(crate) fn see_no_errors(&self, counts: impl Fn(&str) -> bool) {
        let errors: Vec<_> = self
            .console_errors()
            .into_iter()
            .filter(|error| counts(error))
            .collect();
        assert!(errors.is_empty(), "on the console: {errors:#?}");
    }

    /// What has been written there.
    #[track_caller]
    pub(crate) fn console_errors(&self) -> Vec<String> {
        self.ask(self.browser.errors())
    }

    /// Asks the page itself, for what no person could tell exactly: a colour, a width.
    #[track_caller]
    pub(crate) fn script<T: DeserializeOwned>(&self, script: &str, arguments: Vec<Value>) -> T {
        let returned = self.ask(self.browser.driver.execute(script, arguments));
        returned
            .convert()
            .unwrap_or_else(|error| panic!("{error}\nfrom\n{script}"))
    }

    /// The row at that place of the transcript, counted from 1, if it is drawn.
    #[track_caller]
    pub(crate) fn row(&self, index: usize) -> WebElement {
        let script = "return document.querySelector(`[role=row][aria-rowindex='${arguments[0]}']`)";
        let row = self.ask(self.browser.driver.execute(script, vec![json!(index)]));
        row.element()
            .unwrap_or_else(|_| panic!("row {index} is not drawn"))
    }

    /// What the tab is called.
    #[track_caller]
    pub(crate) fn title(&self) -> String {
        self.script("return document.title", vec![])
    }

    /// What was copied last.
    #[track_caller]
    pub(crate) fn clipboard(&self) -> String {
        let script = "const done = arguments[0]; navigator.clipboard.readText().then(done, e => done(`not read: ${e}`));";
        let returned = self.ask(self.browser.driver.execute_async(script, vec![]));
        returned.convert().expect("it returns text")
    }

    /// Whether the browser runs a Worker for the page.
    #[track_caller]
    pub(crate) fn has_worker(&self) -> bool {
        let targets = self.ask(self.browser.devtools("Target.getTargets", json!({})));
        let targets = targets["targetInfos"].as_array().cloned().unwrap_or_default();
        targets.iter().any(|target| target["type"] == "worker")
    }

    /// Takes a picture for the README, where `TABCAT_SCREENSHOTS` names a place for it.
    #[track_caller]
    pub(crate) fn picture(&self, name: &str) {
        if let Some(directory) = env::var_os("TABCAT_SCREENSHOTS") {
            see_that("every fill has faded in", || {
                self.script("return document.getAnimations().length === 0", vec![])
            });
            self.screenshot(&Path::new(&directory).join(name).with_extension("png"));
        }
    }
}
