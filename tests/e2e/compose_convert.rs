//! From one format to another: the same bytes, or why not.

use crate::compose::{choose_format, open, see_echo, see_format};
use crate::page::{Page, journey};

/// Chooses a format that the text can't be written in.
#[track_caller]
fn see_it_stay(page: &Page, format: &str, wanted: &str, says: &str) {
    let before = page.value("Message");
    choose_format(page, wanted);
    page.see("it is said", |view| view.notice.contains(says));
    see_format(page, format);
    assert_eq!(page.value("Message"), before);
    if page.has("button", "Dismiss") {
        page.press("Dismiss");
    }
}

#[test]
fn another_format_is_the_same_bytes() {
    journey("compose-convert", |page| {
        open(page, "/echo");
        page.fill("Message", "hé");
        for (format, expect) in [
            ("Hex", "68 c3 a9"),
            ("Base64", "aMOp"),
            ("Layout", "hex 68 c3 a9"),
            ("Text", "hé"),
            ("Layout", "utf8 \"hé\""),
            ("Hex", "68 c3 a9"),
        ] {
            choose_format(page, format);
            see_format(page, format);
            page.see_value("Message", expect);
        }
        see_echo(page, "binary", "Binary68 c3 a9", 3);
        page.fill("Message", "7b 22 c3 a9 22 7d");
        choose_format(page, "JSON");
        // It is text.
        page.see_value("Message", "{\"é\"}");
        // Text and JSON become each other, valid or not.
        choose_format(page, "Text");
        see_format(page, "Text");
        see_echo(page, "text", "{\"é\"}", 6);
    });
}

#[test]
fn a_message_that_has_no_other_format_stays_and_says_why() {
    journey("compose-stays", |page| {
        choose_format(page, "Hex");
        page.fill("Message", "00 ff");
        see_it_stay(page, "Hex", "Text", "Not UTF-8: stays hex.");
        see_it_stay(page, "Hex", "JSON", "Not UTF-8: stays hex.");
        page.fill("Message", "0");
        see_it_stay(
            page,
            "Hex",
            "Layout",
            "Hex needs an even number of digits: 1. Stays hex.",
        );
        page.fill("Message", "");
        choose_format(page, "Text");
        page.fill("Message", "a {{seq}}");
        for wanted in ["Hex", "Base64", "Layout"] {
            see_it_stay(
                page,
                "Text",
                wanted,
                "{{seq}} is filled in when the message is sent: stays text.",
            );
        }
        choose_format(page, "JSON");
        see_format(page, "JSON");
        choose_format(page, "Text");
        // As it is written it has bytes.
        page.press("Send as written");
        page.find("button", "Fill in");
        choose_format(page, "Hex");
        // They are its bytes.
        page.see_value("Message", "61 20 7b 7b 73 65 71 7d 7d");
    });
}

#[test]
fn two_braces_are_the_same_bytes_in_each_format() {
    journey("compose-braces", |page| {
        open(page, "/echo");
        page.fill("Message", "a{{{{b");
        choose_format(page, "Hex");
        // They are what would be sent.
        page.see_value("Message", "61 7b 7b 62");
        choose_format(page, "Text");
        see_format(page, "Text");
        see_echo(page, "text", "a{{b", 4);
    });
}
