//! What a person sees. Looking for something waits until it is there, and says what was there instead.

use std::env;
use std::fmt::Debug;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::ElementRect;
use thirtyfour::error::WebDriverErrorInner;
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
pub(super) fn wait_for<T>(look: impl Fn() -> Result<T, String>) -> T {
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

/// Waits until `holds` of what is looked at, and gives it. `what` completes "it was not seen that".
#[track_caller]
pub(crate) fn see_of<T: Debug>(what: &str, look: impl Fn() -> T, holds: impl Fn(&T) -> bool) -> T {
    wait_for(|| {
        let seen = look();
        if holds(&seen) {
            Ok(seen)
        } else {
            Err(format!("it was not seen that {what}. Seen was:\n{seen:?}"))
        }
    })
}

/// Waits until what is looked at is that.
#[track_caller]
pub(crate) fn see_it_is<S, E>(what: &str, expect: &E, look: impl Fn() -> S)
where
    S: PartialEq<E> + Debug,
    E: Debug + ?Sized,
{
    see_of(&format!("{what} is {expect:?}"), look, |seen| seen == expect);
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
const FIND: &str = r"
    const [role, name, exact] = arguments;
    return seen.filter(e => has_role(e, role) && has_words(e, name))
        .filter(e => exact ? e.computedName === name : e.computedName.includes(name))
        .filter(e => e.computedRole === role);
";

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
        wait_for(|| self.only(role, name, exact))
    }

    /// The one that there is now.
    fn only(&self, role: &str, name: &str, exact: bool) -> Result<WebElement, String> {
        let mut found = self.find_all(role, name, exact);
        match found.len() {
            1 => Ok(found.remove(0)),
            count => Err(format!(
                "{count} visible elements of role {role} are named “{name}”, not one"
            )),
        }
    }

    /// Waits for the one element of that role and name, and does something with it. It is found again where the page has drawn it
    /// anew in between: the browser has done nothing then.
    #[track_caller]
    pub(super) fn with<T>(
        &self,
        role: &str,
        name: &str,
        act: impl AsyncFn(WebElement) -> WebDriverResult<T>,
    ) -> T {
        wait_for(|| self.unless_stale(act(self.only(role, name, true)?)))
    }

    /// The same where the name has something in it that changes.
    #[track_caller]
    pub(super) fn with_containing<T>(
        &self,
        role: &str,
        part: &str,
        act: impl AsyncFn(WebElement) -> WebDriverResult<T>,
    ) -> T {
        wait_for(|| self.unless_stale(act(self.only(role, part, false)?)))
    }

    /// The same for an element that has no name of its own.
    #[track_caller]
    pub(super) fn with_element<T>(
        &self,
        css: &str,
        act: impl AsyncFn(WebElement) -> WebDriverResult<T>,
    ) -> T {
        wait_for(|| self.unless_stale(act(self.first(css)?)))
    }

    /// Gives the browser's answer, unless the element is one that the page has put away: then nothing was done with it.
    #[track_caller]
    pub(super) fn unless_stale<T>(
        &self,
        command: impl Future<Output = WebDriverResult<T>>,
    ) -> Result<T, String> {
        match self.runtime.block_on(command) {
            Err(error) if matches!(error.as_inner(), WebDriverErrorInner::StaleElementReference(_)) => {
                Err(format!("it is drawn anew whenever it is found: {error}"))
            }
            answer => Ok(self.ask(async { answer })),
        }
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

    /// Waits for an element that has no name of its own.
    #[track_caller]
    pub(crate) fn element(&self, css: &str) -> WebElement {
        wait_for(|| self.first(css))
    }

    fn first(&self, css: &str) -> Result<WebElement, String> {
        let found = self.ask(self.browser.driver.find_all(By::Css(css)));
        found
            .into_iter()
            .next()
            .ok_or_else(|| format!("there is no {css}"))
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
        self.with(role, name, async |field| field.prop("value").await)
            .expect("a text field has a value")
    }

    /// Waits for a text field to hold that.
    #[track_caller]
    pub(crate) fn see_value(&self, name: &str, expect: &str) {
        see_it_is(&format!("what is in {name}"), expect, || self.value(name));
    }

    /// The same for a field of another role.
    #[track_caller]
    pub(crate) fn see_value_of(&self, role: &str, name: &str, expect: &str) {
        let what = format!("what is in {role} {name}");
        see_it_is(&what, expect, || self.value_of(role, name));
    }

    /// Whether the checkbox with that in its name is checked.
    #[track_caller]
    pub(crate) fn is_checked(&self, part: &str) -> bool {
        self.with_containing("checkbox", part, async |checkbox| checkbox.is_selected().await)
    }

    /// An attribute of the one element of that role and name.
    #[track_caller]
    pub(crate) fn attribute(&self, role: &str, name: &str, attribute: &str) -> Option<String> {
        self.with(role, name, async |element| element.attr(attribute).await)
    }

    /// Waits for an attribute to be that, or for there to be none.
    #[track_caller]
    pub(crate) fn see_attribute(&self, role: &str, name: &str, attribute: &str, expect: Option<&str>) {
        let look = || self.attribute(role, name, attribute);
        let what = format!("{attribute} of {role} {name} is {expect:?}");
        see_of(&what, look, |seen| seen.as_deref() == expect);
    }

    /// The visible text of the one element of that role and name.
    #[track_caller]
    pub(crate) fn text(&self, role: &str, name: &str) -> String {
        self.with(role, name, async |element| element.text().await)
    }

    /// The visible text of the one element of that role with that in its name.
    #[track_caller]
    pub(crate) fn text_containing(&self, role: &str, part: &str) -> String {
        self.with_containing(role, part, async |element| element.text().await)
    }

    /// The visible text of an element that has no name of its own.
    #[track_caller]
    pub(crate) fn text_at(&self, css: &str) -> String {
        self.with_element(css, async |element| element.text().await)
    }

    /// Where an element is and how large.
    #[track_caller]
    pub(crate) fn rect(&self, element: &WebElement) -> ElementRect {
        self.ask(element.rect())
    }

    /// The same for the one element of that role and name.
    #[track_caller]
    pub(crate) fn rect_of(&self, role: &str, name: &str) -> ElementRect {
        self.with(role, name, async |element| element.rect().await)
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
        see_it_is("what has the focus", &wanted, || self.focused());
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

    /// Waits for the row at that place of the transcript, counted from 1, to be drawn.
    #[track_caller]
    pub(crate) fn row(&self, index: usize) -> WebElement {
        self.element(&format!("[role=row][aria-rowindex='{index}']"))
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
