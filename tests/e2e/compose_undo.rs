//! Undo in the message field, where all of the message was changed.

use thirtyfour::prelude::*;

use crate::compose::{add, choose_format, note, open, put, see_echo, see_format, see_note};
use crate::compose_repeat::every;
use crate::page::{Page, journey, see_that};

fn undo(page: &Page) {
    page.click_on("textbox", "Message");
    page.chord(&[Key::Control], "z");
}

fn redo(page: &Page) {
    page.click_on("textbox", "Message");
    page.chord(&[Key::Control, Key::Shift], "z");
}

#[track_caller]
fn see_message(page: &Page, format: &str, text: &str) {
    page.see_value("Message", text);
    see_format(page, format);
}

#[test]
fn a_change_of_the_format_is_undone_with_its_text() {
    journey("compose-undo", |page| {
        open(page, "/echo");
        page.fill("Message", "abcd");
        choose_format(page, "Hex");
        see_message(page, "Hex", "61 62 63 64");
        choose_format(page, "Base64");
        see_message(page, "Base64", "YWJjZA==");
        undo(page);
        see_message(page, "Hex", "61 62 63 64");
        undo(page);
        see_message(page, "Text", "abcd");
        redo(page);
        see_message(page, "Hex", "61 62 63 64");
        page.key(Key::End);
        page.type_keys(" 65");
        page.see_value("Message", "61 62 63 64 65");
        for _ in 0..6 {
            if page.value("Message") == "abcd" {
                break;
            }
            undo(page);
        }
        see_message(page, "Text", "abcd");
        see_echo(page, "text", "abcd", 4);
    });
}

#[test]
fn json_of_a_thousand_lines_is_formatted_at_once_and_that_is_undone() {
    journey("compose-undo-lines", |page| {
        open(page, "/echo");
        choose_format(page, "JSON");
        let objects: Vec<String> = (0..500).map(|id| format!("{{\"id\":{id}}}")).collect();
        let compact = format!("[{}]", objects.join(","));
        put(page, &compact);
        see_note(page, "Valid JSON");
        page.find("button", "Minify");
        let took: f64 = page.script(
            "const began = performance.now();
             [...document.querySelectorAll('#message-note button')].find(e => e.textContent === 'Format').click();
             return performance.now() - began",
            vec![],
        );
        see_that("it is formatted", || {
            page.value("Message").lines().count() == 1_502
        });
        assert!(took < 2_000.0, "{took} ms");
        undo(page);
        see_message(page, "JSON", &compact);
        redo(page);
        see_that("it is formatted again", || {
            page.value("Message").lines().count() == 1_502
        });
        undo(page);
        see_message(page, "JSON", &compact);
        page.press("Send");
        page.see_stat("Bytes received", compact.len() as u64);
    });
}

#[test]
fn a_message_that_repeats_is_changed_by_nothing() {
    journey("compose-locked", |page| {
        open(page, "/echo?run=locked");
        page.send("earlier");
        page.see_row("received", "text", "earlier");
        page.fill("Message", "mine {{seq}}");
        every(page, "100", "");
        page.press("Start");
        page.see_count("locked", 3);
        let refused = |what: &str| {
            page.see(what, |view| view.notice.contains("Stop the repeat first."));
            see_message(page, "Text", "mine {{seq}}");
            page.press("Dismiss");
        };
        choose_format(page, "JSON");
        refused("another format");
        add(page, "{{uuid}}");
        refused("a placeholder");
        page.press("Send as written");
        refused("as it is written");
        page.click_on("textbox", "Message");
        page.chord(&[Key::Alt], &char::from(Key::Up).to_string());
        page.type_keys("x");
        page.press("Stop");
        see_note(page, "Stopped after");
        see_message(page, "Text", "mine {{seq}}");
        let last = page.count("locked").last;
        assert!(
            last.iter().skip(1).all(|text| text.starts_with("mine ")),
            "{last:?}"
        );
    });
}

#[test]
fn a_placeholder_that_was_inserted_is_undone() {
    journey("compose-undo-insert", |page| {
        open(page, "/echo");
        page.fill("Message", "n ");
        add(page, "{{seq}}");
        page.see_value("Message", "n {{seq}}");
        see_that("it is tinted", || note(page).contains('B'));
        undo(page);
        page.see_value("Message", "n ");
    });
}
