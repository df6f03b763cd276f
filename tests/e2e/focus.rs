//! No press leaves the focus nowhere, and what happens by itself is said to who does not look.

use std::collections::BTreeSet;
use std::time::Duration;

use thirtyfour::prelude::*;

use crate::page::{Page, journey, see_it_is, see_that};
use crate::view::View;

/// Presses every button that there is, one after the other, by key. Before each, `set_up` sees to it that the page is as it
/// is to be. What is pressed may show more buttons, which are pressed in turn.
#[track_caller]
fn walk(page: &Page, set_up: impl Fn(&Page), leave: &[&str]) {
    let mut pressed = BTreeSet::new();
    let mut lost = Vec::new();
    for rounds in 0.. {
        assert!(rounds < 160, "the walk does not end: {pressed:?}");
        set_up(page);
        let all = buttons(page);
        let next = all
            .iter()
            .find(|name| !pressed.contains(*name) && !leave.contains(&name.as_str()));
        let Some(name) = next else { break };
        if !press(page, name) {
            continue;
        }
        page.wait(Duration::from_millis(200));
        // A busy machine may take longer.
        let is_somewhere = (0..40).any(|look| {
            if look > 0 {
                page.wait(Duration::from_millis(50));
            }
            page.script(
                "const e = document.activeElement; return e !== document.body && e.checkVisibility();",
                vec![],
            )
        });
        if !is_somewhere {
            lost.push(name.clone());
        }
        pressed.insert(name.clone());
        assert!(pressed.len() < 80, "the walk does not end: {pressed:?}");
    }
    assert!(lost.is_empty(), "the focus is nowhere after {lost:?}");
    assert!(pressed.len() > 4, "only {pressed:?}");
    eprintln!("{} buttons: {pressed:?}", pressed.len());
}

/// The names of the buttons that can be pressed now, their digits as `#`.
fn buttons(page: &Page) -> Vec<String> {
    page.script(
        "const dialog = document.querySelector('dialog[open]') ?? document;
         return [...dialog.querySelectorAll('button, [role=tab], [role=menuitem], [role=option]')]
             .filter(e => e.checkVisibility({ visibilityProperty: true }) && !e.disabled && e.ariaDisabled !== 'true')
             .map(e => e.computedName.replace(/[0-9]+/g, '#'));",
        vec![],
    )
}

/// Presses a button, unless it has gone meanwhile.
fn press(page: &Page, name: &str) -> bool {
    let is_there = page.script(
        "const named = e => e.computedName.replace(/[0-9]+/g, '#') === arguments[0];
         const button = [...document.querySelectorAll('button, [role=tab], [role=menuitem], [role=option]')]
             .find(e => e.checkVisibility({ visibilityProperty: true }) && named(e));
         button?.focus();
         return !!button;",
        vec![name.into()],
    );
    if is_there {
        page.key(Key::Enter);
    }
    is_there
}

fn escape(page: &Page) {
    let layer: bool = page.script(
        "return !!document.querySelector('dialog[open], :popover-open, [role=menu], [role=listbox]')",
        vec![],
    );
    if layer {
        page.key(Key::Escape);
    }
    // What was opened beside the one that is walked.
    while page.has("tablist", "Connections") {
        page.script::<()>(
            "document.querySelector('[role=tab][aria-selected=true]')?.focus()",
            vec![],
        );
        page.key(Key::Delete);
        page.wait(Duration::from_millis(200));
    }
}

/// Waits for what is under way to be open or over.
#[track_caller]
fn see_it_settle(page: &Page) -> View {
    page.see("nothing is under way", |view| {
        ["Connected", "Disconnected"].contains(&view.status())
    })
}

fn be_idle(page: &Page) {
    see_it_settle(page);
    // In one go: the connection may end by itself.
    page.script::<()>(
        "[...document.querySelectorAll('button')].find(button => button.textContent === 'Disconnect')?.click()",
        vec![],
    );
    page.see_status("Disconnected");
}

fn be_connected(page: &Page, path: &str) {
    if see_it_settle(page).status() != "Connected" {
        be_idle(page);
        page.connect_to(path);
        page.see_status("Connected");
    }
}

#[test]
fn no_button_of_a_fresh_page_leaves_the_focus_nowhere() {
    journey("focus-fresh", |page| {
        page.allow_clipboard();
        walk(
            page,
            |page| {
                escape(page);
                be_idle(page);
                page.open_page();
            },
            // It leaves this machine.
            &["Try public echo"],
        );
    });
}

#[test]
fn no_button_beside_a_message_leaves_the_focus_nowhere() {
    journey("focus-message", |page| {
        page.allow_clipboard();
        let first = page.url("/echo");
        walk(
            page,
            |page| {
                escape(page);
                be_connected(page, "/rate?per_sec=5&size=20&secs=600");
                if page.has("button", "Resume") {
                    page.press("Resume");
                }
                page.see("rows have come", |view| view.rowcount > 2);
                if !page.has("button", "Mark") {
                    page.focus_on("grid", "Transcript");
                    page.key(Key::End);
                    page.key(Key::Enter);
                    see_that("a message is open", || {
                        page.has("button", "Mark") || page.has("button", "Unmark")
                    });
                }
            },
            // The options have a walk of their own.
            &[first.as_str(), "Options"],
        );
    });
}

#[test]
fn no_button_of_the_options_leaves_the_focus_nowhere() {
    journey("focus-options", |page| {
        page.allow_clipboard();
        walk(
            page,
            |page| {
                escape(page);
                if !page.has("textbox", "Subprotocols") && !page.has("button", "Back") {
                    page.press("Options");
                }
            },
            &[
                "Connect",
                "Public echo servers",
                "Try public echo",
                "Try local echo",
                "Options",
            ],
        );
    });
}

#[test]
fn no_button_of_an_explained_end_leaves_the_focus_nowhere() {
    journey("focus-end", |page| {
        page.allow_clipboard();
        walk(
            page,
            |page| {
                escape(page);
                if !page.has("group", "Explanation") {
                    be_idle(page);
                    page.connect_to("/close/1011?reason=boom");
                    page.find("group", "Explanation");
                }
            },
            &["Try public echo", "Options"],
        );
    });
}

#[test]
fn no_button_of_a_narrow_page_leaves_the_focus_nowhere() {
    journey("focus-phone", |page| {
        page.resize(390, 844, true);
        page.open_page();
        page.allow_clipboard();
        walk(
            page,
            |page| {
                escape(page);
                be_connected(page, "/rate?per_sec=5&size=20&secs=600");
            },
            &["Options"],
        );
    });
}

#[test]
fn buttons_that_go_away_hand_the_focus_on() {
    journey("focus-homes", |page| {
        page.allow_clipboard();
        page.focus_on("button", "Try local echo");
        page.key(Key::Enter);
        page.see_focus("textbox", "Message");
        page.see_status("Connected");

        page.focus_on("button", "Share");
        page.key(Key::Enter);
        page.focus_on("button", "Dismiss");
        page.key(Key::Enter);
        page.see_focus("button", "Share");

        page.connect_again_to("/rate?per_sec=50&size=20&secs=600");
        page.see("rows have come", |view| view.rowcount > 40);
        page.focus_on("button", "Follow");
        page.key(Key::Enter);
        page.focus_on("button", "Pause");
        page.key(Key::Enter);
        page.focus_on("button", "Resume");
        page.key(Key::Enter);
        page.see_focus("grid", "Transcript");
        see_that("newer rows are told of", || newer(page).is_some());
        assert!(press(page, "# newer"));
        page.see_focus("grid", "Transcript");

        page.connect_again_to("/silent");
        page.press("Disconnect");
        page.focus_on("button", "Abandon");
        page.key(Key::Enter);
        page.see_focus("button", "Connect");
        page.connect_to("/close/1011");
        page.focus_on("button", "Retry");
        page.key(Key::Enter);
        see_that("the main button has it", || {
            page.script("return document.activeElement.id === 'main-button'", vec![])
        });
    });
}

fn newer(page: &Page) -> Option<String> {
    buttons(page).into_iter().find(|name| name == "# newer")
}

#[test]
fn an_end_is_read_out_with_its_code_and_its_likeliest_cause() {
    journey("focus-spoken", |page| {
        let spoken = || page.text("log", "Announcements");
        page.connect_to("/close/1013");
        see_that("code and cause are read out", || {
            let spoken = spoken();
            spoken.contains("closed 1013 Try Again Later. Explanation opened. Most likely: ")
        });
        page.connect_to("/echo");
        page.see_status("Connected");
        page.press("Disconnect");
        see_that("an end that was asked for is read out too", || {
            spoken() == "closed 1000 Normal Closure"
        });
    });
}

#[test]
fn disconnect_disconnects_whatever_the_close_code_is() {
    journey("focus-disconnect", |page| {
        page.press("Options");
        page.fill("Close code", "1001");
        page.key(Key::Tab);
        page.see_alert("3000 to 4999");
        page.press("Options");
        page.connect_to("/echo");
        page.see_status("Connected");
        page.press("Disconnect");
        page.see_row("system", "close", "closed 1000");
        page.see("what was left out is said", |view| {
            view.notice.contains("Disconnected with 1000")
        });
    });
}

#[test]
fn a_transcript_without_rows_says_what_is_so() {
    journey("focus-empty", |page| {
        let heading = || -> String {
            page.script(
                "return document.querySelector('.empty h2')?.textContent ?? ''",
                vec![],
            )
        };
        let first = "No messages yet: connect and send something";
        see_it_is("the heading", first, heading);
        page.connect_to("/echo");
        page.see_status("Connected");
        page.send("one");
        page.see_row("received", "text", "one");
        page.press("Clear");
        let listening = "Open, listening. Nothing since the transcript was cleared.";
        see_it_is("the heading", listening, heading);
        page.press("Disconnect");
        page.see_row("system", "close", "closed 1000");
        page.press("Clear");
        see_it_is("the heading", "Cleared. Connect and send something", heading);
        page.connect_to("/rate?per_sec=20&size=20&secs=600");
        page.see("rows have come", |view| view.rowcount > 4);
        page.press("Pause");
        page.press("Clear");
        let held = "Paused: nothing that has come is shown yet.";
        see_it_is("the heading", held, heading);
    });
}

#[test]
fn a_double_click_on_connect_connects_and_stays() {
    journey("focus-double", |page| {
        page.type_url(&page.url("/echo"));
        let button: (f64, f64) = page.script(
            "const box = document.getElementById('main-button').getBoundingClientRect();
             return [box.x + box.width / 2, box.y + box.height / 2];",
            vec![],
        );
        page.double_click(button.0, button.1);
        page.see_status("Connected");
        page.wait(Duration::from_millis(500));
        assert_eq!(page.view().status(), "Connected");
    });
}

#[test]
fn a_field_that_goes_away_with_the_focus_in_it_is_no_trap() {
    journey("focus-gone", |page| {
        for name in [
            "Close code",
            "Close reason",
            "Keep at most (MB)",
            "Connect timeout (s)",
        ] {
            page.follow("Tester");
            if !page.has("textbox", "Subprotocols") {
                page.press("Options");
            }
            page.unfold(name);
            page.focus_on("textbox", name);
            page.type_keys("7");
            page.script::<()>("location.hash = '#/reference'", vec![]);
            see_that("the reference is there", || {
                page.script("return !!document.querySelector('main.reference')", vec![])
            });
            page.script::<()>("history.back()", vec![]);
            page.find("button", "Connect");
        }
    });
}
