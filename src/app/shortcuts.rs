//! Keys that work anywhere on the page. Single keys work only outside text fields, and can be turned off (WCAG 2.1.4).

use leptos::prelude::*;

use super::{App, FILTER_FIELD, SEARCH_FIELD, go_to};
use super::{Move, Step};
use crate::io::document;
use crate::io::listener::Key;

/// A line of the list of shortcuts.
pub struct Shortcut {
    /// What it does.
    pub action: &'static str,
    /// The keys, as they are written on keyboards. `Mod` is Command on a Mac, Control elsewhere.
    pub keys: &'static [&'static str],
}

/// All of them.
pub const SHORTCUTS: &[Shortcut] = &[
    Shortcut {
        action: "Focus the URL",
        keys: &["U"],
    },
    Shortcut {
        action: "Connect or disconnect",
        keys: &["Mod", "Shift", "Enter"],
    },
    Shortcut {
        action: "Focus the message",
        keys: &["M"],
    },
    Shortcut {
        action: "Send",
        keys: &["Mod", "Enter"],
    },
    Shortcut {
        action: "Earlier or later sent message",
        keys: &["Alt", "↑", "↓"],
    },
    Shortcut {
        action: "Next or previous row",
        keys: &["J", "K"],
    },
    Shortcut {
        action: "First or last row",
        keys: &["Home", "End"],
    },
    Shortcut {
        action: "Go to a time",
        keys: &["G"],
    },
    Shortcut {
        action: "Mark the message, or unmark it",
        keys: &["Shift", "M"],
    },
    Shortcut {
        action: "Go to the marked message",
        keys: &["Shift", "G"],
    },
    Shortcut {
        action: "Open or close the detail",
        keys: &["Enter", "Esc"],
    },
    Shortcut {
        action: "Copy the message",
        keys: &["C"],
    },
    Shortcut {
        action: "Follow the newest row",
        keys: &["F"],
    },
    Shortcut {
        action: "Pause or resume drawing",
        keys: &["P"],
    },
    Shortcut {
        action: "Next match (Shift: previous)",
        keys: &["Mod", "G"],
    },
    Shortcut {
        action: "Clear the transcript",
        keys: &["Shift", "X"],
    },
    Shortcut {
        action: "Filter, or search the guide",
        keys: &["/"],
    },
    Shortcut {
        action: "This list",
        keys: &["?"],
    },
];

impl App {
    pub(super) fn press_key(&self, key: &Key) {
        let name = key.name();
        if name == "Enter" && key.command() && key.shift() {
            key.take();
            return self.press_main();
        }
        let tester = !self.reading.get_untracked();
        if name.eq_ignore_ascii_case("g") && key.command() && tester {
            key.take();
            return self.go_to_match(if key.shift() { Step::Previous } else { Step::Next });
        }
        if name == "Escape" && self.toast.message.with_untracked(Option::is_some) {
            return self.toast.dismiss();
        }
        let single = !key.command() && !key.alt() && !key.in_text_field() && !document::has_open_dialog();
        if !single || !untrack(|| self.settings.single_keys()) {
            return;
        }
        if self.single_key(&name) {
            key.take();
        }
    }

    fn single_key(&self, name: &str) -> bool {
        let tester = !self.reading.get_untracked();
        match name {
            "u" if tester => document::focus(self.form.url.id),
            "m" if tester => document::focus("message"),
            "j" if tester => self.viewer.go(Move::Next),
            "k" if tester => self.viewer.go(Move::Previous),
            "g" if tester => go_to::open(),
            "G" if tester => self.viewer.go(Move::Marked),
            "M" if tester => self.mark_selected(),
            "c" if tester => self.copy_selected(),
            "f" if tester => self.viewer.toggle_follow(),
            "p" if tester => self.toggle_pause(),
            "X" if tester => self.clear(),
            "/" if tester => document::focus(FILTER_FIELD),
            "/" => document::focus(SEARCH_FIELD),
            "?" => self.help.set(true),
            "Escape" if tester => self.viewer.close_detail(),
            _ => return false,
        }
        true
    }
}
