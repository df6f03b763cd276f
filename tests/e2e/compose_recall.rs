//! What was written comes back as it was meant: from the history, after a reload, in each connection its own.

use std::time::Duration;

use thirtyfour::prelude::*;

use crate::compose::{add, choose_format, open, see_echo, see_format};
use crate::page::{Page, journey, see_of, see_that};
use crate::restore::earlier;

/// Waits for the field to hold a text in that format.
#[track_caller]
fn see_written(page: &Page, format: &str, text: &str) {
    page.see_value("Message", text);
    see_format(page, format);
}

/// Turns the choice of the key.
#[track_caller]
fn turn_enter(page: &Page) {
    add(page, "Enter sends");
    page.see_focus("button", "Add");
}

#[test]
fn a_sent_message_comes_back_in_its_format() {
    journey("compose-recall", |page| {
        open(page, "/echo");
        page.fill("Message", "plain");
        see_echo(page, "text", "plain", 5);
        choose_format(page, "Hex");
        page.fill("Message", "81 05");
        see_echo(page, "binary", "Binary81 05", 2);
        see_format(page, "Hex");
        choose_format(page, "Text");
        page.fill("Message", "{{x}}");
        page.press("Send as written");
        see_echo(page, "text", "{{x}}", 5);
        page.fill("Message", "a draft");
        page.press("Format: Text");
        page.key(Key::Escape);
        for (format, text) in [("Text", "{{x}}"), ("Hex", "81 05"), ("Text", "plain")] {
            earlier(page);
            see_written(page, format, text);
            if text == "{{x}}" {
                page.find("button", "Fill in");
            }
        }
        for (format, text) in [("Hex", "81 05"), ("Text", "{{x}}"), ("Text", "a draft")] {
            page.chord(&[Key::Alt], &char::from(Key::Down).to_string());
            see_written(page, format, text);
        }
        // In an empty field the arrow alone is enough; in any other it moves the caret.
        page.fill("Message", "");
        page.key(Key::Up);
        see_written(page, "Text", "{{x}}");
        page.key(Key::Up);
        page.wait(Duration::from_millis(200));
        see_written(page, "Text", "{{x}}");
    });
}

#[test]
fn a_draft_and_its_format_outlive_a_reload_in_each_connection() {
    journey("compose-kept", |page| {
        page.type_url("ws://localhost:9/a");
        choose_format(page, "Layout");
        page.fill("Message", "u8 {{seq}}");
        page.press("Send as written");
        page.open_another();
        page.type_url("ws://localhost:9/b");
        choose_format(page, "Hex");
        page.fill("Message", "81 05");
        page.wait(Duration::from_millis(700));
        page.reload();
        see_that("both are there", || page.tabs().len() == 2);
        page.open_tab(1);
        see_written(page, "Layout", "u8 {{seq}}");
        page.find("button", "Fill in");
        page.open_tab(2);
        see_written(page, "Hex", "81 05");
    });
}

#[test]
fn sent_messages_come_back_in_their_format_after_a_reload() {
    journey("compose-kept-sent", |page| {
        open(page, "/echo");
        choose_format(page, "Base64");
        page.fill("Message", "AP8=");
        see_echo(page, "binary", "Binary00 ff", 2);
        choose_format(page, "JSON");
        page.fill("Message", "[{{seq}}]");
        see_echo(page, "text", "[2]", 3);
        page.wait(Duration::from_millis(700));
        page.reload();
        for (format, text) in [("JSON", "[{{seq}}]"), ("Base64", "AP8=")] {
            earlier(page);
            see_written(page, format, text);
        }
    });
}

#[test]
fn enter_sends_where_a_person_wants_it_to() {
    journey("compose-enter", |page| {
        open(page, "/echo");
        page.focus_on("textbox", "Message");
        page.type_keys("a");
        page.key(Key::Enter);
        page.type_keys("b");
        // It breaks the line at first.
        page.see_value("Message", "a\nb");
        page.chord(&[Key::Control], &char::from(Key::Enter).to_string());
        page.see_row("received", "text", "a⏎b");
        turn_enter(page);
        for _ in 0..2 {
            page.focus_on("textbox", "Message");
            page.type_keys("c");
            page.chord(&[Key::Shift], &char::from(Key::Enter).to_string());
            page.type_keys("d");
            // With Shift it breaks the line.
            page.see_value("Message", "c\nd");
            page.key(Key::Enter);
            page.see_row("received", "text", "c⏎d");
            page.see_value("Message", "");
            // The choice stays.
            page.reload();
            open(page, "/echo");
        }
        page.press("Add");
        see_of(
            "the choice is on",
            || page.text_containing("menuitem", "Enter sends"),
            |item| item.ends_with("on"),
        );
        page.key(Key::Escape);
        turn_enter(page);
        page.focus_on("textbox", "Message");
        page.type_keys("e");
        page.key(Key::Enter);
        // It breaks the line again.
        page.see_value("Message", "e\n");
    });
}
