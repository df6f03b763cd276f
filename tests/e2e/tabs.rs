//! Several connections beside one another: their tabs, what these are called and count, and what is done with them.

use std::time::Duration;

use thirtyfour::prelude::*;

use crate::page::{Page, journey, see_it_is, see_of, see_that};

/// What a tab says of a connection that has no URL yet.
pub(crate) const NEW: &str = "New connection, disconnected";

/// Connects the shown one, and sees it connected.
#[track_caller]
pub(crate) fn connect(page: &Page, path: &str) {
    page.connect_to(path);
    page.see_status("Connected");
}

/// Two connections to echoes, with a message each; the second is shown.
fn two_echoes(page: &Page) {
    connect(page, "/echo");
    page.send("of the first");
    page.see_row("received", "text", "of the first");
    page.open_another();
    connect(page, "/greet");
    page.see_row("received", "text", "Request served by wsbin");
}

#[test]
fn there_is_a_strip_from_two_connections_on_and_none_of_one() {
    journey("tabs-strip", |page| {
        assert!(!page.has("tablist", "Connections"));
        page.find("region", "Transcript");
        page.open_another();
        page.find("tablist", "Connections");
        page.find("button", "New connection");
        page.see_tabs(&[NEW, NEW]);
        page.find("region", "Transcript, New connection");
        page.find("tabpanel", NEW);
        let stops = || -> Vec<i32> {
            page.script(
                "return [...document.querySelectorAll('[role=tab]')].map(tab => tab.tabIndex)",
                vec![],
            )
        };
        see_of("Tab stops at one of them", stops, |stops| {
            stops.iter().filter(|stop| **stop == 0).count() == 1
        });
        page.picture("tabs-two");

        page.open_tab(1);
        page.focus_on("button", "Share");
        page.type_keys("W");
        see_that("the strip is gone", || !page.has("tablist", "Connections"));
        page.find("region", "Transcript");
        see_that("the panel is none of a tab", || !page.has("tabpanel", NEW));
        page.see_said("Closed New connection, no messages.");
        page.find("button", "New connection");
        page.type_keys("W");
        page.wait(Duration::from_millis(200));
        page.find("region", "Transcript");
        page.find("textbox", "WebSocket URL");
    });
}

#[test]
fn a_connection_is_called_by_what_tells_it_from_the_others() {
    journey("tabs-names", |page| {
        page.type_url("ws://a.example:81/feed?token=hunter2");
        page.open_another();
        page.see_tabs(&["a.example:81, disconnected", NEW]);
        page.type_url("ws://b.example/");
        page.see_tabs(&["a.example:81, disconnected", "b.example, disconnected"]);
        page.type_url("ws://me:hunter2@a.example:81/orders?token=hunter2#x");
        page.see_tabs(&[
            "a.example:81/feed, disconnected",
            "a.example:81/orders, disconnected",
        ]);
        page.find("region", "Transcript, a.example:81/orders");
        page.type_url("ws://a.example:81");
        page.see_tabs(&["a.example:81/feed, disconnected", "a.example:81, disconnected"]);
        page.type_url("nonsense");
        page.see_tabs(&["a.example:81, disconnected", NEW]);

        page.focus_on("tab", NEW);
        page.rename('B', "orders");
        page.see_tabs(&["a.example:81, disconnected", "orders, disconnected"]);
        page.see_focus("tab", "orders, disconnected");
        page.open_tab(1);
        page.rename('A', "orders");
        page.see_tabs(&["orders, disconnected"; 2]);
        page.find("region", "Transcript, orders");
    });
}

#[test]
fn a_given_name_is_text_and_no_more() {
    journey("tabs-given", |page| {
        page.type_url("ws://a.example/");
        page.open_another();
        page.open_tab(1);
        let check = |typed: &str, name: &str| {
            page.rename('A', typed);
            page.see_tabs(&[&[name, ", disconnected"].concat(), NEW]);
            page.find("region", &["Transcript, ", name].concat());
        };
        check("<b onclick=alert(1)>x</b>&amp;", "<b onclick=alert(1)>x</b>&amp;");
        check("a\u{202e}b", "a⟨U+202E⟩b");
        check("  prices é 猫 🐈  ", "prices é 猫 🐈");
        check("", "a.example");
        check("one", "one");
        check("   ", "a.example");
        check(&"é".repeat(10_000), &"é".repeat(200));
        page.see_shown(1);
        let wide: f64 = page.script("return document.documentElement.scrollWidth - innerWidth", vec![]);
        assert!(wide <= 0.0, "the page is {wide} px too wide");
        page.picture("tabs-long-name");
        check("", "a.example");

        page.key(Key::F2);
        page.fill("Name of connection A", "not taken");
        page.key(Key::Escape);
        page.see_tabs(&["a.example, disconnected", NEW]);
        page.see_focus("tab", "a.example, disconnected");
        page.key(Key::F2);
        page.fill("Name of connection A", "taken");
        page.press("Share");
        page.see_tabs(&["taken, disconnected", NEW]);

        // The name that it has is in the field, and is none that was given.
        let tab = page.rect(&page.tab(2));
        page.double_click(tab.x + 30.0, tab.y + tab.height / 2.0);
        page.see_focus("textbox", "Name of connection B");
        page.see_value("Name of connection B", "New connection");
        page.key(Key::Enter);
        page.see_tabs(&["taken, disconnected", NEW]);
        page.type_url("ws://b.example/");
        page.see_tabs(&["taken, disconnected", "b.example, disconnected"]);
    });
}

#[test]
fn keys_alone_open_connect_show_name_and_close() {
    journey("tabs-keys", |page| {
        let (first, second) = (page.name("/echo"), page.name("/greet"));
        page.key(Key::Tab);
        page.type_keys("n");
        see_that("there are two", || page.tabs().len() == 2);
        page.see_focus("textbox", "WebSocket URL");
        page.type_keys(&page.url("/greet"));
        page.key(Key::Enter);
        page.see_row("received", "text", "Request served by wsbin");
        page.focus_on("button", "Disconnect");
        page.type_keys("1");
        page.see_shown(1);
        page.type_keys("u");
        page.see_focus("textbox", "WebSocket URL");
        page.type_keys(&page.url("/echo"));
        page.key(Key::Enter);
        page.see_status("Connected");
        page.see_tabs(&[
            &page.says("/echo", "connected"),
            &page.says("/greet", "connected"),
        ]);

        // "1" and "2" in a text field are text.
        page.see_focus("textbox", "WebSocket URL");
        page.focus_on("textbox", "Message");
        page.type_keys("2nW");
        page.see_value("Message", "2nW");
        page.see_shown(1);
        page.focus_on("button", "Disconnect");
        page.type_keys("9");
        page.see_shown(1);

        // Arrows move the focus and no more.
        let tab = |name: &str| [name, ", connected"].concat();
        page.focus_on("tab", &tab(&first));
        page.key(Key::Right);
        page.see_focus("tab", &tab(&second));
        page.see_shown(1);
        page.key(Key::Right);
        page.see_focus("tab", &tab(&first));
        page.key(Key::Left);
        page.see_focus("tab", &tab(&second));
        page.key(Key::Home);
        page.see_focus("tab", &tab(&first));
        page.key(Key::End);
        page.see_focus("tab", &tab(&second));
        page.key(Key::Enter);
        page.see_shown(2);
        page.see_focus("tab", &tab(&second));
        page.type_keys("1");
        page.see_shown(1);
        page.type_keys("2");
        page.see_shown(2);

        page.key(Key::F2);
        page.see_focus("textbox", "Name of connection B");
        page.type_keys("two n 1");
        page.key(Key::Enter);
        page.see_focus("tab", "two n 1, connected");
        page.see_shown(2);

        page.type_keys("W");
        page.see_said("Closed two n 1, 1 message.");
        see_that("the strip is gone", || page.tabs().is_empty());
        page.see_focus("textbox", "WebSocket URL");
        page.see_value("WebSocket URL", &page.url("/echo"));
        page.focus_on("button", "Undo");
        page.key(Key::Enter);
        page.see_focus("tab", "two n 1, disconnected");
        page.see_shown(2);
        page.see_row("received", "text", "Request served by wsbin");
    });
}

#[test]
fn unread_messages_are_counted_to_the_last_one() {
    journey("tabs-unread", |page| {
        connect(page, "/echo");
        page.open_another();
        page.type_url(&page.url("/flood?n=500&size=64"));
        page.connect_and_turn_to(1);
        let echo = page.says("/echo", "connected");
        page.see_tabs(&[&echo, &page.says("/flood", "disconnected, 500 unread")]);
        page.see("the shown one has received none", |view| {
            view.status() == "Connected" && view.stat("Messages received") == 0
        });
        page.picture("tabs-unread");
        page.open_tab(2);
        page.see_stat("Messages received", 500);
        page.see_tabs(&[&echo, &page.says("/flood", "disconnected")]);

        // Once more: what was read is not counted again.
        page.type_url(&page.url("/flood?n=1204&size=8"));
        page.connect_and_turn_to(1);
        page.see_tabs(&[&echo, &page.says("/flood", "disconnected, 1,204 unread")]);
        let pieces = ["B", &page.name("/flood"), "1.2k"];
        see_it_is("what is drawn on the tab", &pieces, || page.drawn(2));
        page.open_tab(2);
        page.see_stat("Messages received", 1_204);

        // What arrives while it is shown is read.
        page.type_url(&page.url("/rate?per_sec=50&size=64&secs=3"));
        page.press("Connect");
        page.see("some have come", |view| {
            (21..=150).contains(&view.stat("Messages received"))
        });
        let rate = page.says("/rate", "connected");
        see_it_is("the second tab", &Some(rate), || page.tabs().get(1).cloned());
        page.open_tab(1);
        let rate = page.says("/rate", "disconnected, ");
        see_that("the rest is unread", || page.tabs()[1].starts_with(&rate));
        let tab = page.tabs().remove(1);
        let unread = tab
            .trim_start_matches(&rate)
            .trim_end_matches(" unread")
            .parse::<u64>()
            .expect("a number");
        assert!((1..130).contains(&unread), "{tab}");
        page.open_tab(2);
        page.see_stat("Messages received", 150);

        // What is sent is nothing to read.
        page.open_tab(1);
        page.send("to myself");
        page.see_row("received", "text", "to myself");
        page.open_tab(2);
        assert_eq!(page.tabs()[0], echo);
    });
}

#[test]
fn the_menu_of_a_tab_does_what_it_says() {
    journey("tabs-menu", |page| {
        page.allow_clipboard();
        two_echoes(page);
        let (first, second) = (page.name("/echo"), page.name("/greet"));
        assert_eq!(
            page.open_menu(1).lines().collect::<Vec<_>>(),
            ["Rename", "Duplicate", "Disconnect", "Copy link", "Close"]
        );
        page.see_focus("menu", &format!("Connection {first}"));
        page.see_shown(2);
        page.picture("tabs-menu");
        page.key(Key::Escape);
        page.see_focus("tab", &format!("{first}, connected"));
        see_that("the menu is gone", || !page.has_menu());

        page.choose(1, "Copy link");
        page.see("it says so", |view| view.notice.contains("Link copied"));
        assert!(
            page.clipboard().contains("/echo"),
            "the link of that tab: {}",
            page.clipboard()
        );

        page.choose(1, "Rename");
        page.see_focus("textbox", "Name of connection A");
        page.type_keys("mine");
        page.key(Key::Enter);
        page.see_tabs(&["mine, connected", &format!("{second}, connected")]);

        page.choose(1, "Disconnect");
        page.see_tabs(&["mine, disconnected", &format!("{second}, connected")]);
        page.see_shown(2);
        assert_eq!(page.view().status(), "Connected", "{second} is not concerned");
        assert!(
            !page.open_menu(1).contains("Disconnect"),
            "there is nothing more to end"
        );
        page.key(Key::Escape);

        // By keys.
        page.focus_on("tab", "mine, disconnected");
        page.press_menu_key();
        page.see_focus("menu", "Connection mine");
        page.key(Key::End);
        page.key(Key::Enter);
        see_that("it is closed", || page.tabs().is_empty());
        page.see_said("Closed mine, 2 messages.");
        page.see_value("WebSocket URL", &page.url("/greet"));
    });
}

#[test]
fn sharing_is_of_the_connection_that_is_shown() {
    journey("tabs-share", |page| {
        page.allow_clipboard();
        page.type_url("ws://a.example/");
        page.open_another();
        page.type_url("ws://b.example/");
        for (place, part) in [(1, "ws://a.example/"), (2, "ws://b.example/")] {
            page.open_tab(place);
            page.press("Share");
            see_that("its link is copied", || {
                page.clipboard().ends_with(&format!("#v=2&url={part}"))
            });
        }
    });
}

#[test]
fn a_duplicate_has_the_form_and_neither_the_transcript_nor_the_connection() {
    journey("tabs-duplicate", |page| {
        let door = page.door();
        page.press("Options");
        page.fill("Subprotocols", "chat.v2, chat");
        page.fill("Close reason", "bye");
        page.fill("Connect timeout (s)", "7");
        page.type_url(&door.url("/subprotocol/chat?token=hunter2"));
        page.press("Connect");
        page.see_status("Connected");
        page.send("only here");
        page.see_row("received", "text", "only here");
        page.open_another();
        page.choose(1, "Duplicate");
        see_that("there are three", || page.tabs().len() == 3);
        page.see_shown(3);
        page.see_focus("textbox", "WebSocket URL");
        page.see_value("WebSocket URL", &door.url("/subprotocol/chat?token=hunter2"));
        if !page.has("textbox", "Subprotocols") {
            page.press("Options");
        }
        for (name, text) in [
            ("Subprotocols", "chat.v2, chat"),
            ("Close reason", "bye"),
            ("Connect timeout (s)", "7"),
        ] {
            page.see_value(name, text);
        }
        page.wait(Duration::from_millis(300));
        let view = page.view();
        assert_eq!(
            (view.status(), view.rowcount, door.entered()),
            ("Disconnected", 0, 1)
        );
        // What is typed in one is not typed in the other.
        page.fill("Close reason", "changed");
        page.open_tab(1);
        if !page.has("textbox", "Subprotocols") {
            page.press("Options");
        }
        page.see_value("Close reason", "bye");
        page.see_row("received", "text", "only here");
    });
}
