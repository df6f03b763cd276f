//! Keys that work anywhere on the page. Single keys work only outside text fields, and can be turned off (WCAG 2.1.4).

use leptos::prelude::*;
use tabcat_core::listing::Step;
use tabcat_core::reader::Move;

use super::ids::{FILTER_FIELD, MESSAGE_FIELD, SEARCH_FIELD, focus, focus_soon};
use super::pane::go_to;
use super::panes::Panes;
use crate::io::document;
use crate::io::listener::Key;

/// A line of the list of shortcuts. It comes with the list; the page itself knows its keys as [`PRESSES`].
pub struct Shortcut {
    /// The action's description.
    pub action: &'static str,
    /// The keys, as they are written on keyboards. `Mod` is Command on a Mac, Control elsewhere.
    pub keys: &'static [&'static str],
}

/// Runs the action of a key, given by its name.
type Run = fn(&Panes, &str);

/// The pages on which keys work.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// On every page.
    Page,
    /// Only in the tester.
    Tester,
}

/// A key press.
enum Press {
    /// A key by itself, by its name.
    Single(&'static str),
    /// One of 1 to 9.
    Digit,
    /// A key with the main modifier, with Shift or without.
    Command(&'static str),
    /// The same with Shift.
    CommandShift(&'static str),
}

use Place::{Page, Tester};
use Press::{Command, CommandShift, Digit, Single};

macro_rules! shortcuts {
    ($($place:ident $action:literal [$($key:literal)*] $($press:ident $name:tt => $run:expr,)*;)*) => {
        /// All of them. Those without a press belong to an element, which hears its own keys.
        pub const SHORTCUTS: &[Shortcut] = &[$(Shortcut { action: $action, keys: &[$($key),*] }),*];

        /// What their keys do.
        const PRESSES: &[(Place, Press, Run)] = &[$($(($place, press!($press $name), $run),)*)*];
    };
}

macro_rules! press {
    (Digit _) => {
        Digit
    };
    ($press:ident $name:tt) => {
        $press($name)
    };
}

shortcuts! {
    Tester "Focus the URL" ["U"]
        Single "u" => |panes, _| focus(panes.shown_now().form.url.id),;
    Page "Connect or disconnect" ["Mod" "Shift" "Enter"]
        CommandShift "Enter" => |panes, _| panes.shown_now().press_main(),;
    Tester "Focus the message" ["M"]
        Single "m" => |_, _| focus(MESSAGE_FIELD),;
    Page "Send" ["Mod" "Enter"];
    Page "Earlier or later sent message (in an empty field: ↑)" ["Alt" "↑" "↓"];
    Tester "Next or previous row" ["J" "K"]
        Single "j" => |panes, _| panes.shown_now().viewer.go(Move::Next),
        Single "k" => |panes, _| panes.shown_now().viewer.go(Move::Previous),;
    Page "First or last row" ["Home" "End"];
    Tester "Go to a time" ["G"]
        Single "g" => |panes, _| with_tools(panes, go_to::open),;
    Tester "Mark the message, or unmark it" ["Shift" "M"]
        Single "M" => |panes, _| panes.shown_now().mark_selected(),;
    Tester "Go to the marked message" ["Shift" "G"]
        Single "G" => |panes, _| panes.shown_now().viewer.go(Move::Marked),;
    Tester "Open or close the detail" ["Enter" "Esc"]
        Single "Escape" => |panes, _| panes.shown_now().viewer.close_detail(),;
    Tester "Copy the message" ["C"]
        Single "c" => |panes, _| panes.shown_now().copy_selected(),;
    Tester "Edit and resend the message" ["E"]
        Single "e" => |panes, _| panes.shown_now().with_compose(|compose, pane| (compose.edit)(pane)),;
    Tester "Resend the message as it is" ["Shift" "E"]
        Single "E" => |panes, _| panes.shown_now().with_compose(|compose, pane| (compose.resend)(pane)),;
    Tester "Follow the newest row" ["F"]
        Single "f" => |panes, _| panes.shown_now().viewer.toggle_follow(),;
    Tester "Pause or resume drawing" ["P"]
        Single "p" => |panes, _| panes.shown_now().toggle_pause(),;
    Tester "Next match (Shift: previous)" ["Mod" "G"]
        Command "g" => |panes, _| panes.shown_now().go_to_match(Step::Next),
        CommandShift "g" => |panes, _| panes.shown_now().go_to_match(Step::Previous),;
    Tester "Clear the transcript" ["Shift" "X"]
        Single "X" => |panes, _| panes.shown_now().clear(),;
    Page "Filter, or search the guide" ["/"]
        Single "/" => |panes, _| {
            if panes.page.reading.get_untracked() {
                focus(SEARCH_FIELD);
            } else {
                with_tools(panes, || focus_soon(FILTER_FIELD.to_owned()));
            }
        },;
    Tester "New connection" ["N"]
        Single "n" => |panes, _| panes.open_empty(),;
    Tester "Show a connection" ["1" "to" "9"]
        Digit _ => |panes, name| panes.show_at(name),;
    Tester "Rename the connection" ["F2"]
        Single "F2" => |panes, _| panes.with_tabs(|tabs, panes| (tabs.rename)(panes)),;
    Tester "Close the connection" ["Shift" "W"]
        Single "W" => |panes, _| panes.with_tabs(|tabs, panes| (tabs.close)(panes)),;
    Page "This list" ["?"]
        Single "?" => |panes, _| panes.page.help.set(true),;
}

/// Does something with what stands above the rows, once it is here.
fn with_tools(panes: &Panes, act: fn()) {
    panes.page.when_here(panes.page.parts.tools, move |_| act());
}

impl Press {
    fn is(&self, key: &Key, name: &str, is_single: bool) -> bool {
        match *self {
            Single(of) => is_single && name == of,
            Digit => is_single && matches!(name.as_bytes(), [b'1'..=b'9']),
            Command(of) => key.command() && !key.shift() && name.eq_ignore_ascii_case(of),
            CommandShift(of) => key.command() && key.shift() && name.eq_ignore_ascii_case(of),
        }
    }
}

impl Panes {
    pub(super) fn press_key(&self, key: &Key) {
        let name = key.name();
        let toast = self.page.toast;
        if name == "Escape" && toast.message.with_untracked(Option::is_some) {
            return toast.dismiss();
        }
        let is_single = !key.command()
            && !key.alt()
            && !key.in_text_field()
            // Rows are walked by a key that is held; nothing else is to happen twice.
            && (!key.repeats() || matches!(name.as_str(), "j" | "k"))
            && !document::has_open_dialog()
            && untrack(|| self.page.settings.single_keys());
        let reading = self.page.reading.get_untracked();
        let mut working = PRESSES.iter().filter(|(place, ..)| *place == Page || !reading);
        if let Some((.., run)) = working.find(|(_, press, _)| press.is(key, &name, is_single)) {
            key.take();
            run(self, &name);
        }
    }
}
