//! The menu of echo servers: it fills in a URL, and that is all it does.

use tabcat_core::echo::ECHO_SERVERS;
use thirtyfour::prelude::*;

use crate::page::{Page, journey, see_that};

const MENU: &str = "Public echo servers";

fn is_open(page: &Page) -> bool {
    page.has("listbox", MENU)
}

#[test]
fn the_menu_offers_this_machine_first_and_connects_nothing() {
    journey("menu", |page| {
        page.press(MENU);
        let list = page.find("listbox", MENU);
        let offered = page.text_of(&list);
        let own = page.url("/echo");
        assert!(offered.starts_with(&own), "{offered}");
        for server in ECHO_SERVERS {
            assert!(
                offered.contains(server.url) && offered.contains(server.note),
                "no {} in\n{offered}",
                server.url
            );
        }
        see_that("it warns of third parties", || {
            page.text("main", "")
                .contains("Third parties see what you send them.")
        });
        page.press(MENU);
        see_that("the button closes it again", || !is_open(page));

        page.press(MENU);
        page.click(&page.find_containing("option", &own));
        see_that("choosing closes it", || !is_open(page));
        assert_eq!(page.value("WebSocket URL"), own);
        page.see_focus("textbox", "WebSocket URL");
        let view = page.view();
        assert_eq!((view.status(), view.rowcount), ("Disconnected", 0));
        page.press("Connect");
        page.see_status("Connected");
        page.send("hello");
        page.see_row("received", "text", "hello");
    });
}

#[test]
fn the_menu_is_walked_with_arrows() {
    journey("menu-keys", |page| {
        let open = || {
            page.focus_on("button", MENU);
            page.key(Key::Enter);
            page.see_focus("listbox", MENU);
        };
        open();
        page.key(Key::Escape);
        page.see_focus("button", MENU);
        assert!(!is_open(page) && page.value("WebSocket URL").is_empty());

        let last = ECHO_SERVERS[ECHO_SERVERS.len() - 1].url;
        let own = page.url("/echo");
        let walks = [
            ("the second", vec![Key::Down], ECHO_SERVERS[0].url),
            ("the end", vec![Key::End, Key::Down], last),
            (
                "up from the end",
                vec![Key::End, Key::Up, Key::Up],
                ECHO_SERVERS[ECHO_SERVERS.len() - 3].url,
            ),
            ("the start", vec![Key::End, Key::Home, Key::Up], own.as_str()),
        ];
        for (name, keys, url) in walks {
            open();
            for key in keys {
                page.key(key);
            }
            page.key(Key::Enter);
            page.see_focus("textbox", "WebSocket URL");
            assert_eq!(page.value("WebSocket URL"), url, "{name}");
        }
        assert_eq!(page.view().status(), "Disconnected");
    });
}

#[test]
fn an_empty_transcript_says_how_to_start() {
    journey("starters", |page| {
        let text = page.text("region", "Transcript");
        assert!(
            text.contains("No messages yet: connect and send something"),
            "{text}"
        );
        page.find("button", "Try public echo");
        page.press("Try local echo");
        page.see_status("Connected");
        assert_eq!(page.value("WebSocket URL"), page.url("/echo"));
        page.press("Clear");
        page.see("it is empty", |view| view.rowcount == 0);
        let text = page.text("region", "Transcript");
        assert!(text.contains("Open. Nothing received yet."), "{text}");
    });
}
