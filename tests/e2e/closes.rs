//! How a connection ends, as the browser reports it and as the page explains it.

use tabcat_core::CloseCode;
use thirtyfour::prelude::*;

use crate::page::{Page, journey, see_that};
use crate::pane::see_text;
use crate::view::View;

const CARD: &str = "Why did it close?";

/// Connects to a route that ends the connection by itself, and gives what is to be seen when it has.
#[track_caller]
fn end_of(page: &Page, path: &str) -> View {
    let before = page.view().rowcount;
    page.connect_to(path);
    let ended = page.see(&format!("{path} has ended"), |view| {
        view.status() == "Disconnected"
            && view.rowcount > before
            && view.last().is_some_and(|row| row.kind == "close")
    });
    assert!(
        ended.after(before).all(|row| row.direction == "system"),
        "{ended}"
    );
    ended
}

/// The same, and waits for the end to be put in these words: the reason is veiled until the part that finds secrets is there.
#[track_caller]
fn see_end(page: &Page, path: &str, text: &str) {
    end_of(page, path);
    page.see(&format!("{path} ends with “{text}”"), |view| {
        view.last().is_some_and(|row| row.text == text)
    });
}

/// `closed 1002 Protocol Error`.
fn label(code: u16) -> String {
    format!("closed {code} {}", CloseCode::from(code).name())
}

fn percent(text: &str) -> String {
    text.bytes()
        .flat_map(|byte| ["%".to_owned(), format!("{byte:02x}")])
        .collect()
}

#[test]
fn every_close_code_is_shown_and_explained_as_it_came() {
    journey("close-codes", |page| {
        let defined = [
            1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3003, 3008, 4000,
            4999,
        ];
        // No specification lets a server send these. Chromium passes them on as clean closes all the same.
        let undefined = [0, 999, 1004, 1016, 2000, 2999, 5000, 65535];
        for code in defined.into_iter().chain(undefined) {
            let before = page.view().rowcount;
            let ended = end_of(page, &format!("/close/{code}?reason=because"));
            let kinds: Vec<&str> = ended.after(before).map(|row| row.kind.as_str()).collect();
            assert_eq!(
                kinds,
                ["open", "close"],
                "{code}: no error comes before a close frame\n{ended}"
            );
            // Until the part that finds secrets is there, the reason is veiled.
            let text = format!("{} clean, reason “because”", label(code));
            page.see("the end in words", |view| {
                view.last().is_some_and(|row| row.text == text)
            });
            if code != 1000 {
                let meaning = CloseCode::from(code).meaning();
                let code = code.to_string();
                let parts = [&*code, meaning, "because", "Likely causes, most likely first"];
                see_text(page, "region", CARD, &parts);
            }
        }
        // Chromium takes these for a broken protocol: an error, and a 1006 of its own.
        for code in [1005, 1006, 1015] {
            let before = page.view().rowcount;
            let ended = end_of(page, &format!("/close/{code}"));
            let kinds: Vec<&str> = ended.after(before).map(|row| row.kind.as_str()).collect();
            assert_eq!(kinds, ["open", "error", "close"], "{code}");
            assert_eq!(
                ended.last().expect("it follows").text,
                format!("{} not clean, no reason", label(1006))
            );
        }
        let text = format!("{} clean, no reason", label(1005));
        see_end(page, "/close-empty", &text);
    });
}

#[test]
fn a_reason_is_shown_verbatim_or_not_at_all() {
    journey("reasons", |page| {
        let markup = "<img src=x onerror=\"window.broken=1\">";
        // 123 bytes, the most that a close frame has room for.
        let longest = format!("{markup}{}é", "漢".repeat(28));
        assert_eq!(longest.len(), 123);
        see_end(
            page,
            &format!("/close/4001?reason={}", percent(&longest)),
            &format!("{} clean, reason “{longest}”", label(4001)),
        );
        see_text(page, "region", CARD, &[&longest]);
        assert!(page.script::<bool>(
            "return !document.querySelector('main img') && !window.broken",
            vec![]
        ));

        see_end(
            page,
            &format!("/close/4001?reason={}", percent("user\u{202e}gpj.exe\u{7}")),
            &format!("{} clean, reason “user⟨U+202E⟩gpj.exe␇”", label(4001)),
        );

        for broken in ["x".repeat(124), "%ff".to_owned()] {
            see_end(
                page,
                &format!("/close/4001?reason={broken}"),
                &format!("{} not clean, no reason", label(1006)),
            );
        }
    });
}

#[test]
fn a_close_line_opens_its_meaning_and_what_to_check() {
    journey("close-line", |page| {
        let explained = || page.has("region", CARD);
        end_of(page, "/close/1000?reason=done");
        assert!(!explained(), "a normal close needs no explanation unasked");
        end_of(page, "/close/1013?reason=later");
        see_that("an unexpected close is explained unasked", explained);

        page.click_row(2);
        see_text(page, "region", CARD, &["Normal Closure", "done"]);
        page.key(Key::Escape);
        see_that("Escape puts it away", || !explained());

        page.click_row(4);
        page.find("link", "1013 in the reference");
        page.press("Close");
        see_that("its button puts it away", || !explained());
        page.focus_on("grid", "Transcript");
        page.key(Key::Enter);
        see_that("Enter on the selected line explains it", explained);
        let parts = ["1013", "Try Again Later", "later", "wasClean", "Ruled out"];
        see_text(page, "region", CARD, &parts);
        for cause in CloseCode::from(1013).likely_causes() {
            see_text(page, "region", CARD, &[cause.title, cause.check]);
        }

        page.click_on("link", "1013 in the reference");
        see_that("the reference shows that code", || {
            page.title() == "1013 Try Again Later · Tabcat"
        });
    });
}

#[test]
fn disconnect_sends_the_code_and_reason_of_the_options() {
    journey("disconnect", |page| {
        let end = |path: &str, expect: &str| {
            page.connect_to(path);
            page.see_status("Connected");
            page.press("Disconnect");
            page.see(&format!("it ends with “{expect}”"), |view| {
                view.status() == "Disconnected" && view.last().is_some_and(|row| row.text == expect)
            });
        };
        end(
            "/echo",
            &format!("{} clean, no reason, after you disconnected", label(1000)),
        );
        page.press("Options");
        page.fill("Close code", "4001");
        page.fill("Close reason", "bye 🐈");
        // The echo server answers with what it was sent: it came through.
        end(
            "/echo",
            &format!("{} clean, reason “bye 🐈”, after you disconnected", label(4001)),
        );
        end(
            "/answer-close/4242",
            &format!("{} clean, no reason, after you disconnected", label(4242)),
        );
        end(
            "/answer-close/0",
            &format!("{} clean, no reason, after you disconnected", label(1005)),
        );
    });
}

#[test]
fn a_close_that_is_not_answered_can_be_abandoned_and_ends_by_itself() {
    journey("stubborn", |page| {
        page.connect_to("/stubborn");
        page.see_status("Connected");
        page.press("Disconnect");
        page.see_status("Closing");
        page.see_attribute("button", "Disconnect", "aria-disabled", Some("true"));
        let age = page
            .see("its age is shown", |view| view.waiting().is_some())
            .waiting();
        page.see("its age grows", |view| view.waiting() > age);
        page.fill("Message", "too late");
        page.press("Send");
        page.see_alert("The connection is closing. Your message stays here.");
        assert_eq!(page.value("Message"), "too late");
        page.press("Abandon");
        page.see_status("Disconnected");
        let stopped = "the server has not answered the close; stopped waiting for it";
        page.see_row("system", "close", stopped);

        page.press("Options");
        page.fill("Close timeout (s)", "2");
        page.press("Connect");
        page.see_status("Connected");
        page.press("Disconnect");
        page.see_status("Closing");
        page.see("it was not waited for any longer", |view| {
            view.status() == "Disconnected" && view.last().is_some_and(|row| row.text.contains(stopped))
        });
    });
}
