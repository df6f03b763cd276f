//! What no attempt follows: an end as agreed, a refusal that would come again, and a person's word.

use std::time::Duration;

use crate::lasting::{AT_ONCE, IN_A_WHILE};
use crate::page::{Page, journey, see_that};

/// Whether a close with that code is followed by an attempt.
#[track_caller]
fn comes_back(page: &Page, code: u16, policies: &[(&str, &str)]) -> bool {
    page.start_to_last(&format!("/close/{code}"), &[&IN_A_WHILE, policies]);
    let view = page.see("the end is decided on", |view| {
        view.status() == "Reconnecting"
            || view
                .last()
                .is_some_and(|row| row.text.starts_with("no reconnect"))
    });
    let stops = view.has("system", "note", &format!("no reconnect after {code}: see"));
    assert_ne!(view.status() == "Reconnecting", stops, "{view}");
    !stops
}

#[test]
fn the_close_code_decides_whether_it_comes_back() {
    journey("lasting-codes", |page| {
        assert!(!comes_back(page, 1000, &[]));
        assert!(comes_back(page, 1011, &[]));
        let other = [("codes", "1000 -1011")];
        assert!(comes_back(page, 1000, &other));
        assert!(!comes_back(page, 1011, &other));
        assert!(comes_back(page, 1000, &[("after", "every")]));
        // A server that asks for time gets it.
        page.start_to_last("/close/1013", &[&AT_ONCE]);
        page.see_row("system", "note", "reconnecting in 5 s");
    });
}

const REFUSING: &str = "delete window.Worker;
    window.WebSocket = class { constructor() { throw new DOMException('not here', 'SecurityError') } }";

#[test]
fn what_the_browser_refuses_it_would_refuse_again() {
    journey("lasting-never", |page| {
        page.set_up("ws://127.0.0.1:25/", &[&AT_ONCE]);
        page.press("Connect");
        let never = "no reconnect the browser would refuse the next attempt, too";
        page.see_row("system", "note", never);
        page.see_status("Disconnected");

        page.before_the_page(REFUSING);
        page.start_to_last("/echo", &[&AT_ONCE]);
        page.see_row("system", "note", "not here");
        page.see_row("system", "note", never);
        let view = page.see_status("Disconnected");
        assert!(view.notes("attempt").is_empty(), "{view}");
    });
}

#[test]
fn a_person_can_end_it_in_each_of_its_states() {
    journey("lasting-cancel", |page| {
        let ended = |asked: usize, door: &crate::door::Door| {
            let view = page.see_status("Disconnected");
            page.find("button", "Connect");
            assert!(view.notes("reconnecting").len() < asked, "{view}");
            page.wait(Duration::from_millis(250));
            assert_eq!(door.entered(), asked, "{view}");
        };
        // Before the first answer.
        let door = page.door();
        page.set_up(&door.url("/stall"), &[&AT_ONCE]);
        page.press("Connect");
        page.see_status("Connecting");
        see_that("the request is out", || door.entered() == 1);
        page.press("Cancel");
        ended(1, &door);

        // During a later attempt.
        let door = page.door();
        page.set_up(&door.url("/stall"), &[&AT_ONCE, &[("connect-timeout", "2")]]);
        page.press("Connect");
        page.see_row("system", "note", "attempt 1 ");
        see_that("the next request is out", || door.entered() == 2);
        page.press("Cancel");
        ended(2, &door);

        // While it is open, and while it closes.
        let door = page.door();
        page.set_up(&door.url("/stubborn"), &[&AT_ONCE]);
        page.press("Connect");
        page.see_status("Connected");
        page.press("Disconnect");
        page.see_status("Closing");
        page.press("Abandon");
        ended(1, &door);

        // While it waits.
        let door = page.door();
        page.set_up(&door.url("/drop?after=100"), &[&IN_A_WHILE]);
        page.press("Connect");
        page.see_status("Reconnecting");
        page.press("Stop");
        let view = page.see_status("Disconnected");
        assert_eq!(view.notes("gave up").len(), 0, "{view}");
        assert_eq!(door.entered(), 1);
    });
}

#[test]
fn a_connection_out_of_sight_comes_back_and_a_closed_one_does_not() {
    journey("lasting-tabs", |page| {
        let door = page.door();
        page.set_up(
            &door.url("/flaky?up=300&down=0&run=tabs"),
            &[&AT_ONCE, &[("attempts", "unlimited")]],
        );
        page.press("Connect");
        page.see_status("Connected");
        page.open_another();
        let before = door.entered();
        see_that("it comes back out of sight", || door.entered() >= before + 2);
        page.choose(1, "Close");
        see_that("one is left", || page.tabs().len() <= 1);
        // Whoever was on the way is counted.
        page.wait(Duration::from_millis(300));
        let left = door.entered();
        page.wait(Duration::from_millis(700));
        assert_eq!(door.entered(), left, "nobody waits for a closed one");
        page.press("Undo");
        page.see_status("Disconnected");
        page.find("button", "Connect");
        assert_eq!(door.entered(), left);
    });
}
