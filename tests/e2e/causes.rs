//! What the page takes for the cause of an end, where the server knows the true one.

use std::time::Duration;

use thirtyfour::prelude::*;

use crate::door::nobodys_url;
use crate::endings::*;
use crate::page::{Page, journey, see_it_is, see_that};
use crate::pane::see_text;

const CARD: &str = "Why did it close?";

/// Connects to a URL, may send something, and gives the first rank when the connection has ended and is explained.
#[track_caller]
fn first(page: &Page, url: &str, sends: Option<&str>) -> Vec<String> {
    let before = page.view().rowcount;
    page.type_url(url);
    page.press("Connect");
    if let Some(text) = sends {
        page.see_status("Connected");
        page.send(text);
    }
    page.see(&format!("{url} has ended"), |view| {
        view.status() == "Disconnected"
            && view.rowcount > before
            && view.last().is_some_and(|row| row.kind == "close")
    });
    // The card is there before the part that fills it.
    see_that("it is explained", || {
        page.has("region", CARD) && page.script("return !!document.querySelector('.causes > li')", vec![])
    });
    let script = "const rank = document.querySelector('.causes > li');
        return [...rank.querySelectorAll('b')].map(title => title.textContent);";
    page.script(script, vec![])
}

#[test]
fn a_broken_protocol_is_the_first_cause_of_each_violation() {
    journey("violations", |page| {
        let mut score = Score::default();
        for what in VIOLATIONS {
            // Before the first message and after one: neither makes it look like anything else.
            let url = page.url(&format!("/violate/{what}?after=0"));
            score.count(what, &first(page, &url, None), &[BROKE]);
        }
        let url = page.url("/violate/utf8?after=2500");
        score.count(
            "utf8 after a message",
            &first(page, &url, Some("hello")),
            &[BROKE],
        );
        // The close frames that break the protocol by the person's own parameters.
        for path in ["/close/1006", "/close/4001?reason=%ff"] {
            score.count(path, &first(page, &page.url(path), None), &[BROKE]);
        }
        score.must_be_full("violations");
    });
}

#[test]
fn a_drop_is_no_broken_protocol_and_a_failed_handshake_is_what_the_host_did_before() {
    journey("drops", |page| {
        let mut score = Score::default();
        for (path, sends, expect) in [
            ("/drop?after=0", None, &[GAVE_UP][..]),
            ("/reset?after=0", None, &[GAVE_UP]),
            ("/drop?after=1200", None, &[ENDED, CODE_LOST]),
            ("/reset?after=1200", None, &[ENDED, CODE_LOST]),
            ("/drop?after=2500", Some("hello"), &[ENDED, CODE_LOST]),
            ("/reset?after=2500", Some("hello"), &[ENDED, CODE_LOST]),
            // This page came from the same host a moment ago.
            ("/reject/403", None, &[REJECTED]),
            ("/reject/500", None, &[REJECTED]),
            ("/reject/302", None, &[REJECTED]),
        ] {
            score.count(path, &first(page, &page.url(path), sends), expect);
            let text = page.text("region", CARD);
            assert!(!text.contains(BROKE), "{path}:\n{text}");
        }
        score.count(
            "nobody",
            &first(page, &nobodys_url(), None),
            &[NOT_THERE, REJECTED],
        );
        see_text(page, "region", CARD, &["One of these two"]);
        let anywhere = nobodys_url().replace("127.0.0.1", "0.0.0.0");
        score.count("0.0.0.0", &first(page, &anywhere, None), &[NOT_THERE, REJECTED]);

        page.press("Options");
        page.fill("Subprotocols", "chat");
        let url = page.url("/subprotocol/x");
        score.count(
            "another subprotocol",
            &first(page, &url, None),
            &[REJECTED, CHOSE_NONE],
        );
        page.fill("Subprotocols", "");
        page.fill("Connect timeout (s)", "1");
        score.count(
            "stall",
            &first(page, &page.url("/stall"), None),
            &[NO_ANSWER, HALF],
        );
        see_text(page, "region", CARD, &["did not finish the handshake within 1."]);
        // After so many failures the browser may be the one that waits.
        for _ in 0..4 {
            first(page, &nobodys_url(), None);
        }
        score.count(
            "stall after failures",
            &first(page, &page.url("/stall"), None),
            &[NO_ANSWER, HALF, HELD_BACK],
        );
        score.must_be_full("drops and failed handshakes");
    });
}

#[test]
fn the_reason_of_a_close_and_the_last_message_weigh_more_than_its_code() {
    journey("close-causes", |page| {
        let says = |path: &str, sends: Option<&str>, title: &str, parts: &[&str], absent: &[&str]| {
            assert_eq!(first(page, &page.url(path), sends), [title], "{path}");
            // What the server said is veiled until the part that finds secrets is there.
            see_text(page, "region", CARD, parts);
            let text = page.text("region", CARD);
            for absent in absent {
                assert!(!text.contains(absent), "{path}: “{absent}” in\n{text}");
            }
        };
        says(
            "/close/1011?reason=keepalive+ping+timeout&after=1200",
            None,
            "A ping of the server's got no answer in time",
            &["keepalive ping timeout", "An exception in the server's handler"],
            &["The last message set it off", "Ruled out: the network"],
        );
        let too_big = "The last message was over the server's limit";
        says(
            "/limit/1024",
            Some(&"x".repeat(90_000)),
            too_big,
            &[
                "you sent 90.0 KB",
                "before the close; largest that was taken before: none yet",
            ],
            &[],
        );
        says(
            "/close/1009",
            None,
            "Something other than a message from here",
            &["nothing was sent"],
            &[too_big, "Send a smaller one"],
        );
        says(
            "/close/1003",
            None,
            "Something other than a message from here",
            &["nothing was sent"],
            &["Text and binary mixed up"],
        );
        says(
            "/close/1014",
            None,
            "The server behind the gateway is down",
            &["Ruled out: a lost connection between here and whoever sent the close frame"],
            &["a crash"],
        );
        says(
            "/close/1001?reason=out+of+cheese",
            None,
            "What the server's own reason says",
            &["out of cheese"],
            &[],
        );

        // What was taken before is known once something was.
        page.connect_to("/limit/1024");
        page.see_status("Connected");
        page.send(&"x".repeat(1_000));
        page.see_stat("Messages received", 1);
        page.send(&"x".repeat(2_000));
        page.see_status("Disconnected");
        see_that("what was taken is named", || {
            page.has("region", CARD)
                && page.text("region", CARD).contains("you sent 2.0 KB")
                && page
                    .text("region", CARD)
                    .contains("largest that was taken before: 1.0 KB")
        });
    });
}

#[test]
fn an_idle_limit_comes_with_lines_to_copy() {
    journey("idle-limit", |page| {
        page.allow_clipboard();
        assert_eq!(
            first(page, &page.url("/close/1001?reason=idle+timeout"), None),
            [IDLE]
        );
        for (product, line) in [
            ("nginx", "proxy_read_timeout 3600s;"),
            ("HAProxy", "timeout tunnel 1h"),
        ] {
            page.press(&format!("Copy for {product}"));
            see_that("the line is on the clipboard", || page.clipboard() == line);
        }
        page.press("Copy the explanation");
        see_that("so is the whole explanation", || {
            let copied = page.clipboard();
            copied.contains("\n1. An idle limit ended it (")
                && copied.contains("\n   nginx: proxy_read_timeout 3600s;\n")
        });
        first(page, &nobodys_url(), None);
        page.press("Copy the explanation");
        see_that("equals are copied as such", || {
            page.clipboard()
                .contains("\n1. One of these two:\n   - The server is not there (")
        });
    });
}

#[test]
fn a_code_that_disconnect_did_not_ask_for_is_explained_as_the_other_sides() {
    journey("other-code", |page| {
        page.connect_to("/answer-close/4242");
        page.see_status("Connected");
        page.press("Disconnect");
        page.see_status("Disconnected");
        see_that("the other code is explained unasked", || page.has("region", CARD));
        let parts = [
            "You closed it with 1000 Normal Closure. The close event has 4242 Private Use",
            "The application's own rule",
        ];
        see_text(page, "region", CARD, &parts);
        let text = page.text("region", CARD);
        assert!(!text.contains("the server answered with"), "{text}");
        page.key(Key::Escape);

        page.connect_to("/echo");
        page.see_status("Connected");
        page.press("Disconnect");
        page.see_status("Disconnected");
        page.wait(Duration::from_millis(300));
        assert!(
            !page.has("region", CARD),
            "the code that was asked for needs no explanation"
        );
    });
}

#[test]
fn a_page_that_the_browser_stopped_blames_the_browser() {
    journey("frozen", |page| {
        let stopped = |how: &str| {
            let title = "The browser stopped this page and ended the connection";
            page.see_status("Disconnected");
            see_that(how, || {
                page.has("region", CARD) && page.text("region", CARD).contains(title)
            });
            let script = "return document.querySelector('.causes b')?.textContent ?? ''";
            see_it_is("the first cause", title, || page.script::<String>(script, vec![]));
        };
        page.connect_to("/echo");
        page.see_status("Connected");
        page.freeze(Duration::from_secs(6));
        stopped("a freeze is the browser's");

        page.connect_to("/echo");
        page.see_status("Connected");
        page.script::<bool>("window.kept = true; return true", vec![]);
        page.leave_and_come_back();
        // A browser may also start the page anew, and then there is nothing to explain.
        if page.script("return window.kept === true", vec![]) {
            stopped("so is a stay in the back/forward cache");
        } else {
            println!("this browser did not keep the page for its back button");
        }
    });
}
