//! Placeholders: what is shown before, and what goes out.

use thirtyfour::prelude::*;

use crate::compose::{add, open, outcome, see_echo, see_note, see_outcome, see_selection, see_send_refuse};
use crate::page::{journey, see_of, see_that};
use crate::pane::see_text;

#[test]
fn what_is_shown_is_what_is_sent_and_uses_no_number_up() {
    journey("compose-seq", |page| {
        open(page, "/echo");
        for number in 1..=3 {
            for text in ["a {{seq}}", "a {{seq}}{{seq}}", "n {{seq}}"] {
                page.fill("Message", text);
                see_outcome(page, &text.replace("{{seq}}", &number.to_string()));
            }
            let sent = format!("n {number}");
            see_echo(page, "text", &sent, sent.len());
        }
        page.picture("compose-template");
        // Each connection counts for itself, and each opening begins anew.
        page.connect_again_to("/echo");
        page.fill("Message", "n {{seq}}");
        see_outcome(page, "n 1");
        see_echo(page, "text", "n 1", 3);

        page.fill("Message", "{{uuid}}");
        let shown = see_of("a UUID is shown", || outcome(page), |shown| shown.len() == 36);
        assert!(
            shown.as_bytes()[14] == b'4' && shown.matches('-').count() == 4,
            "{shown}"
        );
        page.fill("Message", "{{uuid}} ");
        // The next look is the same one.
        see_outcome(page, &format!("{shown} "));
        page.fill("Message", "{{uuid}}");
        see_echo(page, "text", &shown, 36);
        page.fill("Message", "{{uuid}}");
        see_of(
            "the next message has another",
            || outcome(page),
            |next| next.len() == 36 && *next != shown,
        );
    });
}

#[test]
fn placeholders_are_sent_as_written_on_request() {
    journey("compose-as-written", |page| {
        open(page, "/echo");
        page.fill("Message", "n {{seq}} {{nope}}");
        see_note(page, "{{nope}} is not defined.");
        page.press("Send as written");
        page.see_focus("textbox", "Message");
        see_that("it says so", || {
            page.text("form", "Send message").contains("Sent as written")
        });
        see_echo(page, "text", "n {{seq}} {{nope}}", 18);
        // It is a choice for one message, and can be taken back.
        page.fill("Message", "n {{seq}}");
        see_outcome(page, "n 2");
        page.press("Send as written");
        page.press("Fill in");
        see_outcome(page, "n 2");
        see_echo(page, "text", "n 2", 3);
    });
}

#[test]
fn four_braces_are_sent_as_two_and_shown_so() {
    journey("compose-four", |page| {
        open(page, "/echo");
        page.fill("Message", "{{{{seq}}");
        see_echo(page, "text", "{{seq}}", 7);
        page.fill("Message", "{{{{seq}}");
        see_outcome(page, "{{seq}}");
        page.fill("Message", "{{seq}} {{{{");
        see_outcome(page, "2 {{");
    });
}

#[test]
fn an_unknown_placeholder_says_what_was_meant() {
    journey("compose-unknown", |page| {
        open(page, "/echo");
        for (written, says, place) in [
            (
                "a {{sek}}",
                "{{sek}} is not defined. Did you mean {{seq}}?",
                (2, 9),
            ),
            ("{{$guid}}", "Did you mean {{uuid}}?", (0, 9)),
            ("é {{timestamp}} b", "Did you mean {{now}}?", (2, 15)),
            ("x {{seq", "The placeholder {{seq does not end in }}.", (2, 4)),
            (
                "{{message}}",
                "this answers none. Use {{seq}} or {{now}}.",
                (0, 11),
            ),
        ] {
            page.fill("Message", written);
            see_note(page, says);
            page.key(Key::Home);
            see_send_refuse(page);
            see_selection(page, place);
        }
        page.picture("compose-unknown");
    });
}

#[test]
fn the_menu_inserts_a_placeholder_where_the_caret_is() {
    journey("compose-insert", |page| {
        open(page, "/echo");
        page.fill("Message", "a b");
        page.key(Key::Left);
        add(page, "{{seq}}");
        page.see_focus("textbox", "Message");
        // It is there.
        page.see_value("Message", "a {{seq}}b");
        page.type_keys("!");
        see_outcome(page, "a 1!b");
        see_echo(page, "text", "a 1!b", 5);
        page.press("Add");
        for name in [
            "{{seq}}",
            "{{uuid}}",
            "{{now}}",
            "{{now:iso}}",
            "{{random:1:100}}",
        ] {
            see_text(page, "menu", "Add", &[name]);
        }
        page.picture("compose-add");
        page.key(Key::Escape);
        page.see_focus("button", "Add");
    });
}
