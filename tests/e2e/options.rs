//! The options that make a connection last: switches, fields, lists, and the values in the line below.

use thirtyfour::prelude::*;

use crate::page::{Page, journey, see_it_is, see_of, see_that};
use crate::pane::see_text;

/// Each switch, and a field that its group shows while it is on.
const GROUPS: [(&str, &str); 3] = [
    ("Auto-reconnect", "First wait"),
    ("Heartbeat", "May miss"),
    ("Outbox", "Messages"),
];

#[track_caller]
fn turn(page: &Page, switch: &str) {
    page.click_on("switch", switch);
}

#[track_caller]
fn see_switch(page: &Page, switch: &str, on: bool) {
    page.see_attribute("switch", switch, "aria-checked", Some(&on.to_string()));
}

/// Chooses in a select by the start of an option's words.
#[track_caller]
fn choose_in(page: &Page, select: &str, start: &str) {
    page.focus_on("combobox", select);
    page.type_keys(start);
}

#[test]
fn each_policy_is_switched_on_and_off_by_mouse() {
    journey("options-mouse", |page| {
        page.press("Options");
        for (switch, field) in GROUPS {
            see_switch(page, switch, false);
            assert!(!page.has("textbox", field), "{field}");
            turn(page, switch);
            see_switch(page, switch, true);
            page.find("textbox", field);
            page.see_focus("switch", switch);
        }
        turn(page, "Replies");
        page.find("button", "Edit replies");
        page.picture("options-on");
        for (switch, field) in GROUPS {
            turn(page, switch);
            see_switch(page, switch, false);
            see_that("its fields are gone", || !page.has("textbox", field));
        }
    });
}

#[test]
fn each_policy_is_switched_on_and_off_by_keyboard() {
    journey("options-keyboard", |page| {
        page.focus_on("button", "Options");
        page.key(Key::Enter);
        page.find("textbox", "Subprotocols");
        // In the order of the page, with nothing in between that takes the focus.
        page.key(Key::Tab);
        page.see_focus("button", "Connect");
        page.key(Key::Tab);
        page.see_focus("textbox", "Subprotocols");
        page.key(Key::Tab);
        page.see_focus("button", "Edit on-open messages");
        for (switch, field) in GROUPS {
            page.key(Key::Tab);
            page.see_focus("switch", switch);
            page.key(Key::Space);
            see_switch(page, switch, true);
            page.find("textbox", field);
            page.key(Key::Enter);
            see_switch(page, switch, false);
        }
        page.key(Key::Tab);
        page.see_focus("switch", "Replies");
        page.key(Key::Tab);
        page.see_focus("button", "Connect timeout, 20 s");
    });
}

#[test]
fn what_a_policy_will_do_is_said_and_kept_over_a_reload() {
    journey("options-kept", |page| {
        page.press("Options");
        turn(page, "Auto-reconnect");
        let says = |page: &Page, group: &str, part: &str| {
            see_text(page, "group", group, &[part]);
        };
        says(
            page,
            "Auto-reconnect",
            "Waits up to 1, 2, 4, 8, 16, 30 s, at random",
        );
        page.fill("First wait", "0.5");
        page.fill("Longest wait", "4");
        says(page, "Auto-reconnect", "Waits up to 0.5, 1, 2, 4 s, at random");
        choose_in(page, "After", "Every");
        turn(page, "Heartbeat");
        page.fill("Every", "5");
        page.fill("May miss", "2");
        says(page, "Heartbeat", "noticed within 35 s");
        choose_in(page, "Reply", "Field");
        page.fill("Field", "$.id");
        page.fill("Equals", "{{seq}}");
        page.click_on("checkbox", "Any message received postpones the next beat");
        turn(page, "Outbox");
        page.fill("Size", "0.25");
        page.fill("Hold back over", "2");

        page.reload();
        page.press("Options");
        for (name, text) in [
            ("First wait", "0.5"),
            ("Longest wait", "4"),
            ("Attempts", "10"),
            ("Every", "5"),
            ("May miss", "2"),
            ("Field", "$.id"),
            ("Equals", "{{seq}}"),
            ("Size", "0.25"),
            ("Hold back over", "2"),
        ] {
            page.see_value(name, text);
        }
        page.see_value_of("combobox", "After", "every");
        page.see_value_of("combobox", "Reply", "field");
        see_that("nothing postpones the next beat", || {
            !page.is_checked("Any message received postpones the next beat")
        });
    });
}

#[test]
fn a_person_decides_which_closes_a_reconnect_follows() {
    journey("options-closes", |page| {
        page.press("Options");
        turn(page, "Auto-reconnect");
        page.press("Which closes?");
        page.see_focus("button", "Back");
        let turn = |code: &str| page.click_on_containing("checkbox", code);
        let sees = |code: &str, on: bool| {
            see_that(&format!("{code} is {on}"), || page.is_checked(code) == on);
        };
        sees("1006", true);
        sees("1008", false);
        let changed = || page.text("group", "Which closes?").matches("changed").count();
        see_it_is("how many are changed", &0, changed);
        turn("1008");
        turn("1012");
        sees("1008", true);
        sees("1012", false);
        see_it_is("how many are changed", &2, changed);
        page.picture("options-closes");
        page.press("Back");
        page.see_focus("button", "Which closes?");
        let said = ["2 closes treated your way."];
        see_text(page, "group", "Auto-reconnect", &said);

        page.reload();
        page.press("Options");
        page.press("Which closes?");
        sees("1008", true);
        turn("1008");
        see_it_is("how many are changed", &1, changed);
        page.press("Undo all changes");
        sees("1012", true);
        see_it_is("how many are changed", &0, changed);
        page.key(Key::Escape);
        see_of(
            "nothing is said of them",
            || page.text("group", "Auto-reconnect"),
            |said| !said.contains("your way"),
        );
    });
}

#[test]
fn messages_on_open_are_added_moved_and_deleted() {
    journey("options-on-open", |page| {
        page.press("Options");
        page.press("Edit on-open messages");
        page.see_focus("button", "Back");
        for (at, text) in ["auth", "subscribe", "hello"].into_iter().enumerate() {
            page.press("Add a message");
            page.see_focus("textbox", &format!("Message {}", at + 1));
            page.type_keys(text);
        }
        let order = |expect: &[&str]| {
            see_that(&format!("the order is {expect:?}"), || {
                (1..)
                    .zip(expect)
                    .all(|(at, text)| page.value(&format!("Message {at}")) == *text)
                    && !page.has("textbox", &format!("Message {}", expect.len() + 1))
            });
        };
        order(&["auth", "subscribe", "hello"]);
        let (up, down) = (char::from(Key::Up).to_string(), char::from(Key::Down).to_string());
        page.chord(&[Key::Alt], &up);
        order(&["auth", "hello", "subscribe"]);
        page.see_focus("textbox", "Message 2");
        page.chord(&[Key::Alt], &up);
        page.see_focus("textbox", "Message 1");
        page.chord(&[Key::Alt], &up);
        order(&["hello", "auth", "subscribe"]);
        page.chord(&[Key::Alt], &down);
        order(&["auth", "hello", "subscribe"]);
        page.press("Move message 3 up");
        order(&["auth", "subscribe", "hello"]);
        page.see_focus("button", "Move message 2 up");

        choose_in(page, "Then wait for of message 1", "Field");
        page.fill("Field of message 1", "$.type");
        page.fill("Equals of message 1", "ok");
        page.fill("Within of message 1", "3");
        page.click_on("checkbox", "Close if none comes of message 1");
        page.picture("options-on-open");
        // What was set goes with its message.
        page.press("Move message 1 down");
        page.see_value("Equals of message 2", "ok");
        see_that("it is gone from the other", || {
            !page.has("textbox", "Equals of message 1")
        });

        page.press("Delete message 1");
        order(&["auth", "hello"]);
        page.see_focus("textbox", "Message 1");
        page.press("Delete message 2");
        page.see_focus("textbox", "Message 1");
        page.press("Back");
        page.see_focus("button", "Edit on-open messages");
        page.reload();
        page.press("Options");
        page.press("Edit on-open messages");
        order(&["auth"]);
        page.see_value("Within of message 1", "3");
        page.press("Delete message 1");
        page.see_focus("button", "Add a message");
    });
}

#[test]
fn a_value_in_a_sentence_unfolds_its_field() {
    journey("options-values", |page| {
        page.press("Options");
        page.press("Connect timeout, 20 s");
        page.see_focus("textbox", "Connect timeout (s)");
        page.picture("options-value");
        page.fill("Connect timeout (s)", "5");
        page.key(Key::Escape);
        page.see_focus("button", "Connect timeout, 5 s");
        see_that("it is folded", || !page.has("textbox", "Connect timeout (s)"));
        // Enter is done, and so is a press elsewhere.
        page.press("Close reason, none");
        page.see_focus("textbox", "Close reason");
        page.type_keys("bye");
        page.key(Key::Enter);
        page.see_focus("button", "Close reason, bye");
        see_that("it is folded", || !page.has("textbox", "Close reason"));
        page.press("Close timeout, 10 s");
        page.find("textbox", "Close timeout (s)");
        page.click_on("textbox", "WebSocket URL");
        see_that("it is folded", || !page.has("textbox", "Close timeout (s)"));
        page.see_focus("textbox", "WebSocket URL");
        // A mistake stays in view.
        page.press("Close code, 1000");
        page.see_focus("textbox", "Close code");
        page.type_keys("9");
        page.key(Key::Enter);
        page.see_alert("A page may not close with 9");
        page.see_focus("textbox", "Close code");
        page.key(Key::Escape);
        page.find("button", "Close code, 9");
    });
}

#[test]
fn a_policy_that_cannot_be_used_is_refused_beside_its_field() {
    journey("options-wrong", |page| {
        let door = page.door();
        page.type_url(&door.url("/echo"));
        page.press("Options");
        turn(page, "Auto-reconnect");
        page.fill("First wait", "soon");
        // Folded away, it comes out again.
        page.press("Options");
        see_that("the options fold", || !page.has("textbox", "First wait"));
        page.press("Connect");
        page.see_alert("Enter 0.1 to 3600 seconds.");
        page.see_focus("textbox", "First wait");
        page.see_attribute("textbox", "First wait", "aria-invalid", Some("true"));
        page.picture("options-wrong");
        page.fill("First wait", "1");
        page.see("typing takes the complaint away", |view| view.alerts.is_empty());

        page.fill("Hold back over", "0");
        page.key(Key::Escape);
        page.press("Connect");
        page.see_alert("Enter 0.001 to 1024 megabytes.");
        page.see_focus("textbox", "Hold back over");
        page.fill("Hold back over", "1");

        page.press("Edit on-open messages");
        page.press("Add a message");
        page.see_focus("textbox", "Message 1");
        page.type_keys("first");
        page.press("Add a message");
        page.see_focus("textbox", "Message 2");
        page.type_keys("second");
        choose_in(page, "Then wait for of message 2", "Any");
        page.fill("Within of message 2", "soon");
        page.press("Back");
        page.press("Connect");
        let view = page.see_alert("0.1 to 600 seconds.");
        page.see_focus("textbox", "Message 2");
        assert_eq!((view.status(), door.entered()), ("Disconnected", 0));
        page.fill("Within of message 2", "1");
        page.see("the complaint goes", |view| view.alerts.is_empty());
        page.press("Delete message 2");
        page.press("Connect");
        page.see_status("Connected");
        page.see_row("sent", "text", "first");
    });
}

#[test]
fn replies_begin_with_what_protocols_ask_for() {
    journey("options-replies", |page| {
        page.press("Options");
        turn(page, "Replies");
        let says = |part: &str| {
            see_text(page, "group", "Replies", &[part]);
        };
        says("No rule yet: nothing is answered.");
        page.press("Edit replies");
        page.press("Engine.IO");
        page.see_focus("combobox", "When of rule 1");
        page.see_value("Text of rule 1", "2");
        page.see_value("Send of rule 1", "3");
        assert!(!page.text("group", "rule 1").contains("without end"));
        page.press("Add a rule");
        page.see_focus("combobox", "When of rule 2");
        page.fill("Send of rule 2", "pong");
        says("this rule answers its own answers without end");
        page.fill("Answer every nth of rule 2", "3");
        see_that("it comes to an end", || {
            !page.text("group", "rule 2").contains("without end")
        });
        page.click_on("checkbox", "Send it back as it came of rule 2");
        see_that("there is no text to send", || {
            !page.has("textbox", "Send of rule 2")
        });
        page.picture("options-replies");
        page.press("Delete rule 2");
        page.see_focus("combobox", "When of rule 1");
        page.press("Back");
        page.see_focus("button", "Edit replies");
        says("At most 100 replies a second.");
    });
}

#[test]
fn what_applies_at_the_next_connect_is_said_until_then() {
    journey("options-waiting", |page| {
        page.connect_to("/echo");
        page.see_status("Connected");
        page.press("Options");
        page.find("switch", "Heartbeat");
        let words = || page.text_at(".line > .waiting");
        assert_eq!(words(), "");
        turn(page, "Heartbeat");
        let one = "Heartbeat applies at the next press on Connect";
        see_it_is("what is said", one, words);
        page.fill("Subprotocols", "chat");
        let both = "Subprotocols and Heartbeat apply at the next press on Connect";
        see_it_is("what is said", both, words);
        page.picture("options-waiting");
        page.press("Options");
        let says = "A change applies at the next press on Connect";
        page.see_attribute("button", "Options", "title", Some(says));
        page.press("Options");
        page.fill("Subprotocols", "");
        turn(page, "Heartbeat");
        see_that("nothing waits", || words().is_empty());
        page.fill("Close reason", "bye");
        page.key(Key::Escape);
        assert_eq!(words(), "", "it applies at once");
        turn(page, "Outbox");
        see_that("it waits", || !words().is_empty());
        page.press("Disconnect");
        page.see_status("Disconnected");
        see_that("without a connection nothing waits", || words().is_empty());
    });
}

#[test]
fn a_phone_shows_the_options_as_sections_with_a_second_level() {
    journey("options-phone", |page| {
        for width in [390, 320] {
            page.resize(width, 844, true);
            page.open_page();
            page.press("Options");
            for (switch, _) in GROUPS {
                page.find("switch", switch);
            }
            turn(page, "Auto-reconnect");
            let fits = |page: &Page| {
                let wide: u32 = page.script("return document.documentElement.scrollWidth", vec![]);
                assert!(wide <= width, "{wide} at {width}");
            };
            fits(page);
            page.picture(&format!("options-phone-{width}"));
            page.press("Which closes?");
            see_that("the table takes the place of all", || {
                !page.has("switch", "Heartbeat")
            });
            see_that("so do the values", || {
                !page.has("button", "Connect timeout, 20 s")
            });
            fits(page);
            page.press("Back");
            page.see_focus("button", "Which closes?");
            page.press("Edit on-open messages");
            page.press("Add a message");
            page.see_focus("textbox", "Message 1");
            page.type_keys("hello");
            fits(page);
            page.picture(&format!("options-phone-list-{width}"));
            // The next width begins without it.
            page.press("Delete message 1");
            page.press("Back");
            page.press("Connect timeout, 20 s");
            page.see_focus("textbox", "Connect timeout (s)");
            see_that("it takes the place of all", || !page.has("switch", "Heartbeat"));
            fits(page);
            page.press("Back");
            page.see_focus("button", "Connect timeout, 20 s");
            turn(page, "Auto-reconnect");
        }
    });
}
