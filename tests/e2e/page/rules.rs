//! The rules of accessibility that a script can look for: axe-core, put into the page.

use std::fs;

use serde_json::json;

use super::Page;
use crate::browser;

/// Levels A and AA of WCAG 2.0, 2.1 and 2.2, and what is good besides.
const RULES: [&str; 6] = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
];

/// The rules that colours can break: all that need be looked at again in the dark.
const OF_COLOURS: [&str; 2] = ["color-contrast", "link-in-text-block"];

/// Where a rule is wrong for us. The strip of the status has no `tabindex`: browsers let the keyboard into what scrolls, and only
/// while it does (`keyboard.rs` goes there), but axe-core takes an attribute for the only way.
const CONFIGURE: &str = "
    axe.configure({ rules: [
        { id: 'scrollable-region-focusable', selector: '*:not(select, textarea, .status-strip)' },
    ] });
";

/// Gives some lines for each rule that is broken: which, and by what. Fades are brought to their end first. Of the top layer axe-core
/// knows nothing: what is in it would count as covered, and its colours would not be judged.
const RUN: &str = "
    const [tags, done] = arguments;
    const lines = node => `  ${node.html}\\n    ${node.failureSummary.replaceAll('\\n', '\\n    ')}`;
    document.getAnimations().filter(fade => fade.effect.getComputedTiming().endTime < Infinity).forEach(fade => fade.finish());
    document.querySelectorAll(':modal, :popover-open').forEach(top => top.style.zIndex = 1000);
    axe.run(document, { runOnly: tags, resultTypes: ['violations'], preload: false }).then(
        found => done(found.violations.map(rule => [`${rule.id}: ${rule.help}`, ...rule.nodes.map(lines)].join('\\n'))),
        error => done([`axe-core failed: ${error}`]),
    );
";

impl Page {
    /// Nothing that is on the page now breaks a rule, in the light or in the dark. `place` says where in a journey that is.
    #[track_caller]
    pub(crate) fn see_no_violations(&self, place: &str) {
        self.see_names_in_the_markup();
        for scheme in ["light", "dark"] {
            let broken = self.violations(scheme);
            assert!(
                broken.is_empty(),
                "{place}, {scheme}: these rules are broken\n{}",
                broken.join("\n")
            );
        }
    }

    /// The rules that are broken in that scheme of colours.
    #[track_caller]
    pub(crate) fn violations(&self, scheme: &str) -> Vec<String> {
        if !self.script::<bool>("return !!window.axe", vec![]) {
            self.script::<()>(&[&axe(), CONFIGURE].concat(), vec![]);
        }
        self.prefer("prefers-color-scheme", scheme);
        let rules = if scheme == "dark" { &OF_COLOURS[..] } else { &RULES };
        let found = self.ask(self.browser.driver.execute_async(RUN, vec![json!(rules)]));
        found.convert().expect("it returns lines")
    }
}

/// The script of axe-core.
fn axe() -> String {
    let file = browser::axe();
    fs::read_to_string(&file).unwrap_or_else(|error| {
        panic!(
            "axe-core is not at {} ({error}): `cargo xtask test e2e` installs it and says where",
            file.display()
        )
    })
}
