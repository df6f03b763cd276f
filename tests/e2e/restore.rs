//! What was typed and sent outlives a reload and a crash of the tab, and nothing that comes back does anything by itself.

use std::time::Duration;

use thirtyfour::prelude::*;

use crate::form::paste;
use crate::page::{Page, journey, see_it_is, see_of, see_that};
use crate::pane::see_text;

/// What is too large to be kept says so.
const TOO_LARGE: &str = "Over 1 MB: this will not survive a reload.";

/// The page's own keys in session storage.
fn keys(page: &Page) -> Vec<String> {
    page.script(
        "return Object.keys(sessionStorage).filter(key => key.startsWith('tabcat.')).sort()",
        vec![],
    )
}

/// Puts something into session storage, as a person may by hand.
fn store(page: &Page, values: &[(&str, &str)]) {
    for (key, value) in values {
        page.script::<()>(
            "sessionStorage.setItem(arguments[0], arguments[1])",
            vec![(*key).into(), (*value).into()],
        );
    }
}

fn is_restored(page: &Page) -> bool {
    page.view().notes.iter().any(|note| note.starts_with("Restored"))
}

#[track_caller]
fn see_it_restored(page: &Page) {
    let time = |note: &str| {
        let time = note.strip_prefix("Restored from ").and_then(|rest| rest.get(..5));
        time.is_some_and(|time| time.as_bytes()[2] == b':')
    };
    page.see("it is said what is restored", |view| {
        view.notes.iter().any(|note| time(note))
    });
}

/// Brings back the message sent before.
pub(crate) fn earlier(page: &Page) {
    page.focus_on("textbox", "Message");
    page.chord(&[Key::Alt], &char::from(Key::Up).to_string());
}

#[test]
fn a_reload_loses_nothing_that_was_typed_or_sent_and_connects_nothing() {
    journey("restore", |page| {
        let door = page.door();
        page.type_url(&door.url("/echo"));
        page.press("Connect");
        page.see_status("Connected");
        for text in ["first", "second"] {
            page.send(text);
            page.see_row("received", "text", text);
        }
        page.press("Disconnect");
        page.see_status("Disconnected");
        let url = door.url("/echo?room=7&token=hunter2");
        page.type_url(&url);
        page.press("Options");
        let options = [
            ("Subprotocols", "chat.v2, chat"),
            ("Close code", "40"),
            ("Close reason", "bye"),
            ("Connect timeout (s)", "soon"),
            ("Close timeout (s)", "7"),
        ];
        for (name, text) in options {
            page.fill(name, text);
        }
        paste(page, "a\r\nb\nc\r");

        page.reload();
        see_it_restored(page);
        page.picture("restored");
        page.see_value("WebSocket URL", &url);
        see_of(
            "its secrets are masked",
            || page.text_at(".url-mirror"),
            |shown| shown.ends_with("token=•••"),
        );
        page.press("Options");
        for (name, text) in options {
            page.see_value(name, text);
        }
        page.see_value("Message", "a\nb\nc\n");
        see_text(page, "group", "Line ends", &["mixed, as pasted"]);
        see_text(page, "form", "Send message", &["Connect first"]);
        let view = page.view();
        assert_eq!(
            (view.status(), view.rowcount, door.entered()),
            ("Disconnected", 0, 1),
            "nothing connects"
        );
        for text in ["second", "first"] {
            earlier(page);
            page.see_value("Message", text);
        }

        // Once more, with nothing typed in between.
        page.reload();
        see_it_restored(page);
        page.press("Options");
        page.fill("Subprotocols", "");
        page.fill("Connect timeout (s)", "20");
        page.press("Connect");
        page.see_status("Connected");
        see_that("it is the person's own, once used", || !is_restored(page));
        page.reload();
        see_it_restored(page);
    });
}

#[test]
fn an_untouched_page_keeps_nothing_and_restores_nothing() {
    journey("restore-untouched", |page| {
        page.reload();
        page.wait(Duration::from_millis(200));
        assert!(!is_restored(page));
        page.type_url("ws://localhost/");
        page.fill("Message", "x");
        see_of("it is kept", || keys(page), |keys| keys.len() == 3);
        page.fill("Message", "");
        page.type_url("");
        see_it_is("what is kept of nothing", &["tabcat.work-1.at"], || keys(page));
        page.reload();
        page.wait(Duration::from_millis(200));
        assert!(!is_restored(page));
    });
}

#[test]
fn who_never_stops_typing_loses_no_more_than_a_moment() {
    journey("restore-typing", |page| {
        page.script::<()>(
            "const field = document.getElementById('message');
            globalThis.typing = setInterval(() => {
                field.value += 'x';
                field.dispatchEvent(new InputEvent('input', { bubbles: true }));
            }, 50);",
            vec![],
        );
        let kept = |page: &Page| -> usize {
            page.script(
                "return (sessionStorage.getItem('tabcat.work-1.draft') ?? '').length",
                vec![],
            )
        };
        see_that("it is kept", || kept(page) > 0);
        let first = kept(page);
        see_that("and kept again", || kept(page) > first);
        page.script::<()>("clearInterval(typing)", vec![]);
    });
}

#[test]
fn a_tab_that_crashed_comes_back_with_what_was_typed() {
    journey("restore-crash", |page| {
        page.crash_in_a_tab(
            "const type = (id, text) => {
                const field = document.getElementById(id);
                field.value = text;
                field.dispatchEvent(new InputEvent('input', { bubbles: true }));
            };
            type('url', 'ws://localhost:9/typed');
            type('message', 'not sent yet');",
        );
        see_it_restored(page);
        page.see_value("WebSocket URL", "ws://localhost:9/typed");
        page.see_value("Message", "not sent yet");
        assert_eq!(page.view().status(), "Disconnected");
    });
}

#[test]
fn what_was_restored_can_be_forgotten() {
    journey("restore-forget", |page| {
        page.connect_to("/echo");
        page.see_status("Connected");
        page.send("sent");
        page.see_row("received", "text", "sent");
        page.press("Disconnect");
        page.see_status("Disconnected");
        page.press("Options");
        page.fill("Close reason", "bye");
        page.fill("Connect timeout (s)", "7");
        page.fill("Message", "draft");
        page.reload();
        see_it_restored(page);
        see_of("it is kept", || keys(page), |keys| keys.len() > 5);
        page.script::<()>(
            "addEventListener('click', () => globalThis.kept = Object.keys(sessionStorage).length)",
            vec![],
        );
        page.press("Forget");
        page.see_focus("textbox", "WebSocket URL");
        let kept: usize = page.script("return globalThis.kept", vec![]);
        assert_eq!(kept, 0, "at once");
        see_that("nothing is said any more", || !is_restored(page));
        for name in ["WebSocket URL", "Message"] {
            page.see_value(name, "");
        }
        page.press("Options");
        page.see_value("Close reason", "");
        page.see_value("Connect timeout (s)", "20");
        earlier(page);
        assert_eq!(page.value("Message"), "");
        page.wait(Duration::from_millis(500));
        assert!(keys(page).is_empty());
        page.reload();
        assert!(!is_restored(page));
        assert_eq!(page.value("WebSocket URL"), "");
    });
}

#[test]
fn a_link_wins_over_what_was_restored_and_can_be_undone() {
    journey("restore-link", |page| {
        page.type_url("ws://localhost:9/mine");
        page.press("Options");
        page.fill("Subprotocols", "chat");
        page.fill("Close reason", "bye");
        page.fill("Connect timeout (s)", "7");
        page.fill("Message", "draft");
        page.open_address(&format!(
            "{}#v=1&url=ws://localhost:9/linked&connect-timeout=9",
            page.address()
        ));
        page.see("it says where the set-up is from", |view| {
            view.notes
                .iter()
                .any(|note| note.contains("Filled in from a link"))
        });
        let see_set_up = |expect: [&str; 4]| {
            if !page.has("textbox", "Subprotocols") {
                page.press("Options");
            }
            let names = [
                "WebSocket URL",
                "Subprotocols",
                "Close reason",
                "Connect timeout (s)",
            ];
            for (name, text) in names.into_iter().zip(expect) {
                page.see_value(name, text);
            }
        };
        see_set_up(["ws://localhost:9/linked", "", "", "9"]);
        see_it_restored(page);
        page.see_value("Message", "draft");
        page.press("Undo");
        page.see_focus("textbox", "WebSocket URL");
        see_set_up(["ws://localhost:9/mine", "chat", "bye", "7"]);

        // In a page that is open, over what was typed there; and what a link filled in is kept too.
        page.type_url("ws://localhost:9/typed");
        page.go_to_fragment("#v=1&url=ws://localhost:9/again");
        page.see_value("WebSocket URL", "ws://localhost:9/again");
        page.press("Undo");
        see_set_up(["ws://localhost:9/typed", "chat", "bye", "7"]);
        page.go_to_fragment("#v=1&url=ws://localhost:9/last");
        page.see_value("WebSocket URL", "ws://localhost:9/last");
        page.press("Forget");
        page.see_value("Message", "");
        assert_eq!(
            page.value("WebSocket URL"),
            "ws://localhost:9/last",
            "the link stays"
        );
        page.press("Undo");
        see_set_up(["", "", "", "20"]);
        page.open_address(&format!("{}#v=1&url=ws://localhost:9/read", page.address()));
        page.reload();
        see_it_restored(page);
        page.see_value("WebSocket URL", "ws://localhost:9/read");
    });
}

#[test]
fn what_is_too_large_to_be_kept_is_said() {
    journey("restore-large", |page| {
        page.fill("Message", "small");
        see_that("it is kept", || {
            keys(page).contains(&"tabcat.work-1.draft".to_owned())
        });
        page.allow_clipboard();
        for (end, megabytes) in [("\r\n", 5), ("\n", 10)] {
            page.script::<()>(
                "const line = 'x'.repeat(9_990) + arguments[0];
                return navigator.clipboard.writeText(line.repeat(100 * arguments[1])).then(() => null)",
                vec![end.into(), megabytes.into()],
            );
            page.focus_on("textbox", "Message");
            page.chord(&[Key::Control], "a");
            page.chord(&[Key::Control], "v");
            see_text(page, "form", "Send message", &[TOO_LARGE]);
        }
        see_that("nor is an older text", || {
            !keys(page).contains(&"tabcat.work-1.draft".to_owned())
        });
        page.type_url(&format!("ws://localhost:9/{}", "x".repeat(64_000)));
        page.see("it is said of a field too", |view| {
            view.notes
                .iter()
                .any(|note| note.contains("A text of more than 64 KB will not survive a reload."))
        });
        page.type_url("ws://localhost:9/short");
        page.reload();
        see_it_restored(page);
        page.see_value("WebSocket URL", "ws://localhost:9/short");
        assert_eq!(page.value("Message"), "");
    });
}

#[test]
fn denied_session_storage_is_said_once_and_disturbs_nothing() {
    journey("restore-denied", |page| {
        page.before_the_page(
            "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });",
        );
        page.open_page();
        page.connect_to("/echo");
        let view = page.see("it is said", |view| {
            view.notice.contains("This browser keeps nothing more")
        });
        assert!(view.notice.contains("lasts until it is closed or reloaded"));
        page.press("Dismiss");
        page.see_status("Connected");
        page.send("sent");
        page.see_row("received", "text", "sent");
        page.fill("Message", "draft");
        page.wait(Duration::from_millis(500));
        assert!(!page.has("button", "Dismiss"), "and not again");
    });
}

#[test]
fn full_session_storage_is_said_and_keeps_what_there_is_room_for() {
    journey("restore-full", |page| {
        page.script::<()>(
            "for (let size = 1 << 23; size >= 1 << 10; size >>= 1)
                try { sessionStorage.setItem(`other${size}`, 'x'.repeat(size)); } catch {}",
            vec![],
        );
        page.fill("Message", &"too much ".repeat(1_000));
        page.see("it is said", |view| {
            view.notice.contains("This browser keeps nothing more")
        });
        page.type_url("ws://localhost:9/");
        page.reload();
        see_it_restored(page);
        page.see_value("WebSocket URL", "ws://localhost:9/");
        assert_eq!(page.value("Message"), "");
    });
}

#[test]
fn session_storage_edited_by_hand_costs_only_what_is_broken() {
    journey("restore-edited", |page| {
        store(
            page,
            &[
                ("tabcat.work-1.at", "noon"),
                ("tabcat.work-1.url", "ws://localhost:9/\nbroken"),
                ("tabcat.work-1.close-reason", "bye"),
                ("tabcat.work-1.draft", "\u{0}\u{202e}\u{feff}\r"),
                ("tabcat.work-1.sent", "7"),
                ("tabcat.work-1.sent.6", "one"),
                ("tabcat.work-1.sent.5", &"x".repeat(1_000_001)),
                ("tabcat.work-1.sent.x", "?"),
                ("tabcat.work-1.theme", "neon"),
            ],
        );
        page.reload();
        page.see("it is restored, from nobody knows when", |view| {
            view.notes.iter().any(|note| note.starts_with("Restored."))
        });
        assert_eq!(page.value("WebSocket URL"), "");
        page.see_value("Message", "\u{0}\u{202e}\u{feff}\n");
        page.find("group", "Line ends");
        page.press("Options");
        page.see_value("Close reason", "bye");
        earlier(page);
        page.see_value("Message", "one");
        assert_eq!(page.view().status(), "Disconnected");
    });
}

#[test]
fn what_another_version_kept_is_left_as_it_is() {
    journey("restore-version", |page| {
        store(
            page,
            &[
                ("tabcat.work-2.url", "ws://localhost:9/later"),
                ("tabcat.work-2.draft", "of a later version"),
            ],
        );
        page.reload();
        page.wait(Duration::from_millis(200));
        assert!(!is_restored(page));
        assert_eq!(
            (page.value("WebSocket URL"), page.value("Message")),
            Default::default()
        );
        page.type_url("ws://localhost:9/mine");
        see_that("its own is kept beside that", || {
            keys(page)
                == [
                    "tabcat.work-1.at",
                    "tabcat.work-1.url",
                    "tabcat.work-2.draft",
                    "tabcat.work-2.url",
                ]
        });
    });
}

#[test]
fn looking_back_loses_no_draft() {
    journey("restore-draft", |page| {
        page.connect_to("/echo");
        page.see_status("Connected");
        page.send("one");
        page.see_row("received", "text", "one");
        let draft = "my long draft";

        // Over a reload.
        page.fill("Message", draft);
        earlier(page);
        page.see_value("Message", "one");
        page.wait(Duration::from_millis(600));
        page.reload();
        see_it_restored(page);
        page.see_value("Message", draft);

        // Over an edit of what was sent.
        page.press("Connect");
        page.see_status("Connected");
        earlier(page);
        page.see_value("Message", "one");
        page.type_keys("x");
        page.see_value("Message", "onex");
        earlier(page);
        page.see_value("Message", draft);

        // Over sending it again.
        page.fill("Message", draft);
        page.focus_on("textbox", "Message");
        earlier(page);
        earlier(page);
        page.chord(&[Key::Control], &Key::Enter.value().to_string());
        // The draft is back.
        page.see_value("Message", draft);
    });
}

#[test]
fn what_was_typed_before_a_link_comes_back_over_a_reload_and_a_second_link() {
    journey("restore-before-link", |page| {
        let mine = "wss://mine.example/typed-by-hand";
        page.type_url(mine);
        for other in ["one", "two"] {
            page.go_to_fragment(&format!("#v=1&url=wss%3A%2F%2F{other}.example%2F"));
            page.see_value("WebSocket URL", &format!("wss://{other}.example/"));
        }
        page.fill("WebSocket URL", "wss://two.example/edited");
        page.wait(Duration::from_millis(600));
        page.reload();
        page.see_value("WebSocket URL", "wss://two.example/edited");
        page.press("Undo");
        page.see_value("WebSocket URL", mine);
        page.see_focus("textbox", "WebSocket URL");
    });
}
