//! What happens to the connections that are not shown, and what opens beside the one that is.

use std::time::Duration;

use thirtyfour::prelude::*;

use crate::leave::asks;
use crate::page::{Page, journey, see_it_is, see_of, see_that};

/// Waits for what is announced to be that and no more.
#[track_caller]
fn see_announced(page: &Page, expect: &[String]) {
    see_of(
        &format!("{expect:?} is announced"),
        || page.announced(),
        |announced| announced.len() >= expect.len(),
    );
    page.wait(Duration::from_millis(500));
    assert_eq!(page.announced(), expect);
}

#[test]
fn a_connection_that_ends_behind_another_says_so_and_the_view_stays() {
    journey("tabs-ended", |page| {
        page.connect_to("/echo");
        page.see_status("Connected");
        page.open_another();
        page.type_url(&page.url("/close/1011?reason=out+of+memory&after=800"));
        page.listen();
        page.connect_and_turn_to(1);
        page.focus_on("textbox", "Message");
        page.type_keys("being written");
        let echo = page.says("/echo", "connected");
        page.see_tabs(&[&echo, &page.says("/close/1011", "closed 1011 Internal Error")]);
        page.see_shown(1);
        page.see_value("Message", "being written");
        page.see_focus("textbox", "Message");
        let pieces = ["B", &page.name("/close/1011"), "closed 1011"];
        see_it_is("what is drawn on the tab", &pieces, || page.drawn(2));
        see_that("the title says it", || {
            page.title() == format!("{} closed · Tabcat", page.name("/close/1011"))
        });
        see_announced(
            page,
            &[format!(
                "{}: closed 1011 Internal Error",
                page.name("/close/1011")
            )],
        );
        assert!(!page.has("region", "Why did it close?"));
        page.picture("tabs-ended");

        page.open_tab(2);
        see_that("it is explained", || {
            page.has("region", "Why did it close?")
                && page.text("region", "Why did it close?").contains("out of memory")
        });
        // The label is gone, as it is seen now.
        let pieces = ["B", &page.name("/close/1011")];
        see_it_is("what is drawn on the tab", &pieces, || page.drawn(2));
        page.see_tabs(&[&echo, &page.says("/close/1011", "closed 1011 Internal Error")]);
        page.open_tab(1);
        see_that("the title is that of the shown one", || {
            page.title() == "Connected · Tabcat"
        });

        // Without a close frame.
        page.open_tab(2);
        page.type_url(&page.url("/drop?after=500"));
        page.connect_and_turn_to(1);
        page.see_tabs(&[&echo, &page.says("/drop", "closed 1006 Abnormal Closure")]);
        page.see_shown(1);
    });
}

#[test]
fn each_of_several_that_end_is_announced_once() {
    journey("tabs-ended-several", |page| {
        page.connect_to("/echo");
        page.see_status("Connected");
        page.listen();
        for (place, path) in [
            (2, "/close/4001?after=6000"),
            (3, "/close/4002?after=3000"),
            (4, "/close/4003?after=3000"),
        ] {
            page.open_another();
            page.type_url(&page.url(path));
            page.connect_and_turn_to(1);
            assert_eq!(page.tabs().len(), place);
        }
        let ended = |code: &str| format!("{}: closed {code}", page.name(&format!("/close/{code}")));
        see_that("all have ended", || {
            page.tabs()
                .iter()
                .filter(|tab| tab.contains(", closed 400"))
                .count()
                == 3
        });
        page.wait(Duration::from_millis(500));
        let announced = page.announced();
        for code in ["4001", "4002", "4003"] {
            let times = announced
                .iter()
                .filter(|said| said.starts_with(&ended(code)))
                .count();
            assert_eq!(times, 1, "{code}: {announced:#?}");
        }
        // Looking at one of them is no news of another.
        page.open_tab(2);
        page.wait(Duration::from_millis(500));
        page.open_tab(1);
        page.wait(Duration::from_millis(500));
        let of_others: Vec<String> = page
            .announced()
            .into_iter()
            .filter(|said| said.contains(": closed"))
            .collect();
        assert_eq!(of_others, announced);
    });
}

#[test]
fn another_name_of_one_that_ended_is_no_news() {
    journey("tabs-ended-name", |page| {
        page.type_url(&page.url("/echo"));
        page.open_another();
        page.type_url(&page.url("/close/4001"));
        page.listen();
        page.connect_and_turn_to(1);
        see_that("it has ended", || page.tabs()[1].contains(", closed 4001"));
        see_that("it is announced", || page.announced().len() == 1);
        page.type_url("ws://elsewhere.example/");
        see_that("its name is shorter now", || {
            !page.tabs()[1].contains("/close/4001")
        });
        page.wait(Duration::from_millis(500));
        assert_eq!(page.announced().len(), 1, "{:?}", page.announced());
    });
}

#[test]
fn a_public_echo_and_a_link_end_no_connection() {
    journey("tabs-beside", |page| {
        page.connect_to("/greet");
        page.see_row("received", "text", "Request served by wsbin");
        page.press("Public echo servers");
        page.find("listbox", "Public echo servers");
        page.see_said("Opens in a new connection. Third parties see what you send them.");
        page.click_on_containing("option", &page.url("/echo"));
        page.see_tabs(&[
            &page.says("/greet", "connected"),
            &page.says("/echo", "disconnected"),
        ]);
        page.see_shown(2);
        page.see_focus("textbox", "WebSocket URL");
        page.see_value("WebSocket URL", &page.url("/echo"));
        // While that is not connected, it is filled in.
        page.press("Public echo servers");
        page.find("listbox", "Public echo servers");
        assert!(!page.text("main", "").contains("Opens in a new connection"));
        page.click_on_containing("option", &page.url("/echo"));
        page.wait(Duration::from_millis(200));
        assert_eq!(page.tabs().len(), 2);

        page.open_tab(1);
        page.go_to_fragment("#v=1&url=ws://localhost:9/linked&connect-timeout=9");
        see_that("there are three", || page.tabs().len() == 3);
        page.see_shown(3);
        page.see_value("WebSocket URL", "ws://localhost:9/linked");
        page.see("it says where it is from", |view| {
            view.status() == "Disconnected"
                && view
                    .notes
                    .iter()
                    .any(|note| note.contains("Filled in from a link"))
        });
        page.open_tab(1);
        page.see("the first one is as it was", |view| {
            view.status() == "Connected" && view.stat("Messages received") == 1
        });
        page.see_value("WebSocket URL", &page.url("/greet"));
        // While it is not connected, a link fills it in.
        page.open_tab(2);
        page.go_to_fragment("#v=1&url=ws://localhost:9/again");
        page.see_value("WebSocket URL", "ws://localhost:9/again");
        assert_eq!(page.tabs().len(), 3);
    });
}

#[test]
fn leaving_asks_for_what_is_not_shown_too() {
    journey("tabs-leave", |page| {
        page.open_another();
        page.open_tab(1);
        assert!(!asks(page), "there is nothing to lose");
        page.connect_to("/echo");
        page.see_status("Connected");
        page.open_tab(2);
        see_that("it asks for the other one", || asks(page));
        page.choose(1, "Disconnect");
        see_that("it asks no more", || !asks(page));
        page.open_tab(1);
        page.type_url(&page.url("/flood?n=101&size=8"));
        page.connect_and_turn_to(2);
        see_that("it asks for many messages", || asks(page));
        page.choose(1, "Close");
        see_that("it is closed", || page.tabs().is_empty());
        page.press("Dismiss");
        see_that("it asks no more", || !asks(page));
    });
}

#[test]
fn the_pages_to_read_leave_the_connections_as_they_are() {
    journey("tabs-reference", |page| {
        page.connect_to("/echo");
        page.see_status("Connected");
        page.open_another();
        page.type_url(&page.url("/seq?n=5&per_sec=2"));
        page.connect_and_turn_to(1);
        page.follow("Reference");
        page.find("searchbox", "Search the guide and the codes");
        page.focus_on("link", "Reference");
        page.type_keys("2nW");
        page.wait(Duration::from_secs(3));
        page.follow("Tester");
        page.see_tabs(&[
            &page.says("/echo", "connected"),
            &page.says("/seq", "disconnected, 5 unread"),
        ]);
        page.see_shown(1);
        page.send("still here");
        page.see_row("received", "text", "still here");
    });
}

#[test]
fn the_tab_that_is_shown_is_in_view() {
    journey("tabs-scroll", |page| {
        page.resize(800, 700, false);
        for place in 1..=12 {
            page.type_url(&format!("ws://host-{place}.example/"));
            if place < 12 {
                page.open_another();
            }
        }
        let see_in_view = |place: usize| {
            page.see_shown(place);
            see_that(&format!("tab {place} is in view"), || {
                page.script(
                    "const tab = document.querySelector('[role=tab][aria-selected=true]').getBoundingClientRect();
                     const strip = document.querySelector('[role=tablist]').getBoundingClientRect();
                     return tab.left >= strip.left && tab.right <= strip.right + 1",
                    vec![],
                )
            });
        };
        see_in_view(12);
        page.picture("tabs-scrolled");
        page.focus_on("link", "Reference");
        page.type_keys("1");
        see_in_view(1);
        page.type_keys("9");
        see_in_view(9);
        let button = page.rect_of("button", "New connection");
        assert!(button.x + button.width <= 800.0, "{button:?}");
        page.wait(Duration::from_millis(500));
        page.reload();
        see_that("all are back", || page.tabs().len() == 12);
        see_in_view(9);
    });
}

#[test]
fn what_arrives_behind_disturbs_neither_a_name_being_typed_nor_the_focus_on_a_tab() {
    journey("tabs-undisturbed", |page| {
        page.connect_to("/echo");
        page.see_status("Connected");
        page.open_another();
        page.type_url(&page.url("/rate?per_sec=100&size=8&secs=3"));
        page.connect_and_turn_to(1);
        page.focus_on("tab", &page.says("/echo", "connected"));
        page.key(Key::F2);
        page.see_focus("textbox", "Name of connection A");
        page.type_keys("or");
        page.wait(Duration::from_millis(1_500));
        page.type_keys("de");
        let rate = page.says("/rate", "disconnected, 300 unread");
        see_that("the other one has ended", || {
            page.script(
                "return [...document.querySelectorAll('button')].some(button => button.ariaLabel === arguments[0])",
                vec![rate.clone().into()],
            )
        });
        page.type_keys("rs");
        page.see_focus("textbox", "Name of connection A");
        page.key(Key::Enter);
        page.see_tabs(&["orders, connected", &rate]);

        page.open_tab(2);
        page.type_url(&page.url("/rate?per_sec=100&size=8&secs=2"));
        page.connect_and_turn_to(1);
        page.focus_on("tab", "orders, connected");
        page.key(Key::Right);
        page.see_focus("tab", &page.says("/rate", "disconnected, 200 unread"));
    });
}

#[test]
fn what_is_under_way_behind_can_be_ended_from_its_menu() {
    journey("tabs-menu-cancel", |page| {
        page.connect_to("/echo");
        page.see_status("Connected");
        page.open_another();
        page.type_url(&page.url("/stall"));
        page.connect_and_turn_to(1);
        page.see_tabs(&[
            &page.says("/echo", "connected"),
            &page.says("/stall", "connecting"),
        ]);
        page.listen();
        page.choose(2, "Disconnect");
        page.see_tabs(&[
            &page.says("/echo", "connected"),
            &page.says("/stall", "disconnected"),
        ]);
        page.wait(Duration::from_millis(500));
        assert_eq!(page.announced(), [""; 0], "it was asked for, and is no news");
        assert_eq!(page.title(), "Connected · Tabcat");
        page.open_tab(2);
        page.see_row("system", "close", "cancelled");
    });
}
