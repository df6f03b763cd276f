//! Each format, byte for byte: what is written, what comes back, and what is said of a mistake.

use thirtyfour::prelude::*;

use crate::compose::{
    NOTE, binary, choose_format, hex, open, put, see_echo, see_format, see_note, see_outcome, see_selection,
    see_send_refuse,
};
use crate::page::{Page, journey, see_it_is, see_that};

/// Writes something that is wrong; waits for it to be said, and for Send to put the caret there.
#[track_caller]
fn see_mistake(page: &Page, written: &str, says: &str, place: (usize, usize)) {
    page.fill("Message", written);
    see_note(page, says);
    page.key(Key::Home);
    see_send_refuse(page);
    see_selection(page, place);
    assert_eq!(page.value("Message"), written, "what was written stays");
}

/// Writes something and sees it come back as these bytes.
#[track_caller]
fn see_bytes(page: &Page, written: &str, bytes: &[u8]) {
    page.fill("Message", written);
    see_note(page, &format!("{} B", bytes.len()));
    see_echo(page, "binary", &binary(bytes), bytes.len());
}

#[test]
fn hex_is_sent_as_its_bytes_however_it_is_separated() {
    journey("compose-hex", |page| {
        open(page, "/echo");
        choose_format(page, "Hex");
        page.see_focus("textbox", "Message");
        for written in [
            "8105ff000a",
            "81 05 ff 00 0A",
            "0x81, 0x05,0xFF\n00:0a",
            "\\x81\\x05\\xff-00-0a",
        ] {
            see_bytes(page, written, &[0x81, 5, 0xff, 0, 0x0a]);
        }
        see_mistake(page, "81 05 4", "Hex needs an even number of digits: 5.", (6, 7));
        see_mistake(
            page,
            "81 5 4",
            "Character 4 is “5” without a second digit: a byte has two, such as 05.",
            (3, 4),
        );
        see_mistake(page, "00 0g", "Character 5 is “g”, which is no hex digit", (4, 5));
        see_mistake(
            page,
            "81 0x",
            "A prefix ends at character 5, and no digit follows it.",
            (4, 5),
        );
        page.picture("compose-hex-wrong");
        page.type_keys("x");
        page.key(Key::Backspace);

        // Every byte there is, as the browser has it of the message that came back.
        let all: Vec<u8> = (0..=255).collect();
        put(page, &hex(&all));
        let before = page.view().rowcount;
        page.press("Send");
        page.see("it came back", |view| {
            view.rowcount == before + 2 && view.last().is_some()
        });
        page.click_row(before + 2);
        page.allow_clipboard();
        page.press("Copy");
        page.click_on("menuitem", "Copy as hex");
        see_that("all of it came back", || {
            page.clipboard().replace('\n', " ") == hex(&all)
        });
    });
}

#[test]
fn base64_is_sent_as_its_bytes_in_either_alphabet() {
    journey("compose-base64", |page| {
        open(page, "/echo");
        choose_format(page, "Base64");
        for written in ["+/8=", "-_8=", "-_8", " +/\n8 = "] {
            see_bytes(page, written, &[0xfb, 0xff]);
        }
        page.fill("Message", "SGVsbG8=");
        see_outcome(page, "48 65 6c 6c 6f");
        see_echo(page, "binary", "Binary48 65 6c 6c 6f", 5);
        see_mistake(
            page,
            "SGVsb",
            "Not valid Base64 at character 5: the text ends inside a byte. Add the digits that are missing.",
            (4, 5),
        );
        // Of a mistake nothing is sent.
        see_outcome(page, "");
        see_mistake(
            page,
            "SGV*",
            "Not valid Base64 at character 4: “*” is no digit of it.",
            (3, 4),
        );
    });
}

#[test]
fn a_layout_is_sent_as_its_bytes() {
    journey("compose-layout", |page| {
        open(page, "/echo");
        choose_format(page, "Layout");
        let all = [7, 2, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
        page.fill("Message", "u8 7, u16be 513, i64le -1");
        see_outcome(page, &hex(&all));
        page.picture("compose-layout");
        see_bytes(page, "u8 7, u16be 513, i64le -1", &all);
        see_bytes(page, "f32le[1, 2.5]", &[0, 0, 0x80, 0x3f, 0, 0, 0x20, 0x40]);
        see_bytes(
            page,
            "len16le(u8 1,\n len8(utf8 \"é\"),)",
            &[4, 0, 1, 2, 0xc3, 0xa9],
        );
        page.fill("Message", "u8 {{seq}}, zero 1");
        see_outcome(page, "04 00");
        see_echo(page, "binary", "Binary04 00", 2);
        see_mistake(
            page,
            "u8 1, u8 256",
            "u8 holds 0 to 255: 256 does not fit.",
            (9, 12),
        );
        see_mistake(
            page,
            "u16 1",
            "u16 says no byte order. Write u16be or u16le.",
            (0, 3),
        );
        see_mistake(
            page,
            "len8(zero 256)",
            "len8 holds 0 to 255, and there are 256 bytes in it.",
            (0, 14),
        );
    });
}

#[test]
fn json_is_checked_as_it_is_typed_and_sent_as_it_is_written() {
    journey("compose-json", |page| {
        open(page, "/echo");
        choose_format(page, "JSON");
        let written = r#"{"big":9007199254740993, "a":1.0,"a":1E2}"#;
        page.fill("Message", written);
        see_note(page, &format!("Valid JSON, {} B", written.len()));
        see_echo(page, "text", written, written.len());

        see_mistake(
            page,
            "[67412.1, 0.482 [1]]",
            "Line 1, column 17: expected a comma or ]",
            (16, 16),
        );
        page.picture("compose-json-wrong");
        let mark = || -> String {
            page.script(
                "return document.querySelector('.mistake')?.textContent ?? ''",
                vec![],
            )
        };
        see_it_is("what is marked", "[", mark);
        see_mistake(
            page,
            "{\n  \"é\": 1,\n  nope: 2\n}",
            "Line 3, column 3: expected a key",
            (14, 18),
        );
        see_mistake(
            page,
            "{\"a\":1,",
            "Line 1, column 8: expected a key in double quotes, but the text ends",
            (7, 7),
        );

        // Put right, it can be sent.
        page.type_keys("\"b\":2}");
        see_note(page, "Valid JSON, 13 B");
        page.see_attribute("button", "Send", "aria-disabled", None);
        see_echo(page, "text", r#"{"a":1,"b":2}"#, 13);
        // A placeholder is a value.
        page.fill("Message", r#"{"n":{{seq}}}"#);
        see_outcome(page, r#"{"n":3}"#);
        see_echo(page, "text", r#"{"n":3}"#, 7);
    });
}

#[test]
fn who_is_still_typing_is_told_of_no_mistake() {
    journey("compose-pause", |page| {
        choose_format(page, "JSON");
        page.see_focus("textbox", "Message");
        let pause: f64 = page.script(
            "const [field, note] = ['message', 'message-note'].map(id => document.getElementById(id));
             const says = () => document.getElementById('message-note').textContent.includes('Line 1');
             const type = text => {
                 field.value = text;
                 field.dispatchEvent(new Event('input', { bubbles: true }));
             };
             const wait = time => new Promise(done => setTimeout(done, time));
             return (async () => {
                 let early = 0, last = 0;
                 for (const text of ['{', '{\"', '{\"a', '{\"a\"', '{\"a\":']) {
                     type(text);
                     last = performance.now();
                     await wait(60);
                     // A busy machine may take longer than the pause.
                     early += says() && performance.now() - last < 350;
                 }
                 if (early) return -early;
                 while (!says()) await wait(5);
                 return performance.now() - last;
             })()",
            vec![],
        );
        assert!(pause >= 350.0, "it is said after {pause} ms");
    });
}

#[test]
fn formatting_json_changes_white_space_and_nothing_else() {
    journey("compose-reshape", |page| {
        open(page, "/echo");
        choose_format(page, "JSON");
        let small = r#"{"a":1.0,"a":1E2,"s":"\u00e9\/ x","n":[1,{}],"d":{{seq}}}"#;
        page.fill("Message", small);
        see_note(page, "Valid JSON");
        page.press("Format");
        let large = r#"{
  "a": 1.0,
  "a": 1E2,
  "s": "\u00e9\/ x",
  "n": [
    1,
    {}
  ],
  "d": {{seq}}
}"#;
        // Each member has a line.
        page.see_value("Message", large);
        page.see_focus("textbox", "Message");
        page.picture("compose-json");
        page.press("Minify");
        // It is one line again.
        page.see_value("Message", small);
        let sent = small.replace("{{seq}}", "1");
        see_echo(page, "text", &sent, sent.len());
        // Of what is no JSON, neither is offered.
        page.fill("Message", "[1,");
        see_note(page, "Line 1, column 4");
        see_that("nothing is offered", || !page.has("button", "Minify"));
        see_format(page, "JSON");
    });
}

#[test]
fn an_empty_field_is_an_empty_message_but_no_json() {
    journey("compose-empty", |page| {
        open(page, "/echo");
        for format in ["Hex", "Base64", "Layout"] {
            choose_format(page, format);
            see_echo(page, "binary", "Binaryempty", 0);
        }
        choose_format(page, "JSON");
        page.press("Send");
        see_note(page, "Line 1, column 1: expected");
        page.see(&format!("{NOTE} is an alert"), |view| {
            view.alerts
                .iter()
                .any(|alert| alert.starts_with("Line 1, column 1"))
        });
        choose_format(page, "Text");
        see_echo(page, "text", "empty", 0);
    });
}
