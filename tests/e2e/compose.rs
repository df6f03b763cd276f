//! What the journeys of the composer have in common, and its first sight.

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::page::{Page, journey, see_it_is, see_of, see_that};

/// The line about the message.
pub(crate) const NOTE: &str = "#message-note";

/// The line of what is sent.
const OUTCOME: &str = "#message-outcome output";

/// Connects to one of wsbin's endpoints.
#[track_caller]
pub(crate) fn open(page: &Page, path: &str) {
    page.connect_to(path);
    page.see_status("Connected");
}

/// Chooses a format from its menu.
#[track_caller]
pub(crate) fn choose_format(page: &Page, name: &str) {
    see_it_all(page);
    page.click_on_containing("button", "Format: ");
    page.click_on_containing("menuitemradio", name);
    see_that("the menu is gone", || !page.has_menu());
}

/// Waits for the format to be that.
#[track_caller]
pub(crate) fn see_format(page: &Page, name: &str) {
    page.find("button", &format!("Format: {name}"));
}

/// Chooses from the menu of what can be added.
#[track_caller]
pub(crate) fn add(page: &Page, item: &str) {
    see_it_all(page);
    page.press("Add");
    page.click_on_containing("menuitem", item);
}

/// Chooses an edge case. Nothing is waited for.
#[track_caller]
pub(crate) fn add_edge_case(page: &Page, name: &str) {
    add(page, "Edge cases");
    page.find("menu", "Edge cases");
    page.click_on_containing("menuitem", name);
    see_that("the menu is gone", || !page.has_menu());
}

/// Waits for all of the composer to be there: without it, a text is written and sent.
#[track_caller]
pub(crate) fn see_it_all(page: &Page) {
    see_that("the composer is all there", || {
        page.script("return !!document.querySelector('#message-file')", vec![])
    });
}

/// What is said of the message.
#[track_caller]
pub(crate) fn note(page: &Page) -> String {
    // The line is another one once the part is there: nobody holds on to it.
    page.script(
        "return document.querySelector(arguments[0])?.innerText ?? ''",
        vec![json!(NOTE)],
    )
}

/// Waits for something to be said of the message.
#[track_caller]
pub(crate) fn see_note(page: &Page, part: &str) {
    see_of(
        &format!("of the message is said “{part}”"),
        || note(page),
        |said| said.contains(part),
    );
}

/// What is sent, where the text does not show it.
pub(crate) fn outcome(page: &Page) -> String {
    page.script(
        "return document.querySelector(arguments[0])?.textContent ?? ''",
        vec![json!(OUTCOME)],
    )
}

/// Waits for what is sent to be shown so.
#[track_caller]
pub(crate) fn see_outcome(page: &Page, shown: &str) {
    see_it_is("what is sent", shown, || outcome(page));
}

/// Puts a text into the field at once: to paste much key by key takes longer than a person has.
#[track_caller]
pub(crate) fn put(page: &Page, text: &str) {
    page.find("textbox", "Message");
    page.script::<Value>(
        "const field = document.getElementById('message');
         field.value = arguments[0];
         field.dispatchEvent(new Event('input', { bubbles: true }));",
        vec![json!(text)],
    );
}

/// Sends what is written, and waits for it and its echo to have rows that say so.
#[track_caller]
pub(crate) fn see_echo(page: &Page, kind: &str, shown: &str, bytes: usize) {
    let before = page.view().rowcount;
    page.press("Send");
    let view = page.see(&format!("“{shown}” was sent and came back"), |view| {
        view.rowcount == before + 2 && view.last().is_some()
    });
    for (row, direction) in view.after(before).zip(["sent", "received"]) {
        let seen = (
            row.direction.as_str(),
            row.kind.as_str(),
            row.text.as_str(),
            row.size.as_str(),
        );
        assert_eq!(seen, (direction, kind, shown, format!("{bytes} B").as_str()));
    }
}

/// A binary message of these bytes, up to 16 of them, in its row.
pub(crate) fn binary(bytes: &[u8]) -> String {
    format!("Binary{}", hex(bytes))
}

/// A text of so many parts of ten bytes, each another: none can take the place of another.
pub(crate) fn parts(count: u32) -> String {
    let parts: Vec<String> = (0..count).map(|number| format!("é{number:07}|")).collect();
    parts.concat()
}

/// Pairs of digits with a space between.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let bytes: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    bytes.join(" ")
}

/// Where the selection of the field begins and ends.
fn selection(page: &Page) -> (usize, usize) {
    page.script(
        "const { selectionStart, selectionEnd } = document.querySelector('#message');
         return [selectionStart, selectionEnd]",
        vec![],
    )
}

/// Waits for the selection of the field to be that.
#[track_caller]
pub(crate) fn see_selection(page: &Page, place: (usize, usize)) {
    see_it_is("what is selected", &place, || selection(page));
}

/// Presses Send, which refuses: nothing is sent.
#[track_caller]
pub(crate) fn see_send_refuse(page: &Page) {
    let before = page.view().rowcount;
    page.see_attribute("button", "Send", "aria-disabled", Some("true"));
    page.press("Send");
    page.see_focus("textbox", "Message");
    assert_eq!(page.view().rowcount, before);
}

#[test]
fn hello_is_typed_and_sent_past_three_more_controls_at_most() {
    journey("compose-plain", |page| {
        let plain = |page: &Page| {
            let shown: Vec<String> = page.script(
                "return [...document.querySelector('form.composer').querySelectorAll('button,input,textarea,[role]')]
                     .filter(e => e.checkVisibility() && !e.closest('.visually-hidden')).map(e => e.computedName)",
                vec![],
            );
            shown
        };
        open(page, "/echo");
        let height = || page.rect_of("textbox", "Message").height;
        assert!(height() < 60.0, "an empty field is {} px high", height());
        // With the part that has the rest, and before it.
        for _ in 0..2 {
            assert_eq!(plain(page), ["Message", "Format: Text", "Add", "Send"]);
            page.fill("Message", "hello");
            see_note(page, "5 B");
            assert_eq!(plain(page), ["Message", "Format: Text", "Add", "Send"]);
            see_echo(page, "text", "hello", 5);
            see_it_all(page);
        }
        page.picture("compose-plain");
    });
}

#[test]
fn the_menus_are_walked_and_left_by_keyboard_alone() {
    journey("compose-keys", |page| {
        open(page, "/echo");
        page.focus_on("textbox", "Message");
        page.key(Key::Tab);
        page.see_focus("button", "Format: Text");
        page.key(Key::Enter);
        page.see_focus("menu", "Format");
        page.key(Key::Escape);
        page.see_focus("button", "Format: Text");
        page.key(Key::Enter);
        page.see_focus("menu", "Format");
        page.key(Key::Down);
        page.key(Key::Down);
        page.key(Key::Enter);
        page.see_focus("textbox", "Message");
        see_format(page, "Hex");
        page.type_keys("8105");
        page.key(Key::Tab);
        page.see_focus("button", "Format: Hex");
        page.key(Key::Tab);
        page.see_focus("button", "Add");
        page.key(Key::Space);
        page.see_focus("menu", "Add");
        page.key(Key::Escape);
        page.see_focus("button", "Add");
        page.key(Key::Tab);
        page.see_focus("button", "Send");
        page.key(Key::Enter);
        page.see_row("received", "binary", "Binary81 05");

        // The line for sending it again and again, its fields, and back.
        page.focus_on("textbox", "Message");
        page.type_keys("00");
        page.focus_on("button", "Add");
        page.key(Key::Enter);
        page.see_focus("menu", "Add");
        page.key(Key::Enter);
        page.see_focus("spinbutton", "Every, milliseconds");
        page.chord(&[Key::Control], "a");
        page.type_keys("20");
        page.key(Key::Tab);
        page.see_focus("spinbutton", "Times");
        page.type_keys("3");
        page.key(Key::Enter);
        see_note(page, "All 3 sent");
        page.focus_on("spinbutton", "Times");
        page.key(Key::Escape);
        see_that("the line is gone", || !page.has("group", "Send every"));
    });
}
