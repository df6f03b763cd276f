//! What is kept of several connections: over a reload, while another one is shown, and within a bound.

use std::time::Duration;

use thirtyfour::prelude::*;

use crate::filter::{filter, see_found};
use crate::page::{Page, journey, see_it_is, see_of, see_that};
use crate::restore::earlier;
use crate::tabs::{NEW, connect};

/// `1,204 oldest evicted (18 MB)` -> 1204; 0 where nothing is said.
#[track_caller]
fn evicted(page: &Page) -> u64 {
    let text: String = page.script(
        "return document.querySelector('.evicted')?.textContent ?? ''",
        vec![],
    );
    text.split_once(" oldest evicted")
        .map_or(0, |(count, _)| count.replace(',', "").parse().expect("a number"))
}

#[test]
fn a_reload_brings_all_connections_back_and_connects_none() {
    journey("tabs-restore", |page| {
        let door = page.door();
        page.type_url(&door.url("/echo?n=1"));
        page.press("Connect");
        page.see_status("Connected");
        page.fill("Message", "draft of A");
        page.open_another();
        page.type_url(&door.url("/greet"));
        page.press("Options");
        page.fill("Subprotocols", "chat");
        page.fill("Close reason", "bye");
        page.fill("Message", "a draft\nof B");
        page.focus_on("tab", &page.tabs()[1]);
        page.key(Key::F2);
        page.fill("Name of connection B", "orders <b>");
        page.key(Key::Enter);
        page.open_another();
        page.open_another();
        page.open_tab(3);
        page.key(Key::Delete);
        see_that("there are three", || page.tabs().len() == 3);
        page.open_tab(2);
        page.wait(Duration::from_millis(600));

        for _ in 0..2 {
            page.reload();
            see_that("there are three", || page.tabs().len() == 3);
            let first = door.url("/echo");
            let first = format!("{}, disconnected", first.trim_start_matches("ws://"));
            page.see_tabs(&[&first, "orders <b>, disconnected", NEW]);
            page.see_shown(2);
            page.see_said("Restored");
            page.see_value("WebSocket URL", &door.url("/greet"));
            page.see_value("Message", "a draft\nof B");
            if !page.has("textbox", "Subprotocols") {
                page.press("Options");
            }
            page.see_value("Subprotocols", "chat");
            page.see_value("Close reason", "bye");
            page.open_tab(1);
            page.see_value("WebSocket URL", &door.url("/echo?n=1"));
            page.see_value("Message", "draft of A");
            page.open_tab(3);
            page.see_value("WebSocket URL", "");
            page.see_value("Message", "");
            page.open_tab(2);
            page.see_value("WebSocket URL", &door.url("/greet"));
            let view = page.view();
            assert_eq!(
                (view.status(), view.rowcount, door.entered()),
                ("Disconnected", 0, 1)
            );
            page.key(Key::F2);
            page.find("textbox", "Name of connection B");
            page.key(Key::Escape);
        }

        // What was closed is not kept, and what is alone is as it was alone.
        page.open_tab(3);
        page.key(Key::Delete);
        see_that("there are two", || page.tabs().len() == 2);
        page.key(Key::Home);
        page.key(Key::Delete);
        see_that("there is one", || page.tabs().is_empty());
        page.wait(Duration::from_millis(600));
        page.reload();
        page.see_value("Message", "a draft\nof B");
        page.wait(Duration::from_millis(600));
        assert!(page.tabs().is_empty());
        let kept: String = page.script("return JSON.stringify(sessionStorage)", vec![]);
        assert!(!kept.contains("draft of A") && !kept.contains("n=1"), "{kept}");
    });
}

#[test]
fn nonsense_in_session_storage_is_no_connection() {
    journey("tabs-nonsense", |page| {
        let numbers = |many: usize| (1..=many).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
        let check = |strip: &str, shown: &str, tabs: usize, at: usize| {
            for (key, value) in [("tabcat.work-1.tabs", strip), ("tabcat.work-1.tab", shown)] {
                page.script::<()>(
                    "sessionStorage.setItem(arguments[0], arguments[1])",
                    vec![key.into(), value.into()],
                );
            }
            page.reload();
            page.find("textbox", "WebSocket URL");
            page.wait(Duration::from_millis(700));
            let strip: String = strip.chars().take(100).collect();
            see_it_is(
                &format!("the number of tabs of {strip:?} {shown:?}"),
                &tabs,
                || page.tabs().len(),
            );
            if tabs > 0 {
                page.see_shown(at);
            }
            assert_eq!(page.view().status(), "Disconnected");
            // It works all the same.
            page.connect_to("/echo");
            page.see_status("Connected");
            page.script::<()>("sessionStorage.clear()", vec![]);
        };
        check("", "", 0, 0);
        check("{\"v\":2}", "here", 0, 0);
        check("x,,-1,4294967296,1e3", "1:x", 0, 0);
        check("\u{0}\u{202e}", "9:9", 0, 0);
        check("1,2,2,x,3", "0:1", 3, 1);
        check("1,2,3", "nonsense", 3, 1);
        check("5,2,9", "7:9", 3, 3);
        check(&numbers(25), "19:20", 20, 20);
        check(&numbers(25), "0:1", 20, 1);
        check(&"1,".repeat(100_000), "0:1", 0, 0);
        check("4294967295,1", "1:1", 2, 2);
    });
}

#[test]
fn the_greatest_number_in_session_storage_leaves_room_for_another_connection() {
    journey("tabs-greatest", |page| {
        for (key, value) in [
            ("tabcat.work-1.tabs", "4294967295,1"),
            ("tabcat.work-1.tab", "1:1"),
        ] {
            page.script::<()>(
                "sessionStorage.setItem(arguments[0], arguments[1])",
                vec![key.into(), value.into()],
            );
        }
        page.reload();
        see_that("there are two", || page.tabs().len() == 2);
        page.open_another();
        page.type_url("ws://third.example/");
        page.open_tab(2);
        page.type_url("ws://second.example/");
        page.wait(Duration::from_millis(600));
        page.reload();
        page.see_tabs(&[NEW, "second.example, disconnected", "third.example, disconnected"]);
    });
}

#[test]
fn all_transcripts_together_are_within_the_bound_and_the_largest_gives_way() {
    journey("tabs-bound", |page| {
        page.open_another();
        page.open_another();
        page.open_tab(1);
        page.press("Options");
        page.fill("Keep at most (lines)", "1000");
        page.key(Key::Tab);
        page.connect_to("/flood?n=10000&size=64");
        let view = page.see("all of it has come", |view| {
            view.status() == "Disconnected" && view.stat("Messages received") == 10_000
        });
        let kept = view.rowcount;
        assert!((900..=1_000).contains(&kept), "{kept}");
        see_it_is("what is kept or evicted", &10_002, || evicted(page) + kept as u64);
        page.press("Options");
        page.picture("tabs-bound");

        // A small one takes its room from the largest, and loses nothing.
        page.open_tab(2);
        page.type_url(&page.url("/flood?n=200&size=64"));
        page.connect_and_turn_to(3);
        page.see_tabs(&[
            &page.says("/flood", "disconnected"),
            &page.says("/flood", "disconnected, 200 unread"),
            NEW,
        ]);
        let title = |place: usize| {
            let title: Option<String> = page.script(
                "return document.querySelectorAll('[role=tab]')[arguments[0]].title",
                vec![(place - 1).into()],
            );
            title.unwrap_or_default()
        };
        see_that("the tab says that older lines are gone", || {
            title(1).contains("Older lines were evicted: all connections share what is kept")
        });
        assert!(!title(2).contains("evicted"), "{}", title(2));
        page.open_tab(2);
        let second = page.see("nothing of the small one is gone", |view| view.rowcount == 202);
        assert_eq!(evicted(page), 0);
        page.open_tab(1);
        let first = page.see("the large one is smaller", |view| view.rowcount < kept);
        assert!(first.rowcount + second.rowcount <= 1_000, "{}", first.rowcount);
        assert!(first.rowcount + second.rowcount >= 800, "{}", first.rowcount);
        see_it_is("what is kept or evicted", &10_002, || {
            evicted(page) + first.rowcount as u64
        });
        see_of("it is seen now", || title(1), |title| !title.contains("evicted"));
    });
}

#[test]
fn a_connection_is_as_it_was_left() {
    journey("tabs-as-left", |page| {
        page.connect_to("/flood?n=500&size=64");
        page.see("all of it has come", |view| view.rowcount == 502);
        filter(page, "000000");
        see_found(page, "99 of 500");
        page.fill("Message", "half a sent");
        page.wheel(-600);
        page.see_attribute("button", "Follow", "aria-pressed", Some("false"));
        page.wait(Duration::from_millis(300));
        let (top, rows) = (page.scroll_top(), page.view().rows.len());
        assert!(top > 0 && rows > 5, "{top} {rows}");

        page.open_another();
        page.see_value("Message", "");
        page.connect_to("/seq?n=50&per_sec=1000");
        page.see("all have come", |view| view.rowcount == 52);
        page.see_value_of("searchbox", "Filter messages", "");
        page.fill("Message", "another one");
        filter(page, "\"seq\":4");
        see_found(page, "11 of 50");

        page.open_tab(1);
        see_found(page, "99 of 500");
        page.see_value_of("searchbox", "Filter messages", "000000");
        page.see_value("Message", "half a sent");
        page.see_attribute("button", "Follow", "aria-pressed", Some("false"));
        see_it_is("how far it is scrolled", &top, || page.scroll_top());
        page.open_tab(2);
        see_found(page, "11 of 50");
        page.see_value("Message", "another one");
        page.see_attribute("button", "Follow", "aria-pressed", Some("true"));
    });
}

#[test]
fn what_one_connection_sent_or_forgets_is_not_another_ones() {
    journey("tabs-sent", |page| {
        let see_earlier = |text: &str| {
            earlier(page);
            page.see_value("Message", text);
        };
        connect(page, "/echo");
        page.send("of the first");
        page.see_row("received", "text", "of the first");
        page.open_another();
        connect(page, "/echo");
        earlier(page);
        page.wait(Duration::from_millis(200));
        assert_eq!(page.value("Message"), "");
        page.send("of the second");
        page.see_row("received", "text", "of the second");
        see_earlier("of the second");
        page.open_tab(1);
        page.see_value("Message", "");
        see_earlier("of the first");
        page.wait(Duration::from_millis(500));

        page.reload();
        see_that("both are back", || page.tabs().len() == 2);
        page.see_shown(1);
        page.fill("Message", "");
        see_earlier("of the first");
        page.open_tab(2);
        page.press("Forget");
        page.see_value("WebSocket URL", "");
        page.wait(Duration::from_millis(500));
        page.reload();
        see_that("both are back", || page.tabs().len() == 2);
        page.see_shown(2);
        assert_eq!(page.value("WebSocket URL"), "");
        earlier(page);
        page.wait(Duration::from_millis(200));
        assert_eq!(page.value("Message"), "");
        page.open_tab(1);
        page.see_value("WebSocket URL", &page.url("/echo"));
    });
}

#[test]
fn a_setting_is_the_same_for_all() {
    journey("tabs-settings", |page| {
        page.open_another();
        page.press("Options");
        page.fill("Keep at most (lines)", "1234");
        page.key(Key::Tab);
        page.open_tab(1);
        if !page.has("textbox", "Subprotocols") {
            page.press("Options");
        }
        page.see_value("Keep at most (lines)", "1234");
    });
}

/// Reloads, and sees the connection that was opened last with that URL.
#[track_caller]
fn see_kept(page: &Page, url: &str) {
    let tabs = page.tabs().len();
    page.wait(Duration::from_secs(1));
    page.reload();
    see_that("all are back", || page.tabs().len() == tabs);
    page.see_shown(tabs);
    page.see_value("WebSocket URL", url);
}

#[test]
fn a_duplicate_is_kept_over_a_reload() {
    journey("tabs-kept-duplicate", |page| {
        page.type_url("ws://a.example/");
        page.open_another();
        page.choose(1, "Duplicate");
        page.see_shown(3);
        see_kept(page, "ws://a.example/");
    });
}

#[test]
fn an_echo_server_that_was_chosen_beside_a_connection_is_kept_over_a_reload() {
    journey("tabs-kept-echo", |page| {
        page.connect_to("/greet");
        page.see_status("Connected");
        page.press("Public echo servers");
        page.click_on_containing("option", &page.url("/echo"));
        page.see_tabs(&[
            &page.says("/greet", "connected"),
            &page.says("/echo", "disconnected"),
        ]);
        see_kept(page, &page.url("/echo"));
    });
}

#[test]
fn a_link_that_was_followed_beside_a_connection_is_kept_over_a_reload() {
    journey("tabs-kept-link", |page| {
        page.connect_to("/greet");
        page.see_status("Connected");
        page.go_to_fragment("#v=1&url=ws://localhost:9/linked");
        see_that("there are two", || page.tabs().len() == 2);
        see_kept(page, "ws://localhost:9/linked");
    });
}
