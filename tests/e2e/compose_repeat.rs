//! A message that is sent again and again.

use std::time::Duration;

use thirtyfour::prelude::*;

use crate::compose::{add, note, open, put, see_note};
use crate::lasting::IN_A_WHILE;
use crate::page::{Page, journey, see_that};

const EVERY: &str = "Every, milliseconds";
const TIMES: &str = "Times";

/// Unfolds the line and fills it in.
#[track_caller]
pub(crate) fn every(page: &Page, millis: &str, times: &str) {
    if !page.has("group", "Send every") {
        add(page, "Send every…");
        page.see_focus("spinbutton", EVERY);
    }
    for (field, text) in [(EVERY, millis), (TIMES, times)] {
        page.fill_in("spinbutton", field, text);
    }
}

/// The number of messages that are sent, once it is at least so many.
#[track_caller]
fn see_sent(page: &Page, least: u64) -> u64 {
    page.see(&format!("{least} are sent"), |view| {
        view.stat("Messages sent") >= least
    })
    .stat("Messages sent")
}

#[test]
fn as_many_as_asked_for_are_sent_and_no_more() {
    journey("compose-repeat", |page| {
        open(page, "/echo?run=repeat");
        page.fill("Message", "n {{seq}}");
        every(page, "20", "25");
        see_that("it says how long", || {
            page.text("group", "Send every").contains("480 ms")
        });
        page.press("Start");
        see_note(page, "All 25 sent");
        page.find("button", "Start");
        let view = page.see("all came back", |view| view.rowcount == 51);
        for row in view.rows.iter().filter(|row| row.direction == "sent") {
            assert!(row.text.starts_with("repeatn "), "{view}");
        }
        page.picture("compose-repeat-done");
        page.wait(Duration::from_millis(300));
        let count = page.see_count("repeat", 25);
        assert_eq!((count.messages, page.view().stat("Messages sent")), (25, 25));
        let expect: Vec<_> = (1..=25).map(|number| format!("n {number}")).collect();
        assert!(
            expect.ends_with(&count.last) && !count.last.is_empty(),
            "{:?}",
            count.last
        );
        assert_eq!(page.value("Message"), "n {{seq}}", "the message stays");
        // Once more, from where the numbers are.
        page.press("Start");
        page.see_count("repeat", 50);
        see_note(page, "All 25 sent");
        assert_eq!(page.count("repeat").last.last().map(String::as_str), Some("n 50"));
        page.press("Don't repeat");
        page.see_focus("button", "Add");
        page.press("Send");
        page.see_stat("Messages sent", 51);
    });
}

#[test]
fn without_a_number_it_goes_on_until_it_is_stopped() {
    journey("compose-repeat-stop", |page| {
        open(page, "/echo");
        page.fill("Message", "on and on");
        every(page, "30", "");
        page.press("Start");
        see_sent(page, 10);
        see_note(page, " sent");
        page.picture("compose-repeat");
        see_that("its fields are fixed meanwhile", || {
            page.script(
                "return [...document.querySelectorAll('[aria-label=\"Send every\"] input')].every(e => e.readOnly)",
                vec![],
            )
        });
        page.press("Stop");
        see_note(page, "Stopped after ");
        page.find("button", "Start");
        page.wait(Duration::from_millis(200));
        let sent = page.view().stat("Messages sent");
        assert!(
            note(page).starts_with(&format!("Stopped after {sent}")),
            "{} of {sent}",
            note(page)
        );
        page.wait(Duration::from_millis(300));
        assert_eq!(page.view().stat("Messages sent"), sent);
        // To fold the line stops it as well.
        page.press("Start");
        let sent = see_sent(page, sent + 5);
        page.press("Don't repeat");
        page.find("button", "Send");
        page.wait(Duration::from_millis(200));
        let now = page.view().stat("Messages sent");
        assert!(now >= sent);
        page.wait(Duration::from_millis(300));
        assert_eq!(page.view().stat("Messages sent"), now);
    });
}

#[test]
fn bytes_and_json_are_repeated_as_they_are_made() {
    journey("compose-repeat-kinds", |page| {
        open(page, "/echo");
        crate::compose::choose_format(page, "Layout");
        page.fill("Message", "u8 {{seq}}");
        every(page, "10", "3");
        page.press("Start");
        let view = page.see("all came back", |view| view.rowcount == 7 && view.rows.len() == 7);
        let came: Vec<_> = view
            .rows
            .iter()
            .filter(|row| row.direction == "received")
            .map(|row| &row.text)
            .collect();
        assert_eq!(came, ["Binary01", "Binary02", "Binary03"]);
        // The 256th has no place in a byte, and says so.
        page.fill("Message", "u8 {{seq}}00");
        page.press("Start");
        see_note(page, "u8 holds 0 to 255: 400 does not fit.");
        assert_eq!(page.view().rowcount, 7);
    });
}

#[test]
fn what_no_interval_can_be_is_said() {
    journey("compose-repeat-wrong", |page| {
        open(page, "/echo");
        page.fill("Message", "x");
        let interval = "Enter a whole number of milliseconds from 1 to 86,400,000, which is a day.";
        let times =
            "Enter a whole number of times from 1 to 1,000,000,000, or nothing to go on until you stop it.";
        for (millis, count, says) in [
            ("0", "5", interval),
            ("", "5", interval),
            ("1e12", "5", interval),
            ("86400001", "5", interval),
            ("1.5", "", interval),
            ("10", "0", times),
            ("10", "1000000001", times),
            ("10", "-1", times),
        ] {
            every(page, millis, count);
            page.press("Start");
            page.see_alert(says);
            assert_eq!(page.view().rowcount, 1, "every {millis} ms, {count} times");
        }
        page.picture("compose-repeat-wrong");
        every(page, "10", "2");
        see_that("the complaint goes", || page.view().alerts.is_empty());
        page.focus_on("spinbutton", TIMES);
        page.key(Key::Enter);
        page.see_stat("Messages sent", 2);
    });
}

#[test]
fn a_server_that_does_not_read_is_given_up_to_the_high_water_mark() {
    journey("compose-repeat-water", |page| {
        let gate = page.gate();
        gate.answer();
        page.type_url(&gate.url("/heartbeat?stop_after=0&run=held"));
        page.press("Connect");
        page.see_status("Connected");
        put(page, &"x".repeat(100_000));
        every(page, "1", "200");
        page.press("Start");
        see_note(page, " held back");
        let held = |page: &Page| {
            let said = note(page);
            let words: Vec<_> = said.split([' ', ',']).filter(|word| !word.is_empty()).collect();
            let at = words.iter().position(|word| *word == "held").expect("it is said");
            words[at - 1].parse::<u64>().expect("a number")
        };
        page.wait(Duration::from_secs(1));
        let sent = page.view().stat("Messages sent");
        for _ in 0..5 {
            let buffered = page.view().stat("In the browser's buffer");
            assert!((900_000..1_300_000).contains(&buffered), "{buffered} bytes wait");
            page.wait(Duration::from_millis(100));
        }
        assert_eq!(page.view().stat("Messages sent"), sent, "none is sent meanwhile");
        assert!(sent < 200 && held(page) >= 1, "{sent} are sent");
        page.picture("compose-repeat-held");
        gate.open();
        see_note(page, "All 200 sent");
        assert!(held(page) >= 1);
        page.see_count("held", 200);
        assert_eq!(page.count("held").bytes, 20_000_000);
    });
}

#[test]
fn a_close_ends_it_with_words() {
    journey("compose-repeat-close", |page| {
        page.fill("Message", "x");
        every(page, "50", "");
        open(page, "/close/4001?after=3000");
        page.press("Start");
        see_note(page, "Stopped after ");
        let view = page.see_status("Disconnected");
        see_note(page, ": closed 4001");
        let sent = view.stat("Messages sent");
        page.wait(Duration::from_millis(300));
        assert_eq!(page.view().stat("Messages sent"), sent);
        // Nothing begins again by itself.
        open(page, "/echo");
        page.wait(Duration::from_millis(300));
        assert_eq!(page.view().stat("Messages sent"), 0);
        page.find("button", "Start");
    });
}

#[test]
fn with_an_outbox_it_waits_for_the_next_connection() {
    journey("compose-repeat-outbox", |page| {
        page.set_up(
            &page.url("/drop?after=4000&run=waits"),
            &[&IN_A_WHILE, &[("outbox", "on")]],
        );
        page.fill("Message", "n {{seq}}");
        every(page, "50", "");
        page.press("Connect");
        page.see_status("Connected");
        page.press("Start");
        see_sent(page, 5);
        page.see_status("Reconnecting");
        see_note(page, "waiting for the connection");
        page.wait(Duration::from_millis(300));
        let before = page.count("waits").messages;
        assert!(!page.has("region", "Outbox"), "nothing piles up meanwhile");
        page.press("Reconnect now");
        let count = page.see_count("waits", before + 5);
        assert_eq!(count.connections, 2);
        page.press("Stop");
        see_note(page, "Stopped after ");
    });
}

#[test]
fn before_the_connection_is_back_it_can_be_started_and_waits() {
    journey("compose-repeat-early", |page| {
        page.start_to_last("/drop?after=100&run=early", &[&IN_A_WHILE, &[("outbox", "on")]]);
        page.see_status("Reconnecting");
        page.fill("Message", "n {{seq}}");
        every(page, "20", "3");
        see_note(page, "Waits for the connection.");
        page.see_attribute("button", "Start", "aria-disabled", None);
        page.press("Start");
        see_note(page, "0 of 3, waiting for the connection");
        assert_eq!(page.count("early").messages, 0);
    });
}

#[test]
fn it_keeps_time_in_a_tab_out_of_sight() {
    journey("compose-repeat-hidden", |page| {
        open(page, "/echo?run=unseen");
        page.fill("Message", "x");
        every(page, "200", "");
        page.press("Start");
        see_sent(page, 2);
        let before = page.count("unseen").messages;
        page.look_elsewhere(Duration::from_secs(4));
        let sent = page.count("unseen").messages - before;
        assert!(sent >= 15, "{sent} in four seconds");
        page.press("Stop");
    });
}
