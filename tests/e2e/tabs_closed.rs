//! Closing a connection and bringing it back.

use std::time::Duration;

use thirtyfour::prelude::*;

use crate::page::{journey, see_it_is, see_of, see_that};
use crate::tabs::connect;

#[test]
fn closing_leaves_the_focus_on_the_right_neighbour() {
    journey("tabs-close-focus", |page| {
        for host in ["a", "b", "c", "d"] {
            page.type_url(&format!("ws://{host}.example/"));
            if host != "d" {
                page.open_another();
            }
        }
        let tab = |host: &str| format!("{host}.example, disconnected");
        page.open_tab(2);
        page.focus_on("tab", &tab("b"));
        page.key(Key::Delete);
        page.see_focus("tab", &tab("c"));
        page.see_shown(2);
        page.see_tabs(&[&tab("a"), &tab("c"), &tab("d")]);
        page.key(Key::End);
        page.key(Key::Enter);
        page.see_shown(3);
        page.key(Key::Delete);
        page.see_focus("tab", &tab("c"));
        page.see_shown(2);

        // One that is not shown: the view stays.
        page.click_with("middle", &page.tab(1));
        see_that("it is closed", || page.tabs().is_empty());
        page.see_value("WebSocket URL", "ws://c.example/");
        page.see_focus("textbox", "WebSocket URL");
        page.press("Undo");
        page.see_focus("tab", &tab("a"));
        page.see_tabs(&[&tab("a"), &tab("c")]);
        page.see_shown(1);
        page.see_value("WebSocket URL", "ws://a.example/");

        // By a single key from somewhere else, the focus is not lost.
        page.open_another();
        page.focus_on("button", "Share");
        page.type_keys("W");
        see_that("it is closed", || page.tabs().len() == 2);
        see_of(
            "the focus is somewhere",
            || page.focused(),
            |focused| focused != "generic ",
        );
        page.focus_on("textbox", "WebSocket URL");
        page.key(Key::Tab);
        page.type_keys("W");
        see_that("it is closed", || page.tabs().is_empty());
        see_that("the focus is somewhere", || {
            page.script("return document.activeElement !== document.body", vec![])
        });
    });
}

#[test]
fn a_closed_connection_comes_back_disconnected_with_all_it_had() {
    journey("tabs-undo", |page| {
        connect(page, "/echo");
        page.open_another();
        connect(page, "/greet");
        for text in ["one", "two"] {
            page.send(text);
            page.see_row("received", "text", text);
        }
        page.fill("Message", "draft");
        page.focus_on("tab", &page.says("/greet", "connected"));
        page.key(Key::Delete);
        page.see_said("Closed ");
        page.see_said(", 5 messages.");
        page.picture("tabs-closed");
        // The other goes on.
        page.see_status("Connected");
        page.wait(Duration::from_secs(7));
        page.press("Undo");
        page.see_shown(2);
        page.see("it has what it had", |view| {
            view.has("received", "text", "two")
                && view.status() == "Disconnected"
                && view.stat("Messages received") == 3
        });
        page.see_value("Message", "draft");
        page.see_value("WebSocket URL", &page.url("/greet"));
        see_that("there is nothing more to undo", || !page.has("button", "Undo"));
        page.press("Connect");
        page.see_status("Connected");

        page.focus_on("tab", &page.says("/greet", "connected"));
        page.key(Key::Delete);
        page.press("Dismiss");
        see_that("it is gone for good", || !page.has("button", "Undo"));
        page.see_focus("grid", "Transcript");
        page.send("still here");
        page.see_row("received", "text", "still here");
    });
}

#[test]
fn closing_ends_what_is_under_way() {
    journey("tabs-close-busy", |page| {
        connect(page, "/echo");
        page.open_another();

        // While it connects.
        page.connect_to("/stall");
        page.see_tabs(&[
            &page.says("/echo", "connected"),
            &page.says("/stall", "connecting"),
        ]);
        page.focus_on("tab", &page.says("/stall", "connecting"));
        page.key(Key::Delete);
        page.see_said(", no messages.");
        page.press("Undo");
        page.see_tabs(&[
            &page.says("/echo", "connected"),
            &page.says("/stall", "disconnected"),
        ]);
        page.see_row("system", "close", "cancelled");

        // While it floods, and while another one can be brought back.
        page.open_another();
        page.connect_to("/rate?per_sec=1000&size=64&secs=60");
        page.see("it floods", |view| view.stat("Messages received") > 500);
        page.open_tab(2);
        page.key(Key::Delete);
        see_that("it is closed", || page.tabs().len() == 2);
        page.see_focus("tab", &page.tabs()[1]);
        page.key(Key::Delete);
        see_that("the first one that was closed is gone for good", || {
            page.tabs().is_empty() && page.has("button", "Undo")
        });
        page.see("the echo is shown", |view| view.status() == "Connected");
        page.wait(Duration::from_millis(500));
        page.press("Undo");
        let view = page.see("it has ended", |view| view.status() == "Disconnected");
        let received = view.stat("Messages received");
        assert!(received >= 500, "{received}");
        page.see_row("system", "close", "closed 1000");
        page.wait(Duration::from_millis(300));
        assert_eq!(
            page.view().stat("Messages received"),
            received,
            "nothing more comes"
        );
        page.see_tabs(&[
            &page.says("/echo", "connected"),
            &page.says("/rate", "disconnected"),
        ]);
    });
}

#[test]
fn one_that_was_closed_and_brought_back_is_kept_over_a_reload_again() {
    journey("tabs-undo-kept", |page| {
        page.type_url("ws://a.example/");
        page.open_another();
        page.type_url("ws://b.example/");
        page.fill("Message", "draft of B");
        page.focus_on("tab", "b.example, disconnected");
        page.rename('B', "orders");
        page.key(Key::Delete);
        see_that("it is closed", || page.tabs().is_empty());
        let kept = || page.script::<String>("return JSON.stringify(sessionStorage)", vec![]);
        see_that("nothing of it is kept", || !kept().contains("draft of B"));
        page.press("Undo");
        page.see_tabs(&["a.example, disconnected", "orders, disconnected"]);
        see_that("it is kept again", || kept().contains("draft of B"));
        page.wait(Duration::from_millis(500));
        page.reload();
        page.see_tabs(&["a.example, disconnected", "orders, disconnected"]);
        page.see_shown(2);
        page.see_value("Message", "draft of B");
    });
}

#[test]
fn one_whose_server_does_not_answer_the_close_comes_back_and_ends_in_time() {
    journey("tabs-undo-closing", |page| {
        connect(page, "/echo");
        page.open_another();
        page.press("Options");
        page.fill("Close timeout (s)", "3");
        page.press("Options");
        connect(page, "/stubborn");
        page.send("heard");
        page.see_row("received", "text", "heard");
        page.focus_on("tab", &page.says("/stubborn", "connected"));
        page.key(Key::Delete);
        page.press("Undo");
        page.see_row("received", "text", "heard");
        page.see("it has ended, or waits for the close", |view| {
            ["Closing", "Disconnected"].contains(&view.status())
        });
        page.see_status("Disconnected");
        page.press("Connect");
        page.see_status("Connected");
        let echo = page.says("/echo", "connected");
        see_it_is("the first tab", &Some(echo), || page.tabs().first().cloned());
    });
}

#[test]
fn clearing_and_closing_can_both_be_undone() {
    journey("tabs-undo-both", |page| {
        connect(page, "/greet");
        page.see_row("received", "text", "Request served by wsbin");
        page.open_another();
        connect(page, "/echo");
        page.send("in the second");
        page.see_row("received", "text", "in the second");
        page.focus_on("tab", &page.says("/echo", "connected"));
        page.key(Key::Delete);
        see_that("it is closed", || page.tabs().is_empty());
        page.press("Clear");
        page.see("it is empty", |view| view.rowcount == 0);
        let undo = |sentence: &str| {
            see_that(&format!("what “{sentence}” says can be undone"), || {
                page.script(
                    "const notice = [...document.querySelectorAll('p.notice')].find(p => p.textContent.includes(arguments[0]));
                     const button = notice?.querySelector('button');
                     button?.click();
                     return !!button",
                    vec![sentence.into()],
                )
            });
        };
        undo("Cleared ");
        page.see_row("received", "text", "Request served by wsbin");
        undo("Closed ");
        page.see_row("received", "text", "in the second");
        page.open_tab(1);
        page.see_row("received", "text", "Request served by wsbin");
        page.see_status("Connected");
    });
}
