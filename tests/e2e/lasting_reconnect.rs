//! A connection that was lost comes back by itself, for as long as it may, and everything about that can be read.

use std::time::Duration;

use thirtyfour::prelude::*;

use crate::lasting::{AT_ONCE, IN_A_WHILE};
use crate::page::{Page, journey, see_of, see_that};
use crate::view::Row;

#[test]
fn a_dropped_connection_comes_back_and_each_attempt_is_a_row_until_it_gives_up() {
    journey("lasting-comes-back", |page| {
        page.start_to_last("/drop?after=150", &[&AT_ONCE, &[("attempts", "2")]]);
        page.see_status("Gave up after 2 attempts");
        let url = page.url("/drop?after=150");
        let attempt = |number: u32| format!("attempt {number} {url}");
        let closed = "closed 1006 Abnormal Closure not clean, no reason".to_owned();
        let expect = [
            ("open", "open in ".to_owned()),
            ("close", closed.clone()),
            ("note", "reconnecting in 100 ms, attempt 1 of 2".to_owned()),
            ("note", attempt(1)),
            ("open", "Session 2 open in ".to_owned()),
            ("close", closed.clone()),
            ("note", "reconnecting in 100 ms, attempt 2 of 2".to_owned()),
            ("note", attempt(2)),
            ("open", "Session 3 open in ".to_owned()),
            ("close", closed),
            ("note", "gave up after 2 attempts. Connect tries again".to_owned()),
        ];
        // The URLs are veiled until the part that finds secrets is there.
        page.see(&format!("the rows are {expect:#?}"), |view| {
            let is = |(row, (kind, text)): (&Row, &(&str, String))| {
                row.kind == *kind && row.text.starts_with(text)
            };
            view.rowcount == expect.len()
                && view.rows.len() == expect.len()
                && view.rows.iter().zip(&expect).all(is)
        });
        page.press("Connect");
        page.see_row("system", "open", "Session 4 open");
        page.see_row("system", "note", "attempt 1 ");
    });
}

#[test]
fn a_server_that_is_down_for_a_while_is_found_again_once_it_is_up() {
    journey("lasting-down", |page| {
        page.start_to_last("/flaky?up=200&down=350&run=down", &[&AT_ONCE]);
        page.see_row("system", "close", "the connection never opened");
        let view = page.see("it has opened again", |view| {
            view.has("system", "open", "Session 2 open")
        });
        assert!(view.notes("attempt 2 ").len() == 1, "{view}");
        assert!(page.count("down").connections >= 2);
    });
}

#[test]
fn a_server_that_takes_nobody_or_drops_everyone_is_given_up() {
    journey("lasting-drops", |page| {
        let door = page.door();
        page.set_up(&door.url("/flaky?up=0&down=0"), &[&AT_ONCE, &[("attempts", "3")]]);
        page.press("Connect");
        page.see("it gave up, and each attempt opened", |view| {
            view.status() == "Gave up after 3 attempts" && view.notes("Session ").len() == 3
        });
        assert_eq!(door.entered(), 4);
        page.find("button", "Connect");
        page.wait(Duration::from_millis(300));
        assert_eq!(door.entered(), 4);

        // The first attempt did not open, and others follow all the same.
        let door = page.door();
        page.set_up(&door.url("/reject/503"), &[&AT_ONCE, &[("attempts", "1")]]);
        page.press("Connect");
        page.see("it gave up after an attempt", |view| {
            view.status() == "Gave up after 1 attempt" && view.notes("attempt 1 ").len() == 1
        });
        assert_eq!(door.entered(), 2);
    });
}

#[test]
fn the_countdown_is_seen_and_only_its_start_is_read_out() {
    journey("lasting-countdown", |page| {
        page.start_to_last("/drop?after=100", &[&IN_A_WHILE]);
        page.see("it says for what it waits", |view| {
            view.status() == "Reconnecting"
                && view.has("system", "note", "reconnecting in 26.")
                && view.strip.contains("attempt 1 of 10")
                && view.strip.contains("1006 Abnormal Closure")
        });
        let left = || -> u32 {
            let strip = page.view().strip;
            let words: Vec<&str> = strip.split(' ').collect();
            let at = words
                .iter()
                .position(|word| *word == "in")
                .expect("there is a countdown");
            words[at + 1].parse().expect("it is whole seconds")
        };
        page.script::<()>(
            "globalThis.told = 0;
             for (const live of document.querySelectorAll('[aria-live],[role=status],[role=log],[role=alert]'))
                 new MutationObserver(() => told++).observe(live, { childList: true, characterData: true, subtree: true })",
            vec![],
        );
        let before = left();
        see_that("it runs", || left() + 2 <= before);
        assert_eq!(
            page.script::<u32>("return told", vec![]),
            0,
            "digits are read out"
        );
        assert_eq!(page.title(), "Reconnecting · Tabcat");
    });
}

#[test]
fn a_person_who_does_not_wait_connects_at_once_or_stops_it() {
    journey("lasting-now", |page| {
        let door = page.door();
        page.set_up(&door.url("/drop?after=150"), &[&IN_A_WHILE]);
        page.press("Connect");
        page.see_status("Reconnecting");
        page.press("Reconnect now");
        page.see_row("system", "open", "Session 2 open");
        page.see("it waits again", |view| {
            view.status() == "Reconnecting" && view.strip.contains("attempt 2 of 10")
        });
        // The focus is not lost.
        page.see_focus("button", "Stop");
        page.press("Stop");
        page.see_status("Disconnected");
        page.find("button", "Connect");
        see_that("there is nothing to hurry", || {
            !page.has("button", "Reconnect now")
        });
        assert_eq!(door.entered(), 2);
    });
}

#[test]
fn switching_it_off_ends_the_wait() {
    journey("lasting-switched-off", |page| {
        page.start_to_last("/drop?after=100", &[&IN_A_WHILE]);
        page.see_status("Reconnecting");
        page.press("Options");
        page.click_on("switch", "Auto-reconnect");
        page.see_status("Disconnected");
        page.find("button", "Connect");
        page.see_focus("switch", "Auto-reconnect");
    });
}

#[test]
fn the_focus_stays_when_reconnect_now_goes_by_itself() {
    journey("lasting-focus", |page| {
        page.start_to_last(
            "/drop?after=100",
            &[&[("reconnect", "on"), ("first-wait", "4"), ("longest-wait", "4")]],
        );
        page.see_status("Reconnecting");
        page.focus_on("button", "Reconnect now");
        page.see_row("system", "open", "Session 2 open");
        see_of(
            "the main button has it",
            || page.focused(),
            |focused| focused.starts_with("button ") && focused != "button Reconnect now",
        );
    });
}

/// Presses Tab until that has the focus.
#[track_caller]
fn tab_to(page: &Page, role: &str, name: &str) {
    let wanted = format!("{role} {name}");
    for _ in 0..40 {
        page.key(Key::Tab);
        if page.focused() == wanted {
            return;
        }
    }
    panic!("the keyboard does not get to {wanted}");
}

#[test]
fn the_keyboard_is_enough() {
    journey("lasting-keyboard", |page| {
        let door = page.door();
        page.set_up(&door.url("/drop?after=150"), &[&IN_A_WHILE]);
        page.focus_on("textbox", "WebSocket URL");
        page.key(Key::Enter);
        page.see_status("Reconnecting");
        tab_to(page, "button", "Reconnect now");
        page.key(Key::Enter);
        page.see_row("system", "open", "Session 2 open");
        page.see_status("Reconnecting");
        page.focus_on("textbox", "WebSocket URL");
        tab_to(page, "button", "Stop");
        page.key(Key::Space);
        page.see_status("Disconnected");
        assert_eq!(door.entered(), 2);
        page.see_focus("button", "Connect");
    });
}
