//! The fields that the options fold into values of sentences.

use super::{Page, see_that};

/// The switch of the question before leaving.
pub(crate) const LEAVING: &str =
    "Ask before leaving while something would be lost: a connection, or more than 100 messages";

/// A field, and the start of the name of the button that unfolds it.
const FOLDED: [(&str, &str, &str); 8] = [
    ("textbox", "Connect timeout (s)", "Connect timeout, "),
    ("textbox", "Close code", "Close code, "),
    ("textbox", "Close reason", "Close reason, "),
    ("textbox", "Close timeout (s)", "Close timeout, "),
    ("textbox", "Keep at most (MB)", "Keep at most, "),
    ("textbox", "Keep at most (lines)", "Lines to keep, "),
    ("textbox", "Hold back over", "High-water mark, "),
    ("checkbox", LEAVING, "Leaving while connected, "),
];

impl Page {
    /// Unfolds a field that is folded into a value of the options, unless it is there. All others are there.
    #[track_caller]
    pub(crate) fn unfold(&self, name: &str) {
        let Some((role, _, button)) = FOLDED.iter().find(|(_, folded, _)| *folded == name) else {
            return;
        };
        if self.has(role, name) {
            return;
        }
        // On a phone another one has to be left first.
        if self.has("button", "Back") {
            self.press("Back");
        }
        self.click_on_containing("button", button);
        see_that("the field of the value is there", || self.has(role, name));
    }
}
