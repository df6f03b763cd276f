//! Everything without a mouse.

use std::time::Duration;

use thirtyfour::prelude::*;

use crate::page::{journey, see_it_is, see_that};
use crate::pane::see_text;

#[test]
fn tab_goes_through_the_page_in_the_order_it_is_read() {
    journey("tab-order", |page| {
        let order = [
            "link Skip to transcript",
            "link Skip to message",
            "link Tabcat",
            "link Tester",
            "link Reference",
            "button Theme: follow system",
            "button Keyboard shortcuts",
            "button Share",
            "textbox WebSocket URL",
            "button Public echo servers",
            "button Options",
            "button Connect",
            "button New connection",
            "button Try local echo",
            "button Try public echo",
            "grid Transcript",
            "textbox Message",
            "button Format: Text",
            "button Add",
            "button Send",
        ];
        let walk = |steps: usize| -> Vec<String> {
            let step = |_| {
                page.key(Key::Tab);
                page.focused()
            };
            (0..steps).map(step).collect()
        };
        assert_eq!(walk(order.len()), order);
        page.chord(&[Key::Shift], &Key::Tab.value().to_string());
        page.see_focus("button", "Add");

        page.connect_to("/echo");
        page.see_status("Connected");
        let with_rows = [
            "button New connection",
            "searchbox Filter messages",
            "button Match case",
            "button Invert",
            "button More filters",
            "button Sent",
            "button Received",
            "button System",
            "button Follow",
            "button Pause",
            "button Go to",
            "button Clear",
            "grid Transcript",
            "textbox Message",
            "button Format: Text",
            "button Add",
            "button Send",
        ];
        // The tools come with the first row.
        page.see_row("system", "open", "open in");
        for button in ["More filters", "Go to", "Clear"] {
            page.find("button", button);
        }
        page.focus_on("button", "Disconnect");
        assert_eq!(walk(with_rows.len()), with_rows);
        page.press("Disconnect");

        page.open_page();
        page.key(Key::Tab);
        page.see_focus("link", "Skip to transcript");
        page.key(Key::Enter);
        page.see_focus("grid", "Transcript");
        page.open_page();
        page.type_keys(&format!("{}{}", Key::Tab.value(), Key::Tab.value()));
        page.key(Key::Enter);
        page.see_focus("textbox", "Message");
    });
}

#[test]
fn the_status_is_scrolled_by_keys_where_it_does_not_fit() {
    journey("status-keys", |page| {
        page.resize(320, 640, false);
        page.connect_to("/echo");
        page.see_status("Connected");
        page.focus_on("button", "Disconnect");
        page.key(Key::Tab);
        page.key(Key::Right);
        see_that("it is scrolled", || {
            page.script(
                "return document.activeElement.matches('.status-strip') && document.activeElement.scrollLeft > 0",
                vec![],
            )
        });
        page.picture("status-keys");
    });
}

#[test]
fn a_whole_conversation_needs_no_mouse() {
    journey("keyboard", |page| {
        page.type_keys("u");
        page.see_focus("textbox", "WebSocket URL");
        page.type_keys(&page.url("/echo"));
        page.key(Key::Enter);
        page.see_status("Connected");
        page.key(Key::Tab);
        page.type_keys("m");
        page.see_focus("textbox", "Message");
        page.type_keys("one");
        page.key(Key::Enter);
        page.type_keys("two m j ?");
        assert_eq!(
            (page.value("Message").as_str(), page.view().rowcount),
            ("one\ntwo m j ?", 1),
            "Enter is a new line"
        );
        page.chord(&[Key::Control], &Key::Enter.value().to_string());
        page.see_row("received", "text", "one⏎two m j ?");
        page.see_focus("textbox", "Message");
        page.see_value("Message", "");
        page.chord(&[Key::Alt], &Key::Up.value().to_string());
        page.see_value("Message", "one\ntwo m j ?");
        page.chord(&[Key::Alt], &Key::Down.value().to_string());
        page.see_value("Message", "");

        page.chord(&[Key::Control, Key::Shift], &Key::Enter.value().to_string());
        page.see_status("Disconnected");
        page.chord(&[Key::Control, Key::Shift], &Key::Enter.value().to_string());
        page.see_status("Connected");
        page.focus_on("textbox", "WebSocket URL");
        page.key(Key::Enter);
        page.send("Enter in the URL does not disconnect");
        page.see_row("received", "text", "does not disconnect");
    });
}

#[test]
fn rows_are_walked_with_keys() {
    journey("row-keys", |page| {
        page.connect_to("/flood?n=200&size=8");
        page.see("all of it has come", |view| {
            view.rowcount == 202 && view.status() == "Disconnected"
        });
        let select = |key: char, index: usize| {
            page.key(key);
            let what = format!("{key:?} selects row {index}");
            page.see(&what, |view| {
                view.rows
                    .iter()
                    .filter(|row| row.selected)
                    .map(|row| row.index)
                    .eq([index])
            });
        };
        page.focus_on("grid", "Transcript");
        let see_follow = |on| page.see_attribute("button", "Follow", "aria-pressed", Some(on));
        see_follow("true");
        select('k', 202);
        // What is selected must not be carried away.
        see_follow("false");
        select('k', 201);
        select(Key::Up.value(), 200);
        select('j', 201);
        select(Key::Home.value(), 1);
        select(Key::Down.value(), 2);
        select(Key::Up.value(), 1);
        select(Key::Up.value(), 1);
        page.key(Key::PageDown);
        page.see("a page further down is selected", |view| {
            view.rows.iter().any(|row| row.selected && row.index > 5)
        });
        select(Key::End.value(), 202);
        let active = || -> String {
            page.script(
                "const active = document.querySelector('[role=grid]').getAttribute('aria-activedescendant');
                 return document.getElementById(active)?.ariaRowIndex ?? ''",
                vec![],
            )
        };
        see_it_is("the place of the active row", "202", active);

        let explained = || page.has("region", "Why did it close?");
        page.key(Key::Enter);
        see_that("Enter explains the close", explained);
        page.key(Key::Escape);
        see_that("Escape puts it away", || !explained());
        page.see_focus("grid", "Transcript");
        page.type_keys("f");
        see_follow("true");
        page.type_keys("X");
        page.see("Shift and X clear", |view| view.rowcount == 0);
    });
}

#[test]
fn single_keys_can_be_turned_off_for_good() {
    journey("shortcuts", |page| {
        page.focus_on("button", "Options");
        page.type_keys("?");
        let parts = ["Focus the URL", "Send", "Next or previous row"];
        see_text(page, "dialog", "Keyboard shortcuts", &parts);
        let switch = "Shortcuts by a single key. They work outside text fields.";
        page.focus_on("checkbox", switch);
        page.key(Key::Space);
        page.key(Key::Escape);
        see_that("Escape closes the list", || {
            !page.has("dialog", "Keyboard shortcuts")
        });
        page.reload();
        page.focus_on("button", "Options");
        page.type_keys("u?");
        page.wait(Duration::from_millis(200));
        page.see_focus("button", "Options");
        assert!(!page.has("dialog", "Keyboard shortcuts"));

        page.press("Keyboard shortcuts");
        page.click_on("checkbox", switch);
        page.press("Close");
        page.focus_on("button", "Options");
        page.type_keys("u");
        page.see_focus("textbox", "WebSocket URL");
    });
}
