//! Beats: what they look like, whom they keep, and whom they find dead.

use std::time::{Duration, Instant};

use crate::lasting::AT_ONCE;
use crate::page::{Page, journey, see_of, see_that};

/// Asks for a message with its own number in it.
const NUMBERED: [(&str, &str); 5] = [
    ("heartbeat", "on"),
    ("within", "1"),
    ("beat-reply", "field"),
    ("beat-path", "$.id"),
    ("beat-text", "{{seq}}"),
];

/// What the strip says of the beats.
#[track_caller]
fn beats(page: &Page) -> String {
    page.script(
        "return [...document.querySelectorAll('.status-strip [role=img]')].map(e => e.computedName).join(' AND ')",
        vec![],
    )
}

/// `Heartbeat, last reply 12 ms, 2 missed, 5 sent` -> 2
fn missed(said: &str) -> Option<u32> {
    let (before, _) = said.split_once(" missed, ")?;
    before.rsplit(' ').next()?.parse().ok()
}

#[test]
fn beats_are_tagged_counted_and_can_be_hidden() {
    journey("lasting-beats", |page| {
        page.start_to_last("/heartbeat", &[&NUMBERED, &[("every", "0.3")]]);
        let view = page.see_row("received", "text", r#""id":2}"#);
        for direction in ["sent", "received"] {
            let beat = |row: &&crate::view::Row| {
                row.direction == direction && row.text.ends_with(r#"{"type":"ping","id":1}"#)
            };
            let beats: Vec<_> = view.rows.iter().filter(beat).collect();
            assert_eq!(beats.len(), 1, "{view}");
            assert!(beats[0].text.starts_with("heartbeat"), "{view}");
            assert!(beats[0].spoken.contains(", heartbeat"), "{:?}", beats[0].spoken);
        }
        see_that("the strip says how they went", || {
            let said = beats(page);
            said.starts_with("Heartbeat, last reply ")
                && said.contains(", none missed, ")
                && said.ends_with(" sent")
        });
        page.press("More filters");
        page.see_said("of this page's own");
        page.click_on("checkbox", "Hide heartbeats");
        let view = page.see("the beats are hidden", |view| view.rowcount == 1);
        assert!(view.stat("Messages sent") >= 2, "{view}");
        page.wait(Duration::from_millis(700));
        assert_eq!(page.view().rowcount, 1, "and those that come");

        let patient = [
            ("heartbeat", "on"),
            ("every", "0.2"),
            ("within", "0.3"),
            ("misses", "100"),
        ];
        page.start_to_last("/heartbeat?stop_after=1", &[&patient]);
        see_of(
            "missed ones are said",
            || beats(page),
            |said| missed(said).is_some_and(|missed| missed >= 2),
        );
        assert_eq!(page.view().status(), "Connected");
    });
}

#[test]
fn a_dead_peer_is_found_and_not_waited_for() {
    journey("lasting-dead", |page| {
        let beats = [
            ("heartbeat", "on"),
            ("every", "0.2"),
            ("within", "0.8"),
            ("misses", "1"),
        ];
        let url = page.url("/heartbeat?stop_after=2&run=dead");
        page.set_up(&url, &[&AT_ONCE, &beats]);
        let begun = Instant::now();
        page.press("Connect");
        let view = page.see_row("system", "open", "Session 2 open");
        assert!(
            begun.elapsed() < Duration::from_secs(9),
            "it was waited for: {:?}",
            begun.elapsed()
        );
        let said: Vec<&str> = view
            .rows
            .iter()
            .filter(|row| row.direction == "system")
            .map(|row| &*row.text)
            .collect();
        let expect = [
            "open in ",
            "heartbeat missed no reply to beat 3 within 800 ms: asking again",
            "dead no reply to 2 beats in a row: closed with 4000, without waiting for an answer",
            "closed without a code the peer did not answer the heartbeat; not waited for",
            "reconnecting in 100 ms, attempt 1 of 10",
            "attempt 1 ",
            "Session 2 open",
        ];
        for (said, expect) in said.iter().zip(expect) {
            assert!(said.starts_with(expect), "“{said}” is not “{expect}”:\n{view}");
        }
        page.press("Disconnect");
    });
}

#[test]
fn beats_keep_a_connection_that_silence_would_end() {
    journey("lasting-idle", |page| {
        page.start_to_last("/idle?after=3000", &[&NUMBERED, &[("every", "0.5")]]);
        page.see_status("Connected");
        page.wait(Duration::from_secs(5));
        assert_eq!(page.view().status(), "Connected");
        page.press("Disconnect");
        page.see_status("Disconnected");
        page.set_up(&page.url("/idle?after=500"), &[]);
        page.press("Connect");
        page.see_row("system", "close", "closed 1006");
    });
}

/// A clock that runs ten times as fast, for whatever the page measures.
const FAST: &str = "delete window.Worker;
    const steady = performance.now.bind(performance), later = window.setTimeout.bind(window);
    performance.now = () => steady() * 10;
    Date.now = () => performance.timeOrigin + performance.now();
    window.setTimeout = (then, time, ...rest) => later(then, time / 10, ...rest);";

#[test]
fn the_card_of_an_idle_limit_offers_the_heartbeat_that_keeps_the_connection() {
    journey("lasting-idle-card", |page| {
        page.before_the_page(FAST);
        page.open_page();
        page.connect_to("/idle?after=3300");
        page.see_row("system", "close", "closed 1006");
        page.click_on_containing("button", "Retry with a heartbeat every 2");
        page.see_status("Connected");
        see_that("a beat was answered", || beats(page).contains("last reply"));
        page.wait(Duration::from_millis(1_500));
        let view = page.view();
        assert_eq!(view.status(), "Connected", "{view}");
        assert!(view.has("sent", "text", "ping"), "{view}");
    });
}

#[test]
fn beats_go_on_in_a_tab_out_of_sight() {
    journey("lasting-hidden", |page| {
        page.start_to_last("/heartbeat?run=hidden", &[&NUMBERED, &[("every", "0.5")]]);
        page.see_row("received", "text", r#""id":1}"#);
        let before = page.count("hidden").messages;
        page.look_elsewhere(Duration::from_secs(3));
        let sent = page.count("hidden").messages - before;
        assert!(sent >= 4, "{sent} beats in three seconds");
        assert_eq!(page.view().status(), "Connected");
    });
}
