//! How many connections there can be, how much arrives at once, and one Worker for all of them.

use std::time::Duration;

use thirtyfour::prelude::*;

use crate::page::{journey, see_of, see_that};
use crate::worker::HOLD_THE_WORKER;

#[test]
fn a_flood_behind_takes_nothing_from_the_one_that_is_shown() {
    journey("tabs-flood", |page| {
        page.connect_to("/echo");
        page.see_status("Connected");
        page.open_another();
        page.type_url(&page.url("/flood?n=100000&size=64"));
        page.connect_and_turn_to(1);
        for text in ["one", "two", "three"] {
            page.send(text);
            page.see_row("received", "text", text);
        }
        page.see_tabs(&[
            &page.says("/echo", "connected"),
            &page.says("/flood", "disconnected, 100,000 unread"),
        ]);
        page.see("the shown one has its own", |view| {
            (view.stat("Messages received"), view.stat("Messages sent")) == (3, 3)
        });
        page.open_tab(2);
        page.see_stat("Messages received", 100_000);
        page.see("all are listed", |view| view.rowcount == 100_002);
    });
}

#[test]
fn there_are_twenty_connections_at_most() {
    journey("tabs-twenty", |page| {
        page.connect_to("/echo");
        page.see_status("Connected");
        for _ in 1..20 {
            page.open_another();
        }
        page.picture("tabs-twenty");
        let full = |how: &str| {
            page.see(how, |view| {
                view.notice.contains("20 connections are open. Close one first.")
            });
            page.wait(Duration::from_millis(200));
            assert_eq!(page.tabs().len(), 20, "{how}");
            page.press("Dismiss");
        };
        page.press("New connection");
        full("by the button");
        page.see_shown(20);
        page.type_keys("n");
        full("by the key");
        page.open_tab(1);
        page.press("Public echo servers");
        page.click_on_containing("option", &page.url("/echo"));
        full("from the menu");
        page.go_to_fragment("#v=1&url=ws://localhost:9/linked");
        full("by a link");
        assert_eq!(page.value("WebSocket URL"), page.url("/echo"));
        assert_eq!(page.view().status(), "Connected");

        page.focus_on("tab", &page.tabs()[0]);
        page.key(Key::End);
        page.key(Key::Delete);
        see_that("there are nineteen", || page.tabs().len() == 19);
        page.open_another();
        page.press("Undo");
        page.see("there is no room", |view| {
            view.notice.contains("20 connections are open. Close one first.")
        });
        assert_eq!(page.tabs().len(), 20);
    });
}

#[test]
fn twenty_connections_at_once_are_counted_to_the_last_message() {
    journey("tabs-flood-twenty", |page| {
        for place in 1..=20 {
            page.type_url(&page.url("/rate?per_sec=500&size=64&secs=5"));
            if place < 20 {
                page.open_another();
            }
        }
        let connect: &str = "[...document.querySelectorAll('[role=tab]')].forEach(tab => {
            tab.click();
            window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, shiftKey: true, bubbles: true, cancelable: true }));
        })";
        page.script::<()>(connect, vec![]);
        see_that("most of them run at once", || {
            page.tabs()
                .iter()
                .filter(|tab| tab.contains(", connected"))
                .count()
                > 15
        });
        page.wait(Duration::from_secs(4));
        see_that("all have ended", || {
            page.tabs().iter().all(|tab| tab.contains(", disconnected"))
        });
        let is_unread = |tab: &&String| tab.ends_with(", 2,500 unread");
        see_of(
            "19 are unread to the last message",
            || page.tabs(),
            |tabs| tabs.iter().filter(is_unread).count() == 19,
        );
        for place in 1..=20 {
            page.open_tab(place);
            page.see(&format!("tab {place} has all"), |view| {
                view.stat("Messages received") == 2_500 && view.rowcount == 2_502
            });
        }
    });
}

#[test]
fn a_worker_that_ends_takes_every_connection_with_it_and_each_says_so() {
    journey("tabs-worker", |page| {
        page.before_the_page(HOLD_THE_WORKER);
        page.reload();
        see_that("the Worker runs", || page.has_worker());
        for place in 1..=3 {
            page.connect_to("/echo");
            page.see_status("Connected");
            page.send("before");
            page.see_row("received", "text", "before");
            if place < 3 {
                page.open_another();
            }
        }
        page.open_tab(1);
        page.script::<()>("held.terminate()", vec![]);
        page.send("into the void");
        page.see_row("system", "close", "closed without a code");
        let closed = page.says("/echo", "closed without a code");
        page.see_tabs(&[closed.as_str(); 3]);
        page.picture("tabs-worker");
        for place in 1..=3 {
            page.open_tab(place);
            page.see_row("system", "close", "closed without a code");
            page.see_row("system", "note", "no sign of life for");
        }
        for place in 1..=3 {
            page.open_tab(place);
            page.press("Connect");
            page.see_status("Connected");
            page.send("after");
            page.see_row("received", "text", "after");
        }
    });
}
