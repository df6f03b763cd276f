//! The labs: each worked by keys, opened by a link, and given what is wrong.

use std::time::Duration;

use serde_json::json;

use crate::page::{Page, journey, see_it_is, see_of, see_that};
use crate::pane;

/// The key of RFC 6455 1.3 and its answer.
const KEY: &str = "dGhlIHNhbXBsZSBub25jZQ==";
const ACCEPT: &str = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

fn open(page: &Page, fragment: &str) {
    page.open_address(&format!("{}{fragment}", page.address()));
}

fn hash(page: &Page) -> String {
    page.script("return location.hash", vec![])
}

/// Waits until the lab says it.
#[track_caller]
fn see_text(page: &Page, words: &str) {
    pane::see_text(page, "main", "", &[words]);
}

#[track_caller]
fn see_heading(page: &Page, words: &str) {
    see_that(&format!("the heading is “{words}”"), || {
        page.script::<bool>(
            "return document.querySelector('.lab h1')?.textContent === arguments[0]",
            vec![json!(words)],
        )
    });
}

/// The accessible names of the cells.
fn cells(page: &Page) -> Vec<String> {
    page.script(
        "return [...document.querySelectorAll('[role=option]')].map(cell => cell.computedName)",
        vec![],
    )
}

/// Puts a long text into a field at once, as a paste does.
fn paste(page: &Page, id: &str, text: &str) {
    page.script::<()>(
        "const field = document.getElementById(arguments[0]); field.focus(); field.select();
         document.execCommand('insertText', false, arguments[1]);",
        vec![json!(id), json!(text)],
    );
}

#[test]
fn a_key_is_answered_as_it_is_typed_and_an_answer_compared() {
    journey("lab-key", |page| {
        open(page, "#/lab/key");
        let accept = || page.value("Sec-WebSocket-Accept, computed here");
        page.see_value("Sec-WebSocket-Key", KEY);
        see_it_is("the answer", ACCEPT, accept);
        page.focus_on("textbox", "What your server answered, to compare");
        page.type_keys("s3pPLMBiTxaQ9kYGzzhZRbK+xOp=");
        see_text(
            page,
            "One character differs: character 27 is “p” and should be “o”.",
        );
        see_that("the address has the answer", || {
            hash(page) == "#/lab/key?answer=s3pPLMBiTxaQ9kYGzzhZRbK%2BxOp="
        });
        page.fill("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ");
        see_text(page, "Write “==” at the end");
        page.fill("Sec-WebSocket-Key", "c2hvcnQ=");
        see_text(page, "7 characters of Base64 are 5 bytes, but a key is 16 bytes");
        page.focus_on("button", "New key");
        page.key(thirtyfour::Key::Enter);
        see_of(
            "there is a new key",
            || page.value("Sec-WebSocket-Key"),
            |fresh| fresh.len() == 24 && fresh != KEY,
        );
        see_of("it has an answer of its own", accept, |answer| {
            answer.len() == 28 && answer != ACCEPT
        });
        for words in ["Sec-WebSocket-Version: 13", "browsers always", "It is no login"] {
            see_text(page, words);
        }
        page.picture("lab-key-light");
    });
}

#[test]
fn each_way_to_fail_fills_the_tester_in_and_fails_once_it_is_connected() {
    journey("lab-fail", |page| {
        for (title, route) in [
            ("Wrong Sec-WebSocket-Accept", "/wrong-answer/accept"),
            ("No Upgrade or Connection header", "/wrong-answer/no-upgrade"),
            ("A status other than 101", "/reject/403"),
            ("A subprotocol that was not offered", "/subprotocol/chat.v2"),
            ("An extension that was not offered", "/wrong-answer/extension"),
            ("A version that the server does not speak", "/reject/426"),
        ] {
            open(page, "#/lab/key");
            page.follow(&format!("Open in the tester: {title}"));
            see_that("the URL is filled in", || {
                page.has("textbox", "WebSocket URL") && page.value("WebSocket URL") == page.url(route)
            });
            let view = page.see_status("Disconnected");
            assert_eq!(view.rowcount, 0, "nothing was tried");
            page.press("Connect");
            see_that("the close card explains it", || {
                page.has("region", "Why did it close?")
                    && page
                        .text("region", "Why did it close?")
                        .contains("The connection never opened")
            });
            pane::see_text(page, "region", "Why did it close?", &["1006"]);
        }
    });
}

#[test]
fn the_same_link_draws_the_lab_anew_after_something_was_typed() {
    journey("lab-again", |page| {
        page.go_to_fragment("#/guide/frames");
        let again = || {
            page.script::<()>(
                "const link = document.createElement('a'); link.href = '#/lab/frame?payload=Hi'; document.body.append(link); link.click(); link.remove()",
                vec![],
            );
        };
        again();
        see_that("the link's payload is there", || {
            page.has("textbox", "Payload") && page.value("Payload") == "Hi"
        });
        page.fill("Payload", "something else");
        see_that("the address has it", || hash(page).contains("something"));
        again();
        // The link's payload is there again.
        page.see_value("Payload", "Hi");
        see_text(page, "8 bytes");
    });
}

#[test]
fn a_frame_is_shown_byte_by_byte_and_walked_with_arrow_keys() {
    journey("lab-frame", |page| {
        open(page, "#/lab/frame");
        page.find("textbox", "Payload");
        see_text(page, "11 bytes");
        see_of(
            "each byte has a cell",
            || cells(page),
            |names| names.len() == 11 && names[2] == "Byte 3, 37, masking key",
        );
        let current = || page.text_at(".lab-legend .current dt");
        page.focus_on("listbox", "Frame");
        see_of("the first byte is marked", current, |now| now.contains("FIN"));
        page.key(thirtyfour::Key::Down);
        see_that("the length is marked", || current().contains("MASK"));
        page.key(thirtyfour::Key::Down);
        see_that("the key is marked", || current().contains("masking key"));
        page.key(thirtyfour::Key::End);
        see_that("the payload is marked", || current().contains("payload"));
        page.key(thirtyfour::Key::Home);
        page.key(thirtyfour::Key::Right);
        page.key(thirtyfour::Key::Right);
        see_that("the third byte is the one", || {
            page.attribute("listbox", "Frame", "aria-activedescendant")
                .as_deref()
                == Some("lab-bytes-2")
        });
        see_text(page, "48 XOR 37 = 7f");
        page.fill("Payload", "Hi");
        see_text(page, "8 bytes");
        see_that("the address has it", || hash(page) == "#/lab/frame?payload=Hi");
        page.press("65,536");
        see_text(page, "65,550 bytes");
        see_text(page, "This is too long for an address");
        see_that("the address leaves it out", || hash(page) == "#/lab/frame");
        see_it_is("the number of cells", &256, || cells(page).len());
        page.press("Fragmented text");
        see_text(page, "9 bytes in 2 frames");
        see_that("the address has the bytes and no more", || {
            hash(page) == "#/lab/frame?hex=01%2003%2048%2065%206c%2080%2002%206c%206f"
        });
        page.press("Next frame");
        see_text(page, "Frame 2 of 2");
        page.picture("lab-frame-light");
        page.prefer("prefers-color-scheme", "dark");
        page.picture("lab-frame-dark");
    });
}

#[test]
fn bytes_are_decoded_and_what_is_wrong_has_its_byte() {
    journey("lab-decode", |page| {
        open(page, "#/lab/frame?hex=810548656c6c6f");
        page.see_value("Bytes, in hex", "810548656c6c6f");
        see_text(page, "No fault was found.");
        see_text(page, "Hello");
        let check = |hex: &str, words: &str| {
            page.fill("Bytes, in hex", hex);
            see_text(page, words);
        };
        check("c1 02 68 69", "Byte 1: RSV1 is set, but no extension was agreed.");
        check("0x81,0x05,0x48", "After byte 3:");
        check("81", "After byte 1:");
        check("hello", "Character 1 is “h”, which is no hex digit");
        check("8", "Character 1 is “8” without a second digit");
        check("827fffffffffffffffff", "(RFC 6455 5.2)");
        page.press("Show byte 3");
        see_that("that byte is looked at", || {
            page.attribute("listbox", "Frame", "aria-activedescendant")
                .as_deref()
                == Some("lab-bytes-2")
        });
        see_that("the address follows", || {
            hash(page) == "#/lab/frame?hex=827fffffffffffffffff"
        });
        let before: u32 = page.script("return history.length", vec![]);
        page.fill("Bytes, in hex", "8800");
        see_that("it follows again", || hash(page) == "#/lab/frame?hex=8800");
        assert_eq!(page.script::<u32>("return history.length", vec![]), before);
        paste(page, "lab-hex", &"8100".repeat(1 << 19));
        see_text(page, "1,048,576 bytes in 524,288 frames");
        paste(page, "lab-hex", &"8100".repeat((1 << 19) + 1));
        see_text(page, "1,048,576 bytes are read at most");
        page.press("Make a frame instead");
        page.find("textbox", "Payload");
        page.see_focus("button", "Decode bytes instead");
    });
}

#[test]
fn a_close_frame_is_made_or_it_says_why_not() {
    journey("lab-close", |page| {
        open(page, "#/lab/close?code=1000&reason=bye");
        page.see_value("Reason", "bye");
        see_text(page, "3 of 123 bytes");
        see_text(page, "11 bytes");
        see_of(
            "the first cell has its name",
            || cells(page),
            |names| {
                names
                    .first()
                    .is_some_and(|name| name == "Byte 1, 88, FIN, RSV and opcode")
            },
        );
        page.fill("Code", "1005");
        see_text(page, "No close frame may carry 1005");
        see_it_is("what has a cell", &[""; 0], || cells(page));
        page.fill("Code", "70000");
        see_text(page, "Enter a number from 0 to 65535");
        page.fill("Code", "");
        see_text(page, "A reason stands after a code");
        page.fill("Code", "4001");
        // 62 characters of two bytes: the last one begins at byte 122 and would be cut in two.
        page.fill("Reason", &"é".repeat(62));
        see_text(page, "124 of 123 bytes");
        see_text(page, "cut it after byte 122, before “é”");
        page.picture("lab-close-light");
    });
}

#[test]
fn a_size_is_a_sum_beside_a_requests() {
    journey("lab-size", |page| {
        open(page, "#/lab/size?bytes=5");
        see_text(page, "11 B = 2 + 4 + 5");
        see_text(page, "The shortest HTTP request");
        page.press("65,536");
        see_text(page, "65,550 B = 10 + 4 + 65,536");
        page.fill("Payload, in bytes", "five");
        see_text(page, "Enter a whole number of bytes");
        page.picture("lab-size-light");
    });
}

#[test]
fn waits_are_drawn_again_with_the_numbers_and_a_herd_comes_back() {
    journey("lab-backoff", |page| {
        open(
            page,
            "#/lab/backoff?first=500&factor=2&cap=4000&attempts=5&jitter=none",
        );
        page.see_value("First wait, in ms", "500");
        see_text(page, "The last attempt comes after 11.5 s");
        see_text(
            page,
            "With 1,000 clients and no jitter, at most 1,000 attempts come within",
        );
        see_text(page, "With 1,000 clients and full jitter, at most");
        page.fill("Factor", "0.5");
        see_text(page, "Enter a factor of 1 or more");
        page.fill("Factor", "1.5");
        see_text(page, "The last attempt comes after");
        see_that("the address follows", || hash(page).contains("factor=1.5"));
        page.focus_on("combobox", "Jitter");
        page.type_keys("equal");
        see_text(page, "With 1,000 clients and equal jitter");
        page.press("Draw again");
        see_that("each wait is in the table", || {
            page.script::<usize>(
                "return document.querySelectorAll('details:first-of-type .lab-numbers tbody tr').length",
                vec![],
            ) >= 5
        });
        page.picture("lab-backoff-light");
        page.prefer("prefers-color-scheme", "dark");
        page.picture("lab-backoff-dark");
    });
}

#[test]
fn a_link_into_another_lab_leads_there_and_one_into_none_says_so() {
    journey("lab-links", |page| {
        open(page, "#/lab/backoff?first=500");
        see_heading(page, "Backoff");
        page.go_to_fragment("#/lab/size?bytes=126");
        see_text(page, "134 B = 4 + 4 + 126");
        page.follow("Close frame");
        see_heading(page, "Close frame");
        // What was typed just before must not come into the next lab's address.
        page.wait(Duration::from_millis(500));
        assert_eq!(hash(page), "#/lab/close");
        page.go_to_fragment("#/lab/nowhere");
        see_text(page, "Nothing is at this address");
        page.click_at(".learn-page a[href='#/lab/frame']");
        see_heading(page, "Frame anatomy");
        page.go_to_fragment("#/lab");
        see_heading(page, "Labs");
        page.go_to_fragment("#/lab/frame?payload=<b>bold</b>");
        // Markup is text.
        page.see_value("Payload", "<b>bold</b>");
        page.go_to_fragment(&format!("#/lab/frame?hex={}", "81".repeat(5_000)));
        page.find("textbox", "Payload");
    });
}

#[test]
fn every_lab_fits_the_narrowest_screen() {
    journey("lab-narrow", |page| {
        page.resize(320, 640, false);
        for (lab, control) in [
            ("key", "Sec-WebSocket-Key"),
            ("frame", "Payload"),
            ("frame?hex=8185372afa213d7f9f4d5158", "Bytes, in hex"),
            ("close?reason=bye", "Reason"),
            ("size", "Payload, in bytes"),
            ("backoff", "First wait, in ms"),
        ] {
            for scheme in ["light", "dark"] {
                page.prefer("prefers-color-scheme", scheme);
                open(page, &format!("#/lab/{lab}"));
                page.find("textbox", control);
                let (wide, window, past): (f64, f64, Vec<String>) = page.script(
                    "const main = document.querySelector('main');
                     return [Math.max(main.scrollWidth - main.clientWidth + innerWidth, document.documentElement.scrollWidth), innerWidth,
                         [...main.querySelectorAll('*')].filter(one => one.getBoundingClientRect().right > innerWidth).map(one => one.cloneNode().outerHTML)]",
                    vec![],
                );
                assert!(
                    wide <= window,
                    "{lab} is {wide} px wide on a screen of {window}: {past:?}"
                );
                let (name, _) = lab.split_once('?').unwrap_or((lab, ""));
                page.picture(&format!("lab-{name}-narrow-{scheme}"));
            }
        }
    });
}

#[test]
fn a_choice_shows_what_the_bytes_have_whatever_the_address_says() {
    journey("lab-options", |page| {
        let chosen = |id: &str| {
            page.script::<String>(
                "return document.getElementById(arguments[0]).value",
                vec![json!(id)],
            )
        };
        open(page, "#/lab/frame?opcode=99&split=9&payload=Hi");
        see_text(page, "8 bytes");
        see_it_is("the opcode", "1", || chosen("lab-opcode"));
        see_it_is("the number of frames", "1", || chosen("lab-split"));
        page.fill("Payload", "Ho");
        see_that("the address has what is shown", || {
            hash(page) == "#/lab/frame?payload=Ho"
        });
    });
}

#[test]
fn a_frame_that_is_cut_has_its_fin_and_its_last_byte() {
    journey("lab-cut", |page| {
        open(page, "#/lab/frame?hex=8105486c");
        see_text(page, "After byte 4:");
        assert!(!page.text("main", "").contains("goes on"));
        page.press("Show byte 4");
        see_that("that byte is looked at", || {
            page.attribute("listbox", "Frame", "aria-activedescendant")
                .as_deref()
                == Some("lab-bytes-3")
        });
        open(page, "#/lab/frame?hex=0105486c");
        see_text(page, "The message that frame 1 begins goes on");
    });
}

#[test]
fn what_is_typed_last_is_there_after_leaving_at_once() {
    journey("lab-late", |page| {
        let type_and = |text: &str, then: &str| {
            page.script::<()>(
                &format!(
                    "const field = document.getElementById('lab-payload'); field.value = arguments[0];
                     field.dispatchEvent(new Event('input', {{ bubbles: true }})); setTimeout(() => {{ {then} }})"
                ),
                vec![json!(text)],
            );
        };
        let see_payload = |text: &str| {
            see_that(&format!("the payload is {text}"), || {
                page.script::<Option<String>>("return document.getElementById('lab-payload')?.value", vec![])
                    .as_deref()
                    == Some(text)
            });
            see_that("the address has it", || {
                hash(page) == format!("#/lab/frame?payload={text}")
            });
        };
        open(page, "#/lab/frame");
        see_text(page, "11 bytes");
        type_and("linked", "location.hash = '#/lab/size'");
        see_heading(page, "Size on the wire");
        assert_eq!(hash(page), "#/lab/size");
        page.script::<()>("history.back()", vec![]);
        see_payload("linked");
        type_and("reloaded", "document.title = 'old'; location.reload()");
        see_that("it is a new page", || page.title() != "old");
        see_payload("reloaded");
        page.fill("Payload", "settled");
        see_payload("settled");
        page.reload();
        see_payload("settled");
    });
}

#[test]
fn long_hex_is_read_once_the_typing_pauses() {
    journey("lab-long", |page| {
        open(page, "#/lab/frame?hex=8105");
        see_text(page, "2 bytes");
        page.script::<()>(
            "window.seen = []; new MutationObserver(() => seen.push(document.querySelector('main').innerText.includes('Reading…')))
             .observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true })",
            vec![],
        );
        paste(page, "lab-hex", &"8100".repeat(1 << 17));
        see_text(page, "262,144 bytes in 131,072 frames");
        let seen: Vec<bool> = page.script("return window.seen", vec![]);
        assert!(seen.contains(&true), "it says that it is reading");
        see_of(
            "it is read",
            || page.text("main", ""),
            |text| !text.contains("Reading…"),
        );
        paste(page, "lab-hex", "8100");
        see_text(page, "2 bytes");
    });
}
