//! A message of the transcript, edited or sent as it was.

use serde_json::json;
use thirtyfour::prelude::*;

use crate::compose::{choose_format, open, parts, put, see_echo, see_format, see_send_refuse};
use crate::page::{Page, journey, see_it_is, see_that};

/// Presses a key on the row at that place.
#[track_caller]
pub(crate) fn press_on(page: &Page, row: usize, key: &str) {
    page.click_row(row);
    page.focus_on("grid", "Transcript");
    page.type_keys(key);
}

/// Waits for a sentence that says why not, and puts it away.
#[track_caller]
fn see_why(page: &Page, says: &str) {
    page.see(says, |view| view.notice.contains(says));
    page.press("Dismiss");
}

#[test]
fn a_message_is_edited_in_the_field_whichever_way_it_went() {
    journey("compose-edit", |page| {
        open(page, "/echo");
        page.send("two\nlines {{seq}}");
        page.see("it came back", |view| view.rowcount == 3);
        page.fill("Message", "a draft");
        for row in [2, 3] {
            press_on(page, row, "e");
            page.see_focus("textbox", "Message");
            // It is in the field.
            page.see_value("Message", "two\nlines 1");
        }
        page.type_keys("!");
        see_echo(page, "text", "two⏎lines 1!", 12);
        // What was being written before is the last in the history.
        page.focus_on("textbox", "Message");
        page.key(Key::Up);
        page.chord(&[Key::Alt], &char::from(Key::Up).to_string());
        // The draft is not lost.
        page.see_value("Message", "a draft");

        // Bytes as hex.
        choose_format(page, "Hex");
        page.fill("Message", "00 ff 41");
        see_echo(page, "binary", "Binary00 ff 41", 3);
        choose_format(page, "Text");
        let last = page.view().rowcount;
        for row in [last - 1, last] {
            press_on(page, row, "e");
            page.see_focus("textbox", "Message");
            // It is in the field.
            page.see_value("Message", "00 ff 41");
            see_format(page, "Hex");
        }
        see_echo(page, "binary", "Binary00 ff 41", 3);
    });
}

#[test]
fn braces_that_came_are_sent_as_they_came() {
    journey("compose-edit-braces", |page| {
        open(page, "/echo");
        page.fill("Message", "{{{{seq}} {{{{");
        see_echo(page, "text", "{{seq}} {{", 10);
        press_on(page, 3, "e");
        page.see_focus("textbox", "Message");
        // It is in the field.
        page.see_value("Message", "{{seq}} {{");
        page.find("button", "Fill in");
        see_echo(page, "text", "{{seq}} {{", 10);
    });
}

#[test]
fn a_message_is_sent_again_as_it_is() {
    journey("compose-resend", |page| {
        open(page, "/echo?run=again");
        page.fill("Message", "x {{seq}}");
        see_echo(page, "text", "x 1", 3);
        choose_format(page, "Hex");
        page.fill("Message", "00 ff");
        see_echo(page, "binary", "Binary00 ff", 2);
        page.fill("Message", "01");
        for (row, kind, text) in [
            (2, "text", "x 1"),
            (3, "text", "x 1"),
            (4, "binary", "Binary00 ff"),
            (5, "binary", "Binary00 ff"),
        ] {
            let before = page.view().rowcount;
            press_on(page, row, "E");
            let view = page.see("it came back", |view| {
                view.rowcount == before + 2 && view.last().is_some()
            });
            for (row, direction) in view.after(before).zip(["sent", "received"]) {
                assert_eq!(
                    (row.direction.as_str(), row.kind.as_str(), row.text.as_str()),
                    (direction, kind, text)
                );
            }
            page.see_focus("grid", "Transcript");
        }
        assert_eq!(page.value("Message"), "01", "the field stays as it is");
        let count = page.count("again");
        assert_eq!((count.messages, count.bytes), (6, 3 * 3 + 2 * 3));
    });
}

#[test]
fn a_large_message_is_sent_again_unchanged() {
    journey("compose-resend-large", |page| {
        open(page, "/echo?run=large");
        let text = parts(20_000);
        assert_eq!(text.len(), 200_000);
        put(page, &text);
        page.press("Send");
        page.see_stat("Bytes received", 200_000);
        for (row, times) in [(2, 2), (3, 3)] {
            press_on(page, row, "E");
            page.see_stat("Bytes received", 200_000 * times);
        }
        let view = page.see("all are there", |view| view.rowcount == 7);
        page.click_row(view.rowcount);
        page.allow_clipboard();
        page.focus_on("grid", "Transcript");
        page.type_keys("c");
        see_that("the last one is the first one", || page.clipboard() == text);
        press_on(page, 7, "e");
        page.see_focus("textbox", "Message");
        // It can be edited.
        page.see_value("Message", &text);

        page.connect_again_to("/big/200000?kind=binary");
        page.see_stat("Bytes received", 200_000);
        let view = page.view();
        press_on(page, view.rowcount, "E");
        page.see_stat("Bytes sent", 200_000);
        let view = page.see_stat("Bytes received", 400_000);
        page.click_row(view.rowcount - 1);
        page.see("it is drawn", |view| view.rowcount >= 11);
        page.see_row("sent", "binary", "Binary61 62 63");
    });
}

#[test]
fn what_can_not_be_edited_or_sent_again_says_why() {
    journey("compose-again-not", |page| {
        open(page, "/big/1100000");
        page.see_stat("Messages received", 1);
        page.focus_on("button", "Options");
        for key in ["e", "E"] {
            page.type_keys(key);
            see_why(page, "Select a message in the transcript first.");
        }
        for key in ["e", "E"] {
            press_on(page, 1, key);
            see_why(page, "This line is no message. Select a message.");
        }
        press_on(page, 2, "e");
        see_why(
            page,
            "1.1 MB is too much for the field. Resend (Shift+E) sends it as it is.",
        );
        assert_eq!(page.value("Message"), "");
        page.focus_on("grid", "Transcript");
        page.type_keys("E");
        page.see_stat("Bytes sent", 1_100_000);
        page.press("Disconnect");
        page.see_status("Disconnected");
        press_on(page, 2, "E");
        see_why(page, "Connect first, then send it.");
    });
}

#[test]
fn an_evicted_message_can_not_be_sent_again() {
    journey("compose-evicted", |page| {
        page.press("Options");
        page.fill("Keep at most (lines)", "100");
        page.key(Key::Tab);
        page.connect_to("/seq?n=5");
        page.see("all have come", |view| {
            view.rowcount == 7 && view.status() == "Disconnected"
        });
        page.click_row(3);
        page.press("Close");
        page.connect_to("/flood?n=2000&size=64");
        page.see_stat("Messages received", 2_000);
        page.see_status("Disconnected");
        page.focus_on("button", "Options");
        for key in ["e", "E"] {
            page.type_keys(key);
            see_why(page, "This message has been evicted: it is not kept any more.");
        }
    });
}

#[test]
fn edited_text_that_is_no_message_in_its_format_is_refused_like_any_other() {
    journey("compose-edit-wrong", |page| {
        open(page, "/binary");
        page.see_stat("Messages received", 4);
        page.see("all are drawn", |view| view.rows.len() == 5);
        press_on(page, 5, "e");
        see_format(page, "Hex");
        page.see_focus("textbox", "Message");
        page.chord(&[Key::Control], &char::from(Key::End).to_string());
        page.type_keys("f");
        see_send_refuse(page);
        let marks = || -> usize {
            page.script(
                "return document.querySelectorAll(arguments[0]).length",
                vec![json!(".mistake")],
            )
        };
        see_it_is("the number of marks", &1, marks);
    });
}
