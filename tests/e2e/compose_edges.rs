//! The menu of edge cases: each fills in what it says, and nothing is sent.

use crate::compose::{add_edge_case, choose_format, open, see_echo, see_format, see_note};
use crate::compose_hands::{see_card, see_no_card};
use crate::lasting::IN_A_WHILE;
use crate::page::{journey, see_that};
use crate::pane::see_text;
use crate::restore::earlier;

#[test]
fn each_edge_case_is_filled_in_and_none_is_sent() {
    journey("compose-edges", |page| {
        // High enough for the whole menu above the highest field.
        page.resize(1440, 1400, false);
        open(page, "/echo?run=edges");
        choose_format(page, "Hex");
        let letters = |count| "a".repeat(count);
        for (name, text) in [
            ("Last 7-bit length", letters(125)),
            ("First 16-bit length", letters(126)),
            ("Last 16-bit length", letters(65_535)),
            ("First 64-bit length", letters(65_536)),
            ("Lone surrogate", "\u{fffd}".to_owned()),
            (
                "Right-to-left and zero-width",
                "\u{202e}abc\u{202c} שלום a\u{200b}b\u{200d}c\u{2060}d\u{feff}e".to_owned(),
            ),
            ("Invalid JSON", "{\"a\":1,}".to_owned()),
            (
                "JSON, 1,000 levels deep",
                format!("{}{}", "[".repeat(1_000), "]".repeat(1_000)),
            ),
            ("Integer above 2^53", "{\"id\":9007199254740993}".to_owned()),
            ("Empty message", String::new()),
        ] {
            add_edge_case(page, name);
            page.see_focus("textbox", "Message");
            page.see_value("Message", &text);
            see_format(page, "Text");
        }
        assert_eq!(page.count("edges").messages, 0);
        assert_eq!(page.view().rowcount, 1);
        see_echo(page, "text", "empty", 0);

        add_edge_case(page, "Lone surrogate");
        see_note(page, "Holds U+FFFD: a lone surrogate is sent as U+FFFD");
        see_echo(page, "text", "\u{fffd}", 3);
        add_edge_case(page, "Integer above 2^53");
        see_note(page, "Valid JSON, 23 B");
        see_echo(page, "text", "{\"id\":9007199254740993}", 23);
    });
}

#[test]
fn the_whole_menu_is_in_reach_above_a_field_full_of_text() {
    journey("compose-edges-high", |page| {
        open(page, "/echo");
        page.fill("Message", &"line\n".repeat(40));
        add_edge_case(page, "Invalid JSON");
        page.fill("Message", &"line\n".repeat(40));
        // The first and the last: the menu scrolls where it has no room.
        add_edge_case(page, "Empty message");
        see_that("it is filled in", || page.value("Message").is_empty());
        page.fill("Message", &"line\n".repeat(40));
        choose_format(page, "Text");
        page.press("Add");
        page.click_on_containing("menuitem", "Send every…");
        page.find("group", "Send every");
    });
}

#[test]
fn a_mebibyte_is_a_card_and_is_sent_whole() {
    journey("compose-mebibyte", |page| {
        open(page, "/echo?run=mebibyte");
        page.fill("Message", "a draft");
        add_edge_case(page, "One mebibyte");
        see_card(page, &["One mebibyte", "1,048,576 B, made when sent"]);
        see_note(page, "1,048,576 B, made when sent.");
        assert!(!page.has("textbox", "Message"));
        page.picture("compose-mebibyte");
        assert_eq!(page.count("mebibyte").messages, 0);
        page.press("Send");
        page.see_stat("Bytes received", 1 << 20);
        see_no_card(page);
        let count = page.see_count("mebibyte", 1);
        assert_eq!((count.messages, count.bytes), (1, 1 << 20));
        assert!(count.last[0].bytes().all(|byte| byte == b'a'));
        add_edge_case(page, "One mebibyte");
        see_card(page, &["One mebibyte"]);
        page.press("Remove");
        see_no_card(page);
        page.see_focus("textbox", "Message");
        see_note(page, "0 B");
        page.press("Disconnect");
        page.see_status("Disconnected");
        add_edge_case(page, "One mebibyte");
        see_note(page, "Connect first, then send.");
    });
}

#[test]
fn a_mebibyte_that_waited_in_vain_is_in_the_history() {
    journey("compose-mebibyte-waits", |page| {
        page.start_to_last(
            "/drop?after=100",
            &[&IN_A_WHILE, &[("outbox", "on"), ("outbox-size", "2")]],
        );
        page.see_status("Reconnecting");
        add_edge_case(page, "One mebibyte");
        see_note(page, "Goes to the outbox, 0 of 100.");
        page.press("Queue");
        see_text(page, "region", "Outbox", &["1 in the outbox"]);
        page.press("Stop");
        page.see_row("system", "note", "not sent 1 message of the outbox");
        earlier(page);
        see_that("it is back", || page.value("Message").len() == 1 << 20);
    });
}

#[test]
fn a_close_reason_is_filled_in_where_it_is_checked() {
    journey("compose-reason", |page| {
        open(page, "/echo");
        page.fill("Message", "stays");
        add_edge_case(page, "Close reason of 123 bytes");
        page.see_focus("textbox", "Close reason");
        page.see_value("Close reason", &"a".repeat(123));
        assert!(page.view().alerts.is_empty());
        add_edge_case(page, "Close reason of 124 bytes");
        page.see_focus("textbox", "Close reason");
        page.see_value("Close reason", &"a".repeat(124));
        let says = "The reason is 124 bytes; a close frame has room for 123: shorten it by 1.";
        see_text(page, "main", "", &[says]);
        page.picture("compose-reason");
        assert_eq!(page.view().rowcount, 1, "nothing is sent");
        assert_eq!(page.value("Message"), "stays");
    });
}
