//! The outbox: what is sent while nobody takes it is kept, sent once and in order, or given back.

use std::time::Duration;

use serde_json::json;
use thirtyfour::prelude::*;

use crate::lasting::{AT_ONCE, IN_A_WHILE};
use crate::leave::asks;
use crate::page::{Page, journey, see_that};
use crate::pane::see_text;
use crate::restore::earlier;

const OUTBOX: (&str, &str) = ("outbox", "on");

/// Waits for a while after the drop, with an outbox.
#[track_caller]
fn wait_with_an_outbox(page: &Page, path: &str, more: &[(&str, &str)]) {
    page.start_to_last(path, &[&IN_A_WHILE, &[OUTBOX], more]);
    page.see_status("Reconnecting");
}

/// Types a message and presses Queue.
#[track_caller]
fn queue(page: &Page, text: &str) {
    page.fill("Message", text);
    page.press("Queue");
    // It is taken.
    page.see_value("Message", "");
}

#[test]
fn what_is_sent_meanwhile_goes_out_once_and_in_order() {
    journey("lasting-outbox", |page| {
        wait_with_an_outbox(page, "/drop?after=1300&run=once", &[]);
        for (text, so_far) in [("one", 1), ("two", 2), ("three", 3)] {
            queue(page, text);
            see_text(page, "region", "Outbox", &[&format!("{so_far} in the outbox")]);
            see_text(
                page,
                "form",
                "Send message",
                &[&format!("Goes to the outbox, {so_far} of 100.")],
            );
        }
        see_that("they would be lost", || asks(page));
        assert_eq!(page.count("once").messages, 0);
        page.press("Reconnect now");
        assert_eq!(page.see_count("once", 3).last, ["one", "two", "three"]);
        let view = page.see_row("received", "text", "three");
        let sent: Vec<&str> = view
            .rows
            .iter()
            .filter(|row| row.direction == "sent")
            .map(|row| {
                assert!(
                    row.text.starts_with("queued ") && row.spoken.contains(", queued "),
                    "{view}"
                );
                row.text.rsplit(' ').next().expect("there is a payload")
            })
            .map(|last| last.trim_start_matches("ms").trim_start_matches('s'))
            .collect();
        assert_eq!(sent, ["one", "two", "three"], "{view}");
        see_that("the tray is gone", || !page.has("region", "Outbox"));
        // The next drop brings none of them again.
        page.see_status("Reconnecting");
        page.press("Reconnect now");
        page.see_row("system", "open", "Session 3 open");
        page.see_status("Reconnecting");
        assert_eq!(page.count("once").last, ["one", "two", "three"]);
    });
}

#[test]
fn a_message_is_taken_back_one_by_one_or_all_at_once() {
    journey("lasting-outbox-cancel", |page| {
        wait_with_an_outbox(page, "/drop?after=100&run=cancel", &[]);
        for text in ["one", "two", "three", "four"] {
            queue(page, text);
        }
        page.press("Show");
        page.see_attribute("button", "Fold", "aria-expanded", Some("true"));
        see_text(page, "region", "Outbox", &["one", "two", "three", "four"]);
        page.press("Cancel message 2");
        // It is back in the field.
        page.see_value("Message", "two");
        page.see_focus("button", "Fold");
        // The field is taken: this one goes to the history.
        page.press("Cancel message 1");
        see_text(page, "region", "Outbox", &["2 in the outbox"]);
        assert_eq!(page.value("Message"), "two");
        // All of them are in the history since they were queued.
        for text in ["four", "three", "two", "one"] {
            earlier(page);
            page.see_value("Message", text);
        }
        page.press("Cancel all queued");
        page.see_focus("textbox", "Message");
        see_that("the tray is gone", || !page.has("region", "Outbox"));
        let view = page.view();
        assert!(view.alerts.is_empty(), "that is no refusal:\n{view}");
        for text in ["two", "three", "four", "two"] {
            page.chord(&[Key::Alt], &char::from(Key::Down).to_string());
            page.see_value("Message", text);
        }
        page.press("Reconnect now");
        page.see_row("system", "open", "Session 2 open");
        assert_eq!(page.count("cancel").messages, 0);
    });
}

#[test]
fn a_full_outbox_refuses_the_newest_and_leaves_its_text() {
    journey("lasting-outbox-full", |page| {
        let bounds = [("outbox-messages", "2"), ("outbox-size", "0.001")];
        wait_with_an_outbox(page, "/drop?after=100", &bounds);
        let long = "x".repeat(2_000);
        let cases = [
            (
                &*long,
                "it is too large",
                "Larger than all the outbox holds (1.0 KB)",
            ),
            ("three", "it is full", "The outbox is full"),
        ];
        for (text, before, says) in cases {
            if text == "three" {
                queue(page, "one");
                queue(page, "two");
            }
            page.fill("Message", text);
            page.press("Queue");
            page.see_alert(says);
            assert_eq!(page.value("Message"), text, "{before}");
            page.fill("Message", "");
        }
        see_text(page, "region", "Outbox", &["2 in the outbox", "of 1"]);
    });
}

#[test]
fn what_was_not_sent_at_the_end_is_said_and_comes_back() {
    journey("lasting-outbox-end", |page| {
        wait_with_an_outbox(page, "/drop?after=100&run=end", &[]);
        queue(page, "one");
        queue(page, "two");
        page.press("Stop");
        page.see_status("Disconnected");
        page.see_row("system", "note", "not sent 2 messages of the outbox");
        page.see_value("Message", "one");
        // The other one is in the history.
        earlier(page);
        page.see_value("Message", "two");
        see_that("the tray is gone", || !page.has("region", "Outbox"));
        see_that("nothing is lost any more", || !asks(page));

        page.fill("Message", "");
        page.start_to_last(
            "/stall?run=end",
            &[&AT_ONCE, &[OUTBOX, ("attempts", "1"), ("connect-timeout", "4")]],
        );
        page.see_status("Connecting");
        page.fill("Message", "");
        queue(page, "in vain");
        see_that("it would be lost", || asks(page));
        page.see_status("Gave up after 1 attempt");
        page.see_row("system", "note", "not sent 1 message of the outbox");
        // Its text is back.
        page.see_value("Message", "in vain");
        assert_eq!(page.count("end").messages, 0);
    });
}

#[test]
fn a_message_that_was_handed_over_is_not_sent_again() {
    journey("lasting-outbox-sent", |page| {
        page.start_to_last(
            "/drop?after=3500&run=sent",
            &[&AT_ONCE, &[OUTBOX, ("attempts", "2")]],
        );
        page.see_status("Connected");
        page.send("before the end");
        page.see_row("received", "text", "before the end");
        // The page is busy while the socket dies: it does not know yet that it is late.
        page.script::<()>(
            "const end = performance.now() + 3800;
             while (performance.now() < end);
             const field = document.getElementById('message');
             field.value = 'too late';
             field.dispatchEvent(new InputEvent('input', { bubbles: true }));
             field.form.requestSubmit();",
            vec![],
        );
        page.see_row("system", "open", "Session 2 open");
        page.see_row("system", "note", "not sent");
        // Its text is back.
        page.see_value("Message", "too late");
        page.wait(Duration::from_millis(200));
        assert_eq!(page.count("sent").last, ["before the end"]);
    });
}

#[test]
fn a_reload_connects_nothing_and_sends_nothing() {
    journey("lasting-outbox-reload", |page| {
        let door = page.door();
        page.set_up(&door.url("/drop?after=100&run=reload"), &[&IN_A_WHILE, &[OUTBOX]]);
        page.press("Connect");
        page.see_status("Reconnecting");
        queue(page, "one");
        queue(page, "two");
        page.wait(Duration::from_millis(600));
        page.script::<()>(
            "addEventListener('beforeunload', event => event.stopImmediatePropagation(), true)",
            vec![],
        );
        page.reload();
        page.see("it is restored", |view| {
            view.notes.iter().any(|note| note.starts_with("Restored"))
        });
        page.wait(Duration::from_millis(300));
        let view = page.view();
        assert_eq!(
            (view.status(), view.rowcount, door.entered()),
            ("Disconnected", 0, 1),
            "{view}"
        );
        assert_eq!(page.count("reload").messages, 0);
        assert!(!page.has("region", "Outbox"));
        for text in ["two", "one"] {
            earlier(page);
            page.see_value("Message", text);
        }
        page.press("Connect");
        page.see_status("Reconnecting");
        assert_eq!(page.count("reload").messages, 0, "nor when it connects again");
    });
}

#[test]
fn a_server_that_does_not_read_is_given_no_more_than_the_high_water_mark() {
    journey("lasting-outbox-water", |page| {
        let gate = page.gate();
        page.set_up(
            &gate.url("/echo?run=water"),
            &[&[OUTBOX, ("outbox-size", "64"), ("high-water", "0.5")]],
        );
        page.press("Connect");
        page.see_status("Connecting");
        for number in 1..=6 {
            page.script::<()>(
                "const field = document.getElementById('message');
                 field.value = arguments[0] + 'x'.repeat(1_500_000);
                 field.dispatchEvent(new InputEvent('input', { bubbles: true }));",
                vec![json!(number.to_string())],
            );
            page.press("Queue");
            see_text(page, "region", "Outbox", &[&format!("{number} in the outbox")]);
        }
        gate.answer();
        let view = page.see("it holds back", |view| view.strip.contains("holding back: "));
        assert_eq!(view.status(), "Connected", "{view}");
        see_text(
            page,
            "region",
            "Outbox",
            &["held back until bufferedAmount falls"],
        );
        page.picture("lasting-held-back");
        page.wait(Duration::from_millis(300));
        let view = page.view();
        assert!(view.strip.contains("holding back: "), "{view}");
        assert!(view.stat("In the browser's buffer") < 2_500_000, "{view}");
        gate.open();
        let count = page.see_count("water", 6);
        let first: String = count.last.iter().filter_map(|text| text.chars().next()).collect();
        assert_eq!((first.as_str(), count.messages), ("123456", 6));
        page.see("nothing is held back any more", |view| {
            !view.strip.contains("holding back")
        });
        see_that("the tray is gone", || !page.has("region", "Outbox"));
    });
}
