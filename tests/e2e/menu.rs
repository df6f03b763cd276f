//! The menu of echo servers: it fills in a URL, and that is all it does.

use tabcat_core::echo::ECHO_SERVERS;
use thirtyfour::prelude::*;

use crate::page::{Page, journey, see_it_is, see_of, see_that};
use crate::pane::see_text;

const MENU: &str = "Public echo servers";

fn is_open(page: &Page) -> bool {
    page.has("listbox", MENU)
}

#[test]
fn the_menu_offers_this_machine_first_and_connects_nothing() {
    journey("menu", |page| {
        page.press(MENU);
        let own = page.url("/echo");
        see_of(
            "this machine is the first",
            || page.text("listbox", MENU),
            |offered| offered.starts_with(&own),
        );
        for server in ECHO_SERVERS {
            see_text(page, "listbox", MENU, &[server.url, server.note]);
        }
        see_that("it warns of third parties", || {
            page.text("main", "")
                .contains("Third parties see what you send them.")
        });
        page.press(MENU);
        see_that("the button closes it again", || !is_open(page));

        page.press(MENU);
        page.click_on_containing("option", &own);
        see_that("choosing closes it", || !is_open(page));
        page.see_value("WebSocket URL", &own);
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
        see_that("it is closed", || !is_open(page));
        assert_eq!(page.value("WebSocket URL"), "");

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
            see_it_is(&format!("what {name} fills in"), url, || {
                page.value("WebSocket URL")
            });
        }
        assert_eq!(page.view().status(), "Disconnected");
    });
}

#[test]
fn an_empty_transcript_says_how_to_start() {
    journey("starters", |page| {
        let empty = ["No messages yet: connect and send something"];
        see_text(page, "region", "Transcript", &empty);
        page.find("button", "Try public echo");
        page.press("Try local echo");
        page.see_status("Connected");
        page.see_value("WebSocket URL", &page.url("/echo"));
        page.press("Clear");
        page.see("it is empty", |view| view.rowcount == 0);
        see_text(page, "region", "Transcript", &["Open. Nothing received yet."]);
    });
}
